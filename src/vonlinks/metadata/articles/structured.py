"""Pictures in a page's structured data: JSON-LD with schema.org's ImageObject.

schema.org took creditText, copyrightNotice and creator over from the IPTC Photo Metadata Standard.
"""

import json
from collections.abc import Iterator
from typing import Any

from vonlinks.metadata.articles.marks import plain_text
from vonlinks.metadata.articles.model import PagePicture
from vonlinks.metadata.text import each_once

__all__ = ["structured_pictures"]

_KINDS = frozenset(["ImageObject", "Photograph"])
_ADDRESSES = ("contentUrl", "url", "@id", "thumbnailUrl")


def structured_pictures(script: str) -> Iterator[PagePicture]:
    """The pictures of one script; nothing where it is not JSON."""
    try:
        document = json.loads(script.strip().removesuffix(";"))
    except (ValueError, RecursionError):
        return
    waiting = [document]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if _KINDS.intersection(_strings(one.get("@type"))):
                yield _picture(one)
            waiting.extend(reversed(one.values()))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def _picture(one: dict[str, Any]) -> PagePicture:
    return PagePicture(
        addresses=each_once([address for name in _ADDRESSES for address in _strings(one.get(name))]),
        printed=each_once([plain_text(text) for text in _strings(one.get("caption"))]),
        described=each_once([plain_text(text) for name in ("description", "name") for text in _strings(one.get(name))]),
        byline=each_once([plain_text(text) for name in ("creator", "author") for text in _strings(one.get(name))]),
        credit_line=_first(one, "creditText"),
        copyright_notice=_first(one, "copyrightNotice"),
    )


def _first(one: dict[str, Any], name: str) -> str | None:
    return next((text for value in _strings(one.get(name)) if (text := plain_text(value))), None)


def _strings(value: object) -> Iterator[str]:
    """A value's texts: itself, those of a list, and the name or text of a nested thing."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            yield from (text for name in ("name", "text", "@value") if isinstance(text := one.get(name), str))
