"""Moments of each unit's personal means of the overall, stored when a vote closes for its standard error."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from resilience.framework import Framework
from resilience.scoring import LEAST_K, Count, Crowd, Tallies, build_tallies
from resilience.scoring.certainty.personal import theme_means
from resilience.scoring.certainty.standard_error import Moments, moments, standard_error
from resilience.services.counting.counts import first_round
from resilience.services.counting.facts import votes_after_erasure
from resilience.services.counting.strangers import strangers_by_unit
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.groups import by_theme
from resilience.services.workshop.phase import votes_up_to
from resilience.store import Session
from resilience.store.results.kept import facts_of, places_gone
from resilience.store.results.moments import frozen_moments, rounds_with_answers
from resilience.store.tables import FrozenMoments, Round, Workshop
from resilience.store.voting.levels import PersonAnswer, held_when_fixed
from resilience.store.voting.votes import frozen_tallies
from resilience.store.workshops import rounds, units_of_groups

#: by unit
UnitMoments = Mapping[int, Moments]


def keep_moments(session: Session, workshop: Workshop, closed: Round) -> None:
    """Store the moments of a closed round, computed from all votes up to it, for units without any."""
    root = framework_of(session, workshop).root.code
    have = {row.unit_id for row in frozen_moments(session, [closed.id]) if row.theme == root}
    session.add_all(
        FrozenMoments(
            round_id=closed.id,
            unit_id=unit,
            theme=root,
            people=kept.people,
            mean=kept.mean,
            variance=kept.variance,
        )
        for unit, kept in _moments(session, workshop, closed).items()
        if unit not in have
    )


def _moments(session: Session, workshop: Workshop, closed: Round) -> UnitMoments:
    """The moments; after an erasure, those kept before if the last vote adds nothing."""
    framework = framework_of(session, workshop)
    votes = votes_up_to(rounds(session, workshop.id), closed)
    first = first_round(session, workshop, votes)
    adds = votes[-1].id in {first[i.code] for i in framework.root.indicators() if i.code in first}
    if len(votes) < 2 or adds or not places_gone(session, [vote.id for vote in votes]):
        return overall_moments(session, workshop, framework, first)
    return {
        row.unit_id: Moments(row.people, row.mean, row.variance)
        for row in frozen_moments(session, [votes[-2].id])
        if row.theme == framework.root.code
    }


def overall_error(session: Session, workshop: Workshop, closed: Round) -> float | None:
    """Return the standard error of the overall in points.

    None without stored moments, or with fewer than 2k people besides strangers.
    """
    root = framework_of(session, workshop).root.code
    rows = [row for row in frozen_moments(session, [closed.id]) if row.theme == root]
    strangers = strangers_by_unit(session, workshop)
    beyond = sum(strangers[row.unit_id].people for row in rows) if workshop.k else 0
    kept = [Moments(row.people, row.mean, row.variance) for row in rows]
    return standard_error(kept, 2 * (workshop.k or LEAST_K) + beyond)


def rounds_without_overall(session: Session) -> list[tuple[Round, Workshop]]:
    """Return the rounds without stored moments of the overall although answers exist."""
    return [
        (held, workshop)
        for held, workshop in rounds_with_answers(session)
        if not by_theme(session, workshop)
        and framework_of(session, workshop).root.code
        not in {row.theme for row in frozen_moments(session, [held.id])}
    ]


def overall_moments(
    session: Session, workshop: Workshop, framework: Framework, latest: Mapping[str, int]
) -> UnitMoments:
    """Return the moments of the overall score in each unit, from the round that counts (`latest`).

    Only answers in the unit's figures are used, as they were when these were fixed. There are none if those who
    have a mean, strangers apart, do not hide one another. If the overall is not of one vote (`themes_of_one_vote`), no unit has any:
    the moments would differ by a missing person.
    """
    root, k = framework.root.code, workshop.k
    if root not in themes_of_one_vote(session, k, framework, latest):
        return {}
    answers = answers_in_cells(session, latest)
    people = {row.participant_id: row for row in answers}
    means = theme_means(framework, personal_tallies(framework, answers, latest))[root]
    members: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(people.values()):
        members[row.unit_id].append(at)
    sizes = [row.size for row in people.values()]
    strangers = strangers_by_unit(session, workshop)
    groups_alone = units_of_groups(session, list(members))  # they score only their own themes
    found: dict[int, Moments] = {}
    for unit, places in sorted(members.items()):
        known = [at for at in places if means[at] == means[at]]
        kept = moments(means[known])
        hides = Crowd.of(sizes[at] for at in known).less(strangers[unit]).hides(k)
        if unit not in groups_alone and kept is not None and hides:
            found[unit] = kept
    return found


def themes_of_one_vote(
    session: Session, k: int, framework: Framework, latest: Mapping[str, int]
) -> set[str]:
    """Return the themes whose indicators all come from one vote from which nobody was erased.

    A variance depends on how one person's answers go together. If two votes were combined, it could reveal,
    together with the answers that all units show, what somebody said in one vote who gives no answer in the other.
    A theme is left out in all units, since a single unit without it would be that of the missing person. In an open
    workshop (k = 0) votes may be combined.
    """
    votes = sorted(set(latest.values()))
    gone = {round_id for round_id, _ in places_gone(session, votes)}
    gone |= votes_after_erasure(session, votes)
    found = set()
    for node in (*framework.themes, framework.root):
        counting = {latest[i.code] for i in node.indicators() if i.code in latest}
        if not counting & gone and (not k or len(counting) <= 1):
            found.add(node.code)
    return found


def answers_in_cells(session: Session, latest: Mapping[str, int]) -> list[PersonAnswer]:
    """Return the answers counted in the served cells of units, participant by participant; never to be shown.

    Each indicator's answers are from the round that counts (`latest`).
    """
    ids = sorted(set(latest.values()))
    rows = frozen_tallies(session, ids)
    cells = {(row.round_id, row.unit_id, row.indicator) for row in rows}
    levels = {
        (row.round_id, row.unit_id, row.indicator) for row in rows if row.answer not in ("na", "dk")
    }
    tables_alone = {one for one, facts in facts_of(session, ids).items() if facts.left_out}
    found = [
        row
        for row in held_when_fixed(session, ids)
        if latest.get(row.indicator) == row.round_id
        and (row.round_id, row.unit_id, row.indicator)
        in (levels if row.state in ("level", "number") else cells)
        and not (row.size == 1 and row.round_id in tables_alone)
    ]
    return sorted(found, key=lambda row: (row.participant_id, row.indicator, row.round_id))


def personal_tallies(
    framework: Framework, answers: Iterable[PersonAnswer], asked: Collection[str]
) -> Tallies:
    """Return the answers to the `asked` indicators as tallies with one unit per participant.

    Units are in the order of first answers; a table is one participant.
    """
    rows = list(answers)
    counts = [
        Count(
            unit=str(row.participant_id),
            indicator=row.indicator,
            state=row.state,
            answer=row.number if row.level is None else float(row.level),
            answers=1,
            people=1,
        )
        for row in rows
    ]
    everybody = {str(row.participant_id): (1, 1) for row in rows}
    indicators = tuple(i for i in framework.root.indicators() if i.code in asked)
    return build_tallies(indicators, everybody, counts)
