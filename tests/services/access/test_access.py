"""Who may do what: every service refuses everybody who does not hold the right link."""

from collections.abc import Callable
from typing import Any

import pytest

from resilience.errors import InputError, NotAllowed, NotFound, ResilienceError
from resilience.exchange.package import PublishingKey
from resilience.framework import Framework
from resilience.outputs import receipt
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access import history, links
from resilience.services.access.access import NOBODY, Grant, Visitor, identify
from resilience.services.cities import packages, peers
from resilience.services.cities.coordinators import (
    coordinators,
    end_coordinator,
    invite_coordinator,
    replace_coordinator_link,
)
from resilience.services.cities.network_readers import reader_of
from resilience.services.cities.publications import show_to_network, shown_since, take_from_network
from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import rehearse
from resilience.services.deciding import (
    actions,
    agreed_levels,
    feasibility,
    own_suggestions,
    targets,
    weights,
)
from resilience.services.deciding.action_edits import ActionEdit, edit_actions
from resilience.services.demo import city
from resilience.services.results import replies, results
from resilience.services.scorecards.card_imports import imports_in
from resilience.services.upkeep import retention
from resilience.services.voting import my_data, progress, responses
from resilience.services.workshop import participants, reply_step
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import (
    create_workshop,
    default_language,
    view_workshop,
    workshops_of,
)
from resilience.store import Store
from resilience.store.tables import (
    Action,
    AgreedLevel,
    Base,
    CoordinatorLink,
    Feasibility,
    Link,
    Participant,
    Publication,
    Response,
    StaffAct,
    Target,
    Workshop,
)
from resilience.text import Text
from tests.services.delivering import save_answer, save_remark
from tests.services.held import HOST, KEY, Held, finish, host_link, plan, reopen, rows, set_up

Call = Callable[[Held, Visitor], Any]

SIGNS = PublishingKey("City of Cascais", bytes(32))
HOSTS = {"host"}
FACILITATORS = HOSTS | {"facilitator"}
RUNNERS = FACILITATORS | {"cofacilitator"}
READERS = RUNNERS | {"official", "lead"}
PERSON = {"person"}
EVERYBODY = READERS | PERSON | {
    "nobody",
    "coordinator",
    "person elsewhere",
    "facilitator elsewhere",
    "cofacilitator elsewhere",
    "official elsewhere",
    "lead elsewhere",
}  # fmt: skip


