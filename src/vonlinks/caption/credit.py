"""The rights line of a caption: where it stands, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from vonlinks.caption.credit_value import (
    Part,
    agency_at,
    agency_of,
    bodies_of,
    is_person,
    people_of,
    read_parts,
    year_of,
)
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary
from vonlinks.domain import Credit

__all__ = ["FoundCredit", "read_credits"]

_MOST_WORDS = 20
_LONG_BRACKET = 40
_MOST_SIGNS = 8
_LONGEST_LINE = 60
_SHORT = 8
_FEW = 5
_SIGNS = frozenset("©ⓒ℗")
_SENTENCE_ENDS = frozenset('.!?"\n…')
_SMALL_WORDS = 5
_JOINING_WORDS = frozenset({"via", "for", "pic", "pool", "photo", "photos", "image", "images"})


@dataclass(frozen=True, slots=True)
class FoundCredit:
    """A credit and the tokens [first, stop) that it takes up."""

    credit: Credit
    first: int
    stop: int


@dataclass(frozen=True, slots=True)
class _Line:
    """Where a credit line stands.

    Attributes:
        first: its first token.
        stop: index after its last.
        value: first token of its value.
        value_stop: index after the value's last.
        form: "signed" (a copyright sign), "worded" ("Foto:"), "called" ("Foto X", without a colon) or "bare".
    """

    first: int
    stop: int
    value: int
    value_stop: int
    form: str


def read_credits(text: str, tokens: list[Token], closes: list[int], words: Vocabulary) -> list[FoundCredit]:
    """All credit lines of a caption, in the order of the text.

    credit   = signed | worded | bracketed | bare
    signed   = [word [":"]] ("©" | "(c)" | "Copyright") value          (everything up to the end of the line)
    worded   = word ":" value | by value | word person                  ("Foto: …", "Photo by …", "Foto Jo Doe")
    bracketed= "(" value ")" at the end                                 ("(AP Photo/Jo Doe)", "(NBC)")
    bare     = value behind the last full stop, dash or "|"              ("… Madrid. EFE/ J. Doe", "… | dpa")
    """
    found: list[FoundCredit] = []
    i, size = 0, len(tokens)
    while i < size:
        line = _line_at(tokens, i, closes, words) if tokens[i].key in words.credit_starts else None
        read = _read(text, tokens, line, words) if line is not None else None
        if read is not None:
            found.append(read)
            i = read.stop
        else:
            i += 1
    if not found:
        line = _closing_bracket(tokens, closes, words) or _bare_end(tokens, words)
        read = _read(text, tokens, line, words) if line is not None else None
        if read is not None:
            found.append(read)
    return found


def _line_at(tokens: list[Token], i: int, closes: list[int], words: Vocabulary) -> _Line | None:
    after_sign = _after_sign(tokens, i)
    if after_sign:
        return _open_line(tokens, i, after_sign, closes, "signed")
    if not tokens[i].flags & Flag.WORD or not _may_open(tokens, i):
        return None
    for keys in words.credit_words.get(tokens[i].key, ()):
        line = _worded(tokens, i, keys, closes)
        if line is not None:
            return line
    for keys in words.credit_by.get(tokens[i].key, ()):
        if _stands(tokens, i, keys):
            return _open_line(tokens, i, i + len(keys), closes, "worded")
    return None


def _worded(tokens: list[Token], i: int, keys: tuple[str, ...], closes: list[int]) -> _Line | None:
    if not _stands(tokens, i, keys):
        return None
    stop = i + len(keys)
    if stop >= len(tokens):
        return None
    if tokens[stop].key == "(" and stop < closes[stop] <= stop + 3 and closes[stop] + 1 < len(tokens):
        after = closes[stop] + 1  # "Fotos (2):", "Foto (Archiv):"
        stop = after if tokens[after].key == ":" else stop
    slashed = tokens[stop].key == "/" and (i == 0 or not tokens[i - 1].flags) and tokens[i].flags & Flag.CAPITAL
    if tokens[stop].key == ":" or slashed or _after_sign(tokens, stop):
        value = stop + (tokens[stop].key in {":", "/"})
        return _open_line(tokens, i, value, closes, "signed" if _after_sign(tokens, value) else "worded")
    if tokens[stop - 1].dotted and len(keys[-1]) <= 3:
        return _open_line(tokens, i, stop, closes, "worded")
    before = tokens[i - 1].key if i else ""
    set_apart = before in {"(", "|", ",", ".", "!", "?", ")", '"', "\n"} or (i > 0 and tokens[i].tight)
    if set_apart and tokens[stop].flags & Flag.CAPITAL | (tokens[stop].key in words_in_small_letters):
        line = _open_line(tokens, i, stop, closes, "called")
        return line if line.stop >= len(tokens) - 1 or tokens[line.first].key == "(" else None
    return None


words_in_small_letters = frozenset({"dpa", "epd", "ddp", "imago", "privat", "picture"})


def _after_sign(tokens: list[Token], i: int) -> int:
    """Index after a copyright sign at `i`; 0 if none stands there."""
    if i >= len(tokens):
        return 0
    key = tokens[i].key
    if key in _SIGNS or (key == "copyright" and i + 1 < len(tokens) and tokens[i].flags & Flag.CAPITAL):
        return i + 1
    if key == "(" and i + 2 < len(tokens) and tokens[i + 1].key == "c" and tokens[i + 2].key == ")":
        return i + 3
    return 0


def _stands(tokens: list[Token], i: int, keys: tuple[str, ...]) -> bool:
    return i + len(keys) <= len(tokens) and all(tokens[i + k].key == key for k, key in enumerate(keys))


def _may_open(tokens: list[Token], i: int) -> bool:
    """Whether a credit can begin at `i`: at the start, behind a mark, glued to a word, or with a capital ("… Fest Foto: X")."""
    if i == 0:
        return True
    before = tokens[i - 1]
    if not before.flags or tokens[i].tight:
        return before.key != ":" or tokens[i].tight
    if before.flags & Flag.STOP:
        return False
    return bool(tokens[i].flags & Flag.CAPITAL) and not before.flags & (Flag.ARTICLE | Flag.POSSESSIVE)


def _open_line(tokens: list[Token], first: int, value: int, closes: list[int], form: str) -> _Line:
    """The line from its opening to the bracket that closes it, the end of the text line, or the end of the sentence."""
    size = len(tokens)
    opener = _enclosing(tokens, first, closes)
    while value < min(size, first + _MOST_SIGNS) and (tokens[value].key == ":" or _after_sign(tokens, value)):
        value = _after_sign(tokens, value) or value + 1
    if opener >= 0 and closes[opener] > value:
        return _Line(
            opener,
            closes[opener] + 1,
            value if first == opener + 1 or form == "signed" else opener + 1,
            closes[opener],
            form,
        )
    stop = value
    while stop < min(size, value + _LONGEST_LINE) and not _ends_line(tokens, stop, value):
        stop = closes[stop] + 1 if closes[stop] >= 0 else stop + 1
    begin = _with_author(tokens, first)
    if begin and tokens[begin - 1].key in {"|", "-", "/", ","}:
        begin -= 1
    elif begin and tokens[begin - 1].text in {"I", "l"} and not tokens[begin - 1].dotted:
        begin -= 1  # a capital I that stands for a bar
    return _Line(begin, stop, value, stop, form)


def _with_author(tokens: list[Token], first: int) -> int:
    """Where "Text: Jo Doe, " before a picture's credit begins; `first` where nothing of that kind stands there."""
    for k in range(first - 2, max(-1, first - _SHORT), -1):
        if tokens[k].key == ":":
            return k - 1 if k and tokens[k - 1].key in {"text", "words", "texte"} else first
        if tokens[k].key in _SENTENCE_ENDS:
            break
    return first


