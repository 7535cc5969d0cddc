"""Which lines of the caption reader's rules no caption of the corpus reaches.

    python scripts/check_corpus.py [--all]

Every caption of tests/corpus is read while Python tells each line that runs. Printed are the lines of
src/vonlinks/caption that hold a rule and never ran, with their text, by file; each of them wants a corpus line of its
own. Left out are what serves other ends than reading one caption: composing, views, articles (--all shows them too). The
status is 1 if a line of the reader was not reached.
"""

from __future__ import annotations

import argparse
import inspect
import json
import sys
from pathlib import Path
from types import CodeType
from typing import TYPE_CHECKING

import vonlinks.caption
from vonlinks.caption import read_caption

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from _typeshed import TraceFunction  # only type checkers have it

CORPUS = Path(__file__).resolve().parent.parent / "tests" / "corpus"
FOLDER = Path(vonlinks.caption.__file__).resolve().parent


def captions() -> Iterator[tuple[str, list[str]]]:
    """All captions of the corpus, each with the names that are known when it is read."""
    for path in sorted(CORPUS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                found = json.loads(line)
                yield found["text"], found.get("known", [])


def lines_of(code: CodeType) -> Iterator[int]:
    """The lines of functions inside `code` that can run: those of modules and classes run on import."""
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            if inner.co_flags & inspect.CO_OPTIMIZED and not inner.co_name.startswith("<"):
                first = inner.co_firstlineno
                yield from (line for _, _, line in inner.co_lines() if line is not None and line != first)
            yield from lines_of(inner)


class Watch:
    """Remembers the lines that ran in the files of the reader."""

    def __init__(self) -> None:
        self.reached: dict[str, set[int]] = {}

    def call(self, frame: FrameType, event: str, _: object) -> TraceFunction | None:
        """Watch a function of the reader; no other."""
        name = frame.f_code.co_filename
        if event != "call" or not name.startswith(str(FOLDER)):
            return None
        reached = self.reached.setdefault(name, set())

        def line(frame: FrameType, event: str, _: object) -> TraceFunction:
            if event == "line":
                reached.add(frame.f_lineno)
            return line

        return line


def used_files(reached: dict[str, set[int]], *, every: bool) -> list[Path]:
    """The files that reading a caption runs through; with `every` all of the folder."""
    return [path for path in sorted(FOLDER.glob("*.py")) if every or str(path) in reached]


def main() -> int:
    """Read the corpus under watch, and print what never ran."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--all", action="store_true", help="show files that reading a caption never enters, too")
    every = parser.parse_args().all
    corpus = list(captions())
    watch = Watch()
    sys.settrace(watch.call)
    for text, known in corpus:
        read_caption(text, known_names=known)
    sys.settrace(None)
    missed = total = 0
    for path in used_files(watch.reached, every=every):
        source = path.read_text(encoding="utf-8")
        can_run = set(lines_of(compile(source, str(path), "exec")))
        never = sorted(can_run - watch.reached.get(str(path), set()))
        total += len(can_run)
        missed += len(never)
        if never:
            print(path.name)
            rows = source.splitlines()
            for number in never:
                print(f"  {number:4} {rows[number - 1]}")
    print(f"{len(corpus)} captions reach {total - missed} of {total} lines")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
