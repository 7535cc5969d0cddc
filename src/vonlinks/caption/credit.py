"""The rights lines of a caption: which there are, and what they say together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vonlinks.caption.credit_beginnings import addressed_before_text, before_text, begins_caption, named_before_text
from vonlinks.caption.credit_brackets import bracket_line
from vonlinks.caption.credit_ends import end_line, may_end_credit
from vonlinks.caption.credit_lines import SENTENCE_ENDS, Line, opened_line
from vonlinks.caption.credit_parts import YEAR, Part, read_parts
from vonlinks.caption.credit_sentences import told_line
from vonlinks.caption.credit_value import agency_of, bodies_of, people_of, signed_holder, year_of
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary
from vonlinks.domain import Credit

__all__ = ["FoundCredit", "merge_credits", "read_credits"]

_MOST_WORDS = 20
_SMALL_WORDS = 5
_MOST_AT_END = 3
_TAKERS = frozenset({"by", "par", "von"})
_FEW = 3


@dataclass(frozen=True, slots=True)
class FoundCredit:
    """A credit and the tokens [first, stop) that it takes up."""

    credit: Credit
    first: int
    stop: int


def read_credits(text: str, tokens: list[Token], closes: list[int], words: Vocabulary) -> list[FoundCredit]:
    """All credit lines of a caption, in the order of the text.

    credit   = signed | worded | bracketed | bare
    signed   = [word [":"]] ("©" | "(c)" | "Copyright") value          (everything up to the end of the line)
    worded   = word ":" value | by value | word person                  ("Foto: …", "Photo by …", "Foto Jo Doe")
    bracketed= "(" value ")"                                            ("(AP Photo/Jo Doe)"; at the end also "(NBC)")
    bare     = value behind the last full stop, dash, slash or "|"      ("… Madrid. EFE/ J. Doe", "… | dpa")
             | agency "/" person "-" at the beginning                   ("AFP/Jo Doe - …")
    A line at the beginning ends where the caption begins.
    """
    found: list[FoundCredit] = []
    known = words.credit
    size = terms = len(tokens)
    first = before_text(tokens, words)
    read = _read(text, tokens, first, words) if first is not None else None
    if read is not None:
        found.append(read)
    i = read.stop if read is not None else 0
    starts = known.starts
    for at in [k for k, token in enumerate(tokens) if token.key in starts]:
        if at < i:
            continue
        if known.term_at(tokens, at):
            terms = min(terms, at)
            i = next((k for k in range(at, size) if tokens[k].key in SENTENCE_ENDS or tokens[k].key == "/"), size)
            continue
        line = _line_at(tokens, at, closes, words)
        read = _read(text, tokens, line, words) if line is not None else None
        if read is not None and read.stop > at:  # a line that ends before its own word is none
            begin = found[-1].stop if found else 0
            found.append(replace(read, first=begin) if begin > read.first else read)
            i = read.stop
    low = found[-1].stop if found else 0
    return found + _at_end(text, tokens, closes, words, (low, terms))


def _line_at(tokens: list[Token], i: int, closes: list[int], words: Vocabulary) -> Line | None:
    line = told_line(tokens, i, words) if tokens[i].key in words.credit.told else None
    if line is not None:
        return line
    line = opened_line(tokens, i, closes, words)
    if line is None and tokens[i].key == "(" and closes[i] > 0:
        line = bracket_line(tokens, i, closes, words)
    return None if line is None else _cut_before_text(tokens, line, words)


def _at_end(
    text: str, tokens: list[Token], closes: list[int], words: Vocabulary, bounds: tuple[int, int]
) -> list[FoundCredit]:
    """The lines that end the text and that no word opens, where nothing found before stands there."""
    low, terms = bounds
    more: list[FoundCredit] = []
    if not may_end_credit(tokens, words.credit):
        return more
    last = len(tokens)
    line = end_line(tokens, last, closes, words)
    if line is None and low < terms < last:
        last = terms
        line = end_line(tokens, last, closes, words)
    while last > low and len(more) < _MOST_AT_END:
        fits = line is not None and line.first >= low and (not more or tokens[line.first].key == "(")
        read = _read(text, tokens, line, words) if line is not None and fits else None
        if read is None:
            break
        more.insert(0, read)
        last = read.first
        if tokens[last].key != "(":
            break  # only brackets follow each other: "(Jo Doe/PA) (PA Wire)"
        line = end_line(tokens, last, closes, words)
    return more


def _cut_before_text(tokens: list[Token], line: Line, words: Vocabulary) -> Line:
    """A line at the beginning of the text ends at the dash, bar or year that the caption begins behind."""
    if line.first or tokens[0].key == "(":
        return line
    for k in range(line.value + 1, line.value_stop):
        key = tokens[k].key
        parted = key == "|" or (key == "-" and not tokens[k].tight)
        dated = line.form == "signed" and YEAR.match(tokens[k].text)
        after = k + 1
        if not (parted or dated) or not begins_caption(tokens, after, line.value_stop, words):
            continue
        parts = read_parts(tokens, line.value, k, words)
        sure = any(p.kind in {"agency", "private"} or _is_proven(tokens, p, words) for p in parts)
        only = tokens[line.first].key in words.credit.credit_only
        says = tokens[after].flags & (Flag.GIVEN | Flag.ARTICLE)
        if dated or key == "|" or line.form == "signed" or sure or only or says:
            return replace(line, stop=after, value_stop=k + (key != "|" and not parted))
    stop = named_before_text(tokens, line.value, line.value_stop, words) or addressed_before_text(tokens, line, words)
    return replace(line, stop=stop, value_stop=stop) if stop else line


def _is_proven(tokens: list[Token], part: Part, words: Vocabulary) -> bool:
    return part.kind == "body" and any(words.credit.is_body(t) for t in tokens[part.first : part.stop])


def _read(text: str, tokens: list[Token], line: Line, words: Vocabulary) -> FoundCredit | None:
    known = words.credit
    parts = line.parts or read_parts(tokens, line.value, line.value_stop, words, lent=line.lent)
    if line.taken:
        _believe(tokens, parts)
    if not parts or not _is_credit(tokens, line, parts, words):
        return None
    year = year_of(tokens, parts, line.value_stop, line.stop)
    photographer = people_of(text, tokens, parts, known)
    agency = agency_of(text, tokens, parts, known)
    if line.form == "signed":
        holder = signed_holder(text, tokens, line.value, line.value_stop, parts)
    else:
        holder = bodies_of(text, tokens, parts, known)
    if not (holder or photographer or agency) and not (line.form == "signed" and year):
        return None
    span = (tokens[line.first].start, tokens[line.stop - 1].end)
    return FoundCredit(Credit(span, holder, photographer, agency, year), line.first, line.stop)


def _believe(tokens: list[Token], parts: Sequence[Part]) -> None:
    """Take a given name and one more word behind "Photo by" for a person, though the word is one of bodies ("Jo Parish")."""
    told = [p for p in parts if p.kind in {"person", "body", "agency"}]
    first = next((p for p in told if p.before in _TAKERS), told[0] if told else None)
    if first is not None and first.kind == "body" and first.stop - first.first == 3:
        one, two, three = tokens[first.first : first.stop]
        rank = one.flags & Flag.UPPER and not one.flags & Flag.BODY
        if (
            rank
            and two.flags & Flag.GIVEN
            and three.flags & Flag.CAPITAL
            and not (two.flags | three.flags) & Flag.UPPER
        ):
            first.first, first.kind = first.first + 1, "person"  # "Photo by OR4 Jo Doe"
    if first is not None and first.kind == "body" and first.stop - first.first == 2:
        one, two = tokens[first.first], tokens[first.first + 1]
        if one.flags & Flag.GIVEN and two.flags & Flag.CAPITAL and not two.flags & Flag.UPPER:
            first.kind = "person"


def _is_credit(tokens: list[Token], line: Line, parts: Sequence[Part], words: Vocabulary) -> bool:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    """Whether the words behind "Foto:" or "Bild" name somebody who took or owns it, and are no sentence and no list."""
    inside = tokens[line.value : line.value_stop]
    if line.form == "signed":
        return len(inside) <= 2 * _MOST_WORDS
    if len(inside) > _MOST_WORDS or not _colons_fit(tokens, line, parts, words):
        return False
    if line.form == "called" and not any(
        p.kind in {"person", "agency", "private"} or _is_proven(tokens, p, words) for p in parts
    ):
        return False
    if any(_begins_list(tokens, k, words) for k in range(line.value, line.value_stop)):
        return False
    small = sum(1 for t in inside if _is_small(t))
    people = sum(1 for p in parts if p.kind == "person")
    told = any(p.kind in {"person", "agency", "private"} for p in parts)
    opening = tokens[line.value].flags & Flag.ARTICLE and not tokens[line.value].flags & Flag.CAPITAL
    if line.first == 0 and opening and line.form == "worded":
        return False  # "Foto: die Nominierten …"
    if line.first == 0 and (people > 2 or small > (2 if told else 1)):
        return False
    if line.first == 0 and line.stop >= len(tokens) - 1 and line.form == "worded":
        # A text of nothing but "Foto: …" is a credit line if it only names one; else it opens a caption.
        said = Flag.STOP | Flag.ROLE | Flag.ARTICLE
        told = any(t.flags & said and t.flags & Flag.WORD and not t.flags & Flag.UPPER for t in inside)
        if people > 1 or small or told or any(t.key == "(" for t in inside):
            return False
    return small <= _SMALL_WORDS


def _colons_fit(tokens: list[Token], line: Line, parts: Sequence[Part], words: Vocabulary) -> bool:
    """Whether each colon in a value follows a credit word, an agency or a body ("Foto: Jo Doe, Quelle: Musterarchiv")."""
    for k in range(line.value, line.value_stop):
        if tokens[k].key == ":":
            before = next((p for p in parts if p.stop == k), None)
            if before is None or not (
                before.kind in {"agency", "label", "private"} or _is_proven(tokens, before, words)
            ):
                return False
    return True


def _begins_list(tokens: list[Token], i: int, words: Vocabulary) -> bool:
    """Whether a direction stands at token `i` ("Foto: vorne, von links Jo Doe, …"), so that the words tell who is shown."""
    if tokens[i].key not in words.marker_starts:
        return False
    found = words.phrases.longest(tokens, i, words.ordinals)
    return found is not None and found.meaning.kind in {"list", "clock"} and found.stop - i > 1


def _is_small(token: Token) -> bool:
    known = Flag.CAPITAL | Flag.PARTICLE | Flag.CONNECTOR
    return bool(token.flags & Flag.WORD) and not token.flags & known and len(token.key) > 3


def merge_credits(found: Sequence[Credit], text: str) -> Credit | None:
    """Several credit lines as one: each later one fills in what the earlier ones leave open.

    The span is that of all lines where nothing but marks stands between them, else that of the first.
    """
    if not found:
        return None
    first = found[0]
    for more in found[1:]:
        beside = not any(map(str.isalnum, text[first.span[1] : more.span[0]]))
        first = Credit(
            span=(first.span[0], more.span[1]) if beside else first.span,
            holder=first.holder or more.holder,
            photographer=first.photographer or more.photographer,
            agency=first.agency or more.agency,
            year=first.year or more.year,
        )
    return first