def services(framework: Framework) -> dict[str, tuple[Call, set[str]]]:
    """Every service that a page calls with a visitor, and who may call it."""
    return {
        "create_workshop": (
            lambda held, who: create_workshop(held.store, KEY, who, plan(framework)),
            HOSTS,
        ),
        "offer_demo": (lambda held, who: city.offer_demo(held.store, who, framework), HOSTS),
        "remove_demo": (lambda held, who: city.remove_demo(held.store, who), HOSTS),
        "coordinators": (lambda held, who: coordinators(held.store, KEY, who), HOSTS),
        "invite_coordinator": (
            lambda held, who: invite_coordinator(held.store, KEY, who, "UNDRR"),
            HOSTS,
        ),
        "replace_coordinator_link": (
            lambda held, who: replace_coordinator_link(held.store, KEY, who, 0),
            HOSTS,
        ),
        "end_coordinator": (lambda held, who: end_coordinator(held.store, who, 0), HOSTS),
        "publish": (
            lambda held, who: packages.publish(held.store, who, held.code, SIGNS, "CC0-1.0"),
            FACILITATORS,
        ),
        "look_at": (lambda held, who: peers.look_at(held.store, who, b""), {*HOSTS, "coordinator"}),
        "add_peer": (
            lambda held, who: peers.add_peer(held.store, who, b""),
            {*HOSTS, "coordinator"},
        ),
        "remove_peer": (lambda held, who: peers.remove_peer(held.store, who, 0), HOSTS),
        **{
            step.__name__: (_moving(step), FACILITATORS)
            for step in (show_to_network, take_from_network)
        },
        "shown_since": (lambda held, who: shown_since(held.store, who, held.code), READERS),
        "reader_of": (lambda held, who: reader_of(held.store, who), HOSTS | {"coordinator"}),
        "links_of": (
            lambda held, who: links.links_of(held.store, KEY, who, held.code),
            FACILITATORS,
        ),
        "replace_link": (
            lambda held, who: links.replace_link(held.store, KEY, who, held.code, 0),
            FACILITATORS,
        ),
        **{
            move.__name__: (_moving(move), RUNNERS)
            for move in (
                rehearse,
                rounds.open_vote,
                rounds.close_vote,
                rounds.reopen_vote,
                rounds.reveal,
                rounds.drop_vote,
                finish,
                reopen,
            )
        },
        "agree": (
            lambda held, who: agreed_levels.agree(held.store, who, held.code, "W1", 1),
            RUNNERS,
        ),
        "take_back": (
            lambda held, who: agreed_levels.take_back(held.store, who, held.code, "W1"),
            RUNNERS,
        ),
        "admit_participant": (
            lambda held, who: results.admit_participant(held.store, who),
            PERSON,
        ),
        **{
            step.__name__: (_moving(step), RUNNERS)
            for step in (weights.view_weighing, weights.ask_for_points, weights.close_points)
        },
        **{
            step.__name__: (_moving(step), RUNNERS)
            for step in (
                reply_step.view_replies,
                reply_step.reply_first,
                reply_step.reply_never,
                reply_step.show_to_officials,
            )
        },
        "admit_lead": (
            lambda held, who: replies.admit_lead(held.store, who, held.code),
            {"lead"},
        ),
        "save_reply": (
            lambda held, who: replies.save_reply(
                held.store, who, held.code, held.department("Water"), "We disagree."
            ),
            {"lead"},
        ),
        "settle_weights": (
            lambda held, who: weights.settle_weights(held.store, who, held.code, adopt=True),
            RUNNERS,
        ),
        "history": (
            lambda held, who: history.history(held.store, who, history.ActFilter(held.code)),
            FACILITATORS,
        ),
        "whole_history": (
            lambda held, who: history.whole_history(held.store, who, history.ActFilter(held.code)),
            FACILITATORS,
        ),
        "own_receipt": (lambda held, who: receipt.own_receipt(held.store, who), PERSON),
        "own_sheet": (lambda held, who: weights.own_sheet(held.store, who), PERSON),
        "save_points": (
            lambda held, who: weights.save_points(held.store, who, {"WAT": 60, "PWR": 40}),
            PERSON,
        ),
        "progress": (lambda held, who: progress.admit(held.store, who, held.code), RUNNERS),
        "results": (lambda held, who: results.admit(held.store, who, held.code), READERS),
        "actions_of": (lambda held, who: actions.actions_of(held.store, who, held.code), READERS),
        "add_action": (
            lambda held, who: actions.add_action(held.store, who, held.code, _action(held)),
            RUNNERS,
        ),
        "edit_actions": (
            lambda held, who: edit_actions(
                held.store, who, held.code, [ActionEdit(0, {"note": ""})]
            ),
            RUNNERS | {"lead"},
        ),
        "remove_action": (
            lambda held, who: actions.remove_action(held.store, who, held.code, 0),
            RUNNERS,
        ),
        "suggest_later": (
            lambda held, who: own_suggestions.suggest_later(
                held.store, who, held.code, 0, suggested=True
            ),
            RUNNERS,
        ),
        "own_suggestions": (
            lambda held, who: own_suggestions.own_suggestions(held.store, who, held.code, "W1"),
            RUNNERS,
        ),
        "set_target": (
            lambda held, who: targets.set_target(held.store, who, held.code, "WAT", 60),
            RUNNERS,
        ),
        "clear_target": (
            lambda held, who: targets.clear_target(held.store, who, held.code, "WAT"),
            RUNNERS,
        ),
        "votes_waiting": (
            lambda held, who: feasibility.votes_waiting(held.store, who, held.code),
            RUNNERS,
        ),
        "show_feasibility": (
            lambda held, who: feasibility.show_feasibility(held.store, who, held.code),
            RUNNERS,
        ),
        "reopen_feasibility": (
            lambda held, who: feasibility.reopen_feasibility(held.store, who, held.code),
            RUNNERS,
        ),
        "own_feasibility": (
            lambda held, who: feasibility.own_feasibility(held.store, who),
            PERSON,
        ),
        "vote_feasibility": (
            lambda held, who: feasibility.vote_feasibility(held.store, who, 0, 1),
            PERSON,
        ),
        "save_answer": (lambda held, who: save_answer(held.store, who, "W1", 1), PERSON),
        "save_remark": (
            lambda held, who: save_remark(held.store, who, "W1", comment="Hm."),
            PERSON,
        ),
        "own_ballot": (lambda held, who: responses.own_ballot(held.store, who), PERSON),
        "own_history": (lambda held, who: responses.own_history(held.store, who), PERSON),
        "view_participant": (
            lambda held, who: participants.view_participant(held.store, who),
            PERSON,
        ),
        "move": (
            lambda held, who: participants.move(held.store, who, held.department("Power")),
            PERSON,
        ),
        "remove_now": (_moving(retention.remove_now), FACILITATORS),
        "own_keeping": (lambda held, who: my_data.own_keeping(held.store, who), PERSON),
        "own_file": (lambda held, who: my_data.own_file(held.store, who, Text("en")), PERSON),
        "erase_own": (lambda held, who: my_data.erase_own(held.store, who), PERSON),  # the last one
    }


