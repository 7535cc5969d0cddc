"""Draws the sample library: library/photos/, its captions.csv and sidecars, and library/expected.jsonl.

    uv run python scripts/make_library.py [FILE…] [--to FOLDER]

Made from two public-domain portraits only (library/SOURCES.md). The same libraries give the same bytes at every run.
"""

import argparse
import csv
import io
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from sample_metadata import app13, exif, iim, insert_app13, xmp_packet
from sample_scenes import Shown, montage

_ROOT = Path(__file__).resolve().parents[1]
_PICTURES = Path(__file__).with_name("sample_pictures.toml")
_DUPLICATE = ("13-held-upright.jpg", "doppelt/kopie-von-13.jpg")
_TABLE_COLUMNS = (
    "file", "caption", "headline", "byline", "credit_line", "copyright_notice", "keywords", "city", "country", "event",
    "taken",
)  # fmt: skip
# Turning back what EXIF orientation 6 asks a viewer to turn.
_STORED = {1: None, 6: Image.Transpose.ROTATE_90}


def _encoded(picture: Image.Image, fields: Mapping[str, Any]) -> bytes:
    """The picture as a file of the format that its name tells, with what its carriers embed."""
    carriers = fields["carriers"]
    kind = Path(fields["file"]).suffix
    turn = _STORED[fields.get("orientation", 1)]
    stored = picture if turn is None else picture.transpose(turn)
    told = _exif(fields) if "exif" in carriers else None
    packet = xmp_packet(fields) if "xmp" in carriers else b""
    out = io.BytesIO()
    if kind == ".jpg":
        quality = fields.get("quality", 85)
        extras: dict[str, Any] = {"exif": told} if told else {}
        stored.save(out, "JPEG", quality=quality, optimize=True, subsampling="4:2:0", xmp=packet, **extras)
        return insert_app13(out.getvalue(), app13(iim(fields))) if "iptc" in carriers else out.getvalue()
    if kind == ".webp":
        stored.save(out, "WEBP", quality=82, method=6, xmp=packet, exif=told)
    elif kind == ".png":
        chunks = PngInfo()
        chunks.add_itxt("XML:com.adobe.xmp", packet.decode())
        stored.quantize(32, dither=Image.Dither.NONE).save(out, "PNG", optimize=True, pnginfo=chunks)
    else:
        tags = Image.Exif()
        tags[700] = packet  # XMP specification part 3: TIFF tag 700
        tags[33723] = iim(fields)  # IPTC-NAA
        stored.convert("L").save(out, "TIFF", compression="tiff_adobe_deflate", exif=tags)
    return out.getvalue()


def _exif(fields: Mapping[str, Any]) -> Image.Exif:
    """EXIF as a camera writes it; a picture without caption keeps only what the camera knows."""
    if not fields.get("caption"):
        return exif(fields["taken"], fields.get("orientation", 1))
    return exif(fields["taken"], fields.get("orientation", 1), fields["byline"], fields["copyright_notice"])


def _companions(folder: Path, fields: Mapping[str, Any]) -> None:
    """Write the sidecar or the text file that stands beside the picture."""
    if "sidecar" in fields["carriers"]:
        (folder / f"{fields['file']}.xmp").write_bytes(xmp_packet(fields))
    if "text" in fields["carriers"]:
        beside = folder / Path(fields["file"]).with_suffix(".txt").name
        beside.write_text(fields["caption"] + "\n", encoding="utf-8")


def _table(folder: Path, rows: list[Mapping[str, Any]]) -> None:
    """Write captions.csv for the pictures whose caption stands in the table."""
    with (folder / "captions.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(_TABLE_COLUMNS)
        for fields in rows:
            cells = (fields.get(column, "") for column in _TABLE_COLUMNS)
            writer.writerow("; ".join(cell) if isinstance(cell, list) else cell for cell in cells)


def _expected(fields: Mapping[str, Any], size: tuple[int, int], faces: list[Shown]) -> dict[str, Any]:
    """What a program should find: the faces by row and rank, and who of them the caption names."""
    ranks: dict[int, int] = {}
    shown = []
    for face in faces:
        ranks[face.row] = ranks.get(face.row, 0) + 1
        row = {"row": face.row, "rank": ranks[face.row], "name": face.name, "box": face.box, "clear": face.clear}
        shown.append(row)
    by_caption = bool(fields.get("caption")) and fields.get("status") != "conflict"
    return {
        "file": fields["file"],
        "duplicate_of": None,
        "width": size[0],
        "height": size[1],
        "caption": fields.get("caption"),
        "faces_shown": len(faces),
        "people": [face.name for face in faces if face.name] if by_caption else [],
        "status": fields.get("status", "pending"),
        "faces": shown,
    }


def _arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("only", nargs="*", help="file names to draw (default: all)")
    parser.add_argument("--to", type=Path, default=_ROOT / "library", help="folder to fill (default: library/)")
    return parser.parse_args()


def main() -> None:
    """Draw the pictures; files of the same names are overwritten, others are left alone."""
    wanted = _arguments()
    folder: Path = wanted.to / "photos"
    copy = folder / _DUPLICATE[1]
    copy.parent.mkdir(parents=True, exist_ok=True)
    plan = tomllib.loads(_PICTURES.read_text(encoding="utf-8"))
    pictures = [plan["common"] | one for one in plan["picture"] if not wanted.only or one["file"] in wanted.only]
    expected: list[dict[str, Any]] = []
    for fields in pictures:
        drawn, faces = montage(fields)
        content = _encoded(drawn, fields)
        (folder / fields["file"]).write_bytes(content)
        _companions(folder, fields)
        expected.append(_expected(fields, drawn.size, faces))
        print(f"{fields['file']}: {drawn.width} × {drawn.height}, {len(content) // 1000} kB, {len(faces)} faces")
        if fields["file"] == _DUPLICATE[0]:
            copy.write_bytes(content)
            expected.append(expected[-1] | {"file": _DUPLICATE[1], "duplicate_of": _DUPLICATE[0]})
    if not wanted.only:
        _table(folder, [fields for fields in pictures if "table" in fields["carriers"]])
        lines = [json.dumps(one, ensure_ascii=False) + "\n" for one in expected]
        (wanted.to / "expected.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
