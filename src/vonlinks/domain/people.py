"""Persons as authority records, and how two people of one name are kept apart."""

import re
from dataclasses import dataclass

from vonlinks.errors import RequestError

__all__ = ["LONGEST_NAME", "Authority", "Roles", "bare_name", "wikidata_id"]

Roles = tuple[tuple[str, int | None], ...]
"""(role, year in which it was given or None), newest first."""

LONGEST_NAME = 200
"""Code points; IPTC's PersonInImage sets no limit, but what is longer than this is no name."""

_WIKIDATA = re.compile(r"^(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?(?P<id>Q[1-9]\d{0,11})$")
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

    def with_more(self, more: "Authority") -> "Authority":
        r"""The record with what another one tells of the same person; nothing is lost, and the name and id stay.

        >>> Authority("Eva Muster", notes="left-handed").with_more(Authority("E. Muster", ("Evi",), notes="tall"))
        Authority(name='Eva Muster', aliases=('E. Muster', 'Evi'), roles=(), notes='left-handed\ntall', wikidata=None)
        """
        # The name without its addition means the person anyhow.
        also = {more.name} if more.name and bare_name(more.name) != bare_name(self.name) else set()
        notes = self.notes if more.notes in self.notes else "\n".join(filter(None, (self.notes, more.notes)))
        return Authority(
            self.name,
            tuple(sorted({*self.aliases, *more.aliases, *also} - {self.name})),
            tuple(dict.fromkeys((*self.roles, *more.roles))),
            notes,
            self.wikidata or more.wikidata,
        )


def wikidata_id(text: str) -> str:
    """The id in Wikidata, from itself or the address of its page.

    Raises:
        RequestError: it is none.

    >>> wikidata_id("https://www.wikidata.org/wiki/Q42")
    'Q42'
    """
    found = _WIKIDATA.match(text)
    if found is None:
        raise RequestError(f"“{text}” is no Wikidata id: it is a Q and digits")
    return found["id"]


def bare_name(name: str) -> str:
    """The name without the addition that tells namesakes apart: as captions print it.

    >>> bare_name("Eva Muster (Feuerwehr)"), bare_name("Eva Muster"), bare_name("(2)")
    ('Eva Muster', 'Eva Muster', '(2)')
    """
    return _ADDITION.sub("", name) or name
