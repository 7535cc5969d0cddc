"""What all tests share: where the labelled data lies, the sample library, and no silent skips in CI."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of labelled data beside the project; not part of it."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not here: the labelled photos and captions are not part of the project")
    return SHARED


@pytest.fixture(scope="session")
def sample_photos() -> Path:
    """The photos of the sample library."""
    return ROOT / "library" / "photos"


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """In CI all that tests need is there, so a skipped test is a broken machine, not a passed test."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped and exitstatus == 0:
        reporter.write_line(f"{len(skipped)} tests were skipped, which must not happen in CI", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
