"""Credit lines that no word opens, behind the last mark of a text."""

from collections.abc import Sequence

from vonlinks.caption.credit_brackets import closing_bracket
from vonlinks.caption.credit_lines import SENTENCE_ENDS, Line
from vonlinks.caption.credit_names import is_person, is_sure_agency
from vonlinks.caption.credit_parts import Part, read_parts
from vonlinks.caption.credit_shapes import (
    BARS,
    NAMED,
    ends_sentence,
    fits_words,
    is_loud_body,
    mark_before,
    names_paper,
)
from vonlinks.caption.credit_unmarked import names_somebody, unmarked_line, with_name_before
from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["end_line", "may_end_credit"]

_MOST_WORDS = 20
_SHORT = 8
_FEW = 5
_MOST_BODY = 6
_MOST_NAME = 4
_CLOSING_MARKS = frozenset({".", "\n", ",", ";"})


def may_end_credit(tokens: Sequence[Token], known: CreditWords) -> bool:
    """Whether the last word of a text can end a credit: it has a capital or a figure, or credits know it in small letters."""
    words = (t for t in reversed(tokens[-_SHORT:]) if t.flags & (Flag.WORD | Flag.NUMBER))
    last = next(words, None)
    if last is None or last.flags & (Flag.CAPITAL | Flag.NUMBER) or last.dotted or tokens[-1].key != ".":
        return True
    key = last.key
    return (
        len(key) <= _FEW
        or key in known.domains
        or any(key in words for words in (known.private_words, known.papers, known.staff_words, known.picture_words))
    )


def end_line(tokens: list[Token], last: int, closes: list[int], words: Vocabulary) -> Line | None:
    """The line without an opening word that ends at token `last` - 1, whatever its form."""
    stop = last
    last = _before_slug(tokens, _before_licence(tokens, last), closes)
    while last and tokens[last - 1].key in _CLOSING_MARKS:
        last -= 1
    if not last:
        return None
    line = (
        closing_bracket(tokens, last - 1, closes, words)
        or _bare_end(tokens, last, words)
        or unmarked_line(tokens, last, words)
    )
    return line and Line(line.first, max(stop, line.stop), line.value, line.value_stop, "bare", parts=line.parts)


def _before_licence(tokens: list[Token], last: int) -> int:
    """The end of the text without a Creative Commons licence."""
    for k in range(max(1, last - _SHORT), last):
        if tokens[k].key in {"cc", "cc0", "cc-by", "cc-by-sa", "cc-by-nc"}:
            opened = tokens[k - 1].key in {"(", ",", "/", "-", "|"}
            return k - opened
    return last


def _before_slug(tokens: list[Token], last: int, closes: list[int]) -> int:
    """The end of the text without the bracket of subjects in capitals that an agency puts behind its line ("… (MUSTERIA POLITICS)")."""
    numbered = last > _FEW and tokens[last - 2].key == "-" and tokens[last - 3].key == ")"
    if numbered and tokens[last - 1].flags & Flag.CAPITAL and any(map(str.isdigit, tokens[last - 1].text)):
        return _before_slug(tokens, last - 2, closes)  # "… (MUSTERIA - Tags: POLITICS) - RTX12AB"
    if not last or tokens[last - 1].key != ")":
        return last
    first = next((k for k in range(last - 2, max(0, last - _SHORT), -1) if closes[k] == last - 1), 0)
    inside = tokens[first + 1 : last - 1]
    subjects = [t for t in inside if t.flags & Flag.WORD]
    loud = len(subjects) > 1 and all(t.flags & (Flag.UPPER | Flag.CONNECTOR) or t.key == "tags" for t in subjects)
    signed = any(t.key == "/" for t in tokens[max(0, first - _SHORT) : first])
    return first if first and loud and signed and not any(t.key == "/" for t in inside) else last


