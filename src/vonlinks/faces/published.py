"""Where the package face_recognition_models keeps its files."""

from importlib.util import find_spec
from pathlib import Path

from vonlinks.errors import ModelError

__all__ = ["published_model"]

# What the package's own functions of these names return. They are not called: the package imports pkg_resources, which
# newer setuptools no longer bring, and which takes half a second.
_FILES = {
    "face_recognition_model_location": "dlib_face_recognition_resnet_model_v1.dat",
    "cnn_face_detector_model_location": "mmod_human_face_detector.dat",
    "pose_predictor_five_point_model_location": "shape_predictor_5_face_landmarks.dat",
}


def published_model(location: str) -> Path:
    """The file that `face_recognition_models.<location>()` names.

    Raises:
        ModelError: the package is not installed, or its file is missing.
    """
    spec = find_spec("face_recognition_models")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    for folder in folders:
        path = Path(folder) / "models" / _FILES[location]
        if path.is_file():
            return path
    raise ModelError(f"{_FILES[location]} of the package face_recognition_models is not installed.")
