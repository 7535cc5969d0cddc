"""What a file says, in every form in which programs write it; the numbers are those of the metadata test plan."""

import hashlib
import struct
import zlib

import pytest
from PIL import Image

from vonlinks.errors import UnreadablePhotoError
from vonlinks.metadata import read_metadata
from vonlinks.metadata.fields import xmp_values
from vonlinks.metadata.xmp import parse_packet

UTF8 = b"\x1b%G"


def values(read, field, source=None):
    return [s.value for s in read.sources if s.field == field and source in {None, s.source}]


def iptc(write, photo, block, digest=None, *more):
    return read_metadata(photo(write.jpeg(*more, write.app13(write.photoshop(block, digest)))))


IIM_TEXTS = [
    # 1: UTF-8 that says so
    ("Žofie Müller, Анна, 李", "Žofie Müller, Анна, 李".encode(), UTF8),
    # 2: UTF-8 that does not
    ("Žofie Müller, Анна, 李", "Žofie Müller, Анна, 李".encode(), None),
    # 3: Windows-1252 that does not say so; Latin-2 that does
    ("„Zoë“ – 5 €", "„Zoë“ – 5 €".encode("cp1252"), None),
    ("Žofie Dvořáková", "Žofie Dvořáková".encode("iso8859-2"), b"\x1b-B"),
    ("Анна", "Анна".encode("iso8859-5"), b"\x1b-L"),
    # 5: says UTF-8 but is not
    ("Jörg Müßig", "Jörg Müßig".encode("cp1252"), UTF8),
    ("ein Café", "ein Café".encode("cp1252"), None),
    ("plain", b"plain\0\0", None),
]


@pytest.mark.parametrize(("text", "raw", "charset"), IIM_TEXTS)
def test_iim_text_in_every_charset(text, raw, charset, write, photo):
    read = iptc(write, photo, write.iim((120, raw), charset=charset))
    assert read.caption == text
    assert values(read, "caption") == [text]


def test_a_guess_is_flagged_and_can_be_corrected(write, photo):  # 4
    block = write.iim((120, "Eva Trübsal".encode("mac_roman")), (80, b"Eva Beispiel"))
    path = photo(write.jpeg(write.app13(write.photoshop(block))))
    assert any("Mac Roman was guessed" in warning for warning in read_metadata(path).warnings)
    assert read_metadata(path).caption == "Eva Trübsal"
    corrected = read_metadata(path, iim_charset="cp1250")
    assert corrected.caption == "Eva Trübsal".encode("mac_roman").decode("cp1250")
    assert corrected.warnings == ()


ARCHIVE = ["Köln: Jürgen Müßig (r.) überreicht „Das Öl“", "Évelyne à l’Élysée – ça va", "SPÖ-Chefin: Äußerung"]


@pytest.mark.parametrize("text", ARCHIVE)
@pytest.mark.parametrize("charset", ["cp1252", "mac_roman"])
def test_windows_and_mac_are_told_apart(charset, text, write, photo):
    assert iptc(write, photo, write.iim((120, text.encode(charset)))).caption == text


@pytest.mark.parametrize("charset", [UTF8, None])
def test_a_character_cut_by_the_limit_is_dropped(charset, write, photo):  # 5
    name = "Maximiliane Dorothea Schönefeldä"
    raw = name.encode()[:33][:32]
    block = write.iim((80, ("x" * 31 + "ä").encode()[:32]), (110, raw), charset=charset)
    read = iptc(write, photo, block)
    assert read.byline == ("x" * 31,)
    assert read.credit_line == raw.decode(errors="ignore")


def test_iim_over_two_segments_with_long_and_repeated_datasets(write, photo):  # 6
    caption = "Wort " * 8000
    block = write.iim((80, b"Eva Beispiel"), (80, b"Max Muster"), (25, b"rat"), (25, b"wahl"), (120, caption.encode()))
    stream = write.resource(0x0BB7, b"odd", b"A named resource") + write.photoshop(block)
    pieces = [stream[at : at + 20_000] for at in range(0, len(stream), 20_000)]
    read = read_metadata(photo(write.jpeg(*map(write.app13, pieces))))
    assert read.byline == ("Eva Beispiel", "Max Muster")
    assert read.keywords == ("rat", "wahl")
    assert read.caption == caption.strip()


def test_the_first_of_several_iim_blocks_wins(write, photo):
    first, second = (write.photoshop(write.iim((120, text))) for text in (b"first", b"second"))
    apart = write.jpeg(write.app13(first), write.segment(0xFE, b"comment"), write.app13(second))
    assert read_metadata(photo(apart)).caption == "first"
    assert read_metadata(photo(write.jpeg(write.app13(first + second)))).caption == "first"


