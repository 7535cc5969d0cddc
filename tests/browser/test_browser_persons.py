"""Changing a person on the person's page, in a real browser."""

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def name(desk):
    """Somebody of the library; what was decided is taken back afterwards."""
    before = len([one for one in desk.library.history() if not one.undone])
    yield desk.library.people()[0].name
    while len([one for one in desk.library.history() if not one.undone]) > before:
        desk.library.undo()


def test_rename_moves_to_the_new_name_and_u_takes_it_back(page, desk, name):
    page.goto(f"/people/{name}")
    page.get_by_text("Change the record").click()
    field = page.get_by_label("Name", exact=True)
    field.fill("Nora Probe")
    field.press("Enter")
    expect(page.locator("[data-message]")).to_contain_text(f"{name} is called Nora Probe now")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nora Probe")
    expect(page).to_have_url(f"{desk.address}/people/Nora%20Probe")
    assert name in desk.library.person("Nora Probe").aliases

    page.locator("main").focus()
    page.keyboard.press("u")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page).to_have_url(f"{desk.address}/people/{quote(name)}")
    assert "Nora Probe" not in [person.name for person in desk.library.people()]


def test_another_name_comes_and_goes(page, desk, name):
    page.goto(f"/people/{name}")
    page.get_by_text("Change the record").click()
    page.get_by_label("Also called").fill("N. P.")
    page.get_by_label("Also called").press("Enter")
    expect(page.locator("[data-drop='N. P.']")).to_be_visible()
    assert desk.library.person("N. P.").name == name
    page.locator("[data-drop='N. P.']").click()
    expect(page.locator("[data-drop='N. P.']")).to_have_count(0)
    assert desk.library.person(name).aliases == ()


def test_two_who_are_one_are_joined_under_the_name_of_the_page(page, desk, name):
    other = desk.library.people()[1].name
    page.goto(f"/people/{name}")
    page.get_by_text("Change the record").click()
    page.get_by_label("The same person as").click()
    page.keyboard.type(other)
    expect(page.get_by_role("option", selected=True)).to_contain_text(other)
    page.keyboard.press("Enter")
    expect(page.locator("[data-message]")).to_contain_text(f"{other} is {name} now")
    assert desk.library.person(other).name == name


def test_a_refusal_is_one_sentence_and_changes_nothing(page, desk, name):
    page.goto(f"/people/{name}")
    page.get_by_text("Change the record").click()
    page.get_by_label("Wikidata").fill("42")
    page.get_by_label("Wikidata").press("Enter")
    expect(page.locator("[data-message]")).to_contain_text("“42” is no Wikidata id")
    assert not desk.library.person(name).wikidata
