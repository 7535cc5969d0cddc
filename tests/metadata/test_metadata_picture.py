"""Pixels: upright, in sRGB, no larger than needed, and never silently incomplete."""

import io
import pickle
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps

from vonlinks.domain import Box, UprightPicture
from vonlinks.errors import PhotoError, TooLargePhotoError, UnreadablePhotoError
from vonlinks.metadata import Picture, derive, face_crop, thumbnail
from vonlinks.metadata.decoding import decode

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

HEIC = Path(__file__).parent / "heic"
CORNERS = [(220, 30, 30), (30, 200, 30), (30, 30, 220), (240, 240, 20)]
TO_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def quadrants(size=(64, 48)) -> Image.Image:
    """Four colours, so that any wrong turn shows."""
    image = Image.new("RGB", size)
    wide, high = size[0] // 2, size[1] // 2
    for number, colour in enumerate(CORNERS):
        left, top = (number % 2) * wide, (number // 2) * high
        image.paste(colour, (left, top, left + wide, top + high))
    return image


def scene(size=(1600, 1200)) -> Image.Image:
    """Smooth shapes and noise, so that a JPEG of it has an entropy-coded part worth cutting."""
    rng = np.random.default_rng(5)
    coarse = rng.integers(0, 255, (30, 40, 3), dtype=np.uint8)
    smooth = np.asarray(Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC)).astype(int)
    return Image.fromarray(np.clip(smooth + rng.integers(-12, 12, smooth.shape), 0, 255).astype(np.uint8))


