"""A search query as chips: each term in words, with the query that is left without it."""

import re
from dataclasses import dataclass

__all__ = ["Chip", "chips"]

# A term may hold quoted runs anywhere; a quote that is never closed reaches to the end, as in the query language.
_TERM = re.compile(r'(?:"[^"]*(?:"|$)|[^\s"])+')
_WORDS = {
    "person": ("with", "without"),
    "confirmed": ("confirmed:", "not confirmed:"),
    "suggested": ("suggested:", "not suggested:"),
    "named": ("named:", "not named:"),
    "only": ("only", "not only"),
    "date": ("", "not"),
    "is": ("", "not"),
}


@dataclass(frozen=True, slots=True)
class Chip:
    """One term of a query.

    Attributes:
        text: the term as it stands in the query.
        words: the same for a reader.
        without: the whole query without this term.
    """

    text: str
    words: str
    without: str


def chips(query: str) -> tuple[Chip, ...]:
    """Cut a query into its terms; terms joined by OR, or held in brackets, stay one chip.

    >>> [chip.words for chip in chips('person:"Anna Beispiel" -person:Muster date:2017 Rathaus')]
    ['with Anna Beispiel', 'without Muster', '2017', 'Rathaus']
    >>> [chip.text for chip in chips("(a b) OR c d")]
    ['(a b) OR c', 'd']
    >>> chips("a b")[0].without
    'b'
    """
    terms = _grouped(_TERM.findall(query))
    return tuple(
        Chip(text, _worded(text), " ".join(terms[:index] + terms[index + 1 :])) for index, text in enumerate(terms)
    )


def _grouped(terms: list[str]) -> list[str]:
    grouped: list[str] = []
    depth = 0
    joins = False
    for term in terms:
        inside = depth > 0
        bare = re.sub(r'"[^"]*(?:"|$)', "", term)
        depth = max(0, depth + bare.count("(") - bare.count(")"))
        if grouped and (inside or joins or term == "OR"):
            grouped[-1] += f" {term}"
        else:
            grouped.append(term)
        joins = term == "OR"
    return grouped


def _worded(term: str) -> str:
    if " " in term and not re.fullmatch(r'-?\w*:?"[^"]*"?', term):
        return term
    negative = term.startswith("-")
    key, colon, value = term.removeprefix("-").partition(":")
    if not colon:
        return ("without " if negative else "") + key.replace('"', "")
    word = _WORDS.get(key, (f"{key}:", f"not {key}:"))[negative]
    return " ".join(filter(None, (word, value.replace('"', ""))))
