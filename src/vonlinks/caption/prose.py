"""Persons in sentences, outside of lists: named with evidence, placed by the markers beside them."""

from collections.abc import Sequence
from dataclasses import replace

from vonlinks.caption.leading_offices import leading_office
from vonlinks.caption.markers import STANDS, Marker
from vonlinks.caption.names import is_unknown, name_text
from vonlinks.caption.names_before import name_before
from vonlinks.caption.offices import age_before, role_before
from vonlinks.caption.pictured import is_pictured, is_remote
from vonlinks.caption.predicates import copula_role, predicate_role
from vonlinks.caption.prose_names import behind_place, is_thing, name_at
from vonlinks.caption.roles import attach, place
from vonlinks.caption.sharing import APART, is_plural, share_behind
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unknown_persons import is_act
from vonlinks.caption.vocabulary_files import around
from vonlinks.domain import Position

__all__ = ["read_prose"]

_NEAR_BEFORE = 2  # tokens before a place that counts on from who was named before ("; und daneben")
_MOST_SUBJECTS = 8
_FORMER, _LATTER = around("former"), around("latter")
_LONGEST_ACT = 7  # tokens between a name and the place at the end of the sentence
_LONGEST_PART = 3  # words of the name of somebody in a play
_CLAUSE = frozenset({".", ";", "!", "?", "\n", "…", ":"})


def read_prose(sheet: Sheet, low: int, high: int, before: Sequence[Person] = ()) -> list[Person]:  # noqa: C901, PLR0912, PLR0915 - one grammar rule, its alternatives in their order
    """The persons whom the tokens [low, high) of a sentence name; `before` are those named last before them.

    prose    = { word | person | prefix person }
    person   = [role] name tail
    prefix   = point [":"]         ("Rechts im Bild: A", "at right is A", "Left, A and B")
    """
    people: list[Person] = []
    floor = low
    i = low
    pending: Marker | None = None
    placed: list[Person] = []
    onward = False
    while i < high:
        marker = sheet.marker_at.get(i)
        if marker is not None and marker.first not in sheet.used:
            if people and (
                (floor >= i - 2 and _says_where(sheet, marker)) or _acts_where(sheet, people, floor, marker)
            ):
                _place_subjects(sheet, people, marker)
                i = marker.stop
                continue
            onward = marker.kind == "beside"
            near = people or (before if i - low <= _NEAR_BEFORE else ())
            if marker.kind == "beside" and near:
                told = marker.side
                marker = _beside(marker, near)
                onward = marker.side != told  # not "links daneben" in a list from the left, which runs back
            person = _forced(sheet, marker, floor)
            if person is not None:
                people.append(person)
                floor = i = max(attach(sheet, person, high, in_list=False), marker.stop)
                pending = None
                continue
            if marker.kind in {"point", "row"} and _is_prefix(sheet, marker, high):
                pending, placed, floor = marker, [], marker.stop
                sheet.used.add(marker.first)
            elif marker.kind == "around" and people:
                people[-1].position = people[-1].position or Position("center")
            i = marker.stop
            continue
        found = name_at(sheet, people, i, floor, high) if sheet.name_words[i] else None
        if found is None and pending is not None and not placed:
            found = behind_place(sheet, pending.stop, i, high)
        if found is None:
            if sheet.keys[i] in _CLAUSE and sheet.keys[i] != ":":
                pending, floor = None, i + 1
            elif pending is not None and (_passes(sheet, pending, i) if not placed else not _joins(sheet, i, pending)):
                pending = None
            i += 1
            continue
        first, stop = found
        person = _person(sheet, first, stop, floor)
        _share(sheet, people, person, floor)
        partner = _partner(sheet, first, floor, person, people)
        if partner is not None:
            people.append(partner)
        people.append(person)
        floor = i = attach(sheet, person, high, in_list=False)
        person.end = floor
        said = copula_role(sheet, floor, high)
        if said is not None:
            person.roles.append(sheet.span(*said))
            floor = i = said[1]
        if person.position is not None and not sheet.flags[stop - 1] & Flag.OWNER:
            person.pictured = True
        if pending is not None:
            placed.append(person)
            _place_all(sheet, placed, pending, onward=onward)
    share_behind(sheet, people)
    if len(people) == 1 and not people[0].roles:
        predicate = predicate_role(sheet, people[0].stop, high)
        if predicate is not None:
            people[0].roles.append(predicate)
    return people


def _person(sheet: Sheet, first: int, stop: int, floor: int) -> Person:
    person = Person(first, stop, name_text(sheet, first, stop))
    begin = role_before(sheet, floor, first)
    lead = leading_office(sheet, floor, first if begin is None else begin)
    if lead is not None:
        begin, person.led = lead, True
    if begin is not None and begin < first:
        begin, person.age = age_before(sheet, begin, first)
        end = first
        while end > begin and (sheet.keys[end - 1] in {",", '"', ":", "-"} or sheet.flags[end - 1] & Flag.ARTICLE):
            end -= 1
        if end > begin:
            person.roles.append(sheet.span(begin, end))
            person.has_role_before = True
            person.plural = is_plural(sheet, begin, end)
    else:
        part = _played(sheet, first, stop, floor)
        if part is not None:
            person.roles.append(sheet.span(part, first - 1))
    person.pictured = None if is_remote(sheet, first) else is_pictured(sheet, first, stop, begin)
    return person


