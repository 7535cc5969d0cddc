"""How fast and how complete faces are found: plain face_recognition, the same on a small copy, ours, and the bare parts.

    python scripts/bench_faces.py [--megapixels 5 12 24] [--faces 1 7 20] [--repeat 3] [--wall]

Pictures are pasted together from two public-domain portraits (Eileen Collins, NASA, from scikit-image; Grace Hopper, US
Navy, from Matplotlib), so where the faces are is known. Seconds are of processor time, which other programs on the
machine do not lengthen; `--wall` gives the clock instead. One thread everywhere. The ways compared:

    plain       face_recognition as its README has it: load_image_file, face_locations, face_encodings
    plain 1600  the same on the picture reduced to 1600 pixels
    ours        vonlinks with YuNet: file to faces, embeddings, quality and order
    ours HOG    vonlinks without the YuNet file
    floor       what ours cannot do without, bare: one decode at the scale of the embedding, YuNet at 640 pixels on a
                ready array, the embedding session on ready chips

At the end the embedding alone, from the same boxes on the same array: seconds a face of face_recognition and of ours.
"""

import argparse
import math
import os
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

# One thread in every library; read when they are loaded.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import face_recognition  # noqa: E402 - see above
import numpy as np  # noqa: E402
from matplotlib.cbook import get_sample_data  # noqa: E402
from PIL import Image  # noqa: E402
from skimage.data import astronaut  # noqa: E402

from vonlinks.errors import ModelError  # noqa: E402
from vonlinks.faces import (  # noqa: E402
    Embedder,
    FaceFinder,
    FaceRecognitionEmbedder,
    OnnxEmbedder,
    YuNetEngine,
    load_finder,
)
from vonlinks.metadata import Picture  # noqa: E402

PixelBox = tuple[float, float, float, float]


@dataclass(frozen=True)
class Portrait:
    """A picture, the part of it that is pasted (left, top, right, bottom), and the face in it (x, y, width, height)."""

    image: Image.Image
    cut: tuple[int, int, int, int]
    face: PixelBox


@dataclass(frozen=True)
class Sample:
    """A picture file and the faces in it."""

    path: Path
    faces: list[PixelBox]


@dataclass(frozen=True)
class Way:
    """One way to get boxes from a file; it embeds them too."""

    name: str
    run: Callable[[Sample], list[PixelBox]]
    repeats: bool


def portraits() -> list[Portrait]:
    """The two portraits that every picture is made of."""
    hopper = Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)).convert("RGB")
    collins = Image.fromarray(astronaut())
    return [
        Portrait(collins, (112, 0, 337, 300), (177, 64, 95, 130)),
        Portrait(hopper, (60, 0, 512, 600), (180, 80, 200, 250)),
    ]


