"""A writer that dies in the middle: what was stored is whole, and the rest can follow."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from vonlinks.catalogue import Catalogue

WRITER = """
import sys
from pathlib import Path
from vonlinks.catalogue import Catalogue
from vonlinks.domain import *

def photo(number):
    faces = tuple(Face(Box(n / 10, 0.1, 0.08, 0.1), 1, n, 0.9, "made", Embedding("m", (1.0,))) for n in (1, 2, 3))
    reading = CaptionReading("Anna Nord", "de", (Mention("Anna Nord", (0, 9)),))
    original = Original(Path(f"/press/{number}.jpg"), 1, 1)
    metadata = PhotoMetadata(caption=f"Bild {number}")
    analysis = Analysis(original, f"{number:064x}"[::-1], 100, 100, metadata, reading, faces)
    return analysis, Naming((Suggestion(0, "Anna Nord", 0.9, True),))

with Catalogue.open(Path(sys.argv[1])) as catalogue:
    for number in range(1000):
        catalogue.store(*photo(number))
        print(number, flush=True)
"""

WHOLE = {
    "photo": 1,
    "content": 1,
    "original": 1,
    "face": 3,
    "embedding": 3,
    "suggestion": 1,
    "appearance": 2,
    "photo_words": 1,
}


@pytest.mark.parametrize("after", [0, 3])
def test_a_killed_writer_leaves_whole_photos_and_its_work_continues(path: Path, after: int) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout
    for _ in range(after + 1):
        writer.stdout.readline()
    writer.kill()
    writer.wait()
    writer.stdout.close()

    with Catalogue.open(path) as catalogue:
        stored = catalogue.find("Bild", limit=None).photos
        assert after < len(stored) < 1000
        assert len(catalogue.originals()) == len(stored)
        assert all(len(photo.faces) == 3 for photo in catalogue.photos(stored))
    with sqlite3.connect(path) as database:
        for table, each in WHOLE.items():
            (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - our own tables
            assert number == each * len(stored), table
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
