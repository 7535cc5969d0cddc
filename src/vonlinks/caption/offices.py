"""The role that stands before a name, and where it begins."""

from vonlinks.caption.names import is_retired
from vonlinks.caption.person_words import person_words
from vonlinks.caption.role_pieces import OCCASION_ENDINGS
from vonlinks.caption.sharing import is_plural
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["age_before", "role_before"]

_MAX_ROLE_WORDS = 40
_MAX_UNKNOWN = 6
_FUSED = frozenset({"zur", "zum", "ins", "beim"})
_PAST = ("ed", "ts", "ks", "ets", "ses", "ing")
_MARKS = frozenset({"", ",", ";", ".", "(", "\n", "!", "?", ":"})
_BEFORE_SOMEBODY = frozenset({"and", "by", "with", "of", "from", "for", "between", "against", "over", "featuring"})
_PLACES = frozenset({"platz", "rang", "preis"})
_NEXT = 6  # tokens behind a colon in which the next of several begins
_LONGEST_ABBREVIATION = 4  # letters of a rank in capitals
_OCCUPATION = (
    "er",
    "in",
    "or",
    "ist",
    "ent",
    "ant",
    "eur",
    "ier",
    "mann",
    "frau",
    "ling",
    "eut",
    "ge",
    "oge",
    "rat",
    "wart",
    "star",
)
_DESCRIBING = frozenset(
    {
        "sole",
        "outgoing",
        "incoming",
        "acting",
        "leading",
        "managing",
        "founding",
        "retiring",
        "reigning",
        "defending",
        "visiting",
        "presiding",
        "sitting",
        "serving",
        "surviving",
        "retired",
        "renowned",
        "acclaimed",
        "elected",
        "appointed",
        "celebrated",
        "noted",
        "beloved",
        "distinguished",
        "disgraced",
        "convicted",
        "accused",
        "injured",
        "wounded",
        "experienced",
        "talented",
        "dedicated",
        "decorated",
        "award-winning",
        "certified",
        "licensed",
        "registered",
        "former",
        "current",
        "new",
        "old",
        "late",
        "future",
        "honorary",
        "senior",
        "junior",
        "chief",
        "assistant",
        "associate",
        "deputy",
        "vice",
        "lead",
        "head",
        "local",
        "state",
        "federal",
        "national",
        "regional",
        "longtime",
        "long-time",
        "fellow",
        "famous",
        "legendary",
        "popular",
        "veteran",
    }
)


def role_before(sheet: Sheet, low: int, name: int) -> int | None:  # noqa: C901, PLR0912, PLR0915 - one grammar rule, its alternatives in their order
    """Index where the role that ends right before the token `name` begins, at or after `low`; None if there is none.

    role     = { modifier } ROLE { link | word | "(" … ")" | "," }
    modifier = capitalised | adjective after an article | number "."
    """
    if name - 1 > low and sheet.keys[name - 1] == ":":
        return _before_colon(sheet, low, name - 1)
    best: int | None = None
    unknown = 0
    i = name - 1
    floor = max(low, name - _MAX_ROLE_WORDS)
    while i >= floor:
        token = sheet.tokens[i]
        flags = sheet.flags[i]
        if sheet.opens[i] >= 0:
            if best == i + 1 and sheet.flags[sheet.opens[i] - 1] & Flag.CAPITAL:
                best = sheet.opens[i]  # "Muster Agency (MA) Chairman"
            i = sheet.opens[i] - 1
            continue
        if not flags:
            if token.key in {'"', "-", "/", ",", "."} and (token.key != "." or token.tight):
                i -= 1
                continue
            break
        if token.text.endswith(".") and flags & Flag.UPPER and not flags & Flag.CAPITAL:
            i -= 1  # "i.G.", "a.D."
            continue
        if flags & Flag.INITIAL and i > floor + 1 and is_retired(sheet, i):
            i -= 2
            continue
        if flags & Flag.CONNECTOR and i == name - 1:
            break  # "the twins, and Jo Doe"
        touches = best == i + 1 or (best is None and i == name - 1)
        if flags & (Flag.ROLE | Flag.TITLE) and not (flags & Flag.STOP and not flags & Flag.CAPITAL):
            best = i
        elif flags & (Flag.ARTICLE | Flag.POSSESSIVE):
            if flags & Flag.POSSESSIVE and best == i + 1:
                best = i
                if flags & Flag.CAPITAL and i > floor and sheet.keys[i - 1] == ",":
                    i -= 1
                    continue  # "Governor-General, His Excellency"
                break
            if not flags & Flag.LINK or not (
                sheet.flags[i - 1] & (Flag.CAPITAL | Flag.ROLE | Flag.LINK) and i - 1 >= floor
            ):
                break
        elif flags & Flag.LINK:
            if (
                best == i + 1
                and sheet.words.nouns_have_capitals
                and flags & Flag.FROM
                and sheet.flags[best] & Flag.ROLE
            ):
                break  # "… die Professoren von Rektor Jo Doe begrüßt"
        elif flags & Flag.STOP:
            if best != i + 1 or not flags & Flag.CAPITAL or sheet.words.nouns_have_capitals:
                break
            best = i  # "First Minister", "Most Reverend"
        elif flags & Flag.NUMBER:
            numbered = i > floor and sheet.flags[i - 1] & Flag.ROLE  # "Mission Specialist 1 (MS1)"
            if not touches and best is None and not token.dotted and i != name - 1 and not numbered:
                break
            classed = (
                sheet.words.language == "en" and i > floor and sheet.flags[i - 1] & Flag.CAPITAL
            )  # "Year 6 pupils"
            if touches and best is not None and (token.dotted or classed):
                best = i
        elif flags & Flag.CAPITAL:
            if (
                (touches and best is not None and not _after_fused(sheet, i))
                or _cut_compound(sheet, i, best)
                or _of_body(sheet, i, best)
            ):
                best = i
        elif touches and best is not None and _is_adjective(sheet, i, floor):
            best = i
        else:
            unknown += 1
            verb = token.key.endswith(_PAST) or token.key in person_words(sheet.words.language).verbs
            if unknown > _MAX_UNKNOWN or sheet.words.nouns_have_capitals or verb:
                break
        i -= 1
    return best if best is not None else _bare_apposition(sheet, low, name)


