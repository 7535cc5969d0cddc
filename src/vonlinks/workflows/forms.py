"""The JSON forms that other programs rely on: pure functions from records to plain values.

Boxes leave here as `[x, y, width, height]` in whole pixels of the upright picture.
"""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vonlinks.domain import (
    Box,
    CaptionReading,
    Credit,
    Decision,
    Face,
    FaceGroup,
    FaceRecord,
    Mention,
    OfferedName,
    PersonRecord,
    PhotoMetadata,
    PhotoRecord,
    Position,
    SearchResult,
    bare_name,
    fold,
)
from vonlinks.workflows.composing import Composed
from vonlinks.workflows.rights import copyright_of

if TYPE_CHECKING:
    # Whoever reads a caption waits for these forms, and not for the database.
    from vonlinks.catalogue.forgetting import Erased
    from vonlinks.catalogue.naming_groups import Named
    from vonlinks.workflows.people import RosterReport
    from vonlinks.workflows.suggest_anew import SuggestReport

__all__ = [
    "composed_form",
    "decisions_form",
    "erased_form",
    "found_faces_form",
    "group_form",
    "groups_form",
    "named_form",
    "person_form",
    "photo_form",
    "reading_form",
    "roster_form",
    "search_form",
    "suggest_form",
]

Form = dict[str, Any]

_METADATA = (
    "caption", "headline", "byline", "credit_line", "copyright_notice", "source", "usage_terms", "instructions",
    "keywords", "city", "state", "country", "location", "event", "persons_shown",
)  # fmt: skip


def reading_form(reading: CaptionReading, *, identity: str | None = None) -> Form:
    """What `vonlinks caption` prints; `identity` is the id of a JSON Lines request, handed back."""
    return {
        "id": identity,
        "language": reading.language,
        "people": [_mention(mention) for mention in reading.people],
        "credit": _credit(reading.credit, span=True),
        "date": reading.date,
        "warnings": list(reading.warnings),
    }


def composed_form(composed: Composed) -> Form:
    """What `vonlinks compose` prints."""
    people = [{"name": one.name, "role": one.role, "position": _position(one.position)} for one in composed.people]
    return {"text": composed.text, "style": composed.style, "people": people}


def _position(position: Position | None) -> Form | None:
    return None if position is None else {"from": position.side, "index": position.index, "row": position.row}


def _mention(mention: Mention) -> Form:
    return {
        "name": mention.name,
        "role": mention.role,
        "pictured": mention.pictured,
        "position": _position(mention.position),
        "group": mention.group,
        "span": list(mention.span),
    }


def _credit(credit: Credit | None, *, span: bool) -> Form | None:
    if credit is None:
        return None
    form = asdict(credit)
    place = form.pop("span")
    return {**form, "span": list(place)} if span else form


def _box(box: Box, size: tuple[int, int]) -> list[int]:
    return list(box.to_pixels(size))


def _place(face: Face, size: tuple[int, int]) -> Form:
    return {
        "box": _box(face.box, size),
        "row": face.row,
        "rank": face.rank,
        "score": round(face.score, 4),
    }


def _found_face(face: Face, size: tuple[int, int]) -> Form:
    place = _place(face, size)
    return place | {"depicted": list(face.depicted)} if face.depicted else place


def _offer(offer: OfferedName) -> Form:
    return {
        "person": offer.person,
        "probability": round(offer.probability, 4),
        "strong": offer.strong,
        "evidence": [reason.sentence for reason in offer.evidence],
    }


def _face(record: FaceRecord, size: tuple[int, int]) -> Form:
    return {
        "id": record.id,
        **_found_face(record.face, size),
        "person": record.person,
        "suggestions": [_offer(offer) for offer in record.suggestions],
    }


def _metadata(metadata: PhotoMetadata) -> Form:
    values = {name: getattr(metadata, name) for name in _METADATA}
    plain = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {**plain, "gps": list(metadata.gps) if metadata.gps else None}


def photo_form(record: PhotoRecord) -> Form:
    """What `vonlinks show` prints and `vonlinks export` writes a line of."""
    size = record.width, record.height
    return {
        "id": record.id,
        "path": str(record.path),
        "sha256": record.sha256,
        "width": record.width,
        "height": record.height,
        "taken": record.metadata.taken,
        "metadata": _metadata(record.metadata),
        "copyright": _credit(copyright_of(record.metadata, record.reading), span=False),
        "reading": None if record.reading is None else reading_form(record.reading, identity=record.id),
        "faces": [_face(face, size) for face in record.faces],
        "unplaced": list(record.unplaced),
        "status": record.status,
        "conflicts": list(record.conflicts),
        "lookalikes": [{"id": one.id, "path": str(one.path), "mirrored": one.mirrored} for one in record.lookalikes],
    }


