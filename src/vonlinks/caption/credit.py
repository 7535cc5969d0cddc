"""The rights line of a caption: who holds, who took, who supplied, and of what year."""

import re
from dataclasses import dataclass
from itertools import pairwise

from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary
from vonlinks.domain import Credit

__all__ = ["FoundCredit", "read_credits"]

_YEAR = re.compile(r"^(?:19|20)\d\d$")
_MOST_WORDS = 14
_ENDS = frozenset({"\n", "|"})


@dataclass(frozen=True, slots=True)
class FoundCredit:
    """A credit and the tokens [first, stop) that it takes up."""

    credit: Credit
    first: int
    stop: int


@dataclass(slots=True)
class _Line:
    """Where a credit line stands: its tokens, those of its value, and whether a copyright sign opens it."""

    first: int
    stop: int
    value: int
    value_stop: int
    signed: bool = False
    worded: bool = False


def read_credits(text: str, tokens: list[Token], closes: list[int], words: Vocabulary) -> list[FoundCredit]:
    """All credit lines of a caption, in the order of the text.

    credit   = signed | worded | bracketed | bare
    signed   = [word [":"]] ("©" | "(c)" | "Copyright") value          (everything up to the end of the line)
    worded   = word ":" value | by value                                ("Foto: …", "Photo by …")
    bracketed= "(" value ")" at the end                                 ("(AP Photo/Jo Doe)", "(NBC)")
    bare     = value after the last full stop or "|", naming an agency  ("… Madrid. EFE/ J. Doe")
    value    = part { ("/" | "," | "via" | "|" | "-") part } [year]
    """
    found: list[FoundCredit] = []
    i, size = 0, len(tokens)
    while i < size:
        line = _line_at(tokens, i, closes, words)
        if line is not None:
            credit = _credit(text, tokens, line, words)
            if credit is not None:
                found.append(FoundCredit(credit, line.first, line.stop))
                i = line.stop
                continue
        i += 1
    if not found:
        line = _closing_bracket(tokens, closes, words) or _bare_end(tokens, words)
        if line is not None:
            credit = _credit(text, tokens, line, words)
            if credit is not None:
                found.append(FoundCredit(credit, line.first, line.stop))
    return found


def _line_at(tokens: list[Token], i: int, closes: list[int], words: Vocabulary) -> _Line | None:  # noqa: C901, PLR0911 - one grammar rule, its alternatives in their order
    token = tokens[i]
    if token.key in {"©", "ⓒ", "℗"}:
        return _open_line(tokens, i, i + 1, closes, signed=True)
    if token.key == "(" and i + 2 < len(tokens) and tokens[i + 1].key == "c" and tokens[i + 2].key == ")":
        return _open_line(tokens, i, i + 3, closes, signed=True)
    if not token.flags & Flag.WORD:
        return None
    if token.key == "copyright" and i + 1 < len(tokens):
        return _open_line(tokens, i, i + 1, closes, signed=True)
    for keys in words.credit_words.get(token.key, ()):
        stop = i + len(keys)
        if not _stands(tokens, i, keys) or not _may_open(tokens, i):
            continue
        if stop < len(tokens) and (
            tokens[stop].key in {":", "©"} or (token.dotted and token.key in {"fot", "cr", "ph"})
        ):
            value = stop + (tokens[stop].key == ":")
            signed = value < len(tokens) and tokens[value].key == "©"
            if not signed and value + 2 < len(tokens) and tokens[value].key == "(" and tokens[value + 1].key == "c":
                signed = True
            line = _open_line(tokens, i, value, closes, signed=signed)
            line.worded = True
            return line
    for keys in words.credit_by.get(token.key, ()):
        stop = i + len(keys)
        if (
            _stands(tokens, i, keys)
            and _may_open(tokens, i, strict=len(keys) == 1)
            and len(keys) > 1 - (token.key == "courtesy")
        ):
            line = _open_line(tokens, i, stop, closes, signed=False)
            line.worded = True
            return line
    return None


