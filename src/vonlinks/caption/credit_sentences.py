"""Photographers whom a whole sentence names: "This photo by Jo Doe shows …", "… was taken by Jo Doe on May 8", "Jo Doe took this photo"."""

from vonlinks.caption.credit_lines import SENTENCE_ENDS, Line
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary
from vonlinks.caption.vocabulary_files import around

__all__ = ["told_line"]

_RELATIVES = around("goes_on")
_FULL, _LONGEST = 2, 4  # words of a photographer's name
_LONGEST_SUBJECT = 60  # tokens between the picture and who took it


def told_line(tokens: list[Token], i: int, words: Vocabulary) -> Line | None:
    """The line in a sentence that tells who took the picture; None if token `i` begins none.

    told     = [article] picture [","] [taken] "by" name [","] shows
             | picture { word } was taken "by" name
             | name took this picture
    """
    known = words.credit
    key = tokens[i].key
    if key in known.pictures:
        return _of_subject(tokens, i, words)
    if key in known.taken and i > 1 and tokens[i - 1].key in known.was and tokens[i - 2].key not in _RELATIVES:
        return _of_verb(tokens, i, words)
    return _of_taker(tokens, i, words) if key in known.took else None


def _of_subject(tokens: list[Token], i: int, words: Vocabulary) -> Line | None:
    """Read "This photo by Jo Doe shows …"."""
    known = words.credit
    by = i + 1
    parted = by < len(tokens) and tokens[by].key == ","
    by += parted
    by += by < len(tokens) and tokens[by].key in known.taken
    if by >= len(tokens) or tokens[by].key not in known.agents:
        return None
    stop = _name_end(tokens, by + 1)
    shown = stop + parted
    shows = stop > by + 1 and shown < len(tokens) and tokens[shown].key in known.shows
    first = i - 1 if i and tokens[i - 1].flags & (Flag.ARTICLE | Flag.STOP) else i
    return Line(first, stop, by + 1, stop, "called", taken=True) if shows else None


def _of_verb(tokens: list[Token], i: int, words: Vocabulary) -> Line | None:
    """Read "… was taken by Jo Doe on May 8" where the sentence speaks of a picture."""
    by = i + 1
    if by >= len(tokens) or tokens[by].key not in words.credit.agents:
        return None
    stop = _name_end(tokens, by + 1)
    k = i - 2
    while k >= 0 and i - k < _LONGEST_SUBJECT and tokens[k].key not in SENTENCE_ENDS - {'"'}:
        if tokens[k].key in words.credit.pictures and stop > by + 1:
            return Line(i - 1, stop, by + 1, stop, "called", taken=True)
        k -= 1
    return None


def _of_taker(tokens: list[Token], i: int, words: Vocabulary) -> Line | None:
    """Read "Jo Doe took this photo" at the beginning of a sentence."""
    known = words.credit
    stop = i + 3
    told = stop <= len(tokens) and tokens[i + 1].flags & Flag.STOP and tokens[i + 2].key in known.pictures
    first = i
    while first and i - first < _LONGEST and tokens[first - 1].flags & Flag.CAPITAL:
        first -= 1
    opens = first == 0 or tokens[first - 1].key in SENTENCE_ENDS
    return (
        Line(first, stop, first, i, "called", taken=True) if told and opens and _name_end(tokens, first) == i else None
    )


def _name_end(tokens: list[Token], first: int) -> int:
    """Index after the photographer's name that begins at token `first`; `first` where none does."""
    stop = first
    while stop < len(tokens) and stop - first < _LONGEST and tokens[stop].flags & Flag.CAPITAL:
        if tokens[stop].flags & (Flag.STOP | Flag.NOUN | Flag.ROLE) and not tokens[stop].flags & (
            Flag.INITIAL | Flag.GIVEN | Flag.SURNAME
        ):
            break
        stop += 1
    return stop if stop - first >= _FULL else first
