"""Two servers on one PostgreSQL, one of them killed while it sends and both started again: each mail is sent once."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.counting.rounds import close_vote, reveal
from resilience.services.deciding.actions import add_action
from resilience.services.feeds.mail_addresses import add_mail_address
from resilience.services.feeds.mail_consent import confirm_mail
from resilience.store import now
from resilience.store.tables import MailAddress, Workshop
from tests.faults.database import Database
from tests.live import Server, free_port, wait_for
from tests.post import SENDER, Post
from tests.services.held import HOST, Held, rows

KEY = b"a key of two servers, 32 bytes long and more"


@pytest.fixture
def servers(database: Database, tmp_path: Path, post: Post) -> Iterator[list[Server]]:
    """Two servers that send by one mail server, not started yet."""
    made = []
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        env = {
            "RESILIENCE_DATABASE_URL": database.url,
            "RESILIENCE_SECRET": KEY.decode(),
            "RESILIENCE_PUBLIC_URL": "https://resilience.city.example",
            "RESILIENCE_SMTP_URL": post.url,
            "RESILIENCE_MAIL_FROM": SENDER,
        }
        made.append(Server(tmp_path / name, free_port(), env))
    yield made
    for server in made:
        server.stop()


def far_from_a_new_week(held: Held) -> None:
    """Move the workshop to where the week of mails, from Monday at 6, does not change during the test."""
    zones = ("Europe/Lisbon", "Asia/Tokyo")
    zone = next(name for name in zones if f"{now().astimezone(ZoneInfo(name)):%a %H}" != "Mon 05")
    with held.store.write() as session:
        (row,) = rows(held.store, Workshop, id=held.id)
        row.timezone = zone
        session.merge(row)


def agreed(held: Held, name: str) -> str:
    """Add an address that agreed two weeks ago."""
    address = f"{name}@city.example"
    confirm_mail(held.store, add_mail_address(held.store, KEY, HOST, held.code, address, "en")[1])
    with held.store.write() as session:
        for row in rows(held.store, MailAddress, address=address):
            row.confirmed_at = now() - datetime.timedelta(days=14)
            session.merge(row)
    return address


def test_of_two_servers_one_sends_and_none_sends_again_after_a_restart(
    servers: list[Server], post: Post, voting: Held
) -> None:
    far_from_a_new_week(voting)
    voting.vote("Water", 1, 2, 3)
    voting.move(close_vote, reveal)
    plan = ActionPlan("W1", "Clean.", voting.department("Water"), by_when=now().date())
    add_action(voting.store, HOST, voting.code, plan)
    first, *others = [agreed(voting, f"office{number}") for number in range(4)]
    here, there = servers

    post.holds = True
    here.start()
    wait_for(lambda: len(post.mails) == 1, "the first mail, whose server waits for an answer")
    there.start()
    wait_for(lambda: len(post.mails) == 4, "the others, by the other server")
    here.kill()
    post.holds = False
    there.kill()

    for number, server in enumerate(servers):  # what came before is looked at before what is new
        others.append(agreed(voting, f"new{number}"))
        server.start()
        wait_for(lambda: len(post.mails) == len(others) + 1, "the mail to the new address")
        server.stop()
    assert sorted(name for name, _ in post.mails) == sorted([first, *others])
    assert all("Clean." in mail.get_content() for _, mail in post.mails)
