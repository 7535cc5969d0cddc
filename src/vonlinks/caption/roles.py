"""What stands behind a name: roles, ages, places in brackets and between commas."""

from vonlinks.caption.agents import is_agent, leads_to_other
from vonlinks.caption.covering import COVERING, covers
from vonlinks.caption.markers import STANDS, Marker
from vonlinks.caption.names import find_name, is_unknown, name_text
from vonlinks.caption.offices import role_before
from vonlinks.caption.pictured import absent_inside
from vonlinks.caption.role_pieces import (
    NOW,
    are_honours,
    body_end,
    is_hint,
    is_place,
    is_placed_person,
    is_relative_clause,
    is_role,
    origin_end,
    past_since,
    read_age,
    role_end,
    serve,
    tells_canton,
)
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unknown_persons import is_act
from vonlinks.domain import Position

__all__ = ["attach", "place"]

_PIECE_ENDS = frozenset({",", ";", ":", ")", "\n", ".", "…", "!", "?"})
_LEAD = 4
_LONGEST_CLAUSE = 12  # tokens between a name and its place


def place(sheet: Sheet, person: Person, marker: Marker) -> None:
    """Give a person the place that a marker tells; a list's direction alone is none."""
    if marker.kind == "missing":
        sheet.used.add(marker.first)
        person.pictured = False
        return
    if marker.kind == "point":
        person.position = Position(marker.side, marker.index, marker.row)
        if marker.others:
            person.partner_positions = [Position(marker.side, index, marker.row) for index in marker.others]
    elif marker.kind == "row" and person.listed:
        person.row = marker.row
    elif marker.kind == "row":
        person.position = Position(None, None, marker.row)
    else:
        return
    sheet.used.add(marker.first)
    person.marker = sheet.span(marker.first, marker.stop)


def attach(sheet: Sheet, person: Person, high: int, *, in_list: bool) -> int:  # noqa: C901, PLR0912, PLR0915 - one grammar rule, its alternatives in their order
    """Read what follows a name and belongs to it; the index after that.

    tail     = { bracket | "," piece } [ origin | "as" role ] { bracket | "," piece }
    piece    = age | marker | role
    """
    i = person.stop
    roles_after = 0
    while i < high:
        key = sheet.keys[i]
        if sheet.closes[i] >= 0 and sheet.closes[i] < high:
            _bracket(sheet, person, i, sheet.closes[i])
            i = sheet.closes[i] + 1
            continue
        marker = sheet.marker_at.get(i)
        if (
            marker is not None
            and marker.kind in {"point", "row"}
            and _closes_piece(sheet, marker, high)
            and not (in_list and marker.kind == "row")
        ):
            place(sheet, person, marker)
            i = marker.stop
            continue
        if key == "," and sheet.closes[i + 1 : i + 2] != [-1] and i + 2 in sheet.marker_at and i + 1 < high:
            i += 1
            continue
        if key == "-" and i + 1 in sheet.marker_at and sheet.marker_at[i + 1].kind == "point" and not in_list:
            i += 1  # "Jo Doe - fourth from the right"
            continue
        if key == "," and in_list:
            i = _inner_piece(sheet, person, i + 1, high)
            continue
        if key == ",":
            stop = _comma_piece(sheet, person, i + 1, high, roles_after)
            if stop is None and person.position is None:
                stop = _piece_before_place(sheet, person, i + 1, high)
            if stop is None:
                break
            if stop < 0:
                roles_after += 1
                stop = -stop
            i = stop
            continue
        if key == "/" and in_list and sheet.tokens[i].tight and sheet.flags[i + 1] & Flag.ROLE and roles_after == 0:
            stop = _role_run(sheet, i + 1, high)
            person.roles.append(sheet.span(i + 1, stop))  # "Jo Doe/Vorsitzender"
            roles_after += 1
            i = stop
            continue
        flags = sheet.flags[i]
        if flags & Flag.NUMBER and in_list and i == person.stop and sheet.flags[i + 1] & Flag.AGE and i + 2 == high:
            if not read_age(sheet, person, i, high):
                person.roles.append(sheet.span(i, high))
            i = high
            continue
        if flags & Flag.TITLE and flags & Flag.UPPER and not flags & Flag.GIVEN and i == person.stop:
            stop = _honours_end(sheet, i, high)
            person.roles.append(sheet.span(i, stop))  # honours behind the name: "Jo Doe MBE", "Jo Doe KBE DSO"
            i = stop
            continue
        led = flags & Flag.FROM and is_agent(sheet, i + 1)
        if (
            flags & (Flag.FROM | Flag.AS)
            and roles_after == 0
            and not led
            and not (flags & Flag.AS and not sheet.name_words[i + 1])
        ):
            stop = origin_end(sheet, i, high)
            if flags & Flag.AS and leads_to_other(sheet, i + 1, stop):
                break
            if stop > i:
                person.roles.append(sheet.span(i, stop))
                roles_after += 1
                i = stop
                continue
        if (
            in_list
            and flags & Flag.WORD
            and roles_after == 0
            and not flags & (Flag.STOP | Flag.CONNECTOR)
            and flags & (Flag.CAPITAL | Flag.ROLE)
        ):
            stop = _role_run(sheet, i, high)
            if stop > i:
                person.roles.append(sheet.span(i, stop))
                roles_after += 1
                i = stop
                continue
        break
    return i


