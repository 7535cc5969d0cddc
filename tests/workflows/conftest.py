"""Small libraries to work on."""

import shutil
from pathlib import Path

import pytest

from vonlinks.workflows import Library

FEW = 5


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture(scope="session")
def few_photos(tmp_path_factory, sample_photos) -> Path:
    """The first few sample photos that have their caption in themselves, in a folder of their own."""
    folder = tmp_path_factory.mktemp("few")
    for photo in sorted(sample_photos.glob("*.jpg"))[:FEW]:
        shutil.copy(photo, folder)
    return folder
