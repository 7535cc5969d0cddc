"""Vocabularies read once from the data files in vocabulary/."""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from vonlinks.caption.credit_words import CreditWords, read_credit_words
from vonlinks.caption.phrase_tree import ORDINAL, PhraseTree, counted
from vonlinks.caption.tokens import Flag, key_of, split_words
from vonlinks.caption.vocabularies import Meaning, Vocabulary
from vonlinks.domain import fold

__all__ = [
    "around",
    "is_given_name",
    "language_hints",
    "language_letters",
    "language_openers",
    "languages",
    "vocabulary",
]

_FOLDER = "vocabulary"
_COMMON = "common"
_CREDITS = "credits"
_NOBODYS = "nobodys"
_LONG_WEEKDAY = 6
_CREDIT_WEIGHT = 0.1
_ROLE_WEIGHT = 0.6
_SHORT_ROLE = 4
_SHORT_MONTH = 3
_SHORTEST_BARE = 5  # letters of a given name that may lose its accents
_PERSONS = "persons"  # a folder with more words of the same kinds, by language

_POSITION_KEYS: Mapping[str, Meaning] = {
    "list_left": Meaning("list", "left"),
    "list_right": Meaning("list", "right"),
    "list_left_front": Meaning("list", "left", "front"),
    "list_left_back": Meaning("list", "left", "back"),
    "list_nth_left": Meaning("list-nth", "left"),
    "list_nth_right": Meaning("list-nth", "right"),
    "list_clock": Meaning("clock"),
    "left_front": Meaning("point", "left", "front"),
    "left_back": Meaning("point", "left", "back"),
    "right_front": Meaning("point", "right", "front"),
    "right_back": Meaning("point", "right", "back"),
    "elsewhere": Meaning("elsewhere"),
    "left": Meaning("point", "left"),
    "right": Meaning("point", "right"),
    "center": Meaning("point", "center"),
    "nth_left": Meaning("nth", "left"),
    "nth_right": Meaning("nth", "right"),
    "nth_surround": Meaning("around"),
    "between": Meaning("between"),
    "beside": Meaning("beside"),
    "beside_left": Meaning("beside", "left"),
    "beside_right": Meaning("beside", "right"),
    "missing": Meaning("missing"),
    "shown": Meaning("shown"),
}
_TELLING = 8  # letters of a word that only one language has
_SHARED_KEYS = ("list_left", "list_right", "list_clock", "nth_left", "nth_right")
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


@cache
def languages() -> tuple[str, ...]:
    """The ISO 639-1 codes that a vocabulary file exists for, sorted."""
    return tuple(sorted(name for name, file in _files().items() if "language" in file))


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
    _add(words, files[_CREDITS]["bodies"].split(), Flag.BODY)
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
    phrases = PhraseTree.of(_phrases(own, abbreviations, every))
    ordinals = {w.casefold(): int(n) for n, forms in own["ordinals"].items() for w in forms.split()}
    return Vocabulary(
        language=own["language"],
        words=words,
        given=_given_in(own, words),
        native=_native(own),
        role_endings=_role_endings(own["roles"]),
        noun_endings=frozenset(w.casefold() for w in own["roles"]["nouns"].split() if len(w) > 2),
        phrases=phrases,
        marker_starts=frozenset(phrases.branches) | frozenset(ordinals),
        ordinals=ordinals,
        months=months,
        weekdays=weekdays,
        long_weekdays=tuple(
            (key, n) for key, n in _numbered([own.get("weekdays", ())], first=0).items() if len(key) >= _LONG_WEEKDAY
        ),
        first_days=dict.fromkeys(common["first_days"].split(), 1),
        others=frozenset(common["others"].split()),
        archive_words=frozenset(common["archive_words"].split()),
        other_days=frozenset(common["other_days"].split()),
        abbreviations=abbreviations,
        credit=_credit_words(),
        nobodys=PhraseTree.of(
            (_phrase(name.strip(), abbreviations), True)
            for name in files[_NOBODYS][_NOBODYS]["names"].split("|")
            if name.strip()
        ),
        from_phrases=_by_first(tuple(p.split()) for p in own["from_words"].split("|")),
        seen_hints=frozenset(own["roles"]["hints_seen"].split()),
        unnamed_endings=tuple(own["roles"].get("unnamed_endings", "").split()),
        acronyms=frozenset(common["acronyms"].split()),
        postures=frozenset(own["postures"].split()),
        clock_words=frozenset(own.get("clock_words", "").split()),
        nouns_have_capitals=bool(own.get("nouns_have_capitals")),
        _seen={},
    )


@cache
def _files() -> dict[str, dict[str, Any]]:
    folder = resources.files("vonlinks.caption").joinpath(_FOLDER)
    found = _read_folder(folder)
    for code, more in _read_folder(folder.joinpath(_PERSONS)).items():
        for section, lists in more.items():
            own = found[code].setdefault(section, {})
            for name, text in lists.items():
                own[name] = f"{own.get(name, '')} {text}"
    return found


def _read_folder(folder: Traversable) -> dict[str, dict[str, Any]]:
    return {
        entry.name.removesuffix(".toml"): tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }


@cache
def _credit_words() -> CreditWords:
    files = _files()
    return read_credit_words([files[code]["credit"] for code in languages()], files[_CREDITS])


