"""How fast captions are read, and that the time grows with the length of the text and no faster.

    python scripts/bench_captions.py [CORPUS.jsonl …] [--repeat 5] [--megabytes 1]

Without files the invented captions of tests/corpus are read. One process, after start-up: the vocabularies are loaded and
each caption was read once. Seconds are of processor time, which other programs on the machine do not lengthen. Beside
ours stands what a user would write instead: one regular expression for "(v.l.)", "von links", "from left" and the like,
with the names behind it split at commas. It is told how many of the corpus's names each of the two finds, because a
faster way that finds nothing is no way.
"""

import argparse
import json
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vonlinks.caption import read_caption

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
SHORTEST = 1 / 16  # of the longest text of the second table
_OPENER = re.compile(
    r"\(?(?:v\. ?l\.(?: ?n\. ?r\.)?|von links(?: nach rechts)?|from (?:the )?left(?: to right)?|l-r)\)?:? *([^.()]+)",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r", | und | and ")
_NAME = re.compile(r"(?:[A-ZÄÖÜ][\w'-]+ ?){2,3}$")


@dataclass(frozen=True)
class Example:
    """A caption and the names in it."""

    text: str
    names: frozenset[str]


def examples(paths: Sequence[Path]) -> list[Example]:
    """All captions of the files."""
    lines = (line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    found = (json.loads(line) for line in lines)
    return [Example(line["text"], frozenset(person["name"] for person in line["people"])) for line in found]


def ours(text: str) -> set[str]:
    """The names as vonlinks reads them."""
    return {mention.name for mention in read_caption(text).people}


def plain(text: str) -> set[str]:
    """The names as one regular expression finds them."""
    pieces = (piece for match in _OPENER.finditer(text) for piece in _BETWEEN.split(match[1]))
    return {match[0].strip() for piece in pieces if (match := _NAME.search(piece.strip()))}


def seconds(read: Callable[[str], object], texts: Sequence[str], repeat: int) -> float:
    """The shortest processor time of `repeat` runs over all texts."""
    best = float("inf")
    for _ in range(repeat):
        start = time.process_time()
        for text in texts:
            read(text)
        best = min(best, time.process_time() - start)
    return best


def found_of(read: Callable[[str], set[str]], captions: Sequence[Example]) -> float:
    """The share of the names that `read` finds."""
    return sum(len(c.names & read(c.text)) for c in captions) / max(1, sum(len(c.names) for c in captions))


def long_texts(captions: Sequence[Example], size: int) -> dict[str, str]:
    """Texts of `size` characters: all captions behind each other, and what could tempt a reader to look at all again and again."""
    units = {
        "captions": " ".join(caption.text for caption in captions) + " ",
        "one list": "Eva Muster, ",
        "list openers": "v.l.: ",
        "capital words": "Eva ",
        "connectors": "Eva und ",
        "open brackets": "(",
        "lone markers": "Eva Muster (l.) ",
        "credit words": "Foto: ",
        "copyright signs": "(c) ",
        "dates": "Montag, 3. Mai 2019 ",
        "initials": "a.",
        "numbers": "2. ",
        "offices": "der Leiter der ",
        "quotes": '" Eva',
    }
    return {name: (unit * (size // len(unit) + 1))[:size] for name, unit in units.items()}


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="*", type=Path)
    parser.add_argument("--repeat", type=int, default=5)
    parser.add_argument("--megabytes", type=float, default=1)
    args = parser.parse_args()
    captions = examples(args.corpus or sorted(CORPUS.glob("*.jsonl")))
    texts = [caption.text for caption in captions]
    print(f"{len(texts)} captions, {sum(map(len, texts)) / len(texts):.0f} characters on average")
    rates = {}
    for name, read in {"ours": ours, "one regular expression": plain}.items():
        found = found_of(read, captions)
        rates[name] = len(texts) / seconds(read, texts, args.repeat)
        print(f"  {name:24} {rates[name]:9,.0f} captions/s   {found:6.1%} of the names")
    print(f"  ours takes {rates['one regular expression'] / rates['ours']:.0f} times as long")
    size = round(args.megabytes * 1e6)
    small = round(size * SHORTEST)
    print(f"\nlong texts: seconds for {small:,} and {size:,} characters; growth, 1.0 being linear")
    longer = long_texts(captions, size)
    for name, text in longer.items():
        low, high = (seconds(read_caption, [part], 1) for part in (text[:small], text))
        print(f"  {name:16} {low:7.2f} {high:7.2f}   {high / low * SHORTEST:4.1f}")


if __name__ == "__main__":
    main()
