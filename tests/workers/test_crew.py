"""Several workers on one port and one SQLite file: who stays where, and one that goes away."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from resilience.framework import Framework
from resilience.services import rounds
from resilience.store import Store
from tests.browser import steps
from tests.faults.people import Hall
from tests.live import People, Server, free_port, wait_for
from tests.services.held import Held, set_up

PHONES, TIMES = 10, 20


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Server]:
    """A server of two workers, both ready."""
    started = Server(tmp_path, free_port()).start("--workers", "2")
    wait_for(lambda: {seat_of(started) for _ in range(4)} == {"0", "1"}, "both workers")
    yield started
    started.stop()


@pytest.fixture
def voting(crew: Server, framework: Framework) -> Iterator[Held]:
    """A workshop on it whose vote is open."""
    store = Store(f"sqlite:///{crew.database}")
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    yield held
    store.engine.dispose()


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


def test_a_page_of_a_worker_goes_on_at_the_other_and_the_end_leaves_one_file(
    crew: Server, people: People
) -> None:
    page = people.person()
    page.goto(crew.facilitator_link)
    code = steps.set_up(page, crew.facilitator_link)
    page.get_by_role("link", name="On to the live page").click()
    expect(page.get_by_text(code).first).to_be_visible()
    seat = next(c["value"] for c in page.context.cookies() if c["name"] == "seat")
    os.kill(workers(crew)[int(seat)], signal.SIGKILL)
    page.reload()
    page.get_by_role("button", name="Open the vote").click()
    expect(page.get_by_text("The vote is open.")).to_be_visible()
    crew.stop()
    assert [path.name for path in crew.folder.glob("city.db*")] == ["city.db"]
