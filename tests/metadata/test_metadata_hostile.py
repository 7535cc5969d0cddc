"""Whatever bytes come, only a PhotoError comes out."""

import random
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from vonlinks.errors import PhotoError
from vonlinks.metadata import Picture, read_metadata
from vonlinks.metadata.dates import iso_moment
from vonlinks.metadata.iim import read_iim
from vonlinks.metadata.text import clean, decode_guessing
from vonlinks.metadata.xmp import parse_packet

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:PIL")

STARTS = [
    b"",
    b"\xff\xd8\xff\xe1",
    b"\xff\xd8\xff\xed\x00\x40Photoshop 3.0\x008BIM\x04\x04\x00\x00",
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR",
    b"RIFF\x40\x00\x00\x00WEBPVP8X",
    b"II*\x00\x08\x00\x00\x00",
    b"MM\x00*\x00\x00\x00\x08",
    b"II+\x00\x08\x00\x00\x00",
    b"\x00\x00\x00\x18ftypheic",
    b"\x00\x00\x00\x18ftypavif",
    b"GIF89a",
    b"BM",
]


def endure(path):
    """Do all that ingest does; anything but a PhotoError fails the test."""
    read_metadata(path)
    reason = "none"
    try:
        Picture.open(path).pixels(64)
    except PhotoError as error:
        reason = error.reason
    assert reason
    assert "\n" not in reason


@settings(max_examples=150, deadline=None)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300))
def test_random_bytes(start, rest, tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "photo.jpg"
    path.write_bytes(start + rest)
    endure(path)


@pytest.fixture(scope="module")
def whole_files(write):
    packet = write.xmp(write.alt("dc:description", "Eva & Max") + write.mwg(write.mwg_face(0.5, 0.5, 0.1, 0.1, "Eva")))
    exif = write.exif({0x010E: b"Eva Beispiel winkt"}, orientation=6, taken=b"2017:01:18 18:02:11")
    resources = write.photoshop(write.iim((120, b"Caption"), (80, b"Eva")), b"right")
    image = Image.new("RGB", (24, 16), (9, 80, 200))
    return [
        write.jpeg(write.app1_exif(exif), write.app13(resources), write.app1_xmp(packet), size=(24, 16)),
        write.png((b"eXIf", exif), (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet), size=(24, 16)),
        write.encoded(image, "TIFF", tiffinfo={700: packet, 34377: resources, 274: 6}),
        write.encoded(image, "WEBP", xmp=packet, exif=b"Exif\0\0" + exif),
        write.encoded(image, "AVIF", xmp=packet, exif=exif),
    ]


@pytest.mark.parametrize("seed", range(300))
def test_damaged_files(seed, whole_files, photo):
    rng = random.Random(seed)  # noqa: S311  a reproducible accident, no secret
    raw = bytearray(whole_files[seed % len(whole_files)])
    for _ in range(rng.randint(1, 12)):
        at = rng.randrange(len(raw))
        raw[at : at + rng.randint(0, 3)] = rng.choice(
            [b"\xff", b"\0\0\0\0", b"\xff\xff\xff\xff", rng.randbytes(4), b""]
        )
    if rng.random() < 0.2:
        del raw[rng.randrange(len(raw)) :]
    endure(photo(bytes(raw)))


@settings(deadline=None)
@given(raw=st.binary(max_size=600))
def test_random_blocks(raw):
    parse_packet(b"<rdf:RDF" + raw)
    parse_packet(raw)
    read_iim([b"8BIM\x04\x04\0\0" + raw, raw], raw)
    decode_guessing(raw)


@settings(deadline=None)
@given(text=st.text(max_size=60))
def test_random_text(text):
    assert clean(clean(text)) == clean(text)
    moment = iso_moment(text)
    assert moment is None or iso_moment(moment) == moment


@settings(deadline=None)
@given(moment=st.datetimes(timezones=st.none() | st.timezones()))
def test_every_moment_is_read_back(moment):
    written = moment.isoformat(timespec="seconds")
    if written.count(":") <= 3:
        assert iso_moment(written) == written
    assert iso_moment(moment.strftime("%d.%m.") + f"{moment.year:04}") == moment.date().isoformat()


def test_a_block_that_asks_for_too_much_costs_only_its_own_values(write, photo, monkeypatch):
    """A budget of reads stands for the thousands of overlapping directories that a crafted block can hold."""
    exif = write.exif({0x010E: b"Eva Beispiel winkt"}, taken=b"2017:01:18 18:02:11")
    path = photo(write.jpeg(write.app1_exif(exif)))
    assert read_metadata(path).taken == "2017-01-18T18:02:11"
    monkeypatch.setattr("vonlinks.metadata.exif._MOST_READS", 5)
    read = read_metadata(path)
    assert (read.caption, read.taken) == ("Eva Beispiel winkt", None)


QUADRATIC = ["<!DOCTYPE", "<?xml ", "&#x", "<!--", "<![CDATA[", "<rdf:RDF", "&"]


@pytest.mark.parametrize("piece", QUADRATIC)
def test_a_megabyte_of_beginnings_costs_no_more_than_its_length(piece):
    """Quadratic patterns would take hours here."""
    many = piece.encode() * (1_000_000 // len(piece))
    assert parse_packet(many) is None
    parse_packet(many + b">" * 1000)


def test_a_jpeg_of_nothing_but_zeros_is_given_up(photo):
    path = photo(b"\xff\xd8" + bytes(50_000_000))
    assert read_metadata(path).sources == ()
    with pytest.raises(PhotoError):
        Picture.open(path)


def test_iim_of_separators_alone(write):
    iim = read_iim([write.photoshop(b"\x1c" * 3_000_000)])
    assert iim is not None
    assert iim.texts == {}


def test_png_texts_that_unpack_without_end(write, photo):
    packed = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(bytes(30_000_000), 9)
    read = read_metadata(photo(write.png(*[(b"iTXt", packed)] * 50), "photo.png"))
    assert any("damaged" in warning for warning in read.warnings)


def test_very_deep_xmp_is_refused_or_read(write):
    deep = "<dc:a rdf:parseType='Resource'>" * 5000 + "x" + "</dc:a>" * 5000
    packet = parse_packet(write.xmp(deep + "<photoshop:City>Bochum</photoshop:City>"))
    assert packet is None or packet.properties
