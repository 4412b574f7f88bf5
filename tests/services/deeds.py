"""All that staff can do, done once: a workshop from set-up to the reopening, and what the host keeps."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

from resilience.exchange.package import CityFacts, write_package
from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access import links
from resilience.services.access.access import Visitor
from resilience.services.access.api_tokens import make_token, revoke_token, tokens_of
from resilience.services.cities.coordinators import (
    coordinators,
    end_coordinator,
    invite_coordinator,
    replace_coordinator_link,
)
from resilience.services.cities.peers import add_peer, add_undrr_peer, peers, remove_peer
from resilience.services.cities.publications import show_to_network, take_from_network
from resilience.services.cities.publishers import distrust
from resilience.services.cities.publishing_key import make_key_as_host
from resilience.services.cities.shares import embed_chart, end_share, share_page, shares_of
from resilience.services.coordinating.collecting import reject_file
from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import rehearse
from resilience.services.deciding import actions, targets, weights
from resilience.services.deciding.agreed_levels import agree, take_back
from resilience.services.deciding.feasibility import (
    reopen_feasibility,
    show_feasibility,
    vote_feasibility,
)
from resilience.services.deciding.own_suggestions import suggest_later
from resilience.services.evidence import entries as evidence
from resilience.services.evidence.facts import EvidenceFacts, EvidenceUpload
from resilience.services.feeds.addresses import (
    Opens,
    addresses_of,
    make_address,
    revoke_address,
)
from resilience.services.feeds.mail_addresses import (
    add_mail_address,
    mail_addresses_of,
    remove_mail_address,
)
from resilience.services.frameworks.frameworks import offer, withdraw
from resilience.services.frameworks.official_wording import forget_official, keep_official
from resilience.services.results import comments
from resilience.services.results.replies import save_reply
from resilience.services.scorecards.card_answers import CardAnswer, SubmittedCard
from resilience.services.scorecards.card_imports import undo_import
from resilience.services.scorecards.cards import look_at_cards, take_cards
from resilience.services.scorecards.offline_cards import CardOrder, offline_cards
from resilience.services.voting.questions import (
    ask_question,
    hide_questions,
    keep_for_later,
    questions_of,
    set_question,
)
from resilience.services.workshop import call_link, photos, reply_step
from resilience.store import Store, now
from resilience.text import Text
from resilience.workbook.undrr import CODES
from tests.exchange.package.made import KEY as PUBLISHER
from tests.exchange.package.made import result
from tests.exchange.walls import wall
from tests.framework.small import FILES
from tests.services.held import CITY, HOST, KEY, Held, finish, present, reopen, reveal, set_up
from tests.services.planned import change_action, follow_up
from tests.workbook.undrr.official import Book

#: what nobody may find in the record: a participant wrote it
SECRET = "Only I know of the leak."


def whole_day(held: Held) -> None:
    """A workshop as its facilitator and leads run it."""
    _before_the_vote(held)
    people = _votes(held)
    _hear(held)
    _show_evidence(held)
    _agree(held)
    _plan(held)
    _second_vote(held, people)
    _end(held)


def _before_the_vote(held: Held) -> None:
    store, code, runner = held.store, held.code, held.staff("cofacilitator")
    rehearse(store, runner, code)
    reply_step.reply_first(store, runner, code)
    reply_step.reply_never(store, runner, code)
    reply_step.reply_first(store, runner, code)
    links.replace_link(store, KEY, held.staff("facilitator"), code, held.link("lead", "Roads").id)
    make_token(store, KEY, HOST, code, until=now().date())
    revoke_token(store, HOST, code, tokens_of(store, KEY, HOST, code)[0].id)
    make_address(store, KEY, HOST, code, "feeds")
    make_address(store, KEY, HOST, code, "calendar", held.department("Water"))
    for opens in get_args(Opens):
        revoke_address(store, HOST, code, addresses_of(store, KEY, HOST, code, opens)[0].id)
    add_mail_address(store, KEY, HOST, code, "water@city.example", "en")
    remove_mail_address(store, HOST, code, mail_addresses_of(store, HOST, code)[0].id)
    weights.ask_for_points(store, runner, code)
    offline_cards(store, runner, code, [CardOrder(held.department("Water"), 2)], Text("en"))


def _votes(held: Held) -> list[Visitor]:
    store, code = held.store, held.code
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    for who, points in zip(people, (70, 60, 80), strict=True):
        weights.save_points(store, who, {"WAT": points, "PWR": 100 - points})
    take_cards(store, HOST, code, [_card(3)], "7")
    look_at_cards(store, HOST, code, [_card(1)])
    second = take_cards(store, HOST, code, [_card(2)])
    undo_import(store, HOST, code, present(second.id))
    held.move(rounds.close_vote, rounds.reopen_vote, rounds.close_vote, rounds.reveal)
    weights.close_points(store, HOST, code)
    weights.settle_weights(store, HOST, code, adopt=True)
    save_reply(store, held.staff("lead", "Water"), code, held.department("Water"), "We differ.")
    reply_step.show_to_officials(store, HOST, code)
    return people


def _card(level: int) -> SubmittedCard:
    answers = (CardAnswer("W1", level, SECRET, place="D7"),)
    return SubmittedCard("water.xlsx", "the token of a card", "Water", 1, "en", answers)


def _hear(held: Held) -> None:
    """Questions, a comment that is hidden for a while, the call and a photo."""
    store, code, runner = held.store, held.code, held.staff("cofacilitator")
    call_link.set_call_link(store, runner, code, "https://example.org/call")
    ask_question(store, held.join("Roads"), SECRET)
    (asked,) = questions_of(store, runner, code)
    keep_for_later(store, runner, code, "Ask the port.")
    for state in ("hidden", "open", "later", "open"):
        set_question(store, runner, code, asked.id, state)
    hide_questions(store, runner, code)
    set_question(store, runner, code, asked.id, "open")
    mark = held.result().remarks[0].mark
    comments.set_comment_hidden(store, runner, code, mark, hidden=True)
    comments.set_comment_hidden(store, runner, code, mark, hidden=False)
    photos.add_photo(store, runner, code, wall())
    (photo,) = photos.photos_of(store, runner, code)
    for chosen in (True, False):
        photos.choose_photo(store, runner, code, photo.id, in_report=chosen)
    photos.remove_photo(store, runner, code, photo.id)


def _show_evidence(held: Held) -> None:
    """A plan as a file that a link replaces, and a map that is removed again."""
    store, code, runner = held.store, held.code, held.staff("cofacilitator")
    day = now().date()
    was = EvidenceFacts("W1", "Flood plan", day, day)
    upload = EvidenceUpload("plan.pdf", b"%PDF-1.7")
    plan = evidence.add_evidence(store, runner, code, was, upload)
    becomes = replace(was, link="https://example.org/plan")
    evidence.edit_evidence(store, runner, code, plan, becomes, replace(was, file_name="plan.pdf"))
    other = evidence.add_evidence(store, runner, code, replace(becomes, title="Map"))
    evidence.remove_evidence(store, runner, code, other)


def _agree(held: Held) -> None:
    store, code, runner = held.store, held.code, held.staff("cofacilitator")
    agree(store, runner, code, "W1", 2, "The pumps were tried.")
    agree(store, runner, code, "W1", 3, "With the new pump.")
    agree(store, runner, code, "P2", 4.5, "Measured.")
    agree(store, runner, code, "P1", "both")
    agree(store, runner, code, "W2", "na")
    take_back(store, runner, code, "P1")


def _plan(held: Held) -> None:
    store, code, water = held.store, held.code, held.department("Water")
    plan = ActionPlan("W1", "Clean the drains.", water, cost="low")
    first = actions.add_action(store, HOST, code, plan)
    other = ActionPlan("P1", "Move the switch.", held.department("Power"))
    second = actions.add_action(store, HOST, code, other)
    change_action(store, HOST, code, first, ActionPlan("W1", "Clean twice.", water))
    actions.remove_action(store, HOST, code, second)
    show_feasibility(store, HOST, code)
    reopen_feasibility(store, HOST, code)
    for who in (held.join("Water"), held.join("Power"), held.join("Roads")):
        vote_feasibility(store, who, first, 1)
    show_feasibility(store, HOST, code)
    follow_up(store, HOST, code, first, state="under way", note="Begun.")
    for suggested in (True, False):
        suggest_later(store, HOST, code, first, suggested=suggested)
    for item, score in (("W1", 3), ("W1", 4), ("WAT", 60.0), ("PWR", 70.0)):
        targets.set_target(store, HOST, code, item, score)
    targets.clear_target(store, HOST, code, "PWR")


def _second_vote(held: Held, people: list[Visitor]) -> None:
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    held.move(rounds.close_vote, rounds.drop_vote)
    rounds.open_vote(held.store, HOST, held.code, ["W1", "P1"])
    for who in people:
        held.say(who, W1=3, P1=3)
    held.move(rounds.close_vote, reveal)


def _end(held: Held) -> None:
    held.move(finish, show_to_network, take_from_network, show_to_network, _share, reopen)


def _share(store: Store, visitor: Visitor, code: str) -> None:
    """A link to a page and an address of the chart, made and revoked."""
    share_page(store, KEY, visitor, code, "overview", now().date())
    embed_chart(store, KEY, visitor, code, "en")
    for share in shares_of(store, KEY, visitor, code):
        end_share(store, visitor, code, share.id)


def what_the_host_keeps(store: Store, framework: Framework, undrr: Framework, data: Path) -> None:
    """Peers and publishers, frameworks, official words, coordinators, the key."""
    reject_file(store, HOST, write_package(result(), PUBLISHER), "Another year.")
    add_peer(store, HOST, write_package(result(), PUBLISHER), trust=True)
    remove_peer(store, HOST, peers(store)[0].id)
    add_peer(store, HOST, write_package(result(), PUBLISHER))
    levels = {indicator.code: 2 for indicator in undrr.root.indicators()}
    add_undrr_peer(store, HOST, undrr, "a" * 64, CityFacts("Lisbon", "Portugal"), None, levels)
    distrust(store, HOST, PUBLISHER.fingerprint)
    small = offer(store, HOST, FILES, {}).framework
    withdraw(store, HOST, small.sha256)
    keep_official(store, HOST, Book(CODES).written(), language="en")
    forget_official(store, HOST)
    invite_coordinator(store, KEY, HOST, "ICLEI")
    replace_coordinator_link(store, KEY, HOST, coordinators(store, KEY, HOST)[0].id)
    end_coordinator(store, HOST, coordinators(store, KEY, HOST)[0].id)
    make_key_as_host(store, HOST, data, "City of Cascais")
    set_up(store, framework, k=0, city=replace(CITY, population=215_000))
