"""What commands print: JSON on standard output for programs, rich text for people."""

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from vonlinks.domain import FaceRecord, OfferedName, PhotoRecord

__all__ = ["DEPICTED", "console", "messages", "print_json", "print_line", "who_is_where"]

console = Console(highlight=False, soft_wrap=True)
messages = Console(highlight=False, stderr=True, soft_wrap=True)

DEPICTED = "in a picture or on a screen"
"""Said of a face that is no person present."""

_LIKELY = 0.5
_WORTH_SAYING = 0.2
"""Below this a suggestion is noise in a list; `show` prints it all the same."""


def print_json(document: object) -> None:
    """One JSON document on standard output."""
    sys.stdout.write(_utf8(json.dumps(document, ensure_ascii=False, indent=2)) + "\n")


def print_line(document: object) -> None:
    """One line of JSON Lines on standard output."""
    sys.stdout.write(_utf8(json.dumps(document, ensure_ascii=False)) + "\n")


def _utf8(text: str) -> str:
    """The text without lone surrogates, which no UTF-8 can hold: bytes of an argument or file name that were none."""
    return text.encode("utf-8", "replace").decode("utf-8")


def who_is_where(record: PhotoRecord) -> Text:
    """A photo's file, its faces in reading order with their names, and what does not fit; a line each."""
    text = Text()
    text.append(record.path.name, style="bold")
    text.append(f"  {record.id}\n", style="dim")
    for line in _face_lines(record.faces):
        text.append("  ").append_text(line).append("\n")
    for name in record.unplaced:
        text.append(f"  not found: {name}\n", style="yellow")
    for sentence in record.conflicts:
        text.append(f"  ! {sentence}\n", style="red")
    if not record.faces and not record.unplaced:
        text.append("  nobody\n", style="dim")
    return text


def _face_lines(faces: Sequence[FaceRecord]) -> Iterable[Text]:
    several = len({face.face.row for face in faces}) > 1
    for face in faces:
        place = f"row {face.face.row}, {face.face.rank}" if several else f"{face.face.rank}"
        shown = f"  {DEPICTED}" if face.face.depicted else ""
        yield Text(f"{place}. ", style="dim").append_text(_name(face)).append(shown, style="dim")


def _name(face: FaceRecord) -> Text:
    if face.person:
        return Text(f"{face.person}", style="green").append("  confirmed", style="dim")
    best = next(iter(face.suggestions), None)
    if best is None or best.probability < _WORTH_SAYING:
        return Text("?", style="dim")
    name = Text(best.person, style="bold" if best.strong else "yellow" if best.probability >= _LIKELY else "dim")
    return name.append(f"  {sure(best)}", style="dim").append(_reason(best), style="dim")


def sure(offer: OfferedName) -> str:
    """A probability in words and as a number.

    >>> sure(OfferedName("A", 0.973, True, ()))
    'sure 97 %'
    """
    word = "sure" if offer.strong else "likely" if offer.probability >= _LIKELY else "perhaps"
    return f"{word} {offer.probability:.0%}".replace("%", " %")


def _reason(offer: OfferedName) -> str:
    return f"  {offer.evidence[0].sentence}" if offer.evidence else ""


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun.

    >>> plural(1, "photo"), plural(3, "photo")
    ('1 photo', '3 photos')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def rows(pairs: Iterable[tuple[str, Any]]) -> Text:
    """Label and value lines, values aligned; empty values are left out."""
    kept = [(label, str(value)) for label, value in pairs if value not in (None, "", [], ())]
    width = max((len(label) for label, _ in kept), default=0)
    text = Text()
    for label, value in kept:
        text.append(f"{label:<{width}}  ", style="dim").append(f"{value}\n")
    return text
