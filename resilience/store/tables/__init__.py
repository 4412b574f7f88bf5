"""What is remembered: rows hold inputs only, scores are computed."""

from resilience.store.tables.accounts import (
    Account,
    HostLink,
    PasswordLink,
    RecoveryCode,
    RoleHeld,
    SecondFactor,
    SignIn,
)
from resilience.store.tables.base import Base
from resilience.store.tables.closing import (
    Closing,
    PointsGiven,
    Reply,
    ReplyStep,
    Weighing,
)
from resilience.store.tables.exchange import BeforeImport, CardImport, PeerResult, Publisher
from resilience.store.tables.network import (
    CoordinatorLink,
    NetworkPlace,
    Publication,
    PublishedScore,
)
from resilience.store.tables.settled import Action, AgreedLevel, Feasibility, Target
from resilience.store.tables.votes import (
    Delivery,
    FrozenFacts,
    FrozenMoments,
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
    "Account",
    "Action",
    "AgreedLevel",
    "Base",
    "BeforeImport",
    "CardImport",
    "City",
    "Closing",
    "CoordinatorLink",
    "Delivery",
    "Department",
    "Feasibility",
    "FrameworkCopy",
    "FrozenFacts",
    "FrozenMoments",
    "FrozenRoom",
    "FrozenTally",
    "HostLink",
    "Link",
    "NetworkPlace",
    "OfficialWording",
    "Participant",
    "PasswordLink",
    "PeerResult",
    "PointsGiven",
    "Publication",
    "PublishedScore",
    "Publisher",
    "RecoveryCode",
    "ReplacedAnswer",
    "Reply",
    "ReplyStep",
    "Response",
    "RoleHeld",
    "Round",
    "SecondFactor",
    "SignIn",
    "StaffAct",
    "Target",
    "Unit",
    "Weighing",
    "Workshop",
]
