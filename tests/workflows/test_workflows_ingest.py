"""Importing: what is done, what is left alone, what is set aside."""

import json
import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from vonlinks.errors import RequestError
from vonlinks.workflows import Library
from vonlinks.workflows import analyse as analyse_module
from vonlinks.workflows.forms import photo_form


def expected(sample_photos):
    lines = (sample_photos.parent / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def test_every_sample_photo_is_imported(imported_samples, sample_photos):
    _, report = imported_samples
    assert report.failed == []
    assert report.imported + report.duplicates == len(expected(sample_photos))


def test_second_run_does_nothing(sample_library, imported_samples, sample_photos):
    _, first = imported_samples
    before = contents(sample_library)
    again = sample_library.ingest([sample_photos])
    assert (again.imported, again.updated, again.duplicates, again.faces) == (0, 0, 0, 0)
    assert again.unchanged == first.imported + first.duplicates
    assert contents(sample_library) == before


def test_two_workers_make_the_same_catalogue(library, few_photos, tmp_path):
    with Library.open(tmp_path / "other") as other:
        other.ingest([few_photos], workers=2)
        library.ingest([few_photos])
        assert contents(other) == contents(library)


def test_missing_path_is_one_sentence(library, tmp_path):
    with pytest.raises(RequestError, match="not-there"):
        library.ingest([tmp_path / "not-there"])


def contents(library):
    return [photo_form(record) for record in library.export()]


def bad_files(folder, sample):
    """Four files that are no usable photo, and one good photo without any metadata."""
    (folder / "empty.jpg").touch()
    (folder / "text.jpg").write_text("This is no picture.")
    whole = sample.read_bytes()
    (folder / "truncated.jpg").write_bytes(whole[: len(whole) // 2])
    Image.new("1", (20_000, 20_000)).save(folder / "bomb.png")
    with Image.open(sample) as picture:
        Image.frombytes(picture.mode, picture.size, picture.tobytes()).save(folder / "bare.jpg")


def test_bad_files_are_reported_one_sentence_each_and_stop_nothing(library, few_photos, tmp_path):
    folder = tmp_path / "bad"
    folder.mkdir()
    bad_files(folder, min(few_photos.iterdir()))
    report = library.ingest([folder])
    assert report.imported == 1
    reasons = {path.name: reason for path, reason in report.failed}
    assert reasons.keys() == {"empty.jpg", "text.jpg", "truncated.jpg", "bomb.png"}
    for reason in reasons.values():
        assert reason
        assert "\n" not in reason
        assert "Traceback" not in reason
    assert len(set(reasons.values())) == 4
    assert library.photo(str(folder / "bare.jpg")).reading is None


def test_a_failed_file_is_not_read_again_until_it_changes(library, few_photos, tmp_path):
    folder = tmp_path / "bad"
    folder.mkdir()
    photo = folder / "photo.jpg"
    photo.write_text("no picture")
    assert len(library.ingest([folder]).failed) == 1
    again = library.ingest([folder])
    assert [path for path, _ in again.failed] == [photo]
    shutil.copy(min(few_photos.iterdir()), photo)
    healed = library.ingest([folder])
    assert (healed.imported, healed.failed) == (1, [])
    assert library.failures() == []


def test_a_changed_caption_updates_the_photo_and_keeps_decisions(library, few_photos, tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    photo = shutil.copy(min(few_photos.iterdir()), folder / "photo.jpg")
    sheet = folder / "captions.csv"
    sheet.write_text("file,caption\nphoto.jpg,Vera Beispiel im Studio.\n", encoding="utf-8")
    assert library.ingest([folder]).imported == 1
    record = library.photo(str(photo))
    library.confirm(record.id, face=record.faces[0].id, person="Vera Beispiel")
    sheet.write_text("file,caption\nphoto.jpg,Vera Beispiel im neuen Studio.\n", encoding="utf-8")
    report = library.ingest([folder])
    assert (report.imported, report.updated) == (0, 1)
    after = library.photo(record.id)
    assert after.metadata.caption == "Vera Beispiel im neuen Studio."
    assert after.faces[0].person == "Vera Beispiel"


def test_same_bytes_under_another_name_are_one_photo(library, few_photos, tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    first = min(few_photos.iterdir())
    shutil.copy(first, folder / "a.jpg")
    shutil.copy(first, folder / "b.jpg")
    report = library.ingest([folder])
    assert (report.imported, report.duplicates) == (1, 1)
    assert library.photo(str(folder / "b.jpg")).id == library.photo(str(folder / "a.jpg")).id


def test_a_fault_of_ours_costs_one_photo_not_the_run(library, few_photos, monkeypatch):
    real = analyse_module.read_metadata

    def faulty(path, companions):
        if path.name.startswith("02"):
            raise ZeroDivisionError("of all things")
        return real(path, companions)

    monkeypatch.setattr(analyse_module, "read_metadata", faulty)
    report = library.ingest([few_photos])
    assert [path.name[:2] for path, _ in report.failed] == ["02"]
    assert "ZeroDivisionError" in report.failed[0][1]
    assert report.imported == len(list(few_photos.iterdir())) - 1
    monkeypatch.undo()
    assert library.ingest([few_photos]).imported == 0
    assert library.ingest([few_photos], retry=True).imported == 1


def test_a_photo_whose_metadata_another_program_changed_keeps_its_decisions(library, few_photos, tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    photo = Path(shutil.copy(min(few_photos.iterdir()), folder / "photo.jpg"))
    library.ingest([folder])
    record = library.photo(str(photo))
    library.confirm(record.id, face=record.faces[0].id, person="Vera Beispiel")
    with Image.open(photo) as picture:
        picture.save(photo, quality="keep", exif=picture.getexif(), comment=b"sorted on Friday")
    report = library.ingest([folder])
    assert (report.imported, report.updated) == (0, 1)
    after = library.photo(str(photo))
    assert after.id == record.id
    assert after.sha256 != record.sha256
    assert [face.person for face in after.faces] == ["Vera Beispiel"]


def test_another_picture_under_a_used_file_name_takes_no_decisions_over(library, few_photos, tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    first, second = sorted(few_photos.iterdir())[:2]
    photo = Path(shutil.copy(first, folder / "photo.jpg"))
    library.ingest([folder])
    record = library.photo(str(photo))
    library.confirm(record.id, face=record.faces[0].id, person="Vera Beispiel")
    shutil.copy(second, photo)
    assert library.ingest([folder]).imported == 1
    after = library.photo(str(photo))
    assert after.id != record.id
    assert [face.person for face in after.faces] == [None]
    shutil.copy(first, folder / "again.jpg")
    library.ingest([folder])
    assert library.photo(record.id).faces[0].person == "Vera Beispiel"


def test_a_touched_file_is_unchanged(library, few_photos, tmp_path):
    photo = Path(shutil.copy(min(few_photos.iterdir()), tmp_path / "photo.jpg"))
    library.ingest([photo])
    os.utime(photo, ns=(1, 1))
    assert library.ingest([photo]).unchanged == 1
    assert library.ingest([photo]).unchanged == 1