@cache
def _given_names() -> frozenset[str]:
    """The given names of all languages, those with accents also without ("Francois")."""
    written = (name for file in _files().values() for name in file.get("names", {}).get("given", "").split())
    names = {key_of(name.rstrip(".")) for name in written}
    bare = {_without_accents(name) for name in names if not name.isascii()}
    return frozenset(names | {name for name in bare if len(name) >= _SHORTEST_BARE})


def _native(own: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(key_of(name) for name in own.get("names", {}).get("given", "").split())


def _given_in(own: Mapping[str, Any], words: Mapping[str, int]) -> frozenset[str]:
    """The given names of all languages without those of others that are nouns or roles in this one."""
    names = own.get("names", {})
    native = _native(own)
    noun = Flag.ROLE | Flag.TITLE | Flag.NOUN
    foreign = {name for name in _given_names() - native if words.get(name, 0) & noun and not words[name] & Flag.SURNAME}
    return _given_names() - foreign - {key_of(name) for name in names.get("not_given", "").split()}


def _without_accents(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


@cache
def around(kind: str) -> frozenset[str]:
    """The keys of one kind of words around names in all languages, from the sections [around] of vocabulary/persons/.

    For words that are told apart by what stands beside them, so that those of other languages do no harm: captions mix them.
    """
    return frozenset(
        key_of(word) for file in _files().values() for word in file.get("around", {}).get(kind, "").split()
    )


@cache
def _folded_given_names() -> frozenset[str]:
    return frozenset(fold(name) for name in _given_names())


def is_given_name(name: str) -> bool:
    """Whether a folded word is a given name of any language."""
    return name in _folded_given_names()


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
    for word in roles.get("plural_words", "").split():
        key = key_of(word)
        if words.get(key, 0) & Flag.ROLE:
            words[key] |= Flag.PLURAL


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
    for ending in roles.get("plural_words", "").split():
        if ending in endings:
            endings[ending] |= Flag.PLURAL
    return endings


def _phrase(text: str, abbreviations: frozenset[str]) -> tuple[str, ...]:
    """The keys of a phrase, cut by the tokenizer itself so that both always agree."""
    marked = text.replace(ORDINAL, "0")
    tokens = split_words(marked, lambda w: (key_of(w), Flag.WORD), abbreviations, frozenset())
    return tuple(ORDINAL if t.key == "0" else t.key for t in tokens if t.key != ".")


def _phrases(
    own: Mapping[str, Any], abbreviations: frozenset[str], every: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[tuple[str, ...], Meaning]]:
    """The position phrases of a language, and what opens a list in any other: a text may be of two languages."""
    for section, meanings in (("positions", _POSITION_KEYS), ("rows", _ROW_KEYS)):
        for name, meaning in meanings.items():
            for text in own[section].get(name, ()):
                for whole, number in counted(text, own["ordinals"]):
                    yield _phrase(whole, abbreviations), meaning._replace(place=number)
    for file in every:
        for name in _SHARED_KEYS:
            for text in file.get("positions", {}).get(name, ()):
                keys = _phrase(text, abbreviations)
                if sum(len(key) > 1 and key.isalpha() for key in keys) > 1 or len(keys[0]) >= _TELLING:
                    yield keys, _POSITION_KEYS[name]


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
        texts.append(file.get("names", {}).get("given", ""))
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


def language_openers(language: str) -> frozenset[tuple[str, str]]:
    """The first two words of each phrase of `language` that opens a list or counts from a side."""
    phrases = [
        p
        for key in ("list_left", "list_right", "nth_left", "nth_right", "shown")
        for p in _files()[language]["positions"][key]
    ]
    words = [
        [w for w in key_of(phrase).replace(ORDINAL, "").replace(".", " ").split() if w.isalpha()] for phrase in phrases
    ]
    telling = (
        (word, "") for word in _files()[language]["positions"]["list_clock"] if len(word) >= _TELLING and word.isalpha()
    )
    hyphened = ((key, "") for key in map(key_of, phrases) if "-" in key and key.replace("-", "").isalpha())
    return frozenset((found[0], found[1]) for found in words if len(found) > 1) | frozenset((*telling, *hyphened))


def language_hints(language: str) -> dict[str, float]:
    """Words that speak for `language`, each with its weight: function words most, words of credits and roles less.

    Those that its file calls hints, and the words of its position phrases, count 1; offices and months, which travel with the
    names of foreigners, half; credit words, which agencies print in their own language, little.
    """
    own = _files()[language]
    found: set[str] = set()
    for section in ("positions", "rows"):
        for phrases in own[section].values():
            found.update(key_of(w) for phrase in phrases for w in phrase.split() if len(w) > 3 and w.isalpha())
    roles = (*own["roles"]["titles"].split(), *own["roles"]["words"].split())
    weights = dict.fromkeys((key_of(w) for w in roles if len(w) > _SHORT_ROLE and w.isalpha()), _ROLE_WEIGHT)
    weights = {word: weight for word, weight in weights.items() if word not in _given_names()}  # "Regina"
    months = (w for month in own["months"] for w in month.split())
    weights |= dict.fromkeys((key_of(w) for w in months if len(w) > _SHORT_MONTH and w.isalpha()), _ROLE_WEIGHT)
    weights |= dict.fromkeys(found, 1.0)
    weights |= dict.fromkeys((key_of(w) for phrase in own["credit"]["words"] for w in phrase.split()), _CREDIT_WEIGHT)
    weights |= dict.fromkeys((key_of(word) for word in own["hints"].split()), 1.0)
    return {word: weight for word, weight in weights.items() if word.isalpha()}
