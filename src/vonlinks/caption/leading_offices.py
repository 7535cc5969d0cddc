"""Offices that stand before a name and a comma: "Minister of Works, Hon. Jo Doe (right)"."""

from vonlinks.caption.person_words import person_words
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.vocabulary_files import around

__all__ = ["leading_office"]

_LONGEST = 40  # tokens
_ENDS = frozenset({";", ".", ":", "\n", "!", "?", "…", "-", "("})
_NEAR = 5  # words in which the word that is the office begins
_HONORIFICS, _COMMON = around("honorifics"), around("common_adjectives")


def leading_office(sheet: Sheet, low: int, at: int) -> int | None:
    """Index where the office begins that a comma parts from the name or its title at token `at`; None if there is none.

    office   = [article] word { word | "," | bracket }    (one of the first words is a role; nobody is named in it)

    Args:
        sheet: the caption.
        low: index after all that belongs to somebody before.
        at: where the name, or the title before it, begins.
    """
    titled = sheet.keys[at] in _HONORIFICS
    at -= bool(sheet.flags[at - 1] & Flag.ARTICLE)
    if at - 2 < low or sheet.keys[at - 1] != ",":
        return None
    first = _segment(sheet, max(low, at - _LONGEST), at - 1)
    while first < at - 1 and (sheet.flags[first] & (Flag.CONNECTOR | Flag.ARTICLE) or sheet.keys[first] == ","):
        first += 1
    opens = first in {low, 0} or sheet.keys[first - 1] in _ENDS or bool(sheet.flags[first - 1] & Flag.ARTICLE)
    words = [k for k in range(first, at - 1) if sheet.flags[k] & Flag.WORD]
    if not words or not (titled or opens):
        return None
    office = any(sheet.flags[k] & (Flag.ROLE | Flag.TITLE) for k in words[: _NEAR if not titled else None])
    plain = sheet.flags[words[0]] & (Flag.CAPITAL | Flag.ROLE)
    return first if office and plain and not _names_somebody(sheet, first, at - 1) else None


def _segment(sheet: Sheet, low: int, high: int) -> int:
    """Where the words begin that reach up to token `high` without a mark, a verb or a bracket with a place between them."""
    joins = (
        Flag.LINK | Flag.ARTICLE | Flag.CONNECTOR | Flag.FROM | Flag.CAPITAL | Flag.ROLE | Flag.POSSESSIVE | Flag.NUMBER
    )
    k = high - 1
    while k >= low:
        if sheet.opens[k] >= 0:
            if any(i in sheet.marker_at for i in range(sheet.opens[k], k)):
                break
            k = sheet.opens[k] - 1
            continue
        flags = sheet.flags[k]
        if not flags:
            if sheet.keys[k] in _ENDS and not sheet.tokens[k].tight:
                break
        elif (flags & Flag.CONNECTOR and (k == low or sheet.keys[k - 1] in {",", ")"})) or (
            not flags & joins and not _describes(sheet, k) and not _is_common(sheet, k)
        ):
            break
        k -= 1
    return k + 1


def _describes(sheet: Sheet, k: int) -> bool:
    """Whether a word in small letters is an adjective of the German noun behind it ("Österreichs neuer Minister")."""
    adjective = sheet.words.nouns_have_capitals and sheet.keys[k].endswith(("e", "en", "er", "es", "em"))
    common = sheet.flags[k] & Flag.STOP and sheet.keys[k] not in _COMMON
    return adjective and not common and bool(sheet.flags[k + 1] & Flag.CAPITAL)


def _is_common(sheet: Sheet, k: int) -> bool:
    """Whether a word in small letters can stand in an English office: no function word, no verb ("organising committee")."""
    words = person_words(sheet.words.language)
    plain = sheet.words.language == "en" and not sheet.flags[k] & Flag.STOP
    return plain and not sheet.keys[k].endswith("ed") and sheet.keys[k] not in words.verbs | words.acts


def _names_somebody(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether a given name with another word behind it stands in the words."""
    unfit = Flag.NOUN | Flag.ROLE | Flag.TITLE | Flag.BODY
    return any(
        sheet.flags[k] & Flag.GIVEN and sheet.name_words[k + 1] and not sheet.flags[k + 1] & unfit and k + 1 < stop
        for k in range(first, stop)
    )
