"""Names suggested anew, decisions untouched."""

import pytest

from vonlinks.errors import QueryError
from vonlinks.workflows import strong_names
from vonlinks.workflows.forms import photo_form, suggest_form


@pytest.fixture
def library(sample_library):
    return sample_library


def decisions(library):
    return library.history(), [[(f.id, f.person, f.rejected) for f in r.faces] for r in library.export()]


def test_where_nothing_changed_nothing_changes(library):
    before = [photo_form(record) for record in library.export()]
    told = []
    report = library.suggest_anew(on_progress=lambda done, total: told.append((done, total)))
    assert (report.photos, report.changed) == (len(before), ())
    assert [photo_form(record) for record in library.export()] == before
    assert told == [(done, len(before)) for done in range(1, len(before) + 1)]


def test_confirmed_faces_name_others_and_what_changed_is_told(library):
    for record in library.export():
        library.confirm(record.id, everything=True)
    decided = decisions(library)
    report = library.suggest_anew("is:unconfirmed")
    assert decisions(library) == decided
    assert report.changed
    for change in report.changed:
        assert library.photo(change.after.id).faces == change.after.faces
    form = suggest_form(report)
    assert [one["id"] for one in form["changed"]] == [change.after.id for change in report.changed]
    assert library.suggest_anew("is:unconfirmed").changed == ()


def test_a_caption_is_read_anew_with_the_names_that_are_known_now(library):
    solo = next(r for r in library.export() if len(r.faces) == 1)
    library.correct_caption(solo.id, "Qwxowski")
    assert library.photo(solo.id).reading.people == ()
    other = next(r for r in library.export() if r.id != solo.id and len(r.faces) == 1)
    library.confirm(other.id, face=other.faces[0].id, person="Qwxowski")
    (change,) = [c for c in library.suggest_anew().changed if c.after.id == solo.id]
    assert change.reading
    assert [mention.name for mention in change.after.reading.people] == ["Qwxowski"]
    assert change.after.correction is not None


def test_only_what_the_query_finds_is_looked_at(library):
    name = next(names[0][1] for r in library.export() if (names := strong_names(r)))
    assert library.suggest_anew(f'person:"{name}"').photos == library.search(f'person:"{name}"', limit=0).total
    with pytest.raises(QueryError):
        library.suggest_anew("date:never")
