"""The tables. Rows are not the domain: they are mapped to and from it in `mapping`.

What an editor decided stands in `decision`, `correction`, `person_version` and `undoing`, which only ever grow (until a
person is forgotten, see `forgetting`). Columns that follow from them and from
the photo are marked "derived": `deriving` can compute them again at any time.
"""

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    text,
)
from sqlmodel import Field, SQLModel

from vonlinks.catalogue.columns import AnyText, MomentText, PathText

__all__ = [
    "AliasRow",
    "AppearanceRow",
    "ContentRow",
    "CorrectionRow",
    "DecisionRow",
    "EmbeddingRow",
    "ErasureRow",
    "FaceRow",
    "GroupedRow",
    "LookPieceRow",
    "LookRow",
    "NameWordRow",
    "OriginalRow",
    "PersonRow",
    "PersonVersionRow",
    "PhotoRow",
    "SuggestionRow",
    "UndoingRow",
]


def _to_photo() -> Column[Any]:
    return Column("photo_id", String, ForeignKey("photo.id", ondelete="CASCADE"), nullable=False, index=True)


class PhotoRow(SQLModel, table=True):
    """A catalogued picture.

    `number` is the row's own, for the full-text index; everybody else speaks of `id`.
    """

    __tablename__: ClassVar[str] = "photo"
    __table_args__ = (Index("ix_photo_urgency_id", "urgency", "id"),)

    number: int | None = Field(default=None, primary_key=True)
    id: str = Field(unique=True)
    sha256: str = Field(unique=True)
    path: Path = Field(sa_column=Column(PathText, nullable=False))
    """Derived from the originals: the first one's, the last known one where there is none any more."""
    present: bool = True
    """Derived from the originals: whether one still has these bytes."""
    width: int
    height: int
    taken: str | None = Field(default=None, index=True)
    """For sorting: when it was taken, else the caption's date; ISO 8601, possibly partial."""
    first_day: str | None = Field(default=None, index=True)
    """The first day that `taken` may mean."""
    last_day: str | None = None
    """The last day that `taken` may mean."""
    embargoed: bool = False
    blank: str = ""
    """Names of the search fields that are empty, each between spaces."""
    naming_status: str
    status: str = Field(index=True)
    """Derived: see PhotoStatus."""
    urgency: float | None = None
    """Derived: the place in the review queue, highest first: the probability of the best open suggestion, plus 1 if it is
    strong; 0 for a conflict that offers nothing; None for what waits for nobody."""
    face_count: int = 0
    """Derived."""
    person_count: int = 0
    """Derived: how many different people are confirmed, or named and shown."""
    faces_seen: int = 0
    """The highest number that a face of this photo ever had; numbers are not given twice."""
    unplaced: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Derived: names that the caption shows and no face was given."""
    unplaced_mentions: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    conflicts: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))


class ContentRow(SQLModel, table=True):
    """What stands in and beside the file. Apart from `photo`, so that a search walks over short rows.

    An editor's caption, if one stands, takes the place of the file's: see `wording`.
    """

    __tablename__: ClassVar[str] = "content"

    photo_id: str = Field(sa_column=Column(String, ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True))
    photo_metadata: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    reading: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    correction_id: int | None = None
    """Derived: the editor's caption that stands."""


