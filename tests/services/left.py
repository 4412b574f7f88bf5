"""Somebody who left something in every table that keeps anything of a participant."""

from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.feasibility import vote_feasibility
from resilience.services.deciding.weights import ask_for_points, save_points
from resilience.services.voting.deliveries import Submission
from resilience.services.voting.personal_data import KEPT
from resilience.services.voting.questions import ask_question, vote_question
from resilience.store import Store
from resilience.store.tables import BeforeImport, CardImport, Question, Round
from resilience.store.voting.erasing import count_kept, kept_rows
from tests.services.delivering import deliver, save_remark
from tests.services.held import HOST, Held, present, rows

#: words that stand nowhere else
WORDS = ("unmistakableculvert", "unmistakablesurvey", "unmistakablefirst", "unmistakablequestion")


def leave(held: Held, who: Visitor) -> None:
    """Leave a row in every table, in a workshop that is revealed and open again."""
    save_remark(held.store, who, "W1", comment=WORDS[2])
    save_remark(held.store, who, "W1", comment=WORDS[0], evidence=WORDS[1], confidence="low")
    with held.store.write() as session:
        sent = Submission("sent-0001", 1, 50, "W2", 3, {}, "en")
        deliver(session, who, sent)
        before = CardImport(
            round_id=_round(held), cards=1, answers=1, joined=[present(who.participant_id)]
        )
        session.add(before)
        session.flush()
        session.add(
            BeforeImport(
                import_id=before.id,
                participant_id=present(who.participant_id),
                indicator="W1",
                state="blank",
                comment=WORDS[2],
                stood=False,
                written=1,
                comment_written=1,
            )
        )
    ask_question(held.store, who, WORDS[3])
    vote_question(held.store, who, rows(held.store, Question)[0].id, up=True)
    ask_for_points(held.store, HOST, held.code)
    save_points(held.store, who, {"WAT": 60, "PWR": 40})


def act(held: Held, who: Visitor) -> None:
    """Hold an action feasible, once the result was revealed."""
    plan = ActionPlan("W1", "Clean the drains.", held.department("Water"))
    vote_feasibility(held.store, who, add_action(held.store, HOST, held.code, plan), 1)


def everything(held: Held, *levels: int) -> list[Visitor]:
    """People of Water who voted and were revealed; the last of them left something everywhere."""
    held.move(rounds.open_vote)
    people = held.vote("Water", *(levels or (0, 1, 2, 3)))
    for who in people:
        held.say(who, W2=1)
    held.say(people[-1], W1=4)
    leave(held, people[-1])
    held.move(rounds.close_vote, rounds.reveal)
    act(held, people[-1])
    return people


def kept_of(store: Store, person_id: int) -> dict[str, int]:
    """How many rows each table has of a participant."""
    with store.read() as session:
        return {one.name: len(kept_rows(session, one.table, person_id)) for one in KEPT}


def kept_in(held: Held) -> int:
    """How many rows there are of all participants of a workshop."""
    with held.store.read() as session:
        return sum(count_kept(session, one.table, held.id) for one in KEPT)


def _round(held: Held) -> int:
    return rows(held.store, Round, workshop_id=held.id)[-1].id
