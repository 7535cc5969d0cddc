"""captions.csv: captions that stand beside the photos, one row a photo."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vonlinks.metadata.dates import iso_moment
from vonlinks.metadata.text import clean, decode_file, each_once

__all__ = ["SHEET_NAME", "Sheet", "SheetRow", "file_key", "read_sheet"]

SHEET_NAME = "captions.csv"
_COLUMNS = (
    "caption",
    "headline",
    "byline",
    "credit_line",
    "copyright_notice",
    "keywords",
    "city",
    "country",
    "event",
    "taken",
)
_SEVERAL = {"byline": ";", "keywords": ";,"}
"""Columns that hold several values, and what parts them; keywords without any semicolon are parted by commas."""

_LARGEST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SheetRow:
    """What captions.csv says of one photo.

    Attributes:
        file: as written.
        values: by the name of the PhotoMetadata attribute; empty cells are left out.
    """

    file: str
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Sheet(Mapping[str, SheetRow]):
    """The rows of one captions.csv by file key (see `file_key`), with one sentence for each row that was left out."""

    rows: Mapping[str, SheetRow] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def __getitem__(self, key: str) -> SheetRow:
        return self.rows[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


def file_key(name: str) -> str:
    """The compare form of a file name: NFC, without regard to case.

    Sheets are written by hand and on other systems, where IMG_1.JPG and img_1.jpg are one file.
    """
    return unicodedata.normalize("NFC", name.strip()).casefold()


def _key_in(folder: Path, file: str) -> str | None:
    """The key of a file as a sheet in `folder` names it; None where it means one in another folder."""
    parts = [part for part in file.replace("\\", "/").split("/") if part.strip() not in {"", "."}]
    if len(parts) > 1 and file_key(parts[-2]) != file_key(folder.name):
        return None
    return file_key(parts[-1]) if parts else ""


def read_sheet(folder: Path) -> Sheet:
    """Read captions.csv of `folder`; an empty sheet where there is none. Never raises.

    UTF-8 (with or without BOM), UTF-16 with BOM, else Windows-1252; comma, semicolon or tab. Columns: `file`, and any
    of caption, headline, byline, credit_line, copyright_notice, keywords, city, country, event, taken; others are
    ignored. A row that cannot be used becomes a warning.
    """
    path = folder / SHEET_NAME
    try:
        raw = path.read_bytes() if path.stat().st_size <= _LARGEST else None
    except FileNotFoundError:
        return Sheet()
    except OSError as error:
        return Sheet(warnings=(f"{path}: not used, it cannot be read ({error.strerror})",))
    if raw is None:
        return Sheet(warnings=(f"{path}: not used, it is larger than {_LARGEST >> 20} MB",))
    return _parse(path, decode_file(raw))


def _column(title: str) -> str:
    return "_".join(clean(title).casefold().replace("-", " ").replace("_", " ").split())


def _parse(path: Path, text: str) -> Sheet:
    text = text.replace("\0", "")
    delimiter = _delimiter(text)
    if delimiter is None:
        return Sheet(warnings=(f'{path}: not used, its first row names no column "file"',))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [_column(title) for title in next(reader)]
    rows: dict[str, SheetRow] = {}
    warnings: list[str] = []
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            warnings.append(f"{path}: line {reader.line_num} was left out ({error})")
            continue
        if any(cell.strip() for cell in cells):
            _take(dict(zip(columns, cells, strict=False)), path, reader.line_num, rows, warnings)
            if any(cell.strip() for cell in cells[len(columns) :]):
                warnings.append(
                    f"{path}: line {reader.line_num} has more cells than the first row; is a text not in quotes?"
                )
    return Sheet(rows, tuple(warnings))


def _delimiter(text: str) -> str | None:
    """The delimiter under which the first row names the column "file" and most of the other columns."""
    best: tuple[int, str] | None = None
    for delimiter in ",;\t":
        try:
            titles = [_column(t) for t in next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), [])]
        except csv.Error:
            continue
        known = sum(title in _COLUMNS for title in titles)
        if "file" in titles and (best is None or known > best[0]):
            best = (known, delimiter)
    return best[1] if best else None


def _take(written: Mapping[str, str], path: Path, line: int, rows: dict[str, SheetRow], warnings: list[str]) -> None:
    where = f"{path}: line {line}"
    file = written.get("file", "").strip()
    key = _key_in(path.parent, file)
    if key is None:
        warnings.append(f"{where} was left out: {file} is in another folder, and each folder has a sheet of its own")
    elif not key:
        warnings.append(f"{where} was left out: it names no file")
    elif key in rows:
        warnings.append(f"{where} was left out: {file} has a row already")
    else:
        rows[key] = SheetRow(file, _values(written, where, warnings))


def _values(written: Mapping[str, str], where: str, warnings: list[str]) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {}
    for column in _COLUMNS:
        texts = each_once(_parts(column, written.get(column, "")))
        if column == "taken" and texts:
            moment = iso_moment(texts[0])
            if moment is None:
                warnings.append(f'{where}: "{texts[0]}" is no date')
            texts = (moment,) if moment else ()
        if texts:
            values[column] = texts
    return values


def _parts(column: str, cell: str) -> list[str]:
    delimiter = next((d for d in _SEVERAL.get(column, "") if d in cell), None)
    return cell.split(delimiter) if delimiter else [cell]
