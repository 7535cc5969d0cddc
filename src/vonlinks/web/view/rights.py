"""Whose picture it is, in the few lines that are always visible."""

from vonlinks.domain import PhotoRecord, fold

__all__ = ["credit_lines", "has_credit"]


def credit_lines(record: PhotoRecord) -> tuple[str, ...]:
    """The rights of a photo, most binding first, without saying anything twice.

    Fields of the file come before the credit in the caption; "©" is added to a copyright notice that lacks it.
    """
    metadata, credit = record.metadata, record.reading.credit if record.reading else None
    lines = [_notice(metadata.copyright_notice), metadata.credit_line]
    if metadata.byline:
        lines.append("Photo: " + ", ".join(metadata.byline))
    if credit:
        year = f", {credit.year}" if credit.year else ""
        lines.append(f"© {credit.holder}{year}" if credit.holder else None)
        makers = [name for name in (credit.photographer, credit.agency) if name]
        lines.append("Photo: " + " / ".join(makers) if makers else None)
    kept: list[str] = []
    for line in filter(None, lines):
        bare = _bare(line)
        if not any(bare in _bare(other) for other in kept):
            kept.append(line)
    return tuple(kept)


def has_credit(record: PhotoRecord) -> bool:
    """Whether anybody is known who must be credited."""
    return bool(credit_lines(record))


def _notice(text: str | None) -> str | None:
    if not text or "©" in text or text.lower().startswith(("(c)", "copyright")):
        return text
    return f"© {text}"


def _bare(line: str) -> str:
    return fold(line.removeprefix("Photo: "))
