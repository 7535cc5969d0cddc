"""Credits that stand in a bracket without a word for them: "(Jo Doe/AFP)", "(NBC)"."""

from vonlinks.caption.credit_lines import SENTENCE_ENDS, Line
from vonlinks.caption.credit_names import agency_at, is_sure_agency
from vonlinks.caption.credit_parts import read_parts
from vonlinks.caption.credit_shapes import fits_words, names_paper
from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["bracket_line", "closing_bracket"]

_MOST_WORDS = 20
_LONG_BRACKET = 40
_SHORT = 8


def bracket_line(tokens: list[Token], i: int, closes: list[int], words: Vocabulary) -> Line | None:
    """A bracket anywhere that holds a photographer and an agency or paper ("(Jo Doe/AFP)", "(AP Photo/Jo Doe)")."""
    last = closes[i]
    if not 2 < last - i <= _MOST_WORDS:
        return None
    inside = tokens[i + 1 : last]
    known = words.credit
    if not any(t.key in {"/", "|"} or t.key in known.joins for t in inside) or not fits_words(inside, known):
        return None
    parts = read_parts(tokens, i + 1, last, words)
    kinds = [p.kind for p in parts]
    sure = any(p.kind == "agency" and is_sure_agency(tokens, p.first, p.stop, known) for p in parts)
    named = any(p.kind == "person" and p.stop - p.first > 1 for p in parts)
    paper = any(t.key in known.papers for t in inside) and names_paper(tokens, parts, known)
    if "person" in kinds and named and (sure or paper):
        stop = last + 1
        glued = stop < len(tokens) and tokens[stop].tight and tokens[stop].flags & Flag.WORD
        return Line(i, stop + bool(glued), i + 1, last, "bare")
    return None


def closing_bracket(tokens: list[Token], last: int, closes: list[int], words: Vocabulary) -> Line | None:
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
    after_stop = first == 0 or tokens[first - 1].key in (SENTENCE_ENDS | {")"}) - {'"'}
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
