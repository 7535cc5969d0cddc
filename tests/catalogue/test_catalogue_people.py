"""People: confirmed ones and those whom captions know, in every spelling one."""

from datetime import UTC, datetime

import pytest

from vonlinks.domain import PersonRecord
from vonlinks.errors import NotFoundError

EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}


def test_people_are_merged_by_spelling_and_sorted_by_name(sample, build) -> None:
    trio, portrait = build.id("trio"), build.id("portrait")
    assert sample.people() == [
        PersonRecord("Ida Oelberg", 0, 2, 1, (), f"{build.id('absent')}-1", spellings=("Ida Ölberg",)),
        PersonRecord("Jo Ahrens", 0, 1, 0),
        PersonRecord("Kim Berg", 0, 1, 0),
        PersonRecord("Lou Cramer", 0, 1, 0),
        PersonRecord("Rainer Schugmann", 0, 1, 1, (), f"{trio}-2"),
        PersonRecord(
            "Susanne Köllner",
            1,
            2,
            1,
            (("Ratsfrau", 2017), ("Vorsitzende des Heimatvereins", 2017)),
            f"{portrait}-1",
            aliases=("Sanne Köllner-Vogt",),
            spellings=("Susanne Koellner",),
            recorded=True,
        ),
        PersonRecord("Thomas Brandeis", 1, 3, 1, (), f"{trio}-1", recorded=True),
    ]


def test_pages_of_people_are_cut_from_one_order(sample) -> None:
    everybody = sample.people()
    assert [one for offset in (0, 3, 6) for one in sample.people(limit=3, offset=offset)] == everybody
    assert sample.people(offset=5) == everybody[5:]


@pytest.mark.parametrize("name", ["Susanne Köllner", "susanne koellner", "Sanne Köllner-Vogt", "SUSANNE KOLLNER"])
def test_a_person_is_found_by_any_spelling(sample, name) -> None:
    assert sample.person(name).name == "Susanne Köllner"


@pytest.mark.parametrize("name", ["Köllner", "Nobody", "", "!"])
def test_nobody_is_found_by_half_a_name_or_none(sample, name) -> None:
    with pytest.raises(NotFoundError, match="nobody called"):
        sample.person(name)


def test_who_is_together_with_whom(sample) -> None:
    assert sample.together("Thomas Brandeis") == (("Ida Oelberg", 1), ("Rainer Schugmann", 1), ("Susanne Köllner", 1))
    assert sample.together("Nobody") == ()


def test_known_names_are_those_with_a_confirmed_face_and_their_aliases(sample) -> None:
    assert sample.known_names() == ["Sanne Köllner-Vogt", "Susanne Köllner", "Thomas Brandeis"]


def test_a_person_whose_only_confirmation_was_taken_back_is_known_no_more(catalogue, fill) -> None:
    photo = fill("one", faces=1)
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    catalogue.undo()
    assert (catalogue.known_names(), catalogue.people()) == ([], [])


def test_the_best_face_shows_a_person(catalogue, build, fill) -> None:
    blurred = fill("blurred", faces=[build.face(1, quality=0.2)])
    sharp = fill("sharp", faces=[build.face(1, quality=0.9)])
    unknown = fill("unknown", faces=[build.face(1)])
    for photo in (blurred, sharp, unknown):
        catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    assert catalogue.person("Anna Nord").face == f"{sharp}-1"


def test_roles_come_newest_first(catalogue, fill) -> None:
    for year, role in ((2015, "Ratsfrau"), (2019, "Ministerin"), (None, "Gast"), (2019, "Ministerin")):
        metadata = {"taken": str(year)} if year else {}
        fill(
            f"{year}{role}{len(catalogue.originals())}", metadata=metadata, people=[{"name": "Anna Nord", "role": role}]
        )
    assert catalogue.person("Anna Nord").roles == (("Ministerin", 2019), ("Ratsfrau", 2015), ("Gast", None))
