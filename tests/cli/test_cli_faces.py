"""`vonlinks faces --draw`: a picture for people to look at; the photo itself is never written to."""

import json
import shutil
import subprocess
import sys

import pytest
from PIL import Image


def faces(*words, cwd):
    command = [sys.executable, "-c", "from vonlinks.program import main; main()", "faces", *map(str, words)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, check=False)


@pytest.fixture
def photo(sample_photos, tmp_path):
    """A photo that is stored on its side."""
    return shutil.copy(sample_photos / "13-held-upright.jpg", tmp_path / "photo.jpg")


def test_the_drawing_is_upright_and_json_stays_json(photo, tmp_path):
    done = faces(photo, "--draw", "drawn.png", "--json", cwd=tmp_path)
    assert done.returncode == 0
    form = json.loads(done.stdout)["photos"][0]
    assert form["faces"]
    with Image.open(tmp_path / "drawn.png") as drawn:
        assert drawn.format == "PNG"
        assert drawn.width / drawn.height == pytest.approx(form["width"] / form["height"], rel=0.01)
        assert not drawn.getexif()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["photo.jpg", "--draw", "photo.jpg"], "must end in .png"),
        (["photo.png", "--draw", "photo.png"], "overwrite the photo itself"),
        (["photo.jpg", "photo.png", "--draw", "drawn.png"], "Only one photo at a time"),
        (["photo.jpg", "--draw", "nowhere/drawn.png"], "cannot be written to nowhere/drawn.png"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(photo, tmp_path, words, sentence):
    with Image.open(photo) as image:
        image.save(tmp_path / "photo.png")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    done = faces(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_photo_that_cannot_be_read_leaves_no_drawing(tmp_path):
    (tmp_path / "photo.jpg").write_bytes(b"")
    assert faces("photo.jpg", "--draw", "drawn.png", cwd=tmp_path).returncode == 1
    assert not (tmp_path / "drawn.png").exists()


def test_a_file_with_several_pictures_says_that_only_the_first_was_looked_at(tmp_path):
    pages = [Image.new("RGB", (80, 60), colour) for colour in ("red", "green", "blue")]
    pages[0].save(tmp_path / "pages.tif", save_all=True, append_images=pages[1:])
    pages[0].save(tmp_path / "page.tif")
    told = "the file holds 3 pictures; only the first is looked at"
    assert told in faces("pages.tif", cwd=tmp_path).stdout
    several, one = json.loads(faces("pages.tif", "page.tif", "--json", cwd=tmp_path).stdout)["photos"]
    assert several["note"] == told
    assert "note" not in one
