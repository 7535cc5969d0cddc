"""Naming all faces of a group at once, in a real browser, with and without the mouse."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def groups(desk):
    """The groups as they are; decided faces are taken back afterwards."""
    before = len([one for one in desk.library.history() if not one.undone])
    yield desk.library.unnamed.page()[1]
    while len([one for one in desk.library.history() if not one.undone]) > before:
        desk.library.undo()


def faces(groups):
    """The faces of each group; what is suggested for them moves with what other tests decided."""
    return {group.number: [face.id for face in group.faces] for group in groups}


def test_a_name_and_enter_confirm_a_group_and_u_takes_it_back(page, desk, groups):
    first = groups[0]
    page.goto("/people")
    page.get_by_role("link", name="Faces without a name").click()
    row = page.locator(f'[data-group="{first.number}"]')
    out = row.locator(f'[data-face="{first.faces[0].id}"]')
    out.click()
    expect(out).to_have_attribute("aria-pressed", "false")
    count = len(first.faces) - 1
    expect(row.locator("input")).to_have_attribute("placeholder", f"Whose {count} faces are these?")

    row.locator("input").focus()
    page.keyboard.type("Nora Prob")
    expect(row.get_by_role("option").last).to_have_text("Nora Probnew, as written")
    page.keyboard.type("e")
    page.keyboard.press("Enter")
    expect(page.locator("[data-message]")).to_contain_text(f"{count} faces confirmed as Nora Probe")
    assert desk.library.person("Nora Probe").confirmed == count
    assert first.faces[0].photo not in desk.library.search('confirmed:"Nora Probe"').photos

    page.locator("main").focus()
    page.keyboard.press("u")
    expect(page.locator("[data-message]")).to_have_text(f"{count} decisions taken back")
    expect(row.locator(".face")).to_have_count(len(first.faces))
    assert faces(desk.library.unnamed.page()[1]) == faces(groups)


def test_what_is_suggested_is_one_click(page, desk, groups):
    group = next(one for one in groups if one.names)
    page.goto("/unnamed")
    row = page.locator(f'[data-group="{group.number}"]')
    chip = row.locator("[data-whose] .chip").first
    person = chip.get_attribute("data-person")
    chip.click()
    expect(page.locator("[data-message]")).to_contain_text(f"confirmed as {person}")
    assert desk.library.search(f'confirmed:"{person}"').total > 0


def test_escape_leaves_everything_as_it_was(page, desk, groups):
    page.goto("/unnamed")
    field = page.locator("[data-whose] input").first
    field.focus()
    page.keyboard.type("Nora")
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()
    expect(page.get_by_role("listbox").first).to_be_hidden()
    assert faces(desk.library.unnamed.page()[1]) == faces(groups)


def test_a_narrow_window_needs_no_scrolling_sideways(page, desk):
    page.set_viewport_size({"width": 380, "height": 720})
    page.goto("/unnamed")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
