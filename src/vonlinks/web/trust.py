"""Who may ask: this computer's own browser, from our own pages, and nobody else.

The page listens on a loopback address, yet any web site that is open in the same browser can send requests there.
Three walls stand against that, after the OWASP cheat sheets on cross-site request forgery and DNS rebinding: the Host
must be a name of this computer; what changes something must come from our own origin and carry a header that no form
or cross-site script can set; and what we send may load nothing from elsewhere, nor be framed.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["HEADER", "HOSTS", "PROTECTION", "Trust", "refusal"]

HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
"""The host names that the page answers to."""

HEADER = "x-vonlinks"
"""Must be present on every request that changes something."""

_SAFE = frozenset({"GET", "HEAD"})
PROTECTION = {
    "content-security-policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
"""Headers of every answer: load nothing from elsewhere, be framed by nobody, guess no types, tell nobody where one was."""


def _hostname(authority: str) -> str | None:
    """The host part of "host:port", or None if it cannot be one."""
    try:
        parts = urlsplit(f"//{authority}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname if parts.netloc == authority and "@" not in authority else None


def refusal(method: str, headers: Headers) -> tuple[int, str] | None:
    """The status and sentence with which a request is refused; None if it is welcome."""
    host = headers.get("host", "")
    if _hostname(host) not in HOSTS:
        return 400, "This page answers to 127.0.0.1 and localhost only."
    if method in _SAFE:
        return None
    origin = headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != host
    if foreign or headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return 403, "Another site may not change anything in this library."
    if HEADER not in headers:
        return 403, f"A request that changes something needs the header {HEADER}."
    return None


class Trust:
    """ASGI middleware that refuses strangers and sends the protecting headers with every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in PROTECTION.items():
                    answer[name] = value
            await send(message)

        refused = refusal(scope["method"], Headers(scope=scope))
        if refused is None:
            await self.app(scope, receive, send_protected)
        else:
            status, sentence = refused
            await JSONResponse({"error": sentence}, status)(scope, receive, send_protected)
