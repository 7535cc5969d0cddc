"""Correcting a caption: read anew, named anew, nothing decided is touched, nothing imported overwrites it."""

import shutil

import pytest

from vonlinks.errors import ConflictError, NotFoundError, RequestError
from vonlinks.workflows import Library, strong_names
from vonlinks.workflows.forms import decisions_form, photo_form


@pytest.fixture
def library(sample_library):
    return sample_library


@pytest.fixture
def pair(library):
    """A sample photo of two faces with two strong suggestions."""
    return next(r for r in library.export() if len(strong_names(r)) == 2 and len(r.faces) == 2)


def names(library, photo):
    return [
        face.person or next((offer.person for offer in face.suggestions), None) for face in library.photo(photo).faces
    ]


def test_the_new_caption_is_read_and_names_the_faces(library, pair):
    (made,) = library.correct_caption(
        pair.id, " Zita Zufall (l.) und Kuno Kühn (r.).  \r\nFoto: Eva Probe\n ", who="vera"
    )
    assert (made.kind, made.who, made.caption) == (
        "caption",
        "vera",
        "Zita Zufall (l.) und Kuno Kühn (r.).\nFoto: Eva Probe",
    )
    assert names(library, pair.id) == ["Zita Zufall", "Kuno Kühn"]
    form = photo_form(library.photo(pair.id))
    assert form["metadata"]["caption"] == made.caption
    assert [person["name"] for person in form["reading"]["people"]] == ["Zita Zufall", "Kuno Kühn"]
    assert form["copyright"]["photographer"] == "Eva Probe"
    assert library.search("Zufall").photos == (pair.id,)
    assert decisions_form((made,))["decisions"][0]["caption"] == made.caption


def test_what_was_decided_stands_and_anchors_the_rest(library, pair):
    library.confirm(pair.id, face=pair.faces[0].id, person="Kuno Kühn")
    library.correct_caption(pair.id, "Zita Zufall und Kuno Kühn")
    after = library.photo(pair.id)
    assert after.faces[0].person == "Kuno Kühn"
    assert [offer.person for offer in after.faces[1].suggestions][:1] in ([], ["Zita Zufall"])
    library.undo()
    assert library.photo(pair.id).faces[0].person == "Kuno Kühn"


def test_undo_restores_caption_reading_and_suggestions(library, pair):
    before = photo_form(pair)
    library.correct_caption(pair.id, "Zita Zufall (l.) und Kuno Kühn (r.)")
    (undone,) = library.undo()
    assert undone.kind == "caption"
    assert photo_form(library.photo(pair.id)) == before


def test_the_second_of_two_editors_is_told_and_nothing_is_lost(library, pair):
    seen = pair.metadata.caption
    library.correct_caption(pair.id, "Zita Zufall (l.)", seen=seen)
    with pytest.raises(ConflictError, match="changed since you looked"):
        library.correct_caption(pair.id, "Kuno Kühn (r.)", seen=seen)
    assert library.photo(pair.id).metadata.caption == "Zita Zufall (l.)"
    library.correct_caption(pair.id, "Kuno Kühn (r.)", seen="Zita Zufall (l.)")
    assert [entry.caption for entry in library.history(pair.id)] == ["Kuno Kühn (r.)", "Zita Zufall (l.)"]


def test_wrong_requests_are_sentences(library, pair):
    with pytest.raises(NotFoundError):
        library.correct_caption("ffffffffffffffff", "Zita Zufall")
    with pytest.raises(RequestError, match="at most 100,000 characters; this has 100,001"):
        library.correct_caption(pair.id, "x" * 100_001)
    assert library.history() == ()


def test_a_new_import_keeps_the_editor_s_caption_and_says_so_once(few_photos, tmp_path):
    library = Library.open(tmp_path / "library")
    folder = tmp_path / "photos"
    folder.mkdir()
    photo = shutil.copy(min(few_photos.iterdir()), folder / "photo.jpg")
    sheet = folder / "captions.csv"

    def caption(text):
        sheet.write_text(f"file,caption\nphoto.jpg,{text}\n", encoding="utf-8")
        return library.ingest([folder])

    caption("Vera Beispiel im Studio.")
    record = library.photo(str(photo))
    library.correct_caption(record.id, "Zita Zufall im Studio.", who="vera")
    report = caption("Vera Muster im Studio.")
    assert report.updated == 1
    assert [told for told in report.notices if told.startswith("photo")] == [
        "photo.jpg: its caption in the file changed; the corrected one (vera) stays."
    ]
    after = library.photo(record.id)
    assert (after.metadata.caption, after.file_caption) == ("Zita Zufall im Studio.", "Vera Muster im Studio.")
    assert names(library, record.id) == ["Zita Zufall"]
    again = library.ingest([folder])
    assert (again.updated, again.notices) == (0, [])
    library.undo()
    assert library.photo(record.id).metadata.caption == "Vera Muster im Studio."
    assert names(library, record.id) == ["Vera Muster"]
    library.close()


def test_known_people_are_read_as_names(library, pair):
    assert library.read_caption("Nachtwind Ebbe bei der Arbeit").people == ()
    library.confirm(pair.id, face=pair.faces[0].id, person="Nachtwind Ebbe")
    assert [one.name for one in library.read_caption("Nachtwind Ebbe bei der Arbeit").people] == ["Nachtwind Ebbe"]
    library.correct_caption(pair.id, "Nachtwind Ebbe bei der Arbeit")
    assert [one.name for one in library.photo(pair.id).reading.people] == ["Nachtwind Ebbe"]
