"""Every page in both themes, wide and narrow: nothing sticks out, and names and faces light up together."""

import pytest
from playwright.sync_api import expect

from vonlinks.workflows import strong_names

pytestmark = pytest.mark.browser


@pytest.fixture
def told(desk) -> tuple[str, str]:
    """A photo and a face of it whose name stands in its caption."""
    for photo in desk.library.photos(desk.library.review_queue()):
        named = {mention.name for mention in photo.reading.people} if photo.reading else set()
        for face, person in strong_names(photo):
            if person in named:
                return photo.id, face
    pytest.fail("the sample library has no caption that names a face")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_is_wider_than_the_window(page, desk, told, scheme, width):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})
    person = desk.library.people()[0].name
    for address in (
        "/",
        f"/photos/{told[0]}",
        f"/review/{told[0]}",
        "/people",
        f"/people/{person}",
        "/search?q=2017",
        "/import",
        "/caption",
        "/caption?text=Zita+Zufall+(l.)+und+Kuno+K%C3%BChn",
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_a_name_and_its_face_light_up_together(page, told):
    photo, face = told
    page.goto(f"/photos/{photo}")
    name = page.locator(f'.mention[data-face="{face}"]')
    box = page.locator(f'.box[data-face="{face}"]')
    strip = page.locator(f'.face[data-face="{face}"]')
    evidence = page.locator(f'.why[data-face="{face}"]')
    for origin in (name, strip):
        for light in (origin.hover, origin.focus):
            light()
            for part in (name, box, strip, evidence):
                expect(part).to_contain_class("lit")
            expect(evidence).to_be_visible()
            page.mouse.move(0, 0)
            page.locator("main").focus()
            page.keyboard.press("Escape")


def test_boxes_lie_on_the_picture(page, desk, told):
    photo, face = told
    page.goto(f"/photos/{photo}")
    page.wait_for_function("document.querySelector('.stage img').complete")
    record = desk.library.photo(photo)
    box = next(one.face.box for one in record.faces if one.id == face)
    stage = page.locator(".stage img").bounding_box()
    scale = min(stage["width"] / record.width, stage["height"] / record.height)
    left = stage["x"] + (stage["width"] - record.width * scale) / 2
    top = stage["y"] + (stage["height"] - record.height * scale) / 2
    drawn = page.locator(f'.box[data-face="{face}"] .line').bounding_box()
    assert drawn["x"] == pytest.approx(left + box.x * record.width * scale, abs=2)
    assert drawn["y"] == pytest.approx(top + box.y * record.height * scale, abs=2)
    assert drawn["width"] == pytest.approx(box.width * record.width * scale, abs=4)


def test_pages_can_be_read_without_scripts(browser, desk, told):
    context = browser.new_context(base_url=desk.address, java_script_enabled=False)
    reader = context.new_page()
    reader.goto(f"/photos/{told[0]}")
    expect(reader.locator(f'.why[data-face="{told[1]}"]')).to_be_visible()
    expect(reader.locator("[data-as-it-is] .caption")).to_be_visible()
    reader.goto("/")
    expect(reader.locator(".tile").first).to_be_visible()
    context.close()


def test_people_narrow_while_one_types(page, desk):
    person = desk.library.people()[0].name
    page.goto("/people")
    page.get_by_role("searchbox", name="Narrow by name").press_sequentially(person)
    visible = page.locator("[data-people] > li:visible")
    expect(visible).to_have_count(sum(person in other.name for other in desk.library.people()))
