"""Text to CaptionReading, and back: tokenizer, grammar, names, positions, credit. Pure."""

from vonlinks.caption.comparing import contradictions
from vonlinks.caption.compose import Style, compose
from vonlinks.caption.reader import read_caption

__all__ = ["Style", "compose", "contradictions", "read_caption"]
