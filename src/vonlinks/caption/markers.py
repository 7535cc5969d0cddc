"""Position words: which words of a caption tell a place, and what place."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vonlinks.caption.marker_bounds import SENTENCE_ENDS, ends_words, in_bracket_piece, is_initial, leads_on
from vonlinks.caption.phrase_tree import ordinal_of
from vonlinks.caption.tokens import Flag, Token
from vonlinks.caption.vocabularies import Vocabulary
from vonlinks.caption.vocabulary_files import around
from vonlinks.domain import Row, Side

__all__ = ["STANDS", "Marker", "ends_sentence", "find_markers"]

_OPENING = frozenset("(,;:/.!?\n-")
_CLOSING = frozenset("),;:/.!?\n-")
_MAX_ROW = 12
_MOST_PARTS = 6
_LONGEST_VERB = 2  # words
# Verbs between a place and who is there ("Links steht Jo Doe").
STANDS = frozenset(
    [
        *("steht", "stehen", "sitzt", "sitzen", "kniet", "knien", "hockt", "ist", "sind", "folgt", "folgen"),
        *("is", "are", "was", "were", "stands", "stand", "sits", "sit", "kneels", "kneel"),
        *("staat", "staan", "zit", "zitten", "est", "sont", "è", "sono", "está", "están", "er", "är", "stoi", "stoją"),
        *("står", "sitter", "sidder", "siedzi", "siedzą", "jest", "są"),
    ]
)
_GOES_ON = around("goes_on")
_ALONG = around("along")
_TELLS_PLACE = STANDS | around("covering")
_UNTIL = frozenset({"-", "bis", "to", "through", "thru", "tot", "til", "till", "do", "al", "à"})


@dataclass(frozen=True, slots=True)
class Marker:
    """A run of position words that belong together ("hintere Reihe, von links").

    Attributes:
        first: index of the first token.
        stop: index after the last token.
        kind: "list" (a direction that a list runs in), "clock", "point" (a side, or a place counted from it), "row",
            "around" (the person before is in the middle of those that follow), "between" (so is the one before or behind two with
            a side each), "beside" (who follows stands next to the person before, on that side), "missing", "shown".
        side: the side that is counted from.
        index: place from that side; None for the center. Of a list the place that it begins with, if that is not the first.
        row: the row, if it names one.
        others: in "Zweite, Dritte und Vierte von links" all places but the last; `index` is the last.
        bracketed: a bracket opens directly before it.
        ends: what follows it directly: a mark's key, or "" for a word.
        leads: a comma stands before it and a verb behind, so that it tells of who follows ("…, rechts sitzt Jo Doe").
    """

    first: int
    stop: int
    kind: str
    side: Side | None = None
    index: int | None = None
    row: Row | None = None
    others: tuple[int, ...] = ()
    bracketed: bool = False
    ends: str = ""
    leads: bool = False


def find_markers(tokens: Sequence[Token], words: Vocabulary) -> list[Marker]:
    """All markers of a caption, from left to right, no two of them overlapping.

    marker   = part { [","] part }          (one place told in several words: "hinten, Dritter von links")
    part     = list | clock | point | row | around | between | beside | missing | shown
    list     = "v.l.n.r." | "from left" | "from" ordinal side | …
    clock    = "clockwise" { "from" | "top" | "left" | … }
    point    = [ordinal { ("," | "and" | "to") ordinal }] side | "center" | …
    row      = row word | ordinal "row" | "row" ordinal

    Words that mean something else in prose ("rechts", "front") count only where marks set them apart; phrases that tell of
    somewhere else ("to the left of", "nach links") never do.
    """
    found: list[Marker] = []
    starts = words.marker_starts
    stop, number = 0, Flag.NUMBER
    branches, last = words.phrases.branches, len(tokens) - 1
    for i in [k for k, token in enumerate(tokens) if token.key in starts or token.flags & number]:
        phrase = branches.get(tokens[i].key)
        alone = phrase is not None and phrase.meaning is None and tokens[i].key not in words.ordinals
        if phrase is not None and alone and not (i < last and phrase.goes_on(tokens[i + 1])):
            continue  # most words that phrases begin with stand elsewhere too: "von", "im", "auf"
        marker = _marker_at(tokens, i, words) if i >= stop else None
        if marker is not None:
            if marker.kind != "elsewhere":
                found.append(marker)
            stop = marker.stop
    return found


def _marker_at(tokens: Sequence[Token], i: int, words: Vocabulary) -> Marker | None:
    part = _part_at(tokens, i, words)
    if part is None:
        return None
    if part.kind in {"elsewhere", "between", "beside"}:
        return part
    marker = _with_following(tokens, part, words)
    if marker.kind == "point" and marker.index == 1 and marker.first > 0 and tokens[marker.first - 1].key == "(":
        marker = _counted_behind(tokens, marker, words)
    if marker.kind == "clock":
        marker = replace(marker, stop=_clock_end(tokens, marker.stop, words))
    if _colon_in_bracket(tokens, marker):
        marker = replace(marker, stop=marker.stop + 1)
    first, stop = marker.first, marker.stop
    marker = Marker(
        first,
        stop,
        marker.kind,
        marker.side,
        marker.index,
        marker.row,
        marker.others,
        bracketed=first > 0 and tokens[first - 1].key == "(",
        ends="." if stop >= len(tokens) else ("" if tokens[stop].flags else tokens[stop].key),
        leads=_leads(tokens, first, stop),
    )
    return marker if _stands_apart(tokens, marker) else None


def _counted_behind(tokens: Sequence[Token], marker: Marker, words: Vocabulary) -> Marker:
    """The marker with the number that ends its bracket, a place counted from its side ("(left 4)", "(right fourth)")."""
    j = marker.stop
    closed = j + 1 < len(tokens) and tokens[j + 1].key == ")"
    index = ordinal_of(tokens[j], words.ordinals) if closed else None
    return replace(marker, stop=j + 1, index=index) if index and index <= _MAX_ROW else marker


def _leads(tokens: Sequence[Token], first: int, stop: int) -> bool:
    return first > 0 and stop < len(tokens) and tokens[first - 1].key == "," and tokens[stop].key in STANDS


def _with_following(tokens: Sequence[Token], marker: Marker, words: Vocabulary) -> Marker:
    """The marker with all parts behind it that tell the same place."""
    for _ in range(_MOST_PARTS):
        j = marker.stop
        if ends_sentence(tokens, j - 1):
            break
        bracketed = _row_with_bracket(tokens, marker, words)
        if bracketed is not None:
            marker = bracketed
            continue
        mark = tokens[j].key if j < len(tokens) and tokens[j].key in {",", ":", "."} else ""
        if mark == "." and not _heads_list(tokens, marker):
            break
        if mark:
            j += 1
        elif marker.kind == "row":
            j = _past_verb(tokens, j, words)
        following = _part_at(tokens, j, words) if j < len(tokens) else None
        if following is None or is_initial(tokens, j) or (mark and not _mark_joins(tokens, mark, marker, following)):
            break
        joined = _join(marker, following)
        if joined is None:
            break
        marker = joined
    return marker


def _past_verb(tokens: Sequence[Token], i: int, words: Vocabulary) -> int:
    """Index after a verb between a row and its direction ("In der hinteren Reihe stehen von links"); `i` if there is none."""
    for k in range(i, min(i + _LONGEST_VERB, len(tokens) - 1)):
        counts = ordinal_of(tokens[k], words.ordinals) is not None  # "standing second from left"
        if counts or not tokens[k].flags & Flag.WORD or tokens[k].flags & (Flag.CAPITAL | Flag.CONNECTOR | Flag.ROLE):
            break
        behind = _part_at(tokens, k + 1, words)
        if behind is not None and behind.kind in {"list", "clock"}:
            return k + 1
    return i


def ends_sentence(tokens: Sequence[Token], i: int) -> bool:
    """Whether the dot of a number is a full stop: a word with a capital follows ("row 2. Also pictured")."""
    following = tokens[i + 1].flags if i + 1 < len(tokens) else 0
    return tokens[i].dotted and bool(tokens[i].flags & Flag.NUMBER) and bool(following & Flag.CAPITAL)


def _heads_list(tokens: Sequence[Token], marker: Marker) -> bool:
    """Whether a row before a full stop is all of its sentence, so that it can head a list ("Front row. L-R: …")."""
    return marker.kind == "row" and (marker.first == 0 or tokens[marker.first - 1].key in SENTENCE_ENDS)


def _clock_end(tokens: Sequence[Token], i: int, words: Vocabulary) -> int:
    """Index after the words that tell where a clockwise list begins ("from bottom left", "von oben")."""
    while i < len(tokens) and tokens[i].key in words.clock_words:
        i += 1
    return i


def _row_with_bracket(tokens: Sequence[Token], marker: Marker, words: Vocabulary) -> Marker | None:
    """A row and its direction, one of them in a bracket of its own: "Hintere Reihe (von links)", "(from left) front row"."""
    j = marker.stop
    opened = marker.first > 0 and tokens[marker.first - 1].key == "("
    if marker.kind == "list" and opened and j + 1 < len(tokens) and tokens[j].key == ")":
        behind = _part_at(tokens, j + 1, words)
        if behind is not None and behind.kind == "row" and behind.stop < len(tokens) and tokens[behind.stop].key == ":":
            return replace(marker, first=marker.first - 1, stop=behind.stop, row=behind.row)
    j += marker.kind == "list" and j < len(tokens) and tokens[j].key == ":"
    if marker.kind not in {"row", "list"} or j + 1 >= len(tokens) or tokens[j].key != "(":
        return None
    inside = _part_at(tokens, j + 1, words)
    if inside is not None and inside.kind == marker.kind == "row" and inside.stop + 1 < len(tokens):
        behind = _part_at(tokens, inside.stop + (tokens[inside.stop].key == ","), words)
        if behind is not None and behind.kind in {"list", "clock"}:
            inside = behind  # "Middle row (seated, left to right)"
    wanted = {"list", "clock", "row"} if marker.kind == "row" else {"row"}
    if inside is None or inside.kind not in wanted or inside.stop >= len(tokens) or tokens[inside.stop].key != ")":
        return None
    told = inside if marker.kind == "row" else marker
    row = marker.row if marker.kind == "row" else inside.row
    return replace(told, first=marker.first, stop=inside.stop + 1, row=row)


def _colon_in_bracket(tokens: Sequence[Token], marker: Marker) -> bool:
    """Whether only a colon or full stop is left between the marker and the end of its bracket ("(von links:)")."""
    stop = marker.stop
    opened = marker.first > 0 and tokens[marker.first - 1].key == "("
    return opened and stop + 1 < len(tokens) and tokens[stop].key in {":", "."} and tokens[stop + 1].key == ")"


def _mark_joins(tokens: Sequence[Token], mark: str, before: Marker, after: Marker) -> bool:
    """Whether a comma or colon joins two parts to one marker: inside a bracket, or where a list or row is opened."""
    end = after.stop
    closes = tokens[end].key if end < len(tokens) else ""
    if mark in {":", "."}:
        return {before.kind, after.kind} == {"list", "row"}
    joined = end < len(tokens) and bool(tokens[end].flags & Flag.CONNECTOR)
    inside = before.first > 0 and tokens[before.first - 1].key == "(" and (joined or closes in {")", ",", ":"})
    ordered = before.kind == "row" and after.kind == "point" and before.index is None
    return (
        inside
        or closes == ":"
        or ordered
        or {before.kind, after.kind} == {"list", "shown"}
        or {before.kind, after.kind} == {"list", "row"}
    )


def _several_at(tokens: Sequence[Token], i: int, words: Vocabulary, number: int, depth: int) -> Marker | None:
    """Several places told at once: "2. und 3. v. l.", "Zweite, Dritte und Vierte von links", "2. bis 4. v. r."."""
    if i + 2 >= len(tokens) or depth >= _MOST_PARTS:
        return None
    between, after = tokens[i + 1], ordinal_of(tokens[i + 2], words.ordinals)
    to = between.key in _UNTIL
    if after is None or not (between.key == "," or between.flags & Flag.CONNECTOR or to):
        return None
    second = _part_at(tokens, i + 2, words, depth + 1)
    if second is None or second.kind != "point" or (second.others[0] if second.others else second.index) != after:
        return None
    more = tuple(range(number, after)) if to and after - number <= _MOST_PARTS else (number,)
    return replace(second, first=i, others=(*more, *second.others))


def _part_at(tokens: Sequence[Token], i: int, words: Vocabulary, depth: int = 0) -> Marker | None:
    token = tokens[i]
    number = ordinal_of(token, words.ordinals)
    if number is not None:
        several = _several_at(tokens, i, words, number, depth)
        if several is not None:
            return several
    best = words.phrases.longest(tokens, i, words.ordinals)
    if best is None:
        return None
    stop, meaning, ordinal = best
    if meaning.kind == "nth":
        return Marker(i, stop, "point", meaning.side, meaning.place or ordinal)
    if meaning.kind == "list-nth":
        return Marker(i, stop, "list", meaning.side, ordinal)
    if meaning.kind == "row-nth":
        return Marker(i, stop, "row", row=ordinal) if ordinal and ordinal <= _MAX_ROW else None
    index = 1 if meaning.kind == "point" and meaning.side != "center" else None
    return Marker(i, stop, meaning.kind, meaning.side, index, meaning.row)


def _join(a: Marker, b: Marker) -> Marker | None:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    """One marker out of two neighbours; None where they tell two different places."""
    kinds = {a.kind, b.kind}
    if b.kind == "shown" or a.kind == "shown":
        if "missing" in kinds:
            return None
        told = a if b.kind == "shown" else b
        return replace(told, first=a.first, stop=b.stop)
    if kinds in ({"list", "row"}, {"clock", "row"}, {"row"}):
        base = a if a.kind in {"list", "clock"} else b
        row = a.row if a.row is not None and (b.row is None or a.kind == b.kind == "row") else b.row
        row = b.row if a.kind == b.kind == "row" and isinstance(b.row, int) else row  # "standing, 2nd row"
        return replace(base, first=a.first, stop=b.stop, row=row)
    if kinds == {"point", "row"}:
        base = a if a.kind == "point" else b
        return replace(base, first=a.first, stop=b.stop, row=a.row if a.row is not None else b.row)
    if kinds == {"point", "list"} and a.side == "center":
        return replace(b, first=a.first, row="middle")  # "Mitte v. l.:"
    if kinds == {"list"}:
        return replace(a, stop=b.stop)
    return None


_NAMING = Flag.GIVEN | Flag.TITLE | Flag.INITIAL | Flag.ROLE


def _stands_apart(tokens: Sequence[Token], marker: Marker) -> bool:  # noqa: C901, PLR0911 - one grammar rule, its alternatives in their order
    """Whether marks around a marker show that it is one, and no adverb or adjective of a sentence."""
    before = tokens[marker.first - 1] if marker.first else None
    after = tokens[marker.stop] if marker.stop < len(tokens) else None
    if after is not None and leads_on(tokens[marker.stop - 1], after):
        return False
    if marker.bracketed:
        if marker.kind in {"list", "clock"}:
            return True
        if marker.kind == "shown":
            return marker.ends in _CLOSING
        closed = after is not None and (after.key in {")", ",", ":", "/", ";"} or bool(after.flags & Flag.CONNECTOR))
        told = (
            marker.kind == "point"
            and _width(tokens, marker) > 3
            and after is not None
            and not after.flags & Flag.CAPITAL
        )
        named = tokens[marker.first].flags & Flag.CAPITAL and after is not None and after.flags & Flag.LINK
        return closed or (told and not named)
    if (
        before is not None
        and before.flags & Flag.WORD
        and tokens[marker.first].flags & Flag.CAPITAL
        and marker.kind in {"point", "row"}
    ):
        opens = marker.ends == ":" or (
            marker.kind == "row"
            and marker.stop - marker.first > 1
            and after is not None
            and (after.key == "(" or bool(after.flags & _NAMING))
        )
        return opens and not before.flags & (Flag.NOUN | Flag.STOP)
    if marker.stop - marker.first == 1 and marker.kind in {"point", "row"} and _width(tokens, marker) <= 2:
        return in_bracket_piece(tokens, marker.first, marker.stop) or _behind_name(tokens, marker)
    if marker.kind in {"list", "clock", "around"}:
        return True
    if marker.kind in {"missing", "shown"}:
        return True
    if (
        marker.stop - marker.first > 1
        and (before is None or before.key in SENTENCE_ENDS)
        and after is not None
        and after.flags
    ):
        return True
    begins = before is not None and before.key == ")" and bool(tokens[marker.first].flags & Flag.CAPITAL)
    leads = marker.first == 1 and before is not None and bool(before.flags & Flag.ARTICLE)  # "El segundo por …"
    left = (
        before is None
        or leads
        or begins
        or before.key in _OPENING
        or bool(before.flags & Flag.CONNECTOR)
        or before.key == '"'
    )
    right = after is None or after.key in _CLOSING or bool(after.flags & Flag.CONNECTOR)
    right = right or (marker.stop - marker.first > 1 and after is not None and after.key in _GOES_ON)
    if left and right:
        return True
    if right:
        name_before = before is not None and (
            before.key == ")"
            or (before.flags & Flag.CAPITAL and not before.flags & (Flag.STOP | Flag.NOUN | Flag.ROLE))
        )
        told = before is not None and before.key in _TELLS_PLACE  # "Jo Doe is at right", "(both left)"
        told = told or (marker.kind == "point" and ends_words(tokens, marker.first, marker.stop))
        return bool(name_before) or told or (after is not None and after.key == ":")
    if left and after is not None:
        return (
            after.key in STANDS
            or _leads_along(tokens, marker.stop)
            or bool(after.flags & (Flag.CAPITAL | Flag.ARTICLE | Flag.ROLE | Flag.POSSESSIVE))
        )
    return False


def _width(tokens: Sequence[Token], marker: Marker) -> int:
    return sum(len(token.key) for token in tokens[marker.first : marker.stop])


def _leads_along(tokens: Sequence[Token], i: int) -> bool:
    """Whether adverbs lead from a place to who is there ("rechts auch dabei Jo Doe")."""
    k = i
    while k < len(tokens) and tokens[k].key in _ALONG:
        k += 1
    return i < k < len(tokens) and bool(tokens[k].flags & _NAMING)


def _behind_name(tokens: Sequence[Token], marker: Marker) -> bool:
    """Whether an abbreviation in small letters stands right behind a name and before a mark ("Jo Doe li., Ann Roe re.")."""
    before = tokens[marker.first - 1].flags if marker.first else 0
    known = Flag.STOP | Flag.NOUN | Flag.ROLE | Flag.NUMBER | Flag.INITIAL
    named = before & Flag.CAPITAL and (not before & known or before & Flag.SURNAME)
    token = tokens[marker.first]
    return bool(named) and token.dotted and token.text.islower() and marker.ends in _CLOSING
