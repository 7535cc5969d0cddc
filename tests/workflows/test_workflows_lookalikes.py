"""Copies of one picture are shown together; where one is mirrored, nothing that rests on left and right is strong."""

import sqlite3

import pytest
from PIL import Image, ImageOps

from vonlinks.workflows import Library
from vonlinks.workflows.forms import photo_form
from vonlinks.workflows.lookalikes import SWAPPED
from vonlinks.workflows.review import strong_names


@pytest.fixture
def folder(tmp_path, sample_photos):
    """The sample photo of two people with its caption beside it, in a folder of its own."""
    place = tmp_path / "photos"
    place.mkdir()
    with Image.open(sample_photos / "03-pressewand-paar.jpg") as image:
        image.convert("RGB").save(place / "original.jpg", quality=92)
    (place / "original.txt").write_text("Eileen Beispiel (l.) und Grace Muster (r.)", encoding="utf-8")
    return place


def copy(folder, name, change, caption=None):
    with Image.open(folder / "original.jpg") as image:
        change(image.convert("RGB")).save(folder / f"{name}.jpg", quality=80)
    if caption is not None:
        (folder / f"{name}.txt").write_text(caption, encoding="utf-8")


def shrunk(image):
    return image.resize((image.width // 3, image.height // 3))


def trimmed(image):
    return image.crop((image.width // 20, 0, image.width, image.height - image.height // 25))


def lookalikes(library, path):
    return [(one.path.name, one.mirrored) for one in library.photo(str(path)).lookalikes]


def strong(library, path):
    return sorted(name for _, name in strong_names(library.photo(str(path))))


@pytest.mark.parametrize("at_once", [True, False])
def test_copies_know_each_other_whichever_came_first(at_once, library, folder):
    if not at_once:
        library.ingest([folder])
    copy(folder, "cropped", trimmed)
    copy(folder, "small", shrunk)
    library.ingest([folder])
    names = {"cropped.jpg", "original.jpg", "small.jpg"}
    for name in names:
        assert set(lookalikes(library, folder / name)) == {(other, False) for other in names - {name}}
    form = photo_form(library.photo(str(folder / "small.jpg")))["lookalikes"]
    assert {
        "id": library.photo(str(folder / "original.jpg")).id,
        "path": str(folder / "original.jpg"),
        "mirrored": False,
    } in form


def test_other_pictures_stay_alone(library, folder, sample_photos):
    library.ingest([folder, sample_photos / "05-triptychon.jpg"])
    assert lookalikes(library, folder / "original.jpg") == []


def test_a_mirrored_copy_with_the_same_caption_takes_the_strength_of_the_order(library, folder):
    library.ingest([folder])
    assert strong(library, folder / "original.jpg") == ["Eileen Beispiel", "Grace Muster"]
    copy(folder, "swapped", ImageOps.mirror, caption=(folder / "original.txt").read_text(encoding="utf-8"))
    library.ingest([folder])
    for name in ("original.jpg", "swapped.jpg"):
        assert lookalikes(library, folder / name) == [
            ("swapped.jpg" if name == "original.jpg" else "original.jpg", True)
        ]
        assert strong(library, folder / name) == []
        told = [
            e.sentence for face in library.photo(str(folder / name)).faces for o in face.suggestions for e in o.evidence
        ]
        assert SWAPPED in told


def test_confirmed_faces_make_the_mirrored_copy_certain_again(library, folder):
    library.ingest([folder])
    library.confirm(str(folder / "original.jpg"), everything=True)
    copy(folder, "swapped", ImageOps.mirror, caption=(folder / "original.txt").read_text(encoding="utf-8"))
    library.ingest([folder])
    record = library.photo(str(folder / "swapped.jpg"))
    best = [face.suggestions[0].person for face in record.faces if face.suggestions]
    assert "Eileen Beispiel" not in best[:1]  # she stands at the right of the mirrored picture


@pytest.mark.parametrize("caption", [None, "Ein Empfang im Rathaus von Musterstadt."])
def test_a_mirrored_copy_with_another_caption_leaves_the_original_s_order_alone(caption, library, folder):
    copy(folder, "swapped", ImageOps.mirror, caption)
    library.ingest([folder])
    assert lookalikes(library, folder / "original.jpg") == [("swapped.jpg", True)]
    assert strong(library, folder / "original.jpg") == ["Eileen Beispiel", "Grace Muster"]


def test_a_photo_whose_picture_changed_leaves_its_group(library, folder, sample_photos):
    copy(folder, "small", shrunk)
    library.ingest([folder])
    with Image.open(sample_photos / "05-triptychon.jpg") as image:
        image.convert("RGB").save(folder / "small.jpg", quality=80)
    library.ingest([folder])
    assert lookalikes(library, folder / "original.jpg") == []
    assert lookalikes(library, folder / "small.jpg") == []


def test_photos_from_before_there_were_looks_are_brought_up_to_date(library, folder):
    copy(folder, "small", shrunk)
    library.ingest([folder])
    with sqlite3.connect(library.folder / "catalogue.sqlite") as database:
        database.execute("DELETE FROM look_piece")
        database.execute("DELETE FROM look")
    assert lookalikes(library, folder / "original.jpg") == []
    library.ingest([folder])
    assert lookalikes(library, folder / "original.jpg") == [("small.jpg", False)]


def test_two_libraries_agree_whatever_the_order(tmp_path, folder):
    copy(folder, "cropped", trimmed)
    copy(folder, "swapped", ImageOps.mirror)
    found = []
    for number, order in enumerate([("original", "cropped", "swapped"), ("swapped", "cropped", "original")]):
        with Library.open(tmp_path / f"library-{number}") as library:
            for name in order:
                library.ingest([folder / f"{name}.jpg"])
            found.append({name: sorted(lookalikes(library, folder / f"{name}.jpg")) for name in order})
    assert found[0] == found[1]
    assert found[0]["cropped"] == [("original.jpg", False), ("swapped.jpg", True)]