def _stands(tokens: list[Token], i: int, keys: tuple[str, ...]) -> bool:
    return i + len(keys) <= len(tokens) and all(tokens[i + k].key == key for k, key in enumerate(keys))


def _may_open(tokens: list[Token], i: int, *, strict: bool = False) -> bool:
    """Whether a credit can begin at `i`: at a sentence's start, in a bracket, glued to a word, or with a capital."""
    if i == 0:
        return True
    before = tokens[i - 1]
    if not before.flags or tokens[i].tight:
        return True
    if before.flags & Flag.STOP and not before.flags & Flag.NUMBER:
        return False
    return not strict and bool(tokens[i].flags & Flag.CAPITAL)


def _open_line(tokens: list[Token], first: int, value: int, closes: list[int], *, signed: bool) -> _Line:
    """The line from its opening to the bracket that closes it, the end of the text line, or the end of the sentence."""
    size = len(tokens)
    opener = first - 1 if first and tokens[first - 1].key == "(" else -1
    while value < size and (tokens[value].key in {"©", ":", "ⓒ"} or _is_sign(tokens, value)):
        value += 3 if _is_sign(tokens, value) else 1
    if opener >= 0 and closes[opener] > value:
        return _Line(opener, closes[opener] + 1, value, closes[opener], signed)
    stop = value
    while stop < size and not _ends_line(tokens, stop, value):
        if closes[stop] >= 0:
            stop = closes[stop]
        stop += 1
    begin = first
    if (begin and tokens[begin - 1].key in {"|", "-", "/"} and not tokens[begin - 1].tight) or (
        begin
        and tokens[begin - 1].key in {"i", "l"}
        and tokens[begin - 1].flags & Flag.INITIAL
        and not tokens[begin - 1].dotted
    ):
        begin -= 1
    return _Line(begin, stop, value, stop, signed)


def _is_sign(tokens: list[Token], i: int) -> bool:
    return i + 2 < len(tokens) and tokens[i].key == "(" and tokens[i + 1].key == "c" and tokens[i + 2].key == ")"


def _ends_line(tokens: list[Token], i: int, value: int) -> bool:
    key = tokens[i].key
    if key == "\n":
        return True
    if key in {"©", "ⓒ"} and i > value:
        return True
    if key == ")":
        return True
    if key in {".", "!", "?"}:
        if i + 1 >= len(tokens):
            return True
        return not tokens[i + 1].tight
    return False


def _closing_bracket(tokens: list[Token], closes: list[int], words: Vocabulary) -> _Line | None:
    """The bracket at the end of the text, if it names an agency or a slash parts it, or it follows a full stop."""
    size = len(tokens)
    last = size - 1
    while last >= 0 and tokens[last].key in {".", "\n"}:
        last -= 1
    tail = None
    if last >= 0 and tokens[last].flags & Flag.WORD and last and tokens[last - 1].key == ")" and tokens[last].tight:
        tail = last
        last -= 1
    if last < 0 or tokens[last].key != ")":
        return None
    first = next((i for i in range(last - 1, max(-1, last - 40), -1) if closes[i] == last), -1)
    if first < 0 or last - first < 2:
        return None
    inside = tokens[first + 1 : last]
    agency = any(_agency_at(tokens, k, last, words) for k in range(first + 1, last))
    slashed = any(t.key == "/" for t in inside)
    after_stop = first == 0 or tokens[first - 1].key in {".", "!", "?", '"'}
    named = bool(inside[0].flags & Flag.CAPITAL) and len(inside) <= _MOST_WORDS
    if any(t.flags & Flag.NUMBER and not t.dotted for t in inside) and not agency:
        return None
    if (
        (agency and (after_stop or slashed or len(inside) <= 8))
        or (named and after_stop)
        or (named and slashed and len(inside) > 4)
    ):
        return _Line(first, size if tail else last + 1, first + 1, last)
    return None


