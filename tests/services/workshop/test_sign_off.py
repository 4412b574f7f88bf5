"""Closing with a sign-off, what stays shut then, and opening again with a reason."""

import datetime
import io
from collections.abc import Callable

import openpyxl
import pytest
from sqlalchemy import update

from resilience.errors import InputError, WrongTime
from resilience.outputs.report import report_of
from resilience.outputs.workbook import results_workbook
from resilience.scoring import METHOD_VERSION
from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import rehearse
from resilience.services.workshop import participants
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Closing, Participant, Response, StaffAct, Workshop
from resilience.text import Text
from resilience.wording import closing
from resilience.wording.closing import closing_words
from tests.services.clock import NOON
from tests.services.delivering import save_answer, save_remark
from tests.services.held import HOST, REASON, SIGNED_BY, Held, finish, reopen, rows

TEXT = Text("en")
TODAY = TEXT.date(NOON)

pytestmark = pytest.mark.usefixtures("noon")


@pytest.mark.parametrize("name", ["", "  ", "\0", "\n"])
def test_a_workshop_is_not_closed_in_nobodys_name(held: Held, name: str) -> None:
    held.bring_to(Phase.REVEALED)
    with pytest.raises(InputError, match="Enter the name of the person who signs"):
        rounds.finish(held.store, HOST, held.code, name)
    assert held.view.phase is Phase.REVEALED
    assert rows(held.store, Closing) == []


def test_a_name_is_kept_on_one_line_and_not_without_end(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    with pytest.raises(InputError, match="121 characters; at most 120"):
        rounds.finish(held.store, HOST, held.code, "x" * 121)
    rounds.finish(held.store, HOST, held.code, "  Ana \n Sousa\0 ")
    assert held.view.signed[0].name == "Ana Sousa"


def test_the_sign_off_has_name_date_and_method(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    (signed,) = held.view.signed
    assert (signed.name, signed.method_version) == (SIGNED_BY, METHOD_VERSION)
    (workshop,) = rows(held.store, Workshop)
    assert signed.at == workshop.closed_at
    assert closing_words(held.view, TEXT) == [
        f"Signed off by {SIGNED_BY} on {TODAY} (method version {METHOD_VERSION})."
    ]


def test_a_reopened_workshop_says_why_and_takes_everything_again(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal, finish, reopen)
    assert held.view.phase is Phase.REVEALED
    assert closing_words(held.view, TEXT)[1:] == [f"Reopened on {TODAY}: {REASON}"]
    held.move(rounds.reopen_vote)
    for who in people:
        held.say(who, W1=4)
    assert held.reveal().later == {"W1": 2}
    rounds.finish(held.store, HOST, held.code, "Rui")
    said = closing_words(held.view, TEXT)
    assert [line.split(" on ")[0] for line in said] == [
        f"Signed off by {SIGNED_BY}",
        "Reopened",
        "Signed off by Rui",
    ]


@pytest.mark.parametrize("reason", ["", "  ", "\0"])
def test_a_workshop_is_not_reopened_without_a_reason(held: Held, reason: str) -> None:
    held.bring_to(Phase.CLOSED)
    acts = rows(held.store, StaffAct)
    with pytest.raises(InputError, match="Enter the reason"):
        rounds.reopen_workshop(held.store, HOST, held.code, reason)
    assert held.view.phase is Phase.CLOSED
    assert rows(held.store, StaffAct) == acts


def test_a_workshop_that_was_closed_before_names_were_asked_for_can_be_reopened(
    held: Held,
) -> None:
    held.bring_to(Phase.REVEALED)
    with held.store.write() as session:
        workshop = session.get_one(Workshop, held.id)
        workshop.closed_at = workshop.created_at
        session.add(workshop)
    assert closing_words(held.view, TEXT) == []
    held.move(reopen)
    assert closing_words(held.view, TEXT) == [f"Reopened on {TODAY}: {REASON}"]


def test_a_later_method_is_said_beside_the_sign_off(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    held.bring_to(Phase.CLOSED)
    monkeypatch.setattr(closing, "METHOD_VERSION", "5")
    assert closing_words(held.view, TEXT)[1:] == [
        "The figures here are calculated with a later method version, 5."
    ]
    held.move(reopen)
    assert "later method version" not in " ".join(closing_words(held.view, TEXT))


def test_the_day_is_that_of_the_citys_clock(workshop: Callable[..., Held]) -> None:
    held = workshop(timezone="Pacific/Kiritimati")  # 14 hours ahead of UTC
    held.bring_to(Phase.CLOSED)
    with held.store.write() as session:
        noon = datetime.datetime(2026, 10, 13, 12, tzinfo=datetime.UTC)
        session.connection().execute(update(Closing).values(closed_at=noon))
    assert "on October 14, 2026" in closing_words(held.view, TEXT)[0]


def test_the_printed_report_says_it(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    report = report_of(held.result(), TEXT, datetime.datetime.now(datetime.UTC))
    assert report.signed[-1].startswith(f"Signed off by {SIGNED_BY} on ")


def test_the_workbook_says_it_on_its_first_sheet_and_in_the_facts(held: Held) -> None:
    held.bring_to(Phase.CLOSED)
    held.move(reopen)
    made = results_workbook(held.result(), TEXT, datetime.datetime.now(datetime.UTC))
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert f"Signed off by {SIGNED_BY} on " in str(book.worksheets[0]["A1"].value)
    read_me = book["Read me"].iter_rows(values_only=True)
    said = [str(row[1]) for row in read_me if row[0] == "Sign-off"]
    assert [line.split(" on ")[0] for line in said] == [f"Signed off by {SIGNED_BY}", "Reopened"]


def test_while_it_is_closed_nothing_of_the_result_can_be_changed(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    who = held.join("Water")
    held.move(finish)
    before = held.result().result, rows(held.store, Response), rows(held.store, Participant)
    tries: list[Callable[[], object]] = [
        lambda: save_answer(held.store, who, "W1", 4),
        lambda: save_remark(held.store, who, "W1", comment="Late."),
        lambda: participants.move(held.store, who, held.department("Power")),
        lambda: held.join("Power"),
        *(
            lambda move=move: move(held.store, HOST, held.code)
            for move in (
                rehearse,
                rounds.open_vote,
                rounds.close_vote,
                rounds.reopen_vote,
                rounds.reveal,
                finish,
            )
        ),
    ]
    for tried in tries:
        with pytest.raises(WrongTime):
            tried()
    assert held.result().result == before[0]
    assert (rows(held.store, Response), rows(held.store, Participant)) == before[1:]
