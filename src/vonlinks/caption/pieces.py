"""A list cut at its marks into the pieces between two separators."""

from dataclasses import dataclass

from vonlinks.caption.sheet import Sheet
from vonlinks.caption.tokens import Flag

__all__ = ["Piece", "cut_pieces"]

_MANY_SEMICOLONS = 2


@dataclass(slots=True)
class Piece:
    """The tokens [first, stop) between two separators, with the separators' keys ("and" for a connector)."""

    first: int
    stop: int
    before: str
    after: str
    name: tuple[int, int, bool] | None = None


def cut_pieces(sheet: Sheet, low: int, high: int) -> list[Piece]:
    """The pieces of the tokens [low, high); where semicolons part the persons, commas stand inside a piece."""
    marks = {",", ";", ":", "\n", "·", "•", "|", "…"}
    semicolons = sum(1 for k in range(low, high) if sheet.keys[k] == ";" and sheet.depth[k] == sheet.depth[low])
    if semicolons >= _MANY_SEMICOLONS and any(sheet.keys[k] == "," for k in range(low, high)):
        marks = {";", ":", "\n"}
    pieces: list[Piece] = []
    start, before = low, ""
    i = low
    while i < high:
        if sheet.closes[i] >= 0 and sheet.closes[i] < high:
            i = sheet.closes[i] + 1
            continue
        separator = _separator(sheet, i, marks, high)
        if separator:
            if i > start:
                pieces.append(Piece(start, i, before, separator))
                before = separator
            elif separator == "and" and before in {",", ";"}:
                before = ", and"
                if pieces:
                    pieces[-1].after = ", and"
            start = i + 1
        i += 1
    if start < high:
        pieces.append(Piece(start, high, before, ""))
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
