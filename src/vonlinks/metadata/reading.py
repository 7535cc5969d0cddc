"""One photo's metadata from all that tells about it, reconciled.

Order for texts: captions.csv, sidecars, a saved page, then the file's XMP, IIM, EXIF; a digest that says that the IIM was changed
after the XMP puts IIM first (MWG Guidelines 2.0, section 3). EXIF is last for texts and not first as in the MWG's order,
because more than half of all EXIF descriptions are a camera's default; it is first for capture time and place. A page that
does not name its picture comes last: that it speaks of this photo is a guess.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vonlinks.domain import FaceRegion, PhotoMetadata, Sourced
from vonlinks.errors import UnreadablePhotoError
from vonlinks.metadata.articles.model import PageCaption
from vonlinks.metadata.blocks import Blocks, read_blocks
from vonlinks.metadata.companions import Companions
from vonlinks.metadata.exif import read_exif
from vonlinks.metadata.fields import FIELDS, Values, iim_values, xmp_values
from vonlinks.metadata.iim import BYTE_LIMITS, Iim, read_iim
from vonlinks.metadata.junk import is_written_by_a_camera
from vonlinks.metadata.regions import Regions, read_regions
from vonlinks.metadata.text import clean, decode_file
from vonlinks.metadata.xmp import Packet, parse_packet, read_packets

__all__ = ["read_metadata"]

_LARGEST_SIDECAR = 16 * 1024 * 1024
_LARGEST_TEXT = 1024 * 1024
_XMP_FIRST = ("xmp", "iptc", "exif")
_IIM_FIRST = ("iptc", "xmp", "exif")
_CAMERA_FIRST = ("exif", "xmp", "iptc")
_CAMERA_FIELDS = ("taken", "gps")
_GUESSED = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman"}
_SEVERAL = frozenset(f.name for f in FIELDS if f.several)
_IIM_NUMBERS = {f.name: f.iim for f in FIELDS if f.iim is not None}


@dataclass(slots=True)
class _Layer:
    """What one source says."""

    source: str
    values: Values
    regions: Regions = field(default_factory=Regions)


def read_metadata(path: Path, companions: Companions | None = None, *, iim_charset: str | None = None) -> PhotoMetadata:
    """Read and reconcile what the file and its companions tell; damaged metadata becomes a warning.

    Args:
        path: of the photo.
        companions: what stands beside it; None to use the file alone.
        iim_charset: Python codec of IIM text that declares none and is not UTF-8, such as "mac_roman" for an agency
            that writes so; None to guess between Windows-1252 and Mac Roman.

    Raises:
        UnreadablePhotoError: the file cannot be read at all.
    """
    try:
        blocks = read_blocks(path)
        camera = _exif_values(path, blocks)
    except OSError as error:
        raise UnreadablePhotoError(path, f"the file cannot be read ({error.strerror})") from error
    warnings = list(blocks.warnings)
    beside = _companion_layers(companions or Companions(), blocks, warnings)
    inside, order = _file_layers(blocks, iim_charset, warnings)
    if camera:
        inside["exif"] = _Layer("exif", camera)
    page, guess = _page_layers(companions.page if companions else None)
    return _reconcile([*beside, *page], inside, order, guess, warnings)


def _companion_layers(companions: Companions, blocks: Blocks, warnings: list[str]) -> list[_Layer]:
    layers = []
    if companions.row is not None:
        layers.append(_Layer("captions.csv", companions.row.values))
    for sidecar in companions.sidecars:
        layer = _sidecar_layer(sidecar, blocks, warnings)
        if layer is not None:
            layers.append(layer)
    return layers


def _page_layers(page: PageCaption | None) -> tuple[list[_Layer], list[_Layer]]:
    """What a page says, before the file's own if it tells whose caption that is, else behind."""
    layers = [_Layer("page", _page_values(page))] if page else []
    return (layers, []) if page and page.image else ([], layers)


def _page_values(page: PageCaption) -> Values:
    """What a page says: its caption, all other variants behind it, and the rights of its structured data."""
    values = {
        "caption": (page.text, *(text for text in page.variants if text != page.text)),
        "byline": page.byline,
        "credit_line": (page.credit_line,) if page.credit_line else (),
        "copyright_notice": (page.copyright_notice,) if page.copyright_notice else (),
    }
    return {name: texts for name, texts in values.items() if texts}


def _sidecar_layer(sidecar: Path, blocks: Blocks, warnings: list[str]) -> _Layer | None:
    is_xmp = sidecar.suffix.lower() == ".xmp"
    try:
        if sidecar.stat().st_size > (_LARGEST_SIDECAR if is_xmp else _LARGEST_TEXT):
            warnings.append(f"{sidecar.name} was left out: it is too large for a sidecar")
            return None
        raw = sidecar.read_bytes()
    except OSError as error:
        warnings.append(f"{sidecar.name} was left out: it cannot be read ({error.strerror})")
        return None
    if not is_xmp:
        caption = clean(decode_file(raw))
        return _Layer("sidecar", {"caption": (caption,)} if caption else {})
    packet = parse_packet(raw)
    if packet is None:
        warnings.append(f"{sidecar.name} was left out: it is not XMP")
        return None
    return _xmp_layer("sidecar", packet, blocks, warnings)


