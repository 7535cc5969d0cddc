"""A caption reading for people: the text with what was understood set apart, and below it the same as lists.

Colours where the terminal has them; plain marks where it has none, so that nothing is told by colour alone.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from unicodedata import category

from rich.console import Console
from rich.text import Text

from vonlinks.caption.outline import credit_words, sections
from vonlinks.caption.view import SegmentKind, segments
from vonlinks.domain import CaptionReading, Mention

__all__ = ["coloured_caption", "marked_caption", "print_reading"]

_STYLES: dict[SegmentKind, str] = {
    "name": "bold green",
    "role": "cyan",
    "place": "yellow",
    "date": "bright_blue",
    "credit": "magenta",
    "absent": "red strike",
    "unread": "dim",
}
_MARKS: dict[SegmentKind, tuple[str, str]] = {
    "name": ("[", "]"),
    "role": ("{", "}"),
    "place": ("<", ">"),
    "date": ("|", "|"),
    "credit": ("_", "_"),
    "absent": ("[-", "-]"),
    "unread": ("~", "~"),
}
_WORDS: dict[SegmentKind, str] = {"absent": "not in the picture", "unread": "not read"}
"""What the legend calls a kind, where that is not its own name."""

_WIDEST = 96
"""Columns of a line of prose: longer ones are hard to read back from their end to the next beginning."""
_NARROWEST = 16
_OBEYED = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode categories of control characters, surrogates and separators of lines."""
_LANGUAGES = {
    "da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "is": "Icelandic", "it": "Italian",
    "nl": "Dutch", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "sv": "Swedish",
}  # fmt: skip


def print_reading(console: Console, reading: CaptionReading) -> None:
    """Print a reading on `console`: coloured if it can be, wrapped to its width if it is a terminal."""
    plain = console.no_color or console.color_system is None
    width = min(max(console.width, _NARROWEST), _WIDEST) if console.is_terminal else None
    blocks = [_wrapped(console, marked_caption(reading) if plain else coloured_caption(reading), width)]
    blocks.append(_wrapped(console, _legend(reading, plain=plain), width))
    blocks += [_block(console, title, lines, width) for title, lines in _lists(reading)]
    blocks.append(_facts(console, reading, width))
    if reading.warnings:
        told = (_hung(console, "! ", Text(_printable(sentence), "yellow"), width) for sentence in reading.warnings)
        blocks.append(Text("\n").join(told))
    text = Text("\n\n").join(block for block in blocks if block.plain.strip())
    console.print(text.plain if plain else text, soft_wrap=True, markup=False)


def coloured_caption(reading: CaptionReading) -> Text:
    """The caption with each thing that was read in its own style."""
    text = Text(_printable(reading.text))
    for cut in segments(reading):
        text.stylize(_STYLES.get(cut.kind, ""), cut.start, cut.end)
    return text


def marked_caption(reading: CaptionReading) -> Text:
    """The caption with each thing that was read between marks of its own.

    >>> from vonlinks.caption import read_caption
    >>> marked_caption(read_caption("OB Eva Muster (l.) und Jan Probst. Foto: dpa")).plain
    '{OB} [Eva Muster] (<l.>) und [Jan Probst]. _Foto: dpa_'
    """
    text = _printable(reading.text)
    return Text("").join(Text(_between(cut.kind, text[cut.start : cut.end])) for cut in segments(reading))


def _between(kind: SegmentKind, words: str) -> str:
    before, after = _MARKS.get(kind, ("", ""))
    return f"{before}{words}{after}"


def _printable(text: str) -> str:
    """The text, code point for code point, with nothing in it that a terminal would obey."""
    return "".join(" " if letter != "\n" and category(letter) in _OBEYED else letter for letter in text)


def _legend(reading: CaptionReading, *, plain: bool) -> Text:
    """What the styles mean, for those that occur."""
    kinds = {cut.kind for cut in segments(reading)}
    words = {kind: _WORDS.get(kind, kind) for kind in _STYLES if kind in kinds}
    if plain:
        return Text("  ".join(_between(kind, word) for kind, word in words.items()))
    return Text("  ").join(Text(word, _STYLES[kind]) for kind, word in words.items())


def _lists(reading: CaptionReading) -> Iterable[tuple[str, Sequence[tuple[str, Text]]]]:
    """(title, (what stands before the person, the person)) of each list."""
    for section in sections(reading):
        kind: SegmentKind = "absent" if section.absent else "name"
        yield section.title, [(before, _person(reading.people[number], kind)) for before, number in section.lines]
    if not reading.people:
        yield "Nobody is named.", []


def _person(mention: Mention, kind: SegmentKind) -> Text:
    text = Text(_printable(mention.name), _STYLES[kind])
    if mention.role:
        text.append(", ").append(_printable(mention.role), _STYLES["role"])
    return text.append(f" ({mention.age})") if mention.age is not None else text


def _facts(console: Console, reading: CaptionReading, width: int | None) -> Text:
    facts = [
        ("Credit", Text(_printable(credit_words(reading.credit)), _STYLES["credit"])),
        ("Date", Text(_written(reading.date), _STYLES["date"])),
        ("Language", Text(_LANGUAGES.get(reading.language, reading.language))),
    ]
    return _columns(console, [(word, told) for word, told in facts if told.plain], width)


def _written(day: str | None) -> str:
    """An ISO 8601 date, as partial as it is, in words.

    >>> _written("2017-01-18"), _written("2017-01"), _written("2017"), _written(None)
    ('Wednesday, 18 January 2017', 'January 2017', '2017', '')
    """
    if not day or len(day) < len("2017-01"):
        return day or ""
    first = date.fromisoformat(day if len(day) > len("2017-01") else f"{day}-01")
    month = f"{first:%B} {first.year}"
    return f"{first:%A}, {first.day} {month}" if len(day) > len("2017-01") else month


def _block(console: Console, title: str, lines: Sequence[tuple[str, Text]], width: int | None) -> Text:
    head = _wrapped(console, Text(title, "underline"), width)
    return Text("\n").join([head, _columns(console, lines, width, "  ")]) if lines else head


def _columns(console: Console, lines: Sequence[tuple[str, Text]], width: int | None, indent: str = "") -> Text:
    """Two columns, the second wrapped within itself; one below the other where the first would take half the width."""
    wide = max((len(first) for first, _ in lines), default=0)
    if width is not None and len(indent) + wide > width // 2:
        wide = 0
    told = []
    for first, text in lines:
        number = first.isdecimal() or first == "–"
        before = f"{indent}{first:>{wide}}  " if number else f"{indent}{first:<{wide}}  "
        told.append(_hung(console, before, text, width))
    return Text("\n").join(told)


def _hung(console: Console, before: str, text: Text, width: int | None) -> Text:
    """`text` behind `before`, its further lines under its first; below it where there is no room beside it."""
    head = Text.assemble((before, "dim"))
    if width is not None and len(before) > width // 2:
        head = _wrapped(console, Text.assemble((before.rstrip(), "dim")), width).append("\n    ")
        before = " " * 4
    lines = _wrapped(console, text, None if width is None else width - len(before)).split("\n", allow_blank=True)
    return head.append_text(Text("\n" + " " * len(before)).join(lines))


def _wrapped(console: Console, text: Text, width: int | None) -> Text:
    if width is None:
        return text
    lines = text.wrap(console, width, overflow="fold")
    for line in lines:
        line.rstrip()
    return Text("\n").join(lines)
