"""Whom a face is like, always as the last decision left it."""

import math
from datetime import UTC, datetime
from pathlib import Path

import pytest

from vonlinks.catalogue import Catalogue
from vonlinks.domain import Analysis, Box, Embedding, Face, Naming, Original, PhotoMetadata
from vonlinks.workflows.gallery import Gallery

EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}


@pytest.fixture
def catalogue(tmp_path):
    with Catalogue.open(tmp_path / "catalogue.db") as opened:
        yield opened


@pytest.fixture
def add(catalogue):
    """Store a photo of one face with this vector; returns photo and face."""

    def store(name, *vector, model="m"):
        face = Face(Box(0.1, 0.1, 0.1, 0.1), 1, 1, 0.9, "made", Embedding(model, vector))
        original = Original(Path(f"/press/{name}.jpg"), 1, 1)
        sha256 = name.encode().hex().ljust(64, "0")
        catalogue.store(Analysis(original, sha256, 100, 100, PhotoMetadata(), None, (face,)), Naming())
        photo = catalogue.photo_of(sha256)
        return photo, f"{photo}-1"

    return store


def near(gallery, *vector, model="m"):
    (found,) = gallery.likenesses([(Embedding(model, vector),)])
    return [(like.person, round(like.distance, 3), like.examples) for like in found]


def test_only_confirmed_faces_of_the_same_model_are_compared(catalogue, add):
    gallery = Gallery(catalogue)
    assert near(gallery, 0.0, 0.0) == []
    (one, face), (other, second) = add("one", 0.0, 0.3), add("other", 0.0, 0.4, model="n")
    add("open", 0.0, 0.0)
    catalogue.confirm(one, [(face, "Ada")], **EDITOR)
    catalogue.confirm(other, [(second, "Bert")], **EDITOR)
    assert near(gallery, 0.0, 0.0) == [("Ada", 0.3, 1)]
    assert near(gallery, 0.0, 0.0, model="n") == [("Bert", 0.4, 1)]
    both = gallery.likenesses(
        [(Embedding("k", (0.0, 0.0)), Embedding("n", (0.0, 0.0)), Embedding("m", (0.0, 0.0))), ()]
    )
    assert [[like.person for like in found] for found in both] == [["Bert"], []]


def test_every_decision_counts_at_once_also_another_programs(catalogue, add, tmp_path):
    gallery = Gallery(catalogue)
    photos = [add(name, place / 10, 0.0) for place, name in enumerate("abcd")]
    with Catalogue.open(tmp_path / "catalogue.db") as elsewhere:
        for (photo, face), name in zip(photos, ("Ada", "Ada", "Bert", "Cem"), strict=True):
            elsewhere.confirm(photo, [(face, name)], **EDITOR)
            assert near(gallery, 0.0, 0.0)[0] == ("Ada", 0.0, min(2, photos.index((photo, face)) + 1))
        elsewhere.confirm(photos[0][0], [(photos[0][1], "Dora")], **EDITOR)
        assert near(gallery, 0.0, 0.0)[:2] == [("Dora", 0.0, 1), ("Ada", 0.1, 1)]
        elsewhere.authorities.rename("Dora", "Ella", **EDITOR)
        assert near(gallery, 0.0, 0.0)[0] == ("Ella", 0.0, 1)
        elsewhere.authorities.merge("Ella", "Ada", **EDITOR)
        assert near(gallery, 0.0, 0.0)[0] == ("Ada", 0.0, 2)
        elsewhere.authorities.split("Ada", [photos[1][1]], "Ada (2)", **EDITOR)
        assert near(gallery, 0.1, 0.0)[0] == ("Ada (2)", 0.0, 1)
        elsewhere.undo(4)
        assert near(gallery, 0.0, 0.0) == [("Ada", 0.0, 2), ("Bert", 0.2, 1), ("Cem", 0.3, 1)]
        elsewhere.authorities.forget("Bert", **EDITOR)
        assert near(gallery, 0.0, 0.0) == [("Ada", 0.0, 2), ("Cem", 0.3, 1)]


def test_what_was_taken_back_is_read_again_for_its_persons_only(catalogue, add, monkeypatch):
    gallery = Gallery(catalogue)
    for name, person in (("a", "Ada"), ("b", "Bert")):
        photo, face = add(name, float(name == "b"), 0.0)
        catalogue.confirm(photo, [(face, person)], **EDITOR)
    assert [person for person, *_ in near(gallery, 0.0, 0.0)] == ["Ada", "Bert"]
    read, asked = catalogue.examples.read, []
    monkeypatch.setattr(catalogue.examples, "read", lambda *what: asked.append(what) or read(*what))
    taken = catalogue.undo()
    gallery.refresh([decision.person for decision in taken])
    assert [person for person, *_ in near(gallery, 0.0, 0.0)] == ["Ada"]
    assert asked == [("m", {"Bert"})]


def test_the_gallery_says_what_a_comparison_with_all_says(catalogue, add):
    gallery = Gallery(catalogue)
    truth: dict[str, list[tuple[float, float]]] = {}
    for number in range(30):
        vector = (math.cos(number), math.sin(number * 1.7))
        person = f"Person {number % 4}"
        photo, face = add(f"photo {number}", *vector)
        catalogue.confirm(photo, [(face, person)], **EDITOR)
        truth.setdefault(person, []).append(vector)
        found = near(gallery, 0.2, 0.1)
        wanted = sorted((round(min(math.dist(v, (0.2, 0.1)) for v in own), 3), p) for p, own in truth.items())
        assert [(distance, person) for person, distance, _ in found] == [(d, p) for d, p in wanted]