def _played(sheet: Sheet, first: int, stop: int, floor: int) -> int | None:
    """Where the part begins that somebody plays whose name fills the bracket behind it ("Sheldon (Jo Doe)")."""
    if sheet.keys[first - 1] != "(" or sheet.closes[first - 1] != stop or stop - first == 1:
        return None
    part = first - 1
    while part > floor and is_unknown(sheet, part - 1) and first - part <= _LONGEST_PART:
        part -= 1
    return part if part < first - 1 and not sheet.words.nouns_have_capitals else None


def _share(sheet: Sheet, people: list[Person], person: Person, floor: int) -> None:
    """Hand a role in the plural ("biologists Jo Doe and …") on to one joined by "and" or a comma who has none."""
    if not people or not people[-1].plural or person.has_role_before or person.first - floor > 2:
        return
    before = people[-1]
    between = range(before.end or floor, person.first)
    if not all(sheet.keys[k] == "," or sheet.flags[k] & Flag.CONNECTOR or k in sheet.marker_at for k in between):
        return
    start, end = before.roles[0] if before.has_role_before else (0, 0)
    person.shared = before.shared or sheet.text[start:end] or None
    person.plural = True


def _partner(sheet: Sheet, first: int, floor: int, person: Person, people: list[Person]) -> Person | None:
    """The first of a couple that shares the surname of the second ("Eva und Jan Muster")."""
    k = first - 2
    if people and people[-1].end == first - 1 and people[-1].age is not None:
        k = people[-1].first  # "Gerda (82) und Egon Muster"
    if (
        people
        and people[-1].first == k
        and people[-1].stop == k + 1
        and person.stop - first > 1
        and sheet.flags[first - 1] & Flag.CONNECTOR
    ):
        if sheet.flags[k] & sheet.flags[first] & Flag.GIVEN and sheet.keys[first - 1] not in APART:
            people[-1].name = f"{people[-1].name} {name_text(sheet, first + 1, person.stop)}"
        return None
    while k >= floor and sheet.flags[k + 1] & Flag.TITLE and sheet.name_words[k + 1]:
        k -= 1  # "Jo and Ambassador Ann Doe"
    known = sheet.flags[k] & Flag.GIVEN or (k == 0 and is_unknown(sheet, k) and not sheet.words.nouns_have_capitals)
    loud = sheet.flags[k] & Flag.UPPER & ~sheet.flags[first]  # "the RAF and Ann Doe"
    joined = k >= floor and sheet.flags[k + 1] & Flag.CONNECTOR and known and not loud
    joined = joined and sheet.keys[k + 1] not in APART
    if (
        not joined
        or person.stop - first < 2
        or not (sheet.flags[first] & Flag.GIVEN or is_unknown(sheet, first))
        or (sheet.name_words[k - 1] and sheet.flags[k - 1] & Flag.GIVEN)
    ):
        return None
    partner = _person(sheet, k, k + 1, floor)
    partner.name = f"{partner.name} {name_text(sheet, first + 1, person.stop)}"
    person.roles = [role for role in person.roles if role[0] > sheet.tokens[k].end]
    if partner.plural and partner.has_role_before and not person.has_role_before:
        person.shared = sheet.text[slice(*partner.roles[0])]
    return partner


def _forced(sheet: Sheet, marker: Marker, floor: int) -> Person | None:
    """A person whom only the marker behind the name gives away ("Endrick (l)")."""
    if marker.kind not in {"point", "row"} or marker.ends == ":" or marker.leads:
        return None
    at = marker.first - 1 if sheet.keys[marker.first - 1] in {"(", ","} else marker.first
    if at < marker.first and sheet.keys[at] == "," and marker.ends not in {",", ".", ")", ""}:
        return None
    end = at
    while end - 2 > floor and sheet.keys[end - 2] == "," and sheet.flags[end - 1] & (Flag.NUMBER | Flag.ROLE):
        end -= 2  # "Jo Doe, 27, Lehrer (links)"
    found = name_before(sheet, floor, end) if end > floor else None
    if found is None:
        return None
    first, stop, _ = found
    cut = end < at and sheet.name_words[first - 1] and not sheet.flags[first - 1] & (Flag.ROLE | Flag.TITLE)
    if cut or is_thing(sheet, first, stop, stop):
        return None
    person = _person(sheet, first, stop, floor)
    person.pictured = True
    if at == marker.first:
        place(sheet, person, marker)
    return person


def _beside(marker: Marker, people: Sequence[Person]) -> Marker:
    """The place that "links von ihm" or "daneben" tells, counted on from that of the person before; as it is where none follows."""
    if any(person.position == Position("center") for person in people):
        return replace(marker, kind="point", index=1) if marker.side else marker
    last = people[-1].position
    if last is None:
        return marker
    if last.side is None or last.index is None:
        return marker
    counted = len(people) > 1 and people[-2].position == replace(last, index=last.index - 1)
    if marker.side is None and last.index > 1 and not counted:  # on which side of the third is not told
        return marker
    index = last.index + (-1 if marker.side == last.side else 1)
    return replace(marker, kind="point", side=last.side, index=index, row=last.row) if index else marker


