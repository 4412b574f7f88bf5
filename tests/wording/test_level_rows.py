"""Answers by department as far as they are shown: pooled ones of none, n/a of who is shown, don't know of the room."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from resilience.services.counting import rounds
from resilience.services.results.discussion import discuss
from resilience.text import Text
from resilience.wording.agreement import level_notes, level_rows
from tests.outputs.crooked import crooked
from tests.services.held import Held

TEXT = Text("en")
WHOLE = "Whole room"


def rows(held: Held, code: str) -> tuple[pd.DataFrame, list[str]]:
    """The rows of an indicator and the notes below them."""
    result = held.result()
    topic = next(one for one in discuss(result) if one.code == code)
    table = level_rows(topic, result, TEXT)
    return table, level_notes(table, topic, result, TEXT)


def test_departments_are_sorted_by_their_mean_level_and_the_room_is_last(held: Held) -> None:
    crooked(held)
    table, notes = rows(held, "W1")
    assert list(table.loc[WHOLE]) == table.drop(index=WHOLE).sum().tolist()
    assert next(iter(table.index)) == "Water"
    assert list(table.loc["Water"]) == [0, 0, 1, 1, 1]
    assert notes == []


def test_dont_know_is_counted_of_the_room_alone_where_groups_are_protected(held: Held) -> None:
    crooked(held)
    table, notes = rows(held, "P1")
    assert table.loc[WHOLE, "dk"] == 5
    assert table.drop(index=WHOLE)["dk"].sum() == 0
    assert any("which is counted for the whole room only." in note for note in notes)
    assert any(note.startswith("A dash means that no answer is shown") for note in notes)


def test_after_a_later_vote_its_answers_without_a_level_are_in_words(held: Held) -> None:
    crooked(held)
    result = held.result()
    topic = next(one for one in discuss(result) if one.code == "P1")
    voted = replace(result, later={"P1": 2})
    notes = level_notes(level_rows(topic, voted, TEXT), topic, voted, TEXT)
    assert notes[-1] == "Whole room, later vote: 5 answers: don't know"
    assert any(note.startswith("A department's answers leave out people") for note in notes)


def test_not_applicable_is_counted_where_a_department_is_shown(held: Held) -> None:
    crooked(held)
    table, _ = rows(held, "W2")
    assert table.loc["Water", "na"] == 3
    assert table.loc[WHOLE, "na"] == 3


def test_answers_counted_together_have_a_row_of_their_own(held: Held) -> None:
    held.move(rounds.open_vote)
    for name, *levels in (("Water", 1, 1, 1, 2), ("Power", 3, 3), ("Roads", 4, 4, 4)):
        for level in levels:
            held.say(held.join(name), W1=level)
    held.say(held.join("Power"), W1="na")
    held.reveal()
    table, _ = rows(held, "W1")
    assert list(table.index) == ["Water", "Power", "Roads", "Counted together", WHOLE]
    assert list(table.loc[WHOLE]) == table.drop(index=WHOLE).sum().tolist()
    assert table.loc[WHOLE, "na"] == 1


def test_an_open_workshop_counts_dont_know_by_department(workshop: Callable[..., Held]) -> None:
    held: Held = workshop(k=0)
    held.move(rounds.open_vote)
    held.say(held.join("Water"), W1=1)
    held.say(held.join("Power"), W1="dk")
    held.move(rounds.close_vote, rounds.reveal)
    table, notes = rows(held, "W1")
    assert table.loc["Power", "dk"] == 1
    assert notes == []


def test_where_too_few_gave_a_level_the_room_has_no_row(held: Held) -> None:
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Water"), W1=1)
    held.say(held.join("Power"), W1=1, P1=2)
    held.reveal()
    table, notes = rows(held, "P1")
    assert "P1" in held.result().too_few
    assert WHOLE not in table.index
    assert not table.to_numpy().any()
    assert len(notes) == 1
