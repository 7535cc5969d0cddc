"""Lists of persons as newsrooms keep them: rosters as CSV, and Photo Mechanic's code replacement files as they are.

Code replacements: https://docs.camerabits.com (Code Replacements): a line is a code, a tab, and one or more replacements
with tabs between them.
"""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vonlinks.caption import read_caption
from vonlinks.domain import LONGEST_NAME, Authority, Roles, fold, wikidata_id
from vonlinks.errors import RequestError

__all__ = ["BadLine", "Entry", "Roster", "read_roster"]

_LARGEST = 50_000_000
"""Bytes: a million lines and more."""

_COLUMNS = {
    "name": ("name", "full name", "person", "vollstandiger name", "nom", "nombre", "nome", "naam"),
    "given": ("first name", "given name", "firstname", "vorname", "prenom", "voornaam"),
    "family": ("last name", "family name", "surname", "lastname", "nachname", "familienname", "achternaam"),
    "addition": ("addition", "zusatz", "distinction"),
    "aliases": ("aliases", "alias", "other names", "also known as", "andere namen"),
    "role": ("role", "roles", "function", "title", "position", "funktion", "rolle", "rollen", "amt", "titel"),
    "year": ("year", "role year", "jahr", "since", "seit"),
    "notes": ("notes", "note", "remark", "remarks", "notiz", "notizen", "bemerkung", "bemerkungen"),
    "wikidata": ("wikidata", "wikidata id", "qid", "external id"),
    "portrait": ("portrait", "photo", "picture", "image", "file", "bild", "foto", "portrat"),
}
_BY_HEADING = {fold(heading): column for column, headings in _COLUMNS.items() for heading in headings}

_BETWEEN = re.compile(r"\s*[;|]\s*")
_ROLE_YEAR = re.compile(r"^(?P<role>.*?)\s*\((?P<year>\d{4})\)$")
_YEAR = re.compile(r"^\d{4}$")
_COMMENTS = ("#", "//")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that names a person.

    Attributes:
        line: its number, from 1.
        record: what it tells.
        portrait: a picture of the person alone; None where the line gives none.
    """

    line: int
    record: Authority
    portrait: Path | None = None


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was left out, or something in it; one sentence tells why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file lists.

    Attributes:
        kind: "roster" or "code replacements".
        entries: in the order of the file.
        bad: in the order of the file.
    """

    kind: str
    entries: tuple[Entry, ...]
    bad: tuple[BadLine, ...]


