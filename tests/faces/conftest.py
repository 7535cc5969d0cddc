"""Two public-domain portraits, model files, and a picture that is only an array."""

import os
from pathlib import Path

import numpy as np
import pytest
from matplotlib.cbook import get_sample_data
from PIL import Image
from skimage.data import astronaut as astronaut_pixels

from vonlinks.faces import YUNET, FaceSettings

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


class ArrayPicture:
    """An upright picture held in memory; counts how it is asked for pixels."""

    def __init__(self, pixels):
        self._pixels = np.ascontiguousarray(pixels)
        self.size = (pixels.shape[1], pixels.shape[0])
        self.asked = []
        self.cut = []

    def pixels(self, longest=None, *, decoded=0):  # noqa: ARG002 - as the protocol has it
        self.asked.append(longest)
        if longest is None or longest >= max(self.size):
            return self._pixels
        factor = longest / max(self.size)
        size = tuple(max(1, round(side * factor)) for side in self.size)
        return np.ascontiguousarray(np.asarray(Image.fromarray(self._pixels).resize(size, Image.Resampling.BILINEAR)))

    def crop(self, box, size):
        width, height = self.size
        frame = (box.x * width, box.y * height, (box.x + box.width) * width, (box.y + box.height) * height)
        self.cut.append((box, size))
        return np.asarray(Image.fromarray(self._pixels).resize(size, Image.Resampling.BICUBIC, box=frame))


@pytest.fixture(scope="session")
def picture_of():
    return ArrayPicture


@pytest.fixture(scope="session")
def astronaut():
    """Eileen Collins, NASA, 512 x 512; her face is at about (177, 64, 95, 130)."""
    return astronaut_pixels()


@pytest.fixture(scope="session")
def hopper():
    """Grace Hopper, US Navy, 512 x 600; her face is at about (150, 60, 240, 290)."""
    with get_sample_data("grace_hopper.jpg") as file:
        return np.asarray(Image.open(file).convert("RGB"))


@pytest.fixture(scope="session")
def two_people(astronaut, hopper):
    """Both side by side on 1024 x 600 pixels: Collins at the left, Hopper at the right."""
    sheet = np.full((600, 1024, 3), 90, np.uint8)
    sheet[:512, :512] = astronaut
    sheet[:, 512:] = hopper
    return sheet


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    """Settings that touch neither the network nor the user's cache, and find YuNet where it lies ready."""
    given = os.environ.get("VONLINKS_MODELS")
    folders = [Path(given)] if given else []
    models = next((path for path in [*folders, SHARED / "models"] if (path / YUNET.file).is_file()), None)
    return FaceSettings(models=models, cache=tmp_path_factory.mktemp("cache"), offline=True)


@pytest.fixture(scope="session")
def yunet_settings(settings):
    """The same, where the YuNet file is there."""
    if settings.models is None:
        pytest.skip(f"{YUNET.file} is neither in $VONLINKS_MODELS nor in ../shared/models")
    return settings
