"""The editor's main job, with the keyboard only."""

import re

import pytest
from playwright.sync_api import Page, expect

from vonlinks.web.view.photos import photo_view
from vonlinks.workflows import strong_names

pytestmark = pytest.mark.browser


@pytest.fixture
def ready(desk) -> str:
    """The first photo of the queue that has somebody to confirm with Enter."""
    queue = desk.library.review_queue()
    return next(photo for photo in queue if strong_names(desk.library.photo(photo)))


def confirmed(desk, photo: str) -> list[str]:
    return [face.person for face in desk.library.photo(photo).faces if face.person]


def found(page: Page, query: str) -> list[str]:
    """Search as a person does: the field, the words, Enter; the ids of the photos found."""
    page.keyboard.press("/")
    page.keyboard.type(query)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return [link.get_attribute("href").removeprefix("/photos/") for link in page.locator(".tile a").all()]


def press_enter(page: Page) -> None:
    """Press Enter and wait until the decision is stored and the next photo is up to date."""
    here = page.locator("main").get_attribute("data-photo")
    page.keyboard.press("Enter")
    expect(page.locator("main")).not_to_have_attribute("data-photo", here)
    expect(page.locator("#page")).not_to_have_attribute("aria-busy", "true")


def walk_to(page: Page, photo: str) -> None:
    """Open the queue and skip to a photo."""
    page.goto("/review")
    main = page.locator("main")
    while (here := main.get_attribute("data-photo")) != photo:
        page.keyboard.press("s")
        expect(main).not_to_have_attribute("data-photo", here)


def test_enter_confirms_search_finds_undo_takes_back(page, desk, ready):
    names = [person for _, person in strong_names(desk.library.photo(ready))]
    walk_to(page, ready)
    expect(page.locator("[data-enter]")).to_contain_text(f"confirm {len(names)} · ")

    press_enter(page)
    expect(page.locator("[data-message]")).to_have_text(f"{len(names)} confirmed · U undoes")
    assert sorted(confirmed(desk, ready)) == sorted(names)
    assert ready in found(page, f'confirmed:"{names[0]}"')
    assert ready in found(page, f'person:"{names[0]}"')

    page.goto("/review")
    page.keyboard.press("u")
    expect(page.locator("main")).to_have_attribute("data-photo", ready)
    assert confirmed(desk, ready) == []
    assert ready not in found(page, f'confirmed:"{names[0]}"')


def test_enter_enter_enter_reaches_the_end_or_what_is_unsure(page, desk):
    page.goto("/review")
    main = page.locator("main")
    while "confirm" in page.locator("[data-enter]").inner_text():
        here = main.get_attribute("data-photo")
        before = confirmed(desk, here)
        press_enter(page)
        assert len(confirmed(desk, here)) > len(before)
        if main.get_attribute("data-finished") is not None:
            break
    assert desk.library.counts()["confirmed"] > 0


def test_the_count_goes_on_by_one_whether_decided_or_skipped(page, desk):
    waiting = len(desk.library.review_queue())
    page.goto("/review")
    count = page.locator("[data-position]")
    expect(count).to_have_text(f"1 of {waiting}")
    press_enter(page)
    expect(count).to_have_text(f"2 of {waiting}")
    page.keyboard.press("s")
    expect(count).to_have_text(f"3 of {waiting}")


def test_typing_names_the_focused_face(page, desk, ready):
    walk_to(page, ready)
    page.keyboard.press("ArrowRight")
    face = page.locator(".face.lit").get_attribute("data-face")
    page.keyboard.type("Zita Zufall")
    expect(page.get_by_role("combobox", name=re.compile("Who is face"))).to_have_value("Zita Zufall")
    page.keyboard.press("Enter")
    expect(page.locator(f'.face[data-face="{face}"]')).to_have_attribute("data-state", "confirmed")
    assert "Zita Zufall" in confirmed(desk, ready)
    assert found(page, 'person:"Zita Zufall"') == [ready]


