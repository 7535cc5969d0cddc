"""The shared vocabulary: frozen dataclasses that every part of vonlinks speaks in.

Nothing here does IO. Boxes are relative to the upright picture (EXIF orientation applied), origin at the top left.
"""

from typing import TYPE_CHECKING, Any

from vonlinks.domain.caption import CaptionReading, Credit, Mention, Position, Row, Side, Span
from vonlinks.domain.faces import Embedding, Face, FaceRegion
from vonlinks.domain.folding import fold
from vonlinks.domain.geometry import Box
from vonlinks.domain.looks import Look, Lookalike
from vonlinks.domain.naming import Evidence, Likeness, Naming, NamingStatus, Suggestion
from vonlinks.domain.people import LONGEST_NAME, Authority, Roles, bare_name, wikidata_id
from vonlinks.domain.photo import PhotoMetadata, Sourced
from vonlinks.domain.records import (
    Analysis,
    Decision,
    FaceGroup,
    FaceRecord,
    GroupedFace,
    OfferedName,
    Original,
    PersonRecord,
    PhotoRecord,
    PhotoStatus,
    SearchResult,
)

if TYPE_CHECKING:
    from vonlinks.domain.picture import Pixels, UprightPicture

__all__ = [
    "LONGEST_NAME",
    "Analysis",
    "Authority",
    "Box",
    "CaptionReading",
    "Credit",
    "Decision",
    "Embedding",
    "Evidence",
    "Face",
    "FaceGroup",
    "FaceRecord",
    "FaceRegion",
    "GroupedFace",
    "Likeness",
    "Look",
    "Lookalike",
    "Mention",
    "Naming",
    "NamingStatus",
    "OfferedName",
    "Original",
    "PersonRecord",
    "PhotoMetadata",
    "PhotoRecord",
    "PhotoStatus",
    "Pixels",
    "Position",
    "Roles",
    "Row",
    "SearchResult",
    "Side",
    "Sourced",
    "Span",
    "Suggestion",
    "UprightPicture",
    "bare_name",
    "fold",
    "wikidata_id",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the module protocol (PEP 562)
    """Import the words that need numpy on first use: whoever only reads a caption does not wait for it."""
    if name in {"Pixels", "UprightPicture"}:
        from vonlinks.domain import picture  # noqa: PLC0415

        return getattr(picture, name)
    raise AttributeError(f"module 'vonlinks.domain' has no attribute {name!r}")
