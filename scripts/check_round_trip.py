"""Whether captions that are composed are read back: the same people, roles and places, for many invented groups.

    python scripts/check_round_trip.py [--groups 10000] [--seed 1] [--show 3]

Each group is composed in the styles de, en and ap and read with `read_caption`; the failures are counted by style and
by what went wrong first, with some examples. The names are invented: given names that the vocabularies know and others
that they do not, surnames with particles, hyphens, apostrophes, initials and suffixes; offices with commas, figures and
words that also tell places. The status is 1 if anything failed.
"""

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence

from vonlinks.caption import Style, compose, read_caption
from vonlinks.domain import Mention, Position, Row, Side

STYLES: tuple[Style, ...] = ("de", "en", "ap")
GIVEN = [
    "Eva",
    "Jan",
    "Karl",
    "Ute",
    "Tim",
    "Lena",
    "Otto",
    "Nina",
    "Udo",
    "Mia",
    "Rolf",
    "Ilse",
    "Kurt",
    "Dora",
    "Sven",
    "Anna",
    "Hugo",
    "Vera",
    "Nils",
    "Lars",
    "Anna-Lena",
    "Karl-Heinz",
    "Giulia",
    "Pedro",
    "Aleksandra",
    "Mehmet",
    "Jörg",
    "Zoë",
    "Édith",
    "Siobhan",
    "J.",
    "R.J.",
    "Hans-J.",
]
UNKNOWN = [
    "Bao",
    "Torvik",
    "Belune",
    "Mirasol",
    "Okwara",
    "Trenn",
    "Yashko",
    "Lodrik",
    "Quenby",
    "Sarvon",
    "Ilmari-Jo",
    "Droste",
    "Wenke",
]
MIDDLE = ["M.", "Maria", "T. W.", "Luise"]
SURNAMES = [
    "Muster",
    "Probst",
    "Huber",
    "Horn",
    "Beck",
    "Lindner",
    "Kurz",
    "Sommer",
    "Thal",
    "Rehm-Kolb",
    "Rabe",
    "Voss",
    "Brand",
    "Uhl",
    "Lenz",
    "Holt",
    "Fink",
    "Krug",
    "Moser",
    "Sauer",
    "Özkan",
    "Brandão",
    "Szymańska",
    "Grøndal",
    "O'Lenz",
    "Ó'Huber",
    "McRabe",
    "D'Anselm",
    "Winterfeld-Uhl",
    "Kowaltschik",
    "Trimborn",
    "Ngoma",
]
PARTICLES = ["von", "von der", "van den", "zu", "von und zu", "de la", "van", "de", "di"]
SUFFIXES = ["jun.", "sen."], ["Jr.", "III", "Sr."]
ROLES = {
    "de": """Vorsitzende|Leiter des Amtes|SPD|2. Bürgermeisterin|Die Linke|Vorstand, Musterbank AG|Trainer, FC Neustadt|MdB|Dr.|
Schriftführer und Kassier|Ortsverein Mitte|Sparkasse Neustadt-Ost|1. Vorsitzender des SV Neustadt|Rechter Verteidiger|Grüne|
Geschäftsführerin der Muster & Söhne GmbH|Jugendclub Mitte|Pfarrer i. R.|stellv. Leiterin|Abteilung 3""",
    "en": """president|mayor of Springfield|D-Ohio|CEO, Acme Ltd.|coach|vice president for research|Far Right Party|
treasurer and secretary|Center for Design|Left Bank Theatre|MP|chair of the Left Alliance|Back Bay Books|U.S. senator""",
}
LONGEST_LIST = 8


def name(draw: random.Random, style: Style) -> str:
    """One invented name."""
    known = draw.random() < 0.75
    words = [draw.choice(GIVEN if known else UNKNOWN)]
    # German writes every noun with a capital: an unknown word before "Maria Muster" is an occupation there.
    if draw.random() < 0.1 and (known or style != "de"):
        words.append(draw.choice(MIDDLE))
    if draw.random() < 0.15:
        words.append(draw.choice(PARTICLES))
    words.append(draw.choice(SURNAMES))
    if draw.random() < 0.1:
        words[-1] += f"-{draw.choice(SURNAMES)}"
    if draw.random() < 0.05:
        words.append(draw.choice(SUFFIXES[style != "de"]))
    return " ".join(words)


