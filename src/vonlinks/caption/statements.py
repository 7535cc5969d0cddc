"""Sentence by sentence: where lists begin and end, and who stands where in them."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from vonlinks.caption.list_ends import sentence_from
from vonlinks.caption.lists import Entry, PersonList, read_list
from vonlinks.caption.markers import Marker
from vonlinks.caption.names_before import name_before
from vonlinks.caption.offices import role_before
from vonlinks.caption.placing import arrange_rows, number_list, place_between, place_partners
from vonlinks.caption.prose import read_prose
from vonlinks.caption.roles import attach
from vonlinks.caption.row_openers import cuts_names, meets_name, stands_alone, with_led_row
from vonlinks.caption.scenes import COPULAS, SEVERAL_MISS, list_behind_scene
from vonlinks.caption.sharing import is_plural, share_roles
from vonlinks.caption.sheet import Person, Sheet
from vonlinks.caption.tokens import Flag
from vonlinks.caption.unnamed import NOBODY
from vonlinks.domain import Position, Side

__all__ = ["Statements"]

_LOOK_AHEAD = 4
_FEW = 3  # a direction behind fewer persons speaks of the others of its sentence too
_AMONG = frozenset({"around", "between", "beside"})  # kinds of markers that open no list and close none
_first = attrgetter("first")
_HEAD_WORDS = 9


@dataclass(slots=True)
class Statements:
    """Reads one sentence after the other; a direction told once holds for the rows that follow."""

    sheet: Sheet
    people: list[Person] = field(default_factory=list)
    lists: list[tuple[Marker, PersonList]] = field(default_factory=list)
    direction: Side | None = None
    groups: int = 0
    sideless: list[tuple[Marker, PersonList]] = field(default_factory=list)

    def arrange(self) -> None:
        """Let what is told in one place explain another, after the last sentence."""
        place_partners(self.sheet, self.people)
        place_between(self.sheet, self.people)
        if self.lists:
            arrange_rows(self.sheet, self.lists, self.direction)

    def _between(self, low: int, high: int) -> list[Marker]:
        """The markers that begin in the tokens [low, high)."""
        markers = self.sheet.markers
        first = bisect_left(markers, low, key=_first)
        return markers[first : bisect_left(markers, high, key=_first)]

    def read(self, low: int, high: int) -> None:
        """Read the sentence in the tokens [low, high)."""
        markers = self._between(low, high)
        at = low
        plain: int | None = None
        for k, marker in enumerate(markers):
            if marker.first < at or marker.kind in _AMONG:
                continue
            within = self._within(marker)
            begin = within if within >= 0 else marker.first - marker.bracketed
            if self._opens(marker, at, high):
                self._rest(at, begin, plain)
                plain = None
                if marker.kind in {"list", "clock"}:
                    self.direction = marker.side or self.direction
                if marker.kind == "shown":
                    plain = at = marker.stop + 1
                    continue
                start, stop = self._scope(markers, k, high)
                at = self._list(with_led_row(self.sheet, marker, low), start, stop)
            elif marker.kind in {"list", "clock", "missing"} and self._closes(marker):
                at = self._closed(marker, at, begin, high, whole=plain is not None)
                plain = None
        self._rest(at, high, plain)

    def _within(self, marker: Marker) -> int:
        """Index of the bracket that a direction ends behind something else ("Jo Doe (SPD, l-r), …"); -1 if it does not."""
        sheet = self.sheet
        if (
            marker.kind != "list"
            or marker.bracketed
            or marker.ends != ")"
            or sheet.keys[marker.first - 1] not in {",", ";", "/"}
        ):
            return -1
        return sheet.opens[marker.stop]

    def _rest(self, low: int, high: int, plain: int | None) -> None:
        if low >= high:
            return
        if plain is not None:
            found = read_list(self.sheet, low, high)
            for person in found.people:
                if person.row is not None and person.position is None:
                    person.position = Position(None, None, person.row)
            self.people += found.people
            low = max(low, sentence_from(self.sheet, found.people) or found.stop)
        if low < high:
            self.people += read_prose(self.sheet, low, high, self.people[-2:])

    def _opens(self, marker: Marker, low: int, high: int) -> bool:  # noqa: C901, PLR0911 - one grammar rule, its alternatives in their order
        """Whether a list begins after a marker."""
        sheet = self.sheet
        if marker.kind == "shown":
            return marker.ends == ":"
        after = marker.stop
        closed = marker.bracketed and marker.ends == ")"
        if closed:
            after += 1
        if sheet.keys[after] in {":", "\n", "-"} and after < high:
            return not (marker.kind == "point" and closed)
        if sheet.keys[after] == "." and marker.kind == "row" and self._first_of(marker, low) and after + 1 < high:
            return self.direction is not None
        if sheet.keys[after] == ";" and marker.kind == "list" and self._first_of(marker, low) and after < high:
            return True
        if marker.kind == "point":
            return closed and marker.side == "center" and self._amid_rows(marker, after, high)
        if marker.bracketed and not closed:
            return marker.kind != "row" and self._name_like(marker.stop, high)
        if marker.kind == "row" and closed:
            lead = marker.first - 2
            parted = stands_alone(sheet, lead, after) or meets_name(sheet, lead, after) or sheet.keys[lead] in COPULAS
            loud = sheet.flags[marker.first] & sheet.flags[after] & Flag.CAPITAL and sheet.name_words[lead]
            parted = parted or bool(loud)  # "Jo Doe (Sitting) New Zealand Prime Minister Ann Roe"
            heads = sheet.keys[lead] in {"", ":", "-", "."} or self._first_of(marker, low)
            return (self.direction is not None or heads) and parted and self._name_like(after, high)
        if marker.kind == "row":
            return (
                not marker.bracketed
                and self.direction is not None
                and self._name_like(after, high)
                and (stands_alone(sheet, marker.first - 1, after) or cuts_names(sheet, marker, after))
            )
        comma = sheet.keys[after] == ","
        following = after + 1 if comma else after
        leads = marker.first == low and not marker.bracketed
        if not self._name_like(following, high, any_words=leads):
            return False
        apart = closed and sheet.flags[following] & (
            Flag.GIVEN | Flag.TITLE | Flag.INITIAL
        )  # "A B (front row, l-r) C D, …"
        if marker.row is not None and not comma and (sheet.keys[marker.first - 1] in {",", ";"} or apart):
            return True
        begin = marker.first - 1 if marker.bracketed or sheet.keys[marker.first - 1] == "," else marker.first
        before = name_before(sheet, low, begin) if begin > low else None
        named = before is not None and (before[2] or before[1] - before[0] > 1)
        if named and closed and sheet.keys[following] in COPULAS:
            return False  # "Jo Doe and Ann Roe (from left) are …"
        sure = before is not None and before[2] and not any(sheet.flags[k] & Flag.OWNER for k in range(*before[:2]))
        behind = begin > low and sheet.opens[begin - 1] >= 0 and not (comma and self._tells_place(begin - 1))
        return not sure and not behind

    def _tells_place(self, last: int) -> bool:
        """Whether the bracket that ends at `last` says where one person is, so that what follows speaks of others."""
        return any(marker.kind == "point" for marker in self._between(self.sheet.opens[last], last))

    def _amid_rows(self, marker: Marker, after: int, high: int) -> bool:
        """Whether "(middle)" is a row of its own, behind another row that a direction was told for."""
        earlier = bisect_left(self.sheet.markers, marker.first, key=_first) - 1
        rows = earlier >= 0 and self.sheet.markers[earlier].row is not None
        return (
            rows
            and self.direction is not None
            and stands_alone(self.sheet, marker.first - 2, after)
            and self._name_like(after, high)
        )

    def _first_of(self, marker: Marker, low: int) -> bool:
        """Whether nothing stands before a marker in its sentence."""
        return marker.first - marker.bracketed == low

    def _name_like(self, i: int, high: int, *, any_words: bool = False) -> bool:
        """Whether a person may begin at token `i`: a capital, a role, or an article with one of them behind it.

        With `any_words` a verb may come first ("Von links nach rechts sieht man …").
        """
        sheet = self.sheet
        while i < high and (sheet.keys[i] in {",", '"', ":", "-"} or sheet.keys[i] in COPULAS):
            i += 1
        for k in range(i, min(i + _LOOK_AHEAD, high)):
            flags = sheet.flags[k]
            if sheet.keys[k] in NOBODY:
                return True
            small = flags & Flag.WORD and (not flags & Flag.CAPITAL or flags & Flag.STOP)
            if any_words and (sheet.keys[k] == ":" or small):
                continue
            if flags & (Flag.GIVEN | Flag.ROLE | Flag.TITLE) or sheet.name_words[k]:
                return True
            if not flags & (Flag.ARTICLE | Flag.POSSESSIVE | Flag.NUMBER) and not (
                (k > i or flags & Flag.CAPITAL) and flags & Flag.WORD and (not flags & Flag.STOP or flags & Flag.NOUN)
            ):
                return False
        return False

    def _closes(self, marker: Marker) -> bool:
        """Whether a marker may stand behind the list it speaks of."""
        return marker.kind in {"list", "missing"} or marker.bracketed or marker.ends != ""

    def _scope(self, markers: Sequence[Marker], opener: int, high: int) -> tuple[int, int]:
        """The tokens of the list that a marker opens: to the next opener, the end of its bracket, or of the sentence."""
        marker = markers[opener]
        sheet = self.sheet
        start = marker.stop
        if marker.bracketed and marker.ends == ")":
            start += 1
        elif marker.bracketed and sheet.closes[marker.first - 1] >= 0:
            high = sheet.closes[marker.first - 1]
        while start < high and sheet.keys[start] in {":", "\n", ",", "-", ";", "."}:
            start += 1
        for k in range(opener + 1, len(markers)):
            following = markers[k]
            if following.first >= high:
                break
            if following.first >= start and self._breaks(following, start, high):
                return start, following.first - 1 if following.bracketed else following.first
        return start, high

    def _breaks(self, marker: Marker, low: int, high: int) -> bool:
        if marker.kind == "beside":
            return self.sheet.keys[marker.first - 1] == ","
        if marker.kind in {"list", "clock", "missing", "row", "point"}:
            if marker.kind in {"list", "clock"} and marker.ends == ":":
                return True
            if marker.kind in {"list", "clock", "missing"} and not marker.bracketed:
                parted = self.sheet.keys[marker.stop] == "," and marker.row is None
                return self._name_like(marker.stop, high) and not parted
            return self._opens(marker, low, high)
        return False

    def _list(self, marker: Marker, low: int, high: int) -> int:
        found = read_list(self.sheet, low, high)
        self._head_role(marker, found)
        self._late_direction(low, found.stop)
        self._leave_out(found, low, high)
        self._give_places(marker, found)
        self.people += found.people
        return max(found.stop, low)

    def _head_role(self, marker: Marker, found: PersonList) -> None:
        """Give the plural role that a direction stands behind to those listed who have none ("Die Trainer (v.l.) …")."""
        sheet = self.sheet
        headed = (
            marker.bracketed or sheet.keys[marker.first - 1] == ":" or bool(sheet.flags[marker.first - 1] & Flag.ROLE)
        )
        if not headed or not found.people or not marker.first:
            return
        end = marker.first - (not sheet.flags[marker.first - 1])
        end -= marker.bracketed and end > 0 and sheet.keys[end - 1] == ":"  # "Die Siegerinnen: (v.l.) …"
        begin = role_before(sheet, max(0, marker.first - _HEAD_WORDS), end)
        if begin is None or (not is_plural(sheet, begin, end) and not self._counted(begin)):
            return
        for person in found.people:
            if not person.roles:
                person.shared = sheet.text[slice(*sheet.span(begin, end))].strip(" ,:-")

    def _counted(self, i: int) -> bool:
        """Whether a number before a role makes it one of several ("die 3 Meister")."""
        return bool(self.sheet.flags[i - 1] & (Flag.NUMBER | Flag.INDEFINITE)) and i > 0

    def _late_direction(self, low: int, high: int) -> None:
        """A direction in the bracket behind rows holds for them, and for rows before that were told without one."""
        for marker in self._between(low, high):
            if marker.kind == "list" and marker.first not in self.sheet.used:
                self._turn(marker)

    def _turn(self, marker: Marker) -> None:
        """Let a direction hold for the rows that were told without one."""
        self.sheet.used.add(marker.first)
        self.direction = marker.side
        for earlier, found in self.sideless:
            for person in found.people:
                if person.position is not None and person.position.side is None:
                    person.position = None
            number_list(self.sheet, earlier, found, self.direction, self.groups)
        self.sideless.clear()

    def _leave_out(self, found: PersonList, low: int, high: int) -> None:
        """Take those out of a list who are said to be missing behind their name ("…, Heinz fehlt")."""
        for marker in self._between(low, high):
            if marker.kind == "missing" and marker.first not in self.sheet.used:
                last = next((p for p in reversed(found.people) if p.stop <= marker.first), None)
                if last is not None:
                    last.pictured = False
                    self.sheet.used.add(marker.first)

    def _closed(self, marker: Marker, low: int, high: int, sheet_end: int, *, whole: bool) -> int:
        """Read the list that a direction stands behind; the index after the marker.

        A direction behind the first name alone speaks of those that follow it ("Jo Doe, from left, Ann Roe and …").
        """
        sheet = self.sheet
        within = self._within(marker) >= 0
        stop = marker.stop + ((marker.bracketed or within) and marker.ends == ")")
        end = high
        while end > low and sheet.keys[end - 1] in {",", "-", ":"}:
            end -= 1
        if end <= low and marker.kind == "list" and self.sideless:
            self._turn(marker)
            return stop
        if end <= low:
            put_off = self._put_off(marker, stop, sheet_end)
            return marker.first if marker.kind == "missing" and put_off == stop else put_off
        found = read_list(sheet, low, end, backwards=not whole)
        if not found.people:
            read = read_prose(sheet, low, stop)
            self.people += read
            return stop if read else self._put_off(marker, stop, sheet_end)
        told = min(marker.first, found.people[-1].stop)
        many = any(sheet.keys[k] in SEVERAL_MISS for k in range(told, marker.stop))
        if marker.kind == "missing" and not many and len(found.people) > 1:
            self._rest(low, found.people[-1].first, None)
            last = found.people[-1]
            last.pictured = False
            self.people.append(last)
            return stop
        if within:
            attach(sheet, found.people[-1], stop, in_list=True)
        earlier = read_prose(sheet, low, found.first) if found.first > low else []
        if marker.kind == "list":
            found, stop = self._completed(marker, found, earlier, stop, sheet_end)
        self.people += earlier
        if marker.kind in {"list", "clock"}:
            self.direction = marker.side or self.direction
        self._give_places(marker, found)
        self.people += found.people
        return stop

    def _put_off(self, marker: Marker, low: int, high: int) -> int:
        """Read the list that a direction opens with words about the scene between ("From left at the fair: Jo Doe, …").

        scene    = { word } (":" | copula)     or all words up to the first person

        Returns:
            the index after the list; `low` if nobody is named up to `high`.
        """
        missing = marker.kind == "missing"
        start = list_behind_scene(self.sheet, low, high, self._name_like, told=missing)
        if start is None:
            return low
        stop = self._next_break(start, high)
        self.direction = marker.side or self.direction
        return self._list(marker, start, stop)

    def _next_break(self, low: int, high: int) -> int:
        """Index of the next marker in the tokens [low, high) that another list begins with; `high` if there is none."""
        breaks = (m for m in self._between(low, high) if self._breaks(m, low, high))
        return next((m.first - m.bracketed for m in breaks), high)

    def _completed(
        self, marker: Marker, found: PersonList, earlier: list[Person], stop: int, high: int
    ) -> tuple[PersonList, int]:
        """A list that a direction stands behind, with all others whom it speaks of, and the index after them.

        Behind the first name alone it speaks of those that follow it ("Jo Doe, from left, Ann Roe and …"); at the end of a
        sentence with few names, of all in it ("Jo Doe thanks Ann Roe (from left)").
        """
        sheet = self.sheet
        alone = len(found.people) == 1
        if marker.bracketed and len(found.people) < _FEW and earlier:
            if all(person.position is None and person.pictured for person in earlier):
                found = PersonList([*map(Entry, earlier), *found.entries], found.first, found.stop)
                earlier.clear()
        elif alone and sheet.keys[stop] == "," and self._name_like(stop, high):
            rest = read_list(sheet, stop + 1, self._next_break(stop + 1, high), after=found.people[0])
            whole = PersonList(found.entries + rest.entries, found.first, rest.stop)
            share_roles(sheet, whole.people)
            return whole, max(stop, rest.stop)
        elif alone and marker.bracketed:
            return self._spread(found, stop, high)
        return found, stop

    def _spread(self, found: PersonList, low: int, high: int) -> tuple[PersonList, int]:
        """A direction behind the first name alone speaks of all whom the sentence goes on to name ("Jo Doe (l-r) meets Ann Roe")."""
        listed = (m for m in self._between(low, high) if m.kind not in {"point", "row"})
        stop = next((marker.first - marker.bracketed for marker in listed), high)
        later = read_prose(self.sheet, low, stop) if stop > low else []
        if not later or not all(person.pictured for person in later):
            return found, low
        return PersonList([*found.entries, *map(Entry, later)], found.first, stop), stop

    def _give_places(self, marker: Marker, found: PersonList) -> None:
        """Number the persons of a list; those without a name take up their places too."""
        sheet = self.sheet
        sheet.used.add(marker.first)
        if marker.kind == "missing":
            for absent in found.people:
                absent.pictured = False
            return
        self.groups += 1
        self.lists.append((marker, found))
        if marker.kind == "row" and self.direction is None:
            self.sideless.append((marker, found))
        number_list(self.sheet, marker, found, self.direction, self.groups)
