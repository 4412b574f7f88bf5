"""A flood of sign-ins is refused early, and keeps nobody else waiting."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from resilience.services.access.tokens import ACCOUNT
from resilience.services.accounts.passwords import AT_ONCE
from resilience.store import Store
from resilience.web.sign_in.routes import HASHES_AT_ONCE, MOST_WAITING
from tests.services.held import Held
from tests.services.staff import PASSWORD, with_password
from tests.web.client import Answer, Browser
from tests.web.joining.test_join import error_in

PLACES = HASHES_AT_ONCE + MOST_WAITING
#: more than the threads that all plain routes share
FLOOD = 60
#: seconds after which a test ends that would never end
NEVER = 30


@contextmanager
def hashing_held_up() -> Iterator[None]:
    """No password is looked at in here, as while the processors are busy."""
    for _ in range(HASHES_AT_ONCE):
        AT_ONCE.acquire()
    try:
        yield
    finally:
        for _ in range(HASHES_AT_ONCE):
            AT_ONCE.release()


def sent(phone: Browser, n: int) -> "asyncio.Task[Answer]":
    """Somebody sends a name and a password, and waits."""
    form = f"name=nobody{n}&password=wrong".encode()
    return asyncio.create_task(phone.asked("POST", "/sign-in", form))


async def flooded(phone: Browser, held: Held) -> tuple[list[Answer], list[Answer]]:
    """What others are answered while nobody's password is looked at; and what the flood is, later."""
    with hashing_held_up():
        flood = [sent(phone, n) for n in range(FLOOD)]
        async with asyncio.timeout(NEVER):
            while sum(task.done() for task in flood) < FLOOD - PLACES:
                await asyncio.sleep(0)
            others = [
                await phone.asked("GET", path)
                for path in ("/healthz", "/m", f"/join?code={held.code}", "/sign-in")
            ]
        assert sum(not task.done() for task in flood) == PLACES
    return others, await asyncio.gather(*flood)


def test_others_are_answered_while_all_places_to_sign_in_are_taken(
    phone: Browser, voting: Held
) -> None:
    others, flood = asyncio.run(flooded(phone, voting))
    assert [answer.status for answer in others] == [200, 303, 200, 200]  # /m asks to join first
    refused = [answer for answer in flood if answer.status == 429]
    assert len(refused) == FLOOD - PLACES
    assert {answer.headers["retry-after"] for answer in refused} == {"5"}
    assert "Try again in a few seconds" in error_in(refused[0])
    assert {answer.status for answer in flood if answer not in refused} == {403}


def test_who_found_the_queue_full_is_let_in_when_it_is_not(phone: Browser, store: Store) -> None:
    """What was refused for being too much counts for no limit of the name."""
    with_password(store, "ana")
    form: dict[str, object] = {"name": "ana", "password": PASSWORD}

    async def crowd() -> list[Answer]:
        with hashing_held_up():
            crowd = [sent(phone, n) for n in range(PLACES)]
            await asyncio.sleep(0)
            async with asyncio.timeout(NEVER):
                for _ in range(20):
                    answer = await phone.asked("POST", "/sign-in", b"name=ana&password=x")
                    assert answer.status == 429
        return await asyncio.gather(*crowd)

    asyncio.run(crowd())
    assert ACCOUNT in phone.post("/sign-in", form).cookies
