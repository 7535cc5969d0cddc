"""Pieces beside a name: whether one tells a role, and where the role in it ends."""

from vonlinks.caption.name_parts import among_initials
from vonlinks.caption.names import find_name, is_unknown, name_text
from vonlinks.caption.person_words import person_words
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.vocabulary_files import around

__all__ = [
    "NOW",
    "OCCASION_ENDINGS",
    "are_honours",
    "body_end",
    "is_hint",
    "is_place",
    "is_placed_person",
    "is_relative_clause",
    "is_role",
    "origin_end",
    "past_since",
    "read_age",
    "role_end",
    "serve",
    "tells_canton",
]

_SHORTEST_CLAUSE = 3  # words
_SINCE = around("since")
_LONGEST_SINCE = 5  # words between "seit" and the office
_SERVICE = tuple(around("service"))  # beginnings of words

NOW, _RENEWED = around("now"), around("renewed")
_NAMING = Flag.GIVEN | Flag.SURNAME | Flag.TITLE
_OFFICES = around("office_participles")
_OCCASIONS, _VERBS_BEHIND = around("occasions"), around("behind_offices")
_OLDEST = 120
_SHORTEST_RELATION = 3  # tokens: "Tochter von Jo Doe" has one more
# Before a surname alone they begin the next person.
_HONORIFICS = frozenset(
    {"herr", "herrn", "frau", "hr", "mr", "mrs", "ms", "miss", "mme", "mlle", "sig", "señor", "señora"}
)
_LEAD = 4  # words of a piece in which a German role or one in small letters begins
_LONG_LEAD = 9  # words before the office at the end of a piece ("51st Maintenance Group outgoing commander")
_DESCRIBES = ("ing", "ed")  # of participles before an office ("outgoing commander")
_VERBS = ("s", "ed", "ing")
OCCASION_ENDINGS = (
    "übergabe",
    "ehrung",
    "verleihung",
    "eröffnung",
    "einweihung",
    "versammlung",
    "begrüßung",
    "besichtigung",
    "unterzeichnung",
    "sitzung",
    "auszeichnung",
    "tagung",
    "prüfung",
    "übung",
    "feier",
    "fest",
    "empfang",
    "spatenstich",
    "konzert",
    "besuch",
    "treffen",
    "training",
    "turnier",
    "wettbewerb",
    "auftritt",
    "rundgang",
    "gespräch",
    "interview",
    "vortrag",
    "start",
    "arbeit",
    "präsentation",
    "vorstellung",
)


def body_end(sheet: Sheet, first: int, stop: int) -> int:
    """Index after the name of an English body that a piece between commas begins with, up to "and" and somebody; `first` if none.

    body     = capitals and links, one of them a word for bodies, and nobody's name
    """
    if not sheet.flags[first] & Flag.CAPITAL or sheet.words.language != "en":
        return first
    last = first
    while last < stop and not (sheet.flags[last] & Flag.CONNECTOR and sheet.flags[last + 1] & _NAMING):
        last += 1
    words = range(first, last)
    if not any(sheet.flags[k] & (Flag.BODY | Flag.COMPANY) for k in words):
        return first
    named = all(sheet.flags[k] & (Flag.CAPITAL | Flag.LINK) or not sheet.flags[k] for k in words)
    thing = Flag.NOUN | Flag.BODY | Flag.COMPANY | Flag.ROLE
    given = (k for k in range(first, last) if sheet.flags[k] & Flag.GIVEN)
    somebody = any(sheet.name_words[k + 1] and not sheet.flags[k + 1] & thing for k in given)
    return last if named and not somebody else first


