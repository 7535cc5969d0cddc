"""The words that a language's captions are made of, and what one word of a text is among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from vonlinks.caption.credit_words import CreditWords
from vonlinks.caption.phrase_tree import PhraseTree
from vonlinks.caption.tokens import Flag, key_of
from vonlinks.domain import Row, Side

__all__ = ["Meaning", "Vocabulary"]

_OLD = ("-year-old", "-years-old", "-month-old", "-jährige", "-jähriger", "-jährigen", "-jähriges")
_MAX_WORDS = 50_000
_COMPOUND = ("hans", "karl", "heinz", "klaus", "anna", "anne", "marie", "rose", "jean", "gian", "pier")  # "Hansdieter"


class Meaning(NamedTuple):
    """What a position phrase says.

    Attributes:
        kind: "list", "list-nth", "clock", "point", "nth", "row", "row-nth", "around", "between", "beside", "missing", "shown"
            or "elsewhere".
        side: for lists, points and ordinals.
        row: for rows.
        place: the number, where the phrase itself counts ("2L").
    """

    kind: str
    side: Side | None = None
    row: Row | None = None
    place: int | None = None


@dataclass(frozen=True)
class Vocabulary:
    """All words that a reader of one language looks for.

    Attributes:
        language: ISO 639-1 code.
        words: key of a word to its flags.
        given: given names of all languages, as keys.
        native: given names of this language alone, as keys.
        role_endings: endings that make a word a role, to their flags.
        noun_endings: endings of nouns that are never names.
        phrases: the position phrases with their meaning.
        marker_starts: keys that a position phrase can begin with.
        ordinals: key of an ordinal word to its number.
        months: key to 1..12, of all languages.
        weekdays: key to 0 (Monday)..6, of all languages.
        long_weekdays: beginnings of words for a weekday ("mittwochabend") with its number, of this language.
        first_days: words for the first day of a month, to 1.
        others: words that say that there are more persons than are named.
        archive_words: words that tell a picture from an archive.
        other_days: words before a date that is not the picture's ("since", "born").
        abbreviations: keys that take a dot.
        credit: the words of rights lines, of all languages.
        nobodys: names of several words that are nobody's, of places and bodies.
        from_phrases: phrases that join an affiliation to a name, by first key.
        seen_hints: words about how well a person is seen.
        unnamed_endings: endings of what somebody without a name may be called behind an indefinite article.
        acronyms: abbreviations with dots that are one word.
        postures: words that tell a row by how people stand or sit.
        clock_words: words that tell behind "clockwise" where the list begins.
        nouns_have_capitals: as in German; elsewhere a capital alone makes a word a likely name.
    """

    language: str
    words: Mapping[str, int]
    given: frozenset[str]
    native: frozenset[str]
    role_endings: Mapping[str, int]
    noun_endings: frozenset[str]
    phrases: PhraseTree[Meaning]
    marker_starts: frozenset[str]
    ordinals: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    long_weekdays: tuple[tuple[str, int], ...]
    first_days: Mapping[str, int]
    others: frozenset[str]
    archive_words: frozenset[str]
    other_days: frozenset[str]
    abbreviations: frozenset[str]
    credit: CreditWords
    nobodys: PhraseTree[bool]
    from_phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    seen_hints: frozenset[str]
    unnamed_endings: tuple[str, ...]
    nouns_have_capitals: bool
    acronyms: frozenset[str]
    postures: frozenset[str]
    clock_words: frozenset[str]
    _seen: dict[str, tuple[str, int]]

    def look(self, word: str) -> tuple[str, int]:
        """The compare key and the flags of one word, remembered."""
        found = self._seen.get(word)
        if found is None:
            if len(self._seen) > _MAX_WORDS:
                self._seen.clear()
            found = self._seen[word] = self._classify(word)
        return found

    def _classify(self, word: str) -> tuple[str, int]:
        key = key_of(word)
        flags = Flag.WORD | self.words.get(key, 0)
        first = word[0]
        if first.isupper() or first.isdigit():
            flags |= Flag.CAPITAL * first.isupper()
            if len(word) == 1:
                flags |= Flag.INITIAL
            elif word.isupper():
                flags |= Flag.UPPER
        if len(word) > 2 and key.endswith("'s"):
            flags |= Flag.OWNER
            owner = key[:-2]
            if owner in self.given:
                flags |= Flag.GIVEN
            flags |= self.words.get(owner, 0) & (Flag.PUBLIC | Flag.NOUN | Flag.SURNAME)
        if key.endswith(_OLD):
            flags |= Flag.AGE
        elif flags & Flag.CAPITAL and not flags & Flag.STOP and self._is_given(key):
            flags |= Flag.GIVEN
        if key[1:2] == "'" or key[3:4] == "'":
            flags |= self.words.get(key.partition("'")[2], 0) & (Flag.ROLE | Flag.PLURAL)  # "l'assessore"
        return key, self._as_noun(key, flags)

    def _as_noun(self, key: str, flags: int) -> int:
        """The flags with what the word means as a noun: nothing, where it is written otherwise than the language writes nouns."""
        if bool(flags & Flag.CAPITAL) == self.nouns_have_capitals:
            if flags & (Flag.STOP | Flag.GIVEN):
                return flags
            found = self._by_ending(key)
            return flags | (found & Flag.PLURAL if flags & Flag.ROLE else found)
        if self.nouns_have_capitals:
            return flags & ~(Flag.ROLE | Flag.PLURAL | Flag.NOUN)
        if flags & (Flag.SURNAME | Flag.GIVEN) and not flags & Flag.TITLE:
            return flags & ~(Flag.ROLE | Flag.PLURAL)  # "Walker" is a surname, "walker" an occupation
        return flags | self._by_tail(key) if "-" in key and not flags & Flag.STOP else flags

    def _is_given(self, key: str) -> bool:
        if key in self.given:
            return True
        first, hyphen, rest = key.partition("-")
        if hyphen:
            return first in self.given and rest.rsplit("-", 1)[-1] in self.given
        return any(key.startswith(part) and key[len(part) :] in self.given for part in _COMPOUND)

    def _by_ending(self, key: str) -> int:
        size = len(key)
        for length in range(min(size - 2, 16), 2, -1):
            tail = key[-length:]
            found = self.role_endings.get(tail)
            if found is not None:
                return found
            if tail in self.noun_endings:
                return Flag.NOUN | Flag.ENDING
        spelt = _with_umlauts(key)
        if "-" in key:
            return self._by_tail(key) or (self._by_ending(spelt) if spelt != key else 0)
        return (self.words.get(spelt, 0) & (Flag.ROLE | Flag.PLURAL) or self._by_ending(spelt)) if spelt != key else 0

    def _by_tail(self, key: str) -> int:
        """What the last part of a word with hyphens is ("Vice-Chancellor", "LC-Präsident")."""
        first, _, tail = key.rpartition("-")
        if self.words.get(first, 0) & Flag.SURNAME and self.words.get(tail, Flag.SURNAME) & Flag.SURNAME:
            return Flag.SURNAME  # "Schneider-Huber", "Schneider-Okwara"
        found = self.words.get(tail, 0) & (Flag.ROLE | Flag.PLURAL)
        if found:
            return found
        return Flag.NOUN if tail in self.noun_endings else 0


def _with_umlauts(key: str) -> str:
    """A German word in letters that a keyboard lacked: "bundesraetin" is "bundesrätin"."""
    return key.replace("ae", "ä").replace("oe", "ö").replace("ue", "ü")
