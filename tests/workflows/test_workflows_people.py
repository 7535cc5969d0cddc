"""Persons renamed, merged, split, imported and forgotten, and the suggestions that follow."""

import math

import pytest

from vonlinks.errors import ConflictError, NotFoundError, RequestError
from vonlinks.workflows import strong_names
from vonlinks.workflows.forms import persons_of, photo_form


@pytest.fixture
def library(sample_library):
    return sample_library


@pytest.fixture
def solo(library):
    """A photo of one face whose name is as good as certain."""
    return next(r for r in library.export() if len(r.faces) == 1 and len(strong_names(r)) == 1)


def state(library):
    return [photo_form(record) for record in library.export()], library.people(), library.known_names()


def test_a_renamed_person_is_suggested_under_the_new_name_where_the_caption_has_the_old(library, solo):
    ((face, name),) = strong_names(solo)
    library.confirm(solo.id, face=face, person=name)
    before = state(library)
    library.persons.rename(name, "Zita Neuname")
    assert library.photo(solo.id).faces[0].person == "Zita Neuname"
    library.undo()
    assert state(library) == before
    library.persons.rename(name, "Zita Neuname")
    offered = [f.person for r in library.export() for face in r.faces for f in face.suggestions if face.person is None]
    assert name not in offered


def test_a_caption_means_the_person_whose_alias_it_writes(library, solo):
    ((face, name),) = strong_names(solo)
    others = [r for r in library.export() if r.id != solo.id and len(r.faces) == 1]
    other = next(r for r in others if distance(library, r.faces[0].id, face) < 0.4)
    library.confirm(other.id, face=other.faces[0].id, person="Zita Neuname")
    library.persons.merge(name, "Zita Neuname")
    (offer,) = library.photo(solo.id).faces[0].suggestions
    assert offer.person == "Zita Neuname"
    assert library.person(name).name == "Zita Neuname"


@pytest.fixture
def namesakes(library, solo):
    """Two namesakes of the person in `solo`, whose faces are those of two others."""
    ((face, name),) = strong_names(solo)
    others = [r for r in library.export() if r.id != solo.id and r.faces]
    far = [(r, r.faces[0].id) for r in others if distance(library, r.faces[0].id, face) > 0.6][:2]
    for (record, other), addition in zip(far, ("Chor", "Rat"), strict=True):
        library.confirm(record.id, face=other, person=f"{name} ({addition})")
    return f"{name} (Chor)", f"{name} (Rat)"


def test_namesakes_whom_the_face_is_not_like_are_both_possible_and_nothing_is_certain(library, solo, namesakes):
    ((face, name),) = strong_names(solo)
    offers = library.suggest(solo.id).faces[0].suggestions
    assert not any(offer.strong for offer in offers)
    sentences = [reason.sentence for offer in offers for reason in offer.evidence]
    assert f"2 people are called {name}: {', '.join(namesakes)}" in sentences
    library.confirm(solo.id, face=face, person=namesakes[1])
    record = library.suggest(solo.id)
    assert (record.faces[0].person, record.unplaced) == (namesakes[1], ())


def test_a_face_that_is_like_one_of_two_namesakes_is_that_ones(library, solo, namesakes):
    ((face, _),) = strong_names(solo)
    library.persons.rename(namesakes[0], "Ganz Andere", keep=False)
    others = [r for r in library.export() if r.id != solo.id and len(r.faces) == 1]
    same = next(r for r in others if distance(library, r.faces[0].id, face) < 0.4)
    library.confirm(same.id, face=same.faces[0].id, person=namesakes[0])
    best = library.suggest(solo.id).faces[0].suggestions[0]
    assert (best.person, best.strong) == (namesakes[0], True)
    library.reject(solo.id, face, namesakes[0])
    offered = {offer.person for offer in library.photo(solo.id).faces[0].suggestions}
    assert namesakes[0] not in offered


def distance(library, one, other):
    vectors = [library._catalogue.embeddings(face.rpartition("-")[0])[face][0].vector for face in (one, other)]
    return math.dist(*vectors)


