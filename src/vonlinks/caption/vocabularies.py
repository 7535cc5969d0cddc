"""The words that a language's captions are made of, read once from its file in vocabulary/."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any, NamedTuple

from vonlinks.caption.tokens import Flag, split_words
from vonlinks.domain import Row, Side

__all__ = ["Meaning", "Vocabulary", "key_of", "language_hints", "language_letters", "languages", "vocabulary"]

_FOLDER = "vocabulary"
_COMMON = "common"
_MAX_WORDS = 50_000
ORDINAL = "{n}"


class Meaning(NamedTuple):
    """What a position phrase says.

    Attributes:
        kind: "list", "clock", "point", "nth", "row", "row-nth", "around", "missing" or "shown".
        side: for lists, points and ordinals.
        row: for rows.
    """

    kind: str
    side: Side | None = None
    row: Row | None = None


_POSITION_KEYS: Mapping[str, Meaning] = {
    "list_left": Meaning("list", "left"),
    "list_right": Meaning("list", "right"),
    "list_clock": Meaning("clock"),
    "left": Meaning("point", "left"),
    "right": Meaning("point", "right"),
    "center": Meaning("point", "center"),
    "nth_left": Meaning("nth", "left"),
    "nth_right": Meaning("nth", "right"),
    "nth_surround": Meaning("around"),
    "missing": Meaning("missing"),
    "shown": Meaning("shown"),
}
_ROW_KEYS: Mapping[str, Meaning] = {
    "front": Meaning("row", row="front"),
    "back": Meaning("row", row="back"),
    "middle": Meaning("row", row="middle"),
    "nth": Meaning("row-nth"),
}
_FLAG_LISTS = {
    "stops": Flag.STOP,
    "articles": Flag.ARTICLE,
    "indefinite": Flag.INDEFINITE,
    "possessives": Flag.POSSESSIVE,
    "connectors": Flag.CONNECTOR,
    "role_links": Flag.LINK,
    "against": Flag.AGAINST,
    "as_words": Flag.AS,
    "ages": Flag.AGE,
    "locative": Flag.LOCATIVE,
}


@dataclass(frozen=True)
class Vocabulary:
    """All words that a reader of one language looks for.

    Attributes:
        language: ISO 639-1 code.
        words: key of a word to its flags.
        given: given names of all languages, as keys.
        role_endings: endings that make a word a role, to their flags.
        noun_endings: endings of nouns that are never names.
        phrases: first key of a position phrase to its continuations with their meaning, longest first.
        marker_starts: keys that a position phrase can begin with.
        ordinals: key of an ordinal word to its number.
        months: key to 1..12, of all languages.
        weekdays: key to 0 (Monday)..6, of all languages.
        abbreviations: keys that take a dot.
        credit_words: phrases before ":" that open a credit, as keys, longest first, by first key.
        credit_by: phrases before a credited name without ":".
        credit_starts: keys that a credit can begin with.
        credit_noise: phrases in a credit that name nobody.
        private: words that stand for a private holder.
        agencies: keys of agencies, longest first, by first key.
        glued: credit words that may be glued to the word before them.
        from_phrases: phrases that join an affiliation to a name, by first key.
        seen_hints: words about how well a person is seen.
        unnamed_endings: endings of what somebody without a name may be called behind an indefinite article.
        acronyms: abbreviations with dots that are one word.
        postures: words that tell a row by how people stand or sit.
        nouns_have_capitals: as in German; elsewhere a capital alone makes a word a likely name.
    """

    language: str
    words: Mapping[str, int]
    given: frozenset[str]
    role_endings: Mapping[str, int]
    noun_endings: frozenset[str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Meaning], ...]]
    marker_starts: frozenset[str]
    ordinals: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    abbreviations: frozenset[str]
    credit_words: Mapping[str, tuple[tuple[str, ...], ...]]
    credit_by: Mapping[str, tuple[tuple[str, ...], ...]]
    credit_starts: frozenset[str]
    credit_noise: frozenset[str]
    private: frozenset[str]
    agencies: frozenset[str]
    glued: frozenset[str]
    from_phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    seen_hints: frozenset[str]
    unnamed_endings: tuple[str, ...]
    nouns_have_capitals: bool
    acronyms: frozenset[str]
    postures: frozenset[str]
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
            flags |= self.words.get(owner, 0) & Flag.PUBLIC
        if flags & Flag.CAPITAL and not flags & Flag.STOP and self._is_given(key):
            flags |= Flag.GIVEN
        if bool(flags & Flag.CAPITAL) != self.nouns_have_capitals:
            if self.nouns_have_capitals:
                flags &= ~(Flag.ROLE | Flag.PLURAL | Flag.NOUN)
        elif not flags & (Flag.STOP | Flag.GIVEN):
            found = self._by_ending(key)
            flags |= found & Flag.PLURAL if flags & Flag.ROLE else found
        return key, flags

    def _is_given(self, key: str) -> bool:
        if key in self.given:
            return True
        first, _, rest = key.partition("-")
        return first in self.given and rest.rsplit("-", 1)[-1] in self.given

    def _by_ending(self, key: str) -> int:
        size = len(key)
        for length in range(min(size - 2, 16), 2, -1):
            tail = key[-length:]
            found = self.role_endings.get(tail)
            if found is not None:
                return found
            if tail in self.noun_endings:
                return Flag.NOUN | Flag.ENDING
        if "-" in key:
            tail = key.rsplit("-", 1)[1]
            found = self.words.get(tail, 0) & (Flag.ROLE | Flag.PLURAL)
            if found:
                return found
            if tail in self.noun_endings:
                return Flag.NOUN
        return 0


def key_of(word: str) -> str:
    """The compare key of a word: lower case, one kind of apostrophe and hyphen."""
    key = word.casefold()
    if key.isascii():
        return key
    return key.replace("’", "'").replace("´", "'").replace("‐", "-").replace("‑", "-")


@cache
def languages() -> tuple[str, ...]:
    """The ISO 639-1 codes that a vocabulary file exists for, sorted."""
    return tuple(sorted(name for name in _files() if name != _COMMON))


@lru_cache(maxsize=64)
def vocabulary(language: str) -> Vocabulary:
    """The vocabulary of `language`; English where no file of that language exists."""
    files = _files()
    own = files.get(language) or files["en"]
    common = files[_COMMON]
    every = [common, *(files[code] for code in languages())]
    words: dict[str, int] = {}
    _read_words(words, own)
    _add(words, common["particles"].split(), Flag.PARTICLE)
    _add(words, common["bodies"].split(), Flag.BODY)
    _add(words, common["companies"].split(), Flag.COMPANY)
    for file in every:
        _add(words, file.get("names", {}).get("surnames", "").split(), Flag.SURNAME)
    _add(words, common["nobility"].split(), Flag.NOBILITY)
    _add(words, common["suffixes"].split(), Flag.SUFFIX)
    _add(words, common["states"].split(), Flag.STATE)
    _add(words, common["public_surnames"].split(), Flag.PUBLIC)
    if own["language"] != "en":
        # Titles and roles that captions everywhere borrow.
        for code in ("en",) if own["language"] == "de" else ("en", "de"):
            for name in ("titles", "words"):
                _borrow(words, files[code]["roles"][name].split())
    months = _numbered((file.get("months", ()) for file in every), first=1)
    weekdays = _numbered((file.get("weekdays", ()) for file in every), first=0)
    for key in months:
        words[key] = words.get(key, 0) | Flag.MONTH
    for key in weekdays:
        words[key] = words.get(key, 0) | Flag.WEEKDAY
    abbreviations = _abbreviations(own, common, every)
    agencies = frozenset(_phrase(name, abbreviations) for name in common["agencies"].replace("\n", "").split("|"))
    phrases = _phrases(own, abbreviations)
    ordinals = {w.casefold(): int(n) for n, forms in own["ordinals"].items() for w in forms.split()}
    credits_of = [file["credit"] for file in every if "credit" in file]
    return Vocabulary(
        language=own["language"],
        words=words,
        given=_given_names(),
        role_endings=_role_endings(own["roles"]),
        noun_endings=frozenset(w.casefold() for w in own["roles"]["nouns"].split() if len(w) > 2),
        phrases=phrases,
        marker_starts=frozenset(phrases) | frozenset(ordinals),
        ordinals=ordinals,
        months=months,
        weekdays=weekdays,
        abbreviations=abbreviations,
        credit_words=_by_first(_phrase(w, abbreviations) for credit in credits_of for w in credit["words"]),
        credit_by=_by_first(_phrase(w, abbreviations) for credit in credits_of for w in credit["by"]),
        credit_starts=frozenset(
            {"©", "ⓒ", "℗", "(", "copyright"}
            | {_phrase(w, abbreviations)[0] for credit in credits_of for name in ("words", "by") for w in credit[name]}
        ),
        credit_noise=frozenset(" ".join(_phrase(w, abbreviations)) for credit in credits_of for w in credit["noise"]),
        private=frozenset(" ".join(_phrase(w, abbreviations)) for credit in credits_of for w in credit["private"]),
        agencies=frozenset(" ".join(words) for words in agencies),
        glued=frozenset(w for credit in credits_of for w in credit["words"] if " " not in w and len(w) > 3),
        from_phrases=_by_first(tuple(p.split()) for p in own["from_words"].split("|")),
        seen_hints=frozenset(own["roles"]["hints_seen"].split()),
        unnamed_endings=tuple(own["roles"].get("unnamed_endings", "").split()),
        acronyms=frozenset(common["acronyms"].split()),
        postures=frozenset(own["postures"].split()),
        nouns_have_capitals=bool(own.get("nouns_have_capitals")),
        _seen={},
    )


@cache
def _files() -> dict[str, dict[str, Any]]:
    folder = resources.files("vonlinks.caption").joinpath(_FOLDER)
    found = {}
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            found[entry.name.removesuffix(".toml")] = tomllib.loads(entry.read_text(encoding="utf-8"))
    return found


@cache
def _given_names() -> frozenset[str]:
    return frozenset(
        key_of(name) for file in _files().values() for name in file.get("names", {}).get("given", "").split()
    )


def _add(words: dict[str, int], more: Iterable[str], flag: int) -> None:
    for word in more:
        key = key_of(word.rstrip(".")) if word not in {".", "&"} else word
        for part in (key, key.replace(".", "")):
            words[part] = words.get(part, 0) | flag


def _borrow(words: dict[str, int], more: Iterable[str]) -> None:
    for word in more:
        key = key_of(word.rstrip("."))
        if len(key) > 2 and key not in words:
            words[key] = Flag.ROLE


def _read_words(words: dict[str, int], own: Mapping[str, Any]) -> None:
    for name, flag in _FLAG_LISTS.items():
        _add(words, own[name].split(), flag)
    for phrase in own["from_words"].split("|"):
        _add(words, phrase.split()[:1], Flag.FROM)
    roles = own["roles"]
    _add(words, roles["titles"].split(), Flag.TITLE | Flag.ROLE)
    _add(words, roles["words"].split(), Flag.ROLE)
    _add(words, roles["nouns"].split(), Flag.NOUN)
    _add(words, roles["unnamed"].split(), Flag.UNNAMED)
    singular = {key_of(w) for w in roles["words"].split()}
    for word in roles["words"].split():
        key = key_of(word)
        for plural in roles["plurals"].split():
            if key.endswith(plural) and key[: -len(plural)] in singular:
                words[key] |= Flag.PLURAL
            elif key + plural not in words:
                words[key + plural] = Flag.ROLE | Flag.PLURAL


def _role_endings(roles: Mapping[str, Any]) -> dict[str, int]:
    endings: dict[str, int] = {}
    for base in roles["endings"].split():
        endings[base] = Flag.ROLE | Flag.ENDING
    for base in roles["endings"].split():
        for feminine in ("", *roles["feminine"].split()):
            for plural in ("", *roles["plurals"].split()):
                if feminine or plural:
                    flag = Flag.ROLE | Flag.ENDING | (Flag.PLURAL if plural or feminine == "innen" else 0)
                    endings.setdefault(base + feminine + plural, flag)
    return endings


def _phrase(text: str, abbreviations: frozenset[str]) -> tuple[str, ...]:
    """The keys of a phrase, cut by the tokenizer itself so that both always agree."""
    marked = text.replace(ORDINAL, "0")
    tokens = split_words(marked, lambda w: (key_of(w), Flag.WORD), abbreviations, frozenset())
    return tuple(ORDINAL if t.key == "0" else t.key for t in tokens if t.key != ".")


def _phrases(
    own: Mapping[str, Any], abbreviations: frozenset[str]
) -> dict[str, tuple[tuple[tuple[str, ...], Meaning], ...]]:
    found: dict[str, dict[tuple[str, ...], Meaning]] = {}
    for section, meanings in (("positions", _POSITION_KEYS), ("rows", _ROW_KEYS)):
        for name, meaning in meanings.items():
            for text in own[section].get(name, ()):
                keys = _phrase(text, abbreviations)
                found.setdefault(keys[0], {}).setdefault(keys, meaning)
    return {first: tuple(sorted(entries.items(), key=lambda entry: -len(entry[0]))) for first, entries in found.items()}


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for keys in phrases:
        if keys:
            found.setdefault(keys[0], set()).add(keys)
    return {first: tuple(sorted(entries, key=lambda keys: (-len(keys), keys))) for first, entries in found.items()}


def _numbered(lists: Iterable[Iterable[str]], *, first: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for names in lists:
        for number, forms in enumerate(names, start=first):
            for form in forms.split():
                found.setdefault(key_of(form.rstrip(".")), number)
    return found


def _abbreviations(
    own: Mapping[str, Any], common: Mapping[str, Any], every: Iterable[Mapping[str, Any]]
) -> frozenset[str]:
    """All words that some file writes with a dot."""
    texts: list[str] = [
        common["abbreviations"],
        common["suffixes"],
        common["states"],
        own["roles"]["titles"],
        own["ages"],
    ]
    for file in every:
        texts += [text for name in ("months", "weekdays") for text in file.get(name, ())]
        texts += list(file.get("credit", {}).get("words", ()))
    for section in ("positions", "rows"):
        texts += [phrase for phrases in own[section].values() for phrase in phrases]
    found = {
        part
        for text in texts
        for word in text.split()
        if word.endswith(".")
        for part in key_of(word).rstrip(".").split(".")
    }
    return frozenset(found - {""})


def language_letters(language: str) -> str:
    """Letters that few other languages of the vocabulary folder use."""
    return str(_files()[language]["letters"])


def language_hints(language: str) -> frozenset[str]:
    """Words that speak for `language`: those its file calls hints, and the words of its position phrases."""
    own = _files()[language]
    found = {key_of(word) for word in own["hints"].split()}
    for section in ("positions", "rows"):
        for phrases in own[section].values():
            found.update(key_of(w) for phrase in phrases for w in phrase.split() if len(w) > 3 and w.isalpha())
    for phrase in (*own["credit"]["words"], *own["roles"]["titles"].split(), *own["roles"]["words"].split()):
        found.update(key_of(w) for w in phrase.split() if len(w) > 4 and w.isalpha())
    for month in own["months"]:
        found.update(key_of(w) for w in month.split() if len(w) > 3 and w.isalpha())
    return frozenset(found)
