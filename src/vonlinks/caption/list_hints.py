"""Names that the shape of their list or piece tells, where no word of theirs is known."""

from vonlinks.caption.name_parts import QUOTES
from vonlinks.caption.names import ADJECTIVE_TITLES, find_name, is_unknown
from vonlinks.caption.pieces import Piece
from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.vocabulary_files import around

__all__ = ["drop_units", "is_mononym", "name_before_cause", "nicknamed", "person_in", "titled_surname"]

_MANY = 3  # persons told alike
_CAUSE = around("causes")
_NO_NAME = Flag.STOP | Flag.ROLE | Flag.ARTICLE | Flag.NOUN | Flag.CONNECTOR


def person_in(sheet: Sheet, piece: Piece) -> tuple[int, int, bool] | None:
    """The first sure name in a piece that is not what an English body or building is called ("Elizabeth Hospital")."""
    first = piece.first
    while True:
        found = find_name(sheet, first, piece.stop, loose=False)
        if found is None or sheet.words.nouns_have_capitals:
            return found
        noun = any(
            sheet.flags[k] & Flag.NOUN and not sheet.flags[k] & Flag.SURNAME for k in range(found[0] + 1, found[1])
        )
        the = sheet.words.language == "en" and found[0] > piece.first and sheet.flags[found[0] - 1] & Flag.ARTICLE
        if not the and not noun:
            return found
        led = any(sheet.flags[k] & (Flag.LINK | Flag.FROM) for k in range(piece.first, found[0]))
        body = sheet.flags[found[1] - 1] & Flag.BODY and noun
        if not the and not body and found[1] >= piece.stop and not led:
            return found
        piece.thing = True  # "Warden of the Jo Doe Trust", "Dean of Ann Roe College"
        first = found[1]


def name_before_cause(sheet: Sheet, pieces: list[Piece]) -> None:
    """Name what stands before "für" or "for" in a list that tells so for whom each is there ("nick42 für Muster, Jo Doe für …")."""
    causes: dict[int, int] = {}
    if not pieces or _CAUSE.isdisjoint(sheet.keys[pieces[0].first : pieces[-1].stop]):
        return
    for k, piece in enumerate(pieces):
        at = next((i for i in range(piece.first + 1, min(piece.stop, piece.first + 4)) if sheet.keys[i] in _CAUSE), 0)
        if at and at + 1 < piece.stop:
            causes[k] = at
    if len(causes) < _MANY or 2 * len(causes) < len(pieces):
        return
    for k, at in causes.items():
        piece = pieces[k]
        words = all(sheet.flags[i] & Flag.WORD and not sheet.flags[i] & _NO_NAME for i in range(piece.first, at))
        if piece.name is None and words and at - piece.first <= len(("given", "surname")):
            piece.name = (piece.first, at, True)


def is_mononym(sheet: Sheet, piece: Piece, found: tuple[int, int, bool], pieces: list[Piece]) -> bool:
    """Whether one unknown word fills the first piece of a list with whole names: nobody is there whose office it could be.

    The last piece, behind "and", is one as well where the first was.
    """
    alone = found[0] == piece.first and found[1] == piece.stop == piece.first + 1 and is_unknown(sheet, piece.first)
    named = [other for other in pieces if other.name is not None and other.name[1] - other.name[0] > 1]
    return alone and piece.after in {",", ""} and len(named) > 1 and not sheet.words.nouns_have_capitals


def titled_surname(sheet: Sheet, piece: Piece) -> tuple[int, int, bool] | None:
    """A surname that is a common noun too, behind a title and alone with it in its piece ("Coach Hall", "Mr. Black (left)")."""
    titled = sheet.flags[piece.first] & Flag.TITLE and sheet.keys[piece.first] not in ADJECTIVE_TITLES
    titled = titled and not sheet.words.nouns_have_capitals
    at = piece.first + 1
    noun = sheet.flags[at] & Flag.SURNAME and sheet.flags[at] & (Flag.NOUN | Flag.ROLE)
    ends = at + 1 == piece.stop or sheet.closes[at + 1] >= 0 or at + 1 in sheet.marker_at
    return (at, at + 1, True) if titled and noun and at < piece.stop and ends else None


def nicknamed(sheet: Sheet, piece: Piece) -> tuple[int, int, bool] | None:
    """A nickname in quotation marks and a surname, alone in their piece but for a bracket (""Buck" Doe (captain)")."""
    first = piece.first
    closed = first + 2
    if sheet.keys[first] not in QUOTES or closed + 1 >= piece.stop or sheet.keys[closed] not in QUOTES:
        return None
    at = closed + 1
    unfit = Flag.ROLE | Flag.NOUN | Flag.STOP | Flag.BODY | Flag.COMPANY
    whole = sheet.flags[first + 1] & Flag.CAPITAL and sheet.name_words[at] and not sheet.flags[at] & unfit
    ends = at + 1 == piece.stop or sheet.closes[at + 1] >= 0 or at + 1 in sheet.marker_at
    return (first, at + 1, True) if whole and ends else None


def drop_units(sheet: Sheet, pieces: list[Piece]) -> None:
    """Take the name from offices with the unit they are held in, where offices stand behind names ("Jo Doe, Leiterin Bau, …")."""
    after = [k for k in range(1, len(pieces)) if pieces[k].before == "," and _is_bare(pieces[k - 1])]
    behind = any(
        pieces[k].name is None and any(sheet.flags[i] & Flag.ROLE for i in range(pieces[k].first, pieces[k].stop))
        for k in after
    )
    for k in after if behind else ():
        name = pieces[k].name
        if name is None or name[1] - name[0] > 1 or name[0] == pieces[k].first or name[1] < pieces[k].stop:
            continue
        known = sheet.flags[name[0]] & (Flag.SURNAME | Flag.GIVEN | Flag.PUBLIC)
        if not known and sheet.flags[name[0] - 1] & Flag.ROLE and not sheet.flags[name[0] - 1] & Flag.TITLE:
            pieces[k].name = None


def _is_bare(piece: Piece) -> bool:
    """Whether a piece is a whole name and nothing else."""
    return piece.name is not None and piece.name[:2] == (piece.first, piece.stop) and piece.stop - piece.first > 1
