"""A revealed result on a participant's own page, from figures shown to the room."""

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.framework import AnswerValue, Framework
from resilience.scoring import Score, ScoreTree
from resilience.scoring.counting.median import most_frequent_level
from resilience.scoring.counting.tally import Tallies
from resilience.scoring.opinions.agreement import agreement
from resilience.services.access.access import Visitor, participant_of
from resilience.services.deciding.reply_texts import shown_in
from resilience.services.results.results import WorkshopResult, counting_rounds
from resilience.services.voting.responses import as_answer
from resilience.services.workshop.reply_step import refuse_while_awaited
from resilience.store import Session, Store, repeatable
from resilience.store.results.kept import facts_of
from resilience.store.tables import Department, Participant, Workshop
from resilience.store.voting.levels import was_counted
from resilience.store.voting.votes import own_responses
from resilience.store.workshops import rounds

#: labels of answers of which no level is the room's
APART = ("too few answers to judge agreement", "nobody gave a level", "split room", "wide spread")


@dataclass(frozen=True, slots=True)
class RoomResult:
    """What all participants see of a result: the scores by code, each unit's overall by name, and the room's levels.

    `framework` has the weights used. `levels` has, by indicator, the level that most of five or more answers give.
    An indicator is absent if opinions differ widely, if several levels share the most answers, or if it is
    measured. Agreed levels do not change it: anyone who sets one could otherwise find out whether a participant
    gave it. The city's scores, but no unit's, include that many `later_votes`, and what the room `settled`. Later
    votes count on `later` indicators; on `not_shown` they do not show enough.
    """

    framework: Framework
    scores: ScoreTree
    units: Mapping[str, Score]
    levels: Mapping[str, int]
    made_of: tuple[int, int] = (0, 0)
    later_votes: int = 0
    settled: bool = False
    not_shown: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True)
class OwnResult:
    """A participant's view of a result: the city's `scores` as in `RoomResult`, and their own unit's score.

    The unit's score is None if it may not be shown alone. Of `compared` indicators, for which the participant gave
    a level and the room has one, `same` are equal. `later_votes`, `settled`, `not_shown` and `later` are as in
    `RoomResult`.
    """

    framework: Framework
    scores: ScoreTree
    department: Score | None
    same: int
    compared: int
    made_of: tuple[int, int]
    later_votes: int
    settled: bool
    not_shown: int
    later: int

    @property
    def city(self) -> Score:
        """The city's overall score."""
        return self.scores[self.framework.root.code]


def room_result(result: WorkshopResult) -> RoomResult:
    """Return the part of a result that all participants' pages share."""
    framework, city = result.workshop.framework, result.result.city
    root = framework.root.code
    levels = {c: one for c, one in levels_of_room(result.tallies).items() if one is not None}
    units = {name: tree[root] for name, tree in result.result.units.items()}
    shown = [root, *(theme.code for theme in framework.themes if theme.code in city)]
    scores = {code: city[code] for code in shown}
    again = {result.later[code] for code in result.from_later_vote} if result.workshop.k else set()
    return RoomResult(
        framework=framework,
        scores=scores,
        units=units,
        levels=levels,
        made_of=result.made_of,
        later_votes=len(again),
        settled=bool(result.settled),
        not_shown=len(result.not_shown),
        later=len(result.from_later_vote),
    )


def levels_of_room(tallies: Tallies) -> dict[str, int | None]:
    """The level that clearly most of the room's answers give, by indicator that anybody gave a level.

    None where fewer than five answers were given, opinions differ widely, or several levels share the most answers.
    """
    pooled = {code: tally.answers.sum(axis=0) for code, tally in tallies.city.by_code.items()}
    levels = {code: counts for code, counts in pooled.items() if len(counts) > 1 and counts.any()}
    return {
        code: None if agreement(counts).label in APART else most_frequent_level(counts)
        for code, counts in levels.items()
    }


@repeatable
def own_result(store: Store, visitor: Visitor, room: RoomResult) -> OwnResult:
    """Return the visitor's view of `room`, the result of their workshop.

    The score of the visitor's department is shown only if it is a unit of its own and an answer of theirs is in its
    figures: people who join after the first vote see no department. Groups that score their themes have none. Raises
    `NotAllowed` for anyone who has not joined, `WrongTime` before the reveal and while departments reply first.
    """
    with store.read() as session:
        person, workshop = participant_of(session, visitor)
        said = _counted_answers(session, person, workshop)
        refuse_while_awaited(session, visitor, workshop)
        department = session.get_one(Department, person.department_id)
        named = department.kind == "department" and shown_in(session, department)
        alone = _is_in_figures(session, person, workshop) and named == department.name
        unit = room.units.get(department.name) if alone else None
    both = [(one, room.levels[code]) for code, one in said.items() if code in room.levels]
    compared = [(one, level) for one, level in both if not isinstance(one, str)]
    return OwnResult(
        framework=room.framework,
        scores=room.scores,
        department=unit if unit and unit.value is not None else None,
        same=sum(one == level for one, level in compared),
        compared=len(compared),
        made_of=room.made_of,
        later_votes=room.later_votes,
        settled=room.settled,
        not_shown=room.not_shown,
        later=room.later,
    )


def _is_in_figures(session: Session, person: Participant, workshop: Workshop) -> bool:
    """Whether the first vote's figures include an answer of the person; in an open workshop, those of any vote."""
    held = counting_rounds(workshop, rounds(session, workshop.id))
    if not workshop.k:
        return any(own_responses(session, person.id, one.id) for one in held)
    tables_only = bool(facts_of(session, [held[0].id])[held[0].id].left_out)
    return (person.size > 1 or not tables_only) and was_counted(session, person.id, held[0].id)


def _counted_answers(
    session: Session, person: Participant, workshop: Workshop
) -> dict[str, AnswerValue]:
    """The person's latest answers in the votes that count, by indicator."""
    answers = [
        as_answer(row)
        for held in counting_rounds(workshop, rounds(session, workshop.id))
        for row in own_responses(session, person.id, held.id)
    ]
    return {one.indicator: one.said for one in answers if one.said is not None}
