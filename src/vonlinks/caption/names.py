"""Persons' names: where one begins and ends among capitalised words."""

from functools import lru_cache

from vonlinks.caption.name_parts import among_initials, is_designation, name_end, run_end
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.domain import fold

__all__ = [
    "ADJECTIVE_TITLES",
    "among_initials",
    "find_name",
    "folded",
    "in_run",
    "is_retired",
    "is_unknown",
    "name_text",
]

_NOT_A_FIRST_NAME = Flag.ROLE | Flag.TITLE | Flag.NOUN | Flag.MONTH | Flag.WEEKDAY
_KNOWN = _NOT_A_FIRST_NAME | Flag.OWNER | Flag.UPPER | Flag.STOP | Flag.SUFFIX | Flag.BODY | Flag.COMPANY
_NO_SURNAME = Flag.UPPER | Flag.OWNER | Flag.STATE | Flag.BODY | Flag.COMPANY | Flag.MONTH | Flag.WEEKDAY | Flag.STOP
_WORDS_OF_A_LOOSE_NAME = 3
_BRACKETED = 3  # tokens of a title in brackets
_LONGEST_GIVEN = 10  # letters of an unknown given name
_SHORTEST_NAME = 4  # letters of a suffix that is a name too ("Junior")
ADJECTIVE_TITLES = frozenset(
    {"general", "chief", "principal", "master", "major", "prime", "vice", "deputy", "assistant", "staff"}
)
_POLITE = frozenset({"herr", "herrn", "frau", "hr", "fr", "familie", "ehepaar"})
_ADJECTIVE = ("ische", "ischen", "isches")  # in German, of a place or a people


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
        if not sheet.name_words[i] or not _opens_run(sheet, i):
            i += 1
            continue
        stop = run_end(sheet, i, high)
        found = in_run(sheet, i, stop, loose=loose)
        if found and (found[2] or not loose):
            return _with_hyphened(sheet, low, found)
        if found and (candidate is None or (candidate[1] - candidate[0] == 1 and not _leads(sheet, low, candidate))):
            candidate = found
        i = max(stop, i + 1)
    return candidate


def _leads(sheet: Sheet, low: int, candidate: tuple[int, int, bool]) -> bool:
    """Whether one word that opens an English list's piece stands before a verb, so that no later words are its name."""
    small = sheet.flags[candidate[1]] & Flag.WORD and not sheet.flags[candidate[1]] & (
        Flag.CAPITAL | Flag.STOP | Flag.LINK
    )
    return bool(small) and candidate[0] == low and sheet.words.language == "en"


def _with_hyphened(sheet: Sheet, low: int, found: tuple[int, int, bool]) -> tuple[int, int, bool]:
    """The name with the initial that a hyphen joins to its first ("K.-D. Muster")."""
    first = found[0]
    joined = first - 2 >= low and sheet.keys[first - 1] == "-" and sheet.tokens[first - 1].tight
    if joined and sheet.name_words[first - 2]:
        initial = sheet.tokens[first].tight and sheet.tokens[first - 2].dotted
        given = sheet.flags[first] & sheet.flags[first - 2] & Flag.GIVEN  # "Jo- Ann Doe"
        if initial or given:
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
    rank = sheet.flags[i] & Flag.INITIAL and sheet.keys[i + 1] == "/"  # "F/O Jo Doe"
    return not sheet.tokens[i].flags & Flag.NUMBER and not rank


def in_run(sheet: Sheet, first: int, stop: int, *, loose: bool) -> tuple[int, int, bool] | None:
    """The name in a run of words, told by a given name or initial in it, or without one: (first, stop, sure), or None."""
    polite = _polite_surname(sheet, stop) if stop - first > 1 and sheet.words.nouns_have_capitals else None
    if polite is not None:
        return polite
    start = _given_in(sheet, first, stop, loose=loose)
    if start is not None:
        return _from_given(sheet, first, start, stop, loose=loose)
    return _without_given(sheet, first, stop, loose=loose)


def _polite_surname(sheet: Sheet, stop: int) -> tuple[int, int, bool] | None:
    """A German surname that is an occupation or a noun too, last behind a polite word ("Herr Bauer", "Frau Jäger")."""
    last = stop - 1
    if sheet.keys[last - 1] not in _POLITE:
        return None
    word = sheet.flags[last]
    return (last, stop, True) if word & Flag.SURNAME and word & (Flag.ROLE | Flag.NOUN) else None