def is_hint(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether a piece in brackets only tells how somebody is seen or stands ("halb verdeckt", "holding the flag")."""
    if sheet.keys[first] in {"siehe", "vgl", "see"}:
        return True
    if any(sheet.keys[k] in sheet.words.seen_hints for k in range(first, stop)):
        return True
    small = not sheet.flags[first] & (Flag.CAPITAL | Flag.ROLE | Flag.NUMBER)
    doing = small and not sheet.words.nouns_have_capitals and sheet.keys[first].endswith("ing")
    doing = doing and (stop - first > 1 or sheet.keys[first] not in _OFFICES)
    carries = Flag.CAPITAL | Flag.ROLE | Flag.NUMBER | Flag.FROM
    adverb = small and sheet.flags[first] & Flag.STOP and not any(sheet.flags[k] & carries for k in range(first, stop))
    return doing or bool(adverb)


def serve(sheet: Sheet, first: int, stop: int) -> None:
    """Note the person whom a role is told by ("President Jo Doe's brother", "Tochter von Jo Doe")."""
    if sheet.keys[first] in person_words(sheet.words.language).kin and stop - first > _SHORTEST_RELATION:
        of = first + 1
        found = find_name(sheet, of + 1, stop, loose=False)
        if sheet.flags[of] & (Flag.FROM | Flag.LINK) and found and found[2] and found[1] - found[0] > 1:
            _note(sheet, of + 1, found)
            return
    for k in range(first, stop - 1):
        if sheet.flags[k] & Flag.OWNER and sheet.flags[k] & Flag.CAPITAL:
            found = find_name(sheet, first, k + 1, loose=False)
            if found and found[1] == k + 1 and found[1] - found[0] > 1:
                _note(sheet, first, found)
            return


def _note(sheet: Sheet, first: int, found: tuple[int, int, bool]) -> None:
    """Note somebody who is only spoken of, with the office from token `first` on."""
    person = Person(found[0], found[1], name_text(sheet, found[0], found[1]), pictured=False)
    while first < found[0] and sheet.flags[first] & Flag.ARTICLE:
        first += 1
    if found[0] > first:
        person.roles.append(sheet.span(first, found[0]))
    sheet.served.append(person)


def role_end(sheet: Sheet, first: int, stop: int) -> int:
    """Where a role in the tokens [first, stop) ends: before the occasion that the sentence goes on with ("bei der Übergabe …")."""
    acts = person_words(sheet.words.language).acts if not sheet.words.nouns_have_capitals else ()
    for k in range(first, stop - 1):
        if sheet.keys[k] in acts and sheet.keys[k][-1] == "s" and k > first and sheet.flags[k - 1] & Flag.CAPITAL:
            return k  # "…, President of the Muster Club receives a plaque"
        said = sheet.keys[k] in _VERBS_BEHIND and any(sheet.flags[j] & Flag.ROLE for j in range(first, k))
        goes_on = (said or sheet.keys[k] in _OCCASIONS) and not sheet.flags[k] & Flag.CAPITAL
        if goes_on and not sheet.flags[k + 1] & Flag.ROLE:
            return max(first, k - (sheet.keys[k - 1] == ","))
        if sheet.keys[k] in {"bei", "beim"}:
            at = k + 1
            while at < stop and not sheet.flags[at] & Flag.CAPITAL:
                at += 1
            if at < stop and sheet.keys[at].endswith(OCCASION_ENDINGS):
                return k
    return stop


def is_role(sheet: Sheet, first: int, stop: int) -> bool:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    """Whether a piece after a comma is a role: it opens with one, after an article or modifiers, and names nobody after it."""
    joined = sheet.flags[first + 2] & Flag.CONNECTOR and is_unknown(sheet, first) and is_unknown(sheet, first + 1)
    if joined or sheet.flags[first] & Flag.CONNECTOR or among_initials(sheet, first):
        return False
    if sheet.keys[first] in NOW or (sheet.keys[first] in _RENEWED and first + 1 < stop):
        first += 1
    if sheet.keys[first] in _HONORIFICS and sheet.name_words[first + 1] and not sheet.flags[first + 1] & Flag.NOUN:
        return False
    lead = _LEAD if sheet.words.nouns_have_capitals else _LONG_LEAD
    for k in range(first, min(stop, first + lead)):
        flags = sheet.flags[k]
        if flags & Flag.ROLE and not (flags & Flag.STOP and not flags & Flag.CAPITAL):
            return not _named_after(sheet, k, stop)
        led = k > first and sheet.flags[k - 1] & (Flag.ARTICLE | Flag.POSSESSIVE)  # "die neue", "ihr erster"
        if flags & Flag.STOP and not led and not flags & (Flag.ARTICLE | Flag.LINK | Flag.POSSESSIVE | Flag.CAPITAL):
            return False
        if flags & Flag.GIVEN and not flags & Flag.OWNER:
            return False
        if k - first >= _LEAD and not flags & (Flag.CAPITAL | Flag.NUMBER) and not _describes(sheet, k, stop):
            return False
        verb = (
            not flags & Flag.CAPITAL
            and not sheet.words.nouns_have_capitals
            and sheet.keys[k].endswith(_VERBS)
            and not _describes(sheet, k, stop)
        )
        if verb and not flags & (Flag.LINK | Flag.OWNER | Flag.NUMBER):
            return False
    return False


def _describes(sheet: Sheet, k: int, stop: int) -> bool:
    """Whether a participle or noun in small letters stands right before an office and describes it ("outgoing commander")."""
    office = k + 1 < stop and bool(sheet.flags[k + 1] & Flag.ROLE)
    if not office or sheet.keys[k] in person_words(sheet.words.language).verbs:
        return False
    return sheet.keys[k].endswith(_DESCRIBES) or not sheet.keys[k].endswith("s")


def _named_after(sheet: Sheet, role: int, stop: int) -> bool:  # noqa: C901, PLR0911 - one grammar rule, its alternatives in their order
    """Whether a role is followed at once by somebody's name, so that it is that person's."""
    kin = sheet.keys[role] in person_words(sheet.words.language).kin
    if kin and role + 1 < stop and role + 2 >= stop and is_unknown(sheet, role + 1):
        return True
    for k in range(role + 1, stop):
        flags = sheet.flags[k]
        if flags & (Flag.ROLE | Flag.TITLE) or sheet.closes[k] == k + 2 or sheet.opens[k] == k - 2:
            continue  # "Chief (Dr.) Jo Doe"
        if flags & Flag.LINK and not kin and not sheet.words.nouns_have_capitals:
            of = k + 1 + bool(sheet.flags[k + 1] & Flag.ARTICLE)
            if sheet.flags[of] & Flag.NOUN and sheet.flags[of + 1] & Flag.GIVEN and sheet.name_words[of + 2]:
                return of + 2 < stop  # "Secretary of State Jo Doe"
        if len(sheet.keys[k]) == 1 and sheet.tokens[k].dotted and sheet.words.nouns_have_capitals:
            continue  # "Bgm. a. D. Jo Doe"
        if sheet.flags[k - 1] & Flag.TITLE and k + 1 >= stop and is_unknown(sheet, k):
            return True
        if any(sheet.flags[j] & Flag.OWNER for j in range(k, min(stop, k + 4))):
            return False
        if flags & Flag.GIVEN and k == role + 1:
            return True
        if flags & Flag.SURNAME and k == role + 1 and (k + 1 >= stop or not sheet.flags[k + 1] & Flag.CAPITAL):
            return True
        followed = k + 1 < stop and (sheet.name_words[k + 1] or bool(sheet.flags[k + 1] & Flag.PARTICLE))
        if flags & (Flag.GIVEN | Flag.INITIAL) and followed and not flags & Flag.OWNER:
            return True
        described = not sheet.words.nouns_have_capitals and k - role <= _LEAD
        if not flags & Flag.CAPITAL and not (described and (not flags & Flag.STOP or flags & Flag.CONNECTOR) and flags):
            return False
    return False


def read_age(sheet: Sheet, person: Person, first: int, stop: int) -> bool:
    """Whether the piece is an age ("29", "5 ans", "age 11"); kept if it is in years."""
    numbers = [sheet.tokens[k] for k in range(first, stop) if sheet.flags[k] & Flag.NUMBER]
    words = [k for k in range(first, stop) if sheet.flags[k] & Flag.WORD]
    if len(numbers) != 1 or numbers[0].dotted or not numbers[0].text.isdecimal() or len(numbers[0].text) > 3:
        return False
    if words and not all(sheet.flags[k] & Flag.AGE or sheet.keys[k] in {"mois", "monate", "months"} for k in words):
        return False
    if words and person.listed and _counts_service(sheet):
        return False  # "Ehrung für Mitgliedschaft (v. l.): Jo Doe (40 Jahre)"
    value = int(numbers[0].text)
    months = any(sheet.keys[k] in {"mois", "monate", "months", "monaten"} for k in words)
    if value <= _OLDEST and not months:
        person.age = value
    return True


def _counts_service(sheet: Sheet) -> bool:
    """Whether a caption tells of honours for years of membership or service, so that years in brackets are no ages."""
    return any(key.startswith(_SERVICE) for key in sheet.keys)


def are_honours(sheet: Sheet, i: int) -> bool:
    """Whether letters with dots behind a comma are honours, and the sentence goes on behind them ("Jo Doe, S.J. is …")."""
    letters = sheet.flags[i] & Flag.UPPER and "." in sheet.tokens[i].text
    return bool(letters and sheet.flags[i + 1] & Flag.WORD and not sheet.flags[i + 1] & Flag.CAPITAL)


def is_relative_clause(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether a German piece begins with a pronoun and ends with its verb ("…, der im Mai Meister wurde, …")."""
    if not sheet.words.nouns_have_capitals or not sheet.flags[first] & Flag.ARTICLE or stop - first < _SHORTEST_CLAUSE:
        return False
    last = sheet.flags[stop - 1]
    return bool(last & Flag.WORD) and not last & (Flag.CAPITAL | Flag.ROLE | Flag.NUMBER)


def is_placed_person(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether a piece before a bracket with a place is somebody else with an office ("Direktor Torvald Lund (rechts)")."""
    last_role = next((k for k in range(stop - 1, first - 1, -1) if sheet.flags[k] & (Flag.ROLE | Flag.TITLE)), None)
    if last_role is None or last_role + 1 >= stop:
        return False
    words = range(last_role + 1, stop)
    if not all(sheet.name_words[k] or sheet.flags[k] & Flag.PARTICLE for k in words):
        return False
    if any(sheet.flags[k] & (Flag.NOUN | Flag.UPPER) for k in words) or not sheet.name_words[last_role + 1]:
        return False
    return len(words) > 1 or bool(sheet.flags[last_role + 1] & (Flag.SURNAME | Flag.GIVEN))


def is_place(sheet: Sheet, i: int) -> bool:
    """Whether a word alone between a comma and the end of the sentence can be where somebody comes from."""
    unfit = Flag.GIVEN | Flag.MONTH | Flag.WEEKDAY | Flag.OWNER
    return sheet.name_words[i] and not sheet.flags[i] & unfit


def past_since(sheet: Sheet, i: int, stop: int) -> int:
    """Index of the office behind how long somebody has had it ("seit Mai Leiterin der …"); `i` where a piece tells no such time."""
    if sheet.keys[i] not in _SINCE:
        return i
    return next((k for k in range(i, min(stop, i + _LONGEST_SINCE)) if sheet.flags[k] & Flag.ROLE), i)


def tells_canton(word: str) -> bool:
    """Whether a hyphen joins a party to a canton ("Mitte-LU")."""
    return word[-3:-2] == "-" and word[-2:].isupper()


def origin_end(sheet: Sheet, i: int, high: int) -> int:
    """End of "von der youngcaritas Lahr", "vom FC Liverpool", "as Kashigi Omi"; `i` itself where there is none."""
    stop = i + 1
    joined = sheet.words.from_phrases.get(sheet.keys[i], ())
    for keys in joined:
        if all(sheet.keys[i + k] == key for k, key in enumerate(keys)) and len(keys) > stop - i:
            stop = i + len(keys)
    last_capital = i
    lowered = 0
    while stop < high and (sheet.flags[stop] or sheet.keys[stop] == '"'):
        flags = sheet.flags[stop]
        if sheet.keys[stop] == '"':
            stop += 1
            continue
        if stop in sheet.marker_at or (flags & Flag.CONNECTOR and sheet.flags[stop + 1] & (Flag.GIVEN | Flag.TITLE)):
            break
        if flags & (Flag.CAPITAL | Flag.NUMBER | Flag.UPPER):
            last_capital = stop
            lowered = 0
        elif not flags & (Flag.LINK | Flag.PARTICLE | Flag.ROLE):
            lowered += 1
            if lowered > 1 or last_capital > i or flags & Flag.STOP:
                break
        stop += 1
    if last_capital <= i:
        small = stop == high or not sheet.flags[stop]
        return stop if small and lowered == 1 and stop - i > 1 and sheet.flags[stop - 2] & Flag.ARTICLE else i
    return last_capital + 2 if sheet.keys[last_capital + 1] == '"' and last_capital + 1 < high else last_capital + 1