@pytest.mark.parametrize("signature", [b"PHUT", b"AgHg", b"DCSR", b"MeSa"])
def test_resources_of_other_makers_are_passed(signature, write, photo):
    stream = write.resource(0x03E8, b"abc").replace(b"8BIM", signature) + write.photoshop(write.iim((120, b"text")))
    assert read_metadata(photo(write.jpeg(write.app13(stream)))).caption == "text"


def test_a_name_cut_by_iim_is_taken_whole_from_xmp(write, photo):  # 7
    name = "Maximiliane Dorothea von Schönefeld-Beispiel"
    cut = name.encode()[:32]
    packet = write.xmp(write.bag("dc:creator", name, kind="Seq") + "<photoshop:City>Old</photoshop:City>")
    read = iptc(write, photo, write.iim((80, cut), (90, b"New")), b"x" * 16, write.app1_xmp(packet))
    assert read.byline == (name,)
    assert read.city == "New"


DIGESTS = [(b"right", "from XMP"), (b"wrong" * 3 + b"!", "from IIM"), (None, "from XMP"), (bytes(16), "from XMP")]


@pytest.mark.parametrize(("digest", "wanted"), DIGESTS)
def test_the_digest_decides_between_xmp_and_iim(digest, wanted, write, photo):  # 8
    packet = write.xmp(write.alt("dc:description", "from XMP") + "<photoshop:Headline>only XMP</photoshop:Headline>")
    read = iptc(write, photo, write.iim((120, b"from IIM"), (90, b"only IIM")), digest, write.app1_xmp(packet))
    assert read.caption == wanted
    assert (read.headline, read.city) == ("only XMP", "only IIM")
    assert values(read, "caption", "xmp") == ["from XMP"]
    assert values(read, "caption", "iptc") == ["from IIM"]
    assert any("differ" in warning for warning in read.warnings)


JUNK = [
    b"OLYMPUS DIGITAL CAMERA",
    b"SONY DSC",
    b"DCIM\\100GOPRO\\G0010001.JPG",
    b"000015",
    b"Exif_JPEG_PICTURE",
    b"   ",
    b"---",
]


@pytest.mark.parametrize("junk", JUNK)
def test_what_a_camera_writes_is_no_caption(junk, write, photo):  # 9
    read = read_metadata(photo(write.jpeg(write.app1_exif(write.exif({0x010E: junk})))))
    assert read.caption is None
    assert values(read, "caption") == ([junk.decode()] if junk.strip() else [])


