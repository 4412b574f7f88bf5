"""Votes that an earlier version opened: on part of the questions first, then on others too, answered by newcomers."""

from collections.abc import Callable, Sequence

from resilience.services.counting import rounds
from resilience.services.voting.progress import snapshot
from resilience.store.tables import Response, Round
from tests.services.held import HOST, Held, present, rows


def ask(held: Held, asked: Sequence[str]) -> Round:
    """Let the last vote ask these indicators, whatever this version would refuse."""
    last = rows(held.store, Round, workshop_id=held.id)[-1]
    with held.store.write() as session:
        vote = session.get_one(Round, last.id)
        vote.asked = list(asked)
        session.add(vote)
    return last


def test_a_later_vote_on_other_questions_closes_without_its_newcomers(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(k=3, departments={"Water": 6})
    people = [held.join("Water") for _ in range(6)]
    held.move(rounds.open_vote)
    ask(held, ["W1"])
    for who in people:
        held.say(who, W1=2)
    held.reveal()
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    vote = ask(held, ["W1", "P1"])
    for who in people:
        held.say(who, W1=4, P1=1)
    new = present(held.join("Water").participant_id)
    with held.store.write() as session:
        for code in ("W1", "P1"):
            answer = Response(participant_id=new, round_id=vote.id, indicator=code, state="level")
            answer.level = 0
            session.add(answer)
    assert snapshot(held.store, held.id).done == 1
    shown = held.reveal()
    assert (shown.later, shown.not_shown, shown.people) == ({"W1": 2, "P1": 2}, (), 6)
    assert shown.tallies.city.by_code["P1"].answers.sum() == 6
    now = snapshot(held.store, held.id)
    assert (now.asked, now.answered, now.unfinished, now.late, now.done) == (6, 6, 0, 1, 1)
