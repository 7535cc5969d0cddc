"""ONNX Runtime sessions that behave well beside other processes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnxruntime as ort

from vonlinks.errors import ModelError
from vonlinks.faces.models import converted
from vonlinks.faces.settings import FaceSettings

__all__ = ["open_converted", "open_session", "unused_providers"]

_CPU = "CPUExecutionProvider"
_SUFFIX = "executionprovider"
# Providers that would not start in this process, and what they said.
_refused: dict[str, str] = {}


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
    source = model if isinstance(model, bytes) else str(model)
    wanted = [*_installed(settings), _CPU]
    try:
        try:
            # Its own way to fall back prints on standard output.
            return ort.InferenceSession(source, options, providers=wanted, enable_fallback=0)
        except Exception as error:  # the runtime's own exceptions have no common base
            if wanted == [_CPU]:
                raise
            _refused.setdefault(wanted[0], _first_line(error))
            return ort.InferenceSession(source, options, providers=[_CPU])
    except Exception as error:
        name = "a model" if isinstance(model, bytes) else str(model)
        raise ModelError(f"ONNX Runtime cannot open {name}: {_first_line(error)}") from error


def _installed(settings: FaceSettings) -> list[str]:
    """Full names of the wanted providers that ONNX Runtime brings here, in the order wanted; "cuda" is short for its own."""
    named = {name.lower().removesuffix(_SUFFIX): name for name in ort.get_available_providers() if name != _CPU}
    wanted = (name.lower().removesuffix(_SUFFIX) for name in settings.providers)
    return [named[name] for name in wanted if name in named]


def unused_providers(settings: FaceSettings) -> str | None:
    """One sentence where something faster than the processor was asked for and none of it can be used; else None.

    Call it when the models are open: some providers are installed, but refuse to start.
    """
    wanted = [name for name in settings.providers if name.lower().removesuffix(_SUFFIX) != "cpu"]
    installed = _installed(settings)
    if not wanted or any(name not in _refused for name in installed):
        return None
    reason = _refused[installed[0]] if installed else "it is not installed"
    return f"ONNX Runtime cannot use {', '.join(wanted)} here, so the processor does the work: {reason.rstrip('.')}."


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


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
