"""Copies of one picture are known again, other pictures are not; a mirrored copy is told from a plain one."""

import io
import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from vonlinks.metadata import Picture, copy_of, look_of
from vonlinks.metadata.files import PHOTO_ENDINGS
from vonlinks.metadata.looks import mirrored

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "photos"
LIBRARY = Path(__file__).resolve().parents[2] / "library" / "photos"


def scene(seed: int, size=(640, 480)) -> Image.Image:
    """An invented picture: light from one side, and people-sized shapes."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 255, (7, 9, 3), dtype=np.uint8)
    image = Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)
    for _ in range(12):
        wide, high = rng.integers(30, 160, 2)
        left, top = rng.integers(0, size[0] - 40), rng.integers(0, size[1] - 40)
        image.paste(tuple(int(v) for v in rng.integers(0, 255, 3)), (left, top, left + wide, top + high))
    return image


def encoded(image: Image.Image, kind: str = "JPEG", **options: object) -> Image.Image:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return Image.open(out).convert("RGB")


def cut(image: Image.Image, left: float, top: float, right: float, bottom: float) -> Image.Image:
    wide, high = image.size
    return image.crop((round(wide * left), round(high * top), round(wide * (1 - right)), round(high * (1 - bottom))))


def look(image: Image.Image):
    return look_of(np.asarray(image.convert("RGB")))


def found(stored, asked) -> bool:
    """Whether the index would find it."""
    return not set(stored.pieces).isdisjoint(asked.asks)


COPIES = {
    "the same": lambda image: image,
    "JPEG of quality 40": lambda image: encoded(image, quality=40),
    "JPEG of quality 12": lambda image: encoded(image, quality=12),
    "PNG": lambda image: encoded(image, "PNG"),
    "WebP of quality 50": lambda image: encoded(image, "WEBP", quality=50),
    "a quarter of its size": lambda image: encoded(image.resize((image.width // 4, image.height // 4))),
    "a half more": lambda image: image.resize((image.width * 3 // 2, image.height * 3 // 2)),
    "a little brighter": lambda image: image.point(lambda value: min(255, round(value * 1.1 + 6))),
    "black and white": lambda image: image.convert("L").convert("RGB"),
    "2.5 % off each side": lambda image: encoded(cut(image, 0.025, 0.025, 0.025, 0.025)),
    "5 % off each side": lambda image: encoded(cut(image, 0.05, 0.05, 0.05, 0.05)),
    "10 % off each side": lambda image: encoded(cut(image, 0.1, 0.1, 0.1, 0.1)),
    "10 % off left and right": lambda image: encoded(cut(image, 0.1, 0, 0.1, 0)),
    "10 % off top and bottom": lambda image: encoded(cut(image, 0, 0.1, 0, 0.1)),
    "15 % off the left": lambda image: encoded(cut(image, 0.15, 0, 0, 0)),
    "10 % off the left": lambda image: encoded(cut(image, 0.1, 0, 0, 0)),
    "10 % off the right": lambda image: encoded(cut(image, 0, 0, 0.1, 0)),
    "10 % off the top": lambda image: encoded(cut(image, 0, 0.1, 0, 0)),
    "10 % off a corner": lambda image: encoded(cut(image, 0.1, 0, 0, 0.1)),
    "7 % and 3 %": lambda image: encoded(cut(image, 0.03, 0, 0.07, 0)),
}


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("swapped", [False, True])
def test_a_copy_is_found_and_known_whichever_came_first(name, seed, swapped):
    image = scene(seed)
    copy = COPIES[name](image)
    one, other = look(image), look(ImageOps.mirror(copy) if swapped else copy)
    for stored, asked in [(one, other), (other, one)]:
        assert found(stored, asked)
        match = copy_of(asked, stored)
        assert match is not None
        assert match.mirrored is swapped


def test_different_pictures_are_not_copies():
    looks = [look(scene(seed)) for seed in range(40)]
    pairs = list(itertools.combinations(looks, 2))
    assert [copy_of(one, other) for one, other in pairs if copy_of(one, other)] == []


@settings(max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    across=st.tuples(st.floats(0, 1), st.floats(0, 0.1)),
    down=st.tuples(st.floats(0, 1), st.floats(0, 0.1)),
    quality=st.integers(40, 95),
    scale=st.floats(0.25, 1.0),
)
def test_a_crop_of_up_to_a_tenth_is_known_again(seed, across, down, quality, scale):
    image = scene(seed)
    left, top = across[0] * across[1], down[0] * down[1]
    part = cut(image, left, top, across[1] - left, down[1] - top)
    copy = encoded(part.resize((round(part.width * scale), round(part.height * scale))), quality=quality)
    one, other = look(image), look(copy)
    match = copy_of(one, other)
    assert match is not None
    assert not match.mirrored
    assert found(one, other) or found(other, one)


@given(seed=st.integers(0, 10_000))
@settings(max_examples=20)
def test_being_a_copy_does_not_depend_on_who_is_asked(seed):
    one, other = look(scene(seed)), look(ImageOps.mirror(scene(seed)))
    first, second = copy_of(one, other), copy_of(other, one)
    assert first is not None
    assert second is not None
    assert first.mirrored == second.mirrored
    assert mirrored(mirrored(one)).grey == one.grey


@pytest.mark.parametrize("colour", ["white", "black", (90, 90, 90)])
def test_a_blank_picture_resembles_nothing(colour):
    blank = look(Image.new("RGB", (640, 480), colour))
    assert blank.pieces == blank.asks == ()
    assert copy_of(blank, blank) is None


def test_a_picture_that_is_its_own_mirror_image_is_not_mirrored():
    half = scene(5, (320, 480))
    whole = Image.new("RGB", (640, 480))
    whole.paste(half, (0, 0))
    whole.paste(ImageOps.mirror(half), (320, 0))
    match = copy_of(look(whole), look(encoded(whole, quality=60)))
    assert match is not None
    assert not match.mirrored


def groups(folder: Path) -> dict[tuple[str, str], bool]:
    """Each pair of pictures below a folder that is taken for copies, and whether for mirrored ones."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in PHOTO_ENDINGS)
    looks = [(path, look_of(Picture.open(path).pixels(640))) for path in paths]
    pairs = {}
    for (first, one), (second, other) in itertools.combinations(looks, 2):
        match = copy_of(one, other) if found(one, other) or found(other, one) else None
        if match:
            pairs[str(first.relative_to(folder)), str(second.relative_to(folder))] = match.mirrored
    return pairs


def test_of_the_sample_library_only_the_copy_is_one():
    assert groups(LIBRARY) == {("13-held-upright.jpg", "doppelt/kopie-von-13.jpg"): False}


@pytest.mark.shared
def test_of_real_photos_only_the_copies_are():
    if not SHARED.is_dir():
        pytest.skip("../shared/photos is not here: the photos are not part of the project")
    known = "face_recognition/knn_train/{0}/{1}.jpg", "face_recognition/test_images/{1}.jpg"
    same = [
        tuple(place.format(*name) for place in known)
        for name in [("biden", "biden"), ("obama", "obama"), ("obama", "obama2")]
    ]
    png = "face_recognition/test_images/32bit.png"
    same += [(same[2][0], png), (png, same[2][1])]
    assert groups(SHARED) == dict.fromkeys(same, False)