def _honours_end(sheet: Sheet, i: int, high: int) -> int:
    """Index after the honours that stand side by side from token `i`."""
    while i < high and sheet.flags[i] & Flag.TITLE and sheet.flags[i] & Flag.UPPER and not sheet.flags[i] & Flag.GIVEN:
        i += 1
    return i


def _inner_piece(sheet: Sheet, person: Person, first: int, high: int) -> int:
    """The piece after a comma inside an entry of a list that semicolons part; the index after it."""
    stop = first
    while stop < high and sheet.keys[stop] != ",":
        stop = sheet.closes[stop] + 1 if sheet.closes[stop] >= 0 else stop + 1
    marker = sheet.marker_at.get(first)
    if marker is not None and marker.stop == stop:
        place(sheet, person, marker)
    elif stop > first and not read_age(sheet, person, first, stop) and not covers(sheet, person, first, stop):
        article = sheet.flags[first] & Flag.ARTICLE and stop - first > 1
        start = first + 1 if article else first
        end = role_end(sheet, start, stop)
        if end > start:
            person.roles.append(sheet.span(start, end))
    return stop


def _closes_piece(sheet: Sheet, marker: Marker, high: int) -> bool:
    """Whether nothing but a mark follows: a place behind a name, not one that opens the next list."""
    leads = Flag.CAPITAL | Flag.ROLE | Flag.TITLE
    behind = range(marker.stop + 1, min(high, marker.stop + _LEAD))
    led = sheet.flags[marker.stop] & Flag.ARTICLE and any(sheet.flags[k] & (Flag.ROLE | Flag.GIVEN) for k in behind)
    return (
        not (led and marker.stop < high)
        and marker.ends != ":"
        and not marker.leads
        and sheet.keys[marker.first] not in STANDS
        and (marker.stop >= high or not sheet.flags[marker.stop] & leads)
    )


def _role_run(sheet: Sheet, i: int, high: int) -> int:
    stop = i
    while stop < high and sheet.flags[stop] and not sheet.marker_at.get(stop):
        stop += 1
    return stop


def _bracket(sheet: Sheet, person: Person, first: int, last: int) -> None:
    """Places, ages and roles in the bracket behind a name, piece by piece.

    bracket = "(" piece { ("," | ";" | "/") piece } ")"
    """
    i = last + 1 if absent_inside(sheet, first, last) else first + 1
    role_from: int | None = None
    while i <= last:
        if sheet.keys[i] in COVERING and i + 1 in sheet.marker_at and role_from is None:
            _place_both(sheet, person, sheet.marker_at[i + 1])
            i = sheet.marker_at[i + 1].stop
            continue
        marker = sheet.marker_at.get(i)
        ends = i == last or (sheet.keys[i] in {",", ";"} and sheet.depth[i] == sheet.depth[first] + 1)
        if marker is not None and role_from is None and marker.stop <= last:
            place(sheet, person, marker)
            i = marker.stop
            if i < last and sheet.keys[i] not in {",", ";", "/", "-"}:
                continue
            i += i < last
            continue
        if ends:
            if role_from is not None and i > role_from and not _trailing_marker(sheet, person, role_from, i):
                _bracket_piece(sheet, person, role_from, i)
            role_from = None
        elif role_from is None:
            role_from = i
        i += 1


