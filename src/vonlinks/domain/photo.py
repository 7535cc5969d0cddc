"""A photo's own data, as values."""

from dataclasses import dataclass, field

from vonlinks.domain.faces import FaceRegion

__all__ = ["PhotoMetadata", "Sourced"]


@dataclass(frozen=True, slots=True)
class Sourced:
    """One value of one field with where it came from, kept even where another source won.

    Attributes:
        field: name of the PhotoMetadata attribute.
        source: "editor", "captions.csv", "sidecar", "xmp", "iptc" or "exif".
        value: as written.
    """

    field: str
    source: str
    value: str


@dataclass(frozen=True, slots=True)
class PhotoMetadata:
    """The reconciled IPTC Photo Metadata of one photo; names follow the IPTC Photo Metadata Standard.

    Attributes:
        taken: ISO 8601, with offset where the camera recorded one, partial where the source is partial.
        gps: (latitude, longitude) in degrees, WGS 84.
        regions: named or unnamed faces that other programs wrote.
        sources: every value of every field with its source, the losing ones included.
        warnings: one sentence each.
    """

    caption: str | None = None
    headline: str | None = None
    byline: tuple[str, ...] = ()
    credit_line: str | None = None
    copyright_notice: str | None = None
    source: str | None = None
    usage_terms: str | None = None
    instructions: str | None = None
    keywords: tuple[str, ...] = ()
    city: str | None = None
    state: str | None = None
    country: str | None = None
    location: str | None = None
    event: str | None = None
    persons_shown: tuple[str, ...] = ()
    gps: tuple[float, float] | None = None
    taken: str | None = None
    regions: tuple[FaceRegion, ...] = ()
    sources: tuple[Sourced, ...] = field(default=())
    warnings: tuple[str, ...] = ()