def found_faces_form(path: Path, size: tuple[int, int], faces: tuple[Face, ...], note: str | None = None) -> Form:
    """One photo of what `vonlinks faces` prints; `note` tells what of the file was not looked at."""
    form = {
        "path": str(path),
        "width": size[0],
        "height": size[1],
        "faces": [_found_face(face, size) for face in faces],
    }
    return form | {"note": note} if note else form


def search_form(result: SearchResult, photos: list[PhotoRecord]) -> Form:
    """What `vonlinks search` prints; `persons` are the confirmed ones, else the names that the caption shows."""
    return {
        "total": result.total,
        "meaning": result.meaning,
        "photos": [
            {
                "id": record.id,
                "path": str(record.path),
                "taken": record.metadata.taken,
                "caption": record.metadata.caption,
                "persons": persons_of(record),
            }
            for record in photos
        ],
    }


def persons_of(record: PhotoRecord) -> list[str]:
    """Whom the photo shows: confirmed faces in reading order, then people whom the caption shows, each once."""
    confirmed = [face.person for face in record.faces if face.person]
    bare = {fold(bare_name(name)) for name in confirmed}
    people = record.reading.people if record.reading else ()
    shown = [m.name for m in people if m.pictured and fold(m.name) not in bare]
    return list(dict.fromkeys([*confirmed, *shown]))


def person_form(person: PersonRecord, alike: Sequence[str] = ()) -> Form:
    """One person of what `vonlinks people` prints; `alike` are names that may be the same person's."""
    return {
        "name": person.name,
        "confirmed": person.confirmed,
        "named": person.named,
        "suggested": person.suggested,
        "roles": [{"role": role, "year": year} for role, year in person.roles],
        "face": person.face,
        "aliases": list(person.aliases),
        "spellings": list(person.spellings),
        "notes": person.notes or None,
        "wikidata": person.wikidata,
        "namesakes": list(person.namesakes),
        "may_be_same": list(alike),
    }


def groups_form(total: int, groups: Sequence[FaceGroup]) -> Form:
    """What `vonlinks unnamed list` prints; `total` counts all groups of the library."""
    return {"total": total, "groups": [group_form(group) for group in groups]}


def group_form(group: FaceGroup) -> Form:
    """One group of faces without a name."""
    return {
        "group": group.number,
        "names": [{"person": person, "faces": faces} for person, faces in group.names],
        "faces": [
            {"id": face.id, "photo": face.photo, "suggestion": _offer(face.offer) if face.offer else None}
            for face in group.faces
        ],
    }


def named_form(named: "Named") -> Form:
    """What `vonlinks unnamed name` prints."""
    left_out = [{"face": left.face, "reason": left.reason} for left in named.left_out]
    return {"person": named.person, **decisions_form(named.decisions), "left_out": left_out}


def suggest_form(report: "SuggestReport") -> Form:
    """What `vonlinks suggest` prints."""
    return {
        "photos": report.photos,
        "changed": [
            {
                "id": change.after.id,
                "path": str(change.after.path),
                "reading": change.reading,
                "status": {"before": change.before.status, "after": change.after.status},
                "faces": [
                    {"id": face, "before": before and _offer(before), "after": after and _offer(after)}
                    for face, before, after in change.faces
                ],
                "unplaced": list(change.after.unplaced),
            }
            for change in report.changed
        ],
        "seconds": round(report.seconds, 2),
    }


def roster_form(report: "RosterReport") -> Form:
    """What `vonlinks people import` prints."""
    return {
        "kind": report.kind,
        "added": list(report.added),
        "changed": list(report.changed),
        "unchanged": report.unchanged,
        "portraits": report.portraits,
        "bad": [{"line": bad.line, "reason": bad.reason} for bad in report.bad],
    }


def erased_form(erased: "Erased") -> Form:
    """What `vonlinks people forget` prints; the name is not repeated."""
    return {
        "decisions": erased.decisions,
        "faces": erased.faces,
        "aliases": len(erased.aliases),
        "captions": erased.captions,
    }


def decisions_form(decisions: tuple[Decision, ...]) -> Form:
    """What `vonlinks confirm`, `reject` and `undo` print."""
    return {
        "decisions": [
            {
                "kind": d.kind,
                "photo": d.photo,
                "face": d.face,
                "person": d.person,
                "caption": d.caption,
                "before": d.before,
                "who": d.who,
                "at": d.at.isoformat(),
                "undone": d.undone,
            }
            for d in decisions
        ]
    }
