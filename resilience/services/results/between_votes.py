"""What changed from vote to vote of one workshop: themes, the same people, indicators asked again."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from resilience.framework import Framework
from resilience.scoring import CityRule, ScoreTree, Tallies, median_levels, score_city
from resilience.scoring.comparison.rounds import Change, Suggestion, answer_shift, suggest
from resilience.scoring.comparison.series import Scores
from resilience.scoring.opinions.agreement import Agreement, agreement, without_level
from resilience.scoring.scores.percent import percent_of
from resilience.services.counting.facts import changes_in
from resilience.services.deciding.agreed_levels import scored
from resilience.services.results.results import WorkshopResult, counting_rounds
from resilience.services.voting.responses import asked_in
from resilience.services.workshop.phase import Phase, rounds_that_count
from resilience.store import Store, repeatable
from resilience.store.workshops import rounds, workshop_by_id


@dataclass(frozen=True, slots=True)
class OnIndicator:
    """One indicator in vote `number`: answers by `levels`, agreement `found`, and `middle` levels.

    `shift` is how far the answers moved since the previous vote, 0..1 (`answer_shift`), None in the first. `over`
    is true if the room has recorded a decision or the workshop is signed off.
    """

    number: int
    levels: tuple[int, ...]
    found: Agreement
    middle: tuple[int, int] | None
    shift: float | None
    over: bool = False

    @property
    def consensus(self) -> float | None:
        """Agreement 0..1; None if too few answered to judge it."""
        return self.found.consensus if self.found.judged else None

    @property
    def suggestion(self) -> Suggestion | None:
        """Return the suggested next step; None if too few answered or nothing is left to do."""
        return (
            None if self.over else suggest(self.consensus, self.found.split is not None, self.shift)
        )


@dataclass(frozen=True, slots=True)
class BetweenVotes:
    """The votes of a workshop that count, oldest first.

    `scores` has the city's themes 0..100 after each vote, before agreed levels. If a later vote is the whole room's
    (`by_people`), each person counts once, so that votes can be compared. `agreed` is the last of these with agreed
    levels, counted alike; None if there are none. `people` has, by the number of each later vote, the change of
    those who answered in both, for the themes among those `repeated`; only in an open workshop. `again` has each
    vote's answers by indicator asked more than once.
    """

    scores: Mapping[int, Scores]
    by_people: bool
    agreed: Scores | None
    people: Mapping[int, Mapping[str, Change]]
    repeated: Mapping[int, Collection[str]]
    again: Mapping[str, tuple[OnIndicator, ...]]


def between_votes(store: Store, result: WorkshopResult) -> BetweenVotes:
    """Return what changed between the votes of a result; the caller checks access."""
    framework = result.workshop.framework
    people, repeated = _same_people(store, result)
    rule: CityRule = "people" if result.later else "departments"
    scores: dict[int, Scores] = {}
    so_far: Tallies | None = None
    for vote in result.rounds:
        so_far = _with(framework, so_far, vote.tallies)
        scores[vote.number] = _themes(framework, score_city(framework, so_far, city_rule=rule))
    return BetweenVotes(
        scores=scores,
        by_people=bool(result.later),
        agreed=_with_agreed(result, so_far, rule) if so_far and result.settled else None,
        people=people,
        repeated=repeated,
        again=_again(result),
    )


def _with_agreed(result: WorkshopResult, tallies: Tallies, rule: CityRule) -> Scores:
    framework, agreed = result.workshop.framework, scored(result.agreed)
    return _themes(framework, score_city(framework, tallies, agreed=agreed, city_rule=rule))


@repeatable
def repeated_last(store: Store, workshop_id: int) -> frozenset[str]:
    """Return the codes of indicators that the last vote that counts asked again."""
    with store.read() as session:
        workshop = workshop_by_id(session, workshop_id)
        *earlier, last = counting_rounds(workshop, rounds(session, workshop_id))
        asked = {one.code for one in asked_in(session, workshop, last)}
        known = {one.code for vote in earlier for one in asked_in(session, workshop, vote)}
        return frozenset(asked & known)


@repeatable
def moments_of_reveal(store: Store, workshop_id: int) -> dict[int, datetime.datetime]:
    """Return when each vote of a workshop was last revealed, by its number."""
    with store.read() as session:
        held = rounds(session, workshop_id)
        return {one.number: one.revealed_at for one in held if one.revealed_at is not None}


def _same_people(
    store: Store, result: WorkshopResult
) -> tuple[dict[int, dict[str, Change]], dict[int, set[str]]]:
    """By the number of each later vote of an open workshop how people changed, and the themes of which it asked any again."""
    if result.workshop.k:
        return {}, {}
    with store.read() as session:
        workshop = workshop_by_id(session, result.workshop.id)
        counting = rounds_that_count(rounds(session, workshop.id))
        asked = [{one.code for one in asked_in(session, workshop, held)} for held in counting]
        judged = changes_in(session, counting)
        people = {n: {t: one for t, one in own.items() if one.people} for n, own in judged.items()}
    repeated = {
        held.number: _themes_of(result.workshop.framework, asked[at] & set().union(*asked[:at]))
        for at, held in enumerate(counting)
        if at
    }
    return people, repeated


def _themes_of(framework: Framework, codes: Collection[str]) -> set[str]:
    """The themes with any of these indicators."""
    return {
        theme.code
        for theme in framework.themes
        if any(one.code in codes for one in theme.indicators())
    }


def _with(framework: Framework, before: Tallies | None, vote: Tallies) -> Tallies:
    """Merge the counts of a vote over earlier ones: per indicator, the latest vote with counts."""
    known = {**(before.by_code if before else {}), **vote.city.by_code}
    order = (i.code for i in framework.root.indicators() if i.code in known)
    return replace(vote.city, by_code={code: known[code] for code in order})


def _themes(framework: Framework, city: ScoreTree) -> Scores:
    return {t.code: percent_of(t, city[t.code]) for t in framework.themes if t.code in city}


def _again(result: WorkshopResult) -> dict[str, tuple[OnIndicator, ...]]:
    """Indicators with levels that more than one vote asked, in the order of the framework."""
    found: dict[str, tuple[OnIndicator, ...]] = {}
    for code in result.tallies.by_code:
        votes = [vote for vote in result.rounds if code in vote.tallies.by_code]
        tallies = [vote.tallies.city.by_code[code] for vote in votes]
        if len(votes) > 1 and tallies[0].answers.shape[1] > 1:
            counts = [tally.answers.sum(axis=0) for tally in tallies]
            found[code] = tuple(
                OnIndicator(
                    vote.number,
                    tuple(map(int, n)),
                    agreement(n, without_level(tally)),
                    median_levels(n),
                    None if before is None else answer_shift(before, n),
                    over=code in result.agreed or result.workshop.phase is Phase.CLOSED,
                )
                for vote, tally, before, n in zip(
                    votes, tallies, [None, *counts], counts, strict=False
                )
            )
    return found
