"""A browser for tests of pages; where there is none they are skipped, but never in CI."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from data.formats.plan_html import plan_html
from data.formats.plan_json.document import PlanDocument

OPTIONS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Opened:
    """A page in the browser, what it complained of, and every address it asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note everything from now on."""
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        self.page.on("request", self._note)

    def _note(self, request: Request) -> None:
        if not request.url.startswith("data:"):
            self.asked.append(request.url)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium, started once a module: while it is there, nobody else can run an event loop here."""
    chromium = (
        os.environ.get("ROUNDSMAN_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
    if chromium is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium was found: in CI the page must be tested in a browser")
        pytest.skip("no Chromium was found: the page is not tested in a browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium, args=list(OPTIONS))
        yield started
        started.close()


Open = Callable[..., Opened]


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Opened]]:
    """Return how to open an address in a fresh window.

    answer
        answers every request in place of a server; further keywords are those of a browser context.
    """
    contexts = []

    def go(address: str, *, answer: Callable[[Route], None] | None = None, **options: object) -> Opened:
        context = browser.new_context(**({"viewport": {"width": 1440, "height": 900}} | options))  # type: ignore[arg-type]
        contexts.append(context)
        opened = Opened(context.new_page())
        opened.listen()
        if answer is not None:
            context.route("**/*", answer)
        opened.page.goto(address)
        return opened

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def open_plan(open_page: Open, tmp_path: Path) -> Open:
    """Return how to open a plan from its self-contained file, as from a disk."""

    def go(document: PlanDocument, *, streets: str = "", query: str = "", **options: object) -> Opened:
        path = tmp_path / "map.html"
        path.write_text(plan_html(document, streets=streets), encoding="utf-8")
        opened = open_page(f"{path.as_uri()}{query}", **options)
        opened.page.wait_for_selector("main")
        return opened

    return go
