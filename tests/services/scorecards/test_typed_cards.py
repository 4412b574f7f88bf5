"""Paper cards typed in: what a sign says, and that a card is kept whole or not at all."""

from dataclasses import replace

import pytest

from resilience.errors import Faults, InputError, NotAllowed, WrongTime
from resilience.framework import Framework
from resilience.services.access.access import NOBODY
from resilience.services.counting import rounds
from resilience.services.scorecards.card_imports import imports_in
from resilience.services.scorecards.cards import CardImportResult
from resilience.services.scorecards.typed_cards import PaperCard, keep_sheet, keying, parse_key
from resilience.store.tables import Participant, Response
from tests.services.held import HOST, Held, rows


def sheet(held: Held, **changes: object) -> PaperCard:
    plain = PaperCard(held.department("Water"), "7", 1, {"W1": "3", "P1": "n", "P2": "4,5"}, {})
    return replace(plain, **changes)  # type: ignore[arg-type]


def keep(held: Held, **changes: object) -> CardImportResult:
    return keep_sheet(held.store, HOST, held.code, sheet(held, **changes), "en")


def stored(held: Held) -> dict[str, object]:
    found = rows(held.store, Response)
    return {r.indicator: r.level if r.state == "level" else r.number or r.state for r in found}


@pytest.mark.parametrize(
    ("sign", "code", "said"),
    [
        *((str(level), "W1", level) for level in range(5)),
        ("３", "W1", 3),
        (" 2 ", "W1", 2),
        *((sign, "W1", "na") for sign in ("n", "N", "na", "-")),
        *((sign, "W1", "dk") for sign in ("?", "？", "d", "DK")),
        ("", "W1", None),
        ("4,5", "P2", 4.5),
        ("0", "P2", 0.0),
        ("?", "P2", "dk"),
    ],
)
def test_what_a_sign_says(framework: Framework, sign: str, code: str, said: object) -> None:
    indicator = next(i for i in framework.root.indicators() if i.code == code)
    found = parse_key(sign, indicator)
    assert (found, type(found)) == (said, type(said))


@pytest.mark.parametrize(("code", "sign"), [("W1", "5"), ("W1", "1.5"), ("W1", "x"), ("P2", "11")])
def test_a_sign_that_says_nothing_is_refused(framework: Framework, code: str, sign: str) -> None:
    indicator = next(i for i in framework.root.indicators() if i.code == code)
    with pytest.raises(InputError, match=f"found {sign}, expected"):
        parse_key(sign, indicator)


def test_a_typed_card_is_a_participant(voting: Held) -> None:
    assert keep(voting, people=6, comments={"W2": "The pumps are old."}) == CardImportResult(
        1, 1, 4
    )
    (person,) = rows(voting.store, Participant)
    assert (person.size, person.department_id) == (6, voting.department("Water"))
    assert stored(voting) == {"W1": 3, "P1": "na", "P2": 4.5, "W2": "blank"}


def test_the_same_number_corrects_the_card_and_another_is_another_person(voting: Held) -> None:
    keep(voting)
    assert keep(voting).id is None
    assert keep(voting, number=" 7 ", answers={"W1": "0"}).answers == 1
    assert stored(voting) == {"W1": 0, "P1": "na", "P2": 4.5}
    keep(voting, number="8")
    keep(voting, department_id=voting.department("Power"))
    assert len(rows(voting.store, Participant)) == 3


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_kept(voting: Held) -> None:
    with pytest.raises(Faults) as error:
        keep(voting, answers={"W1": "9", "W2": "1", "P2": "much"})
    assert [fault.place for fault in error.value.faults] == [("W1",), ("P2",)]
    with pytest.raises(Faults, match="4001"):
        keep(voting, comments={"W1": "x" * 4001})
    keep(voting)
    with pytest.raises(Faults, match="was imported before with a different number of people"):
        keep(voting, people=5)
    assert len(rows(voting.store, Response)) == 3


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "  "}, "Enter the card"),
        ({"answers": {}, "comments": {"W1": " "}}, "Nothing was typed"),
        ({"department_id": 99}, "Choose a department"),
        ({"people": 0}, "1 to"),
    ],
)
def test_a_card_without_what_it_needs_is_refused(
    voting: Held, changes: dict[str, object], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        keep(voting, **changes)
    assert imports_in(voting.store, HOST, voting.code) == ()


def test_only_who_runs_the_workshop_types_and_only_while_a_vote_is_open(held: Held) -> None:
    with pytest.raises(WrongTime):
        keying(held.store, HOST, held.code)
    held.move(rounds.open_vote)
    assert [i.code for i in keying(held.store, HOST, held.code).asked] == ["W1", "W2", "P1", "P2"]
    for call in (
        lambda: keying(held.store, NOBODY, held.code),
        lambda: keep_sheet(held.store, held.join(), held.code, sheet(held), "en"),
    ):
        with pytest.raises(NotAllowed):
            call()
