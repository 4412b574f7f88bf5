"""The sheet "Votes": each vote on an indicator, and how many moved between votes."""

from resilience.framework import Framework
from resilience.outputs.workbook import results_workbook
from resilience.scoring import score_city
from resilience.scoring.comparison.rounds import CountedRound
from resilience.scoring.notes.words import label_words
from resilience.scoring.opinions.agreement import agree
from resilience.services.counting import rounds
from resilience.store import Store
from resilience.text import Text
from tests.scoring.build import framework as built
from tests.scoring.build import indicator, people, tally, theme
from tests.services.held import set_up
from tests.workbook.conftest import MADE_AT, Demo
from tests.workbook.sheets import book, opened, rows, sheet, sheets
from tests.workbook.test_values import same


def shift_of(code: str, first: CountedRound, second: CountedRound) -> float | None:
    """Half of what the shares of the levels differ by; None where a vote has none."""
    before, after = (
        vote.tallies.city.by_code[code].answers.sum(axis=0) for vote in (first, second)
    )
    if not before.sum() or not after.sum():
        return None
    shares = zip(before / before.sum(), after / after.sum(), strict=True)
    return float(sum(abs(now - then) for then, now in shares) / 2)


def test_every_vote_of_the_demo(demo: Demo) -> None:
    found = rows(sheet(opened(demo.written), "Votes"), "Code")
    first, second = demo.result.rounds
    again = list(second.tallies.by_code)
    assert again
    asked = [i.code for i in demo.result.workshop.framework.asked("full")]
    expected = [(c, n) for c in asked for n in (1, 2) if n == 1 or c in again]
    assert [(row["Code"], row["Vote"]) for row in found] == expected
    shifts = {code: shift_of(code, first, second) for code in again}
    for vote in (first, second):
        agreements = agree(vote.tallies)
        framework = demo.result.workshop.framework
        city = score_city(framework, vote.tallies, city_rule="people")
        for row in found:
            if row["Vote"] == vote.number:
                one = agreements[row["Code"]]
                told = one.answers, label_words(one, Text("en"))
                hidden = row["Code"] in vote.tallies.without_answers
                assert (row["Answers"], row["How far the room agrees"]) == (
                    (None, None) if hidden else told
                )
                assert same(row["Score (each person counts once)"], city[row["Code"]].value)
                shift = shifts.get(row["Code"]) if vote is second else None
                assert same(row["Shift of answers since the previous vote"], shift)
    assert any(shifts.values())


def test_the_scores_are_those_of_the_votes_whatever_was_agreed(demo: Demo) -> None:
    agreed = {code for code, one in demo.result.agreed.items() if one.outcome != "both"}
    assert agreed
    votes = rows(sheet(opened(demo.written), "Votes"), "Code")
    last = {row["Code"]: row["Score (each person counts once)"] for row in votes}
    voted = score_city(demo.result.workshop.framework, demo.result.tallies, city_rule="people")
    assert {code for code in last if not same(last[code], voted[code].value)} == set()
    assert all(not same(last[code], demo.result.result.city[code].value) for code in agreed)


def test_of_one_vote_there_is_no_such_sheet() -> None:
    asked = built(theme("T", indicator("A")))
    assert "Votes" not in sheets(book(asked, people("u", "A", 1, 2, 3))).sheetnames


def test_the_first_vote_has_no_shift() -> None:
    asked = built(theme("T", indicator("A"), indicator("B")))
    votes = (
        tally(asked, people("u", "A", 0, 0, 0, 4, 4, 4)),
        tally(asked, people("u", "A", 2, 2, 2)),
    )
    held = (CountedRound(1, votes[0]), CountedRound(2, votes[1]))
    found = rows(
        sheet(sheets(book(asked, people("u", "A", 2, 2, 2), rounds=held)), "Votes"), "Code"
    )
    first, second, third, _ = found
    assert first["How far the room agrees"].startswith("split room · with so few answers")
    assert first["Agreement, 0 to 1"] == 0
    assert first["Middle answer (level)"] == "between 0 and 4"
    moved = "Shift of answers since the previous vote"
    assert (first[moved], second[moved], third[moved]) == (None, 1.0, None)
    assert (second["Agreement, 0 to 1"], second["Answers"]) == (None, 3)
    assert (third["Code"], third["Score (each person counts once)"]) == ("B", None)


def test_a_workshop_from_the_store_with_two_votes_and_a_measured_number(
    sqlite_store: Store, framework: Framework
) -> None:
    """An open workshop of two people, one of whom moves from 1 to 3."""
    held = set_up(sqlite_store, framework, k=0)
    held.move(rounds.open_vote)
    one, other = held.vote("Water", 1, 2)
    held.say(one, P2=4)
    held.move(rounds.close_vote, rounds.reveal, rounds.open_vote)
    held.say(one, W1=3, P2=6)
    held.say(other, W1=2)
    written = opened(results_workbook(held.reveal(), Text("en"), MADE_AT))
    found = {(r["Code"], r["Vote"]): r for r in rows(sheet(written, "Votes"), "Code")}
    assert [found["W1", n]["Score (each person counts once)"] for n in (1, 2)] == [37.5, 62.5]
    assert found["W1", 2]["Shift of answers since the previous vote"] == 0.5
    assert [found["P2", n]["Score (each person counts once)"] for n in (1, 2)] == [60, 40]
    assert found["P2", 2]["How far the room agrees"] is None
    long = rows(sheet(written, "Long data"), "Unit")
    counted = [(r["Vote"], r["Included (1 = yes, 0 = no)"]) for r in long if r["Answers"]]
    assert sorted(set(counted)) == [(1, 0), (2, 1)]
