"""Saved pages: pictures and what is printed under them, in whatever markup and encoding."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.errors import RequestError
from vonlinks.metadata.articles import PAGE_ENDINGS, find_pages, picture_key, read_page
from vonlinks.metadata.articles.html import parse_html
from vonlinks.metadata.articles.model import file_name
from vonlinks.metadata.articles.text import parse_text

TEXT = "Käthe Müßig (l.) – „Königin“"


def printed(markup):
    """(image, printed captions) of each picture of a page."""
    pictures = parse_html(f"<html><body>{markup}</body></html>").pictures
    return [(file_name(p.addresses[0]) if p.addresses else None, list(p.printed)) for p in pictures]


@pytest.mark.parametrize(
    ("form", "markup", "expected"),
    [
        ("figcaption", "<figure><img src=a.jpg><figcaption>Eins</figcaption></figure>", [("a.jpg", ["Eins"])]),
        ("figcaption first", "<figure><figcaption>Eins</figcaption><img src=a.jpg></figure>", [("a.jpg", ["Eins"])]),
        (
            "class name",
            "<div><img src=a.jpg><div class=imageCaption>Eins</div></div><div><img src=b.jpg></div>",
            [("a.jpg", ["Eins"]), ("b.jpg", [])],
        ),
        (
            "one after the other",
            "<img src=a.jpg><p class=bu>Eins</p><img src=b.jpg><p class=bu>Zwei</p>",
            [("a.jpg", ["Eins"]), ("b.jpg", ["Zwei"])],
        ),
        (
            "microdata",
            "<div><img src=a.jpg><span itemprop=caption>Eins</span></div>",
            [("a.jpg", ["Eins"])],
        ),
        ("caption above", "<p class=caption>Eins</p><img src=a.jpg>", [("a.jpg", ["Eins"])]),
        ("italics right under", "<p><img src=a.jpg><br><i>Eins</i></p><p>Text</p>", [("a.jpg", ["Eins"])]),
        (
            "text in the figure",
            "<figure><img src=a.jpg><p>Eins</p><p>Foto: X</p></figure>",
            [("a.jpg", ["Eins\nFoto: X"])],
        ),
        (
            "credit apart",
            "<figure><img src=a.jpg><span class=credit>Foto: X</span><figcaption>Eins</figcaption></figure>",
            [("a.jpg", ["Eins\nFoto: X"])],
        ),
        (
            "credit told already",
            "<figure><img src=a.jpg><span class=credit>Foto: X</span><figcaption>Eins. Foto: X</figcaption></figure>",
            [("a.jpg", ["Eins. Foto: X"])],
        ),
        (
            "gallery with a caption of its own",
            (
                "<figure><figure><img src=a.jpg><figcaption>Eins</figcaption></figure><figure><img src=b.jpg></figure>"
                "<figcaption>Alle</figcaption></figure>"
            ),
            [("a.jpg", ["Eins"]), ("b.jpg", []), (None, ["Alle"])],
        ),
        (
            "row of pictures",
            "<p><img src=a.jpg><img src=b.jpg></p><p class=caption>Beide</p>",
            [("a.jpg", []), ("b.jpg", []), (None, ["Beide"])],
        ),
        ("caption of no picture", "<p class=caption>Tabelle</p><p>Text</p>", []),
        (
            "attributes",
            '<a href="b.jpg" data-caption="&lt;p&gt;Eins &amp;amp; Zwei&lt;/p&gt;"><img src=a.jpg></a>',
            [("a.jpg", ["Eins & Zwei"])],
        ),
        (
            "the same picture twice",
            "<figure><img data-src=x/a.jpg><noscript><img src=x/a.jpg></noscript></figure>",
            [("a.jpg", [])],
        ),
        ("same name, other folder", "<img src=1/a.jpg><p>T</p><img src=2/a.jpg>", [("a.jpg", []), ("a.jpg", [])]),
        ("placeholder", "<img src=leer.gif data-src=a.jpg>", [("a.jpg", [])]),
        (
            "inlined",
            "<figure><img src='data:image/png;base64,AA=='><figcaption>Eins</figcaption></figure>",
            [(None, ["Eins"])],
        ),
        ("sizes", "<picture><source srcset='a-9.webp 9w, a.webp 99w'><img></picture>", [("a.webp", [])]),
        ("icons", "<img src=a.svg><img src=b.png width=16 height=16px><img src=p.gif width=1 height=1>", []),
        ("script and template", "<script>'<img src=a.jpg>'</script><template><img src=b.jpg></template>", []),
        (
            "soft hyphens, comments and spaces",
            "<figure><img src=a.jpg><figcaption>Ober&shy;bürger<!-- x -->meister\n&nbsp; Eins</figcaption></figure>",
            [("a.jpg", ["Oberbürgermeister Eins"])],
        ),
        (
            "lines",
            "<figure><img src=a.jpg><figcaption><p>Eins\n zwei<br>drei</p><p>vier</p></figcaption></figure>",
            [("a.jpg", ["Eins zwei\ndrei\nvier"])],
        ),
        ("never closed", "<figure><img src=a.jpg><figcaption>Eins<p>", [("a.jpg", ["Eins"])]),
        (
            "button words",
            "<figure><img src=a.jpg><button>Zoom</button><figcaption>Eins</figcaption></figure>",
            [("a.jpg", ["Eins"])],
        ),
        ("the page's own copyright", "<img src=a.jpg><footer class=copyright>© Bote</footer>", [("a.jpg", [])]),
    ],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)
def test_captions_find_their_picture(form, markup, expected):
    assert printed(markup) == expected


def test_text_right_under_a_picture_may_be_its_caption():
    page = parse_html("<p><img src=a.jpg></p><p>Direkt darunter</p><p>Weiter</p><p>Vor</p><img src=b.jpg>")
    assert [p.below for p in page.pictures] == [("Direkt darunter", "Weiter", "Vor"), ()]
    assert [p.text for p in page.paragraphs] == ["Direkt darunter", "Weiter", "Vor"]


def test_two_line_ends_end_a_paragraph():
    page = parse_html("<td><img src=a.jpg><br>Eins<br>Foto: X<br> <br>Der Artikel<br>geht weiter</td>")
    assert page.pictures[0].below == ("Eins\nFoto: X", "Der Artikel\ngeht weiter")


def test_descriptions_leave_out_file_names_and_what_cameras_write():
    page = parse_html(
        '<a href=x title="Zoom"><img src=a.jpg alt="Vera Kramer"></a><img src=b.jpg alt="b.jpg" title="DSC_0042">'
    )
    assert [p.described for p in page.pictures] == [("Vera Kramer", "Zoom"), ()]


def test_credit_without_a_caption_is_the_credit_line():
    (picture,) = parse_html("<figure><img src=a.jpg><span class=credit>Foto: X</span></figure>").pictures
    assert (picture.printed, picture.credit_line) == ((), "Foto: X")


def test_structured_data_tells_captions_and_rights():
    script = """{"@graph": [{"image": {"@type": "ImageObject", "contentUrl": "https://x.example/a-300x200.jpg?w=1",
        "caption": "Eins", "creditText": "dpa", "copyrightNotice": "© dpa", "creator": [{"name": "Eva Sommer"}, "Ida Brandt"]}},
        {"@type": ["Photograph"], "url": "b.jpg", "caption": {"text": "Zwei"}}, {"@type": "ImageObject", "url": "logo.png"}]}"""
    page = parse_html(f"<script type='application/LD+json'>{script}</script><img src='/bilder/a.jpg' alt='Alt'>")
    first, second = page.pictures
    assert (first.printed, first.described, first.credit_line, first.copyright_notice) == (
        ("Eins",),
        ("Alt",),
        "dpa",
        "© dpa",
    )
    assert first.byline == ("Eva Sommer", "Ida Brandt")
    assert (second.addresses, second.printed) == (("b.jpg",), ("Zwei",))


@pytest.mark.parametrize("script", ["", "{", "[" * 100_000, "null", '{"@type": {"@type": 3}}', '"' + "x" * 1000])
def test_broken_structured_data_is_nothing(script):
    page = parse_html(f"<script type='application/ld+json'>{script}</script><img src=a.jpg>")
    assert len(page.pictures) == 1


@pytest.mark.parametrize(
    ("head", "codec"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ("", "utf-16-le"),
        ("", "utf-16-be"),
        ("", "utf-32"),
        ("", "cp1252"),
        ("<meta charset=utf-8>", "cp1252"),
        ("<meta charset='iso-8859-1'>", "cp1252"),
        ("<meta charset='iso-8859-1'>", "utf-8"),
        ("<META HTTP-EQUIV=Content-Type CONTENT='text/html; charset=macintosh'>", "mac_roman"),
        ("<?xml version='1.0' encoding='cp1250'?>", "cp1250"),
        ("<meta charset=zlib>", "cp1252"),
        ("<meta charset=no-such-thing>", "cp1252"),
    ],
)
def test_encodings(tmp_path, head, codec):
    path = tmp_path / "page.html"
    path.write_bytes(f"{head}<figure><img src=a.jpg><figcaption>{TEXT}</figcaption></figure>".encode(codec))
    assert read_page(path).pictures[0].printed == (TEXT,)


def test_utf_8_with_a_broken_byte_stays_utf_8(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(TEXT.encode() + b"\xff Ende")
    assert read_page(path).paragraphs[0].text == f"{TEXT}\ufffd Ende"


def test_markup_is_told_by_ending_or_beginning(tmp_path):
    page = "<!DOCTYPE html><figure><img src=a.jpg><figcaption>Eins</figcaption></figure>"
    for name in ("a.htm", "a.HTML", "a.txt", "a"):
        (tmp_path / name).write_text(page)
        assert read_page(tmp_path / name).pictures, name
    (tmp_path / "b.txt").write_text("1 < 2")
    assert read_page(tmp_path / "b.txt").paragraphs[0].text == "1 < 2"


def test_what_is_no_page_is_one_sentence(tmp_path):
    (tmp_path / "photo.html").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(range(256)) * 20)
    with (tmp_path / "large.txt").open("wb") as large:
        large.truncate(17 * 1024 * 1024)
    for name, words in [
        ("photo.html", "no page"),
        ("large.txt", "larger"),
        ("none.html", "no such file"),
        (".", "cannot be read"),
    ]:
        with pytest.raises(RequestError, match=words) as caught:
            read_page(tmp_path / name)
        assert len(str(caught.value).splitlines()) == 1


def paragraphs(text):
    return [(p.text, p.follows, p.file) for p in parse_text(text).paragraphs]


def test_lines_are_paragraphs_unless_the_text_was_broken_to_a_width():
    assert paragraphs("Eins (l.)\nZwei (r.)\n\n\nDrei") == [
        ("Eins (l.)", False, None),
        ("Zwei (r.)", True, None),
        ("Drei", False, None),
    ]
    long = "Der Rat hat am Montag im Rathaus über den neuen Radweg an der Straße\nberaten. Es wurde spät.\nNeue Zeile"
    assert [text for text, *_ in paragraphs(long)] == [long.splitlines()[0] + " beraten. Es wurde spät.", "Neue Zeile"]
    assert len(paragraphs(long + "\n" + "x" * 101)) == 4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.jpg: Eins", [("Eins", False, "a.jpg")]),
        ("A 1.JPG\nEins\nZwei\n\nDrei", [("Eins", False, "A 1.JPG"), ("Zwei", True, "A 1.JPG"), ("Drei", False, None)]),
        ("a.jpg\n\nEins\n\nZwei", [("Eins", False, "a.jpg"), ("Zwei", False, None)]),
        ("a.jpg\tEins\nb.tif – Zwei", [("Eins", False, "a.jpg"), ("Zwei", False, "b.tif")]),
        ("* a.jpg Eins", [("Eins", False, "a.jpg")]),
        ("Das Bild a.jpg zeigt alle", [("Das Bild a.jpg zeigt alle", False, None)]),
        ("Siehe a.pdf: Eins", [("Siehe a.pdf: Eins", False, None)]),
    ],
)
def test_file_names_stand_before_their_captions(text, expected):
    assert paragraphs(text) == expected


def test_pages_are_told_from_sidecars(tmp_path):
    for name in (
        "Rat.html",
        "rat.txt",
        "a.jpg",
        "a.txt",
        "a.jpg.txt",
        "b.cr2",
        "B.txt",
        ".c.html",
        "d.md",
        "captions.csv",
    ):
        (tmp_path / name).touch()
    assert [page.name for page in find_pages(tmp_path)] == ["Rat.html", "rat.txt"]
    assert find_pages(tmp_path / "none") == ()
    assert all(ending == ending.lower() for ending in PAGE_ENDINGS)


@pytest.mark.parametrize(
    ("address", "name", "key"),
    [
        ("https://x.example/a/B%C3%B6.JPG?w=3#f", "Bö.JPG", "bö"),
        ("C:\\bilder\\a.jpg", "a.jpg", "a"),
        ("a-1024x683.jpg.webp", "a-1024x683.jpg.webp", "a"),
        ("a_300x200-scaled.png", "a_300x200-scaled.png", "a"),
        ("/bild/1234/", "1234", "1234"),
        ("data:image/png;base64,AA==", "", ""),
        ("a%1b%0a%c2%9b[31m.jpg", "a [31m.jpg", "a [31m"),
    ],
)
def test_addresses_tell_file_names(address, name, key):
    assert file_name(address) == name
    assert picture_key(name) == key


@given(st.binary(max_size=300), st.sampled_from(["page.html", "page.txt"]))
def test_no_bytes_raise_anything_but_one_sentence(tmp_path_factory, raw, name):
    path = tmp_path_factory.mktemp("page") / name
    path.write_bytes(raw)
    with suppress(RequestError):
        assert read_page(path) == read_page(path)


PARTS = [
    "<figure class='wp-caption'>", "</figure>", "<img src=a.jpg>", "<img src=b.jpg data-caption='<p>X'", "<figcaption>", "</figcaption>",
    "<p class=caption>", "</p>", "<div class='credit'>", "</div>", "<em>", "</em>", "Text", "<a href=c.jpg>", "</a>", "<!--", "-->",
    "<picture>", "<source srcset='a 2x, b'>", "<script type=application/ld+json>", "</script>", "<table>", "<td>", "&nbsp;", "\0", "\ud800",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_broken_markup_is_read_as_far_as_it_goes(parts):
    page = parse_html("".join(parts))
    for picture in page.pictures:
        assert all(text == text.strip() != "" for text in (*picture.printed, *picture.described))


def test_a_page_of_many_captions_takes_linear_time():
    """No quadratic step: 20,000 captions in a row, and 5,000 elements that were never closed."""
    many = "<p class=caption>Eins</p><span class=credit>X</span>" * 10_000
    assert len(parse_html(f"<img src=a.jpg>{many}<img src=b.jpg>{many}").pictures) > 2
    assert parse_html("<div class=caption><figure><em>" * 5_000 + "<img src=a.jpg>x").pictures is not None
