"""Montages for the sample library: portraits as cut-outs, framed prints or panels on a drawn background."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from PIL import Image, ImageDraw

from sample_backdrops import BACKDROPS, Size, font
from sample_portraits import FloatPixels, Portrait, portrait

__all__ = ["Shown", "montage"]

_GREY = np.array((0.299, 0.587, 0.114), np.float32)  # Rec. 601 luma


@dataclass(frozen=True, slots=True)
class Shown:
    """One face as it was placed.

    Attributes:
        name: of the person; None for a copy that stands for nobody.
        box: (x, y, width, height) in pixels of the upright picture, forehead to chin.
        row: counted from the front, from 1.
        clear: False for a face that is small or weak on purpose.
    """

    name: str | None
    box: tuple[int, int, int, int]
    row: int
    clear: bool


def _grey(rgb: FloatPixels) -> FloatPixels:
    return np.asarray(rgb @ _GREY, np.float32)[..., None]


def _duotone(dark: tuple[int, int, int], light: tuple[int, int, int]) -> Callable[[FloatPixels], FloatPixels]:
    def tone(rgb: FloatPixels) -> FloatPixels:
        share = _grey(rgb) / 255
        return np.asarray(np.array(dark) * (1 - share) + np.array(light) * share, np.float32)

    return tone


def _poster(dark: tuple[int, int, int], light: tuple[int, int, int]) -> Callable[[FloatPixels], FloatPixels]:
    def tone(rgb: FloatPixels) -> FloatPixels:
        """Six steps between two colours, like a screen print."""
        stretched = np.clip((cv2.bilateralFilter(_grey(rgb)[..., 0], 9, 30, 7) - 20) / 205, 0, 1)
        steps = np.round(stretched * 5)[..., None] / 5
        return np.asarray(np.array(dark) * (1 - steps) + np.array(light) * steps, np.float32)

    return tone


_TONES: dict[str, Callable[[FloatPixels], FloatPixels]] = {
    "colour": lambda rgb: rgb,
    "grey": lambda rgb: np.repeat(np.clip((_grey(rgb) - 128) * 1.08 + 128, 0, 255), 3, axis=2),
    "sepia": _duotone((44, 28, 14), (255, 240, 212)),
    "cyanotype": _duotone((8, 26, 74), (236, 246, 255)),
    "forest": _duotone((8, 40, 36), (238, 250, 232)),
    "warm": lambda rgb: np.clip(rgb * np.array((1.05, 1.0, 0.9), np.float32) + 4, 0, 255),
    "cool": lambda rgb: np.clip(rgb * np.array((0.92, 0.99, 1.07), np.float32), 0, 255),
    "print-red": _poster((92, 14, 20), (255, 226, 200)),
    "print-blue": _poster((14, 28, 74), (226, 240, 255)),
}


def _placed(
    source: Portrait, size: Size, centre: tuple[float, float], face: float, *, mirror: bool
) -> tuple[FloatPixels, FloatPixels, FloatPixels, tuple[int, int, int, int]]:
    """Scale and move a portrait so that its face is `face` pixels high with its middle at `centre`.

    Returns:
        The cut-out's colours, its alpha, the published picture, all of `size`, and the box of the face in pixels.
        Beyond the edge of the portrait alpha is 0 and the picture repeats its last pixels.
    """
    x, y, width, height = source.face
    scale = face / height
    sign = -scale if mirror else scale
    matrix = np.array([[sign, 0, centre[0] - sign * (x + width / 2)], [0, scale, centre[1] - scale * (y + height / 2)]])
    smooth = cv2.INTER_CUBIC if scale > 0.6 else cv2.INTER_AREA
    parts = [source.clean, source.alpha, source.rgb]
    if smooth == cv2.INTER_AREA:  # warpAffine does not average, so small copies are made from a blurred portrait
        parts = [cv2.GaussianBlur(part, (0, 0), 0.45 / scale) for part in parts]
    clean, alpha, rgb = (
        cv2.warpAffine(part, matrix, size, flags=cv2.INTER_CUBIC, borderMode=border)
        for part, border in zip(parts, (cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT, cv2.BORDER_REPLICATE), strict=True)
    )
    box = (
        round(centre[0] - scale * width / 2),
        round(centre[1] - face / 2),
        round(scale * width),
        round(face),
    )
    if scale > 1.2:  # a little unsharp masking gives an enlarged portrait its bite back
        clean = clean + 0.5 * (clean - cv2.GaussianBlur(clean, (0, 0), scale))
        rgb = rgb + 0.5 * (rgb - cv2.GaussianBlur(rgb, (0, 0), scale))
    return np.clip(clean, 0, 255), np.clip(alpha, 0, 1)[..., None], np.clip(rgb, 0, 255), box


def _shadow(canvas: FloatPixels, alpha: FloatPixels, offset: tuple[int, int], blur: float, depth: float) -> FloatPixels:
    """Darken `canvas` where the shadow of `alpha` falls."""
    move = np.array([[1, 0, offset[0]], [0, 1, offset[1]]], np.float32)
    moved = cv2.warpAffine(alpha[..., 0], move, (alpha.shape[1], alpha.shape[0]))
    soft = cv2.GaussianBlur(moved, (0, 0), blur)[..., None]
    return np.asarray(canvas * (1 - depth * soft), np.float32)


def _cutout(canvas: FloatPixels, figure: Mapping[str, Any]) -> tuple[FloatPixels, tuple[int, int, int, int]]:
    """Set the person free-standing in front of what is drawn already; the picture's lower edge cuts the body."""
    size = (canvas.shape[1], canvas.shape[0])
    centre = (figure["x"] * size[0], figure["y"] * size[1])
    source = portrait(figure["who"])
    clean, alpha, _, box = _placed(source, size, centre, figure["face"], mirror=figure.get("mirror", False))
    toned = _TONES[figure.get("tone", "colour")](clean)
    shaded = _shadow(canvas, alpha, (size[0] // 90, size[1] // 120), size[0] / 70, figure.get("shadow", 0.35))
    return toned * alpha + shaded * (1 - alpha), box


def _crop(size: Size, figure: Mapping[str, Any]) -> tuple[FloatPixels, tuple[int, int, int, int]]:
    """The portrait filling a rectangle of `size`, on its own background or on a drawn one."""
    centre = (figure.get("fx", 0.5) * size[0], figure.get("fy", 0.42) * size[1])
    source = portrait(figure["who"])
    clean, alpha, rgb, box = _placed(source, size, centre, figure["face"], mirror=figure.get("mirror", False))
    tone = _TONES[figure.get("tone", "colour")]
    if "backdrop" not in figure:
        return tone(rgb), box
    behind = BACKDROPS[figure["backdrop"]](size)
    return tone(clean) * alpha + behind * (1 - alpha), box


def _panel(canvas: FloatPixels, figure: Mapping[str, Any]) -> tuple[FloatPixels, tuple[int, int, int, int]]:
    """Fill the rectangle `rect` (x, y, width, height in pixels) with the portrait; a print gets mat and frame."""
    left, top, width, height = figure["rect"]
    picture, (x, y, wide, high) = _crop((width, height), figure)
    if figure["as"] == "print":
        canvas = _framed(canvas, figure)
    canvas = canvas.copy()
    canvas[top : top + height, left : left + width] = picture
    return canvas, (left + x, top + y, wide, high)


def _framed(canvas: FloatPixels, figure: Mapping[str, Any]) -> FloatPixels:
    """Draw shadow, frame and mat around the rectangle that the print will fill."""
    left, top, width, height = figure["rect"]
    mat = round(min(width, height) * figure.get("mat", 0.12))
    edge = max(4, round(min(width, height) * 0.035))
    outer = np.zeros((*canvas.shape[:2], 1), np.float32)
    outer[top - mat - edge : top + height + mat + edge, left - mat - edge : left + width + mat + edge] = 1
    lift = max(6, width // 26)
    shaded = _shadow(canvas, outer, (lift // 2, lift), lift, 0.55)
    sheet = Image.fromarray(np.clip(shaded, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(sheet)
    wood = {"black": (34, 32, 32), "oak": (164, 124, 78), "white": (246, 245, 242), "brass": (178, 146, 84)}
    colour = wood[figure.get("frame", "black")]
    right, bottom = left + width, top + height
    for depth in range(edge):  # a rounded profile: light in the middle of the wood, darker at its edges
        light = 0.82 + 0.3 * np.sin(np.pi * (depth + 0.5) / edge)
        grow = mat + edge - depth
        box = (left - grow, top - grow, right + grow - 1, bottom + grow - 1)
        pen.rectangle(box, outline=tuple(min(255, int(channel * light)) for channel in colour))
    pen.rectangle((left - mat, top - mat, right + mat - 1, bottom + mat - 1), fill=(250, 248, 243))
    pen.line((left - mat, top - mat, right + mat - 1, top - mat), fill=(205, 202, 196), width=max(2, edge // 4))
    pen.rectangle((left - 3, top - 3, right + 2, bottom + 2), outline=(214, 210, 202), width=2)
    return np.asarray(sheet, np.float32)


def _board(canvas: FloatPixels, board: Mapping[str, Any]) -> FloatPixels:
    """Draw a board across the picture: `rect` in pixels, `colour`, and `text` in its middle."""
    left, top, width, height = board["rect"]
    sheet = Image.fromarray(np.clip(canvas, 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(sheet)
    colour = np.array(board["colour"], np.float32)
    for line in range(height):
        light = 1.08 - 0.3 * line / height
        shade = tuple(int(min(255, channel * light)) for channel in colour)
        pen.line((left, top + line, left + width - 1, top + line), fill=shade)
    pen.line((left, top, left + width - 1, top), fill=(255, 255, 255), width=2)
    if "text" in board:
        at = (left + width // 2, top + board.get("baseline", height // 2))
        ink = tuple(board.get("ink", (255, 255, 255)))
        pen.text(at, board["text"], ink, font(board["letters"]), anchor="mm")
    return np.asarray(sheet, np.float32)


def montage(spec: Mapping[str, Any]) -> tuple[Image.Image, list[Shown]]:
    """Draw one picture as `scripts/sample_pictures.toml` describes it, from back to front.

    Returns:
        The upright picture, and its faces by row from the front, each row from left to right.
    """
    size: Size = (spec["size"][0], spec["size"][1])
    canvas = BACKDROPS[spec["backdrop"]](size)
    faces = []
    for layer in spec["layer"]:
        if layer["as"] == "board":
            canvas = _board(canvas, layer)
            continue
        canvas, box = (_cutout if layer["as"] == "cutout" else _panel)(canvas, layer)
        faces.append(Shown(layer.get("name"), box, layer.get("row", 1), layer.get("clear", True)))
    faces.sort(key=lambda shown: (shown.row, shown.box[0]))
    return Image.fromarray(np.clip(np.round(canvas), 0, 255).astype(np.uint8)), faces
