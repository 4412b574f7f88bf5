"""What is remembered: rows hold inputs only, scores are computed."""

from resilience.store.tables.base import Base
from resilience.store.tables.closing import (
    Closing,
    PointsGiven,
    Reply,
    ReplyStep,
    Weighing,
)
from resilience.store.tables.exchange import BeforeImport, CardImport, PeerResult, Publisher
from resilience.store.tables.settled import Action, AgreedLevel, Feasibility
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
    "Action",
    "AgreedLevel",
    "Base",
    "BeforeImport",
    "CardImport",
    "City",
    "Closing",
    "Delivery",
    "Department",
    "Feasibility",
    "FrameworkCopy",
    "FrozenRoom",
    "FrozenTally",
    "Link",
    "OfficialWording",
    "Participant",
    "PeerResult",
    "PointsGiven",
    "Publisher",
    "ReplacedAnswer",
    "Reply",
    "ReplyStep",
    "Response",
    "Round",
    "StaffAct",
    "Unit",
    "Weighing",
    "Workshop",
]
