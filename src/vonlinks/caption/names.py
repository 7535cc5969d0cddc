"""Persons' names: where one begins and ends among capitalised words."""

from functools import lru_cache

from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.domain import fold

__all__ = ["find_name", "folded", "name_before", "name_text"]

# A name of more words than this is a title of something.
_MAX_NAME_WORDS = 6
_NOT_A_FIRST_NAME = Flag.ROLE | Flag.TITLE | Flag.NOUN | Flag.MONTH | Flag.WEEKDAY
# Particles that join only given names to a surname; after a surname they tell where someone comes from.
_ORIGIN = frozenset(
    {
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
    }
)
_WORDS_OF_A_LOOSE_NAME = 3
_LONGEST_RUN = 12


def find_name(sheet: Sheet, low: int, high: int, *, loose: bool) -> tuple[int, int, bool] | None:
    """The first name in the tokens [low, high): (first, stop, sure), or None.

    name     = known | [initial] given { word } [suffix] | initial { initial } word | role word { word } | loose
    word     = capitalised | particle word | initial | '"' word '"'
    loose    = word { word }     (only where a list makes persons likely: nothing but its place speaks for it)

    Brackets are skipped: what stands in them belongs to the person before.
    """
    i = low
    candidate: tuple[int, int, bool] | None = None
    while i < high:
        if sheet.closes[i] >= 0:
            i = sheet.closes[i] + 1
            continue
        known = _known_at(sheet, i, high) if sheet.known else 0
        if known:
            return i, known, True
        if not _opens_run(sheet, i):
            i += 1
            continue
        stop = _run_end(sheet, i, high)
        found = _in_run(sheet, i, stop, loose=loose)
        if found and (found[2] or not loose):
            return _with_hyphened(sheet, low, found)
        if found and (candidate is None or candidate[1] - candidate[0] == 1):
            candidate = found
        i = max(stop, i + 1)
    return candidate


def _with_hyphened(sheet: Sheet, low: int, found: tuple[int, int, bool]) -> tuple[int, int, bool]:
    """The name with the initial that a hyphen joins to its first ("K.-D. Muster")."""
    first = found[0]
    joined = first - 2 >= low and sheet.keys[first - 1] == "-" and sheet.tokens[first - 1].tight
    if joined and sheet.tokens[first].tight and sheet.tokens[first - 2].dotted and sheet.name_words[first - 2]:
        return first - 2, found[1], found[2]
    return found


def _known_at(sheet: Sheet, i: int, high: int) -> int:
    """Index after a known person's name at `i`, in any spelling that folds alike ("Yueksel", "Yüksel"); 0 if none."""
    for words in sheet.known.get(folded(sheet.tokens[i].text), ()):
        stop = i + len(words)
        if stop <= high and all(folded(sheet.tokens[i + k].text) == word for k, word in enumerate(words)):
            return stop
    return 0


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """The compare form of a word, without the ending of a genitive."""
    return fold(word.removesuffix("'s").removesuffix("’s"))


def _opens_run(sheet: Sheet, i: int) -> bool:
    return sheet.name_words[i] and not sheet.tokens[i].flags & Flag.NUMBER


def _run_end(sheet: Sheet, first: int, high: int) -> int:
    """Index after the run of words that starts at `first`: capitalised words, with particles and nicknames between them."""
    i = first + 1
    while i < high:
        flags = sheet.flags[i]
        if sheet.name_words[i]:
            if flags & Flag.OWNER:
                return i + 1
            i += 1
        elif flags & (Flag.PARTICLE | Flag.SUFFIX) and flags & Flag.WORD:
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
        elif (
            sheet.keys[i] == '"'
            and sheet.keys[i + 2] == '"'
            and sheet.name_words[i + 1]
            and i + 3 < high
            and sheet.name_words[i + 3]
        ):
            i += 3
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


def _in_run(sheet: Sheet, first: int, stop: int, *, loose: bool) -> tuple[int, int, bool] | None:
    start = _given_in(sheet, first, stop)
    if start is not None:
        return _from_given(sheet, first, start, stop, loose=loose)
    return _without_given(sheet, first, stop, loose=loose)


