"""Whether two thumbnails show the same picture."""

import io
import itertools

from PIL import Image

from vonlinks.metadata import Picture, looks_same, thumbnail


def test_only_a_picture_encoded_anew_looks_the_same(sample_photos, tmp_path):
    made = {}
    for path in sorted(sample_photos.glob("*.jpg")):
        made[path] = thumbnail(Picture.open(path), 640)
        again = io.BytesIO()
        Image.open(io.BytesIO(made[path])).save(again, "JPEG", quality=60)
        assert looks_same(made[path], again.getvalue()), path.name
    for one, other in itertools.combinations(made, 2):
        assert not looks_same(made[one], made[other]), (one.name, other.name)
