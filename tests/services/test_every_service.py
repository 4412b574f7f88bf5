"""Every service that takes a visitor, tried by a visitor of every kind: allowed, or refused.

The services are found in the code: a new one needs a row here.
"""

import datetime
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

import resilience.outputs
import resilience.services
from resilience.errors import NotAllowed, ResilienceError
from resilience.exchange.dataset import DatasetFacts
from resilience.exchange.package import PublishingKey
from resilience.exchange.package.value import CityFacts
from resilience.framework import Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor
from resilience.services.access.history import ActFilter
from resilience.services.access.role_plan import RolePlan
from resilience.services.cities.network import Network
from resilience.services.deciding.action_edits import ActionEdit
from resilience.services.evidence.facts import EvidenceFacts
from resilience.services.evidence.register import EvidenceFilter
from resilience.services.results.own_result import RoomResult
from resilience.services.scorecards.offline_cards import CardOrder
from resilience.services.scorecards.typed_cards import PaperCard
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.plan import WorkshopPlan
from resilience.store import Store
from resilience.text import Text
from tests.services.held import KEY, Held, plan, rows, set_up
from tests.services.roles import EVERYBODY, HELD, SIGNED_IN, everybody
from tests.store.rows import ROWS

ADMINS = {"admin"}
HOSTS = HELD["host"]
FACILITATORS = HOSTS | HELD["facilitator"]
RUNNERS = FACILITATORS | HELD["cofacilitator"]
DESKS = RUNNERS | HELD["group"]
READERS = DESKS | HELD["official"] | HELD["lead"]
LEADS = HELD["lead"]
NETWORK = HOSTS | HELD["coordinator"]
#: a participant of another workshop acts in that one
PEOPLE = HELD["participant"] | {"participant elsewhere"}
CITYS = HOSTS | {"facilitator of the city"}

