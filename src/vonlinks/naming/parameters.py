"""Every number that naming rests on, each with where it comes from.

Sources: [news] is the count over 10,976 captioned news photos with 11,794 reachable names (detector faces, names in
mention order, no vision); [detector] the recall of YuNet on 87 press photos with 740 labelled faces; [dlib] distances
of the 128-d dlib embedding on portraits of 73 people; [simulated] chosen with scripts/simulate_naming.py. Numbers
without a source are assumptions, held by the simulation and the tests.
"""

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["DEFAULTS", "Parameters"]


def _thresholds() -> "Mapping[str, float]":
    """The probability from which a suggestion is strong, for each kind of support; above 1 is never.

    list: in a list whose names and faces agree in number; rows: the same with rows; hidden: where somebody of the line
    can hardly be seen; beside: in a list beside which somebody without a place is shown, who may stand anywhere;
    unequal: a list whose numbers do not agree, or that a known face contradicts; doubted: the same
    without a list; marker: a place of its own beside others that are named; lone: the only one who is named, beside as
    many faces as the place tells of ("(l.)": two); open: a place of its own among more unnamed people, at an end or in
    the middle; counted: the same at a later place (each of those unnamed may have been missed: never safe enough);
    complement: no place, but everybody else has one; alone: the only person and the only face; unplaced: names without a
    place; known: named by the caption, and like confirmed faces; identity: like confirmed faces, not named by the
    caption; region: another program wrote the name into the file.
    """
    return MappingProxyType(
        {
            "list": 0.955,
            "rows": 0.945,
            "hidden": 0.955,
            "beside": 0.985,
            "unequal": 0.978,
            "doubted": 0.991,
            "marker": 0.96,
            "lone": 0.955,
            "open": 1.1,
            "counted": 1.1,
            "complement": 0.95,
            "alone": 0.95,
            "unplaced": 1.1,
            "known": 0.992,
            "identity": 0.93,
            "region": 0.981,
        }
    )


