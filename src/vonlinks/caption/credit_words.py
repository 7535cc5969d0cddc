"""The words that rights lines of all languages are made of, read once from vocabulary/."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vonlinks.caption.tokens import Flag, Token, key_of, split_words

__all__ = ["CreditWords", "read_credit_words"]

_SHORTEST_COMPOUND = 6
_TOLD = ("pictures", "taken", "took", "was", "agents", "shows")  # words of sentences that tell who took the picture
_SHORTEST_GLUED = 3


@dataclass(frozen=True, slots=True)
class CreditWords:
    """All words that the reader of credits looks for; phrases are keys joined by blanks, where not told otherwise.

    Attributes:
        words: phrases before ":" that open a credit, longest first, by first key, and then by second ("" for one alone).
        by: phrases before a credited name without ":", in the same order.
        starts: keys that a credit or terms of use can begin with.
        glued: credit words that may be glued to the word before them.
        labels: the opening phrases again, as text.
        noise: phrases in a credit that name nobody.
        private_words: the last words of all phrases that name nobody or stand for a private holder, and of terms and agencies.
        private: words that stand for a private holder.
        agencies: news and stock agencies.
        agency_lengths: most words of an agency that begins with a key.
        doubtful: agencies whose names are other words too, so that they do not make a credit of a line.
        collectors: agencies that name a partner behind a slash.
        credit_only: keys of credit words that never open a caption about what the picture shows.
        alone: agencies that are a credit without any mark around them.
        domains: endings of addresses.
        body_endings: endings of words for bodies.
        papers: words of newspapers' names.
        staff: phrases for those who work for the paper itself.
        staff_words: the words of those phrases.
        leads: keys before a name that are no part of it.
        houses: keys of broadcasters that are a credit where they stand before a sentence.
        lent: keys that say who lent a picture, not who took it.
        picture_words: keys beside an agency that name nobody.
        joins: keys between a photographer and an agency ("via").
        purposes: those of them that stand in names of bodies too ("for").
        tails: keys that belong to the name before the comma ("Jr.").
        places: keys that tell which picture a name belongs to.
        text_words: keys for the text beside the picture ("Text und Foto:").
        terms: phrases of terms of use, at which a credit ends, longest first, by first key.
        ranks: keys of ranks before a soldier's name.
        told: keys that a sentence about who took the picture can be known by.
        pictures: keys for the picture, of which a sentence tells who took it.
        taken: participles of the verb for that.
        took: the verb itself.
        was: keys before the participle.
        agents: keys before who did it.
        shows: verbs of which the picture is the subject.
    """

    words: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    by: Mapping[str, Mapping[str, tuple[tuple[str, ...], ...]]]
    starts: frozenset[str]
    glued: frozenset[str]
    labels: frozenset[str]
    noise: frozenset[str]
    private: frozenset[str]
    private_words: frozenset[str]
    agencies: frozenset[str]
    agency_lengths: Mapping[str, int]
    doubtful: frozenset[str]
    collectors: frozenset[str]
    credit_only: frozenset[str]
    alone: frozenset[str]
    domains: frozenset[str]
    body_endings: tuple[str, ...]
    papers: frozenset[str]
    staff: frozenset[str]
    staff_words: frozenset[str]
    leads: frozenset[str]
    houses: frozenset[str]
    lent: frozenset[str]
    picture_words: frozenset[str]
    joins: frozenset[str]
    purposes: frozenset[str]
    tails: frozenset[str]
    places: frozenset[str]
    text_words: frozenset[str]
    terms: Mapping[str, tuple[tuple[str, ...], ...]]
    ranks: frozenset[str]
    told: frozenset[str]
    pictures: frozenset[str]
    taken: frozenset[str]
    took: frozenset[str]
    was: frozenset[str]
    agents: frozenset[str]
    shows: frozenset[str]

    def is_body(self, token: Token) -> bool:
        """Whether a word makes a credited name one of a body ("Stadt", "Musterverein")."""
        if token.flags & (Flag.BODY | Flag.COMPANY):
            return True
        key = token.key
        return len(key) > _SHORTEST_COMPOUND and key.endswith(self.body_endings) and not token.flags & Flag.GIVEN

    def term_at(self, tokens: Sequence[Token], i: int) -> bool:
        """Whether terms of use begin at token `i` ("All rights reserved")."""
        terms = self.terms.get(tokens[i].key)
        return terms is not None and any(
            i + len(keys) <= len(tokens) and all(tokens[i + k].key == key for k, key in enumerate(keys))
            for keys in terms
        )

    def is_paper(self, token: Token) -> bool:
        """Whether a word stands in newspapers' names."""
        return token.key in self.papers or self.is_body(token)


_SHORTEST_COMPOUND = 6


