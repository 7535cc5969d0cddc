"""Storing: photos, faces that are found again, originals that come and go."""

import dataclasses
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vonlinks.catalogue.columns import PathText
from vonlinks.catalogue.mapping import metadata_of, reading_of, to_json
from vonlinks.domain import (
    Box,
    CaptionReading,
    Credit,
    Embedding,
    FaceRegion,
    Mention,
    Original,
    PhotoMetadata,
    Position,
    Sourced,
)
from vonlinks.errors import NotFoundError

EDITOR = {"who": "Editor", "at": datetime(2026, 3, 1, 12, tzinfo=UTC)}

_TEXT = st.text(max_size=8)
_MAYBE = st.none() | _TEXT
_SPAN = st.tuples(st.integers(0, 99), st.integers(0, 99))
_BOX = st.builds(Box, *[st.floats(-1, 2)] * 4)
_POSITION = st.builds(
    Position,
    st.sampled_from(["left", "right", "center", None]),
    st.none() | st.integers(1, 20),
    st.sampled_from(["front", "back", "middle", 1, 3, None]),
)
_MENTION = st.builds(
    Mention, _TEXT, _SPAN, _MAYBE, st.sampled_from([True, False, None]), st.none() | _POSITION, surface=_MAYBE
)
_READING = st.builds(
    CaptionReading,
    text=_TEXT,
    language=st.just("de"),
    people=st.lists(_MENTION, max_size=3).map(tuple),
    credit=st.none() | st.builds(Credit, _SPAN, _MAYBE, _MAYBE, _MAYBE, st.none() | st.integers(1900, 2100)),
    date=_MAYBE,
    warnings=st.lists(_TEXT, max_size=2).map(tuple),
    unread=st.lists(_SPAN, max_size=2).map(tuple),
    complete=st.lists(st.tuples(st.integers(1, 9), st.booleans()), max_size=2).map(tuple),
)
_METADATA = st.builds(
    PhotoMetadata,
    caption=_MAYBE,
    byline=st.lists(_TEXT, max_size=2).map(tuple),
    keywords=st.lists(_TEXT, max_size=2).map(tuple),
    persons_shown=st.lists(_TEXT, max_size=2).map(tuple),
    gps=st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)),
    regions=st.lists(st.builds(FaceRegion, _BOX, _MAYBE, st.just("mwg"), st.booleans()), max_size=2).map(tuple),
    sources=st.lists(st.builds(Sourced, _TEXT, _TEXT, _TEXT), max_size=2).map(tuple),
)


@given(_READING)
def test_a_reading_comes_back_as_it_was(reading) -> None:
    assert reading_of(to_json(reading)) == reading


@given(_METADATA)
def test_metadata_comes_back_as_it_was(metadata) -> None:
    assert metadata_of(to_json(metadata)) == metadata


def test_what_was_stored_comes_back(catalogue, build) -> None:
    analysis = build.analysis(
        "one",
        faces=[build.face(1, quality=0.5, landmarks=((0.1, 0.2), (0.3, 0.4))), build.face(2, row_confidence=0.25)],
        metadata={"caption": "Anna Nord (l.)", "keywords": ["a", "b"], "gps": (51.5, 7.2), "taken": "2017-01-18"},
        people=[{"name": "Anna Nord", "position": Position("left", 1), "pictured": True}],
        credit={"holder": "Stadt", "year": 2017},
        date="2017-01-18",
    )
    naming = build.naming((0, "Anna Nord", 0.97, True))
    assert catalogue.store(analysis, naming).outcome == "imported"
    photo = catalogue.photo(build.id("one"))
    assert (photo.sha256, photo.width, photo.height, photo.path) == (
        build.sha256("one"),
        3000,
        2000,
        Path("/press/one.jpg"),
    )
    assert (photo.metadata, photo.reading) == (analysis.metadata, analysis.reading)
    assert [face.face for face in photo.faces] == [dataclasses.replace(f, embedding=None) for f in analysis.faces]
    (offered,) = photo.faces[0].suggestions
    assert (offered.person, offered.probability, offered.strong) == ("Anna Nord", 0.97, True)
    assert offered.evidence == naming.suggestions[0].evidence
    assert catalogue.embeddings(photo.id) == {
        face.id: (given_.embedding,) for face, given_ in zip(photo.faces, analysis.faces, strict=True)
    }
    assert catalogue.photo_of(build.sha256("one")) == photo.id
    assert catalogue.photo_of(build.sha256("two")) is None


def test_face_ids_count_from_one_in_reading_order(catalogue, build, fill) -> None:
    photo = fill("rows", faces=[build.face(1), build.face(2), build.face(1, row=2)])
    assert [face.id for face in catalogue.photo(photo).faces] == [f"{photo}-1", f"{photo}-2", f"{photo}-3"]


