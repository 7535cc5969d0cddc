"""Lists of persons: where one person ends and the next begins, when commas also stand inside roles."""

from dataclasses import dataclass, replace

from vonlinks.caption.covering import COVERING, covers
from vonlinks.caption.leading_offices import leading_office
from vonlinks.caption.list_ends import says_more, trailing, until_heading, until_prose
from vonlinks.caption.list_names import find_names
from vonlinks.caption.list_offices import merge
from vonlinks.caption.list_splits import split_pieces
from vonlinks.caption.names import name_text
from vonlinks.caption.offices import age_before, role_before
from vonlinks.caption.pieces import Piece, cut_pieces
from vonlinks.caption.role_pieces import role_end
from vonlinks.caption.roles import attach, place
from vonlinks.caption.sharing import is_plural, share_behind, share_roles, share_surnames
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unnamed import WITH, is_unnamed, width_of

__all__ = ["Entry", "PersonList", "read_list"]

_LEAD = 3  # words of a piece among which an office in the plural is looked for
_HUSBANDS = frozenset({"mr", "herr", "hr", "m", "dr", "sr", "sig"})


@dataclass(slots=True)
class Entry:
    """One place in a list: a person, or somebody without a name who takes up `width` places."""

    person: Person | None
    width: int = 1


@dataclass(slots=True)
class PersonList:
    """The entries of a list, and the tokens [first, stop) that they were read from."""

    entries: list[Entry]
    first: int
    stop: int

    @property
    def people(self) -> list[Person]:
        """The persons with a name."""
        return [entry.person for entry in self.entries if entry.person is not None]


def read_list(sheet: Sheet, low: int, high: int, *, backwards: bool = False, after: Person | None = None) -> PersonList:
    """The places of the list in the tokens [low, high), in the order of the text.

    list     = entry { separator entry } [prose]
    entry    = [role] name tail | unnamed | role      (a role alone belongs to the person before, or, before "and", to the next)
    separator= "," | ";" | "and" | "-" | newline | "·" | "/"

    Args:
        sheet: the caption.
        low: first token.
        high: index after the last token.
        backwards: the direction stands after the list, so only the persons in an unbroken row before it are meant.
        after: whom the list goes on behind; the roles that it begins with are this person's.
    """
    pieces = cut_pieces(sheet, low, high)
    find_names(sheet, pieces)
    pieces = merge(sheet, pieces if backwards else split_pieces(sheet, pieces), named=after is not None)
    while after is not None and len(pieces) > 1 and pieces[0].name is None and not is_unnamed(sheet, pieces[0]):
        _add_role(sheet, after, pieces.pop(0))
    pieces = trailing(sheet, pieces) if backwards else until_prose(sheet, until_heading(sheet, pieces))
    entries: list[Entry] = []
    low_role = pieces[0].first if pieces else low
    said = False
    before = next((piece.number for piece in pieces if piece.number), 1) - 1
    for k, piece in enumerate(pieces):
        if said and piece.before == "…" and piece.name is not None and not piece.name[2]:
            continue  # "Jo Doe attend \"Once … Upon\""
        if piece.name is not None:
            if k and piece.before == "," and _is_relative(sheet, pieces[k - 1]) and entries and not entries[-1].person:
                entries.pop()  # "and his wife, Ann": one person
            person = _person(sheet, piece, low_role)
            told = sum(entry.width for entry in entries)
            said = says_more(sheet, piece)
            entries.append(Entry(person, max(1, (piece.number or 1) - before - told)))
            low_role = piece.stop
        elif entries and entries[-1].person is not None and not _is_nobody(sheet, pieces, k):
            if said or (piece.before in {"and", ", and"} and sheet.keys[piece.first - 1] in WITH):
                continue
            _add_role(sheet, entries[-1].person, piece)
            low_role = piece.stop
        elif _is_nobody(sheet, pieces, k):
            entries.append(Entry(None, width_of(sheet, piece)))
            low_role = piece.stop
    people = [e.person for e in entries if e.person]
    share_behind(sheet, people)
    share_roles(sheet, people)
    share_surnames(sheet, people, [p.before == "and" for p in pieces if p.name])
    _open_couples(sheet, entries)
    if not pieces:
        return PersonList([], low, low)
    last = next((piece for piece in reversed(pieces) if piece.name is not None), pieces[-1])
    stop = last.name[1] if last.name is not None and says_more(sheet, last) else pieces[-1].stop
    return PersonList(entries, pieces[0].first, stop)