ALLOWED: dict[str, set[str]] = {
    **dict.fromkeys(
        ("accounts.all_accounts", "accounts.make_account", "accounts.end_account",
         "accounts.open_account_again", "grants.give_role", "grants.change_role_end",
         "grants.end_role", "password_links.make_password_link", "role_choices.role_choices",
         "sign_ins.sign_somebody_out", "host_links.replace_host_link", "host_links.end_host_link",
         "second_factor.remove_factor"),
        ADMINS,
    ),
    **dict.fromkeys(
        ("accounts.own_account", "sign_ins.change_password", "sign_ins.sign_out_everywhere",
         "second_factor.own_factor", "second_factor.offer_factor", "second_factor.same_offer",
         "second_factor.set_up_factor", "second_factor.give_code",
         "second_factor.remove_own_factor"),
        SIGNED_IN,
    ),
    **dict.fromkeys(
        ("coordinators.coordinators", "coordinators.invite_coordinator",
         "coordinators.replace_coordinator_link", "coordinators.end_coordinator",
         "city.offer_demo", "city.remove_demo", "frameworks.offer", "frameworks.withdraw",
         "peers.add_undrr_peer", "peers.remove_peer",
         "publishers.distrust", "publishing_key.make_key_as_host", "undrr_results.take_workbook",
         "official_wording.keep_official", "official_wording.forget_official"),
        HOSTS,
    ),
    **dict.fromkeys(
        ("history.choices", "history.history", "history.whole_history"),
        FACILITATORS | {"facilitator elsewhere", "facilitator of another city"},
    ),
    "workshops.create_workshop": CITYS,
    "last_agreed.agreed_before": CITYS | {"facilitator of another city"},
    "plan.same_day": CITYS | {"facilitator of another city"},
    "next_year.last_workshops": CITYS | {"facilitator of another city"},
    **dict.fromkeys(
        ("api_tokens.tokens_of", "api_tokens.make_token", "api_tokens.revoke_token", "addresses.addresses_of", "addresses.make_address", "addresses.revoke_address",
         "mail_addresses.mail_addresses_of", "mail_addresses.add_mail_address", "mail_addresses.remove_mail_address",
         "groups.may_set_groups", "groups.set_groups", "links.links_of", "long_data.participants_csv", "links.replace_link", "packages.admit_publisher", "packages.publish",
         "publications.show_to_network", "shares.embed_chart", "shares.end_share", "shares.share_page",
         "shares.shares_of", "publications.take_from_network", "retention.remove_now"),
        FACILITATORS,
    ),
    **dict.fromkeys(
        ("actions.remove_action", "agreed_levels.agree",
         "agreed_levels.take_back", "own_suggestions.own_suggestions",
         "own_suggestions.suggest_later", "run_sheet.view_run_sheet"),
        DESKS,
    ),
    # a link for officials reads the plan only
    **dict.fromkeys(
        ("actions.add_action",),
        DESKS | {"official by account", "official of the city"},
    ),
    "action_edits.edit_actions": DESKS | LEADS | {"official by account", "official of the city"},
    **dict.fromkeys(
        ("register.evidence_counts", "register.evidence_page", "register.evidence_on",
         "register.evidence_file"),
        READERS,
    ),
    # a link for officials reads the evidence only; a lead changes that of their department
    **dict.fromkeys(
        ("entries.add_evidence", "entries.edit_evidence", "entries.remove_evidence"),
        RUNNERS | LEADS | {"official by account", "official of the city"},
    ),
    **dict.fromkeys(
        ("attendance.proposed_attendance", "devices.attendance_of", "devices.move_device",
         "devices.remove_device", "devices.merge_devices", "devices.discount_erased_tables", "call_link.set_call_link",
         "questions.questions_of", "questions.set_question", "questions.hide_questions", "questions.keep_for_later", "desk.show_questions",
         "desk.end_questions", "comments.hidden_comments", "comments.set_comment_hidden",
         "photos.photos_of", "photos.photo_image", "photos.add_photo", "photos.choose_photo",
         "photos.remove_photo", "consequences.consequences_of", "consequences.asked_again_of", "consequences.may_reopen", "consequences.replaced_by_vote",
         "partitioning.foresee_units",
         "turnout.view_thin_turnout", "turnout.view_turnout",
         "card_files.reader_of", "card_imports.imports_in",
         "card_imports.undo_import", "cards.look_at_cards", "cards.take_cards", "desk.view_desk", "desk.view_stage",
         "desk.show_topic", "desk.show_screen", "desk.show_asked_again",
         "feasibility.votes_waiting", "feasibility.show_feasibility", "feasibility.reopen_feasibility",
         "typed_cards.keying", "typed_cards.keep_sheet", "offline_cards.offline_cards",
         "offline_cards.collecting_form", "paper.printed_scorecards", "progress.admit",
         "reply_step.view_replies", "reply_step.reply_first", "reply_step.reply_never",
         "reply_step.show_to_officials", "rehearsal.rehearse", "rehearsal.end_rehearsal", "rounds.open_vote",
         "rounds.close_vote", "rounds.reopen_vote", "rounds.reveal", "rounds.drop_vote",
         "rounds.finish", "rounds.reopen_workshop", "run_sheet.begin_step",
         "run_sheet.end_step", "run_sheet.shift_end", "run_sheet.save_steps", "run_sheet.use_template",
         "targets.set_target", "targets.clear_target",
         "weights.view_weighing", "weights.ask_for_points", "weights.close_points",
         "weights.settle_weights"),
        RUNNERS,
    ),
    **dict.fromkeys(
        ("actions.actions_of", "follow_up.earlier_to_read",
         "publications.shown_since", "results.admit", "trend.admit_trend", "workshops.default_language",
         "years.hidden_before"),
        READERS,
    ),
    **dict.fromkeys(("replies.admit_lead", "replies.save_reply"), LEADS),
    **dict.fromkeys(
        ("peers.look_at", "peers.add_peer", "collecting.look_at_files", "collecting.take_files",
         "collecting.reject_file", "missing.missing_cities", "open_data.open_results",
         "open_data.open_data", "network_figures.network_figures",
         "report.network_report"),
        NETWORK,
    ),
    "network_readers.reader_of": NETWORK,
    "published.results_published": NETWORK,
    # offered to hosts once a city has published
    "network_readers.sees_network": HELD["coordinator"],
    **dict.fromkeys(
        ("feasibility.own_feasibility", "own_result.own_result", "feasibility.vote_feasibility",
         "participants.view_participant", "participants.move", "receipt.own_receipt",
         "responses.own_ballot", "own_votes.own_votes",
         "responses.own_history", "results.admit_participant", "own_page.read_own_page",
         "weights.own_sheet", "weights.save_points", "questions.question_sheet", "questions.ask_question",
         "questions.withdraw_question", "questions.vote_question",
         "my_data.own_keeping", "my_data.own_file", "my_data.erase_own"),
        PEOPLE,
    ),
    # says nothing to others than participants, and keeps nothing of theirs
    "participants.speak": EVERYBODY,
    # says whether, and nothing of the workshop
    "participants.belongs_to": EVERYBODY,
    # asks nobody who has no second factor
    "recent_code.needs_code": EVERYBODY,
    # gives what the visitor may read, which is nothing for the rest: see test_access
    "workshops.workshops_of": EVERYBODY,
    "workshops.workshops_page": EVERYBODY,
    "retention.keepings": EVERYBODY,
}  # fmt: skip


