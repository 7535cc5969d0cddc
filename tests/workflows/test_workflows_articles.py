"""Saved pages: their captions, and the photos that get them."""

import json
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vonlinks.errors import RequestError
from vonlinks.metadata import Companions
from vonlinks.workflows import read_article
from vonlinks.workflows.articles import article_form
from vonlinks.workflows.pages import PageCaptions

PAGES = Path(__file__).resolve().parents[1] / "corpus" / "articles"
EXPECTED = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))

MAIN = "Grace Hopper (l.) und Eileen Collins (r.) am 14. März 2026 in Musterstadt. Foto: Vera Beispiel"
OTHER = "Die Konteradmiralin Grace Hopper (l.) und Eileen Collins am 15. März 2026 in Musterstadt"


@pytest.mark.parametrize("name", EXPECTED)
def test_the_captions_of_a_page(name):
    article = read_article(PAGES / name)
    assert [
        {
            "image": one.caption.image,
            "variants": list(one.caption.variants),
            "text": one.caption.variants.index(one.caption.text),
            "people": [mention.name for mention in one.reading.people],
            "differences": list(one.differences),
        }
        for one in article.captions
    ] == [{"text": 0, "differences": [], **expected} for expected in EXPECTED[name]]


def test_every_page_of_the_corpus_has_its_expectation():
    assert {page.name for page in PAGES.iterdir() if page.suffix in {".html", ".txt"}} == set(EXPECTED)


def test_the_form_is_that_of_the_contract():
    form = article_form(read_article(PAGES / "figures.html"))
    assert form.keys() == {"captions"}
    assert [one.keys() for one in form["captions"]] == [{"text", "variants", "image"}] * 3
    assert all(one["text"] in one["variants"] for one in form["captions"])


def test_rights_in_structured_data_are_kept():
    first = read_article(PAGES / "structured.html").captions[0].caption
    assert (first.byline, first.credit_line, first.copyright_notice) == (
        ("Eva Sommer",),
        "Eva Sommer/dpa",
        "© dpa, 2026",
    )


def test_captions_of_one_page_with_two_dates_are_noted(tmp_path):
    page = tmp_path / "page.txt"
    captions = [f"{name} (l.) am {day}. Januar 2026" for name, day in [("Vera Kramer", 17), ("Max Lindner", 18)]]
    page.write_text("\n\n".join([*captions, "Jan Vogel (r.) im Januar 2026"]), encoding="utf-8")
    article = read_article(page)
    assert len(article.captions) == 3
    assert article.notes == ("The captions of this page tell different dates: 2026-01-17 and 2026-01-18.",)
    page.write_text("\n\n".join([*captions, "Jan Vogel (r.) am 19. Januar 2026"]), encoding="utf-8")
    assert read_article(page).notes == ()


def test_a_picture_shown_twice_has_one_caption(tmp_path):
    page = tmp_path / "page.html"
    one = "<figure><img src={}><figcaption>Vera Kramer (l.) und Max Lindner {}</figcaption></figure>"
    page.write_text(
        one.format("a-300x200.jpg", "im Saal") + "<p>Text</p>" + one.format("gross/a.jpg", "im Saal von Musterstadt"),
        encoding="utf-8",
    )
    (caption,) = read_article(page).captions
    assert len(caption.caption.variants) == 2


def test_known_names_are_names(tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<figure><img src=a.jpg><figcaption>Immergrün beim Auftritt</figcaption></figure>", encoding="utf-8"
    )
    assert [m.name for m in read_article(page, known_names=["Immergrün"]).captions[0].reading.people] == ["Immergrün"]


@pytest.mark.shared
def test_the_shared_article_has_two_pictures_of_two_variants_each(shared):
    article = read_article(shared / "articles" / "integrationsgipfel.txt")
    first, second = article.captions
    assert [len(one.caption.variants) for one in (first, second)] == [2, 2]
    lines = (shared / "articles" / "integrationsgipfel.txt").read_text(encoding="utf-8").splitlines()
    assert all(variant in lines for one in (first, second) for variant in one.caption.variants)
    roles = {mention.name: mention.role for mention in first.reading.people}
    assert len(roles) == 7
    assert roles["Thomas Eiskirch"] == "Bochumer Oberbürgermeister"
    assert first.reading.credit.holder == "SPD-Ratsfraktion Bochum"
    assert [mention.name for mention in second.reading.people] == ["Manfred Molszich", "Christina Knappe"]
    assert len(article.notes) == 1


@settings(max_examples=60)
@given(raw=st.binary(max_size=300), name=st.sampled_from(["page.html", "page.txt"]))
def test_no_bytes_raise_anything_but_one_sentence(tmp_path_factory, raw, name):
    path = tmp_path_factory.mktemp("page") / name
    path.write_bytes(raw)
    with suppress(RequestError):
        article_form(read_article(path))