def _bare_end(tokens: list[Token], words: Vocabulary) -> _Line | None:
    """A value behind the last full stop or "|" that names an agency, or an agency as the last word."""
    size = len(tokens)
    last = size
    while last and tokens[last - 1].key in {".", "\n"}:
        last -= 1
    first = last
    while first and tokens[first - 1].key not in {".", "|", "\n", "!", "?", ")", '"'} and last - first <= _MOST_WORDS:
        first -= 1
    mark = tokens[first - 1].key if first else ""
    if 0 < last - first <= _MOST_WORDS and mark:
        agency = any(_agency_at(tokens, k, last, words) for k in range(first, last))
        lowered = any(
            t.flags & Flag.WORD and not t.flags & (Flag.CAPITAL | Flag.PARTICLE) and not _is_agency_word(t, words)
            for t in tokens[first:last]
        )
        private = " ".join(t.key for t in tokens[first:last]) in words.private
        short_name = mark == "|" and last - first <= 4
        if (agency and not lowered and last - first <= 10) or (
            mark == "|" and (private or (short_name and not lowered))
        ):
            begin = first - 1 if mark == "|" else first
            return _Line(begin, size, first, last)
    for k in range(max(0, last - 3), last):
        if tokens[k].flags & Flag.UPPER and _agency_at(tokens, k, last, words) == last and k:
            return _Line(k, size, k, last)
    return None


def _is_agency_word(token: Token, words: Vocabulary) -> bool:
    return token.key in words.agencies or token.key in {"via", "images"}


def _agency_at(tokens: list[Token], i: int, high: int, words: Vocabulary) -> int:
    """Index after the longest agency name at `i`; 0 if none stands there."""
    if not tokens[i].flags & Flag.WORD:
        return 0
    best = 0
    joined = ""
    for k in range(i, min(i + 5, high)):
        key = tokens[k].key
        joined = f"{joined} {key}" if joined else key
        if joined in words.agencies:
            best = k + 1
    single = tokens[i]
    if (
        best == i + 1
        and len(single.key) <= 3
        and not single.flags & Flag.UPPER
        and single.text not in {"dpa", "epd", "ddp"}
    ):
        return 0
    return best


# --- the value -------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Part:
    """A part of the value between slashes or commas, with what it is: "agency", "person", "noise", "year" or "body"."""

    first: int
    stop: int
    kind: str
    before: str


def _credit(text: str, tokens: list[Token], line: _Line, words: Vocabulary) -> Credit | None:
    parts = _parts(tokens, line.value, line.value_stop, words)
    if not parts or (line.value_stop - line.value > 2 * _MOST_WORDS and not line.signed):
        return None
    year = _years(tokens, parts, line)
    named = [p for p in parts if p.kind not in {"noise", "year"}]
    if not line.signed and line.worded and not _looks_like_credit(tokens, line, parts):
        return None
    span = (tokens[line.first].start, tokens[line.stop - 1].end)
    agency = _agency(text, tokens, parts)
    people = [p for p in named if p.kind == "person"]
    bodies = [p for p in named if p.kind == "body"]
    photographer = " and ".join(_text(text, tokens, p) for p in people[:1]) or None
    if line.signed:
        holder = _holder_line(text, tokens, line, parts)
        if photographer and len(named) == 1 and not agency:
            pass
        if not holder and year is None:
            return None
        return Credit(span, holder=holder, photographer=photographer, agency=agency, year=year)
    holder = _text(text, tokens, bodies[0]) if bodies else None
    if not (holder or photographer or agency):
        noise = [
            p for p in parts if p.kind == "noise" and " ".join(t.key for t in tokens[p.first : p.stop]) in words.private
        ]
        if not noise:
            return None
        holder = _text(text, tokens, noise[0])
    return Credit(span, holder=holder, photographer=photographer, agency=agency, year=year)


def _looks_like_credit(tokens: list[Token], line: _Line, parts: list[_Part]) -> bool:
    """Whether the words behind "Foto:" or "Bild:" name somebody who took or owns it, and are no sentence or list."""
    inside = tokens[line.value : line.value_stop]
    if len(inside) > _MOST_WORDS + 6:
        return False
    if any(t.key == ":" for t in inside):
        return False
    lowered = sum(
        1
        for t in inside
        if t.flags & Flag.WORD and not t.flags & (Flag.CAPITAL | Flag.PARTICLE | Flag.CONNECTOR) and len(t.key) > 3
    )
    if line.first == 0 and line.stop >= len(tokens):
        return False
    if line.first == 0 and (sum(1 for p in parts if p.kind == "person") > 2 or lowered > 2):
        return False
    return lowered <= 5


