"""What does not fit between caption and faces, as sentences."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vonlinks.domain import CaptionReading
from vonlinks.naming.layout import Layout, Line
from vonlinks.naming.marginals import Beliefs
from vonlinks.naming.parameters import Parameters
from vonlinks.naming.weights import Weights, relative_sizes

__all__ = ["Conflict", "count_conflicts", "identity_conflicts", "row_conflicts"]


class Conflict(NamedTuple):
    """What does not fit, as a sentence, and the mentions that it puts in doubt."""

    sentence: str
    mentions: frozenset[int]


def count_conflicts(weights: Weights, layout: Layout, beliefs: Beliefs) -> Iterator[Conflict]:
    """Rows that the caption names from end to end and that hold more or fewer faces."""
    if layout.floaters:
        yield from _too_many_places(weights, layout)
        return
    if not beliefs.lines or not all(line.complete for line in beliefs.lines):
        return
    named = [0.0] * len(weights.faces)
    for (face, _), probability in beliefs.pairs.items():
        named[face] += probability
    for line, row in zip(beliefs.lines, beliefs.partition, strict=True):
        # Clear bystanders are no conflict: the model has left them out.
        counted = [face for face in row if named[face] >= 0.1]
        hidden = sum(slot is not None and weights.hidden(slot) for slot in line.slots)
        if not _names(line) - hidden <= len(counted) <= _names(line):
            members = frozenset(slot for count in line.counts for slot in count.slots if slot is not None)
            yield Conflict(_count_sentence(line, counted, row, beliefs), members)


def row_conflicts(beliefs: Beliefs) -> Iterator[Conflict]:
    """Rows that two partitions, about as probable, divide in different ways."""
    doubted = [
        (line, row)
        for line, row in zip(beliefs.lines, beliefs.partition, strict=False)
        if beliefs.doubted.intersection(row)
    ]
    if not doubted:
        return
    members = frozenset(
        slot for line, _ in doubted for count in line.counts for slot in count.slots if slot is not None
    )
    names = [_row_name(line) for line, _ in doubted if line.row is not None]
    which = f"the {' and who in the '.join(names)}" if len(names) > 1 else "which row"
    yield Conflict(f"it cannot be told who stands in {which}: one name confirmed there decides it", members)


def _row_name(line: Line) -> str:
    return f"{line.row} row" if isinstance(line.row, str) else f"row {line.row}"


def _too_many_places(weights: Weights, layout: Layout) -> Iterator[Conflict]:
    """More people with a place than faces, where some of them could not be put into any row."""
    listed = {slot for line in layout.lines for count in line.counts for slot in count.slots if slot is not None}
    placed = listed | {i for i in layout.floaters if weights.people[i].position is not None}
    faces = sum(size >= 0.5 for size in relative_sizes(weights.faces, len(placed)))
    if len(placed) > faces:
        sentence = f"{_plural(len(placed), 'name')} with a place, {_plural(faces, 'face')}: not all of them were found"
        yield Conflict(sentence, frozenset(placed))


def _names(line: Line) -> int:
    return sum(slot is not None for slot in line.counts[0].slots)


def _count_sentence(line: Line, counted: Sequence[int], row: Sequence[int], beliefs: Beliefs) -> str:
    where = (
        "" if line.row is None else f" in the {line.row} row" if isinstance(line.row, str) else f" in row {line.row}"
    )
    said = f"{_plural(_names(line), 'name')}, {_plural(len(counted), 'face')}{where}"
    if len(counted) > _names(line):
        return f"{said}: somebody may stand there whom the caption does not name"
    return f"{said}: {_gap_words(line, row, beliefs)}"


def _gap_words(line: Line, row: Sequence[int], beliefs: Beliefs) -> str:
    """Where the missing face would stand, if that can be told."""
    members = {slot for slot in line.counts[0].slots if slot is not None}
    places: dict[tuple[int, int], float] = {}
    for (mention, left, right), probability in beliefs.missing.items():
        if mention in members and (left in row or right in row):
            places[left, right] = places.get((left, right), 0.0) + probability
    if not row or not places:
        return "no face was found for them"
    (left, right), most = max(places.items(), key=lambda entry: (entry[1], entry[0]))
    if most < 0.5 * sum(places.values()):
        return "it cannot be told whose face is missing"
    order = {face: rank for rank, face in enumerate(row, start=1)}
    if left < 0:
        return "a face may be missing before the first"
    if right < 0:
        return "a face may be missing after the last"
    return f"a face may be missing between {order[left]} and {order[right]}"


def identity_conflicts(
    weights: Weights, reading: CaptionReading | None, told: Beliefs, parameters: Parameters
) -> Iterator[Conflict]:
    """Known faces that stand where the caption, read alone, puts somebody else."""
    if reading is None:
        return
    for face in range(len(weights.faces)):
        here = [(p, m) for (f, m), p in told.pairs.items() if f == face]
        probability, mention = max(here, default=(0.0, -1))
        nearest = min(weights.gallery.of(face).items(), key=lambda entry: entry[1].distance, default=None)
        if probability < 0.5 or nearest is None:
            continue
        name, likeness = nearest
        if name == weights.names[mention] or likeness.distance >= parameters.same_person:
            continue
        if weights.gallery.log_odds(face, name) >= 3.0:
            place = reading.people[mention].name
            looks = f"the face looks like {likeness.person} ({likeness.distance:.2f})"
            # One wrong place may mean that the whole order is another.
            yield Conflict(f"the caption puts {place} where {looks}", frozenset(range(len(reading.people))))


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