def test_a_camera_s_text_never_hides_a_caption(write, photo):
    packet = write.xmp(write.alt("dc:description", "OLYMPUS DIGITAL CAMERA"))
    exif = write.exif({0x010E: b"Eva Beispiel (l.)"})
    assert (
        read_metadata(photo(write.jpeg(write.app1_exif(exif), write.app1_xmp(packet)))).caption == "Eva Beispiel (l.)"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_exif_text_is_never_garbled(encoding, write, photo):  # 10
    texts = {0x010E: "Porträtt på Eva", 0x013B: "Jörg; Zoë", 0x8298: "© Müller\0Herausgeber"}
    exif = write.exif({number: text.encode(encoding) for number, text in texts.items()}, taken=b"2017:01:18 18:02:11")
    read = read_metadata(photo(write.jpeg(write.app1_exif(exif))))
    assert (read.caption, read.byline, read.copyright_notice) == (
        "Porträtt på Eva",
        ("Jörg", "Zoë"),
        "© Müller; Herausgeber",
    )
    assert read.taken == "2017-01-18T18:02:11"


CANONICAL = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"><rdf:Description rdf:about="">
 <dc:description><rdf:Alt><rdf:li xml:lang="de">Žofie</rdf:li><rdf:li xml:lang="x-default">Zofie &amp; Eva</rdf:li></rdf:Alt></dc:description>
 <dc:subject><rdf:Bag><rdf:li>rat</rdf:li><rdf:li>wahl</rdf:li></rdf:Bag></dc:subject>
 <photoshop:City>Bochum</photoshop:City></rdf:Description></rdf:RDF>"""
FOREIGN = """<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://purl.org/dc/elements/1.1/"
 xmlns:b="http://ns.adobe.com/photoshop/1.0/"><r:Description b:City="Bochum"/><r:Description>
 <a:description>Zofie &#38; Eva</a:description></r:Description><r:Description r:about="x">
 <a:subject><r:Seq><r:li>rat</r:li><r:li> wahl </r:li></r:Seq></a:subject></r:Description></r:RDF>"""
WANTED = {"caption": ("Zofie & Eva",), "keywords": ("rat", "wahl"), "city": ("Bochum",)}


@pytest.mark.parametrize("text", [CANONICAL, FOREIGN], ids=["canonical", "foreign"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le", "utf-32"])
def test_every_serialisation_of_xmp_means_the_same(encoding, text, write, photo):  # 11
    for wrapped in (text, f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{text}'):
        packet = parse_packet(wrapped.encode(encoding))
        assert packet is not None
        assert not packet.recovered
        assert xmp_values(packet) == WANTED
    read = read_metadata(photo(write.jpeg(write.app1_xmp(text.encode(encoding)))))
    assert (read.caption, read.keywords, read.city) == ("Zofie & Eva", ("rat", "wahl"), "Bochum")


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(12))
    + '<!ENTITY file SYSTEM "file:///etc/passwd">]>'
)


def test_entities_are_never_expanded_and_damage_is_survived(write):  # 12
    body = write.xmp(
        write.alt("dc:description", "Rat &m; &file; & Tat\x07") + "<photoshop:City>Bochum</photoshop:City>"
    ).decode()
    packet = parse_packet((BOMB + body).encode())
    assert packet is not None
    assert packet.recovered
    assert packet.get("dc:description").one_text() == "Rat &m; &file; & Tat"
    assert xmp_values(packet)["city"] == ("Bochum",)


def test_a_broken_end_and_latin_1_bytes_are_survived(write):
    whole = write.xmp("<photoshop:City>K\u00f6ln</photoshop:City>" + write.alt("dc:description", "text"))
    latin = parse_packet(whole.decode().replace("\ufeff", "").encode("latin-1"))
    assert latin is not None
    assert (xmp_values(latin)["city"], latin.recovered) == (("Köln",), True)
    cut = parse_packet(whole[: whole.index(b"</dc:description>")])
    assert cut is not None
    assert (xmp_values(cut)["city"], cut.recovered) == (("Köln",), True)


@pytest.mark.parametrize("damage", [None, "digest", "gap", "length"])
def test_extended_xmp_is_joined_only_where_it_belongs(damage, write, photo):  # 13
    extension = write.xmp(write.bag("dc:subject", *(f"keyword {n}" for n in range(9000))), wrapped=False)
    guid = hashlib.md5(extension, usedforsecurity=False).hexdigest().upper()
    main = write.xmp(write.alt("dc:description", "main") + f"<xmpNote:HasExtendedXMP>{guid}</xmpNote:HasExtendedXMP>")
    body = extension.replace(b"keyword 7", b"keyword X", 1) if damage == "digest" else extension
    full = len(body) + (1 if damage == "length" else 0)
    pieces = [(at, body[at : at + 40_000]) for at in range(0, len(body), 40_000)]
    if damage == "gap":
        del pieces[1]
    head = b"http://ns.adobe.com/xmp/extension/\0" + guid.encode()
    segments = [write.segment(0xE1, head + struct.pack(">II", full, at) + piece) for at, piece in reversed(pieces)]
    read = read_metadata(photo(write.jpeg(write.app1_xmp(main), *segments)))
    assert read.caption == "main"
    assert len(read.keywords) == (0 if damage else 9000)
    assert any("extended" in warning for warning in read.warnings) == bool(damage)


def test_a_maker_note_of_a_billion_values_is_left_alone(write, photo):  # 14
    exif = bytearray(write.exif({0x010E: b"Eva Beispiel winkt"}, taken=b"2017:01:18 18:02:11"))
    at = exif.index(struct.pack("<HHI", 0x9003, 2, 20))
    exif[at : at + 8] = struct.pack("<HHI", 0x927C, 7, 1_006_641_184)
    assert read_metadata(photo(write.jpeg(write.app1_exif(bytes(exif))))).caption == "Eva Beispiel winkt"


def test_all_fields_are_read_from_xmp(write, photo):
    packet = write.xmp(
        write.alt("dc:rights", "© Eva")
        + write.alt("xmpRights:UsageTerms", "Nur redaktionell")
        + write.alt("Iptc4xmpExt:Event", "Ratssitzung")
        + write.bag("Iptc4xmpExt:PersonInImage", "Eva Beispiel", " Eva Beispiel ", "Max Muster")
        + "<Iptc4xmpExt:PersonInImageWDetails><rdf:Bag><rdf:li rdf:parseType='Resource'>"
        + write.alt("Iptc4xmpExt:PersonName", "Ida Probe")
        + "</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImageWDetails>"
        + "<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li><rdf:Description Iptc4xmpExt:City='Bochum'>"
        + "<Iptc4xmpExt:Sublocation>Rathaus</Iptc4xmpExt:Sublocation></rdf:Description></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>"
        + "<photoshop:Credit>dpa</photoshop:Credit><photoshop:Source>Archiv</photoshop:Source>"
        + "<photoshop:State>NRW</photoshop:State><photoshop:Country>Deutschland</photoshop:Country>"
        + "<photoshop:Instructions>Sperrfrist</photoshop:Instructions><photoshop:DateCreated>2017-01</photoshop:DateCreated>"
        + "<exif:GPSLatitude>51,28.9128N</exif:GPSLatitude><exif:GPSLongitude>7,13,30.5W</exif:GPSLongitude>"
    )
    read = read_metadata(photo(write.jpeg(write.app1_xmp(packet))))
    assert read.copyright_notice == "© Eva"
    assert read.usage_terms == "Nur redaktionell"
    assert read.event == "Ratssitzung"
    assert read.persons_shown == ("Eva Beispiel", "Max Muster", "Ida Probe")
    assert (read.credit_line, read.source, read.instructions) == ("dpa", "Archiv", "Sperrfrist")
    assert (read.location, read.city, read.state, read.country) == ("Rathaus", "Bochum", "NRW", "Deutschland")
    assert read.taken == "2017-01"
    assert read.gps == pytest.approx((51.48188, -7.2251389), abs=1e-6)


def test_capture_time_is_the_cameras_then_xmp_then_iim(write, photo):
    exif = write.app1_exif(write.exif(taken=b"2017:01:18 18:02:11"))
    unset = write.app1_exif(write.exif(taken=b"0000:00:00 00:00:00"))
    xmp = write.app1_xmp(write.xmp("<photoshop:DateCreated>2016-02-03T04:05:06+01:00</photoshop:DateCreated>"))
    iim = write.app13(write.photoshop(write.iim((55, b"20150203"), (60, b"040506+0200"))))
    assert read_metadata(photo(write.jpeg(exif, xmp, iim))).taken == "2017-01-18T18:02:11"
    assert read_metadata(photo(write.jpeg(unset, xmp, iim))).taken == "2016-02-03T04:05:06+01:00"
    assert read_metadata(photo(write.jpeg(unset, iim))).taken == "2015-02-03T04:05:06+02:00"


def test_text_is_composed_and_trimmed(write, photo):
    read = read_metadata(photo(write.jpeg(write.app1_xmp(write.xmp(write.alt("dc:description", " Zoe\u0308 \r\n "))))))
    assert read.caption == "Zoë"


def test_a_file_without_any_metadata_is_read(write, photo):
    for name, raw in [("a.jpg", write.jpeg()), ("a.png", write.png()), ("a.bmp", b"BM" + bytes(60)), ("b.jpg", b"")]:
        read = read_metadata(photo(raw, name))
        assert (read.caption, read.byline, read.regions, read.warnings) == (None, (), (), ())


def test_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(UnreadablePhotoError):
        read_metadata(tmp_path / "nowhere.jpg")


def raw_profile(name: bytes, raw: bytes) -> bytes:
    return name + b"\0\0" + zlib.compress(b"\n" + name + b"\n%8d\n" % len(raw) + raw.hex().encode() + b"\n")


def test_blocks_of_other_containers_are_read(write, photo):
    packet = write.xmp(write.alt("dc:description", "from XMP"))
    exif = write.exif({0x013B: b"Eva Beispiel"})
    resources = write.photoshop(write.iim((90, b"Bochum")))
    text = b"XML:com.adobe.xmp\0\0\0\0\0"
    packed = b"XML:com.adobe.xmp\0\1\0\0\0"
    webp = write.encoded(Image.new("RGB", (40, 30)), "WEBP", xmp=packet, exif=b"Exif\0\0" + exif)
    tiff = write.encoded(
        Image.new("RGB", (40, 30)),
        "TIFF",
        tiffinfo={700: packet, 34377: resources, 315: "Eva Beispiel"},
    )
    files = {
        "itxt.png": write.png(
            (b"iTXt", text + packet), (b"eXIf", exif), (b"zTXt", raw_profile(b"Raw profile type iptc", resources))
        ),
        "ztxt.png": write.png(
            (b"iTXt", packed + zlib.compress(packet)),
            (b"zTXt", raw_profile(b"Raw profile type exif", b"Exif\0\0" + exif)),
            (b"zTXt", raw_profile(b"Raw profile type iptc", resources)),
        ),
        "a.tif": tiff,
        "a.webp": webp,
    }
    for name, raw in files.items():
        read = read_metadata(photo(raw, name))
        assert (read.caption, read.byline) == ("from XMP", ("Eva Beispiel",)), name
        assert read.city == (None if name == "a.webp" else "Bochum"), name


def test_avif_blocks_are_read(write, photo):
    image = Image.new("RGB", (40, 30))
    packet = write.xmp(write.alt("dc:description", "from XMP"))
    raw = write.encoded(image, "AVIF", xmp=packet, exif=write.exif({0x013B: b"Eva Beispiel"}, orientation=6))
    read = read_metadata(photo(raw, "a.avif"))
    assert (read.caption, read.byline) == ("from XMP", ("Eva Beispiel",))