def test_a_face_found_again_keeps_its_id_its_name_and_its_rejections(catalogue, build, fill) -> None:
    photo = fill("again", faces=3, suggestions=[(1, "Bert Süd", 0.5, False)])
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    catalogue.reject(photo, f"{photo}-2", "Bert Süd", **EDITOR)
    moved = [build.face(1, x=0.11), build.face(2, x=0.2), build.face(3, x=0.205 + 0.1)]
    assert (
        catalogue.store(build.analysis("again", faces=moved), build.naming((1, "Bert Süd", 0.9, True))).outcome
        == "updated"
    )
    faces = catalogue.photo(photo).faces
    assert [face.id for face in faces] == [f"{photo}-1", f"{photo}-2", f"{photo}-3"]
    assert [face.face.box.x for face in faces] == [0.11, 0.2, 0.205 + 0.1]
    assert (faces[0].person, faces[1].rejected, faces[1].suggestions) == ("Anna Nord", ("Bert Süd",), ())


def test_faces_that_are_gone_go_unless_an_editor_decided_them_and_no_id_is_given_twice(catalogue, build, fill) -> None:
    photo = fill("fewer", faces=3)
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    fill("fewer", faces=[build.face(1, x=0.6), build.face(2, x=0.8)])
    faces = {face.id: face.person for face in catalogue.photo(photo).faces}
    assert faces == {f"{photo}-1": "Anna Nord", f"{photo}-4": None, f"{photo}-5": None}
    catalogue.undo()
    fill("fewer", faces=0)
    assert catalogue.photo(photo).faces == ()
    assert [d.face for d in catalogue.history(photo)] == [f"{photo}-1"]
    fill("fewer", faces=1)
    assert [face.id for face in catalogue.photo(photo).faces] == [f"{photo}-6"]


def test_each_old_face_is_found_again_at_most_once_and_by_the_nearest(catalogue, build, fill) -> None:
    photo = fill("close", faces=[build.face(1, x=0.1)])
    fill("close", faces=[build.face(1, x=0.08), build.face(2, x=0.101)])
    assert [face.id for face in catalogue.photo(photo).faces] == [f"{photo}-2", f"{photo}-1"]


def test_suggestions_count_the_faces_as_they_were_given_also_beside_kept_ones(catalogue, build, fill) -> None:
    photo = fill("kept", faces=[build.face(1, x=0.1)])
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    fill("kept", faces=[build.face(1, x=0.7)], suggestions=[(0, "Bert Süd", 0.9, True)])
    offered = {face.id: [s.person for s in face.suggestions] for face in catalogue.photo(photo).faces}
    assert offered == {f"{photo}-1": [], f"{photo}-2": ["Bert Süd"]}


def test_new_suggestions_replace_only_the_open_ones(catalogue, build, fill) -> None:
    photo = fill("two", faces=2, suggestions=[(0, "Anna Nord", 0.9, True), (1, "Bert Süd", 0.4, False)])
    catalogue.confirm(photo, [(f"{photo}-1", "Anna Nord")], **EDITOR)
    catalogue.store_naming(photo, build.naming((0, "Cleo Ost", 0.9, True), (1, "Dora West", 0.8, True)))
    offered = [[s.person for s in face.suggestions] for face in catalogue.photo(photo).faces]
    assert offered == [["Anna Nord"], ["Dora West"]]
    with pytest.raises(NotFoundError):
        catalogue.store_naming("0000", build.naming())


def test_a_vector_of_another_model_is_kept_beside_the_first(catalogue, build, fill) -> None:
    photo = fill("models", faces=[build.face(1, model="m1")])
    fill("models", faces=[build.face(1, model="m2")])
    assert catalogue.embeddings(photo) == {
        f"{photo}-1": (Embedding("m1", (1.0, 0.5)), Embedding("m2", (1.0, 0.5))),
    }


def test_the_gallery_holds_the_confirmed_faces_of_one_model(catalogue, build, fill) -> None:
    photo = fill("gallery", faces=[build.face(1), build.face(2), build.face(3, model="m2"), build.face(4, model=None)])
    names = ["Bert Süd", "Anna Nord", "Cleo Ost", "Dora West"]
    catalogue.confirm(photo, [(f"{photo}-{n}", name) for n, name in enumerate(names, 1)], **EDITOR)
    assert [(name, vector.tolist()) for name, vector in catalogue.examples.read("m1")] == [
        ("Anna Nord", [2.0, 0.5]),
        ("Bert Süd", [1.0, 0.5]),
    ]
    assert {str(vector.dtype) for _, vector in catalogue.examples.read("m2")} == {"float32"}
    assert catalogue.examples.read("m3") == []


# Originals


def _original(path: str, context: str = "") -> Original:
    return Original(Path(path), 7, 1_700_000_000_123_456_789, context)


