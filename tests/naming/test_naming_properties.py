"""What holds for every caption over every group of faces."""

import math
from collections import defaultdict
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.domain import Box, CaptionReading, Face, Likeness, Mention, Position, fold
from vonlinks.naming import DEFAULTS, name_faces

NAMES = ("Anna Ahorn", "Bernd Buche", "Clara Croll", "Dirk Dorn", "Eva Eiche", "Falk Fichte", "Änne Öhler")
STRANGERS = ("Greta Gans", "Hans Hecht")
UNIT = st.floats(0.05, 0.95)
# Everything is shown, so that what is compared is never hidden by being improbable.
OPEN = replace(DEFAULTS, least=1e-9, promising=0.0)


@st.composite
def groups(draw, most=7):
    """Faces anywhere, of any size, in up to three rows."""
    count = draw(st.integers(0, most))
    faces = []
    for number in range(count):
        size = draw(st.sampled_from([0.03, 0.06, 0.065, 0.12]))
        x, y = draw(UNIT), draw(UNIT)
        row = draw(st.integers(1, 3))
        score = draw(st.sampled_from([0.5, 0.9, 0.95]))
        faces.append(Face(Box(x + number * 1e-4, y, size, size * 1.3), row, number + 1, score, "yunet"))
    return faces


POSITIONS = st.none() | st.builds(
    Position,
    st.sampled_from([None, "left", "right", "center"]),
    st.none() | st.integers(-1, 9),
    st.sampled_from([None, "front", "back", "middle", 1, 2, 3, 99]),
)


@st.composite
def readings(draw):
    """Any reading at all, sensible or not."""
    people = [
        Mention(
            draw(st.sampled_from((*NAMES, "", " "))),
            (0, 1),
            pictured=draw(st.sampled_from([True, True, False, None])),
            position=draw(POSITIONS),
            group=draw(st.none() | st.integers(1, 3)),
            clock=draw(st.none() | st.integers(1, 4)),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]
    return CaptionReading("", "de", tuple(people), complete=((1, draw(st.booleans())), (2, draw(st.booleans()))))


@st.composite
def lists(draw):
    """A plain list from one side."""
    side = draw(st.sampled_from(["left", "right"]))
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6, unique=True))
    people = [Mention(n, (0, 1), pictured=True, position=Position(side, k), group=1) for k, n in enumerate(names, 1)]
    return CaptionReading("", "de", tuple(people), complete=((1, True),))


@st.composite
def likenesses(draw, count):
    """For each face some nearest persons."""
    return [
        [
            Likeness(name, draw(st.floats(0.2, 0.9)), draw(st.integers(1, 8)))
            for name in draw(st.lists(st.sampled_from((*NAMES[:4], *STRANGERS)), max_size=3, unique=True))
        ]
        for _ in range(count)
    ]


@st.composite
def photos(draw, reading=None):
    faces = draw(groups())
    return faces, draw(readings() if reading is None else reading), draw(likenesses(len(faces)))


def chances(naming):
    return {(s.face, s.person, s.mention): (s.probability, s.strong) for s in naming.suggestions}


@settings(max_examples=150, deadline=None)
@given(photos(), st.data())
def test_any_reading_is_named_within_the_rules(photo, data):
    faces, reading, near = photo
    rejected = [frozenset(data.draw(st.sets(st.sampled_from([fold(n) for n in NAMES]), max_size=2))) for _ in faces]
    claims = data.draw(st.lists(st.tuples(st.integers(-1, 8), st.sampled_from((*NAMES, *STRANGERS, ""))), max_size=2))
    naming = name_faces(faces, reading, likenesses=near, rejected=rejected, claims=claims)
    totals, strong_faces, strong_names, persons = defaultdict(float), [], [], defaultdict(float)
    for suggestion in naming.suggestions:
        assert 0 <= suggestion.face < len(faces)
        assert 0.0 < suggestion.probability <= 1.0
        assert fold(suggestion.person) not in rejected[suggestion.face]
        totals[suggestion.face] += suggestion.probability
        persons[suggestion.mention, fold(suggestion.person)] += suggestion.probability
        if suggestion.strong:
            strong_faces.append(suggestion.face)
            strong_names.append(fold(suggestion.person))
        if suggestion.mention is not None:
            assert reading.people[suggestion.mention].pictured is not False
        assert all(math.isfinite(reason.log_odds) and reason.sentence for reason in suggestion.evidence)
    assert all(total <= 1 + 1e-9 for total in totals.values())
    assert all(total <= 1 + 1e-9 for total in persons.values())
    assert len(set(strong_faces)) == len(strong_faces)
    assert len(set(strong_names)) == len(strong_names)
    assert all(reading.people[i].pictured for i in naming.unplaced)
    for face in range(len(faces)):
        own = [s.probability for s in naming.suggestions if s.face == face]
        assert own == sorted(own, reverse=True)


