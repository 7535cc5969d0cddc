"""Text to CaptionReading, and back: tokenizer, grammar, names, positions, credit. Pure."""

from vonlinks.caption.comparing import contradictions
from vonlinks.caption.compose import Style, compose
from vonlinks.caption.judging import is_caption
from vonlinks.caption.reader import read_caption
from vonlinks.caption.variants import differences, merge_readings, same_caption

__all__ = [
    "Style",
    "compose",
    "contradictions",
    "differences",
    "is_caption",
    "merge_readings",
    "read_caption",
    "same_caption",
]
