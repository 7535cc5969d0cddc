"""Every text can be read on every ground it stands on, in both themes.

The contrast ratio and its limit of 4.5 for text are those of WCAG 2.2, success criterion 1.4.3.
"""

import re
from importlib.resources import files

import pytest

SHEET = files("vonlinks.web").joinpath("static/base.css").read_text("utf-8")
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\n *\}", SHEET, re.DOTALL)[:2]
)
PAIRS = [
    ("text", "ground"), ("text", "raised"), ("text", "sunk"), ("text", "lit"), ("text", "bad-ground"),
    ("quiet", "ground"), ("quiet", "raised"), ("quiet", "stage"), ("quiet", "sunk"), ("quiet", "lit"),
    ("sure", "ground"), ("sure", "stage"), ("unsure", "ground"), ("unsure", "stage"),
    ("bad", "ground"), ("bad", "bad-ground"), ("on-accent", "accent"),
]  # fmt: skip


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_agrees_with_the_standards_examples():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("front", "back"), PAIRS)
def test_text_stands_out_from_its_ground(theme, front, back):
    assert contrast(theme[front], theme[back]) >= 4.5


def mixed(share: float, one: str, other: str) -> str:
    """The style sheets' color-mix(in srgb, one share, other)."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * a + (1 - share) * b):02x}" for a, b in pairs)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("back", ["ground", "lit", "bad-ground"])
def test_the_place_words_of_a_caption_stand_out_too(theme, back):
    sheet = files("vonlinks.web").joinpath("static/caption.css").read_text("utf-8")
    (share,) = re.findall(r"\.place \{ color: color-mix\(in srgb, var\(--accent\) (\d+)%, var\(--text\)\)", sheet)
    assert contrast(mixed(int(share) / 100, theme["accent"], theme["text"]), theme[back]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["ground", "stage"])
def test_grounds_are_neutral(theme, ground):
    channels = [int(theme[ground][at : at + 2], 16) for at in (1, 3, 5)]
    assert max(channels) - min(channels) <= 2