def _says_where(sheet: Sheet, marker: Marker) -> bool:
    """Whether a verb before a place or at its beginning makes a sentence of it ("… is at right")."""
    article = marker.first > 1 and sheet.flags[marker.first - 1] & Flag.ARTICLE  # "is the eighth person from the right"
    behind = marker.first - 1 - bool(article)
    verb = sheet.keys[marker.first] in STANDS or sheet.keys[behind] in STANDS
    return verb and marker.kind in {"point", "row"} and not marker.bracketed


def _acts_where(sheet: Sheet, people: list[Person], floor: int, marker: Marker) -> bool:
    """Whether the words before a place at the end of a sentence tell what the one before them does there ("Jo Doe looks on at right")."""
    between = range(floor, marker.first)
    if marker.kind != "point" or marker.bracketed or not 0 < len(between) <= _LONGEST_ACT or people[-1].position:
        return False
    if marker.ends not in _CLAUSE or not (sheet.keys[floor] in STANDS or is_act(sheet, floor)):
        return False
    another = Flag.CAPITAL | Flag.UNNAMED | Flag.POSSESSIVE | Flag.CONNECTOR
    another |= 0 if sheet.keys[floor] in STANDS else Flag.INDEFINITE
    return all(sheet.flags[k] & Flag.WORD and not sheet.flags[k] & another for k in between)


def _place_subjects(sheet: Sheet, people: list[Person], marker: Marker) -> None:
    """Place those of whom a sentence says where they are ("Jo Doe and Ann Roe are on the left"); several share the side."""
    subjects = [people[-1]]
    told = set(sheet.keys[people[-1].stop : marker.first])
    if len(people) > 1 and (told & _FORMER or told & _LATTER):
        place(sheet, people[-2 if told & _FORMER else -1], marker)
        return
    for person in reversed(people[:-1][-_MOST_SUBJECTS:]):
        between = range(person.stop, subjects[-1].first)
        if not between or not all(sheet.keys[k] == "," or sheet.flags[k] & Flag.CONNECTOR for k in between):
            break
        subjects.append(person)
    for person in subjects:
        if person.position is None:
            place(sheet, person, marker)
            if len(subjects) > 1 and person.position is not None and person.position.side in {"left", "right"}:
                person.position = replace(person.position, index=None)


def _is_prefix(sheet: Sheet, marker: Marker, high: int) -> bool:
    """Whether a marker stands before the person it places; in a bracket only behind "and" or a mark ("A and (right) B")."""
    if marker.bracketed and marker.ends == ")":
        before = marker.first - 2
        parted = before < 0 or sheet.keys[before] in {",", ";", ":", "."} or bool(sheet.flags[before] & Flag.CONNECTOR)
        leads = Flag.CAPITAL | Flag.ROLE | Flag.TITLE | Flag.ARTICLE
        return parted and sheet.flags[marker.stop + 1] & leads != 0
    between = not marker.bracketed and sheet.keys[marker.first - 1] == "," == sheet.keys[marker.stop]
    if between and sheet.flags[marker.stop + 1] & Flag.CONNECTOR:
        return False  # "a guest, left, and Jo Doe"
    return marker.stop < high


def _passes(sheet: Sheet, pending: Marker, i: int) -> bool:
    """Whether a comma ends what a place before it speaks of: something without a name, and no office of the next person."""
    told = range(pending.stop, i)
    return sheet.keys[i] == "," and len(told) > 1 and not any(sheet.flags[k] & (Flag.ROLE | Flag.TITLE) for k in told)


def _joins(sheet: Sheet, i: int, pending: Marker) -> bool:
    """Whether a word between two persons leaves both in the place that was told before the first."""
    joins = Flag.CONNECTOR | Flag.ROLE | Flag.TITLE | Flag.ARTICLE | Flag.POSSESSIVE | Flag.CAPITAL | Flag.NUMBER
    if sheet.keys[i] == "," and pending.kind == "row":
        return i + 1 not in sheet.marker_at  # "in the background, Jo Doe, Ann Roe and …"
    return bool(sheet.flags[i] & joins or sheet.keys[i] in {"(", ")"}) and sheet.keys[i] != "mit"


def _place_all(sheet: Sheet, placed: list[Person], pending: Marker, *, onward: bool) -> None:
    """Place the persons after a prefix: several of them share the side, and have places only where these are counted `onward`."""
    for k, person in enumerate(placed):
        if person.position is None or person.marker == sheet.span(pending.first, pending.stop):
            place(sheet, person, pending)
            if len(placed) > 1 and person.position is not None and person.position.side != "center":
                index = pending.index + k if onward and pending.index else None
                person.position = Position(person.position.side, index, person.position.row)
        elif pending.kind == "row" and person.position.row is None:
            person.position = replace(person.position, row=pending.row)