def _parts(tokens: list[Token], low: int, high: int, words: Vocabulary) -> list[_Part]:
    parts: list[_Part] = []
    i = low
    before = ""
    while i < high:
        start = i
        while i < high and not _parts_end(tokens, i, start):
            i += 1
        if i > start:
            parts += _classified(tokens, start, i, before, words)
        if i < high:
            before = tokens[i].key
            i += 1
    return parts


def _parts_end(tokens: list[Token], i: int, start: int) -> bool:
    key = tokens[i].key
    if key in {"/", "|", ";"} or key == ",":
        return not (key == "," and i + 1 < len(tokens) and tokens[i + 1].key in {"jr", "sr", "inc", "ltd"})
    if key == "-" and not tokens[i].tight:
        return True
    if key == "." and i > start:
        return not (i + 1 < len(tokens) and tokens[i + 1].tight)
    return key in {"via", "für", "for"} and bool(i > start)


def _classified(tokens: list[Token], first: int, stop: int, before: str, words: Vocabulary) -> list[_Part]:  # noqa: C901, PLR0911, PLR0912 - one grammar rule, its alternatives in their order
    while (
        first < stop
        and tokens[first].key in {"courtesy", "of", "by", "via", "von", "the", ":", "(", "'"}
        and stop - first > 1
    ):
        if tokens[first].key == "the" and first + 1 < stop and "the " + tokens[first + 1].key in words.agencies:
            break
        first += 1
    while (
        first < stop and tokens[stop - 1].key in {")", ".", ":"} and not any(t.key == "(" for t in tokens[first:stop])
    ):
        stop -= 1
    if first >= stop:
        return []
    keys = " ".join(t.key for t in tokens[first:stop])
    if keys in words.credit_noise:
        return [_Part(first, stop, "noise", before)]
    if stop - first == 1 and tokens[first].flags & Flag.NUMBER:
        return [_Part(first, stop, "year" if _YEAR.match(tokens[first].text[-4:]) else "noise", before)]
    if all(t.flags & (Flag.NUMBER | Flag.MONTH | Flag.WEEKDAY) or not t.flags for t in tokens[first:stop]):
        return [_Part(first, stop, "year", before)]
    if any(t.key in {"@", "cc", "http", "https", "www"} for t in tokens[first:stop]) or "creativecommons" in keys:
        return [_Part(first, stop, "noise", before)]
    agency_stop = _agency_at(tokens, first, stop, words)
    if agency_stop:
        rest = agency_stop
        while rest < stop and tokens[rest].key in {"photo", "photos", "pic", "foto", "file", "pool"}:
            rest += 1
        found = [_Part(first, agency_stop, "agency", before)]
        if rest < stop and tokens[rest].key == "(":
            found[0].stop = stop
        elif rest < stop:
            found += _classified(tokens, rest, stop, " ", words)
        return found
    trailing = next((k for k in range(first + 1, stop) if _agency_at(tokens, k, stop, words) == stop), 0)
    if trailing and (_is_person(tokens, first, trailing)):
        return [_Part(first, trailing, "person", before), _Part(trailing, stop, "agency", " ")]
    year_at = stop - 1
    if tokens[year_at].flags & Flag.NUMBER and _YEAR.match(tokens[year_at].text) and year_at > first:
        return [*_classified(tokens, first, year_at, before, words), _Part(year_at, stop, "year", " ")]
    if tokens[first].flags & Flag.NUMBER and _YEAR.match(tokens[first].text):
        return [_Part(first, first + 1, "year", before), *_classified(tokens, first + 1, stop, " ", words)]
    return [_Part(first, stop, "person" if _is_person(tokens, first, stop) else "body", before)]