def _bare_end(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    """The longest value behind a full stop, dash, slash or "|" that names an agency, a paper or, alone, a person."""
    line = _longest_value(tokens, last, words)
    if line is None or not line.value:
        return line
    if tokens[line.value - 1].key in BARS | {"/"}:
        return with_name_before(tokens, line, words)
    return line


def _longest_value(tokens: list[Token], last: int, words: Vocabulary) -> Line | None:
    best = None
    first = last
    while first and last - first <= _MOST_WORDS:
        first -= 1
        if not _is_boundary(tokens, first, last):
            continue
        if first + 1 < last:
            parts = _bare_parts(tokens, first + 1, last, words)
            if parts and _fits_bare(tokens, parts, (first + 1, last), best is not None, words):
                cut = tokens[first].key in BARS | {"-", "/", ";"}
                best = Line(first if cut else first + 1, last, first + 1, last, "bare", parts=tuple(parts))
            elif best is not None or not _may_grow(tokens, first + 1, last, words):
                return best
        if mark_before(tokens, first + 1) in SENTENCE_ENDS | {")"}:
            return best
    whole = _bare_parts(tokens, 0, last, words) if best is not None and not first else []
    # Where the whole text is a name and an agency, nothing is left that it could be the credit of.
    return None if whole and _fits_bare(tokens, whole, (0, last), grown=True, words=words) else best


def _is_boundary(tokens: list[Token], k: int, last: int) -> bool:
    key = tokens[k].key
    if tokens[k].flags and mark_before(tokens, k + 1) == ".":
        return True  # "… SVP. Keystone", "… in Musterville, D.C. Jo Doe, AP"
    if key in SENTENCE_ENDS or key in BARS or key in {")", ";"}:
        return not (key == "." and k + 1 < last and tokens[k + 1].tight)
    if key == "-":
        return k + 1 < len(tokens) and not tokens[k].tight and not tokens[k + 1].tight
    return key == "/" and (k == 0 or not tokens[k].tight or tokens[k - 1].key in SENTENCE_ENDS)


def _may_grow(tokens: list[Token], first: int, last: int, words: Vocabulary) -> bool:
    """Whether the words could be the right side of a longer value ("Jo Doe | Daily Muster")."""
    return last - first <= _MOST_BODY and fits_words(tokens[first:last], words.credit)


def _bare_parts(tokens: list[Token], first: int, last: int, words: Vocabulary) -> list[Part]:
    """The parts of the tokens [first, last), which end a text; none where their words alone show that they are no credit."""
    inside = tokens[first:last]
    if not _may_name(inside) or not fits_words(inside, words.credit) or _tells_place(tokens, first, words):
        return []
    return read_parts(tokens, first, last, words)


def _fits_bare(
    tokens: list[Token],
    parts: Sequence[Part],
    span: tuple[int, int],
    grown: bool,  # noqa: FBT001 - what the caller has found before
    words: Vocabulary,
) -> bool:
    """Whether parts that end a text are a credit that no word opens.

    Args:
        tokens: of the caption.
        parts: of the value.
        span: of its tokens: behind a mark, the end of the text.
        grown: a shorter value that ends there is one already.
        words: of the caption's language.
    """
    known = words.credit
    first, last = span
    inside = tokens[first:last]
    mark = mark_before(tokens, first)
    told = [p for p in parts if p.kind in NAMED]
    if not told or any(t.key in known.places and not t.dotted for t in inside):
        return False
    kinds = {p.kind for p in told}
    if kinds == {"agency"}:
        return not grown or len(told) > 1
    if kinds == {"private"}:
        return " ".join(t.key for t in inside) in known.private - known.noise and not grown
    after_sentence = first > _FEW and ends_sentence(tokens, first)
    if "agency" in kinds:
        sure = any(p.kind == "agency" and is_sure_agency(tokens, p.first, p.stop, known) for p in told)
        parted = sure or any(p.before in {"/", "via", "|"} for p in told)
        if parted:
            return len(told) <= _MOST_NAME and (after_sentence or not grown or mark in SENTENCE_ENDS)
    if len(told) == 1 and mark in BARS | {"/"} and not grown and _stands_apart(tokens, first, last, words):
        return True
    return after_sentence and mark != ")" and _fits_after_sentence(tokens, parts, (first, last), words)


def _fits_after_sentence(tokens: list[Token], parts: Sequence[Part], span: tuple[int, int], words: Vocabulary) -> bool:
    """Whether a value without an agency is a credit, because the sentence before it has ended: a person, a paper too."""
    first, last = span
    told = [p for p in parts if p.kind in NAMED]
    kinds = {p.kind for p in told}
    if kinds == {"person"}:
        brief = last - first <= _MOST_NAME + 1 or any(p.kind == "noise" for p in parts)
        whole = told[0].stop - told[0].first > 1 or _is_surname(tokens, first, last, words)
        return brief and len(told) == 1 and whole and not _is_listed(tokens, first, words)
    if kinds == {"person", "body"}:
        slashed = len(told) > 2 and told[0].kind == "person" and all(p.before == "/" for p in told[1:])
        return (slashed or len(told) == 2) and names_paper(
            tokens, [p for p in parts if p not in told[2:]], words.credit
        )
    if kinds == {"body"} and (_is_office(tokens, first, last, words) or _is_sign(tokens, first, last)):
        return True
    loud = kinds == {"body"} and is_loud_body(tokens[first:last], words.credit)
    return loud and mark_before(tokens, first) in {"-", "/"}


def _tells_place(tokens: list[Token], first: int, words: Vocabulary) -> bool:
    """Whether the words begin with a place or with who is missing ("Assente Muster")."""
    found = words.phrases.longest(tokens, first, words.ordinals)
    return found is not None and found.meaning.kind not in {"shown", "elsewhere"}


def _is_surname(tokens: list[Token], first: int, last: int, words: Vocabulary) -> bool:
    """Whether one unknown word that ends a German text without a full stop is how its photographer signs ("…. Muster")."""
    unfit = Flag.GIVEN | Flag.NOUN | Flag.ROLE | Flag.TITLE | Flag.UPPER | Flag.STOP | Flag.MONTH | Flag.WEEKDAY
    word = tokens[first]
    alone = last == first + 1 == len(tokens) and tokens[first - 1].key == "." and words.nouns_have_capitals
    return alone and word.text.istitle() and not word.flags & unfit


def _is_sign(tokens: list[Token], first: int, last: int) -> bool:
    """Whether one abbreviation in capitals ends a text without a full stop, behind another sentence ("…. ÖGB")."""
    word = tokens[first]
    alone = last == first + 1 == len(tokens) and tokens[first - 1].key == "."
    return alone and bool(word.flags & Flag.UPPER) and word.text.isalpha() and len(word.key) <= _FEW + 1


def _is_office(tokens: list[Token], first: int, last: int, words: Vocabulary) -> bool:
    """Whether a few words that end a text without a full stop are the name of a public body ("Landratsamt Muster")."""
    inside = tokens[first:last]
    if last != len(tokens) or mark_before(tokens, first) != "." or len(inside) > _MOST_NAME:
        return False
    return all(t.flags & Flag.CAPITAL for t in inside) and any(words.credit.is_body(t) for t in (inside[0], inside[-1]))


def _stands_apart(tokens: list[Token], first: int, last: int, words: Vocabulary) -> bool:
    """Whether one name behind the only bar of a text is a credit; behind a slash where the language's papers print so."""
    if mark_before(tokens, first) == "/":
        return is_person(tokens, first, last, words.credit) and names_somebody(tokens, first, words)
    plain = last - first <= _MOST_BODY and not any(t.flags & Flag.ROLE for t in tokens[first:last])
    return plain and not any(t.key in BARS for t in tokens[: first - 1])


def _may_name(inside: Sequence[Token]) -> bool:
    """Whether a credit can begin so: with a word that joins nothing and is no title of somebody in the picture."""
    first = inside[0]
    titled = first.flags & Flag.TITLE and not first.flags & Flag.UPPER
    return bool(first.flags & Flag.WORD) and not first.flags & Flag.CONNECTOR and not titled


def _is_listed(tokens: list[Token], first: int, words: Vocabulary) -> bool:
    """Whether the sentence before is nothing but a name too, so that the name at the end is one of a list."""
    stop = first - 1
    while stop and not tokens[stop - 1].flags and tokens[stop - 1].key != ")":
        stop -= 1
    low = stop
    while low and tokens[low - 1].key not in SENTENCE_ENDS:
        low -= 1
    if low < stop and stop - low <= _MOST_NAME and is_person(tokens, low, stop, words.credit):
        return True
    return _is_abbreviated(tokens, first - 1)


def _is_abbreviated(tokens: list[Token], stop: int) -> bool:
    """Whether the full stop at `stop` ends an abbreviation before somebody in a list ("…; and DPWH Undersec. Jo Doe")."""
    if tokens[stop].key != "." or not stop:
        return False
    low = stop
    while low and tokens[low - 1].flags & Flag.CAPITAL:
        low -= 1
    before = tokens[low - 1] if low else None
    parts = before is not None and (before.key in {",", ";"} or before.flags & Flag.CONNECTOR)
    office = 1 < stop - low <= _MOST_NAME and tokens[low].flags & Flag.UPPER and not tokens[low].flags & Flag.GIVEN
    return bool(parts and office) or bool(tokens[stop - 1].flags & Flag.INITIAL)
