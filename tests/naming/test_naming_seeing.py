"""People who can hardly be seen, faces that are prints, faces that the detector is unsure of."""

from dataclasses import replace

import pytest

from vonlinks.naming import name_faces

NAMES = ("Anna Ahorn", "Bernd Buche", "Clara Croll", "Dirk Dorn", "Eva Eiche")


def listed(draw, *, hidden=()):
    people = [draw.mention(name, "left", k, group=1) for k, name in enumerate(NAMES, 1)]
    return draw.reading(
        *(replace(m, pictured=None) if m.name in hidden else m for m in people),
        complete=[(1, True)],
    )


def best(naming):
    found = {}
    for suggestion in naming.suggestions:
        found.setdefault(suggestion.face, suggestion)
    return found


def test_whoever_can_hardly_be_seen_leaves_a_gap_that_surprises_nobody(draw):
    places = [0.1, 0.24, 0.52, 0.66]
    faces = [draw.face(x, rank=k) for k, x in enumerate(places, 1)]
    naming = name_faces(faces, listed(draw, hidden={"Clara Croll"}))
    assert naming.status == "pending"
    assert {s.face: s.person for s in naming.suggestions if s.strong} == dict(
        enumerate(n for n in NAMES if n != "Clara Croll")
    )
    doubtful = name_faces(faces, listed(draw))
    assert doubtful.status == "conflict"
    for number, suggestion in best(doubtful).items():
        assert suggestion.probability <= best(naming)[number].probability


def test_whoever_can_hardly_be_seen_gets_a_face_where_there_is_one_for_each(draw):
    faces = [draw.face(0.1 + 0.14 * k, rank=k + 1) for k in range(5)]
    naming = name_faces(faces, listed(draw, hidden={"Clara Croll"}))
    assert [best(naming)[k].person for k in range(5)] == list(NAMES)
    assert naming.status == "pending"


def test_a_print_on_the_wall_takes_no_name(draw):
    faces = [draw.face(0.1 + 0.14 * k, rank=k + 1) for k in range(6)]
    faces[2] = replace(faces[2], depicted=("framed",))
    naming = name_faces(faces, listed(draw))
    assert {s.face: s.person for s in naming.suggestions if s.strong} == dict(zip((0, 1, 3, 4, 5), NAMES, strict=True))


def test_beside_somebody_present_a_print_takes_no_sure_name(draw):
    faces = [draw.face(0.3, size=0.2, rank=1), replace(draw.face(0.6, size=0.2, rank=2), depicted=("framed",))]
    third = draw.face(0.9, size=0.2, rank=3)
    naming = name_faces([*faces, third], draw.reading(draw.mention("Anna Ahorn")))
    assert not any(s.strong for s in naming.suggestions if s.face == 1)


@pytest.mark.parametrize("odd", [{"score": 0.6}, {"depicted": ("framed",)}])
def test_a_doubtful_face_has_no_say_in_where_rows_lie(draw, odd):
    front = [draw.face(0.1 + 0.14 * k, 0.7, rank=k + 1) for k in range(4)]
    back = [draw.face(0.17 + 0.14 * k, 0.45, size=0.055, row=2, rank=k + 1) for k in range(3)]
    stray = replace(draw.face(0.3, 0.93, size=0.07, rank=9), engine="yunet", **odd)
    people = [draw.mention(name, "left", k, row="front", group=1) for k, name in enumerate(NAMES[:4], 1)]
    people += [draw.mention(name, "left", k, row="back", group=2) for k, name in enumerate(("X Y", "Z A", "B C"), 1)]
    naming = name_faces([*front, *back, stray], draw.reading(*people, complete=[(1, True), (2, True)]))
    strong = {s.face: s.person for s in naming.suggestions if s.strong}
    assert strong == dict(enumerate([*NAMES[:4], "X Y", "Z A", "B C"]))
