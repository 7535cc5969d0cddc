"""Renaming, merging, splitting and adding persons: all of it appended, all of it taken back exactly."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import Session

from vonlinks.catalogue import Catalogue
from vonlinks.catalogue.deciding import photos_of
from vonlinks.catalogue.engine import writing
from vonlinks.catalogue.persons import refresh
from vonlinks.domain import Authority
from vonlinks.errors import ConflictError, NotFoundError, RequestError

EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}


@pytest.fixture
def show(catalogue, fill):
    """Store a photo of one face that its caption names, and confirm it under a name; returns the photo's id."""

    def store(photo: str, person: str, *, named: str | None = None) -> str:
        made = fill(photo, faces=1, people=[named or person], suggestions=[(0, named or person, 0.9, True)])
        catalogue.confirm(made, [(f"{made}-1", person)], **EDITOR)
        return made

    return store


@pytest.fixture
def state(catalogue):
    """All that is known of people and photos."""

    def look():
        everything = catalogue.find("", limit=None).photos
        return catalogue.people(), catalogue.known_names(), catalogue.photos(everything), catalogue.counts()

    return look


def names(catalogue) -> list[str]:
    return [person.name for person in catalogue.people()]


def test_a_renamed_person_is_found_by_both_names_and_undo_gives_the_old_one_back(catalogue, show, fill, state) -> None:
    show("one", "Anna Nord")
    named = fill("two", people=["Anna Nord"])
    before = state()
    (entry,) = catalogue.authorities.rename("anna nord", "Anna Nord-Süd", **EDITOR)
    assert (entry.kind, entry.before, entry.person, entry.photo) == ("rename", "Anna Nord", "Anna Nord-Süd", None)
    assert names(catalogue) == ["Anna Nord-Süd"]
    person = catalogue.person("Anna Nord")
    assert (person.name, person.aliases, person.confirmed, person.named) == ("Anna Nord-Süd", ("Anna Nord",), 1, 2)
    assert catalogue.known_names() == ["Anna Nord", "Anna Nord-Süd"]
    assert named in catalogue.find('person:"Anna Nord-Süd"').photos
    assert catalogue.find('confirmed:"Anna Nord"').total == 1
    assert [d.kind for d in catalogue.undo()] == ["rename"]
    assert state() == before
    assert [(d.kind, d.undone) for d in catalogue.history()] == [("rename", True), ("confirm", False)]


def test_somebody_whom_only_captions_know_may_be_renamed(catalogue, fill, state) -> None:
    photo = fill("one", faces=1, people=["Anna Nordt"], suggestions=[(0, "Anna Nordt", 0.9, True)])
    before = state()
    assert catalogue.authorities.rename("Anna Nordt", "Anna  Nordt", **EDITOR) == ()
    assert state() == before
    (entry,) = catalogue.authorities.rename("Anna Nordt", "Anna Nord", **EDITOR)
    assert (entry.before, entry.person) == ("Anna Nordt", "Anna Nord")
    assert [(p.name, p.named, p.aliases) for p in catalogue.people()] == [("Anna Nord", 1, ("Anna Nordt",))]
    assert [offer.person for offer in catalogue.photo(photo).faces[0].suggestions] == ["Anna Nord"]
    catalogue.undo()
    assert state() == before


def test_a_name_may_be_given_up_and_another_is_no_others(catalogue, show) -> None:
    show("one", "Anna Nord")
    show("two", "Bert West")
    with pytest.raises(ConflictError, match="“Bert West” is the name of Bert West already"):
        catalogue.authorities.rename("Anna Nord", "Bert West", **EDITOR)
    assert catalogue.authorities.rename("Anna Nord", " Anna  Nord ", **EDITOR) == ()
    catalogue.authorities.rename("Anna Nord", "Anna Ost", keep=False, **EDITOR)
    assert catalogue.person("Anna Ost").aliases == ()
    with pytest.raises(NotFoundError, match="nobody called “Cleo Süd”"):
        catalogue.authorities.rename("Cleo Süd", "Cleo", **EDITOR)
    with pytest.raises(RequestError, match="is no name"):
        catalogue.authorities.rename("Anna Ost", "…", **EDITOR)


