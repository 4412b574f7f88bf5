"""The consequences of a workshop move in numbers, for its confirmation question."""

from dataclasses import dataclass

from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.services.counting.later_vote import asked_again_in, may_ask_again
from resilience.services.deciding.feasibility import open_votes
from resilience.services.deciding.points_asked import points_asked
from resilience.services.voting.responses import asked_in
from resilience.services.workshop.reply_step import departments_replying
from resilience.store import Store, repeatable
from resilience.store.results.actions import actions
from resilience.store.results.agreed import agreed_rows
from resilience.store.results.closing import replies
from resilience.store.voting.crowds import people_by_department
from resilience.store.voting.progress import progress
from resilience.store.voting.questions import open_questions
from resilience.store.workshops import is_counted, places, rounds


@dataclass(frozen=True, slots=True)
class Consequences:
    """The numbers shown before a move of the workshop: what it ends, hides or keeps.

    `people` have a device, others answered on `cards`; `answered` people answered in a vote. Some of those with a
    device who `joined` may have erased their data since the first vote closed. `agreed` is the number of indicators
    with an agreed level, `both` of those with both views recorded, `actions` of actions, and `voting` of actions on
    which people can still vote; the votes on `shows` of these could be shown now, and up to `voted` people voted on
    one of them.
    `sharing` is true while people can give points. `questions` from the room wait for an answer. Of the
    `departments` that took part, `replied` sent a reply.
    """

    people: int
    cards: int
    joined: int
    answered: int
    agreed: int
    both: int
    actions: int
    voting: int
    shows: int
    voted: int
    sharing: bool
    questions: int
    departments: int
    replied: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """What the last vote replaces of an earlier result, by indicator code, and what it asked without changing it.

    On the indicators in `kept` the room had agreed on one outcome, which no vote changes.
    """

    replaced: tuple[str, ...]
    kept: tuple[str, ...]


@repeatable
def consequences_of(store: Store, visitor: Visitor, code: str) -> Consequences:
    """Return these numbers for the people who run the workshop; they include no answers or result figures."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        workshop_id = workshop.id
        planned = actions(session, workshop_id)
        outcomes = [row.outcome for row in agreed_rows(session, workshop_id)]
        gave = people_by_department(session, workshop_id).values()
        here = progress(session, workshop_id, None)
        people = sum(row.people - row.cards for row in here)
        votes = open_votes(session, workshop).values()
        voted = [vote.people for vote in votes if vote.shows]
        counted = is_counted(session, workshop_id)
        erased = sum(one.erased for one in places(session, workshop_id)) if counted else 0
        return Consequences(
            people=people,
            cards=sum(row.cards for row in here),
            joined=people + erased,
            answered=sum(crowd.people for _, crowd in gave),
            agreed=len(outcomes) - outcomes.count("both"),
            both=outcomes.count("both"),
            actions=len(planned),
            voting=sum(one.vote_closed_at is None for one in planned),
            shows=len(voted),
            voted=max(voted, default=0),
            sharing=points_asked(session, workshop) == "now",
            questions=len(open_questions(session, workshop_id)),
            departments=len(departments_replying(session, workshop_id)),
            replied=len(replies(session, workshop_id)),
        )


@repeatable
def asked_again_of(store: Store, visitor: Visitor, code: str) -> set[str]:
    """Return the codes of indicators that were already asked again, for the people who run the workshop."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return (
            asked_again_in(session, workshop, rounds(session, workshop.id)) if workshop.k else set()
        )


@repeatable
def may_reopen(store: Store, visitor: Visitor, code: str) -> bool:
    """Whether the last vote may be reopened after its reveal, for the people who run the workshop."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        return may_ask_again(session, workshop, rounds(session, workshop.id))


@repeatable
def replaced_by_vote(store: Store, visitor: Visitor, code: str) -> Replacement:
    """Return what the last vote replaces, for the people who run the workshop; without answers or result figures."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        last = rounds(session, workshop.id)[-1]
        asked = [indicator.code for indicator in asked_in(session, workshop, last)]
        rows = agreed_rows(session, workshop.id)
        agreed = {row.indicator for row in rows if row.outcome != "both"}
        return Replacement(
            replaced=tuple(one for one in asked if one not in agreed),
            kept=tuple(one for one in asked if one in agreed),
        )