def read_roster(path: Path) -> Roster:
    """Read a CSV file with headings (comma, semicolon or tab), or a code replacement file.

    Files in UTF-8, UTF-16 with its mark, and the Western European 8-bit encodings are read. Headings in English and German
    are known: name (or first and last name), addition, aliases, role, year, notes, wikidata, portrait; others are left alone.
    Several aliases or roles in one field have a semicolon or "|" between them; a role may end with its year in brackets.

    Raises:
        RequestError: the file cannot be read, or is neither.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise RequestError(f"{path}: a file of more than {_LARGEST // 1_000_000} MB is no roster")
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise RequestError(f"{path}: this file cannot be read: {error.strerror}") from error
    lines = text.splitlines(keepends=True)
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith(_COMMENTS)), "")
    delimiter = _delimiter(first)
    if delimiter is not None:
        return _table(lines, delimiter, path.parent)
    if any("\t" in line for line in lines):
        return _replacements(lines)
    raise RequestError(
        f"{path}: this is neither a table whose first line has a heading “name”, nor a code replacement file with tabs"
    )


def _decoded(content: bytes) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def _delimiter(first: str) -> str | None:
    """What stands between the headings of a table; None where the line has no heading of a name."""
    for delimiter in (";", ",", "\t"):
        headings = {_BY_HEADING.get(fold(heading.strip().strip('"'))) for heading in first.split(delimiter)}
        if "name" in headings or {"given", "family"} <= headings:
            return delimiter
    return None


# Tables


def _table(lines: Sequence[str], delimiter: str, folder: Path) -> Roster:
    rows = _rows(lines, delimiter)
    columns: list[str | None] = []
    entries, bad = [], []
    seen: dict[str, int] = {}
    for line, cells in rows:
        if isinstance(cells, str):
            bad.append(BadLine(line, cells))
        elif not any(cells) or cells[0].startswith("#"):
            continue
        elif not columns:
            columns = [_BY_HEADING.get(fold(cell)) for cell in cells]
        else:
            try:
                entry = _entry(line, _by_column(columns, cells), folder)
            except (ValueError, RequestError) as error:
                bad.append(BadLine(line, str(error)))
                continue
            entries.append(entry)
            before = seen.setdefault(entry.record.name, line)
            if before != line and entry.record.wikidata is None:
                reason = f"{entry.record.name} stands in line {before} too and was taken for the same person"
                bad.append(BadLine(line, f"{reason}; an addition in brackets keeps two apart"))
    return Roster("roster", tuple(entries), tuple(bad))


def _rows(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """The number of each row's first line with its cells, or with a sentence on why it cannot be read."""
    reader = csv.reader(lines, delimiter=delimiter)
    while True:
        line = reader.line_num + 1
        try:
            yield line, [" ".join(cell.split()) for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            yield line, f"this is no line of a table: {error}"


def _by_column(columns: Sequence[str | None], cells: Sequence[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if column and cell and column not in found:
            found[column] = cell
    return found


def _entry(line: int, told: Mapping[str, str], folder: Path) -> Entry:
    """One row of a table.

    Raises:
        ValueError: it names nobody, or has a year that is none.
        RequestError: it has an id that is none.
    """
    name = told.get("name") or " ".join(filter(None, (told.get("given"), told.get("family"))))
    if "addition" in told and name:
        name = f"{name} ({told['addition'].strip('()')})"
    _check_name(name)
    aliases = tuple(alias for alias in _split(told.get("aliases", "")) if fold(alias) and alias != name)
    portrait = folder / told["portrait"] if "portrait" in told else None
    known_as = wikidata_id(told["wikidata"]) if "wikidata" in told else None
    record = Authority(name, aliases, _roles(told), told.get("notes", ""), known_as)
    return Entry(line, record, portrait)


def _check_name(name: str) -> None:
    if not fold(name):
        raise ValueError("there is no name")
    if not any(letter.isalpha() for letter in name):
        raise ValueError(f"“{name}” is no name: it has no letter")
    if len(name) > LONGEST_NAME:
        raise ValueError(f"“{name[:40]}…” is no name: it has more than {LONGEST_NAME} characters")


def _split(cell: str) -> list[str]:
    return list(dict.fromkeys(filter(None, _BETWEEN.split(cell))))


def _roles(told: Mapping[str, str]) -> Roles:
    year = told.get("year")
    if year is not None and not _YEAR.match(year):
        raise ValueError(f"“{year}” is no year")
    roles: list[tuple[str, int | None]] = []
    for cell in _split(told.get("role", "")):
        dated = _ROLE_YEAR.match(cell)
        own = int(dated["year"]) if dated else int(year) if year else None
        roles.append((dated["role"] if dated else cell, own))
    return tuple(roles)


# Code replacements


def _replacements(lines: Sequence[str]) -> Roster:
    entries, bad = [], []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith(_COMMENTS):
            continue
        texts = [" ".join(text.split()) for text in line.split("\t")]
        try:
            entries.append(Entry(number, _replaced(texts)))
        except ValueError as error:
            bad.append(BadLine(number, str(error)))
    return Roster("code replacements", tuple(entries), tuple(bad))


def _replaced(cells: Sequence[str]) -> Authority:
    """The person whom the replacements of one code name: the first that has a name leads.

    Raises:
        ValueError: there is none, or none names anybody.
    """
    if len(cells) == 1:
        raise ValueError("there is no tab between a code and its replacement")
    texts = [cell for cell in cells[1:] if cell]
    if not texts:
        raise ValueError("the code has no replacement")
    read = [found for text in texts if (found := _person(text))]
    if not read:
        raise ValueError(f"no person is named in “{texts[0][:80]}”")
    name = read[0][0]
    _check_name(name)
    aliases = {other for other, _ in read if _is_alias(other, name)}
    roles = dict.fromkeys((role, None) for _, role in read if role)
    return Authority(name, tuple(sorted(aliases)), tuple(roles))


@cache
def _person(text: str) -> tuple[str, str | None] | None:
    """The only person whom a text names, with the role that it gives.

    Where the reader finds nobody, the text may be a name that no list knows: then it is read as a caption has it, before
    a place.
    """
    for caption in (text, f"{text} (l.)"):
        people = read_caption(caption).people
        if len(people) == 1:
            return people[0].name, people[0].role
    return None


def _is_alias(other: str, name: str) -> bool:
    """Whether it is another form of the name, and long enough to mean nobody else."""
    words = fold(other).split()
    return other != name and len(words) > 1 and bool(set(words) & set(fold(name).split()))
