"""All that the state of photos follows from, read for many photos at once: one photo costs little more than ten."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from vonlinks.catalogue.many import among
from vonlinks.catalogue.mapping import Wording
from vonlinks.catalogue.persons import people_meant, persons_by_id
from vonlinks.catalogue.rows import FaceRow, PersonRow, PhotoRow, SuggestionRow
from vonlinks.catalogue.standing import Decided, decided, standing_of
from vonlinks.catalogue.wording import wordings
from vonlinks.domain import Mention, fold

__all__ = ["Known", "known", "known_of_new"]


@dataclass(frozen=True, slots=True)
class Known:
    """All that the state of one photo follows from."""

    photo: PhotoRow
    faces: Sequence[FaceRow]
    """By their numbers; none for a photo that is not written yet."""
    decided: Decided
    suggestions: Sequence[SuggestionRow]
    mentions: Sequence[tuple[int, Mention]]
    people: Mapping[int, PersonRow]
    """All that the decisions speak of, and maybe others, by row id."""
    named: Mapping[str, PersonRow | None]
    """The person whom each name in the caption means."""
    offered: Mapping[str, PersonRow | None]
    """The person whom each name in a suggestion means."""

    def key_of(self, person: int) -> str:
        """The key of somebody of whom a decision speaks."""
        return self.people[person].key

    @property
    def waiting(self) -> list[SuggestionRow]:
        """The open suggestions."""
        return [suggestion for suggestion in self.suggestions if suggestion.standing == "open"]

    @property
    def taken(self) -> dict[str, str]:
        """The face of each confirmed person's key."""
        return {self.key_of(person): face for face, person in self.decided.confirmed.items()}

    def refused(self, face: str) -> set[str]:
        """Keys of the people rejected for a face."""
        people = (self.people[person] for person in self.decided.rejected.get(face, ()))
        return {person.key for person in people if person.present}


def known(session: Session, photos: Mapping[str, PhotoRow]) -> list[Known]:
    """What is known of these photos, given by id; as many as one statement takes."""
    faces: dict[str, list[FaceRow]] = defaultdict(list)
    for face in session.exec(select(FaceRow).where(among(col(FaceRow.photo_id), photos)).order_by(col(FaceRow.number))):
        faces[face.photo_id].append(face)
    decisions = standing_of(session, photos)
    told = wordings(session, photos)
    suggestions = _suggestions(session, photos)
    asked = [
        _Asked(photo, faces[id_], decided(decisions[id_]), suggestions[id_], told[id_]) for id_, photo in photos.items()
    ]
    return _with_people(session, asked)


def known_of_new(session: Session, photo: PhotoRow, suggestions: Sequence[SuggestionRow], wording: Wording) -> Known:
    """The same of a photo that is not written yet, so that nobody decided anything about it."""
    return _with_people(session, [_Asked(photo, (), Decided(), suggestions, wording)])[0]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One photo, before it is known whom its names mean."""

    photo: PhotoRow
    faces: Sequence[FaceRow]
    decided: Decided
    suggestions: Sequence[SuggestionRow]
    wording: Wording

    @property
    def spoken_of(self) -> set[int]:
        """Whom the decisions speak of."""
        return {*self.decided.confirmed.values(), *(one for people in self.decided.rejected.values() for one in people)}


def _suggestions(session: Session, photos: Mapping[str, PhotoRow]) -> dict[str, list[SuggestionRow]]:
    query = select(FaceRow.photo_id, SuggestionRow).join(SuggestionRow, col(SuggestionRow.face_id) == FaceRow.id)
    found: dict[str, list[SuggestionRow]] = defaultdict(list)
    rows = session.exec(query.where(among(col(FaceRow.photo_id), photos)).order_by(col(SuggestionRow.id)))
    for photo, row in rows:
        found[photo].append(row)
    return found


def _with_people(session: Session, asked: Sequence[_Asked]) -> list[Known]:
    ids = {person for one in asked for person in one.spoken_of}
    people = persons_by_id(session, ids)
    mentions = [_shown(one.wording) for one in asked]
    meant = people_meant(
        session,
        [
            (
                {mention.name for _, mention in named},
                {suggestion.person for suggestion in one.suggestions},
                set(one.decided.confirmed.values()),
            )
            for one, named in zip(asked, mentions, strict=True)
        ],
    )
    return [
        Known(one.photo, one.faces, one.decided, one.suggestions, named, people, *found)
        for one, named, found in zip(asked, mentions, meant, strict=True)
    ]


def _shown(wording: Wording) -> list[tuple[int, Mention]]:
    """Whom the caption does not call absent, with the index in the reading; then who is only in the field for it (-1)."""
    listed = wording.metadata.persons_shown
    people = enumerate(wording.reading.people if wording.reading else ())
    named = [(index, mention) for index, mention in people if mention.pictured is not False and fold(mention.name)]
    known = {fold(mention.name) for _, mention in named}
    return named + [(-1, Mention(name, (0, 0))) for name in listed if fold(name) and fold(name) not in known]
