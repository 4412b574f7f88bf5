"""Publishing a result to other cities: by whose consent, what is in it, and how it ends."""

import datetime
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from resilience.errors import InputError, NotAllowed, WrongTime
from resilience.exchange.package import Practice, PracticeAction, write_package
from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import NOBODY
from resilience.services.cities.packages import city_result_of
from resilience.services.cities.peers import add_peer, peer_marks, peers, taken_in
from resilience.services.cities.publications import (
    SHOWN_HERE,
    published_here,
    show_to_network,
    shown_since,
    take_from_network,
)
from resilience.services.cities.rank import among, besides
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.demo.city import remove_demo
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.profile import CityProfile
from resilience.store import Store
from resilience.store.tables import Publication, PublishedScore, StaffAct
from resilience.text import Text
from resilience.wording.peers.peer_rows import source_words
from tests.app.rooms import adopt_weights, reveal_all, vote_all
from tests.exchange.package.made import CITY as ABA
from tests.exchange.package.made import KEY, result
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, finish, reopen, rows
from tests.services.planned import follow_up
from tests.services.remembered import demo_in
from tests.services.towns import published, town


def scores_of(held: Held) -> dict[str, float]:
    """What the database counts of a workshop."""
    found = rows(held.store, PublishedScore, workshop_id=held.id)
    return {row.code: row.score for row in found}


def acts(held: Held) -> list[str]:
    """What the record says of a workshop's publication."""
    return [act.act for act in rows(held.store, StaffAct) if "publi" in act.act]


def test_what_is_shown_reads_back_as_it_is(held: Held) -> None:
    reveal_all(held)
    held.move(finish)
    show_to_network(held.store, held.staff("facilitator"), held.code)
    with held.store.read() as session:
        (here,) = published_here(session, invented=False)
    assert here.result == city_result_of(held.result(), SHOWN_HERE)
    assert here.result.scores["overall"].value == 71.875
    assert scores_of(held) == {"WAT": 81.25, "PWR": 62.5, "overall": 71.875}
    (row,) = rows(held.store, Publication)
    assert (row.framework, row.framework_version, row.asked) == ("two-themes", "1", 4)
    assert (row.people, row.departments) == (6, 2)
    assert shown_since(held.store, held.staff("official"), held.code) == row.published_at
    assert acts(held) == ["result published to the network"]


def test_the_network_counts_by_the_weights_of_the_framework(held: Held) -> None:
    """Adopted 75 and 25 make 76.5625 of the overall; the framework's equal weights make 71.875."""
    vote_all(held)
    adopt_weights(held)
    held.move(rounds.close_vote, rounds.reveal, finish)
    show_to_network(held.store, HOST, held.code)
    assert held.result().result.city["overall"].value == 76.5625
    assert scores_of(held)["overall"] == 71.875


def test_no_department_comment_reason_or_name_is_kept_in_it(held: Held) -> None:
    held.move(rounds.open_vote)
    person = held.vote("Water", 1, 2, 3)[0]
    save_remark(held.store, person, "W1", comment="The culvert is blocked.", evidence="Photo 7")
    held.move(rounds.close_vote, rounds.reveal)
    agree(held.store, HOST, held.code, "W1", 2, "Seen on the map.")
    held.move(finish)
    show_to_network(held.store, HOST, held.code)
    (row,) = rows(held.store, Publication)
    kept = json.dumps(row.content, ensure_ascii=False)
    assert "Cascais" in kept
    for word in ("culvert", "Photo 7", "Seen on the map", "Ana Sousa", "Roads", held.code):
        assert word not in kept, word


def test_reasons_and_actions_are_published_by_choice_without_departments_and_votes(
    held: Held,
) -> None:
    held.bring_to(Phase.REVEALED)
    agree(held.store, HOST, held.code, "W1", 2, "Seen on\nthe map.")
    agree(held.store, HOST, held.code, "W2", "both", "Roads and Water differ.")
    for what, state in (("Clean the drains.", "open"), ("Dig a pond.", "dropped")):
        made = ActionPlan("P1", what, held.department("Roads"), datetime.date(2027, 1, 1), "low")
        added = add_action(held.store, HOST, held.code, made)
        follow_up(held.store, HOST, held.code, added, state=state, note="The outcome.")
    held.move(finish)
    show_to_network(held.store, HOST, held.code, practices=True)
    (shown,) = peers(held.store)
    assert shown.practices == {
        "W1": Practice("Seen on the map."),
        "P1": Practice("", (PracticeAction("Clean the drains.", "open", "low"),)),
    }
    (row,) = rows(held.store, Publication)
    kept = json.dumps(row.content, ensure_ascii=False)
    for word in ("Roads", "pond", "outcome", "2027", "Ana Sousa", held.code):
        assert word not in kept, word
    (act,) = rows(held.store, StaffAct, act="result published to the network")
    assert (act.after or {})["practices"] is True
    take_from_network(held.store, HOST, held.code)
    assert peers(held.store) == ()


