"""Which faces stand in which row: the caption's counts are a prior, height, size and overlap decide.

The idea of row curves is that of Gallagher & Chen, Finding Rows of People in Group Images (ICME 2009): a row has
about one distance from the camera and one supporting surface. Instead of their min-cut, exchanges between
neighbouring rows start from the cut by height and keep the best partition and its near rivals, each with a weight.
"""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from vonlinks.domain import Face
from vonlinks.naming.parameters import Parameters
from vonlinks.naming.weights import doubt, relative_sizes

__all__ = ["Partition", "partitions"]

Partition = tuple[tuple[int, ...], ...]
"""Rows from the front, each with its faces' indexes left to right."""

_BESIDE = 1.2
"""Up to so many face widths apart, a head stands in front of another or beside it."""

_RIDGE = 10.0
"""In squared face widths, about the spread of four people who stand side by side."""

_Point = tuple[float, float, float]


def partitions(faces: Sequence[Face], counts: Sequence[int], parameters: Parameters) -> list[tuple[float, Partition]]:
    """The most probable partitions of faces into rows of about the given counts, with weights that sum to 1.

    Args:
        faces: of one photo.
        counts: people in each row from the front, at least one row.
        parameters: the deviation of a face from its row, and how many partitions to keep.
    """
    if len(counts) < 2 or len(faces) < 2:
        everybody = tuple(sorted(range(len(faces)), key=lambda i: faces[i].box.center))
        return [(1.0, (everybody, *((),) * (len(counts) - 1)))]
    sizes = relative_sizes(faces, sum(counts))
    large = [
        i
        for i, size in enumerate(sizes)
        if size >= parameters.row_size and doubt(faces[i], parameters) < parameters.bystander
    ]
    if len(large) < len(faces):
        found = partitions([faces[i] for i in large], counts, parameters)
        return [(weight, _with_bystanders(faces, large, partition)) for weight, partition in found]
    return _partitions(faces, counts, parameters)


def _with_bystanders(faces: Sequence[Face], large: Sequence[int], partition: Partition) -> Partition:
    """Give each small face to the row that it is nearest to in height; they have no say in where rows lie."""
    rows = [[large[i] for i in row] for row in partition]
    levels = [median(faces[i].box.center[1] for i in row) if row else math.inf for row in rows]
    for i in sorted(set(range(len(faces))) - set(large)):
        nearest = min(range(len(rows)), key=lambda k: abs(faces[i].box.center[1] - levels[k]))
        rows[nearest].append(i)
    return tuple(tuple(sorted(row, key=lambda i: (faces[i].box.center, i))) for row in rows)


def _partitions(faces: Sequence[Face], counts: Sequence[int], parameters: Parameters) -> list[tuple[float, Partition]]:
    search = _Search(faces, counts, parameters)
    best = min((search.improve(start) for start in search.starts()), key=search.aim)
    found = {best: search.cost(best)}
    # Rivals may lie two exchanges away: look around the nearest rivals too.
    for _ in range(parameters.row_rivals):
        around = min((p for p in found if p not in search.seen), key=lambda p: (found[p], p), default=None)
        if around is None or found[around] > found[best] + 3.0:
            break
        search.seen.add(around)
        for neighbour in search.neighbours(around):
            found[neighbour] = search.cost(neighbour)
    given = search.given()
    if given is not None:
        # What the face finder saw counts as much as it is sure of itself.
        sure = min(face.row_confidence for face in faces)
        found[given] = found.get(given, search.cost(given)) - 2.0 * sure
    kept = sorted(found.items(), key=lambda entry: (entry[1], entry[0]))[: parameters.row_swaps]
    least = kept[0][1]
    weights = [(math.exp(least - cost), partition) for partition, cost in kept]
    total = sum(weight for weight, _ in weights)
    return [(weight / total, partition) for weight, partition in weights if weight > 1e-4 * total]