def _given_in(sheet: Sheet, first: int, stop: int, *, loose: bool) -> int | None:
    """Index of the first given name or initial that a name can start with."""
    for i in range(first, stop):
        flags = sheet.flags[i]
        if flags & Flag.GIVEN and not (flags & Flag.MONTH and sheet.flags[i + 1] & Flag.NUMBER):
            titled = flags & (Flag.ROLE | Flag.TITLE) and (sheet.flags[i + 1] & Flag.GIVEN and i + 1 < stop)
            closes = flags & Flag.NOUN and i and sheet.name_words[i - 1] and not sheet.flags[i - 1] & Flag.ROLE
            behind = sheet.flags[i + 1] & ~sheet.flags[i + 2]  # "Tan Sri Jo Doe"
            led = behind & Flag.TITLE and not sheet.flags[i + 1] & (Flag.GIVEN | Flag.SURNAME)
            led = led and i + 2 < stop and sheet.flags[i + 2] & Flag.GIVEN and not sheet.words.nouns_have_capitals
            if not titled and not closes and not led:  # "Park" closes "Florham Park", and begins "Park Ji-won"
                return i
        if flags & Flag.INITIAL and not flags & Flag.TITLE and _is_initial(sheet, i, stop, loose=loose):
            return i
    return None


def _is_initial(sheet: Sheet, i: int, stop: int, *, loose: bool) -> bool:
    """Whether a letter abbreviates a given name: it has a dot, or a title or a list speaks for it ("Mr J T Doe")."""
    if not any(not f & Flag.INITIAL for f in sheet.flags[i + 1 : stop]) or is_retired(sheet, i):
        return False
    if sheet.keys[i + 1] == "/" or (i and sheet.keys[i - 1] == "/" and not sheet.tokens[i].dotted):
        return False  # a rank: "F/O Jo Doe"
    return sheet.tokens[i].dotted or loose or bool(sheet.flags[i - 1] & Flag.TITLE) or among_initials(sheet, i)


def is_retired(sheet: Sheet, i: int) -> bool:
    """Whether a letter is the second of "a. D." or "i. R." behind an office."""
    before = sheet.tokens[i - 1] if i > 1 else None
    if before is None or not before.dotted or len(before.text) > 1 or sheet.flags[i - 1] & Flag.CAPITAL:
        return False
    return sheet.tokens[i].dotted and bool(sheet.flags[i - 2] & (Flag.ROLE | Flag.TITLE))


def _from_given(sheet: Sheet, first: int, start: int, stop: int, *, loose: bool) -> tuple[int, int, bool] | None:
    while (
        start > first
        and sheet.flags[start - 1] & Flag.INITIAL
        and (sheet.tokens[start - 1].dotted or (sheet.flags[start] & Flag.INITIAL and not sheet.tokens[start].dotted))
        and not sheet.flags[start - 1] & Flag.TITLE
        and not is_retired(sheet, start - 1)
    ):
        start -= 1
    if start > first and sheet.flags[start] & Flag.INITIAL and is_unknown(sheet, start - 1):
        start -= not sheet.flags[start - 1] & Flag.INITIAL  # an unknown given name before a middle initial
    end = name_end(sheet, start, stop)
    if not loose and _is_headline(sheet, start, end, stop):
        return None
    width = end - start - bool(sheet.flags[end - 1] & Flag.SUFFIX and len(sheet.keys[end - 1]) < _SHORTEST_NAME)
    if width == 1 and sheet.tokens[start].flags & Flag.GIVEN:
        return _alone(sheet, first, start, end, loose=loose)
    double = start > first and sheet.flags[start] & Flag.SURNAME and _is_double(sheet, start, end)
    three = start > first and end - start == len(("middle", "surname")) and _is_first_of_three(sheet, start - 1)
    start -= bool(double or three)
    return start, end, True


def _is_first_of_three(sheet: Sheet, i: int) -> bool:
    """Whether an unknown word right behind an office is the first of three names ("Chief Minister Okwara Lal Doe")."""
    office = i > 0 and sheet.flags[i - 1] & Flag.ROLE and sheet.flags[i - 1] & Flag.CAPITAL
    return bool(office) and not sheet.words.nouns_have_capitals and is_unknown(sheet, i)


