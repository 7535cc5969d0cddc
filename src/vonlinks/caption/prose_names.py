"""Names in sentences: which words with a capital are somebody, when no list makes persons likely."""

from vonlinks.caption.names import find_name, is_unknown
from vonlinks.caption.person_words import person_words
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unknown_persons import does_something, is_act, is_met
from vonlinks.caption.vocabulary_files import around

__all__ = ["behind_place", "is_thing", "name_at"]

_SHIPS, _SAINTS = around("ships"), around("saints")
_NAMED_AFTER = frozenset(
    [
        "building",
        "school",
        "hall",
        "center",
        "centre",
        "trophy",
        "cup",
        "award",
        "prize",
        "stadium",
        "street",
        "bridge",
        "memorial",
        "foundation",
        "library",
        "museum",
    ]
)
_PLACES_TOO = frozenset(
    [
        "victoria",
        "viktoria",
        "florence",
        "sydney",
        "georgia",
        "virginia",
        "carolina",
        "jordan",
        "chad",
        "israel",
        "paris",
        "milan",
        "siena",
        "verona",
        "adelaide",
        "kent",
        "dallas",
        "austin",
        "orlando",
        "madison",
        "lincoln",
        "hertha",
        "aurora",
    ]
)
_POINTS = around("points")
_INSTRUMENTS = around("instruments")
_LONGEST_SHIP = 4  # words of a ship's name with its prefix
_LONGEST_OFFICE = 6  # tokens from a comma to the word that is the office
_LONGEST_RUN = 12
_MOST_BETWEEN = 6  # unknown names in a row that a known one speaks for
_UNFIT = (
    Flag.NOUN | Flag.ROLE | Flag.TITLE | Flag.UPPER | Flag.STOP | Flag.OWNER | Flag.MONTH | Flag.WEEKDAY | Flag.BODY
)
_FULL = frozenset({2, 3})  # words of a name that nothing but its place speaks for
_ADJECTIVES = ("e", "en", "er", "es")
_SENTENCE = frozenset({"", ".", "\n", "!", "?", "…", ":"})
_BEFORE_PLAYERS = _SENTENCE | {",", ";"}


def name_at(sheet: Sheet, people: list[Person], i: int, floor: int, high: int) -> tuple[int, int] | None:
    """The name that begins at token `i`, or None.

    name     = sure | KIN unknown | unknown-words      (beside a person, behind an office, before an office or a verb)

    Args:
        sheet: the caption.
        people: those found before in the sentence.
        i: token to look at, one that could be part of a name.
        floor: index after all that belongs to the person before.
        high: end of the sentence.
    """
    found = find_name(sheet, i, min(high, i + _LONGEST_RUN), loose=False)
    if found is not None and found[0] == i:
        first, stop, _ = found
        return None if is_thing(sheet, first, stop, high) or _is_place(sheet, first, stop) else (first, stop)
    return _relative(sheet, i, high) or _by_place(sheet, people, i, floor, high)


def is_thing(sheet: Sheet, first: int, stop: int, high: int) -> bool:
    """Whether a noun right after the words makes them a building, street or prize ("Adrienne Arsht Center")."""
    if (
        stop < high
        and sheet.flags[stop] & Flag.NOUN
        and sheet.flags[stop] & Flag.CAPITAL
        and not sheet.flags[stop] & Flag.ROLE
    ):
        return True
    if first and sheet.keys[first - 1] in {"a", "an", "the"} and sheet.words.language == "en":
        return True  # "a Jo Doe dress", "the Victoria Cross"
    if _is_ship(sheet, first) or _is_club(sheet, stop, high) or (stop < high and sheet.keys[stop] in _NAMED_AFTER):
        return True
    if sheet.words.nouns_have_capitals and sheet.flags[stop - 1] & Flag.NOUN and "-" in sheet.keys[stop - 1]:
        return True  # "Clara Doe-Schule"
    whole = sheet.flags[first] & Flag.GIVEN and stop - first == min(_FULL) and not sheet.flags[stop]
    if first and whole and sheet.tokens[first - 1].dotted and sheet.flags[first - 1] & Flag.TITLE:
        return False  # "Dr. Amos Field,"
    return not sheet.words.nouns_have_capitals and any(
        sheet.flags[k] & Flag.NOUN and not sheet.flags[k] & Flag.SURNAME for k in range(first + 1, stop)
    )


