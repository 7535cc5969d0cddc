"""The weekdays that stand beside a date."""

from collections.abc import Sequence

from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["BEFORE_WEEKDAY", "WEEKDAY_NAMES", "weekday_after", "weekday_before", "weekday_of"]

WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
BEFORE_WEEKDAY = frozenset({",", "(", "den", "dem", "der", "the", "le", "el", "dia", "día", "il", "am", "d", "."})
_SHORT_WEEKDAY = 3
_FAR = 3


def weekday_of(tokens: Sequence[Token], k: int, words: Vocabulary) -> int | None:
    """The weekday that token `k` names; short forms only with a dot or before a comma."""
    token = tokens[k]
    if token.flags & Flag.WEEKDAY:
        following = tokens[k + 1].key if k + 1 < len(tokens) else ""
        short = len(token.key) <= _SHORT_WEEKDAY
        if not short or token.dotted or (token.flags & Flag.CAPITAL and following == ","):
            return words.weekdays[token.key]
        return None
    for name, number in words.long_weekdays:
        if token.key.startswith(name) and token.flags & Flag.WORD:
            return number  # "Mittwochabend", "lördagen"
    return None


def weekday_before(tokens: Sequence[Token], i: int, words: Vocabulary) -> tuple[int, str] | None:
    """The weekday before token `i`, with nothing but a comma, a bracket or an article between, and as written."""
    k = i - 1
    while k >= 0 and i - k <= _FAR and tokens[k].key in BEFORE_WEEKDAY:
        k -= 1
    told = weekday_of(tokens, k, words) if k >= 0 else None
    return None if told is None else (told, tokens[k].text)


def weekday_after(tokens: Sequence[Token], i: int, words: Vocabulary) -> tuple[int, str] | None:
    """The weekday behind a date: "(Wednesday)", ", Mittwoch"; of a second date it is the one before."""
    if i + 1 >= len(tokens) or tokens[i].key not in {",", "("}:
        return None
    told = weekday_of(tokens, i + 1, words)
    ends = i + 2 >= len(tokens) or not tokens[i + 2].flags
    return (told, tokens[i + 1].text) if told is not None and ends else None
