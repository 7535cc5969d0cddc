"""What of a photo is searched: days, embargoes, texts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.catalogue.facets import days_of, is_embargoed, taken_of, texts_of
from vonlinks.domain import CaptionReading, Credit, PhotoMetadata, fold


@pytest.mark.parametrize(
    ("instructions", "embargoed"),
    [
        ("Sperrfrist: 18. Januar 2018, 12 Uhr", True),
        ("SPERRFRIST! Frei ab Sonntag", True),
        ("EMBARGOED until 0600 GMT", True),
        ("Not for publication before Sunday", True),
        ("Gesperrt bis Redebeginn", True),
        ("Keine Sperrfrist", False),
        ("ohne Sperrfrist", False),
        ("No embargo", False),
        ("Keine Weitergabe an Dritte", False),
        ("Frei bei Nennung", False),
        ("", False),
        (None, False),
    ],
)
def test_an_embargo_is_what_the_instructions_say(instructions, embargoed) -> None:
    assert is_embargoed(PhotoMetadata(instructions=instructions)) is embargoed


@pytest.mark.parametrize(
    ("taken", "told", "expected"),
    [
        ("2017-01-18T18:02:11+01:00", "2016", "2017-01-18T18:02:11+01:00"),
        ("2017-01", None, "2017-01"),
        (None, "2016-11-05", "2016-11-05"),
        ("yesterday", "2016-11-05", "2016-11-05"),
        ("0000-00-00", "2016", "2016"),
        ("2017-02-30", None, None),
        (None, None, None),
        ("20170118", None, None),
    ],
)
def test_the_camera_dates_a_photo_before_the_caption_does(taken, told, expected) -> None:
    assert taken_of(PhotoMetadata(taken=taken), CaptionReading("", "de", date=told)) == expected


@given(st.dates())
def test_a_day_a_month_and_a_year_hold_the_day(day) -> None:
    for text in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4], f"{day.isoformat()}T10:00:00Z"):
        first, last = days_of(text) or ("", "")
        assert first <= day.isoformat() <= last
        assert (date.fromisoformat(last) - date.fromisoformat(first)).days < 366


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_none(text) -> None:
    days = days_of(text)
    assert days is None or days[0] <= days[1]


def test_the_rights_line_of_the_caption_counts_with_the_fields() -> None:
    reading = CaptionReading("", "de", credit=Credit((0, 1), "Stadt Musterheim", "Eva Beispiel", "dpa"))
    texts = texts_of(
        PhotoMetadata(byline=("Jan Muster",), credit_line="Blatt", city=" ", keywords=("–", "Rat")), reading
    )
    assert texts["byline"] == ("Jan Muster", "Eva Beispiel")
    assert texts["copyright"] == ("Stadt Musterheim",)
    assert texts["credit"] == ("Blatt", "Stadt Musterheim", "Eva Beispiel", "dpa")
    assert (texts["city"], texts["keyword"]) == ((), ("Rat",))
    assert all(fold(text) for given_ in texts.values() for text in given_)
