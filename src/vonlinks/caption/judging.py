"""Whether a paragraph of an article is a caption."""

from vonlinks.caption.marker_bounds import SENTENCE_ENDS
from vonlinks.caption.markers import find_markers
from vonlinks.caption.tokens import split_words
from vonlinks.caption.vocabulary_files import vocabulary
from vonlinks.domain import CaptionReading

__all__ = ["goes_on", "is_caption", "is_credit_alone"]

_LONGEST = 2000
"""Letters of the longest caption; the longest in a corpus of group photos has about half of it."""

_LONGEST_PLAIN = 600
"""Letters of a caption that only its credit gives away: articles end with a credit too."""

_FEWEST_WORDS = 3
_CREDIT_BEFORE = frozenset(".!?…:;)]|/–—-\"'“”»«’\n")


def is_caption(reading: CaptionReading) -> bool:
    """Whether a text reads as a caption: it says where people stand, speaks of "the picture", or carries a credit.

    >>> from vonlinks.caption import read_caption
    >>> texts = "Vera Beispiel (l.) im Rathaus.", "Nora Probe im Rathaus. Foto: Eva Muster", "Vera Beispiel war im Rathaus."
    >>> [is_caption(read_caption(text)) for text in texts]
    [True, True, False]
    """
    if len(reading.text) > _LONGEST or is_credit_alone(reading):
        return False
    if any(mention.position or mention.clock for mention in reading.people):
        return True
    if reading.people and _speaks_of_the_picture(reading):
        return True
    return len(reading.text) <= _LONGEST_PLAIN and _has_credit(reading)


def goes_on(before: CaptionReading, reading: CaptionReading) -> bool:
    """Whether a paragraph is the next row of the group that the caption before it names, or tells who is missing from it.

    >>> from vonlinks.caption import read_caption
    >>> rows = [read_caption(text) for text in ("Hintere Reihe v.l.: Vera Kramer, Jan Vogel", "Vorne v.l.: Max Lindner, Ida Brandt")]
    >>> goes_on(*rows), goes_on(rows[0], read_caption("Danach sprach Nora Winkler."))
    (True, False)
    """
    if not _tells_rows(before):
        return False
    return _tells_rows(reading) or (bool(reading.people) and all(m.pictured is False for m in reading.people))


def _tells_rows(reading: CaptionReading) -> bool:
    return any(mention.position and mention.position.row is not None for mention in reading.people)


def _speaks_of_the_picture(reading: CaptionReading) -> bool:
    """Whether words like "im Bild" or "not pictured" begin a sentence, or marks set them apart: prose has such words too."""
    words = vocabulary(reading.language)
    text = _rest(reading)
    tokens = split_words(text, words.look, words.abbreviations, words.credit.glued, words.acronyms)
    return any(
        marker.kind in {"shown", "missing"}
        and (
            marker.bracketed or marker.ends == ":" or marker.first == 0 or tokens[marker.first - 1].key in SENTENCE_ENDS
        )
        for marker in find_markers(tokens, words)
    )


def _has_credit(reading: CaptionReading) -> bool:
    """A credit at the end, or one that names a photographer or holder at the beginning: "Berlin (dpa)" opens a report."""
    credit = reading.credit
    if credit is None or len(_rest(reading).split()) < _FEWEST_WORDS:
        return False
    start, end = credit.span
    if not reading.text[end:].strip(" .\n"):
        # "written by Eva Muster" ends a sentence of prose.
        return not reading.text[start].islower() or reading.text[:start].rstrip(" \t")[-1:] in _CREDIT_BEFORE
    return not reading.text[:start].strip() and bool(credit.photographer or credit.holder)


def is_credit_alone(reading: CaptionReading) -> bool:
    """Whether a text is nothing but a credit."""
    return reading.credit is not None and not any(char.isalnum() for char in _rest(reading))


def _rest(reading: CaptionReading) -> str:
    start, end = reading.credit.span if reading.credit else (0, 0)
    return reading.text[:start] + reading.text[end:]
