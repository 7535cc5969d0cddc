"""Two persons in one piece of a list, told apart by a verb, an occasion or nothing at all."""

from vonlinks.caption.names import find_name
from vonlinks.caption.person_words import person_words
from vonlinks.caption.pieces import Piece
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.vocabulary_files import around

__all__ = ["split_pieces"]

_RECEIVES, _OCCASIONS = around("receives"), around("meetings")
_NO_VERB = (
    Flag.CAPITAL
    | Flag.STOP
    | Flag.LINK
    | Flag.FROM
    | Flag.PARTICLE
    | Flag.CONNECTOR
    | Flag.ROLE
    | Flag.AS
    | Flag.NUMBER
    | Flag.SUFFIX
    | Flag.AGE
)


def split_pieces(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """The pieces, each cut before the second whole name in it.

    piece    = person verb { article | role } person                     ("Jo Doe ehrt die Siegerin Ann Roe")
             | person { word } occasion { word } "an" [role] person      ("Jo Doe bei der Übergabe an Ann Roe")
             | person person                                             (a comma between them is lost)
    """
    split: list[Piece] = []
    for piece in pieces:
        later = _second(sheet, piece)
        if later is None:
            split.append(piece)
            continue
        stop, first, name = later
        if stop > piece.first:
            split.append(
                Piece(piece.first, stop, piece.before, ",", piece.name if name != piece.name else None, piece.number)
            )
        split.append(Piece(first, piece.stop, ",", piece.after, name))
    return split


def _second(sheet: Sheet, piece: Piece) -> tuple[int, int, tuple[int, int, bool]] | None:
    """(index after the first part, first token of the second part, name in that) where a piece is to be cut; None for most."""
    if piece.name is None or (piece.number is not None):
        return None
    behind = piece.name[1]
    if behind < piece.stop:
        behind = sheet.closes[behind] + 1 if behind < sheet.closes[behind] < piece.stop else behind
        found = find_name(sheet, behind, piece.stop, loose=False) if behind < piece.stop else None
        if (
            found is None
            or not found[2]
            or found[1] - found[0] == 1
            or sheet.depth[found[0]] != sheet.depth[piece.first]
        ):
            found = None
        elif found[0] == behind == piece.name[1]:
            return (behind, behind, found) if sheet.flags[behind] & Flag.GIVEN else None
        elif _is_verb(sheet, behind):
            first = _office(sheet, behind + 1, found[0])
            if first == behind + 1 or sheet.keys[first - 1] in _RECEIVES:
                return behind, first, found
        if found is not None:
            return _behind_occasion(sheet, behind, found)
    if piece.before == "," and piece.name[0] > piece.first:
        return _behind_occasion(sheet, piece.first, piece.name)
    return None


def _is_verb(sheet: Sheet, i: int) -> bool:
    """Whether a word in small letters behind a name can only be a verb."""
    flags = sheet.flags[i]
    return bool(flags & Flag.WORD and not flags & _NO_VERB) or sheet.keys[i] in person_words(sheet.words.language).acts


def _office(sheet: Sheet, low: int, name: int) -> int:
    """Where the office before a name begins, its article included: back to a word in small letters that is none of it."""
    carries = Flag.CAPITAL | Flag.ROLE | Flag.TITLE | Flag.ARTICLE | Flag.POSSESSIVE | Flag.NUMBER
    first = name
    while first > low and sheet.flags[first - 1] & carries:
        first -= 1
    return first


def _behind_occasion(
    sheet: Sheet, low: int, name: tuple[int, int, bool]
) -> tuple[int, int, tuple[int, int, bool]] | None:
    """Cut before the occasion at which something goes to somebody ("… bei der Übergabe an die Leiterin Ann Roe")."""
    first = _office(sheet, low, name[0])
    if first - 1 <= low or sheet.keys[first - 1] not in _RECEIVES:
        return None
    stop = next((k for k in range(low, first - 1) if sheet.keys[k] in _OCCASIONS), None)
    return None if stop is None else (stop, first, name)
