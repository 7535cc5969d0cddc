"""The caption as its parts read it: tokens without the credit, brackets paired, markers found."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from vonlinks.caption.markers import Marker, find_markers
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary
from vonlinks.domain import Position, Row

_MARGIN = 16  # so that rules may look past either end: a negative index reads from the margin too

_SMALL_WORDS = Flag.LOCATIVE | Flag.ARTICLE | Flag.CONNECTOR | Flag.PARTICLE | Flag.FROM
_OF_PERSONS = Flag.GIVEN | Flag.SURNAME | Flag.PUBLIC | Flag.TITLE | Flag.ROLE | Flag.SUFFIX
_SHORTEST_GIVEN = 2
_LONGEST_RANK = 3  # letters
_NO_RANK = Flag.INITIAL | Flag.STATE | Flag.MONTH | Flag.WEEKDAY | Flag.SUFFIX | Flag.STOP | Flag.COMPANY
_VOWELS = re.compile("[aeiouyäöü]")

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
        end: index after all that belongs to the person; 0 until that is known.
        plural_after: the role behind the name is one for several ("mission specialists").
        covers: "beide" or "alle" before a role in a bracket that speaks of the persons before too.
        partner_positions: the places of those joined to this person before it, told in the same bracket; the nearest last.
        row: the row that a list tells of this person alone ("(hinten)"); it counts only where no direction places all of them.
        led: the office stands before the name and a comma ("Minister of Works, Hon. Jo Doe").
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
    partner_positions: list[Position] = field(default_factory=list)
    row: Row | None = None
    group: int | None = None
    marker: tuple[int, int] | None = None
    clock: int | None = None
    age: int | None = None
    covers: str = ""
    plural_after: bool = False
    end: int = 0
    listed: bool = False
    led: bool = False


@dataclass(slots=True)
class Sheet:
    """All that the rules look at.

    Attributes:
        text: the caption.
        tokens: without those of the credit; a "." stands where one was cut out.
        words: the vocabulary.
        keys: the key of each token; "" for a few places before the first and after the last.
        flags: the flags of each token; 0 for a few places before the first and after the last.
        name_words: whether a token could be part of a name by its look alone.
        closes: for an opening bracket the index of its partner, else -1; -1 for a few places past the ends.
        opens: for a closing bracket the index of its partner, else -1; -1 for a few places past the ends.
        depth: how many brackets are open at a token; those that never close do not count.
        markers: from left to right.
        marker_at: first token index (its bracket's, if one opens before it) to the marker.
        known: names of known persons as key sequences, by first key.
        served: persons named only to say whose brother or adviser somebody is.
        used: first tokens of the markers that a rule has used.
        list_stops: full stops that stand for a comma in a list.
    """

    text: str
    tokens: list[Token]
    words: Vocabulary
    keys: list[str]
    flags: list[int]
    name_words: list[bool]
    closes: list[int]
    opens: list[int]
    depth: list[int]
    markers: list[Marker]
    marker_at: dict[int, Marker]
    known: dict[str, list[tuple[str, ...]]]
    served: list[Person] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    list_stops: set[int] = field(default_factory=set)

    def span(self, first: int, stop: int) -> tuple[int, int]:
        """Code points of the tokens [first, stop)."""
        return self.tokens[first].start, self.tokens[stop - 1].end


def lay_out(
    text: str, tokens: list[Token], closes: list[int], words: Vocabulary, known: dict[str, list[tuple[str, ...]]]
) -> Sheet:
    """The sheet of a caption, its brackets already paired; linear in the number of tokens."""
    opens = [-1] * len(tokens)
    for first, last in enumerate(closes):
        if last >= 0:
            opens[last] = first
    depth = _depths(closes, opens)
    markers = find_markers(tokens, words)
    keys = [token.key for token in tokens] + [""] * _MARGIN
    flags = [token.flags for token in tokens] + [0] * _MARGIN
    capital = Flag.CAPITAL
    capitals = [i for i, flag in enumerate(flags) if flag & capital]
    _take_for_given(tokens, flags, words, capitals)
    if words.nouns_have_capitals:
        _take_for_ranks(tokens, flags, capitals)
    _take_for_office(tokens, flags, words)
    _take_for_nobodys(tokens, flags, words, capitals)
    names = _name_words(tokens, flags, capitals)
    margin = [-1] * _MARGIN
    starts = {marker.first: marker for marker in markers}
    return Sheet(
        text, tokens, words, keys, flags, names, closes + margin, opens + margin, depth, markers, starts, known
    )


def _take_for_given(tokens: list[Token], flags: list[int], words: Vocabulary, capitals: list[int]) -> None:
    """Take a function word for a given name where a person begins and a surname follows ("Ann Roe, Will Doe and …")."""
    for i in capitals:
        if not flags[i] & Flag.STOP or i == 0 or flags[i] & _SMALL_WORDS:
            continue
        token = tokens[i]
        begins = tokens[i - 1].key in {",", ";", ":"} or flags[i - 1] & (Flag.CONNECTOR | Flag.TITLE)
        surname = flags[i + 1] & Flag.CAPITAL and not flags[i + 1] & (Flag.STOP | Flag.NOUN | Flag.ROLE | Flag.MONTH)
        if begins and surname and len(token.key) > _SHORTEST_GIVEN and token.key in words.given:
            flags[i] = flags[i] & ~Flag.STOP | Flag.GIVEN


def _take_for_ranks(tokens: list[Token], flags: list[int], capitals: list[int]) -> None:
    """Take what no word is for the rank of a German who is told by a given name.

    rank     = two or three capitals | abbreviation "." | letters without a vowel     ("BO Jan Muster", "Bez.-Kpm.", "Bgdr")
    """
    for i in capitals:
        if not flags[i + 1] & Flag.GIVEN:
            continue
        token = tokens[i]
        if flags[i] & _NO_RANK or len(token.text) < _SHORTEST_GIVEN:
            continue
        loud = flags[i] & Flag.GIVEN and flags[i] & Flag.UPPER and len(token.text) <= _LONGEST_RANK and not token.dotted
        short = not flags[i] & (Flag.GIVEN | Flag.UPPER) and (token.dotted or not _VOWELS.search(token.key))
        following = flags[i + 1]
        if (loud or short) and following & Flag.GIVEN and not following & Flag.UPPER and flags[i + 2] & Flag.CAPITAL:
            flags[i] = flags[i] & ~Flag.GIVEN | Flag.ROLE | Flag.TITLE


def _take_for_office(tokens: list[Token], flags: list[int], words: Vocabulary) -> None:
    """Take a surname that is an occupation too for the occupation where an English person begins ("Singer Jo Doe performs")."""
    if words.language != "en":
        return
    surname, given = Flag.SURNAME, Flag.GIVEN
    for i in [k for k in range(len(tokens) - 2) if flags[k] & surname and flags[k + 1] & given]:
        if (
            not flags[i + 2] & Flag.CAPITAL
            or flags[i] & (Flag.TITLE | Flag.UPPER)
            or not words.words.get(tokens[i].key, 0) & Flag.ROLE
        ):
            continue
        begins = i == 0 or not flags[i - 1] or flags[i - 1] & (Flag.CONNECTOR | Flag.STOP | Flag.ARTICLE)
        if begins and tokens[i].key not in words.native and not flags[i + 2] & (Flag.STOP | Flag.NOUN):
            flags[i] = flags[i] & ~(Flag.SURNAME | Flag.GIVEN) | Flag.ROLE


def _take_for_nobodys(tokens: list[Token], flags: list[int], words: Vocabulary, capitals: list[int]) -> None:
    """Take names of places and bodies for what they are, though their words are given names ("North Carolina")."""
    starts, stop = words.nobodys.branches, 0
    for i in capitals:
        if i < stop or tokens[i].key not in starts:
            continue
        found = words.nobodys.longest(tokens, i, {})
        if found is None or not flags[found.stop - 1] & Flag.CAPITAL:
            continue
        stop = found.stop
        for k in range(i, stop):
            flags[k] = tokens[k].flags = flags[k] & ~_OF_PERSONS | Flag.NOUN


def _name_words(tokens: list[Token], flags: list[int], capitals: list[int]) -> list[bool]:
    """For each token whether it has a capital and is no function word.

    A function word behind a given name is a surname ("Hartmut Will"), and one letter with a dot an initial ("A.").
    """
    found = [False] * len(flags)
    unsure = Flag.INITIAL | Flag.STOP
    for i in capitals:
        token = tokens[i]
        found[i] = True
        if not token.text.isalpha() and any(map(str.isdigit, token.text)):
            found[i] = False  # "U14"
        elif flags[i] & Flag.AGE and "-" in token.key:
            found[i] = False  # "Ten-year-old"
        elif not flags[i] & unsure:
            continue
        elif flags[i] & Flag.INITIAL and token.dotted and i and _is_small_letter(tokens[i - 1]):
            found[i] = False  # "a. D.", "i. R."
        elif flags[i] & Flag.STOP:
            if flags[i] & Flag.INITIAL:
                found[i] = token.dotted or _initial_by_place(tokens, flags, i)
            else:
                found[i] = not flags[i] & (Flag.ARTICLE | Flag.CONNECTOR) and bool(
                    flags[i - 1] & Flag.GIVEN or (flags[i - 1] & Flag.PARTICLE and not flags[i - 1] & Flag.CAPITAL)
                )
    return found


def _is_small_letter(token: Token) -> bool:
    return token.dotted and len(token.text) == 1 and token.text.islower()


def _initial_by_place(tokens: list[Token], flags: list[int], i: int) -> bool:
    """Whether one letter that is also a word ("A") stands where a person begins: behind a title, a comma or "and"."""
    follows = flags[i + 1] & Flag.CAPITAL and not flags[i + 1] & Flag.STOP
    before = tokens[i - 1].key == "," or flags[i - 1] & (Flag.TITLE | Flag.CONNECTOR | Flag.INITIAL)
    return bool(follows and before and i)


def _depths(closes: Iterable[int], opens: list[int]) -> list[int]:
    if max(closes, default=-1) < 0:
        return [0] * len(opens)
    depth, level = [], 0
    for i, last in enumerate(closes):
        if opens[i] >= 0:
            level -= 1
        depth.append(level)
        if last >= 0:
            level += 1
    return depth
