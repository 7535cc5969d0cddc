"""Face regions as other programs write them, in the upright picture.

Sources: MWG Guidelines for Handling Image Metadata 2.0, section 5.9 (coordinates count from the stored picture, before
the EXIF orientation); IPTC Photo Metadata Standard 2025.1, Image Region; Microsoft "People Tagging" (photo/1.2);
ACDSee's regions schema, read as PhotoPrism reads it (centre of the area).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from vonlinks.domain import Box, FaceRegion, fold
from vonlinks.metadata.orientation import to_upright
from vonlinks.metadata.text import clean
from vonlinks.metadata.xmp import Node, Packet

__all__ = ["Regions", "read_regions"]

_CONTAINERS = {
    "mwg": "mwg-rs:Regions",
    "iptc": "Iptc4xmpExt:ImageRegion",
    "microsoft": "MP:RegionInfo",
    "acdsee": "acdsee-rs:Regions",
}
"""In order of precedence: where several tell of one face, the first is kept."""

_MOST_REGIONS = 500
_SAME_FACE_IOU = 0.6
_ASPECT_TOLERANCE = 0.01
_IGNORED_BY_USER = "ffffffffffffffff"
_FACE_TYPES = frozenset({"", "face"})
_IPTC_FACE_TYPES = frozenset({"face", "human", "person"})


@dataclass(frozen=True, slots=True)
class Regions:
    """What one packet tells about faces.

    Attributes:
        declared: whether it has a container for regions at all, even an empty one (all faces were removed).
    """

    faces: tuple[FaceRegion, ...] = ()
    declared: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """A region in the stored picture; `applied` is the size it was drawn on, None where the dialect tells none."""

    box: Box | None
    name: str
    applied: tuple[float, float] | None = None


def read_regions(packet: Packet, size: tuple[int, int] | None, orientation: int) -> Regions:
    """The faces of all dialects, converted to the upright picture, one for each face.

    Args:
        packet: properties of the file or of its sidecar.
        size: (width, height) of the stored picture in pixels; None if unknown.
        orientation: EXIF orientation 1..8 of the file.
    """
    faces: list[FaceRegion] = []
    left_out = 0
    for dialect, container in _CONTAINERS.items():
        for found in _READERS[dialect](packet.get(container), size):
            box = _clip(found.box) if found.box else None
            if box is None or len(faces) >= _MOST_REGIONS:
                left_out += 1
                continue
            stale = _stale(found.applied, size)
            face = FaceRegion(to_upright(box, orientation), clean(found.name) or None, dialect, stale)
            _keep(face, faces)
    warnings = []
    if left_out:
        warnings.append(f"{left_out} region{'s' if left_out > 1 else ''} with impossible coordinates left out")
    if any(face.stale for face in faces):
        warnings.append("the picture was cropped after its face regions were drawn; their places cannot be trusted")
    return Regions(tuple(faces), any(map(packet.declares, _CONTAINERS.values())), tuple(warnings))


def _keep(face: FaceRegion, faces: list[FaceRegion]) -> None:
    """Add a face unless a program wrote it in another dialect before; an unnamed one takes the name of its double."""
    for at, known in enumerate(faces):
        if known.box.iou(face.box) < _SAME_FACE_IOU:
            continue
        if len({fold(region.name) for region in (face, known) if region.name}) < 2:
            faces[at] = replace(known, name=known.name or face.name)
            return
    faces.append(face)


def _clip(box: Box) -> Box | None:
    """The part inside the picture; None where the centre is outside or nothing is left."""
    numbers = (box.x, box.y, box.width, box.height)
    if not all(map(math.isfinite, numbers)) or box.width <= 0 or box.height <= 0:
        return None
    if not all(0 <= part <= 1 for part in box.center):
        return None
    left, top = max(box.x, 0.0), max(box.y, 0.0)
    return Box(left, top, min(box.x + box.width, 1.0) - left, min(box.y + box.height, 1.0) - top)


def _stale(applied: tuple[float, float] | None, size: tuple[int, int] | None) -> bool:
    """Whether the shape of the picture changed; some programs write the upright size, so both ways round are right."""
    if applied is None or size is None or min(applied) <= 0 or min(size) <= 0:
        return False
    drawn = applied[0] / applied[1]
    return all(abs(drawn * high / wide - 1) > _ASPECT_TOLERANCE for wide, high in (size, (size[1], size[0])))


def _number(node: Node) -> float:
    """The number that a text tells; NaN where it tells none. Some programs write a decimal comma."""
    try:
        return float(node.one_text().replace(",", "."))
    except ValueError:
        return math.nan


def _numbers(node: Node, names: str) -> list[float]:
    return [_number(node.get(name)) for name in names.split()]


def _applied(container: Node) -> tuple[float, float] | None:
    width, height = _numbers(container.get("AppliedToDimensions"), "w h")
    return (width, height) if width > 0 and height > 0 else None


def _centred(area: Node, applied: tuple[float, float] | None, size: tuple[int, int] | None) -> Box | None:
    """A rectangle or circle given by its centre; without a unit, numbers above 1 can only be pixels."""
    x, y, width, height, diameter = _numbers(area, "x y w h d")
    frame = applied or size
    if diameter > 0 and not (width > 0 and height > 0):
        shorter = min(frame) if frame else 1.0
        unit_pixel = area.get("unit").one_text() == "pixel"
        width = diameter if unit_pixel or not frame else diameter * shorter / frame[0]
        height = diameter if unit_pixel or not frame else diameter * shorter / frame[1]
    unit = area.get("unit").one_text()
    if unit == "pixel" or (not unit and max(x, y, width, height) > 1):
        if frame is None:
            return None
        x, width, y, height = x / frame[0], width / frame[0], y / frame[1], height / frame[1]
    return Box(x - width / 2, y - height / 2, width, height)


def _mwg(container: Node, size: tuple[int, int] | None) -> Iterator[_Found]:
    applied = _applied(container)
    for entry in container.get("RegionList").items:
        if entry.get("Type").one_text().lower() in _FACE_TYPES:
            name = entry.get("Name").one_text() or entry.get("Title").one_text()
            yield _Found(_centred(entry.get("Area"), applied, size), name, applied)


def _acdsee(container: Node, size: tuple[int, int] | None) -> Iterator[_Found]:
    applied = _applied(container)
    for entry in container.get("RegionList").items:
        if entry.get("Type").one_text().lower() in _FACE_TYPES:
            area = entry.get("DLYArea") or entry.get("ALGArea")
            yield _Found(_centred(area, applied, size), entry.get("Name").one_text(), applied)


def _microsoft(container: Node, _size: tuple[int, int] | None) -> Iterator[_Found]:
    for entry in container.get("Regions").items:
        name = entry.get("PersonDisplayName").one_text()
        rectangle = entry.get("Rectangle").one_text()
        if name == _IGNORED_BY_USER or not rectangle:
            continue
        try:
            x, y, width, height = (float(part) for part in rectangle.split(","))
        except ValueError:
            yield _Found(None, name)
        else:
            yield _Found(Box(x, y, width, height), name)


def _iptc(container: Node, size: tuple[int, int] | None) -> Iterator[_Found]:
    for entry in container.items:
        kinds = [
            text.rstrip("/").rpartition("/")[2].lower()
            for kind in entry.get("rCtype").items
            for text in (*kind.get("Identifier").texts(), *kind.get("Name").texts())
        ]
        persons = entry.get("PersonInImage").texts()
        if kinds and not persons and not _IPTC_FACE_TYPES & set(kinds):
            continue
        name = persons[0] if len(persons) == 1 else entry.get("Name").one_text()
        yield _Found(_boundary(entry.get("RegionBoundary"), size), name)


def _boundary(boundary: Node, size: tuple[int, int] | None) -> Box | None:
    """The rectangle around a rectangle (from its corner), circle (from its centre) or polygon."""
    scale = (1.0, 1.0)
    if boundary.get("rbUnit").one_text() == "pixel":
        if size is None:
            return None
        scale = (float(size[0]), float(size[1]))
    x, y, width, height, radius = _numbers(boundary, "rbX rbY rbW rbH rbRx")
    shape = boundary.get("rbShape").one_text().lower()
    if shape == "circle":
        # A relative radius counts in widths of the picture (IPTC, rbRx), so its height needs the picture's shape.
        aspect = size[0] / size[1] if size and scale == (1.0, 1.0) else 1.0
        x, y, width, height = x - radius, y - radius * aspect, 2 * radius, 2 * radius * aspect
    elif shape == "polygon":
        points = [_numbers(vertex, "rbX rbY") for vertex in boundary.get("rbVertices").items]
        if not points:
            return None
        x, y = min(p[0] for p in points), min(p[1] for p in points)
        width, height = max(p[0] for p in points) - x, max(p[1] for p in points) - y
    return Box(x / scale[0], y / scale[1], width / scale[0], height / scale[1])


_READERS = {"mwg": _mwg, "iptc": _iptc, "microsoft": _microsoft, "acdsee": _acdsee}
