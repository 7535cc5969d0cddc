"""The language of a caption, by the function and position words that only one language has."""

import re
from collections.abc import Mapping
from functools import cache

from vonlinks.caption.vocabulary_files import language_hints, language_letters, languages

__all__ = ["detect_language"]

# Without a word that tells, a caption is German, then English: so are most that come here.
_PRIOR = {"de": 0.2, "en": 0.15}
_ENOUGH = 2000
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTER_WEIGHT = 0.4


def _by_use(code: str) -> tuple[bool, bool, str]:
    """German and English first: where the words leave it open, the commoner language it is."""
    return code != "de", code != "en", code


@cache
def _hints() -> Mapping[str, tuple[tuple[str, float], ...]]:
    """For each hint word the languages it speaks for, each with a weight: a word of many languages tells little."""
    found: dict[str, list[str]] = {}
    for code in languages():
        for word in language_hints(code):
            found.setdefault(word, []).append(code)
    return {word: tuple((code, 1.0 / len(codes)) for code in codes) for word, codes in found.items()}


@cache
def _letters() -> Mapping[str, tuple[tuple[str, float], ...]]:
    found: dict[str, list[str]] = {}
    for code in languages():
        for letter in language_letters(code):
            found.setdefault(letter, []).append(code)
    return {letter: tuple((code, _LETTER_WEIGHT / len(codes)) for code in codes) for letter, codes in found.items()}


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language that most function words of `text` speak for; "de" without any.

    A heuristic of our own: each word that a vocabulary file calls a hint counts for the languages that share it, and each
    letter that few languages use counts a little, because names bring letters from abroad. Only the first 2,000 code
    points are looked at.
    """
    scores = dict(_PRIOR)
    hints, letters = _hints(), _letters()
    head = text[:_ENOUGH].casefold()
    for word in _WORD.findall(head):
        for code, weight in hints.get(word, ()):
            scores[code] = scores.get(code, 0.0) + weight
    for letter in _FOREIGN.findall(head):
        for code, weight in letters.get(letter, ()):
            scores[code] = scores.get(code, 0.0) + weight
    return max(sorted(scores, key=_by_use), key=scores.__getitem__)
