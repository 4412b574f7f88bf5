"""Tokens for programs: who makes them, what they read, when they stop, and what the history keeps."""

import datetime
from dataclasses import replace

import pytest

from resilience.errors import InputError, NotAllowed, NotFound
from resilience.framework import Framework
from resilience.services.access.access import Visitor
from resilience.services.access.api_tokens import (
    make_token,
    owns_several,
    reader_with,
    revoke_token,
    tokens_of,
)
from resilience.services.access.history import ActFilter, history
from resilience.services.accounts.accounts import end_account
from resilience.services.accounts.grants import end_role
from resilience.services.accounts.host_links import replace_host_link
from resilience.services.counting.rehearsal import rehearse
from resilience.services.workshop.workshops import workshops_of
from resilience.store import Store
from resilience.store.tables import ApiToken
from resilience.text import Text
from resilience.wording.history import change_words, sentence
from tests.services.held import CITY, HOST, KEY, Held, host_link, rows, set_up
from tests.services.staff import ADMIN, account, signed_in


def read_by(store: Store, token: str) -> set[str]:
    """The codes of the workshops that a token reads."""
    return {workshop.code for workshop in workshops_of(store, reader_with(store, token))}


@pytest.fixture
def elsewhere(store: Store, framework: Framework) -> Held:
    """A workshop of another city."""
    return set_up(store, framework, city=replace(CITY, name="Lisboa"))


def test_a_facilitators_token_reads_the_workshop_as_an_official(
    held: Held, elsewhere: Held
) -> None:
    token = make_token(held.store, KEY, held.staff("facilitator"), held.code)
    reader = reader_with(held.store, token)
    assert [grant.role for grant in reader.grants] == ["official"]
    assert read_by(held.store, token) == {held.code}
    (row,) = rows(held.store, ApiToken)
    assert token not in repr(row.model_dump()), "only the hash is kept"
    assert len(token) == 32
    with pytest.raises(NotAllowed):
        make_token(held.store, KEY, reader, held.code)
    with pytest.raises(NotAllowed):
        make_token(held.store, KEY, held.staff("facilitator"), held.code, every=True)
    assert not owns_several(held.staff("facilitator"))


def test_the_hosts_token_reads_all_until_the_facilitator_link_ends(
    held: Held, elsewhere: Held
) -> None:
    host_link(held.store)
    token = make_token(held.store, KEY, HOST, held.code, every=True)
    rehearse(held.store, HOST, held.code)
    assert read_by(held.store, token) == {held.code, elsewhere.code}, "and no rehearsal"
    replace_host_link(held.store, KEY, ADMIN)
    assert read_by(held.store, token) == set()
    with pytest.raises(NotFound):
        reader_with(held.store, token + "a")


@pytest.mark.parametrize(
    ("role", "both"),
    [("facilitator in Cascais, Portugal", False), ("facilitator in CODE", False), ("admin", True)],
)
def test_an_accounts_token_reads_what_the_account_may_facilitate_now(
    held: Held, elsewhere: Held, role: str, both: bool
) -> None:
    who = signed_in(held.store, "ana", role.replace("CODE", held.code))
    token = make_token(held.store, KEY, who, held.code, every=True)
    assert read_by(held.store, token) == {held.code, *([elsewhere.code] if both else [])}
    if role != "admin":
        end_role(held.store, ADMIN, account(held.store, "ana").roles[0].id)
        assert read_by(held.store, token) == set()


def test_a_token_stops_with_its_account(held: Held) -> None:
    who = signed_in(held.store, "ana", f"facilitator in {held.code}")
    token = make_token(held.store, KEY, who, held.code, every=True)
    end_account(held.store, ADMIN, account(held.store, "ana").id)
    assert read_by(held.store, token) == set()


def test_facilitators_see_the_tokens_of_the_workshop_and_their_own(held: Held) -> None:
    host_link(held.store)
    ana = signed_in(held.store, "ana", f"facilitator in {held.code}")
    mine = make_token(held.store, KEY, ana, held.code, every=True)
    make_token(held.store, KEY, HOST, held.code, every=True)
    of_workshop = make_token(held.store, KEY, held.staff("facilitator"), held.code)

    def seen(who: Visitor) -> list[tuple[str | None, bool]]:
        return [(one.token, one.every) for one in tokens_of(held.store, KEY, who, held.code)]

    assert seen(held.staff("facilitator")) == [(of_workshop, False)]
    assert seen(ana) == [(mine, True), (of_workshop, False)]
    assert [every for _, every in seen(HOST)] == [False, True]
    not_hers = tokens_of(held.store, KEY, HOST, held.code)[1].id
    with pytest.raises(NotFound):
        revoke_token(held.store, ana, held.code, not_hers)


@pytest.mark.parametrize("days", [-1, 400])
def test_a_last_day_is_within_a_year(held: Held, noon: datetime.date, days: int) -> None:
    with pytest.raises(InputError):
        make_token(held.store, KEY, HOST, held.code, until=noon + datetime.timedelta(days=days))
    assert rows(held.store, ApiToken) == []


def test_the_last_day_is_shown_after_it_too(held: Held, noon: datetime.date) -> None:
    make_token(held.store, KEY, HOST, held.code, until=noon)
    (view,) = tokens_of(held.store, KEY, HOST, held.code)
    assert (view.last_day, view.ended, view.made_by) == (noon, False, "host")
    (other,) = tokens_of(held.store, b"another key of 32 bytes or even more", HOST, held.code)
    assert other.token is None


def test_making_and_revoking_are_in_the_history(held: Held, noon: datetime.date) -> None:
    host_link(held.store)
    for how in ({"until": noon}, {"every": True}):
        make_token(held.store, KEY, HOST, held.code, **how)
    for view in tokens_of(held.store, KEY, HOST, held.code):
        revoke_token(held.store, HOST, held.code, view.id)
    deeds = history(held.store, HOST, ActFilter(kind="roles")).deeds
    said = [(sentence(one, Text()), change_words(one, Text())) for one in deeds]
    assert [words for words, _ in said] == [
        "A token for programs was revoked: Program · 2.",
        "A token for programs was revoked: Program · 1.",
        "A token for programs was created: Program · 2.",
        "A token for programs was created: Program · 1.",
    ]
    assert said[2][1] == ["Workshops: All workshops of its owner"]
    assert said[3][1][0] == f"Workshops: {held.code}"
    assert said[3][1][1].startswith("Until: ")
