"""The values behind the templates hold for any photo, caption and query."""

import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.domain import (
    Box,
    CaptionReading,
    Credit,
    Evidence,
    Face,
    FaceRecord,
    Mention,
    OfferedName,
    PersonRecord,
    PhotoMetadata,
    PhotoRecord,
)
from vonlinks.web.view.captions import pieces
from vonlinks.web.view.chips import chips
from vonlinks.web.view.dates import day_of, written_date
from vonlinks.web.view.faces import face_views
from vonlinks.web.view.grid import days, tile
from vonlinks.web.view.people import meant
from vonlinks.web.view.photos import photo_view
from vonlinks.web.view.queue import place_in_queue
from vonlinks.web.view.rights import credit_lines


def photo(width=300, height=200, faces=(), reading=None, **metadata) -> PhotoRecord:
    return PhotoRecord(
        id="a" * 16,
        path=Path("/pictures/one.jpg"),
        sha256="a" * 64,
        width=width,
        height=height,
        metadata=PhotoMetadata(**metadata),
        reading=reading,
        faces=faces,
        unplaced=(),
        status="pending",
    )


def face(number: int, person: str | None = None, *offers: OfferedName) -> FaceRecord:
    return FaceRecord(f"{'a' * 16}-{number}", Face(Box(0.1, 0.2, 0.3, 0.4), 1, number, 0.9, "drawn"), person, offers)


def offer(name: str, probability: float, *, strong: bool) -> OfferedName:
    return OfferedName(name, probability, strong, (Evidence("order", 1.0, f"reason for {name}"),))


spans = st.tuples(st.integers(-3, 60), st.integers(-3, 60))


@given(
    text=st.text(max_size=50),
    people=st.lists(st.builds(Mention, st.text(min_size=1, max_size=8), spans), max_size=4),
    unread=st.lists(spans, max_size=4),
    credit=st.none() | st.builds(Credit, spans),
)
def test_the_pieces_of_a_caption_are_the_caption(text, people, unread, credit):
    cut = pieces(CaptionReading(text, "de", tuple(people), credit, unread=tuple(unread)), ())
    assert "".join(piece.text for piece in cut) == text


def test_a_name_wins_over_the_credit_and_the_credit_over_unread_text():
    text = "Foto: Eva Probe / XY"
    reading = CaptionReading(text, "de", (Mention("Eva Probe", (6, 15)),), Credit((0, 17)), unread=((0, 20),))
    assert [(piece.text, piece.kind) for piece in pieces(reading, ())] == [
        ("Foto: ", "credit"),
        ("Eva Probe", "name"),
        (" /", "credit"),
        (" XY", "unread"),
    ]


def test_a_mention_finds_its_face_by_any_spelling():
    views = face_views(
        (face(1), face(2, "Köllner, Eva"), face(3, None, offer("Jorg Muster", 0.8, strong=False))), (1000, 500)
    )
    text = "Jörg Muster mit Koellner Eva"
    reading = CaptionReading(text, "de", (Mention("Jörg Muster", (0, 11)), Mention("Koellner Eva", (16, 28))))
    assert [piece.number for piece in pieces(reading, views) if piece.kind == "name"] == [3, 2]


@pytest.mark.parametrize(
    ("record", "state", "name", "percent"),
    [
        (face(1), "unknown", None, None),
        (face(1, "Eva"), "confirmed", "Eva", None),
        (face(1, None, offer("Eva", 0.999, strong=True)), "strong", "Eva", 99),
        (face(1, None, offer("Eva", 0.5, strong=False)), "unsure", "Eva", 50),
        (face(1, "Mia", offer("Eva", 0.9, strong=True)), "confirmed", "Mia", None),
    ],
)
def test_a_face_shows_what_is_known_of_it(record, state, name, percent):
    view = face_views((record,), (1000, 500))[0]
    assert (view.state, view.name, view.percent) == (state, name, percent)
    assert view.box == (100, 100, 300, 200)
    assert not view.depicted


def test_a_face_in_a_picture_is_told_as_such():
    one = face(1)
    framed = replace(one, face=replace(one.face, depicted=("framed",)))
    assert [view.depicted for view in face_views((framed, one), (1000, 500))] == [True, False]


