"""What an editor should look at in a caption."""

from collections.abc import Sequence

from vonlinks.domain import Mention

__all__ = ["find_warnings"]


def find_warnings(people: Sequence[Mention], found: Sequence[str]) -> tuple[str, ...]:
    """One sentence for each doubt: those `found` with the dates, and a name that two list places share."""
    warnings = list(found)
    seen: set[str] = set()
    for person in people:
        name = person.name.casefold()
        if name in seen:
            warnings.append(f"{person.name} is named twice.")
        seen.add(name)
    return tuple(warnings)
