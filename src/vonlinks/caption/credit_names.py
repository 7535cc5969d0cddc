"""Whose name credited words are: an agency's, a person's, a body's."""

from collections.abc import Sequence

from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.tokens import Flag, Token

__all__ = ["agency_at", "is_person", "is_sure_agency", "name_kind"]

_LONGEST_AGENCY = 7
_LONGEST_SIGN = 4
_LONGEST_NAME = 4
_SHORT_AGENCY = 4
_SMALL_AGENCIES = frozenset({"dpa", "epd", "ddp", "laif", "dapd", "kna", "apa", "ots", "dts", "nph", "firo"})


def agency_at(tokens: Sequence[Token], i: int, high: int, known: CreditWords) -> int:
    """Index after the longest agency name or address that begins at token `i`; 0 if none does."""
    if i >= high:
        return 0
    first = tokens[i]
    if first.key == "www" and i + 2 < high:
        return agency_at(tokens, i + 1 + (tokens[i + 1].key == "."), high, known)
    longest = known.agency_lengths.get(first.key, 0)
    if not longest or not first.flags & Flag.WORD:
        return 0
    best, joined, count, k = 0, "", 0, i
    while k < high and count < longest and k - i < _LONGEST_AGENCY:
        token = tokens[k]
        k += 1
        if token.key in {".", "-", "/"} and k < high and tokens[k].tight:
            continue
        joined = f"{joined} {token.key}" if joined else token.key
        count += 1
        if joined in known.agencies:
            best = k
    if best == i + 1 and not _is_written_as_agency(first, known):
        return 0
    if best == i + 1 and first.flags & Flag.GIVEN and not first.flags & Flag.UPPER:
        return 0  # "Petra Doe" is somebody, "PETRA" an agency
    return _with_domain(tokens, best, high, known) if best else 0


def _is_written_as_agency(token: Token, known: CreditWords) -> bool:
    """Whether a short agency name is written as one: "AP", "dpa", "Sipa", not the word "pa" or "Uni"."""
    if token.key in known.doubtful and len(token.key) <= _SHORT_AGENCY:
        return bool(token.flags & Flag.UPPER)
    if len(token.key) > _SHORT_AGENCY or token.flags & Flag.UPPER or token.text in _SMALL_AGENCIES:
        return True
    return bool(token.flags & Flag.CAPITAL) and len(token.key) > 2 and not token.flags & Flag.GIVEN


def _with_domain(tokens: Sequence[Token], stop: int, high: int, known: CreditWords) -> int:
    """The end of an agency's name with the rest of its address ("Fotolia.com")."""
    dot = stop + (stop < high and tokens[stop].key == "." and tokens[stop].tight)
    if dot < high and (dot > stop or tokens[stop - 1].dotted):
        ending = tokens[dot]
        return dot + 1 if ending.tight and ending.key in known.domains else stop
    return stop


def is_sure_agency(tokens: Sequence[Token], first: int, stop: int, known: CreditWords) -> bool:
    """Whether an agency's name is no other word too."""
    return stop > first + 1 or tokens[first].key not in known.doubtful


def _groups(tokens: Sequence[Token], first: int, stop: int, known: CreditWords) -> list[list[Token]]:
    groups: list[list[Token]] = [[]]
    for token in tokens[first:stop]:
        if token.flags & Flag.CONNECTOR or token.key == "+":
            groups.append([])
        elif token.key not in {'"', "'", ".", ","} and (token.key not in known.places or token.dotted):
            groups[-1].append(token)
    return groups


def is_person(tokens: Sequence[Token], first: int, stop: int, known: CreditWords) -> bool:
    """Whether credited words are somebody's name, or several joined by "and": a given name, initial or title leads each."""
    return name_kind(tokens, first, stop, known) == "person"


