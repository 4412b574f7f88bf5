"""A result as long data: counts from every workshop, participants from an open one alone."""

import io
from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest

from resilience import notebook
from resilience.errors import NotAllowed, WrongTime
from resilience.exchange.counts import read_counts
from resilience.exchange.given import read_given
from resilience.exchange.latest_counts import latest
from resilience.exchange.responses import read_responses
from resilience.exchange.scores import score_given
from resilience.outputs.long_data import counts_csv, participants_csv
from resilience.scoring import Method, score
from resilience.services.access.access import NOBODY
from resilience.services.counting import rounds
from resilience.services.deciding import weights
from resilience.services.deciding.agreed_levels import Outcome, agree
from tests.services.held import HOST, Held

Sets = Callable[..., Held]


def revote(held: Held) -> None:
    """Two votes: on everything, then on W1 alone."""
    held.move(rounds.open_vote)
    people = [*held.vote("Water", 1, 2, 3), *held.vote("Power", 0, 4, 3)]
    for who in people:
        held.say(who, P2=4.5, P1="na")
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=2)
    held.move(rounds.close_vote, rounds.reveal)


def test_counts_of_every_vote_give_the_scores_again(held: Held) -> None:
    revote(held)
    found = held.result()
    framework = held.view.framework
    votes = read_counts(counts_csv(found), framework).votes
    assert list(votes) == [1, 2]
    assert list(votes[2].by_code) == ["W1"]
    assert votes[1].by_code["W1"].answers.tolist() == [[0, 1, 1, 1, 0], [1, 0, 0, 1, 1]]
    again = score(framework, latest(votes, framework))
    assert again.city == found.result.city
    assert again.units == found.result.units


def test_counts_carry_all_that_the_score_hangs_on(held: Held) -> None:
    """Agreed levels, one not applicable, both views, and adopted weights."""
    revote(held)
    settled: dict[str, Outcome] = {"W1": 4, "W2": 1, "P1": "na", "P2": "both"}
    for code, outcome in settled.items():
        agree(held.store, HOST, held.code, code, outcome)
    weights.ask_for_points(held.store, HOST, held.code)
    for _ in range(3):
        weights.save_points(held.store, held.join("Water"), {"WAT": 70, "PWR": 30})
    weights.close_points(held.store, HOST, held.code)
    weights.settle_weights(held.store, HOST, held.code, adopt=True)
    found = held.result()
    text, framework = counts_csv(found), held.view.framework
    given = read_given(text, framework, "counts")
    (scored,) = score_given(given, Method()).units
    assert (scored.name, given.notes) == ("Cascais", ())
    assert scored.result == found.result
    table = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    overall = notebook.score(framework, table).set_index("code").loc[framework.root.code, "score"]
    assert overall == found.result.city[framework.root.code].value is not None


def test_older_counts_are_read_and_what_they_lack_is_said(held: Held) -> None:
    revote(held)
    agree(held.store, HOST, held.code, "W1", 4)
    table = pd.read_csv(io.StringIO(counts_csv(held.result())), dtype=str, keep_default_na=False)
    older = table[table["round"] != ""].drop(columns="value")
    given = read_given(older.to_csv(index=False), held.view.framework, "counts")
    assert "agreed levels and adopted weights are not in this file" in str(given.notes[0])
    with pytest.warns(UserWarning, match="agreed levels"):
        notebook.score(held.view.framework, older)


def test_counts_of_another_version_of_the_framework_are_read_with_a_sentence(held: Held) -> None:
    revote(held)
    newer = replace(held.view.framework, version="9")
    (note,) = read_given(counts_csv(held.result()), newer, "counts").notes
    assert "scored with another framework or version" in str(note)


def test_an_open_workshop_gives_each_participant_by_a_number(workshop: Sets) -> None:
    held = workshop(k=0)
    revote(held)
    text = participants_csv(held.store, HOST, held.code)
    rows = read_responses(text, held.view.framework).answers
    assert {row.unit for row in rows} == {"Cascais"}
    assert {row.participant for row in rows} == {str(n) for n in range(1, 7)}
    assert [row.answer for row in rows if row.indicator == "W1"] == ["2"] * 6
    assert {row.answer for row in rows if row.indicator == "P2"} == {"4.5"}
    assert sorted(row.department for row in rows if row.indicator == "P1") == (
        ["Power"] * 3 + ["Water"] * 3
    )


def test_participants_leave_no_other_workshop(held: Held) -> None:
    revote(held)
    with pytest.raises(NotAllowed, match="without small-group protection"):
        participants_csv(held.store, HOST, held.code)


def test_nothing_is_told_to_others_or_before_the_reveal(workshop: Sets) -> None:
    held = workshop(k=0)
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    with pytest.raises(WrongTime):
        participants_csv(held.store, HOST, held.code)
    held.move(rounds.close_vote, rounds.reveal)
    for who in (NOBODY, *map(held.staff, ("official", "lead", "cofacilitator"))):
        with pytest.raises(NotAllowed):
            participants_csv(held.store, who, held.code)
    assert participants_csv(held.store, HOST, held.code).count("Water,") == 3
