"""The files of the sample library: complete, small, upright, and nothing besides."""

import hashlib

from PIL import Image, ImageOps

COMPANIONS = {"captions.csv", "16-rednerin.jpg.xmp", "17-mitte.txt"}
INVENTED = {"Vera Beispiel", "Nora Beispiel"}
PORTRAYED = {"Eileen Collins", "Grace Hopper"}


def test_the_folder_holds_the_expected_files_and_nothing_besides(sample_photos, all_expected):
    found = {path.relative_to(sample_photos).as_posix() for path in sample_photos.rglob("*") if path.is_file()}
    assert found == {picture["file"] for picture in all_expected} | COMPANIONS
    assert len(all_expected) >= 14


def test_a_clone_stays_small(sample_photos):
    sizes = [path.stat().st_size for path in sample_photos.rglob("*") if path.is_file()]
    assert max(sizes) < 250_000
    assert sum(sizes) < 3_000_000


def test_the_upright_picture_has_the_expected_size(expected, sample_photos):
    with Image.open(sample_photos / expected["file"]) as picture:
        upright = ImageOps.exif_transpose(picture)
        assert upright.size == (expected["width"], expected["height"])
        assert 600 <= max(upright.size) <= 1600


def test_every_format_and_a_turned_picture_are_among_them(sample_photos, all_expected):
    formats, orientations = set(), set()
    for expected in all_expected:
        with Image.open(sample_photos / expected["file"]) as picture:
            formats.add(picture.format)
            orientations.add(picture.getexif().get(0x0112, 1))
    assert formats == {"JPEG", "PNG", "TIFF", "WEBP"}
    assert orientations == {1, 6}


def test_one_file_is_there_twice_byte_for_byte(sample_photos, all_expected):
    firsts: dict[str, str] = {}
    for expected in all_expected:
        path = sample_photos / expected["file"]
        first = firsts.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), expected["file"])
        assert expected["duplicate_of"] == (None if first == expected["file"] else first)
    (copy,) = [expected["file"] for expected in all_expected if expected["duplicate_of"]]
    assert (sample_photos / copy).stat().st_size < 100_000


def test_only_the_two_portrayed_women_are_named_as_shown(expected):
    named = [face["name"] for face in expected["faces"] if face["name"]]
    assert set(named) <= PORTRAYED
    assert len(named) == len(set(named)), "a copy of a portrait stands for nobody"
    assert not INVENTED & set(expected["people"])


def test_the_people_are_those_of_the_named_faces_by_row_from_left_to_right(expected):
    assert expected["faces_shown"] == len(expected["faces"])
    places = [(face["row"], face["rank"]) for face in expected["faces"]]
    assert places == sorted(places)
    for row in {row for row, _ in places}:
        lefts = [face["box"][0] for face in expected["faces"] if face["row"] == row]
        assert lefts == sorted(lefts)
    if expected["people"]:
        assert expected["people"] == [face["name"] for face in expected["faces"] if face["name"]]


def test_the_captions_cover_what_the_readme_shows(all_expected):
    captions = [picture["caption"] for picture in all_expected]
    assert captions.count(None) == 1
    assert [picture["status"] for picture in all_expected].count("conflict") == 1
    told = "\n".join(caption for caption in captions if caption)
    forms = ("(l.)", "(r.)", "(M.)", "(left)", "(right)", "(2nd from left)", "(v.l.n.r.)", "(v.r.n.l.)", "From left:")
    rows = ("vordere Reihe", "hintere Reihe", "Nicht im Bild", "(l.) mit ", "eine Besucherin", "a visitor")
    credit = ("© vonlinks-Beispiel, 2026", "Foto: Vera Beispiel", "Photo: U.S. Navy")
    assert [form for form in (*forms, *rows, *credit) if form not in told] == []


def test_every_caption_says_that_the_picture_is_a_montage(expected):
    assert expected["caption"] is None or "montage" in expected["caption"].casefold()
