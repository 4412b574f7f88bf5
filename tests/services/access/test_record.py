"""The history: nothing that staff do is missing in it, and all that they made can be built from it."""

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import attrgetter
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from sqlalchemy import delete, event, text
from sqlalchemy.exc import IntegrityError

from resilience.framework import Framework
from resilience.services.access.acts import ACTS, KINDS, acts_of
from resilience.services.access.record import record, record_as
from resilience.services.accounts.accounts import all_accounts
from resilience.services.accounts.password_links import first_admin_link
from resilience.services.counting import rounds
from resilience.services.deciding.targets import set_target
from resilience.services.workshop.phase import phase_of
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.store import Store
from resilience.store.tables import (
    Action,
    AgreedLevel,
    CardImport,
    City,
    Department,
    Link,
    Participant,
    ReplyStep,
    Round,
    StaffAct,
    Target,
    Weighing,
    Workshop,
)
from resilience.store.workshops import workshop_by_code
from tests.conftest import DATABASES
from tests.indicators import UNDRR_1, shipped
from tests.services import deeds
from tests.services.account_deeds import accounts_and_roles
from tests.services.held import HOST, KEY, Held, rows, set_up
from tests.services.replayed import Slot, Stood, replayed
from tests.services.staff import ADMIN
from tests.services.writers import FOLDERS, writers

