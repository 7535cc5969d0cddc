"""Faces without a name end up in groups as they come, whoever puts them there, and a group is named at once."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vonlinks.catalogue import Catalogue
from vonlinks.domain import Analysis, Box, Embedding, Face, Naming, Original, PhotoMetadata
from vonlinks.errors import NotFoundError, RequestError
from vonlinks.workflows.unnamed import Unnamed

PEOPLE = np.eye(6) * 0.7


def nobody_follows(_names, _photos):
    """For catalogues in which nobody is named."""


@pytest.fixture
def add():
    """Store a photo with a face of each of these people, drawn near where all of their faces lie."""

    def store(catalogue, name, people, *, model="m"):
        random = np.random.default_rng(sum(map(ord, name)))
        faces = tuple(
            Face(
                Box(0.1 * place, 0.1, 0.08, 0.1),
                1,
                place + 1,
                0.9,
                "made",
                Embedding(model, tuple((PEOPLE[person] + random.normal(0, 0.05, 6)).tolist())),
            )
            for place, person in enumerate(people)
        )
        original = Original(Path(f"/press/{name}.jpg"), 1, 1)
        sha256 = name.encode().hex().ljust(64, "0")
        return catalogue.store(Analysis(original, sha256, 100, 100, PhotoMetadata(), None, faces), Naming()).photo

    return store


def groups(unnamed):
    return {frozenset(face.id for face in group.faces) for group in unnamed.page()[1]}


def test_each_person_has_a_group_and_two_of_one_photo_never_share_one(tmp_path, add):
    with Catalogue.open(tmp_path / "catalogue.db") as catalogue:
        unnamed = Unnamed(catalogue, nobody_follows)
        one, two, three = (
            add(catalogue, name, people) for name, people in (("a", [0, 1]), ("b", [1, 0]), ("c", [0, 0]))
        )
        assert groups(unnamed) == {
            frozenset({f"{one}-1", f"{two}-2", f"{three}-1"}),
            frozenset({f"{one}-2", f"{two}-1"}),
        }
        assert unnamed.catch_up() == 0


def test_vectors_of_two_models_never_share_a_group_or_a_number(tmp_path, add):
    with Catalogue.open(tmp_path / "catalogue.db") as catalogue:
        unnamed = Unnamed(catalogue, nobody_follows)
        for name, model in (("a", "m"), ("b", "n"), ("c", "m"), ("d", "n")):
            add(catalogue, name, [0], model=model)
        assert unnamed.catch_up() == 4
        rows = catalogue.face_groups.since(0)
        assert {(row.face.model, row.group) for row in rows} == {("m", 1), ("n", 2)}


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.lists(st.integers(0, 5), min_size=1, max_size=3), st.sampled_from("new ab")), max_size=10))
def test_it_makes_no_difference_which_program_puts_a_face_into_its_group(tmp_path_factory, add, steps):
    folder = tmp_path_factory.mktemp("shared")
    with Catalogue.open(folder / "one.db") as alone, Catalogue.open(folder / "many.db") as shared:
        by_one = Unnamed(alone, nobody_follows)
        programs = {"a": Unnamed(shared, nobody_follows), "b": Unnamed(shared, nobody_follows)}
        for number, (people, program) in enumerate(steps):
            for catalogue in (alone, shared):
                add(catalogue, f"photo {number}", people)
            by_one.catch_up()
            # A program that starts anew knows only what the catalogue says.
            programs.get(program, Unnamed(shared, nobody_follows)).catch_up()
        kept = [(row.face.face, row.group) for row in alone.face_groups.since(0)]
        assert kept == [(row.face.face, row.group) for row in shared.face_groups.since(0)]


def test_what_could_not_be_kept_is_put_into_groups_the_next_time(tmp_path, add, monkeypatch):
    with Catalogue.open(tmp_path / "catalogue.db") as catalogue:
        unnamed = Unnamed(catalogue, nobody_follows)
        add(catalogue, "a", [0, 1])
        kept = catalogue.face_groups.keep

        def full(_grouped):
            raise OSError("no space left")

        monkeypatch.setattr(catalogue.face_groups, "keep", full)
        with pytest.raises(OSError, match="no space"):
            unnamed.catch_up()
        monkeypatch.setattr(catalogue.face_groups, "keep", kept)
        add(catalogue, "b", [0, 1])
        assert unnamed.catch_up() == 4
        assert [row.group for row in catalogue.face_groups.since(0)] == [1, 2, 1, 2]


def test_the_sample_library_shows_both_of_its_people_and_names_one_at_once(sample_library):
    total, found = sample_library.unnamed.page()
    assert total >= 2
    first = found[0]
    photos = {face.photo for face in first.faces}
    assert len(photos) == len(first.faces) > 4
    out, *kept = (face.id for face in first.faces)
    named = sample_library.unnamed.name(first.number, "Nora Probe", but=[out])
    assert sorted(decision.face for decision in named.decisions) == sorted(kept)
    assert [face.id for face in sample_library.unnamed.group(first.number).faces] == [out]
    assert sample_library.person("Nora Probe").confirmed == len(kept)
    # Whoever is confirmed is known by the face from then on: the one that was left out is offered the name.
    left = next(face for face in sample_library.suggest(first.faces[0].photo).faces if face.id == out)
    assert "Nora Probe" in {offer.person for offer in left.suggestions}
    assert len(sample_library.undo()) == len(kept)
    assert sample_library.unnamed.page()[1][0] == first


def test_an_import_groups_its_faces_and_a_second_one_changes_nothing(sample_library, sample_photos):
    before = sample_library.unnamed.page()
    assert sample_library.unnamed.catch_up() == 0
    sample_library.ingest([sample_photos])
    assert sample_library.unnamed.page() == before


def test_what_cannot_be_named_is_one_sentence(sample_library):
    number = sample_library.unnamed.page()[1][0].number
    with pytest.raises(RequestError, match="no face nobody-1"):
        sample_library.unnamed.name(number, "Nora Probe", but=["nobody-1"])
    with pytest.raises(NotFoundError, match="no group 99999"):
        sample_library.unnamed.name(99999, "Nora Probe")
    assert sample_library.history() == ()
