"""Corrected captions: they count before the file's, whatever is imported later, and can be taken back."""

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
from vonlinks.domain import CaptionReading, Credit, Mention, Sourced
from vonlinks.errors import ConflictError, NotFoundError

EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}
OLD, NEW = "Anna Nord im Rathaus", "Anna Süd im Theater. Foto: Cleo Ost"


def told(text: str, *names: str, **more: Any) -> CaptionReading:
    return CaptionReading(text, "de", tuple(Mention(name, (0, 1), pictured=True) for name in names), **more)


@pytest.fixture
def photo(fill: Callable[..., str]) -> str:
    """A photo of two faces whose caption names one person."""
    return fill("one", metadata={"caption": OLD}, people=["Anna Nord"], suggestions=[(0, "Anna Nord", 0.9, True)])


@pytest.fixture
def correct(catalogue: Catalogue, build) -> Callable[..., Any]:
    def do(photo: str, text: str, *names: str, suggestions: Any = (), seen: str | None = None, **more: Any) -> Any:
        naming = build.naming(*suggestions)
        return catalogue.correct(photo, told(text, *names, **more), naming, seen=seen, **EDITOR)

    return do


def test_a_corrected_caption_counts_everywhere_and_the_file_s_is_kept(catalogue, photo, correct) -> None:
    credit = Credit((0, 1), photographer="Cleo Ost")
    made = correct(photo, NEW, "Anna Süd", credit=credit, date="2017-01-18", suggestions=[(0, "Anna Süd", 0.8, False)])
    assert [(d.kind, d.photo, d.face, d.person, d.caption, d.who) for d in made] == [
        ("caption", photo, None, None, NEW, "Editor")
    ]
    record = catalogue.photo(photo)
    assert (record.metadata.caption, record.file_caption) == (NEW, OLD)
    assert record.metadata.sources[0] == Sourced("caption", "editor", NEW)
    assert record.correction == made[0]
    assert record.reading is not None
    assert [mention.name for mention in record.reading.people] == ["Anna Süd"]
    assert [offer.person for offer in record.faces[0].suggestions] == ["Anna Süd"]
    found = {query: catalogue.find(query).total for query in ("Theater", "Rathaus", "named:Süd", "named:Nord")}
    assert found == {"Theater": 1, "Rathaus": 0, "named:Süd": 1, "named:Nord": 0}
    assert [catalogue.find(query).total for query in ("byline:Ost", "date:2017-01", "copyright:none")] == [1, 1, 1]


def test_undo_brings_the_caption_before_back_one_act_at_a_time(catalogue, photo, correct) -> None:
    before = catalogue.photo(photo)
    first = correct(photo, "Anna Süd", "Anna Süd")
    correct(photo, "Anna West", "Anna West")
    assert [d.caption for d in catalogue.undo()] == ["Anna West"]
    assert catalogue.photo(photo).correction == first[0]
    assert catalogue.photo(photo).metadata.caption == "Anna Süd"
    catalogue.undo()
    after = catalogue.photo(photo)
    assert (after.metadata, after.reading, after.correction) == (before.metadata, before.reading, None)
    assert catalogue.find("Rathaus").photos == (photo,)
    assert catalogue.undo() == ()


def test_acts_on_faces_and_captions_are_one_line(catalogue, photo, correct) -> None:
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    correct(photo, NEW, "Anna Süd")
    catalogue.confirm(photo, [(f"{photo}-2", "Bert Süd")], **EDITOR)
    assert [entry.kind for entry in catalogue.history()] == ["confirm", "caption", "confirm"]
    assert [entry.kind for entry in catalogue.history(photo, limit=2)] == ["confirm", "caption"]
    assert len({entry.batch for entry in catalogue.history()}) == 3
    assert [(entry.kind, entry.person) for entry in catalogue.undo(2)] == [("confirm", "Bert Süd"), ("caption", None)]
    assert [entry.undone for entry in catalogue.history()] == [True, True, False]
    record = catalogue.photo(photo)
    assert (record.metadata.caption, record.faces[0].person, record.faces[1].person) == (OLD, "Anna Nord", None)


def test_decisions_about_faces_stand(catalogue, photo, correct) -> None:
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    catalogue.reject(photo, f"{photo}-2", "Bert Süd", **EDITOR)
    correct(photo, NEW, "Anna Süd", suggestions=[(0, "Anna Süd", 0.9, True), (1, "Bert Süd", 0.9, True)])
    record = catalogue.photo(photo)
    assert [face.person for face in record.faces] == ["Anna Nord", None]
    assert record.faces[1].suggestions == ()
    assert record.faces[1].rejected == ("Bert Süd",)


def test_an_import_never_overwrites_it(catalogue, photo, correct, build) -> None:
    correct(photo, NEW, "Anna Süd")
    changed = build.analysis("one", metadata={"caption": "Anna Ost im Zoo", "headline": "Neu"}, people=["Anna Ost"])
    assert catalogue.store(changed, build.naming()).outcome == "updated"
    record = catalogue.photo(photo)
    assert (record.metadata.caption, record.file_caption, record.metadata.headline) == (NEW, "Anna Ost im Zoo", "Neu")
    assert catalogue.find("Zoo").total == 0
    assert catalogue.find("Theater").total == 1
    catalogue.undo()
    assert catalogue.photo(photo).metadata.caption == "Anna Ost im Zoo"
    assert [catalogue.find(query).total for query in ("Zoo", "Theater", "named:Ost")] == [1, 0, 1]


