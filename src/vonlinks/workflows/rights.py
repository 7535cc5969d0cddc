"""Who must be credited, from the caption's credit line and, where it has none, from the rights metadata."""

import re
from dataclasses import replace

from vonlinks.caption import read_caption
from vonlinks.domain import CaptionReading, Credit, PhotoMetadata

__all__ = ["copyright_of"]

_SIGN = re.compile(r"^\s*(©|\(c\)|copyright\b)", re.IGNORECASE)


def copyright_of(metadata: PhotoMetadata, reading: CaptionReading | None) -> Credit | None:
    """The credit of a photo; None if neither caption nor metadata name anybody.

    The caption wins, as it is what gets printed; a byline fills in a photographer whom the line leaves out.
    """
    credit = reading.credit if reading else None
    if credit is None and (notice := metadata.copyright_notice):
        line = notice if _SIGN.match(notice) else f"© {notice}"
        credit = read_caption(line).credit
    byline = metadata.byline[0] if metadata.byline else None
    if credit is None:
        return Credit(span=(0, 0), photographer=byline) if byline else None
    return replace(credit, photographer=byline) if byline and not credit.photographer else credit