def test_merged_people_are_one_with_faces_rejections_and_names_of_both(catalogue, show, fill, state, build) -> None:
    one, two = show("one", "Ayla Yurtsever"), show("two", "Ayla Jurtsever")
    third = fill("three", faces=2)
    catalogue.reject(third, f"{third}-1", "Ayla Jurtsever", **EDITOR)
    before = state()
    catalogue.authorities.merge("Ayla Jurtsever", "Ayla Yurtsever", **EDITOR)
    (person,) = catalogue.people()
    assert (person.name, person.aliases) == ("Ayla Yurtsever", ("Ayla Jurtsever",))
    assert (person.confirmed, person.named) == (2, 2)
    assert {face.person for photo in catalogue.photos([one, two]) for face in photo.faces} == {"Ayla Yurtsever"}
    assert catalogue.photo(third).faces[0].rejected == ("Ayla Yurtsever",)
    catalogue.store_naming(third, build.naming((0, "Ayla Jurtsever", 0.9, True)))
    assert catalogue.photo(third).faces[0].suggestions == ()
    catalogue.store_naming(third, build.naming())
    catalogue.undo()
    assert state() == before


def test_a_confirmation_outweighs_the_others_rejection_when_two_are_merged(catalogue, show) -> None:
    photo = show("one", "Anna Nord")
    catalogue.reject(photo, f"{photo}-1", "Anna Nort", **EDITOR)
    catalogue.authorities.merge("Anna Nort", "Anna Nord", **EDITOR)
    face = catalogue.photo(photo).faces[0]
    assert (face.person, face.rejected) == ("Anna Nord", ())


def test_two_whom_one_photo_shows_are_two(catalogue, fill) -> None:
    photo = fill("pair", faces=2)
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord"), (f"{photo}-2", "Anne Nord")], **EDITOR)
    with pytest.raises(ConflictError, match=f"both confirmed in {photo}"):
        catalogue.authorities.merge("Anna Nord", "Anne Nord", **EDITOR)
    with pytest.raises(ConflictError, match="one person already"):
        catalogue.authorities.merge("Anna Nord", "ANNA NORD", **EDITOR)
    catalogue.authorities.edit("Anna Nord", Authority("", wikidata="Q1"), **EDITOR)
    catalogue.authorities.edit("Anne Nord", Authority("", wikidata="Q2"), **EDITOR)
    catalogue.reject(photo, f"{photo}-2", "Anne Nord", **EDITOR)
    with pytest.raises(ConflictError, match="two people"):
        catalogue.authorities.merge("Anna Nord", "Anne Nord", **EDITOR)


def test_a_name_that_only_captions_have_is_merged_as_an_alias(catalogue, show, fill) -> None:
    show("one", "Anna Nord")
    fill("two", people=["Anna Nordt"])
    assert names(catalogue) == ["Anna Nord", "Anna Nordt"]
    catalogue.authorities.merge("Anna Nordt", "Anna Nord", **EDITOR)
    assert [(p.name, p.named, p.aliases) for p in catalogue.people()] == [("Anna Nord", 2, ("Anna Nordt",))]
    catalogue.undo()
    assert names(catalogue) == ["Anna Nord", "Anna Nordt"]


def test_names_that_only_captions_have_are_merged_too(catalogue, fill) -> None:
    fill("one", people=["Anna Nord"])
    fill("two", people=["Anna Nordt"])
    catalogue.authorities.merge("Anna Nordt", "Anna Nord", **EDITOR)
    assert [(p.name, p.named, p.aliases) for p in catalogue.people()] == [("Anna Nord", 2, ("Anna Nordt",))]
    catalogue.undo()
    assert names(catalogue) == ["Anna Nord", "Anna Nordt"]