def _place_both(sheet: Sheet, person: Person, marker: Marker) -> None:
    """Place a person and the one joined before at the same side ("beide links"): neither has a place counted from it."""
    place(sheet, person, marker)
    if person.position is not None:
        person.position = Position(person.position.side, None, person.position.row)
        person.partner_positions = [person.position]


def _trailing_marker(sheet: Sheet, person: Person, first: int, stop: int) -> bool:
    """A marker at the end of a bracketed piece ("age 11 - right"): read it, and what is before it as a piece."""
    for k in range(first + 1, stop):
        marker = sheet.marker_at.get(k)
        if marker is not None and marker.stop == stop and marker.kind == "point":
            place(sheet, person, marker)
            end = k - 1 if sheet.keys[k - 1] in {"-", "/"} else k
            if end > first:
                _bracket_piece(sheet, person, first, end)
            return True
    return False


def _bracket_piece(sheet: Sheet, person: Person, first: int, stop: int) -> None:
    if sheet.keys[stop - 1] != "." and read_age(sheet, person, first, stop):
        return
    flags = [sheet.flags[k] for k in range(first, stop)]
    if all(f & (Flag.NUMBER | Flag.MONTH) or not f for f in flags):
        if len(flags) == 2 and flags[0] & Flag.NUMBER and sheet.keys[first + 1] == ".":
            person.roles.append(sheet.span(first, stop))  # a rank: "(3.)"
        return
    if is_hint(sheet, first, stop) or _beside(sheet, first, stop):
        return
    if sheet.keys[first] == sheet.keys[stop - 1] == '"' and stop - first >= _LEAD:
        return  # the title of a work
    last = _strip_colon(sheet, first, stop)
    if (
        person.stop - person.first == 1
        and last - first > 1
        and sheet.flags[person.first] & Flag.GIVEN
        and not person.has_role_before
    ):
        played = find_name(sheet, first, last, loose=False)
        if played and played[0] == first and played[1] == last and sheet.flags[first] & Flag.GIVEN:
            # "Bernadette (Jo Doe)": the bracket names the one who plays the part.
            person.roles.append(sheet.span(person.first, person.stop))
            person.first, person.stop, person.name = first, last, name_text(sheet, first, last)
            return
    if last > first:
        person.covers = sheet.keys[first] if sheet.keys[first] in COVERING else ""
        first += bool(person.covers) and last - first > 1
        start = (
            first + 1
            if sheet.flags[first] & Flag.ARTICLE and last - first > 2 and not sheet.flags[first] & Flag.CAPITAL
            else first
        )
        person.roles.append(sheet.span(start, last))


def _beside(sheet: Sheet, first: int, stop: int) -> bool:
    """Somebody else in the bracket, told by a preposition ("hier gegen den Gast Jo Doe"): noted as a person of their own."""
    small = sheet.flags[first] & Flag.STOP and not sheet.flags[first] & (Flag.CAPITAL | Flag.FROM | Flag.ARTICLE)
    found = find_name(sheet, first, stop, loose=False) if small else None
    if not found or not found[2] or found[1] - found[0] == 1:
        return False
    person = Person(found[0], found[1], name_text(sheet, found[0], found[1]))
    begin = role_before(sheet, first, found[0])
    if begin is not None:
        person.roles.append(sheet.span(begin, found[0]))
    sheet.served.append(person)
    return True


def _strip_colon(sheet: Sheet, first: int, stop: int) -> int:
    while stop > first and sheet.keys[stop - 1] in {":", ",", "-", "."}:
        stop -= 1
    return stop


def _piece_end(sheet: Sheet, i: int, high: int) -> int:
    """Index after the words from `i` up to the next mark or marker; a bracket ends them only if it opens with a marker."""
    while i < high:
        if sheet.closes[i] >= 0 and sheet.closes[i] < high and i + 1 not in sheet.marker_at:
            i = sheet.closes[i] + 1
        elif sheet.keys[i] in _PIECE_ENDS or i in sheet.marker_at or sheet.closes[i] >= 0:
            break
        else:
            i += 1
    return i


