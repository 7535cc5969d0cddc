"""Persons as authority records, and how two people of one name are kept apart."""

import re
from dataclasses import dataclass

__all__ = ["Authority", "Roles", "bare_name"]

Roles = tuple[tuple[str, int | None], ...]
"""(role, year in which it was given or None), newest first."""

_ADDITION = re.compile(r"\s*\([^()]*\)\s*$")


@dataclass(frozen=True, slots=True)
class Authority:
    """What the library keeps about a person.

    Attributes:
        name: belongs to nobody else; two people of one name are told apart by an addition in brackets at its end.
        aliases: other spellings and names, sorted.
        roles: as a roster or an editor gave them.
        notes: free text; "" for none.
        wikidata: the external id, "Q" and digits; None for none.
    """

    name: str
    aliases: tuple[str, ...] = ()
    roles: Roles = ()
    notes: str = ""
    wikidata: str | None = None


def bare_name(name: str) -> str:
    """The name without the addition that tells namesakes apart: as captions print it.

    >>> bare_name("Eva Muster (Feuerwehr)"), bare_name("Eva Muster"), bare_name("(2)")
    ('Eva Muster', 'Eva Muster', '(2)')
    """
    return _ADDITION.sub("", name) or name