def test_split_faces_are_a_namesakes_and_no_longer_the_first_ones(catalogue, show, state, build) -> None:
    photos = [show(name, "Peter Muster") for name in ("one", "two", "three")]
    before = state()
    name, _ = catalogue.authorities.split("Peter Muster", [photos[1], f"{photos[2]}-1"], **EDITOR)
    assert name == "Peter Muster (2)"
    assert [(p.name, p.confirmed, p.named, p.namesakes) for p in catalogue.people()] == [
        ("Peter Muster", 1, 1, ("Peter Muster (2)",)),
        ("Peter Muster (2)", 2, 2, ("Peter Muster",)),
    ]
    assert catalogue.photo(photos[1]).unplaced == ()
    assert catalogue.photo(photos[1]).faces[0].rejected == ("Peter Muster",)
    assert catalogue.known_names() == ["Peter Muster"]
    catalogue.undo()
    assert state() == before


def test_split_faces_may_have_another_name_or_be_somebodys(catalogue, show) -> None:
    photos = [show(name, "Peter Muster") for name in ("one", "two", "three")]
    show("four", "Paul Muster")
    assert catalogue.authorities.split("Peter Muster", [photos[0]], "Paul Muster", **EDITOR)[0] == "Paul Muster"
    assert catalogue.person("Paul Muster").confirmed == 2
    name, _ = catalogue.authorities.split("Peter Muster", [photos[1]], "Peter Muster (Chor)", **EDITOR)
    assert name == "Peter Muster (Chor)"
    with pytest.raises(NotFoundError, match="is not confirmed in"):
        catalogue.authorities.split("Peter Muster", [photos[0]], **EDITOR)
    with pytest.raises(RequestError, match="all confirmed faces"):
        catalogue.authorities.split("Peter Muster", [photos[2]], **EDITOR)
    with pytest.raises(RequestError, match="say which photos"):
        catalogue.authorities.split("Peter Muster", [], **EDITOR)


def test_namesakes_are_told_apart_and_their_bare_name_is_nobodys(catalogue, show, fill) -> None:
    show("one", "Eva Muster (Chor)", named="Eva Muster")
    assert catalogue.person("Eva Muster").name == "Eva Muster (Chor)"
    show("two", "Eva Muster (Rat)", named="Eva Muster")
    fill("three", people=["Eva Muster"])
    assert [(p.name, p.confirmed, p.named, p.recorded) for p in catalogue.people()] == [
        ("Eva Muster", 0, 1, False),
        ("Eva Muster (Chor)", 1, 1, True),
        ("Eva Muster (Rat)", 1, 1, True),
    ]
    with pytest.raises(ConflictError, match=r"several people: Eva Muster \(Chor\), Eva Muster \(Rat\); say which"):
        catalogue.person("Eva Muster")


def test_two_spellings_that_were_both_confirmed_stay_two_until_they_are_merged(catalogue, show) -> None:
    show("one", "Ayla Yüksel")
    show("two", "Ayla Yueksel")
    assert [(p.name, p.confirmed, p.namesakes) for p in catalogue.people()] == [
        ("Ayla Yueksel", 1, ()),
        ("Ayla Yüksel", 1, ()),
    ]
    catalogue.authorities.merge("Ayla Yueksel", "Ayla Yüksel", **EDITOR)
    assert [(p.name, p.confirmed) for p in catalogue.people()] == [("Ayla Yüksel", 2)]


