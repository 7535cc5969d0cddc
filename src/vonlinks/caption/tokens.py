"""Caption text to tokens, each with its span, its compare key and what the vocabulary knows of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

__all__ = ["Flag", "Token", "key_of", "pair_brackets", "split_words"]


@dataclass(frozen=True, slots=True)
class _Flags:
    """What a token can be, as bits of one int: a caption has few tokens but every rule asks about them."""

    WORD: int = 1
    NUMBER: int = 1 << 1
    CAPITAL: int = 1 << 2
    UPPER: int = 1 << 3
    INITIAL: int = 1 << 4
    GIVEN: int = 1 << 5
    ROLE: int = 1 << 6
    PLURAL: int = 1 << 7
    TITLE: int = 1 << 8
    PARTICLE: int = 1 << 9
    CONNECTOR: int = 1 << 10
    ARTICLE: int = 1 << 11
    STOP: int = 1 << 12
    MONTH: int = 1 << 13
    WEEKDAY: int = 1 << 14
    SUFFIX: int = 1 << 15
    NOUN: int = 1 << 16
    UNNAMED: int = 1 << 17
    POSSESSIVE: int = 1 << 18
    INDEFINITE: int = 1 << 19
    STATE: int = 1 << 20
    PUBLIC: int = 1 << 21
    LINK: int = 1 << 22
    OWNER: int = 1 << 23
    ENDING: int = 1 << 24
    AGAINST: int = 1 << 25
    AS: int = 1 << 26
    FROM: int = 1 << 27
    AGE: int = 1 << 28
    LOCATIVE: int = 1 << 29
    NOBILITY: int = 1 << 30
    SURNAME: int = 1 << 31
    BODY: int = 1 << 32
    COMPANY: int = 1 << 33


# One instance with slots, not the class: Python 3.11 reads a slot ten times as fast as an attribute of a class.
Flag: Final = _Flags()


class Token:
    """One word, number or mark of a caption.

    Attributes:
        text: as written, without the dot of an abbreviation.
        start: code point where it begins.
        end: code point after its last, the dot of an abbreviation included.
        key: compare form, lower case; of a mark the mark itself ("-" for every dash that stands alone).
        flags: bits of `Flag`; 0 for a mark.
        dotted: it is an abbreviation or a number with its dot.
        tight: no white space stands before it.
    """

    __slots__ = ("dotted", "end", "flags", "key", "start", "text", "tight")

    def __init__(self, text: str, start: int, end: int, key: str, flags: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.key = key
        self.flags = flags
        self.dotted = False
        self.tight = False

    def take_dot(self) -> None:
        """Take in the dot behind it."""
        self.dotted = True
        self.end += 1

    def __repr__(self) -> str:
        return f"Token({self.text!r}, {self.start}, {self.end})"


def key_of(word: str) -> str:
    """The compare key of a word: lower case, one kind of apostrophe and hyphen."""
    key = word.casefold()
    if key.isascii():
        return key
    return key.replace("’", "'").replace("´", "'").replace("‐", "-").replace("‑", "-")


_LETTER = r"[^\W_]"
_REST = rf"{_LETTER}*(?:(?:[\u0300-\u036f]|['’`´\-‐‑*](?={_LETTER})){_LETTER}*)*"
# A word without any of these and with a dot is an abbreviation, whatever the language ("Bgm.", "stv.").
_VOWELS = re.compile("[aeiouyäöüáàâãåæéèêëíìîïóòôõøúùûœ\\d]")
_TOKEN = re.compile(
    r" ?(?:"  # to take the blank along is faster than to try every alternative at it
    # Most tokens are words of plain letters that nothing goes on, and marks that stand for themselves.
    r"(?P<plain>[A-Za-zÀ-ÖØ-öø-ÿ]++(?![\w\u0300-\u036f'’`´\-‐‑*.:]))"
    r"|(?P<bare>[,()])"
    r"|(?P<acronym>\b(?:[DRI]-)?(?:[^\W\d_]\.){2,4})"
    rf"|(?P<word>(?<!\S)['’][tsn](?=\s)|[^\W\d_]{_REST})"
    rf"|(?P<number>\d+(?:[.,:]\d+){{0,4}}(?!{_LETTER}))"
    rf"|(?P<mixed>\d{_REST})"
    r"|(?P<line>\n\s*)"
    r"|(?P<dots>\.{2,}|…)"
    r"|(?P<dash>--+|[-‐‑–—―])"
    r"|(?P<mark>[^\s\ufeff\u200b\u00ad]))"
)
_PLAIN, _BARE, _ACRONYM, _WORD, _NUMBER, _MIXED, _LINE, _DOTS, _DASH, _MARK = range(1, 11)  # the groups, in their order
_LONGEST_GLUED = 24
_MARK_KEYS = {_LINE: "\n", _DOTS: "…", _DASH: "-"}
_OPEN_TO_CLOSE = frozenset({"(", ")"})
_SAME_MARKS = dict.fromkeys('"“”„‟«»‚‘‹›', '"') | {"[": "(", "]": ")", "{": "(", "}": ")"}
Look = Callable[[str], tuple[str, int]]


def split_words(  # noqa: C901 - one grammar rule, its alternatives in their order
    text: str,
    look: Look,
    abbreviations: frozenset[str],
    glued: frozenset[str],
    acronyms: frozenset[str] = frozenset(),
) -> list[Token]:
    """Cut `text` into tokens; linear in its length.

    Args:
        text: any caption.
        look: gives the compare key and the flags of a word.
        abbreviations: keys that take the dot behind them.
        glued: keys of credit words that are cut off a word they are glued to ("NadeschdinBild:").
        acronyms: abbreviations of bodies and states with dots ("U.S."), each one word; other letters with dots are initials.
    """
    tokens: list[Token] = []
    append = tokens.append
    dot_taken = -1
    last_end = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastindex or 0
        start, end = match.span(kind)
        raw = match[kind]
        if kind <= _BARE:
            key, flags = look(raw) if kind == _PLAIN else (raw, 0)
            token = Token(raw, start, end, key, flags)
            token.tight = start == last_end
            last_end = end
            append(token)
            continue
        if start == dot_taken:
            last_end = end
            continue
        if kind in (_WORD, _MIXED):
            key, flags = look(raw)
            after = text[end : end + 1]
            token = Token(raw, start, end, key, flags)
            if after == "." and _takes_dot(raw, key, abbreviations) and text[end : end + 2] != "..":
                token.take_dot()
                dot_taken = end
            elif after == ":" and not flags & (Flag.GIVEN | Flag.STOP) and not raw.islower():
                cut = _glued_tail(raw, glued)
                if cut:
                    head, token = _parted(token, cut, look)
                    head.tight = start == last_end
                    append(head)
                    start = last_end = token.start
        elif kind == _MARK:
            key = _SAME_MARKS.get(raw, raw)
            token = Token(raw, start, end, *look(raw)) if key == "&" else Token(raw, start, end, key, 0)
        elif kind == _NUMBER:
            token = Token(raw, start, end, raw, Flag.NUMBER)
            if len(raw) <= 2 and _counts(text, end):
                token.take_dot()
                dot_taken = end
        elif kind == _ACRONYM:
            named = text[end : end + 1].isalpha()  # "H.M.Doe"
            tokens += _acronym(raw, start, start == last_end, look, frozenset() if named else acronyms)
            last_end = end
            continue
        else:
            token = Token(raw, start, end, _MARK_KEYS[kind], 0)
        token.tight = start == last_end
        last_end = token.end
        append(token)
    return tokens


def _parted(token: Token, cut: int, look: Look) -> tuple[Token, Token]:
    """A word and the credit word that is glued to it behind its letter `cut`."""
    word, tail = token.text[:cut].rstrip("-"), token.text[cut:]
    head = Token(word, token.start, token.start + len(word), *look(word))
    return head, Token(tail, token.start + cut, token.end, *look(tail))


def _takes_dot(word: str, key: str, abbreviations: frozenset[str]) -> bool:
    """Whether the dot behind a word is its own: an initial, a known abbreviation, letters without a vowel."""
    return (
        len(word) == 1
        or key in abbreviations
        or not _VOWELS.search(key)
        or word[-2] == "-"
        or ("-" in key and key.rpartition("-")[2] in abbreviations)
    )


def _counts(text: str, end: int) -> bool:
    """Whether the dot behind a number makes it an ordinal: a word follows, with or without a blank."""
    if text[end : end + 1] != ".":
        return False
    following = text[end + 1 : end + 2]
    return following.strip(".)") != "" or (following == " " and text[end + 2 : end + 3].isalpha())


def _acronym(raw: str, start: int, tight: bool, look: Look, acronyms: frozenset[str]) -> list[Token]:  # noqa: FBT001 - the attribute of the token
    """Letters with dots: one word if they are known as such, else initials."""
    if raw in acronyms or raw[1] == "-":
        key, flags = look(raw.replace(".", ""))
        flags = (flags | Flag.UPPER | Flag.NOUN) & ~(Flag.STOP | Flag.GIVEN)
        token = Token(raw, start, start + len(raw), key, flags)
        token.tight = tight
        return [token]
    initials = [Token(raw[at], start + at, start + at + 2, *look(raw[at])) for at in range(0, len(raw), 2)]
    for initial in initials:
        initial.dotted = initial.tight = True
    initials[0].tight = tight
    return initials


def _glued_tail(word: str, glued: frozenset[str]) -> int:
    """Where a credit word glued to the end of `word`, or joined to it by a hyphen, begins; 0 if there is none."""
    hyphen = word.rfind("-")
    if hyphen > 0 and word[hyphen + 1 :].casefold() in glued:
        return hyphen + 1
    for i in range(len(word) - 2, max(1, len(word) - _LONGEST_GLUED), -1):
        if word[i].isupper() and (word[i - 1].islower() or word[i - 1].isdigit()):
            return i if word[i:].casefold() in glued else 0
    return 0


def pair_brackets(tokens: Sequence[Token]) -> list[int]:
    """For each token the index of the bracket that closes it; -1 for all that is no opening bracket with a partner."""
    partner = [-1] * len(tokens)
    stack: list[int] = []
    for i in [i for i, token in enumerate(tokens) if token.key in _OPEN_TO_CLOSE]:
        if tokens[i].key == "(":
            stack.append(i)
        elif stack:
            partner[stack.pop()] = i
    return partner
