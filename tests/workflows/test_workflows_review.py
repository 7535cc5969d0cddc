"""Deciding, and what follows from it."""

import pytest

from vonlinks.errors import ConflictError, NotFoundError, RequestError
from vonlinks.workflows import strong_names
from vonlinks.workflows.forms import photo_form


@pytest.fixture
def library(sample_library):
    """All samples, nothing decided."""
    return sample_library


@pytest.fixture
def pair(library):
    """A sample photo of two faces with two strong suggestions."""
    return next(r for r in library.export() if len(strong_names(r)) == 2 and len(r.faces) == 2)


def state(library):
    return [photo_form(record) for record in library.export()]


def test_confirming_all_and_undoing_restores_the_state(library, pair):
    before = state(library)
    decided = library.confirm(pair.id, everything=True, who="vera")
    assert [(d.face, d.person) for d in decided] == strong_names(pair)
    assert {d.who for d in decided} == {"vera"}
    confirmed = library.photo(pair.id)
    assert [face.person for face in confirmed.faces] == [name for _, name in strong_names(pair)]
    assert confirmed.status == "confirmed"
    name = strong_names(pair)[0][1]
    assert pair.id in library.search(f'confirmed:"{name}"').photos
    library.undo()
    assert state(library) == before


def test_a_rejected_name_is_not_offered_again(library, pair):
    face, name = strong_names(pair)[0]
    library.reject(pair.id, face, name)
    after = next(f for f in library.photo(pair.id).faces if f.id == face)
    assert name not in [offer.person for offer in after.suggestions]
    library.undo()
    assert strong_names(library.photo(pair.id)) == strong_names(pair)


def test_one_person_is_confirmed_once_a_photo(library, pair):
    (first, name), (second, _) = strong_names(pair)
    library.confirm(pair.id, face=first, person=name)
    with pytest.raises(ConflictError, match=name):
        library.confirm(pair.id, face=second, person=name)


def test_wrong_requests_are_sentences(library, pair):
    with pytest.raises(NotFoundError, match="no face"):
        library.confirm(pair.id, face="nowhere-1", person="Vera Beispiel")
    with pytest.raises(NotFoundError):
        library.confirm("ffffffffffffffff", everything=True)
    with pytest.raises(RequestError, match="which face"):
        library.confirm(pair.id)
    with pytest.raises(RequestError):
        library.undo(0)


def test_confirmed_faces_name_a_photo_without_a_caption(library):
    for record in library.export():
        library.confirm(record.id, everything=True)
    bare = [r for r in library.export() if r.reading is None and r.faces]
    assert bare
    for record in bare:
        library.suggest(record.id)
    assert any(face.suggestions for r in bare for face in library.photo(r.id).faces)


def test_a_confirmation_is_evidence_in_other_photos_at_once(library):
    by_name = {}
    for record in library.export():
        for face, name in strong_names(record):
            by_name.setdefault(name, []).append((record.id, face))
    (first, face), (second, other) = next(places for places in by_name.values() if len(places) > 1)[:2]
    before = reasons(library, second, other)
    person = dict(strong_names(library.photo(first)))[face]
    library.confirm(first, face=face, person=person)
    after = reasons(library, second, other)
    assert "identity" not in {kind for kind, _ in before}
    assert "identity" in {kind for kind, _ in after}
    library.undo()
    assert reasons(library, second, other) == before


def reasons(library, photo, face):
    offers = next(one.suggestions for one in library.photo(photo).faces if one.id == face)
    return [(reason.kind, reason.sentence) for offer in offers for reason in offer.evidence]
