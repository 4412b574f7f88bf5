"""Column types that mean the same on SQLite and PostgreSQL."""

import datetime
from decimal import Decimal

from sqlalchemy import DateTime, Float, TypeDecorator
from sqlalchemy.engine import Dialect

from resilience.scoring.planning.money import exact


class Moment(TypeDecorator[datetime.datetime]):
    """A moment in UTC: stored without a zone, given back with UTC."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime.datetime | None:
        """To UTC, without the zone that SQLite cannot hold."""
        return None if value is None else value.astimezone(datetime.UTC).replace(tzinfo=None)

    def process_result_value(
        self,
        value: datetime.datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime.datetime | None:
        """With the zone back."""
        return None if value is None else value.replace(tzinfo=datetime.UTC)


class Amount(TypeDecorator[Decimal]):
    """An amount of money of up to 15 digits, kept as a float, which holds so many exactly."""

    impl = Float
    cache_ok = True

    def process_bind_param(
        self,
        value: Decimal | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> float | None:
        """As a float."""
        return None if value is None else float(value)

    def process_result_value(
        self,
        value: float | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> Decimal | None:
        """The amount for which the float was stored."""
        return None if value is None else exact(value)


def now() -> datetime.datetime:
    """This moment in UTC."""
    return datetime.datetime.now(datetime.UTC)
