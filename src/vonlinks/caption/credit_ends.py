"""Credit lines that no word opens: brackets, what stands behind the last mark of a text, and what stands before its first."""

from collections.abc import Sequence

from vonlinks.caption.credit_lines import SENTENCE_ENDS, Line
from vonlinks.caption.credit_names import agency_at, is_person, is_sure_agency
from vonlinks.caption.credit_parts import Part, read_parts
from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["before_text", "bracket_line", "end_line"]

_MOST_WORDS = 20
_LONG_BRACKET = 40
_SHORT = 8
_FEW = 5
_MOST_BODY = 6
_MOST_NAME = 4
_CLOSING_MARKS = frozenset({".", "\n", ",", ";"})
_BARS = frozenset({"|", "·", "•"})
_NAMED = frozenset({"person", "body", "agency", "private"})
# Small words that stand inside the names of papers and bodies.
_SMALL = frozenset(
    {"of", "the", "for", "and", "de", "la", "le", "les", "des", "du", "del", "di", "via", "der", "für", "pour", "para"}
)


# --- brackets --------------------------------------------------------------------------------------------------


def bracket_line(tokens: list[Token], i: int, closes: list[int], words: Vocabulary) -> Line | None:
    """A bracket anywhere that holds a photographer and an agency or paper ("(Jo Doe/AFP)", "(AP Photo/Jo Doe)")."""
    last = closes[i]
    if not 2 < last - i <= _MOST_WORDS:
        return None
    inside = tokens[i + 1 : last]
    known = words.credit
    if not any(t.key in {"/", "|"} or t.key in known.joins for t in inside) or not _fits_words(inside, known):
        return None
    parts = read_parts(tokens, i + 1, last, words)
    kinds = [p.kind for p in parts]
    sure = any(p.kind == "agency" and is_sure_agency(tokens, p.first, p.stop, known) for p in parts)
    if "person" in kinds and (sure or _names_paper(tokens, parts, known)):
        stop = last + 1
        glued = stop < len(tokens) and tokens[stop].tight and tokens[stop].flags & Flag.WORD
        return Line(i, stop + bool(glued), i + 1, last, "bare")
    return None


def _closing_bracket(tokens: list[Token], last: int, closes: list[int], words: Vocabulary) -> Line | None:
    """The bracket that ends at `last`, if it names an agency, a slash parts it, or it follows a full stop."""
    known = words.credit
    stop = last
    glued = last > 0 and bool(tokens[last].flags & Flag.WORD) and tokens[last - 1].key == ")" and tokens[last].tight
    last -= glued
    if last < 0 or tokens[last].key != ")":
        return None
    first = next((i for i in range(last - 1, max(-1, last - _LONG_BRACKET), -1) if closes[i] == last), -1)
    if first < 0 or last - first < 2:
        return None
    inside = tokens[first + 1 : last]
    after_stop = first == 0 or tokens[first - 1].key in SENTENCE_ENDS | {")"}
    agency = _has_agency(tokens, first + 1, last, known, alone=not after_stop)
    private = " ".join(t.key for t in inside) in known.private
    if any(t.flags & Flag.NUMBER for t in inside) and not agency:
        return None
    if (
        inside[0].flags & Flag.ROLE
        and not inside[0].flags & Flag.UPPER
        and not (agency or known.is_body(inside[0]) or private)
    ):
        return None
    slashed = any(t.key in {"/", "|"} for t in inside) and len(inside) > 4
    named = bool(inside[0].flags & Flag.CAPITAL) and len(inside) <= _MOST_WORDS
    fits = (agency and (after_stop or slashed or len(inside) <= _SHORT)) or (named and (after_stop or slashed))
    if fits or (private and after_stop):
        return Line(first, stop + 1, first + 1, last, "bare")
    return None


def _has_agency(tokens: list[Token], low: int, high: int, known: CreditWords, *, alone: bool) -> bool:
    """Whether an agency stands in the tokens; one that is all the bracket says must be well known if `alone` is asked."""
    for k in range(low, high):
        stop = agency_at(tokens, k, high, known)
        if stop and (not alone or stop - k > 1 or high - low > 1 or tokens[k].key in known.alone):
            return True
    return False


# --- the end of the text ---------------------------------------------------------------------------------------


