"""Offices that a list parts from their holders, joined to them again."""

from typing import NamedTuple

from vonlinks.caption.person_words import person_words
from vonlinks.caption.pieces import Piece
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unnamed import is_unnamed

__all__ = ["merge"]

_LONGEST_ROLE = 60
_FEWEST_LED = 2  # offices before their holders that make a habit of it
_LONGEST_OFFICE = 3  # words of an office that shares its person with another


def merge(sheet: Sheet, pieces: list[Piece], *, named: bool = False) -> list[Piece]:
    """Join pieces without a name to those they belong to: two joined by "and", or the roles before one name.

    Args:
        sheet: the caption.
        pieces: of the list.
        named: whether somebody stands right before the list, whose the first roles are.
    """
    merged: list[Piece] = []
    habits = _Habits(_offices_lead(sheet, pieces), _relatives_lead(sheet, pieces))
    for k, piece in enumerate(pieces):
        last = merged[-1] if merged else None
        if last is None or last.stop - last.first > _LONGEST_ROLE:
            merged.append(piece)
            continue
        named = named or last.name is not None
        ends = k == len(pieces) - 1 or (k == len(pieces) - 2 and pieces[-1].before in {"and", ", and"})
        if (
            _continues_office(sheet, merged, piece, named=named)
            or _belongs(sheet, last, piece, habits)
            or (piece.name is not None and ends and _leads_last(sheet, last))
            or (piece.name is not None and not named and _is_told_before(sheet, last))
        ):
            merged[-1] = Piece(last.first, piece.stop, last.before, piece.after, piece.name)
        else:
            merged.append(piece)
    return merged


class _Habits(NamedTuple):
    """Whether in this list offices, or relations, stand before their holders and a comma."""

    offices_lead: bool
    relatives_lead: bool


def _continues_office(sheet: Sheet, merged: list[Piece], piece: Piece, *, named: bool) -> bool:
    """Whether "and" joins a piece to the office without a holder before it."""
    last = merged[-1]
    if last.name is not None or last.after != "and" or is_unnamed(sheet, last):
        return False
    if piece.name is None:
        return not is_unnamed(sheet, piece)
    capital = sheet.flags[last.first] & Flag.CAPITAL or sheet.words.language != "en"  # not "…, secretary and Jo Doe"
    titles = capital and all(sheet.flags[i] & Flag.TITLE for i in range(last.first, last.stop))
    opens = titles or last.before == "" or sheet.flags[last.first] & Flag.ARTICLE != 0 or not named
    return _is_double_office(sheet, merged, piece) or (opens and last.before != "and")


def _belongs(sheet: Sheet, last: Piece, piece: Piece, habits: _Habits) -> bool:
    """Whether a piece goes on with the office or relation before it."""
    if habits.offices_lead and _is_led(sheet, last) and not _is_honour(sheet, piece):
        return True
    if piece.name is None:
        return last.name is None and piece.before == "/"
    return _opens_office(sheet, last) or (habits.relatives_lead and _is_relative(sheet, last))


def _is_told_before(sheet: Sheet, last: Piece) -> bool:
    """Whether a piece before a comma names nobody, so that it tells of the first person of the list."""
    return last.name is None and last.after == "," and not is_unnamed(sheet, last)


def _offices_lead(sheet: Sheet, pieces: list[Piece]) -> bool:
    """Whether each office stands before its holder and a comma ("Mayor, Jo Doe, Board Chair, Ann Roe"): first one, last a name."""
    if len(pieces) < 2 * _FEWEST_LED or pieces[-1].name is None or pieces[0].name is not None:
        return False
    led = [k for k in range(len(pieces) - 1) if _is_led(sheet, pieces[k]) and pieces[k + 1].name is not None]
    named = sum(piece.name is not None for piece in pieces)
    return len(led) >= _FEWEST_LED and led[0] <= 1 and 2 * len(led) >= named


def _is_led(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece before a comma is an office without its holder."""
    office = piece.name is None and piece.after == "," and not is_unnamed(sheet, piece) and not _is_honour(sheet, piece)
    return office and any(sheet.flags[i] & Flag.ROLE for i in range(piece.first, piece.stop))


def _is_honour(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece is nothing but letters behind a name ("MD")."""
    return piece.name is None and all(sheet.flags[i] & Flag.UPPER for i in range(piece.first, piece.stop))


def _relatives_lead(sheet: Sheet, pieces: list[Piece]) -> bool:
    """Whether relations stand before the names they tell of ("Jo Doe, his wife, Ann, and …"): the last of the list is a name."""
    return bool(pieces) and not _is_relative(sheet, pieces[-1])


def _opens_office(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece is an office before a colon, whose holders follow ("Beisitzer: Jo Doe, Ann Roe")."""
    ended = piece.name is None and piece.after == ":" and piece.stop - piece.first <= _LONGEST_OFFICE
    return ended and bool(sheet.flags[piece.stop - 1] & Flag.ROLE)


def _is_relative(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece between commas is a possessive and what somebody is, without a name ("his wife")."""
    if piece.name is not None or piece.after != "," or not sheet.flags[piece.first] & Flag.POSSESSIVE:
        return False
    kin = sheet.keys[piece.stop - 1] in person_words(sheet.words.language).kin
    # Behind "and" somebody new begins; elsewhere an office is that of the person before ("Jo Doe, his deputy, Ann Roe").
    related = Flag.UNNAMED | (Flag.ROLE if piece.before in {"and", ", and"} else 0)
    return piece.stop - piece.first > 1 and (kin or bool(sheet.flags[piece.stop - 1] & related))


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
