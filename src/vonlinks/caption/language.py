"""The language of a caption, by the function and position words that only one language has."""

import re
import struct
from collections.abc import Mapping
from functools import cache
from itertools import compress, count, repeat

from vonlinks.caption.vocabulary_files import language_hints, language_letters, language_openers, languages

__all__ = ["detect_language"]

# Without a word that tells, a caption is German, then English: so are most that come here.
_PRIOR = {"de": 0.3, "en": 0.1}
_ENOUGH = 2000
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"\w+(?:-\w+)*+")
# Particles of names, which go where the names go: "Eva von der Muster" in an English caption.
# The blank stands first in the pattern because a search for one letter is fast.
_PARTICLES = re.compile(r" (?<=[\w.] )(?:v[oa]n(?: und zu| de[rnm]?)?|zu)(?= (?:[^\W\d_]['’])?[^\W\d_a-zß-ü])")
_LETTER_WEIGHT = 0.4
_OPENER_WEIGHT = 2.0
_KEPT = 0.3  # of the weight of a short word with a capital may be part of a name: "La Paz", "De Wit"
_LONGEST_PARTICLE = 5
_SCALE = 5040  # divides by all numbers of languages that share a word
_FIELD = 64  # bits, those of struct's Q: 2,000 code points have fewer than 2 ** 11 votes, each below 2 ** 15


@cache
def _order() -> tuple[str, ...]:
    """All languages, German and English first: where the words leave it open, the commoner language it is."""
    return tuple(sorted(languages(), key=lambda code: (code != "de", code != "en", code)))


def _votes(told: Mapping[str, float]) -> int:
    """Weights of languages as one whole number, a field of bits for each: votes are added up in one addition."""
    return sum(round(weight * _SCALE) << (_FIELD * _order().index(code)) for code, weight in told.items())


@cache
def _hints() -> Mapping[str, int]:
    """For each hint word its votes: a word of many languages tells little of each."""
    found: dict[str, dict[str, float]] = {}
    for code in languages():
        for word, weight in language_hints(code).items():
            found.setdefault(word, {})[code] = weight
    return {word: _votes({c: w / len(told) for c, w in told.items()}) for word, told in found.items()}


@cache
def _openers() -> Mapping[str, Mapping[str, int]]:
    """For the first word of each phrase that opens a list, and then its second ("" for none), their votes."""
    found: dict[str, dict[str, list[str]]] = {}
    for code in languages():
        for first, second in language_openers(code):
            found.setdefault(first, {}).setdefault(second, []).append(code)
    return {
        first: {second: _votes(dict.fromkeys(codes, _OPENER_WEIGHT / len(codes))) for second, codes in seconds.items()}
        for first, seconds in found.items()
    }


@cache
def _telling() -> Mapping[str, tuple[int, Mapping[str, int] | None]]:
    """For each word that tells a language its votes as a hint, and those of the phrases that it opens."""
    hints, openers = _hints(), _openers()
    return {word: (hints.get(word, 0), openers.get(word)) for word in {*hints, *openers}}


@cache
def _letters() -> Mapping[str, int]:
    found: dict[str, list[str]] = {}
    for code in languages():
        for letter in language_letters(code):
            found.setdefault(letter, []).append(code)
    return {letter: _votes(dict.fromkeys(codes, _LETTER_WEIGHT / len(codes))) for letter, codes in found.items()}


@cache
def _prior() -> int:
    return _votes(_PRIOR)


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language that most function words of `text` speak for; "de" without any.

    A heuristic of our own: each word that a vocabulary file calls a hint counts for the languages that share it; so does the
    beginning of a phrase that opens a list ("von links", "from left"), and more, because whoever writes it writes in that
    language, whatever the offices and companies that follow are called; and each letter that few languages use counts a
    little, because names bring letters from abroad. A short word with a capital inside the text counts less: it may be a name's. Only the first 2,000 code points are looked at.
    """
    telling = _telling()
    head = text[:_ENOUGH]
    head = _PARTICLES.sub(" ", head) if " v" in head or " zu " in head else head
    written = _WORD.findall(head)
    keys = [word if word.islower() else word.casefold() for word in written]
    full = part = 0
    for n in compress(count(), map(telling.__contains__, keys)):
        votes, seconds = telling[keys[n]]
        if n and keys[n] is not written[n] and len(written[n]) <= _LONGEST_PARTICLE:
            part += votes
        else:
            full += votes
        if seconds is not None:
            full += seconds.get("", 0)
            if n + 1 < len(written):
                full += seconds.get(written[n + 1].casefold(), 0)
    if not head.isascii():
        full += sum(map(_letters().get, _FOREIGN.findall(head.casefold()), repeat(0)))
    return _most(_prior() + full, part)


def _most(full: int, part: int) -> str:
    """The language with the most votes, those in `part` counted with a loss; of two with the same the commoner one."""
    fields = _fields()
    told = fields.unpack(full.to_bytes(fields.size, "little"))
    if part:
        less = fields.unpack(part.to_bytes(fields.size, "little"))
        scores = [all_of + some * _KEPT for all_of, some in zip(told, less, strict=True)]
        return _order()[scores.index(max(scores))]
    return _order()[told.index(max(told))]


@cache
def _fields() -> struct.Struct:
    return struct.Struct(f"<{len(_order())}Q")
