"""Any sequence of decisions about faces, captions and persons is taken back exactly."""

import shutil
import sqlite3
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from vonlinks.catalogue import Catalogue
from vonlinks.domain import Authority, CaptionReading, Mention
from vonlinks.errors import RequestError

EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}

_APART = {"decision", "undoing", "correction", "person_version", "person", "erasure"}
"""Tables of the history, which only grow; of `person` those who are present count."""

_NAMES = ["Anna Nord", "Anne Nord", "Ayla Yüksel", "Ayla Yueksel", "Anna Nord (Chor)", "Bert Süd"]
names = st.sampled_from(_NAMES)
photos = st.sampled_from(["one", "two", "three"])
numbers = st.integers(1, 2)


def _state(path: Path) -> dict[str, list[Any]]:
    """Every row of every table that follows from the history, without the rows' own numbers."""
    state = {}
    with sqlite3.connect(path) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if table in _APART or table.startswith(("photo_words", "sqlite_", "alembic")):
                continue
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
            wanted = ", ".join(f'"{name}"' for name in columns if name != "id" or table in {"photo", "face"})
            state[table] = database.execute(f"SELECT {wanted} FROM {table}").fetchall()  # noqa: S608 - our own tables
        state["person"] = database.execute("SELECT * FROM person WHERE present = 1").fetchall()
        state["photo_words"] = database.execute("SELECT * FROM photo_words").fetchall()
    return {table: sorted(rows, key=repr) for table, rows in state.items()}


class Editing(RuleBasedStateMachine):
    """An editor who does anything in any order."""

    empty: Path
    build: Any

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.path = Path(shutil.copy(self.empty, self.folder / "catalogue.db"))
        self.catalogue = Catalogue.open(self.path)
        self.before: list[dict[str, list[Any]]] = []
        for name, people in (("one", _NAMES[:2]), ("two", _NAMES[2:4]), ("three", ["Anna Nord", "Bert Süd"])):
            offers = [(place, person, 0.9, True) for place, person in enumerate(people)]
            self.catalogue.store(self.build.analysis(name, people=people), self.build.naming(*offers))

    def teardown(self) -> None:
        self.catalogue.close()
        shutil.rmtree(self.folder)

    def _do(self, act: Any, *arguments: Any, **more: Any) -> None:
        """Do one act; what it refuses must change nothing, and what it does is one batch."""
        before = _state(self.path)
        try:
            made = act(*arguments, **more, **EDITOR)
        except RequestError:
            made = ()
        if made and not (isinstance(made, tuple) and all(getattr(one, "outcome", "") == "unchanged" for one in made)):
            self.before.append(before)
        else:
            assert _state(self.path) == before

    @rule(photo=photos, number=numbers, person=names)
    def confirm(self, photo: str, number: int, person: str) -> None:
        id_ = self.build.id(photo)
        self._do(self.catalogue.confirm, id_, [(f"{id_}-{number}", person)])

    @rule(photo=photos, first=names, second=names)
    def confirm_both(self, photo: str, first: str, second: str) -> None:
        id_ = self.build.id(photo)
        self._do(self.catalogue.confirm, id_, [(f"{id_}-1", first), (f"{id_}-2", second)])

    @rule(chosen=st.lists(st.tuples(photos, numbers), max_size=4), person=names)
    def name_many(self, chosen: list[tuple[str, int]], person: str) -> None:
        faces = [f"{self.build.id(photo)}-{number}" for photo, number in chosen]
        self._do(lambda **editor: self.catalogue.face_groups.name(faces, person, **editor).decisions)

    @rule(photo=photos, number=numbers, person=names)
    def reject(self, photo: str, number: int, person: str) -> None:
        id_ = self.build.id(photo)
        self._do(self.catalogue.reject, id_, f"{id_}-{number}", person)

    @rule(photo=photos, person=names)
    def correct(self, photo: str, person: str) -> None:
        text = f"{person} (l.)"
        reading = CaptionReading(text, "de", (Mention(person, (0, len(person)), pictured=True),))
        id_ = self.build.id(photo)
        naming = self.build.naming(*self._offered(id_))
        self._do(self.catalogue.correct, id_, reading, naming, seen=None)

    def _offered(self, photo: str) -> list[tuple[int, str, float, bool]]:
        """The suggestions as they are stored: what an editor's caption changes in them is the workflows' to say."""
        query = """
            SELECT number - 1, person, probability, strong FROM suggestion JOIN face ON face.id = face_id
            WHERE photo_id = ? AND standing IN ('open', 'decided') ORDER BY number, probability DESC, suggestion.id
        """
        with sqlite3.connect(self.path) as database:
            rows = database.execute(query, [photo]).fetchall()
        return [(place, person, probability, bool(strong)) for place, person, probability, strong in rows]

    @rule(name=names, new=names, keep=st.booleans())
    def rename(self, name: str, new: str, *, keep: bool) -> None:
        self._do(self.catalogue.authorities.rename, name, new, keep=keep)

    @rule(name=names, into=names)
    def merge(self, name: str, into: str) -> None:
        self._do(self.catalogue.authorities.merge, name, into)

    @rule(name=names, chosen=st.lists(photos, min_size=1, max_size=2), new=st.none() | names)
    def split(self, name: str, chosen: list[str], new: str | None) -> None:
        def act(**editor: Any) -> Any:
            return self.catalogue.authorities.split(name, list(map(self.build.id, chosen)), new, **editor)[1]

        self._do(act)

    @rule(name=names, alias=names, notes=st.sampled_from(["", "Brille"]))
    def edit(self, name: str, alias: str, notes: str) -> None:
        self._do(self.catalogue.authorities.edit, name, Authority("", (alias,), (("Chor", 2020),), notes))

    @rule(listed=st.lists(st.tuples(names, names, st.sampled_from([None, "Q1", "Q2"])), min_size=1, max_size=3))
    def import_roster(self, listed: list[tuple[str, str, str | None]]) -> None:
        records = [Authority(name, (alias,), wikidata=wikidata) for name, alias, wikidata in listed]
        self._do(self.catalogue.authorities.add, records)

    @precondition(lambda self: self.before)
    @rule(n=st.integers(1, 3))
    def undo(self, n: int) -> None:
        n = min(n, len(self.before))
        self.catalogue.undo(n)
        wanted = self.before[-n]
        del self.before[-n:]
        assert _state(self.path) == wanted

    @rule()
    def rederive(self) -> None:
        before = _state(self.path)
        self.catalogue.rederive()
        assert _state(self.path) == before

    @invariant()
    def names_are_one_persons(self) -> None:
        with sqlite3.connect(self.path) as database:
            named = [name for (name,) in database.execute("SELECT name FROM person WHERE present = 1")]
            keys = [key for (key,) in database.execute("SELECT key FROM person WHERE present = 1")]
            aliases = [name for (name,) in database.execute("SELECT name FROM alias")]
        assert len({*named, *aliases}) == len(named) + len(aliases)
        assert len(set(keys)) == len(keys)


@pytest.fixture(scope="module")
def editing(fresh, build, tmp_path_factory):
    empty = fresh(tmp_path_factory.mktemp("empty"))
    return type("Editing", (Editing,), {"empty": empty, "build": build})


def test_undo_restores_the_state_exactly_after_any_sequence_of_decisions(editing) -> None:
    # A failure tells its steps; to shorten them would take minutes.
    phases = (Phase.explicit, Phase.reuse, Phase.generate)
    wanted = settings(max_examples=25, stateful_step_count=12, deadline=None, phases=phases)
    run_state_machine_as_test(editing, settings=wanted)
