"""Whom a face is like: the confirmed faces of every person, kept at hand and brought up to date after each decision."""

import threading
from collections.abc import Collection, Sequence
from typing import Any

from vonlinks.catalogue import Catalogue
from vonlinks.catalogue.examples import Stamp
from vonlinks.domain import Embedding, Likeness
from vonlinks.naming.nearest import Nearest

__all__ = ["Gallery"]

_MANY = 500
"""Persons from whom on all are read anew: as after a roster of that many."""


class Gallery:
    """The confirmed faces of a catalogue, one collection for each embedding model: distances of different models do not mix.

    They are read once. After a decision only the faces of the persons it speaks of are read again, also where another
    program decided; where another program took something back, all are. Safe to use from several threads.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._models: dict[str, Nearest] = {}
        self._stamp = Stamp()
        self._lock = threading.Lock()

    def likenesses(self, faces: Sequence[Sequence[Embedding]]) -> list[tuple[Likeness, ...]]:
        """For each face, given by its vectors, the persons nearest to it under the first model that has confirmed faces."""
        found: list[tuple[Likeness, ...]] = [()] * len(faces)
        with self._lock:
            self._catch_up()
            for model in dict.fromkeys(vector.model for vectors in faces for vector in vectors):
                own = [(place, one.vector) for place, one in _with_model(faces, model) if not found[place]]
                if own:
                    likes = self._of(model).likenesses([vector for _, vector in own])
                    for (place, _), like in zip(own, likes, strict=True):
                        found[place] = like
        return found

    def refresh(self, names: Collection[str]) -> None:
        """Read the faces of these persons again, whose decisions were taken back or who were forgotten.

        Args:
            names: that they have or had.
        """
        with self._lock:
            now = self._catalogue.examples.stamp()
            self._read({*names, *self._changed()})
            self._stamp = now

    def _catch_up(self) -> None:
        now = self._catalogue.examples.stamp()
        if now == self._stamp:
            return
        if (now.undone, now.erased) == (self._stamp.undone, self._stamp.erased):
            self._read(self._changed())
        else:
            self._models = {}
        self._stamp = now

    def _changed(self) -> set[str]:
        return self._catalogue.examples.changed_since(self._stamp) if self._models else set()

    def _read(self, names: Collection[str]) -> None:
        if len(names) > _MANY:
            self._models = {}
        for model, nearest in self._models.items():
            vectors: dict[str, list[Any]] = {name: [] for name in names}
            for name, vector in self._catalogue.examples.read(model, names):
                vectors[name].append(vector)
            for name, own in vectors.items():
                nearest.put(name, own)

    def _of(self, model: str) -> Nearest:
        if model not in self._models:
            self._models[model] = Nearest(self._catalogue.examples.read(model))
        return self._models[model]


def _with_model(faces: Sequence[Sequence[Embedding]], model: str) -> list[tuple[int, Embedding]]:
    return [(place, one) for place, vectors in enumerate(faces) for one in vectors if one.model == model]
