"""A library of the shape of vonlinks.workflows.Library, all in memory, with invented people."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from vonlinks.caption import read_caption
from vonlinks.catalogue.naming_groups import LeftOut, Named
from vonlinks.domain import (
    Authority,
    Box,
    CaptionReading,
    Credit,
    Decision,
    Evidence,
    Face,
    FaceGroup,
    FaceRecord,
    GroupedFace,
    Mention,
    OfferedName,
    PersonRecord,
    PhotoMetadata,
    PhotoRecord,
    SearchResult,
)
from vonlinks.errors import ConflictError, NotFoundError, QueryError
from vonlinks.web import create_app
from vonlinks.workflows.composing import STYLES, Composed, compose_photo

PENDING, CONFIRMED, CONFLICT, HOSTILE = (digit * 16 for digit in "abcd")
ATTACK = "<script>alert('x')</script> & <b>Anna</b>"


def reading(text: str, *names: str, unread: str = "", credit: str = "") -> CaptionReading:
    def span(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    return CaptionReading(
        text=text,
        language="de",
        people=tuple(Mention(name, span(name), pictured=True) for name in names),
        credit=Credit(span(credit), holder="Stadt Beispielhausen", year=2017) if credit else None,
        unread=(span(unread),) if unread else (),
    )


def face(photo: str, number: int, *, person: str | None = None, offers: Sequence[tuple[str, float]] = ()) -> FaceRecord:
    names = tuple(
        OfferedName(name, sure, sure >= 0.9, (Evidence("position", 3.0, f"caption: {number}. from the left"),))
        for name, sure in offers
    )
    box = Box(0.2 * number, 0.25, 0.1, 0.2)
    return FaceRecord(f"{photo}-{number}", Face(box, 1, number, 0.9, "drawn"), person, names)


def record(photo: str, faces: tuple[FaceRecord, ...], caption: CaptionReading | None, **rest) -> PhotoRecord:
    metadata = rest.pop("metadata", PhotoMetadata(caption=caption.text if caption else None, taken="2017-01-18T18:02"))
    return PhotoRecord(
        id=photo,
        path=Path(f"/pictures/{photo[:3]}.jpg"),
        sha256=photo * 4,
        width=1500,
        height=1000,
        metadata=metadata,
        reading=caption,
        faces=faces,
        unplaced=rest.pop("unplaced", ()),
        status=rest.pop("status", "pending"),
        conflicts=rest.pop("conflicts", ()),
    )


def sample_records() -> list[PhotoRecord]:
    pair = reading(
        "Anna Beispiel (l.) und Jörg Muster im Rathaus, tralala. © Stadt Beispielhausen, 2017",
        "Anna Beispiel",
        "Jörg Muster",
        unread="tralala",
        credit="© Stadt Beispielhausen, 2017",
    )
    hostile = reading(f"{ATTACK} mit Eva Probe", "Eva Probe")
    return [
        record(
            PENDING,
            (
                face(PENDING, 1, offers=[("Anna Beispiel", 0.97)]),
                face(PENDING, 2, offers=[("Jörg Muster", 0.95), ("Eva Probe", 0.02)]),
                face(PENDING, 3),
            ),
            pair,
        ),
        record(
            CONFIRMED,
            (face(CONFIRMED, 1, person="Eva Probe"),),
            None,
            status="confirmed",
            metadata=PhotoMetadata(headline="Ein Empfang", byline=("Max Knipser",), taken="2016-05"),
        ),
        record(
            CONFLICT,
            (face(CONFLICT, 1, offers=[("Jörg Muster", 0.6)]),),
            reading("Jörg Muster und Eva Probe", "Jörg Muster", "Eva Probe"),
            status="conflict",
            unplaced=("Eva Probe",),
            conflicts=("2 names, 1 face: a face may be missing.",),
        ),
        record(HOSTILE, (face(HOSTILE, 1),), hostile, metadata=PhotoMetadata(caption=hostile.text, headline=ATTACK)),
    ]


class FakeUnnamed:
    """One group: a face of each of two photos that wait."""

    def __init__(self, library: "FakeLibrary") -> None:
        self.library = library

    def page(self, limit: int | None = None, offset: int = 0) -> tuple[int, list[FaceGroup]]:
        if not self.library.records:
            return 0, []
        faces = (self.library.records[PENDING].faces[1], self.library.records[CONFLICT].faces[0])
        shown = (GroupedFace(one.id, one.id.split("-")[0], one.suggestions[0]) for one in faces if not one.person)
        return 1, [FaceGroup(5, tuple(shown))][offset:][:limit]

    def name_faces(self, faces: Sequence[str], person: str, *, who: str = "editor") -> Named:
        made: list[Decision] = []
        left: list[LeftOut] = []
        for face in faces:
            photo = face.split("-")[0]
            if any(one.person == person for one in self.library.photo(photo).faces):
                left.append(LeftOut(face, f"lies in a photo in which {person} has another face"))
            else:
                made += self.library.confirm(photo, face=face, person=person, who=who)
        return Named(person, tuple(made), tuple(left))


class FakePersons:
    """Keeps what it was asked; whoever has the same first letter may be the same person."""

    def __init__(self, library: "FakeLibrary") -> None:
        self.library = library
        self.done: list[tuple[object, ...]] = []

    def alike(self, people: Sequence[PersonRecord] | None = None) -> dict[str, tuple[str, ...]]:
        names = [one.name for one in people or self.library.people()]
        return {name: tuple(other for other in names if other != name and other[0] == name[0]) for name in names}

    def rename(self, name: str, new: str) -> tuple[Decision, ...]:
        self.library.person(name)
        self.library.called[name] = new
        return self._done("rename", name, new)

    def merge(self, name: str, into: str) -> tuple[Decision, ...]:
        self.library.person(name)
        if name == into:
            raise ConflictError(f"“{name}” and “{into}” are one person already: {name}")
        return self._done("merge", name, into)

    def edit(self, name: str, more: Authority, *, drop: Sequence[str] = ()) -> tuple[Decision, ...]:
        self.library.person(name)
        return self._done("edit", name, more, tuple(drop)) if more != Authority(name) or drop else ()

    def _done(self, kind, name: str, *more: object) -> tuple[Decision, ...]:
        self.done.append((kind, name, *more))
        return (Decision(1, 1, kind, None, None, name, "editor", datetime.now(UTC)),)


class FakeLibrary:
    """Keeps photos in a dictionary; knows two queries: `person:"…"` and plain words."""

    def __init__(self, folder: Path, records: list[PhotoRecord]) -> None:
        self.folder = folder
        self.records = {one.id: one for one in records}
        self.history: list[tuple[PhotoRecord, tuple[Decision, ...]]] = []
        self.picture = folder / "drawn.webp"
        self.asked: list[str] = []
        self.unnamed = FakeUnnamed(self)
        self.persons = FakePersons(self)
        self.called: dict[str, str] = {}
        Image.new("RGB", (150, 100), "gray").save(self.picture)

    def search(self, query: str = "", *, limit: int | None = 50, offset: int = 0) -> SearchResult:
        if query.startswith("("):
            raise QueryError("The bracket at 1 is never closed.", 0)
        name = query.removeprefix('person:"').removesuffix('"')
        found = [one.id for one in self.records.values() if not query or name in self._shown(one)]
        meaning = f"photos with {name}" if query else "all photos"
        return SearchResult(len(found), meaning, tuple(found[offset:][:limit]))

    def photos(self, ids: Sequence[str]) -> list[PhotoRecord]:
        return [self.records[one] for one in ids]

    def photo(self, id_or_path: str) -> PhotoRecord:
        self.asked.append(id_or_path)
        if id_or_path not in self.records:
            raise NotFoundError(f"There is no photo {id_or_path}.")
        return self.records[id_or_path]

    def review_queue(self, limit: int = 50) -> list[str]:
        return [one.id for one in self.records.values() if one.status in ("pending", "conflict")][:limit]

    def confirm(self, photo_id, *, face=None, person=None, everything=False, who="editor") -> tuple[Decision, ...]:
        chosen = {face: person} if face else {}
        if everything:
            offers = {one.id: one.suggestions for one in self.photo(photo_id).faces if one.person is None}
            chosen = {key: offer[0].person for key, offer in offers.items() if offer and offer[0].strong}
        return self._decide(photo_id, "confirm", chosen, who)

    def reject(self, photo_id, face: str, person: str, *, who="editor") -> tuple[Decision, ...]:
        return self._decide(photo_id, "reject", {face: person}, who)

    def read_caption(self, text: str, *, language: str = "auto") -> CaptionReading:
        return read_caption(text, language=language)

    def correct_caption(self, photo_id, caption: str, *, seen: str | None = None, who="editor") -> tuple[Decision, ...]:
        before = self.photo(photo_id)
        if seen is not None and seen != (before.metadata.caption or ""):
            raise ConflictError("the caption changed since you looked at it")
        if caption == (before.metadata.caption or ""):
            return ()
        made = Decision(
            1, len(self.history) + 1, "caption", photo_id, None, None, who, datetime.now(UTC), caption=caption
        )
        self.records[photo_id] = replace(
            before,
            metadata=replace(before.metadata, caption=caption or None),
            reading=read_caption(caption) if caption else None,
            correction=made,
            file_caption=before.metadata.caption,
        )
        self.history.append((before, (made,)))
        return (made,)

    def compositions(self, photo_id: str) -> tuple[Composed, ...]:
        record = self.photo(photo_id)
        if not any(face.person for face in record.faces):
            return ()
        return tuple(compose_photo(record, style=style) for style in STYLES)

    def undo(self, n: int = 1) -> tuple[Decision, ...]:
        undone: tuple[Decision, ...] = ()
        for before, made in reversed(self.history[-n:]):
            self.records[before.id] = before
            undone += made
        del self.history[-n:]
        return undone

    def people(self) -> list[PersonRecord]:
        shown = {name for one in self.records.values() for name in self._shown(one)}
        names = sorted(self.called.get(name, name) for name in shown)
        return [PersonRecord(name, named=1, roles=(("Ratsfrau", 2017),)) for name in names]

    def person(self, name: str) -> PersonRecord:
        found = next((one for one in self.people() if one.name == name), None)
        if found is None:
            raise NotFoundError(f"Nobody here is called {name}.")
        return found

    def counts(self) -> dict[str, int]:
        faces = [one for photo in self.records.values() for one in photo.faces]
        states = [one.status for one in self.records.values()]
        return {
            "photos": len(states),
            "faces": len(faces),
            "confirmed": states.count("confirmed"),
            "pending": states.count("pending"),
            "conflict": states.count("conflict"),
            "failed": len(self.failures()),
            "persons": len(self.people()),
        }

    def failures(self) -> list[tuple[Path, str]]:
        return [(Path("/pictures/empty.jpg"), "The file is empty.")] if self.records else []

    def thumbnail(self, photo_id: str) -> Path:
        self.photo(photo_id)
        return self.picture

    def preview(self, photo_id: str) -> Path:
        return self.thumbnail(photo_id)

    def face_crop(self, face_id: str) -> Path:
        return self.thumbnail(face_id.split("-", maxsplit=1)[0])

    def _decide(self, photo_id: str, kind, chosen: dict[str, str], who: str) -> tuple[Decision, ...]:
        before = self.photo(photo_id)
        if missing := chosen.keys() - {one.id for one in before.faces}:
            raise NotFoundError(f"There is no face {min(missing)}.")
        faces = []
        for one in before.faces:
            person = chosen.get(one.id)
            if person and kind == "confirm":
                faces.append(replace(one, person=person))
            elif person:
                faces.append(replace(one, suggestions=tuple(o for o in one.suggestions if o.person != person)))
            else:
                faces.append(one)
        status = "pending" if any(one.person is None and one.suggestions for one in faces) else "confirmed"
        self.records[photo_id] = replace(before, faces=tuple(faces), status=status)
        batch = len(self.history) + 1
        made = tuple(
            Decision(n, batch, kind, photo_id, key, person, who, datetime.now(UTC))
            for n, (key, person) in enumerate(chosen.items(), 1)
        )
        self.history.append((before, made))
        return made

    def _shown(self, one: PhotoRecord) -> set[str]:
        named = {mention.name for mention in one.reading.people} if one.reading else set()
        return named | {known.person for known in one.faces if known.person}


@pytest.fixture
def library(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(tmp_path, sample_records())


@pytest.fixture
def empty_library(tmp_path: Path) -> FakeLibrary:
    return FakeLibrary(tmp_path, [])


@pytest.fixture
def client(library: FakeLibrary) -> TestClient:
    return TestClient(create_app(library), base_url="http://127.0.0.1:8080")


@pytest.fixture
def page(client: TestClient):
    """The HTML of a page that must be there."""

    def read(address: str) -> str:
        answer = client.get(address)
        assert answer.status_code == 200, answer.text
        return answer.text

    return read


@pytest.fixture
def act(client: TestClient):
    """Send an act as the page's own scripts do."""

    def send(address: str, **asked):
        return client.post(address, json=asked, headers={"x-vonlinks": "1", "origin": "http://127.0.0.1:8080"})

    return send
