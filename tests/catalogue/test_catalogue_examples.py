"""The confirmed faces of persons: the best of each, of one model, and whose changed."""

from datetime import UTC, datetime

import pytest

from vonlinks.catalogue.examples import MOST_EXAMPLES, Stamp
from vonlinks.domain import Box, Embedding, Face

EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}


@pytest.fixture
def confirm(catalogue, fill):
    """Store a photo of one face with this vector, and confirm it."""

    def store(photo: str, person: str, number: float, *, model: str = "m", width: float = 0.1, **more) -> str:
        face = Face(Box(0.1, 0.1, width, 0.1), 1, 1, 0.9, "made", Embedding(model, (number,)), **more)
        made = fill(photo, faces=[face])
        catalogue.confirm(made, [(f"{made}-1", person)], **EDITOR)
        return made

    return store


def read(catalogue, *arguments):
    return [(name, vector.tolist()) for name, vector in catalogue.examples.read(*arguments)]


def test_the_best_faces_come_first_and_prints_last(catalogue, confirm) -> None:
    confirm("print", "Anna Nord", 1.0, quality=0.9, depicted=("framed",))
    confirm("poor", "Anna Nord", 2.0, quality=0.2)
    confirm("good", "Anna Nord", 3.0, quality=0.8)
    confirm("small", "Anna Nord", 4.0)
    confirm("large", "Anna Nord", 5.0, width=0.2)
    assert [vector for _, vector in read(catalogue, "m")] == [[3.0], [2.0], [5.0], [4.0], [1.0]]


def test_only_faces_of_one_model_that_are_confirmed_are_examples(catalogue, confirm, fill) -> None:
    confirm("one", "Anna Nord", 1.0)
    confirm("two", "Bert Süd", 2.0, model="other")
    confirm("three", "Cleo Ost", 3.0)
    fill("open", faces=1, suggestions=[(0, "Anna Nord", 0.99, True)])
    assert read(catalogue, "m") == [("Anna Nord", [1.0]), ("Cleo Ost", [3.0])]
    assert read(catalogue, "m", ["Cleo Ost", "Bert Süd"]) == [("Cleo Ost", [3.0])]
    catalogue.undo()
    assert read(catalogue, "m") == [("Anna Nord", [1.0])]


def test_a_person_who_is_everywhere_has_no_more_examples_than_help(catalogue, confirm) -> None:
    for number in range(MOST_EXAMPLES + 3):
        confirm(f"{number}", "Anna Nord", float(number), quality=number / 100)
    found = [vector for _, (vector,) in read(catalogue, "m")]
    assert found == [float(number) for number in range(MOST_EXAMPLES + 2, 2, -1)]


def test_whose_examples_changed_is_known(catalogue, confirm) -> None:
    start = catalogue.examples.stamp()
    assert start == Stamp()
    one = confirm("one", "Anna Nord", 1.0)
    confirm("two", "Bert Süd", 2.0)
    assert catalogue.examples.changed_since(start) == {"Anna Nord", "Bert Süd"}
    then = catalogue.examples.stamp()
    assert catalogue.examples.changed_since(then) == set()
    catalogue.confirm(one, [(f"{one}-1", "Cleo Ost")], **EDITOR)
    assert catalogue.examples.changed_since(then) == {"Anna Nord", "Cleo Ost"}
    then = catalogue.examples.stamp()
    catalogue.authorities.rename("Bert Süd", "Bert West", **EDITOR)
    assert catalogue.examples.changed_since(then) == {"Bert Süd", "Bert West"}
    then = catalogue.examples.stamp()
    catalogue.undo()
    assert catalogue.examples.stamp() != then
    catalogue.authorities.forget("Bert Süd", **EDITOR)
    assert catalogue.examples.stamp().erased == then.erased + 1