def _enclosing(tokens: list[Token], first: int, closes: list[int]) -> int:
    """The bracket that the line stands in, if it opens right before it or a few words earlier; -1 if none."""
    for k in range(first - 1, max(-1, first - _SHORT), -1):
        if tokens[k].key == "(" and closes[k] > first:
            return k
        if tokens[k].key in {")", "."}:
            break
    return -1


def _ends_line(tokens: list[Token], i: int, value: int) -> bool:
    key = tokens[i].key
    if key in {"\n", ")"} or (i > value and key in _SIGNS | {"copyright"} and _after_sign(tokens, i)):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if key in {".", "!", "?"}:
        return following is None or not following.tight
    if key == ":" and i > value and tokens[i - 1].flags & Flag.BODY:
        return True
    # The next credit word begins a line of its own; a body's name does not.
    return (
        i > value
        and not tokens[i].flags & Flag.BODY
        and following is not None
        and following.key == ":"
        and bool(tokens[i].flags & Flag.CAPITAL)
    )


def _closing_bracket(tokens: list[Token], closes: list[int], words: Vocabulary) -> _Line | None:
    """The bracket at the end of the text, if it names an agency, a slash parts it, or it follows a full stop."""
    last = len(tokens) - 1
    while last >= 0 and tokens[last].key in {".", "\n"}:
        last -= 1
    glued = last > 0 and bool(tokens[last].flags & Flag.WORD) and tokens[last - 1].key == ")" and tokens[last].tight
    last -= glued
    if last < 0 or tokens[last].key != ")":
        return None
    first = next((i for i in range(last - 1, max(-1, last - _LONG_BRACKET), -1) if closes[i] == last), -1)
    if first < 0 or last - first < 2:
        return None
    inside = tokens[first + 1 : last]
    agency = any(agency_at(tokens, k, last, words) for k in range(first + 1, last))
    if any(t.flags & Flag.NUMBER for t in inside) and not agency:
        return None
    if inside[0].flags & Flag.ROLE and not inside[0].flags & Flag.UPPER and not agency:
        return None
    after_stop = first == 0 or tokens[first - 1].key in _SENTENCE_ENDS
    slashed = any(t.key == "/" for t in inside) and len(inside) > 4
    named = bool(inside[0].flags & Flag.CAPITAL) and len(inside) <= _MOST_WORDS
    if (agency and (after_stop or slashed or len(inside) <= _SHORT)) or (named and (after_stop or slashed)):
        return _Line(first, len(tokens) if glued else last + 1, first + 1, last, "bare")
    return None