def _xmp_layer(source: str, packet: Packet, blocks: Blocks, warnings: list[str]) -> _Layer:
    regions = read_regions(packet, blocks.size, blocks.upright_by)
    warnings.extend(regions.warnings)
    return _Layer(source, xmp_values(packet), regions)


def _file_layers(
    blocks: Blocks, iim_charset: str | None, warnings: list[str]
) -> tuple[dict[str, _Layer], tuple[str, ...]]:
    """The layers of the file by source, and the order in which its texts count."""
    layers: dict[str, _Layer] = {}
    packet, xmp_warnings = read_packets(blocks.xmp, blocks.extended)
    warnings.extend(xmp_warnings)
    if packet is not None:
        layers["xmp"] = _xmp_layer("xmp", packet, blocks, warnings)
    iim = read_iim(blocks.photoshop, blocks.iim, iim_charset)
    if iim is not None:
        layers["iptc"] = _Layer("iptc", iim_values(iim))
        if iim.charset in _GUESSED and not iim.declared and iim_charset is None:
            warnings.append(f"the IPTC text does not say how it is encoded; {_GUESSED[iim.charset]} was guessed")
    if packet is None or iim is None or iim.in_step is not False:
        return layers, _XMP_FIRST
    layers["iptc"].values = _restored(iim, layers["iptc"].values, layers["xmp"].values)
    return layers, _IIM_FIRST


def _exif_values(path: Path, blocks: Blocks) -> Values:
    if blocks.is_tiff:
        with path.open("rb") as stream:
            return read_exif(stream)
    return read_exif(io.BytesIO(blocks.exif)) if blocks.exif is not None else {}


def _restored(iim: Iim, values: Values, longer: Values) -> Values:
    """IIM values, with those that are only the XMP text cut at IIM's byte limit taken from XMP."""
    return {
        name: longer[name] if name in longer and _is_cut(iim, name, texts, longer[name]) else texts
        for name, texts in values.items()
    }


def _is_cut(iim: Iim, name: str, texts: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    number = _IIM_NUMBERS.get(name)
    limit = BYTE_LIMITS.get(number) if number is not None else None
    if number is None or limit is None or len(texts) != len(longer):
        return False
    full = any(text.length > limit - 4 for text in iim.texts[number])
    return full and all(long.startswith(text) for text, long in zip(texts, longer, strict=True))


def _reconcile(
    beside: Sequence[_Layer],
    inside: dict[str, _Layer],
    order: tuple[str, ...],
    last: Sequence[_Layer],
    warnings: list[str],
) -> PhotoMetadata:
    def layers(name: str) -> list[_Layer]:
        ranks = _CAMERA_FIRST if name in _CAMERA_FIELDS else order
        return [*beside, *(inside[source] for source in ranks if source in inside), *last]

    chosen = {name: _choose(name, layers(name)) for name in (*(f.name for f in FIELDS), *_CAMERA_FIELDS)}
    if _differ(inside, "caption") and not any(layer.values.get("caption") for layer in beside):
        warnings.append(f"the captions in XMP and IPTC differ; that in {order[0].upper()} was taken")
    single = {name: texts[0] if texts else None for name, texts in chosen.items() if name not in {*_SEVERAL, "gps"}}
    gps = chosen["gps"]
    return PhotoMetadata(
        **single,
        byline=chosen["byline"],
        keywords=chosen["keywords"],
        persons_shown=chosen["persons_shown"],
        gps=(float(gps[0]), float(gps[1])) if gps else None,
        regions=_regions([*beside, *inside.values()]),
        sources=_sources([*beside, *inside.values(), *last]),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _choose(name: str, layers: Sequence[_Layer]) -> tuple[str, ...]:
    """The first layer that says something; what a camera put there by itself says nothing."""
    for layer in layers:
        texts = layer.values.get(name, ())
        by_camera = name == "caption" and layer.source != "captions.csv" and all(map(is_written_by_a_camera, texts))
        if texts and not by_camera:
            return texts
    return ()


def _differ(inside: dict[str, _Layer], name: str) -> bool:
    """Whether XMP and IIM both say something and neither is the beginning of the other."""
    texts = [" ".join(inside[s].values.get(name, ("",))[0].split()) for s in ("xmp", "iptc") if s in inside]
    return len(texts) == 2 and all(texts) and not (texts[0].startswith(texts[1]) or texts[1].startswith(texts[0]))


def _regions(layers: Sequence[_Layer]) -> tuple[FaceRegion, ...]:
    """The faces of the first source that has a place for them; an emptied one means that all were removed."""
    return next((layer.regions.faces for layer in layers if layer.regions.declared), ())


def _sources(layers: Sequence[_Layer]) -> tuple[Sourced, ...]:
    return tuple(
        Sourced(name, layer.source, text)
        for layer in layers
        for name, texts in layer.values.items()
        for text in ([", ".join(texts)] if name == "gps" else texts)
    )
