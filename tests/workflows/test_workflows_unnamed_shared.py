"""Groups of faces without a name on real portraits: whoever is in one group is one person."""

from collections import Counter, defaultdict
from pathlib import Path

import pytest

from vonlinks.workflows import Library

PORTRAITS = Path(__file__).resolve().parents[2].parent / "shared" / "photos" / "face_recognition" / "knn_train"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PORTRAITS.is_dir(), reason="../shared/photos is not here"),
]


def test_an_import_puts_the_portraits_of_each_person_into_one_group(tmp_path):
    with Library.open(tmp_path / "library") as library:
        library.ingest([PORTRAITS])
        # The folder says who it is; the largest face of a picture is that person's.
        who = {record.id: record.path.parent.name for record in library.export()}
        largest = {
            max(record.faces, key=lambda one: one.face.box.width).id for record in library.export() if record.faces
        }
        held = defaultdict(set)
        for group in library.unnamed.page()[1]:
            people = {who[face.photo] for face in group.faces if face.id in largest}
            assert len(people) <= 1, f"group {group.number} has faces of {people}"
            for person in people:
                held[person].add(group.number)
        several = {person for person, pictures in Counter(who.values()).items() if pictures > 1}
        assert several
        assert {person: len(groups) for person, groups in held.items()} == dict.fromkeys(several, 1)
