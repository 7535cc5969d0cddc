"""Which pieces of a list are persons, and which only tell more of the one before."""

from vonlinks.caption.names import find_name
from vonlinks.caption.pieces import Piece
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unnamed import is_unnamed

__all__ = ["find_names", "merge"]

_LONGEST_ROLE = 60


def find_names(sheet: Sheet, pieces: list[Piece]) -> None:
    """Give each piece the name in it: first the sure ones, then those for which the list around them speaks."""
    for piece in pieces:
        piece.name = find_name(sheet, piece.first, piece.stop, loose=False)
        if piece.name and _serves(sheet, piece.name, piece.stop):
            piece.name = None
    full = any(p.name and p.name[1] - p.name[0] > 1 for p in pieces)
    singles = sum(1 for p in pieces if p.stop - p.first == 1 and sheet.name_words[p.first])
    after_person = False
    for piece in pieces:
        if piece.name is None and not is_unnamed(sheet, piece):
            found = find_name(sheet, piece.first, piece.stop, loose=True)
            if found and _serves(sheet, found, piece.stop):
                found = None
            surname = bool(found and sheet.flags[found[0]] & Flag.SURNAME)
            mostly_single = singles * 2 > len(pieces) and (surname or not full)
            if found and _could_be_person(sheet, piece, found, after_person=after_person, mostly_single=mostly_single):
                piece.name = found
        after_person = after_person or piece.name is not None


def _serves(sheet: Sheet, name: tuple[int, int, bool], stop: int) -> bool:
    """Whether a name in the genitive only tells whose brother or adviser somebody is."""
    return bool(sheet.flags[name[1] - 1] & Flag.OWNER) and name[1] < stop


def _could_be_person(  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    sheet: Sheet, piece: Piece, found: tuple[int, int, bool], *, after_person: bool, mostly_single: bool
) -> bool:
    """Whether a piece that only its place in the list speaks for is a person, not the role of the one before."""
    first, stop, certain = found
    size = stop - first
    role_inside = any(sheet.flags[i] & Flag.ROLE for i in range(piece.first, first))
    lower_start = not sheet.flags[piece.first] & (
        Flag.CAPITAL | Flag.NUMBER | Flag.ARTICLE | Flag.ROLE | Flag.POSSESSIVE
    )
    if certain and sheet.flags[first] & Flag.GIVEN:
        return True
    if size == 1:
        if role_inside:
            return certain and not (after_person and piece.before == "," and stop < piece.stop)
        alone = piece.first == first and (
            sheet.closes[stop] >= 0 or stop in sheet.marker_at if stop < piece.stop else True
        )
        return alone and mostly_single and not sheet.flags[first] & (Flag.NOUN | Flag.UPPER)
    if after_person and (lower_start or (role_inside and size > 2)):
        return False
    if any(sheet.flags[i] & (Flag.NOUN | Flag.STATE) for i in range(first, stop)):
        return False
    if (
        after_person
        and piece.before == ","
        and sheet.flags[stop - 1] & Flag.UPPER
        and not sheet.flags[first] & Flag.UPPER
    ):
        return False
    return size <= 4 and (
        first == piece.first or role_inside or sheet.flags[piece.first] & Flag.ARTICLE != 0 or not after_person
    )


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
            opens = titles or last.before == "" or sheet.flags[last.first] & Flag.ARTICLE != 0 or not named
            if piece.name is None or (opens and last.before != "and"):
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


def _leads_last(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece behind "and" is the office of the last person, told before the name and a comma ("und der Leiter Bau, Jo Doe")."""
    alone = piece.name is None or (piece.name[1] - piece.name[0] == 1 and not sheet.flags[piece.name[0]] & Flag.SURNAME)
    if not alone or piece.before not in {"and", ", and"} or piece.after != ",":
        return False
    definite = sheet.flags[piece.first] & Flag.ARTICLE and not sheet.flags[piece.first] & Flag.INDEFINITE
    return bool(definite) and any(sheet.flags[i] & Flag.ROLE for i in range(piece.first, piece.stop))
