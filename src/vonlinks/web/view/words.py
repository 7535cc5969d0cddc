"""Small wordings that several pages share."""

__all__ = ["EXAMPLES", "LANGUAGES", "counted", "found", "person_query", "sentence"]

LANGUAGES = (
    ("auto", "as found"), ("da", "Danish"), ("nl", "Dutch"), ("en", "English"), ("fr", "French"), ("de", "German"),
    ("is", "Icelandic"), ("it", "Italian"), ("no", "Norwegian"), ("pl", "Polish"), ("pt", "Portuguese"), ("es", "Spanish"),
    ("sv", "Swedish"),
)  # fmt: skip
"""(code, name) of the languages that captions are read in."""

EXAMPLES = (
    (
        "A list from the left",
        "Empfang (v.l.): Oberbürgermeisterin Vera Beispiel, Max Muster (Amtsleiter), eine Schülerin und Nora Probe. Foto: dpa",
    ),
    (
        "Rows",
        "Back row, from left: Anna Sample, Robert Doe; front row, from left: Laura Roe, coach Sarah Poe. Photo by Paula Frame",
    ),
    (
        "Single places",
        "Ministerin Vera Beispiel (r.) mit Max Muster am 18. Januar 2026. Es fehlt Nora Probe. © Stadt Musterstadt, 2026",
    ),
)
"""(title, caption) of captions to begin with; all people are invented."""


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
