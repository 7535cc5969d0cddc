"""Faces without a name in their groups: who is in one, what a group shows, and one name for many faces."""

import pytest

from vonlinks.errors import NotFoundError, RequestError


@pytest.fixture
def editor(at):
    return {"who": "Editor", "at": at}


@pytest.fixture
def group(catalogue):
    """Put faces into groups by number; returns what was given."""

    def put(numbers):
        loose = {one.face: one for one in catalogue.face_groups.loose(sorted(numbers))}
        catalogue.face_groups.keep([(loose[face], number) for face, number in numbers.items()])
        return numbers

    return put


@pytest.fixture
def three(fill, group):
    """The first faces of three photos in group 7, and the second ones in 8, 8 and 9; gives the photos."""
    photos = [fill(name) for name in ("one", "two", "three")]
    group({f"{photo}-1": 7 for photo in photos})
    group({f"{photos[0]}-2": 8, f"{photos[1]}-2": 8, f"{photos[2]}-2": 9})
    return photos


def told(catalogue):
    total, groups = catalogue.face_groups.page()
    assert total == len(groups)
    return {group.number: [face.id for face in group.faces] for group in groups}


def test_only_clear_faces_with_a_vector_wait_for_a_group(catalogue, fill, build):
    faces = [
        build.face(1, quality=0.9),
        build.face(2, quality=0.1),
        build.face(3, quality=0.9, model=None),
        build.face(4, quality=0.9, depicted=("frame",)),
        build.face(5),
    ]
    photo, other = fill("one", faces=faces), fill("other", faces=1)
    waiting = [f"{photo}-1", f"{photo}-5", f"{other}-1"]
    assert catalogue.face_groups.without_group(0.3) == waiting
    assert catalogue.face_groups.without_group(0.3, [other]) == waiting[2:]
    loose = catalogue.face_groups.loose([*reversed(waiting), "nobody"])
    assert [(one.face, one.photo, one.model) for one in loose] == [
        (waiting[2], other, "m1"),
        (waiting[1], photo, "m1"),
        (waiting[0], photo, "m1"),
    ]
    assert loose[1].vector.tolist() == [5.0, 0.5]
    catalogue.face_groups.keep([(loose[0], 1)])
    assert catalogue.face_groups.without_group(0.3) == waiting[:2]
    assert catalogue.face_groups.loose(waiting[2:]) == []


def test_what_was_grouped_is_told_in_order_and_from_any_point(catalogue, three):
    rows = catalogue.face_groups.since(0)
    assert [(row.face.face, row.face.photo, row.group) for row in rows] == [
        *((f"{photo}-1", photo, 7) for photo in three),
        *((f"{photo}-2", photo, 8 if photo in three[:2] else 9) for photo in three),
    ]
    assert [row.id for row in catalogue.face_groups.since(rows[3].id)] == [row.id for row in rows[4:]]


def test_groups_of_two_and_more_are_listed_the_largest_first(catalogue, three):
    assert told(catalogue) == {7: sorted(f"{photo}-1" for photo in three), 8: sorted(f"{p}-2" for p in three[:2])}
    assert list(told(catalogue)) == [7, 8]
    total, groups = catalogue.face_groups.page(1, 1)
    assert (total, [group.number for group in groups]) == (2, [8])
    assert [face.id for face in catalogue.face_groups.group(9).faces] == [f"{three[2]}-2"]
    with pytest.raises(NotFoundError, match="no group 10"):
        catalogue.face_groups.group(10)


def test_a_group_tells_whom_captions_suggest(catalogue, fill, group):
    photos = [
        fill(name, people=[person], suggestions=[(0, person, 0.97, True), (0, "Eva Probe", 0.01, False)])
        for name, person in (("one", "Anna Nord"), ("two", "Bert Süd"), ("three", "Anna Nord"))
    ]
    group({f"{photo}-1": 1 for photo in photos})
    found = catalogue.face_groups.group(1)
    assert found.names == (("Anna Nord", 2), ("Bert Süd", 1))
    assert {face.offer.probability for face in found.faces} == {0.97}


def test_a_name_for_a_group_is_one_act_and_taken_back_exactly(catalogue, three, editor):
    before = told(catalogue)
    named = catalogue.face_groups.name(before[7], " Anna  Nord ", **editor)
    assert (named.person, len(named.decisions), named.left_out) == ("Anna Nord", 3, ())
    assert len({decision.batch for decision in named.decisions}) == 1
    assert told(catalogue) == {8: before[8]}
    assert catalogue.person("Anna Nord").confirmed == 3
    assert catalogue.find('confirmed:"Anna Nord"').total == 3
    assert len(catalogue.undo()) == 3
    assert told(catalogue) == before
    assert catalogue.people() == []


def test_what_an_editor_decided_otherwise_stands_and_is_told(catalogue, fill, editor):
    named, refused, elsewhere, twice = (fill(name) for name in ("named", "refused", "elsewhere", "twice"))
    catalogue.confirm(named, [(f"{named}-1", "Bert Süd")], **editor)
    catalogue.reject(refused, f"{refused}-1", "Anna Nord", **editor)
    catalogue.confirm(elsewhere, [(f"{elsewhere}-2", "Anna Nord")], **editor)
    gone = "0" * 16 + "-1"
    faces = [f"{named}-1", f"{refused}-1", f"{elsewhere}-1", f"{elsewhere}-2", gone, f"{twice}-1", f"{twice}-2"]
    outcome = catalogue.face_groups.name(faces, "Anna Nord", **editor)
    assert [decision.face for decision in outcome.decisions] == [f"{twice}-1"]
    assert {left.face: left.reason for left in outcome.left_out} == {
        f"{named}-1": "has been confirmed as Bert Süd",
        f"{refused}-1": "is not Anna Nord, an editor said",
        f"{elsewhere}-1": "lies in a photo in which Anna Nord has another face",
        gone: "is there no more",
        f"{twice}-2": "lies in a photo in which Anna Nord has another face",
    }
    again = catalogue.face_groups.name([f"{twice}-1", f"{named}-1"], "Anna Nord", **editor)
    assert (again.decisions, [left.face for left in again.left_out]) == ((), [f"{named}-1"])


def test_nobody_is_made_for_faces_that_are_all_left_out(catalogue, fill, editor):
    photo = fill("one")
    catalogue.confirm(photo, [(f"{photo}-1", "Bert Süd")], **editor)
    entries = catalogue.history()
    assert catalogue.face_groups.name([f"{photo}-1"], "Anna Nord", **editor).decisions == ()
    assert catalogue.history() == entries
    assert [person.name for person in catalogue.people()] == ["Bert Süd"]
    with pytest.raises(RequestError):
        catalogue.face_groups.name([f"{photo}-2"], "  ", **editor)


def test_a_forgotten_persons_faces_leave_their_groups_with_their_vectors(catalogue, three, editor):
    catalogue.face_groups.name(told(catalogue)[7], "Anna Nord", **editor)
    catalogue.authorities.forget("Anna Nord", **editor)
    assert {row.group for row in catalogue.face_groups.since(0)} == {8, 9}
    assert catalogue.face_groups.erasures() == 1
    assert catalogue.face_groups.without_group(0.0) == []