def end_line(tokens: list[Token], last: int, closes: list[int], words: Vocabulary) -> Line | None:
    """The line without an opening word that ends at token `last` - 1, whatever its form."""
    stop = last
    while last and tokens[last - 1].key in _CLOSING_MARKS:
        last -= 1
    if not last:
        return None
    line = (
        _closing_bracket(tokens, last - 1, closes, words)
        or _bare_end(tokens, last, words)
        or _last_word(tokens, last, words)
        or _loud_name(tokens, last, words)
        or _before_address(tokens, last, words)
    )
    return line and Line(line.first, max(stop, line.stop), line.value, line.value_stop, "bare")


def _bare_end(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """The longest value behind a full stop, dash, slash or "|" that names an agency, a paper or, alone, a person."""
    best = None
    first = last
    while first and last - first <= _MOST_WORDS:
        first -= 1
        if not _is_boundary(tokens, first, last):
            continue
        if first + 1 < last:
            fit = _fits_bare(tokens, first + 1, last, best is not None, words)
            if fit:
                cut = tokens[first].key in _BARS | {"-", "/", ";"}
                best = Line(first if cut else first + 1, last, first + 1, last, "bare")
            elif best is not None or not _may_grow(tokens, first + 1, last, words):
                return best
        if _mark_before(tokens, first + 1) in SENTENCE_ENDS | {")"}:
            return best
    if not first and best is not None and _fits_bare(tokens, 0, last, grown=True, words=words):
        return None  # the whole text is a name and an agency: nothing is left that it could be the credit of
    return best


def _is_boundary(tokens: list[Token], k: int, last: int) -> bool:
    key = tokens[k].key
    if tokens[k].dotted and len(key) > 1 and tokens[k].flags & Flag.UPPER:
        return True  # "… SVP. Keystone"
    if key in SENTENCE_ENDS or key in _BARS or key in {")", ";"}:
        return not (key == "." and k + 1 < last and tokens[k + 1].tight)
    if key == "-":
        return k + 1 < len(tokens) and not tokens[k].tight and not tokens[k + 1].tight
    return key == "/" and (k == 0 or not tokens[k].tight or tokens[k - 1].key in SENTENCE_ENDS)


def _mark_before(tokens: list[Token], first: int) -> str:
    """The mark that stands before `first`; a full stop where an abbreviation in capitals swallowed it."""
    if not first:
        return ""
    before = tokens[first - 1]
    return "." if before.dotted and len(before.key) > 1 and before.flags & Flag.UPPER else before.key


def _may_grow(tokens: list[Token], first: int, last: int, words: Vocabulary) -> bool:
    """Whether the words could be the right side of a longer value ("Jo Doe | Daily Muster")."""
    return last - first <= _MOST_BODY and _fits_words(tokens[first:last], words.credit)


def _fits_words(inside: Sequence[Token], known: CreditWords) -> bool:
    """Whether the words are such as names are made of."""
    agency = 0
    for k, t in enumerate(inside):
        agency = agency_at(inside, k, len(inside), known) or agency
        if k < agency:
            continue
        if not t.flags & Flag.WORD or t.flags & (Flag.CAPITAL | Flag.PARTICLE | Flag.CONNECTOR):
            if t.flags & Flag.NUMBER:
                return False
            continue
        if (
            t.key not in _SMALL
            and t.key not in known.picture_words
            and t.key not in known.joins
            and not _is_small_name(t, known)
        ):
            return False
    return True


def _is_small_name(token: Token, known: CreditWords) -> bool:
    """Whether a word in small letters stands for somebody in a credit: an agency's ("dpa"), "zvg", "privat", "staff"."""
    key = token.key
    return (
        key in known.agencies
        or key in known.private
        or key in known.noise
        or any(key in s.split() for s in known.staff)
    )


def _fits_bare(tokens: list[Token], first: int, last: int, grown: bool, words: Vocabulary) -> bool:  # noqa: FBT001, PLR0911 - one grammar rule, its exits in their order
    """Whether the tokens [first, last), which end a text, are a credit that no word opens.

    Args:
        tokens: of the caption.
        first: behind a mark.
        last: the end of the text.
        grown: a shorter value that ends there is one already.
        words: of the caption's language.
    """
    known = words.credit
    inside = tokens[first:last]
    if not _may_name(inside) or not _fits_words(inside, known):
        return False
    mark = _mark_before(tokens, first)
    parts = read_parts(tokens, first, last, words)
    told = [p for p in parts if p.kind in _NAMED]
    kinds = {p.kind for p in told}
    if not told or any(t.key in known.places and not t.dotted for t in inside):
        return False
    if kinds == {"agency"}:
        return not grown or len(told) > 1
    sure = any(p.kind == "agency" and is_sure_agency(tokens, p.first, p.stop, known) for p in told)
    before_text = first > _FEW and _ends_sentence(tokens, first)
    if "agency" in kinds and (sure or any(p.before in {"/", "via", "|"} for p in told)):
        return len(told) <= 4 and (before_text or not grown or mark in SENTENCE_ENDS)
    if kinds == {"private"}:
        return " ".join(t.key for t in inside) in known.private - known.noise and not grown
    if len(told) == 1 and mark in _BARS and not grown and kinds <= {"person", "body"}:
        plain = last - first <= _MOST_BODY and not any(t.flags & Flag.ROLE for t in inside)
        return plain and not any(t.key in _BARS for t in tokens[: first - 1])
    if not before_text or mark == ")":
        return False
    if len(told) == 1 and kinds == {"person"}:
        brief = last - first <= _MOST_NAME + 1 or any(p.kind == "noise" for p in parts)
        return brief and told[0].stop - told[0].first > 1 and not _is_listed(tokens, first, words)
    if kinds == {"person", "body"} and len(told) == 2:
        return _names_paper(tokens, parts, known)
    upper = all(t.flags & (Flag.UPPER | Flag.PARTICLE) or t.key in _SMALL or not t.flags for t in inside)
    return mark in {"-", "/"} and kinds == {"body"} and upper and any(known.is_body(t) for t in inside)


def _may_name(inside: Sequence[Token]) -> bool:
    """Whether a credit can begin so: with a word that joins nothing and is no title of somebody in the picture."""
    first = inside[0]
    titled = first.flags & Flag.TITLE and not first.flags & Flag.UPPER
    return bool(first.flags & Flag.WORD) and not first.flags & Flag.CONNECTOR and not titled


def _ends_sentence(tokens: list[Token], first: int) -> bool:
    """Whether a sentence ends before `first`, with at most a dash or slash between."""
    k = first
    if tokens[k - 1].key in {"-", "/"} | _BARS:
        k -= 1
    mark = _mark_before(tokens, k)
    if mark == '"':
        return k > 1 and tokens[k - 2].key in SENTENCE_ENDS
    return mark in SENTENCE_ENDS | {")"}


def _is_listed(tokens: list[Token], first: int, words: Vocabulary) -> bool:
    """Whether the sentence before is nothing but a name too, so that the name at the end is one of a list."""
    stop = first - 1
    while stop and not tokens[stop - 1].flags and tokens[stop - 1].key != ")":
        stop -= 1
    low = stop
    while low and tokens[low - 1].key not in SENTENCE_ENDS:
        low -= 1
    return low < stop and stop - low <= _MOST_NAME and is_person(tokens, low, stop, words.credit)


def _names_paper(tokens: Sequence[Token], parts: Sequence[Part], known: CreditWords) -> bool:
    """Whether one part is a person and the other a paper or another body that prints pictures, and how they are parted fits.

    A slash or "for" parts a photographer from any body; a comma does so only before a paper ("Jo Doe, The Muster Times"),
    because a name and a club or party is a person of the picture.
    """
    told = [p for p in parts if p.kind in _NAMED]
    bodies = [p for p in told if p.kind == "body"]
    if len(bodies) != 1 or not any(p.kind == "person" for p in told):
        return False
    body = tokens[bodies[0].first : bodies[0].stop]
    if any(t.flags & (Flag.ROLE | Flag.TITLE) and not t.flags & Flag.UPPER and not known.is_paper(t) for t in body):
        return False
    mark = told[1].before
    if mark in {"/", "for", "für", "pour", "para", "via"} | _BARS:
        article = bool(body[0].flags & Flag.ARTICLE and body[0].flags & Flag.CAPITAL)
        return article or any(known.is_paper(t) or t.flags & (Flag.NOUN | Flag.UPPER) for t in body)
    if mark in {",", "-"} and told[0].kind == "person" and not any(t.key in {"of", "for", "von"} for t in body):
        return any(t.key in known.papers for t in body) and len(body) <= _MOST_BODY
    return False


def _last_word(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """An agency that ends the text without any mark, with what a slash joins to it ("… Mehrheit SRF/Keystone")."""
    known = words.credit
    for k in range(max(1, last - _MOST_NAME), last):
        if agency_at(tokens, k, last, known) != last or not is_sure_agency(tokens, k, last, known):
            continue
        if k > 2 and tokens[k - 1].key == "/" and tokens[k - 1].tight:
            return _joined_left(tokens, k, last, known)
        loud = tokens[k].flags & Flag.UPPER and (tokens[k].key in known.alone or last - k > 1)
        if loud and tokens[k - 1].flags & Flag.WORD and not tokens[k - 1].flags & Flag.STOP:
            return Line(k, last, k, last, "bare")
        if tokens[k - 1].key == ":" and tokens[k].key in known.alone:
            return Line(k - 1, last, k, last, "bare")
    return None


def _loud_name(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """A name in capitals that ends a text in small letters without any mark ("… del Gobierno JO DOE")."""
    first = last
    while first > _FEW and last - first < _MOST_NAME and tokens[first - 1].flags & Flag.UPPER:
        first -= 1
    before = tokens[first - 1]
    plain = before.flags & Flag.WORD and not before.flags & (
        Flag.ROLE | Flag.TITLE | Flag.CONNECTOR | Flag.GIVEN | Flag.STOP
    )
    if last - first > 1 and plain and tokens[first].flags & Flag.GIVEN and is_person(tokens, first, last, words.credit):
        return Line(first, last, first, last, "bare")
    return None


def _joined_left(tokens: list[Token], k: int, last: int, known: CreditWords) -> Line | None:
    """The body or person that a slash joins to the agency at `k`."""
    for first in range(max(1, k - 1 - _MOST_NAME), k - 1):
        if (
            tokens[first - 1].flags & Flag.WORD
            and is_person(tokens, first, k - 1, known)
            and tokens[first].flags & Flag.GIVEN
        ):
            return Line(first, last, first, last, "bare")
    if tokens[k - 2].flags & Flag.UPPER or known.is_body(tokens[k - 2]):
        return Line(k - 2, last, k - 2, last, "bare")
    return None


def _before_address(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """A name before the mail address that ends a text ("Jo Doe | jdoe@example.org")."""
    at = next((k for k in range(last - 1, max(0, last - _SHORT), -1) if tokens[k].key == "@"), 0)
    stop = at - 1
    while stop > 0 and tokens[stop - 1].key not in {"|", "/", ",", "-", "("} and at - stop < 4:
        stop -= 1
    stop -= 1
    first = stop
    while first > 0 and tokens[first - 1].flags & Flag.CAPITAL and stop - first < 3:
        first -= 1
    if at and first < stop and is_person(tokens, first, stop, words.credit):
        return Line(first, last, first, stop, "bare")
    return None


# --- the beginning of the text ---------------------------------------------------------------------------------


def before_text(tokens: list[Token], words: Vocabulary) -> Line | None:
    """An agency and a photographer before the dash or line break that the caption begins behind ("AFP/Jo Doe - …")."""
    known = words.credit
    first = agency_at(tokens, 0, len(tokens), known) if tokens else 0
    if not first or not is_sure_agency(tokens, 0, first, known):
        return None
    stop = first
    slashed = False
    while stop < min(len(tokens), _MOST_WORDS):
        token = tokens[stop]
        if token.key in {"\n", "|"} or (token.key == "-" and not token.tight):
            break
        slashed = slashed or token.key == "/" or token.key in known.picture_words
        stop += 1
    else:
        return None
    more = len(tokens) - stop > _FEW
    parts = read_parts(tokens, 0, stop, words)
    named = all(p.kind in {"agency", "person", "noise", "year", "licence"} for p in parts)
    if more and named and (slashed or tokens[stop].key != "-"):
        return Line(0, stop + 1, 0, stop, "bare")
    return None
