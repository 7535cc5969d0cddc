"""ONNX Runtime sessions that behave well beside other processes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnxruntime as ort

from vonlinks.errors import ModelError
from vonlinks.faces.models import converted
from vonlinks.faces.settings import FaceSettings

__all__ = ["open_converted", "open_session"]


def open_session(model: Path | bytes, settings: FaceSettings) -> Any:  # noqa: ANN401 - onnxruntime is untyped
    """Open a model file, or its bytes, with the threads and providers of `settings`; the CPU always stands in.

    Raises:
        ModelError: ONNX Runtime cannot read the model.
    """
    options = ort.SessionOptions()
    options.intra_op_num_threads = settings.threads
    options.inter_op_num_threads = 1
    # Spinning threads would take the core from the next worker while they wait.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    installed = ort.get_available_providers()
    providers = [name for name in settings.providers if name in installed and name != "CPUExecutionProvider"]
    source = model if isinstance(model, bytes) else str(model)
    try:
        return ort.InferenceSession(source, options, providers=[*providers, "CPUExecutionProvider"])
    except Exception as error:  # the runtime's own exceptions have no common base
        name = "a model" if isinstance(model, bytes) else str(model)
        raise ModelError(f"ONNX Runtime cannot open {name}: {str(error).splitlines()[0]}") from error


def open_converted(source: Path, recipe: str, build: Callable[[bytes], bytes], settings: FaceSettings) -> Any:  # noqa: ANN401 - onnxruntime is untyped
    """Open what `build` makes of a source file, from the cache where it is there (see `converted`).

    A cached file that was damaged is made anew.

    Raises:
        ModelError: the source cannot be read or converted, or ONNX Runtime cannot read what was made.
    """
    model = converted(source, recipe, build, settings)
    try:
        return open_session(model, settings)
    except ModelError:
        if isinstance(model, bytes):
            raise
        model.unlink(missing_ok=True)
        return open_session(converted(source, recipe, build, settings), settings)
