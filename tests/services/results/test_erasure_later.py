"""What is shown of a closed vote does not change by an erasure after it, and no verdict is on other questions."""

import datetime
from itertools import chain

import pytest

from resilience.framework import load_source
from resilience.services.counting import rounds
from resilience.services.results.replies import admit_lead
from resilience.services.results.trend import Trend, admit_trend, read_trend
from resilience.services.voting.my_data import erase_own
from resilience.store import Store
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, finish, set_up
from tests.services.results.test_after_erasure import Sets

DEPARTMENTS = {"Water": 5, "Roads": 5, "Power": 3}
LEVELS = "levels: [No., Rarely., Half., Mostly., Yes.]"
THREE = {
    "framework.yaml": """
        id: three
        version: "1"
        licence: CC0-1.0
        publisher: Test
        scale: {levels: 5}
        themes:
          - code: A
            indicators: [{code: A1}, {code: A2}, {code: A3}]
        """,
    "text.en.yaml": f"""
        language: en
        title: Three
        themes: {{A: {{title: Theme}}}}
        indicators:
          A1: {{title: One, question: Q?, {LEVELS}}}
          A2: {{title: Two, question: Q?, {LEVELS}}}
          A3: {{title: Three, question: Q?, {LEVELS}}}
        """,
}


@pytest.mark.parametrize("eraser", ["answered nothing", "answered the first vote"])
def test_an_erasure_makes_no_comment_of_a_closed_vote_appear(workshop: Sets, eraser: str) -> None:
    held = workshop(k=3, departments=DEPARTMENTS)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    people = {name: [held.join(name) for _ in range(n)] for name, n in DEPARTMENTS.items()}
    for who in chain(*people.values()):
        held.say(who, W1=2)
    silent = held.join("Water")
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["P1", "W2"])
    alone = people["Power"][0]
    for n, who in enumerate([*people["Water"], *people["Roads"], alone]):
        held.say(who, P1=1 if n < 6 or who == alone else 3)
        if n > 1:
            save_remark(held.store, who, "P1", comment=f"Comment {n}")
    before = held.reveal()
    assert "Comment 10" not in [one.comment for one in before.remarks]
    erase_own(held.store, silent if eraser == "answered nothing" else people["Power"][1])
    assert held.result().remarks == before.remarks


def test_the_unit_beside_a_reply_follows_no_late_comer(workshop: Sets) -> None:
    held = workshop(k=3, departments={"Water": 4, "Roads": 2, "Power": 2, "Parks": 2})
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for name, n in (("Water", 4), ("Roads", 2), ("Power", 2)):
        for _ in range(n):
            held.say(held.join(name), W1=2)
    held.move(rounds.close_vote, rounds.reveal)
    lead = held.staff("lead", "Parks")

    def unit() -> str | None:
        (led,) = admit_lead(held.store, lead, held.code).departments
        return led.unit

    assert unit() is None
    rounds.open_vote(held.store, HOST, held.code, ["P1"])
    late = held.join("Parks")
    held.say(late, P1=1)
    assert unit() is None
    erase_own(held.store, late)
    assert unit() is None


def year(store: Store, day: int) -> Held:
    """A workshop of four departments of five on one theme of three questions."""
    places = dict.fromkeys(("Water", "Power", "Roads", "Parks"), 5)
    return set_up(
        store, load_source(THREE), k=3, departments=places, date=datetime.date(day, 10, 13)
    )


def trend_of(held: Held) -> Trend:
    """What changed since the year before."""
    workshop_id, _, earlier = admit_trend(held.store, HOST, held.code)
    return read_trend(held.store, workshop_id, [one for one, _ in earlier])


@pytest.mark.parametrize("erases", [False, True])
def test_a_question_of_a_second_vote_is_judged_by_its_counts(store: Store, *, erases: bool) -> None:
    """All answer as the year before; somebody who answered nothing erases between the votes, or nobody does."""
    first, last = year(store, 2025), year(store, 2026)
    rounds.open_vote(store, HOST, first.code)
    for place in ("Water", "Power", "Roads", "Parks"):
        for n in range(5):
            first.say(first.join(place), A1=4 - (n == 0), A2=4, A3=int(n == 0))
    first.reveal()
    first.move(finish)
    rounds.open_vote(store, HOST, last.code, ["A1", "A2"])
    people = [last.join(place) for place in ("Water", "Power", "Roads", "Parks") for _ in range(5)]
    for n, who in enumerate(people):
        last.say(who, A1=4 - (n % 5 == 0), A2=4)
    silent = last.join("Water")
    last.reveal()
    if erases:
        erase_own(store, silent)
    rounds.open_vote(store, HOST, last.code, ["A3"])
    for n, who in enumerate(people):
        last.say(who, A3=int(n % 5 == 0))
    result = last.reveal()
    (step,) = trend_of(last).steps
    assert (step.votes["A"].verdict, step.votes["A"].departments) == ("may be chance", 4)
    assert result.error is None
