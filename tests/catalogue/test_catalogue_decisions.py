"""Confirm, reject, undo: what editors decide stands, once and for good."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.catalogue import Catalogue
from vonlinks.domain import Authority, PhotoRecord
from vonlinks.errors import ConflictError, NotFoundError, RequestError

HISTORY = {"decision", "undoing", "person", "person_version"}
EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}


@pytest.fixture
def pair(fill: Callable[..., str]) -> str:
    """Two faces, each with a suggestion, and a second one for the first."""
    return fill(
        "pair",
        people=["Anna Nord", "Bert Süd"],
        suggestions=[(0, "Anna Nord", 0.9, True), (0, "Bert Süd", 0.2, False), (1, "Bert Süd", 0.6, False)],
    )


def _names(photo: PhotoRecord) -> list[str | None]:
    return [face.person for face in photo.faces]


def _offered(photo: PhotoRecord) -> list[list[str]]:
    return [[offered.person for offered in face.suggestions] for face in photo.faces]


def _state(path: Path) -> dict[str, list[Any]]:
    """Every row of every table but the history and the full text, without the rows' own numbers."""
    state = {}
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table in HISTORY or table.startswith(("photo_words", "sqlite_", "alembic")):
                continue
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            wanted = ", ".join(name for name in columns if name != "id" or table in {"photo", "face"})
            state[table] = sorted(database.execute(f"SELECT {wanted} FROM {table}").fetchall(), key=repr)  # noqa: S608 - our own tables
    return state


def test_a_confirmed_name_stands_and_its_other_suggestion_is_taken(catalogue, pair, at) -> None:
    made = catalogue.confirm(pair, [(f"{pair}-2", "Bert Süd")], who="Editor", at=at)
    photo = catalogue.photo(pair)
    assert _names(photo) == [None, "Bert Süd"]
    assert _offered(photo) == [["Anna Nord"], ["Bert Süd"]]
    assert photo.status == "pending"
    assert [(d.kind, d.photo, d.face, d.person, d.who, d.at, d.undone) for d in made] == [
        ("confirm", pair, f"{pair}-2", "Bert Süd", "Editor", at, False)
    ]


def test_a_photo_is_confirmed_when_no_suggestion_waits(catalogue, pair) -> None:
    catalogue.confirm(pair, [(f"{pair}-1", "Anna Nord"), (f"{pair}-2", "Bert Süd")], **EDITOR)
    assert catalogue.photo(pair).status == "confirmed"
    assert catalogue.review_queue() == []


def test_confirming_the_same_again_does_nothing(catalogue, pair) -> None:
    assert len(catalogue.confirm(pair, [(f"{pair}-1", "Anna Nord")], **EDITOR)) == 1
    assert catalogue.confirm(pair, [(f"{pair}-1", "Anna Nord")], **EDITOR) == ()
    assert len(catalogue.history()) == 1


def test_another_name_replaces_the_first_and_undo_brings_it_back(catalogue, pair) -> None:
    catalogue.confirm(pair, [(f"{pair}-1", "Anna Nord")], **EDITOR)
    catalogue.confirm(pair, [(f"{pair}-1", "Anna West")], **EDITOR)
    assert _names(catalogue.photo(pair)) == ["Anna West", None]
    assert catalogue.photo(pair).unplaced == ("Anna Nord",)
    catalogue.undo()
    assert _names(catalogue.photo(pair)) == ["Anna Nord", None]
    assert catalogue.photo(pair).unplaced == ()


def test_names_are_swapped_in_one_act(catalogue, pair) -> None:
    catalogue.confirm(pair, [(f"{pair}-1", "Anna Nord"), (f"{pair}-2", "Bert Süd")], **EDITOR)
    catalogue.confirm(pair, [(f"{pair}-1", "Bert Süd"), (f"{pair}-2", "Anna Nord")], **EDITOR)
    assert _names(catalogue.photo(pair)) == ["Bert Süd", "Anna Nord"]


def test_a_person_has_one_face_in_a_photo_in_any_spelling(catalogue, pair) -> None:
    catalogue.confirm(pair, [(f"{pair}-2", "Bert Süd")], **EDITOR)
    for spelling in ("Bert Süd", "Bert Sued"):
        with pytest.raises(ConflictError, match=f"{spelling} cannot be both face {pair}-2 and face {pair}-1"):
            catalogue.confirm(pair, [(f"{pair}-1", spelling)], **EDITOR)
    with pytest.raises(ConflictError, match="cannot be both"):
        catalogue.confirm(pair, [(f"{pair}-1", "Cleo Ost"), (f"{pair}-2", "Cleo Ost")], **EDITOR)
    with pytest.raises(ConflictError, match="cannot be two people"):
        catalogue.confirm(pair, [(f"{pair}-1", "Cleo Ost"), (f"{pair}-1", "Dora Ost")], **EDITOR)
    assert len(catalogue.history()) == 1
    assert catalogue.known_names() == ["Bert Süd"]


