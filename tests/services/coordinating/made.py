"""Data packages of invented towns for the coordinator's desk."""

import datetime
from dataclasses import replace

from resilience.exchange.package import PublishingKey, write_package
from tests.exchange.package.made import CITY, KEY, result

FIRST = datetime.date(2026, 3, 1)
SECOND = datetime.date(2026, 6, 1)


def of(
    name: str,
    date: datetime.date = FIRST,
    key: PublishingKey = KEY,
    licence: str = "CC-BY-4.0",
    rounds: int = 1,
) -> bytes:
    """The data package of a town."""
    made = result(city=replace(CITY, name=name), date=date)
    return write_package(
        replace(made, about=replace(made.about, licence=licence, rounds=rounds)), key
    )
