"""Suggest names: the caption's order, the likeness to confirmed faces and the names in the file, brought together."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from vonlinks.catalogue import Catalogue
from vonlinks.domain import (
    Analysis,
    Evidence,
    Face,
    FaceRegion,
    Likeness,
    Naming,
    PhotoRecord,
    Suggestion,
    fold,
)
from vonlinks.naming import name_faces
from vonlinks.workflows.gallery import Gallery
from vonlinks.workflows.lookalikes import SWAPPED, share_a_mirrored_caption
from vonlinks.workflows.suggest_names import Asked, Whom

__all__ = ["Namer"]

_SAME_FACE = 0.4
"""Least overlap (IoU) of a region in the file with a detected face: programs draw boxes from chin to brow or around the hair."""


_BY_ORDER, _NOT_BY_ORDER = frozenset({"position", "order"}), frozenset({"identity", "region"})
_CERTAIN = 3.0
"""Log-odds: twenty to one."""


class Namer:
    """Names photos against the gallery of confirmed faces."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self.gallery = Gallery(catalogue)

    def name(self, analysis: Analysis) -> Naming:
        """Suggestions for a photo that nobody has decided on."""
        likenesses = self.gallery.likenesses([(face.embedding,) if face.embedding else () for face in analysis.faces])
        asked = Asked(analysis.faces, analysis.reading, likenesses, [frozenset()] * len(analysis.faces))
        return self._suggest(asked, analysis.metadata.regions, here=())

    def rename(self, record: PhotoRecord) -> Naming:
        """Suggestions for the open faces of a catalogued photo; its decisions stand, and anchor the rest."""
        embeddings = self._catalogue.embeddings(record.id)
        vectors = [() if face.person else embeddings.get(face.id, ()) for face in record.faces]
        likenesses = [
            (Likeness(face.person, 0.0, 1),) if face.person else like
            for face, like in zip(record.faces, self.gallery.likenesses(vectors), strict=True)
        ]
        rejected = [frozenset(face.rejected) for face in record.faces]
        asked = Asked([face.face for face in record.faces], record.reading, likenesses, rejected)
        here = [face.person for face in record.faces if face.person]
        naming = self._suggest(asked, record.metadata.regions, here=here)
        return without_order(naming, SWAPPED) if self._may_be_swapped(record) else naming

    def _may_be_swapped(self, record: PhotoRecord) -> bool:
        mirrored = [one.id for one in record.lookalikes if one.mirrored]
        return bool(mirrored) and share_a_mirrored_caption(record, self._catalogue.photos(mirrored))

    def _suggest(self, asked: Asked, regions: Iterable[FaceRegion], here: Collection[str]) -> Naming:
        claims = _claims(asked.faces, regions)
        names = {mention.name for mention in (asked.reading.people if asked.reading else ())}
        whom = Whom(self._catalogue.authorities.candidates({*names, *(name for _, name in claims)}), here)
        known = whom.in_records(asked)
        naming = name_faces(
            known.faces,
            known.reading,
            likenesses=known.likenesses,
            rejected=[frozenset(map(fold, names)) for names in known.rejected],
            claims=[(face, whom.name_of(name)) for face, name in claims],
        )
        return whom.told_apart(naming, asked)


def without_order(naming: Naming, why: str) -> Naming:
    """The same, but nothing is strong that rests on left and right alone; `why` is told with it.

    A suggestion stays strong where the face itself, or its name in the file, makes it as good as certain.
    """
    return replace(naming, suggestions=tuple(_doubted(one, why) for one in naming.suggestions))


def _doubted(suggestion: Suggestion, why: str) -> Suggestion:
    told = {reason.kind for reason in suggestion.evidence}
    sure = sum(reason.log_odds for reason in suggestion.evidence if reason.kind in _NOT_BY_ORDER)
    if not suggestion.strong or not told & _BY_ORDER or sure >= _CERTAIN:
        return suggestion
    return replace(suggestion, strong=False, evidence=(*suggestion.evidence, Evidence("position", 0.0, why)))


def _claims(faces: Sequence[Face], regions: Iterable[FaceRegion]) -> list[tuple[int, str]]:
    """(face, name) for each named region of the file that lies on a detected face."""
    claims = []
    for region in regions:
        if region.name is None or region.stale or not faces:
            continue
        overlap, index = max((face.box.iou(region.box), index) for index, face in enumerate(faces))
        if overlap >= _SAME_FACE:
            claims.append((index, region.name))
    return claims
