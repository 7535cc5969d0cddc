"""A real Chromium on the real page of a real library, made from the sample photos."""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, sync_playwright

from vonlinks.web import create_app
from vonlinks.workflows import Library

PHOTOS = Path(__file__).resolve().parents[2] / "library" / "photos"
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass
class Desk:
    """An editor's desk: the library and the address of its page."""

    library: Library
    address: str


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        reason = f"no browser: none of {', '.join(NAMES)} is installed"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Desk]:
    with Library.open(tmp_path_factory.mktemp("library")) as library:
        library.ingest([PHOTOS])
        server = uvicorn.Server(uvicorn.Config(create_app(library), host="127.0.0.1", port=0, log_level="error"))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the page does not start"
            time.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield Desk(library, f"http://127.0.0.1:{port}")
        server.should_exit = True
        thread.join()


def _is_fault(line: ConsoleMessage) -> bool:
    # Chromium logs refused requests, too; those of reading are counted by their responses.
    return line.type == "error" and not line.text.startswith("Failed to load resource")


def _is_reading(told: Response) -> bool:
    return told.request.method == "GET"


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    """A fresh window; what it complains about, or asks of anybody else, fails the test."""
    context = browser.new_context(base_url=desk.address, viewport={"width": 1280, "height": 800}, locale="de-DE")
    window = context.new_page()
    complaints: list[str] = []
    window.on("pageerror", lambda error: complaints.append(str(error)))
    window.on("console", lambda line: complaints.append(line.text) if _is_fault(line) else None)
    window.on("request", lambda asked: None if asked.url.startswith(desk.address) else complaints.append(asked.url))
    window.on(
        "response", lambda told: complaints.append(told.url) if told.status >= 400 and _is_reading(told) else None
    )
    yield window
    context.close()
    assert complaints == []


@pytest.fixture(autouse=True)
def _as_it_was(desk: Desk) -> Iterator[None]:
    """Every test leaves the library as it found it."""
    yield
    while desk.library.undo():
        pass
