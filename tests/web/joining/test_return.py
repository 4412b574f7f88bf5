"""No link puts one person in another's place by being opened: a page asks first."""

from typing import Any

import pytest

from resilience.services.access.tokens import MOST_LINKS, PERSON, STAFF, split_tokens
from resilience.store.tables import Participant
from tests.services.held import Held, rows
from tests.web import phone_steps as page
from tests.web.client import Browser
from tests.web.conftest import Opens
from tests.web.guard.test_safety import OTHER_SITE
from tests.web.joining.test_join import Sets, form, here
from tests.web.joining.test_links import token

SITES = ("none", "same-origin", "same-site", "cross-site")


@pytest.fixture
def theirs(browser: Opens, held: Held) -> str:
    """The return link of somebody from Power."""
    return f"/return/{page.joined(browser(), held, 'Power').cookies[PERSON]}"


def test_where_somebody_else_is_answering_a_return_link_asks(
    phone: Browser, held: Held, theirs: str
) -> None:
    page.joined(phone, held, "Roads")
    mine = dict(phone.cookies)
    asked = phone.get(theirs)
    assert (asked.status, asked.cookies, phone.cookies) == (200, {}, mine)
    assert "Answer for Power?" in asked.body
    assert "Another participant, from Roads" in asked.body
    assert "You continue as the participant who joined earlier for Power" in asked.body
    assert f'<form action="{theirs}" method="post">' in asked.body
    assert here(held, phone).department == "Roads"
    answer = phone.post(theirs)
    assert (answer.status, answer.location) == (303, "/score")
    assert here(held, phone).department == "Power"
    assert phone.get(f"/return/{mine[PERSON]}").status == 200  # and asks on the way back too


@pytest.mark.parametrize("site", SITES)
def test_a_phone_that_nobody_joined_with_becomes_nobodys_by_a_scan(
    phone: Browser, held: Held, theirs: str, site: str
) -> None:
    asked = phone.get(theirs, sec_fetch_site=site)
    assert (asked.status, asked.cookies, phone.cookies) == (200, {}, {})
    assert "Answer for Power?" in asked.body
    assert "You continue as the participant who joined earlier for Power" in asked.body
    assert "If you have not joined yet, scan the code on the projector" in asked.body
    assert '<a class="button second" href="/join">' in asked.body
    assert phone.get("/m").location == "/join"
    assert phone.post(theirs, sec_fetch_site="same-origin").status == 303
    assert here(held, phone).department == "Power"


def test_the_own_return_link_asks_nothing(phone: Browser, held: Held) -> None:
    page.joined(phone, held)
    mine = f"/return/{phone.cookies[PERSON]}"
    for site in SITES:
        assert phone.get(mine, sec_fetch_site=site).location == "/score"


def test_a_participant_of_another_workshop_is_somebody_else(
    phone: Browser, theirs: str, workshop: Sets
) -> None:
    other = workshop()
    page.joined(phone, other, "Water")
    asked = phone.get(theirs)
    assert f"from Water in workshop {other.code}" in asked.body
    assert "answer" in asked.body
    assert here(other, phone).department == "Water"


def test_a_participant_who_is_gone_is_nobody_else(phone: Browser, held: Held, theirs: str) -> None:
    phone.cookies[PERSON] = "stale"
    asked = phone.get(theirs)
    assert (asked.status, asked.cookies) == (200, {})
    assert "is answering on this device" not in asked.body
    assert phone.post(theirs).location == "/score"
    assert here(held, phone).department == "Power"


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"sec_fetch_site": "cross-site"}],
)
def test_another_site_does_not_answer_for_the_person(
    phone: Browser, held: Held, theirs: str, headers: dict[str, Any]
) -> None:
    page.joined(phone, held, "Roads")
    answer = phone.post(theirs, **headers)
    assert (answer.status, OTHER_SITE in answer.body, answer.cookies) == (403, True, {})
    assert here(held, phone).department == "Roads"
    assert len(rows(held.store, Participant)) == 2


def test_an_unknown_return_link_is_refused_before_anything_is_asked(
    phone: Browser, held: Held
) -> None:
    page.joined(phone, held)
    mine = dict(phone.cookies)
    for answer in (phone.get("/return/no"), phone.post("/return/no")):
        assert (answer.status, "not known here" in answer.body) == (404, True)
    assert phone.cookies == mine


def test_a_link_of_a_role_adds_and_asks_only_where_it_would_push_one_out(
    phone: Browser, held: Held, workshop: Sets
) -> None:
    phone.post("/join", form(held))
    opened = [token(workshop(), "official") for _ in range(MOST_LINKS)]
    for link in opened:
        assert phone.get(f"/open/{link}", sec_fetch_site="cross-site").status == 303
    more = f"/open/{token(held, 'facilitator')}"
    asked = phone.get(more)
    assert (asked.status, asked.cookies) == (200, {})
    assert f"This browser holds {MOST_LINKS} links" in asked.body
    assert split_tokens(phone.cookies[STAFF]) == tuple(reversed(opened))
    assert phone.get(f"/open/{opened[0]}").status == 303  # one that is held is no further one
    assert phone.post(more, origin="https://evil.example").status == 403
    assert phone.post(more).location == f"/live?workshop={held.code}"
    assert split_tokens(phone.cookies[STAFF]) == (
        token(held, "facilitator"),
        opened[0],
        *reversed(opened[2:]),
    )
    assert here(held, phone).department == "Water"