WORDS = ["Vera Kramer", "(l.)", "v.l.n.r.:", "im Bild", "Foto: dpa", "Max Lindner", ",", ".", "\n", "\n\n", "a.jpg:", "<p>", "<img src=a.jpg>",
         "<figcaption>", "</figcaption>", "am 18. Januar 2026", "und"]  # fmt: skip


@settings(max_examples=60)
@given(parts=st.lists(st.sampled_from(WORDS), max_size=30), name=st.sampled_from(["page.html", "page.txt"]))
def test_every_caption_has_its_text_among_its_variants(tmp_path_factory, parts, name):
    path = tmp_path_factory.mktemp("page") / name
    path.write_text(" ".join(parts), encoding="utf-8")
    for one in read_article(path).captions:
        assert one.reading.text == one.caption.text
        assert one.caption.text in one.caption.variants
        assert one.caption.text.strip()


# Beside the photos


def page_of(*captions):
    figures = "".join(f"<figure><img src='{name}'><figcaption>{text}</figcaption></figure>" for name, text in captions)
    return f"<!DOCTYPE html><meta charset=utf-8>{figures}"


@pytest.fixture
def folder(tmp_path, few_photos):
    """A folder with one photo whose caption is in the file, and a page beside it that prints another."""
    place = tmp_path / "bilder"
    place.mkdir()
    shutil.copy(sorted(few_photos.iterdir())[2], place / "foto.jpg")
    (place / "seite.html").write_text(page_of(("wand/foto-640x480.jpg", MAIN), ("foto.jpg", OTHER)), encoding="utf-8")
    return place


def only(library):
    (record,) = library.export()
    return record


def test_ingest_gives_a_photo_the_caption_of_the_page_merged_from_its_variants(library, folder):
    report = library.ingest([folder], engine="hog")
    assert (report.imported, report.failed, report.notices) == (1, [], [])
    record = only(library)
    assert record.metadata.caption == MAIN
    assert record.reading.text == MAIN
    assert [(m.name, m.role) for m in record.reading.people] == [
        ("Grace Hopper", "Konteradmiralin"),
        ("Eileen Collins", None),
    ]
    assert "The variants of the caption tell different dates: 2026-03-14 and 2026-03-15." in record.reading.warnings
    sources = [one.source for one in record.metadata.sources if one.field == "caption"]
    assert sources[:2] == ["page", "page"]
    assert {"xmp", "iptc"} & set(sources)


def test_captions_csv_and_sidecars_come_before_the_page(library, folder):
    (folder / "foto.txt").write_text("Aus dem Sidecar", encoding="utf-8")
    library.ingest([folder], engine="hog")
    assert only(library).metadata.caption == "Aus dem Sidecar"
    (folder / "captions.csv").write_text("file,caption\nfoto.jpg,Grace Hopper in Musterstadt\n", encoding="utf-8")
    library.ingest([folder], engine="hog")
    assert only(library).metadata.caption == "Grace Hopper in Musterstadt"


def test_a_changed_page_is_read_anew_and_an_unchanged_one_is_not(library, folder):
    library.ingest([folder], engine="hog")
    assert library.ingest([folder], engine="hog").unchanged == 1
    (folder / "seite.html").write_text(page_of(("foto.jpg", OTHER)), encoding="utf-8")
    assert library.ingest([folder], engine="hog").updated == 1
    assert only(library).metadata.caption == OTHER
    (folder / "seite.html").unlink()
    assert library.ingest([folder], engine="hog").updated == 1
    assert only(library).metadata.caption not in {MAIN, OTHER}


def test_a_broken_page_is_one_sentence_and_stops_nothing(library, folder):
    (folder / "kaputt.html").write_bytes(bytes(range(256)) * 9)
    report = library.ingest([folder], engine="hog")
    assert report.imported == 1
    (notice,) = report.notices
    assert "kaputt.html" in notice
    assert only(library).metadata.caption == MAIN


def beside(path):
    pages = PageCaptions()
    found = pages.beside(path, Companions())
    return found.page.text if found.page else None, pages.warnings


@pytest.mark.parametrize("name", ["foto.jpg", "FOTO.JPG", "foto-300x200.jpg", "foto.webp"])
def test_a_page_may_show_another_size_or_format(tmp_path, name):
    (tmp_path / "seite.htm").write_text(page_of((f"https://x.example/b/{name}?w=9", MAIN)), encoding="utf-8")
    assert beside(tmp_path / "foto.jpg") == (MAIN, ())
    assert beside(tmp_path / "foto2.jpg") == (None, ())


