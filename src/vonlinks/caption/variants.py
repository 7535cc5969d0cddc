"""Variants of one caption: told apart from captions of other pictures, and merged to one reading.

A press office prints a picture with one caption, its newsletter with a shorter one, and the page's alt text is a third.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from vonlinks.caption.differences import find_differences
from vonlinks.caption.same_person import pair_people
from vonlinks.domain import CaptionReading, Credit, Mention, fold

__all__ = ["differences", "merge_readings", "same_caption"]

# Chosen on invented pairs (tests/corpus/articles/variants.jsonl): captions of two pictures of one evening share up to
# half of their other words, a caption and its shortened form four in five.
_WORDS_WITH_PEOPLE = 0.6
_WORDS_ALONE = 0.85
_FEWEST_WORDS = 4
_SHORTEST_SHARE = 0.3
_SHORTEST_WORD = 3


def same_caption(a: CaptionReading, b: CaptionReading) -> bool:
    """Whether two texts are variants of one picture's caption: mostly the same people and mostly the same words.

    Names, credit and date are left out of the words, so that two pictures of one event with different people stay two.

    >>> from vonlinks.caption import read_caption
    >>> long = read_caption("Vera Beispiel (l.) und Max Muster am 18. Januar 2026 beim Neujahrsempfang im Rathaus.")
    >>> same_caption(long, read_caption("Vera Beispiel (l.) und Max Muster beim Neujahrsempfang"))
    True
    >>> same_caption(long, read_caption("Nora Probe (l.) und Jan Test am 18. Januar 2026 beim Neujahrsempfang im Rathaus."))
    False
    """
    if a.people and b.people:
        together = len(pair_people([m.name for m in a.people], [m.name for m in b.people]))
        fewer, more = sorted((len(a.people), len(b.people)))
        return together * 2 > fewer and together * 2 >= more and _shared_words(a, b, 0) >= _WORDS_WITH_PEOPLE
    return _shared_words(a, b, _FEWEST_WORDS) >= _WORDS_ALONE


def _shared_words(a: CaptionReading, b: CaptionReading, fewest: int) -> float:
    """How many of the shorter text's other words the longer one has too, 0..1.

    0 where the shorter one has less than `fewest`, or is so short beside the other that it may be a headline.
    """
    first, second = _other_words(a), _other_words(b)
    smaller, larger = sorted((first.total(), second.total()))
    if smaller < fewest or smaller < larger * _SHORTEST_SHARE * bool(fewest):
        return 0.0
    return (first & second).total() / smaller if smaller else 1.0


def _other_words(reading: CaptionReading) -> Counter[str]:
    """The words beside names, credit and date, without the shortest."""
    spans = [mention.span for mention in reading.people]
    spans += [reading.credit.span] if reading.credit else []
    spans += [reading.date_span] if reading.date_span else []
    parts, at = [], 0
    for start, end in sorted(spans):
        parts.append(reading.text[at:start])
        at = max(at, end)
    parts.append(reading.text[at:])
    return Counter(word for word in fold(" ".join(parts)).split() if len(word) >= _SHORTEST_WORD)


@dataclass(slots=True)
class _Same:
    """One person with what each variant says of them.

    Attributes:
        name: the fullest form of the name; among equally full ones that of the fullest variant.
        by_variant: by the number of the variant; 0 is the fullest.
    """

    name: str
    by_variant: dict[int, Mention]

    def add(self, number: int, mention: Mention) -> None:
        """Take in what one more variant says."""
        self.by_variant[number] = mention
        if len(fold(mention.name).split()) > len(fold(self.name).split()):
            self.name = mention.name


def merge_readings(readings: Iterable[CaptionReading], *, main: CaptionReading | None = None) -> CaptionReading:
    """One reading of all variants of a caption; the order of the variants does not matter.

    The text is that of the fullest variant (most people, then most letters), or that of `main`. Each person has the fullest name and the
    fullest role that any variant gives; places come from one variant as a whole, because a place counts only within
    its list. Who is named in another variant only stands last, with an empty span at the end of the text. What
    contradicts itself is told in the warnings.

    Args:
        readings: of the variants.
        main: the variant whose text is kept, among `readings` or not; None for the fullest.

    Raises:
        ValueError: there is no reading.

    >>> from vonlinks.caption import read_caption
    >>> merged = merge_readings(map(read_caption, [
    ...     "Im Bild (v.l.): OB Eva Muster und Jan Beispiel.",
    ...     "Im Rathaus (v.l.): die Musterstädter Oberbürgermeisterin Eva Muster und Jan Beispiel. Foto: Ada Probe",
    ... ]))
    >>> [(person.name, person.role) for person in merged.people]
    [('Eva Muster', 'Musterstädter Oberbürgermeisterin'), ('Jan Beispiel', None)]
    """
    variants = _by_fullness(readings if main is None else (main, *readings))
    if main is not None:
        variants = [main, *(variant for variant in variants if variant != main)]
    if len(variants) == 1:
        return variants[0]
    main = variants[0]
    people = _together(variants)
    places = _most_places(variants, people)
    told = find_differences(variants, [person.by_variant for person in people])
    return replace(
        main,
        people=tuple(_merged(person, len(main.text), places) for person in people),
        credit=_credit(variants),
        date=_date(variants),
        date_span=main.date_span if main.date == _date(variants) else None,
        warnings=tuple(dict.fromkeys((*main.warnings, *told))),
        complete=variants[places].complete,
    )


def differences(readings: Iterable[CaptionReading]) -> tuple[str, ...]:
    """What the variants of one caption say differently, one sentence each; their order does not matter."""
    variants = _by_fullness(readings)
    return find_differences(variants, [person.by_variant for person in _together(variants)])


def _by_fullness(readings: Iterable[CaptionReading]) -> list[CaptionReading]:
    """Each reading once, the fullest first; alike ones in an order of their own, whatever order they came in."""
    once = sorted(dict.fromkeys(readings), key=repr)
    if not once:
        raise ValueError("there is nothing to merge")
    return sorted(once, key=lambda r: (len(r.people), len(r.text), len(r.warnings)), reverse=True)


def _together(variants: Sequence[CaptionReading]) -> list[_Same]:
    """The people of all variants, each once, in the order of the fullest variant, then of the next."""
    people: list[_Same] = []
    for number, reading in enumerate(variants):
        found = pair_people([person.name for person in people], [mention.name for mention in reading.people])
        for at, mention in enumerate(reading.people):
            if at in found:
                people[found[at]].add(number, mention)
            else:
                people.append(_Same(mention.name, {number: mention}))
    return people


def _most_places(variants: Sequence[CaptionReading], people: Sequence[_Same]) -> int:
    """The variant that says where most people are, and where everybody is of whom the fullest variant says it."""
    placed = [
        {at for at, person in enumerate(people) if (m := person.by_variant.get(number)) and (m.position or m.clock)}
        for number in range(len(variants))
    ]
    return max(range(len(variants)), key=lambda number: len(placed[number]) if placed[number] >= placed[0] else -1)


def _merged(person: _Same, end: int, places: int) -> Mention:
    """One person as all variants together tell them; `end` is the length of the main text."""
    said = list(person.by_variant.values())
    here = person.by_variant.get(0)
    base = here or said[0]
    name, role = person.name, _fullest_role(said)
    place = person.by_variant.get(places)
    surface = "" if here is None else base.surface if name == base.name else base.surface or base.name
    return replace(
        base,
        name=name,
        span=base.span if here else (end, end),
        surface=surface,
        role=role,
        role_spans=base.role_spans if here and role == base.role else (),
        pictured=_pictured(said, named_here=here is not None or place is not None),
        position=place.position if place else None,
        group=place.group if place else None,
        clock=place.clock if place else None,
        marker=place.marker if place else None,
        marker_span=place.marker_span if place and places == 0 else None,
        age=next((m.age for m in said if m.age is not None), None),
    )


def _fullest_role(said: Sequence[Mention]) -> str | None:
    return max((m.role for m in said if m.role), key=len, default=None)


def _pictured(said: Sequence[Mention], *, named_here: bool) -> bool | None:
    """What the fullest variant says, or the first that says anything.

    A name that only a lesser variant has is open: the fullest caption does not show that person.
    """
    told = next((m.pictured for m in said if m.pictured is not None), None)
    return told if named_here or told is False else None


def _credit(variants: Sequence[CaptionReading]) -> Credit | None:
    """The credit of the fullest variant, what it leaves open filled in; an empty span where it has none itself."""
    told = [reading.credit for reading in variants if reading.credit]
    if not told:
        return None
    end = len(variants[0].text)
    return Credit(
        span=told[0].span if variants[0].credit else (end, end),
        holder=next((c.holder for c in told if c.holder), None),
        photographer=next((c.photographer for c in told if c.photographer), None),
        agency=next((c.agency for c in told if c.agency), None),
        year=next((c.year for c in told if c.year), None),
    )


def _date(variants: Sequence[CaptionReading]) -> str | None:
    """The date of the fullest variant that tells one, made whole where another has the day of the same month or year."""
    told = [reading.date for reading in variants if reading.date]
    return max((date for date in told if date.startswith(told[0])), key=len, default=None)
