"""What the city's last workshop agreed on, beside the questions of the next."""

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from resilience.framework import Framework, load_source
from resilience.services.access.access import Grant, Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import Outcome, agree
from resilience.services.results.last_agreed import LastAgreed, agreed_before, agreed_last
from resilience.services.voting.responses import own_ballot
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Workshop
from tests.conftest import STRUCTURE, WORDS
from tests.services.held import CITY, HOST, Held, finish, plan, reopen, set_up

Sets = Callable[..., Held]
EARLIER = datetime.date(2025, 10, 14)
AGREED: dict[str, Outcome] = {"W1": 3.0, "W2": "na", "P1": "both", "P2": 4.5}


def test_the_last_closed_workshop_of_the_city_counts(workshop: Sets) -> None:
    workshop(date=datetime.date(2024, 5, 1)).settle(W1=0.0)
    workshop(date=EARLIER).settle(**AGREED)
    now = workshop()
    assert agreed_last(now.store, now.id) == LastAgreed(EARLIER, AGREED)


@pytest.mark.parametrize(
    "changes",
    [{"city": replace(CITY, name="Sintra")}, {"date": datetime.date(2027, 1, 1)}, {"k": 0}],
    ids=["another city", "a later day", "an open workshop"],
)
def test_no_other_workshop_counts(workshop: Sets, changes: dict[str, object]) -> None:
    workshop(**({"date": EARLIER} | changes)).settle(**AGREED)
    now = workshop()
    assert agreed_last(now.store, now.id) == LastAgreed()


def test_one_that_is_open_still_or_again_does_not_count(workshop: Sets) -> None:
    before = workshop(date=EARLIER)
    before.bring_to(Phase.REVEALED)
    agree(before.store, HOST, before.code, "W1", 2.0)
    now = workshop()
    assert agreed_last(now.store, now.id) == LastAgreed()
    before.move(finish)
    assert agreed_last(now.store, now.id).levels == {"W1": 2.0}
    before.move(reopen)
    assert agreed_last(now.store, now.id) == LastAgreed()


def test_only_the_same_scale_of_the_same_framework_counts(
    workshop: Sets,
) -> None:
    before = workshop(date=EARLIER)
    before.settle(**AGREED)
    later = STRUCTURE.replace('version: "1"', 'version: "2"')
    hours = later.replace("worst: 10", "worst: 20")
    changed = load_source({"framework.yaml": hours, "text.en.yaml": WORDS})
    now = set_up(before.store, changed)
    assert agreed_last(now.store, now.id).levels == {"W1": 3.0, "W2": "na", "P1": "both"}
    other = STRUCTURE.replace("id: two-themes", "id: other")
    foreign = set_up(before.store, load_source({"framework.yaml": other, "text.en.yaml": WORDS}))
    assert agreed_last(foreign.store, foreign.id) == LastAgreed()


def test_nothing_is_filled_in(workshop: Sets) -> None:
    workshop(date=EARLIER).settle(**AGREED)
    now = workshop()
    now.move(rounds.open_vote)
    ballot = own_ballot(now.store, now.join())
    assert (ballot.answers, ballot.before) == ({}, {})


def test_who_facilitates_another_city_reads_nothing_of_this_one(
    workshop: Sets, framework: Framework
) -> None:
    workshop(date=EARLIER).settle(**AGREED)
    now, other = workshop(), workshop(city=replace(CITY, name="Sintra"))
    with now.store.read() as session:
        own, strange = (session.get_one(Workshop, one.id).city_id for one in (now, other))
    asked = plan(framework)
    for city, found in ((own, LastAgreed(EARLIER, AGREED)), (strange, LastAgreed())):
        visitor = Visitor((Grant("facilitator", None, city_id=city),))
        assert agreed_before(now.store, visitor, asked) == found