def services() -> dict[str, Callable[..., Any]]:
    """The public functions that take a store and a visitor, by module and name.

    The last one is that after which a participant is nobody.
    """
    return dict(sorted(_found(), key=lambda one: one[0] == "my_data.erase_own"))


def _found() -> Iterator[tuple[str, Callable[..., Any]]]:
    places = (
        *pkgutil.walk_packages(resilience.services.__path__, "resilience.services."),
        *pkgutil.walk_packages(resilience.outputs.__path__, "resilience.outputs."),
    )
    for place in places:
        module = importlib.import_module(place.name)
        short = place.name.rpartition(".")[2]
        for name, function in inspect.getmembers(module, inspect.isfunction):
            kinds = [p.annotation for p in inspect.signature(function).parameters.values()]
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and Visitor in kinds and Store in kinds:
                yield f"{short}.{name}", function


def arguments(held: Held, framework: Framework, folder: Path) -> dict[object, object]:
    """A value for each parameter of a service, by its type where that says what is wanted, or name."""
    return {
        Store: held.store,
        Framework: framework,
        Path: folder,
        PublishingKey: PublishingKey("City of Cascais", bytes(32)),
        ActionPlan: ActionPlan("W1", "Clean the drains.", held.department("Water")),
        WorkshopPlan: plan(framework),
        RolePlan: RolePlan("coordinator"),
        PaperCard: PaperCard(held.department("Water"), "1", 1, {}, {}),
        CityFacts: CityFacts("Toyama", "Japan"),
        Text: Text("en"),
        Sequence[CardOrder]: (),
        Sequence[ActionEdit]: [ActionEdit(0, {"state": "done"})],
        EvidenceFacts: EvidenceFacts(
            "W1", "Flood plan", datetime.date(2026, 1, 1), link="https://example.org/plan"
        ),
        EvidenceFilter: EvidenceFilter(("W1",), datetime.date(2026, 10, 13)),
        RoomResult: RoomResult(framework, {}, {}, {}),
        ActFilter: ActFilter(),
        bytes: b"",
        datetime.date: datetime.date(2026, 10, 13),
        datetime.datetime: datetime.datetime(2026, 10, 13, tzinfo=datetime.UTC),
        "key": KEY,
        "code": held.code,
        "department_id": held.department("Water"),
        **dict.fromkeys(
            (
                "account_id",
                "action_id",
                "address_id",
                "entry_id",
                "import_id",
                "link_id",
                "peer_id",
                "photo_id",
                "question_id",
                "role_id",
                "share_id",
                "token_id",
            ),
            0,
        ),
        **dict.fromkeys(
            ("before", "again", "mark", "new", "number", "sign_in"), "a heron in the water"
        ),
        **dict.fromkeys(("name", "reason", "signed_by", "note", "words"), "Ana"),
        **dict.fromkeys(("fingerprint", "sha256", "licence"), "CC0-1.0"),
        **dict.fromkeys(("cards", "roles", "asked"), ()),
        **{name: {} for name in ("installed", "levels")},
        "source": {"framework.yaml": "none"},
        DatasetFacts: DatasetFacts("Cities", "ICLEI", datetime.date(2026, 10, 13)),
        **dict.fromkeys(("files", "found", "others"), ()),
        Network: Network("two-themes", False, 0, {"": framework}, {}, {}, {}, (), ()),
        "basis": "",
        **dict.fromkeys(("date", "expires_at", "confidence"), None),
        "indicator": "W1",
        "item": "WAT",
        "page": "overview",
        "mode": "discusses",
        "plans": (),
        "outcome": 1,
        "said": 1,
        "value": 1,
        "wanted": 60,
        "role": "official",
        "state": "done",
        "language": "en",
        "address": "water@city.example",
        "choice": "every",
        "position": 0,
        "kind": "welcome",
        "screen": "result",
        "minutes": 5,
        "template": "day",
        **dict.fromkeys(("steps", "seen"), ()),
        **dict.fromkeys(("adopt", "in_report", "up"), True),
        "link": "https://example.org/call",
        "opens": "calendar",
        "days": 365,
        "hours": 12,
        "sealed": "nothing",
        "points": {"WAT": 60, "PWR": 40},
    }


