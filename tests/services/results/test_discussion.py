"""What to discuss, in which order, and what stands beside it."""

import pytest

from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.discussion import Topic, discuss, most_urgent, opening
from resilience.text import Text
from resilience.wording.agreement import (
    answer_rows,
    disputed_rows,
    together_words,
    undisputed_words,
)
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, reveal

#: W1 is a split room (0 and 4), W2 has some spread, P1 is agreed on; P2 is measured
SAID = [(0, 1, 2, 1), (0, 2, 2, 2), (0, 3, 2, 3), (4, 1, 2, 4), (4, 2, 2, 5), (4, 3, 2, 6)]


@pytest.fixture
def topics(held: Held) -> dict[str, Topic]:
    """The topics of a room of two departments, by code in their order."""
    held.move(rounds.open_vote)
    for n, (w1, w2, p1, p2) in enumerate(SAID):
        who = held.join("Water" if n < 3 else "Power")
        held.say(who, W1=w1, W2=w2, P1=p1, P2=p2)
        if n == 4:
            save_remark(held.store, who, "W2", comment="Only in the north.")
    who = held.join("Power")
    held.say(who, W2="dk", P1="na")
    held.reveal()
    agree(held.store, HOST, held.code, "P1", 2, "Everybody said so.")
    return {topic.code: topic for topic in discuss(held.result())}


def test_split_rooms_come_first_and_measured_indicators_last(topics: dict[str, Topic]) -> None:
    assert list(topics) == ["W1", "W2", "P1", "P2"]
    assert [t.disputed for t in topics.values()] == [True, True, False, False]


def test_answers_are_told_by_unit_and_level(topics: dict[str, Topic]) -> None:
    assert topics["W1"].levels == {"Water": (3, 0, 0, 0, 0), "Power": (0, 0, 0, 0, 3)}
    assert topics["W1"].middle == (0, 4)
    assert topics["P2"].levels == {}
    assert (topics["W2"].dk, topics["P1"].na) == (1, 1)


def test_remarks_and_decisions_stand_with_their_topic(topics: dict[str, Topic]) -> None:
    [remark] = topics["W2"].remarks
    assert (remark.unit, remark.comment) == ("Power", "Only in the north.")
    decided = topics["P1"].decision
    assert decided is not None
    assert (decided.outcome, decided.reason) == (2, "Everybody said so.")
    assert [t.decision for t in topics.values() if t.code != "P1"] == [None] * 3


def test_a_room_that_gave_no_level_is_not_said_to_agree(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", "dk", "dk", "na")
    held.reveal()
    assert undisputed_words(discuss(held.result()), Text()) == (
        "Too few people gave a level to say how far the room agrees."
    )


def test_a_room_of_one_mind_is_said_to_agree(topics: dict[str, Topic]) -> None:
    assert undisputed_words([topics["P1"]], Text()) == (
        "Opinions hardly differ on any indicator for which enough people gave a level."
    )


def test_the_discussion_opens_with_a_topic_that_has_dots_of_its_own(held: Held) -> None:
    """On W1 two of each department differ most, counted together; on W2 three of Water agree."""
    held.move(rounds.open_vote)
    water, power = ([held.join(name) for _ in range(3)] for name in ("Water", "Power"))
    for people, said in ((water[:2], 0), (power[:2], 4)):
        for who in people:
            held.say(who, W1=said)
    for who in water:
        held.say(who, W2=3)
    held.say(power[2], P2=5)
    topics = discuss(held.reveal())
    assert (topics[0].code, topics[opening(topics)].code) == ("W1", "W2")


def test_units_without_a_row_of_their_own_are_named_where_they_are_counted_together(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    gave = {"Water": 3, "Power": 2, "Roads": 1}
    for name, levels in gave.items():
        for n in range(3):
            who = held.join(name)
            held.say(who, W1=2, W2=n if n < levels else "dk", P1="na" if name == "Roads" else 2)
    held.reveal()
    topics = {topic.code: topic for topic in discuss(held.result())}
    assert (topics["W1"].together, topics["P1"].together) == ((), ())
    assert topics["W2"].together == ("Power", "Roads")
    rows = answer_rows(topics["W2"], together_words(topics["W2"].together, Text()), Text())
    assert rows == {"Water": (1, 1, 1, 0, 0), "Power, Roads: counted together": (2, 1, 0, 0, 0)}
    assert together_words(("A", "B", "C", "D"), Text()) == "A, B, C and 1 more: counted together"


def test_a_later_vote_leaves_topics_in_the_order_of_the_first(held: Held) -> None:
    held.move(rounds.open_vote)
    people = [held.join("Water") for _ in range(6)]
    for n, who in enumerate(people):
        held.say(who, W1=0 if n < 3 else 4, W2=1 + n % 2, P1=2)
    held.move(rounds.close_vote, reveal)
    before = [one.code for one in discuss(held.result())]
    assert before[0] == "W1"
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=3)
    held.move(rounds.close_vote, reveal)
    after = discuss(held.result())
    assert after[0].pooled == (0, 0, 0, 6, 0)
    assert [one.code for one in after] == before


def test_a_later_vote_without_a_figure_leaves_the_topics_as_they_were(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 0, 1, 2, 3)
    held.move(rounds.close_vote, reveal)
    before = discuss(held.result())
    held.move(rounds.reopen_vote)
    for who, level in zip(people, (4, 1, 2, 3), strict=True):
        held.say(who, W1=level)
    held.move(rounds.close_vote, reveal)
    assert discuss(held.result()) == before


def test_the_most_disputed_are_those_of_the_vote_that_counts(held: Held) -> None:
    """At first W1 is split and W2 agreed on; then W1 is agreed on and W2 split."""
    held.move(rounds.open_vote)
    people = [held.join(name) for name in ("Water", "Power") for _ in range(4)]
    for n, who in enumerate(people):
        held.say(who, W1=4 * (n % 2), W2=1, P1=n % 2)
    held.move(rounds.close_vote, reveal)
    assert most_urgent(held.result())[0] == "W1"
    rounds.open_vote(held.store, HOST, held.code, ["W1", "W2"])
    for n, who in enumerate(people):
        held.say(who, W1=2, W2=2 + 2 * (n % 2))
    held.move(rounds.close_vote, reveal)
    result = held.result()
    topics, order = discuss(result), most_urgent(result)
    assert [topics[0].code, *order] == ["W1", "W2", "P1", "W1"]
    table = disputed_rows(topics, order, result.workshop.framework, Text())
    assert [str(title).partition(" ")[0] for title in table.index] == ["W2"]


def test_what_fewer_than_half_could_rate_is_neither_disputed_nor_agreed_on(held: Held) -> None:
    held.move(rounds.open_vote)
    for level in (0, 0, 0, 4, 4, 4):
        held.say(held.join("Water"), W1=level)
    for _ in range(7):
        held.say(held.join("Power"), W1="dk")
    topics = discuss(held.reveal())
    assert not topics[0].disputed
    assert undisputed_words(topics, Text()) == (
        "Too few people gave a level to say how far the room agrees."
    )
