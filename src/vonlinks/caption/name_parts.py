"""The words that a person's name is made of: how far it reaches among particles, nicknames and suffixes."""

from itertools import pairwise

from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["QUOTES", "among_initials", "is_designation", "name_end", "run_end"]

_SHORT_STEP = 3  # tokens from one "J Doe," to the next
# A name of more words than this is a title of something.
_MAX_NAME_WORDS = 6
_SHORTEST_GIVEN = 4  # letters; shorter ones in capitals are rather an abbreviation
QUOTES = frozenset("\"'’`")  # that may stand around a nickname
_MOST_NICKNAME = 5  # tokens of a nickname with its quotation marks
_ORIGIN = frozenset(
    [
        "von",
        "zu",
        "de",
        "du",
        "des",
        "da",
        "di",
        "af",
        "av",
        "dem",
        "den",
        "der",
        "la",
        "le",
        "los",
        "las",
        "lo",
        "e",
        "y",
    ]
)
_ITALIAN = frozenset({"di", "da", "del", "della", "dei", "de"})
_OPENING = QUOTES | {"("}
_ARTICLES = frozenset({"der", "den", "dem", "des", "das"})  # behind a whole name in German
_MEMBERS = frozenset({"vom", "der", "den", "dem"})  # behind "von": of a body, more often than a part of a surname


def run_end(sheet: Sheet, first: int, high: int) -> int:  # noqa: C901, PLR0911, PLR0912 - one grammar rule, its alternatives in their order
    """Index after the run of words that starts at `first`: capitalised words, with particles and nicknames between them."""
    i = first + 1
    if sheet.flags[first] & Flag.OWNER:
        return i  # "Hale's Jo Doe", "Anthony's Church"
    while i < high:
        flags = sheet.flags[i]
        if flags & Flag.CAPITAL and i in sheet.marker_at and sheet.marker_at[i].kind == "row":
            return i  # "… Jo Doe Middle row (seated): …"
        if sheet.name_words[i]:
            if flags & Flag.OWNER:
                return i + 1
            i += 1
        elif _may_join(sheet, first, i):
            j = i + 1
            while (
                j < high
                and (sheet.flags[j] & Flag.PARTICLE or (sheet.keys[j] == "und" and sheet.keys[j + 1] == "zu"))
                and j - i < 4
            ):
                j += 1
            if flags & Flag.SUFFIX and not flags & Flag.PARTICLE:
                i += 1
            elif j < high and sheet.name_words[j]:
                i = j
            else:
                return i
        elif nickname := _nickname(sheet, i, high):
            i = nickname
        elif (
            sheet.keys[i] == ","
            and sheet.flags[i + 1] & Flag.SUFFIX
            and sheet.keys[i + 1] in {"jr", "sr"}
            and i + 1 < high
        ):
            return i + 2
        else:
            return i
    return high


def _may_join(sheet: Sheet, first: int, i: int) -> bool:
    """Whether a word in small letters may stand inside a name: a particle or suffix, but no article behind a whole German name."""
    if sheet.keys[i] == "e" and sheet.words.language == "it":
        return False  # "Jo Doe e Ann Roe"
    if i - first > 1 and sheet.words.nouns_have_capitals and sheet.keys[i] in _ARTICLES:
        return False  # "Jo Doe den Pokal"
    return bool(sheet.flags[i] & Flag.WORD) and (bool(sheet.flags[i] & Flag.PARTICLE) or _is_suffix(sheet, i))


def _nickname(sheet: Sheet, i: int, high: int) -> int:
    """Index after one to three words in quotation marks, or a given name in brackets, inside a name ("Jo (Joe) Doe"); 0 if none."""
    if sheet.keys[i] not in _OPENING or not sheet.flags[i + 1] & Flag.CAPITAL:
        return 0
    if sheet.keys[i] == "(":
        called = sheet.flags[i + 1] & sheet.flags[i - 1] & Flag.GIVEN or sheet.flags[i - 1] & Flag.INITIAL
        closed = i + 2 if sheet.closes[i] == i + 2 and called else 0
    else:
        closed = next((k for k in range(i + 2, i + _MOST_NICKNAME) if sheet.keys[k] in QUOTES), 0)
    return closed + 1 if closed and closed + 1 < high and sheet.name_words[closed + 1] else 0


