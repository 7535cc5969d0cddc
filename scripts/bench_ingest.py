"""How fast folders are imported, with how much memory, and how little a second run costs.

    python scripts/bench_ingest.py [--photos 120] [--megapixels 12] [--large 50] [--files 20000] [--only cold|large|again]

All pictures are invented: pasted together from two public-domain portraits by `bench_faces`. Measured are

    cold    photos a second of a first import, with 1 and with 2 workers, by the clock, models loaded and database made
            in it; the peak memory of each process (VmHWM, so Linux only) and its processor time; the same for a single
            photo, which is what the starts cost
    large   the same memory with one large picture in each common format
    again   a second import of many small files that did not change, against `find -printf '%s %T@'` over the same
            files: best of five, caches warm; once for the work alone, once with the start of the program. The many files
            are copies of 200 pictures, so that the first import does not take the hour; a second run does not ask.

Why two workers are not twice as fast as one: each is a process that imports the program and opens the models, 1.8 seconds
of processor time before its first photo (1.4 the imports, half of them NumPy, Pillow and the caption reader's patterns; 0.4
the models). The starts of two are 3.5 seconds, a tenth of a run of 120 photos and a fortieth of one of 500. The one writer
runs in the parent beside them: 0.03 to 0.04 seconds a photo, half of it statements of the database, so that three processes
share two cores. Neither memory nor threads are the reason: finding the faces of a photo costs as much processor time with
two processes at once as with one alone (62 to 79 milliseconds, 20 pictures of 12 megapixels), and each model runs in one
thread that does not spin.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from bench_faces import paint

PROGRAM = [sys.executable, "-c", "from vonlinks.program import main; main()"]
_DISTINCT = 200
_A_FOLDER = 1000


@dataclass
class Peaks:
    """What each process of a program took, by process id, watched while it runs.

    Attributes:
        megabytes: the highest memory that it had.
        seconds: of processor time, which other programs on the machine do not lengthen.
    """

    root: int
    megabytes: dict[int, int] = field(default_factory=dict)
    seconds: dict[int, float] = field(default_factory=dict)
    ended: threading.Event = field(default_factory=threading.Event)

    def watch(self) -> None:
        """Look twenty times a second; a process's own mark never falls, so short peaks are not missed."""
        while not self.ended.wait(0.05):
            for process in _with_children(self.root):
                peak = _peak(process)
                if peak:
                    self.megabytes[process] = peak
                    self.seconds[process] = _processor(process)


def _with_children(process: int) -> list[int]:
    found = [process]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            try:
                found += [int(child) for child in task.read_text().split()]
            except OSError:
                continue
    return found


def _peak(process: int) -> int:
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024 if "VmHWM:" in status else 0


