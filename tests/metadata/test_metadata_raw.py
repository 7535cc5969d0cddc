"""Cameras' raw files: the preview that the camera stored, upright; without the extra, one sentence."""

import io
import shutil
import struct
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vonlinks.errors import UnreadablePhotoError
from vonlinks.metadata import Picture, companions, find_photos, read_metadata
from vonlinks.metadata.raw import is_raw

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "metadata"
COLOURS = [(220, 30, 30), (30, 200, 30), (30, 30, 220), (240, 240, 20)]
TO_STORED = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


def upright(size=(640, 480)) -> Image.Image:
    image = Image.new("RGB", size)
    for number, colour in enumerate(COLOURS):
        left, top = (number % 2) * size[0] // 2, (number // 2) * size[1] // 2
        image.paste(colour, (left, top, left + size[0] // 2, top + size[1] // 2))
    return image


def directory(entries: list[tuple[int, int, tuple[int, ...] | bytes]], at: int) -> bytes:
    """One TIFF directory that starts at byte `at`, its long values behind it."""
    codes = {1: "B", 2: "s", 3: "H", 4: "I"}
    table, heap = b"", b""
    start = at + 2 + 12 * len(entries) + 4
    for number, kind, value in sorted(entries):
        raw = value if isinstance(value, bytes) else struct.pack(f"<{len(value)}{codes[kind]}", *value)
        count = len(value)
        held = raw.ljust(4, b"\0") if len(raw) <= 4 else struct.pack("<I", start + len(heap))
        table += struct.pack("<HHI", number, kind, count) + held
        heap += raw + b"\0" * (len(raw) % 2) if len(raw) > 4 else b""
    return struct.pack("<H", len(entries)) + table + b"\0" * 4 + heap


def dng(preview: bytes | None, orientation: int = 1, size: tuple[int, int] = (640, 480)) -> bytes:
    """A small raw file in Adobe's DNG form: a sensor of grey, and a preview in JPEG where one is given."""
    sensor = np.full((64, 64), 900, np.uint16).tobytes()
    main = [
        (254, 4, (1 if preview else 0,)), (274, 3, (orientation,)), (271, 2, b"Invented\0"), (272, 2, b"Invented One\0"),
        (50706, 1, (1, 4, 0, 0)), (50708, 2, b"Invented One\0"), (33432, 2, b"Eva Beispiel\0"),
    ]  # fmt: skip
    grid = [
        (256, 4, (64,)), (257, 4, (64,)), (258, 3, (16,)), (259, 3, (1,)), (262, 3, (32803,)), (277, 3, (1,)),
        (278, 4, (64,)), (279, 4, (len(sensor),)), (33421, 3, (2, 2)), (33422, 1, (0, 1, 1, 2)), (50717, 3, (4000,)),
    ]  # fmt: skip
    if preview is None:
        offset = 8 + len(directory([*main, *grid, (273, 4, (0,))], 8))
        return b"II*\0" + struct.pack("<I", 8) + directory([*main, *grid, (273, 4, (offset,))], 8) + sensor
    shown = [
        (256, 4, (size[0],)), (257, 4, (size[1],)), (258, 3, (8, 8, 8)), (259, 3, (7,)), (262, 3, (6,)),
        (277, 3, (3,)), (278, 4, (size[1],)), (279, 4, (len(preview),)),
    ]  # fmt: skip
    first = directory([*main, *shown, (273, 4, (0,)), (330, 4, (0,))], 8)
    second = directory([*grid, (254, 4, (0,)), (273, 4, (0,))], 8 + len(first))
    pixels = 8 + len(first) + len(second)
    first = directory([*main, *shown, (273, 4, (pixels + len(sensor),)), (330, 4, (8 + len(first),))], 8)
    second = directory([*grid, (254, 4, (0,)), (273, 4, (pixels,))], 8 + len(first))
    return b"II*\0" + struct.pack("<I", 8) + first + second + sensor + preview


def jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.mark.parametrize("orientation", sorted(TO_STORED))
def test_the_preview_is_upright(orientation, tmp_path):
    pytest.importorskip("rawpy", reason="raw files need the extra 'raw'")
    turn = TO_STORED[orientation]
    stored = upright().transpose(turn) if turn is not None else upright()
    path = tmp_path / "IMG_0001.DNG"
    path.write_bytes(dng(jpeg(stored), orientation, stored.size))
    picture = Picture.open(path)
    assert picture.size == (640, 480)
    pixels = picture.pixels(160)
    assert pixels.shape == (120, 160, 3)
    for (x, y), colour in zip([(20, 20), (140, 20), (20, 100), (140, 100)], COLOURS, strict=True):
        assert np.abs(pixels[y, x].astype(int) - colour).max() <= 12, (x, y)


def test_the_metadata_of_a_raw_file_is_read(tmp_path):
    path = tmp_path / "IMG_0001.dng"
    path.write_bytes(dng(jpeg(upright())))
    assert read_metadata(path).copyright_notice == "Eva Beispiel"


BAD = [
    (dng(None), "the raw file holds no preview picture that can be used"),
    (dng(jpeg(upright()))[:300], "the raw file is damaged, or of a camera that is not known"),
    (b"Dear reader, this is no raw file. " * 40, "the raw file is damaged, or of a camera that is not known"),
    (b"", "the file is empty"),
]


@pytest.mark.parametrize(("content", "reason"), BAD, ids=["no preview", "cut off", "a text", "empty"])
def test_raw_files_that_cannot_be_used_say_why(content, reason, tmp_path):
    pytest.importorskip("rawpy", reason="raw files need the extra 'raw'")
    path = tmp_path / "broken.nef"
    path.write_bytes(content)
    with pytest.raises(UnreadablePhotoError) as caught:
        Picture.open(path).pixels(100)
    assert caught.value.reason == reason


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "rawpy", None)
    path = tmp_path / "IMG_0001.cr2"
    path.write_bytes(dng(jpeg(upright())))
    with pytest.raises(UnreadablePhotoError, match=r"pip install 'vonlinks\[raw\]'"):
        Picture.open(path)


@pytest.mark.parametrize("installed", [True, False])
def test_a_folder_s_raw_files_are_photos_where_they_can_be_read_and_stand_alone(installed, tmp_path, monkeypatch):
    for name in ["both.jpg", "both.NEF", "alone.nef", "alone.xmp", "notes.txt"]:
        (tmp_path / name).write_bytes(b"x")
    monkeypatch.setattr("vonlinks.metadata.files.raw_files_can_be_read", lambda: installed)
    found = [path.name for path in find_photos([tmp_path])]
    assert found == (["alone.nef", "both.jpg"] if installed else ["both.jpg"])
    assert list(find_photos([tmp_path / "both.NEF"])) == [tmp_path / "both.NEF"]


def test_a_raw_file_s_sidecar_is_its_own_and_not_the_finished_picture_s(tmp_path):
    for name in ["IMG_1.NEF", "IMG_1.jpg", "IMG_1.xmp", "IMG_1.jpg.xmp"]:
        (tmp_path / name).write_bytes(b"x")
    assert [path.name for path in companions(tmp_path / "IMG_1.NEF").sidecars] == ["IMG_1.xmp"]
    assert [path.name for path in companions(tmp_path / "IMG_1.jpg").sidecars] == ["IMG_1.jpg.xmp"]


@pytest.mark.shared
def test_a_camera_s_own_raw_file(tmp_path):
    pytest.importorskip("rawpy", reason="raw files need the extra 'raw'")
    source = SHARED / "photoprism" / "examples" / "canon_eos_6d.dng"
    if not source.is_file():
        pytest.skip("../shared/metadata is not here: the files of other projects are not part of this one")
    path = tmp_path / source.name
    shutil.copy(source, path)
    assert is_raw(path)
    assert Picture.open(path).size == (1024, 683)
    assert Picture.open(path).pixels(256).std() > 20
