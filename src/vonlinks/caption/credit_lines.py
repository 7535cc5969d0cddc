"""Where the credit lines that a word or a sign opens begin and end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from vonlinks.caption.credit_names import is_person
from vonlinks.caption.credit_parts import Part
from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary

__all__ = ["SENTENCE_ENDS", "Line", "after_sign", "opened_line"]

SENTENCE_ENDS = frozenset('.!?"\n…')
_SIGNS = frozenset("©ⓒ℗")
_AS_PICTURE = "\ufe0f"  # the sign as phones write it
_SIDES = frozenset({"l", "r", "i", "d", "g"})
# Before the word for a picture these tell which of several it is, and its content follows: "Kl. Foto: Prinz Karl I.".
_WHICH_PICTURE = frozenset(
    [
        "kl",
        "kleines",
        "kleine",
        "großes",
        "große",
        "gr",
        "oberes",
        "unteres",
        "oben",
        "unten",
        "linkes",
        "rechtes",
        "mittleres",
        "erstes",
        "zweites",
        "drittes",
    ]
)
_TAKERS = frozenset({"by", "von", "par", "door", "av", "af", "di", "por"})
_SMALL_HOLDERS = frozenset({"dpa", "epd", "ddp", "imago", "picture", "privat", "dapd", "laif"})
_MOST_SIGNS = 8
_NEAR = 200
_LONGEST_LINE = 60
_SHORT = 8
_LONGEST_BODY = 6
_SET_APART = frozenset({"…", "(", "|", ",", ".", "!", "?", ")", '"', "\n", "/", "-", "·", "•", ";"})


@dataclass(frozen=True, slots=True)
class Line:
    """Where a credit line stands.

    Attributes:
        first: its first token.
        stop: index after its last.
        value: first token of its value.
        value_stop: index after the value's last.
        form: "signed" (a copyright sign), "worded" ("Foto:"), "called" ("Foto X", without a colon) or "bare".
        lent: it says who lent the picture ("Courtesy of"), not who took it.
        taken: it says who took the picture ("Photo by").
        parts: of the value, where they told that it is one; else empty.
    """

    first: int
    stop: int
    value: int
    value_stop: int
    form: str
    lent: bool = False
    taken: bool = False
    parts: tuple[Part, ...] = ()


def opened_line(tokens: list[Token], i: int, closes: list[int], words: Vocabulary) -> Line | None:
    """The line that a copyright sign or a credit word at token `i` opens; None if none does."""
    known = words.credit
    sign = after_sign(tokens, i, known)
    if sign:
        joined = sign + 1 if sign < len(tokens) and tokens[sign].flags & Flag.CONNECTOR else sign
        value = _after_words(tokens, joined, known)  # "Copyright und Foto: Jo Doe"
        return _open_line(tokens, i, value if value > joined else sign, closes, known)
    joined = i > 1 and tokens[i - 1].key == "/" and tokens[i].key in known.joins  # "Jo Doe/via Reuters"
    if not tokens[i].flags & Flag.WORD or joined:
        return None
    behind = tokens[i + 1].key if i + 1 < len(tokens) else ""
    for keys in _phrases_at(known.by, tokens[i].key, behind):
        if _stands(tokens, i, keys):
            line = _by_line(tokens, i, keys, closes, known)
            if line is not None:
                return line
    if not _may_open(tokens, i, known):
        return None
    for keys in _phrases_at(known.words, tokens[i].key, behind):
        line = _worded(tokens, i, keys, closes, words)
        if line is not None:
            return line
    return None


def _phrases_at(
    phrases: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]], first: str, behind: str
) -> tuple[tuple[str, ...], ...]:
    """The phrases that begin with a word and the one behind it, longest first; those of one word last."""
    seconds = phrases.get(first)
    if seconds is None:
        return ()
    return seconds.get(behind, ()) + seconds.get("", ()) if behind else seconds.get("", ())


def _by_line(tokens: list[Token], i: int, keys: tuple[str, ...], closes: list[int], known: CreditWords) -> Line | None:
    """Read a line without a colon: "Photo by Jo Doe", "courtesy of Muster Museum", "Muster Navy photo by Jo Doe"."""
    line = _open_line(tokens, i, i + len(keys), closes, known)
    pictures = tokens[line.value : line.value_stop]
    if line.lent and pictures and all(t.key in known.picture_words for t in pictures):
        return None  # "Courtesy photo"
    if not _names_somebody(tokens, line, known):
        return None
    first = _before_picture(tokens, i, known)
    opens = first == 0 or tokens[first - 1].key in _SET_APART
    listed = first < i and tokens[first].flags & Flag.GIVEN and is_person(tokens, first, i, known)
    opens = opens and not listed  # "…, Ann Roe Photo by Jo Doe"
    if first < i and opens and _may_open(tokens, first, known) and not tokens[first].flags & Flag.STOP:
        whole = _open_line(tokens, first, i + len(keys), closes, known)
        return replace(whole, value=first, taken=not line.lent and keys[-1] in _TAKERS)
    titled = i > 0 and tokens[i].flags & tokens[i - 1].flags & Flag.CAPITAL and not tokens[i - 1].flags & Flag.ARTICLE
    if not titled and not _may_open(tokens, i, known):
        return None
    return replace(line, taken=not line.lent and keys[-1] in _TAKERS)


def _names_somebody(tokens: list[Token], line: Line, known: CreditWords) -> bool:
    """Whether what follows "photo by" is a name, behind articles and the like; not "una foto de mi archivo"."""
    plain = Flag.ARTICLE | Flag.PARTICLE
    if line.lent:
        return True
    for token in tokens[line.value : line.value_stop]:
        if token.key == "@" or token.flags & Flag.CAPITAL or token.key in known.private or token.key in known.agencies:
            return True
        if not (token.flags & plain or token.key in known.leads or token.key in known.lent or not token.flags):
            return False
    return False


def _before_picture(tokens: list[Token], i: int, known: CreditWords) -> int:
    """Where the body begins whose picture it is ("Muster Navy photo by"); `i` where none stands there."""
    first = i
    while (
        first
        and i - first < _LONGEST_BODY
        and (
            tokens[first - 1].flags & Flag.CAPITAL
            or tokens[first - 1].key in known.staff
            or tokens[first - 1].key in {"-", "&"}
        )
    ):
        first -= 1
    while first < i and not tokens[first].flags & Flag.CAPITAL and tokens[first].key not in known.staff:
        first += 1
    return first


def _worded(tokens: list[Token], i: int, keys: tuple[str, ...], closes: list[int], words: Vocabulary) -> Line | None:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    known = words.credit
    if not _stands(tokens, i, keys):
        return None
    stop = i + len(keys)
    if stop >= len(tokens):
        return None
    if tokens[stop].key == "(" and stop < closes[stop] <= stop + 3 and closes[stop] + 1 < len(tokens):
        after = closes[stop] + 1  # "Fotos (2):", "Foto (Archiv):"
        stop = after if tokens[after].key == ":" else stop
    inside = tokens[stop + 1 : closes[stop]] if tokens[stop].key == "(" and i == 0 else []
    if inside and closes[stop] + 1 < len(tokens) and tokens[closes[stop] + 1].key == ":":
        return Line(i, closes[stop] + 1, stop + 1, closes[stop], "called")  # "Bild (Jo Doe): …"
    if tokens[stop].key == "(" and closes[stop] >= len(tokens) - 2 and i and tokens[i - 1].key in SENTENCE_ENDS:
        return Line(i, closes[stop] + 1, stop + 1, closes[stop], "called")  # "Foto (Jo Doe)"
    slashed = tokens[stop].key == "/" and (i == 0 or not tokens[i - 1].flags) and tokens[i].flags & Flag.CAPITAL
    semicolon = tokens[stop].key == ";" and tokens[stop].tight and bool(tokens[i].flags & Flag.UPPER)
    comma = semicolon or (tokens[stop].key == "," and len(keys) > 1 and keys[-1] in {"credit", "credits"})
    dots = tokens[stop].key == "…" and tokens[stop].tight and keys[-1].startswith(("credit", "photo"))
    if tokens[stop].key == ":" or slashed or dots or comma or after_sign(tokens, stop, known):
        value = stop + (tokens[stop].key in {":", "/", "…", ",", ";"})
        return _open_line(tokens, i, value, closes, known)
    if tokens[stop - 1].dotted and len(keys[-1]) <= 3:
        line = _open_line(tokens, i, stop, closes, known)
        apart = i == 0 or tokens[i - 1].key in SENTENCE_ENDS or tokens[line.first].key == "("
        brief = line.stop >= len(tokens) - 1 and line.value_stop - line.value < _SHORT
        return line if apart or brief else None  # not "the Mayor, Cr. Jo Doe"
    return _called(tokens, i, stop, closes, known)


def _called(tokens: list[Token], i: int, value: int, closes: list[int], known: CreditWords) -> Line | None:
    """Read "Foto Jo Doe", without a colon: set apart from what stands before, and up to the end of the text or its bracket."""
    before = tokens[i - 1].key if i else ""
    named = (
        tokens[value].flags & Flag.CAPITAL or tokens[value].key in known.private or tokens[value].key in known.agencies
    )
    apart = before in _SET_APART or (i > 0 and tokens[i].tight) or _ends_with_name(tokens, i, value)
    if not named or not apart:
        return None
    line = replace(_open_line(tokens, i, value, closes, known), form="called")
    ends = line.stop >= len(tokens) - 1 or known.term_at(tokens, line.stop)
    return line if ends or tokens[line.first].key == "(" else None


def _ends_with_name(tokens: list[Token], i: int, value: int) -> bool:
    """Whether "Foto" and a whole name end the text behind a verb, without any mark ("… bei der Hitze reifen Foto Jo Doe")."""
    before = tokens[i - 1].flags if i else 0
    verb = before & Flag.WORD and not before & (Flag.STOP | Flag.CAPITAL | Flag.ARTICLE)
    whole = len(tokens) - value in {2, 3} and all(t.flags & Flag.CAPITAL for t in tokens[value : value + 2])
    return bool(verb and whole and tokens[i].flags & Flag.CAPITAL and tokens[value].flags & Flag.GIVEN)


def after_sign(tokens: list[Token], i: int, known: CreditWords) -> int:
    """Index after a copyright sign at `i`; 0 if none stands there."""
    if i >= len(tokens):
        return 0
    key = tokens[i].key
    if key in _SIGNS and i + 1 < len(tokens) and tokens[i + 1].key == _AS_PICTURE:
        return i + 2
    if key in _SIGNS or (key == "copyright" and i + 1 < len(tokens) and tokens[i].flags & Flag.CAPITAL):
        return i + 1
    if key == "(" and i + 2 < len(tokens) and tokens[i + 1].key == "c" and tokens[i + 2].key == ")":
        return i + 3 if _is_no_place(tokens, i, known) else 0
    return 0


def _is_no_place(tokens: list[Token], i: int, known: CreditWords) -> bool:
    """Whether the "(c)" at `i` is a copyright sign and not "(centre)": what follows is a name, and no "(l)" stands in the text."""
    following = tokens[i + 3] if i + 3 < len(tokens) else None
    if following is None or not (
        following.flags & (Flag.CAPITAL | Flag.NUMBER)
        or following.key in {"(", '"', ":"}
        or following.text in _SMALL_HOLDERS
    ):
        return False
    before = tokens[i - 1] if i else None
    if before is None or not before.flags & Flag.CAPITAL or before.key in known.words:
        return True
    return not any(
        tokens[k].key in _SIDES and tokens[k - 1].key == "(" and tokens[k + 1].key == ")"
        for k in range(max(1, i - _NEAR), min(len(tokens) - 1, i + _NEAR))
    )


def _after_words(tokens: list[Token], i: int, known: CreditWords) -> int:
    """Index after a credit word with its colon that follows a sign ("© Foto: Jo Doe"); `i` where none does."""
    if i < len(tokens):
        for keys in _phrases_at(known.words, tokens[i].key, tokens[i + 1].key if i + 1 < len(tokens) else ""):
            colon = i + len(keys)
            if _stands(tokens, i, keys) and colon < len(tokens) and tokens[colon].key == ":":
                return colon + 1
    return i


def _stands(tokens: list[Token], i: int, keys: tuple[str, ...]) -> bool:
    """Whether the words `keys`, whose first is token `i`'s, stand there in full."""
    if i + len(keys) > len(tokens):
        return False
    for k in range(1, len(keys)):  # noqa: SIM110 - asked for every phrase: a generator would cost more than it compares
        if tokens[i + k].key != keys[k]:
            return False
    return True


