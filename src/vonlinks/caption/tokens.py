"""Caption text to tokens, each with its span, its compare key and what the vocabulary knows of it."""

import re
from collections.abc import Callable, Sequence
from typing import Final

__all__ = ["Flag", "Token", "key_of", "pair_brackets", "split_words"]


class Flag:
    """What a token can be, as bits of one int: a caption has few tokens but every rule asks about them."""

    WORD: Final = 1
    NUMBER: Final = 1 << 1
    CAPITAL: Final = 1 << 2
    UPPER: Final = 1 << 3
    INITIAL: Final = 1 << 4
    GIVEN: Final = 1 << 5
    ROLE: Final = 1 << 6
    PLURAL: Final = 1 << 7
    TITLE: Final = 1 << 8
    PARTICLE: Final = 1 << 9
    CONNECTOR: Final = 1 << 10
    ARTICLE: Final = 1 << 11
    STOP: Final = 1 << 12
    MONTH: Final = 1 << 13
    WEEKDAY: Final = 1 << 14
    SUFFIX: Final = 1 << 15
    NOUN: Final = 1 << 16
    UNNAMED: Final = 1 << 17
    POSSESSIVE: Final = 1 << 18
    INDEFINITE: Final = 1 << 19
    STATE: Final = 1 << 20
    PUBLIC: Final = 1 << 21
    LINK: Final = 1 << 22
    OWNER: Final = 1 << 23
    ENDING: Final = 1 << 24
    AGAINST: Final = 1 << 25
    AS: Final = 1 << 26
    FROM: Final = 1 << 27
    AGE: Final = 1 << 28
    LOCATIVE: Final = 1 << 29
    NOBILITY: Final = 1 << 30
    SURNAME: Final = 1 << 31
    BODY: Final = 1 << 32
    COMPANY: Final = 1 << 33


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
_OPEN_TO_CLOSE = ("(", ")")
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
    dot_taken = -1
    last_end = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastindex or 0
        start, end = match.span(kind)
        if start == dot_taken:
            last_end = end
            continue
        raw = match[kind]
        if kind <= _BARE:
            key, flags = look(raw) if kind == _PLAIN else (raw, 0)
            token = Token(raw, start, end, key, flags)
        elif kind in (_WORD, _MIXED):
            key, flags = look(raw)
            after = text[end : end + 1]
            token = Token(raw, start, end, key, flags)
            if after == "." and _takes_dot(raw, key, abbreviations) and text[end : end + 2] != "..":
                token.dotted = True
                token.end = end + 1
                dot_taken = end
            elif after == ":" and not flags & (Flag.GIVEN | Flag.STOP) and not raw.islower():
                cut = _glued_tail(raw, glued)
                if cut:
                    word = raw[:cut].rstrip("-")
                    head = Token(word, start, start + len(word), *look(word))
                    head.tight = start == last_end
                    tokens.append(head)
                    start = last_end = start + cut
                    token = Token(raw[cut:], start, end, *look(raw[cut:]))
        elif kind == _MARK:
            key = _SAME_MARKS.get(raw, raw)
            token = Token(raw, start, end, *look(raw)) if key == "&" else Token(raw, start, end, key, 0)
        elif kind == _NUMBER:
            token = Token(raw, start, end, raw, Flag.NUMBER)
            if len(raw) <= 2 and _counts(text, end):
                token.dotted = True
                token.end = end + 1
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
        tokens.append(token)
    return tokens


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