@pytest.mark.parametrize(
    ("offers", "shown"),
    [
        # The same person twice: the face that fits best.
        ([[("Eva", 0.6)], [("Eva", 0.9)]], [None, "Eva"]),
        # Its second best takes over where it is likely.
        ([[("Eva", 0.9)], [("Eva", 0.8), ("Mia", 0.55)]], ["Eva", "Mia"]),
        # More likely wrong than right: nobody.
        ([[("Eva", 0.3), ("Mia", 0.3)]], [None]),
        # What Enter confirms always stands.
        ([[("Eva", 0.91)], [("Mia", 0.4), ("Eva", 0.3)]], ["Eva", None]),
        ([[], [("Eva", 0.5)]], [None, "Eva"]),
    ],
)
def test_a_person_stands_with_one_face(offers, shown):
    faces = tuple(
        face(number, None, *(offer(name, sure, strong=sure > 0.85) for name, sure in names))
        for number, names in enumerate(offers, 1)
    )
    assert [view.name for view in face_views(faces, (1, 1))] == shown


def test_who_is_named_without_a_face_waits():
    text = "Eva, Mia und Ida; es fehlt Uta"
    people = [
        Mention(name, (text.index(name), text.index(name) + 3), pictured=name != "Uta")
        for name in ("Eva", "Mia", "Ida", "Uta")
    ]
    faces = (
        face(1, "Eva"),
        face(2, None, offer("Mia", 0.6, strong=False)),
        face(3, None, offer("Ida", 0.2, strong=False)),
    )
    assert photo_view(photo(faces=faces, reading=CaptionReading(text, "de", tuple(people)))).unplaced == ("Ida",)


def test_a_confirmed_person_is_suggested_nowhere_else():
    views = face_views((face(1, "Eva"), face(2, None, offer("Eva", 0.8, strong=False))), (1, 1))
    assert [(view.name, view.others) for view in views] == [("Eva", ()), (None, (("Eva", 80),))]


def test_evidence_is_that_of_the_shown_name_only():
    record = face(1, "Mia", offer("Eva", 0.9, strong=True), offer("Mia", 0.1, strong=False))
    view = face_views((record,), (1000, 500))[0]
    assert view.evidence == ("reason for Mia",)
    assert view.others == (("Eva", 90),)


@given(st.text(max_size=60))
def test_chips_hold_the_whole_query(query):
    found = chips(query)
    assert "".join("".join(chip.text for chip in found).split()) == "".join(query.split())
    assert all(chip.text not in {"", "OR"} or len(found) == 1 or query.startswith("OR") for chip in found)


@given(st.lists(st.from_regex(r'-?(person:"[a-z ]{1,9}"|date:20[0-9]{2}|[a-z]{1,6})', fullmatch=True), max_size=5))
def test_taking_a_chip_away_leaves_the_others(terms):
    found = chips(" ".join(terms))
    assert [chip.text for chip in found] == terms
    for index, chip in enumerate(found):
        assert chip.without == " ".join(terms[:index] + terms[index + 1 :])


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ('-person:"Anna Beispiel"', ["without Anna Beispiel"]),
        ("city:Bochum -is:conflict", ["city: Bochum", "not conflict"]),
        ("a OR b c", ["a OR b", "c"]),
        ("(a OR (b c)) -d", ["(a OR (b c))", "without d"]),
        ('"zwei Worte', ["zwei Worte"]),
        ("date:2017-01..2017-03", ["2017-01..2017-03"]),
        ("only:Eva", ["only Eva"]),
    ],
)
def test_chips_read_as_words(query, words):
    assert [chip.words for chip in chips(query)] == words


@given(st.text(max_size=30), st.text(max_size=30))
def test_dates_never_fail(taken, languages):
    assert isinstance(written_date(taken, languages), str)
    assert taken.startswith(day_of(taken))


@pytest.mark.parametrize(
    ("taken", "languages", "written"),
    [
        ("2017-03-05T10:00:00Z", "de", "5. März 2017"),
        ("2017-03-05", "fr-FR,en;q=0.5", "5 mars 2017"),
        ("2017-03-05", "en-GB", "5 March 2017"),
        ("2017-03-05", "en-US", "March 5, 2017"),
        ("2017-03-05", "pl, de;q=0.3", "5. März 2017"),
        ("2017", "de", "2017"),
        ("2017-13", "de", "2017-13"),
        ("2017-03-05", "", "2017-03-05"),
    ],
)
def test_dates_are_written_in_the_readers_language(taken, languages, written):
    assert written_date(taken, languages) == written