def _given_in(sheet: Sheet, first: int, stop: int) -> int | None:
    """Index of the first given name or initial that a name can start with."""
    for i in range(first, stop):
        flags = sheet.flags[i]
        if flags & Flag.GIVEN and not (flags & Flag.MONTH and sheet.flags[i + 1] & Flag.NUMBER):
            titled = flags & (Flag.ROLE | Flag.TITLE) and (sheet.flags[i + 1] & Flag.GIVEN and i + 1 < stop)
            if not titled:
                return i
        if (
            flags & Flag.INITIAL
            and sheet.tokens[i].dotted
            and any(not f & Flag.INITIAL for f in sheet.flags[i + 1 : stop])
        ):
            return i
    return None


def _from_given(sheet: Sheet, first: int, start: int, stop: int, *, loose: bool) -> tuple[int, int, bool] | None:
    while start > first and sheet.flags[start - 1] & Flag.INITIAL and sheet.tokens[start - 1].dotted:
        start -= 1
    end = _name_end(sheet, start, stop)
    if end - start == 1 and sheet.tokens[start].flags & Flag.GIVEN:
        before = sheet.flags[start - 1] if start > first else 0
        alone = not before & Flag.CAPITAL or bool(before & (_NOT_A_FIRST_NAME | Flag.OWNER | Flag.UPPER))
        noun = sheet.words.nouns_have_capitals and not loose and not before & (Flag.SURNAME | Flag.GIVEN)
        if not alone and not noun and start - 1 >= first and not before & (Flag.STOP | Flag.SUFFIX):
            return start - 1, end, True
        titled = start > 0 and bool(sheet.flags[start - 1] & (Flag.ROLE | Flag.TITLE))
        if not loose and not titled:
            return None
        return start, end, True
    return start, end, True


def _name_end(sheet: Sheet, start: int, stop: int) -> int:  # noqa: C901 - one grammar rule, its alternatives in their order
    """Where the name that starts at `start` ends: before a word that is a role, a common noun or an abbreviation of a body."""
    i = start + 1
    words = 1
    only_given = bool(sheet.flags[start] & (Flag.GIVEN | Flag.INITIAL))
    upper = bool(sheet.flags[start] & Flag.UPPER)
    while i < stop and words < _MAX_NAME_WORDS:
        flags = sheet.flags[i]
        key = sheet.keys[i]
        if key == '"':
            i += 1
            continue
        if key == ",":
            return i + 2
        if (flags & Flag.PARTICLE or key == "und") and not flags & Flag.CAPITAL:
            if key != "und" and key in _ORIGIN and not only_given and sheet.words.nouns_have_capitals:
                break
            i += 1
            continue
        if flags & Flag.NOBILITY and only_given and sheet.flags[i + 1] & Flag.PARTICLE and i + 1 < stop:
            i += 1
            continue
        if flags & Flag.SUFFIX and (not only_given or words > 1) and (key not in {"i", "v"} or not only_given):
            return i + 1
        if (
            words > 1
            and not only_given
            and flags & Flag.INITIAL
            and (i + 1 == stop or sheet.flags[i + 1] & Flag.INITIAL)
        ):
            break
        if words > 1 and not only_given and not upper and (_ends_name(sheet, i) or _company_from(sheet, i, stop)):
            break
        if (
            words > 1
            and flags & (Flag.TITLE | Flag.ROLE)
            and not flags & Flag.GIVEN
            and not (only_given and i + 1 == stop)
        ):
            break
        only_given = only_given and bool(flags & (Flag.GIVEN | Flag.INITIAL))
        words += 1
        i += 1
    return i


def _ends_name(sheet: Sheet, i: int) -> bool:
    """Whether word `i`, after a complete given name and surname, is no second surname."""
    flags = sheet.flags[i]
    return bool(flags & (Flag.ROLE | Flag.TITLE | Flag.NOUN)) or (bool(flags & Flag.UPPER) and not flags & Flag.INITIAL)


def _company_from(sheet: Sheet, i: int, stop: int) -> bool:
    """Whether the words from `i` are a company's name, known by the word it ends with ("Hexin Technology Co.")."""
    if sheet.flags[i] & (Flag.GIVEN | Flag.INITIAL):
        return False
    return any(sheet.flags[k] & Flag.COMPANY for k in range(i + 1, stop)) or (
        i + 1 == stop and bool(sheet.flags[stop] & Flag.NOUN) and not sheet.flags[stop] & Flag.CAPITAL
    )


