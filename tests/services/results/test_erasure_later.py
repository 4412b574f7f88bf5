"""What is shown of a closed vote does not change by an erasure after it, and no verdict is on other questions."""

from itertools import chain

import pytest

from resilience.services.counting import rounds
from resilience.services.results.replies import admit_lead
from resilience.services.voting.my_data import erase_own
from tests.services.delivering import save_remark
from tests.services.held import HOST
from tests.services.results.test_after_erasure import Sets

DEPARTMENTS = {"Water": 5, "Roads": 5, "Power": 3}


@pytest.mark.parametrize("eraser", ["answered nothing", "answered the first vote"])
def test_an_erasure_makes_no_comment_of_a_closed_vote_appear(workshop: Sets, eraser: str) -> None:
    held = workshop(k=3, departments=DEPARTMENTS)
    held.move(rounds.open_vote)
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
    held.move(rounds.open_vote)
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
    assert unit() is None
    erase_own(held.store, late)
    assert unit() is None