def _alone(sheet: Sheet, first: int, start: int, end: int, *, loose: bool) -> tuple[int, int, bool] | None:
    """A given name without a word behind it: a surname behind an unknown first name, or all that is told of somebody."""
    lead = start - 1
    while lead > first and not sheet.flags[lead] & Flag.CAPITAL and _is_particle(sheet, lead):
        lead -= 1
    if lead < start - 1 and is_unknown(sheet, lead):
        return lead, end, True  # a given name that is a surname, behind a particle
    before = sheet.flags[start - 1] if start > first else 0
    if is_designation(sheet, start, before) and not loose:
        return None
    alone = not before & Flag.CAPITAL or bool(before & (_NOT_A_FIRST_NAME | Flag.OWNER | Flag.UPPER))
    noun = sheet.words.nouns_have_capitals and not loose and not before & (Flag.SURNAME | Flag.GIVEN)
    if not alone and not noun and start - 1 >= first and not before & (Flag.STOP | Flag.SUFFIX):
        two = start - 2 >= first and before & Flag.SURNAME and not sheet.words.nouns_have_capitals
        return start - 1 - bool(two and is_unknown(sheet, start - 2)), end, True
    office = Flag.ROLE | Flag.TITLE
    if start > max(first, 1) and sheet.flags[start - 2] & office and is_unknown(sheet, start - 1):
        return start - 1, end, True  # "Sir Okwara Stewart"
    titled = start > 0 and bool(sheet.flags[start - 1] & office)
    if not loose and not titled:
        return None
    return start, end, True


def _is_particle(sheet: Sheet, i: int) -> bool:
    return bool(sheet.flags[i] & Flag.PARTICLE) or (sheet.keys[i] == "und" and bool(sheet.flags[i - 1] & Flag.PARTICLE))


def _is_headline(sheet: Sheet, start: int, end: int, stop: int) -> bool:
    """Whether words in capitals belong to a headline: more of them follow, or they tell whose something is."""
    if not sheet.flags[start] & Flag.UPPER:
        return False
    return bool(end < stop and sheet.flags[end] & Flag.UPPER) or bool(
        end - start > _WORDS_OF_A_LOOSE_NAME - 1 and sheet.flags[end - 1] & Flag.OWNER
    )


def is_unknown(sheet: Sheet, i: int) -> bool:
    """Whether a word with a capital is nothing that the vocabulary knows, so that it may be a given name."""
    return sheet.name_words[i] and not sheet.flags[i] & _KNOWN


def _is_double(sheet: Sheet, start: int, end: int) -> bool:
    """Whether what looks like a given name is the first of two surnames behind an unknown one ("Maelle Simpson Moore")."""
    inside = not sheet.words.nouns_have_capitals and start > 1
    if len(sheet.keys[start - 1]) > _LONGEST_GIVEN:
        return False  # an unknown occupation, rather
    linked = sheet.flags[start - 2] & (Flag.LINK | Flag.ARTICLE) and not sheet.flags[start - 2] & Flag.PARTICLE
    behind = inside and not linked and (bool(sheet.flags[start - 2] & Flag.WORD) or sheet.keys[start - 2] == ",")
    return behind and end - start == 2 and bool(sheet.flags[end - 1] & Flag.SURNAME) and is_unknown(sheet, start - 1)