def _bare_end(tokens: list[Token], words: Vocabulary) -> _Line | None:
    """A value behind the last full stop, dash or "|" that names an agency or, alone, a person; or an agency as last word."""
    last = len(tokens)
    while last and tokens[last - 1].key in {".", "\n"}:
        last -= 1
    first = last
    while first and last - first <= _MOST_WORDS:
        key = tokens[first - 1].key
        if (
            key in _SENTENCE_ENDS
            or key in {"|", ")"}
            or (key == "-" and first < len(tokens) and not tokens[first - 1].tight and not tokens[first].tight)
        ):
            break
        first -= 1
    mark = tokens[first - 1].key if first else ""
    if 0 < last - first <= _MOST_WORDS and _fits_bare(tokens, first, last, mark, words):
        return _Line(first - (mark in {"|", "-"}), len(tokens), first, last, "bare")
    return _last_word(tokens, last, words) or _before_address(tokens, last)


def _fits_bare(tokens: list[Token], first: int, last: int, mark: str, words: Vocabulary) -> bool:
    agency = False
    small = False
    k = first
    while k < last:
        stop = agency_at(tokens, k, last, words)
        if stop:
            agency, k = True, stop
            continue
        flags = tokens[k].flags
        noise = _noise_at(tokens, k, last, words)
        if noise:
            k = noise
            continue
        if flags & Flag.STOP and not flags & Flag.INITIAL and tokens[k].key not in _JOINING_WORDS:
            return False
        known = flags & (Flag.CAPITAL | Flag.PARTICLE | Flag.CONNECTOR) or tokens[k].key in _JOINING_WORDS
        small = small or (bool(flags & Flag.WORD) and not known) or bool(flags & Flag.NUMBER)
        k += 1
    if small:
        return False
    if agency or " ".join(t.key for t in tokens[first:last]) in words.private:
        return mark != "-" or agency
    if mark == "|":
        return last - first <= 6
    # A whole text without an agency is a caption.
    if mark == "." and first > _FEW and _two_sided(tokens, first, last):
        return True
    return mark == "." and first > _FEW and is_person(tokens, first, last) and last - first <= 4


def _noise_at(tokens: list[Token], k: int, last: int, words: Vocabulary) -> int:
    """Index after words behind a slash that name nobody ("…/File Photo"); 0 if there are none."""
    if not k or tokens[k - 1].key != "/":
        return 0
    stop = next((i for i in range(k, last) if tokens[i].key == "/"), last)
    return stop if " ".join(t.key for t in tokens[k:stop]) in words.credit_noise else 0


