"""A power cut: the server ends at once after an acknowledged click, and nothing is lost."""

import sqlite3

from playwright.sync_api import expect

from tests.browser import steps
from tests.live import People, Server


def test_kill_9_after_a_saved_click_loses_nothing(server: Server, people: People) -> None:
    facilitator = people.person()
    code = steps.set_up(facilitator, server.facilitator_link)
    facilitator.get_by_role("link", name="Go to the live page").click()
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()
    person = people.person()
    return_link = steps.join(person, server.url, code, "Water")
    for indicator, said in (("INF10", 2), ("INF11", "Don't know"), ("INF5", 0)):
        steps.answer(person, indicator, said)
    steps.answer(person, "INF10", 3)
    server.kill()

    with sqlite3.connect(server.database) as database:
        rows = database.execute("SELECT indicator, state, level FROM response ORDER BY indicator")
        assert rows.fetchall() == [
            ("INF10", "level", 3),
            ("INF11", "dk", None),
            ("INF5", "level", 0),
        ]
    database.close()
    server.start()
    person.goto(return_link)
    expect(person.get_by_text("3 of 20 answered").first).to_be_visible()
    assert steps.chosen(person, "INF10") == "3"


def test_a_server_that_is_stopped_leaves_its_database_in_one_file(
    server: Server, people: People
) -> None:
    page = people.person()
    page.goto(server.facilitator_link)
    expect(page.get_by_text("Load the demo city")).to_be_visible()
    server.stop()
    assert [path.name for path in server.folder.glob("city.db*")] == ["city.db"]