def _action(held: Held) -> ActionPlan:
    """An action with nothing wrong in it."""
    return ActionPlan("W1", "Clean the drains.", held.department("Water"))


#: services that pages ask with the code of their address
READ_BY_CODE: dict[str, Call] = {
    "results": lambda held, who: results.admit(held.store, who, held.code),
    "progress": lambda held, who: progress.admit(held.store, who, held.code),
    "packages": lambda held, who: packages.admit_publisher(held.store, who, held.code),
    "imports": lambda held, who: imports_in(held.store, who, held.code),
    "moves": lambda held, who: rounds.close_vote(held.store, who, held.code),
    "language": lambda held, who: default_language(held.store, who, held.code),
}


def _moving(move: Callable[[Store, Visitor, str], object]) -> Call:
    return lambda held, who: move(held.store, who, held.code)


@pytest.fixture
def elsewhere(store: Store, framework: Framework) -> Held:
    """Another city's workshop in the same database."""
    return set_up(store, framework)


@pytest.fixture
def people(store: Store, held: Held, elsewhere: Held) -> dict[str, Visitor]:
    """One visitor of every kind."""
    invite_coordinator(store, KEY, HOST, "ICLEI")
    known = {"host": HOST, "nobody": NOBODY, "coordinator": coordinator(store)}
    for role in ("facilitator", "cofacilitator", "official", "lead"):
        known[role] = held.staff(role)
        known[f"{role} elsewhere"] = elsewhere.staff(role)
    return {**known, "person": held.join(), "person elsewhere": elsewhere.join()}


def let_in(call: Call, held: Held, who: Visitor) -> bool:
    """Whether a call is allowed; one that is allowed may still come at the wrong time."""
    try:
        call(held, who)
    except NotAllowed:
        return False
    except ResilienceError:
        return True
    return True


def test_only_those_who_may_use_a_service_are_let_in(
    held: Held, framework: Framework, people: dict[str, Visitor]
) -> None:
    assert set(people) == EVERYBODY
    held.bring_to(Phase.REVEALED)
    del people["person elsewhere"]  # acts in the own workshop: see below
    found = {
        service: {name for name, who in people.items() if let_in(call, held, who)}
        for service, (call, _) in services(framework).items()
    }
    assert found == {service: allowed for service, (_, allowed) in services(framework).items()}


def refusal(call: Call, held: Held, who: Visitor) -> str:
    with pytest.raises(NotAllowed) as refused:
        call(held, who)
    return str(refused.value).replace(held.code, "CODE")


@pytest.mark.parametrize("call", READ_BY_CODE.values(), ids=READ_BY_CODE)
def test_a_code_of_others_and_a_wrong_one_are_refused_alike(
    held: Held, elsewhere: Held, call: Call
) -> None:
    for who in (NOBODY, elsewhere.staff("facilitator"), held.join()):
        assert refusal(call, held, who) == refusal(call, Held(held.store, "AAAAAA"), who)
    with pytest.raises(NotFound, match="no workshop with the code"):
        call(Held(held.store, "AAAAAA"), HOST)


def test_whoever_is_refused_changes_nothing(
    held: Held, framework: Framework, people: dict[str, Visitor]
) -> None:
    held.move(rounds.open_vote)
    before = _state(held.store)
    for call, allowed in services(framework).values():
        for name in EVERYBODY - allowed - {"person elsewhere"}:
            with pytest.raises(NotAllowed):
                call(held, people[name])
    assert _state(held.store) == before


def test_a_coordinator_reads_the_network_and_has_no_role_anywhere(
    held: Held, people: dict[str, Visitor]
) -> None:
    """A grant without a workshop is good in all of them for the host alone."""
    who = people["coordinator"]
    assert who.grants == (Grant("coordinator", None),)
    assert (who.is_host, who.is_coordinator) == (False, True)
    held.bring_to(Phase.CLOSED)
    everywhere = [*READERS, "coordinator"]
    assert not who.may(held.id, everywhere)  # type: ignore[arg-type]
    assert who.name_in(held.id) == who.name_in(None) == "coordinator"
    assert workshops_of(held.store, who) == []
    assert HOST.may(held.id, ["host"])


