"""What people see, state by state."""

import re
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from vonlinks.domain import PersonRecord
from vonlinks.web import create_app

PENDING, CONFIRMED, CONFLICT, HOSTILE = (digit * 16 for digit in "abcd")


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_grid_shows_every_photo_with_its_names_and_marks(page):
    html = page("/")
    assert html.count('class="tile ') == 4
    assert "Anna Beispiel" in html
    assert "conflict" in text_of(html)
    assert "no credit" in text_of(html)


def test_grid_groups_by_day_and_writes_dates_in_the_readers_language(client):
    german = client.get("/", headers={"accept-language": "de-DE"}).text
    assert "18. Januar 2017" in german
    assert "Mai 2016" in german


def test_older_photos_are_one_link_away(library, client):
    for number in range(130):
        key = f"{number:016x}"
        library.records[key] = replace(library.records[CONFIRMED], id=key)
    address, met = "/", []
    while address:
        html = client.get(address).text
        met += re.findall(r'href="/photos/(\w+)"', html)
        link = re.search(r'href="([^"]*)" data-older', html)
        address = f"/{link.group(1)}" if link else None
    assert sorted(met) == sorted(library.records)


def test_many_people_are_cut_with_a_word(page, library, monkeypatch):
    everybody = [PersonRecord(f"Eva Probe {number}") for number in range(700)]
    monkeypatch.setattr(library, "people", lambda: everybody)
    assert "the 600 best known of 700" in page("/people")
    assert "best known" not in page("/people?q=probe 69")


def test_empty_library_says_one_sentence_with_a_next_step(empty_library):
    html = TestClient(create_app(empty_library), base_url="http://localhost").get("/").text
    assert "No photos yet" in html
    assert "vonlinks ingest" in html


def test_a_name_in_the_caption_leads_to_its_face(page):
    html = page(f"/photos/{PENDING}")
    assert re.search(rf'href="#why-{PENDING}-2" data-face="{PENDING}-2"[^>]*>Jörg Muster<', html)
    assert f'id="why-{PENDING}-2"' in html


def test_caption_dims_what_was_not_read_and_sets_the_credit_apart(page):
    html = page(f"/photos/{PENDING}")
    assert '<span class="unread">tralala</span>' in html
    assert '<span class="credit">© Stadt Beispielhausen, 2017</span>' in html


def test_boxes_lie_on_their_faces(page):
    # The drawing is 1000 wide and 666.67 high; the first face begins at a fifth of the width, a quarter of the height.
    assert 'x="200.0" y="166.67" width="100.0" height="133.33"' in page(f"/photos/{PENDING}")


def test_a_photo_without_caption_or_credit_says_so(page):
    assert "no caption" in page(f"/photos/{CONFIRMED}")
    assert "No credit is known" in page(f"/photos/{CONFLICT}")


def test_a_conflict_is_a_sentence_and_its_left_over_name_a_chip(page):
    html = page(f"/review/{CONFLICT}")
    assert "2 names, 1 face: a face may be missing." in html
    assert 'data-person="Eva Probe"' in html


@pytest.mark.parametrize(("photo", "words"), [(PENDING, "confirm 2 · next"), (CONFLICT, "next")])
def test_the_button_says_what_enter_does(page, photo, words):
    button = re.search(r"<button[^>]*data-enter.*?</button>", page(f"/review/{photo}"), re.DOTALL).group()
    assert text_of(button) == f"Enter {words}"


def test_evidence_stands_with_its_face(page):
    assert "caption: 2. from the left" in page(f"/review/{PENDING}")


def test_the_queue_leads_to_the_first_that_waits_and_ends_with_good_news(client, library):
    assert client.get("/review", follow_redirects=False).headers["location"] == f"/review/{PENDING}"
    for photo in list(library.records):
        if photo != CONFIRMED:
            del library.records[photo]
    assert "Nothing waits." in client.get("/review").text


def test_search_says_what_was_searched_and_how_many(page):
    html = page('/search?q=person:"Eva Probe"')
    assert "3 photos with Eva Probe" in text_of(html)
    assert "with Eva Probe" in text_of(html)


def test_words_that_begin_a_name_offer_the_person(page):
    assert "with Jörg Muster" in text_of(page("/search?q=mus joerg"))


def test_search_that_finds_nothing_says_what_to_do(page):
    assert "No photos with Niemand · take a term away" in text_of(page("/search?q=Niemand"))


def test_search_for_nothing_shows_how_to_search(page):
    assert "A name is enough" in page("/search?q=+")


def test_a_bad_query_is_a_sentence_beside_the_query(client):
    answer = client.get("/search?q=(Anna")
    assert answer.status_code == 400
    assert "The bracket at 1 is never closed." in answer.text
    assert 'value="(Anna"' in answer.text


def test_people_and_person(page):
    assert "Jörg Muster" in page("/people")
    assert "Jörg Muster" not in page("/people?q=anna")
    html = page("/people/Eva Probe")
    assert "Ratsfrau" in html
    assert html.index("Not confirmed yet") < html.index("Confirmed</h2>")


def test_import_shows_failures_with_reasons(page):
    html = page("/import")
    assert "empty.jpg" in html
    assert "The file is empty." in html


@pytest.mark.parametrize(
    "address", ["/photos/0000000000000000", "/review/0000000000000000", "/people/Niemand", "/nowhere"]
)
def test_what_is_not_there_is_a_page_with_a_way_on(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert "To the library" in answer.text


@pytest.mark.parametrize("address", ["/", "/api/people"])
def test_a_fault_of_ours_is_a_sentence_too(library, monkeypatch, address):
    monkeypatch.setattr(library, "counts", lambda: 1 / 0)
    monkeypatch.setattr(library, "people", lambda: 1 / 0)
    client = TestClient(create_app(library), base_url="http://localhost", raise_server_exceptions=False)
    answer = client.get(address)
    assert answer.status_code == 500
    assert "went wrong inside vonlinks" in answer.text
    assert "ZeroDivisionError" not in answer.text
    assert "content-security-policy" in answer.headers


def test_pictures_come_with_their_type(client):
    for address in (f"/photos/{PENDING}/thumbnail", f"/photos/{PENDING}/preview", f"/faces/{PENDING}-1/crop"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/webp"


def test_every_address_on_every_page_exists(client):
    pages = [
        "/",
        f"/photos/{PENDING}",
        f"/review/{PENDING}",
        "/people",
        "/people/Eva Probe",
        "/import",
        "/search?q=Eva",
    ]
    found = {link for one in pages for link in re.findall(r'(?:href|src)="(/[^"#]*)', client.get(one).text)}
    assert {
        link: status for link in found if (status := client.get(link.replace("&amp;", "&")).status_code) != 200
    } == {}