def age_before(sheet: Sheet, begin: int, name: int) -> tuple[int, int | None]:
    """Where the role that begins at `begin` goes on behind an age ("17-jährige Schülerin"), and the age in years."""
    number = sheet.tokens[begin - 2] if begin > 1 and sheet.keys[begin - 1] == "-" else None
    if number is None or not sheet.flags[begin] & Flag.AGE or not number.flags & Flag.NUMBER:
        return begin, None
    return min(begin + 1, name), int(number.text) if number.text.isdecimal() and len(number.text) <= 3 else None


def _before_colon(sheet: Sheet, low: int, colon: int) -> int | None:
    """Where a role before a colon begins that nothing but a mark stands before ("(Dirigent: Jo Doe)")."""
    begin = role_before(sheet, low, colon)
    if (
        begin is None
        or not (sheet.flags[begin] | _behind_number(sheet, begin)) & Flag.ROLE
        or is_plural(sheet, begin, colon)
    ):
        return None
    commas = [k for k in range(colon + 2, colon + _NEXT) if sheet.keys[k] == "," or sheet.flags[k] & Flag.CONNECTOR]
    if any(sheet.flags[k + 1] & Flag.GIVEN and sheet.name_words[k + 2] for k in commas):
        return None  # several, and the word before need not be what each of them is
    lead = begin
    while lead > low and sheet.flags[lead - 1] & Flag.ARTICLE:
        lead -= 1
    return begin if lead == low or sheet.keys[lead - 1] in _MARKS else None


def _behind_number(sheet: Sheet, i: int) -> int:
    """The flags of the word that a number with a dot at `i` counts ("2. Vorsitzender"); 0 for any other word."""
    return sheet.flags[i + 1] if sheet.flags[i] & Flag.NUMBER and sheet.tokens[i].dotted else 0


def _of_body(sheet: Sheet, i: int, best: int | None) -> bool:
    """Whether a word begins the name of a body that goes on with "of" ("Chamber of Commerce president")."""
    body = sheet.flags[i] & (Flag.NOUN | Flag.BODY) and not sheet.flags[i] & Flag.ROLE
    return best == i + 2 and sheet.keys[i + 1] == "of" and (not sheet.flags[i + 2] & Flag.ROLE or bool(body))


def _cut_compound(sheet: Sheet, i: int, best: int | None) -> bool:
    """Whether a word with a hyphen at its end lends its end from the role behind "and" ("Partei- und Staatschef")."""
    cut = sheet.keys[i + 1] == "-" and sheet.tokens[i + 1].tight
    return cut and best == i + 3 and bool(sheet.flags[i + 2] & Flag.CONNECTOR)


def _after_fused(sheet: Sheet, i: int) -> bool:
    """Whether a noun stands behind a preposition with its article and so belongs to the sentence ("griffen zur Schaufel Landrat …")."""
    return sheet.keys[i - 1] in _FUSED and not sheet.flags[i] & Flag.UPPER and sheet.keys[i] not in sheet.words.ordinals


