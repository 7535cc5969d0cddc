"""A caption held against the camera's date and against other captions of its event."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.caption import contradictions, read_caption

CAMERA = "The caption tells {told}, but the camera dates the picture {taken}."


@pytest.mark.parametrize(
    ("text", "taken", "told"),
    [
        ("Eva Muster am 18. Januar 2017 im Rathaus.", "2017-01-18", None),
        ("Eva Muster am 18. Januar 2017 im Rathaus.", "2017-01-19", None),  # past midnight
        ("Eva Muster am 18. Januar 2017 im Rathaus.", "2017-01-17", None),  # a camera set to another time zone
        ("Eva Muster am 18. Januar 2017 im Rathaus.", "2017-01-20", "2017-01-18"),
        ("Eva Muster am 18. Januar 2017 im Rathaus.", "2018-01-18", "2017-01-18"),  # the slip of every January
        ("Eva Muster im Januar 2017 im Rathaus.", "2017-01-31", None),
        ("Eva Muster im Januar 2017 im Rathaus.", "2017-02-14", "2017-01"),
        ("Eva Muster vom 8. bis 12. Mai 2019 im Rathaus.", "2019-05-11", None),
        ("Eva Muster vom 8. bis 12. Mai 2019 im Rathaus.", "2019-05-15", "2019-05-08"),
        ("Eva Muster am 8. Mai 2019, wie schon am 3. April 2018.", "2018-04-03", None),
        ("Eva Muster am 18. Januar 2017 im Rathaus. Archivfoto: Jan Probst", "2020-05-01", None),
        ("FILE - Eva Sample speaks on Jan. 18, 2017, in Sample Town.", "2020-05-01", None),
        ("Eva Muster am 18. Januar 1957 im Rathaus.", "2014-05-01", None),  # scanned
        ("Seit dem 1. Mai 2012 leitet Eva Muster den Verein.", "2019-05-11", None),
        ("Eva Muster (geb. 3. Mai 1996) und Jan Probst.", "2019-05-11", None),
        ("Eva Muster im Rathaus. © Jan Probst, 3. Mai 2015", "2019-05-11", None),
        ("Eva Muster im Rathaus.", "2019-05-11", None),
    ],
)
def test_the_camera_contradicts_only_what_no_date_of_the_caption_fits(text, taken, told):
    expected = () if told is None else (CAMERA.format(told=told, taken=taken),)
    assert contradictions(read_caption(text), dt.date.fromisoformat(taken)) == expected


@pytest.mark.parametrize(
    ("text", "beside", "other"),
    [
        ("Eva Muster am 18. Januar 2017.", {"b.jpg": "2017-01-18"}, None),
        ("Eva Muster am 18. Januar 2017.", {"b.jpg": "2017-01-19"}, None),
        ("Eva Muster am 18. Januar 2017.", {"b.jpg": "2017-01-25"}, "b.jpg"),
        ("Eva Muster am 18. Januar 2017.", {"b.jpg": "2017-01-18", "c.jpg": "2017-01-25"}, "c.jpg"),
        ("Eva Muster am 18. Januar 2017.", {"b.jpg": "2017-01-21", "c.jpg": "2017-01-25"}, None),  # a festival
        ("Eva Muster vom 18. bis 25. Januar 2017.", {"b.jpg": "2017-01-25"}, None),
        ("Eva Muster am 18. Januar 2017.", {"b.jpg": "2017-01"}, None),
        ("Eva Muster im Januar 2017.", {"b.jpg": "2017-03-18"}, None),
        ("Eva Muster am 18. Januar 2017.", {}, None),
    ],
)
def test_captions_of_one_event_that_tell_different_days(text, beside, other):
    found = contradictions(read_caption(text), None, beside)
    if other is None:
        assert found == ()
    else:
        sentence = f"The caption tells 2017-01-18, but that of {other}, of the same event, tells {beside[other]}."
        assert found == (sentence,)


@given(st.dates(dt.date(1995, 1, 1), dt.date(2090, 12, 31)), st.integers(-400, 400))
def test_a_day_more_or_less_is_no_contradiction_and_more_is(day, shift):
    reading = read_caption(f"Eva Muster am {day.day}.{day.month}.{day.year} im Rathaus.")
    assert reading.date == day.isoformat()
    assert bool(contradictions(reading, day + dt.timedelta(days=shift))) == (abs(shift) > 1)