def test_a_second_file_with_the_same_bytes_is_another_original(catalogue, build, fill) -> None:
    photo = fill("same", path="/press/a.jpg")
    catalogue.add_original(_original("/press/b.jpg", "digest"), photo)
    known = catalogue.originals()
    assert {path: (one.photo, one.reason) for path, one in known.items()} == {
        Path("/press/a.jpg"): (photo, None),
        Path("/press/b.jpg"): (photo, None),
    }
    assert known[Path("/press/b.jpg")].original == _original("/press/b.jpg", "digest")
    assert catalogue.photo("/press/b.jpg").path == Path("/press/a.jpg")
    assert catalogue.find("path:b.jpg").photos == (photo,)
    with pytest.raises(NotFoundError):
        catalogue.add_original(_original("/press/c.jpg"), "0000")


def test_many_files_are_noted_as_one_by_one(catalogue, build, fill) -> None:
    old, other = fill("old", path="/press/a.jpg"), fill("other", path="/press/b.jpg")
    catalogue.set_aside(_original("/press/d.jpg"), "the file is truncated")
    new = [
        (_original("/press/c.jpg", "digest"), old),
        (_original("/press/d.jpg"), old),
        (_original("/press/e.jpg"), other),
    ]
    catalogue.add_originals([*new, (_original("/press/b.jpg", "moved"), old)])
    held = {path.name: (one.photo, one.reason) for path, one in catalogue.originals().items()}
    assert held == {
        name: (other if name == "e.jpg" else old, None) for name in ("a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg")
    }
    assert catalogue.originals()[Path("/press/b.jpg")].original.context == "moved"
    # Its first file is another photo's now.
    assert catalogue.photo(other).path == Path("/press/e.jpg")
    with pytest.raises(NotFoundError):
        catalogue.add_originals([(_original("/press/f.jpg"), old), (_original("/press/g.jpg"), "0000")])
    assert Path("/press/f.jpg") not in catalogue.originals()


def test_the_cost_of_another_file_does_not_grow_with_those_of_its_photo(catalogue, fill, monkeypatch) -> None:
    photo = fill("same", path="/press/a.jpg")
    catalogue.add_originals([(_original(f"/press/copies/{number}.jpg"), photo) for number in range(200)])
    given, read = PathText.process_result_value, []

    def watched(self, value, dialect):
        read.append(value)
        return given(self, value, dialect)

    monkeypatch.setattr(PathText, "process_result_value", watched)
    catalogue.add_original(_original("/press/b.jpg"), photo)
    catalogue.add_original(_original("/press/copies/7.jpg", "moved"), photo)
    assert len(read) < 20


def test_a_file_set_aside_keeps_its_reason_until_it_is_stored(catalogue, fill) -> None:
    catalogue.set_aside(_original("/press/x.jpg"), "the file is empty")
    catalogue.set_aside(_original("/press/x.jpg"), "the file is truncated")
    (failure,) = catalogue.failures()
    assert (failure.photo, failure.reason) == (None, "the file is truncated")
    assert catalogue.counts().failed == 1
    photo = fill("x", path="/press/x.jpg")
    assert catalogue.failures() == []
    assert catalogue.originals()[Path("/press/x.jpg")].photo == photo


def test_a_photo_stays_while_its_file_cannot_be_read(catalogue, fill) -> None:
    photo = fill("broken", path="/press/x.jpg")
    catalogue.set_aside(_original("/press/x.jpg"), "the file is truncated")
    (failure,) = catalogue.failures()
    assert failure.photo == photo
    assert catalogue.find("").photos == (photo,)


def test_a_photo_moves_to_the_next_original_when_its_first_file_changes(catalogue, build, fill) -> None:
    photo = fill("old", path="/press/a.jpg")
    catalogue.add_original(_original("/press/b.jpg"), photo)
    fill("new", path="/press/a.jpg")
    assert catalogue.photo(photo).path == Path("/press/b.jpg")
    assert catalogue.photo("/press/a.jpg").id == build.id("new")
    assert catalogue.counts().photos == 2


@pytest.mark.parametrize("name", ["latin-1 \udce4.jpg", "new\nline.jpg", "emoji 📷.jpg", "quote'\".jpg", "Köllner.jpg"])
def test_any_name_of_a_file_is_kept(catalogue, fill, name) -> None:
    photo = fill("named", path=f"/press/{name}")
    assert catalogue.photo(f"/press/{name}").path == Path(f"/press/{name}")
    assert list(catalogue.originals()) == [Path(f"/press/{name}")]
    assert catalogue.photo(photo).id == photo


def test_broken_text_does_no_harm(catalogue, fill) -> None:
    text = "a\ud800b \x00 c"
    photo = fill(
        "broken",
        metadata={"caption": text, "city": text, "taken": f"2017-01-18{text}", "persons_shown": [text]},
        people=[{"name": text, "role": text}],
        suggestions=[(0, text, 0.5, False)],
    )
    catalogue.confirm(photo, [(f"{photo}-1", text)], who=text, at=EDITOR["at"])
    catalogue.set_aside(_original("/press/y.jpg"), text)
    record = catalogue.photo(photo)
    assert (record.metadata.caption, record.faces[0].person) == (text, " ".join(text.split()))
    assert catalogue.find(f'date:2017-01-18 city:"{text}" "{text}" person:"{text}"').photos == (photo,)
