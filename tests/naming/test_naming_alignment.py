"""The sum over assignments against its plain enumeration."""

from collections import defaultdict

from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.naming.alignment import LineProblem, Variant, solve

WEIGHT = st.floats(0.01, 2.0)


@st.composite
def problems(draw):
    """One or two small lines, up to two variants each, and up to two floaters."""
    floaters = draw(st.integers(0, 2))
    lines, mention, face = [], 0, 0
    for _ in range(draw(st.integers(1, 2))):
        n = draw(st.integers(0, 3))
        variants = []
        for _ in range(draw(st.integers(1, 2))):
            m = draw(st.integers(0, 3))
            slots = [None if draw(st.booleans()) else mention + k for k in range(m)]
            variants.append(
                Variant(
                    draw(WEIGHT),
                    tuple(slots),
                    [[draw(WEIGHT) for _ in range(m)] for _ in range(n)],
                    [draw(WEIGHT) for _ in range(m)],
                    [draw(WEIGHT) for _ in range(n)],
                )
            )
        lines.append(
            LineProblem(
                tuple(range(face, face + n)),
                tuple(variants),
                [draw(WEIGHT) for _ in range(n + 1)],
                [draw(WEIGHT) for _ in range(max(n - 1, 0))],
                [[draw(WEIGHT) for _ in range(n)] for _ in range(floaters)],
                draw(WEIGHT),
            )
        )
        mention, face = mention + 3, face + n
    return lines, [draw(WEIGHT) for _ in range(floaters)]


def steps(line, variant, i, j, used):
    """Every single step from (i faces, j slots): weight, faces and slots on, pairs, a floater's pair."""
    n, m = len(line.faces), len(variant.slots)
    if j < m:
        yield variant.unseen[j] * line.spacing[i], 0, 1, (), ()
    if i < n:
        face = line.faces[i]
        yield variant.extra[i], 1, 0, (), ()
        for number in sorted(set(range(len(line.floaters))) - used):
            weight = line.floaters[number][i]
            yield weight * line.violation, 1, 0, (), ((face, number),)
            if j < m and variant.slots[j] is None:
                yield weight, 1, 1, (), ((face, number),)
    if i < n and j < m:
        yield variant.match[i][j], 1, 1, ((line.faces[i], variant.slots[j]),), ()
    if i + 1 < n and j + 1 < m:
        crossed = ((line.faces[i], variant.slots[j + 1]), (line.faces[i + 1], variant.slots[j]))
        yield line.swap[i] * variant.match[i][j + 1] * variant.match[i + 1][j], 2, 2, crossed, ()


def paths(line, variant, i, j, used):
    """Every way through one line from (i faces, j slots): weight, pairs, floaters' pairs, used floaters."""
    if i == len(line.faces) and j == len(variant.slots):
        yield 1.0, (), (), used
    for weight, faces, slots, pairs, floating in steps(line, variant, i, j, used):
        now = used | {number for _, number in floating}
        for w, p, f, u in paths(line, variant, i + faces, j + slots, now):
            yield weight * w, pairs + p, floating + f, u


def enumerate_all(lines, used=frozenset()):
    if not lines:
        yield 1.0, (), (), used
        return
    for variant in lines[0].variants:
        for w, p, f, u in paths(lines[0], variant, 0, 0, used):
            for w2, p2, f2, u2 in enumerate_all(lines[1:], u):
                yield variant.weight * w * w2, p + p2, f + f2, u2


@settings(max_examples=60, deadline=None)
@given(problems())
def test_the_sums_are_those_of_plain_enumeration(problem):
    lines, absent = problem
    total, pairs, floaters = 0.0, defaultdict(float), defaultdict(float)
    for weight, found, floating, used in enumerate_all(lines):
        for number, value in enumerate(absent):
            weight *= 1.0 if number in used else value  # noqa: PLW2901  the weight of one assignment is a product
        total += weight
        for pair in found:
            if pair[1] is not None:
                pairs[pair] += weight
        for pair in floating:
            floaters[pair] += weight
    chain = solve(lines, absent)
    close = max(total, 1e-12) * 1e-9
    assert abs(chain.total - total) <= close
    assert {k: v for k, v in pairs.items() if abs(chain.pairs.get(k, 0.0) - v) > close} == {}
    assert set(chain.pairs) <= set(pairs)
    assert {k: v for k, v in floaters.items() if abs(chain.floaters.get(k, 0.0) - v) > close} == {}
    assert set(chain.floaters) <= set(floaters)


def test_one_missed_face_of_three_is_told_by_where_it_would_stand():
    variant = Variant(1.0, (0, 1, 2), [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]], [0.1] * 3, [0.01] * 2)
    chain = solve([LineProblem((0, 1), (variant,), [1.0] * 3, [0.0])], ())
    where = {key: weight / chain.total for key, weight in chain.missing.items()}
    assert max(where, key=where.__getitem__) == (0, 1, 1)


def test_weights_that_contradict_each_other_give_no_probability():
    variant = Variant(1.0, (0,), [[0.0]], [0.0], [1.0])
    assert solve([LineProblem((0,), (variant,), [1.0, 1.0], [])], ()).total == 0.0