def paint(folder: Path, megapixels: int, count: int, seed: int | None = None) -> Sample:
    """A picture of 4:3 with `count` faces in rows of up to ten, as a JPEG of a camera's usual quality.

    With a seed the backdrop has colours of its own and the faces stand elsewhere, so that pictures of different seeds
    are no copies of each other.
    """
    # Multiples of 16 pixels, as cameras have them.
    width = round((megapixels * 1e6 * 4 / 3) ** 0.5 / 16) * 16
    height = round(width * 3 / 4 / 16) * 16
    random = np.random.default_rng(7)
    backdrop = random.normal(120, 18, (height // 8, width // 8, 3)).clip(0, 255).astype(np.uint8)
    moves = np.random.default_rng(seed) if seed is not None else None
    if moves is not None:
        colours = moves.integers(0, 255, (6, 8, 3), dtype=np.uint8)
        patches = Image.fromarray(colours).resize((backdrop.shape[1], backdrop.shape[0]), Image.Resampling.NEAREST)
        backdrop = (backdrop // 4 + np.asarray(patches) // 4 * 3).astype(np.uint8)
    sheet = Image.fromarray(backdrop).resize((width, height), Image.Resampling.BICUBIC)
    rows = -(-count // 10)
    columns = -(-count // rows)
    cell = min(width / columns, height / rows / 1.4)
    faces = []
    people = portraits()
    for number in range(count):
        row, column = divmod(number, columns)
        middle = ((column + 0.5) * width / columns, (row + 0.55) * height / rows)
        size = 0.42 * cell
        if moves is not None:
            middle = (middle[0] + moves.uniform(-0.2, 0.2) * cell, middle[1] + moves.uniform(-0.1, 0.1) * cell)
            size *= moves.uniform(0.6, 1)
        faces.append(_paste(sheet, people[number % 2], middle, size))
    path = folder / f"{megapixels}mp-{count}-{seed}.jpg"
    sheet.save(path, quality=88)
    return Sample(path, faces)


def _paste(sheet: Image.Image, person: Portrait, middle: tuple[float, float], face_width: float) -> PixelBox:
    """Paste a portrait so that its face is `face_width` wide; returns where the face lies."""
    factor = face_width / person.face[2]
    left, top, right, bottom = person.cut
    piece = person.image.crop(person.cut)
    piece = piece.resize((round((right - left) * factor), round((bottom - top) * factor)), Image.Resampling.BICUBIC)
    x, y = round(middle[0] - piece.width / 2), round(middle[1] - piece.height / 2)
    sheet.paste(piece, (x, y))
    face_x, face_y, wide, high = person.face
    return x + (face_x - left) * factor, y + (face_y - top) * factor, wide * factor, high * factor


def plain(sample: Sample, longest: int | None = None) -> list[PixelBox]:
    """The way of face_recognition's README."""
    pixels = face_recognition.load_image_file(str(sample.path))
    factor = 1.0
    if longest and max(pixels.shape) > longest:
        factor = max(pixels.shape) / longest
        size = (round(pixels.shape[1] / factor), round(pixels.shape[0] / factor))
        pixels = np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0))
    places = face_recognition.face_locations(pixels)
    face_recognition.face_encodings(pixels, places)
    return [
        (left * factor, top * factor, (right - left) * factor, (bottom - top) * factor)
        for top, right, bottom, left in places
    ]


def ours(finder: FaceFinder, sample: Sample) -> list[PixelBox]:
    """The way of vonlinks, told by the caption how many people there are."""
    picture = Picture.open(sample.path)
    faces = finder.find(picture, expected=len(sample.faces))
    return [tuple(map(float, face.box.to_pixels(picture.size))) for face in faces]  # type: ignore[misc]


class Floor:
    """The parts that no program can do without, on arrays made ready beforehand."""

    def __init__(self) -> None:
        self._yunet = YuNetEngine()
        self._embedder = OnnxEmbedder()

    def __call__(self, sample: Sample) -> list[PixelBox]:
        """Decode once, as fine as the embedding of its smallest face needs, run both sessions once, and prepare nothing."""
        with Image.open(sample.path) as image:
            # YuNet's boxes are 0.87 to 0.95 as wide as the faces are measured here, and 116 pixels of them are wanted.
            smallest = 0.87 * min(face[2] for face in sample.faces)
            image.draft("RGB", (math.ceil(image.width * 116 / smallest), math.ceil(image.height * 116 / smallest)))
            image.load()
        self._yunet.detect(_READY)
        chips = np.zeros((len(sample.faces), 3, 150, 150), np.float32)
        for start in range(0, len(chips), 8):
            self._embedder.run(chips[start : start + 8])
        return []


_READY = np.zeros((480, 640, 3), np.uint8)


def recall(found: Iterable[PixelBox], faces: list[PixelBox]) -> float:
    """Share of the faces whose centre, within half its size, is that of a box found."""
    boxes = list(found)
    hits = sum(
        any(
            abs(x + w / 2 - fx - fw / 2) < fw / 2 and abs(y + h / 2 - fy - fh / 2) < fh / 2 and 0.4 < w / fw < 2.5
            for x, y, w, h in boxes
        )
        for fx, fy, fw, fh in faces
    )
    return hits / len(faces)


def ways() -> list[Way]:
    """All ways that can be gone here."""
    found = [Way("plain", plain, repeats=False), Way("plain 1600", lambda sample: plain(sample, 1600), repeats=False)]
    try:
        quick, floor = load_finder("yunet"), Floor()
    except ModelError as error:
        print(error)
    else:
        found += [Way("ours", lambda sample: ours(quick, sample), repeats=True), Way("floor", floor, repeats=True)]
    slow = load_finder("hog")
    found.append(Way("ours HOG", lambda sample: ours(slow, sample), repeats=False))
    return found


def main() -> None:
    """Paint the pictures, go every way, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megapixels", type=int, nargs="+", default=[5, 12, 24])
    parser.add_argument("--faces", type=int, nargs="+", default=[1, 7, 20])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--wall", action="store_true", help="seconds of the clock instead of the processor")
    arguments = parser.parse_args()
    clock = time.perf_counter if arguments.wall else time.process_time
    everything = ways()
    print("| MP | faces | way | seconds | photos/s | of plain | recall |\n|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for megapixels in arguments.megapixels:
            for count in arguments.faces:
                sample = paint(Path(folder), megapixels, count)
                first = None
                for way in everything:
                    seconds, boxes = _measure(way, sample, clock, arguments.repeat)
                    first = first or seconds
                    share = "" if way.name == "floor" else f"{recall(boxes, sample.faces):.2f}"
                    print(
                        f"| {megapixels} | {count} | {way.name} | {seconds:.3f} | {1 / seconds:.2f}"
                        f" | {first / seconds:.1f} x | {share} |",
                        flush=True,
                    )
        compare_embeddings(paint(Path(folder), 5, 7), clock, arguments.repeat)


def compare_embeddings(sample: Sample, clock: Callable[[], float], repeat: int) -> None:
    """Print what one vector costs each program, and how far the vectors of both lie apart at most."""
    pixels = np.asarray(Image.open(sample.path))
    embedders: dict[str, Embedder] = {"face_recognition": FaceRecognitionEmbedder(), "ours": OnnxEmbedder()}
    seconds: dict[str, float] = {}
    vectors = {name: embedder.embed(pixels, sample.faces) for name, embedder in embedders.items()}
    for name, embedder in embedders.items():
        seconds[name] = float("inf")
        for _ in range(repeat):
            start = clock()
            embedder.embed(pixels, sample.faces)
            seconds[name] = min(seconds[name], (clock() - start) / len(sample.faces))
    theirs, ours = seconds["face_recognition"], seconds["ours"]
    apart = float(np.abs(vectors["ours"] - vectors["face_recognition"]).max())
    print(
        f"\nembedding a face: face_recognition {theirs:.4f} s, ours {ours:.4f} s, {theirs / ours:.1f} x; {apart:.0e} apart"
    )


def _measure(way: Way, sample: Sample, clock: Callable[[], float], repeat: int) -> tuple[float, list[PixelBox]]:
    """Best of several goes, after one that does not count; a slow way is gone once."""
    boxes = way.run(sample) if way.repeats else []
    best = float("inf")
    for _ in range(repeat if way.repeats else 1):
        start = clock()
        boxes = way.run(sample)
        best = min(best, clock() - start)
    return best, boxes


if __name__ == "__main__":
    main()
