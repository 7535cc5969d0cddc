"""Lists of persons: where one person ends and the next begins, when commas also stand inside roles."""

from dataclasses import dataclass, replace

from vonlinks.caption.names import find_name, name_text
from vonlinks.caption.offices import role_before
from vonlinks.caption.roles import attach
from vonlinks.caption.sharing import share_roles, share_surnames
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag, Token

__all__ = ["Entry", "PersonList", "count_of", "read_list"]

_COUNTS = {"zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_MANY_SEMICOLONS = 2
_NOBODY = frozenset({"n", "nn", "?", "unbekannt", "unknown", "unidentified"})
_LONGEST_ROLE = 60
_ROLE_MARKS = frozenset({",", "and", ", and", "/"})
_MOST_ROLES = 8  # pieces between two commas that may all belong to one person
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


@dataclass(slots=True)
class _Piece:
    """The tokens [first, stop) between two separators, with the separators' keys ("and" for a connector)."""

    first: int
    stop: int
    before: str
    after: str
    name: tuple[int, int, bool] | None = None


def read_list(sheet: Sheet, low: int, high: int, *, backwards: bool = False) -> PersonList:
    """The places of the list in the tokens [low, high), in the order of the text.

    list     = entry { separator entry } [prose]
    entry    = [role] name tail | unnamed | role      (a role alone belongs to the person before, or, before "and", to the next)
    separator= "," | ";" | "and" | "-" | newline | "·" | "/"

    Args:
        sheet: the caption.
        low: first token.
        high: index after the last token.
        backwards: the direction stands after the list, so only the persons in an unbroken row before it are meant.
    """
    pieces = _pieces(sheet, low, high)
    _find_names(sheet, pieces)
    pieces = _merge(sheet, pieces)
    pieces = _tail(sheet, pieces) if backwards else _until_prose(sheet, pieces)
    entries: list[Entry] = []
    low_role = pieces[0].first if pieces else low
    for piece in pieces:
        if piece.name is not None:
            person = _person(sheet, piece, low_role)
            entries.append(Entry(person))
            low_role = piece.stop
        elif entries and entries[-1].person is not None and not _is_unnamed(sheet, piece):
            _add_role(sheet, entries[-1].person, piece)
            low_role = piece.stop
        elif _is_unnamed(sheet, piece):
            entries.append(Entry(None, _width(sheet, piece)))
            low_role = piece.stop
    people = [e.person for e in entries if e.person]
    share_roles(sheet, people)
    share_surnames(sheet, people, [p.before in {"and", ", and"} for p in pieces if p.name])
    _open_couples(sheet, entries)
    if not pieces:
        return PersonList([], low, low)
    return PersonList(entries, pieces[0].first, pieces[-1].stop)


def _until_prose(sheet: Sheet, pieces: list[_Piece]) -> list[_Piece]:
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
        if (
            seen
            and k >= last_join
            and flags & Flag.WORD
            and not flags & carries
            and not sheet.tokens[piece.first].dotted
            and piece.before != "and"
            and not _tells_place(sheet, piece)
        ):
            return pieces[:k]
        seen = seen or piece.name is not None
    return pieces


def _tells_place(sheet: Sheet, piece: _Piece) -> bool:
    """Whether a marker fills a piece, or leads to a name in it."""
    marker = sheet.marker_at.get(piece.first)
    return marker is not None and (marker.stop >= piece.stop or piece.name is not None or marker.kind != "row")


def _pieces(sheet: Sheet, low: int, high: int) -> list[_Piece]:
    marks = {",", ";", ":", "\n", "·", "•", "|", "…"}
    semicolons = sum(1 for k in range(low, high) if sheet.keys[k] == ";" and sheet.depth[k] == sheet.depth[low])
    if semicolons >= _MANY_SEMICOLONS and any(sheet.keys[k] == "," for k in range(low, high)):
        marks = {";", ":", "\n"}
    pieces: list[_Piece] = []
    start, before = low, ""
    i = low
    while i < high:
        if sheet.closes[i] >= 0 and sheet.closes[i] < high:
            i = sheet.closes[i] + 1
            continue
        separator = _separator(sheet, i, marks, high)
        if separator:
            if i > start:
                pieces.append(_Piece(start, i, before, separator))
                before = separator
            elif separator == "and" and before in {",", ";"}:
                before = ", and"
                if pieces:
                    pieces[-1].after = ", and"
            start = i + 1
        i += 1
    if start < high:
        pieces.append(_Piece(start, high, before, ""))
    return pieces


def _separator(sheet: Sheet, i: int, marks: set[str], high: int) -> str:  # noqa: PLR0911 - one grammar rule, its alternatives in their order
    key = sheet.keys[i]
    flags = sheet.flags[i]
    if not flags:
        if i in sheet.list_stops:
            return ","
        if key in marks:
            if key == "," and sheet.flags[i + 1] & Flag.SUFFIX and sheet.keys[i + 1] in {"jr", "sr"}:
                return ""
            return key
        spaced = i + 1 < high and not sheet.tokens[i].tight and not sheet.tokens[i + 1].tight
        return key if key in {"-", "/"} and spaced else ""
    if flags & Flag.CONNECTOR and not flags & Flag.CAPITAL:
        if sheet.flags[i - 1] & sheet.flags[i + 1] & Flag.PARTICLE:
            return ""  # "von und zu"
        if "," not in marks and sheet.keys[i - 1] != ",":
            return ""
        return "and"
    return ""


def _find_names(sheet: Sheet, pieces: list[_Piece]) -> None:
    for piece in pieces:
        piece.name = find_name(sheet, piece.first, piece.stop, loose=False)
        if piece.name and _serves(sheet, piece.name, piece.stop):
            piece.name = None
    full = any(p.name and p.name[1] - p.name[0] > 1 for p in pieces)
    singles = sum(1 for p in pieces if p.stop - p.first == 1 and sheet.name_words[p.first])
    after_person = False
    for piece in pieces:
        if piece.name is None and not _is_unnamed(sheet, piece):
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
    sheet: Sheet, piece: _Piece, found: tuple[int, int, bool], *, after_person: bool, mostly_single: bool
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


def _is_unnamed(sheet: Sheet, piece: _Piece) -> bool:
    """Whether a piece tells of somebody without a name: "eine Schülerin", "two children", "his wife".

    A role with an indefinite article ("eine Technikerin") is somebody at the beginning of a list or behind "and";
    between commas it is more likely what the person before it is.
    """
    flags = sheet.flags[piece.first]
    if sheet.keys[piece.first] in _NOBODY:
        return sheet.keys[piece.first] != "n" or sheet.keys[piece.first + 1] == "n"
    if flags & Flag.ARTICLE and piece.before in {"and", ", and"} and piece.after != "and" and piece.name is None:
        return True
    if any(sheet.flags[i] & Flag.GIVEN for i in range(piece.first, piece.stop)):
        return False
    if flags & Flag.INDEFINITE:
        alone = piece.name is None and piece.before in {"", ":", "and", ", and"}
        told = Flag.UNNAMED | Flag.ROLE if alone else Flag.UNNAMED
        called = any(sheet.flags[i] & told for i in range(piece.first, piece.stop))
        return called or (alone and sheet.keys[piece.stop - 1].endswith(sheet.words.unnamed_endings))
    return bool(flags & Flag.POSSESSIVE) and piece.before in {"and", ", and"} and piece.name is None


def _width(sheet: Sheet, piece: _Piece) -> int:
    return count_of(sheet.tokens[piece.first]) or 1


def count_of(token: Token) -> int | None:
    """The number that a word or figure before persons tells ("drei", "3"); None for any other word."""
    if token.flags & Flag.NUMBER and token.text.isdecimal() and len(token.text) == 1:
        return int(token.text) or None
    return _COUNTS.get(token.key)


def _merge(sheet: Sheet, pieces: list[_Piece]) -> list[_Piece]:
    """Join pieces without a name to those they belong to: two joined by "and", or the roles before one name."""
    merged: list[_Piece] = []
    named = False
    for piece in pieces:
        last = merged[-1] if merged else None
        if last is not None and last.stop - last.first > _LONGEST_ROLE:
            last = None
        named = named or (last is not None and last.name is not None)
        if last is not None and last.name is None and last.after == "and" and not _is_unnamed(sheet, last):
            titles = all(sheet.flags[i] & Flag.TITLE for i in range(last.first, last.stop))
            opens = titles or last.before == "" or sheet.flags[last.first] & Flag.ARTICLE != 0 or not named
            if piece.name is None or (opens and last.before != "and"):
                merged[-1] = _Piece(last.first, piece.stop, last.before, piece.after, piece.name)
                continue
        if last is not None and piece.name is None and last.name is None and piece.before == "/":
            merged[-1] = _Piece(last.first, piece.stop, last.before, piece.after)
            continue
        if last is not None and piece.name is not None and piece is pieces[-1] and _leads_last(sheet, last):
            merged[-1] = _Piece(last.first, piece.stop, last.before, piece.after, piece.name)
            continue
        roles = last is not None and last.name is None and last.after == "," and not _is_unnamed(sheet, last)
        if last is not None and roles and piece.name is not None and not named:
            merged[-1] = _Piece(last.first, piece.stop, last.before, piece.after, piece.name)
            continue
        merged.append(piece)
    return merged


def _leads_last(sheet: Sheet, piece: _Piece) -> bool:
    """Whether a piece behind "and" is the office of the last person, told before the name and a comma ("und der Leiter Bau, Jo Doe")."""
    alone = piece.name is None or (piece.name[1] - piece.name[0] == 1 and not sheet.flags[piece.name[0]] & Flag.SURNAME)
    if not alone or piece.before not in {"and", ", and"} or piece.after != ",":
        return False
    definite = sheet.flags[piece.first] & Flag.ARTICLE and not sheet.flags[piece.first] & Flag.INDEFINITE
    return bool(definite) and any(sheet.flags[i] & Flag.ROLE for i in range(piece.first, piece.stop))


def _tail(sheet: Sheet, pieces: list[_Piece]) -> list[_Piece]:
    """The persons directly before a direction: back to the first piece that holds no person and no role of one."""
    for k in range(len(pieces) - 1, -1, -1):
        piece = pieces[k]
        if k + 1 < len(pieces) and pieces[k + 1].before == ":":
            return pieces[k + 1 :]
        if piece.name is None:
            named = next((j for j in range(k - 1, max(-1, k - 1 - _MOST_ROLES), -1) if pieces[j].name), None)
            attached = named is not None and all(p.before in _ROLE_MARKS for p in pieces[named + 1 : k + 1])
            if not attached and not _is_unnamed(sheet, piece):
                return pieces[k + 1 :]
        elif piece.name[1] < piece.stop and _placed(sheet, piece):
            behind = find_name(sheet, piece.name[1], piece.stop, loose=False)
            kept = (
                [_Piece(piece.name[1], piece.stop, "", piece.after, behind)]
                if behind and not _placed_after(sheet, behind[1], piece.stop)
                else []
            )
            return [*kept, *pieces[k + 1 :]]
        elif piece.name[1] < piece.stop and _breaks(sheet, piece.name[1], piece.stop):
            later = find_name(sheet, piece.name[1], piece.stop, loose=False)
            if later is None or _breaks(sheet, later[1], piece.stop):
                return pieces[k + 1 :]
            return [_Piece(piece.name[1], piece.stop, "", piece.after, later), *pieces[k + 1 :]]
    return pieces


def _placed(sheet: Sheet, piece: _Piece) -> bool:
    """Whether a piece has a marker of its own, so that it stands beside the list, not in it."""
    return any(sheet.marker_at[i].kind == "point" for i in range(piece.first, piece.stop) if i in sheet.marker_at)


def _placed_after(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether a marker of its own stands behind a name."""
    return any(i in sheet.marker_at and sheet.marker_at[i].kind == "point" for i in range(first, stop))


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


def _person(sheet: Sheet, piece: _Piece, low: int) -> Person:
    first, stop, sure = piece.name or (piece.first, piece.stop, False)
    person = Person(first, stop, name_text(sheet, first, stop), sure=sure, listed=True)
    begin = role_before(sheet, max(low, piece.first), first)
    if begin is None and piece.before:
        begin = piece.first
        while begin < first and sheet.flags[begin] & (Flag.ARTICLE | Flag.CONNECTOR | Flag.STOP | Flag.POSSESSIVE):
            begin += 1
    if begin is not None and begin < first:
        end = first
        while end > begin and (sheet.keys[end - 1] in {",", '"', ":", "-"} or sheet.flags[end - 1] & Flag.ARTICLE):
            end -= 1
        if end > begin:
            person.roles.append(sheet.span(begin, end))
            person.has_role_before = True
            person.plural = _is_plural(sheet, begin, end)
    attach(sheet, person, piece.stop, in_list=True)
    return person


def _is_plural(sheet: Sheet, first: int, stop: int) -> bool:
    """Whether the role before a name is one for several persons."""
    head = next((i for i in range(first, stop) if sheet.flags[i] & Flag.ROLE), None)
    if head is None or not sheet.flags[head] & Flag.PLURAL:
        return False
    if not sheet.words.nouns_have_capitals:
        return True
    k = first
    while k > 0 and not sheet.flags[k - 1] & Flag.ARTICLE and sheet.flags[k - 1] & Flag.WORD and first - k < 2:
        k -= 1
    article = sheet.keys[k - 1]
    word = sheet.keys[head]
    if article == "den":
        return word.endswith(
            ("ern", "eln", "innen", "isten", "anten", "enten")
        )  # dative of several, not accusative of one
    return article not in {"der", "dem", "des", "eine", "ein", "einer"} or word.endswith("innen")


def _add_role(sheet: Sheet, person: Person, piece: _Piece) -> None:
    marker = sheet.marker_at.get(piece.first)
    probe = Person(piece.first, piece.first, "")
    if marker is not None:
        attach(sheet, probe, piece.stop, in_list=True)
        person.position = probe.position or person.position
        person.marker = probe.marker or person.marker
        return
    first, stop = piece.first, piece.stop
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
        sheet.flags[piece.first] & Flag.ARTICLE
        and stop > first
        and sheet.flags[stop - 1]
        and not sheet.flags[stop - 1] & verb
    ):
        return  # a relative clause
    said = sheet.words.nouns_have_capitals and stop - first > 1
    if said and not any(sheet.flags[i] & verb for i in range(first, stop)):
        return  # "freuen sich"
    if stop > first:
        person.roles.append(sheet.span(first, stop))


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