def test_the_same_caption_again_appends_nothing(catalogue, photo, correct) -> None:
    assert correct(photo, OLD, "Anna Nord") == ()
    correct(photo, NEW)
    assert correct(photo, NEW) == ()
    assert len(catalogue.history()) == 1


def test_no_caption_at_all_can_be_what_an_editor_wants(catalogue, photo, correct, fill) -> None:
    correct(photo, "")
    record = catalogue.photo(photo)
    assert (record.metadata.caption, record.reading, record.file_caption) == (None, None, OLD)
    assert catalogue.find("Rathaus").total == 0
    bare = fill("bare")
    assert correct(bare, "", seen="") == ()
    correct(bare, NEW, "Anna Süd", seen="")
    assert catalogue.photo(bare).metadata.caption == NEW


def test_who_saw_another_caption_overwrites_nothing(catalogue, photo, correct) -> None:
    correct(photo, NEW, "Anna Süd", seen=OLD)
    with pytest.raises(ConflictError, match="the caption changed"):
        correct(photo, "Anna West", "Anna West", seen=OLD)
    assert catalogue.photo(photo).metadata.caption == NEW
    assert len(catalogue.history()) == 1
    with pytest.raises(NotFoundError, match="no photo 0000"):
        correct("0000", NEW)


def test_of_two_editors_at_once_one_is_told(catalogue, photo, build) -> None:
    both = Barrier(2)

    def save(text: str) -> str:
        both.wait()
        try:
            catalogue.correct(photo, told(text), build.naming(), seen=OLD, **EDITOR)
        except ConflictError:
            return "told"
        return text

    with ThreadPoolExecutor(2) as threads:
        outcomes = sorted(threads.map(save, ["Anna Ost", "Anna West"]))
    assert outcomes[1] == "told"
    assert catalogue.photo(photo).metadata.caption == outcomes[0]


_ACT = st.one_of(
    st.tuples(st.just("correct"), st.sampled_from(["", OLD, NEW, "Anna West"])),
    st.tuples(st.just("confirm"), st.sampled_from(["Anna Nord", "Anna Süd"])),
    st.tuples(st.just("import"), st.sampled_from([OLD, "Anna Ost im Zoo", None])),
    st.tuples(st.just("undo"), st.just("")),
)


@given(acts=st.lists(_ACT, max_size=8))
@settings(max_examples=25)
def test_any_history_leaves_the_last_standing_caption_and_nothing_to_rederive(
    fresh, build, tmp_path_factory, acts
) -> None:
    path = fresh(tmp_path_factory.mktemp("any"))
    with Catalogue.open(path) as catalogue:
        catalogue.store(build.analysis("one", metadata={"caption": OLD}), build.naming())
        photo, file, stack = build.id("one"), OLD, []
        for kind, what in acts:
            if kind == "correct" and catalogue.correct(photo, told(what), build.naming(), seen=None, **EDITOR):
                stack.append(what)
            elif kind == "confirm" and catalogue.confirm(photo, [(f"{photo}-1", what)], **EDITOR):
                stack.append(None)
            elif kind == "import":
                file = what
                catalogue.store(build.analysis("one", metadata={"caption": what}), build.naming())
            elif kind == "undo" and stack:
                stack.pop()
                catalogue.undo()
        captions = [entry for entry in stack if entry is not None]
        assert (catalogue.photo(photo).metadata.caption or None) == ((captions[-1] or None) if captions else file)
        assert catalogue.photo(photo).file_caption == file
        before = _dump(path)
        catalogue.rederive()
        assert _dump(path) == before


def _dump(path: Path) -> dict[str, list[Any]]:
    with sqlite3.connect(path) as database:
        return {
            table: sorted(database.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)  # noqa: S608 - our own
            for table, columns in (
                ("photo", "*"),
                ("content", "*"),
                ("photo_words", "*"),
                ("appearance", "name, kind, folded"),
            )
        }


def test_a_catalogue_of_before_is_brought_up_to_date_and_its_photos_stay(fresh, build, tmp_path) -> None:
    path = fresh(tmp_path)
    with Catalogue.open(path) as catalogue:
        catalogue.store(build.analysis("one", metadata={"caption": OLD}, people=["Anna Nord"]), build.naming())
        before = catalogue.photo(build.id("one"))
    with sqlite3.connect(path) as database:
        database.executescript(
            "DROP TABLE grouped; DROP TABLE look_piece; DROP TABLE look; DROP TABLE erasure; DROP TABLE person_version; "
            "ALTER TABLE face DROP COLUMN erased; ALTER TABLE face DROP COLUMN depicted; DROP INDEX ix_decision_person_id; DROP TABLE person; "
            "CREATE TABLE person (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, folded VARCHAR NOT NULL); "
            "DROP TABLE correction; ALTER TABLE content DROP COLUMN correction_id; UPDATE alembic_version SET version_num = '0001'"
        )
    with Catalogue.open(path) as catalogue:
        assert catalogue.photo(before.id) == before
        catalogue.correct(before.id, told(NEW), build.naming(), seen=OLD, **EDITOR)
        assert catalogue.photo(before.id).metadata.caption == NEW


def test_readings_that_earlier_versions_stored_are_still_read(catalogue, photo, path) -> None:
    before = catalogue.photo(photo)
    with sqlite3.connect(path) as database:
        database.execute(
            "UPDATE content SET reading = json_remove(reading, '$.date_span', '$.people[0].role_spans', '$.people[0].marker_span')"
        )
    assert catalogue.photo(photo) == before
