"""What editors decide about persons themselves: who is one, who is two, what they are called, who is forgotten."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from vonlinks.catalogue import Catalogue
from vonlinks.catalogue.forgetting import Erased
from vonlinks.domain import Authority, Decision, PersonRecord
from vonlinks.errors import NotFoundError, RequestError
from vonlinks.workflows.people_alike import alike
from vonlinks.workflows.people_roster import BadLine, Entry, read_roster

__all__ = ["Persons", "RosterReport"]


@dataclass(frozen=True, slots=True)
class RosterReport:
    """The outcome of importing a roster.

    Attributes:
        kind: "roster" or "code replacements".
        added: names of new persons, in the order of the file.
        changed: names of persons to whom something was added.
        unchanged: how many others the file has.
        portraits: how many faces of portraits are confirmed examples now.
        bad: lines that were left out, in full or in part, with the reason.
    """

    kind: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    portraits: int
    bad: tuple[BadLine, ...]


class Persons:
    """The persons of a library, to be changed.

    All methods that take a name take any spelling of it, and raise NotFoundError where nobody has it and ConflictError where
    several people do. All but `forget` is taken back by undo.

    Args:
        catalogue: keeps them.
        follow: names photos anew after persons with these names changed; photos with these ids in any case.
        ingest: imports portraits; returns the reason for each file that could not be.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        follow: Callable[[Collection[str], Iterable[str]], None],
        ingest: Callable[[Sequence[Path]], Mapping[Path, str]],
    ) -> None:
        self._catalogue = catalogue
        self._follow = follow
        self._ingest = ingest

    def alike(self, people: Iterable[PersonRecord] | None = None) -> Mapping[str, tuple[str, ...]]:
        """For each name the others that may be the same person's; nobody is merged because of it."""
        return alike(self._catalogue.people() if people is None else people)

    def rename(self, name: str, new: str, *, keep: bool = True, who: str = "editor") -> tuple[Decision, ...]:
        """Give a person another name; with `keep` the old one stays as an alias."""
        return self._then_follow(self._catalogue.authorities.rename(name, new, keep=keep, who=who, at=_now()), name)

    def edit(
        self, name: str, more: Authority, *, drop: Collection[str] = (), who: str = "editor"
    ) -> tuple[Decision, ...]:
        """Add aliases and roles, set notes and external id, and let aliases go."""
        made = self._catalogue.authorities.edit(name, more, drop=drop, who=who, at=_now())
        return self._then_follow(made, name, *more.aliases, *drop)

    def merge(self, name: str, into: str, *, who: str = "editor") -> tuple[Decision, ...]:
        """Let two people be one, under the name `into`."""
        return self._then_follow(self._catalogue.authorities.merge(name, into, who=who, at=_now()), name, into)

    def split(
        self, name: str, chosen: Sequence[str], new: str | None = None, *, who: str = "editor"
    ) -> tuple[str, tuple[Decision, ...]]:
        """Give the chosen photos or faces to another person; returns whose they are now, and the history's new entries.

        Args:
            name: of the person who has them.
            chosen: ids of faces, or ids, beginnings of ids or paths of photos.
            new: name of the other; the same, or None, makes a namesake with a number behind the name.
            who: the editor.
        """
        ids = [self._face_or_photo(one) for one in chosen]
        taker, made = self._catalogue.authorities.split(name, ids, new, who=who, at=_now())
        return taker, self._then_follow(made, name, taker)

    def _face_or_photo(self, asked: str) -> str:
        photo, dash, _ = asked.rpartition("-")
        if dash:
            try:
                record = self._catalogue.photo(photo)
            except NotFoundError:
                return self._catalogue.photo(asked).id
            if any(face.id == asked for face in record.faces):
                return asked
        return self._catalogue.photo(asked).id

    def forget(self, name: str, *, sure: bool, who: str = "editor") -> Erased:
        """Erase a person: see `vonlinks.catalogue.forgetting.forget`. It cannot be taken back.

        Raises:
            RequestError: nobody said that this is meant.
        """
        if not sure:
            record = self._catalogue.authorities.record(name)
            raise RequestError(
                f"{record.name} would be forgotten: name, aliases, notes, confirmations, refusals and face vectors. This "
                "cannot be undone; captions keep the name. Say --yes if it is meant."
            )
        erased = self._catalogue.authorities.forget(name, who=who, at=_now())
        self._follow((erased.name, *erased.aliases), erased.photos)
        return erased

    def import_file(self, path: Path | str, *, who: str = "editor") -> RosterReport:
        """Add the persons of a roster or code replacement file, in one act; a second time changes nothing.

        A portrait is imported as a photo; its only face becomes a confirmed example. Bad lines stop nothing.

        Raises:
            RequestError: the file cannot be read, or is no roster.
        """
        roster = read_roster(Path(path))
        bad = list(roster.bad)
        portraits = list(self._portraits(roster.entries, bad))
        records = [entry.record for entry in roster.entries]
        told = self._catalogue.authorities.add(records, portraits=portraits, who=who, at=_now())
        for entry, one in zip(roster.entries, told, strict=True):
            bad += [BadLine(entry.line, note) for note in one.notes]
        names = {one.name for one in told if one.outcome != "unchanged"}
        added = tuple(dict.fromkeys(one.name for one in told if one.outcome == "added"))
        changed = dict.fromkeys(one.name for one in told if one.outcome == "changed")
        if names:
            self._follow(names, ())
        return RosterReport(
            roster.kind,
            added,
            tuple(name for name in changed if name not in added),
            len({one.name for one in told} - names),
            len(portraits),
            tuple(sorted(bad, key=lambda line: line.line)),
        )

    def _portraits(self, entries: Sequence[Entry], bad: list[BadLine]) -> Iterable[tuple[int, str]]:
        """The place of each entry whose portrait has exactly one face, with that face; others are told."""
        files = {entry.portrait.absolute(): None for entry in entries if entry.portrait and entry.portrait.is_file()}
        failed = self._ingest(list(files)) if files else {}
        for place, entry in enumerate(entries):
            if entry.portrait is None:
                continue
            path = entry.portrait.absolute()
            if path not in files:
                bad.append(BadLine(entry.line, f"there is no portrait {entry.portrait}"))
            elif path in failed:
                bad.append(BadLine(entry.line, f"the portrait {entry.portrait.name} cannot be used: {failed[path]}"))
            else:
                faces = self._catalogue.photo(str(path)).faces
                if len(faces) == 1:
                    yield place, faces[0].id
                else:
                    shown = f"{len(faces)} faces" if faces else "no face"
                    bad.append(BadLine(entry.line, f"the portrait {entry.portrait.name} shows {shown} and not one"))

    def _then_follow(self, made: tuple[Decision, ...], *names: str) -> tuple[Decision, ...]:
        if made:
            spoken_of = {*names, *(name for entry in made for name in (entry.person, entry.before) if name)}
            self._follow(spoken_of, [entry.photo for entry in made if entry.photo])
        return made


def _now() -> datetime:
    return datetime.now(UTC)