def test_what_is_kept_about_a_person_is_added_to(catalogue, show, state) -> None:
    show("one", "Anna Nord")
    before = state()
    more = Authority("", ("A. Nord",), (("Leiterin", 2020),), "prefers no picture at home", "Q42")
    catalogue.authorities.edit("Anna Nord", more, **EDITOR)
    person = catalogue.person("A. Nord")
    assert (person.aliases, person.roles, person.notes, person.wikidata) == (
        ("A. Nord",),
        (("Leiterin", 2020),),
        "prefers no picture at home",
        "Q42",
    )
    assert catalogue.authorities.edit("Anna Nord", more, **EDITOR) == ()
    catalogue.authorities.edit("Anna Nord", Authority(""), drop=["A. Nord"], **EDITOR)
    assert catalogue.authorities.record("Anna Nord") == replace(more, name="Anna Nord", aliases=())
    catalogue.undo(2)
    assert state() == before


# Rosters


def test_a_roster_is_one_act_and_changes_nothing_the_second_time(catalogue, show, state) -> None:
    show("one", "Anna Nord")
    before = state()
    roster = [
        Authority("Anna Nord", ("A. Nord",), (("Leiterin", None),)),
        Authority("Bert West", notes="left-handed"),
        Authority("Cleo Ost", ("Anna Nord", "C. Ost"), wikidata="Q7"),
    ]
    told = catalogue.authorities.add(roster, **EDITOR)
    assert [(one.name, one.outcome, one.notes) for one in told] == [
        ("Anna Nord", "changed", ()),
        ("Bert West", "added", ()),
        ("Cleo Ost", "added", ("“Anna Nord” is the name of Anna Nord already and was left out",)),
    ]
    assert names(catalogue) == ["Anna Nord", "Bert West", "Cleo Ost"]
    assert catalogue.known_names() == ["A. Nord", "Anna Nord", "Bert West", "C. Ost", "Cleo Ost"]
    after = state()
    assert {one.outcome for one in catalogue.authorities.add(roster, **EDITOR)} == {"unchanged"}
    assert state() == after
    assert len(catalogue.undo()) == 3
    assert state() == before


def test_a_roster_knows_people_by_their_id_and_keeps_two_ids_apart(catalogue) -> None:
    catalogue.authorities.add([Authority("Eva Muster", wikidata="Q1")], **EDITOR)
    again = [Authority("Eva Muster-Probst", wikidata="Q1"), Authority("Eva Muster", wikidata="Q2")]
    told = catalogue.authorities.add(again, **EDITOR)
    assert [(one.name, one.outcome) for one in told] == [("Eva Muster", "changed"), ("Eva Muster (Q2)", "added")]
    assert catalogue.person("Eva Muster-Probst").name == "Eva Muster"
    assert {one.outcome for one in catalogue.authorities.add(again, **EDITOR)} == {"unchanged"}


# Forgetting


def test_a_forgotten_person_is_nowhere_but_in_captions(catalogue, show, path) -> None:
    photo = show("one", "Zita Quarz", named="Zita Quarz")
    other = show("two", "Zita Quarzz", named="Jemand")
    catalogue.authorities.merge("Zita Quarzz", "Zita Quarz", **EDITOR)
    catalogue.authorities.edit("Zita Quarz", Authority("", notes="Geheimnotiz", wikidata="Q99887766"), **EDITOR)
    vector = catalogue.embeddings(photo)[f"{photo}-1"][0].vector
    erased = catalogue.authorities.forget("Zita Quarz", **EDITOR)
    assert (erased.name, erased.aliases, erased.faces, erased.captions) == ("Zita Quarz", ("Zita Quarzz",), 2, 1)
    assert set(erased.photos) == {photo, other}
    assert catalogue.embeddings(photo) == catalogue.embeddings(other) == {}
    assert [face.person for one in catalogue.photos([photo, other]) for face in one.faces] == [None, None]
    assert [(p.name, p.confirmed, p.recorded) for p in catalogue.people()] == [
        ("Jemand", 0, False),
        ("Zita Quarz", 0, False),
    ]
    assert (catalogue.known_names(), catalogue.history(), catalogue.undo()) == ([], (), ())
    assert catalogue.authorities.erasures() == (("Editor", EDITOR["at"], erased.decisions, 2),)
    catalogue.close()
    left = b"".join(file.read_bytes() for file in path.parent.iterdir() if file.is_file())
    assert b"Quarzz" not in left
    assert b"Geheimnotiz" not in left
    assert b"Q99887766" not in left
    assert len(vector) == 2


