"""Captions: read while one types, corrected with the keyboard, tried out; and the sentence to print."""

import pytest
from playwright.sync_api import Page, expect

from vonlinks.web.view.words import EXAMPLES
from vonlinks.workflows import strong_names

pytestmark = pytest.mark.browser

TYPED = "Zita Zufall (l.) und Kuno Kühn (r.) im Rathaus. Es fehlt Uwe Ebbe. Foto: Ada Probe"


@pytest.fixture
def pair(desk) -> str:
    """A photo of two faces with two sure names."""
    waiting = desk.library.photos(desk.library.review_queue())
    return next(record.id for record in waiting if len(strong_names(record)) == 2 and len(record.faces) == 2)


def caption(desk, photo: str) -> str | None:
    return desk.library.photo(photo).metadata.caption


def correct(page: Page, address: str, text: str = TYPED) -> None:
    """Open the caption with its key and write another one."""
    page.goto(address)
    page.keyboard.press("e")
    expect(page.get_by_label("The caption")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(text)


@pytest.mark.parametrize("where", ["photos", "review"])
def test_the_reading_changes_while_one_types(page, desk, pair, where):
    before = caption(desk, pair)
    correct(page, f"/{where}/{pair}")
    reading = page.get_by_role("region", name="As it is read")
    expect(reading.locator(".caption .mention")).to_have_text(["Zita Zufall", "Kuno Kühn", "Uwe Ebbe"])
    expect(reading.locator(".caption .place")).to_have_text(["l.", "r."])
    expect(reading.locator(".caption .credit")).to_have_text("Foto: Ada Probe")
    expect(reading.locator(".caption .unread")).to_have_text("Rathaus")
    expect(reading.locator(".order", has_text="Not in the picture")).to_contain_text("Uwe Ebbe")
    page.keyboard.press("End")
    page.keyboard.type("/dpa")
    expect(reading.locator(".facts")).to_contain_text("photographer Ada Probe, agency dpa")
    assert caption(desk, pair) == before


def test_escape_leaves_it_as_it_was_and_the_text_is_one_click_away(page, desk, pair):
    before = caption(desk, pair)
    correct(page, f"/review/{pair}")
    page.keyboard.press("Escape")
    expect(page.get_by_label("The caption")).to_be_hidden()
    expect(page.locator("[data-as-it-is]")).to_be_visible()
    page.get_by_role("button", name="back to your text").click()
    expect(page.get_by_label("The caption")).to_have_value(TYPED)
    page.keyboard.press("Escape")
    assert caption(desk, pair) == before
    page.reload()
    expect(page.get_by_label("The caption")).to_be_hidden()


def test_enter_confirms_after_escape_as_it_did_before(page, desk, pair):
    page.goto(f"/review/{pair}")
    page.keyboard.press("e")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    expect(page.locator("main")).not_to_have_attribute("data-photo", pair)
    expect(page.locator("#page")).not_to_have_attribute("aria-busy", "true")
    assert [face.person for face in desk.library.photo(pair).faces] != [None, None]


def test_ctrl_enter_saves_names_anew_and_u_takes_it_back(page, desk, pair):
    before = caption(desk, pair)
    correct(page, f"/review/{pair}")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-message]")).to_have_text("caption corrected · U undoes")
    expect(page.locator(".face .who")).to_have_text(["Zita Zufall", "Kuno Kühn"])
    expect(page.locator(".origin")).to_contain_text("Corrected by editor")
    expect(page.get_by_label("The caption")).to_be_hidden()
    assert caption(desk, pair) == TYPED
    page.keyboard.press("u")
    expect(page.locator("[data-message]")).to_have_text("1 corrected caption taken back")
    expect(page.locator(".origin")).to_have_count(0)
    assert caption(desk, pair) == before


def test_the_page_of_a_photo_corrects_and_undoes_too(page, desk, pair):
    before = caption(desk, pair)
    correct(page, f"/photos/{pair}")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-as-it-is] .caption")).to_contain_text("Zita Zufall")
    name = page.locator("[data-as-it-is] .mention", has_text="Zita Zufall")
    name.hover()
    expect(page.locator(f'.box[data-face="{name.get_attribute("data-face")}"]')).to_contain_class("lit")
    assert caption(desk, pair) == TYPED
    page.get_by_role("button", name="undo").click()
    expect(page.locator("[data-message]")).to_have_text("1 corrected caption taken back")
    assert caption(desk, pair) == before
    page.keyboard.press("e")
    expect(page.get_by_label("The caption")).to_have_value(before)


def test_the_second_of_two_editors_sees_both_captions_and_loses_none(page, desk, pair):
    correct(page, f"/photos/{pair}")
    desk.library.correct_caption(pair, "Nora Nord (l.)", who="vera")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-message]")).to_contain_text("changed since you opened it")
    expect(page.locator("[data-theirs]")).to_have_text("Nora Nord (l.)")
    expect(page.get_by_label("The caption")).to_have_value(TYPED)
    assert caption(desk, pair) == "Nora Nord (l.)"
    page.get_by_role("button", name="Save mine in its place").click()
    expect(page.locator("[data-as-it-is] .caption")).to_contain_text("Zita Zufall")
    assert [entry.caption for entry in desk.library.history(pair)][:2] == [TYPED, "Nora Nord (l.)"]