def test_a_coordinators_link_ends_and_is_replaced(store: Store) -> None:
    token = invite_coordinator(store, KEY, HOST, "ICLEI")
    (link,) = coordinators(store, KEY, HOST)
    assert (link.name, link.token) == ("ICLEI", token)
    assert [x.token for x in coordinators(store, b"another key", HOST)] == [None]
    new = replace_coordinator_link(store, KEY, HOST, link.id)
    assert identify(store, KEY, staff_tokens=[token]) == NOBODY
    assert identify(store, KEY, staff_tokens=[new]).is_coordinator
    (again,) = coordinators(store, KEY, HOST)
    assert (again.name, again.token) == ("ICLEI", new)
    end_coordinator(store, HOST, again.id)
    assert identify(store, KEY, staff_tokens=[new]) == NOBODY
    assert coordinators(store, KEY, HOST) == []
    for ended in (link.id, again.id):
        with pytest.raises(NotFound, match="has already been replaced"):
            end_coordinator(store, HOST, ended)
    with pytest.raises(InputError, match="Enter the name of the coordinator"):
        invite_coordinator(store, KEY, HOST, " ")
    assert [act.act for act in rows(store, StaffAct)] == [
        "coordinator invited",
        "coordinator's link replaced",
        "coordinator's link ended",
    ]
    kept = str([row.model_dump() for row in rows(store, CoordinatorLink)])
    assert token not in kept
    assert new not in kept


def coordinator(store: Store) -> Visitor:
    """Whoever opens the first link of a coordinator."""
    (link,) = coordinators(store, KEY, HOST)
    return identify(store, KEY, staff_tokens=[link.token or ""])


def _state(store: Store) -> dict[str, list[dict[str, Any]]]:
    """All rows that a service might write."""
    tables: list[type[Base]] = [
        Workshop,
        StaffAct,
        Link,
        Participant,
        Response,
        AgreedLevel,
        Action,
        Feasibility,
        CoordinatorLink,
        Publication,
        Target,
    ]
    return {t.__name__: [row.model_dump() for row in rows(store, t)] for t in tables}


def test_a_participant_acts_in_the_own_workshop_alone(held: Held, elsewhere: Held) -> None:
    for each in (held, elsewhere):
        each.move(rounds.open_vote)
    who = elsewhere.join("Water")
    held.join("Water")
    elsewhere.say(who, W1=4)
    with pytest.raises(ResilienceError, match="Choose a department"):
        participants.move(held.store, who, held.department("Power"))
    assert participants.view_participant(held.store, who).code == elsewhere.code
    assert [r.participant_id for r in rows(held.store, Response)] == [who.participant_id]
    assert progress.snapshot(held.store, held.id).done == 0


def test_a_person_without_a_workshop_that_is_there_is_nobody(held: Held) -> None:
    for who in (NOBODY, Visitor(participant_id=999)):
        with pytest.raises(NotAllowed, match="have not joined"):
            responses.own_ballot(held.store, who)


def test_the_list_of_workshops_holds_those_of_the_own_links(
    held: Held, elsewhere: Held, people: dict[str, Visitor]
) -> None:
    seen = {name: {w.code for w in workshops_of(held.store, who)} for name, who in people.items()}
    here, there = {held.code}, {elsewhere.code}
    assert seen.pop("host") == here | there
    for name, codes in seen.items():
        assert codes == (
            set() if name in ("nobody", "coordinator", "person", "person elsewhere")
            else there if name.endswith("elsewhere") else here
        )  # fmt: skip


def test_anybody_with_the_code_sees_what_the_workshop_is(held: Held) -> None:
    seen = view_workshop(held.store, held.code)
    assert (seen.city.name, seen.phase, seen.expected) == ("Cascais", Phase.PREPARING, 15)


@pytest.mark.parametrize(
    "tokens",
    [[], [""], ["no such token"], ["é"], ["\0"], ["令牌", "토큰"], ["x" * 5000]],
    ids=["none", "empty", "unknown", "accent", "NUL", "other scripts", "long"],
)
def test_tokens_that_are_not_known_are_nobody(held: Held, tokens: list[str]) -> None:
    person = tokens[0] if tokens else ""
    assert identify(held.store, KEY, staff_tokens=tokens, participant_token=person) == NOBODY


