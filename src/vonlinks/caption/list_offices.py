"""Offices that a list parts from their holders, joined to them again."""

from vonlinks.caption.pieces import Piece
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unnamed import is_unnamed

__all__ = ["merge"]

_LONGEST_ROLE = 60
_LONGEST_OFFICE = 3  # words of an office that shares its person with another


def merge(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """Join pieces without a name to those they belong to: two joined by "and", or the roles before one name."""
    merged: list[Piece] = []
    named = False
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is not None and last.stop - last.first > _LONGEST_ROLE:
            last = None
        named = named or (last is not None and last.name is not None)
        if last is not None and last.name is None and last.after == "and" and not is_unnamed(sheet, last):
            titles = all(sheet.flags[i] & Flag.TITLE for i in range(last.first, last.stop))
            double = piece.name is not None and _is_double_office(sheet, merged, piece)
            if double:
                merged[-1] = Piece(last.first, piece.stop, last.before, piece.after, piece.name)
                continue
            opens = titles or last.before == "" or sheet.flags[last.first] & Flag.ARTICLE != 0 or not named
            if (piece.name is None and not is_unnamed(sheet, piece)) or (
                piece.name is not None and opens and last.before != "and"
            ):
                merged[-1] = Piece(last.first, piece.stop, last.before, piece.after, piece.name)
                continue
        if last is not None and piece.name is None and last.name is None and piece.before == "/":
            merged[-1] = Piece(last.first, piece.stop, last.before, piece.after)
            continue
        if last is not None and piece.name is not None and piece is pieces[-1] and _leads_last(sheet, last):
            merged[-1] = Piece(last.first, piece.stop, last.before, piece.after, piece.name)
            continue
        roles = last is not None and last.name is None and last.after == "," and not is_unnamed(sheet, last)
        if last is not None and roles and piece.name is not None and not named:
            merged[-1] = Piece(last.first, piece.stop, last.before, piece.after, piece.name)
            continue
        merged.append(piece)
    return merged


def _is_double_office(sheet: Sheet, pieces: list[Piece], piece: Piece) -> bool:
    """Whether the last of `pieces` and the office that `piece` begins with are both those of the person in `piece`.

    "…, der Probstädter Rektor und Kantor Jo Doe": it has its article, or the person before has an office of his own.
    """
    last = pieces[-1]
    if not sheet.flags[piece.first] & Flag.ROLE or piece.name is None or piece.name[0] == piece.first:
        return False
    offices = sheet.flags[last.stop - 1] & Flag.ROLE and last.stop - last.first <= _LONGEST_OFFICE
    definite = sheet.flags[last.first] & Flag.ARTICLE and not sheet.flags[last.first] & Flag.INDEFINITE
    before = pieces[-2].name if len(pieces) > 1 else None
    led = before is not None and before[0] > pieces[-2].first and last.stop - last.first == 1
    return bool(offices and (definite or led))


def _leads_last(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece behind "and" is the office of the last person, told before the name and a comma ("und der Leiter Bau, Jo Doe")."""
    alone = piece.name is None or (piece.name[1] - piece.name[0] == 1 and not sheet.flags[piece.name[0]] & Flag.SURNAME)
    if not alone or piece.before not in {"and", ", and"} or piece.after != ",":
        return False
    definite = sheet.flags[piece.first] & Flag.ARTICLE and not sheet.flags[piece.first] & Flag.INDEFINITE
    return bool(definite) and any(sheet.flags[i] & Flag.ROLE for i in range(piece.first, piece.stop))
