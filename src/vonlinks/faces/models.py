"""Model files: found in a folder, in the cache, or fetched once; and files converted from them, kept in the cache."""

import hashlib
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from vonlinks.errors import ModelError
from vonlinks.faces.settings import FaceSettings

__all__ = ["YUNET", "ModelFile", "Progress", "converted", "model_path", "write_whole"]

Progress = Callable[[int, int], None]
"""Called with (bytes so far, bytes in all)."""

_ZOO_FILE = "models/face_detection_yunet/face_detection_yunet_2023mar.onnx"


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A published model file.

    Attributes:
        file: its name in the models folder and in the cache.
        sha256: hex digest of the whole file.
        size: in bytes.
        addresses: where it can be fetched, tried in this order.
    """

    file: str
    sha256: str
    size: int
    addresses: tuple[str, ...]


YUNET = ModelFile(
    file="face_detection_yunet_2023mar.onnx",
    sha256="8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4",
    size=232_589,
    addresses=(
        f"https://media.githubusercontent.com/media/opencv/opencv_zoo/main/{_ZOO_FILE}",
        "https://huggingface.co/opencv/face_detection_yunet/resolve/main/face_detection_yunet_2023mar.onnx",
    ),
)
"""OpenCV's face detector (MIT licence), byte for byte the file of OpenCV's model zoo."""


def model_path(model: ModelFile, *, on_progress: Progress | None = None, settings: FaceSettings | None = None) -> Path:
    """Give a local path of `model` whose checksum is right, fetching the file once if it must.

    Looks in $VONLINKS_MODELS, then in the cache folder, then asks each address in turn.

    Args:
        model: which file.
        on_progress: told the progress of a download.
        settings: None reads the environment.

    Raises:
        ModelError: the file is nowhere, damaged, or cannot be fetched; one sentence that says why.
    """
    settings = settings or FaceSettings.from_environment()
    problems = []
    for folder in filter(None, (settings.models, settings.cache)):
        path = folder / model.file
        if path.is_file():
            if _digest(path) == model.sha256:
                return path
            problems.append(f"{path} is damaged (its SHA-256 is another)")
    if settings.offline:
        problems.append("it is not on this computer and fetching is switched off (VONLINKS_OFFLINE)")
    else:
        from vonlinks.faces.fetching import fetch_once  # noqa: PLC0415 - it loads an HTTP client, needed once in a lifetime

        failed = fetch_once(model, settings.cache / model.file, on_progress)
        if not failed:
            return settings.cache / model.file
        problems += failed
    raise ModelError(f"The model file {model.file} cannot be had: {'; '.join(problems)}.")


def converted(source: Path, recipe: str, build: Callable[[bytes], bytes], settings: FaceSettings) -> Path | bytes:
    """Give `build(bytes of source)`, kept in the cache under the checksum of the source.

    `recipe` names the conversion and its version, and thereby the file. Where the cache cannot be written the bytes
    themselves are returned.
    """
    raw = _read(source)
    target = settings.cache / f"{recipe}-{hashlib.sha256(raw).hexdigest()[:24]}.onnx"
    if target.is_file() and target.stat().st_size > 0:
        return target
    made = build(raw)
    try:
        write_whole(target, made)
    except OSError:
        return made
    return target


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it, making its folder where needed.

    Raises:
        OSError: the folder cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, scratch = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(scratch).replace(target)
    except BaseException:
        Path(scratch).unlink(missing_ok=True)
        raise


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(f"The model file {path} cannot be read: {error.strerror}.") from error


def _digest(path: Path) -> str:
    return hashlib.sha256(_read(path)).hexdigest()
