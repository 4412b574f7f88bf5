"""What is remembered: rows hold inputs only, scores are computed."""

from resilience.store.tables.base import Base
from resilience.store.tables.settled import AgreedLevel
from resilience.store.tables.votes import (
    Delivery,
    FrozenRoom,
    FrozenTally,
    ReplacedAnswer,
    Response,
)
from resilience.store.tables.workshop import (
    City,
    Department,
    FrameworkCopy,
    Link,
    OfficialWording,
    Participant,
    Round,
    StaffAct,
    Unit,
    Workshop,
)

__all__ = [
    "AgreedLevel",
    "Base",
    "City",
    "Delivery",
    "Department",
    "FrameworkCopy",
    "FrozenRoom",
    "FrozenTally",
    "Link",
    "OfficialWording",
    "Participant",
    "ReplacedAnswer",
    "Response",
    "Round",
    "StaffAct",
    "Unit",
    "Workshop",
]