def test_the_vector_of_a_forgotten_face_is_not_kept_again(catalogue, show, build) -> None:
    photo = show("one", "Zita Quarz")
    catalogue.authorities.forget("Zita Quarz", **EDITOR)
    catalogue.store(build.analysis("one", faces=2, people=["Zita Quarz"]), build.naming())
    assert list(catalogue.embeddings(photo)) == [f"{photo}-2"]


def test_what_others_decided_stays_when_one_is_forgotten_and_undo_goes_on_before(catalogue, show, fill) -> None:
    show("one", "Anna Nord")
    pair = fill("pair", faces=2)
    catalogue.confirm(pair, [(f"{pair}-1", "Anna Nord"), (f"{pair}-2", "Zita Quarz")], **EDITOR)
    catalogue.authorities.forget("Zita Quarz", **EDITOR)
    assert [face.person for face in catalogue.photo(pair).faces] == ["Anna Nord", None]
    assert [d.person for d in catalogue.undo()] == ["Anna Nord"]
    assert [face.person for face in catalogue.photo(pair).faces] == [None, None]
    with pytest.raises(NotFoundError, match="nobody called"):
        catalogue.authorities.forget("Zita Quarz", **EDITOR)


# A catalogue of before


def test_people_of_a_catalogue_without_records_stay_who_they_are(catalogue, show, fill, path) -> None:
    show("one", "Ayla Yüksel")
    show("two", "Ayla Yueksel")
    photo = fill("three", faces=2, people=["Cleo Ost"])
    catalogue.reject(photo, f"{photo}-1", "Nie Da", **EDITOR)
    catalogue.confirm(photo, [(f"{photo}-2", "Zurück Genommen")], **EDITOR)
    catalogue.undo()
    photos = catalogue.find("", limit=None).photos
    before = catalogue.people(), catalogue.known_names(), catalogue.photos(photos), catalogue.history()
    catalogue.close()
    with sqlite3.connect(path) as database:
        database.executescript(
            """
            CREATE TABLE old (id INTEGER PRIMARY KEY, name VARCHAR NOT NULL UNIQUE, folded VARCHAR NOT NULL);
            INSERT INTO old SELECT id, name, folded FROM person;
            DROP TABLE grouped; DROP TABLE person; DROP TABLE person_version; DROP TABLE erasure; ALTER TABLE old RENAME TO person;
            DROP INDEX ix_decision_person_id; UPDATE alembic_version SET version_num = '0003';
            ALTER TABLE face DROP COLUMN erased; ALTER TABLE face DROP COLUMN depicted;
            """
        )
    with Catalogue.open(path) as opened:
        assert (opened.people(), opened.known_names(), opened.photos(photos), opened.history()) == before
        opened.rederive()
        assert opened.photos(photos) == before[2]
        opened.authorities.merge("Ayla Yueksel", "Ayla Yüksel", **EDITOR)
        assert [(p.name, p.confirmed) for p in opened.people() if p.recorded] == [("Ayla Yüksel", 2)]
        opened.undo(4)
        assert opened.known_names() == []
        assert opened._engine.connect().exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_more_people_than_one_statement_takes_values_are_asked_for_at_once(catalogue, show) -> None:
    photo = show("one", "Anna Nord")
    forms = {f"form {number}" for number in range(40_000)} | {"anna nord"}
    with catalogue._engine.connect() as connection, Session(connection) as session:
        assert photos_of(session, range(40_000), forms) == [photo]
    with writing(catalogue._engine) as session:
        assert refresh(session, range(40_000)) == {"anna nord"}
    assert catalogue.authorities.waiting(forms, 5) == []
    assert catalogue.person("Anna Nord").confirmed == 1
