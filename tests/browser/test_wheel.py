"""The wheel runs by itself: in an environment of its own, from any folder, with every page and the scorecard."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from resilience.settings import ROOT
from resilience.ui.menu import PAGES
from tests.browser import steps
from tests.live import People, Server, free_port


def uv(*words: str | Path, **environment: str) -> None:
    """Run uv of the Makefile in the checkout; what it has fetched before it takes from its cache."""
    command = [ROOT / ".venv" / "bin" / "uv", *words]
    subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)


@dataclass
class Installed(Server):
    """`resilience serve` of a wheel, in an empty folder of somebody who has set nothing."""

    @property
    def program(self) -> list[str]:
        return [str(self.folder / "env" / "bin" / "resilience")]

    @property
    def here(self) -> Path:
        return self.folder / "empty"

    @property
    def kept(self) -> Path:
        """The folder with what the installation keeps."""
        return self.folder / "home" / ".local" / "share" / "urban-resilience-dashboard" / "data"

    @property
    def database(self) -> Path:
        return self.kept / "resilience.db"

    def environment(self) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return inherited | {"HOME": str(self.folder / "home"), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """A server of the wheel on the packages of uv.lock, with the demo city."""
    folder = tmp_path_factory.mktemp("wheel")
    environment = folder / "env"
    uv("build", "--quiet", "--wheel", "--out-dir", folder / "dist")
    uv(
        *("sync", "--quiet", "--frozen", "--no-dev", "--no-install-project"),
        *("--python", sys.executable),
        UV_PROJECT_ENVIRONMENT=str(environment),
    )
    (wheel,) = (folder / "dist").glob("*.whl")
    uv("pip", "install", "--quiet", "--python", environment, wheel)
    for name in ("home", "empty"):
        (folder / name).mkdir()
    started = Installed(folder, free_port())
    yield started.start("--demo")
    started.stop()


def complaints(server: Server) -> list[str]:
    """The warnings and errors in a server's log."""
    log = (server.folder / "server.log").read_text(encoding="utf-8")
    return re.findall(r"^\S+ (?:warning|error) .*", log, flags=re.M)


def test_every_page_of_the_wheel_is_drawn(installed: Installed, people: People) -> None:
    page = people.person()
    page.goto(installed.facilitator_link)
    expect(page.get_by_role("button", name="Remove the demo city")).to_be_visible()
    for _section, _path, address, _icon, _title in PAGES:
        page.goto(f"{installed.url}/{address}")
        main = page.get_by_test_id("stMain")
        expect(main.locator("h1, h2, [role=alert]").first).to_be_visible()
        steps.settled(page)
    assert complaints(installed) == []
    assert list(installed.here.iterdir()) == []


def test_an_answer_on_the_scorecard_of_the_wheel_is_saved(
    installed: Installed, people: People
) -> None:
    facilitator, laptop = people.person(), people.person()
    code = steps.set_up(facilitator, installed.facilitator_link)
    facilitator.goto(f"{installed.url}/live?workshop={code}")
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    steps.join(laptop, installed.url, code, "Housing")
    steps.answer(laptop, "INF1", 2)
    laptop.goto(f"{installed.url}/answers")
    expect(laptop.get_by_text("1 of 20 answered")).to_be_visible()