def let_in(service: Callable[..., Any], given: dict[object, object], who: Visitor) -> bool:
    """Whether a service is for somebody; one that is may still come at the wrong time.

    A service that only says whether it is for somebody says so.
    """
    asked = {
        name: who if p.annotation is Visitor else given.get(p.annotation, given.get(name))
        for name, p in inspect.signature(service).parameters.items()
        if p.default is p.empty
    }
    try:
        said = service(**{**asked, **({"key": KEY} if asked.get("key") == b"" else {})})
    except NotAllowed:
        return False
    except ResilienceError:
        return True
    return service.__name__ != "sees_network" or bool(said)


@pytest.fixture
def held(store: Store, framework: Framework) -> Held:
    """A workshop whose result is shown, open, so that nothing is refused for other reasons."""
    made = set_up(store, framework, k=0)
    made.group("discusses", Rivers="WAT")
    made.bring_to(Phase.REVEALED)
    return made


def test_every_service_has_a_row() -> None:
    assert set(services()) == set(ALLOWED)


def test_everybody_is_let_in_where_the_table_says_so_and_nowhere_else(
    held: Held, framework: Framework, tmp_path: Path
) -> None:
    people = everybody(held, framework)
    assert set(people) == EVERYBODY
    given = arguments(held, framework, tmp_path)
    found = {
        name: {called for called, who in people.items() if let_in(service, given, who)}
        for name, service in services().items()
    }
    assert found == ALLOWED


def test_whoever_is_refused_changes_nothing(
    held: Held, framework: Framework, tmp_path: Path
) -> None:
    people = everybody(held, framework)
    given = arguments(held, framework, tmp_path)
    before = _state(held.store)
    for name, service in services().items():
        for called in EVERYBODY - ALLOWED[name]:
            assert not let_in(service, given, people[called]), (name, called)
    assert _state(held.store) == before
    assert list(tmp_path.iterdir()) == []


def _state(store: Store) -> dict[str, list[dict[str, Any]]]:
    return {table.__name__: [row.model_dump() for row in rows(store, table)] for table in ROWS}
