"""What all tests share: where the labelled data lies, the sample library, and no silent skips in CI."""

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is no fault: no example is timed.
settings.register_profile("vonlinks", deadline=None)
settings.load_profile("vonlinks")

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


@pytest.fixture(scope="session")
def imported_samples(tmp_path_factory, sample_photos):
    """The folder of a library into which the sample photos were imported, and the report; to look at, not to change."""
    from vonlinks.workflows import Library  # noqa: PLC0415 - tests of the pure parts do not need it

    folder = tmp_path_factory.mktemp("samples") / "library"
    with Library.open(folder) as library:
        report = library.ingest([sample_photos])
    return folder, report


@pytest.fixture
def sample_library(tmp_path, imported_samples):
    """A library of the sample photos of the test's own."""
    from vonlinks.workflows import Library  # noqa: PLC0415 - tests of the pure parts do not need it

    shutil.copytree(imported_samples[0], tmp_path / "samples")
    with Library.open(tmp_path / "samples") as library:
        yield library


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """In CI all that tests need is there, so a skipped test is a broken machine, not a passed test."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") == "true" and skipped and exitstatus == 0:
        reporter.write_line(f"{len(skipped)} tests were skipped, which must not happen in CI", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
