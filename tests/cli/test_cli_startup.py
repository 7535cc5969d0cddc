"""Whoever only reads a caption waits neither for the database nor for pictures."""

import subprocess
import sys

import pytest

_HEAVY = ("sqlalchemy", "sqlmodel", "alembic", "fastapi", "onnxruntime", "numpy", "PIL", "face_recognition")
_SCRIPT = """
import sys
from vonlinks.program import main
sys.argv = ["vonlinks", "caption", "Eva Muster (l.) und Jan Beispiel."]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*sorted(sys.modules), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def loaded_modules() -> set[str]:
    """The modules that reading one caption loads, in a process of its own."""
    run = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True)
    assert "Eva Muster" in run.stdout
    return set(run.stderr.split())


@pytest.mark.parametrize("module", _HEAVY)
def test_reading_a_caption_does_not_load(module: str, loaded_modules: set[str]) -> None:
    assert module not in loaded_modules