def alike(some, others):
    for key in some.keys() | others.keys():
        (probability, strong), (expected, was_strong) = (c.get(key, (0.0, False)) for c in (some, others))
        assert math.isclose(probability, expected, rel_tol=1e-6, abs_tol=2e-9)
        assert strong == was_strong


@settings(max_examples=80, deadline=None)
@given(photos(), st.data())
def test_the_order_in_which_anything_is_given_does_not_matter(photo, data):
    faces, reading, near = photo
    order = data.draw(st.permutations(range(len(faces))))
    claims = data.draw(st.lists(st.tuples(st.integers(0, 6), st.sampled_from((*NAMES, *STRANGERS))), max_size=3))
    rejected = [frozenset(data.draw(st.sets(st.sampled_from([fold(n) for n in NAMES]), max_size=2))) for _ in faces]
    plain = name_faces(faces, reading, likenesses=near, rejected=rejected, claims=claims, parameters=OPEN)
    turned = name_faces(
        [faces[i] for i in order],
        reading,
        likenesses=[data.draw(st.permutations(near[i])) for i in order],
        rejected=[rejected[i] for i in order],
        claims=data.draw(st.permutations([(order.index(f), name) for f, name in claims if f in order])),
        parameters=OPEN,
    )
    back = {(order[face], person, mention): chance for (face, person, mention), chance in chances(turned).items()}
    alike(back, chances(plain))
    assert turned.status == plain.status
    assert turned.unplaced == plain.unplaced


@settings(max_examples=60, deadline=None)
@given(photos(lists()), st.data())
def test_the_order_of_the_people_does_not_matter_where_all_have_a_place(photo, data):
    faces, reading, near = photo
    order = data.draw(st.permutations(range(len(reading.people))))
    turned = replace(reading, people=tuple(reading.people[i] for i in order))
    found = name_faces(faces, turned, likenesses=near, parameters=OPEN)
    back = {
        (face, person, None if mention is None else order[mention]): chance
        for (face, person, mention), chance in chances(found).items()
    }
    alike(back, chances(name_faces(faces, reading, likenesses=near, parameters=OPEN)))


@settings(max_examples=80, deadline=None)
@given(photos(lists()), st.data())
def test_taking_away_evidence_for_a_name_never_raises_its_probability(photo, data):
    faces, reading, near = photo
    if not faces:
        return
    names = {mention.name for mention in reading.people}
    face = data.draw(st.integers(0, len(faces) - 1))
    person = data.draw(st.sampled_from(sorted(names)))
    supported = [n for n in near[face] if n.person == person]
    claims = [(face, person)] if data.draw(st.booleans()) or not supported else []
    with_it = chances(name_faces(faces, reading, likenesses=near, claims=claims, parameters=OPEN))
    weaker = [list(nearest) for nearest in near]
    if claims:
        claims = []
    else:
        # Farther away is weaker evidence; the person stays known, so that no other comparison changes with it.
        weaker[face] = [replace(n, distance=n.distance + 0.1) if n in supported else n for n in near[face]]
    without = chances(name_faces(faces, reading, likenesses=weaker, claims=claims, parameters=OPEN))
    for (other, name, mention), (probability, _) in without.items():
        if other == face and name == person and mention is not None:
            assert probability <= with_it.get((other, name, mention), (0.0, False))[0] + 1e-9


@settings(max_examples=60, deadline=None)
@given(photos(lists()), st.data())
def test_what_an_editor_refused_is_gone(photo, data):
    faces, reading, near = photo
    if not faces:
        return
    face = data.draw(st.integers(0, len(faces) - 1))
    person = data.draw(st.sampled_from([mention.name for mention in reading.people]))
    rejected = [frozenset({fold(person)}) if k == face else frozenset() for k in range(len(faces))]
    refused = name_faces(faces, reading, likenesses=near, rejected=rejected, parameters=OPEN)
    assert not any(s.face == face and fold(s.person) == fold(person) for s in refused.suggestions)


@settings(max_examples=40, deadline=None)
@given(lists(), st.integers(0, 5))
def test_one_missed_face_never_gives_a_strong_wrong_name(reading, gone):
    count = len(reading.people)
    gone %= count
    ordered = reading.people if reading.people[0].position.side == "left" else reading.people[::-1]
    kept = [k for k in range(count) if k != gone]
    faces = [Face(Box(0.1 + 0.13 * k, 0.5, 0.06, 0.08), 1, r, 0.95, "yunet") for r, k in enumerate(kept, 1)]
    naming = name_faces(faces, reading)
    assert all(s.person == ordered[kept[s.face]].name for s in naming.suggestions if s.strong)
    assert naming.status == "conflict"
    assert naming.conflicts


def test_nothing_to_name_is_no_people():
    assert name_faces([], None).status == "no-people"
    assert name_faces([], CaptionReading("", "de")).status == "no-people"
    named = CaptionReading("", "de", (Mention("Anna Ahorn", (0, 10), pictured=True),))
    assert name_faces([], named).unplaced == (0,)
