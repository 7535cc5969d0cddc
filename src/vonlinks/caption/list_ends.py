"""Where a list begins and ends in the words around it."""

from dataclasses import replace

from vonlinks.caption.covering import COVERING
from vonlinks.caption.names import find_name
from vonlinks.caption.person_words import person_words
from vonlinks.caption.pieces import Piece
from vonlinks.caption.scenes import COPULAS
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unknown_persons import is_act
from vonlinks.caption.unnamed import is_unnamed
from vonlinks.caption.vocabulary_files import around

__all__ = ["says_more", "sentence_from", "trailing", "until_heading", "until_prose"]

_ROLE_MARKS = frozenset({",", "and", ", and", "/"})
_ADJECTIVE = ("e", "er", "es", "en")
_SHORT_OFFICE = 3  # words
_LONGEST_OFFICE = 5  # words before a name
_REFLEXIVES = around("reflexives")
_MOST_ROLES = 8  # pieces between two commas that may all belong to one person


def until_prose(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """The pieces up to the first one after a person that goes on as a sentence ("posed in the home of …")."""
    carries = (
        Flag.CAPITAL
        | Flag.ROLE
        | Flag.LINK
        | Flag.ARTICLE
        | Flag.POSSESSIVE
        | Flag.STOP
        | Flag.PARTICLE
        | Flag.NUMBER
        | Flag.AS
        | Flag.UNNAMED
    )
    seen = False
    last_join = max((k for k, p in enumerate(pieces) if p.name and p.before in {"and", ", and"}), default=-1)
    for k, piece in enumerate(pieces):
        flags = sheet.flags[piece.first]
        reflexive = sheet.keys[piece.first + 1] in _REFLEXIVES and flags & Flag.WORD and not flags & Flag.CAPITAL
        if seen and k >= last_join and reflexive:
            return pieces[:k]  # "…, freuen sich über …", of words that can begin an office too
        if (
            seen
            and k >= last_join
            and flags & Flag.WORD
            and not flags & carries
            and sheet.keys[piece.first] not in COVERING
            and not (piece.stop - piece.first == 1 and is_unnamed(sheet, piece))
            and not sheet.tokens[piece.first].dotted
            and piece.before != "and"
            and not _tells_place(sheet, piece)
            and not _leads_to_name(sheet, piece)
            and not (piece.before == "," and (_is_office(sheet, piece) or _opens_office(sheet, piece)))
        ):
            return pieces[:k]
        seen = seen or piece.name is not None
    return pieces


def says_more(sheet: Sheet, piece: Piece) -> bool:
    """Whether a verb stands right behind the name in a piece, so that what comes after it is no office ("Jo Doe attend the …")."""
    if piece.name is None or piece.name[1] >= piece.stop:
        return False
    behind = sheet.keys[piece.name[1]]
    plain = not sheet.flags[piece.name[1]] & (Flag.CAPITAL | Flag.FROM | Flag.PARTICLE)
    verbs = person_words(sheet.words.language).verbs
    return plain and (behind in COPULAS or behind in verbs or is_act(sheet, piece.name[1], several=True))


def sentence_from(sheet: Sheet, people: list[Person]) -> int:
    """Index of the verb right behind the only person of a list, which is then a sentence ("Bild: Jo Doe hilft dem Wirt …"); 0 if none."""
    if len(people) != 1:
        return 0
    stop = people[0].stop
    other = Flag.CAPITAL | Flag.LINK | Flag.FROM | Flag.PARTICLE | Flag.AS | Flag.ROLE | Flag.STOP | Flag.CONNECTOR
    verb = sheet.flags[stop] & Flag.WORD and not sheet.flags[stop] & (other | Flag.ARTICLE | Flag.LOCATIVE)
    return stop if verb and sheet.flags[stop + 1] & (Flag.ARTICLE | Flag.POSSESSIVE | Flag.CAPITAL) else 0


def until_heading(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:
    """The pieces up to a person behind whom, without a mark, a heading with a colon begins ("… Ann Roe On the screen: Jo Doe")."""
    for k, piece in enumerate(pieces[:-1]):
        if piece.name is None or piece.after != ":":
            continue
        stop = piece.name[1]
        if piece.stop - stop >= _SHORT_OFFICE and sheet.flags[stop] & Flag.CAPITAL:
            return [*pieces[:k], replace(piece, stop=stop, after="")]
    return pieces


def _is_office(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece is an office of a few words ("club president")."""
    return piece.stop - piece.first <= _SHORT_OFFICE and bool(sheet.flags[piece.stop - 1] & Flag.ROLE)


def _opens_office(sheet: Sheet, piece: Piece) -> bool:
    """Whether a German adjective in small letters stands before an office, and nobody is named ("stellvertretende Vorsitzende der …")."""
    german = sheet.words.nouns_have_capitals and piece.name is None and piece.stop - piece.first > 1
    adjective = german and sheet.keys[piece.first].endswith(_ADJECTIVE)
    return bool(adjective and sheet.flags[piece.first + 1] & Flag.ROLE and sheet.flags[piece.first + 1] & Flag.CAPITAL)


def _leads_to_name(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece in small letters is an office and then a name ("payload specialist Jo Doe", "skarbnik powiatu Jan Nowak").

    Vocabularies hold few offices of most languages; a sure full name at the end of a short piece tells that one is before it.
    """
    if piece.name is None or piece.name[0] == piece.first:
        return False
    first, stop, sure = piece.name
    if sheet.flags[first - 1] & Flag.ROLE:
        return True
    office = range(piece.first, first)
    ends = stop == piece.stop or sheet.closes[stop] >= 0
    plain = not any(sheet.flags[k] & Flag.STOP and not sheet.flags[k] & (Flag.LINK | Flag.ROLE) for k in office)
    told = sheet.words.language != "en" or any(sheet.flags[k] & Flag.ROLE for k in office)
    return sure and ends and plain and told and stop - first > 1 and len(office) <= _LONGEST_OFFICE


def _tells_place(sheet: Sheet, piece: Piece) -> bool:
    """Whether a marker fills a piece, or leads to a name in it."""
    marker = sheet.marker_at.get(piece.first)
    return marker is not None and (marker.stop >= piece.stop or piece.name is not None or marker.kind != "row")


def trailing(sheet: Sheet, pieces: list[Piece]) -> list[Piece]:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    """The persons directly before a direction: back to the first piece that holds no person and no role of one."""
    for k in range(len(pieces) - 1, -1, -1):
        piece = pieces[k]
        if k + 1 < len(pieces) and pieces[k + 1].before == ":":
            return pieces[k + 1 :]
        marker = sheet.marker_at.get(piece.first)
        if marker is not None and marker.kind == "point" and marker.stop >= piece.stop:
            return pieces[k + 1 :]  # whoever stands before it has a place of their own
        if piece.name is None:
            named = next((j for j in range(k - 1, max(-1, k - 1 - _MOST_ROLES), -1) if pieces[j].name), None)
            attached = named is not None and all(p.before in _ROLE_MARKS for p in pieces[named + 1 : k + 1])
            if not attached and not is_unnamed(sheet, piece):
                return pieces[k + 1 :]
        elif piece.name[1] < piece.stop and _placed(sheet, piece):
            start = _past_places(sheet, piece)
            behind = find_name(sheet, start, piece.stop, loose=False)
            kept = [Piece(start, piece.stop, "", piece.after, behind)] if behind else []
            return [*kept, *pieces[k + 1 :]]
        elif piece.name[1] < piece.stop and (
            _breaks(sheet, piece.name[1], piece.stop) or _names_two(sheet, piece.name[1], piece.stop)
        ):
            later = find_name(sheet, piece.name[1], piece.stop, loose=False)
            if later is None or _breaks(sheet, later[1], piece.stop):
                return pieces[k + 1 :]
            return [Piece(piece.name[1], piece.stop, "", piece.after, later), *pieces[k + 1 :]]
    return pieces


def _placed(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece has a marker of its own, so that it stands beside the list, not in it."""
    return any(sheet.marker_at[i].kind == "point" for i in range(piece.first, piece.stop) if i in sheet.marker_at)


def _past_places(sheet: Sheet, piece: Piece) -> int:
    """Index after the last marker of its own that a piece has, and after the bracket that holds it."""
    last = max(i for i in range(piece.first, piece.stop) if i in sheet.marker_at and sheet.marker_at[i].kind == "point")
    marker = sheet.marker_at[last]
    closed = sheet.closes[marker.first - 1] if marker.bracketed else -1
    return max(closed + 1, marker.stop)


def _names_two(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether a verb and then a second name follow a name ("Jo Doe nahm den Preis von Ann Roe")."""
    later = find_name(sheet, first, stop, loose=False)
    if later is None or sheet.depth[later[0]] != sheet.depth[first]:
        return False
    carries = (
        Flag.LINK | Flag.FROM | Flag.PARTICLE | Flag.AS | Flag.ARTICLE | Flag.ROLE | Flag.CAPITAL | Flag.POSSESSIVE
    )
    return any(sheet.flags[k] & Flag.STOP and not sheet.flags[k] & carries for k in range(first, later[0]))


def _breaks(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether words of a sentence follow a name, so that no list goes on after it; adjectives inside a role are none."""
    joins = Flag.ROLE | Flag.LINK | Flag.FROM | Flag.PARTICLE | Flag.AS | Flag.STOP | Flag.ARTICLE | Flag.POSSESSIVE
    i, led = first, False
    while i < stop:
        if sheet.closes[i] >= 0:
            i = sheet.closes[i] + 1
            continue
        flags = sheet.flags[i]
        if sheet.keys[i] == ",":
            return False  # a role between commas, where semicolons part the persons
        if flags & Flag.WORD:
            small = not flags & (Flag.CAPITAL | joins)
            office = sheet.flags[i + 1] & Flag.ROLE and not sheet.flags[i + 2] & Flag.GIVEN
            if small and not led and not office:
                return True
            led = led if small else bool(flags & joins)
        i += 1
    return False