def test_their_caption_can_be_taken(page, desk, pair):
    correct(page, f"/review/{pair}")
    desk.library.correct_caption(pair, "Nora Nord (l.)", who="vera")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Take theirs").click()
    expect(page.locator("[data-as-it-is] .caption")).to_have_text("Nora Nord1 (l.)")
    assert caption(desk, pair) == "Nora Nord (l.)"
    assert [entry.caption for entry in desk.library.history(pair) if not entry.undone] == ["Nora Nord (l.)"]


def test_what_was_typed_outlives_leaving_the_page(page, desk, pair):
    correct(page, f"/review/{pair}")
    page.goto("/people")
    page.goto(f"/photos/{pair}")
    expect(page.get_by_label("The caption")).to_have_value(TYPED)
    desk.library.correct_caption(pair, "Nora Nord (l.)")
    page.reload()
    expect(page.get_by_label("The caption")).to_have_value(TYPED)
    expect(page.locator("[data-theirs]")).to_have_text("Nora Nord (l.)")


def test_a_server_that_is_gone_loses_no_text(page, desk, pair):
    correct(page, f"/review/{pair}")
    page.route("**/api/**", lambda route: route.abort())
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-message]")).to_contain_text("does not answer")
    expect(page.get_by_label("The caption")).to_have_value(TYPED)
    page.unroute("**/api/**")
    page.keyboard.press("Control+Enter")
    expect(page.locator("[data-message]")).to_contain_text("caption corrected")
    assert caption(desk, pair) == TYPED


def test_captions_can_be_tried(page):
    page.goto("/caption")
    field = page.get_by_label("The caption")
    expect(field).to_be_focused()
    page.keyboard.insert_text("Zita Zufall (2.v.l.)")
    reading = page.get_by_role("region", name="As it is read")
    expect(reading.locator(".order")).to_contain_text("2nd from the left Zita Zufall")
    for title, text in EXAMPLES:
        page.get_by_role("link", name=title).click()
        expect(field).to_have_value(text)
        expect(reading.locator(".caption")).to_have_text(text)
    page.get_by_label("Language").select_option("en")
    expect(reading.locator(".facts")).to_contain_text("English")


def test_markup_in_a_caption_stays_text(page):
    page.goto("/caption")
    attack = "<img src=x onerror=document.title='gone'> Zita Zufall (l.)"
    page.keyboard.insert_text(attack)
    expect(page.locator(".reading .caption")).to_have_text(attack)
    assert page.title() == "Try a caption · vonlinks"


def test_captions_can_be_tried_without_scripts(browser, desk):
    context = browser.new_context(base_url=desk.address, java_script_enabled=False)
    reader = context.new_page()
    reader.goto("/caption")
    reader.get_by_label("The caption").fill("Zita Zufall (l.)")
    reader.get_by_role("button", name="Read").click()
    expect(reader.locator(".reading .caption")).to_have_text("Zita Zufall (l.)")
    expect(reader.get_by_label("The caption")).to_have_value("Zita Zufall (l.)")
    context.close()


def test_the_sentence_to_print_is_copied_in_the_chosen_style(page, desk, pair):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.library.confirm(pair, everything=True)
    page.goto(f"/photos/{pair}")
    for style, chosen in (("English", "en"), ("German", "de")):
        page.get_by_role("radio", name=style).check()
        expect(page.locator("[data-composed] .caption:visible")).to_have_count(1)
        page.get_by_role("button", name="Copy").click()
        expect(page.locator("[data-message]")).to_have_text("copied")
        assert page.evaluate("navigator.clipboard.readText()") == desk.library.compose(pair, style=chosen).text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_sticks_out_while_a_caption_is_corrected(page, desk, pair, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    role = "Ministerin für Arbeit, Gesundheit, Soziales und Integration des Landes Beispielland und seiner Nachbarn"
    long = "Donaudampfschifffahrtsgesellschaftskapitänsvereinigung" * 3 + f" Vera Beispiel (l., {role}). {TYPED}"
    for address in (f"/review/{pair}", f"/photos/{pair}"):
        correct(page, address, long)
        expect(page.locator(".reading .caption")).to_contain_text(long.split(maxsplit=1)[0])
        desk.library.correct_caption(pair, f"{long} {address}")
        page.keyboard.press("Control+Enter")
        expect(page.locator("[data-theirs]")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = page.get_by_role("button", name="Take theirs").bounding_box()
        assert box["x"] + box["width"] <= width
        assert page.locator(".side").evaluate("side => side.scrollWidth <= side.clientWidth")
        page.get_by_role("button", name="Take theirs").click()
        expect(page.locator("[data-as-it-is]")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