def _is_club(sheet: Sheet, stop: int, high: int) -> bool:
    """Whether an English office in small letters and its holder stand right behind words ("Madison Hawks guard Jo Doe")."""
    office = sheet.flags[stop] & Flag.ROLE and not sheet.flags[stop] & Flag.CAPITAL and sheet.words.language == "en"
    if not office or stop + 1 >= high or sheet.flags[stop - 1] & Flag.OWNER:
        return False
    return bool(sheet.flags[stop + 1] & Flag.GIVEN) and sheet.name_words[stop + 2]


def _is_ship(sheet: Sheet, first: int) -> bool:
    """Whether a ship's prefix in capitals stands before the words, or before those that a name found later begins with."""
    for k in range(first - 1, max(-1, first - _LONGEST_SHIP), -1):
        if sheet.keys[k] in _SHIPS and sheet.flags[k] & Flag.UPPER:  # not "Ms Doe"
            return True
        if not sheet.name_words[k]:
            return False
    return False


def _is_place(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether the words name where something is ("in Camp David"), or what somebody is ("als Direktor Handel")."""
    if first and sheet.keys[first - 1] in _SAINTS and (stop - first == 1 or sheet.keys[first - 1] in {"san", "santa"}):
        return True
    if first and sheet.flags[first - 1] & Flag.LOCATIVE:
        return stop not in sheet.marker_at and sheet.closes[stop : stop + 1] != [stop + 2]
    if sheet.flags[first] & (Flag.GIVEN | Flag.INITIAL):
        return False
    k = first - 1
    while k > 0 and sheet.flags[k] & (Flag.ROLE | Flag.CAPITAL):
        k -= 1
    return k < first - 1 and bool(sheet.flags[k] & Flag.AS)


def behind_place(sheet: Sheet, place: int, i: int, high: int) -> tuple[int, int] | None:
    """Two unknown words right behind a place or the office that follows it ("rechts Okwara von Zimbel, in der Mitte …")."""
    office = Flag.ROLE | Flag.TITLE
    if any(sheet.flags[k] and not sheet.flags[k] & office for k in range(place, i)) or not is_unknown(sheet, i):
        return None
    stop = i + 1
    while stop < high and sheet.flags[stop] & Flag.PARTICLE and not sheet.flags[stop] & Flag.CAPITAL:
        stop += 1
    known = stop < high and (is_unknown(sheet, stop) or sheet.flags[stop] & Flag.SURNAME)
    whole = known and not sheet.name_words[stop + 1]
    ended = not sheet.flags[stop + 1] or sheet.flags[stop + 1] & Flag.CONNECTOR
    return (i, stop + 1) if whole and ended else None


def _run(sheet: Sheet, i: int, high: int) -> int:
    """Index after the unknown words with capitals from `i`, at most three; `i` where a longer run goes on."""
    stop = i
    while stop < min(high, i + max(_FULL)) and sheet.name_words[stop] and not sheet.flags[stop] & _UNFIT:
        stop += 1
    return i if stop < high and sheet.name_words[stop] else stop


def _relative(sheet: Sheet, i: int, high: int) -> tuple[int, int] | None:
    """One word behind a relative, told with a possessive word or joined to others ("his husband Mo", "and daughter Besa")."""
    kin = person_words(sheet.words.language).kin
    at = i - 1
    parted = sheet.keys[at] == "," and i > 1
    if parted:
        at -= 1
        if at > 2 and sheet.flags[at] & Flag.AGE and sheet.flags[at - 1] & Flag.NUMBER:
            at -= 3  # "his wife of 65 years, Jo"
    if at < 0 or sheet.keys[at] not in kin:
        return None
    owned = any(sheet.flags[k] & (Flag.POSSESSIVE | Flag.OWNER) for k in range(max(0, at - 2), at))
    joined = at > 0 and (bool(sheet.flags[at - 1] & Flag.CONNECTOR) or sheet.keys[at - 1] == ",")
    stop = _run(sheet, i, high)
    if stop - i not in {1, 2} or not (owned or (joined and not parted)):
        return None
    ended = (
        stop >= high or not sheet.flags[stop] or bool(sheet.flags[stop] & (Flag.CONNECTOR | Flag.STOP | Flag.PARTICLE))
    )
    return (i, stop) if (owned and (ended or not parted)) or ended else None


def _by_place(sheet: Sheet, people: list[Person], i: int, floor: int, high: int) -> tuple[int, int] | None:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    """Unknown words whose neighbours make them a person."""
    stop = _run(sheet, i, high)
    if stop - i == 1 and sheet.flags[i] & Flag.GIVEN and _among_first_names(sheet, i, high):
        return i, stop
    if stop - i == 1 and ((i == 0 and _acts(sheet, i)) or _plays(sheet, i, high)):
        return i, stop
    if (stop - i in _FULL and _is_told(sheet, i, stop, high)) or (
        stop - i == 1 and people and _goes_on_titled(sheet, people[-1], i, floor)
    ):
        return i, stop
    if not people and (i == floor or sheet.keys[i - 1] == ":" or _is_led_in(sheet, i)):
        return (i, stop) if stop - i in _FULL and _opens_sentence(sheet, i, stop, high) else None
    near = bool(people) and (floor == i - 1 or (floor == i - 2 and sheet.keys[floor] == ","))
    if near and sheet.flags[i - 1] & Flag.CONNECTOR:
        return _joined(sheet, people[-1], i, stop)
    if stop - i not in _FULL:
        return None
    if sheet.flags[i - 1] & Flag.CONNECTOR and _shares_surname(sheet, i, floor):
        return i, stop
    if near and sheet.keys[i - 1] == "," and _goes_on(sheet, people[-1], i, stop, high):
        return i, stop
    led = sheet.flags[i - 1] & Flag.STOP and not sheet.flags[i - 1] & (Flag.LOCATIVE | Flag.CONNECTOR | Flag.CAPITAL)
    return (i, stop) if led and _office_follows(sheet, stop, high) else None


def _shares_surname(sheet: Sheet, i: int, floor: int) -> bool:
    """Whether a first name alone stands before the "and" at `i` - 1: both have the surname that follows ("Bill and Okwara Doe")."""
    before = i - 2
    alone = before == floor or (before > floor and not sheet.name_words[before - 1])
    given = before >= floor and sheet.flags[before] & Flag.GIVEN and not sheet.flags[before] & (Flag.ROLE | Flag.TITLE)
    return bool(alone and given)


def _acts(sheet: Sheet, i: int) -> bool:
    """Whether a verb follows a first name that begins the caption ("Lukas freut sich über sein Zeugnis")."""
    no_verb = (
        Flag.CAPITAL | Flag.PARTICLE | Flag.FROM | Flag.LOCATIVE | Flag.CONNECTOR | Flag.LINK | Flag.ARTICLE | Flag.ROLE
    )
    given = sheet.flags[i] & Flag.GIVEN and not sheet.flags[i] & (Flag.SURNAME | Flag.UPPER | Flag.MONTH)
    given = given and sheet.keys[i] not in _PLACES_TOO
    verb = sheet.flags[i + 1] & Flag.WORD and not sheet.flags[i + 1] & no_verb and i + 1 not in sheet.marker_at
    nordic = ("er", "ar") if sheet.words.language in {"da", "no", "sv"} else ()
    return bool(given and verb and sheet.keys[i + 1].endswith(("t", "te", "en", "s", "ed", *nordic)))


def _plays(sheet: Sheet, i: int, high: int) -> bool:
    """Whether an instrument is told right behind a first name that begins a sentence or its part ("Lukas an der Gitarre")."""
    first_name = sheet.flags[i] & Flag.GIVEN and not sheet.flags[i] & (Flag.MONTH | Flag.UPPER)
    small = sheet.flags[i + 1] & Flag.WORD and not sheet.flags[i + 1] & Flag.CAPITAL
    at = i + 2 + bool(sheet.flags[i + 2] & Flag.ARTICLE)
    opens = not i or sheet.keys[i - 1] in _BEFORE_PLAYERS or sheet.flags[i - 1] & Flag.CONNECTOR
    return (
        bool(first_name and small and opens and sheet.keys[i] not in _PLACES_TOO)
        and at < high
        and sheet.keys[at] in _INSTRUMENTS
    )


def _joined(sheet: Sheet, before: Person, i: int, stop: int) -> tuple[int, int] | None:
    """A first name alone, or two or three unknown words, joined by "and" to the person right before ("Harry and Meghan")."""
    if stop - i == 1:
        single = before.stop - before.first == 1
        relative = single and before.first and _is_kin(sheet, before.first - 1)
        placed = single and before.position is not None
        plain = before.position is not None and is_unknown(sheet, i) and is_act(sheet, stop, several=True)
        return (i, stop) if placed or plain or relative or sheet.flags[i] & Flag.GIVEN else None
    if stop - i not in _FULL or (sheet.keys[i].endswith("s") and sheet.flags[i + 1] & Flag.GIVEN):
        return None  # a club in the genitive: "Napolis Jo Doe"
    return i, stop


def _is_told(sheet: Sheet, i: int, stop: int, high: int) -> bool:
    """Whether two or three unknown words are somebody who is met, or whom a genitive tells of ("Hale's Jo Doe holds …")."""
    owned = i > 0 and sheet.flags[i - 1] & Flag.OWNER and sheet.flags[i - 1] & Flag.CAPITAL
    placed = sheet.closes[stop] >= 0 or (sheet.keys[stop] == "," and stop + 1 in sheet.marker_at)
    return is_met(sheet, i, stop, high) or bool(owned and (placed or does_something(sheet, stop, high)))


def _goes_on_titled(sheet: Sheet, before: Person, i: int, floor: int) -> bool:
    """Whether surnames go on that a title in the plural leads ("Messrs. Doe, Roe and Poe")."""
    apart = floor == i - 1 and (sheet.keys[floor] == "," or sheet.flags[floor] & Flag.CONNECTOR)
    titled = before.plural and (before.shared is not None or sheet.flags[before.first - 1] & Flag.TITLE)
    return bool(apart and titled) and before.stop - before.first == 1


def _is_kin(sheet: Sheet, i: int) -> bool:
    kin = person_words(sheet.words.language).kin
    return sheet.keys[i] in kin or (sheet.keys[i] == "," and sheet.keys[i - 1] in kin)


def _goes_on(sheet: Sheet, before: Person, i: int, stop: int, high: int) -> bool:
    """Whether persons told one after the other go on: the one before has a whole name, and a mark follows the words."""
    if before.stop - before.first == 1 or sheet.flags[i] & Flag.STATE or sheet.flags[stop - 1] & Flag.STATE:
        return False
    if sheet.words.nouns_have_capitals and not sheet.flags[stop - 1] & Flag.SURNAME:
        return _between_names(sheet, i, stop, high)
    bracketed = stop < high and sheet.closes[stop] >= 0
    others = bool(sheet.flags[stop + 1] & (Flag.PLURAL | Flag.UNNAMED)) or sheet.name_words[stop + 1]
    last = stop < high and bool(sheet.flags[stop] & Flag.CONNECTOR) and others
    return bracketed or last or stop in sheet.marker_at or _between_names(sheet, i, stop, high)


def _between_names(sheet: Sheet, i: int, stop: int, high: int) -> bool:
    """Whether commas or "and" join unknown words, maybe across others of their kind, to a whole name behind them."""
    if not _could_be_name(sheet, i, stop) or stop >= high:
        return False
    for _ in range(_MOST_BETWEEN):
        if stop < sheet.closes[stop] < high:
            stop = sheet.closes[stop] + 1
        if stop + 2 >= high or not (sheet.keys[stop] == "," or sheet.flags[stop] & Flag.CONNECTOR):
            return False
        stop += sheet.keys[stop] == "," and bool(sheet.flags[stop + 1] & Flag.CONNECTOR)
        if sheet.flags[stop + 1] & Flag.GIVEN:
            return sheet.name_words[stop + 1] and sheet.name_words[stop + 2]
        if is_unknown(sheet, stop + 1) and sheet.flags[stop + 2] & Flag.SURNAME:
            return True
        if not _could_be_name(sheet, stop + 1, stop + 3):
            return False
        stop += 3
    return False


def _could_be_name(sheet: Sheet, i: int, stop: int) -> bool:
    """Whether nobody knows the words, and none begins with what ends as a German adjective does."""
    described = sheet.words.nouns_have_capitals and sheet.keys[i].endswith(_ADJECTIVES)
    return not described and all(is_unknown(sheet, k) for k in range(i, stop))


def _opens_sentence(sheet: Sheet, i: int, stop: int, high: int) -> bool:
    """Whether unknown words at the beginning are somebody: a partner, an office or what persons do follows."""
    bracketed = stop < high and stop < sheet.closes[stop] < high
    after = sheet.closes[stop] + 1 if bracketed else stop  # "Jo Doe (gold), Ann Roe (silver)"
    told = ((sheet.keys[i - 1] == ":" and i > 0) or bracketed) and sheet.keys[after] == ","
    joined = sheet.flags[after] & Flag.CONNECTOR or told
    at = after + 1
    while told and sheet.flags[at] & (Flag.ROLE | Flag.TITLE):
        at += 1
    partner = joined and sheet.flags[at] & Flag.GIVEN and sheet.name_words[at + 1]
    listed = _between_names(sheet, i, stop, high) and (
        sheet.keys[stop + 3] == "," or sheet.flags[stop + 3] & Flag.CONNECTOR
    )
    if partner or listed or _office_follows(sheet, stop, high):
        return True
    if sheet.keys[i - 1 if i else -1] not in _SENTENCE and not _is_led_in(sheet, i):
        return False
    return does_something(sheet, stop, high)


def _is_led_in(sheet: Sheet, i: int) -> bool:
    """Whether a word that only points at the picture and a comma open the sentence ("Here, Jo Doe …")."""
    pointed = i > 1 and sheet.keys[i - 1] == "," and sheet.keys[i - 2] in _POINTS
    return pointed and sheet.keys[i - 3 if i > 2 else -1] in _SENTENCE


def _office_follows(sheet: Sheet, stop: int, high: int) -> bool:
    """Whether a comma and an office with its body stand behind unknown words (", President of the Muster Foundation,")."""
    if stop >= high or sheet.keys[stop] != ",":
        return False
    k = stop + 1
    while k < min(high, stop + _LONGEST_OFFICE) and not sheet.flags[k] & Flag.ROLE:
        if not sheet.flags[k] & (Flag.ARTICLE | Flag.CAPITAL | Flag.CONNECTOR) and k > stop + 1:
            return False
        if sheet.flags[k] & Flag.GIVEN or (sheet.flags[k] & Flag.STOP and not sheet.flags[k] & Flag.ARTICLE):
            return False
        k += 1
    last = k
    while last < high and sheet.flags[last] & Flag.ROLE:
        last += 1
    if last == k or last > high:
        return False
    return (last < high and bool(sheet.flags[last] & Flag.LINK)) or (sheet.keys[last] in {",", "."} and last + 1 < high)


def _shares_thing(sheet: Sheet, i: int, high: int) -> bool:
    """Whether the name at `i`, joined to a first name, is part of what a building is called ("Jo and Ann Doe Library")."""
    found = find_name(sheet, i, min(high, i + _LONGEST_RUN), loose=False)
    return found is not None and found[0] == i and found[1] - i > 1 and is_thing(sheet, found[0], found[1], high)


def _among_first_names(sheet: Sheet, i: int, high: int) -> bool:
    """Whether the neighbours of a first name, across a comma or "and", are first names too, or an age stands behind it."""
    if sheet.keys[i + 1] == "(" and sheet.flags[i + 2] & Flag.NUMBER and not sheet.tokens[i + 2].dotted:
        return True
    for step in (-2, 2):
        between = i + step // 2
        apart = sheet.keys[between] == "," or sheet.flags[between] & Flag.CONNECTOR
        if (
            0 <= i + step < high
            and apart
            and sheet.flags[i + step] & Flag.GIVEN
            and not sheet.flags[i + step] & Flag.STOP
        ):
            return not _shares_thing(sheet, i + step, high)
    return False
