"""No file kills the process, hangs, or fills the memory: each is looked at in a process of its own kind, under limits."""

import io
import json
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/status").exists(), reason="only Linux tells a process's peak memory so"
)

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "metadata"

SECONDS = 10
MEGABYTES = 1000

CHILD = f"""
import json, resource, signal, sys, time
from pathlib import Path
from vonlinks.domain import Box
from vonlinks.errors import PhotoError
from vonlinks.metadata import Picture, companions, face_crop, read_metadata, thumbnail

resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
for line in sys.stdin:
    path = Path(json.loads(line))
    print(json.dumps(["begun", str(path)]), flush=True)
    signal.alarm({SECONDS})  # ends the process even inside a decoder
    before = time.perf_counter()
    try:
        read_metadata(path, companions(path))
        picture = Picture.open(path)
        picture.pixels(1280)
        thumbnail(picture, 640)
        face_crop(picture, Box(0.4, 0.4, 0.1, 0.1))
        outcome = "a picture"
    except PhotoError as error:
        outcome = error.reason
    signal.alarm(0)
    # Not getrusage: its peak is inherited from the process that started this one.
    peak = int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) // 1024
    print(json.dumps(["done", str(path), outcome, time.perf_counter() - before, peak]), flush=True)
"""


def outcomes(files: list[Path]) -> dict[Path, str]:
    """What became of each file: "a picture" or the sentence why not; fails where one breaks a limit."""
    asked = "".join(json.dumps(str(path)) + "\n" for path in files)
    child = subprocess.run(
        [sys.executable, "-c", CHILD], input=asked, capture_output=True, text=True, check=False, timeout=600
    )
    told = [json.loads(line) for line in child.stdout.splitlines()]
    done = {Path(path): outcome for kind, path, outcome, *_ in (line for line in told if line[0] == "done")}
    begun = [line[1] for line in told if line[0] == "begun"]
    assert child.returncode == 0, f"{begun[-1:]} ended the process ({child.returncode}): {child.stderr[-2000:]}"
    assert set(done) == set(files)
    greedy = [(path, peak) for *_, path, _, _, peak in (line for line in told if line[0] == "done") if peak > MEGABYTES]
    assert not greedy, f"{greedy[0]} (megabytes) took too much memory"
    return done


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(width: int, height: int, kind: int, channels: int) -> bytes:
    """A PNG of zeros whose header tells of that many pixels, and that has them."""
    packer = zlib.compressobj(1)
    row = bytes(1 + width * channels)
    body = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def cyclic_tiff(pages: int) -> bytes:
    """Directories of one pixel each, the last of which leads back to the first."""
    entry = struct.pack("<HHI", 256, 3, 1) + struct.pack("<HH", 1, 0)
    more = [(257, 1), (258, 8), (259, 1), (262, 1), (273, 8), (277, 1), (278, 1), (279, 1)]
    table = entry + b"".join(struct.pack("<HHIHH", number, 3, 1, value, 0) for number, value in more)
    size = 2 + len(table) + 4
    body = b"".join(
        struct.pack("<H", 9) + table + struct.pack("<I", 8 + size * ((page + 1) % pages)) for page in range(pages)
    )
    return b"II*\0" + struct.pack("<I", 8) + body


def self_nested_exif() -> bytes:
    """A JPEG whose EXIF directory, and the directory of its camera settings, both lead to themselves."""
    table = struct.pack("<HHII", 0x8769, 4, 1, 8) + struct.pack("<HHII", 0x014A, 4, 1, 8)
    exif = b"Exif\0\0II*\0" + struct.pack("<IH", 8, 2) + table + struct.pack("<I", 8)
    segment = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    whole = saved(Image.new("RGB", (80, 60), "teal"), "JPEG")
    return whole[:2] + segment + whole[2:]


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.frombytes("RGB", size, np.random.default_rng(4).bytes(size[0] * size[1] * 3))


def many_segments() -> bytes:
    whole = saved(Image.new("RGB", (80, 60), "teal"), "JPEG")
    return whole[:2] + (b"\xff\xe1\xff\xff" + b"\0" * 65533) * 200 + whole[2:]


def huge_count_tiff() -> bytes:
    """A TIFF whose one entry tells of four thousand million values far behind the end of the file."""
    entry = struct.pack("<HHII", 273, 4, 0xFFFFFFFF, 0xFFFFFFF0)
    sizes = struct.pack("<HHII", 256, 4, 1, 4000) + struct.pack("<HHII", 257, 4, 1, 3000)
    return b"II*\0" + struct.pack("<IH", 8, 3) + sizes + entry + b"\0" * 4