@given(st.integers(0, 60000), st.integers(0, 60000))
def test_every_picture_has_a_tile_that_the_style_sheet_knows(width, height):
    sheet = files("vonlinks.web").joinpath("static/ratios.css").read_text("utf-8")
    known = {int(ratio) for ratio in re.findall(r"\.r(\d+) \{", sheet)}
    assert tile(photo(width, height)).ratio in known


@given(st.integers(1, 60000), st.integers(1, 60000))
def test_the_drawing_has_the_pictures_shape(width, height):
    wide, high = photo_view(photo(width, height)).view_box
    assert max(wide, high) == 1000
    assert wide * height == pytest.approx(high * width, abs=0.01 * max(width, height))


def day(number: int, times: int = 1) -> list[PhotoRecord]:
    return [photo(taken=f"2017-01-{number}T10:00")] * times


@pytest.mark.parametrize(
    ("records", "groups"),
    [
        (
            [*day(18, 2), photo(taken="2017-01"), photo(), photo()],
            [("2017-01-18", "2017-01-18", 2), ("2017-01",) * 2 + (1,), ("", "", 2)],
        ),
        (day(18, 5) + day(17, 5), [("2017-01-18",) * 2 + (5,), ("2017-01-17",) * 2 + (5,)]),
        (day(18) + day(17, 4) + day(16, 2), [("2017-01-18", "2017-01-16", 7)]),
        (
            day(18) + day(17, 5) + day(16),
            [("2017-01-18",) * 2 + (1,), ("2017-01-17",) * 2 + (5,), ("2017-01-16",) * 2 + (1,)],
        ),
        ([*day(11), photo(taken="2016-12-31")], [("2017-01-11",) * 2 + (1,), ("2016-12-31",) * 2 + (1,)]),
    ],
)
def test_days_with_few_photos_share_a_group_within_their_month(records, groups):
    assert [(group.date, group.until, len(group.tiles)) for group in days(records)] == groups


@given(st.lists(st.dates().map(str) | st.none(), max_size=12))
def test_grouping_by_day_loses_nobody(taken):
    assert sum(len(group.tiles) for group in days([photo(taken=when) for when in taken])) == len(taken)


def test_a_tile_names_whom_the_photo_page_names():
    faces = (
        face(1, "Eva"),
        face(2, None, offer("Mia", 0.95, strong=True)),
        face(3, None, offer("Ida", 0.4, strong=False)),
    )
    reading = CaptionReading("Uta und Eva", "de", (Mention("Uta", (0, 3)), Mention("Eva", (8, 11))))
    assert tile(photo(faces=faces, reading=reading)).names == (("Eva", True), ("Mia", False), ("Uta", False))


@pytest.mark.parametrize(
    ("metadata", "credit", "lines"),
    [
        ({}, None, ()),
        ({"copyright_notice": "Stadt Beispielhausen 2017"}, None, ("© Stadt Beispielhausen 2017",)),
        ({"copyright_notice": "(c) Stadt"}, None, ("(c) Stadt",)),
        ({"byline": ("Max Knipser",), "credit_line": "Max Knipser"}, None, ("Max Knipser",)),
        ({}, Credit((0, 1), holder="Stadt", year=2017), ("© Stadt, 2017",)),
        ({"copyright_notice": "© Stadt, 2017"}, Credit((0, 1), holder="Stadt", year=2017), ("© Stadt, 2017",)),
        ({}, Credit((0, 1), photographer="Eva Probe", agency="dpa"), ("Photo: Eva Probe / dpa",)),
    ],
)
def test_rights_are_said_once(metadata, credit, lines):
    reading = CaptionReading("x", "de", credit=credit)
    assert credit_lines(photo(reading=reading, **metadata)) == lines


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=3), unique=True, min_size=1, max_size=6), st.data())
def test_following_the_queue_meets_everybody_and_comes_round(queue, data):
    start = data.draw(st.sampled_from(queue))
    met, at = [], start
    for _ in queue:
        met.append(at)
        at = place_in_queue(at, queue, len(queue)).following or at
    assert sorted(met) == sorted(queue)
    assert at == start


def test_people_meant_come_best_known_first():
    people = [PersonRecord("Eva Muster", confirmed=1), PersonRecord("Mia Muster", confirmed=5), PersonRecord("Ida Eva")]
    assert [person.name for person in meant(people, "mus")] == ["Mia Muster", "Eva Muster"]
    assert meant(people, " ") == []
