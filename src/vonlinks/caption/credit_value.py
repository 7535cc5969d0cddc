"""What a credit line says: which of its parts is a person, which an agency, which another body, which the year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["Part", "agency_at", "agency_of", "bodies_of", "is_person", "people_of", "read_parts", "year_of"]

_YEAR = re.compile(r"(?:19|20)\d\d$")
_LEAD = frozenset(
    {
        "courtesy",
        "of",
        "by",
        "via",
        "von",
        "the",
        ":",
        "(",
        "'",
        "-",
        "fotograf",
        "fotografin",
        "photographer",
        "die",
        "das",
        "der",
        "mit",
        "freundlicher",
        "genehmigung",
    }
)
_TAILS = frozenset({"jr", "sr", "inc", "ltd", "llc", "co"})
_PICTURE_WORDS = frozenset({"photo", "photos", "pic", "foto", "fotos", "file", "pool", "images", "bild", "wire"})
_JOINS = frozenset({"via", "für", "for", "per"})
_PLACES = frozenset({"left", "right", "links", "rechts", "l", "r", "oben", "unten", "top", "bottom", "center", "mitte"})
_LONGEST_AGENCY = 5
_LONGEST_SIGN = 4
_WORDS_BEFORE = 200
_SMALL_AGENCIES = frozenset({"dpa", "epd", "ddp", "imago", "laif", "dapd", "kna", "apa"})


@dataclass(slots=True)
class Part:
    """The tokens [first, stop) of a credit between two separators.

    Attributes:
        first: index of its first token.
        stop: index after its last.
        kind: "agency", "person", "body", "private", "noise", "year", or "maybe" (words that could be anybody's name).
        before: key of the separator before it.
    """

    first: int
    stop: int
    kind: str
    before: str


def read_parts(tokens: Sequence[Token], low: int, high: int, words: Vocabulary) -> list[Part]:
    """The parts of the credit value in the tokens [low, high).

    value    = part { separator part }
    separator= "/" | "," | ";" | "|" | "." | " - " | "via" | "for"
    part     = agency [picture word] [part] | person { "and" person } [agency] | body [year] | year | private | noise
    """
    parts: list[Part] = []
    i, before = low, ""
    while i < high:
        start = i
        while i < high and not _separates(tokens, i, start, high):
            i += 1
        if i > start:
            parts += _classified(tokens, start, i, before, words)
        if i < high:
            before = tokens[i].key
            i += 1
    _settle(tokens, low, parts, words)
    return parts


def _separates(tokens: Sequence[Token], i: int, start: int, high: int) -> bool:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    key = tokens[i].key
    following = tokens[i + 1] if i + 1 < high else None
    if key == ",":
        return following is None or following.key not in _TAILS
    if key in {"/", "|", ";"}:
        return True
    if key == "(":
        return not (i > start and tokens[i - 1].flags & Flag.UPPER)
    if key == ")":
        return not any(tokens[k].key == "(" for k in range(max(start, i - 3), i))
    if key == "-":
        return following is None or not (tokens[i].tight and following.tight)
    if key == "." and i > start:
        return following is None or not following.tight
    if key == "by" and i > start:
        return tokens[i - 1].key in _PICTURE_WORDS  # "Muster Navy photo by Jo Doe"
    return key in _JOINS and i > start


def _classified(tokens: Sequence[Token], first: int, stop: int, before: str, words: Vocabulary) -> list[Part]:
    first, stop = _trimmed(tokens, first, stop, words)
    if first >= stop:
        return []
    kind = _plain_kind(tokens, first, stop, words)
    if kind:
        return [Part(first, stop, kind, before)]
    return (
        _led_by_agency(tokens, first, stop, before, words)
        or _with_year(tokens, first, stop, before, words)
        or _ended_by_agency(tokens, first, stop, before, words)
        or [Part(first, stop, _name_kind(tokens, first, stop), before)]
    )


def _trimmed(tokens: Sequence[Token], first: int, stop: int, words: Vocabulary) -> tuple[int, int]:
    while stop - first > 1 and tokens[first].key in _LEAD:
        if tokens[first].key == "the" and agency_at(tokens, first, stop, words):
            break
        first += 1
    while stop > first and not tokens[stop - 1].flags and tokens[stop - 1].key != ")":
        stop -= 1
    if stop > first and tokens[stop - 1].key == ")" and all(t.key != "(" for t in tokens[first:stop]):
        stop -= 1
    while stop - first > 2 and tokens[stop - 1].key in _PICTURE_WORDS and not agency_at(tokens, first, stop, words):
        stop -= 1
    return first, stop


def _plain_kind(tokens: Sequence[Token], first: int, stop: int, words: Vocabulary) -> str:
    inside = tokens[first:stop]
    keys = " ".join(t.key for t in inside)
    if keys in words.private:
        return "private"
    if keys in words.credit_noise or keys in _PLACES:
        return "noise"
    if all(t.flags & (Flag.NUMBER | Flag.MONTH | Flag.WEEKDAY) or not t.flags for t in inside):
        return "year" if any(_YEAR.search(t.text) for t in inside) else "noise"
    if any(t.key in {"@", "http", "https", "www", "cc"} for t in inside) or "creativecommons" in keys:
        return "noise"
    if (all(t.flags & Flag.STOP for t in inside) and len(inside) > 1) or keys.startswith(("all rights", "alle rechte")):
        return "noise"
    return ""


def _led_by_agency(tokens: Sequence[Token], first: int, stop: int, before: str, words: Vocabulary) -> list[Part]:
    end = agency_at(tokens, first, stop, words)
    if not end:
        return []
    rest = end
    while rest < stop and tokens[rest].key in _PICTURE_WORDS:
        rest += 1
    if rest < stop and tokens[rest].key == "(":
        return [Part(first, stop, "agency", before)]
    found = [Part(first, end, "agency", before)]
    return found + (_classified(tokens, rest, stop, " ", words) if rest < stop else [])


def _ended_by_agency(tokens: Sequence[Token], first: int, stop: int, before: str, words: Vocabulary) -> list[Part]:
    for k in range(first + 1, stop):
        if agency_at(tokens, k, stop, words) == stop and (k - first > 1 or is_person(tokens, first, k)):
            return [*_classified(tokens, first, k, before, words), Part(k, stop, "agency", " ")]
    return []


def _with_year(tokens: Sequence[Token], first: int, stop: int, before: str, words: Vocabulary) -> list[Part]:
    last = tokens[stop - 1]
    if stop - first > 1 and last.flags & Flag.NUMBER and _YEAR.match(last.text):
        return [*_classified(tokens, first, stop - 1, before, words), Part(stop - 1, stop, "year", " ")]
    if stop - first > 1 and tokens[first].flags & Flag.NUMBER and _YEAR.match(tokens[first].text):
        return [Part(first, first + 1, "year", before), *_classified(tokens, first + 1, stop, " ", words)]
    return []


def agency_at(tokens: Sequence[Token], i: int, high: int, words: Vocabulary) -> int:
    """Index after the longest agency name that begins at token `i`; 0 if none does."""
    if not tokens[i].flags & Flag.WORD:
        return 0
    best, joined = 0, ""
    for k in range(i, min(i + _LONGEST_AGENCY, high)):
        joined = f"{joined} {tokens[k].key}" if joined else tokens[k].key
        if joined in words.agencies:
            best = k + 1
    single = tokens[i]
    if best == i + 1 and len(single.key) <= 4 and not single.flags & Flag.UPPER and single.text not in _SMALL_AGENCIES:
        return agency_at_capital(single) and best
    return best


def agency_at_capital(token: Token) -> int:
    """Whether a short agency name is written as one: "Rex", "Sipa", not the word "pa"."""
    return int(bool(token.flags & Flag.CAPITAL) and len(token.key) > 2)


# --- persons and bodies ----------------------------------------------------------------------------------------


def _groups(tokens: Sequence[Token], first: int, stop: int) -> list[list[Token]]:
    groups: list[list[Token]] = [[]]
    for token in tokens[first:stop]:
        if token.flags & Flag.CONNECTOR or token.key == "+":
            groups.append([])
        elif token.key not in {'"', "'", "."} and (token.key not in _PLACES or token.dotted):
            groups[-1].append(token)
    return groups


def is_person(tokens: Sequence[Token], first: int, stop: int) -> bool:
    """Whether credited words are somebody's name, or several joined by "and": a given name, initial or title leads each."""
    return _name_kind(tokens, first, stop) == "person"


def _name_kind(tokens: Sequence[Token], first: int, stop: int) -> str:
    kinds = [_one_kind(group) for group in _groups(tokens, first, stop) if group]
    if not kinds or "body" in kinds:
        return "body"
    if len(kinds) > 1 and all(kind in {"person", "maybe"} for kind in kinds):
        return "person"
    return kinds[0]


def _one_kind(group: list[Token]) -> str:  # noqa: C901, PLR0911 - one grammar rule, its alternatives in their order
    """Tell "person", "body", or "maybe" for capitalised words that nothing speaks for or against."""
    words = [t for t in group if t.flags & Flag.WORD]
    if len(words) != len(group) or len(words) > 4:
        return "body"
    if len(words) == 1 and not words[0].flags & (Flag.CAPITAL | Flag.BODY) and len(words[0].key) <= _LONGEST_SIGN:
        return "surname"  # the letters that a photographer signs with
    if not all(t.flags & (Flag.CAPITAL | Flag.PARTICLE) for t in words):
        return "body"
    first = words[0]
    if first.flags & Flag.TITLE and len(words) > 1 and not first.flags & Flag.UPPER:
        return "person"
    led = bool(first.flags & Flag.GIVEN) and len(words) == 2
    if any(
        t.flags & Flag.NOUN and not t.flags & Flag.INITIAL and not (led and t.flags & Flag.ENDING) for t in words[1:]
    ) or (first.flags & Flag.NOUN and len(words) > 1):
        return "body"
    if any(t.flags & Flag.BODY for t in words):
        return "body"
    if len(words) == 1:
        if first.flags & Flag.SURNAME and not first.flags & Flag.UPPER:
            return "person"
        return "body" if first.flags & (Flag.UPPER | Flag.NOUN | Flag.ROLE) else "surname"
    if first.flags & (Flag.GIVEN | Flag.INITIAL):
        return "person" if len(words) <= 4 or any(not t.flags & Flag.CAPITAL for t in words) else "body"
    if any(t.flags & (Flag.ROLE | Flag.ARTICLE) for t in words):
        return "body"
    upper = [bool(t.flags & Flag.UPPER) for t in words]
    if any(t.flags & Flag.GIVEN for t in words[1:]) and not (upper[0] and not all(upper)):
        return "person"
    if any(upper) and not all(upper):
        return "body"
    particles = any(not t.flags & Flag.CAPITAL for t in words)
    return "maybe" if len(words) <= 3 and not all(upper) and not particles else "body"


def _settle(tokens: Sequence[Token], low: int, parts: list[Part], words: Vocabulary) -> None:
    """Decide the open parts: two unknown words beside an agency or body, or alone, are a person; a lone word only beside one."""
    others = sum(1 for p in parts if p.kind in {"agency", "body"})
    people = any(p.kind == "person" for p in parts)
    for k, part in enumerate(parts):
        if part.kind == "maybe":
            part.kind = "person" if not people else "body"
            people = True
        elif part.kind == "surname":
            beside = others > 0 or any(p.kind == "surname" for p in parts[k + 1 :])
            agency_only = all(p.kind in {"agency", "noise", "year"} for p in parts if p is not part)
            first_of_two = k == 0 and beside and not agency_only
            after_agency = k > 0 and agency_only and others > 0
            alone = len(parts) == 1 and _is_byline(tokens, low, part, words)
            is_name = not people and (first_of_two or after_agency or alone)
            part.kind = "person" if is_name else "body"
            people = people or part.kind == "person"


def _is_byline(tokens: Sequence[Token], low: int, part: Part, words: Vocabulary) -> bool:
    """Whether one capitalised word alone is a photographer's surname, as German papers print it, and no firm of the caption."""
    word = tokens[part.first]
    named_before = any(token.key == word.key for token in tokens[max(0, low - _WORDS_BEFORE) : low])
    return words.nouns_have_capitals and word.text.isalpha() and not named_before


def people_of(text: str, tokens: Sequence[Token], parts: Sequence[Part]) -> str | None:
    """The photographer, or several joined by "and"; None if the line names no person."""
    people = [p for p in parts if p.kind == "person"]
    if not people:
        return None
    last = people[0]
    for before, part in pairwise(people):
        if parts.index(part) != parts.index(before) + 1:
            if not tokens[part.first].flags & Flag.CONNECTOR:
                break
            return f"{text_of(text, tokens, people[0])} {text_of(text, tokens, part)}"
        last = part
    return text_of(text, tokens, Part(people[0].first, last.stop, "person", ""))


def text_of(text: str, tokens: Sequence[Token], part: Part) -> str:
    """A part as written, white space made one blank."""
    last = tokens[part.stop - 1]
    value = text[tokens[part.first].start : last.end].strip(" .,;:")
    if last.dotted and last.key in _TAILS:
        value += "."
    return " ".join(value.split())


def bodies_of(text: str, tokens: Sequence[Token], parts: Sequence[Part]) -> str | None:
    """The body that holds the rights, several in a row as written ("NASA/JPL"); else the word for a private holder."""
    first = next((k for k, p in enumerate(parts) if p.kind == "body"), None)
    if first is None:
        private = next((p for p in parts if p.kind == "private"), None)
        return text_of(text, tokens, private) if private else None
    last = first
    while last + 1 < len(parts) and parts[last + 1].kind == "body" and parts[last + 1].before == "/":
        last += 1
    return text_of(text, tokens, Part(parts[first].first, parts[last].stop, "body", ""))


def agency_of(text: str, tokens: Sequence[Token], parts: Sequence[Part]) -> str | None:
    """The agencies as written, a chain kept together; words that name no agency ("Photo", "Pool") left out."""
    first = next((k for k, p in enumerate(parts) if p.kind == "agency"), None)
    if first is None:
        return None
    chain = [parts[first]]
    for part in parts[first + 1 :]:
        if part.kind != "agency":
            break
        chain.append(part)
    if any(tokens[k].key in _PICTURE_WORDS for a, b in pairwise(chain) for k in range(a.stop, b.first)):
        return "/".join(text_of(text, tokens, part) for part in chain)
    return " ".join(text[tokens[chain[0].first].start : tokens[chain[-1].stop - 1].end].split()).strip(" .,;:")


def year_of(tokens: Sequence[Token], parts: Sequence[Part], value_stop: int, stop: int) -> int | None:
    """The year in the value, or glued behind it ("…)AP2014")."""
    for part in parts:
        if part.kind == "year":
            for token in tokens[part.first : part.stop]:
                match = _YEAR.search(token.text)
                if match:
                    return int(match[0])
    for token in tokens[value_stop:stop]:
        match = _YEAR.search(token.text)
        if match and token.flags & Flag.WORD:
            return int(match[0])
    return None