def test_what_is_not_there_cannot_be_decided(catalogue, pair) -> None:
    with pytest.raises(NotFoundError, match="no photo 0000"):
        catalogue.confirm("0000", [], **EDITOR)
    with pytest.raises(NotFoundError, match=f"photo {pair} has no face {pair}-3"):
        catalogue.confirm(pair, [(f"{pair}-3", "Anna Nord")], **EDITOR)
    with pytest.raises(NotFoundError, match="has no face x"):
        catalogue.reject(pair, "x", "Anna Nord", **EDITOR)
    with pytest.raises(RequestError, match="is no name"):
        catalogue.confirm(pair, [(f"{pair}-1", " ! ")], **EDITOR)
    for n in (0, -1, 1001, 10**30):
        with pytest.raises(RequestError, match="give a number from 1 to 1000"):
            catalogue.undo(n)
    with pytest.raises(NotFoundError):
        catalogue.history("0000")
    assert catalogue.undo() == ()


def test_a_name_is_matched_exactly_or_by_alias_and_its_spelling_kept(catalogue, pair, fill) -> None:
    catalogue.confirm(pair, [(f"{pair}-1", "  Anna   Nord ")], **EDITOR)
    catalogue.authorities.edit("Anna Nord", Authority("", ("A. Nord",)), **EDITOR)
    other = fill("other", faces=1)
    (made,) = catalogue.confirm(other, [(f"{other}-1", "A. Nord")], **EDITOR)
    assert made.person == "Anna Nord"
    assert catalogue.known_names() == ["A. Nord", "Anna Nord"]
    with pytest.raises(NotFoundError):
        catalogue.authorities.edit("Nobody", Authority("", ("N.",)), **EDITOR)
    catalogue.confirm(pair, [(f"{pair}-2", "Bert Süd")], **EDITOR)
    with pytest.raises(ConflictError, match="is the name of Bert Süd already"):
        catalogue.authorities.edit("Anna Nord", Authority("", ("Bert Süd",)), **EDITOR)


def test_an_alias_finds_the_photos_that_were_there_before_it(catalogue, fill) -> None:
    photo = fill("old", faces=1, people=["Anna Nordmann"])
    other = fill("new", faces=1)
    catalogue.confirm(other, [(f"{other}-1", "Anna Nord")], **EDITOR)
    catalogue.authorities.edit("Anna Nord", Authority("", ("Anna Nordmann",)), **EDITOR)
    person = catalogue.person("Anna Nordmann")
    assert (person.name, person.confirmed, person.named) == ("Anna Nord", 1, 1)
    assert set(catalogue.find("person:Nordmann").photos) == {photo, other}


def test_a_rejected_name_vanishes_for_good_in_every_spelling(catalogue, pair, build) -> None:
    catalogue.reject(pair, f"{pair}-1", "Anna Nord", **EDITOR)
    assert _offered(catalogue.photo(pair)) == [["Bert Süd"], ["Bert Süd"]]
    assert catalogue.photo(pair).faces[0].rejected == ("Anna Nord",)
    assert catalogue.photo(pair).unplaced == ("Anna Nord",)
    catalogue.store_naming(pair, build.naming((0, "Anna Nord", 0.99, True), (0, "ANNA NORD", 0.98, False)))
    assert _offered(catalogue.photo(pair)) == [[], []]
    assert catalogue.find("suggested:Nord").total == 0
    assert catalogue.reject(pair, f"{pair}-1", "Anna Nord", **EDITOR) == ()


def test_rejecting_a_confirmed_name_takes_it_away_and_confirming_a_rejected_one_gives_it(catalogue, pair) -> None:
    catalogue.confirm(pair, [(f"{pair}-1", "Anna Nord")], **EDITOR)
    catalogue.reject(pair, f"{pair}-1", "Anna Nord", **EDITOR)
    photo = catalogue.photo(pair)
    assert (photo.faces[0].person, photo.faces[0].rejected) == (None, ("Anna Nord",))
    catalogue.confirm(pair, [(f"{pair}-1", "Anna Nord")], **EDITOR)
    photo = catalogue.photo(pair)
    assert (photo.faces[0].person, photo.faces[0].rejected) == ("Anna Nord", ())


