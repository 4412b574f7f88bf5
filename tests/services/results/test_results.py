"""The result of a workshop: worked by hand, and which votes and remarks it is made of."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from resilience.errors import WrongTime
from resilience.framework import Framework
from resilience.scoring import Count, Room, build_tallies, score
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import Outcome, agree
from resilience.services.results import results
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Response
from resilience.text import Text
from resilience.wording.result import later_words
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, rows
from tests.services.recount import Line, frozen, of_room, recounted

# The room: Water has three people, Power a table of 3 and one person. The workshop is open (k 0):
# else dan could not be shown beside the table.
#
#        Water               Power
#        ann   ben   cy      table (3)  dan
#   W1   4     2     dk      1          3
#   W2   na    na    3       2          dk
#   P1   2     2     2       2          2
#   P2   5 h   10 h  .       0 h        na
#
# Levels are worth 0, 25, 50, 75, 100; P2 is worth 0 at 10 hours and 100 at 0 hours.
#
# Units. W1: Water (100 + 50) / 2 = 75; Power (3 x 25 + 75) / 4 = 37.5, the table weighs 3.
#        W2: Water 2 of 3 say N/A: not applicable; Power 50.
#        P1: 50 and 50.  P2: Water (50 + 0) / 2 = 25; Power 100, as 1 N/A of 2 is no majority.
#        WAT: Water 75 (W1 alone), Power (37.5 + 50) / 2 = 43.75.
#        PWR: Water (50 + 25) / 2 = 37.5, Power (50 + 100) / 2 = 75.
#        Overall: Water (75 + 37.5) / 2 = 56.25, Power (43.75 + 75) / 2 = 59.375.
# City, each department once. W1 (75 + 37.5) / 2 = 56.25; W2 50, as 1 unit of 2 is no majority
#        for N/A; P1 50; P2 (25 + 100) / 2 = 62.5.
#        WAT (56.25 + 50) / 2 = 53.125; PWR (50 + 62.5) / 2 = 56.25; overall 54.6875.
# City, each person once. W1 (2 x 75 + 4 x 37.5) / 6 = 50; W2 50; P1 50;
#        P2 (2 x 25 + 3 x 100) / 5 = 70.  WAT 50, PWR 60, overall 55.
WORKED = {
    "Water": {"W1": 75, "W2": None, "P1": 50, "P2": 25, "WAT": 75, "PWR": 37.5, "overall": 56.25},
    "Power": {
        "W1": 37.5, "W2": 50, "P1": 50, "P2": 100, "WAT": 43.75, "PWR": 75, "overall": 59.375,
    },
}  # fmt: skip
WORKED_CITY = {
    "W1": 56.25, "W2": 50, "P1": 50, "P2": 62.5, "WAT": 53.125, "PWR": 56.25, "overall": 54.6875,
}  # fmt: skip
#: the same as lines of a tally: unit, indicator, state, answer, answers, people
LINES = [
    Count("Water", "W1", "level", 4, 1, 1),
    Count("Water", "W1", "level", 2, 1, 1),
    Count("Water", "W1", "dk", None, 1, 1),
    Count("Water", "W2", "na", None, 2, 2),
    Count("Water", "W2", "level", 3, 1, 1),
    Count("Water", "P1", "level", 2, 3, 3),
    Count("Water", "P2", "number", 5, 1, 1),
    Count("Water", "P2", "number", 10, 1, 1),
    Count("Power", "W1", "level", 1, 1, 3),
    Count("Power", "W1", "level", 3, 1, 1),
    Count("Power", "W2", "level", 2, 1, 3),
    Count("Power", "W2", "dk", None, 1, 1),
    Count("Power", "P1", "level", 2, 2, 4),
    Count("Power", "P2", "number", 0, 1, 3),
    Count("Power", "P2", "na", None, 1, 1),
]


@pytest.fixture
def worked(workshop: Callable[..., Held]) -> WorkshopResult:
    """The result of the room above, through the services."""
    held = workshop(k=0)
    held.move(rounds.open_vote)
    held.say(held.join("Water"), W1=4, W2="na", P1=2, P2=5)
    held.say(held.join("Water"), W1=2, W2="na", P1=2, P2=10)
    held.say(held.join("Water"), W1="dk", W2=3, P1=2)
    held.say(held.join("Power", 3), W1=1, W2=2, P1=2, P2=0)
    held.say(held.join("Power"), W1=3, W2="dk", P1=2, P2="na")
    held.join("Roads")
    return held.reveal()


def test_the_result_is_the_one_worked_by_hand(worked: WorkshopResult) -> None:
    found = {
        unit: {code: s.value for code, s in tree.items()}
        for unit, tree in worked.result.units.items()
    }
    assert found == {unit: pytest.approx(values) for unit, values in WORKED.items()}
    assert {c: s.value for c, s in worked.result.city.items()} == pytest.approx(WORKED_CITY)
    assert worked.by_people == pytest.approx(55)


def test_the_result_is_the_score_of_tallies_made_by_hand(
    worked: WorkshopResult, framework: Framework
) -> None:
    tallies = build_tallies(framework.asked("full"), {"Water": (3, 3), "Power": (2, 4)}, LINES)
    assert worked.result == score(framework, tallies)
    assert worked.by_people == score(framework, tallies, city_rule="people").city["overall"].value


@pytest.mark.parametrize(
    ("by_people", "matters"),
    [(59.8, True), (59.6, False), (49.6, True), (49.8, False), (None, False)],
)
def test_counting_people_matters_from_more_than_five_points(
    worked: WorkshopResult, by_people: float | None, matters: bool
) -> None:
    # the overall is 54.7
    assert replace(worked, by_people=by_people).counting_matters is matters


def test_states_are_never_mixed_up(worked: WorkshopResult) -> None:
    city, water = worked.result.city, worked.result.units["Water"]
    counts = {
        c: (s.counts.level, s.counts.na, s.counts.dk, s.counts.blank) for c, s in city.items()
    }
    assert counts["W1"] == (4, 0, 1, 0)
    assert counts["W2"] == (2, 2, 1, 0)
    assert counts["P1"] == (5, 0, 0, 0)
    assert counts["P2"] == (3, 1, 0, 1)
    assert (water["W2"].state, water["W2"].value) == ("not applicable", None)
    assert city["W1"].reach == pytest.approx(6 / 7)
    assert city["overall"].coverage == 1


def test_the_room_is_said_beside_the_result(worked: WorkshopResult) -> None:
    assert worked.room == (
        Room("Water", ("Water",), participants=3, people=3, expected=5),
        Room("Power", ("Power",), participants=2, people=4, expected=5),
    )
    assert worked.absent == ("Roads",)
    assert (worked.people, worked.participants) == (7, 5)


@pytest.fixture
def twice(held: Held) -> tuple[Held, list[Visitor]]:
    """A first vote on everything by four of Water, and a second one on W1 alone, still open."""
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(4)]
    for who in people:
        held.say(who, W1=0, W2=1, P1=2, P2=5)
    held.reveal()
    rounds.open_vote(held.store, held.staff("facilitator"), held.code, ["W1"])
    return held, people


def test_the_latest_round_that_asked_an_indicator_counts_for_it(
    twice: tuple[Held, list[Visitor]],
) -> None:
    held, people = twice
    for who in people:
        held.say(who, W1=4)
    result = held.reveal()
    assert result.workshop.reveals == 2
    values = {code: s.value for code, s in result.result.city.items()}
    assert [values[code] for code in ("W1", "W2", "P1", "P2")] == [100, 25, 50, 50]
    assert frozen(held, 1) == recounted(held, 1)
    assert (frozen(held, 2), of_room(held, 2)) == ({}, {("", "W1", "4"): Line(4, 4)})
    assert result.result.units["Water"]["W1"].value == 0, "units keep their first vote"


def test_whoever_does_not_vote_again_is_missing_from_the_reach(
    twice: tuple[Held, list[Visitor]],
) -> None:
    held, people = twice
    held.say(people[0], W1=4)
    held.say(people[1], W1=2)
    held.say(people[2], W1=3)
    city = held.reveal().result.city  # three changed, so the one who left is not told
    assert (city["W1"].value, city["W1"].reach) == (75, 0.75)
    assert (city["W1"].counts.level, city["W1"].counts.blank) == (3, 1)
    assert (city["W2"].value, city["W2"].reach) == (25, 1)


def test_a_second_vote_is_not_reopened_after_its_reveal(
    twice: tuple[Held, list[Visitor]],
) -> None:
    held, people = twice
    for who in people:
        held.say(who, W1=4)
    assert held.reveal().result.city["W1"].value == 100
    with pytest.raises(WrongTime, match="can be asked again only once"):
        held.move(rounds.reopen_vote)
    assert held.result().result.city["W1"].value == 100


def test_an_answer_changed_in_a_reopened_vote_counts_once(held: Held) -> None:
    held.move(rounds.open_vote)
    first, second, third, _ = held.vote("Water", 0, 0, 0, 0)
    held.reveal()
    held.move(rounds.reopen_vote)
    for who, level in ((first, 4), (second, 4), (third, 3), (third, 4)):
        held.say(who, W1=level)
    result = held.reveal()
    assert result.result.city["W1"].value == 100, (
        "of the three who answered again, the last answers"
    )
    assert result.participants == 4


def test_a_quick_workshop_scores_what_it_asks(workshop: Callable[..., Held]) -> None:
    held = workshop(tier="quick")
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Water"), W1=1, P1=3)
    city = held.reveal().result.city
    assert set(city) == {"overall", "WAT", "PWR", "W1", "P1"}
    assert city["overall"].value == 50


def test_a_result_that_is_opened_again_between_admission_and_reading_is_refused_in_words(
    held: Held,
) -> None:
    held.bring_to(Phase.REVEALED)
    workshop_id, _ = results.admit(held.store, held.staff("official"), held.code)
    held.move(rounds.reopen_vote)
    with pytest.raises(WrongTime, match=f"before the reveal. The facilitator of {held.code}"):
        results.read_result(held.store, workshop_id)


def test_only_remarks_of_the_votes_that_count_are_shown(
    twice: tuple[Held, list[Visitor]],
) -> None:
    held, people = twice
    held.move(rounds.close_vote, rounds.reopen_vote)
    save_remark(held.store, people[0], "W1", comment="New.")
    for who in people[:3]:
        held.say(who, W1=2)
    held.reveal()
    with held.store.write() as session:
        for row in rows(held.store, Response, participant_id=people[1].participant_id, level=0):
            row.comment = "Old, of a vote that a later one replaced."
            session.add(row)
    assert [remark.comment for remark in held.result().remarks] == ["New."]


def test_somebody_who_said_only_dont_know_is_a_participant(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", "dk", "na", 2, 2, 2)
    result = held.reveal()
    assert result.people == 5
    assert result.result.city["W1"].reach == pytest.approx(3 / 5)
    assert result.result.city["W1"].counts.dk == 1


def test_the_revision_rises_with_what_viewers_must_see(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    who = held.staff("official")
    workshop_id, before = results.admit(held.store, who, held.code)
    assert (workshop_id, before) == (held.id, 3)
    held.move(rounds.reopen_vote, rounds.close_vote, rounds.drop_vote)
    assert results.admit(held.store, who, held.code) == (held.id, before + 3)


def test_a_score_comes_from_a_later_vote_only_where_nothing_was_agreed(held: Held) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(3)]
    for level in (1, 3):
        for who in people:
            held.say(who, W1=level, W2=level, P1=level)
        held.move(rounds.close_vote, rounds.reveal)
        if level == 1:
            held.move(rounds.open_vote)
    assert held.result().from_later_vote == ("W1", "W2", "P1")
    outcomes: dict[str, Outcome] = {"W1": 0, "W2": "na", "P1": "both"}
    for code, outcome in outcomes.items():
        agree(held.store, HOST, held.code, code, outcome)
    found = held.result()
    assert (list(found.later), found.from_later_vote) == (["W1", "W2", "P1"], ("P1",))
    assert found.made.later == 1
    (said,) = later_words(found, Text())
    assert said.startswith("For 1 indicator, the city's figures come from a later vote")


def test_a_later_vote_that_ends_as_not_applicable_counts_as_one(held: Held) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(4)]
    for answer in (1, "na"):
        for who in people:
            held.say(who, W1=answer, W2=1)
        held.reveal()
        if answer == 1:
            held.move(rounds.open_vote)
    found = held.result()
    assert found.result.city["W1"].state == "not applicable"
    assert "W1" in found.from_later_vote
