"""Generate the answers of the invented people of the demo city."""

import datetime
import random
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from resilience.framework import Indicator, Levels
from resilience.services.demo.words import COMMENTS
from resilience.store import Session
from resilience.store.tables import Participant, Response, Round
from resilience.store.voting.votes import own_responses

SEED = 20261013
#: the city's level by theme, on a scale 0..1, in the first year
STANDING = {"INF": 0.60, "PLN": 0.56, "CRM": 0.52, "NBS": 0.34, "ENG": 0.46}
#: how differently a department sees a theme
BIAS = {
    ("water", "INF"): -0.16,
    ("housing", "PLN"): 0.16,
    ("construction", "PLN"): 0.14,
    ("water", "PLN"): -0.18,
    ("emergency", "CRM"): 0.14,
    ("utilities", "INF"): 0.10,
    ("civil-affairs", "ENG"): 0.18,
    ("construction", "NBS"): 0.10,
}
#: indicators on which the room is split
SPLIT = ("INF11", "PLN18", "NBS11", "CRM10", "ENG12")
#: what hardly anybody in the room knows, and what most hold not applicable
UNKNOWN = ("CRM4", "NBS13")
NOT_APPLICABLE = ("PLN14",)
DISPUTED = 12


@dataclass(frozen=True, slots=True)
class DemoYear:
    """A demo workshop: by how much the city scores higher than in the first, and whether it voted twice."""

    date: datetime.date
    better: float
    second_round: bool


def wish(indicator: Indicator, department: str, year: DemoYear, chance: random.Random) -> str | int:
    """Return one person's answer: a level, "na" or "dk"."""
    theme = indicator.code[:3]
    knows = department in indicator.departments
    lost = 0.97 if indicator.code in UNKNOWN else 0.03 if knows else 0.16
    if chance.random() < lost:
        return "dk"
    if indicator.code in NOT_APPLICABLE and chance.random() < 0.8:
        return "na"
    own = random.Random(f"{SEED} {indicator.code}").uniform(-0.22, 0.22)  # noqa: S311
    middle = STANDING[theme] + year.better + own + BIAS.get((department, theme), 0.0)
    if indicator.code in SPLIT:
        middle += 0.34 if department in ("housing", "construction", "emergency") else -0.34
    top = indicator.scale.top if isinstance(indicator.scale, Levels) else 3
    return min(top, max(0, round(middle * top + chance.gauss(0, 0.55))))


def response(
    held: Round, person: Participant, indicator: Indicator, said: str | int, chance: random.Random
) -> Response:
    """Return the row of an answer, sometimes with a comment."""
    speaks = isinstance(said, int) and chance.random() < 0.05
    remark = COMMENTS.get(indicator.code, "") if speaks and said in (1, 2) else ""
    return Response(
        participant_id=person.id,
        round_id=held.id,
        indicator=indicator.code,
        state=said if isinstance(said, str) else "level",
        level=said if isinstance(said, int) else None,
        comment=remark,
        confidence=chance.choice(["low", "medium", "medium", "high"]) if speaks else None,
        language="en" if remark else None,
        saved_at=held.opened_at,
    )


def most_disputed(
    session: Session,
    held: Round,
    people: list[tuple[Participant, str]],
    asked: Sequence[Indicator],
) -> list[str]:
    """Return the indicators whose levels are furthest apart, in the order of the framework."""
    levels: dict[str, list[int]] = {i.code: [] for i in asked}
    for person, _ in people:
        for row in own_responses(session, person.id, held.id):
            if row.level is not None:
                levels[row.indicator].append(row.level)
    spread = {code: statistics.pvariance(found) for code, found in levels.items() if found}
    widest = sorted(spread, key=lambda code: -spread[code])[:DISPUTED]
    return [i.code for i in asked if i.code in widest]


def second_thought(
    session: Session,
    first: Round,
    second: Round,
    person: Participant,
    indicator: Indicator,
    chance: random.Random,
) -> Response:
    """Return a person's answer after the discussion: most move one level towards the middle."""
    rows = own_responses(session, person.id, first.id)
    before = next(row for row in rows if row.indicator == indicator.code)
    said: str | int = before.state
    if before.level is not None:
        step = (before.level < 1) - (before.level > 2)
        said = before.level + (step if chance.random() < 0.6 else 0)
    return response(second, person, indicator, said, chance)
