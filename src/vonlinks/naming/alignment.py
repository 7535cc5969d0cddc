"""The sum over all ways to lay ordered names over ordered faces, exactly, by forward-backward.

A line of faces (left to right) meets a line of slots (left to right), each a name or a person whom the caption counts
without naming. Both sides may have gaps: a slot without a face (not found), a face without a slot (a bystander).
Neighbours may be swapped (an editor's mistake, two faces at nearly the same x). Names without a place ("floaters")
may take any face that stands in a gap or in an unnamed slot; which of them are used up is a bit mask.
This is Needleman & Wunsch (1970) with sums in the place of maxima, as in Durbin et al., Biological Sequence Analysis,
chapter 4, widened by the transposition of Damerau (1964). Cost: faces x slots x 2^floaters.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["Chain", "LineProblem", "Variant", "solve"]

Grid = list[list[float]]


@dataclass(frozen=True, slots=True)
class Variant:
    """One reading of a line: what stands where if it holds so many people.

    Attributes:
        weight: prior.
        slots: left to right, a mention's index or None for a person counted without a name.
        match: weight of each face (rows) in each slot (columns).
        unseen: weight of each slot without a face.
        extra: weight of each face without a slot.
    """

    weight: float
    slots: tuple[int | None, ...]
    match: Sequence[Sequence[float]]
    unseen: Sequence[float]
    extra: Sequence[float]


@dataclass(frozen=True, slots=True)
class LineProblem:
    """The faces of one line and all readings of it.

    Attributes:
        faces: indexes of the faces, left to right.
        variants: see Variant.
        spacing: for each gap before, between and behind the faces, how much likelier than elsewhere a face is missing.
        swap: for each face but the last, the weight of being swapped with its right neighbour.
        floaters: for each floater, the weight on each face.
        violation: factor for a floater outside an unnamed slot.
    """

    faces: tuple[int, ...]
    variants: tuple[Variant, ...]
    spacing: Sequence[float]
    swap: Sequence[float]
    floaters: Sequence[Sequence[float]] = ()
    violation: float = 1.0


@dataclass(slots=True)
class Chain:
    """What the sum over all assignments came to; divide by `total` for probabilities.

    Attributes:
        total: the sum of all weights.
        pairs: by (face, mention), the sum of the weights in which they belong together.
        floaters: the same by (face, number of the floater).
        missing: by (line, face to the left within the line, mention): the weights in which the name lacks a face there.
    """

    total: float = 0.0
    pairs: dict[tuple[int, int], float] = field(default_factory=dict)
    floaters: dict[tuple[int, int], float] = field(default_factory=dict)
    missing: dict[tuple[int, int, int], float] = field(default_factory=dict)


def solve(lines: Sequence[LineProblem], absent: Sequence[float]) -> Chain:
    """Sum over all assignments of several lines that share floaters.

    Args:
        lines: in any order; a floater is used at most once over all of them.
        absent: for each floater, the weight of being in no line.

    Returns:
        Sums, not probabilities; `total` is 0 where the weights underflow or contradict each other.
    """
    masks = 1 << len(absent)
    starts = [[1.0] + [0.0] * (masks - 1)]
    tables: list[list[list[Grid]]] = []
    for line in lines:
        tables.append([_forward(line, variant, starts[-1], masks) for variant in line.variants])
        ends = [grids[mask][-1][-1] for grids in tables[-1] for mask in range(masks)]
        weights = [variant.weight for variant in line.variants]
        starts.append([sum(w * ends[v * masks + mask] for v, w in enumerate(weights)) for mask in range(masks)])
    target = [_left_out(mask, absent) for mask in range(masks)]
    result = Chain(total=sum(s * t for s, t in zip(starts[-1], target, strict=True)))
    if not result.total > 0.0:
        return Chain()
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        before = [0.0] * masks
        for variant, forward in zip(line.variants, tables[number], strict=True):
            backward = _backward(line, variant, [variant.weight * t for t in target], masks)
            _Collector(result, number, line, variant).collect(forward, backward)
            for mask in range(masks):
                before[mask] += backward[mask][0][0]
        target = before
    return result


def _left_out(mask: int, absent: Sequence[float]) -> float:
    weight = 1.0
    for number, value in enumerate(absent):
        if not mask >> number & 1:
            weight *= value
    return weight


def _forward(line: LineProblem, variant: Variant, start: Sequence[float], masks: int) -> list[Grid]:
    """Sums over everything left of (faces used, slots used), for each mask of used floaters."""
    n, m = len(line.faces), len(variant.slots)
    grids: list[Grid] = []
    for mask in range(masks):
        grid = [[0.0] * (m + 1) for _ in range(n + 1)]
        if start[mask] > 0.0 or mask:
            grid[0][0] = start[mask]
            _fill(line, variant, grid, _arrivals(line, variant, grids, mask))
        grids.append(grid)
    return grids


def _arrivals(line: LineProblem, variant: Variant, grids: list[Grid], mask: int) -> Grid | None:
    """What comes into each cell of `mask` by a floater that takes the face just passed."""
    if not mask:
        return None
    n, m = len(line.faces), len(variant.slots)
    arrivals = [[0.0] * (m + 1) for _ in range(n + 1)]
    for number, weights in enumerate(line.floaters):
        if not mask >> number & 1:
            continue
        source = grids[mask ^ (1 << number)]
        for i in range(n):
            inside, outside = weights[i], weights[i] * line.violation
            here, there = source[i], arrivals[i + 1]
            for j in range(m + 1):
                there[j] += here[j] * outside
                if j < m and variant.slots[j] is None:
                    there[j + 1] += here[j] * inside
    return arrivals


def _fill(line: LineProblem, variant: Variant, grid: Grid, arrivals: Grid | None) -> None:
    m = len(variant.slots)
    extra, swap, spacing, unseen, match = variant.extra, line.swap, line.spacing, variant.unseen, variant.match
    for i, row in enumerate(grid):
        gap = spacing[i]
        above = grid[i - 1] if i else None
        beyond = grid[i - 2] if i > 1 else None
        for j in range(m + 1):
            value = row[j]
            if arrivals is not None:
                value += arrivals[i][j]
            if j:
                value += row[j - 1] * unseen[j - 1] * gap
            if above is not None:
                value += above[j] * extra[i - 1]
                if j:
                    value += above[j - 1] * match[i - 1][j - 1]
                    if beyond is not None and j > 1:
                        value += beyond[j - 2] * swap[i - 2] * match[i - 2][j - 1] * match[i - 1][j - 2]
            row[j] = value


def _backward(line: LineProblem, variant: Variant, target: Sequence[float], masks: int) -> list[Grid]:
    """Sums over everything right of (faces used, slots used), for each mask of used floaters."""
    n, m = len(line.faces), len(variant.slots)
    grids: list[Grid] = [[[0.0] * (m + 1) for _ in range(n + 1)] for _ in range(masks)]
    extra, swap, spacing, unseen, match = variant.extra, line.swap, line.spacing, variant.unseen, variant.match
    for mask in range(masks - 1, -1, -1):
        grid = grids[mask]
        grid[n][m] = target[mask]
        free = [(number, grids[mask | 1 << number]) for number in range(len(line.floaters)) if not mask >> number & 1]
        for i in range(n, -1, -1):
            row, gap = grid[i], spacing[i]
            below = grid[i + 1] if i < n else None
            beyond = grid[i + 2] if i + 1 < n else None
            for j in range(m, -1, -1):
                value = row[j]
                if j < m:
                    value += row[j + 1] * unseen[j] * gap
                if below is not None:
                    value += below[j] * extra[i]
                    if j < m:
                        value += below[j + 1] * match[i][j]
                        if beyond is not None and j + 1 < m:
                            value += beyond[j + 2] * swap[i] * match[i][j + 1] * match[i + 1][j]
                    for number, other in free:
                        weight = line.floaters[number][i]
                        value += other[i + 1][j] * weight * line.violation
                        if j < m and variant.slots[j] is None:
                            value += other[i + 1][j + 1] * weight
                row[j] = value
    return grids


@dataclass(frozen=True, slots=True)
class _Collector:
    """Adds up pairs, floaters and missing faces of one variant of one line."""

    result: Chain
    number: int
    line: LineProblem
    variant: Variant

    def collect(self, forward: list[Grid], backward: list[Grid]) -> None:
        """Go through the two tables, for each mask of used floaters."""
        for mask, (left, right) in enumerate(zip(forward, backward, strict=True)):
            for j, mention in enumerate(self.variant.slots):
                if mention is not None:
                    self._seen(j, mention, left, right)
                    self._unseen(j, mention, left, right)
            for floater in range(len(self.line.floaters)):
                if not mask >> floater & 1:
                    self._floating(floater, left, backward[mask | 1 << floater])

    def _seen(self, j: int, mention: int, left: Grid, right: Grid) -> None:
        faces, match, swap = self.line.faces, self.variant.match, self.line.swap
        n, m, pairs = len(faces), len(self.variant.slots), self.result.pairs
        for i in range(n):
            mass = left[i][j] * right[i + 1][j + 1]
            if i and j + 1 < m:
                mass += left[i - 1][j] * swap[i - 1] * match[i - 1][j + 1] * right[i + 1][j + 2]
            if j and i + 1 < n:
                mass += left[i][j - 1] * swap[i] * match[i + 1][j - 1] * right[i + 2][j + 1]
            mass *= match[i][j]
            if mass > 0.0:
                pairs[faces[i], mention] = pairs.get((faces[i], mention), 0.0) + mass

    def _unseen(self, j: int, mention: int, left: Grid, right: Grid) -> None:
        missing, weight = self.result.missing, self.variant.unseen[j]
        for i, gap in enumerate(self.line.spacing):
            mass = left[i][j] * weight * gap * right[i][j + 1]
            if mass > 0.0:
                key = (self.number, i, mention)
                missing[key] = missing.get(key, 0.0) + mass

    def _floating(self, floater: int, left: Grid, right: Grid) -> None:
        found, violation = self.result.floaters, self.line.violation
        for i, face in enumerate(self.line.faces):
            here, there = left[i], right[i + 1]
            mass = sum(a * b for a, b in zip(here, there, strict=True)) * violation
            mass += sum(here[j] * there[j + 1] for j, slot in enumerate(self.variant.slots) if slot is None)
            mass *= self.line.floaters[floater][i]
            if mass > 0.0:
                found[face, floater] = found.get((face, floater), 0.0) + mass
