"""Model files over the network: from the first address that gives the right bytes."""

import contextlib
import hashlib
import time
from pathlib import Path

import httpx

from vonlinks.errors import ModelError
from vonlinks.faces.models import ModelFile, Progress, write_whole

__all__ = ["fetch_once"]

_CONNECT_SECONDS = 3.0
_READ_SECONDS = 10.0
# A server that drips a byte now and then would pass every read timeout; this ends it.
_WHOLE_SECONDS = 120.0
# Every worker process asks for the file; after a failed fetch none of them tries again for so long.
_QUIET_SECONDS = 600.0


def fetch_once(model: ModelFile, target: Path, on_progress: Progress | None) -> list[str]:
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
