"""A real server and a real browser, which may not speak to anything but this machine."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    Playwright,
    Request,
    WebError,
    expect,
    sync_playwright,
)

ROOT = Path(__file__).parent.parent
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
#: what this machine itself answers
LOCAL = re.compile(r"(https?|wss?)://(localhost|127\.0\.0\.1)[:/]|data:|blob:|about:")
#: how a browser says that a Content-Security-Policy shut something out
SHUT_OUT = re.compile("Content.Security.Policy|violates|Refused to", re.IGNORECASE)
#: milliseconds that a page may take on a busy machine before a test calls it missing
PATIENCE = 30_000
#: lines of a server's log that a failed test shows: the longest traceback of a page
LINES = 80
expect.set_options(timeout=PATIENCE)


@dataclass
class Server:
    """`resilience serve` on a database of its own."""

    folder: Path
    port: int
    env: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[str] | None = None
    printed: str = ""

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def database(self) -> Path:
        return self.folder / "city.db"

    @property
    def facilitator_link(self) -> str:
        """The link, which the server prints when it is ready: it may answer a moment before."""
        log = self.folder / "server.log"
        wait_for(lambda: "/open/" in log.read_text("utf-8"), "the facilitator link")
        found: list[str] = re.findall(r"http\S+/open/\S+", log.read_text("utf-8"))
        return found[0]

    @property
    def program(self) -> list[str]:
        return [sys.executable, "-m", "resilience"]

    @property
    def here(self) -> Path:
        """The working directory."""
        return ROOT

    def environment(self) -> dict[str, str]:
        return os.environ | {
            "RESILIENCE_DATABASE_URL": f"sqlite:///{self.database}",
            "RESILIENCE_DATA": str(self.folder),
            "PYTHONUNBUFFERED": "1",
            **self.env,
        }

    def start(self, *options: str) -> Self:
        command = [*self.program, "serve", "--port", str(self.port), *options]
        log = (self.folder / "server.log").open("a", encoding="utf-8")
        self.process = subprocess.Popen(
            command,
            cwd=self.here,
            env=self.environment(),
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
        log.close()
        wait_for(self._healthy, "the server's /healthz")
        self.printed = (self.folder / "server.log").read_text(encoding="utf-8")
        return self

    def last_lines(self) -> str:
        """The end of what the server printed."""
        return "\n".join((self.folder / "server.log").read_text("utf-8").splitlines()[-LINES:])

    def kill(self) -> None:
        """End the server at once, as a power cut does."""
        assert self.process
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=20)

    def _healthy(self) -> bool:
        assert self.process
        assert self.process.poll() is None, (self.folder / "server.log").read_text()
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False


def wait_for(done: Callable[[], bool], what: str, seconds: float = 60) -> None:
    """Wait until something is so; fail in words where it never is."""
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def migrated(folder: Path, model: Path) -> Server:
    """A server on a copy of a migrated database without rows, which it need not make first."""
    made = Server(folder, free_port())
    shutil.copy(model, made.database)
    return made


@pytest.fixture
def server(tmp_path: Path, sqlite_model: Path) -> Iterator[Server]:
    """A server on a database without rows."""
    started = migrated(tmp_path, sqlite_model).start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def module_server(tmp_path_factory: pytest.TempPathFactory, sqlite_model: Path) -> Iterator[Server]:
    """One server for all tests of a module; each has a workshop of its own."""
    started = migrated(tmp_path_factory.mktemp("served"), sqlite_model).start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory, sqlite_model: Path) -> Iterator[Server]:
    """A server with the demo city, for tests that change nothing."""
    started = migrated(tmp_path_factory.mktemp("demo"), sqlite_model).start("--demo")
    yield started
    started.stop()


@pytest.fixture(scope="module")
def playwright_here() -> Iterator[Playwright]:
    """Playwright, whose event loop would be in the way of other tests after the module."""
    with sync_playwright() as started:
        yield started


def launched(playwright: Playwright) -> Browser:
    """Chromium from PATH, else the one that playwright installed.

    Best its part without windows: whole Chromium loads two pages of its own for the window of each page.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    return playwright.chromium.launch(executable_path=path, args=FLAGS)


@pytest.fixture(scope="module")
def browser(playwright_here: Playwright) -> Iterator[Browser]:
    """One browser for a module."""
    started = launched(playwright_here)
    yield started
    started.close()


@dataclass
class People:
    """Opens a browser for one more person; `outside` lists what was asked beyond this machine.

    Requests are watched and not taken in hand, since a browser whose requests are keeps no cache.
    In `complaints` stands what the Content-Security-Policy shut out, and what failed in a script.
    """

    browser: Browser
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def person(self, width: int = 1280, height: int = 900) -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": height})
        context.on("request", self._note)
        context.on("console", self._hear)
        context.on("weberror", self._fault)
        context.set_default_timeout(PATIENCE)
        self.contexts.append(context)
        return context.new_page()

    def shown(self) -> Iterator[tuple[str, str]]:
        """The address and the words of each open page."""
        for page in (page for context in self.contexts for page in context.pages):
            with suppress(Error):  # a page that crashed shows nothing
                yield page.url, page.evaluate("document.body.innerText")

    def _note(self, request: Request) -> None:
        if not LOCAL.match(request.url):
            self.outside.append(request.url)

    def _hear(self, said: ConsoleMessage) -> None:
        if SHUT_OUT.search(said.text):
            self.complaints.append(f"{said.location['url']}: {said.text}")

    def _fault(self, failed: WebError) -> None:
        where = failed.page.url if failed.page else "no page"
        self.complaints.append(f"{where}: {failed.error}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Say of a test that failed in browsers what each of their pages showed, and what servers printed at last."""
    report = yield
    if report.failed and call.when == "call":
        for part in getattr(item, "funcargs", {}).values():
            if isinstance(part, People):
                report.sections.extend(part.shown())
            elif isinstance(part, Server):
                report.sections.append((f"server {part.port}", part.last_lines()))
    return report


@pytest.fixture
def people(browser: Browser) -> Iterator[People]:
    """Browsers for the people of a test; a request to the internet fails it, as does what they complain of."""
    here = People(browser)
    yield here
    for context in here.contexts:
        context.close()
    assert here.outside == [], "nothing may be fetched from the internet"
    assert here.complaints == []