@pytest.mark.parametrize("phase", [p for p in Phase if p is not Phase.CLOSED])
def test_only_a_closed_workshop_is_shown(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    with pytest.raises(WrongTime, match="made from a closed workshop"):
        show_to_network(held.store, HOST, held.code)


def test_an_open_workshop_is_not_shown(workshop: Callable[..., Held]) -> None:
    held = workshop(k=0)
    reveal_all(held)
    held.move(finish)
    with pytest.raises(InputError, match="cannot be published"):
        show_to_network(held.store, HOST, held.code)
    assert not rows(held.store, Publication)


def test_facilitators_alone_show_and_take_back(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    others = [held.staff("official"), held.staff("lead", "Water"), held.staff("cofacilitator")]
    for who in [*others, NOBODY]:
        with pytest.raises(NotAllowed):
            show_to_network(held.store, who, held.code)
    show_to_network(held.store, held.staff("facilitator"), held.code)
    for who in [*others, NOBODY]:
        with pytest.raises(NotAllowed):
            take_from_network(held.store, who, held.code)
    assert len(rows(held.store, Publication)) == 1


def test_it_is_taken_back_with_all_that_is_counted(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    before = peer_marks(held.store)
    with pytest.raises(WrongTime, match="moved on"):
        take_from_network(held.store, HOST, held.code)
    show_to_network(held.store, HOST, held.code)
    shown = peer_marks(held.store)
    with pytest.raises(WrongTime, match="moved on"):
        show_to_network(held.store, HOST, held.code)
    take_from_network(held.store, HOST, held.code)
    assert not rows(held.store, Publication)
    assert scores_of(held) == {}
    assert shown_since(held.store, HOST, held.code) is None
    assert acts(held) == ["result published to the network", "publication taken back"]
    assert shown != before == peer_marks(held.store)


def test_a_workshop_that_is_opened_again_is_shown_no_more(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    show_to_network(held.store, HOST, held.code)
    held.move(reopen)
    assert not rows(held.store, Publication)
    assert acts(held)[-1] == "publication taken back"
    held.move(finish)
    assert not rows(held.store, Publication), "it is shown again by a decision alone"
    held.move(reopen)
    assert acts(held).count("publication taken back") == 1


def test_what_is_shown_is_a_peer_of_the_other_cities(
    sqlite_store: Store, framework: Framework
) -> None:
    own = published(sqlite_store, framework, "Aba", 2)
    published(sqlite_store, framework, "Bay", 3)
    kept = peers(sqlite_store)
    assert [(p.city.name, p.published_here) for p in kept] == [("Aba", True), ("Bay", True)]
    (bay,) = besides(own.result(), kept)
    assert bay.line.comparable
    assert among(own.result(), [bay]).scores[bay.name]["overall"] == 75
    assert source_words(bay.peer, Text()) == "Published on this server by the city"


def test_the_newest_publication_of_a_city_counts(sqlite_store: Store, framework: Framework) -> None:
    new = published(sqlite_store, framework, "Aba", 4, date=datetime.date(2026, 10, 13))
    published(sqlite_store, framework, "Aba", 1, date=datetime.date(2025, 10, 13))
    (peer,) = peers(sqlite_store)
    assert peer.side.scores["overall"].value == 100
    take_from_network(sqlite_store, HOST, new.code)
    (peer,) = peers(sqlite_store)
    assert peer.side.scores["overall"].value == 25


def test_what_a_city_shows_itself_goes_before_a_peer_file_of_it(
    sqlite_store: Store, framework: Framework
) -> None:
    held = town(sqlite_store, framework, ABA.name, 2, city=CityProfile(ABA.name, ABA.country))
    brought = city_result_of(held.result(), "CC0-1.0")
    add_peer(sqlite_store, HOST, write_package(brought, KEY), trust=True)
    add_peer(sqlite_store, HOST, write_package(result(city=replace(ABA, name="Baba")), KEY))
    assert [p.published_here for p in peers(sqlite_store)] == [False, False]
    show_to_network(sqlite_store, HOST, held.code)
    assert [(p.city.name, p.published_here) for p in peers(sqlite_store)] == [
        ("Aba", True),
        ("Baba", False),
    ]
    assert [p.city.name for p in taken_in(sqlite_store)] == ["Aba", "Baba"], "both can be removed"


def test_the_demo_city_is_shown_among_invented_ones_alone(
    sqlite_store: Store,
) -> None:
    demo_in(sqlite_store)
    assert peers(sqlite_store) == ()
    (haiwan,) = [p for p in peers(sqlite_store, invented=True) if p.published_here]
    assert haiwan.city.name == "Haiwan (invented demo city)"
    assert haiwan.city.invented
    assert haiwan.side.date is not None
    assert haiwan.side.date.year == 2026
    remove_demo(sqlite_store, HOST)
    assert not rows(sqlite_store, Publication)
    assert not rows(sqlite_store, PublishedScore)