class _Search:
    """Exchanges between neighbouring rows, and what a partition costs in nats."""

    def __init__(self, faces: Sequence[Face], counts: Sequence[int], parameters: Parameters) -> None:
        self.faces = faces
        self.counts = counts
        self.scale = parameters.row_scale
        self.step = parameters.step_scale
        self.miss = -math.log(parameters.unseen)
        wide = median(max(face.box.width, 1e-6) for face in faces)
        high = median(max(face.box.height, 1e-6) for face in faces)
        self.points: list[_Point] = [
            (face.box.center[0] / wide, face.box.center[1] / high, max(face.box.height, 1e-6) / high) for face in faces
        ]
        self.seen: set[Partition] = set()
        self._known: dict[tuple[int, ...], tuple[float, float]] = {}

    def aim(self, partition: Partition) -> tuple[float, Partition]:
        """What the search lowers: the geometry and the distance from the caption's counts."""
        off = sum(abs(len(row) - count) for row, count in zip(partition, self.counts, strict=True))
        return self.cost(partition) + self.miss * off / 2, partition

    def cost(self, partition: Partition) -> float:
        """Minus the log of how well the faces lie in these rows."""
        rows = [self._row(row) for row in partition]
        total = sum(cost for cost, _ in rows)
        levels = [level for (_, level), row in zip(rows, partition, strict=True) if row]
        # A row farther back whose faces are on the whole lower in the picture is no row behind.
        total += sum(4.0 * max(0.0, back - front) for front, back in pairwise(levels))
        return total + sum(self._hidden(front, back) for front, back in pairwise(partition))

    def _hidden(self, front: Sequence[int], back: Sequence[int]) -> float:
        """Whoever stands behind looks over the heads of those in front, or nobody would see them."""
        cost, first = 0.0, 0
        for i in front:
            x, y, _ = self.points[i]
            while first < len(back) and self.points[back[first]][0] < x - _BESIDE:
                first += 1
            for k in range(first, len(back)):
                other = self.points[back[k]]
                if other[0] > x + _BESIDE:
                    break
                cost += 2.0 * max(0.0, other[1] - y + 0.2)
        return cost

    def starts(self) -> Iterator[Partition]:
        """The cut by height, scaled to the faces that there are, and the face finder's own rows if as many."""
        lowest = sorted(range(len(self.faces)), key=lambda i: (-self.points[i][1], self.points[i][0]))
        total, before, rows = max(sum(self.counts), 1), 0, []
        for count in self.counts:
            cut = [round(edge * len(lowest) / total) for edge in (before, before + count)]
            rows.append(self._sorted(lowest[cut[0] : cut[1]]))
            before += count
        placed = {i for row in rows for i in row}
        rows[-1] = self._sorted([*rows[-1], *(i for i in lowest if i not in placed)])
        yield tuple(rows)
        given = self.given()
        if given is not None:
            yield given

    def given(self) -> Partition | None:
        """The rows as the face finder numbered them, if it saw as many as the caption."""
        numbers = sorted({face.row for face in self.faces})
        if len(numbers) != len(self.counts):
            return None
        return tuple(self._sorted([i for i, face in enumerate(self.faces) if face.row == number]) for number in numbers)

    def improve(self, partition: Partition) -> Partition:
        """Exchange and move faces between neighbouring rows while that lowers the aim."""
        aim = self.aim(partition)
        for _ in range(3 * len(self.faces)):
            best = min(map(self.aim, self.neighbours(partition)), default=aim)
            if best[0] >= aim[0] - 1e-9:
                return partition
            aim, partition = best, best[1]
        return partition

    def neighbours(self, partition: Partition) -> Iterator[Partition]:
        """Every partition one exchange or one move away, between neighbouring rows."""
        for k in range(len(partition) - 1):
            front, back = partition[k], partition[k + 1]
            for out in (*front, None):
                for come in (*back, None):
                    if out is None and come is None:
                        continue
                    if out is not None and come is not None and not self._near(out, come):
                        continue
                    first = [i for i in front if i != out] + ([come] if come is not None else [])
                    second = [i for i in back if i != come] + ([out] if out is not None else [])
                    yield (*partition[:k], self._sorted(first), self._sorted(second), *partition[k + 2 :])

    def _near(self, first: int, second: int) -> bool:
        """Whether an exchange could make sense: the two differ in height by no more than two faces."""
        return abs(self.points[first][1] - self.points[second][1]) < 2.0

    def _sorted(self, row: Sequence[int]) -> tuple[int, ...]:
        return tuple(sorted(row, key=lambda i: (self.points[i], i)))

    def _row(self, row: tuple[int, ...]) -> tuple[float, float]:
        """Cost and mean height of one row, remembered: an exchange leaves the other rows as they were."""
        if row not in self._known:
            self._known[row] = self._measure([self.points[i] for i in row])
        return self._known[row]

    def _measure(self, points: Sequence[_Point]) -> tuple[float, float]:
        if not points:
            return 0.0, 0.0
        level = sum(y for _, y, _ in points) / len(points)
        residuals = _residuals(points)
        bent = sum(min(r * r / (2 * self.scale**2), 6.0) for r in residuals)
        uneven = sum(min(r * r / (2 * 0.2**2), 4.0) for r in _uneven([(x, math.log(s)) for x, _, s in points]))
        # Two faces of one row that cover each other would be one behind the other.
        crowded = sum(3.0 * max(0.0, 1.0 - (b[0] - a[0]) / 0.8) for a, b in pairwise(points))
        return bent + 0.5 * uneven + crowded + self._irregular(points), level

    def _irregular(self, points: Sequence[_Point]) -> float:
        """People of one row stand about as far from each other."""
        gaps = [math.log(max(b[0] - a[0], 0.05)) for a, b in pairwise(points)]
        usual = median(gaps) if gaps else 0.0
        return sum(min((gap - usual) ** 2 / (2 * self.step**2), 3.0) for gap in gaps)


