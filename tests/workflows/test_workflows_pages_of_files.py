"""Files with more than one picture: the first is imported, and the run says so."""

from PIL import Image


def test_an_animated_file_is_imported_by_its_first_picture_and_said_so(library, tmp_path):
    frames = [Image.new("RGB", (80, 60), colour) for colour in ("red", "green")]
    frames[0].save(tmp_path / "moving.webp", save_all=True, append_images=frames[1:], lossless=True)
    report = library.ingest([tmp_path / "moving.webp"])
    assert report.imported == 1
    assert report.notices[-1] == "moving.webp: the file holds 2 pictures; only the first is looked at."
    (record,) = library.photos(report.photos)
    assert record.metadata.warnings[-1] == "the file holds 2 pictures; only the first is looked at"
