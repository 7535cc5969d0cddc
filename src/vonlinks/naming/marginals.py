"""One joint model for a photo: the chance of every face and name, summed over all meanings of the caption."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from vonlinks.domain import Face
from vonlinks.naming.alignment import Chain, LineProblem, Variant, solve
from vonlinks.naming.layout import Count, Layout, Line, Slots
from vonlinks.naming.parameters import Parameters
from vonlinks.naming.rows import Partition, partitions
from vonlinks.naming.weights import Weights, doubt

__all__ = ["Beliefs", "believe"]


Seating = tuple[tuple[frozenset[int], frozenset[int]], ...]
"""Row by row the mentions that the caption has in it, and the faces that stand in it."""

_NOTHING = 1e-9
"""A probability that no sum would show."""


@dataclass(slots=True)
class Beliefs:
    """Probabilities over one photo.

    Attributes:
        pairs: by (face, mention).
        others: by (face, folded name): person as written, and the chance of being somebody whom the caption does not name.
        missing: by (mention, face to its left or -1, face to its right or -1): that the name has no face and would
            stand there.
        layouts: how probable each meaning of the caption is, in the order given.
        lines: the lines of the most probable meaning, and
        partition: the faces of each.
        doubted: faces of rows that a partition nearly as probable divides in another way.
    """

    pairs: dict[tuple[int, int], float] = field(default_factory=dict)
    others: dict[tuple[int, str], tuple[str, float]] = field(default_factory=dict)
    missing: dict[tuple[int, int, int], float] = field(default_factory=dict)
    layouts: list[float] = field(default_factory=list)
    lines: tuple[Line, ...] = ()
    partition: Partition = ()
    doubted: frozenset[int] = frozenset()


def believe(weights: Weights, layouts: Sequence[Layout], parameters: Parameters) -> Beliefs:
    """Sum over meanings of the caption, partitions into rows and assignments."""
    beliefs = Beliefs(layouts=[0.0] * len(layouts))
    parts = [
        (number, lines, partition, model)
        for number, layout in enumerate(layouts)
        for lines, partition, model in _models(weights, layout, parameters)
    ]
    # Weights of different meanings can differ by many orders of magnitude; the largest is the unit.
    total = sum(model.total for *_, model in parts)
    best = -1.0
    seatings: dict[Seating, float] = {}
    for number, lines, partition, model in parts:
        if model.total <= 0.0:
            continue
        beliefs.layouts[number] += model.total / total
        if model.total > best:
            best, beliefs.lines, beliefs.partition = model.total, lines, partition
        if len(partition) > 1:
            seating = _seating(lines, partition)
            seatings[seating] = seatings.get(seating, 0.0) + model.total
        model.add(beliefs, total)
    beliefs.doubted = _doubted(seatings, parameters)
    _add_others(beliefs, weights)
    return beliefs


def _seating(lines: Sequence[Line], partition: Partition) -> Seating:
    """For each row whom the caption names in it, and the faces of it."""
    return tuple(
        (frozenset(slot for count in line.counts for slot in count.slots if slot is not None), frozenset(row))
        for line, row in zip(lines, partition, strict=True)
    )


def _doubted(seatings: Mapping[Seating, float], parameters: Parameters) -> frozenset[int]:
    """The faces of all rows that differ between the most probable seating and the next, where that is nearly as probable."""
    first, *others = sorted(seatings, key=lambda seating: -seatings[seating]) or [()]
    if not others or seatings[others[0]] < parameters.rival * seatings[first]:
        return frozenset()
    differing = {row for row in first if row not in others[0]} | {row for row in others[0] if row not in first}
    return frozenset(face for _, row in differing for face in row)


@dataclass(slots=True)
class _Model:
    """One meaning of the caption over one partition into rows.

    Attributes:
        total: weight of this meaning.
        chain: the sums.
        problems: what was summed.
        floaters: mentions by the number of the floater.
        scale: prior.
        crowd: by (face, mention), the share of a face that is left over for names that were not enumerated.
        genuine: by (face, mention), the chance that whoever stands in the place is the person named.
    """

    total: float
    chain: Chain
    problems: tuple[LineProblem, ...]
    floaters: tuple[int, ...]
    scale: float
    crowd: dict[tuple[int, int], float]
    genuine: dict[tuple[int, int], float]

    def add(self, beliefs: Beliefs, total: float) -> None:
        """Add this meaning's share of every probability."""
        unit = self.scale / total
        taken: dict[int, float] = {}
        pairs = beliefs.pairs
        for key, weight in self.chain.pairs.items():
            own = weight * unit
            if own < _NOTHING:
                continue
            own *= self.genuine[key]
            pairs[key] = pairs.get(key, 0.0) + own
            taken[key[0]] = taken.get(key[0], 0.0) + own
        for (face, floater), weight in self.chain.floaters.items():
            key = (face, self.floaters[floater])
            beliefs.pairs[key] = beliefs.pairs.get(key, 0.0) + weight * unit
            taken[face] = taken.get(face, 0.0) + weight * unit
        for (number, i, mention), weight in self.chain.missing.items():
            if weight * unit < _NOTHING:
                continue
            faces = self.problems[number].faces
            place = (mention, faces[i - 1] if i else -1, faces[i] if i < len(faces) else -1)
            beliefs.missing[place] = beliefs.missing.get(place, 0.0) + weight * unit
        share = self.total / total
        for key, weight in _at_most_once(self.crowd).items():
            rest = max(share - taken.get(key[0], 0.0), 0.0)
            beliefs.pairs[key] = beliefs.pairs.get(key, 0.0) + rest * weight


