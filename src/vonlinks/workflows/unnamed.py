"""Faces without a name: put into groups as they come, and a whole group named at once."""

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import UTC, datetime

from vonlinks.catalogue import Catalogue
from vonlinks.catalogue.grouped import Loose
from vonlinks.catalogue.many import slices
from vonlinks.catalogue.naming_groups import Named
from vonlinks.domain import FaceGroup
from vonlinks.errors import RequestError
from vonlinks.naming.grouping import Groups
from vonlinks.naming.parameters import DEFAULTS

__all__ = ["Unnamed"]


class Unnamed:
    """The groups of a library's faces without a name. Safe to use from several threads, and beside other programs.

    Which face is in which group stands in the catalogue; what new faces are compared with is read from it once, then kept at
    hand.

    Args:
        catalogue: keeps them.
        follow: names photos anew after persons with these names changed; photos with these ids in any case.
    """

    def __init__(self, catalogue: Catalogue, follow: Callable[[Collection[str], Iterable[str]], None]) -> None:
        self._catalogue = catalogue
        self._kept = catalogue.face_groups
        self._follow = follow
        self._models: dict[str, Groups] = {}
        self._last = self._highest = self._erasures = 0
        self._lock = threading.Lock()

    def catch_up(self, photos: Collection[str] | None = None) -> int:
        """Put faces that are in no group into one; returns how many.

        Args:
            photos: whose faces; without it those of all.
        """
        done = 0
        # Some hundreds in one transaction: some tenths of a second, in which nobody else can write.
        for some in slices(self._kept.without_group(DEFAULTS.clear, photos)):
            with self._lock, self._catalogue.at_once():
                # Both inside one transaction: two programs give no number twice, and no face two groups.
                self._read()
                loose = self._kept.loose(some)
                try:
                    self._kept.keep([(one, self._put(one)) for one in loose])
                except BaseException:
                    self._forget()
                    raise
                done += len(loose)
        return done

    def page(self, limit: int | None = None, offset: int = 0) -> tuple[int, list[FaceGroup]]:
        """How many groups have two faces or more, and some of them, the largest first."""
        self.catch_up()
        return self._kept.page(limit, offset)

    def group(self, number: int) -> FaceGroup:
        """One group.

        Raises:
            NotFoundError: no face without a name is in it.
        """
        return self._kept.group(number)

    def name(self, number: int, person: str, *, but: Collection[str] = (), who: str = "editor") -> Named:
        """Give all faces of a group one name, as one act; undo takes it back.

        Args:
            number: of the group.
            person: a name that is nobody's name or alias yet makes a new person.
            but: ids of faces that are left out.
            who: the editor.

        Raises:
            NotFoundError: there is no such group.
            RequestError: `person` is no name, or a face in `but` is not of this group.
        """
        faces = [face.id for face in self.group(number).faces]
        for face in but:
            if face not in faces:
                raise RequestError(f"Group {number} has no face {face} to leave out.")
        return self.name_faces([face for face in faces if face not in but], person, who=who)

    def name_faces(self, faces: Sequence[str], person: str, *, who: str = "editor") -> Named:
        """Give these faces one name, as one act, but for those where an editor decided otherwise: `Named` tells which.

        Raises:
            RequestError: `person` is no name.
        """
        named = self._kept.name(faces, person, who=who, at=datetime.now(UTC))
        if named.decisions:
            self._follow([named.person], self._unfinished(named))
        return named

    def _unfinished(self, named: Named) -> list[str]:
        """The photos in which somebody else may be told from who is known now."""
        photos = [entry.photo for entry in named.decisions if entry.photo]
        records = self._catalogue.photos(photos)
        return [one.id for one in records if one.unplaced or any(face.person is None for face in one.faces)]

    def _read(self) -> None:
        """Bring what is at hand to the state of the catalogue."""
        erasures = self._kept.erasures()
        if erasures != self._erasures:
            self._forget()
            self._erasures = erasures
        rows = self._kept.since(self._last)
        for model in dict.fromkeys(row.face.model for row in rows):
            own = (row for row in rows if row.face.model == model)
            self._of(model).restore((row.face.face, row.face.photo, row.group, row.face.vector) for row in own)
        self._last = max([self._last, *(row.id for row in rows)])
        self._highest = max([self._highest, *(row.group for row in rows)])

    def _put(self, loose: Loose) -> int:
        number = self._of(loose.model).add(loose.face, loose.vector, loose.photo, new=self._highest + 1)
        self._highest = max(self._highest, number)
        return number

    def _of(self, model: str) -> Groups:
        return self._models.setdefault(model, Groups())

    def _forget(self) -> None:
        self._models, self._last, self._highest = {}, 0, 0
