"""A run that is killed anywhere: the next one completes it to the same catalogue."""

import signal
import subprocess
import sys

import pytest

from vonlinks.workflows import Library
from vonlinks.workflows.forms import photo_form

KILLS = 10

# Kills itself with SIGKILL just before the n-th statement that the catalogue sends, so inside transactions too;
# with n = 0 it counts them.
DRIVER = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
from vonlinks.workflows import Library
stop, count = int(sys.argv[3]), 0
@event.listens_for(Engine, "before_cursor_execute")
def before(*_):
    global count
    count += 1
    if count == stop:
        os.kill(os.getpid(), signal.SIGKILL)
with Library.open(Path(sys.argv[1])) as library:
    library.ingest([Path(sys.argv[2])], engine="hog")
print(count)
"""


def ingest(folder, photos, stop):
    return subprocess.run(
        [sys.executable, "-c", DRIVER, str(folder), str(photos), str(stop)], capture_output=True, text=True, check=False
    )


def contents(folder):
    with Library.open(folder) as library:
        return [photo_form(record) for record in library.export()], library.counts(), library.failures()


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory, few_photos):
    folder = tmp_path_factory.mktemp("whole")
    run = ingest(folder, few_photos, 0)
    assert run.returncode == 0, run.stderr
    return contents(folder), int(run.stdout)


@pytest.mark.parametrize("tenth", range(KILLS))
def test_killed_run_is_completed_by_the_next(tmp_path, few_photos, uninterrupted, tenth):
    whole, statements = uninterrupted
    stop = 1 + round(tenth * (statements - 1) / (KILLS - 1))
    killed = ingest(tmp_path, few_photos, stop)
    assert killed.returncode == -signal.SIGKILL
    with Library.open(tmp_path) as library:
        library.ingest([few_photos], engine="hog")
    assert contents(tmp_path) == whole
    assert not list(tmp_path.rglob("derived/**/.part-*"))
