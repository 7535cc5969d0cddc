"""What words without a credit word before them must look like to be a credit."""

from collections.abc import Sequence

from vonlinks.caption.credit_lines import SENTENCE_ENDS
from vonlinks.caption.credit_names import agency_at
from vonlinks.caption.credit_parts import Part
from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabulary_files import around

__all__ = ["BARS", "NAMED", "ends_sentence", "fits_words", "is_loud_body", "mark_before", "names_paper"]

BARS = frozenset({"|", "·", "•"})
NAMED = frozenset({"person", "body", "agency", "private"})
_MOST_BODY = 6
# Small words that stand inside the names of papers and bodies.
_PLACES = around("dotted_places")
_SMALL = frozenset(
    {
        "of",
        "the",
        "for",
        "and",
        "de",
        "la",
        "le",
        "les",
        "des",
        "du",
        "del",
        "di",
        "via",
        "der",
        "für",
        "pour",
        "para",
        "to",
    }
)


def fits_words(inside: Sequence[Token], known: CreditWords) -> bool:
    """Whether the words are such as names are made of."""
    agency = 0
    for k, t in enumerate(inside):
        if t.key in known.agency_lengths or t.key == "www":
            agency = agency_at(inside, k, len(inside), known) or agency
        if k < agency:
            continue
        if not t.flags & Flag.WORD or t.flags & (Flag.CAPITAL | Flag.PARTICLE | Flag.CONNECTOR):
            if t.flags & Flag.NUMBER:
                return False
            continue
        if k and inside[k - 1].key == "/" and t.tight:
            continue  # "Jo Doe/musterfoto"
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
    return key in known.agencies or key in known.private or key in known.noise or key in known.staff_words


def names_paper(tokens: Sequence[Token], parts: Sequence[Part], known: CreditWords) -> bool:
    """Whether one part is a person and the other a paper or another body that prints pictures, and how they are parted fits.

    A slash or "for" parts a photographer from any body; a comma does so only before a paper ("Jo Doe, The Muster Times"),
    because a name and a club or party is a person of the picture.
    """
    told = [p for p in parts if p.kind in NAMED]
    bodies = [
        p for p in told if p.kind == "body" and not (p.before in {"für", "for", "pour"} and told[0].kind == "body")
    ]
    if len(bodies) != 1 or not any(p.kind == "person" for p in told):
        return False
    body = tokens[bodies[0].first : bodies[0].stop]
    if any(t.flags & (Flag.ROLE | Flag.TITLE) and not t.flags & Flag.UPPER and not known.is_paper(t) for t in body):
        return False
    mark = told[1].before
    if mark in {"/", "for", "für", "pour", "para", "via"} | BARS:
        article = bool(body[0].flags & Flag.ARTICLE and body[0].flags & Flag.CAPITAL)
        return article or mark == "/" or any(known.is_paper(t) or t.flags & (Flag.NOUN | Flag.UPPER) for t in body)
    if mark in {",", "-"} and told[0].kind == "person" and not any(t.key in {"of", "for", "von"} for t in body):
        return any(t.key in known.papers for t in body) and len(body) <= _MOST_BODY
    return False


def mark_before(tokens: list[Token], first: int) -> str:
    """The mark that stands before `first`; a full stop where an abbreviation in capitals swallowed it."""
    if not first:
        return ""
    before = tokens[first - 1]
    dated = before.flags & Flag.NUMBER and first > 1 and tokens[first - 2].flags & Flag.MONTH  # "… on Dec. 28. Jo Doe"
    ends = (len(before.key) > 1 and before.flags & (Flag.UPPER | Flag.STATE)) or dated
    swallowed = before.dotted or before.text.casefold() in _PLACES  # not "H.E. Jo Doe"
    return "." if swallowed and ends else before.key


def ends_sentence(tokens: list[Token], first: int) -> bool:
    """Whether a sentence ends before `first`, with at most a dash or slash between."""
    k = first
    if tokens[k - 1].key in {"-", "/"} | BARS:
        k -= 1
    mark = mark_before(tokens, k)
    if mark == '"':
        return k > 1 and tokens[k - 2].key in SENTENCE_ENDS
    return mark in SENTENCE_ENDS | {")"}


def is_loud_body(inside: Sequence[Token], known: CreditWords) -> bool:
    """Whether the words are a body's name in capitals ("AYUNTAMIENTO DE MUSTER")."""
    upper = all(t.flags & (Flag.UPPER | Flag.PARTICLE) or t.key in _SMALL or not t.flags for t in inside)
    return upper and any(known.is_body(t) for t in inside)