def _is_adjective(sheet: Sheet, i: int, floor: int) -> bool:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    """Whether a word in small letters before a role describes it: an article or the start of the piece is before it."""
    before = sheet.flags[i - 1] if i - 1 >= floor else 0
    if before & (Flag.ARTICLE | Flag.POSSESSIVE):
        return True
    if sheet.keys[i] in _DESCRIBING or sheet.flags[i] & Flag.AGE:
        return True
    verbs = person_words(sheet.words.language).verbs
    if not sheet.words.nouns_have_capitals and (sheet.keys[i].endswith(("s", "ed", "ing")) or sheet.keys[i] in verbs):
        return False
    if verbs and not sheet.flags[i + 1] & Flag.CAPITAL:
        return True  # a noun that describes the role: "dog walker"
    if i - 1 < floor or not before:
        led = i == 0 or sheet.keys[i - 1] in _MARKS or sheet.flags[i - 1] & (Flag.CONNECTOR | Flag.STOP)
        declined = sheet.keys[i].endswith(("e", "en", "er", "es", "em")) or sheet.tokens[i].dotted
        if led and sheet.words.language == "de" and not declined:
            return False  # ", lud Bürgermeister Jo Doe"
        return bool(led) or not sheet.words.nouns_have_capitals  # behind a person or bracket it is a verb
    if sheet.words.nouns_have_capitals:
        return (
            sheet.keys[i].endswith(("e", "en", "er", "es", "em", "t"))
            and bool(before & Flag.WORD)
            and not before & Flag.CAPITAL
            and not before & Flag.STOP
        )
    return bool(before & (Flag.CONNECTOR | Flag.CAPITAL))


def _bare_apposition(sheet: Sheet, low: int, name: int) -> int | None:
    """Unknown words right before a name: a place or thing in the genitive ("Berlins", "Israel's"), an occupation, a rank."""
    first = name
    while first > low and sheet.name_words[first - 1]:
        first -= 1
    if first == name:
        return name - 1 if _is_small_role(sheet, low, name) else None
    if sheet.flags[name - 1] & Flag.OWNER or (name - first == 1 and sheet.keys[first].endswith("s")):
        return first
    if _is_unknown_role(sheet, low, first, name):
        return first
    if sheet.keys[name - 1] in _PLACES and name - 2 >= low and sheet.tokens[name - 2].dotted:
        return name - 2  # "1. Platz Jo Doe"
    i = first
    while i > low and sheet.flags[i - 1] & Flag.WORD and not sheet.flags[i - 1] & (Flag.STOP | Flag.CAPITAL):
        i -= 1
    if sheet.keys[name - 1].endswith(OCCASION_ENDINGS):
        return None  # "bei der Übergabe Jo Doe und …"
    return i if i > low and sheet.flags[i - 1] & Flag.ARTICLE and first - i <= 2 else None


def _is_small_role(sheet: Sheet, low: int, name: int) -> bool:
    """Whether an unknown word in small letters stands between a preposition and a name ("watched by churchwardens Jo Doe …")."""
    if sheet.words.language != "en" or name - 2 < low or sheet.keys[name - 2] not in _BEFORE_SOMEBODY:
        return False
    flags = sheet.flags[name - 1]
    small = bool(flags & Flag.WORD) and not flags & (Flag.STOP | Flag.CAPITAL | Flag.NUMBER | Flag.CONNECTOR)
    return small and not sheet.keys[name - 1].endswith(("ing", "ly", "ed"))


def _is_unknown_role(sheet: Sheet, low: int, first: int, name: int) -> bool:
    """Whether unknown words before a whole name with a known given name must be what somebody is.

    In German any noun there is, unless a preposition makes it a place; elsewhere where a mark or "and" stands before.
    """
    if not sheet.flags[name] & (Flag.GIVEN | Flag.INITIAL) or not sheet.name_words[name + 1]:
        return False
    unfit = Flag.MONTH | Flag.WEEKDAY | Flag.GIVEN | Flag.STATE | Flag.INITIAL
    if any(sheet.flags[k] & unfit for k in range(first, name)):
        return False
    before = sheet.flags[first - 1] if first > low else 0
    apart = not before or bool(before & (Flag.CONNECTOR | Flag.ARTICLE))
    if sheet.flags[name - 1] & Flag.UPPER:
        return apart and name - first == 1 and len(sheet.keys[first]) <= _LONGEST_ABBREVIATION
    if not sheet.words.nouns_have_capitals:
        return apart and first > low and name - first == 1 and not sheet.flags[first] & Flag.NOUN
    occupation = sheet.keys[name - 1].endswith(_OCCUPATION) and not sheet.flags[name - 1] & Flag.NOUN
    small = bool(before & Flag.WORD) and not before & (Flag.STOP | Flag.CAPITAL)  # an adjective or verb
    return occupation and (apart or small or bool(before & Flag.STOP and not before & Flag.LOCATIVE))
