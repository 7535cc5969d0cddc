"""What goes into the catalogue and what comes out of it, as values."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from vonlinks.domain.caption import CaptionReading
from vonlinks.domain.faces import Face
from vonlinks.domain.looks import Lookalike
from vonlinks.domain.naming import Evidence
from vonlinks.domain.people import Roles
from vonlinks.domain.photo import PhotoMetadata

__all__ = [
    "Analysis",
    "Decision",
    "FaceGroup",
    "FaceRecord",
    "GroupedFace",
    "OfferedName",
    "Original",
    "PersonRecord",
    "PhotoRecord",
    "PhotoStatus",
    "SearchResult",
]

PhotoStatus = Literal["pending", "confirmed", "conflict", "no-people"]
"""pending: something waits for an editor; confirmed: every face that has a suggestion is decided; conflict: caption and
faces do not fit and no editor has decided; no-people: no face and nobody whom the caption shows."""


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was when it was last looked at.

    Attributes:
        path: absolute.
        bytes: size of the file.
        mtime_ns: its modification time in nanoseconds since the epoch.
        context: digest of what stands beside it and feeds its metadata (captions.csv row, sidecars); "" for none.
    """

    path: Path
    bytes: int
    mtime_ns: int
    context: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that one photo's bytes and its companions tell, before anything of the catalogue is asked.

    Attributes:
        original: the file that was read.
        sha256: hex digest of the file: the photo's identity.
        width: of the upright picture in pixels.
        height: of the upright picture in pixels.
        metadata: reconciled.
        reading: of the caption; None without a caption.
        faces: in reading order: rows from the front, each left to right.
    """

    original: Original
    sha256: str
    width: int
    height: int
    metadata: PhotoMetadata
    reading: CaptionReading | None
    faces: tuple[Face, ...]


@dataclass(frozen=True, slots=True)
class OfferedName:
    """A stored suggestion for one face; see Suggestion for the fields."""

    person: str
    probability: float
    strong: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class FaceRecord:
    """A face as the catalogue knows it.

    Attributes:
        id: stable; "<photo id>-<number>", the number in reading order of its detection, from 1.
        face: where it is; its embedding is left out.
        person: confirmed name; None while undecided.
        suggestions: most probable first, without those an editor rejected.
        rejected: names an editor refused for this face.
    """

    id: str
    face: Face
    person: str | None
    suggestions: tuple[OfferedName, ...]
    rejected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupedFace:
    """A face without a name, in a group of faces.

    Attributes:
        id: of the face.
        photo: id of the photo that it lies in.
        offer: the first suggestion for it.
    """

    id: str
    photo: str
    offer: OfferedName | None = None


@dataclass(frozen=True, slots=True)
class FaceGroup:
    """Faces without a name that look like one person, as far as can be told.

    Attributes:
        number: by which the catalogue knows the group.
        faces: those that show the person best first; never two of one photo.
    """

    number: int
    faces: tuple[GroupedFace, ...]

    @property
    def names(self) -> tuple[tuple[str, int], ...]:
        """Who is suggested first for some of the faces, and for how many, most often first."""
        return tuple(Counter(face.offer.person for face in self.faces if face.offer).most_common())


@dataclass(frozen=True, slots=True)
class PhotoRecord:
    """A photo as the catalogue knows it.

    Attributes:
        id: stable; the beginning of the SHA-256 of the bytes that were imported first, 16 hex digits as a rule.
        path: of its first known original.
        faces: in reading order.
        unplaced: names that the caption shows and no face was given.
        conflicts: one sentence each.
        correction: the editor's decision that the caption is from; None while it is the file's.
        file_caption: what the file and its companions say, which is kept while an editor's caption stands in its place.
        lookalikes: other photos that are copies of the same picture, in the order of their import.
    """

    id: str
    path: Path
    sha256: str
    width: int
    height: int
    metadata: PhotoMetadata
    reading: CaptionReading | None
    faces: tuple[FaceRecord, ...]
    unplaced: tuple[str, ...]
    status: PhotoStatus
    conflicts: tuple[str, ...] = ()
    correction: "Decision | None" = None
    file_caption: str | None = None
    lookalikes: tuple[Lookalike, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of the append-only history.

    Attributes:
        id: counted within its kind of entry: those about faces, those about captions, and those about persons.
        batch: entries decided by one act (confirming a whole photo) share a batch; undo takes back whole batches.
        kind: what was decided.
        photo: its id; None for a person.
        face: face id; None for a caption or a person.
        person: name; None for a caption.
        undone: whether a later act took it back.
        caption: the caption as corrected, "" for none; None for a face or a person.
        before: of a person who was renamed or merged, the name until then; None for all else.
    """

    id: int
    batch: int
    kind: Literal["confirm", "reject", "caption", "rename", "merge", "split", "edit", "import"]
    photo: str | None
    face: str | None
    person: str | None
    who: str
    at: datetime
    undone: bool = False
    caption: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """A person as the catalogue knows them.

    Attributes:
        name: of the authority record, or as captions write it while nobody confirmed a face.
        confirmed: photos in which an editor confirmed a face.
        named: photos whose caption names and shows the person.
        suggested: photos in which a face has the name as an open suggestion.
        roles: as captions gave them, and a roster or an editor, newest first.
        face: id of a face that shows the person best; None if there is none.
        aliases: of the authority record, sorted.
        spellings: other ways in which captions write the name, sorted; they count as this person's.
        notes: of the authority record.
        wikidata: of the authority record.
        recorded: whether there is an authority record; False for names that only captions know.
        namesakes: other people of the same name, kept apart by an addition to it.
    """

    name: str
    confirmed: int = 0
    named: int = 0
    suggested: int = 0
    roles: Roles = ()
    face: str | None = None
    aliases: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    notes: str = ""
    wikidata: str | None = None
    recorded: bool = False
    namesakes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    Attributes:
        total: how many photos match, not only those returned.
        meaning: the query as a sentence ("photos with Thomas Eiskirch, from 2017").
        photos: ids in the order asked for, cut by limit and offset.
    """

    total: int
    meaning: str
    photos: tuple[str, ...]
