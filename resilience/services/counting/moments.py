"""Moments of each unit's personal theme means, stored when a vote closes to compare years.

The overall is treated as a theme, by the code of the root.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from resilience.framework import Framework
from resilience.scoring import LEAST_K, Count, Crowd, Tallies, build_tallies
from resilience.scoring.certainty.personal import theme_means
from resilience.scoring.comparison.years import Moments, moments, standard_error
from resilience.services.counting.counts import first_round
from resilience.services.counting.facts import votes_after_erasure
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

#: by unit and theme
UnitMoments = Mapping[int, Mapping[str, Moments]]


def keep_moments(session: Session, workshop: Workshop, closed: Round) -> None:
    """Store the moments of a closed round, from the votes up to it, for units without any."""
    have = {(row.unit_id, row.theme) for row in frozen_moments(session, [closed.id])}
    votes = votes_up_to(rounds(session, workshop.id), closed)
    first = first_round(session, workshop, votes)
    computed = moments_by_unit(session, workshop.k, framework_of(session, workshop), first)
    kept_themes = _with_kept(session, workshop, votes, first, computed)
    session.add_all(
        FrozenMoments(
            round_id=closed.id,
            unit_id=unit,
            theme=theme,
            people=kept.people,
            mean=kept.mean,
            variance=kept.variance,
        )
        for unit, themes in kept_themes.items()
        for theme, kept in themes.items()
        if (unit, theme) not in have
    )


def _with_kept(
    session: Session,
    workshop: Workshop,
    votes: Sequence[Round],
    first: Mapping[str, int],
    computed: UnitMoments,
) -> UnitMoments:
    """The computed moments; after an erasure, those kept before stay for themes that the last vote adds nothing to."""
    if len(votes) < 2 or not places_gone(session, [vote.id for vote in votes]):
        return computed
    asked = {code for code, round_id in first.items() if round_id == votes[-1].id}
    framework = framework_of(session, workshop)
    nodes = (*framework.themes, framework.root)
    again = {node.code for node in nodes if asked & {i.code for i in node.indicators()}}
    found = {unit: dict(kept) for unit, kept in computed.items()}
    for row in frozen_moments(session, [votes[-2].id]):
        if row.theme not in again:
            kept = Moments(row.people, row.mean, row.variance)
            found.setdefault(row.unit_id, {})[row.theme] = kept
    return found


def overall_error(session: Session, workshop: Workshop, closed: Round) -> float | None:
    """The standard error of the overall when its votes closed; None without moments or with fewer than 2k people."""
    root = framework_of(session, workshop).root.code
    kept = [
        Moments(row.people, row.mean, row.variance)
        for row in frozen_moments(session, [closed.id])
        if row.theme == root
    ]
    return standard_error(kept, 2 * (workshop.k or LEAST_K))


def rounds_without_overall(session: Session) -> list[tuple[Round, Workshop]]:
    """The rounds that keep no moments of the overall, though somebody's answers are there."""
    return [
        (held, workshop)
        for held, workshop in rounds_with_answers(session)
        if not by_theme(session, workshop)
        and framework_of(session, workshop).root.code
        not in {row.theme for row in frozen_moments(session, [held.id])}
    ]


def moments_by_unit(
    session: Session, k: int, framework: Framework, latest: Mapping[str, int]
) -> UnitMoments:
    """The moments of each theme of a framework in each unit, by the round that counts (`latest`).

    Of the answers that are in the unit's figures alone, as they stood when these were fixed. Left out is
    a theme of which those who have a mean do not hide one another, and in all units one that is not
    of one vote (`themes_of_one_vote`): moments of a unit would differ by the person who is missing.
    """
    answers = answers_in_cells(session, latest)
    people = {row.participant_id: row for row in answers}
    means_of = theme_means(framework, personal_tallies(framework, answers, latest))
    members: dict[int, list[int]] = defaultdict(list)
    for at, row in enumerate(people.values()):
        members[row.unit_id].append(at)
    sizes = [row.size for row in people.values()]
    alike = themes_of_one_vote(session, k, framework, latest)
    groups_alone = units_of_groups(session, list(members))
    found: dict[int, dict[str, Moments]] = {}
    for unit, places in sorted(members.items()):
        for theme, means in means_of.items():
            if theme == framework.root.code and unit in groups_alone:
                continue  # a group scores only its own themes, so it has no overall
            if theme not in alike:
                continue
            known = [at for at in places if means[at] == means[at]]
            kept = moments(means[known])
            if kept is not None and Crowd.of(sizes[at] for at in known).hides(k):
                found.setdefault(unit, {})[theme] = kept
    return found


def themes_of_one_vote(
    session: Session, k: int, framework: Framework, latest: Mapping[str, int]
) -> set[str]:
    """The themes whose indicators all come from one vote, from which nobody was erased.

    How the answers of one person go together decides a variance, so that in two votes it would tell, from the answers
    that all units show, what somebody had said in one who gives no answer in the other. A theme is left out in all units,
    as one unit without it would be that of the missing person. In an open workshop (k 0) votes may be combined.
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
    """The answers that the served cells of units count, participant by participant; never to be shown.

    Of each indicator in the round that counts (`latest`).
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
    """Answers to `asked` indicators as tallies in which each participant is a unit.

    In the order of their first answers; a table is one of them.
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
