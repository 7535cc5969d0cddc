"""Small wordings that several pages share."""

__all__ = ["counted", "found", "person_query", "sentence"]


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural where needed.

    >>> counted(1, "photo"), counted(12000, "photo"), counted(0, "face")
    ('1 photo', '12,000 photos', '0 faces')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def person_query(name: str) -> str:
    """The search for photos with a person.

    >>> person_query('Jo "Jojo" Muster')
    'person:"Jo Jojo Muster"'
    """
    # The query language has no way to write a quote within quotes; search folds punctuation anyway.
    return 'person:"{}"'.format(name.replace('"', ""))


def found(total: int, meaning: str) -> str:
    """What was searched and how many were found, in one sentence.

    >>> found(41, "photos with Anna Beispiel"), found(1, "photos from 2017"), found(0, "all photos")
    ('41 photos with Anna Beispiel', '1 photo from 2017', 'No photos: all photos')
    """
    number = counted(total, "photo") if total else "No photos"
    rest = meaning.removeprefix("photos")
    return f"{number}{rest}" if rest != meaning else f"{number}: {meaning}"


def sentence(text: str) -> str:
    """A message as a sentence of its own.

    >>> sentence("this bracket is not closed"), sentence("Done."), sentence("‘a’ ends here…"), sentence("")
    ('This bracket is not closed.', 'Done.', '‘a’ ends here…', '')
    """
    whole = text[:1].upper() + text[1:]
    return whole if not whole or whole[-1] in ".!?…" else f"{whole}."
