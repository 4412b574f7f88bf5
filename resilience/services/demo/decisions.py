"""What the demo city agreed on, aims at and plans, all invented."""

import datetime
import random
from collections.abc import Sequence

from resilience.framework import Framework
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.scoring.planning.actions import FEASIBLE
from resilience.services.deciding.feasibility import close_votes
from resilience.services.deciding.targets import items_to_aim_at, wanted_score
from resilience.services.demo.words import ACTIONS, AGREED, EVIDENCE, PLANNED
from resilience.store import Session
from resilience.store.tables import (
    Action,
    AgreedLevel,
    EvidenceEntry,
    Feasibility,
    Participant,
    Target,
    Workshop,
)
from resilience.store.workshops import departments

#: per year: the level that an indicator is to reach, the score of a theme
TARGETS: dict[int, dict[str, float]] = {
    2025: {"INF11": 3, "PLN": 65, "CRM10": 2, "NBS": 45},
    2026: {"INF11": 3, "CRM10": 3, "NBS11": 2, "ENG": 60},
}
#: the years whose plan says more than the room wrote down
PLANNED_IN = (2026,)
#: how many of those in the room vote on an action
VOTED = 0.85


def agree_levels(session: Session, workshop: Workshop, at: datetime.datetime) -> None:
    """Store the levels that the room agreed on in the workshop's year, and where both views were recorded."""
    for indicator, level, reason in AGREED[workshop.date.year]:
        session.add(
            AgreedLevel(
                workshop_id=workshop.id,
                indicator=indicator,
                outcome="both" if level is None else "level",
                level=level,
                reason=reason,
                agreed_at=at,
            )
        )
    session.flush()


def set_targets(
    session: Session, workshop: Workshop, framework: Framework, at: datetime.datetime
) -> None:
    """Store the targets that the city set after the workshop's year."""
    items = {item.code: item for item in items_to_aim_at(framework, workshop.tier)}
    for code, wanted in TARGETS[workshop.date.year].items():
        score = wanted_score(items[code], wanted)
        session.add(Target(workshop_id=workshop.id, code=code, score=score, set_at=at))
    session.flush()


def keep_evidence(
    session: Session, workshop: Workshop, framework: Framework, at: datetime.datetime
) -> None:
    """Store the documents that the city keeps for indicators."""
    for indicator, title, dated, until in EVIDENCE:
        entry = EvidenceEntry(
            city_id=workshop.city_id,
            framework=framework.id,
            version=framework.version,
            indicator=indicator,
            title=title,
            dated=datetime.date.fromisoformat(dated),
            valid_until=datetime.date.fromisoformat(until) if until else None,
            link=f"https://haiwan.example/evidence/{indicator.lower()}",
            role="facilitator",
            added_at=at,
        )
        session.add(entry)
    session.flush()


def plan_actions(
    session: Session, workshop: Workshop, people: Sequence[Participant], at: datetime.datetime
) -> None:
    """Store the actions of the workshop's year and the votes on them; identical in every demo."""
    known = {d.name: d.id for d in departments(session, workshop.id)}
    for indicator, what, department, day, cost, ease, state, note in ACTIONS[workshop.date.year]:
        action = Action(
            workshop_id=workshop.id,
            indicator=indicator,
            what=what,
            department_id=known[DEPARTMENTS[department]],
            by_when=datetime.date.fromisoformat(day) if day else None,
            cost=cost,
            state=state,
            note=note,
            made_at=at,
            changed_at=at,
            **(PLANNED.get(indicator, {}) if workshop.date.year in PLANNED_IN else {}),
        )
        session.add(action)
        session.flush()
        chance = random.Random(f"{indicator} {what}")  # noqa: S311 - the same every time
        for person in people:
            vote = _vote(ease, chance)
            if vote is not None:
                session.add(Feasibility(participant_id=person.id, action_id=action.id, value=vote))
    session.flush()
    close_votes(session, workshop, at)


def _vote(ease: float, chance: random.Random) -> float | None:
    if chance.random() > VOTED:
        return None
    wish = chance.gauss(ease, 0.3)
    return min(FEASIBLE, key=lambda choice: abs(choice - wish))
