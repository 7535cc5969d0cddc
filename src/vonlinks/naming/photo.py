"""Name the faces of one photo, or say what does not fit."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vonlinks.domain import CaptionReading, Face, Likeness, Naming, NamingStatus, Suggestion, fold
from vonlinks.naming.conflicts import count_conflicts, identity_conflicts, row_conflicts
from vonlinks.naming.evidence import Explainer, log_odds
from vonlinks.naming.identity import Gallery
from vonlinks.naming.layout import layouts, lists_people, shown
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
    parameters = parameters.found_by(face.engine for face in faces)
    parameters = replace(parameters, printed=_printed(faces, reading, parameters))
    gallery = Gallery(likenesses, len(faces), parameters)
    weights = Weights(faces, reading, gallery, rejected=rejected, claims=claims, parameters=parameters)
    meanings = layouts(reading, len(faces), parameters)
    beliefs = believe(weights, meanings, parameters)
    meaning = meanings[max(range(len(meanings)), key=lambda k: beliefs.layouts[k])]
    conflicts = [*count_conflicts(weights, meaning, beliefs), *row_conflicts(beliefs)]
    if gallery.known and people:
        unseen = Gallery((), len(faces), parameters)
        blind = Weights(faces, reading, unseen, rejected=rejected, claims=(), parameters=parameters)
        told = believe(blind, meanings, parameters)
        conflicts += identity_conflicts(weights, reading, told, parameters)
    doubts = {mention: conflict.sentence for conflict in conflicts for mention in conflict.mentions}
    explainer = Explainer(weights, reading, meaning, parameters, doubts=doubts)
    suggestions = tuple(_suggest(faces, reading, beliefs, explainer, parameters))
    status: NamingStatus = "conflict" if conflicts else "pending"
    sentences = tuple(conflict.sentence for conflict in conflicts)
    return Naming(suggestions, _unplaced(reading, beliefs.pairs), status, sentences)


def _printed(faces: Sequence[Face], reading: CaptionReading | None, parameters: Parameters) -> float:
    """How much likelier the faces in pictures of this photo are none of the people named.

    Where few people are present it is a picture of pictures: a scan, a wall of portraits, a screen. The caption names
    those in them.
    """
    people = shown(reading)
    present = sum(not face.depicted for face in faces)
    if present < len(people) or 2 * present <= len(faces):
        return 1.0
    listed = reading is not None and lists_people(reading.people[i] for i in people)
    return parameters.printed if listed else parameters.shown_printed


def calibrated(probability: float, parameters: Parameters) -> float:
    """The chance of being right, from the model's probability: its log-odds times a factor, and never quite certain.

    A factor above 1 keeps the sum over a face or a person at 1 or less: below one half the map is convex, and it maps
    p and 1 - p to two values that sum to 1.
    """
    odds = log_odds(probability) * parameters.sharpness
    return (1 - parameters.mistaken) / (1 + math.exp(-odds))


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
    """All suggestions worth showing, face by face, most probable first."""
    people = reading.people if reading else ()
    # Calibration makes nothing more probable that is below one half: what is not worth showing is left out at once.
    likely = [(f, p, people[m].name, m) for (f, m), p in beliefs.pairs.items() if p >= parameters.least]
    likely += [(f, p, person, -1) for (f, _), (person, p) in beliefs.others.items() if p >= parameters.least]
    offers = [(face, calibrated(p, parameters), person, number) for face, p, person, number in likely]
    most = [0.0] * len(faces)
    for face, probability, *_ in offers:
        most[face] = max(most[face], probability)
    asked = [parameters.decided if face in beliefs.doubted else parameters.promising for face in range(len(faces))]
    offers = [one for one in offers if one[1] >= parameters.least and most[one[0]] >= asked[one[0]]]
    # The most probable comes first, so that of two faces with one name at most that one is strong.
    offers.sort(key=lambda offer: (-offer[1], offer[2], faces[offer[0]].box.center, offer[3]))
    taken: set[str] = set()
    found: list[list[Suggestion]] = [[] for _ in faces]
    for face, probability, person, number in offers:
        name, mention = fold(person), number if number >= 0 else None
        kinds = explainer.kinds(face, mention, name)
        enough = any(probability >= parameters.thresholds[kind] for kind in kinds)
        strong = enough and name not in taken and not any(other.strong for other in found[face])
        if strong:
            taken.add(name)
        reasons = explainer.evidence(face, mention, name, probability)
        found[face].append(Suggestion(face, person, min(probability, 1.0), strong, reasons, mention))
    for own in found:
        yield from own
