"""The caption as its parts read it: tokens without the credit, brackets paired, markers found."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from vonlinks.caption.markers import Marker, find_markers
from vonlinks.caption.tokens import Flag, Token, pair_brackets
from vonlinks.caption.vocabularies import Vocabulary
from vonlinks.domain import Position

__all__ = ["Person", "Sheet", "lay_out"]


@dataclass(slots=True)
class Person:
    """A person while the caption is still being read; the reader turns it into a Mention.

    Attributes:
        first: index of the first token of the name.
        stop: index after the last token of the name.
        name: as it will be told.
        roles: (start, end) code points of the parts of the role.
        shared: role text taken over from a plural role that stands before an earlier person.
        plural: the role before the name is one for several ("die Abgeordneten").
        sure: a given name, initial, role or known person speaks for it, not its place in a list alone.
    """

    first: int
    stop: int
    name: str
    roles: list[tuple[int, int]] = field(default_factory=list)
    shared: str | None = None
    plural: bool = False
    sure: bool = True
    has_role_before: bool = False
    pictured: bool | None = True
    position: Position | None = None
    group: int | None = None
    marker: tuple[int, int] | None = None
    clock: int | None = None
    age: int | None = None
    listed: bool = False


@dataclass(slots=True)
class Sheet:
    """All that the rules look at.

    Attributes:
        text: the caption.
        tokens: without those of the credit; a "." stands where one was cut out.
        words: the vocabulary.
        closes: for an opening bracket the index of its partner, else -1.
        opens: for a closing bracket the index of its partner, else -1.
        depth: how many brackets are open at a token; those that never close do not count.
        markers: from left to right.
        marker_at: first token index (its bracket's, if one opens before it) to the marker.
        known: names of known persons as key sequences, by first key.
        served: persons named only to say whose brother or adviser somebody is.
        used: first tokens of the markers that a rule has used.
    """

    text: str
    tokens: list[Token]
    words: Vocabulary
    closes: list[int]
    opens: list[int]
    depth: list[int]
    markers: list[Marker]
    marker_at: dict[int, Marker]
    known: dict[str, list[tuple[str, ...]]]
    served: list[Person] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def key(self, i: int) -> str:
        """The key of token `i`; "" outside the caption."""
        return self.tokens[i].key if 0 <= i < len(self.tokens) else ""

    def flags(self, i: int) -> int:
        """The flags of token `i`; 0 outside the caption."""
        return self.tokens[i].flags if 0 <= i < len(self.tokens) else 0

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Code points of the tokens [first, stop)."""
        return self.tokens[first].start, self.tokens[stop - 1].end

    def is_name_word(self, i: int) -> bool:
        """Whether token `i` could be part of a name by its look alone."""
        flags = self.flags(i)
        if not flags & Flag.CAPITAL:
            return False
        if not flags & Flag.STOP:
            return True
        if flags & Flag.INITIAL:
            return self.tokens[i].dotted
        # "Hartmut Will": a capital inside a sentence, right behind a given name, makes any word a surname.
        return not flags & (Flag.ARTICLE | Flag.CONNECTOR) and bool(self.flags(i - 1) & Flag.GIVEN) and i > 0


def lay_out(text: str, tokens: list[Token], words: Vocabulary, known: dict[str, list[tuple[str, ...]]]) -> Sheet:
    """The sheet of a caption; linear in the number of tokens."""
    closes = pair_brackets(tokens)
    opens = [-1] * len(tokens)
    for first, last in enumerate(closes):
        if last >= 0:
            opens[last] = first
    depth = _depths(closes, opens)
    markers = find_markers(tokens, words)
    return Sheet(text, tokens, words, closes, opens, depth, markers, {m.first: m for m in markers}, known)


def _depths(closes: Iterable[int], opens: list[int]) -> list[int]:
    depth, level = [], 0
    for i, last in enumerate(closes):
        if opens[i] >= 0:
            level -= 1
        depth.append(level)
        if last >= 0:
            level += 1
    return depth