def _without_given(sheet: Sheet, first: int, stop: int, *, loose: bool) -> tuple[int, int, bool] | None:  # noqa: C901, PLR0911 - one grammar rule, its alternatives in their order
    """A name without a known given name: behind a role or title, of a public figure, or by its place in a list."""
    while loose and stop - first > 1 and sheet.flags[stop - 1] & Flag.TITLE and sheet.flags[stop - 1] & Flag.UPPER:
        stop -= 1  # "Okwara Kombo OBE"
    two = stop - first == len(("given", "surname"))
    if two and (_has_surname(sheet, first, stop, loose=loose) or _is_townsman(sheet, first, stop)):
        return first, stop, True
    inner = range(first + 1, stop) if sheet.words.nouns_have_capitals else ()
    origin = next((k for k in inner if sheet.flags[k] & Flag.FROM and not sheet.name_words[k]), None) if inner else None
    if origin is not None:
        start = _after_known(sheet, first, origin, loose=loose)
        if start < origin and _titled(sheet, start, origin) and _is_affiliation(sheet, start, origin):
            return start, origin, True  # "Herr Muster von der Sparkasse"
    titled = first
    while titled < stop and sheet.flags[titled] & (Flag.ROLE | Flag.TITLE):
        titled += 1
    if titled > first and _has_surname(sheet, titled, stop, loose=loose):
        return titled, stop, True  # "Judge Okwara Lane"
    start = _after_known(sheet, first, stop, loose=loose)
    if start > first and _has_surname(sheet, start, stop, loose=loose):
        return start, stop, True
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
    if _titled(sheet, start, stop):
        return start, stop, True
    if loose:
        words = [k for k in range(start, stop) if sheet.flags[k] & Flag.CAPITAL]
        if len(words) > _WORDS_OF_A_LOOSE_NAME and sheet.words.nouns_have_capitals:
            start = words[-2]
        plain = not sheet.flags[start] & Flag.UPPER or stop - start > 1
        return (start, stop, False) if plain else None
    return _public(sheet, first, stop)


def _is_affiliation(sheet: Sheet, start: int, origin: int) -> bool:
    """Whether "von" behind a titled word tells whom somebody is of ("Frau Muster von der Stadt"), and is no part of a surname."""
    polite = sheet.keys[start - 1] in _POLITE or bool(sheet.flags[start] & Flag.SURNAME)
    return polite or origin - start > 1 or bool(sheet.flags[origin + 1] & Flag.ARTICLE)


