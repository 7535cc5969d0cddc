"""Make the README's pictures: the page over the sample library, in a real Chromium.

    uv run scripts/make_screenshots.py

Writes docs/images/{library,photo,review,unnamed}.jpg. Needs Chromium on the PATH.
"""

import shutil
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import uvicorn
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from vonlinks import Library
from vonlinks.web import create_app

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PORT = 8765
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]
SIZE = ViewportSize(width=1280, height=800)


def serve(library: Library) -> uvicorn.Server:
    """Serve the page from a thread; returns when it answers."""
    server = uvicorn.Server(uvicorn.Config(create_app(library), port=PORT, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return server


def shoot(browser: Browser, path: str, name: str) -> None:
    """One screenshot of one address."""
    page = browser.new_page(viewport=SIZE, device_scale_factor=1)
    page.goto(f"http://127.0.0.1:{PORT}{path}", wait_until="networkidle")
    page.screenshot(path=IMAGES / f"{name}.jpg", type="jpeg", quality=88)
    page.close()


def main() -> None:
    """Import the sample library into a folder of its own and take the pictures."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        sys.exit("Chromium is not on the PATH.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, Library.open(folder) as library, sync_playwright() as playwright:
        library.ingest([ROOT / "library" / "photos"])
        named = {record.path.name[:2]: record.id for record in library.export()}
        server = serve(library)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        shoot(browser, "/", "library")
        shoot(browser, f"/photos/{named['06']}", "photo")
        shoot(browser, f"/review/{named['03']}", "review")
        shoot(browser, "/unnamed", "unnamed")
        browser.close()
        server.should_exit = True


if __name__ == "__main__":
    main()
