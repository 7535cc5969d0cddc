"""A small catalogue of invented people, and the means to build others."""

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from vonlinks.catalogue import Catalogue
from vonlinks.domain import (
    Analysis,
    Authority,
    Box,
    CaptionReading,
    Credit,
    Embedding,
    Evidence,
    Face,
    Mention,
    Naming,
    Original,
    PhotoMetadata,
    Suggestion,
)

HERE = Path(__file__).parent
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Builder:
    """Builds what is stored from the few words that a test is about."""

    def sha256(self, name: str) -> str:
        return hashlib.sha256(name.encode()).hexdigest()

    def id(self, name: str) -> str:
        return self.sha256(name)[:16]

    def face(self, rank: int, *, row: int = 1, x: float | None = None, model: str | None = "m1", **more: Any) -> Face:
        left = rank / 10 if x is None else x
        embedding = Embedding(model, (float(rank), 0.5)) if model else None
        return Face(Box(left, 0.1 * row, 0.08, 0.1), row, rank, 0.9, "made", embedding, **more)

    def analysis(self, name: str, *, faces: Any = 2, **told: Any) -> Analysis:
        """An analysis; `faces` is how many stand in a row, or the faces themselves."""
        metadata = PhotoMetadata(
            **{
                key: tuple(value) if isinstance(value, list) else value
                for key, value in told.get("metadata", {}).items()
            }
        )
        people = tuple(
            Mention(one, (0, 1)) if isinstance(one, str) else Mention(**{"span": (0, 1), **one})
            for one in told.get("people", ())
        )
        credit = Credit(span=(0, 1), **told["credit"]) if told.get("credit") else None
        reading = CaptionReading(metadata.caption or "", "de", people, credit, told.get("date"))
        made = tuple(self.face(rank) for rank in range(1, faces + 1)) if isinstance(faces, int) else tuple(faces)
        path = Path(told.get("path", f"/press/{name}.jpg"))
        original = Original(path, 1000, 1_700_000_000_000_000_000)
        has_caption = metadata.caption is not None or people
        return Analysis(original, self.sha256(name), 3000, 2000, metadata, reading if has_caption else None, made)

    def naming(self, *suggestions: Any, **more: Any) -> Naming:
        """A naming from (face, person, probability, strong) tuples."""
        made = tuple(
            Suggestion(face, person, probability, strong, (Evidence("position", 2.0, "caption: (l.)"),), mention=0)
            for face, person, probability, strong in suggestions
        )
        return Naming(made, **{key: tuple(v) if isinstance(v, list) else v for key, v in more.items()})


@pytest.fixture(scope="session")
def build() -> Builder:
    return Builder()


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Path]:
    """Puts an empty catalogue into a folder; a copy, because the migrations take most of a second."""
    made = tmp_path_factory.mktemp("fresh") / "catalogue.db"
    Catalogue.open(made).close()

    def put(folder: Path) -> Path:
        return Path(shutil.copy(made, folder))

    return put


@pytest.fixture
def path(fresh: Callable[[Path], Path], tmp_path: Path) -> Path:
    """The file of `catalogue`."""
    return fresh(tmp_path)


@pytest.fixture
def catalogue(path: Path) -> Iterator[Catalogue]:
    with Catalogue.open(path) as opened:
        yield opened


def _store(catalogue: Catalogue, build: Builder, told: dict[str, Any]) -> None:
    naming = build.naming(*told.get("suggestions", ()), **told.get("naming", {}))
    catalogue.store(build.analysis(**{key: value for key, value in told.items() if key != "naming"}), naming)
    photo = build.id(told["name"])
    for face, person in told.get("confirmed", ()):
        catalogue.confirm(photo, [(f"{photo}-{face}", person)], who="Editor", at=NOON)
    for face, person in told.get("rejected", ()):
        catalogue.reject(photo, f"{photo}-{face}", person, who="Editor", at=NOON)


@pytest.fixture(scope="session")
def rows() -> list[dict[str, Any]]:
    """What the sample catalogue is made from."""
    return [json.loads(line) for line in (HERE / "photos.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def sample(rows: list[dict[str, Any]], build: Builder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """The photos of photos.jsonl; to be read only."""
    with Catalogue.open(tmp_path_factory.mktemp("sample") / "catalogue.db") as opened:
        for told in rows:
            _store(opened, build, told)
        opened.authorities.edit("Susanne Köllner", Authority("", ("Sanne Köllner-Vogt",)), who="Editor", at=NOON)
        yield opened


@pytest.fixture
def at() -> datetime:
    return NOON


@pytest.fixture
def fill(catalogue: Catalogue, build: Builder) -> Callable[..., str]:
    """Store one photo in the empty catalogue; returns its id."""

    def store(name: str, *, suggestions: Any = (), naming: Any = None, **told: Any) -> str:
        catalogue.store(build.analysis(name, **told), build.naming(*suggestions, **(naming or {})))
        return build.id(name)

    return store