def _comma_piece(sheet: Sheet, person: Person, i: int, high: int, roles_after: int) -> int | None:  # noqa: C901, PLR0911, PLR0912 - one grammar rule, its alternatives in their order
    """Index after the piece between commas at `i` if it belongs to the person, negative for a role; None if it does not."""
    marker = sheet.marker_at.get(i)
    if marker is not None:
        if marker.kind in {"point", "row"} and _closes_piece(sheet, marker, high) and person.position is None:
            place(sheet, person, marker)
            return marker.stop
        return None
    stop = i + 1 if are_honours(sheet, i) else _piece_end(sheet, i, high)
    if stop == i or (sheet.keys[stop] == "(" and is_placed_person(sheet, i, stop)):
        return None
    if sheet.flags[i] & Flag.NUMBER and read_age(sheet, person, i, stop):
        return stop
    if all(sheet.flags[k] & (Flag.NUMBER | Flag.MONTH) for k in range(i, stop)):
        return stop
    if (
        stop - i == 1
        and (
            sheet.flags[i] & (Flag.UPPER | Flag.STATE)
            or sheet.keys[i][1:2] == "-"
            or tells_canton(sheet.tokens[i].text)
        )
        and sheet.flags[i] & Flag.CAPITAL
    ):
        person.roles.append(sheet.span(i, stop))
        return stop
    if sheet.flags[i] & Flag.FROM and origin_end(sheet, i, stop) == stop:
        person.roles.append(sheet.span(i, stop))
        return stop
    body = body_end(sheet, i, stop) if person.roles and roles_after <= 1 else i
    if body > i:
        person.roles.append(sheet.span(i, body))  # "Jo Doe, director, Muster Bank, …"
        return -body
    if roles_after:
        return None
    if covers(sheet, person, i, stop):
        return -stop
    if stop - i == 1 and _ends_sentence(sheet, stop, high) and is_place(sheet, i):
        person.roles.append(sheet.span(i, stop))  # the town: "Jo Doe, Musterstadt."
        return -stop
    i = past_since(sheet, i, stop)
    leads = sheet.keys[stop] == ":" and stop < high and sheet.name_words[stop + 1]  # "…, Kassierin: Ann Roe"
    if (
        leads
        or not is_role(sheet, i, stop)
        or is_relative_clause(sheet, i, stop)
        or (person.led and sheet.keys[stop] == "," and sheet.flags[stop + 1] & Flag.TITLE)
    ):
        return None
    led = (sheet.flags[i] & Flag.ARTICLE and not sheet.flags[i] & Flag.POSSESSIVE) or sheet.keys[i] in NOW
    start = i + bool(led)
    end = role_end(sheet, start, stop)
    if start < end:
        person.roles.append(sheet.span(start, end))
        person.plural_after = any(sheet.flags[k] & Flag.PLURAL for k in range(start, min(end, start + _LEAD)))
        serve(sheet, start, end)
        stop = end if is_act(sheet, end) else stop
    return -stop


def _piece_before_place(sheet: Sheet, person: Person, i: int, high: int) -> int | None:
    """Read a further piece of an office, or a clause, that a place follows ("Jo Doe, director, Muster Bank (MB), (r), greets …").

    Returns:
        the index after it; None unless the place of the same person stands behind it and nobody is named in between.
    """
    stop = _piece_end(sheet, i, high)
    at = stop + 1 + (sheet.keys[stop + 1] == "(")
    marker = sheet.marker_at.get(at)
    placed = marker is not None and marker.kind == "point" and _closes_piece(sheet, marker, high)
    if stop == i or sheet.keys[stop] != "," or not placed or stop - i > _LONGEST_CLAUSE:
        return None
    found = find_name(sheet, i, stop, loose=False) or (0, 0, False)
    clause = not sheet.flags[i] & Flag.CAPITAL
    if found[1] - found[0] > clause or (stop - i == 2 and is_unknown(sheet, i) and is_unknown(sheet, i + 1)):
        return None
    others = Flag.CONNECTOR | Flag.POSSESSIVE | Flag.UNNAMED
    if clause and (sheet.keys[at - 1] == "(" or any(sheet.flags[k] & others for k in range(i, stop))):
        return None
    article = sheet.flags[i] & Flag.ARTICLE
    if not clause or article:
        person.roles.append(sheet.span(i + bool(article), stop))
    return stop


def _ends_sentence(sheet: Sheet, stop: int, high: int) -> bool:
    return stop >= high or sheet.keys[stop] in {".", "\n"}
