"""Credits that end a text without any mark before them: "… Mehrheit SRF/Keystone", "… del Gobierno JO DOE"."""

from vonlinks.caption.credit_lines import Line
from vonlinks.caption.credit_names import agency_at, is_person, is_sure_agency
from vonlinks.caption.credit_shapes import fits_words
from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["names_somebody", "unmarked_line", "with_name_before"]

_SHORT = 8
_FEW = 5
_MOST_BODY = 6
_MOST_NAME = 4
# What stands before the name of somebody in the picture.
_NO_END = Flag.ROLE | Flag.TITLE | Flag.CONNECTOR | Flag.STOP | Flag.ARTICLE | Flag.PARTICLE | Flag.INITIAL
_SET_APART = frozenset({".", "*", ")", "!", "?", '"', "|"})
_NAMES_BEFORE_BARS = frozenset({"es", "pt", "it"})


def unmarked_line(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """The credit that ends at token `last` - 1, whatever stands before it."""
    return (
        _last_word(tokens, last, words)
        or _agency_and_person(tokens, last, words)
        or _joined_paper(tokens, last, words)
        or _loud_name(tokens, last, words)
        or _before_address(tokens, last, words)
        or _before_picture(tokens, last, words)
    )


def _last_word(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """An agency that ends the text without any mark, with what a slash joins to it ("… Mehrheit SRF/Keystone")."""
    known = words.credit
    for k in range(max(1, last - _MOST_NAME), last):
        if (
            tokens[k].key not in known.agency_lengths
            or agency_at(tokens, k, last, known) != last
            or not is_sure_agency(tokens, k, last, known)
        ):
            continue
        if k > 2 and tokens[k - 1].key == "/" and tokens[k - 1].tight:
            return _joined_left(tokens, k, last, known)
        loud = (tokens[k].flags & Flag.UPPER and tokens[k].key in known.alone) or (
            last - k > 1 and all(t.flags & Flag.CAPITAL for t in tokens[k:last] if t.flags & Flag.WORD)
        )
        if loud and tokens[k - 1].flags & Flag.WORD and not tokens[k - 1].flags & Flag.STOP:
            return Line(k, last, k, last, "bare")
        if tokens[k - 1].key == ":" and tokens[k].key in known.alone:
            return Line(k - 1, last, k, last, "bare")
    return None


def _agency_and_person(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """An agency in capitals, a slash and a person that end a text without any mark before them ("… beim Fest APA/Jo Doe")."""
    known = words.credit
    for slash in range(last - 2, max(_FEW, last - _MOST_NAME - 1), -1):
        if tokens[slash].key != "/" or not tokens[slash].tight:
            continue
        k = slash - 1
        loud = tokens[k].flags & Flag.UPPER and tokens[k].key in known.alone and tokens[k - 1].flags & Flag.WORD
        if loud and is_person(tokens, slash + 1, last, known):
            return Line(k, last, k, last, "bare")
    return None


def _joined_left(tokens: list[Token], k: int, last: int, known: CreditWords) -> Line | None:
    """The body or person that a slash joins to the agency at `k`."""
    for first in range(max(1, k - 1 - _MOST_NAME), k - 1):
        if (
            tokens[first - 1].flags & Flag.WORD
            and is_person(tokens, first, k - 1, known)
            and tokens[first].flags & Flag.GIVEN
        ):
            return Line(first, last, first, last, "bare")
    if tokens[k - 2].flags & Flag.UPPER or known.is_body(tokens[k - 2]):
        return Line(k - 2, last, k - 2, last, "bare")
    return None


def _joined_paper(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """A person and a paper that end a text without any mark before them ("… at the office Jo Doe/The Muster News")."""
    known = words.credit
    slash = next((k for k in range(last - 2, max(_FEW, last - _MOST_BODY - 1), -1) if tokens[k].key == "/"), 0)
    if not slash or not fits_words(tokens[slash + 1 : last], known):
        return None
    if not any(t.key in known.papers for t in tokens[slash + 1 : last]):
        return None
    for first in (slash - 2, slash - 3):
        named = tokens[first].flags & Flag.GIVEN and is_person(tokens, first, slash, known)
        before = tokens[first - 1]
        if named and before.flags & Flag.WORD and not before.flags & _NO_END:
            return Line(first, last, first, last, "bare")
    return None


def _loud_name(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """A name in capitals that ends a text in small letters without any mark ("… del Gobierno JO DOE")."""
    first = last
    while first > _FEW and last - first < _MOST_NAME and tokens[first - 1].flags & Flag.UPPER:
        first -= 1
    before = tokens[first - 1]
    plain = before.flags & Flag.WORD and not before.flags & (
        Flag.ROLE | Flag.TITLE | Flag.CONNECTOR | Flag.GIVEN | Flag.STOP
    )
    if last - first > 1 and plain and tokens[first].flags & Flag.GIVEN and is_person(tokens, first, last, words.credit):
        return Line(first, last, first, last, "bare")
    return None


def _before_address(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """A name before the mail address that ends a text ("Jo Doe | jdoe@example.org")."""
    at = next((k for k in range(last - 1, max(0, last - _SHORT), -1) if tokens[k].key == "@"), 0)
    stop = at - 1
    while stop > 0 and tokens[stop - 1].key not in {"|", "/", ",", "-", "("} and at - stop < 4:
        stop -= 1
    stop -= 1
    first = stop
    while first > 0 and tokens[first - 1].flags & Flag.CAPITAL and stop - first < 3:
        first -= 1
    if at and first < stop and is_person(tokens, first, stop, words.credit):
        return Line(first, last, first, stop, "bare")
    return None


def _before_picture(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """A name or body, set apart, before the word for the picture that ends the text ("…. Muster PIO photo")."""
    if last < _FEW or tokens[last - 1].key not in words.credit.pictures or tokens[last - 1].flags & Flag.CAPITAL:
        return None
    first = last - 1
    while first and last - 1 - first < _MOST_NAME and tokens[first - 1].flags & Flag.CAPITAL:
        first -= 1
    unfit = Flag.STOP | Flag.ARTICLE | Flag.TITLE
    lent = any(t.key in words.credit.lent or t.key in words.credit.staff_words for t in tokens[first : last - 1])
    fits = (
        first < last - 1
        and not lent
        and not any(t.flags & unfit and not t.flags & Flag.UPPER for t in tokens[first : last - 1])
    )
    return Line(first, last, first, last - 1, "bare") if fits and tokens[first - 1].key in _SET_APART else None


def with_name_before(tokens: list[Token], line: Line, words: Vocabulary) -> Line:
    """The line with the photographer's name that stands unparted before its bar ("… del Gobierno Jo Doe | EFE").

    Only right behind another name, or, where papers print so, in a text that names somebody before: else the name is that
    of a person in the picture.
    """
    known = words.credit
    if tokens[line.value - 1].key == "/":
        line = _with_chain(tokens, line, known)
    stop = line.value - 1
    for first in (stop - 2, stop - 3):
        if first < _FEW or not tokens[first].flags & Flag.GIVEN or not is_person(tokens, first, stop, known):
            continue
        before = tokens[first - 1]
        if not before.flags & Flag.WORD or before.flags & _NO_END:
            continue
        two_names = first > 1 and is_person(tokens, first - 2, first, known) and tokens[first - 2].flags & Flag.GIVEN
        named = names_somebody(tokens, first, words)
        loud = all(t.flags & Flag.UPPER for t in tokens[first:stop]) and not before.flags & Flag.UPPER
        if two_names or named or loud:
            return Line(first, line.stop, first, line.value_stop, line.form)
    return line


def _with_chain(tokens: list[Token], line: Line, known: CreditWords) -> Line:
    """The line with all that slashes join to it: a body, or a person between two slashes ("… Musteramt / Jo Doe / Ann Roe")."""
    while line.value > _FEW and tokens[line.value - 1].key == "/":
        stop = line.value - 1
        for first in (stop - 2, stop - 3):
            slashed = first > 1 and tokens[first - 1].key == "/"
            if slashed and is_person(tokens, first, stop, known):
                break
        else:
            first = stop - 1
            if (
                not (known.is_body(tokens[first]) or tokens[first].flags & Flag.UPPER)
                or tokens[first - 1].flags & _NO_END
            ):
                return line
        line = Line(first, line.stop, first, line.value_stop, line.form)
    return line


def names_somebody(tokens: list[Token], stop: int, words: Vocabulary) -> bool:
    """Whether somebody is named before `stop`, in a language whose papers put the photographer unmarked behind a slash or bar."""
    return words.language in _NAMES_BEFORE_BARS and any(
        tokens[k].flags & Flag.GIVEN and tokens[k + 1].flags & Flag.CAPITAL for k in range(stop - 2)
    )