def _is_person(tokens: list[Token], first: int, stop: int) -> bool:
    """Whether credited words are somebody's name: a given name or initial and a surname, or several of them joined."""
    inside = [t for t in tokens[first:stop] if t.key not in {'"', "'", "."}]
    groups: list[list[Token]] = [[]]
    for token in inside:
        if token.flags & Flag.CONNECTOR:
            groups.append([])
        elif token.key in {"left", "right", ","}:
            continue
        else:
            groups[-1].append(token)
    return bool(groups[0]) and all(_is_one_person(group) for group in groups)


def _is_one_person(group: list[Token]) -> bool:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    if not group:
        return False
    words = [t for t in group if t.flags & Flag.WORD]
    if len(words) != len(group) or not 1 <= len(words) <= 5:
        return False
    if not all(t.flags & (Flag.CAPITAL | Flag.PARTICLE | Flag.TITLE) for t in words):
        return False
    if any(t.flags & Flag.NOUN for t in words[1:]) and not words[0].flags & Flag.INITIAL:
        return False
    first = words[0]
    if first.flags & Flag.TITLE:
        return True
    if len(words) == 1:
        return False
    if first.flags & (Flag.GIVEN | Flag.INITIAL):
        return True
    return any(t.flags & Flag.GIVEN for t in words[1:]) and not any(t.flags & (Flag.UPPER | Flag.ROLE) for t in words)


def _text(text: str, tokens: list[Token], part: _Part) -> str:
    end = tokens[part.stop - 1].end
    start = tokens[part.first].start
    value = text[start:end].strip(" .,;:")
    last = tokens[part.stop - 1]
    if last.dotted and last.key in {"jr", "sr", "inc", "ltd", "co"}:
        value += "."
    return " ".join(value.split())


def _agency(text: str, tokens: list[Token], parts: list[_Part]) -> str | None:
    """The agencies as written, a chain kept together; parts that are no names ("Photo", "Pool") left out."""
    agencies = [k for k, p in enumerate(parts) if p.kind == "agency"]
    if not agencies:
        return None
    chain = [parts[agencies[0]]]
    for k in range(agencies[0] + 1, len(parts)):
        part = parts[k]
        follows = part.kind == "agency" or (
            part.kind == "body" and part.before == "/" and tokens[chain[0].first].key == "imago"
        )
        if not follows or k != parts.index(chain[-1]) + 1:
            break
        chain.append(part)
    joined = text[tokens[chain[0].first].start : tokens[chain[-1].stop - 1].end]
    if len(chain) > 1 and _has_noise(tokens, chain):
        joined = "/".join(_text(text, tokens, part) for part in chain)
    return " ".join(joined.split()).strip(" .,;:")


def _has_noise(tokens: list[Token], chain: list[_Part]) -> bool:
    return any(
        tokens[k].key in {"photo", "photos", "pic", "foto"} for a, b in pairwise(chain) for k in range(a.stop, b.first)
    )


def _years(tokens: list[Token], parts: list[_Part], line: _Line) -> int | None:
    for part in parts:
        if part.kind == "year":
            for token in tokens[part.first : part.stop]:
                last = token.text.rsplit(".", 1)[-1]
                if _YEAR.match(last):
                    return int(last)
    for token in tokens[line.value_stop : line.stop]:
        glued = token.text[-4:]
        if len(token.text) > 4 and _YEAR.match(glued):
            return int(glued)
    return None


def _holder_line(text: str, tokens: list[Token], line: _Line, parts: list[_Part]) -> str | None:
    """All that follows the copyright sign, without the year."""
    kept = [p for p in parts if p.kind != "year"]
    if not kept:
        return None
    first, stop = line.value, line.value_stop
    while first < stop and (
        tokens[first].key in {",", ":", ".", "-"} or any(p.kind == "year" and p.first <= first < p.stop for p in parts)
    ):
        first += 1
    while stop > first and (
        tokens[stop - 1].key in {",", ".", "-", "/", "|"}
        or any(p.kind == "year" and p.first <= stop - 1 < p.stop for p in parts)
    ):
        stop -= 1
    if first >= stop:
        return None
    return " ".join(text[tokens[first].start : tokens[stop - 1].end].split()).strip(" .,;:") or None
