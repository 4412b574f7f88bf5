"""What the room settled after a reveal."""

import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from resilience.store.columns import Amount
from resilience.store.tables.base import IDS_ONCE, Base, flag, key, listed, moment, row_of, worded


class AgreedLevel(Base, table=True):
    """What the room settled on for an indicator, with the reason.

    `outcome` is "level", "number", "na", or "both" where both views are recorded.
    """

    __tablename__ = "agreed_level"
    __table_args__ = (
        CheckConstraint(
            "(outcome = 'level' AND level IS NOT NULL AND level >= 0 AND number IS NULL)"
            " OR (outcome = 'number' AND number IS NOT NULL AND level IS NULL)"
            " OR (outcome IN ('na', 'both') AND level IS NULL AND number IS NULL)"
        ),
    )
    workshop_id: int = row_of("workshop", primary_key=True)
    indicator: str = Field(primary_key=True)
    outcome: str
    level: int | None = None
    number: float | None = None
    reason: str = ""
    agreed_at: datetime.datetime = moment(required=True)


class Action(Base, table=True):
    """What will be done about an indicator, by which department and by when; what became of it.

    `vote_closed_at` is when its feasibility vote was closed, once and for all, with the people who
    had voted and the sum of their values (`vote_people` 0.., `vote_points` 0..people; no points
    where so few voted that somebody's vote could be told). `vote_choices` has the people by choice, the least
    feasible first; none without points, and for votes that closed before this was kept.
    `suggested` offers it to later workshops of the city. `also` has the codes of further indicators, `steps` the
    steps ("what", "by_when" as an ISO day or None, "done"), `links` the addresses of evidence; `starts` is the day on
    which it begins, `contact` a function. Whether an action is late is computed (docs/decisions/0094).
    """

    __table_args__ = (
        CheckConstraint("cost IN ('low', 'medium', 'high')"),
        CheckConstraint("state IN ('open', 'under way', 'done', 'dropped')"),
        CheckConstraint(
            "(vote_closed_at IS NULL AND vote_people IS NULL AND vote_points IS NULL)"
            " OR (vote_closed_at IS NOT NULL AND vote_people IS NOT NULL AND vote_people >= 0"
            " AND (vote_points IS NULL OR vote_points BETWEEN 0 AND vote_people))"
        ),
        IDS_ONCE,
    )
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False, index=True)
    indicator: str
    what: str
    department_id: int = Field(foreign_key="department.id", index=True)
    by_when: datetime.date | None = None
    cost: str | None = None
    state: str = "open"
    note: str = ""
    made_at: datetime.datetime = moment(required=True)
    changed_at: datetime.datetime = moment(required=True)
    vote_closed_at: datetime.datetime | None = moment()
    vote_people: int | None = None
    vote_points: float | None = None
    vote_choices: list[int] | None = listed()
    suggested: bool = flag()
    also: list[str] | None = listed()
    contact: str = worded()
    partners: str = worded()
    starts: datetime.date | None = None
    budget: Decimal | None = Field(default=None, sa_type=Amount)
    currency: str = worded()
    source: str = worded()
    steps: list[dict[str, Any]] | None = listed()
    links: list[str] | None = listed()


class Feasibility(Base, table=True):
    """How feasible a participant holds an action: 0, 0.5 or 1. Read by that participant alone."""

    __table_args__ = (CheckConstraint("value IN (0, 0.5, 1)"),)
    participant_id: int = row_of("participant", primary_key=True)
    action_id: int = row_of("action", primary_key=True, index=True)
    value: float


class Target(Base, table=True):
    """The score 0..100 that a workshop wants a theme or an indicator (`code`) to reach."""

    __table_args__ = (CheckConstraint("score BETWEEN 0 AND 100"),)
    workshop_id: int = row_of("workshop", primary_key=True)
    code: str = Field(primary_key=True)
    score: float
    set_at: datetime.datetime = moment(required=True)
