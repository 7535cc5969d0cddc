"""Finding photos and knowing them by their bytes."""

import hashlib
import os
import shutil

import pytest

from vonlinks.errors import RequestError, UnreadablePhotoError
from vonlinks.metadata import file_sha256, find_photos, is_photo


@pytest.fixture
def folder(tmp_path):
    for name in (
        "b.JPG",
        "a.png",
        "notes.txt",
        ".hidden.jpg",
        "sub/c.heic",
        "sub/.dark/d.jpg",
        "sub/e.TIFF",
        "._b.JPG",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return tmp_path


def found(*paths):
    return [path.name for path in find_photos(paths)]


@pytest.mark.parametrize("ending", ["jpg", "jpeg", "jpe", "png", "tif", "tiff", "webp", "heic", "heif", "avif"])
def test_photos_are_known_by_their_ending(ending, tmp_path):
    assert is_photo(tmp_path / f"a.{ending}")
    assert is_photo(tmp_path / f"a.{ending.upper()}")
    assert not is_photo(tmp_path / f"{ending}")
    assert not is_photo(tmp_path / f"a.{ending}.xmp")


def test_a_folder_is_searched_sorted_and_without_what_is_hidden(folder):
    assert found(folder) == ["a.png", "b.JPG", "c.heic", "e.TIFF"]


def test_each_photo_comes_once(folder):
    assert found(folder / "sub", folder, folder / "b.JPG") == ["c.heic", "e.TIFF", "a.png", "b.JPG"]


def test_a_file_named_itself_is_always_yielded(folder):
    assert found(folder / "notes.txt", folder / ".hidden.jpg") == ["notes.txt", ".hidden.jpg"]


def test_links_in_a_circle_end(folder):
    (folder / "sub" / "again").symlink_to(folder, target_is_directory=True)
    (folder / "dangling.jpg").symlink_to(folder / "nowhere.jpg")
    assert found(folder) == ["a.png", "b.JPG", "c.heic", "e.TIFF"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_never_blocks_the_search(folder):
    os.mkfifo(folder / "pipe.jpg")
    assert "pipe.jpg" not in found(folder)
    with pytest.raises(RequestError, match="neither a file nor a folder"):
        find_photos([folder / "pipe.jpg"])


def test_a_missing_path_is_refused_before_the_first_photo(folder):
    with pytest.raises(RequestError) as caught:
        find_photos([folder, folder / "nowhere"])
    assert str(caught.value) == f"{folder / 'nowhere'}: there is no such file or folder"


@pytest.mark.skipif(os.mkdir not in os.supports_dir_fd, reason="this system cannot build so deep a folder")
def test_very_deep_folders_are_searched(tmp_path):
    deep = os.open(tmp_path, os.O_RDONLY)
    for _ in range(60):
        os.mkdir("d" * 20, dir_fd=deep)
        inner = os.open("d" * 20, os.O_RDONLY, dir_fd=deep)
        os.close(deep)
        deep = inner
    os.close(os.open("x.jpg", os.O_CREAT | os.O_WRONLY, dir_fd=deep))
    os.close(deep)
    assert found(tmp_path) == ["x.jpg"]
    shutil.rmtree(tmp_path / ("d" * 20))


def test_the_digest_is_that_of_the_bytes(photo):
    raw = bytes(range(256)) * 5000
    assert file_sha256(photo(raw)) == hashlib.sha256(raw).hexdigest()


def test_no_digest_of_what_cannot_be_read(tmp_path):
    with pytest.raises(UnreadablePhotoError):
        file_sha256(tmp_path / "nowhere.jpg")
