"""Drawn backgrounds for the sample library: a studio, a plaster wall, a press wall, a stage, an evening window.

All take the size of the picture as (width, height) in pixels and return RGB of shape (height, width, 3), 0..255.
"""

import math
from collections.abc import Callable
from pathlib import Path

import cv2
import matplotlib as mpl
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from sample_portraits import FloatPixels

__all__ = ["BACKDROPS", "Size", "font"]

Size = tuple[int, int]


def font(pixels: int, *, bold: bool = True) -> ImageFont.FreeTypeFont:
    """DejaVu Sans as matplotlib ships it, so that the same letters are drawn on every machine."""
    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    return ImageFont.truetype(folder / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"), pixels)


def _grid(size: Size) -> tuple[FloatPixels, FloatPixels]:
    """Coordinates 0..1 of each pixel, shape (height, width)."""
    x, y = np.meshgrid(np.linspace(0, 1, size[0]), np.linspace(0, 1, size[1]))
    return x.astype(np.float32), y.astype(np.float32)


def _noise(size: Size, sigma: float, seed: int) -> FloatPixels:
    """Soft noise around 0 with deviation 1, the same at every run, shape (height, width, 1)."""
    rough = np.random.default_rng(seed).standard_normal((size[1], size[0])).astype(np.float32)
    soft = cv2.GaussianBlur(rough, (0, 0), sigma)
    return np.asarray(soft / soft.std(), np.float32)[..., None]


def _glow(size: Size, centre: tuple[float, float], reach: tuple[float, float]) -> FloatPixels:
    """A round light: 1 at `centre`, falling off over `reach`, both relative to the picture; (height, width, 1)."""
    x, y = _grid(size)
    distance = ((x - centre[0]) / reach[0]) ** 2 + ((y - centre[1]) / reach[1]) ** 2
    return np.asarray(np.exp(-distance), np.float32)[..., None]


def _blend(dark: tuple[int, int, int], light: tuple[int, int, int], share: FloatPixels) -> FloatPixels:
    """Mix two colours by `share` of the light one."""
    return np.asarray(np.array(dark, np.float32) * (1 - share) + np.array(light, np.float32) * share, np.float32)


def _studio(dark: tuple[int, int, int], light: tuple[int, int, int]) -> Callable[[Size], FloatPixels]:
    def draw(size: Size) -> FloatPixels:
        cloud = 0.025 * _noise(size, size[0] / 18, 3)
        return _blend(dark, light, np.clip(_glow(size, (0.5, 0.42), (0.62, 0.62)) + cloud, 0, 1))

    return draw


def _wall(colour: tuple[int, int, int]) -> Callable[[Size], FloatPixels]:
    def draw(size: Size) -> FloatPixels:
        """A plaster wall under three lamps, with a skirting board and a floor."""
        lamps = sum(_glow(size, (at, 0.08), (0.17, 0.75)) for at in (0.18, 0.5, 0.82))
        light = 0.66 + 0.42 * np.clip(np.asarray(lamps), 0, 1.1)
        wall = np.array(colour, np.float32) * light + 1.1 * _noise(size, 6, 5)
        x, y = _grid(size)
        board = ((y > 0.9) & (y <= 0.94))[..., None]
        wall = np.where(board, np.array((236, 232, 226), np.float32) * (0.7 + 0.25 * light), wall)
        floor = (y > 0.94)[..., None]
        planks = 8 * np.sin(2 * math.pi * 9 * (x - 0.5) / (0.3 + y))[..., None]
        return np.asarray(np.where(floor, np.array((120, 84, 56)) * light + planks, wall), np.float32)

    return draw


def _press(size: Size) -> FloatPixels:
    """A press wall with the name of the program in a repeating pattern."""
    sheet = Image.new("RGB", size, (244, 245, 247))
    pen = ImageDraw.Draw(sheet)
    step = size[0] / 5
    words = (("von links", (196, 42, 48)), ("MUSTERSTADT", (30, 62, 110)))
    for row in range(int(size[1] / (step * 0.42)) + 2):
        for column in range(-1, 7):
            text, colour = words[(row + column) % 2]
            at = (int((column + 0.5 * (row % 2)) * step + step / 2), int((row + 0.35) * step * 0.42))
            pen.text(at, text, colour, font(round(step / 8)), anchor="mm")
    shade = 0.72 + 0.3 * _glow(size, (0.5, 0.35), (0.7, 0.8))
    soft = cv2.GaussianBlur(np.asarray(sheet, np.float32), (0, 0), size[0] / 900)
    return np.asarray(soft * shade, np.float32)


def _stage(size: Size) -> FloatPixels:
    """A dark red curtain under a spotlight."""
    x, _ = _grid(size)
    folds = 0.62 + 0.22 * np.sin(2 * math.pi * 17 * x + 1.3 * np.sin(2 * math.pi * 3 * x)) + 0.1 * np.sin(90 * x)
    spot = 0.35 + 0.85 * _glow(size, (0.5, 0.3), (0.5, 0.7))
    return np.asarray(np.array((158, 30, 42), np.float32) * folds[..., None] * spot, np.float32)


def _evening(size: Size) -> FloatPixels:
    """City lights out of focus behind a dark blue evening."""
    x, y = _grid(size)
    sky = _blend((24, 30, 58), (126, 88, 110), np.clip(y * 0.9, 0, 1)[..., None])
    dice = np.random.default_rng(11)
    colours = ((255, 196, 120), (255, 150, 96), (140, 190, 255), (255, 228, 190))
    for _ in range(70):
        at, radius = (dice.uniform(0, 1), dice.uniform(0.15, 0.95)), dice.uniform(0.012, 0.04) * size[0]
        away = np.hypot((x - at[0]) * size[0], (y - at[1]) * size[1])
        disc = np.clip((radius - away) / 3 + 0.5, 0, 1)[..., None] * dice.uniform(0.12, 0.45)
        sky = sky * (1 - disc) + np.array(colours[dice.integers(4)], np.float32) * disc
    return np.asarray(sky, np.float32)


def _flat(colour: tuple[int, int, int]) -> Callable[[Size], FloatPixels]:
    return lambda size: np.full((size[1], size[0], 3), colour, np.float32)


BACKDROPS: dict[str, Callable[[Size], FloatPixels]] = {
    "studio-blue": _studio((22, 44, 78), (122, 160, 200)),
    "studio-grey": _studio((58, 60, 64), (206, 206, 204)),
    "studio-sand": _studio((104, 84, 64), (232, 214, 188)),
    "studio-green": _studio((20, 52, 52), (118, 168, 158)),
    "studio-plum": _studio((48, 24, 54), (168, 124, 164)),
    "wall-cream": _wall((226, 216, 198)),
    "wall-teal": _wall((92, 132, 136)),
    "wall-grey": _wall((176, 178, 182)),
    "press": _press,
    "stage": _stage,
    "evening": _evening,
    "screen": _flat((24, 26, 30)),
    "paper": _flat((240, 233, 218)),
    "poster-red": _flat((214, 62, 52)),
    "poster-blue": _flat((42, 92, 150)),
    "poster-yellow": _flat((242, 192, 70)),
}
