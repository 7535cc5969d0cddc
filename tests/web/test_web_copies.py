"""Copies of a picture on the page: a quiet row, its captions and confirmations, and a sentence where it is mirrored."""

from dataclasses import replace

import pytest

from vonlinks.domain import Lookalike


@pytest.fixture
def copied(library):
    """The first photo with the second as its mirrored copy, the third as a plain one."""
    first, second, third = list(library.records.values())[:3]
    copies = (Lookalike(second.id, second.path, mirrored=True), Lookalike(third.id, third.path, mirrored=False))
    library.records[first.id] = replace(first, lookalikes=copies)
    return first, second, third


@pytest.mark.parametrize("place", ["photos", "review"])
def test_copies_stand_in_a_row_of_their_own(place, copied, page):
    first, second, third = copied
    html = page(f"/{place}/{first.id}")
    row = html[html.index("Copies of this picture") :]
    assert row.index(f"/photos/{second.id}/thumbnail") < row.index(f"/photos/{third.id}/thumbnail")
    assert row.count("Mirrored: left and right are swapped") == 1
    assert row.index("Mirrored:") < row.index(f"/photos/{third.id}/thumbnail")
    for copy in (second, third):
        for face in copy.faces:
            assert face.person is None or face.person in row


def test_a_photo_without_copies_has_no_such_row(library, page):
    first = next(iter(library.records))
    assert "Copies of this picture" not in page(f"/photos/{first}")
