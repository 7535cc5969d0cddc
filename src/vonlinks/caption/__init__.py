"""Text to CaptionReading, and back: tokenizer, grammar, names, positions, credit. Pure."""
