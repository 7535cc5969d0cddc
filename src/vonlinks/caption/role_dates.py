"""Roles without the dates that they run into."""

from bisect import bisect_right
from collections.abc import Sequence

from vonlinks.caption.dates import CaptionDate
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.weekdays import BEFORE_WEEKDAY

__all__ = ["without_dates"]


def without_dates(
    spans: Sequence[tuple[int, int]], tokens: Sequence[Token], dates: Sequence[CaptionDate]
) -> list[tuple[int, int]]:
    """The parts of a role without a date of the event that they run into ("Bürgermeister, vom 8. bis 10. Mai 2019").

    A birth or another date of the background is left: it tells something of the person.
    """
    kept = []
    for start, end in spans:
        at = bisect_right(dates, start, key=lambda date: tokens[date.stop - 1].end)
        while at < len(dates) and dates[at].background:
            at += 1
        first = _with_preposition(tokens, dates[at].first) if at < len(dates) else len(tokens)
        if first == len(tokens) or tokens[first].start >= end:
            kept.append((start, end))
            continue
        k = first - 1
        while k >= 0 and tokens[k].start >= start and not tokens[k].flags & Flag.WORD:
            k -= 1
        if k >= 0 and tokens[k].start >= start:
            kept.append((start, tokens[k].end))
    return kept


def _with_preposition(tokens: Sequence[Token], first: int) -> int:
    """Where the words before a date that belong to it begin: a weekday, "am", "vom"."""
    plain = Flag.STOP | Flag.ARTICLE | Flag.WEEKDAY | Flag.FROM | Flag.LINK
    while first and (tokens[first - 1].flags & plain or tokens[first - 1].key in BEFORE_WEEKDAY):
        first -= 1
    return first