def name_kind(tokens: Sequence[Token], first: int, stop: int, known: CreditWords) -> str:
    """Tell "person", "body", "surname" for one word alone, "maybe" where nothing speaks for or against a person, or "loud" where it is all capitals."""
    kinds = [_one_kind(group, known) for group in _groups(tokens, first, stop, known) if group]
    if not kinds or "body" in kinds:
        return "body"
    if len(kinds) > 1 and all(kind in {"person", "maybe", "surname"} for kind in kinds):
        return "person"
    return kinds[0]


def _one_kind(group: list[Token], known: CreditWords) -> str:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    words = [t for t in group if t.flags & Flag.WORD]
    if len(words) != len(group) or len(words) > _LONGEST_NAME:
        return "body"
    first = words[0]
    if len(words) == 1:
        return _lone_kind(first, known)
    if not all(t.flags & (Flag.CAPITAL | Flag.PARTICLE) for t in words):
        return "body"
    if first.flags & Flag.TITLE and not first.flags & Flag.UPPER:
        return "person"
    words = [words[0], *(t for t in words[1:] if not t.flags & Flag.SUFFIX)]
    if len(words) == 1:
        return "body" if known.is_body(first) else "person"  # "Muster Jr."
    if (
        len(words) > 2
        and any(t.flags & Flag.INITIAL and t.dotted for t in words[1:-1])
        and not any(map(_is_noun, words))
    ):
        return "person"  # "Xandor D. Muster"
    if known.is_body(first) and words[1].flags & Flag.PARTICLE:
        return "body"  # "Ville de Muster", though Ville is a given name too
    if _is_led(words) and not any(known.is_body(t) for t in words[1:]):
        return "person"
    if any(known.is_body(t) for t in words) or any(_is_noun(t) for t in words):
        return "body"
    return _open_kind(words)


def _lone_kind(word: Token, known: CreditWords) -> str:
    if known.is_body(word):
        return "body"
    if not word.flags & Flag.CAPITAL:
        # The letters that a photographer signs with.
        return "surname" if len(word.key) <= _LONGEST_SIGN and word.text.isalpha() else "body"
    if word.flags & Flag.SURNAME and not word.flags & Flag.UPPER:
        return "person"
    # An occupation is a surname too: "Foto: Richter".
    return "body" if word.flags & (Flag.UPPER | Flag.NOUN) else "surname"


def _is_noun(token: Token) -> bool:
    return bool(token.flags & Flag.NOUN) and not token.flags & Flag.INITIAL


def _is_led(words: list[Token]) -> bool:
    """Whether a given name or an initial leads, and what follows is no noun but by its ending ("Jo Feldamt")."""
    first, rest = words[0], words[1:]
    if not first.flags & (Flag.GIVEN | Flag.INITIAL) or (first.flags & Flag.NOUN and not first.flags & Flag.INITIAL):
        return False
    last = rest[-1]
    plain = [t for t in rest if not t.flags & (Flag.PARTICLE | Flag.INITIAL)]
    if any(_is_noun(t) and not (t is last and t.flags & Flag.ENDING) for t in plain):
        return False
    mixed = first.flags & Flag.GIVEN and not first.flags & Flag.UPPER
    # "Jo DOE" is how some papers write; "Jordan FC" is no person.
    return not (mixed and len(words) == 2 and last.flags & Flag.UPPER and len(last.key) <= 2 and not last.dotted)


def _open_kind(words: list[Token]) -> str:
    """The kind of capitalised words of which none is a given name in front, an office or a noun."""
    if any(t.flags & (Flag.ROLE | Flag.ARTICLE) for t in words):
        return "body"
    upper = [bool(t.flags & Flag.UPPER) for t in words]
    if any(t.flags & Flag.GIVEN for t in words[1:]) and not (upper[0] and not all(upper)):
        return "person"
    if any(upper) and not all(upper):
        return "body"
    particles = any(not t.flags & Flag.CAPITAL for t in words)
    if all(upper) and len(words) <= 3 and all(len(t.key) > 2 for t in words):
        return "loud"
    return "maybe" if len(words) <= 3 and not all(upper) and not particles else "body"
