"""Dates that the camera or other captions of an event contradict reach the editor as warnings."""

import csv
import shutil

import pytest

from vonlinks.workflows.forms import photo_form

CAPTION = "Vera Muster am {day} im Rathaus von Musterhausen."


@pytest.fixture
def told(library, few_photos, tmp_path):
    """Import photos with captions of the given days, days of exposure and events; gives their warnings by file."""

    def run(rows):
        folder = tmp_path / "photos"
        folder.mkdir()
        photos = sorted(few_photos.glob("*.jpg"))[: len(rows)]
        with (folder / "captions.csv").open("w", encoding="utf-8", newline="") as sheet:
            writer = csv.writer(sheet)
            writer.writerow(["file", "caption", "taken", "event"])
            for n, (photo, (day, taken, event)) in enumerate(zip(photos, rows, strict=True)):
                shutil.copy(photo, folder / f"{n}.jpg")
                writer.writerow([f"{n}.jpg", CAPTION.format(day=day), taken, event])
        library.ingest([folder], workers=1)
        shown = {n: library.photo(str(folder / f"{n}.jpg")) for n in range(len(rows))}
        exported = {record.id: record for record in library.export()}
        assert all(photo_form(exported[record.id]) == photo_form(record) for record in shown.values())
        return {n: list(record.reading.warnings) for n, record in shown.items()}

    return run


def test_the_camera_and_the_other_captions_of_an_event_are_asked(told):
    assert told(
        [
            ("18. Januar 2017", "2017-01-18T18:02:11", "Empfang"),
            ("25. Januar 2017", "2017-01-18T18:05:00", "Empfang"),
            ("18. Januar 2017", "2017-01-19T00:30:00", ""),
        ]
    ) == {
        0: ["The caption tells 2017-01-18, but that of 1.jpg, of the same event, tells 2017-01-25."],
        1: [
            "The caption tells 2017-01-25, but the camera dates the picture 2017-01-18.",
            "The caption tells 2017-01-25, but that of 0.jpg, of the same event, tells 2017-01-18.",
        ],
        2: [],
    }


def test_a_corrected_caption_is_held_against_the_camera_again(told, library):
    assert told([("25. Januar 2017", "2017-01-18T18:05:00", "")])[0]
    record = next(iter(library.export()))
    library.correct_caption(record.id, CAPTION.format(day="18. Januar 2017"))
    assert library.photo(record.id).reading.warnings == ()
    library.correct_caption(record.id, CAPTION.format(day="18. Februar 2017"))
    assert library.photo(record.id).reading.warnings == (
        "The caption tells 2017-02-18, but the camera dates the picture 2017-01-18.",
    )
