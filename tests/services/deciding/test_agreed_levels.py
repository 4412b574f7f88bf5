"""What the room agrees on: it replaces the city's score of an indicator, and nothing else."""

import pytest

from resilience.errors import InputError, WrongTime
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import (
    LONGEST_REASON,
    AgreedMeanwhile,
    Decision,
    agree,
    take_back,
)
from resilience.services.workshop.phase import Phase
from resilience.store.tables import AgreedLevel, StaffAct
from tests.services.held import HOST, Held, rows

# Three people of Water said 1, 2 and 3 on W1, worth 25, 50 and 75: W1 is 50, W2 has no answer.
# Agreed 4 is worth 100.


def city(held: Held, code: str) -> float | None:
    """The city's score of a node."""
    return held.result().result.city[code].value


def test_an_agreed_level_replaces_the_mean_of_the_city_and_no_departments(revealed: Held) -> None:
    assert city(revealed, "W1") == 50
    agree(revealed.store, HOST, revealed.code, "W1", 4, " The register was shown. ")
    found = revealed.result()
    assert found.result.city["W1"].value == 100
    assert found.result.units["Water"]["W1"].value == 50
    assert found.agreed["W1"].outcome == 4
    assert found.agreed["W1"].reason == "The register was shown."
    assert found.made.agreed == 1


def test_an_agreed_level_answers_what_nobody_answered(revealed: Held) -> None:
    assert city(revealed, "W2") is None
    agree(revealed.store, HOST, revealed.code, "W2", 0)
    assert city(revealed, "W2") == 0
    assert city(revealed, "WAT") == (50 + 0) / 2


def test_a_measured_number_is_agreed_on_its_own_scale(revealed: Held) -> None:
    agree(revealed.store, HOST, revealed.code, "P2", 2.5)
    assert city(revealed, "P2") == 75
    with pytest.raises(InputError, match=r"W1 has levels 0 to 4; 2\.5 is not one of them"):
        agree(revealed.store, HOST, revealed.code, "W1", 2.5)


def test_not_applicable_takes_the_indicator_out(revealed: Held) -> None:
    agree(revealed.store, HOST, revealed.code, "W1", "na")
    assert revealed.result().result.city["W1"].state == "not applicable"


def test_both_views_keep_the_mean_and_say_so(revealed: Held) -> None:
    agree(revealed.store, HOST, revealed.code, "W1", "both", "Two parts of the city differ.")
    found = revealed.result()
    assert found.result.city["W1"].value == 50
    assert found.agreed["W1"].outcome == "both"
    assert found.made.agreed == 0


def test_a_later_agreement_replaces_the_one_before_and_the_record_has_both(revealed: Held) -> None:
    who = revealed.staff("cofacilitator")
    agree(revealed.store, who, revealed.code, "W1", 1, "On the map.")
    agree(revealed.store, who, revealed.code, "W1", "na")
    take_back(revealed.store, who, revealed.code, "W1")
    take_back(revealed.store, who, revealed.code, "W1")
    assert rows(revealed.store, AgreedLevel) == []
    assert city(revealed, "W1") == 50
    acts = [(a.act, a.actor, a.thing, a.before, a.after) for a in rows(revealed.store, StaffAct)][
        -3:
    ]
    assert acts == [
        ("level agreed", "cofacilitator", "W1", None, said(1, "On the map.")),
        ("level agreed", "cofacilitator", "W1", said(1, "On the map."), said("na")),
        ("agreed level taken back", "cofacilitator", "W1", said("na"), None),
    ]


def said(outcome: float | str, reason: str = "") -> dict[str, object]:
    """What the record keeps of an agreement."""
    return {"outcome": outcome, "reason": reason}


def test_viewers_look_again_after_an_agreement(revealed: Held) -> None:
    before = revealed.view.revision
    agree(revealed.store, HOST, revealed.code, "W1", 1)
    assert revealed.view.revision == before + 1
    take_back(revealed.store, HOST, revealed.code, "W1")
    assert revealed.view.revision == before + 2


@pytest.mark.parametrize(
    "phase", [p for p in Phase if p != Phase.REVEALED], ids=lambda phase: phase.value
)
def test_levels_are_agreed_after_the_reveal_alone(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    with pytest.raises(WrongTime, match="Levels can be agreed only after the reveal"):
        agree(held.store, HOST, held.code, "W1", 1)
    with pytest.raises(WrongTime, match="Levels can be agreed only after the reveal"):
        take_back(held.store, HOST, held.code, "W1")
    assert rows(held.store, AgreedLevel) == []


def test_while_another_vote_is_open_what_was_agreed_stays(revealed: Held) -> None:
    agree(revealed.store, HOST, revealed.code, "W1", 4)
    revealed.move(rounds.open_vote)
    with pytest.raises(WrongTime, match="while no vote is open"):
        agree(revealed.store, HOST, revealed.code, "W1", 0)
    assert city(revealed, "W1") == 100


def test_what_is_not_asked_or_too_long_is_refused_in_words(revealed: Held) -> None:
    with pytest.raises(InputError, match="does not ask about the indicator X9"):
        agree(revealed.store, HOST, revealed.code, "X9", 1)
    with pytest.raises(InputError, match="at most 1000 can be saved"):
        agree(revealed.store, HOST, revealed.code, "W1", 1, "x" * (LONGEST_REASON + 1))
    with pytest.raises(InputError, match="W1 has levels 0 to 4; 5 is not one of them"):
        agree(revealed.store, HOST, revealed.code, "W1", 5)
    with pytest.raises(InputError, match="on not applicable, or on both views"):
        agree(revealed.store, HOST, revealed.code, "W1", "dk")  # type: ignore[arg-type]
    assert rows(revealed.store, AgreedLevel) == []


def test_a_decision_is_read_as_it_was_made(revealed: Held) -> None:
    agree(revealed.store, HOST, revealed.code, "P2", 0.5, "Measured.")
    [(code, found)] = revealed.result().agreed.items()
    assert (code, found) == ("P2", Decision(0.5, "Measured.", found.agreed_at))


def test_a_page_that_showed_an_older_decision_replaces_no_newer_one(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    agree(held.store, HOST, held.code, "W1", 0, seen=None)
    first = held.result().agreed["W1"]
    agree(held.store, HOST, held.code, "W1", 3, seen=first.agreed_at)
    for late in (None, first.agreed_at):
        with pytest.raises(AgreedMeanwhile) as refused:
            agree(held.store, HOST, held.code, "W1", 0, seen=late)
        assert refused.value.kept == held.result().agreed["W1"]
    with pytest.raises(AgreedMeanwhile):
        take_back(held.store, HOST, held.code, "W1", seen=first.agreed_at)
    assert held.result().agreed["W1"].outcome == 3


def test_a_second_press_of_the_same_button_asks_nothing_and_records_nothing(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    agree(held.store, HOST, held.code, "W1", 2, "The model was shown.", seen=None)
    [made], recorded = rows(held.store, AgreedLevel), len(rows(held.store, StaffAct))
    agree(held.store, HOST, held.code, "W1", 2, "The model was shown.", seen=None)
    assert rows(held.store, AgreedLevel) == [made]
    assert len(rows(held.store, StaffAct)) == recorded
