"""Groups of copies: joined, left, merged; and the cost of finding them."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.catalogue import Catalogue
from vonlinks.catalogue.looks import MOST_NEAR, Near
from vonlinks.domain import Look
from vonlinks.errors import NotFoundError


def look(*pieces: int, asks: tuple[int, ...] | None = None) -> Look:
    return Look(b"p" * 16, b"g" * 9, pieces, pieces if asks is None else asks)


@pytest.fixture
def stored(catalogue, build):
    """Stores photos by name and gives their ids."""

    def store(*names: str) -> list[str]:
        for name in names:
            catalogue.store(build.analysis(name), build.naming())
        return [build.id(name) for name in names]

    return store


def copies(catalogue, photo) -> dict[str, bool]:
    return {one.id: one.mirrored for one in catalogue.photo(photo).lookalikes}


def test_looks_are_found_by_any_common_piece_the_nearest_first(catalogue, stored):
    one, two, three, four = stored("one", "two", "three", "four")
    catalogue.store_look(one, look(1, 2, 3), {})
    catalogue.store_look(two, look(3, 4, 5), {})
    catalogue.store_look(three, look(7), {})
    catalogue.store_look(four, Look(b"", b""), {})
    found = catalogue.looks_near(look(2, 3, 9))
    assert [near.photo for near in found] == [one, two]
    assert found[0].look == Look(b"p" * 16, b"g" * 9)
    assert catalogue.looks_near(look(2, 3), besides=one) == [Near(two, Look(b"p" * 16, b"g" * 9), group=2)]
    assert catalogue.looks_near(Look(b"", b"")) == []


def test_what_a_look_asks_for_need_not_be_what_it_is_found_by(catalogue, stored):
    (one,) = stored("one")
    catalogue.store_look(one, look(1), {})
    assert catalogue.looks_near(look(1, asks=(5,))) == []
    assert len(catalogue.looks_near(look(5, asks=(1,)))) == 1


def test_a_look_that_is_stored_again_is_found_by_its_new_pieces_only(catalogue, stored):
    one, two = stored("one", "two")
    catalogue.store_look(one, look(1), {})
    catalogue.store_look(two, look(1), {one: False})
    catalogue.store_look(one, look(2), {})
    assert [near.photo for near in catalogue.looks_near(look(1))] == [two]
    assert copies(catalogue, two) == copies(catalogue, one) == {}
    # Its number is free again, and no stranger is taken into the group that bore it.
    catalogue.store_look(two, look(1), {})
    catalogue.store_look(one, look(2), {})
    assert copies(catalogue, one) == {}


def test_mirrored_is_told_between_each_two(catalogue, stored):
    one, two, three, four = stored("one", "two", "three", "four")
    catalogue.store_look(one, look(1), {})
    catalogue.store_look(two, look(1), {one: True})
    catalogue.store_look(three, look(1), {two: False})
    catalogue.store_look(four, look(1), {three: True})
    assert copies(catalogue, one) == {two: True, three: True, four: False}
    assert copies(catalogue, three) == {one: True, two: False, four: True}


def test_a_photo_between_two_groups_makes_them_one(catalogue, stored):
    one, two, three, four, five = stored("one", "two", "three", "four", "five")
    catalogue.store_look(one, look(1), {})
    catalogue.store_look(two, look(1), {one: True})
    catalogue.store_look(three, look(9), {})
    catalogue.store_look(four, look(9), {three: True})
    catalogue.store_look(five, look(1, 9), {two: False, four: False})
    assert copies(catalogue, five) == {one: True, two: False, three: True, four: False}
    assert copies(catalogue, one) == {two: True, three: False, four: True, five: True}


def test_a_copy_without_an_original_is_not_shown(catalogue, build, stored):
    one, two = stored("one", "two")
    catalogue.store_look(one, look(1), {})
    catalogue.store_look(two, look(1), {one: False})
    replaced = build.analysis("three", path="/press/two.jpg")
    catalogue.store(replaced, build.naming())
    assert copies(catalogue, one) == {}
    assert copies(catalogue, two) == {one: False}


def test_photos_without_a_look_are_told_until_they_have_one(catalogue, stored):
    one, two = stored("one", "two")
    assert catalogue.without_look(10) == [one, two]
    assert catalogue.without_look(1) == [one]
    catalogue.store_look(one, Look(b"", b""), {})
    assert catalogue.without_look(10) == [two]
    catalogue.store_look(two, look(1), {})
    assert catalogue.without_look(10) == []


def test_an_unknown_photo_is_refused(catalogue, stored):
    (one,) = stored("one")
    with pytest.raises(NotFoundError):
        catalogue.store_look("0123456789abcdef", look(1), {})
    with pytest.raises(NotFoundError):
        catalogue.store_look(one, look(1), {"0123456789abcdef": False})
    assert catalogue.without_look(10) == [one]


def test_however_many_are_near_only_so_many_are_compared(catalogue, stored):
    photos = stored(*(f"photo {number}" for number in range(MOST_NEAR + 5)))
    for number, photo in enumerate(photos):
        catalogue.store_look(photo, look(1, 1000 + number % 3), {})
    found = catalogue.looks_near(look(1, 1001))
    assert len(found) == MOST_NEAR
    assert found[0].photo == photos[1]


def test_a_look_is_found_through_an_index(path, catalogue):
    asked = ", ".join(map(str, range(240)))
    with closing(sqlite3.connect(path)) as database:
        query = f"SELECT photo_number, count(*) FROM look_piece WHERE piece IN ({asked}) GROUP BY photo_number"  # noqa: S608 - numbers of our own
        plan = " ".join(row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {query}"))
    assert "SEARCH look_piece" in plan
    assert "SCAN look_piece" not in plan


@given(acts=st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=12))
@settings(max_examples=30)
def test_groups_are_what_the_pairs_make_of_them(acts, tmp_path_factory, build):
    """Against plain reachability: photos stored once each, in the order of their numbers."""
    turned = [acts[number][2] if number < len(acts) else False for number in range(6)]
    linked: dict[int, set[int]] = {number: set() for number in range(6)}
    for one, other, _ in acts:
        if one != other:
            linked[max(one, other)].add(min(one, other))
    with Catalogue.open(tmp_path_factory.mktemp("looks") / "catalogue.db") as catalogue:
        ids = [build.id(str(number)) for number in range(6)]
        for number in range(6):
            catalogue.store(build.analysis(str(number)), build.naming())
            between = {ids[other]: turned[number] != turned[other] for other in linked[number]}
            catalogue.store_look(ids[number], look(number), between)
        for number in range(6):
            reached, front = {number}, [number]
            for one in front:
                near = linked[one] | {other for other in range(6) if one in linked[other]}
                front += near - reached
                reached |= near
            wanted = {ids[other]: turned[number] != turned[other] for other in reached - {number}}
            assert copies(catalogue, ids[number]) == wanted