def test_one_link_of_several_that_is_not_known_spoils_none(held: Held) -> None:
    known = held.link("official").token or ""
    found = identify(held.store, KEY, staff_tokens=["é", known, "gone"])
    assert found == Visitor((Grant("official", held.id),))


def test_the_link_of_the_host_needs_the_key_too(held: Held) -> None:
    link = host_link(held.store)
    assert identify(held.store, KEY, staff_tokens=["gone", link]) == HOST
    assert identify(held.store, b"another key", staff_tokens=[link]) == NOBODY


def test_a_token_of_staff_is_no_participant_and_the_other_way_round(held: Held) -> None:
    staff = held.link("facilitator").token or ""
    token = participants.join(
        held.store, held.code, department_id=held.department("Water"), language="en"
    )
    assert identify(held.store, KEY, participant_token=staff) == NOBODY
    assert identify(held.store, KEY, staff_tokens=[token]) == NOBODY


def test_somebody_can_hold_links_and_be_a_participant_at_once(held: Held, elsewhere: Held) -> None:
    tokens = [held.link("cofacilitator").token or "", elsewhere.link("official").token or ""]
    person = participants.join(
        held.store, held.code, department_id=held.department("Water"), language="en"
    )
    found = identify(held.store, KEY, staff_tokens=tokens, participant_token=person)
    assert set(found.grants) == {
        Grant("cofacilitator", held.id),
        Grant("official", elsewhere.id),
    }
    assert found.participant_id is not None
    assert found.language == "en"


def test_every_role_and_department_has_its_link(held: Held) -> None:
    found = [(x.role, x.department) for x in links.links_of(held.store, KEY, HOST, held.code)]
    assert found == [
        ("facilitator", None),
        ("cofacilitator", None),
        ("official", None),
        ("lead", "Water"),
        ("lead", "Power"),
        ("lead", "Roads"),
    ]
    assert held.staff("lead", "Power") == Visitor(
        (Grant("lead", held.id, held.department("Power")),)
    )


def test_a_link_made_with_another_key_is_not_shown(held: Held) -> None:
    shown = links.links_of(held.store, b"another key", HOST, held.code)
    assert {x.token for x in shown} == {None}


def test_a_replaced_link_ends_and_the_new_one_opens(held: Held) -> None:
    old = held.link("facilitator")
    links.replace_link(held.store, KEY, held.staff("facilitator"), held.code, old.id)
    new = held.link("facilitator")
    assert identify(held.store, KEY, staff_tokens=[old.token or ""]) == NOBODY
    assert identify(held.store, KEY, staff_tokens=[new.token or ""]).may(held.id, ["facilitator"])
    assert new.id != old.id
    assert [act.act for act in rows(held.store, StaffAct)] == ["workshop set up", "link replaced"]


def test_a_replaced_lead_link_keeps_its_department(held: Held) -> None:
    links.replace_link(held.store, KEY, HOST, held.code, held.link("lead", "Roads").id)
    assert held.staff("lead", "Roads").grants[0].department_id == held.department("Roads")
    assert len(links.links_of(held.store, KEY, HOST, held.code)) == 6


def test_a_link_is_replaced_once_and_by_its_own_workshop(held: Held, elsewhere: Held) -> None:
    old, others = held.link("official"), elsewhere.link("official")
    facilitator = held.staff("facilitator")
    new = links.replace_link(held.store, KEY, facilitator, held.code, old.id)
    for link in (old, others):
        with pytest.raises(NotFound, match="has already been replaced"):
            links.replace_link(held.store, KEY, facilitator, held.code, link.id)
    assert held.link("official").token == new
    assert len(links.links_of(held.store, KEY, HOST, held.code)) == 6
    assert elsewhere.link("official") == others


def test_the_record_says_in_which_role_somebody_acted_in_this_workshop(
    held: Held, elsewhere: Held
) -> None:
    both = Visitor((Grant("official", elsewhere.id), Grant("cofacilitator", held.id)))
    rehearse(held.store, both, held.code)
    acts = rows(held.store, StaffAct, workshop=held.code, act="rehearsal opened")
    assert [act.actor for act in acts] == ["cofacilitator"]


def test_tokens_are_not_in_the_database(held: Held) -> None:
    token = participants.join(
        held.store, held.code, department_id=held.department("Water"), language="en"
    )
    shown = [x.token for x in links.links_of(held.store, KEY, HOST, held.code)]
    stored = str([row.model_dump() for t in (Link, Participant) for row in rows(held.store, t)])
    assert not [known for known in (*shown, token) if known is None or known in stored]