#: what people write about themselves; all other tables are written by staff, or with what staff do
OF_PARTICIPANTS = {
    "participant",
    "response",
    "replaced_answer",
    "delivery",
    "feasibility",
    "points_given",
    "question",
    "question_vote",
}
#: what a code of the second factor changes beside the sign-in, which is no act of its own
OF_SIGNING_IN = {"sign_in", "second_factor"}
#: services by which participants write
BY_PARTICIPANTS = {
    "my_data.erase_own",
    "feasibility.vote_feasibility",
    "participants.move",
    "participants.speak",
    "questions.ask_question",
    "questions.vote_question",
    "questions.withdraw_question",
    "weights.save_points",
}
#: the demo is not loaded beside a real city: see test_demo; what is removed early: see test_retention;
#: devices: see test_devices; what the stage shows, the run sheet and the end of a rehearsal are no acts
TRIED_ELSEWHERE = {
    "city.offer_demo",
    "city.remove_demo",
    "retention.remove_now",
    "devices.discount_erased_tables",
    "devices.merge_devices",
    "devices.move_device",
    "devices.remove_device",
    "desk.end_questions",
    "desk.show_questions",
    "desk.show_asked_again",
    "desk.show_screen",
    "desk.show_topic",
    "rehearsal.end_rehearsal",
    "groups.set_groups",  # see test_groups
    "run_sheet.begin_step",
    "run_sheet.end_step",
    "run_sheet.save_steps",
    "run_sheet.shift_end",
    "run_sheet.use_template",
}
#: kinds of act that are tried elsewhere: giving roles, removing data, loading the demo, devices (test_devices)
ELSEWHERE = {"demo", "erasures", "attendance"}
#: acts that change nothing which can be told: a password, a sign-in, whether an account is open
OF_AN_ACCOUNT = {
    "account ended",
    "account opened again",
    "password link made",
    "password set by link",
    "password changed",
    "signed out everywhere",
    "facilitator link made",
    "facilitator link ended",
    "sign-in failed",
    "sign-ins failed often",
    "sign-in without an account failed",
    "sign-ins without an account failed often",
    "second factor set up",
    "second factor removed",
    "recovery code used",
}
WRITTEN = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: triggers keep the record, and a whole day of every service is written and read."""
    return str(request.param)


@pytest.fixture(scope="module")
def undrr() -> Framework:
    """The framework of the official workbook."""
    return shipped(UNDRR_1)


@contextmanager
def watched(store: Store) -> Iterator[tuple[list[set[str]], set[str]]]:
    """The tables that each transaction wrote, and the services that ran, as "rounds.reveal"."""
    kept: list[set[str]] = []
    ran: set[str] = set()
    open_now: set[str] = set()

    def wrote(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        open_now.update(WRITTEN.findall(statement)[:1])

    def committed(_c: Any) -> None:
        kept.append(set(open_now))
        open_now.clear()

    ours = tuple(map(str, FOLDERS))

    def called(frame: FrameType, what: str, _arg: Any) -> None:
        code = frame.f_code
        if what == "call" and code.co_filename.startswith(ours):
            ran.add(f"{Path(code.co_filename).stem}.{code.co_name}")

    listeners: dict[str, Callable[..., Any]] = {
        "before_cursor_execute": wrote,
        "commit": committed,
        "rollback": lambda _c: open_now.clear(),
    }
    for name, listener in listeners.items():
        event.listen(store.engine, name, listener)
    sys.setprofile(called)
    try:
        yield kept, ran
    finally:
        sys.setprofile(None)
        for name, listener in listeners.items():
            event.remove(store.engine, name, listener)


def test_whatever_staff_write_is_recorded_and_the_record_rebuilds_it(
    store: Store, framework: Framework, undrr: Framework, tmp_path: Path
) -> None:
    """All services that write are found in the source: one that is not played here fails."""
    first_admin_link(store, KEY)  # the server makes it when it starts
    with watched(store) as (transactions, ran):
        held = set_up(store, framework)
        deeds.whole_day(held)
        deeds.what_the_host_keeps(store, framework, undrr, tmp_path)
        accounts_and_roles(store, held.code)
    assert writers() - ran == BY_PARTICIPANTS - ran | TRIED_ELSEWHERE
    of_nobody = OF_PARTICIPANTS | OF_SIGNING_IN
    joining = {"workshop", "participant"}  # who joins is counted there, for the next number
    unrecorded = [
        t for t in transactions if t - of_nobody and t != joining and "staff_act" not in t
    ]
    assert unrecorded == []
    acts = rows(store, StaffAct)
    known = {name for name, act in ACTS.items() if act.kind not in ELSEWHERE}
    known -= {"groups set"}  # see test_groups
    assert {act.act for act in acts} == known
    silent = {a.act for a in acts if a.before is None and a.after is None}
    # of questions, comments and photos the record has that something was done, never the words of a participant
    assert silent <= OF_AN_ACCOUNT | set(acts_of("voices")) | {"rehearsal opened"}
    # in the order of writing, which PostgreSQL does not keep in a table
    state = replayed(sorted(acts, key=attrgetter("id")))
    _same_workshop(held, state)
    _same_accounts(store, state)
    kept = " ".join(repr(act.model_dump()) for act in acts)
    assert deeds.SECRET not in kept
    assert not [p for p in rows(store, Participant) if p.token_hash in kept]


def _same_workshop(held: Held, state: dict[Slot, Stood]) -> None:
    """What was rebuilt is what stands in the tables."""
    code, store = held.code, held.store

    def of(kind: str) -> dict[str, Stood]:
        return {slot[2]: stood for slot, stood in state.items() if slot[:2] == (kind, code)}

    (workshop,) = rows(store, Workshop, code=code)
    mine = {"workshop_id": workshop.id}
    names: dict[int | None, str] = {d.id: d.name for d in rows(store, Department, **mine)}
    assert of("levels") == {
        a.indicator: {
            "outcome": a.number if a.outcome == "number" else _outcome(a),
            "reason": a.reason,
        }
        for a in rows(store, AgreedLevel, **mine)
    }
    assert {slot[2]: s for slot, s in state.items() if slot[0] == "actions"} == {
        str(a.id): {
            "indicator": a.indicator,
            "what": a.what,
            "department": names[a.department_id],
            "by_when": None,
            "cost": a.cost,
            "state": a.state,
            "note": a.note,
        }
        for a in rows(store, Action, **mine)
    }
    assert of("targets") == {t.code: {"score": t.score} for t in rows(store, Target, **mine)}
    (weighing,) = rows(store, Weighing, **mine)
    assert of("weights")[""] == {
        "points": weighing.outcome,
        "weights": weighing.weights,
        "people": weighing.people,
    }
    assert of("roles")[""] == {
        " · ".join(filter(None, [link.role, names.get(link.department_id)])): link.id
        for link in rows(store, Link, **mine)
        if link.revoked_at is None
    }
    _same_settings(held, workshop, of("settings")[""], state)
    held_rounds = sorted(rows(store, Round, **mine), key=lambda one: one.number)
    assert (
        of("votes")[""].items()
        >= {
            "phase": phase_of(workshop, held_rounds).value,
            "vote": held_rounds[-1].number,
            "asked": held_rounds[-1].asked,
        }.items()
    )
    (step,) = rows(store, ReplyStep, **mine)
    assert of("replies")[""] == {"replies": "shown" if step.shown_at else "awaited"}
    assert of("replies")["Water"] == {"words": "We differ."}
    standing = [one for one in rows(store, CardImport) if one.undone_at is None]
    assert list(of("scorecards")) == [str(one.id) for one in standing]
    assert of("publications") == {}


def _same_accounts(store: Store, state: dict[Slot, Stood]) -> None:
    """Accounts, and who holds which role until when, are what was rebuilt."""
    found = all_accounts(store, ADMIN)
    assert {slot[2]: stood["open"] for slot, stood in state.items() if slot[0] == "accounts"} == {
        one.sign_in: one.ended_at is None for one in found
    }
    assert {
        slot[1:]: stood.get("until", "") for slot, stood in state.items() if slot[0] == "held"
    } == {
        (one.sign_in, str(role.plan)): role.expires_at.isoformat() if role.expires_at else ""
        for one in found
        for role in one.roles
    }


def _outcome(row: AgreedLevel) -> object:
    return row.level if row.outcome == "level" else row.outcome


def _same_settings(held: Held, workshop: Workshop, found: Stood, state: dict[Slot, Stood]) -> None:
    (city,) = rows(held.store, City, id=workshop.city_id)
    profile = city.model_dump(exclude={"id", "invented"})
    assert state["city", "", city.name] == profile
    assert found == {
        **workshop.model_dump(
            mode="json",
            include={
                "framework", "tier", "language", "timezone", "date", "k", "probable", "severe", "shows_last",
            },
        ),
        "version": workshop.framework_version,
        "departments": {
            d.name: d.expected
            for d in rows(held.store, Department, workshop_id=workshop.id)
            if d.name != MIXED_TABLES
        },
    }  # fmt: skip


def test_a_change_that_is_not_on_record_is_noticed(held: Held) -> None:
    held.move(rounds.open_vote)
    replayed(rows(held.store, StaffAct))
    held.move(rounds.close_vote)
    first, _opened, second = rows(held.store, StaffAct)
    with pytest.raises(AssertionError, match="vote closed"):
        replayed([first, second])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE staff_act SET actor = 'nobody'",
        "UPDATE staff_act SET actor = actor WHERE id = 1",
        "DELETE FROM staff_act WHERE id = 1",
        "DELETE FROM staff_act",
    ],
)
def test_the_database_changes_and_removes_no_act(held: Held, statement: str) -> None:
    before = rows(held.store, StaffAct)
    with pytest.raises(IntegrityError, match="takes new rows alone"), held.store.write() as session:
        session.connection().execute(text(statement))
    assert rows(held.store, StaffAct) == before


def test_nothing_empties_the_record_or_puts_another_act_in_its_place(held: Held) -> None:
    before = rows(held.store, StaffAct)
    row = "(id, at, actor, role, act, city, thing) VALUES (1, '2026-01-01', 'x', 'x', 'x', '', '')"
    other = {
        "sqlite": f"INSERT OR REPLACE INTO staff_act {row}",
        "postgresql": "TRUNCATE staff_act",
    }[held.store.engine.dialect.name]
    with pytest.raises(IntegrityError, match="takes new rows alone"), held.store.write() as session:
        session.connection().execute(text(other))
    assert rows(held.store, StaffAct) == before


def test_the_record_outlives_its_workshop_whose_code_is_not_given_again(
    held: Held, monkeypatch: pytest.MonkeyPatch, framework: Framework
) -> None:
    with held.store.write() as session:
        session.connection().execute(delete(City))
    assert rows(held.store, Workshop) == []
    assert [act.workshop for act in rows(held.store, StaffAct)] == [held.code]
    codes = iter([held.code, "NEWONE"])
    monkeypatch.setattr("resilience.services.workshop.plan.new_code", lambda: next(codes))
    assert set_up(held.store, framework).code == "NEWONE"


def test_what_a_participant_or_the_server_did_names_nobody(held: Held) -> None:
    with held.store.write() as session:
        workshop = workshop_by_code(session, held.code)
        record_as(session, "participant", "own data erased", workshop)
        record_as(session, "server", "answers removed", workshop, after={"after_days": 40})
    acts = rows(held.store, StaffAct)[-2:]
    assert [(a.actor, a.role, a.thing, a.before, a.after) for a in acts] == [
        ("participant", "participant", "", None, None),
        ("server", "server", "", None, {"after_days": 40}),
    ]
    assert {(a.workshop, a.city) for a in acts} == {(held.code, "Cascais")}


def test_an_act_that_has_no_sentence_is_refused(held: Held) -> None:
    with pytest.raises(ValueError, match="no act"), held.store.write() as session:
        record(session, HOST, "was in a hurry", None)


def test_every_act_has_a_kind_that_can_be_chosen() -> None:
    assert {act.kind for act in ACTS.values()} == set(KINDS)


def test_a_refused_act_leaves_nothing_on_record(held: Held) -> None:
    before = rows(held.store, StaffAct)
    with pytest.raises(Exception, match="after the reveal"):
        set_target(held.store, HOST, held.code, "W1", 3)
    assert rows(held.store, StaffAct) == before
