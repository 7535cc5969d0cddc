"""Name the faces of one photo, or say what does not fit."""

from collections.abc import Iterator, Sequence

from vonlinks.domain import CaptionReading, Face, Likeness, Naming, NamingStatus, Suggestion, fold
from vonlinks.naming.conflicts import count_conflicts, identity_conflicts
from vonlinks.naming.evidence import Explainer
from vonlinks.naming.identity import Gallery
from vonlinks.naming.layout import layouts, shown
from vonlinks.naming.marginals import Beliefs, believe
from vonlinks.naming.parameters import DEFAULTS, Parameters
from vonlinks.naming.weights import Weights

__all__ = ["name_faces"]


def name_faces(  # noqa: PLR0913  each is one source of evidence, all but the first two by keyword
    faces: Sequence[Face],
    reading: CaptionReading | None,
    *,
    likenesses: Sequence[Sequence[Likeness]] = (),
    rejected: Sequence[frozenset[str]] = (),
    claims: Sequence[tuple[int, str]] = (),
    parameters: Parameters = DEFAULTS,
) -> Naming:
    """Propose names for the faces of one photo, with calibrated probabilities and reasons.

    Args:
        faces: in any order; their rows, boxes and scores are used.
        reading: of the caption; None without one.
        likenesses: for each face the nearest confirmed persons, in any order.
        rejected: for each face the folded names that an editor refused.
        claims: (index of a face, name) that other programs wrote into the file.
        parameters: the numbers of the model.

    Returns:
        For each face its suggestions, most probable first; probabilities of a face sum to at most 1, a person is never
        strong twice. Never raises on an odd reading: what cannot be placed comes back in `unplaced`.
    """
    people = shown(reading)
    if not faces:
        unplaced = _unplaced(reading, {})
        return Naming(unplaced=unplaced, status="pending" if people else "no-people")
    gallery = Gallery(likenesses, len(faces), parameters)
    weights = Weights(faces, reading, gallery, rejected=rejected, claims=claims, parameters=parameters)
    meanings = layouts(reading, len(faces), parameters)
    beliefs = believe(weights, meanings, parameters)
    meaning = meanings[max(range(len(meanings)), key=lambda k: beliefs.layouts[k])]
    conflicts = [*count_conflicts(weights, meaning, beliefs)]
    explainer = Explainer(weights, reading, meaning, parameters, counts_agree=not conflicts)
    suggestions = tuple(_suggest(faces, reading, beliefs, explainer, parameters))
    if gallery.known and people:
        unseen = Gallery((), len(faces), parameters)
        blind = Weights(faces, reading, unseen, rejected=rejected, claims=(), parameters=parameters)
        told = believe(blind, meanings, parameters)
        conflicts += identity_conflicts(weights, reading, told, parameters)
    status: NamingStatus = "conflict" if conflicts else "pending"
    return Naming(suggestions, _unplaced(reading, beliefs.pairs), status, tuple(conflicts))


def _unplaced(reading: CaptionReading | None, pairs: dict[tuple[int, int], float]) -> tuple[int, ...]:
    """Mentions that the caption shows and that no face has with at least even chance."""
    if reading is None:
        return ()
    given = {mention for (_, mention), probability in pairs.items() if probability >= 0.5}
    return tuple(i for i in shown(reading) if reading.people[i].pictured and i not in given)


def _suggest(
    faces: Sequence[Face],
    reading: CaptionReading | None,
    beliefs: Beliefs,
    explainer: Explainer,
    parameters: Parameters,
) -> Iterator[Suggestion]:
    people = reading.people if reading else ()
    offers: list[tuple[int, float, str, int | None]] = [
        (face, probability * (1 - parameters.mistaken), people[mention].name, mention)
        for (face, mention), probability in beliefs.pairs.items()
    ]
    offers += [
        (face, probability * (1 - parameters.mistaken), person, None)
        for (face, _), (person, probability) in beliefs.others.items()
    ]
    strong_names: set[str] = set()
    for face in range(len(faces)):
        own = sorted((o for o in offers if o[0] == face), key=lambda o: (-o[1], o[2]))
        for _, probability, person, mention in own:
            if probability < parameters.least:
                continue
            name = fold(person)
            kinds = explainer.kinds(face, mention, name)
            enough = any(probability >= parameters.thresholds[kind] for kind in kinds)
            strong = enough and name not in strong_names
            if strong:
                strong_names.add(name)
            reasons = explainer.evidence(face, mention, name, probability)
            yield Suggestion(face, person, min(probability, 1.0), strong, reasons, mention)
