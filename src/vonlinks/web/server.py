"""Serve the page on this computer, and nowhere else."""

import os
import socket
from collections.abc import Callable
from ipaddress import ip_address
from typing import TYPE_CHECKING

import uvicorn

from vonlinks.errors import RequestError
from vonlinks.web.app import create_app

if TYPE_CHECKING:
    from vonlinks.workflows import Library

__all__ = ["is_loopback", "serve"]


def is_loopback(host: str) -> bool:
    """Whether `host` names this computer only.

    >>> [is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "[::1]", "0.0.0.0", "example.org", "")]
    [True, True, True, True, False, False, False]
    """
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host.removeprefix("[").removesuffix("]")).is_loopback
    except ValueError:
        return False


def serve(
    library: "Library",
    host: str = "127.0.0.1",
    port: int = 8080,
    *,
    on_ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve the page of `library` until interrupted.

    Args:
        library: open.
        host: an address of this computer only; the page has no accounts, so no other is served.
        port: 1..65535, or 0 for any free one.
        on_ready: called once the port is ours, just before the first request is answered.

    Raises:
        RequestError: the host is not a loopback address, or the port is no port.
    """
    if not is_loopback(host):
        raise RequestError(
            f"The page has no accounts yet, so it is served on 127.0.0.1 only, not on {host or 'no host'}."
        )
    if not 0 <= port <= 65535:
        raise RequestError(f"A port is a number from 1 to 65535, not {port}.")
    bare = host.removeprefix("[").removesuffix("]")
    config = uvicorn.Config(create_app(library), log_level="warning", server_header=False)
    with _listening(bare, port) as listener:
        on_ready()
        uvicorn.Server(config).run(sockets=[listener])


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens, bound before anything starts so that a taken port is told in a sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise RequestError(
            f"Port {port} on {host} cannot be used ({os.strerror(error.errno or 0)}); choose another with --port."
        ) from None