def test_names_of_the_photo_are_offered_first(page, desk, ready):
    _, person = strong_names(desk.library.photo(ready))[0]
    walk_to(page, ready)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("in this photo")
    page.keyboard.type(person[:3].lower())
    expect(options.first).to_contain_text(person)


def test_a_name_without_a_face_can_be_dropped_on_one(page, desk):
    waiting = desk.library.photos(desk.library.review_queue())
    photo = next(record.id for record in waiting if photo_view(record).unplaced)
    page.goto(f"/review/{photo}")
    chip = page.locator("[data-person]").first
    person = chip.get_attribute("data-person")
    face = page.locator(".face:not(.confirmed)").last
    chosen = face.get_attribute("data-face")
    chip.drag_to(face)
    expect(page.locator(f'.face[data-face="{chosen}"]')).to_have_attribute("data-name", person)
    assert confirmed(desk, photo) == [person]


def test_escape_leaves_everything_as_it_was(page, desk, ready):
    walk_to(page, ready)
    page.keyboard.press("ArrowRight")
    page.keyboard.type("xy")
    page.keyboard.press("Escape")
    expect(page.locator("[data-naming]")).to_be_hidden()
    expect(page.locator(".face.lit")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".face.lit")).to_have_count(0)
    assert confirmed(desk, ready) == []


def test_shift_begins_a_name_with_the_letter_of_a_command(page, ready):
    walk_to(page, ready)
    page.keyboard.press("Shift+U")
    expect(page.get_by_role("combobox", name=re.compile("Who is face"))).to_have_value("U")


def test_delete_refuses_the_suggestion_and_undo_brings_it_back(page, desk, ready):
    face, person = strong_names(desk.library.photo(ready))[0]
    walk_to(page, ready)
    for _ in desk.library.photo(ready).faces:
        page.keyboard.press("ArrowRight")
        if page.locator(".face.lit").get_attribute("data-face") == face:
            break
    expect(page.locator(".face.lit")).to_have_attribute("data-name", person)
    page.keyboard.press("Delete")
    expect(page.locator(f'.face[data-face="{face}"]')).not_to_have_attribute("data-name", person)
    page.keyboard.press("Control+z")
    expect(page.locator(f'.face[data-face="{face}"]')).to_have_attribute("data-name", person)


def test_tab_reaches_every_face_in_reading_order(page, desk, ready):
    walk_to(page, ready)
    for face in desk.library.photo(ready).faces:
        page.keyboard.press("Tab")
        expect(page.locator(f'.face[data-face="{face.id}"]')).to_be_focused()


def test_a_question_mark_shows_all_keys_and_stays_out_of_the_way(page, desk, ready):
    walk_to(page, ready)
    page.keyboard.press("?")
    expect(page.get_by_role("complementary", name="All keys")).to_be_visible()
    press_enter(page)
    assert confirmed(desk, ready) != []


def test_back_leads_to_the_photo_before(page, ready):
    walk_to(page, ready)
    page.keyboard.press("s")
    expect(page.locator("main")).not_to_have_attribute("data-photo", ready)
    page.go_back()
    expect(page.locator("main")).to_have_attribute("data-photo", ready)


def test_enter_confirms_nothing_that_came_up_after_the_editor_looked(page, desk, ready):
    face, person = strong_names(desk.library.photo(ready))[0]
    walk_to(page, ready)
    # Somebody else decides in the meantime.
    desk.library.reject(ready, face, person)
    page.keyboard.press("Enter")
    expect(page.locator("[data-message]")).to_contain_text("changed since you looked")
    expect(page.locator("main")).to_have_attribute("data-photo", ready)
    expect(page.locator(f'.face[data-face="{face}"]')).not_to_have_attribute("data-name", person)
    assert confirmed(desk, ready) == []


def test_a_server_that_is_gone_is_a_sentence_and_nothing_is_lost(page, desk, ready):
    walk_to(page, ready)
    page.route("**/api/**", lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(page.locator("[data-message]")).to_contain_text("does not answer")
    expect(page.locator("main")).to_have_attribute("data-photo", ready)
    page.unroute("**/api/**")
    press_enter(page)
    assert confirmed(desk, ready) != []
