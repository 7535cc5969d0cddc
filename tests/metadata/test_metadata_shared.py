"""The test files of other projects: no crash, what their projects document, and agreement with ExifTool."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from vonlinks.errors import PhotoError
from vonlinks.metadata import Companions, Picture, is_photo, read_metadata

pytestmark = [pytest.mark.shared, pytest.mark.filterwarnings("ignore::UserWarning:PIL")]

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "metadata"

FIELDS = {
    "IFD0:ImageDescription": ("caption", "exif"),
    "IFD0:Artist": ("byline", "exif"),
    "IFD0:Copyright": ("copyright_notice", "exif"),
    "ExifIFD:DateTimeOriginal": ("taken", "exif"),
    "IPTC:Caption-Abstract": ("caption", "iptc"),
    "IPTC:By-line": ("byline", "iptc"),
    "IPTC:Keywords": ("keywords", "iptc"),
    "IPTC:City": ("city", "iptc"),
    "IPTC:CopyrightNotice": ("copyright_notice", "iptc"),
    "IPTC:Headline": ("headline", "iptc"),
    "XMP-dc:Description": ("caption", "xmp"),
    "XMP-dc:Subject": ("keywords", "xmp"),
    "XMP-dc:Creator": ("byline", "xmp"),
    "XMP-photoshop:City": ("city", "xmp"),
    "XMP-photoshop:Headline": ("headline", "xmp"),
    "XMP-iptcExt:PersonInImage": ("persons_shown", "xmp"),
}
AGREED = {
    "IFD0:ImageDescription": (45, 47),
    "IFD0:Artist": (25, 26),
    "IFD0:Copyright": (17, 17),
    "ExifIFD:DateTimeOriginal": (168, 170),
    "IPTC:Caption-Abstract": (27, 28),
    "IPTC:By-line": (29, 32),
    "IPTC:Keywords": (40, 40),
    "IPTC:City": (23, 23),
    "IPTC:CopyrightNotice": (19, 20),
    "IPTC:Headline": (11, 11),
    "XMP-dc:Description": (25, 25),
    "XMP-dc:Subject": (31, 32),
    "XMP-dc:Creator": (25, 25),
    "XMP-photoshop:City": (13, 13),
    "XMP-photoshop:Headline": (8, 8),
    "XMP-iptcExt:PersonInImage": (5, 5),
}
"""(agreeing, present). What differs: Mac Roman and undeclared UTF-8, which ExifTool does not guess (4), an .exv file
that only bears the name .jpg, a hostile file, the second of two XMP blocks, and a description with a Mac apostrophe."""


@pytest.fixture(scope="module")
def rows() -> list[dict]:
    index = SHARED / "metadata.jsonl"
    if not index.is_file():
        pytest.skip("../shared/metadata is not here: the files of other projects are not part of this one")
    return [json.loads(line) for line in index.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def read(rows):
    """The metadata of every file, whatever it is."""
    return {row["file"]: read_metadata(SHARED / row["file"]) for row in rows}


def plain(text) -> str:
    """Words alone; long values stand in the index as the beginning of their JSON form."""
    text = str(text)
    if text.startswith('"') and text.endswith("…"):
        text = text[1:].replace("\\n", " ").replace("\\r", " ").replace('\\"', '"')
    return " ".join(text.split())


def agrees(wanted: list[str], mine: list[str]) -> bool:
    if wanted[0].endswith("…"):
        return bool(mine) and mine[0].startswith(wanted[0][:-1])
    return set(wanted) <= set(mine) or "; ".join(mine) == wanted[0]


def test_no_file_breaks_reading_or_decoding(rows):
    opened = 0
    for row in rows:
        try:
            Picture.open(SHARED / row["file"]).pixels(200)
            opened += 1
        except PhotoError:
            continue
    assert opened >= 474


def test_every_field_agrees_with_exiftool_as_often_as_ever(rows, read):
    present, agreed = Counter(), Counter()
    for row in rows:
        for key, (field, source) in FIELDS.items():
            found = (row["exiftool_12_57_reads"] or {}).get(key)
            wanted = [w for value in (found if isinstance(found, list) else [found]) if (w := plain(value or ""))]
            if not wanted or not is_photo(SHARED / row["file"]):
                continue
            mine = [plain(s.value) for s in read[row["file"]].sources if s.field == field and s.source == source]
            if field == "taken":
                wanted = [wanted[0][:19].replace(":", "-", 2).replace(" ", "T")]
                mine = [m[:19] for m in mine]
            present[key] += 1
            agreed[key] += agrees(wanted, mine)
    assert {key: (agreed[key], present[key]) for key in FIELDS} == AGREED


DOCUMENTED = {
    "IPTC By-line": lambda read: "; ".join(read.byline),
    "IPTC CopyrightNotice": lambda read: read.copyright_notice,
    "IPTC Province-State": lambda read: read.state,
    "IPTC 2:90 (City)": lambda read: read.city,
    "IPTC 2:101 (Country)": lambda read: read.country,
    "Artist": lambda read: "; ".join(read.byline),
    "Copyright": lambda read: read.copyright_notice,
    "Description": lambda read: read.caption,
    "TakenAtLocal": lambda read: (read.taken or "0001-01-01T00:00:00")[:19] + "Z",
    "Lat": lambda read: read.gps[0] if read.gps else 0.0,
    "Lng": lambda read: read.gps[1] if read.gps else 0.0,
}


def test_what_their_projects_document_is_read(rows, read):
    checked, differ = 0, []
    for row in rows:
        expected = row["expected"] if isinstance(row["expected"], dict) and is_photo(SHARED / row["file"]) else {}
        for key in DOCUMENTED.keys() & expected.keys():
            wanted, mine = expected[key], DOCUMENTED[key](read[row["file"]])
            if wanted == "":
                continue
            checked += 1
            if wanted != (pytest.approx(mine, abs=1e-4) if isinstance(mine, float) else mine):
                differ.append((row["file"], key, wanted, mine))
    assert checked >= 40
    assert differ == []


def test_documented_regions_are_read(rows, read, write, photo):
    (face,) = read["exiv2/DSC_3079.jpg"].regions
    assert (face.name, face.box.center) == ("America", pytest.approx((0.825794, 0.379665)))
    assert read["digikam/metadataengine/data/nikon-e2100.jpg"].regions == ()
    named = read["photoprism/iptc-2019.jpg"].regions[0].box
    assert (named.x, named.y, named.width, named.height) == pytest.approx((0.31, 0.18, 0.127, 0.385))
    sidecar = Companions(sidecars=(SHARED / "librephotos/api/tests/fixtures/niaz.xmp",))
    (face,) = read_metadata(photo(write.jpeg()), sidecar).regions
    assert face.box.center == pytest.approx((0.498486, 0.367807))


@pytest.mark.parametrize("kind", ["Landscape", "Portrait"])
def test_all_orientations_look_alike(kind, rows):
    upright = Picture.open(SHARED / f"recurser/{kind}_1.jpg").pixels(120).astype(int)
    # The files with a 0 have no valid orientation, and are stored upright.
    for orientation in (0, *range(2, 9)):
        turned = Picture.open(SHARED / f"recurser/{kind}_{orientation}.jpg").pixels(120)
        assert turned.shape == upright.shape
        # The pictures bear their own number, so a few pixels differ.
        assert np.abs(turned - upright).mean() < 12, orientation


def test_turned_and_mirrored_avif_look_alike(rows):
    upright = Picture.open(SHARED / "pillow/avif/rot0mir0.avif").pixels(120).astype(int)
    assert np.abs(upright[:, ::-1] - upright).mean() > 16
    for turn, mirror in [(0, 1), (1, 0), (1, 1), (2, 0), (2, 1), (3, 0), (3, 1)]:
        turned = Picture.open(SHARED / f"pillow/avif/rot{turn}mir{mirror}.avif").pixels(120)
        assert turned.shape == upright.shape
        assert np.abs(turned - upright).mean() < 8, (turn, mirror)
