"""vonlinks: a library for press photos that knows who is in the picture because it reads the caption.

>>> from vonlinks import read_caption
>>> reading = read_caption("Vera Beispiel (l.) und Max Muster (r.) im Rathaus. Foto: Eva Probe")
>>> [(person.name, person.position.side) for person in reading.people]
[('Vera Beispiel', 'left'), ('Max Muster', 'right')]
>>> reading.credit.photographer
'Eva Probe'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vonlinks.caption import read_caption
    from vonlinks.workflows import Library

__all__ = ["Library", "read_caption"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the module protocol (PEP 562)
    """Import the two public names on first use, so that reading a caption does not load a database."""
    if name == "read_caption":
        from vonlinks.caption import read_caption  # noqa: PLC0415

        return read_caption
    if name == "Library":
        from vonlinks.workflows import Library  # noqa: PLC0415

        return Library
    raise AttributeError(f"module 'vonlinks' has no attribute {name!r}")
