"""Model files: found in a folder, in the cache, or fetched once; and files converted from them, kept in the cache."""

import contextlib
import hashlib
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from vonlinks.errors import ModelError
from vonlinks.faces.settings import FaceSettings

__all__ = ["YUNET", "ModelFile", "converted", "model_path", "write_whole"]

Progress = Callable[[int, int], None]
"""Called with (bytes so far, bytes in all)."""

_ZOO_FILE = "models/face_detection_yunet/face_detection_yunet_2023mar.onnx"
_CONNECT_SECONDS = 3.0
_READ_SECONDS = 10.0
# A server that drips a byte now and then would pass every read timeout; this ends it.
_WHOLE_SECONDS = 120.0
# Every worker process asks for the file; after a failed fetch none of them tries again for so long.
_QUIET_SECONDS = 600.0


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
        failed = _fetch_once(model, settings.cache / model.file, on_progress)
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


def _fetch_once(model: ModelFile, target: Path, on_progress: Progress | None) -> list[str]:
    """Fetch from the first address that gives the right bytes; returns what went wrong, nothing on success."""
    mark = target.with_name(f"{target.name}.unreachable")
    try:
        if time.time() - mark.stat().st_mtime < _QUIET_SECONDS:
            return [f"fetching failed less than {_QUIET_SECONDS / 60:.0f} minutes ago"]
    except OSError:
        pass
    problems = []
    for address in model.addresses:
        try:
            content = _fetch(address, model, on_progress)
            write_whole(target, content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            problems.append(f"{httpx.URL(address).host} does not answer ({_reason(error)})")
        except ModelError as error:
            problems.append(str(error))
        except OSError as error:
            return [*problems, f"{target.parent} cannot be written ({error.strerror})"]
        else:
            mark.unlink(missing_ok=True)
            return []
    with contextlib.suppress(OSError):
        write_whole(mark, b"")
    return problems


def _fetch(address: str, model: ModelFile, on_progress: Progress | None) -> bytes:
    """The bytes at `address`, checked; raises ModelError with a part of a sentence where they are not the model's."""
    host = httpx.URL(address).host
    content = bytearray()
    ends = time.monotonic() + _WHOLE_SECONDS
    timeout = httpx.Timeout(_READ_SECONDS, connect=_CONNECT_SECONDS)
    with httpx.stream("GET", address, timeout=timeout, follow_redirects=True) as answer:
        if answer.status_code != httpx.codes.OK:
            raise ModelError(f"{host} answers {answer.status_code}")
        for chunk in answer.iter_bytes():
            content += chunk
            if on_progress:
                on_progress(len(content), model.size)
            if len(content) > model.size:
                raise ModelError(f"{host} sends more than the {model.size} bytes of the file")
            if time.monotonic() > ends:
                raise ModelError(f"{host} is too slow")
    if len(content) < model.size:
        raise ModelError(f"{host} sends only {len(content)} of {model.size} bytes")
    if hashlib.sha256(content).hexdigest() != model.sha256:
        raise ModelError(f"{host} sends another file (its SHA-256 is wrong)")
    return bytes(content)


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__
