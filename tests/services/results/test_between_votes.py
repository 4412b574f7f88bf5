"""What changed between the votes of a workshop, and of whom nothing is told."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from resilience.framework import AnswerValue, Framework
from resilience.scoring.comparison.rounds import Change
from resilience.scoring.scores.tables import indicator_table, least_known
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.between_votes import BetweenVotes, between_votes
from resilience.store import Store
from resilience.text import Text
from resilience.wording.result_tables import blank_words
from resilience.wording.years.votes import (
    again_counts,
    again_rows,
    changes_rows,
    votes_finding,
    votes_frame,
    votes_said,
    votes_ways,
)
from tests.services.held import HOST, Held, finish, set_up

TEXT = Text("en")
#: W1 on levels 0 to 4 worth 25 each, beside W2 at 50: a level of W1 is 12.5 points of water
FIRST = (2, 2, 2, 2, 2, 2)
SECOND = (3, 3, 3, 4, 4, 4)


@pytest.fixture
def held(sqlite_store: Store, framework: Framework) -> Held:
    """A workshop with k 3, whose first vote is open."""
    made = set_up(sqlite_store, framework, departments={"Water": 9, "Power": 9})
    made.move(rounds.open_vote)
    return made


@pytest.fixture
def room(sqlite_store: Store, framework: Framework) -> Held:
    """An open workshop (k 0), whose first vote is open."""
    made = set_up(sqlite_store, framework, k=0, departments={"Water": 9, "Power": 9})
    made.move(rounds.open_vote)
    return made


def first_vote(
    held: Held, *levels: AnswerValue, place: str = "Water", w2: AnswerValue = 2
) -> list[Visitor]:
    """People of a department who give these levels of W1, and all the same of W2."""
    people = held.vote(place, *levels)
    for who in people:
        held.say(who, W2=w2)
    return people


def again(held: Held) -> None:
    """Reveal, and open another vote on W1."""
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])


def test_who_stays_away_from_a_later_vote_makes_nothing_less_known(held: Held) -> None:
    """Six gave W1 a level and two did not know W2; then five of them vote on W1 again."""
    people = first_vote(held, *FIRST)
    for who in people[:2]:
        held.say(who, W2="dk")
    again(held)
    say(held, people[:5], *SECOND)
    result = held.reveal()
    assert result.asked_again == {"W1"}
    table = indicator_table(result.workshop.framework, result.result.city, "en")
    asked = table[table["code"].isin(["W1", "W2"])]
    assert list(asked["blank"]) == [1, 0], "W1 counts the person who stayed away"
    assert list(least_known(asked, again=result.asked_again).rows["code"]) == ["W2"]
    assert blank_words(result, asked, TEXT) == [
        "Where a later vote counts, people who did not take part in it count as blank."
    ]
    assert blank_words(result, asked[asked["code"] == "W2"], TEXT) == []


def say(held: Held, people: Sequence[Visitor], *levels: AnswerValue) -> None:
    for who, level in zip(people, levels, strict=False):
        held.say(who, W1=level)


def found(held: Held) -> BetweenVotes:
    return between_votes(held.store, held.result())


def judged(held: Held) -> dict[str, Change]:
    """How the same people changed in the second vote."""
    return dict(found(held).people[2])


def test_two_votes_worked_by_hand(room: Held) -> None:
    people = first_vote(room, *FIRST)
    again(room)
    say(room, people, *SECOND)
    room.reveal()
    told = found(room)
    # W1 50 and W2 50; then W1 (3 x 75 + 3 x 100)/6 = 87.5
    assert [scores["WAT"] for scores in told.scores.values()] == [50.0, 68.75]
    assert told.agreed is None
    agree(room.store, HOST, room.code, "W1", "both")
    assert found(room).agreed is None, "recorded views change no score"
    # on W1 six rose by 25 or 50 points, 37.5 on average: all but 2 of 64 ways to flip signs are less
    assert told.people == {2: {"WAT": Change(6, 37.5, 2 / 64, "clear rise")}}
    assert again_counts(told, TEXT).to_numpy().tolist() == [[0, 0, 6, 0, 0], [0, 0, 0, 3, 3]]
    first, second = told.again["W1"]
    assert (first.found.label, first.middle, first.shift) == ("everyone agrees", (2, 2), None)
    assert (second.middle, second.shift) == ((3, 4), 1.0)
    # cumulative 0, 0, 0, 3 of 6: C = 1 - 2 x 3/(6 x 4)
    assert second.consensus == pytest.approx(3 / 4)
    assert (first.suggestion, second.suggestion) == ("stop", "stop")
    assert list(told.again) == ["W1"], "W2 was asked once"


def test_two_votes_in_words(room: Held, framework: Framework) -> None:
    people = first_vote(room, *FIRST)
    again(room)
    say(room, people, *SECOND)
    room.reveal()
    agree(room.store, HOST, room.code, "W1", 4.0)
    told = found(room)
    frame = votes_frame(told, framework, TEXT)
    assert frame["Water"].to_dict() == {"Vote 1": 50.0, "Vote 2": 68.75, "Agreed": 75.0}
    assert frame["Power"].isna().all(), "nobody answered it"
    assert votes_finding(told, framework, TEXT) == (
        "Those who answered both times, in vote 2: clear rise: Water"
    )
    assert votes_said(told, "WAT", TEXT) == ["clear rise", ""], "what was agreed is no vote"
    assert votes_said(told, "PWR", TEXT) == ["not asked again", ""]
    assert votes_said(replace(told, agreed=None), "WAT", TEXT) == ["clear rise"]
    assert votes_ways(told, "WAT", [50.0, 68.75, 75.0]) == ["rise", "unjudged"]
    assert votes_ways(told, "WAT", [50.0, 48.0, 75.0]) == ["unjudged", "unjudged"], "all fell"
    assert votes_ways(told, "PWR", [None, None, None]) == ["unjudged", "unjudged"]
    assert changes_rows(told, framework, TEXT).to_dict("index") == {
        "Vote 1 to 2": {"Water": "clear rise", "Power": "not asked again"}
    }
    assert again_rows(told, framework, TEXT).to_dict("index") == {
        "W1 · Drains": {
            "How far the room agrees": "everyone agrees (1.00) → strong agreement (0.75)",
            "Middle answer (level)": "2 → between 3 and 4",
            "Shift of answers since the previous vote": "100\u00a0%",
            "Suggestion": "–",
        }
    }, "what the room agreed needs no suggestion"


def test_a_later_vote_without_a_level_has_no_change_and_hides_none(room: Held) -> None:
    people = first_vote(room, *FIRST)
    again(room)
    say(room, people, "na", "na", "na", "dk", "dk", "dk")
    room.reveal()
    assert votes_said(found(room), "WAT", TEXT) == ["nobody gave all levels both times"]


def test_a_later_vote_that_most_answer_without_a_level_has_no_agreement(
    room: Held, framework: Framework
) -> None:
    people = first_vote(room, *FIRST, 2, 2, 2, 2, 2)
    again(room)
    said: list[AnswerValue] = [4, 4, 4, 4, 4, "na", "na", "na", "na", "na", "na"]
    say(room, people, *said)
    room.reveal()
    (row,) = again_rows(found(room), framework, TEXT).to_dict("records")
    assert row["How far the room agrees"] == "everyone agrees (1.00) → fewer than half gave a level"
    assert row["Suggestion"] == "–"


def test_where_small_groups_are_protected_nobody_is_followed(
    held: Held, framework: Framework
) -> None:
    people = first_vote(held, *FIRST)
    again(held)
    say(held, people, *SECOND)
    held.reveal()
    told = found(held)
    assert (told.people, told.repeated) == ({}, {})
    assert votes_finding(told, framework, TEXT) == ""
    assert votes_said(told, "WAT", TEXT) == [""]
    assert again_rows(told, framework, TEXT)["Suggestion"].tolist() == ["stop"]


def test_one_vote_has_nothing_to_compare(room: Held) -> None:
    first_vote(room, *FIRST)
    room.reveal()
    told = found(room)
    assert (list(told.scores), told.people, told.again) == ([1], {}, {})


def test_fewer_than_six_people_are_too_few_to_tell(room: Held) -> None:
    people = first_vote(room, *FIRST[:5])
    again(room)
    say(room, people, *SECOND[:5])
    room.reveal()
    assert judged(room)["WAT"] == Change(5, 35.0, None, "too few to tell")


def test_rises_from_the_lowest_level_alone_may_be_chance(room: Held) -> None:
    """Someone who wavers there can only rise."""
    people = first_vote(room, *[0] * 6)
    again(room)
    say(room, people, *SECOND)
    room.reveal()
    assert judged(room)["WAT"].verdict == "may be chance"


@pytest.mark.parametrize(
    ("second", "came", "said"),
    [
        (FIRST, (), ""),  # nobody changed
        (FIRST, (4, 4), ""),  # nobody changed; others came
        ((1, 3, 2, 2, 2, 2), (), ""),  # two changed, on average none
        ((3, 3, 2, 2, 2, 2), (), "may be chance"),
    ],
)
def test_nothing_may_be_chance_where_nothing_changed(
    room: Held, framework: Framework, second: Sequence[int], came: Sequence[int], said: str
) -> None:
    people = first_vote(room, *FIRST)
    again(room)
    say(room, people, *second)
    room.vote("Water", *came)
    room.reveal()
    told = found(room)
    assert told.people[2]["WAT"].verdict == "may be chance"
    assert votes_said(told, "WAT", TEXT) == [said]
    assert changes_rows(told, framework, TEXT)["Water"].tolist() == [said or "no clear change"]
    assert votes_finding(told, framework, TEXT) == (
        "Those who answered both times, in vote 2: may be chance: Water"
        if said
        else "Those who answered both times show no clear change in vote 2."
    )


def test_nothing_may_be_chance_where_the_score_prints_as_before(
    room: Held, framework: Framework
) -> None:
    """Of six, one rises; someone who came the second time keeps the mean where it was."""
    people = first_vote(room, *FIRST)
    again(room)
    say(room, people, 3, 2, 2, 2, 2, 2)
    room.vote("Water", 1)
    room.reveal()
    told = found(room)
    assert [scores["WAT"] for scores in told.scores.values()] == [50.0, 50.0]
    assert votes_said(told, "WAT", TEXT) == [""]


def test_what_somebody_came_to_know_is_no_change(room: Held) -> None:
    """Who had no level the first time is not among those who answered both times."""
    people = first_vote(room, *FIRST, "dk", "dk", "dk")
    again(room)
    say(room, people, *SECOND, 4, 4, 4)
    room.reveal()
    assert judged(room)["WAT"] == Change(6, 37.5, 2 / 64, "clear rise")


def test_a_settled_split_suggests_to_record_both_views(workshop: Callable[..., Held]) -> None:
    held = workshop(departments={"Water": 24})
    held.move(rounds.open_vote)
    people = first_vote(held, *[0] * 12, *[4] * 12)
    again(held)
    say(held, people, *[0] * 9, 1, 1, 1, *[4] * 12)
    held.reveal()
    assert found(held).again["W1"][-1].suggestion == "record both views"


def test_a_closed_workshop_is_given_no_suggestion(room: Held) -> None:
    people = first_vote(room, *FIRST)
    again(room)
    say(room, people, *SECOND)
    room.reveal()
    assert found(room).again["W1"][-1].suggestion == "stop"
    finish(room.store, HOST, room.code)
    assert found(room).again["W1"][-1].suggestion is None
