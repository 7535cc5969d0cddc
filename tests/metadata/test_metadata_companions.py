"""captions.csv and sidecars beside a photo."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.metadata import CaptionSheets, companions, read_metadata, read_sheet
from vonlinks.metadata.sheet import file_key

ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_is_read(delimiter, encoding, tmp_path):
    lines = [["file", "caption"], ["a.jpg", '"Jörg Müßig (l.), Zoë, „Chefin“;\nzweite Zeile"'], ["B.JPG", "Sören"]]
    (tmp_path / "captions.csv").write_bytes("\r\n".join(map(delimiter.join, lines)).encode(encoding))
    sheet = read_sheet(tmp_path)
    assert sheet["a.jpg"].values["caption"] == ("Jörg Müßig (l.), Zoë, „Chefin“;\nzweite Zeile",)
    assert sheet[file_key("b.jpg")].values["caption"] == ("Sören",)
    assert sheet.warnings == ()


def test_all_columns_are_read_and_others_ignored(tmp_path):
    (tmp_path / "captions.csv").write_text(
        "File,Caption,headline,Byline,Credit Line,copyright_notice,keywords,city,country,event,taken,price\n"
        'a.jpg,C,H,Eva Beispiel; Max Muster,L,©,"rat, wahl",Bochum,DE,E,18.01.2017 18:02,9\n',
        encoding="utf-8",
    )
    assert dict(read_sheet(tmp_path)["a.jpg"].values) == {
        "caption": ("C",),
        "headline": ("H",),
        "byline": ("Eva Beispiel", "Max Muster"),
        "credit_line": ("L",),
        "copyright_notice": ("©",),
        "keywords": ("rat", "wahl"),
        "city": ("Bochum",),
        "country": ("DE",),
        "event": ("E",),
        "taken": ("2017-01-18T18:02",),
    }


def test_rows_that_cannot_be_used_become_warnings(tmp_path):
    (tmp_path / "captions.csv").write_text(
        'file,caption,taken\na.jpg,good,\n,orphan,\na.jpg,again,\nb.jpg,fine,someday\nc.jpg,one,,two\n"d.jpg,open'
        + "x" * 140_000,
        encoding="utf-8",
    )
    sheet = read_sheet(tmp_path)
    assert sheet["a.jpg"].values == {"caption": ("good",)}
    assert sheet["b.jpg"].values == {"caption": ("fine",)}
    assert [warning.split("captions.csv: ")[1] for warning in sheet.warnings] == [
        "line 3 was left out: it names no file",
        "line 4 was left out: a.jpg has a row already",
        'line 5: "someday" is no date',
        "line 6 has more cells than the first row; is a text not in quotes?",
        "line 7 was left out (field larger than field limit (131072))",
    ]


def test_a_row_means_a_photo_beside_the_sheet(tmp_path):
    folder = tmp_path / "Rat"
    folder.mkdir()
    rows = ["./a.jpg,A", "rat/b.jpg,B", "C:\\bilder\\Rat\\c.jpg,C", "other/d.jpg,D", "other/a.jpg,X"]
    (folder / "captions.csv").write_text("file,caption\n" + "\n".join(rows), encoding="utf-8")
    sheet = read_sheet(folder)
    assert {key: row.values["caption"][0] for key, row in sheet.items()} == {"a.jpg": "A", "b.jpg": "B", "c.jpg": "C"}
    assert sum("another folder" in warning for warning in sheet.warnings) == 2


@pytest.mark.parametrize("text", ["", "name,caption\na.jpg,b\n", "\n\n", "\0\0"])
def test_a_sheet_without_file_column_is_not_used(text, tmp_path):
    (tmp_path / "captions.csv").write_text(text, encoding="utf-8")
    sheet = read_sheet(tmp_path)
    assert len(sheet) == 0
    assert len(sheet.warnings) == 1


@settings(deadline=None)
@given(raw=st.binary(max_size=400))
def test_no_sheet_ever_raises(raw, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sheet")
    (folder / "captions.csv").write_bytes(b"file,caption\n" + raw)
    read_sheet(folder)


def test_no_sheet_is_an_empty_sheet(tmp_path):
    assert dict(read_sheet(tmp_path)) == {}
    assert companions(tmp_path / "a.jpg").digest == ""


def test_sidecars_come_in_their_order_without_regard_to_case(tmp_path):
    names = ["Photo.JPG.xmp", "photo.XMP", "photo.jpg.TXT", "PHOTO.txt", "photo2.xmp"]
    for name in names:
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = companions(tmp_path / "photo.jpg", CaptionSheets())
    assert [path.name for path in found.sidecars] == names[:4]


def test_a_shared_sidecar_belongs_to_the_raw_file(tmp_path):
    for name in ("photo.CR2", "photo.xmp", "photo.jpg.xmp"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [path.name for path in companions(tmp_path / "photo.jpg").sidecars] == ["photo.jpg.xmp"]


def test_the_digest_follows_every_change_and_nothing_else(tmp_path):
    path, sheets = tmp_path / "a.jpg", CaptionSheets()
    digests = [companions(path, sheets).digest]
    for name, text in [
        ("captions.csv", "file,caption\na.jpg,one\n"),
        ("captions.csv", "file,caption\na.jpg,two\n"),
        ("a.xmp", "<x/>"),
        ("a.xmp", "<y/>"),
        ("a.txt", "<y/>"),
    ]:
        (tmp_path / name).write_text(text, encoding="utf-8")
        digests.append(companions(path, sheets).digest)
    assert len(set(digests)) == len(digests)
    (tmp_path / "captions.csv").write_text("file,caption\nb.jpg,other\na.jpg,two\n", encoding="utf-8")
    (tmp_path / "a.xmp").touch()
    assert companions(path, sheets).digest == digests[-1]
    assert companions(path, CaptionSheets()).digest == digests[-1]


def test_warnings_of_sheets_are_kept_for_the_report(tmp_path):
    (tmp_path / "captions.csv").write_text("file,caption\n,x\n", encoding="utf-8")
    sheets = CaptionSheets()
    for name in ("a.jpg", "b.jpg"):
        companions(tmp_path / name, sheets)
    assert len(sheets.warnings) == 1


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_sheet_over_sidecar_over_file(encoding, write, tmp_path):
    path = tmp_path / "a.jpg"
    inside = write.xmp(write.alt("dc:description", "file") + "<photoshop:City>Bochum</photoshop:City>")
    path.write_bytes(write.jpeg(write.app1_xmp(inside)))

    def caption():
        read = read_metadata(path, companions(path))
        assert read.city == "Bochum"
        return read.caption

    assert caption() == "file"
    steps = [
        ("a.txt", b"plain\n"),
        ("a.jpg.txt", "näher".encode(encoding)),
        ("a.xmp", write.xmp(write.alt("dc:description", "adobe"))),
        ("a.jpg.xmp", write.xmp(write.alt("dc:description", "own"))),
        ("captions.csv", b"file,caption\nA.JPG,sheet\n"),
    ]
    seen = []
    for name, raw in steps:
        (tmp_path / name).write_bytes(raw)
        seen.append(caption())
    assert seen == ["plain", "näher", "adobe", "own", "sheet"]
    sources = [s for s in read_metadata(path, companions(path)).sources if s.field == "caption"]
    assert [(s.source, s.value) for s in sources] == [
        ("captions.csv", "sheet"),
        ("sidecar", "own"),
        ("sidecar", "adobe"),
        ("sidecar", "näher"),
        ("sidecar", "plain"),
        ("xmp", "file"),
    ]


def test_what_a_person_wrote_into_the_sheet_is_never_taken_for_a_camera(write, tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(write.jpeg())
    (tmp_path / "captions.csv").write_text("file,caption\na.jpg,2017\n", encoding="utf-8")
    assert read_metadata(path, companions(path)).caption == "2017"


def test_a_damaged_sidecar_is_a_warning(write, tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(write.jpeg())
    (tmp_path / "a.xmp").write_bytes(b"\x00\x01 no xml")
    (tmp_path / "a.jpg.txt").mkdir()
    read = read_metadata(path, companions(path))
    assert len(read.warnings) == 2
    assert read.caption is None
