"""A picture with its faces boxed and numbered, so that a person sees at a glance what was found and how it is ordered."""

from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vonlinks.domain import Face, Pixels, UprightPicture

__all__ = ["draw_faces", "drawn_size"]

Corners = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels of the drawing."""

# Longer side of the drawing: a small picture is enlarged, so that its numbers can be read beside its faces, and a large
# one reduced to what a screen shows.
_LEAST, _MOST = 1000, 2400
# Height of the numbers: of their face, but between these shares of the drawing's longer side (10 and 40 pixels of 1000).
_OF_FACE, _SMALLEST, _LARGEST = 0.3, 1 / 72, 1 / 25
# A colour a row, from the front, over again after six: those of Okabe and Ito (2008) that black is read on, so that they
# differ for eyes that do not see red or green, too.
_ROW_COLOURS = ("#F0E442", "#56B4E9", "#E69F00", "#CC79A7", "#FFFFFF", "#00B98A")
_INK = "#000000"
# A number over a face hides what the reader looks for; over another number it hides that.
_OVER_FACE, _OVER_NUMBER, _OUTSIDE = 1.0, 4.0, 8.0


def drawn_size(size: tuple[int, int]) -> tuple[int, int]:
    """(width, height) of the drawing of a picture of `size`.

    >>> drawn_size((200, 100)), drawn_size((6000, 4000)), drawn_size((1200, 800))
    ((1000, 500), (2400, 1600), (1200, 800))
    """
    factor = min(max(*size, _LEAST), _MOST) / max(size)
    return max(round(size[0] * factor), 1), max(round(size[1] * factor), 1)


def draw_faces(picture: UprightPicture, faces: Sequence[Face]) -> Pixels:
    """The upright picture with a box around each face and its number: its rank, after its row where there are several.

    The number of a face that is itself a picture, on a screen or a print, stands in brackets.

    Args:
        picture: decoded no larger than the drawing.
        faces: with boxes in that picture.

    Returns:
        RGB of `drawn_size`; the longer side has 1000 to 2400 pixels.

    Raises:
        PhotoError: the file cannot be decoded.
    """
    size = drawn_size(picture.size)
    image = Image.fromarray(picture.pixels(min(max(size), max(picture.size))))
    if image.size != size:
        image = image.resize(size, Image.Resampling.BICUBIC)
    brush = ImageDraw.Draw(image)
    boxes = [_corners(face, size) for face in faces]
    stroke = max(round(max(size) / 450), 2)
    for face, box in zip(faces, boxes, strict=True):
        _frame(brush, box, _colour(face), stroke)
    several = len({face.row for face in faces}) > 1
    taken: list[Corners] = []
    for face, box in zip(faces, boxes, strict=True):
        text = f"{face.row}·{face.rank}" if several else f"{face.rank}"
        text = f"({text})" if face.depicted else text
        font = ImageFont.load_default(_text_height(box, size))
        plate = _best_place(_plate_size(font, text), box, boxes, taken, size)
        taken.append(plate)
        brush.rectangle(plate, _colour(face), _INK)
        middle = ((plate[0] + plate[2]) / 2, (plate[1] + plate[3]) / 2)
        brush.text(middle, text, _INK, font, anchor="mm")
    return np.ascontiguousarray(np.asarray(image))


def _corners(face: Face, size: tuple[int, int]) -> Corners:
    box = face.box
    right, bottom = box.x + box.width, box.y + box.height
    return box.x * size[0], box.y * size[1], right * size[0], bottom * size[1]


def _colour(face: Face) -> str:
    return _ROW_COLOURS[(face.row - 1) % len(_ROW_COLOURS)]


def _frame(brush: ImageDraw.ImageDraw, box: Corners, colour: str, stroke: int) -> None:
    """A frame in colour between two thin black ones, which shows on light and on dark."""
    left, top, right, bottom = box
    for inset, width, ink in ((-stroke - 1, stroke + 2, _INK), (-stroke, stroke, colour)):
        # A box is never so small that its frame turns inside out.
        brush.rectangle((left + inset, top + inset, right - inset, bottom - inset), outline=ink, width=width)


def _text_height(box: Corners, size: tuple[int, int]) -> float:
    longest = max(size)
    return min(max(_OF_FACE * (box[3] - box[1]), _SMALLEST * longest), _LARGEST * longest)


def _plate_size(font: ImageFont.FreeTypeFont | ImageFont.ImageFont, text: str) -> tuple[float, float]:
    left, top, right, bottom = font.getbbox(text)
    _, high, _, low = font.getbbox("0")
    space = 0.35 * (low - high)
    return right - left + 2 * space, max(bottom - top, low - high) + 2 * space


def _best_place(
    plate: tuple[float, float], box: Corners, boxes: Sequence[Corners], taken: Sequence[Corners], size: tuple[int, int]
) -> Corners:
    """Where around its box a number hides least; the first of equally good places."""

    def hidden(place: Corners) -> float:
        return (
            _OVER_FACE * sum(_shared(place, other) for other in boxes)
            + _OVER_NUMBER * sum(_shared(place, other) for other in taken)
            + _OUTSIDE * (plate[0] * plate[1] - _shared(place, (0, 0, size[0] - 1, size[1] - 1)))
        )

    # Rounded, so that fractions of a pixel do not decide.
    return min(_places(plate, box), key=lambda place: round(hidden(place)))


def _places(plate: tuple[float, float], box: Corners) -> Iterator[Corners]:
    """Above and below the box, beside it, last inside its corners."""
    wide, high = plate
    left, top, right, bottom = box
    middle = (left + right - wide) / 2
    for x, y in (
        (middle, top - high),
        (middle, bottom),
        (left, top - high),
        (right - wide, top - high),
        (left, bottom),
        (right - wide, bottom),
        (left - wide, top),
        (right, top),
        (left - wide, bottom - high),
        (right, bottom - high),
        (left, top),
        (right - wide, top),
        (left, bottom - high),
        (right - wide, bottom - high),
    ):
        yield x, y, x + wide, y + high


def _shared(first: Corners, second: Corners) -> float:
    wide = min(first[2], second[2]) - max(first[0], second[0])
    high = min(first[3], second[3]) - max(first[1], second[1])
    return max(wide, 0.0) * max(high, 0.0)
