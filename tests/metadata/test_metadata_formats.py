"""Every depth, colour model and kind of file that a newsroom gets, and files that hold more than one picture."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image, ImageCms, features

from vonlinks.metadata import Picture

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

SIZE = (64, 48)
RED = (200, 40, 20)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png16(channels: tuple[int, ...], kind: int) -> bytes:
    """A PNG of 16 bits a channel, one colour all over; `kind` is its colour type."""
    row = b"\0" + struct.pack(f">{len(channels)}H", *channels) * SIZE[0]
    header = struct.pack(">IIBBBBB", *SIZE, 16, kind, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(row * SIZE[1])) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def tiff16(channels: tuple[int, ...], order: str = "<") -> bytes:
    """A TIFF of 16 bits a channel, one colour all over, in either byte order."""
    pixels = struct.pack(f"{order}{len(channels)}H", *channels) * (SIZE[0] * SIZE[1])
    count = len(channels)
    depths = struct.pack(f"{order}{count}H", *[16] * count)
    entries = [
        (256, 3, 1, SIZE[0]), (257, 3, 1, SIZE[1]), (258, 3, count, 16 if count == 1 else None), (259, 3, 1, 1),
        (262, 3, 1, 1 if count == 1 else 2), (273, 4, 1, None), (277, 3, 1, count), (278, 3, 1, SIZE[1]),
        (279, 4, 1, len(pixels)),
    ]  # fmt: skip
    heap = 8 + 2 + 12 * len(entries) + 4
    where = {258: heap, 273: heap + len(depths)}
    table = b""
    for number, kind, amount, value in entries:
        held = where[number] if value is None else value
        short = kind == 3 and value is not None
        table += struct.pack(f"{order}HHI", number, kind, amount)
        table += struct.pack(f"{order}HH" if short else f"{order}I", *((held, 0) if short else (held,)))
    head = b"II*\0" if order == "<" else b"MM\0*"
    start = struct.pack(f"{order}IH", 8, len(entries))
    return head + start + table + b"\0" * 4 + depths + pixels


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def palette(*, transparent: bool) -> bytes:
    image = Image.new("P", SIZE, 1)
    image.putpalette([0, 0, 0, *RED])
    return saved(image, "PNG", **({"transparency": 1} if transparent else {}))


def deep(colour: tuple[int, ...]) -> tuple[int, ...]:
    """8 bits as 16, with low bits that must not round the upper ones up."""
    return tuple(value * 256 + 200 for value in colour)


CASES = {
    "PNG, 16 bits RGB": (png16(deep(RED), 2), RED),
    "PNG, 16 bits RGB and alpha": (png16((*deep(RED), 65535), 6), RED),
    "PNG, 16 bits, fully transparent": (png16((*deep(RED), 0), 6), (255, 255, 255)),
    "PNG, 16 bits grey": (png16(deep((77,)), 0), (77, 77, 77)),
    "PNG, 16 bits grey and alpha": (png16((*deep((77,)), 65535), 4), (77, 77, 77)),
    "TIFF, 16 bits RGB": (tiff16(deep(RED)), RED),
    "TIFF, 16 bits RGB, most significant first": (tiff16(deep(RED), ">"), RED),
    "TIFF, 16 bits grey": (tiff16(deep((77,))), (77, 77, 77)),
    "TIFF, 16 bits grey, most significant first": (tiff16(deep((77,)), ">"), (77, 77, 77)),
    "PNG, palette": (palette(transparent=False), RED),
    "PNG, palette, its colour transparent": (palette(transparent=True), (255, 255, 255)),
    "GIF": (saved(Image.new("RGB", SIZE, RED).quantize(4), "GIF"), RED),
    "WebP, lossless": (saved(Image.new("RGB", SIZE, RED), "WEBP", lossless=True), RED),
    "AVIF": (saved(Image.new("RGB", SIZE, RED), "AVIF", quality=95), RED) if features.check("avif") else None,
    "JPEG 2000": (saved(Image.new("RGB", SIZE, RED), "JPEG2000"), RED),
    "BMP": (saved(Image.new("RGB", SIZE, RED), "BMP"), RED),
    "JPEG, grey": (saved(Image.new("L", SIZE, 77), "JPEG"), (77, 77, 77)),
    "JPEG, CMYK": (saved(Image.new("CMYK", SIZE, (0, 200, 220, 40)), "JPEG", quality=98), (215, 46, 30)),
}


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("longest", [None, 32])
def test_every_depth_and_colour_model_becomes_eight_bits_of_srgb(name, longest, photo):
    if CASES[name] is None:
        pytest.skip("this Pillow was built without AVIF")
    content, colour = CASES[name]
    pixels = Picture.open(photo(content, "photo.bin")).pixels(longest)
    assert pixels.shape == ((24, 32, 3) if longest else (48, 64, 3))
    for place in (pixels[0, 0], pixels[-1, -1]):
        assert np.abs(place.astype(int) - colour).max() <= 6, place


def swapped_rgb() -> bytes:
    """An sRGB profile with red and blue changed over, so that obeying it shows."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"tmpZ", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmpZ", b"bXYZ", 1)
    return swapped.replace("sRGB".encode("utf-16-be"), "qRGB".encode("utf-16-be")).replace(b"sRGB built", b"qRGB built")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF"])
def test_the_profile_is_obeyed_whatever_holds_it(kind, photo):
    if kind == "AVIF" and not features.check("avif"):
        pytest.skip("this Pillow was built without AVIF")
    options = {"lossless": True} if kind == "WEBP" else {}
    content = saved(Image.new("RGB", SIZE, RED), kind, icc_profile=swapped_rgb(), **options)
    red, _, blue = (int(value) for value in Picture.open(photo(content, "photo.bin")).pixels()[20, 20])
    assert blue > 150
    assert red < 100


def several(kind: str) -> bytes:
    frames = [Image.new("RGB", SIZE, colour) for colour in (RED, (20, 200, 40), (40, 20, 200))]
    options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind == "AVIF" else {}
    if kind in {"GIF", "WEBP", "PNG", "AVIF"}:
        options["duration"] = 100
    if kind == "GIF":
        frames = [frame.quantize(4) for frame in frames]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], **options)


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "WEBP", "PNG", "AVIF"])
def test_of_several_pictures_the_first_is_used_and_this_is_said(kind, photo):
    if kind == "AVIF" and not features.check("avif"):
        pytest.skip("this Pillow was built without AVIF")
    picture = Picture.open(photo(several(kind), "photo.bin"))
    assert picture.frames == 3
    assert picture.note == "the file holds 3 pictures; only the first is looked at"
    assert np.abs(picture.pixels()[20, 20].astype(int) - RED).max() <= 6


def test_one_picture_needs_no_note(write, photo):
    assert Picture.open(photo(write.png(size=SIZE), "photo.png")).note is None
