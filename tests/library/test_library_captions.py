"""Each caption is readable where SOURCES.md says it is: by our own reader and by ExifTool."""

import json
import shutil
import subprocess

import pytest

from vonlinks.metadata import CaptionSheets, companions, read_metadata

EXIFTOOL = shutil.which("exiftool")

# Which of the caption's carriers each file has; the numbers are those of the file names.
IPTC = {"01", "02", "03", "05", "07", "08", "11", "14", "19"}
XMP = {"01", "02", "03", "04", "05", "06", "08", "10", "11", "13", "14", "15"}
BESIDE = {"12": "captions.csv", "18": "captions.csv", "16": "sidecar", "17": "sidecar"}


def test_our_reader_finds_the_caption_with_all_that_stands_beside_the_photo(expected, sample_photos):
    path = sample_photos / expected["file"]
    metadata = read_metadata(path, companions(path, CaptionSheets()))
    assert metadata.caption == expected["caption"]
    assert metadata.warnings == ()
    number = expected["file"][:2]
    sources = {value.source for value in metadata.sources if value.field == "caption"}
    wanted = {"iptc"} if number in IPTC else set()
    wanted |= {"xmp"} if number in XMP else set()
    wanted |= {BESIDE[number]} if number in BESIDE else set()
    assert sources == wanted


def test_every_captioned_photo_has_a_time_and_a_byline(expected, sample_photos):
    path = sample_photos / expected["file"]
    metadata = read_metadata(path, companions(path, CaptionSheets()))
    assert metadata.taken is not None
    assert metadata.taken.startswith("2026-03-")
    assert metadata.byline == (("Vera Beispiel",) if expected["caption"] else ())


@pytest.fixture(scope="module")
def by_exiftool(sample_photos):
    """What ExifTool reads in each file, by file name and by group and name of the property."""
    if EXIFTOOL is None:
        pytest.skip("exiftool is not installed")
    command = [EXIFTOOL, "-j", "-G1", "-charset", "utf8", "-a", str(sample_photos)]
    read = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return {photo["SourceFile"].rpartition("/")[2]: photo for photo in read}


def test_exiftool_reads_the_same_captions(expected, by_exiftool):
    photo = by_exiftool[expected["file"]]
    number = expected["file"][:2]
    assert photo.get("IPTC:Caption-Abstract") == (expected["caption"] if number in IPTC else None)
    assert photo.get("XMP-dc:Description") == (expected["caption"] if number in XMP else None)
    assert "ExifTool:Warning" not in photo


def test_exiftool_reads_rights_and_places(expected, by_exiftool):
    photo = by_exiftool[expected["file"]]
    number = expected["file"][:2]
    if number in IPTC:
        assert photo["IPTC:CodedCharacterSet"] == "UTF8"
        assert photo["IPTC:By-line"] == "Vera Beispiel"
        assert photo["IPTC:CopyrightNotice"] == "© vonlinks-Beispiel, 2026"
        assert photo["IPTC:Country-PrimaryLocationName"] == "Deutschland"
    if number in XMP:
        assert photo["XMP-dc:Creator"] == "Vera Beispiel"
        assert photo["XMP-photoshop:City"] == "Musterstadt"
        assert photo["XMP-iptcExt:Event"] == "Porträtwand Musterstadt 2026"