@dataclass(frozen=True, slots=True)
class Parameters:
    """The frozen numbers of the naming model.

    Attributes:
        unseen: weight of a named person whose face was not found; 1 - 0.985 [detector], and editors who name somebody
            outside the frame.
        hidden: the same for a person in a list of whom the caption says that the face can hardly be seen ("barely
            visible", "verdeckt"): more often than not a detector does not find it.
        printed: a face with evidence that it hangs there as a picture (a framed print, a screen) is so many times
            likelier none of the people of a list. Of 265 faces of people present on press photos none has such evidence.
        shown_printed: the same where the caption lists nobody: it names those in pictures too ("Jo Doe's portrait (M.)").
        missed: the same for detectors that miss more: 1 - 0.94 (HOG with the CNN), 1 - 0.62 (face_recognition as it
            comes), rounded up [detector]. One missed face shifts every later name, so they make fewer names sure.
        stranger: weight of one face of full size in a line whose people are all counted that belongs to none of them.
        bystander: a face so many times likelier a bystander than one of full size does not count as one of the people.
        crowd: what each clear bystander adds to `stranger`: the density of bystanders' sizes at full size against that
            of the people named, as `named_by_size` has it.
        astray: beyond half a face above or below any other, each further third makes it so much likelier
            (natural log) that a face is a bystander.
        least_clear, unclear: from the first share of the quality of the faces named on, and below it, each tenth makes it
            a tenth of the second likelier (natural log) that a face is a bystander. None of 161 named faces of labelled
            press photos had less than 0.6.
        squeezed: at most so much likelier, or less likely, a face that stands in the middle of a step as wide as the
            others, or at a full step from both neighbours, is a bystander.
        named_by_size: (size relative to the reference face, share of such faces that are named) [news].
        listed_spread: sizes of the faces of a posed group, natural log: deviation of most, of the rest, and the share of
            the rest. In 14 labelled groups the deviation is 0.08 to 0.17, 0.11 in the middle; 229 faces have it at 0.14.
        bystander_size: mean and deviation of the natural log of bystanders' sizes beside them: smaller as a rule, but
            those who stand between camera and group are larger.
        sure_scores: for each detector, the score from which a found face is no less a face than any other.
        doubt: below that, so much likelier a bystander or no face at all (natural log) for each unit of score.
        unnamed: weight of each further person whom a caption with open places leaves unnamed.
        uncounted: the same where the caption seems to name everybody.
        untold: weight of a face that nobody names where the caption places nobody; fits 0.87 for one face and one name
            [news].
        busy, sparse: share of photos in which more, or fewer, faces than the people counted are found.
        replaced: weight of somebody else in a named person's place: a third of editors' mistakes, over the names.
        swap: weight of one pair of neighbours whom the caption has the wrong way round; editors' mistakes are about
            2 % of captions, of which a third are swaps.
        tie_width: standard deviation, in face widths, of where an editor sees one face against another; two faces at
            the same x are in either order.
        pictured: chance that a name without a position, which the caption clearly shows, is in the picture.
        beside: the same for a name that the caption shows beside a list, outside of which it names people for other reasons.
        depicted: the same by mention rank where the caption does not say [news]; the last holds for all later ones.
        in_order: share of captions without position words whose names stand in order all the same: 0.37 of photos
            with three faces against 1/6 by chance [news].
        continued: share of names right behind a list, without a place, that belong to it.
        between: the same of names between those of a list.
        center: weight of a face next to the middle for "Mitte".
        side: weight of a face on the other half for "rechts im Bild".
        violation: weight of a name without a position inside a list that is complete.
        row_violation: weight of a name in another row than the caption's.
        numbered_from_front: prior that "row 1" is the front row.
        same_mean, same_deviation: Euclidean distance of two faces of one person [dlib].
        other_mean, other_deviation: of two people. Portraits of 73 people have 0.80 and 0.09 [dlib], the smaller faces of
            people on one group picture 0.72 and 0.10 (1,555 pairs on 32 photos): what lies between, and covers both.
        same_outlier: share of poor faces, whose distance says nothing.
        other_outlier: share of look-alikes (relatives, twins).
        example_gain: by what share the best of k examples lies nearer, times ln k: of the same person, of another; as
            vectors with these distances in independent directions have it.
        examples: of more examples of one person than these, the best lies hardly nearer.
        gallery_share: prior that a face nobody names belongs to one given confirmed person: half of all faces over
            300 people; less where the distances tell of a larger gallery.
        same_person: Euclidean distance up to which two faces are customarily one person (face_recognition's 0.6).
        joined: the same up to which an unnamed face joins a group of unnamed faces: stricter, for there are many groups.
        clear: least quality of an unnamed face that is put into a group: the vectors of blurred and tiny faces are alike.
        claim: weight of the name that another program wrote into the file for a face: one in fifty is wrong.
        alone: weight of the one face in a picture being somebody else than the one person whom the caption shows.
        portrait: least height of a face, relative to the picture, for a picture to be of that person.
        mistaken: share of captions that do not belong to the picture at all, or not to this crop of it.
        sharpness: factor on the log-odds of every probability; without it, those of the model are too cautious
            [simulated].
        row_size: faces smaller than this, relative to the others, have no say in where rows lie.
        row_scale: deviation of a face from its row's curve, in face heights; people differ by about that.
        step_scale: deviation of the natural log of the steps between neighbours of one row.
        row_rivals: around how many of the nearest rival partitions the search looks for more.
        row_swaps: how many partitions into rows are weighed.
        joint_floaters: how many names without a place are enumerated exactly.
        large_group: from more faces than this on, only one of them is.
        least: suggestions below this probability are not shown.
        promising: nor are any for a face whose most probable name is below this one: two out of three editors would
            have to refuse it, and the caption's names stand beside the picture anyhow.
        rival: from this share of the best partition's probability on, the next one is so close that nothing is suggested
            from either: all names of both rows would be right together, or wrong together.
        decided: a name that is as probable as this does not rest on the partition.
        thresholds: see `_thresholds` [simulated].
    """

    unseen: float = 0.012
    hidden: float = 1.5
    printed: float = 200.0
    shown_printed: float = 8.0
    missed: tuple[tuple[str, float], ...] = (("hog", 0.07), ("cnn", 0.07), ("face_recognition", 0.4))
    stranger: float = 0.04
    bystander: float = 20.0
    crowd: float = 0.15
    astray: float = 1.2
    least_clear: float = 0.6
    unclear: float = 6.0
    squeezed: float = 4.0
    named_by_size: tuple[tuple[float, float], ...] = (
        (0.3, 0.15),
        (0.5, 0.29),
        (0.65, 0.45),
        (0.75, 0.62),
        (0.85, 0.69),
        (0.95, 0.80),
        (1.0, 0.87),
    )
    listed_spread: tuple[float, float, float] = (0.13, 0.3, 0.1)
    bystander_size: tuple[float, float] = (-0.4, 0.8)
    sure_scores: tuple[tuple[str, float], ...] = (("yunet", 0.9),)
    doubt: float = 25.0
    unnamed: float = 0.85
    uncounted: float = 0.3
    busy: float = 0.05
    sparse: float = 0.1
    untold: float = 1.2
    replaced: float = 0.002
    swap: float = 0.0067
    tie_width: float = 0.22
    pictured: float = 0.97
    beside: float = 0.75
    depicted: tuple[float, ...] = (0.89, 0.34, 0.19, 0.13)
    in_order: float = 0.25
    continued: float = 0.4
    between: float = 0.9
    center: float = 0.1
    side: float = 0.1
    violation: float = 0.02
    row_violation: float = 0.03
    numbered_from_front: float = 0.8
    same_mean: float = 0.36
    same_deviation: float = 0.08
    other_mean: float = 0.76
    other_deviation: float = 0.10
    same_outlier: float = 0.03
    other_outlier: float = 0.00005
    example_gain: tuple[float, float] = (0.075, 0.03)
    examples: int = 12
    gallery_share: float = 0.5 / 300
    same_person: float = 0.6
    joined: float = 0.42
    clear: float = 0.3
    claim: float = 50.0
    alone: float = 0.3
    portrait: float = 0.04
    mistaken: float = 0.004
    sharpness: float = 1.15
    row_size: float = 0.5
    row_scale: float = 0.32
    step_scale: float = 0.5
    row_rivals: int = 4
    row_swaps: int = 24
    joint_floaters: int = 4
    large_group: int = 16
    least: float = 0.02
    promising: float = 0.3
    rival: float = 0.5
    decided: float = 0.7
    thresholds: "Mapping[str, float]" = field(default_factory=_thresholds)

    def found_by(self, engines: "Iterable[str]") -> "Parameters":
        """The same for a photo whose faces these detectors found: as many faces are missed as the weakest misses."""
        rates = dict(self.missed)
        return replace(self, unseen=max([self.unseen, *(rates.get(engine, 0.0) for engine in engines)]))


DEFAULTS = Parameters()