def role(draw: random.Random, style: Style) -> str | None:
    """An office, or none."""
    words = ROLES["de" if style == "de" else "en"].replace("\n", "").split("|")
    return draw.choice(words) if draw.random() < 0.4 else None


def names(draw: random.Random, style: Style) -> Iterator[str]:
    """Invented names, none of them a part of another."""
    told: list[set[str]] = []
    while True:
        found = name(draw, style)
        words = set(found.casefold().split())
        if not any(words <= other or other <= words for other in told):
            told.append(words)
            yield found


def listed(draw: random.Random, style: Style, people: Iterator[str], row: Row | None) -> list[Mention]:
    """A list from one side."""
    side: Side = draw.choice(["left", "left", "left", "right"])
    size = draw.randint(2, LONGEST_LIST)
    return [
        Mention(next(people), (0, 0), role=role(draw, style), pictured=True, position=Position(side, index, row))
        for index in range(1, size + 1)
    ]


def single(draw: random.Random, style: Style, people: Iterator[str]) -> list[Mention]:
    """One to four persons with a place of their own, or without one."""
    row: Row | None = draw.choice([None, None, None, "front", "back", 2])
    places: list[Position | None] = [
        Position("left", 1, row),
        Position("right", 1, row),
        Position("center", None, row),
        Position("left", draw.randint(2, 12), row),
        Position("right", draw.randint(2, 12), row),
        Position(None, None, row) if row else None,
        None,
    ]
    return [
        Mention(next(people), (0, 0), role=role(draw, style), pictured=True, position=place)
        for place in draw.sample(places, draw.randint(1, 4))
    ]


def group(draw: random.Random, style: Style) -> list[Mention]:
    """Invented people as an editor would have them told: in rows, in one list, or singly; some of them absent."""
    people = names(draw, style)
    found: list[Mention] = []
    kind = draw.choice(["rows", "list", "singly", "both", "clock"])
    if kind == "rows":
        rows: list[Row] = draw.choice([["back", "front"], ["front", "middle", "back"], [1, 2], [1, 2, 3, 4]])
        for row in rows:
            found += listed(draw, style, people, row)
    if kind in {"singly", "both"}:
        found += single(draw, style, people)
    if kind in {"list", "both"}:
        found += listed(draw, style, people, None)
    if kind == "clock":
        size = draw.randint(2, LONGEST_LIST)
        found += [
            Mention(next(people), (0, 0), role=role(draw, style), pictured=True, clock=place)
            for place in range(1, size + 1)
        ]
    absent = draw.choice([0, 0, 0, 1, 2, 3])
    return found + [Mention(next(people), (0, 0), role=role(draw, style), pictured=False) for _ in range(absent)]


def failure(people: Sequence[Mention], text: str) -> str:
    """What a reading of `text` tells wrongly of `people`; "" for nothing."""
    read = read_caption(text).people
    if [p.name for p in read] != [p.name for p in people]:
        if len(read) != len(people):
            return "somebody is lost" if len(read) < len(people) else "somebody is made up"
        return "name"
    for told, got in zip(people, read, strict=True):
        if got.pictured != told.pictured:
            return "pictured"
        if (got.position, got.clock) != (told.position, told.clock):
            return "place"
        if got.role != told.role:
            return "role"
    return ""


def main() -> int:
    """Compose and read the groups, and print what failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--groups", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=3, help="examples of each failure")
    wanted = parser.parse_args()
    draw = random.Random(wanted.seed)  # noqa: S311 - no secret
    failed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for count in range(wanted.groups):
        style = STYLES[count % len(STYLES)]
        people = group(draw, style)
        text = compose(people, style)
        what = failure(people, text)
        if what:
            failed[style, what].append(text)
    for (kind, what), texts in sorted(failed.items(), key=lambda entry: -len(entry[1])):
        print(f"{kind} {what}: {len(texts)}")
        for text in sorted(texts, key=len)[: wanted.show]:
            print(f"    {text}")
    wrong = sum(map(len, failed.values()))
    print(f"{wanted.groups - wrong} of {wanted.groups} groups are read back")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