class OriginalRow(SQLModel, table=True):
    """A file as it was when it was last looked at: with its photo, or with the reason why it was set aside."""

    __tablename__: ClassVar[str] = "original"

    id: int | None = Field(default=None, primary_key=True)
    path: Path = Field(sa_column=Column(PathText, nullable=False, unique=True))
    photo_id: str | None = Field(
        default=None, sa_column=Column(String, ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    )
    bytes: int = Field(sa_column=Column(BigInteger, nullable=False))
    mtime_ns: int = Field(sa_column=Column(BigInteger, nullable=False))
    context: str = ""
    reason: str | None = Field(default=None, sa_column=Column(AnyText, index=True))


class LookRow(SQLModel, table=True):
    """What a photo looks like; photos of one picture share a group."""

    __tablename__: ClassVar[str] = "look"

    photo_number: int = Field(sa_column=Column(ForeignKey("photo.number", ondelete="CASCADE"), primary_key=True))
    prints: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    grey: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    group_number: int = Field(index=True)
    """That of one of its photos, as a rule the first; a photo without copies is a group of its own."""
    mirrored: bool = False
    """Whether left and right are swapped against the photos of the group that are not mirrored."""


class LookPieceRow(SQLModel, table=True):
    """By which a look is found."""

    __tablename__: ClassVar[str] = "look_piece"
    __table_args__: ClassVar[dict[str, Any]] = {"sqlite_with_rowid": False}

    piece: int = Field(primary_key=True)
    photo_number: int = Field(
        sa_column=Column(ForeignKey("photo.number", ondelete="CASCADE"), primary_key=True, index=True)
    )


class PersonRow(SQLModel, table=True):
    """A person. All but `id` is derived from the newest version that stands: see `persons`."""

    __tablename__: ClassVar[str] = "person"
    __table_args__ = (Index("ix_person_name", "name", unique=True, sqlite_where=text("present = 1")),)

    id: int | None = Field(default=None, primary_key=True)
    present: bool = True
    """Whether there is such a person: not merged into another, and not taken back."""
    name: str = Field(sa_column=Column(AnyText, nullable=False))
    folded: str = Field(index=True)
    bare: str = Field(index=True)
    """Compare form of the name without its distinguishing addition."""
    key: str = Field(index=True)
    """The compare form of the name, made unique: see `persons.key_of`."""
    kept: bool = False
    """Whether somebody wrote about the person, so that the record counts without any confirmed face."""
    roles: list[list[Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    notes: str = Field(default="", sa_column=Column(AnyText, nullable=False))
    wikidata: str | None = None


class PersonVersionRow(SQLModel, table=True):
    """One entry of the history: what is kept about a person from then on; never changed.

    Its batches are counted with those of `decision`.
    """

    __tablename__: ClassVar[str] = "person_version"

    id: int | None = Field(default=None, primary_key=True)
    batch: int = Field(index=True)
    kind: str
    """"made" by the first decision that names the person, "rename", "merge", "split", "edit", "import", or "side" for what
    such an act changes besides."""
    person_id: int = Field(sa_column=Column(ForeignKey("person.id"), nullable=False, index=True))
    record: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    """None for a person who was merged."""
    into_id: int | None = Field(default=None, foreign_key="person.id")
    """The person that this one was merged into."""
    who: str = Field(sa_column=Column(AnyText, nullable=False))
    at: datetime = Field(sa_column=Column(MomentText, nullable=False))


class ErasureRow(SQLModel, table=True):
    """That a person was forgotten, without a word on whom."""

    __tablename__: ClassVar[str] = "erasure"

    id: int | None = Field(default=None, primary_key=True)
    who: str = Field(sa_column=Column(AnyText, nullable=False))
    at: datetime = Field(sa_column=Column(MomentText, nullable=False))
    decisions: int
    faces: int


class AliasRow(SQLModel, table=True):
    """Another spelling of a person's name."""

    __tablename__: ClassVar[str] = "alias"

    name: str = Field(sa_column=Column(AnyText, primary_key=True))
    folded: str = Field(index=True)
    person_id: int = Field(
        sa_column=Column(ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    )


class FaceRow(SQLModel, table=True):
    """A face in its place."""

    __tablename__: ClassVar[str] = "face"

    id: str = Field(primary_key=True)
    photo_id: str = Field(sa_column=_to_photo())
    number: int
    x: float
    y: float
    width: float
    height: float
    row: int
    rank: int
    score: float
    engine: str
    row_confidence: float
    quality: float | None = None
    landmarks: list[list[float]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    """Derived: the confirmed person."""
    depicted: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    erased: bool = False
    """Whether its vectors were erased with the person; none is kept again."""


class EmbeddingRow(SQLModel, table=True):
    """A face as a vector: little-endian float32."""

    __tablename__: ClassVar[str] = "embedding"

    face_id: str = Field(sa_column=Column(String, ForeignKey("face.id", ondelete="CASCADE"), primary_key=True))
    model: str = Field(primary_key=True)
    vector: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class GroupedRow(SQLModel, table=True):
    """Derived: the group of faces of one person, as far as can be told, that a face was put into by its vector.

    It stays there when it is named, so that taking the name back changes nothing here. It goes with its vector.
    """

    __tablename__: ClassVar[str] = "grouped"
    __table_args__: ClassVar[Any] = (
        ForeignKeyConstraint(["face_id", "model"], ["embedding.face_id", "embedding.model"], ondelete="CASCADE"),
    )

    id: int | None = Field(default=None, primary_key=True)
    face_id: str = Field(unique=True)
    model: str
    group_number: int = Field(index=True)


class SuggestionRow(SQLModel, table=True):
    """A proposed name for one face."""

    __tablename__: ClassVar[str] = "suggestion"

    id: int | None = Field(default=None, primary_key=True)
    face_id: str = Field(
        sa_column=Column(String, ForeignKey("face.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    person: str = Field(sa_column=Column(AnyText, nullable=False))
    probability: float
    strong: bool
    mention: int | None = None
    evidence: list[dict[str, Any]] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    key: str = Field(default="", index=True)
    """Derived: compare form of the authority record's name, as in `appearance`."""
    standing: str = "open"
    """Derived: "open", "decided" (its face has a name), "rejected", or "taken" (the person has another face here)."""


class DecisionRow(SQLModel, table=True):
    """One entry of the history; never changed, and deleted only with the person. It outlives the face it speaks of."""

    __tablename__: ClassVar[str] = "decision"
    __table_args__ = (Index("ix_decision_photo_id_id", "photo_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    batch: int = Field(index=True)
    kind: str
    photo_id: str = Field(foreign_key="photo.id")
    face_id: str
    person_id: int = Field(foreign_key="person.id", index=True)
    who: str = Field(sa_column=Column(AnyText, nullable=False))
    at: datetime = Field(sa_column=Column(MomentText, nullable=False))


class CorrectionRow(SQLModel, table=True):
    """One entry of the history: a caption as an editor wrote it, "" for none; never changed, never deleted.

    But for `reading`, which follows from the caption, and from what the reader knows.

    Its batches are counted with those of `decision`.
    """

    __tablename__: ClassVar[str] = "correction"
    __table_args__ = (Index("ix_correction_photo_id_id", "photo_id", "id"),)

    id: int | None = Field(default=None, primary_key=True)
    batch: int = Field(index=True)
    photo_id: str = Field(foreign_key="photo.id")
    caption: str = Field(sa_column=Column(AnyText, nullable=False))
    reading: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    who: str = Field(sa_column=Column(AnyText, nullable=False))
    at: datetime = Field(sa_column=Column(MomentText, nullable=False))


class UndoingRow(SQLModel, table=True):
    """A batch of decisions or corrections that was taken back; never changed, never deleted."""

    __tablename__: ClassVar[str] = "undoing"

    batch: int = Field(primary_key=True)
    who: str | None = Field(default=None, sa_column=Column(AnyText))
    at: datetime | None = Field(default=None, sa_column=Column(MomentText))


class NameWordRow(SQLModel, table=True):
    """Derived: one word of a name that stands in `appearance`, both in their compare form."""

    __tablename__: ClassVar[str] = "name_word"

    word: str = Field(primary_key=True)
    folded: str = Field(primary_key=True, index=True)


class AppearanceRow(SQLModel, table=True):
    """Derived: one name with which a photo can be found, as long as an original has it.

    `key` is the compare form of the authority record's name, the same for all spellings; `folded` that of this spelling.
    An alias of a confirmed person has a row of its own, so that it finds the photo too, and is not counted.
    """

    __tablename__: ClassVar[str] = "appearance"
    __table_args__ = (
        Index("ix_appearance_folded", "folded", "kind", "photo_id"),
        Index("ix_appearance_key", "key", "kind", "photo_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    photo_id: str = Field(sa_column=_to_photo())
    kind: str
    """"confirmed", "suggested" (open) or "named" (by the caption, and not as absent)."""
    key: str
    folded: str
    name: str = Field(sa_column=Column(AnyText, nullable=False))
    role: str | None = Field(default=None, sa_column=Column(AnyText))
    alias: bool = False
