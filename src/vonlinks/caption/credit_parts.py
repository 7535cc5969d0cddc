"""The parts of a credit's value: each an agency, a person, another body, a year, or words that name nobody."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from vonlinks.caption.credit_names import agency_at, is_person, name_kind
from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["YEAR", "Part", "read_parts"]

YEAR = re.compile(r"(?:19|20)\d\d$")
_WORDS_BEFORE = 200
_LONGEST_INVERTED = 3
_LONGEST_RANK = 8
_PHOTO = frozenset({"photo", "photos", "foto", "fotos"})
_FEWEST = 2  # initials
_SHORTEST_SURNAME = 4  # letters of one in capitals
# Between who took the picture and the day.
_ON = frozenset({"am", "im", "on", "le", "el", "il", "op", "den", "em"})


@dataclass(slots=True)
class Part:
    """The tokens [first, stop) of a credit between two separators.

    Attributes:
        first: index of its first token.
        stop: index after its last.
        kind: "agency", "person", "body", "private", "noise", "year", "address", "licence" (or a place), "label" (a credit word with its colon) or, until decided, "maybe" (words
            that could be anybody's name), "loud" (the same in capitals) and "surname" (one such word).
        before: key of the separator before it.
    """

    first: int
    stop: int
    kind: str
    before: str


def read_parts(tokens: Sequence[Token], low: int, high: int, words: Vocabulary, *, lent: bool = False) -> list[Part]:
    """The parts of the credit value in the tokens [low, high).

    value    = part { separator part }
    separator= "/" | "," | ";" | "|" | "." | ":" | " - " | "via" | "for"
    part     = agency [picture word] [part] | person { "and" person } [agency] | surname "," given name | body [year] | year
             | private | noise

    Args:
        tokens: of the caption.
        low: first token of the value.
        high: index after its last.
        words: of the caption's language.
        lent: the line says who lent the picture, so that a person it names first did not take it.
    """
    known = words.credit
    parts: list[Part] = []
    i, before = low, ""
    while i < high:
        start = i
        while i < high and not _separates(tokens, i, start, high, known):
            i += 1
        if i > start:
            found = _classified(tokens, start, i, before, known)
            if (lent and not parts) or any(t.key in known.lent for t in tokens[start:i]):
                _as_bodies(found)
            parts += found
        if i < high:
            before = tokens[i].key
            i += 1
    _turn_names(tokens, parts, known)
    _name_partners(tokens, parts, known)
    _name_initials(tokens, parts)
    _drop_places(tokens, parts, known)
    _settle(tokens, low, parts, words)
    return parts


def _as_bodies(parts: Sequence[Part]) -> None:
    for part in parts:
        if part.kind in {"person", "maybe", "loud", "surname"}:
            part.kind = "body"


def _separates(tokens: Sequence[Token], i: int, start: int, high: int, known: CreditWords) -> bool:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    key = tokens[i].key
    following = tokens[i + 1] if i + 1 < high else None
    if key == ",":
        return following is None or following.key not in known.tails
    if key in {"(", ")"} and _abbreviates(tokens, i if key == "(" else i - 2, start, high):
        return False
    if key in {"/", "|", ";", ":", "\n", "·", "•", "(", ")"} or (key == "+" and not tokens[i].flags):
        return True
    if key == "on" and i > start and following is not None and agency_at(tokens, i + 1, high, known):
        return True
    if key == "-":
        return following is None or not (tokens[i].tight and following.tight)
    if key == "." and i > start:
        return following is None or not following.tight
    if key in _ON and i > start:
        return following is not None and bool(following.flags & (Flag.NUMBER | Flag.MONTH | Flag.WEEKDAY))
    if key in {"by", "par", "von"} and i > start:
        return tokens[i - 1].key in known.picture_words  # "Muster Navy photo by Jo Doe"
    if key in known.purposes and i > start:
        return (
            is_person(tokens, start, i, known)
            or agency_at(tokens, start, i, known) == i
            or _agency_next(tokens, i, known)
        )
    return key in known.joins and i > start


def _agency_next(tokens: Sequence[Token], i: int, known: CreditWords) -> bool:
    """Whether an agency or a paper stands behind a word ("for The Muster Times")."""
    k = i + 1 + (i + 2 < len(tokens) and tokens[i + 1].key == "the")
    return bool(agency_at(tokens, k, len(tokens), known)) or any(t.key in known.papers for t in tokens[k : k + 3])


def _abbreviates(tokens: Sequence[Token], opener: int, start: int, high: int) -> bool:
    """Whether a bracket holds nothing but the initials of the words before it ("Muster Information Service (MIS)")."""
    if opener <= start or opener + 2 >= high + 1 or tokens[opener].key != "(" or opener + 2 >= len(tokens):
        return False
    inside = tokens[opener + 1]
    if tokens[opener + 2].key != ")" or not inside.flags & Flag.UPPER or not inside.text.isalpha():
        return False
    initials = "".join(token.text[0] for token in tokens[start:opener] if token.flags & Flag.CAPITAL)
    return initials == inside.text


def _classified(tokens: Sequence[Token], first: int, stop: int, before: str, known: CreditWords) -> list[Part]:
    if stop - first > 1 and tokens[first].key in known.joins:
        first += 1  # "Jo Doe/via Reuters"
    kind = _plain_kind(tokens, first, stop, known)
    if not kind:
        whole = first, stop
        first, stop = _trimmed(tokens, first, stop, known)
        kind = _plain_kind(tokens, first, stop, known) if first < stop and (first, stop) != whole else ""
    if first >= stop:
        return []
    if kind:
        return [Part(first, stop, kind, before)]
    name = _after_rank(tokens, first, stop, known)
    if name > first:
        return [Part(name, stop, "person", before)]
    return (
        _led_by_agency(tokens, first, stop, before, known)
        or _with_year(tokens, first, stop, before, known)
        or _ended_by_agency(tokens, first, stop, before, known)
        or [Part(first, stop, name_kind(tokens, first, stop, known), before)]
    )


def _trimmed(tokens: Sequence[Token], first: int, stop: int, known: CreditWords) -> tuple[int, int]:
    """The part without words before and behind a name that are none of it ("courtesy of", "photo")."""
    start = first
    if stop - first > 2 and tokens[first].key in known.picture_words and tokens[first + 1].flags & Flag.GIVEN:
        first += 1  # "Photo Jo Doe/UPI"
    if stop - first > 2 and tokens[stop - 1].text == "OUT":
        stop -= 2  # "JO DOE NORWAY OUT"
    while stop - first > 1 and (tokens[first].key in known.leads or tokens[first].key in known.lent):
        # "The Muster Times" and "Der Beispielbote" are names in full.
        article = tokens[first].flags & Flag.ARTICLE or tokens[first].key == "the"
        if article and tokens[first].flags & Flag.CAPITAL:
            break
        if (
            first == start
            and tokens[first].flags & Flag.PARTICLE
            and not tokens[first + 1].flags & (Flag.GIVEN | Flag.ARTICLE | Flag.INITIAL)
        ):
            break  # "von Probe, Eva"
        first += 1
    while stop > first and not tokens[stop - 1].flags and tokens[stop - 1].key != ")":
        stop -= 1
    if stop > first and tokens[stop - 1].key == ")" and all(t.key != "(" for t in tokens[first:stop]):
        stop -= 1
    while (
        stop - first > 1
        and tokens[stop - 1].key in known.picture_words
        and " ".join(t.key for t in tokens[first:stop]) not in known.noise | known.private | known.staff
        and not agency_at(tokens, first, stop, known)
    ):
        stop -= 1
    return first, stop


def _after_rank(tokens: Sequence[Token], first: int, stop: int, known: CreditWords) -> int:
    """Where a soldier's name begins behind the rank ("Petty Officer 2nd Class Jo Doe")."""
    k = first
    while k < stop - 2 and k - first < _LONGEST_RANK and tokens[k].key in known.ranks:
        k += 1
    ranked = k > first and all(t.flags & Flag.CAPITAL for t in tokens[k:stop] if t.flags & Flag.WORD)
    return k if ranked else first


def _plain_kind(tokens: Sequence[Token], first: int, stop: int, known: CreditWords) -> str:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    inside = tokens[first:stop]
    keys = " ".join(t.key for t in inside if t.key != ".")
    if keys in known.labels and stop < len(tokens) and tokens[stop].key == ":":
        return "label"
    if keys in known.noise or keys in known.places or keys in known.staff:
        return "noise"
    if keys in known.private:
        return "private"
    dated = Flag.NUMBER | Flag.MONTH | Flag.WEEKDAY
    if all(t.flags & dated or not t.flags for t in inside) and any(t.flags & Flag.NUMBER for t in inside):
        return "year" if any(YEAR.search(t.text) for t in inside) else "licence"
    if inside[0].key in {"cc", "cc-by", "cc-by-sa", "cc0"} or "creativecommons" in keys or "creative commons" in keys:
        return "licence"
    if known.term_at(tokens, first) or keys in {"public domain", "gemeinfrei", "domaine public", "dominio público"}:
        return "licence"
    if all(t.flags & Flag.STOP for t in inside) and len(inside) > 1:
        return "noise"
    return "address" if _is_address(inside, known) and not agency_at(tokens, first, stop, known) else ""


def _is_address(inside: Sequence[Token], known: CreditWords) -> bool:
    """Whether the tokens are a mail or web address."""
    if any(t.key in {"@", "http", "https", "www"} for t in inside):
        return True
    if len(inside) < 2 or inside[-1].key not in known.domains or not inside[-1].tight:
        return False
    return inside[-2].dotted or (inside[-2].key == "." and len(inside) > 2)


def _led_by_agency(tokens: Sequence[Token], first: int, stop: int, before: str, known: CreditWords) -> list[Part]:
    end = agency_at(tokens, first, stop, known)
    if not end:
        return []
    rest = end
    while rest < stop and tokens[rest].key in known.picture_words:
        rest += 1
    found = [Part(first, end, "agency", before)]
    return found + (_classified(tokens, rest, stop, " ", known) if rest < stop else [])


def _ended_by_agency(tokens: Sequence[Token], first: int, stop: int, before: str, known: CreditWords) -> list[Part]:
    for k in range(first + 1, stop):
        if tokens[k].key not in known.agency_lengths or agency_at(tokens, k, stop, known) != stop:
            continue
        if k - first > 1 or is_person(tokens, first, k, known) or _plain_kind(tokens, first, k, known):
            return [*_classified(tokens, first, k, before, known), Part(k, stop, "agency", " ")]
    return []


def _with_year(tokens: Sequence[Token], first: int, stop: int, before: str, known: CreditWords) -> list[Part]:
    last = tokens[stop - 1]
    if stop - first > 1 and last.flags & Flag.NUMBER and YEAR.match(last.text):
        return [*_classified(tokens, first, stop - 1, before, known), Part(stop - 1, stop, "year", " ")]
    if stop - first > 1 and tokens[first].flags & Flag.NUMBER and YEAR.match(tokens[first].text):
        return [Part(first, first + 1, "year", before), *_classified(tokens, first + 1, stop, " ", known)]
    return []


def _turn_names(tokens: Sequence[Token], parts: list[Part], known: CreditWords) -> None:
    """Join a surname and the given name behind its comma to one person ("von Probe, Eva")."""
    k = 0
    while k + 1 < len(parts):
        one, two = parts[k], parts[k + 1]
        surname = tokens[one.first : one.stop]
        given = tokens[two.first : two.stop]
        if (
            two.before == ","
            and one.kind not in {"agency", "person", "year", "noise", "private"}
            and len(surname) <= _LONGEST_INVERTED
            and all(t.flags & (Flag.CAPITAL | Flag.PARTICLE) and not known.is_body(t) for t in surname)
            and sum(1 for t in surname if not t.flags & Flag.PARTICLE) == 1
            and not surname[-1].flags & Flag.UPPER
            | (surname[0].flags & Flag.ARTICLE and surname[0].flags & Flag.CAPITAL)
            and len(given) <= 2
            and all(t.flags & (Flag.GIVEN | Flag.INITIAL) for t in given)
        ):
            parts[k : k + 2] = [Part(one.first, two.stop, "person", one.before)]
        k += 1


def _name_partners(tokens: Sequence[Token], parts: list[Part], known: CreditWords) -> None:
    """Make one word behind the slash of a collecting agency its partner agency ("imago images/Musterfoto")."""
    for one, two in pairwise(parts):
        collects = one.kind == "agency" and " ".join(t.key for t in tokens[one.first : one.stop]) in known.collectors
        if collects and two.before == "/" and two.stop == two.first + 1 and two.kind in {"person", "surname", "body"}:
            two.kind = "agency"


def _name_initials(tokens: Sequence[Token], parts: Sequence[Part]) -> None:
    """Make two letters and a name behind the slash of a body's photo a person ("UN Photo/JC Muster")."""
    for two in parts[1:]:
        words = tokens[two.first : two.stop]
        behind = (
            two.before == "/" and tokens[two.first - 2].key in _PHOTO and len(words) == len(("initials", "surname"))
        )
        if two.kind == "body" and behind and words[0].flags & Flag.UPPER and words[1].flags & Flag.CAPITAL:
            two.kind = "person" if len(words[0].text) == _FEWEST and not words[1].flags & Flag.NOUN else two.kind


def _drop_places(tokens: Sequence[Token], parts: list[Part], known: CreditWords) -> None:
    """Make one plain word behind a photographer's comma or in the bracket behind the name a place, which is no holder."""
    for one, two in pairwise(parts):
        word = tokens[two.first]
        alone = two.kind == "surname" and two.before in {",", "("} and one.kind in {"person", "maybe"}
        if alone and two.stop == two.first + 1 and word.flags & Flag.CAPITAL and not known.is_paper(word):
            two.kind = "licence"


def _settle(tokens: Sequence[Token], low: int, parts: list[Part], words: Vocabulary) -> None:
    """Decide the open parts: two unknown words beside an agency or body, or alone, are a person; a lone word only beside one."""
    told = [p for p in parts if p.kind not in {"noise", "year", "licence", "address", "label"}]
    _name_bylines(tokens, low, told, words)
    people = any(p.kind == "person" for p in told)
    for k, part in enumerate(told):
        if part.kind == "maybe":
            part.kind = "person" if not people else "body"
        elif part.kind == "loud":
            part.kind = "person" if not people and len(told) > 1 else "body"
        elif part.kind == "surname":
            part.kind = "person" if not people and _is_byline(tokens, low, told, k, words) else "body"
        people = people or part.kind == "person"
        if part.kind == "person":
            part.stop = _before_honours(tokens, part)
    if told:
        return
    # Words that name nobody beside a name stand for the holder where they are all that is told.
    for part in parts:
        if part.kind in {"noise", "address"} and tokens[part.first].key not in words.credit.places:
            part.kind = "private"


def _before_honours(tokens: Sequence[Token], part: Part) -> int:
    """Where a photographer's name ends before honours in capitals ("Jo Doe MM FRPS")."""
    stop, loud = part.stop, Flag.UPPER
    while stop - part.first > len(("given", "surname")) and tokens[stop - 1].flags & (loud | Flag.SUFFIX) == loud:
        if tokens[stop - 1].dotted or tokens[stop - 2].flags & Flag.PARTICLE:
            break
        stop -= 1
    return part.stop if any(t.flags & loud for t in tokens[part.first : stop]) else stop


def _name_bylines(tokens: Sequence[Token], low: int, told: Sequence[Part], words: Vocabulary) -> None:
    """Decide the names that their look or what opens the line speaks for: "MZ/jo doe", "Text/Bild: Wort/Muster", "FOTO: MUSTER"."""
    known = words.credit
    for part in told if len(told) > 1 else ():
        inside = tokens[part.first : part.stop]
        small = len(inside) == len(("given", "surname")) and all(t.text.islower() for t in inside)
        if part.kind == "body" and small and inside[0].key in words.given:
            part.kind = "person"
    opener = low - 2
    if opener < 0 or tokens[low - 1].key != ":":
        return
    author = tokens[opener - 2] if opener > 1 and tokens[opener - 1].key in {"/", "+", "&", "-"} else None
    names = [p for p in told if p.kind in {"person", "surname", "maybe", "loud"}]
    if author is not None and author.key in known.text_words and len(names) == len(told) == len(("text", "picture")):
        told[0].kind, told[1].kind = "noise", "person"
    word = tokens[told[0].first] if len(told) == 1 and told[0].stop - told[0].first == 1 else None
    if word is None or told[0].kind != "body" or len(word.text) < _SHORTEST_SURNAME or not word.text.isalpha():
        return
    unfit = Flag.NOUN | Flag.ROLE
    if word.flags & tokens[opener].flags & Flag.UPPER and not word.flags & unfit and not known.is_body(word):
        told[0].kind = "person"


def _is_called(key: str, name: str) -> bool:
    """Whether a word is a name or a compound with it ("Gartenia-Tage")."""
    return key.startswith(name) and key[len(name) : len(name) + 1] in {"", "-"}


def _is_byline(tokens: Sequence[Token], low: int, told: Sequence[Part], k: int, words: Vocabulary) -> bool:
    """Whether one word is a photographer's surname: first beside a body, behind an agency, or alone as German papers print it.

    The small letters that a photographer signs with are one wherever they stand.
    """
    word = tokens[told[k].first]
    others = [p for p in told if p is not told[k]]
    if not word.flags & Flag.CAPITAL:
        return True
    slashed = k == len(told) - 1 > 0 and told[k].before == "/" and told[0].kind == "body"
    if slashed and word.text.isalpha() and not word.flags & Flag.UPPER:
        return True  # "Stadt Muster / Probe"
    if others:
        return (k > 0) == all(p.kind == "agency" for p in others)
    named_before = any(_is_called(token.key, word.key) for token in tokens[max(0, low - _WORDS_BEFORE) : low])
    return words.nouns_have_capitals and word.text.isalpha() and not named_before