def test_a_roster_teaches_the_reader_names_and_a_second_time_changes_nothing(library, tmp_path):
    assert library.read_caption("Qwxowski").people == library.read_caption("Frlmpf").people == ()
    roster = tmp_path / "roster.csv"
    roster.write_text("name,aliases\nQwxowski,Frlmpf\n", encoding="utf-8")
    before = state(library)
    report = library.persons.import_file(roster)
    assert (report.added, report.changed, report.unchanged, report.bad) == (("Qwxowski",), (), 0, ())
    assert [person.name for person in library.read_caption("Qwxowski").people] == ["Qwxowski"]
    assert [person.name for person in library.read_caption("Frlmpf").people] == ["Frlmpf"]
    after = state(library)
    assert library.persons.import_file(roster).unchanged == 1
    assert state(library) == after
    library.undo()
    assert state(library) == before


def test_a_portrait_with_one_face_becomes_a_confirmed_example(library, sample_photos, tmp_path):
    records = list(library.export())
    one, pair = (next(r for r in records if len(r.faces) == count) for count in (1, 2))
    text = "no picture"
    (tmp_path / "text.jpg").write_text(text)
    roster = tmp_path / "roster.csv"
    lines = [f"Zita Probe;{one.path}", f"Kuno Paar;{pair.path}", "Ada Ohne;nichts.jpg", "Bert Text;text.jpg"]
    roster.write_text("name;portrait\n" + "\n".join(lines), encoding="utf-8")
    report = library.persons.import_file(roster)
    assert report.portraits == 1
    assert [bad.line for bad in report.bad] == [3, 4, 5]
    assert "shows 2 faces and not one" in report.bad[0].reason
    assert library.photo(one.id).faces[0].person == "Zita Probe"
    history = library.history()
    library.persons.import_file(roster)
    assert library.history() == history
    library.undo()
    assert library.photo(one.id).faces[0].person is None
    library.reject(one.id, one.faces[0].id, "Zita Probe")
    report = library.persons.import_file(roster)
    assert "an editor refused this name for the face of the portrait" in [bad.reason for bad in report.bad]
    assert library.photo(one.id).faces[0].person is None


def test_split_takes_beginnings_of_ids_and_paths(library):
    solos = [r for r in library.export() if len(r.faces) == 1][:3]
    for record in solos:
        library.confirm(record.id, face=record.faces[0].id, person="Peter Muster")
    taker, _ = library.persons.split("Peter Muster", [solos[0].id[:8], str(solos[1].path)])
    assert taker == "Peter Muster (2)"
    assert [library.photo(r.id).faces[0].person for r in solos] == ["Peter Muster (2)"] * 2 + ["Peter Muster"]
    with pytest.raises(NotFoundError):
        library.persons.split("Peter Muster", ["nowhere-1"])
    with pytest.raises(ConflictError, match="one person already"):
        library.persons.merge("Peter Muster", "Peter Muster")


def test_forgetting_asks_first_and_leaves_no_trace_in_suggestions(library, solo):
    ((face, _),) = strong_names(solo)
    library.confirm(solo.id, face=face, person="Zita Quarz")
    with pytest.raises(RequestError, match="cannot be undone"):
        library.persons.forget("Zita Quarz", sure=False)
    assert library.photo(solo.id).faces[0].person == "Zita Quarz"
    erased = library.persons.forget("Zita Quarz", sure=True)
    assert (erased.faces, erased.captions) == (1, 0)
    assert "Zita Quarz" not in str([photo_form(record) for record in library.export()])
    assert face not in library._catalogue.embeddings(solo.id)
    with pytest.raises(NotFoundError):
        library.person("Zita Quarz")


def test_what_tells_namesakes_apart_is_not_printed_and_nobody_is_told_twice(library, solo):
    ((face, name),) = strong_names(solo)
    library.confirm(solo.id, face=face, person=f"{name} (Chor)")
    assert persons_of(library.photo(solo.id)) == [f"{name} (Chor)"]
    text = library.compose(solo.id).text
    assert name in text
    assert "Chor" not in text
