"""However a camera stored the picture, the same faces are found in the same order."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vonlinks.faces import load_finder
from vonlinks.metadata import Picture

HEIC = Path(__file__).parent / "heic"
TO_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
FORMATS = {
    "jpg": {"format": "JPEG", "quality": 95, "subsampling": 0},
    "tif": {"format": "TIFF"},
    "png": {"format": "PNG", "compress_level": 1},
    "webp": {"format": "WEBP", "quality": 95, "method": 0},
}
PICTURES = {"03-pressewand-paar.jpg": 2, "05-triptychon.jpg": 3, "11-zwei-reihen.jpg": 4}


@pytest.fixture(scope="module")
def finder(settings):
    return load_finder("auto", settings=settings, embed=False)


@pytest.fixture(scope="module")
def upright(finder, sample_photos, tmp_path_factory):
    """The faces of each sample picture as it is, without any orientation to apply."""
    folder = tmp_path_factory.mktemp("upright")
    found = {}
    for name in PICTURES:
        with Image.open(sample_photos / name) as image:
            image.convert("RGB").save(folder / "upright.png")
        found[name] = finder.find(Picture.open(folder / "upright.png"))
    return found


def assert_same_faces(found, wanted):
    assert [(face.row, face.rank) for face in found] == [(face.row, face.rank) for face in wanted]
    for face, other in zip(found, wanted, strict=True):
        size = np.array([other.box.width, other.box.height] * 2)
        moved = np.array([getattr(face.box, side) - getattr(other.box, side) for side in ("x", "y", "width", "height")])
        assert np.abs(moved / size).max() <= 0.02, (face.box, other.box)


@pytest.mark.parametrize("ending", FORMATS)
@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", PICTURES)
def test_every_orientation_gives_the_same_faces(  # noqa: PLR0917  one a parameter of the table
    name, orientation, ending, finder, upright, sample_photos, tmp_path
):
    assert len(upright[name]) == PICTURES[name]
    tags = Image.Exif()
    tags[0x0112] = orientation
    path = tmp_path / f"photo.{ending}"
    with Image.open(sample_photos / name) as image:
        stored = image.convert("RGB")
    turn = TO_STORED.get(orientation)
    (stored if turn is None else stored.transpose(turn)).save(path, exif=tags, **FORMATS[ending])
    assert_same_faces(finder.find(Picture.open(path)), upright[name])


@pytest.mark.parametrize("orientation", range(2, 9))
def test_every_orientation_of_heic_gives_the_same_faces(orientation, finder):
    pytest.importorskip("pi_heif", reason="HEIC needs the extra 'heic'")
    wanted = finder.find(Picture.open(HEIC / "three_people_1.heic"))
    assert len(wanted) == 3
    assert_same_faces(finder.find(Picture.open(HEIC / f"three_people_{orientation}.heic")), wanted)
