"""A face on a print or a screen is told as such, any other face is not."""

from pathlib import Path

import pytest

from vonlinks.cli.output import who_is_where
from vonlinks.domain import Box, Face, FaceRecord, PhotoMetadata, PhotoRecord
from vonlinks.workflows.forms import found_faces_form, photo_form


@pytest.mark.parametrize("depicted", [(), ("framed",)])
def test_only_a_depicted_face_says_so(depicted):
    face = Face(Box(0.1, 0.1, 0.2, 0.2), row=1, rank=1, score=0.9, engine="any", depicted=depicted)
    (form,) = found_faces_form(Path("photo.jpg"), (1000, 800), (face,))["faces"]
    assert form.get("depicted", []) == list(depicted)
    assert form["box"] == [100, 80, 200, 160]


@pytest.mark.parametrize("depicted", [(), ("framed",)])
def test_a_catalogued_photo_tells_it_too(depicted):
    face = Face(Box(0.1, 0.1, 0.2, 0.2), row=1, rank=1, score=0.9, engine="any", depicted=depicted)
    record = PhotoRecord(
        id="a" * 16,
        path=Path("photo.jpg"),
        sha256="a" * 64,
        width=1000,
        height=800,
        metadata=PhotoMetadata(),
        reading=None,
        faces=(FaceRecord("a-1", face, None, ()),),
        unplaced=(),
        status="pending",
        conflicts=(),
    )
    assert photo_form(record)["faces"][0].get("depicted", []) == list(depicted)
    assert ("in a picture or on a screen" in who_is_where(record).plain) == bool(depicted)