def _uneven(points: Sequence[tuple[float, float]]) -> list[float]:
    """Distances of log sizes from a line over x: whoever stands nearer to the camera, at one end, is larger.

    The slope is held near 0 by a ridge of one face width, so that two faces make no line.
    """
    count = len(points)
    x = sum(x for x, _ in points) / count
    level = sum(size for _, size in points) / count
    spread = sum((a - x) ** 2 for a, _ in points)
    slope = sum((a - x) * (size - level) for a, size in points) / (spread + _RIDGE)
    return [size - level - slope * (a - x) for a, size in points]


def _residuals(points: Sequence[_Point]) -> list[float]:
    """Distances from the least-squares parabola y(x), its slope and bend held near 0 by a ridge."""
    count = len(points)
    mean = sum(x for x, _, _ in points) / count
    span = max(*(abs(x - mean) for x, _, _ in points), 1e-6)
    rows = [(1.0, (x - mean) / span, ((x - mean) / span) ** 2) for x, _, _ in points]
    ridge = (0.0, 0.3, 0.6)
    normal = [[sum(r[a] * r[b] for r in rows) + (ridge[a] if a == b else 0.0) for b in range(3)] for a in range(3)]
    right = [sum(r[a] * y for r, (_, y, _) in zip(rows, points, strict=True)) for a in range(3)]
    bend = _solve(normal, right)
    return [y - sum(c * v for c, v in zip(bend, r, strict=True)) for r, (_, y, _) in zip(rows, points, strict=True)]


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gaussian elimination for a symmetric positive definite system."""
    size = len(right)
    for k in range(size):
        for i in range(k + 1, size):
            factor = matrix[i][k] / matrix[k][k]
            right[i] -= factor * right[k]
            for j in range(k, size):
                matrix[i][j] -= factor * matrix[k][j]
    found = [0.0] * size
    for k in range(size - 1, -1, -1):
        found[k] = (right[k] - sum(matrix[k][j] * found[j] for j in range(k + 1, size))) / matrix[k][k]
    return found