def _is_townsman(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether an article and a word in -er stand before two unknown words ("der Probstädter Okwara Zimbel")."""
    german = sheet.words.nouns_have_capitals and first > 1
    town = german and sheet.flags[first - 1] & Flag.CAPITAL and sheet.keys[first - 1].endswith("er")
    if not town:
        return False
    whole = stop - first == len(("given", "surname")) and is_unknown(sheet, first) and is_unknown(sheet, first + 1)
    before = sheet.flags[first - 3] if first > 2 else 0
    somewhere = before & (Flag.STOP | Flag.LOCATIVE) and not before & Flag.AGAINST  # "vor dem Berliner Dom"
    return bool(whole and sheet.flags[first - 2] & Flag.ARTICLE and not somewhere)


def _has_surname(sheet: Sheet, first: int, stop: int, *, loose: bool) -> bool:
    """Whether the run is an unknown word and a surname: one of the vocabulary, or behind an office any word ("Bischof Okwara Baum").

    In German a word in -er or -s before a surname is rather a town or club ("Probstädter Huber", "Dortmunds Huber").
    """
    if stop - first != len(("given", "surname")) or not is_unknown(sheet, first):
        return False
    last = sheet.flags[first + 1]
    if last & _NO_SURNAME:
        return False
    german = sheet.words.nouns_have_capitals
    before = sheet.flags[first - 1] if first else 0
    titled = before & (Flag.ROLE | Flag.TITLE)
    known = last & (Flag.SURNAME | Flag.PUBLIC)
    if loose and known and not before & (Flag.ARTICLE | Flag.CAPITAL):
        return True
    if german and sheet.keys[first].endswith(("er", "s", "e", "en", "es")):
        return False
    if not titled:
        plain = not last & (Flag.ROLE | Flag.NOUN | Flag.TITLE) and not before & Flag.LOCATIVE
        plain = plain and (not before & Flag.CAPITAL or bool(before & Flag.OWNER))
        return bool(known and plain) and sheet.tokens[first].text.istitle() and sheet.keys[stop] not in {"of", "&"}
    return bool(known) or bool(german and last & Flag.NOUN and not before & Flag.PLURAL)


def _after_known(sheet: Sheet, first: int, stop: int, *, loose: bool) -> int:
    """Index after the last word of a run that is no name: a role, a noun, an abbreviation of a body, an adjective."""
    start, german = first, sheet.words.nouns_have_capitals
    titled = bool(sheet.flags[first] & (Flag.ROLE | Flag.TITLE)) or bool(
        first and sheet.flags[first - 1] & (Flag.ROLE | Flag.TITLE)
    )
    for i in range(first, stop):
        flags = sheet.flags[i]
        if flags & Flag.OWNER and i + 1 == stop and titled and not flags & _NOT_A_FIRST_NAME:
            continue
        abbreviation = flags & Flag.UPPER and stop - i > 1 and not sheet.flags[i + 1] & Flag.UPPER
        if abbreviation and loose and i == first and stop - i == 2 and _are_initials(sheet, i):
            continue
        known = flags & (_NOT_A_FIRST_NAME | Flag.OWNER)
        # "di", "jun.": elsewhere a day, a month
        bare = known and flags & (Flag.PARTICLE | Flag.SUFFIX) and not flags & Flag.CAPITAL
        noble = known and i > first and sheet.flags[i - 1] & Flag.PARTICLE and flags & Flag.SURNAME  # "… von Bauer"
        adjective = german and sheet.keys[i].endswith(_ADJECTIVE)
        if (known and not (bare or noble)) or abbreviation or adjective:
            start = i + 1
    while start < stop and sheet.keys[start] in {'"', ","}:
        start += 1
    return start


def _are_initials(sheet: Sheet, i: int) -> bool:
    """Whether two or three capital letters before a surname abbreviate given names ("CE Doe"), where no body is called so."""
    token = sheet.tokens[i]
    short = len(token.text) in {2, 3} and token.text.isalpha() and not sheet.words.nouns_have_capitals
    return short and not sheet.flags[i + 1] & (_NOT_A_FIRST_NAME | Flag.OWNER)


def _titled(sheet: Sheet, start: int, stop: int) -> bool:
    """Whether the unknown words [start, stop) are a person's name because a title or role stands right before them."""
    before = sheet.flags[start - 1] if start else 0
    if start and sheet.opens[start - 1] >= 0 and start - sheet.opens[start - 1] == _BRACKETED:
        before = sheet.flags[start - 2]  # "Pharm. (Mrs) Doe"
    if start and is_retired(sheet, start - 1):
        before = sheet.flags[start - 3] if start > 2 else 0  # "Bürgermeister a. D. Doe"
    if not before & (Flag.ROLE | Flag.TITLE) or sheet.flags[start] & Flag.UPPER:
        return False
    if not any(sheet.flags[k] & Flag.CAPITAL for k in range(start, stop)):
        return False
    if sheet.words.nouns_have_capitals:
        return stop - start < _WORDS_OF_A_LOOSE_NAME
    if stop - start == 1 and sheet.keys[stop] in {"of", "for", "&"} and sheet.keys[start - 1] in ADJECTIVE_TITLES:
        return False  # "General Federation of …"
    inside = sheet.flags[start - 2] & (Flag.CAPITAL | Flag.NUMBER) or sheet.keys[start - 2][:1].isdecimal()
    if before & Flag.CAPITAL and not before & Flag.TITLE and inside and start > 1 and stop - start == 1:
        return False  # a role inside a name of something: "180th Fighter Wing"
    return sum(sheet.name_words[k] for k in range(start, stop)) <= _WORDS_OF_A_LOOSE_NAME


def _public(sheet: Sheet, first: int, stop: int) -> tuple[int, int, bool] | None:
    for i in range(first, stop):
        if sheet.flags[i] & Flag.PUBLIC or (
            sheet.keys[i][-1:] == "s" and sheet.words.words.get(sheet.keys[i][:-1], 0) & Flag.PUBLIC
        ):
            return i, i + 1, True
    return None


def name_text(sheet: Sheet, first: int, stop: int) -> str:
    """The name in tokens [first, stop) as written, white space made one blank, a possessive ending dropped."""
    start, end = sheet.span(first, stop)
    last = sheet.tokens[stop - 1]
    text = sheet.text[start:end]
    numeral = last.flags & Flag.SUFFIX and last.flags & Flag.UPPER and not sheet.words.nouns_have_capitals
    if last.dotted and (numeral or not last.flags & (Flag.INITIAL | Flag.SUFFIX)):
        text = text.removesuffix(".")
    if last.flags & Flag.OWNER:
        text = text[:-2]
    elif stop - first == 1 and last.key[-1:] == "s" and sheet.words.words.get(last.key[:-1], 0) & Flag.PUBLIC:
        text = text[:-1]
    return " ".join(text.split()) if not text.isprintable() or "  " in text else text
