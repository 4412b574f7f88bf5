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
from resilience.ui.shared.menu import PAGES
from tests.browser import steps
from tests.live import People, Server, free_port


def commands() -> list[str]:
    """The commands of docs/deploy.md that build a wheel and install it."""
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    return re.findall(r"^uv .+$", page, flags=re.M)


def run(command: str, folder: Path) -> None:
    """Run a command of the page in the checkout; it writes to `folder`."""
    moved = re.sub(r"(?<= )(dist|/opt/resilience)\b", rf"{folder}/\1", command)
    uv = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    surroundings = os.environ | {"PATH": uv, "UV_PYTHON": sys.executable}
    subprocess.run(moved, shell=True, cwd=ROOT, env=surroundings, check=True)


@dataclass
class Installed(Server):
    """`resilience serve` of a wheel, in an empty folder of somebody who has set nothing."""

    @property
    def program(self) -> list[str]:
        return [str(self.folder / "opt/resilience/.venv/bin/resilience")]

    @property
    def here(self) -> Path:
        return self.folder / "empty"

    @property
    def database(self) -> Path:
        return self.folder / "home/.local/share/urban-resilience-dashboard/data/resilience.db"

    def environment(self) -> dict[str, str]:
        inherited = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        return inherited | {"HOME": str(self.folder / "home"), "PYTHONUNBUFFERED": "1"}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    """A server of the wheel with the demo city."""
    folder = tmp_path_factory.mktemp("wheel")
    assert len(commands()) == 4
    for command in commands():
        run(command, folder)
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
    assert installed.database.is_file()
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
    steps.answer(laptop, "INF10", 2)
    laptop.goto(f"{installed.url}/answers")
    expect(laptop.get_by_text("1 of 20 answered")).to_be_visible()