def _at_most_once(crowd: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Scale shares so that no name is given away more than once."""
    sums: dict[int, float] = {}
    for (_, mention), weight in crowd.items():
        sums[mention] = sums.get(mention, 0.0) + weight
    return {key: weight / max(1.0, sums[key[1]]) for key, weight in crowd.items()}


def _models(
    weights: Weights, layout: Layout, parameters: Parameters
) -> Iterator[tuple[tuple[Line, ...], Partition, _Model]]:
    builder = _Builder(weights, layout, parameters)
    for weight, lines, partition in _arrangements(weights.faces, layout, parameters):
        yield lines, partition, builder.model(weight * layout.weight, lines, partition)


_ALONE = Line(None, ())


def _arrangements(
    faces: Sequence[Face], layout: Layout, parameters: Parameters
) -> Iterator[tuple[float, tuple[Line, ...], Partition]]:
    """Lines paired with rows of faces, from the front; numbered rows may count from either end."""
    lines = layout.lines
    if len(lines) == 1 and lines[0].row is not None:
        yield from _single_row(faces, lines[0])
        return
    for weight, partition in partitions(faces, [line.size for line in lines], parameters):
        if len(lines) > 1 and all(isinstance(line.row, int) for line in lines):
            yield weight * parameters.numbered_from_front, lines, partition
        else:
            yield weight, lines, partition
    if len(lines) > 1 and all(isinstance(line.row, int) for line in lines):
        turned = lines[::-1]
        for weight, partition in partitions(faces, [line.size for line in turned], parameters):
            yield weight * (1 - parameters.numbered_from_front), turned, partition


def _single_row(faces: Sequence[Face], line: Line) -> Iterator[tuple[float, tuple[Line, ...], Partition]]:
    """One row is named and the others are not: the named row by its word, everybody else unnamed."""
    numbers = sorted({face.row for face in faces})
    by_x = sorted(range(len(faces)), key=lambda i: faces[i].box.center)
    if len(numbers) < 2:
        yield 1.0, (line,), (tuple(by_x),)
        return
    for depth, number in enumerate(numbers):
        inside = tuple(i for i in by_x if faces[i].row == number)
        outside = tuple(i for i in by_x if faces[i].row != number)
        yield _row_prior(line, depth, len(numbers)), (line, _ALONE), (inside, outside)


def _row_prior(line: Line, depth: int, rows: int) -> float:
    meant = {"front": 0, "back": rows - 1, "middle": rows // 2}
    wanted = line.row - 1 if isinstance(line.row, int) else meant.get(line.row or "front", 0)
    return 0.9 if depth == wanted else 0.1 / (rows - 1)


@dataclass(frozen=True, slots=True)
class _Row:
    """One line with its faces and what each face weighs there.

    Attributes:
        line: see Line.
        faces: left to right.
        odds: how much likelier than the reference face each one is a bystander.
        people: faces that are no clear bystanders, in all rows where all rows are counted, else in this one.
        found: the same with all faces.
        elsewhere: people whom the caption shows in other lines, at least and at most.
    """

    line: Line
    faces: tuple[int, ...]
    odds: dict[int, float]
    people: int
    found: int
    elsewhere: tuple[int, int]


class _Builder:
    """Turns lines, rows of faces and weights into problems for the alignment."""

    def __init__(self, weights: Weights, layout: Layout, parameters: Parameters) -> None:
        self.weights = weights
        self.layout = layout
        self.parameters = parameters
        ranked = sorted(layout.floaters, key=self._promise)
        # The sum doubles with each of them; in a large group fewer are enumerated.
        joint = parameters.joint_floaters if len(weights.faces) <= parameters.large_group else 1
        self.floaters = tuple(sorted(ranked[:joint]))
        self.crowd = tuple(sorted(ranked[joint:]))
        faces = range(len(weights.faces))
        named = sum(slot is not None for line in layout.lines for count in line.counts[:1] for slot in count.slots)
        free = max(1, len(faces) - named)
        used = max(1, min(len(layout.floaters), free))
        self.share = math.exp(-(math.lgamma(free + 1) - math.lgamma(free - used + 1)) / used)
        self.genuine: dict[tuple[int, int], float] = {}
        # One factor a face keeps the sums within the range of floating point numbers; it cancels out.
        people = range(len(weights.people))
        self.unit = [max([1.0, *(weights.pair(i, m) for m in people)]) for i in faces]

    def _promise(self, mention: int) -> tuple[float, int]:
        """Names that identity or another program can tell come first, then the order of the text."""
        known = max((self.weights.pair(i, mention) for i in range(len(self.weights.faces))), default=0.0)
        return (-known if known > 2.0 else -1.0, mention)

    def model(self, weight: float, lines: tuple[Line, ...], partition: Partition) -> _Model:
        """Weigh one partition."""
        faces = range(len(self.weights.faces))
        rows = self._rows(lines, partition)
        depth = {i: k / max(len(partition) - 1, 1) for k, row in enumerate(partition) for i in row}
        floating = [[self._floating(mention, i, depth) for i in faces] for mention in self.floaters]
        crowd = {(i, m): self._floating(m, i, depth) for m in self.crowd for i in faces}
        sums = dict.fromkeys(faces, 0.0)
        for (i, _), value in crowd.items():
            sums[i] += value
        problems = tuple(self._problem(row, sums, floating) for row in rows)
        absent = [self._absent(m) for m in self.floaters]
        chain = solve(problems, absent)
        shares = {}
        for row in rows:
            strange = self._strange(row, row.line.slots)[0]
            for i in row.faces:
                total = strange * row.odds[i] * self.weights.stranger(i) + sums[i]
                shares.update({(i, m): crowd[i, m] / total for m in self.crowd})
        return _Model(weight * chain.total, chain, problems, self.floaters, weight, shares, self.genuine)

    def _rows(self, lines: tuple[Line, ...], partition: Partition) -> list[_Row]:
        alone = len(lines) == 1
        floating = len(self.layout.floaters) if alone and not lines[0].likely else 0
        odds = [
            self.weights.prominence(faces, line.size + floating if line.counts else 1)
            for line, faces in zip(lines, partition, strict=True)
        ]
        people = [sum(value < self.parameters.bystander for value in row.values()) for row in odds]
        found = [len(row) for row in odds]
        shown = [(0, 0)] * len(lines)
        if all(line.counts for line in lines):
            # What is too many in one row may be too few in another: only the sums tell.
            people, found = [sum(people)] * len(lines), [sum(found)] * len(lines)
            most = [line.size for line in lines]
            least = [line.size - self._hidden(line.slots) for line in lines]
            shown = [(sum(least) - low, sum(most) - high) for low, high in zip(least, most, strict=True)]
        return [_Row(*row) for row in zip(lines, partition, odds, people, found, shown, strict=True)]

    def _hidden(self, slots: Slots) -> int:
        return sum(slot is not None and self.weights.hidden(slot) for slot in slots)

    def _strange(self, row: _Row, slots: Slots) -> tuple[float, float, float]:
        """Weights of a stranger of full size and of a person without a face, and of so many of them at all.

        More or fewer faces than people: so many strangers, or missed faces, there are at least. Both are Bernoulli
        trials; their weights are odds, and the third number holds the rest.
        """
        parameters = self.parameters
        if not self.layout.placed:
            shown = self.layout.floaters
            alone = len(shown) == 1 and self.weights.people[shown[0]].pictured
            return parameters.alone if alone else parameters.untold, parameters.unseen, 1.0
        if not row.line.counts:
            return parameters.unnamed, parameters.unseen, 1.0
        size, (least, most) = len(slots), row.elsewhere
        surplus = max(row.people - most - size, 0)
        lacking = max(size - self._hidden(slots) + least - row.found, 0)
        # Where any number of people may stand, a crowd behind them must not take their places: each of it weighs.
        clear = sum(value >= parameters.bystander for value in row.odds.values())
        crowd = 0.0 if row.line.complete else parameters.crowd * clear
        strange = min((parameters.stranger + surplus + crowd) / max(row.found, len(row.faces), 1), 0.8)
        unseen = min(parameters.unseen + lacking / max(size + most, 1), 0.8)
        weight = (1 - strange) ** len(row.faces) * (1 - unseen) ** size
        if surplus or lacking:
            weight *= parameters.busy if surplus else parameters.sparse
        return strange / (1 - strange), unseen / (1 - unseen), weight

    def _absent(self, mention: int) -> float:
        return 1 - self.weights.depicted(mention) * (1 - self.parameters.unseen)

    def _floating(self, mention: int, face: int, depth: dict[int, float]) -> float:
        pair = self.weights.pair(face, mention) * self.weights.lean(face, mention, depth)
        return self.weights.depicted(mention) * self.share * pair

    def _problem(self, row: _Row, crowd: dict[int, float], floating: list[list[float]]) -> LineProblem:
        faces, unit = [self.weights.faces[i] for i in row.faces], self.unit
        counts = row.line.counts or (Count(1.0, ()),)
        return LineProblem(
            row.faces,
            tuple(self._variant(row, count, crowd) for count in counts),
            spacing(faces),
            [self._swap(a, b, len(faces) - 1) for a, b in pairwise(faces)],
            [[values[i] / unit[i] for i in row.faces] for values in floating],
            self._violation(row),
        )

    def _violation(self, row: _Row) -> float:
        """Weight of a name without a place among people who all have one."""
        return self.parameters.violation if self.layout.placed and row.line.counts else 1.0

    def _variant(self, row: _Row, count: Count, crowd: dict[int, float]) -> Variant:
        middle = _middle(row.faces, row.odds, self.parameters) if row.line.center else {}
        strange, unseen, weight = self._strange(row, count.slots)
        violation = self._violation(row)
        return Variant(
            count.weight * weight,
            count.slots,
            [[self._match(row, slot, i, middle) / self.unit[i] for slot in count.slots] for i in row.faces],
            [self._unseen(row.line, slot, unseen) for slot in count.slots],
            [
                (strange * row.odds[i] * self.weights.stranger(i) + violation * crowd[i]) / self.unit[i]
                for i in row.faces
            ],
        )

    def _unnamed(self, line: Line) -> float:
        return self.parameters.uncounted if line.tight else self.parameters.unnamed

    def _match(self, row: _Row, slot: int | None, face: int, middle: dict[int, float]) -> float:
        line, odds = row.line, row.odds[face]
        if slot is None:
            # People who are left unnamed are smaller as a rule, though they do take a place.
            return self._unnamed(line) * self.weights.stranger(face) * math.sqrt(min(odds, 4.0))
        weight = self.weights.pair(face, slot)
        if self.weights.people[slot].position is None:
            weight *= self.weights.depicted(slot)
        if self.weights.hidden(slot):
            # Whoever is half hidden is found as poorly as a bystander.
            weight *= doubt(self.weights.faces[face], self.parameters)
        if slot in line.center:
            weight *= middle.get(face, 1.0)
        # Somebody else may stand in a named person's place: the editor took one for the other.
        replaced = self.parameters.replaced * self.weights.stranger(face)
        self.genuine[face, slot] = weight / (weight + replaced)
        return weight + replaced

    def _unseen(self, line: Line, slot: int | None, unseen: float) -> float:
        if slot is None:
            return self._unnamed(line) * unseen
        if self.weights.people[slot].position is None:
            return max(unseen, self._absent(slot))
        return max(unseen, self.parameters.hidden) if self.weights.hidden(slot) else unseen

    def _swap(self, left: Face, right: Face, pairs: int) -> float:
        wide = max((left.box.width + right.box.width) / 2, 1e-9)
        apart = max((right.box.center[0] - left.box.center[0]) / wide, 0.0)
        turned = math.erfc(apart / (self.parameters.tie_width * math.sqrt(2))) / 2
        return self.parameters.swap / pairs + turned / (1 - turned)


def _middle(row: tuple[int, ...], odds: dict[int, float], parameters: Parameters) -> dict[int, float]:
    """For each face, the weight of standing in the middle of those that are no bystanders."""
    large = [i for i in row if odds[i] < parameters.bystander] or list(row)
    half = (len(large) - 1) / 2
    off = {i: abs(k - half) for k, i in enumerate(large)}
    return {i: 1.0 if off.get(i, 2.0) < 1.0 else parameters.center for i in row}


def spacing(row: Sequence[Face]) -> list[float]:
    """For each gap before, between and behind faces: how much likelier than elsewhere a face is missing there.

    Steps are about log-normal; where somebody is missing the step is twice as long. Their ratio has mean 1 where
    nobody is missing. The deviation is that of this row's own steps, at least 0.3.
    """
    if len(row) < 3:
        return [1.0] * (len(row) + 1)
    steps = [math.log(max(b.box.center[0] - a.box.center[0], 1e-3)) for a, b in pairwise(row)]
    usual = median(steps)
    variance = max(1.48 * median(abs(step - usual) for step in steps), 0.3) ** 2
    two = math.log(2.0)
    inner = [math.exp(min((two * (step - usual) - two * two / 2) / variance, 3.0)) for step in steps]
    return [1.0, *inner, 1.0]


def _add_others(beliefs: Beliefs, weights: Weights) -> None:
    """Split what the caption's names leave of each face among strangers and known persons, each at most once."""
    left = [1.0] * len(weights.faces)
    for (face, _), probability in beliefs.pairs.items():
        left[face] -= probability
    odds: dict[str, float] = {}
    found: dict[tuple[int, str], tuple[str, float]] = {}
    for face, persons in enumerate(weights.others):
        total = weights.stranger(face)
        for name, (person, weight) in persons.items():
            probability = min(max(left[face], 0.0) * weight / total, 1.0 - 1e-9)
            found[face, name] = (person, probability)
            odds[name] = odds.get(name, 0.0) + probability / (1 - probability)
    for (face, name), (person, probability) in found.items():
        own = probability / (1 - probability)
        beliefs.others[face, name] = (person, own / (1 + odds[name]))