def _is_nobody(sheet: Sheet, pieces: list[Piece], k: int) -> bool:
    """Whether a piece is somebody without a name, also an office alone between semicolons ("Mayor Jo Doe; Club Chairman; Gov. Ann Roe").

    So such an office is where those named before and after it have theirs before the name.
    """
    piece = pieces[k]
    if is_unnamed(sheet, piece):
        return True
    if piece.before != ";" or piece.after != ";" or not sheet.flags[piece.stop - 1] & Flag.ROLE:
        return False
    before = next((p.name for p in pieces[k - 1 :: -1] if p.name is not None), None) if k else None
    after = next((p.name for p in pieces[k + 1 :] if p.name is not None), None)
    office = Flag.ROLE | Flag.TITLE
    return all(name is not None and sheet.flags[name[0] - 1] & office for name in (before, after))


def _is_relative(sheet: Sheet, piece: Piece) -> bool:
    """Whether a piece tells of somebody by a relation ("his wife")."""
    return piece.name is None and bool(sheet.flags[piece.first] & Flag.POSSESSIVE)


def _person(sheet: Sheet, piece: Piece, low: int) -> Person:
    first, stop, sure = piece.name or (piece.first, piece.stop, False)
    person = Person(first, stop, name_text(sheet, first, stop), sure=sure, listed=True)
    begin = role_before(sheet, max(low, piece.first), first)
    lead = leading_office(sheet, max(low, piece.first), first if begin is None else begin)
    if lead is not None:
        begin, person.led = lead, True
    if begin is not None and _is_plain(sheet, piece.first, begin):
        begin = piece.first  # "county planning Director Jo Doe"
    opened = sheet.flags[piece.first] & Flag.ROLE and sheet.flags[piece.first + 1] & Flag.LINK  # "director of … Jo Doe"
    if begin is None and (piece.before or (opened and piece.first < first)):
        begin = piece.first
        while begin < first and sheet.flags[begin] & (Flag.ARTICLE | Flag.CONNECTOR | Flag.STOP | Flag.POSSESSIVE):
            begin += 1
    if begin is not None and begin < first:
        begin, person.age = age_before(sheet, begin, first)
        end = first
        while end > begin and (sheet.keys[end - 1] in {",", '"', ":", "-"} or sheet.flags[end - 1] & Flag.ARTICLE):
            end -= 1
        if end > begin and any(sheet.flags[k] & Flag.WORD for k in range(begin, end)):
            person.roles.append(sheet.span(begin, end))
            person.has_role_before = True
            person.plural = _is_plural(sheet, begin, end) or sheet.keys[first - 1] == ":"
    leading = sheet.marker_at.get(piece.first)
    if leading is not None and leading.kind == "point" and leading.stop <= first:
        place(sheet, person, leading)  # "…; ganz rechts Jo Doe"
    attach(sheet, person, piece.stop, in_list=True)
    return person


