"""A second run looks at nothing twice, and overlooks nothing: each kind of change in a folder of plain photos."""

import shutil

import pytest
from PIL import Image

CAPTION = "Eileen Beispiel (l.) und Grace Muster (r.)"


@pytest.fixture
def folder(tmp_path, sample_photos):
    """Two photos without any captions, and nothing else, below a folder with nothing in it."""
    place = tmp_path / "Rat-Dateien"
    place.mkdir()
    for name in ("03-pressewand-paar.jpg", "05-triptychon.jpg"):
        with Image.open(sample_photos / name) as image:
            image.convert("RGB").reduce(2).save(place / name, quality=85)
    return place


def add_sheet(folder, _):
    (folder / "captions.csv").write_text(f'file,caption\n03-pressewand-paar.jpg,"{CAPTION}"\n', encoding="utf-8")


def add_sidecar(folder, _):
    (folder / "03-pressewand-paar.txt").write_text(CAPTION, encoding="utf-8")


def add_page_around(folder, _):
    page = f'<figure><img src="Rat-Dateien/03-pressewand-paar.jpg"><figcaption>{CAPTION}</figcaption></figure>'
    (folder.parent / "Rat.html").write_text(f"<html><body>{page}</body></html>", encoding="utf-8")


def change_the_picture(folder, sample_photos):
    shutil.copy(sample_photos / "04-split-screen.jpg", folder / "03-pressewand-paar.jpg")


@pytest.mark.parametrize("change", [add_sheet, add_sidecar, add_page_around])
def test_what_is_added_beside_unchanged_photos_is_seen(change, library, folder, sample_photos):
    library.ingest([folder])
    again = library.ingest([folder])
    assert (again.unchanged, again.updated) == (2, 0)
    change(folder, sample_photos)
    third = library.ingest([folder])
    assert (third.unchanged, third.updated) == (1, 1)
    assert library.photo(str(folder / "03-pressewand-paar.jpg")).metadata.caption == CAPTION


def test_changed_new_and_vanished_files_are_seen(library, folder, sample_photos):
    library.ingest([folder])
    change_the_picture(folder, sample_photos)
    shutil.copy(sample_photos / "06-stage.jpg", folder)
    (folder / "05-triptychon.jpg").unlink()
    report = library.ingest([folder])
    assert (report.unchanged, report.imported, report.failed) == (0, 2, [])


def test_files_set_aside_are_told_again(library, folder):
    (folder / "empty.jpg").touch()
    for _ in range(2):
        report = library.ingest([folder])
        assert [(path.name, reason) for path, reason in report.failed] == [("empty.jpg", "the file is empty")]
    assert report.unchanged == 2


def test_progress_reaches_the_end(library, folder):
    for _ in range(2):
        told = []
        library.ingest([folder], on_progress=told.append)
        assert (told[-1].done, told[-1].total) == (2, 2)
        assert [one.done for one in told] == sorted({one.done for one in told})
