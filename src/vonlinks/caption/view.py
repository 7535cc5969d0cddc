"""A reading laid over its text: the caption in segments, each with what it was read as."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from vonlinks.domain import CaptionReading, Span

__all__ = ["Segment", "SegmentKind", "segments"]

SegmentKind = Literal["prose", "name", "absent", "role", "place", "date", "credit", "unread"]
"""What a run of the text was read as: "absent" is the name of somebody told not to be in the picture, "place" the words
that give a position, "prose" words that need no reading ("and", "with", punctuation), "unread" what served no purpose."""

_Mark = tuple[SegmentKind, int | None]
_PROSE: _Mark = ("prose", None)


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the caption's text that was read as one thing.

    Attributes:
        start: first code point.
        end: the code point after the last.
        kind: what it was read as.
        mention: index in `reading.people` of the one person whom it is about; None for words that serve several, or nobody.
    """

    start: int
    end: int
    kind: SegmentKind
    mention: int | None = None


def segments(reading: CaptionReading) -> tuple[Segment, ...]:
    """Cut the text so that the segments, joined, are the text again; none is empty.

    Where spans overlap, the narrower purpose wins: a name, then place, role, date, credit, and unread words last. Spans that
    reach out of the text are cut at its ends. Time is linear in the length of the text and of its spans.

    >>> from vonlinks.caption import read_caption
    >>> reading = read_caption("OB Eva Muster (l.) und Jan Probst. Foto: Ada Probe/dpa")
    >>> [(reading.text[s.start : s.end], s.kind) for s in segments(reading) if s.kind != "prose"]
    [('OB', 'role'), ('Eva Muster', 'name'), ('l.', 'place'), ('Jan Probst', 'name'), ('Foto: Ada Probe/dpa', 'credit')]
    """
    marks = [_PROSE] * len(reading.text)
    for (start, end), mark in _purposes(reading):
        first, stop = (min(max(edge, 0), len(marks)) for edge in (start, end))
        marks[first:stop] = [mark] * max(stop - first, 0)
    return tuple(_runs(marks))


def _runs(marks: list[_Mark]) -> Iterator[Segment]:
    start = 0
    for (kind, mention), run in groupby(marks):
        end = start + sum(1 for _ in run)
        yield Segment(start, end, kind, mention)
        start = end


def _purposes(reading: CaptionReading) -> Iterator[tuple[Span, _Mark]]:
    """All spans with what they are, the narrowest purpose last so that it is laid over the others."""
    for span in reading.unread:
        yield span, ("unread", None)
    if reading.credit:
        yield reading.credit.span, ("credit", None)
    if reading.date_span:
        yield reading.date_span, ("date", None)
    people = list(enumerate(reading.people))
    for number, mention in people:
        for span in _joined(reading.text, mention.role_spans):
            yield span, ("role", number)
    # The words of a list are the places of all who stand in it, and are laid down once.
    shared = Counter(mention.marker_span for _, mention in people if mention.marker_span)
    owner = {mention.marker_span: number for number, mention in people if mention.marker_span}
    for place, times in shared.items():
        yield place, ("place", owner[place] if times == 1 else None)
    for number, mention in people:
        yield mention.span, ("absent" if mention.pictured is False else "name", number)


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """The parts of a role as one where nothing but commas stands between them."""
    joined: list[Span] = []
    for start, end in spans:
        if joined and joined[-1][1] <= start and not text[joined[-1][1] : start].strip(" ,;"):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined
