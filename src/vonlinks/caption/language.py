"""The language of a caption, by the function and position words that only one language has."""

import re
from collections.abc import Mapping
from functools import cache

from vonlinks.caption.vocabulary_files import language_hints, language_letters, language_openers, languages

__all__ = ["detect_language"]

# Without a word that tells, a caption is German, then English: so are most that come here.
_PRIOR = {"de": 0.3, "en": 0.1}
_ENOUGH = 2000
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Particles of names, which go where the names go: "Eva von der Muster" in an English caption.
_PARTICLES = re.compile(r"(?<=[\w.] )(?:v[oa]n(?: und zu| de[rnm]?)?|zu)(?= (?:[^\W\d_]['’])?[^\W\d_a-zß-ü])")
_LETTER_WEIGHT = 0.4
_OPENER_WEIGHT = 2.0
_CAPITAL_LOSS = 0.7  # a short word with a capital may be part of a name: "La Paz", "De Wit"
_LONGEST_PARTICLE = 5


def _by_use(code: str) -> tuple[bool, bool, str]:
    """German and English first: where the words leave it open, the commoner language it is."""
    return code != "de", code != "en", code


@cache
def _hints() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For each hint word the languages it speaks for, each with a weight: a word of many languages tells little."""
    found: dict[str, list[tuple[str, float]]] = {}
    for code in languages():
        for word, weight in language_hints(code).items():
            found.setdefault(word, []).append((code, weight))
    return {word: tuple((code, weight / len(told)) for code, weight in told) for word, told in found.items()}


@cache
def _openers() -> Mapping[str, Mapping[str, tuple[tuple[str, float], ...]]]:
    """For the first word of each phrase that opens a list, and then its second ("" for none), the languages they speak for."""
    found: dict[str, dict[str, list[str]]] = {}
    for code in languages():
        for first, second in language_openers(code):
            found.setdefault(first, {}).setdefault(second, []).append(code)
    return {
        first: {
            second: tuple((code, _OPENER_WEIGHT / len(codes)) for code in codes) for second, codes in seconds.items()
        }
        for first, seconds in found.items()
    }


@cache
def _letters() -> Mapping[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[str]] = {}
    for code in languages():
        for letter in language_letters(code):
            found.setdefault(letter, []).append(code)
    return {letter: tuple((code, _LETTER_WEIGHT / len(codes)) for code in codes) for letter, codes in found.items()}


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language that most function words of `text` speak for; "de" without any.

    A heuristic of our own: each word that a vocabulary file calls a hint counts for the languages that share it; so does the
    beginning of a phrase that opens a list ("von links", "from left"), and more, because whoever writes it writes in that
    language, whatever the offices and companies that follow are called; and each letter that few languages use counts a
    little, because names bring letters from abroad. A short word with a capital inside the text counts less: it may be a name's. Only the first 2,000 code points are looked at.
    """
    scores = dict(_PRIOR)
    hints, letters, openers = _hints(), _letters(), _openers()
    head = text[:_ENOUGH]
    head = _PARTICLES.sub("", head) if " v" in head or " zu " in head else head
    written = _WORD.findall(head)
    words = [word if word.islower() else word.casefold() for word in written]
    head = head.casefold()
    told: list[tuple[str, float]] = []
    for n, (word, following) in enumerate(zip(words, [*words[1:], ""], strict=False)):
        if word in hints:
            told += hints[word]
            if n and written[n] is not word and len(word) <= _LONGEST_PARTICLE:
                told += [(code, -_CAPITAL_LOSS * weight) for code, weight in hints[word]]
        if word in openers:
            told += openers[word].get("", ())
            told += openers[word].get(following, ()) if following else ()
    if not head.isascii():
        for letter in _FOREIGN.findall(head):
            told += letters.get(letter, ())
    for code, weight in told:
        scores[code] = scores.get(code, 0.0) + weight
    return max(sorted(scores, key=_by_use), key=scores.__getitem__)