def _processor(process: int) -> float:
    try:
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def ingest(library: Path, photos: Path, workers: int = 1) -> tuple[dict[str, float], float, Peaks]:
    """One run of the program: what it reports, its seconds by the clock, and what its processes took."""
    start = time.perf_counter()
    run = subprocess.Popen(
        [*PROGRAM, "ingest", str(photos), "--library", str(library), "--workers", str(workers), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    peaks = Peaks(run.pid)
    watcher = threading.Thread(target=peaks.watch)
    watcher.start()
    told, _ = run.communicate()
    seconds = time.perf_counter() - start
    peaks.ended.set()
    watcher.join()
    report: dict[str, float] = json.loads(told)
    return report, seconds, peaks


def cold(folder: Path, count: int, megapixels: int) -> None:
    """Photos a second of a first import."""
    photos = folder / "photos"
    photos.mkdir()
    for number in range(count):
        paint(photos, megapixels, (1, 2, 3, 7)[number % 4], seed=number)
    rates, spent = {}, {}
    for workers in (1, 2):
        report, seconds, peaks = ingest(folder / f"library-{workers}", photos, workers)
        rates[workers] = count / report["seconds"]
        print(
            f"cold, {workers} worker(s): {count} photos of {megapixels} MP, {report['faces']} faces: "
            f"{rates[workers]:.2f} photos/s in the run, {count / seconds:.2f} with the program's start; "
            f"peak memory of its processes, MB: {sorted(peaks.megabytes.values())}; "
            f"processor seconds: {[round(one, 1) for one in sorted(peaks.seconds.values())]}",
            flush=True,
        )
        spent[workers] = sum(peaks.seconds.values())
    first = folder / "first"
    first.mkdir()
    shutil.copy(min(photos.iterdir()), first)
    start = {
        workers: sum(ingest(folder / f"library-first-{workers}", first, workers)[2].seconds.values())
        for workers in (1, 2)
    }
    print(
        f"two workers: {rates[2] / rates[1]:.2f} times one by the clock; on two idle cores by the processor time of all "
        f"processes {2 * spent[1] / spent[2]:.2f} with all starts, {2 * (spent[1] - start[1]) / (spent[2] - start[2]):.2f} "
        f"beyond them (processor seconds of a run of one photo: {start[1]:.1f} with one worker, {start[2]:.1f} with two)"
    )


def large(folder: Path, megapixels: int) -> None:
    """Peak memory with one large picture of each format."""
    whole = Image.open(paint(folder, megapixels, 7).path)
    formats: list[tuple[str, dict[str, Any]]] = [
        ("jpg", {"quality": 88}), ("progressive.jpg", {"quality": 88, "progressive": True}),
        ("png", {"compress_level": 1}), ("tif", {}),
    ]  # fmt: skip
    for name, options in formats:
        photos = folder / f"large-{name}"
        photos.mkdir()
        whole.save(photos / f"large.{name}", **options)
        report, seconds, peaks = ingest(folder / f"library-{name}", photos)
        print(
            f"{megapixels} MP {name}: {report['faces']} faces, {seconds:.1f} s, peak memory {max(peaks.megabytes.values())} MB",
            flush=True,
        )


def again(folder: Path, count: int) -> None:
    """A second run over many small files against `find`."""
    photos = folder / "small"
    random = np.random.default_rng(3)
    pictures = []
    for number in range(min(_DISTINCT, count)):
        backdrop = random.integers(0, 255, (9, 12, 3), dtype=np.uint8)
        pictures.append(folder / f"{number}.jpg")
        Image.fromarray(backdrop).resize((120, 90), Image.Resampling.BICUBIC).save(pictures[-1])
    for number in range(count):
        place = photos / f"{number // _A_FOLDER:03}"
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(pictures[number % len(pictures)], place / f"{number:05}.jpg")
    library = folder / "library-small"
    report, _, _ = ingest(library, photos)
    print(
        f"first run: {report['imported']} imported, {report['duplicates']} copies, {report['seconds']:.1f} s",
        flush=True,
    )
    finding = min(_find(photos) for _ in range(5))
    runs = [ingest(library, photos) for _ in range(5)]
    work, whole = min(report["seconds"] for report, _, _ in runs), min(seconds for _, seconds, _ in runs)
    print(
        f"unchanged: {runs[0][0]['unchanged']} files: find {finding:.3f} s; second run {work:.3f} s ({work / finding:.1f} x), "
        f"with the program's start {whole:.3f} s ({whole / finding:.1f} x)"
    )


def _find(photos: Path) -> float:
    start = time.perf_counter()
    subprocess.run(["find", str(photos), "-type", "f", "-printf", "%s %T@\\n"], stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Measure what is asked for."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--photos", type=int, default=120)
    asked.add_argument("--megapixels", type=int, default=12)
    asked.add_argument("--large", type=int, default=50)
    asked.add_argument("--files", type=int, default=20_000)
    asked.add_argument("--only", choices=("cold", "large", "again"))
    given = asked.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if given.only in {None, "cold"}:
            cold(folder, given.photos, given.megapixels)
        if given.only in {None, "large"}:
            large(folder, given.large)
        if given.only in {None, "again"}:
            again(folder, given.files)


if __name__ == "__main__":
    main()
