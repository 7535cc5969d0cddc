"""Position phrases as a tree of words: the longest one at a place is found in one walk, however many there are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from vonlinks.caption.tokens import Flag, Token

__all__ = ["ORDINAL", "FoundPhrase", "PhraseTree", "counted", "ordinal_of"]

ORDINAL = "{n}"
"""In a phrase: any ordinal, "2." or "zweiter"."""

M = TypeVar("M")


class FoundPhrase(NamedTuple, Generic[M]):
    """A phrase that stands in a text.

    Attributes:
        stop: index after its last token.
        meaning: what the phrase means.
        ordinal: the number that stands for `ORDINAL`, if the phrase has one.
    """

    stop: int
    meaning: M
    ordinal: int | None


class PhraseTree(Generic[M]):
    """All phrases that begin with the same words, by their next word."""

    __slots__ = ("branches", "meaning")

    def __init__(self) -> None:
        self.branches: dict[str, PhraseTree[M]] = {}
        self.meaning: M | None = None

    @classmethod
    def of(cls, phrases: Iterable[tuple[tuple[str, ...], M]]) -> "PhraseTree[M]":
        """The tree of `phrases`, each its keys and its meaning; of two with the same keys the first holds."""
        root = cls()
        for keys, meaning in phrases:
            node = root
            for key in keys:
                node = node.branches.setdefault(key, cls())
            if node.meaning is None:
                node.meaning = meaning
        return root

    def goes_on(self, token: Token) -> bool:
        """Whether a phrase can go on with `token`; a number may stand for any ordinal."""
        return token.key in self.branches or ORDINAL in self.branches

    def longest(
        self, tokens: Sequence[Token], at: int, ordinals: Mapping[str, int], ordinal: int | None = None
    ) -> FoundPhrase[M] | None:
        """The longest phrase that begins with token `at`; of two of one length the one without an ordinal.

        Args:
            tokens: of the caption.
            at: index of the first token.
            ordinals: key of an ordinal word to its number.
            ordinal: the number met on the way here.
        """
        best = None if self.meaning is None else FoundPhrase(at, self.meaning, ordinal)
        if at >= len(tokens) or not self.branches:
            return best
        token = tokens[at]
        following = self.branches.get(token.key)
        if following is not None:
            best = following.longest(tokens, at + 1, ordinals, ordinal) or best
        numbered = self.branches.get(ORDINAL)
        number = ordinal_of(token, ordinals) if numbered is not None else None
        if numbered is not None and number is not None:
            found = numbered.longest(tokens, at + 1, ordinals, number)
            if found is not None and (best is None or found.stop > best.stop):
                best = found
        return best


def ordinal_of(token: Token, ordinals: Mapping[str, int]) -> int | None:
    """The number that a token counts to: two digits at most, or one of the `ordinals`."""
    if token.flags & Flag.NUMBER:
        return int(token.text) if token.text.isdecimal() and len(token.text) <= 2 else None
    return ordinals.get(token.key)


def counted(text: str, ordinals: Mapping[str, str]) -> list[tuple[str, int | None]]:
    """A phrase as it is; one that an ordinal is glued to ("{n}l") with each of them, and the place that it then tells."""
    glued = text.partition(ORDINAL)[2][:1]
    if not glued or not (glued.isalpha() or glued == "-"):
        return [(text, None)]
    forms = [(form, int(number)) for number, words in ordinals.items() for form in (number, *words.split())]
    return [(text.replace(ORDINAL, form), number) for form, number in forms]