def _is_plain(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether English words in small letters lead to an office in capitals, none of them a function word or verb."""
    if sheet.words.language != "en" or stop <= first or not sheet.flags[stop] & Flag.CAPITAL:
        return False
    plain = Flag.STOP | Flag.CONNECTOR | Flag.ARTICLE | Flag.CAPITAL | Flag.NUMBER
    return all(sheet.flags[k] & Flag.WORD and not sheet.flags[k] & plain for k in range(first, stop))


def _is_plural(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether the role before a name is one for several persons."""
    head = next((i for i in range(first, stop) if sheet.flags[i] & Flag.ROLE), None)
    if head is None or not sheet.flags[head] & Flag.PLURAL:
        return is_plural(sheet, first, stop)
    if not sheet.words.nouns_have_capitals:
        return True
    k = first
    while k > 0 and not sheet.flags[k - 1] & Flag.ARTICLE and sheet.flags[k - 1] & Flag.WORD and first - k < 2:
        k -= 1
    article = sheet.keys[k - 1]
    word = sheet.keys[head]
    if article == "den":
        return word.endswith(
            ("ern", "eln", "innen", "isten", "anten", "enten", "aten", "oten", "iten", "ogen", "enen")
        )  # dative of several, not accusative of one
    return article not in {"der", "dem", "des", "eine", "ein", "einer"} or word.endswith("innen")


def _add_role(sheet: Sheet, person: Person, piece: Piece) -> None:  # noqa: C901, PLR0911 - one grammar rule, its alternatives in their order
    marker = sheet.marker_at.get(piece.first)
    probe = Person(piece.first, piece.first, "")
    if marker is not None and marker.stop == piece.stop and marker.kind in {"point", "row"}:
        place(sheet, person, marker)
        return
    if marker is not None:
        attach(sheet, probe, piece.stop, in_list=True)
        person.position = probe.position or person.position
        person.marker = probe.marker or person.marker
        return
    first, stop = piece.first, piece.stop
    where = sheet.flags[first] & Flag.LOCATIVE and not sheet.flags[first] & Flag.CAPITAL
    if where and sheet.words.nouns_have_capitals and stop - first > 1:
        return  # "…, im Rahmen der Feier"
    if covers(sheet, person, first, stop):
        return
    if sheet.keys[first] in COVERING and sheet.flags[first + 1] & Flag.ARTICLE:
        return  # "…, all the pictures behind them"
    if sheet.flags[first] & Flag.NUMBER and stop - first == 1:
        text = sheet.tokens[first].text
        if text.isdecimal() and len(text) <= 3:
            person.age = int(text)
        return
    if sheet.flags[first] & Flag.ARTICLE and stop - first > 1:
        first += 1
    while stop > first and not sheet.flags[stop - 1] and sheet.keys[stop - 1] != ")":
        stop -= 1
    verb = Flag.CAPITAL | Flag.ROLE | Flag.NUMBER
    if (
        sheet.words.nouns_have_capitals
        and sheet.flags[piece.first] & Flag.ARTICLE
        and stop > first
        and sheet.flags[stop - 1]
        and not sheet.flags[stop - 1] & verb
    ):
        return  # a relative clause
    said = sheet.words.nouns_have_capitals and stop - first > 1
    if said and not any(sheet.flags[i] & verb for i in range(first, stop)):
        return  # "freuen sich"
    end = role_end(sheet, first, stop)
    if end > first:
        person.roles.append(sheet.span(first, end))
        definite = sheet.flags[first - 1] & Flag.ARTICLE and sheet.keys[first - 1] != "die"
        person.plural_after = not definite and is_plural(sheet, first, min(stop, first + _LEAD))


def _open_couples(sheet: Sheet, entries: list[Entry]) -> None:
    """Make two of "Mr. and Mrs. Jo Doe": the wife has the husband's name behind her own title."""
    for k in range(len(entries) - 1, -1, -1):
        person = entries[k].person
        if person is None or not person.roles:
            continue
        start, end = person.roles[0]
        parts = sheet.text[start:end].replace("&", "and").split()
        for joined in ("and", "und", "et"):
            if len(parts) == 3 and parts[1].casefold() == joined and parts[0].rstrip(".").casefold() in _HUSBANDS:
                wife = replace(person, name=f"{parts[2]} {person.name}", roles=[(end - len(parts[2]), end)])
                person.roles[0] = (start, start + len(parts[0]))
                entries.insert(k + 1, Entry(wife))