def _without_given(sheet: Sheet, first: int, stop: int, *, loose: bool) -> tuple[int, int, bool] | None:
    """A name without a known given name: behind a role or title, of a public figure, or by its place in a list."""
    start = first
    for i in range(first, stop):
        flags = sheet.flags[i]
        if flags & (_NOT_A_FIRST_NAME | Flag.OWNER) or (
            flags & Flag.UPPER and stop - i > 1 and not sheet.flags[i + 1] & Flag.UPPER
        ):
            start = i + 1
    while start < stop and sheet.keys[start] in {'"', ","}:
        start += 1
    if (
        start == first
        and stop - first > 1
        and sheet.words.nouns_have_capitals
        and first
        and sheet.flags[first - 1] & Flag.ARTICLE
    ):
        start = first + 1
    if start >= stop:
        return _public(sheet, first, stop)
    before = sheet.flags[start - 1] if start else 0
    titled = bool(before & (Flag.ROLE | Flag.TITLE)) and not sheet.flags[start] & Flag.UPPER
    if titled and stop - start < _WORDS_OF_A_LOOSE_NAME:
        return start, stop, True
    if loose:
        if stop - start > _WORDS_OF_A_LOOSE_NAME and sheet.words.nouns_have_capitals:
            start = stop - 2
        plain = not sheet.flags[start] & Flag.UPPER or stop - start > 1
        return (start, stop, False) if plain else None
    return _public(sheet, first, stop)


def _public(sheet: Sheet, first: int, stop: int) -> tuple[int, int, bool] | None:
    for i in range(first, stop):
        if sheet.flags[i] & Flag.PUBLIC or (
            sheet.keys[i][-1:] == "s" and sheet.words.words.get(sheet.keys[i][:-1], 0) & Flag.PUBLIC
        ):
            return i, i + 1, True
    return None


def name_before(sheet: Sheet, low: int, i: int) -> tuple[int, int, bool] | None:
    """The name that ends right before token `i`, where a position marker says that somebody must be there.

    A thing with a marker ("neuen Bildungsquartier (li.)") is told from a person by its article, adjective or noun ending.
    """
    stop = i
    first = i
    low = max(low, i - _LONGEST_RUN)
    while first > low and (sheet.name_words[first - 1] or (sheet.flags[first - 1] & Flag.PARTICLE and first < i)):
        first -= 1
    while first < stop and not sheet.name_words[first]:
        first += 1
    if first >= stop:
        return None
    found = _in_run(sheet, first, stop, loose=True)
    if found is None or found[1] != stop:
        return None
    start = found[0]
    if found[2] and (stop - start > 1 or sheet.flags[start] & Flag.GIVEN or sheet.flags[start - 1] & Flag.ROLE):
        return found
    if any(sheet.flags[k] & Flag.NOUN for k in range(start, stop)):
        return None
    return None if not found[2] and _describes_thing(sheet, low, first) else (start, stop, found[2])


def _describes_thing(sheet: Sheet, low: int, first: int) -> bool:
    """Whether an article, preposition or adjective stands before the word `first`."""
    if first <= low:
        return False
    flags = sheet.flags[first - 1]
    if not flags & Flag.WORD:
        return False
    if flags & Flag.CONNECTOR:
        return False
    return not flags & (Flag.ROLE | Flag.CAPITAL) or bool(flags & Flag.STOP)


def name_text(sheet: Sheet, first: int, stop: int) -> str:
    """The name in tokens [first, stop) as written, white space made one blank, a possessive ending dropped."""
    start, end = sheet.span(first, stop)
    last = sheet.tokens[stop - 1]
    text = sheet.text[start:end]
    if last.dotted and not last.flags & (Flag.INITIAL | Flag.SUFFIX):
        text = text.removesuffix(".")
    if last.flags & Flag.OWNER:
        text = text[:-2]
    elif stop - first == 1 and last.key[-1:] == "s" and sheet.words.words.get(last.key[:-1], 0) & Flag.PUBLIC:
        text = text[:-1]
    return " ".join(text.split()) if not text.isprintable() or "  " in text else text
