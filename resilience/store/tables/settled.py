"""What the room settled after a reveal."""

import datetime

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from resilience.store.tables.base import Base, moment, row_of


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