def _two_sided(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a slash or "for" parts a person from a body ("Jo Doe / Muster Daily News")."""
    parts = [k for k in range(first + 1, last - 1) if tokens[k].key in {"/", "for"}]
    if len(parts) != 1 or not all(t.flags & Flag.CAPITAL for t in (tokens[first], tokens[last - 1])):
        return False
    left, right = is_person(tokens, first, parts[0]), is_person(tokens, parts[0] + 1, last)
    bodies = any(t.flags & (Flag.NOUN | Flag.BODY | Flag.UPPER) for t in tokens[first:last])
    return left != right and bodies


def _last_word(tokens: list[Token], last: int, words: Vocabulary) -> _Line | None:
    for k in range(max(1, last - 3), last):
        if (
            tokens[k].flags & Flag.UPPER
            and agency_at(tokens, k, last, words) == last
            and not tokens[k - 1].flags & Flag.STOP
        ):
            return _Line(k, len(tokens), k, last, "bare")
    return None


def _before_address(tokens: list[Token], last: int) -> _Line | None:
    """A name before the mail address that ends a text ("Jo Doe | jdoe@example.org")."""
    at = next((k for k in range(last - 1, max(0, last - _SHORT), -1) if tokens[k].key == "@"), 0)
    stop = at - 1
    while stop > 0 and tokens[stop - 1].key not in {"|", "/", ",", "-", "("} and at - stop < 4:
        stop -= 1
    stop -= 1
    first = stop
    while first > 0 and tokens[first - 1].flags & Flag.CAPITAL and stop - first < 3:
        first -= 1
    if at and first < stop and is_person(tokens, first, stop):
        return _Line(first, len(tokens), first, stop, "bare")
    return None


def _read(text: str, tokens: list[Token], line: _Line, words: Vocabulary) -> FoundCredit | None:
    parts = read_parts(tokens, line.value, line.value_stop, words)
    if not parts or not _is_credit(tokens, line, parts):
        return None
    year = year_of(tokens, parts, line.value_stop, line.stop)
    photographer = people_of(text, tokens, parts)
    agency = agency_of(text, tokens, parts)
    signed = line.form == "signed"
    holder = _signed_holder(text, tokens, line, parts) if signed else bodies_of(text, tokens, parts)
    if not (holder or photographer or agency) and not (line.form == "signed" and year):
        return None
    span = (tokens[line.first].start, tokens[line.stop - 1].end)
    return FoundCredit(Credit(span, holder, photographer, agency, year), line.first, line.stop)


def _is_credit(tokens: list[Token], line: _Line, parts: Sequence[Part]) -> bool:
    """Whether the words behind "Foto:" or "Bild" name somebody who took or owns it, and are no sentence and no list."""
    inside = tokens[line.value : line.value_stop]
    if line.form == "signed":
        return len(inside) <= 2 * _MOST_WORDS
    if len(inside) > _MOST_WORDS or any(t.key == ":" for t in inside):
        return False
    if line.form == "called" and not any(p.kind in {"person", "agency", "private"} for p in parts):
        return False
    whole = line.first == 0 and line.stop >= len(tokens) - 1
    small = sum(1 for t in inside if _is_small(t))
    people = sum(1 for p in parts if p.kind == "person")
    if line.first == 0 and (people > 2 or small > 2):
        return False
    if whole and line.first == 0 and line.form == "worded":
        # A text of nothing but "Foto: …" is a credit line if it only names one; else it opens a caption.
        said = Flag.STOP | Flag.ROLE | Flag.ARTICLE
        if (
            people > 1
            or small
            or any(
                t.key == "(" or (t.flags & said and t.flags & Flag.WORD and not t.flags & Flag.UPPER) for t in inside
            )
        ):
            return False
    return small <= _SMALL_WORDS


def _is_small(token: Token) -> bool:
    known = Flag.CAPITAL | Flag.PARTICLE | Flag.CONNECTOR
    return bool(token.flags & Flag.WORD) and not token.flags & known and len(token.key) > 3


def _signed_holder(text: str, tokens: list[Token], line: _Line, parts: Sequence[Part]) -> str | None:
    """All that follows the copyright sign, without the year."""
    dated = [p for p in parts if p.kind == "year"]
    first, stop = line.value, line.value_stop
    while first < stop and (tokens[first].key in {",", ":", ".", "-"} or any(p.first <= first < p.stop for p in dated)):
        first += 1
    while stop > first and (
        tokens[stop - 1].key in {",", ".", "-", "/", "|"} or any(p.first <= stop - 1 < p.stop for p in dated)
    ):
        stop -= 1
    if first >= stop:
        return None
    return " ".join(text[tokens[first].start : tokens[stop - 1].end].split()).strip(" .,;:") or None