def test_undo_takes_back_whole_acts_newest_first_across_photos(catalogue, pair, fill, at) -> None:
    other = fill("other", faces=1)
    catalogue.confirm(pair, [(f"{pair}-1", "Anna Nord"), (f"{pair}-2", "Bert Süd")], **EDITOR)
    catalogue.confirm(other, [(f"{other}-1", "Cleo Ost")], **EDITOR)
    catalogue.reject(pair, f"{pair}-1", "Cleo Ost", **EDITOR)
    assert [d.person for d in catalogue.undo(2, who="Chief", at=at)] == ["Cleo Ost", "Cleo Ost"]
    assert _names(catalogue.photo(other)) == [None]
    assert [d.person for d in catalogue.undo(5)] == ["Bert Süd", "Anna Nord"]
    assert catalogue.undo() == ()
    assert [(d.person, d.undone) for d in catalogue.history(pair)] == [
        ("Cleo Ost", True),
        ("Bert Süd", True),
        ("Anna Nord", True),
    ]
    assert len(catalogue.history()) == 4
    assert [(d.photo, d.person) for d in catalogue.history(limit=2)] == [(pair, "Cleo Ost"), (other, "Cleo Ost")]


def test_a_conflict_is_over_once_an_editor_decided(catalogue, fill) -> None:
    photo = fill("odd", faces=1, people=["Anna Nord", "Bert Süd"], naming={"status": "conflict", "conflicts": ["odd"]})
    assert (catalogue.photo(photo).status, catalogue.photo(photo).conflicts) == ("conflict", ("odd",))
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    assert catalogue.photo(photo).status == "confirmed"
    catalogue.undo()
    assert catalogue.photo(photo).status == "conflict"


# Any history

_PEOPLE = ["Anna Nord", "Bert Süd", "Bert Sued", "Cleo Ost"]
_ACT = st.one_of(
    st.tuples(st.just("confirm"), st.integers(1, 3), st.sampled_from(_PEOPLE)),
    st.tuples(st.just("reject"), st.integers(1, 3), st.sampled_from(_PEOPLE)),
    st.tuples(st.just("undo"), st.integers(1, 2), st.just("")),
)


def _do(catalogue: Catalogue, photo: str, kind: str, number: int, person: str) -> int:
    """Do one act; returns how many batches it added."""
    if kind == "undo":
        catalogue.undo(number)
        return 0
    try:
        if kind == "confirm":
            return len(catalogue.confirm(photo, [(f"{photo}-{number}", person)], **EDITOR))
        return len(catalogue.reject(photo, f"{photo}-{number}", person, **EDITOR))
    except ConflictError:
        return 0


@given(before=st.lists(_ACT, max_size=4), after=st.lists(_ACT.filter(lambda act: act[0] != "undo"), max_size=5))
@settings(max_examples=40, deadline=None)
def test_undo_restores_any_state_exactly_and_the_history_alone_tells_it(
    tmp_path_factory, fresh, build, before, after
) -> None:
    path = fresh(tmp_path_factory.mktemp("any"))
    with Catalogue.open(path) as catalogue:
        naming = build.naming((0, "Anna Nord", 0.9, True), (1, "Bert Süd", 0.8, True), (2, "Cleo Ost", 0.3, False))
        catalogue.store(build.analysis("any", faces=3, people=["Anna Nord", "Bert Süd"]), naming)
        photo = build.id("any")
        for act in before:
            _do(catalogue, photo, *act)
        then = _state(path)
        added = sum(_do(catalogue, photo, *act) for act in after)
        now = _state(path)
        catalogue.rederive()
        assert _state(path) == now
        names = [name for name in _names(catalogue.photo(photo)) if name]
        assert len({name.replace("ue", "ü") for name in names}) == len(names)
        if added:
            catalogue.undo(added)
        assert _state(path) == then


# Two editors

WORKERS = 8


def test_of_many_editors_at_once_one_gives_a_name_to_a_face(catalogue, fill) -> None:
    photo = fill("crowd", faces=WORKERS)
    ready = Barrier(WORKERS)

    def give(number: int) -> int:
        ready.wait()
        try:
            return len(catalogue.confirm(photo, [(f"{photo}-{number}", "Anna Nord")], **EDITOR))
        except ConflictError:
            return 0

    with ThreadPoolExecutor(WORKERS) as editors:
        assert sum(editors.map(give, range(1, WORKERS + 1))) == 1
    assert _names(catalogue.photo(photo)).count("Anna Nord") == 1


def test_acts_of_many_editors_at_once_are_all_kept_each_in_its_own_batch(catalogue, fill) -> None:
    photo = fill("crowd", faces=WORKERS)
    ready = Barrier(WORKERS)

    def give(number: int) -> None:
        ready.wait()
        catalogue.confirm(photo, [(f"{photo}-{number}", f"Person {number}")], **EDITOR)

    with ThreadPoolExecutor(WORKERS) as editors:
        list(editors.map(give, range(1, WORKERS + 1)))
    assert sorted(d.batch for d in catalogue.history()) == list(range(1, WORKERS + 1))
    assert catalogue.counts().persons == WORKERS
