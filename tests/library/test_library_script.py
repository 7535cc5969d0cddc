"""scripts/make_library.py draws what is committed, and its small writer keeps pictures whole."""

import importlib.util
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
# One JPEG with its copy, one palette picture, and the two that bring files beside them: small, and every branch once.
REDRAWN = ("13-held-upright.jpg", "15-plakat.png", "16-rednerin.jpg", "17-mitte.jpg")


def load(name):
    """A script as a module."""
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


writer = load("sample_metadata")


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, "JPEG", exif=writer.exif("2026-03-03T10:15:00+01:00", 6))
    return out.getvalue()


@pytest.fixture(scope="module")
def redrawn(tmp_path_factory):
    target = tmp_path_factory.mktemp("library")
    subprocess.run([sys.executable, SCRIPTS / "make_library.py", *REDRAWN, "--to", target], check=True)
    return target / "photos"


def test_the_script_draws_the_committed_pictures(redrawn, sample_photos):
    for name in REDRAWN:
        with Image.open(redrawn / name) as new, Image.open(sample_photos / name) as committed:
            assert new.size == committed.size
            apart = np.asarray(new.convert("RGB"), float) - np.asarray(committed.convert("RGB"), float)
            assert np.abs(apart).mean() < 2  # other versions of the libraries may round differently


def test_the_script_writes_the_committed_companions(redrawn, sample_photos):
    for name in ("16-rednerin.jpg.xmp", "17-mitte.txt"):
        assert (redrawn / name).read_bytes() == (sample_photos / name).read_bytes()
    assert (redrawn / "doppelt" / "kopie-von-13.jpg").read_bytes() == (redrawn / REDRAWN[0]).read_bytes()


def test_the_script_leaves_other_files_alone(tmp_path):
    mine = tmp_path / "photos" / "mein-bild.jpg"
    mine.parent.mkdir()
    mine.write_bytes(b"kept")
    subprocess.run([sys.executable, SCRIPTS / "make_library.py", "15-plakat.png", "--to", tmp_path], check=True)
    assert mine.read_bytes() == b"kept"
    assert (tmp_path / "photos" / "15-plakat.png").exists()


@settings(deadline=None)
@given(caption=st.text(max_size=300), keywords=st.lists(st.text(min_size=1, max_size=20), max_size=4))
def test_the_iptc_segment_goes_in_and_nothing_else_changes(caption, keywords):
    fields = {"taken": "2026-03-03T10:15:00+01:00", "caption": caption, "keywords": keywords}
    before = jpeg()
    segment = writer.app13(writer.iim(fields))
    after = writer.insert_app13(before, segment)
    assert after.replace(segment, b"", 1) == before
    with Image.open(io.BytesIO(after)) as picture:
        assert picture.getexif()[0x0112] == 6
        datasets = picture.info["photoshop"][0x0404]
    assert caption.encode() in datasets
    assert datasets.count(b"\x1c\x02\x19") >= len(keywords)
