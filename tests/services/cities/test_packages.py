"""Publishing: who may, when, and that only what everybody may see leaves the city."""

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from resilience.errors import InputError, NotAllowed, WrongTime
from resilience.exchange.package import PublishingKey, SignedPackage, read_package
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.cities.packages import city_result_of, package_filename, packed, publish
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.comparison_input import side_of
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from tests.app.rooms import adopt_weights, reveal_all, vote_all
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, finish, reveal
from tests.services.remembered import demo_in

KEY = PublishingKey("City of Cascais", bytes(32))


def published(held: Held, who: Visitor = HOST) -> SignedPackage:
    """The data package of a workshop, read as another city reads it."""
    return read_package(publish(held.store, who, held.code, KEY, "CC-BY-4.0"))


def test_the_importers_score_is_the_publishers(held: Held) -> None:
    reveal_all(held)
    agree(held.store, HOST, held.code, "P1", 3, "Seen at the substation.")
    held.move(finish)
    here, there = held.result(), published(held).result
    assert there.scores == here.result.city
    assert there.scores["overall"].value == 78.125  # water 81.25; power (75 + 75)/2
    assert there.side.scores == side_of(here).scores
    assert {c: a.level for c, a in there.agreed.items()} == {"P1": 3}
    assert (there.about.room.people, there.about.room.departments) == (6, 2)
    assert there.about.signed_off == here.workshop.signed[-1].at.date()


def test_weights_that_were_adopted_are_those_of_the_file(held: Held) -> None:
    vote_all(held)
    adopt_weights(held)
    held.move(rounds.close_vote, rounds.reveal, finish)
    there = published(held).result
    assert [theme.weight for theme in there.framework.themes] == [75, 25]
    assert there.scores == held.result().result.city
    assert there.about.weighed == 3


def test_a_quick_tier_and_a_second_vote_are_published_as_they_count(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(tier="quick")
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=0)
    held.move(rounds.close_vote, reveal, finish)
    there = published(held).result
    assert there.scores == held.result().result.city
    assert set(there.scores) == {"overall", "WAT", "PWR", "W1", "P1"}
    assert (there.about.rounds, there.about.tier) == (2, "quick")


def test_no_department_reason_comment_or_name_leaves_the_city(held: Held) -> None:
    held.move(rounds.open_vote)
    person = held.vote("Water", 1, 2, 3)[0]
    save_remark(held.store, person, "W1", comment="The culvert is blocked.", evidence="Photo 7")
    held.move(rounds.close_vote, rounds.reveal)
    agree(held.store, HOST, held.code, "W1", 2, "Seen on the map.")
    held.move(finish)
    data = publish(held.store, HOST, held.code, KEY, "CC0-1.0")
    for word in ("culvert", "Photo 7", "Seen on the map", "Ana Sousa", "Roads", held.code):
        assert word.encode() not in data, word
    assert b"Cascais" in data
    assert KEY.seed.hex().encode() not in data


@pytest.mark.parametrize("phase", [p for p in Phase if p is not Phase.CLOSED])
def test_only_a_closed_workshop_is_published(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    with pytest.raises(WrongTime, match="made from a closed workshop"):
        published(held)


def test_facilitators_publish_and_nobody_else(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    assert published(held, held.staff("facilitator")) == published(held)
    others = [held.staff("official"), held.staff("lead", "Water"), NOBODY]
    for who in [*others, held.staff("cofacilitator")]:
        with pytest.raises(NotAllowed, match="run the workshop"):
            published(held, who)


def test_a_licence_is_one_of_those_offered(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    with pytest.raises(InputError, match="The licence mine is not one of CC-BY"):
        publish(held.store, HOST, held.code, KEY, "mine")


def test_an_open_workshop_is_not_published(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    reveal_all(held)
    held.move(finish)
    with pytest.raises(InputError, match="cannot be published"):
        published(held)


def test_the_same_workshop_gives_the_same_file(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    again = [publish(held.store, HOST, held.code, KEY, "CC-BY-4.0") for _ in range(2)]
    assert again[0] == again[1]
    assert package_filename(held.result()) == f"resilience-{held.code}-2026-10-13-data.zip"


def test_the_demo_city_says_that_it_is_invented(store: Store) -> None:
    code = demo_in(store)[0]
    result = Held(store, code).result()
    read = read_package(packed(result, KEY, "CC-BY-4.0")).result
    assert read.about.city.invented
    assert read == city_result_of(result, "CC-BY-4.0")
    assert read.about.date == datetime.date(2026, 10, 13)
    assert replace(read.about, licence="CC0-1.0") == city_result_of(result, "CC0-1.0").about
