"""The result of a workshop, after the reveal alone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from resilience.errors import WrongTime
from resilience.scoring import Method, Remark, Result, Room, Tallies, score, score_city
from resilience.scoring.certainty.blind_spots import BlindSpot
from resilience.scoring.comparison.rounds import CountedRound
from resilience.scoring.notes.note import ScoringFacts
from resilience.scoring.planning.actions import PlannedAction
from resilience.scoring.scores.applying import applying, counted
from resilience.services.access.access import Visitor, open_for_reading, participant_of
from resilience.services.counting.blind_spots import kept_spots
from resilience.services.counting.counts import (
    SourceRounds,
    counted_rounds,
    figures_of,
    room_of,
)
from resilience.services.counting.facts import people_left_out
from resilience.services.counting.moments import overall_error
from resilience.services.deciding.actions import read_actions
from resilience.services.deciding.agreed_levels import Decision, agreed_levels, scored
from resilience.services.deciding.reply_texts import DepartmentReply, department_replies
from resilience.services.deciding.weights import weighed_framework
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.results.comments import comments_of
from resilience.services.voting.questions import things_for_later
from resilience.services.workshop.phase import reply_state, rounds_that_count
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.services.workshop.reply_step import (
    refuse_while_awaited,
    seconds_to_result,
)
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Session, Store, repeatable
from resilience.store.results.kept import facts_of
from resilience.store.results.targets import targets
from resilience.store.tables import Round, Workshop
from resilience.store.workshops import rounds, workshop_by_id

#: points between the two ways of counting above which both are shown (docs/methods.md, section 1)
COUNTING_MATTERS = 5


@dataclass(frozen=True, slots=True)
class WorkshopResult:
    """The data of all results pages and the workbook; units are those of the partition.

    `by_people` is the overall with each person counted once, 0..100 or None. `agreed` has the agreed levels by
    indicator code, for what was asked. Answers of `left_out` people who answered alone are in no figures, since
    tables do not hide them; `left_out_later` if of a later vote only. `weighed` people gave points for the weights that the workshop adopted, which
    `framework` then has; otherwise 0. `rounds` are the votes that count, each with all its counts, oldest first.
    `targets` are scores 0..100 by the code of a theme or indicator. `spots` are the blind spots, None if they were
    not computed in time; `error` is the standard error of the overall in points, None with too few people. All
    these votes showed official text in the languages of `official`. `for_later` is the room's list for later.
    """

    workshop: WorkshopView
    tallies: Tallies
    result: Result
    by_people: float | None
    room: tuple[Room, ...]
    remarks: tuple[Remark, ...]
    agreed: Mapping[str, Decision]
    left_out: int
    left_out_later: bool
    actions: tuple[PlannedAction, ...] = ()
    weighed: int = 0
    replies: tuple[DepartmentReply, ...] = ()
    rounds: tuple[CountedRound, ...] = ()
    targets: Mapping[str, float] = field(default_factory=dict)
    later: Mapping[str, int] = field(default_factory=dict)
    not_shown: tuple[str, ...] = ()
    spots: tuple[BlindSpot, ...] | None = None
    error: float | None = None
    official: frozenset[str] = frozenset()
    for_later: tuple[str, ...] = ()

    @property
    def counting_matters(self) -> bool:
        """Whether the overall differs by more than 5 points when each person counts once."""
        overall = self.result.city[self.workshop.framework.root.code].value
        return (
            overall is not None
            and self.by_people is not None
            and abs(self.by_people - overall) > COUNTING_MATTERS
        )

    @property
    def absent(self) -> tuple[str, ...]:
        """Departments from which nobody had come when the first vote closed; merged ones are not named.

        In an open workshop, those from which nobody has come by the last vote that counts.
        """
        if self.workshop.by_theme:
            return ()
        here = {name for room in self.room for name in room.present}
        every = (one.name for one in self.workshop.departments)
        return tuple(name for name in every if name not in here and name != MIXED_TABLES)

    @property
    def too_few(self) -> frozenset[str]:
        """The indicators for which no level or N/A is served: too few people gave one, or nobody did.

        An indicator to which everyone said "don't know" is not among them, since that is known of all.
        """
        return self.tallies.without_answers if self.workshop.k else frozenset()

    @property
    def asked_again(self) -> frozenset[str]:
        """The indicators of votes after the first, whose figures leave out people who stayed away."""
        return frozenset(code for vote in self.rounds[1:] for code in vote.tallies.by_code)

    @property
    def made_of(self) -> tuple[int, int]:
        """The number of indicators in the score, and the number that apply."""
        framework, city = self.workshop.framework, self.result.city
        return len(counted(framework, city)), len(applying(framework, city))

    @property
    def settled(self) -> frozenset[str]:
        """The indicators on which the room agreed: on a level, or that they do not apply."""
        return frozenset(code for code, one in self.agreed.items() if one.outcome != "both")

    @property
    def from_later_vote(self) -> tuple[str, ...]:
        """The indicators whose figures of the city come from a later vote, which no agreement replaces."""
        return tuple(code for code in self.later if code not in self.settled)

    @property
    def counted_together(self) -> tuple[str, ...]:
        """The indicators with answers of a few people, which count for the city and for no single department."""
        apart = ~self.tallies.city.departments
        others = {*self.settled, *self.later}
        by_code = self.tallies.city.by_code.items()
        return tuple(c for c, tally in by_code if c not in others and tally.given[apart].any())

    @property
    def replaced(self) -> tuple[str, ...]:
        """In an open workshop, the indicators of which a later vote replaces an earlier one; else none."""
        if self.workshop.k:
            return ()
        votes = [vote.tallies.by_code for vote in self.rounds]
        answered = Counter(code for vote in votes for code in vote if vote[code].has_answers)
        return tuple(code for code in self.tallies.by_code if answered[code] > 1)

    @property
    def made(self) -> ScoringFacts:
        """Return how the result was computed, for the method note."""
        return ScoringFacts(
            framework=self.workshop.framework,
            method=Method(),
            tier=self.workshop.tier,
            asked=len(self.tallies.by_code),
            agreed=sum(d.outcome not in ("both", "na") for d in self.agreed.values()),
            agreed_na=sum(d.outcome == "na" for d in self.agreed.values()),
            rooms=self.room,
            k=self.workshop.k,
            left_out=self.left_out,
            left_out_later=self.left_out_later,
            weighed=self.weighed,
            later=len(self.from_later_vote),
            not_asked=self.workshop.not_asked,
            by_theme=self.workshop.by_theme,
            themes=sum(t.code in self.result.city for t in self.workshop.framework.themes),
            newcomers=self.tallies.newcomers[1],
        )

    @property
    def people(self) -> int:
        """People who took part."""
        return int(self.tallies.city.people.sum())

    @property
    def participants(self) -> int:
        """Persons and tables who took part."""
        return int(self.tallies.city.participants.sum())


@repeatable
def admit(store: Store, visitor: Visitor, code: str) -> tuple[int, int]:
    """Admit the visitor to a result; return the workshop's id and revision.

    Raises `NotAllowed` without a link. Raises `WrongTime` for everyone before the reveal and, while departments
    reply first, for all who do not run the workshop.
    """
    with store.read() as session:
        workshop = open_for_reading(session, visitor, code)
        counting_rounds(workshop, rounds(session, workshop.id))
        refuse_while_awaited(session, visitor, workshop)
        return workshop.id, workshop.revision


@repeatable
def admit_participant(store: Store, visitor: Visitor) -> tuple[int, int]:
    """Admit a participant to what their room was shown; return the workshop's id and revision.

    Raises `NotAllowed` for visitors who have not joined, `WrongTime` before the reveal and while the stage counts
    down.
    """
    with store.read() as session:
        _, workshop = participant_of(session, visitor)
        _rounds_in_room(session, workshop)
        return workshop.id, workshop.revision


@repeatable
def read_result(store: Store, workshop_id: int) -> WorkshopResult:
    """Compute a result from its frozen tallies, once access is checked; raises `WrongTime` if its only vote reopened."""
    with store.read() as session:
        workshop = workshop_by_id(session, workshop_id)
        framework, weighed = weighed_framework(session, workshop)
        counting = counting_rounds(workshop, rounds(session, workshop_id))
        figures = figures_of(session, workshop, framework, counting)
        tallies, sources = figures.tallies, figures.sources
        left_out, later = people_left_out(session, counting, sources)
        unscored = partial(
            WorkshopResult,
            workshop=replace(describe(session, workshop), framework=framework),
            tallies=tallies,
            room=room_of(session, workshop, counting[-1]),
            remarks=comments_of(session, workshop, sources),
            for_later=things_for_later(session, workshop_id),
            left_out=left_out,
            left_out_later=later,
            actions=read_actions(session, workshop),
            weighed=weighed,
            replies=department_replies(session, workshop),
            rounds=counted_rounds(session, workshop, framework, counting, tallies),
            targets=targets(session, workshop_id),
            later=_later(counting, sources),
            not_shown=_not_shown(session, counting, sources),
            spots=kept_spots(session, counting),
            error=overall_error(session, workshop, counting[-1]),
            official=frozenset.intersection(*(frozenset(r.official or ()) for r in counting)),
        )
        levels = agreed_levels(session, workshop_id)
    agreed = {code: one for code, one in levels.items() if code in tallies.by_code}
    settled = scored(agreed)
    by_people = score_city(framework, tallies, city_rule="people", agreed=settled)
    return unscored(
        result=score(framework, tallies, agreed=settled),
        by_people=by_people[framework.root.code].value,
        agreed=agreed,
    )


def revealed_tallies(session: Session, workshop: Workshop) -> Tallies | None:
    """Return the counts that everyone in the room may see; None before the reveal, in the countdown and during replies."""
    try:
        counting = _rounds_in_room(session, workshop)
    except WrongTime:
        return None
    if reply_state(session, workshop) == "awaited":
        return None
    return figures_of(session, workshop, framework_of(session, workshop), counting).tallies


def _rounds_in_room(session: Session, workshop: Workshop) -> list[Round]:
    """`counting_rounds`, once the stage has counted down to their result; `WrongTime` before."""
    counting = counting_rounds(workshop, rounds(session, workshop.id))
    if seconds_to_result(session, workshop):
        raise WrongTime("The result appears here after the countdown on the projector.")
    return counting


def counting_rounds(workshop: Workshop, held: Sequence[Round]) -> list[Round]:
    """Return the rounds that count (closed and revealed). Raises `WrongTime` if there are none."""
    found = rounds_that_count(held)
    if not found:
        raise WrongTime(
            "No results are shown before the reveal. The facilitator of {code} reveals them "
            "when the vote has closed.",
            code=workshop.code,
        )
    return found


def _later(counting: Sequence[Round], sources: Mapping[str, SourceRounds]) -> dict[str, int]:
    """By indicator the number of the later vote from which the city's figures are."""
    number = {held.id: held.number for held in counting}
    return {code: number[one.city] for code, one in sources.items() if one.later}


def _not_shown(
    session: Session, counting: Sequence[Round], sources: Mapping[str, SourceRounds]
) -> tuple[str, ...]:
    """The indicators whose later vote is not served, in the order asked."""
    kept = facts_of(session, [held.id for held in counting])
    withheld = {code: held.id for held in counting for code in kept[held.id].withheld or []}
    return tuple(code for code, one in sources.items() if one.city <= withheld.get(code, -1))
