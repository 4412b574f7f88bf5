"""The data package: one city's result as open data, signed by its publisher."""

from resilience.exchange.package.key import LONGEST_NAME, PublishingKey
from resilience.exchange.package.practices import (
    MOST_ACTIONS,
    Practice,
    PracticeAction,
    Practices,
)
from resilience.exchange.package.read import city_result
from resilience.exchange.package.seal import SignedPackage, read_package, write_package
from resilience.exchange.package.value import (
    About,
    CityFacts,
    CityResult,
    InTheRoom,
    bare,
    counts_of,
)
from resilience.exchange.package.write import written

__all__ = [
    "LONGEST_NAME",
    "MOST_ACTIONS",
    "About",
    "CityFacts",
    "CityResult",
    "InTheRoom",
    "Practice",
    "PracticeAction",
    "Practices",
    "PublishingKey",
    "SignedPackage",
    "bare",
    "city_result",
    "counts_of",
    "read_package",
    "write_package",
    "written",
]