def name_end(sheet: Sheet, start: int, stop: int) -> int:  # noqa: C901, PLR0912 - one grammar rule, its alternatives in their order
    """Where the name that starts at `start` ends: before a word that is a role, a common noun or an abbreviation of a body."""
    i = start + 1
    words = 1
    quotes: tuple[int, ...] = ()
    only_given = bool(sheet.flags[start] & (Flag.GIVEN | Flag.INITIAL))
    upper = bool(sheet.flags[start] & Flag.UPPER)
    while i < stop and words < _MAX_NAME_WORDS:
        flags = sheet.flags[i]
        key = sheet.keys[i]
        if key in QUOTES or key in {"(", ")"}:
            quotes = (*quotes, i) if key in QUOTES else quotes
            i += 1
            continue
        if key == ",":
            return i + 2
        if (flags & Flag.PARTICLE or key == "und") and not flags & Flag.CAPITAL:
            complete = not only_given or _tells_body(sheet, i, words)
            begins = not sheet.flags[i - 1] & Flag.PARTICLE or bool(sheet.flags[i - 1] & Flag.CAPITAL)
            if begins and key != "und" and key in _ORIGIN and complete and sheet.words.nouns_have_capitals:
                break
            if key in _ITALIAN and not only_given and sheet.words.language == "it":
                break  # "di Musterdorf"; in a surname it has a capital
            i += 1
            continue
        if flags & Flag.NOBILITY and only_given and sheet.flags[i + 1] & Flag.PARTICLE and i + 1 < stop:
            i += 1
            continue
        if _is_suffix(sheet, i) and (not only_given or words > 1) and (key not in {"i", "v"} or not only_given):
            return i + 1
        if (
            words > 1
            and not only_given
            and flags & Flag.INITIAL
            and not _tells_apart(sheet, i, stop)
            and (i + 1 == stop or sheet.flags[i + 1] & Flag.INITIAL)
        ):
            break
        surname = flags & Flag.SURNAME and sheet.flags[i - 1] & Flag.INITIAL  # "Okwara H. Bell"
        ends = not surname and (_ends_name(sheet, i) or _company_from(sheet, i, stop))
        if flags & Flag.MONTH and sheet.flags[i + 1] & Flag.NUMBER:
            break  # "in Camp David May 19"
        if words > 1 and not only_given and not upper and ends:
            break
        if (
            words > 1
            and flags & (Flag.TITLE | Flag.ROLE)
            and not flags & Flag.GIVEN
            and not (
                only_given
                and i + 1 == stop
                and sheet.keys[stop] != "of"  # "Ann James Mayor of …"
                and sheet.tokens[i].text[1:].islower()  # not "MdL"
            )
        ):
            break
        if words > 1 and not only_given and _begins_next(sheet, i, stop):
            break
        only_given = only_given and bool(flags & (Flag.GIVEN | Flag.INITIAL))
        words += 1
        i += 1
    while i > start + 1 and not sheet.flags[i - 1] and sheet.keys[i - 1] != ",":
        i -= 1
    inside = [k for k in quotes if k < i] if quotes else []
    return inside[-1] if len(inside) % 2 else i  # "Jo Doe "Buck" Captain"


def _tells_apart(sheet: Sheet, i: int, stop: int) -> bool:
    """Whether a letter with a dot behind a whole German name tells two of one name apart ("Jan Muster H., Jan Muster S.")."""
    alone = sheet.words.nouns_have_capitals and sheet.tokens[i].dotted and i + 1 == stop
    return alone and (sheet.keys[stop] in {",", ";", ""} or bool(sheet.flags[stop] & Flag.CONNECTOR))


def _is_suffix(sheet: Sheet, i: int) -> bool:
    """Whether a word is a suffix of a name; a number in Roman letters is only in capitals ("i" is a word in many languages)."""
    flags = sheet.flags[i]
    return bool(flags & Flag.SUFFIX) and (bool(flags & Flag.CAPITAL) or sheet.keys[i] not in {"i", "v", "ii"})


def _tells_body(sheet: Sheet, i: int, words: int) -> bool:
    """Whether "von der" behind two words that could both be given names leads to a body ("Eva Walter von der Tafel")."""
    surname = words > 1 and sheet.flags[i - 1] & Flag.SURNAME
    return bool(surname) and (sheet.keys[i] == "vom" or sheet.keys[i + 1] in _MEMBERS)


def _begins_next(sheet: Sheet, i: int, stop: int) -> bool:
    """Whether a given name behind a complete name is the first of the next, a comma between them being lost."""
    flags = sheet.flags
    if not flags[i] & Flag.GIVEN or flags[i] & Flag.SURNAME or i + 1 >= stop or not sheet.name_words[i + 1]:
        return False
    return not flags[i - 1] & (Flag.PARTICLE | Flag.INITIAL) and not flags[i + 1] & (Flag.SUFFIX | Flag.INITIAL)


def _ends_name(sheet: Sheet, i: int) -> bool:
    """Whether word `i`, after a complete given name and surname, is no second surname."""
    flags = sheet.flags[i]
    return bool(flags & (Flag.ROLE | Flag.TITLE | Flag.NOUN)) or (bool(flags & Flag.UPPER) and not flags & Flag.INITIAL)


def _company_from(sheet: Sheet, i: int, stop: int) -> bool:
    """Whether the words from `i` are a company's name, known by the word it ends with ("Hexin Technology Co.")."""
    if sheet.flags[i] & (Flag.GIVEN | Flag.INITIAL):
        return False
    if i + 1 == stop:
        return bool(sheet.flags[stop] & Flag.NOUN) and not sheet.flags[stop] & Flag.CAPITAL
    return any(sheet.flags[k] & Flag.COMPANY for k in range(i + 1, stop))


def among_initials(sheet: Sheet, i: int) -> bool:
    """Whether a bare letter and a word stand between two of their kind, or begin or end a row of them ("J Doe, A Roe and T Coe")."""
    if not _is_short_name(sheet, i):
        return False
    near = [_is_short_name(sheet, i + k * _SHORT_STEP) for k in (-2, -1, 1, 2)]
    return any(one and other for one, other in pairwise(near))


def _is_short_name(sheet: Sheet, i: int) -> bool:
    """Whether a bare letter, a word with a capital and what parts persons follow each other."""
    if not 0 <= i < len(sheet.tokens) or not sheet.flags[i] & Flag.CAPITAL or len(sheet.keys[i]) != 1:
        return False
    parted = sheet.keys[i + 2] in {",", ".", ""} or sheet.flags[i + 2] & Flag.CONNECTOR
    return bool(sheet.flags[i + 1] & Flag.CAPITAL and parted)


def is_designation(sheet: Sheet, start: int, before: int) -> bool:
    """Whether a given name alone is part of what a thing is called: behind a bare letter, or in capitals ("B Mark III", "Squadron RAF")."""
    letter = before & Flag.INITIAL and not sheet.tokens[start - 1].dotted and sheet.words.language == "en"
    loud = sheet.flags[start] & Flag.UPPER & ~before and before & Flag.CAPITAL
    return bool(letter) or bool(loud and len(sheet.keys[start]) < _SHORTEST_GIVEN)
