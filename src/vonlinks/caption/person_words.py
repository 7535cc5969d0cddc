"""Words around persons, by language: relatives, verbs that say what somebody is, phrases before those only spoken of."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["PersonWords", "person_words"]


@dataclass(frozen=True)
class PersonWords:
    """What one language says around a person's name.

    Attributes:
        kin: keys of relatives ("daughter").
        copulas: keys of verbs between a person and a role ("is").
        spoken: phrases before somebody who is only spoken of ("in memory of"), as keys, longest first, by their last key.
        verbs: keys of words in small letters that do not describe the role behind them.
        acts: keys of verbs for what a person does in a picture ("poses", "überreicht").
        meetings: what stands right before somebody ("greets", "is joined by"), as `spoken`.
    """

    kin: frozenset[str]
    copulas: frozenset[str]
    spoken: Mapping[str, tuple[tuple[str, ...], ...]]
    verbs: frozenset[str]
    acts: frozenset[str]
    meetings: Mapping[str, tuple[tuple[str, ...], ...]]


@cache
def person_words(language: str) -> PersonWords:
    """The words of `language`, from its file in vocabulary/persons/; none where no such file exists."""
    file = resources.files("vonlinks.caption").joinpath("vocabulary", "persons", f"{language}.toml")
    roles = tomllib.loads(file.read_text(encoding="utf-8")).get("roles", {}) if file.is_file() else {}

    def words(name: str) -> frozenset[str]:
        return frozenset(roles.get(name, "").casefold().split())

    def phrases(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in roles.get(name, "").casefold().split("|"):
            keys = tuple(phrase.split())
            if keys:
                found.setdefault(keys[-1], []).append(keys)
        return {last: tuple(sorted(entries, key=len, reverse=True)) for last, entries in found.items()}

    return PersonWords(
        words("kin"), words("copulas"), phrases("spoken"), words("verbs"), words("acts"), phrases("meetings")
    )
