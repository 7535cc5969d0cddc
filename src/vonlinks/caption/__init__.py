"""Text to CaptionReading, and back: tokenizer, grammar, names, positions, credit. Pure."""

from vonlinks.caption.reader import read_caption

__all__ = ["read_caption"]
