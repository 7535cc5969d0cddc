"""What comes out: photos by what stands for them, the queue, the counts."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from vonlinks.catalogue import Counts
from vonlinks.domain import PhotoStatus
from vonlinks.errors import NotFoundError

EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}


@pytest.fixture
def statements(catalogue):
    """Counts the statements that the catalogue sends."""
    sent = []
    event.listen(catalogue._engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    return sent


@pytest.fixture
def plans(catalogue):
    """How SQLite goes about each statement that the catalogue sends."""
    steps: list[str] = []

    def explain(_connection, cursor, statement, parameters, *_more) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA", "EXPLAIN")) and not isinstance(parameters, list):
            other = cursor.connection.cursor()
            steps.extend(row[3] for row in other.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    event.listen(catalogue._engine, "before_cursor_execute", explain)
    return steps


def test_a_photo_is_found_by_id_beginning_hash_and_path(sample, build, tmp_path, monkeypatch) -> None:
    photo, whole = build.id("pair"), build.sha256("pair")
    monkeypatch.chdir("/")
    for asked in (
        photo,
        photo[:6],
        photo.upper(),
        whole,
        whole[:30],
        "/press/2017/rathaus/0001.jpg",
        "press/2017/rathaus/0001.jpg",
    ):
        assert sample.photo(asked).id == photo


@pytest.mark.parametrize("asked", ["", "zzzz", "abc", "0" * 64, "0" * 100, "/press/none.jpg", "a\0b", "\udce4", "*"])
def test_what_stands_for_no_photo_is_refused_in_one_sentence(sample, asked) -> None:
    with pytest.raises(NotFoundError, match="there is no photo"):
        sample.photo(asked)


def test_a_beginning_that_fits_several_is_refused(catalogue, build) -> None:
    names = iter(range(10**6))
    seen: dict[str, str] = {}
    while True:
        name = str(next(names))
        beginning = build.id(name)[:4]
        if beginning in seen:
            break
        seen[beginning] = name
    for one in (seen[beginning], name):
        catalogue.store(build.analysis(one), build.naming())
    with pytest.raises(NotFoundError, match="more than one photo's id begins with"):
        catalogue.photo(beginning)
    assert catalogue.photo(build.id(name)).id == build.id(name)


def test_photos_come_in_the_order_asked_for_and_unknown_ones_are_left_out(sample, build) -> None:
    asked = [build.id(name) for name in ("trio", "none", "portrait", "trio")]
    assert [photo.id for photo in sample.photos(asked)] == [asked[0], asked[2], asked[0]]
    assert sample.photos([]) == []
    assert [sample.photos([photo])[0] for photo in asked[:1]] == [sample.photo(asked[0])]


def test_more_photos_take_no_more_statements(catalogue, fill, statements) -> None:
    ids = [fill(f"{n}", faces=2, suggestions=[(0, f"Person {n}", 0.9, True)]) for n in range(30)]
    for photo in ids[::2]:
        catalogue.confirm(photo, [(f"{photo}-2", "Anna Nord")], **EDITOR)
        catalogue.reject(photo, f"{photo}-1", "Bert Süd", **EDITOR)
    statements.clear()
    catalogue.photos(ids[:2])
    few = len(statements)
    statements.clear()
    assert len(catalogue.photos(ids)) == 30
    assert len(statements) == few


def test_a_search_is_one_statement(catalogue, fill, statements) -> None:
    fill("one", people=["Anna Nord"], metadata={"caption": "Rathaus"})
    statements.clear()
    assert catalogue.find("person:Nord Rathaus (faces:2 OR date:2017) sort:relevance").total == 1
    assert len([sql for sql in statements if not sql.startswith("BEGIN")]) == 1


def test_storing_takes_no_more_statements_in_a_fuller_catalogue(catalogue, fill, statements) -> None:
    fill("first", people=["Anna Nord"], suggestions=[(0, "Anna Nord", 0.9, True)])
    statements.clear()
    fill("second", people=["Anna Nord"], suggestions=[(0, "Anna Nord", 0.9, True)])
    few = len(statements)
    for number in range(20):
        fill(f"more {number}", people=["Anna Nord"], suggestions=[(0, "Anna Nord", 0.9, True)])
    statements.clear()
    fill("last", people=["Anna Nord"], suggestions=[(0, "Anna Nord", 0.9, True)])
    assert len(statements) == few


STATUSES: list[tuple[str, str, int, list, list, list, PhotoStatus]] = [
    # what it is about, naming's word, faces, suggestions, confirmed, rejected, status
    ("a suggestion waits", "pending", 2, [(0, "A B", 0.9, True)], [], [], "pending"),
    ("faces that nobody names wait", "pending", 2, [], [], [], "pending"),
    ("caption and faces do not fit", "conflict", 1, [(0, "A B", 0.9, False)], [], [], "conflict"),
    ("nobody is there", "no-people", 0, [], [], [], "no-people"),
    ("all suggestions are confirmed", "pending", 2, [(0, "A B", 0.9, True)], [(1, "A B")], [], "confirmed"),
    ("all suggestions are refused", "pending", 2, [(0, "A B", 0.9, True)], [], [(1, "A B")], "confirmed"),
    ("the person has another face", "pending", 2, [(0, "A B", 0.9, True)], [(2, "A B")], [], "confirmed"),
    ("one is left", "pending", 2, [(0, "A B", 0.9, True), (1, "C D", 0.9, True)], [(1, "A B")], [], "pending"),
    ("an editor decided a conflict in part", "conflict", 2, [(0, "A B", 0.9, False)], [(2, "C D")], [], "pending"),
    ("an editor decided a conflict", "conflict", 2, [(0, "A B", 0.9, False)], [(1, "A B")], [], "confirmed"),
]


@pytest.mark.parametrize("case", STATUSES, ids=lambda case: case[0])
def test_the_status_follows_from_what_waits_and_what_was_decided(catalogue, fill, case) -> None:
    _, naming, faces, suggestions, confirmed, rejected, status = case
    photo = fill("one", faces=faces, suggestions=suggestions, naming={"status": naming})
    for face, person in confirmed:
        catalogue.confirm(photo, [(f"{photo}-{face}", person)], **EDITOR)
    for face, person in rejected:
        catalogue.reject(photo, f"{photo}-{face}", person, **EDITOR)
    assert catalogue.photo(photo).status == status


def test_the_queue_begins_with_the_surest_and_ends_with_conflicts_that_offer_nothing(catalogue, fill) -> None:
    conflict = fill("conflict", faces=1, naming={"status": "conflict"})
    weak = fill("weak", suggestions=[(0, "A B", 0.99, False)])
    strong = fill("strong", suggestions=[(0, "A B", 0.95, True)])
    surer = fill("surer", suggestions=[(0, "A B", 0.97, True), (1, "C D", 0.2, False)])
    fill("faces only")
    fill("nobody", faces=0, naming={"status": "no-people"})
    assert catalogue.review_queue() == [surer, strong, weak, conflict]
    assert catalogue.review_queue(2) == [surer, strong]
    catalogue.confirm(surer, [(f"{surer}-1", "A B")], **EDITOR)
    assert catalogue.review_queue() == [strong, weak, surer, conflict]


def test_everything_is_counted(sample) -> None:
    assert sample.counts() == Counts(photos=8, faces=14, confirmed=1, pending=5, conflict=1, failed=0, persons=2)


def test_deriving_everything_again_changes_nothing_that_can_be_seen(sample) -> None:
    ids = sample.find("", limit=None).photos
    before = (sample.photos(ids), sample.people(), sample.review_queue(), sample.counts())
    sample.rederive()
    assert (sample.photos(ids), sample.people(), sample.review_queue(), sample.counts()) == before


@pytest.mark.parametrize("query", ["person:Nord", "suggested:Nord*", "Rathaus", "city:Bochum", '"a b" OR person:Nord'])
def test_what_a_name_or_a_word_finds_is_not_sought_among_all_photos(catalogue, plans, query) -> None:
    catalogue.find(query)
    assert plans
    assert not [step for step in plans if step.startswith(("SCAN photo USING", "SCAN appearance", "SCAN name_word"))]
    assert "SCAN photo" not in plans


def test_the_first_page_and_the_queue_are_read_in_the_order_of_an_index(catalogue, plans) -> None:
    catalogue.find("")
    assert "SCAN photo USING INDEX ix_photo_taken" in plans
    plans.clear()
    catalogue.review_queue(1)
    assert [step.partition(" (")[0] for step in plans] == ["SEARCH photo USING COVERING INDEX ix_photo_urgency_id"]


def test_storing_looks_at_no_other_photo(catalogue, build, fill, plans) -> None:
    photo = fill("one", people=["Anna Nord"], suggestions=[(0, "Anna Nord", 0.9, True)])
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    catalogue.store(build.analysis("one"), build.naming())
    catalogue.undo()
    growing = {"photo", "content", "original", "face", "embedding", "suggestion", "appearance", "name_word", "person"}
    assert len(plans) > 20
    assert not [step for step in plans if step.startswith("SCAN") and step.split()[1] in growing]