def pages(count: int) -> bytes:
    frames = [Image.new("L", (8, 8), page % 250) for page in range(count)]
    return saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])


def invented() -> dict[str, bytes]:
    """Made when they are asked for: the bombs take a second each."""
    return {
        "zero bytes.jpg": b"",
        "one byte.jpg": b"\xff",
        "zeros.jpg": bytes(3_000_000),
        "only the beginning.jpg": b"\xff\xd8\xff",
        "header alone.png": b"\x89PNG\r\n\x1a\n",
        "cut off.jpg": saved(noise((640, 480)), "JPEG")[:40_000],
        "cut off.png": saved(noise((640, 480)), "PNG")[:400_000],
        "cut off.tif": saved(noise((640, 480)), "TIFF")[:400_000],
        "cut off.webp": saved(noise((640, 480)), "WEBP")[:40_000],
        "cut off.avif": saved(noise((160, 120)), "AVIF")[:9_000],
        "cut off.jp2": saved(noise((160, 120)), "JPEG2000")[:9_000],
        "huge header.png": b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)),
        "huge header.jpg": saved(Image.new("RGB", (80, 60)), "JPEG").replace(b"\0\x3c\0\x50", b"\xff\xff\xff\xff", 1),
        "huge header.webp": b"RIFF\xff\xff\xff\x7fWEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff" + bytes(200),
        "huge count.tif": huge_count_tiff(),
        "bomb over the limit.png": bomb(20_000, 10_100, 0, 1),
        "bomb under the limit, grey.png": bomb(20_000, 9_900, 0, 1),
        "bomb under the limit, with alpha.png": bomb(9_900, 9_900, 6, 4),
        "bomb over the limit of its kind.png": bomb(14_000, 14_000, 6, 4),
        "cyclic.tif": cyclic_tiff(1),
        "cyclic over three.tif": cyclic_tiff(3),
        "leads to itself.jpg": self_nested_exif(),
        "many segments.jpg": many_segments(),
        "many pages.tif": pages(2_000),
        "named like a raw file.nef": saved(noise((64, 48)), "TIFF"),
        "a text.cr3": b"Dear reader, this is a text. " * 3000,
    }


def test_invented_hostile_files_are_one_sentence_or_a_picture(tmp_path):
    files = invented()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    found = {path.name: outcome for path, outcome in outcomes([tmp_path / name for name in files]).items()}
    assert [name for name in found if name.startswith("cut off") and found[name] == "a picture"] == []
    assert found["bomb over the limit.png"].startswith("the picture is too large: 20000 x 10100 pixels")
    assert found["bomb over the limit of its kind.png"].endswith(
        "100,000,000 pixels for a picture of its kind (PNG, RGBA)"
    )
    assert found["zero bytes.jpg"] == "the file is empty"
    assert found["leads to itself.jpg"] == "a picture"
    assert all("\n" not in outcome and len(outcome) < 200 for outcome in found.values())


def test_damage_anywhere_in_a_file_stays_within_the_limits(tmp_path):
    """Bytes changed at random in every kind of file; the seed is fixed, so a failure can be looked at."""
    rng = np.random.default_rng(20)
    files = []
    for kind, ending in [
        ("JPEG", "jpg"),
        ("PNG", "png"),
        ("TIFF", "tif"),
        ("WEBP", "webp"),
        ("GIF", "gif"),
        ("AVIF", "avif"),
    ]:
        whole = saved(noise((96, 64)), kind)
        for number in range(12):
            damaged = bytearray(whole)
            places = rng.integers(
                len(damaged) if number % 2 else min(len(damaged), 400), size=1 << int(rng.integers(1, 6))
            )
            for place, value in zip(places, rng.integers(256, size=len(places)), strict=True):
                damaged[place] = value
            files.append(tmp_path / f"{number}.{ending}")
            files[-1].write_bytes(damaged)
    assert len(outcomes(files)) == 72


@pytest.mark.shared
def test_no_file_of_other_projects_breaks_the_limits():
    if not SHARED.is_dir():
        pytest.skip("../shared/metadata is not here: the files of other projects are not part of this one")
    files = sorted(path for path in SHARED.rglob("*") if path.is_file() and path.suffix not in {".md", ".jsonl"})
    found = outcomes(files)
    assert len(found) >= 600
    assert all("\n" not in outcome and len(outcome) < 200 for outcome in found.values())
