"""Parity with ExifTool, the reference of the field: what it writes we read, and in the same words."""

import json
import shutil
import subprocess

import pytest

from vonlinks.domain import Box
from vonlinks.metadata import read_metadata
from vonlinks.metadata.orientation import to_upright

EXIFTOOL = shutil.which("exiftool")
pytestmark = pytest.mark.skipif(EXIFTOOL is None, reason="exiftool is not installed")

NAME = "Žofie O'Brien <&> 李"
FIELDS = {
    "caption": ("XMP-dc:Description", "IPTC:Caption-Abstract"),
    "headline": ("XMP-photoshop:Headline", "IPTC:Headline"),
    "byline": ("XMP-dc:Creator", "IPTC:By-line"),
    "credit_line": ("XMP-photoshop:Credit", "IPTC:Credit"),
    "copyright_notice": ("XMP-dc:Rights", "IPTC:CopyrightNotice"),
    "source": ("XMP-photoshop:Source", "IPTC:Source"),
    "usage_terms": ("XMP-xmpRights:UsageTerms", None),
    "instructions": ("XMP-photoshop:Instructions", "IPTC:SpecialInstructions"),
    "keywords": ("XMP-dc:Subject", "IPTC:Keywords"),
    "city": ("XMP-photoshop:City", "IPTC:City"),
    "state": ("XMP-photoshop:State", "IPTC:Province-State"),
    "country": ("XMP-photoshop:Country", "IPTC:Country-PrimaryLocationName"),
    "location": ("XMP-iptcCore:Location", "IPTC:Sub-location"),
    "event": ("XMP-iptcExt:Event", None),
    "persons_shown": ("XMP-iptcExt:PersonInImage", None),
}


def exiftool(path, **tags):
    """Write all tags in one run of ExifTool."""
    record = path.with_suffix(".json")
    record.write_text(json.dumps([{"SourceFile": str(path), **tags}]), encoding="utf-8")
    command = [
        EXIFTOOL,
        "-q",
        "-m",
        "-overwrite_original",
        "-codedcharacterset=utf8",
        "-charset",
        "iptc=UTF8",
        f"-json={record}",
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_every_field_that_exiftool_writes_is_read(kind, write, photo):
    from PIL import Image  # noqa: PLC0415  only this test makes pictures

    path = photo(write.encoded(Image.new("RGB", (64, 48)), kind), f"photo.{kind.lower()}")
    wanted = {field: [f"{field} Ä"] for field in FIELDS}
    wanted["byline"] = ["Eva Beispiel", NAME]
    exiftool(
        path,
        **{xmp: wanted[field] if len(wanted[field]) > 1 else wanted[field][0] for field, (xmp, _) in FIELDS.items()},
    )
    read = read_metadata(path)
    assert {s.source for s in read.sources} == {"xmp"}
    for field, texts in wanted.items():
        value = getattr(read, field)
        assert (list(value) if isinstance(value, tuple) else [value]) == texts


def test_iptc_that_exiftool_writes_is_read(write, photo):
    path = photo(write.jpeg())
    exiftool(path, **{iim: f"{field} Ä" for field, (_, iim) in FIELDS.items() if iim})
    read = read_metadata(path)
    assert {s.source for s in read.sources} == {"iptc"}
    for field, (_, iim) in FIELDS.items():
        value = getattr(read, field)
        assert value == ((f"{field} Ä",) if isinstance(value, tuple) and iim else f"{field} Ä" if iim else value)


def test_exif_that_exiftool_writes_is_read(write, photo):
    path = photo(write.jpeg())
    exiftool(
        path,
        **{
            "EXIF:ImageDescription": "Porträt Eva",
            "EXIF:Artist": "Jörg",
            "EXIF:Copyright": "© Jörg",
            "EXIF:DateTimeOriginal": "2017:01:18 18:02:11",
            "EXIF:OffsetTimeOriginal": "+01:00",
            "EXIF:GPSLatitude": 51.48188,
            "EXIF:GPSLatitudeRef": "S",
            "EXIF:GPSLongitude": 7.21972,
            "EXIF:GPSLongitudeRef": "W",
        },
    )
    read = read_metadata(path)
    assert (read.caption, read.byline, read.copyright_notice) == ("Porträt Eva", ("Jörg",), "© Jörg")
    assert read.taken == "2017-01-18T18:02:11+01:00"
    assert read.gps == pytest.approx((-51.48188, -7.21972), abs=1e-6)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_regions_that_exiftool_writes_are_read(orientation, write, photo):
    path = photo(write.jpeg(write.app1_exif(write.exif(orientation=orientation)), size=(64, 48)))
    area = {"X": 0.25, "Y": 0.5, "W": 0.25, "H": 0.5, "Unit": "normalized"}
    exiftool(
        path,
        **{
            "XMP-mwg-rs:RegionInfo": {
                "AppliedToDimensions": {"W": 64, "H": 48, "Unit": "pixel"},
                "RegionList": [
                    {"Area": area, "Name": NAME, "Type": "Face"},
                    {"Area": {**area, "X": 0.75}, "Name": "Max Muster", "Type": "Face"},
                ],
            },
            "XMP-MP:RegionInfoMP": {"Regions": [{"Rectangle": "0.125, 0.25, 0.25, 0.5", "PersonDisplayName": NAME}]},
        },
    )
    found = read_metadata(path).regions
    assert [(face.name, face.dialect, face.stale) for face in found] == [
        (NAME, "mwg", False),
        ("Max Muster", "mwg", False),
    ]
    wanted = to_upright(Box(0.125, 0.25, 0.25, 0.5), orientation)
    assert found[0].box.iou(wanted) > 0.999999


def test_a_digest_that_exiftool_writes_is_understood(write, photo):
    path = photo(write.jpeg())
    exiftool(path, **{"IPTC:Caption-Abstract": "from IIM", "XMP-dc:Description": "from XMP"})
    subprocess.run([EXIFTOOL, "-q", "-overwrite_original", "-IPTCDigest=new", str(path)], check=True)
    assert read_metadata(path).caption == "from XMP"
    exiftool(path, **{"IPTC:Caption-Abstract": "from IIM, later"})
    assert read_metadata(path).caption == "from IIM, later"
