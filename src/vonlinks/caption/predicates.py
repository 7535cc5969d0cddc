"""What a sentence says that a person is."""

from vonlinks.caption.person_words import person_words
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["copula_role", "predicate_role"]

_LEAD = 6  # words between the verb and the role ("ist seit 2010 stellvertretende Leiterin")


def predicate_role(sheet: Sheet, low: int, high: int) -> tuple[int, int] | None:
    """Code points of what the only person of a sentence is said to be ("wird als neuer Trainer des FC …").

    predicate= "as" { adjective } ROLE { capitalised | link capitalised }
    """
    lead = 3
    for i in range(low, high):
        if not sheet.flags[i] & Flag.AS:
            continue
        head = next((k for k in range(i + 1, min(i + 1 + lead, high)) if sheet.flags[k] & Flag.ROLE), None)
        if head is None:
            continue
        stop = head + 1
        while stop < high and sheet.flags[stop]:
            linked = sheet.flags[stop] & (Flag.LINK | Flag.FROM) and sheet.name_words[stop + 1] and stop + 1 < high
            if not linked and not sheet.name_words[stop]:
                break
            stop += 2 if linked else 1
        first = i + 2 if sheet.flags[i + 1] & Flag.ARTICLE else i + 1
        return sheet.span(first, stop)
    return None


def copula_role(sheet: Sheet, i: int, high: int) -> tuple[int, int] | None:
    """Tokens of the role that a person is said to have by the verb at token `i` ("ist Leiterin der Schule", "is the mayor of …").

    said     = copula { article | adjective | adverb | number } ROLE { word | link | article }
    """
    if i >= high or sheet.keys[i] not in person_words(sheet.words.language).copulas:
        return None
    first = i + 1
    head = next((k for k in range(first, min(first + _LEAD, high)) if sheet.flags[k] & Flag.ROLE), None)
    if head is None or any(not _may_lead(sheet, k) for k in range(first, head)):
        return None
    while (
        first < head
        and sheet.flags[first] & (Flag.STOP | Flag.ARTICLE | Flag.NUMBER)
        and not sheet.flags[first] & Flag.CAPITAL
    ):
        first += 1
    stop = _said_end(sheet, head, high)
    named = any(sheet.flags[k] & Flag.GIVEN for k in range(head, stop))
    return None if named else (first, stop)


def _may_lead(sheet: Sheet, k: int) -> bool:
    """Whether a word can stand between the verb and the role: no preposition that makes the role another's."""
    flags = sheet.flags[k]
    if not flags & (Flag.WORD | Flag.NUMBER) or flags & (Flag.GIVEN | Flag.CONNECTOR):
        return False
    if sheet.flags[k + 1] & Flag.NUMBER:
        return True  # "von 1971 bis 1989"
    return sheet.keys[k] not in {
        "mit",
        "von",
        "with",
        "by",
        "to",
        "zum",
        "zur",
        "beim",
        "bei",
        "als",
        "as",
        "par",
        "por",
        "da",
        "door",
    }


def _said_end(sheet: Sheet, head: int, high: int) -> int:
    """Index after a role and all that tells of what: up to a mark, or a word that goes on with the sentence."""
    carries = Flag.CAPITAL | Flag.LINK | Flag.ARTICLE | Flag.FROM | Flag.PARTICLE | Flag.ROLE | Flag.NUMBER
    stop = last = head + 1
    while stop < high and (sheet.flags[stop] or sheet.keys[stop] == '"'):
        flags = sheet.flags[stop]
        small = bool(flags) and not flags & carries
        described = small and not flags & Flag.STOP and sheet.flags[stop + 1] & (Flag.CAPITAL | Flag.ROLE)
        lead = Flag.LINK | Flag.ARTICLE | Flag.FROM | Flag.PARTICLE
        noun = small and not flags & Flag.STOP and sheet.flags[stop - 1] & lead and not sheet.words.nouns_have_capitals
        if small and not noun and not (described and stop + 1 < high):
            break
        stop += 1
        if not flags or noun or flags & (Flag.CAPITAL | Flag.ROLE | Flag.NUMBER):
            last = stop
    return last
