"""Between the stored picture and the upright one.

Source: EXIF 2.32, tag 0x0112; the eight cases were checked against Pillow's `ImageOps.exif_transpose`.
"""

from PIL import Image

from vonlinks.domain import Box

__all__ = ["TRANSPOSITIONS", "to_stored", "to_upright", "upright_size"]

TRANSPOSITIONS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a stored picture of that EXIF orientation upright."""

_INVERSE = {6: 8, 8: 6}


def upright_size(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    """(width, height) of the upright picture for the stored `size`.

    >>> upright_size((4000, 3000), 6)
    (3000, 4000)
    """
    return (size[1], size[0]) if orientation >= 5 else size


def to_upright(box: Box, orientation: int) -> Box:
    """`box`, relative to the stored picture, relative to the upright one.

    >>> to_upright(Box(0.0, 0.0, 0.25, 0.5), 6)
    Box(x=0.5, y=0.0, width=0.5, height=0.25)
    """
    x, y, width, height = box.x, box.y, box.width, box.height
    right, bottom = 1 - x - width, 1 - y - height
    x, y = {
        2: (right, y),
        3: (right, bottom),
        4: (x, bottom),
        5: (y, x),
        6: (bottom, x),
        7: (bottom, right),
        8: (y, right),
    }.get(orientation, (x, y))
    return Box(x, y, height, width) if orientation >= 5 else Box(x, y, width, height)


def to_stored(box: Box, orientation: int) -> Box:
    """`box`, relative to the upright picture, relative to the stored one: the inverse of `to_upright`."""
    return to_upright(box, _INVERSE.get(orientation, orientation))
