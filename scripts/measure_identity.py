"""How well the vectors of faces tell people apart: ours against plain face_recognition, on the same portraits.

    python scripts/measure_identity.py FOLDER …

FOLDER is laid out like the examples of face_recognition and insightface: below a folder `knn_train` each folder is one
person; elsewhere a file whose name begins with that of a person shows this person; below `rotate` all files show one
person, below `pose` each file shows another. Other files are left out. The largest face of each photo counts. AUC is the
chance that two photos of one person lie nearer to each other than two photos of different people.
"""

import argparse
import os
import warnings
from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path

# One thread in every library; read when they are loaded.
os.environ["OMP_NUM_THREADS"] = "1"
warnings.filterwarnings("ignore", category=UserWarning)

import face_recognition  # noqa: E402 - see above
import numpy as np  # noqa: E402
from numpy.typing import NDArray  # noqa: E402

from vonlinks.errors import PhotoError  # noqa: E402
from vonlinks.faces import load_finder  # noqa: E402
from vonlinks.metadata import Picture  # noqa: E402

Vector = NDArray[np.float64]


def portraits(folders: Sequence[Path]) -> dict[Path, str]:
    """The photos below `folders` that are known to show one person, and who that is."""
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    people = {path.parent.name for path in files if path.parent.parent.name == "knn_train"}
    found = {}
    for path in files:
        begun = max((person for person in people if path.stem.startswith(person)), key=len, default=None)
        if path.parent.name in people or path.parent.name == "rotate":
            found[path] = path.parent.name
        elif path.parent.name == "pose":
            found[path] = path.stem
        elif begun:
            found[path] = begun
    return found


_SUFFIXES = {".jpg", ".jpeg", ".png"}


def plain(path: Path) -> Vector | None:
    """The largest face by face_recognition as its README has it."""
    pixels = face_recognition.load_image_file(str(path))
    places = face_recognition.face_locations(pixels)
    if not places:
        return None
    largest = max(places, key=lambda place: place[2] - place[0])
    return np.asarray(face_recognition.face_encodings(pixels, [largest])[0], np.float64)


def ours(engine: str) -> Callable[[Path], Vector | None]:
    """The largest face by vonlinks."""
    finder = load_finder(engine)

    def vector(path: Path) -> Vector | None:
        try:
            faces = [face for face in finder.find(Picture.open(path), expected=1) if face.embedding]
        except PhotoError:
            return None
        if not faces:
            return None
        largest = max(faces, key=lambda face: face.box.area)
        return np.array(largest.embedding.vector if largest.embedding else ())

    return vector


def auc(vectors: dict[Path, Vector], people: dict[Path, str]) -> tuple[float, int, int]:
    """Area under the curve, and how many pairs of one person and of two it is made of."""
    same: list[float] = []
    other: list[float] = []
    for first, second in combinations(sorted(vectors), 2):
        apart = float(np.linalg.norm(vectors[first] - vectors[second]))
        (same if people[first] == people[second] else other).append(apart)
    nearer = np.array(same)[:, None] - np.array(other)[None, :]
    return float(((nearer < 0) + (nearer == 0) / 2).mean()), len(same), len(other)


def main() -> None:
    """Print the AUC of both, on all that each finds and on what both find."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--engine", default="auto", help="of vonlinks: auto, yunet, hog")
    arguments = parser.parse_args()
    people = portraits(arguments.folders)
    ways = {"vonlinks": ours(arguments.engine), "face_recognition": plain}
    found = {name: {path: vector for path in people if (vector := way(path)) is not None} for name, way in ways.items()}
    both = set.intersection(*(set(vectors) for vectors in found.values()))
    print(f"{len(people)} photos of {len(set(people.values()))} people")
    for name, vectors in found.items():
        area, same, other = auc(vectors, people)
        common, *_ = auc({path: vectors[path] for path in both}, people)
        print(
            f"{name}: faces in {len(vectors)} photos, AUC {area:.4f} ({same} pairs of one person, {other} of two);"
            f" on the {len(both)} photos where both find one: {common:.4f}"
        )


if __name__ == "__main__":
    main()
