"""Several workers on one port and one PostgreSQL: who stays where, and one that goes away."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.faults.database import Database, runs
from tests.faults.people import Hall
from tests.live import ROOT, People, Server, free_port, wait_for
from tests.services.held import Held

PHONES, TIMES = 10, 20


@pytest.fixture(scope="module")
def crew(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of two workers, both ready."""
    env = {"RESILIENCE_DATABASE_URL": database.url}
    started = Server(tmp_path_factory.mktemp("crew"), free_port(), env).start("--workers", "2")
    wait_for(lambda: {seat_of(started) for _ in range(4)} == {"0", "1"}, "both workers")
    yield started
    started.stop()


def new_facilitator_link(server: Server) -> str:
    """A link of this test: the server prints one only at the first start on a database."""
    env = os.environ | {"RESILIENCE_DATA": str(server.folder), **server.env}
    made = subprocess.run(
        [sys.executable, "-m", "resilience", "link", "new"],
        env=env | {"RESILIENCE_PUBLIC_URL": server.url},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return made.stdout.strip()


def seat_of(server: Server) -> str:
    """The worker that somebody new comes to."""
    cookies = Hall.somebody(server.port).cookies
    return cookies["seat"]


def workers(server: Server) -> list[int]:
    """The processes of the workers."""
    assert server.process
    first = server.process.pid
    begun = Path(f"/proc/{first}/task/{first}/children").read_text().split()
    commands = {int(one): Path(f"/proc/{one}/cmdline").read_text() for one in begun}
    return [one for one, command in commands.items() if "spawn_main" in command]


def test_everybody_stays_with_a_worker_and_one_may_go_away(crew: Server, voting: Held) -> None:
    hall = Hall.joined(voting, crew.port, PHONES)
    for one in hall.answer(2):
        one.result()
    assert {phone.cookies["seat"] for phone in hall.phones} == {"0", "1"}
    gone = workers(crew)[0]
    hall.go_through(lambda: os.kill(gone, signal.SIGKILL), TIMES)
    wait_for(lambda: len(workers(crew)) == 2 and gone not in workers(crew), "another worker")


def test_a_page_goes_on_after_its_worker_went_away(crew: Server, people: People) -> None:
    page = people.person()
    steps.set_up(page, new_facilitator_link(crew))
    page.get_by_role("link", name="On to the live page").click()
    expect(page.get_by_role("button", name="Open the vote")).to_be_visible()  # its address is there
    for worker in workers(crew):
        os.kill(worker, signal.SIGKILL)
        wait_for(lambda gone=worker: not runs(gone), "its end")  # type: ignore[misc]
    wait_for(lambda: len(workers(crew)) == 2, "others in their place")
    wait_for(crew._healthy, "their /healthz")
    page.reload()
    page.get_by_role("button", name="Open the vote").click()
    expect(page.get_by_text("The vote is open.")).to_be_visible()


def test_workers_end_with_the_server(crew: Server) -> None:
    wait_for(lambda: len(workers(crew)) == 2, "both workers")
    began = workers(crew)
    crew.kill()
    wait_for(lambda: not any(map(runs, began)), "the end of the workers")


def test_several_workers_on_sqlite_are_refused(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "resilience", "serve", "--workers", "2"],
        env={
            **os.environ,
            "RESILIENCE_DATA": str(tmp_path),
            "RESILIENCE_DATABASE_URL": f"sqlite:///{tmp_path / 'city.db'}",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "need PostgreSQL" in done.stderr
    assert not (tmp_path / "city.db").exists()