def test_the_whole_name_counts_before_the_name_in_another_size(tmp_path):
    (tmp_path / "seite.html").write_text(page_of(("foto-300x200.jpg", OTHER), ("foto.jpg", MAIN)), encoding="utf-8")
    assert beside(tmp_path / "foto.jpg")[0] == MAIN


def test_a_page_saved_by_a_browser_tells_of_the_folder_it_came_with(tmp_path):
    folder = tmp_path / "Empfang im Rathaus-Dateien"
    folder.mkdir()
    page = page_of(("./Empfang%20im%20Rathaus-Dateien/foto.jpg", MAIN))
    (tmp_path / "Empfang im Rathaus.html").write_text(page, encoding="utf-8")
    (tmp_path / "Andere.html").write_text(page_of(("foto.jpg", OTHER)), encoding="utf-8")
    assert beside(folder / "foto.jpg") == (MAIN, ())
    assert beside(tmp_path / "x" / "foto.jpg") == (None, ())


def test_a_plain_text_names_its_photos(tmp_path):
    (tmp_path / "presse.txt").write_text(f"foto.jpg: {MAIN}\n\nandere.jpg: {OTHER}\n", encoding="utf-8")
    assert beside(tmp_path / "foto.jpg") == (MAIN, ())


def test_the_only_caption_without_a_name_is_that_of_the_only_photo(tmp_path):
    (tmp_path / "artikel.txt").write_text(f"Überschrift\n\n{MAIN}\n{OTHER}\n\nDer Abend war lang.", encoding="utf-8")
    (tmp_path / "foto.jpg").touch()
    assert beside(tmp_path / "foto.jpg") == (MAIN, ())
    (tmp_path / "zweites.jpg").touch()
    assert beside(tmp_path / "foto.jpg") == (None, ())


def test_a_caption_without_a_name_does_not_displace_the_photos_own(library, folder):
    (folder / "seite.html").unlink()
    (folder / "artikel.txt").write_text(MAIN, encoding="utf-8")
    library.ingest([folder], engine="hog")
    record = only(library)
    assert record.metadata.caption != MAIN
    assert MAIN in [one.value for one in record.metadata.sources if one.source == "page"]


def test_a_photo_without_a_caption_gets_the_only_one(library, folder, sample_photos):
    (folder / "seite.html").unlink()
    (folder / "artikel.txt").write_text(MAIN, encoding="utf-8")
    shutil.copy(sample_photos / "09-ohne-bildunterschrift.jpg", folder / "foto.jpg")
    library.ingest([folder], engine="hog")
    assert only(library).metadata.caption == MAIN


def test_the_photos_own_caption_is_found_in_an_article_without_names(library, folder):
    """Two photos, and an article that prints the caption of one of them in a fuller form."""
    (folder / "seite.html").unlink()
    (folder / "foto.txt").write_text("OB Vera Kramer (l.) und Max Lindner beim Empfang im Rathaus", encoding="utf-8")
    (folder / "artikel.txt").write_text(
        "Empfang\n\nIm Rathaus beim Empfang: die Musterstädter Oberbürgermeisterin Vera Kramer (l.) und Max Lindner. Foto: dpa\n\n"
        "Nora Winkler (r.) singt im Park\n",
        encoding="utf-8",
    )
    library.ingest([folder], engine="hog")
    record = only(library)
    assert (
        record.metadata.caption == record.reading.text == "OB Vera Kramer (l.) und Max Lindner beim Empfang im Rathaus"
    )
    assert record.reading.people[0].role == "Musterstädter Oberbürgermeisterin"
    assert record.reading.credit.agency == "dpa"
    assert len(record.reading.people) == 2


def test_two_pages_with_different_captions_of_one_photo_are_told(tmp_path):
    (tmp_path / "a.html").write_text(page_of(("foto.jpg", MAIN)), encoding="utf-8")
    (tmp_path / "b.html").write_text(page_of(("foto.jpg", "Nora Winkler beim Konzert im Park")), encoding="utf-8")
    text, (warning,) = beside(tmp_path / "foto.jpg")
    assert text == MAIN
    assert "b.html" in warning
    assert "a.html" in warning


def test_sidecars_and_pages_without_pictures_change_nothing(tmp_path):
    (tmp_path / "foto.jpg").touch()
    (tmp_path / "foto.txt").write_text(MAIN, encoding="utf-8")
    (tmp_path / "liesmich.txt").write_text("Bilder vom Fest, bitte bis Montag drucken.", encoding="utf-8")
    found = Companions()
    assert PageCaptions().beside(tmp_path / "foto.jpg", found) is found