def read_credit_words(sections: Sequence[Mapping[str, Any]], shared: Mapping[str, Any]) -> CreditWords:
    """The words from the [credit] sections of all languages and from credits.toml.

    Args:
        sections: each with the lists `words`, `by`, `noise` and `private`.
        shared: what all languages have in common.
    """
    lists = {name: [_split(w) for s in sections for w in s[name]] for name in ("words", "by", "noise", "private")}
    agencies = _phrases("|".join((*shared["agencies"], shared["agencies_in_lines"])))
    return CreditWords(
        words=_by_two(lists["words"]),
        by=_by_two(lists["by"]),
        starts=frozenset(
            {"©", "ⓒ", "℗", "(", "copyright"}
            | {keys[0] for n in ("words", "by") for keys in lists[n]}
            | {_split(phrase)[0] for phrase in shared["terms"].split("|")}
            | {key for name in ("pictures", "taken", "took") for key in _keys(shared[name])}
        ),
        glued=frozenset(w for s in sections for w in s["words"] if w.isalpha() and len(w) > _SHORTEST_GLUED),
        labels=frozenset(" ".join(keys) for keys in lists["words"]),
        noise=frozenset(" ".join(keys) for keys in lists["noise"]),
        private=frozenset(" ".join(keys) for keys in lists["private"]),
        private_words=frozenset(
            [keys[-1] for name in ("private", "noise") for keys in lists[name]]
            + [_split(phrase)[-1] for phrase in shared["terms"].split("|")]
            + [agency.rpartition(" ")[2] for agency in agencies]
        ),
        agencies=agencies,
        agency_lengths=_lengths(agencies),
        doubtful=_phrases(shared["agencies_in_lines"]),
        collectors=_phrases(shared["collectors"]),
        credit_only=_keys(shared["credit_only"]),
        alone=_keys(shared["agencies_alone"]),
        domains=_keys(shared["domains"]),
        body_endings=tuple(shared["body_endings"].split()),
        papers=_keys(shared["papers"]),
        staff=_phrases(shared["staff"]),
        staff_words=_keys(shared["staff"].replace("|", " ")),
        leads=_keys(shared["leads"]),
        houses=_keys(shared["houses"]),
        lent=_keys(shared["lent"]),
        picture_words=_keys(shared["picture_words"]),
        joins=_keys(shared["joins"]),
        purposes=_keys(shared["purposes"]),
        tails=_keys(shared["tails"]),
        places=_keys(shared["places"]),
        text_words=_keys(shared["text_words"]),
        terms=_by_first(_split(phrase) for phrase in shared["terms"].split("|")),
        ranks=_keys(shared["ranks"]),
        told=frozenset(key for name in _TOLD[:3] for key in _keys(shared[name])),
        **{name: _keys(shared[name]) for name in _TOLD},
    )


def _split(phrase: str) -> tuple[str, ...]:
    """The keys of a phrase, cut by the tokenizer itself so that both always agree."""
    tokens = split_words(phrase, lambda word: (key_of(word), Flag.WORD), frozenset(), frozenset())
    return tuple(token.key for token in tokens if token.key != ".")


def _phrases(text: str) -> frozenset[str]:
    """Phrases parted by "|", each as its keys without marks, joined by blanks."""
    parts = (p.strip() for p in text.replace("\n", "").split("|"))
    return frozenset(" ".join(k for k in _split(p) if k not in {"-", "/"}) for p in parts if p)


def _keys(text: str) -> frozenset[str]:
    return frozenset(key_of(word.rstrip(".") or word) for word in text.split())


def _lengths(phrases: Iterable[str]) -> dict[str, int]:
    """For the first word of each phrase the most words that a phrase with it has."""
    found: dict[str, int] = {}
    for phrase in phrases:
        first, _, rest = phrase.partition(" ")
        found[first] = max(found.get(first, 0), 1 + len(rest.split()))
    return found


def _by_first(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for keys in phrases:
        found.setdefault(keys[0], set()).add(keys)
    return {first: tuple(sorted(entries, key=lambda keys: (-len(keys), keys))) for first, entries in found.items()}


def _by_two(phrases: Iterable[tuple[str, ...]]) -> dict[str, dict[str, tuple[tuple[str, ...], ...]]]:
    """Phrases by their first and second key: of the many that begin with one word few go on as a text does."""
    found: dict[str, dict[str, tuple[tuple[str, ...], ...]]] = {}
    for first, entries in _by_first(phrases).items():
        seconds = {keys[1] if len(keys) > 1 else "" for keys in entries}
        found[first] = {
            second: tuple(keys for keys in entries if (keys[1] if len(keys) > 1 else "") == second)
            for second in seconds
        }
    return found
