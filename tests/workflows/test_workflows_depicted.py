"""A face on a print or a screen is told as such, any other face is not."""

from pathlib import Path

import pytest

from vonlinks.domain import Box, Face
from vonlinks.workflows.forms import found_faces_form


@pytest.mark.parametrize("depicted", [(), ("framed",)])
def test_only_a_depicted_face_says_so(depicted):
    face = Face(Box(0.1, 0.1, 0.2, 0.2), row=1, rank=1, score=0.9, engine="any", depicted=depicted)
    (form,) = found_faces_form(Path("photo.jpg"), (1000, 800), (face,))["faces"]
    assert form.get("depicted", []) == list(depicted)
    assert form["box"] == [100, 80, 200, 160]