def _may_open(tokens: list[Token], i: int, known: CreditWords) -> bool:
    """Whether a credit can begin at `i`: at the start, behind a mark, glued to a word, or with a capital ("… Fest Foto: X")."""
    if i == 0:
        return True
    before = tokens[i - 1]
    if before.key in _WHICH_PICTURE:
        return False
    if not before.flags or tokens[i].tight:
        return before.key != ":" or tokens[i].tight
    if _text_word(tokens, i, known) or (tokens[i].dotted and tokens[i].text == "fot"):
        return True
    if before.flags & Flag.STOP:
        return False
    return bool(tokens[i].flags & Flag.CAPITAL) and not before.flags & (Flag.ARTICLE | Flag.POSSESSIVE)


def _text_word(tokens: list[Token], i: int, known: CreditWords) -> int:
    """Index + 1 of the word for the text that stands joined before a picture's ("Text und Foto"); 0 if none does."""
    if i > 1 and (tokens[i - 1].flags & Flag.CONNECTOR or tokens[i - 1].key in {"+", "/", "&", ",", "-"}):
        word = tokens[i - 2]
        if word.key in known.text_words and (i == 2 or not tokens[i - 3].flags or word.flags & Flag.CAPITAL):
            return i - 1
    return 0


def _open_line(tokens: list[Token], first: int, value: int, closes: list[int], known: CreditWords) -> Line:
    """The line from its opening to the bracket that closes it, the end of the text line, or the end of the sentence."""
    size = len(tokens)
    opener = _enclosing(tokens, first, closes)
    while value < min(size, first + _MOST_SIGNS) and (tokens[value].key == ":" or after_sign(tokens, value, known)):
        value = after_sign(tokens, value, known) or value + 1
    form = "signed" if any(after_sign(tokens, k, known) for k in range(first, value)) else "worded"
    lent = any(token.key in known.lent for token in tokens[first:value])
    if opener >= 0 and closes[opener] > value:
        own = first == opener + 1 or form == "signed" or _text_word(tokens, first, known) == opener + 2
        return Line(opener, closes[opener] + 1, value if own else opener + 1, closes[opener], form, lent)
    stop = value
    while stop < min(size, value + _LONGEST_LINE) and not _ends_line(tokens, stop, value, known):
        stop = closes[stop] + 1 if closes[stop] >= 0 else stop + 1
    begin = _with_author(tokens, first, known)
    if begin == first and first and tokens[first].tight and tokens[first - 1].end < tokens[first].start:
        begin -= 1  # "MZ-Foto: …"
    if begin and tokens[begin - 1].key in {"|", "-", "/", ",", "·", "•"}:
        begin -= 1
    elif begin and tokens[begin - 1].text in {"I", "l"} and not tokens[begin - 1].dotted:
        begin -= 1  # a capital I that stands for a bar
    return Line(begin, stop, value, stop, form, lent)


def _with_author(tokens: list[Token], first: int, known: CreditWords) -> int:
    """Where "Text und " or "Text: Jo Doe, " before a picture's credit begins; `first` where nothing of that kind does."""
    joined = _text_word(tokens, first, known)
    if joined:
        return joined - 1
    for k in range(first - 2, max(-1, first - _SHORT), -1):
        if tokens[k].key == ":":
            return k - 1 if k and tokens[k - 1].key in known.text_words else first
        if tokens[k].key in SENTENCE_ENDS:
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


def _ends_line(tokens: list[Token], i: int, value: int, known: CreditWords) -> bool:
    key = tokens[i].key
    if (
        key in {"\n", ")"}
        or (key in known.terms and known.term_at(tokens, i))
        or (i > value and key in _SIGNS | {"copyright"} and after_sign(tokens, i, known))
    ):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if key in {".", "!", "?"}:
        return following is None or not following.tight
    if key == ":" and i > value and known.is_body(tokens[i - 1]) and tokens[i - 1].key not in known.words:
        return True
    # The next credit word begins a line of its own; a body's name does not.
    return (
        i > value
        and following is not None
        and following.key == ":"
        and bool(tokens[i].flags & Flag.CAPITAL)
        and not known.is_body(tokens[i])
    )
