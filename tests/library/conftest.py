"""The sample library as its own description tells it."""

import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINES = (ROOT / "library" / "expected.jsonl").read_text(encoding="utf-8").splitlines()


def pytest_generate_tests(metafunc):
    """Run a test that asks for `expected` once for each picture of the sample library, copies left out."""
    if "expected" in metafunc.fixturenames:
        pictures = [one for one in map(json.loads, LINES) if one["duplicate_of"] is None]
        metafunc.parametrize("expected", pictures, ids=[picture["file"] for picture in pictures])


@pytest.fixture(scope="session")
def all_expected() -> list[dict]:
    """What library/expected.jsonl says of each file."""
    return [json.loads(line) for line in LINES]
