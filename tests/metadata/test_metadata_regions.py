"""Face regions of every dialect end as the same box of the upright picture."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from vonlinks.domain import Box
from vonlinks.metadata import companions, read_metadata
from vonlinks.metadata.orientation import TRANSPOSITIONS, to_stored, to_upright, upright_size

NAME = "Eva Beispiel"
STORED = Box(0.125, 0.25, 0.25, 0.5)
"""In a stored picture of 64 x 48."""

shares = st.floats(0, 1, allow_nan=False)
boxes = st.builds(Box, shares, shares, shares, shares)
orientations = st.integers(1, 8)


def near(box: Box, wanted: Box, within: float = 1e-6) -> bool:
    return all(
        abs(a - b) <= within
        for a, b in zip(
            (box.x, box.y, box.width, box.height), (wanted.x, wanted.y, wanted.width, wanted.height), strict=True
        )
    )


@settings(deadline=None)
@given(box=boxes, orientation=orientations)
def test_stored_and_upright_are_each_others_inverse(box, orientation):
    assert near(to_stored(to_upright(box, orientation), orientation), box, 1e-12)
    assert near(to_upright(to_stored(box, orientation), orientation), box, 1e-12)


@settings(deadline=None)
@given(
    orientation=orientations,
    left=st.integers(0, 30),
    top=st.integers(0, 20),
    wide=st.integers(1, 20),
    high=st.integers(1, 15),
)
def test_a_converted_box_covers_the_same_pixels(orientation, left, top, wide, high):
    """Against Pillow: paint the box into the stored picture, turn it upright, look where the paint is."""
    stored = Image.new("L", (50, 35))
    stored.paste(255, (left, top, left + wide, top + high))
    tags = stored.getexif()
    tags[0x0112] = orientation
    upright = np.asarray(ImageOps.exif_transpose(stored))
    rows, columns = np.nonzero(upright)
    box = to_upright(Box.from_pixels(left, top, wide, high, stored.size), orientation)
    size = upright_size(stored.size, orientation)
    assert upright.shape == (size[1], size[0])
    assert box.to_pixels(size) == (
        columns.min(),
        rows.min(),
        columns.max() - columns.min() + 1,
        rows.max() - rows.min() + 1,
    )


def test_all_turns_are_known():
    assert sorted(TRANSPOSITIONS) == [2, 3, 4, 5, 6, 7, 8]


def mwg_of(write, box, **options):
    return write.mwg_face(*box.center, box.width, box.height, **options)


def microsoft_of(box, name=NAME):
    entry = (
        f'<rdf:li rdf:parseType="Resource"><MPReg:Rectangle>{box.x}, {box.y}, {box.width}, {box.height}</MPReg:Rectangle>'
        f"<MPReg:PersonDisplayName>{name}</MPReg:PersonDisplayName></rdf:li>"
    )
    return f'<MP:RegionInfo rdf:parseType="Resource"><MPRI:Regions><rdf:Bag>{entry}</rdf:Bag></MPRI:Regions></MP:RegionInfo>'


def iptc_of(boundary, name=NAME, kind="http://cv.iptc.org/newscodes/imageregiontype/human", extra=""):
    typed = f"<Iptc4xmpExt:rCtype><rdf:Bag><rdf:li rdf:parseType='Resource'><xmp:Identifier><rdf:Bag><rdf:li>{kind}</rdf:li></rdf:Bag></xmp:Identifier></rdf:li></rdf:Bag></Iptc4xmpExt:rCtype>"
    named = f"<Iptc4xmpExt:Name><rdf:Alt><rdf:li xml:lang='x-default'>{name}</rdf:li></rdf:Alt></Iptc4xmpExt:Name>"
    entry = f"<rdf:li rdf:parseType='Resource'><Iptc4xmpExt:RegionBoundary rdf:parseType='Resource'>{boundary}</Iptc4xmpExt:RegionBoundary>{typed if kind else ''}{named if name else ''}{extra}</rdf:li>"
    return f"<Iptc4xmpExt:ImageRegion><rdf:Bag>{entry}</rdf:Bag></Iptc4xmpExt:ImageRegion>"


def boundary(shape, unit="relative", **numbers):
    fields = "".join(f"<Iptc4xmpExt:{name}>{value}</Iptc4xmpExt:{name}>" for name, value in numbers.items())
    return f"<Iptc4xmpExt:rbShape>{shape}</Iptc4xmpExt:rbShape><Iptc4xmpExt:rbUnit>{unit}</Iptc4xmpExt:rbUnit>{fields}"


def polygon(*points):
    entries = "".join(
        f"<rdf:li rdf:parseType='Resource'><Iptc4xmpExt:rbX>{x}</Iptc4xmpExt:rbX><Iptc4xmpExt:rbY>{y}</Iptc4xmpExt:rbY></rdf:li>"
        for x, y in points
    )
    vertices = f"<Iptc4xmpExt:rbVertices><rdf:Seq>{entries}</rdf:Seq></Iptc4xmpExt:rbVertices>"
    return boundary("polygon") + vertices


def acdsee_of(box):
    area = "".join(
        f"<acdsee-stArea:{k}>{v}</acdsee-stArea:{k}>"
        for k, v in zip("xywh", (*box.center, box.width, box.height), strict=True)
    )
    entry = f'<rdf:li rdf:parseType="Resource"><acdsee-rs:DLYArea rdf:parseType="Resource">{area}</acdsee-rs:DLYArea><acdsee-rs:Name>{NAME}</acdsee-rs:Name><acdsee-rs:Type>Face</acdsee-rs:Type></rdf:li>'
    return f'<acdsee-rs:Regions rdf:parseType="Resource"><acdsee-rs:RegionList><rdf:Bag>{entry}</rdf:Bag></acdsee-rs:RegionList></acdsee-rs:Regions>'


def dialects(write):
    corner = {"rbX": STORED.x, "rbY": STORED.y, "rbW": STORED.width, "rbH": STORED.height}
    in_pixels = {"rbX": 8, "rbY": 12, "rbW": 16, "rbH": 24}
    points = [(0.125, 0.5), (0.25, 0.25), (0.375, 0.6), (0.2, 0.75)]
    return {
        "mwg": write.mwg(mwg_of(write, STORED, name=NAME), applied=(64, 48)),
        "mwg pixel": write.mwg(
            write.mwg_face(32, 48, 32, 48, name=NAME, unit='stArea:unit="pixel"'), applied=(128, 96)
        ),
        "microsoft": microsoft_of(STORED),
        "iptc": iptc_of(boundary("rectangle", **corner)),
        "iptc pixel": iptc_of(boundary("rectangle", "pixel", **in_pixels)),
        "iptc polygon": iptc_of(polygon(*points)),
        "acdsee": acdsee_of(STORED),
    }


DIALECTS = ["mwg", "mwg pixel", "microsoft", "iptc", "iptc pixel", "iptc polygon", "acdsee"]


def regions(write, photo, xmp, orientation=1, size=(64, 48)):
    exif = write.app1_exif(write.exif(orientation=orientation))
    return read_metadata(photo(write.jpeg(exif, write.app1_xmp(write.xmp(xmp)), size=size))).regions


@pytest.mark.parametrize("orientation", range(1, 9))  # 15
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_in_every_orientation(dialect, orientation, write, photo):
    (face,) = regions(write, photo, dialects(write)[dialect], orientation)
    assert face.name == NAME
    assert face.dialect == dialect.split()[0]
    assert near(face.box, to_upright(STORED, orientation))
    assert not face.stale


def test_circles_are_round_in_the_picture(write, photo):
    (iptc,) = regions(write, photo, iptc_of(boundary("circle", rbX=0.5, rbY=0.5, rbRx=0.15)))
    assert near(iptc.box, Box(0.35, 0.3, 0.3, 0.4))
    circle = write.mwg(
        '<rdf:li rdf:parseType="Resource"><mwg-rs:Area stArea:x="0.5" stArea:y="0.5" stArea:d="0.4" stArea:unit="normalized"/></rdf:li>'
    )
    (face,) = regions(write, photo, circle)
    assert near(face.box, Box(0.35, 0.3, 0.3, 0.4))


APPLIED = [
    ((64, 48), False),
    ((48, 64), False),
    ((32, 24), False),
    ((1000, 747), False),
    ((48, 48), True),
    (None, False),
]


@pytest.mark.parametrize(("applied", "stale"), APPLIED)
def test_regions_of_a_picture_cropped_since_are_stale(applied, stale, write, photo):  # 16
    (face,) = regions(write, photo, write.mwg(mwg_of(write, STORED, name=NAME), applied=applied))
    assert face.stale is stale
    assert face.name == NAME


def test_only_faces_count(write, photo):  # 17
    entries = [
        write.mwg_face(0.1, 0.1, 0.1, 0.1, name="Rex", kind="Pet"),
        write.mwg_face(0.2, 0.1, 0.1, 0.1, kind="Focus"),
        write.mwg_face(0.3, 0.1, 0.1, 0.1, kind="BarCode"),
        write.mwg_face(0.4, 0.5, 0.1, 0.1, name="untyped", kind=None),
        write.mwg_face(0.6, 0.5, 0.1, 0.1),
        write.mwg_face(1.2, 0.5, 0.1, 0.1, name="outside"),
        write.mwg_face(0.95, 0.95, 0.2, 0.2, name="overhanging"),
        write.mwg_face(0.5, 0.5, 0, 0.2, name="flat"),
        write.mwg_face("NaN", 0.5, 0.1, 0.2, name="nan"),
        write.mwg_face("x", "", 0.1, 0.2, name="text"),
        "<rdf:li/>",
    ]
    found = regions(write, photo, write.mwg(*entries, applied=(64, 48)))
    assert [face.name for face in found] == ["untyped", None, "overhanging"]
    assert near(found[2].box, Box(0.85, 0.85, 0.15, 0.15))


IPTC_KINDS = [
    ("http://cv.iptc.org/newscodes/imageregiontype/human", "", NAME),
    ("http://cv.iptc.org/newscodes/imageregiontype/face/", "", NAME),
    ("http://cv.iptc.org/newscodes/imageregiontype/animal", "", None),
    ("", "", NAME),
    (
        "urn:own",
        "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Max Muster</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>",
        "Max Muster",
    ),
]


@pytest.mark.parametrize(("kind", "extra", "name"), IPTC_KINDS)
def test_iptc_regions_are_faces_where_they_show_people(kind, extra, name, write, photo):
    rectangle = boundary("rectangle", rbX=0.1, rbY=0.1, rbW=0.1, rbH=0.1)
    found = regions(write, photo, iptc_of(rectangle, kind=kind, extra=extra))
    assert [face.name for face in found] == ([name] if name else [])


def test_one_face_in_all_dialects_is_one_face(write, photo):  # 18
    several = dialects(write)
    found = regions(write, photo, "".join(several[name] for name in ("acdsee", "microsoft", "iptc polygon", "mwg")))
    assert [(face.dialect, face.name) for face in found] == [("mwg", NAME)]


def test_two_names_for_one_place_are_two_claims(write, photo):
    found = regions(write, photo, write.mwg(mwg_of(write, STORED, name=NAME)) + microsoft_of(STORED, "Max Muster"))
    assert [face.name for face in found] == [NAME, "Max Muster"]


def test_an_unnamed_double_takes_the_name(write, photo):
    found = regions(write, photo, write.mwg(mwg_of(write, STORED)) + microsoft_of(STORED))
    assert [(face.dialect, face.name) for face in found] == [("mwg", NAME)]


def test_a_face_that_a_user_ignored_is_no_face(write, photo):
    assert regions(write, photo, microsoft_of(STORED, "ffffffffffffffff")) == ()


def test_a_sidecar_decides_about_regions_only_if_it_has_a_place_for_them(write, tmp_path):  # 19
    path = tmp_path / "photo.jpg"
    exif = write.app1_exif(write.exif(orientation=6))
    inside = write.xmp(write.mwg(mwg_of(write, STORED, name=NAME), applied=(64, 48)))
    path.write_bytes(write.jpeg(exif, write.app1_xmp(inside), size=(64, 48)))
    steps = [
        ("photo.xmp", "<xmp:Rating>3</xmp:Rating>", [NAME]),
        ("photo.jpg.xmp", write.mwg(), []),
        ("photo.jpg.xmp", write.mwg(mwg_of(write, STORED, name="Max Muster")), ["Max Muster"]),
    ]
    for name, properties, wanted in steps:
        (tmp_path / name).write_bytes(write.xmp(properties))
        found = read_metadata(path, companions(path)).regions
        assert [face.name for face in found] == wanted
    assert near(found[0].box, to_upright(STORED, 6))


def within(left, top, width, height) -> Box:
    """A box inside the picture, its place and size given as shares of what is free."""
    width, height = 0.001 + 0.999 * width, 0.001 + 0.999 * height
    return Box(left * (1 - width), top * (1 - height), width, height)


@settings(deadline=None)
@given(box=st.builds(within, shares, shares, shares, shares), orientation=orientations)
def test_what_is_written_for_a_face_is_read_back(box, orientation, write, tmp_path_factory):
    path = tmp_path_factory.mktemp("region") / "photo.jpg"
    stored = to_stored(box, orientation)
    packet = write.xmp(write.mwg(mwg_of(write, stored, name=NAME), applied=(64, 48)))
    exif = write.app1_exif(write.exif(orientation=orientation))
    path.write_bytes(write.jpeg(exif, write.app1_xmp(packet), size=(64, 48)))
    (face,) = read_metadata(path).regions
    assert near(face.box, box)