def stored(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(TO_STORED[orientation]) if orientation in TO_STORED else image


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF", "HEIC"])
def test_every_orientation_gives_the_same_upright_pixels(kind, orientation, photo):
    upright = quadrants()
    if kind == "HEIC":
        pytest.importorskip("pi_heif", reason="HEIC needs the extra 'heic'")
        path = HEIC / f"orientation_{orientation}.heic"
    else:
        tags = Image.Exif()
        tags[0x0112] = orientation
        out = io.BytesIO()
        options = {"lossless": True} if kind == "WEBP" else {"quality": 95} if kind in {"JPEG", "AVIF"} else {}
        stored(upright, orientation).save(out, kind, exif=tags, **options)
        path = photo(out.getvalue(), f"photo.{kind.lower()}")
    picture = Picture.open(path)
    pixels = picture.pixels()
    assert picture.size == (64, 48)
    assert pixels.shape == (48, 64, 3)
    for x, y in [(8, 8), (56, 8), (8, 40), (56, 40)]:
        wanted = np.asarray(upright.getpixel((x, y)))
        assert np.abs(pixels[y, x].astype(int) - wanted).max() <= 12, (x, y)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_reduced_decode_is_upright_too(orientation, write, photo):
    image = stored(scene((800, 600)), orientation)
    path = photo(write.encoded(image, exif=b"Exif\0\0" + write.exif(orientation=orientation), quality=95))
    reduced = Picture.open(path).pixels(100)
    reference = ImageOps.exif_transpose(Image.open(path)).resize((100, 75), Image.Resampling.LANCZOS)
    assert reduced.shape == (75, 100, 3)
    assert np.abs(reduced.astype(int) - np.asarray(reference)).mean() < 4


def test_pixels_keep_their_promises(write, photo):
    picture = Picture.open(photo(write.encoded(scene((900, 600)))))
    protocol: UprightPicture = picture
    for longest, shape in [(None, (600, 900)), (450, (300, 450)), (5000, (600, 900)), (1, (1, 1)), (899, (599, 899))]:
        pixels = protocol.pixels(longest)
        assert pixels.shape == (*shape, 3)
        assert pixels.dtype == np.uint8
        assert pixels.flags.c_contiguous
        assert pixels.flags.writeable


def test_what_was_asked_before_never_changes_the_answer(write, photo):
    path = photo(write.encoded(scene((900, 600))))
    fresh = Picture.open(path).pixels(300)
    used = Picture.open(path)
    used.pixels()
    used.pixels(100)
    assert np.array_equal(fresh, used.pixels(300))


def test_asking_does_not_hold_a_shared_array(write, photo):
    picture = Picture.open(photo(write.png(size=(20, 10)), "photo.png"))
    picture.pixels()[:] = 7
    assert not picture.pixels().any()


@pytest.mark.parametrize("progressive", [False, True])
@pytest.mark.parametrize("longest", [None, 800, 400, 150, 10])
@pytest.mark.parametrize("kept", [0.3, 0.7, 0.95, 0.995])
def test_a_cut_off_jpeg_is_reported_at_every_size(kept, longest, progressive, write, photo):
    whole = write.encoded(scene(), quality=80, progressive=progressive)
    picture = Picture.open(photo(whole[: int(len(whole) * kept)]))
    with pytest.raises(UnreadablePhotoError) as caught:
        picture.pixels(longest)
    assert "cut off" in caught.value.reason
    with pytest.raises(UnreadablePhotoError):
        picture.verify()


def test_the_share_that_is_there_is_told(write, photo):
    whole = write.encoded(scene(), quality=80)
    with pytest.raises(UnreadablePhotoError) as caught:
        Picture.open(photo(whole[: len(whole) // 2])).pixels(300)
    share = int(caught.value.reason.split("about ")[1].split(" %")[0])
    assert 35 <= share <= 65


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("TIFF", {"compression": "tiff_lzw"}), ("WEBP", {})])
def test_other_cut_off_formats_are_reported(kind, options, write, photo):
    whole = write.encoded(scene((400, 300)), kind, **options)
    path = photo(whole[: len(whole) * 2 // 3], f"photo.{kind.lower()}")
    with pytest.raises(UnreadablePhotoError):
        Picture.open(path).pixels(100)


def bomb_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


BAD = [
    (b"", UnreadablePhotoError, "the file is empty"),
    (b"Dear reader, this is a text.\n" * 20, UnreadablePhotoError, "the file is not a picture"),
    (b"\0" * 5000, UnreadablePhotoError, "the file is not a picture"),
    (b"<html><body>404</body></html>", UnreadablePhotoError, "the file is not a picture"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", UnreadablePhotoError, "the JPEG file is damaged or cut off near its beginning"),
    (b"\x89PNG\r\n\x1a\n", UnreadablePhotoError, "the PNG file is damaged or cut off near its beginning"),
    (
        bomb_png(20_000, 20_000),
        TooLargePhotoError,
        "the picture is too large: 20000 x 20000 pixels, the limit is 200,000,000 pixels",
    ),
]


@pytest.mark.parametrize(("raw", "error", "reason"), BAD, ids=lambda value: str(value)[:30])
def test_bad_files_are_refused_in_one_sentence(raw, error, reason, photo):
    path = photo(raw)
    with pytest.raises(error) as caught:
        Picture.open(path)
    assert caught.value.reason == reason
    assert str(pickle.loads(pickle.dumps(caught.value))) == f"{path}: {reason}"  # noqa: S301  our own bytes


def test_the_limit_is_the_callers(write, photo):
    path = photo(write.png(size=(40, 30)), "photo.png")
    assert Picture.open(path, pixel_limit=1200).size == (40, 30)
    with pytest.raises(TooLargePhotoError):
        Picture.open(path, pixel_limit=1199)


def test_long_texts_are_no_reason_to_refuse_a_picture(write, photo):
    text = (b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 3_000_000))
    assert Picture.open(photo(write.png(text), "photo.png")).pixels().shape == (32, 48, 3)


def test_pictures_above_pillows_own_limit_open(photo):
    assert Picture.open(photo(bomb_png(14_100, 14_100), "photo.png")).size == (14_100, 14_100)


@pytest.mark.parametrize("missing", ["nowhere.jpg", "."])
def test_what_cannot_be_read_is_refused(missing, tmp_path):
    with pytest.raises(UnreadablePhotoError):
        Picture.open(tmp_path / missing)


def grey16() -> Image.Image:
    return Image.fromarray(np.linspace(0, 65535, 64 * 48).astype(np.uint16).reshape(48, 64))


MODES = [
    ("PNG", grey16(), (0, 0, 0), (255, 255, 255)),
    ("TIFF", grey16(), (0, 0, 0), (255, 255, 255)),
    ("TIFF", Image.fromarray(np.full((48, 64), 0.5, np.float32)), (127, 127, 127), (127, 127, 127)),
    ("PNG", Image.new("L", (64, 48), 77), (77, 77, 77), (77, 77, 77)),
    ("PNG", Image.new("1", (64, 48), 1), (255, 255, 255), (255, 255, 255)),
    ("PNG", Image.new("RGB", (64, 48), (200, 10, 10)).quantize(8), (200, 10, 10), (200, 10, 10)),
    ("PNG", Image.new("RGBA", (64, 48), (0, 0, 0, 0)), (255, 255, 255), (255, 255, 255)),
    ("PNG", Image.new("RGBA", (64, 48), (0, 0, 0, 128)), (127, 127, 127), (127, 127, 127)),
    ("PNG", Image.new("LA", (64, 48), (0, 0)), (255, 255, 255), (255, 255, 255)),
    ("WEBP", Image.new("RGBA", (64, 48), (0, 0, 0, 0)), (255, 255, 255), (255, 255, 255)),
    ("JPEG", Image.new("CMYK", (64, 48), (0, 255, 255, 0)), (255, 0, 0), (255, 0, 0)),
    ("TIFF", Image.new("CMYK", (64, 48), (0, 0, 0, 255)), (0, 0, 0), (0, 0, 0)),
    ("TIFF", Image.new("LAB", (64, 48), (255, 128, 128)), (255, 255, 255), (255, 255, 255)),
    ("TIFF", Image.new("YCbCr", (64, 48), (76, 85, 255)), (254, 0, 0), (254, 0, 0)),
]


@pytest.mark.parametrize(
    ("kind", "image", "first", "last"),
    MODES,
    ids=[f"{kind}-{image.mode}-{first[0]}" for kind, image, first, _ in MODES],
)
def test_every_pixel_format_becomes_rgb(kind, image, first, last, write, photo):  # noqa: PLR0917  one a column of the table
    picture = Picture.open(photo(write.encoded(image, kind), f"photo.{kind.lower()}"))
    for pixels in (picture.pixels(), picture.pixels(32)):
        assert np.abs(pixels[0, 0].astype(int) - first).max() <= 4
        assert np.abs(pixels[-1, -1].astype(int) - last).max() <= 4


def test_an_embedded_profile_is_obeyed(write, photo):
    """A profile with red and blue changed over must change the colours; one for other pixels must not."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    red = Image.new("RGB", (64, 48), (200, 30, 30))
    ignored = Picture.open(photo(write.encoded(red, "PNG", icc_profile=lab), "lab.png")).pixels()
    assert tuple(ignored[0, 0]) == (200, 30, 30)
    broken = Picture.open(photo(write.encoded(red, "PNG", icc_profile=b"nonsense" * 40), "broken.png")).pixels()
    assert tuple(broken[0, 0]) == (200, 30, 30)
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # The same colorants under wider names: swap the rXYZ and bXYZ entries of the profile's table of contents.
    swapped = srgb.replace(b"rXYZ", b"tmpZ", 1).replace(b"bXYZ", b"rXYZ", 1).replace(b"tmpZ", b"bXYZ", 1)
    swapped = swapped.replace("sRGB".encode("utf-16-be"), "qRGB".encode("utf-16-be")).replace(
        b"sRGB built", b"qRGB built"
    )
    changed = Picture.open(photo(write.encoded(red, "PNG", icc_profile=swapped), "swapped.png")).pixels()
    assert changed[0, 0, 2] > 150
    assert changed[0, 0, 0] < 100


def test_only_the_first_of_several_pictures_is_used(photo):
    out = io.BytesIO()
    pages = [Image.new("RGB", (40, 30), colour) for colour in [(200, 0, 0), (0, 200, 0), (0, 0, 200)]]
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:])
    picture = Picture.open(photo(out.getvalue(), "pages.tif"))
    assert picture.frames == 3
    assert tuple(picture.pixels()[0, 0]) == (200, 0, 0)


def test_heic_without_its_decoder_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pi_heif", None)
    with pytest.raises(UnreadablePhotoError, match=r"pip install 'vonlinks\[heic\]'"):
        Picture.open(HEIC / "orientation_1.heic")


def test_derivatives_have_their_sizes(write, photo):
    picture = Picture.open(photo(write.encoded(scene((2400, 1800)), exif=b"Exif\0\0" + write.exif(orientation=6))))
    made = derive(picture, [Box(0.4, 0.4, 0.05, 0.05), Box(-0.1, -0.1, 0.3, 0.3), Box(0.0, 0.0, 1.0, 1.0)])
    assert [Image.open(io.BytesIO(raw)).size for raw in (made.thumbnail, made.preview)] == [(360, 480), (1200, 1600)]
    assert [Image.open(io.BytesIO(raw)).size for raw in made.crops] == [(160, 160)] * 3
    assert Image.open(io.BytesIO(thumbnail(picture))).size == (768, 1024)


def test_small_pictures_are_not_enlarged(write, photo):
    picture = Picture.open(photo(write.png(size=(30, 20)), "photo.png"))
    made = derive(picture, [Box(0.1, 0.1, 0.2, 0.2)])
    assert Image.open(io.BytesIO(made.preview)).size == (30, 20)
    assert Image.open(io.BytesIO(made.crops[0])).size == (160, 160)


def test_a_crop_shows_its_face(write, photo):
    picture = Picture.open(photo(write.encoded(quadrants((800, 600)), "PNG"), "photo.png"))
    for number, colour in enumerate(CORNERS):
        box = Box(0.2 + 0.5 * (number % 2), 0.2 + 0.5 * (number // 2), 0.1, 0.1)
        crop = np.asarray(Image.open(io.BytesIO(face_crop(picture, box))))
        assert crop.shape == (160, 160, 3)
        assert np.abs(crop[80, 80].astype(int) - colour).max() < 12


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_crop_is_upright_and_in_its_place(orientation, write, photo):
    image = stored(scene((800, 600)), orientation)
    path = photo(write.encoded(image, exif=b"Exif\0\0" + write.exif(orientation=orientation), quality=97))
    box = Box(0.25, 0.5, 0.25, 0.5)
    for size in [(200, 300), (50, 75)]:
        crop = Picture.open(path).crop(box, size)
        part = ImageOps.exif_transpose(Image.open(path)).resize(
            size, Image.Resampling.BICUBIC, box=(200, 300, 400, 600)
        )
        assert crop.shape == (size[1], size[0], 3)
        assert np.abs(crop.astype(int) - np.asarray(part)).mean() < 4


def test_a_crop_of_a_cut_off_picture_is_an_error(write, photo):
    whole = write.encoded(scene())
    with pytest.raises(PhotoError):
        derive(Picture.open(photo(whole[: len(whole) // 2])), [])


def test_a_cut_off_picture_is_an_error_whatever_other_packages_have_told_pillow(tmp_path, monkeypatch):
    # face_recognition sets this when it is imported.
    monkeypatch.setattr("PIL.ImageFile.LOAD_TRUNCATED_IMAGES", True)
    whole = io.BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(whole, "JPEG")
    path = tmp_path / "cut.jpg"
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    with pytest.raises(UnreadablePhotoError):
        Picture.open(path).pixels()


def test_a_thumbnail_is_made_from_the_decode_that_is_there(write, photo, monkeypatch):
    decodes = []
    monkeypatch.setattr("vonlinks.metadata.picture.decode", lambda *asked: decodes.append(asked) or decode(*asked))
    picture = Picture.open(photo(write.encoded(scene((2400, 1800)))))
    face = picture.crop(Box(0.4, 0.4, 0.1, 0.1), (240, 180))
    small = picture.reduced(320)
    assert len(decodes) == 1
    assert np.abs(small.astype(int) - Picture.open(picture.path).pixels(320)).mean() < 3
    assert face.shape == (180, 240, 3)
