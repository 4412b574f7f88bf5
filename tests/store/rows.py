"""One valid row of every table, with what it points to: tests change one column at a time."""

import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from resilience.store import Store
from resilience.store.tables import (
    Account,
    Action,
    AgreedLevel,
    Base,
    BeforeImport,
    CardImport,
    City,
    Closing,
    CoordinatorLink,
    Delivery,
    Department,
    Feasibility,
    FrameworkCopy,
    FrozenFacts,
    FrozenMoments,
    FrozenRoom,
    FrozenTally,
    Link,
    OfficialWording,
    Participant,
    PasswordLink,
    PeerResult,
    PointsGiven,
    Publication,
    PublishedScore,
    Publisher,
    ReplacedAnswer,
    Reply,
    ReplyStep,
    Response,
    RoleHeld,
    Round,
    SignIn,
    StaffAct,
    Target,
    Unit,
    Weighing,
    Workshop,
)

Values = dict[str, Any]
NOON = datetime.datetime(2026, 10, 13, 12, tzinfo=datetime.UTC)
ANSWER: Values = {"comment": "", "evidence": "", "saved_at": NOON}
#: a row of each table, in an order in which all that a row points to is there before it
ROWS: dict[type[Base], Values] = {
    City: {"name": "A", "country": "B", "coast": False, "hazards": [], "invented": False},
    FrameworkCopy: {"sha256": "f", "framework": "small", "version": "1", "source": {}},
    StaffAct: {
        "at": NOON,
        "actor": "host",
        "role": "host",
        "act": "revealed",
        "city": "A",
        "thing": "",
    },
    OfficialWording: {
        "framework": "small",
        "code": "W1",
        "language": "en",
        "question": "?",
        "levels": [],
    },
    Workshop: {
        "code": "CODE",
        "city_id": 1,
        "framework": "small",
        "framework_version": "1",
        "framework_sha256": "f",
        "tier": "full",
        "language": "en",
        "timezone": "UTC",
        "date": NOON.date(),
        "k": 3,
        "probable": "",
        "severe": "",
        "revision": 0,
        "created_at": NOON,
    },
    Unit: {"workshop_id": 1, "name": "Water", "position": 0},
    Department: {"workshop_id": 1, "name": "Water", "expected": 0, "position": 0},
    Round: {"workshop_id": 1, "number": 1, "opened_at": NOON},
    Participant: {
        "workshop_id": 1,
        "department_id": 1,
        "token_hash": "t",
        "language": "en",
        "is_table": False,
        "size": 1,
        "joined_at": NOON,
    },
    Response: {
        **ANSWER,
        "participant_id": 1,
        "round_id": 1,
        "indicator": "W1",
        "state": "level",
        "level": 2,
    },
    ReplacedAnswer: {
        **ANSWER,
        "participant_id": 1,
        "round_id": 1,
        "indicator": "W1",
        "state": "dk",
        "replaced_at": NOON,
    },
    Delivery: {"participant_id": 1, "sent_id": "s", "round_id": 1, "stands": True},
    FrozenTally: {
        "round_id": 1,
        "unit_id": 1,
        "indicator": "W1",
        "answer": "2",
        "answers": 1,
        "people": 1,
        "total": 0.0,
        "squares": 0.0,
    },
    FrozenRoom: {
        "round_id": 1,
        "unit_id": 1,
        "participants": 1,
        "people": 1,
        "frozen_at": NOON,
    },
    FrozenFacts: {"round_id": 1, "left_out": 0, "hides": True, "moved": {}, "people": {}},
    AgreedLevel: {
        "workshop_id": 1,
        "indicator": "W1",
        "outcome": "level",
        "level": 2,
        "reason": "",
        "agreed_at": NOON,
    },
    Action: {
        "workshop_id": 1,
        "indicator": "W1",
        "what": "Clean the drains.",
        "department_id": 1,
        "state": "open",
        "note": "",
        "made_at": NOON,
        "changed_at": NOON,
    },
    Feasibility: {"participant_id": 1, "action_id": 1, "value": 0.5},
    Closing: {
        "workshop_id": 1,
        "signed_by": "Ana",
        "closed_at": NOON,
        "method_version": "1",
        "reason": "",
    },
    Weighing: {"workshop_id": 1, "opened_at": NOON},
    PointsGiven: {"participant_id": 1, "theme": "WAT", "points": 60, "saved_at": NOON},
    ReplyStep: {"workshop_id": 1, "opened_at": NOON},
    Reply: {"department_id": 1, "words": "We disagree.", "saved_at": NOON},
    CardImport: {
        "round_id": 1,
        "made_at": NOON,
        "cards": 1,
        "answers": 1,
        "joined": [1],
        "departments": {},
        "number": "",
    },
    BeforeImport: {
        **ANSWER,
        "import_id": 1,
        "participant_id": 1,
        "indicator": "W1",
        "state": "dk",
        "stood": True,
        "written": 2,
        "comment_written": 0,
    },
    Publisher: {"fingerprint": "p", "name": "Another city", "trusted_at": NOON},
    PeerResult: {
        "kind": "package",
        "sha256": "s",
        "publisher": "p",
        "city": "A",
        "country": "B",
        "framework": "small",
        "framework_version": "1",
        "content": {},
        "added_at": NOON,
    },
    Link: {
        "workshop_id": 1,
        "role": "official",
        "nonce": "n",
        "token_hash": "h",
        "created_at": NOON,
    },
    FrozenMoments: {
        "round_id": 1,
        "unit_id": 1,
        "theme": "WAT",
        "people": 3,
        "mean": 50.0,
        "variance": 100.0,
    },
    Target: {"workshop_id": 1, "code": "WAT", "score": 80.0, "set_at": NOON},
    Publication: {
        "workshop_id": 1,
        "framework": "small",
        "framework_version": "1",
        "basis": "b",
        "asked": 2,
        "people": 3,
        "departments": 1,
        "content": {},
        "published_at": NOON,
    },
    PublishedScore: {"workshop_id": 1, "code": "WAT", "score": 50.0},
    CoordinatorLink: {"name": "", "nonce": "c", "token_hash": "k", "created_at": NOON},
    Account: {"sign_in": "ana", "name": "Ana", "subject": "idp 1", "created_at": NOON},
    RoleHeld: {"account_id": 1, "role": "official", "workshop_id": 1, "given_at": NOON},
    SignIn: {"account_id": 1, "token_hash": "a", "made_at": NOON, "expires_at": NOON},
    PasswordLink: {
        "account_id": 1,
        "nonce": "a",
        "token_hash": "a",
        "made_at": NOON,
        "expires_at": NOON,
    },
}
#: what makes a second row of a table another one
OTHER: dict[type[Base], Values] = {
    City: {"name": "C"},
    Workshop: {"code": "OTHER"},
    Unit: {"name": "Power"},
    Department: {"name": "Power"},
    Round: {"number": 2},
    Participant: {"token_hash": "u"},
    Response: {"indicator": "W2"},
    ReplacedAnswer: {},
    Delivery: {"sent_id": "r"},
    FrozenTally: {"answer": "3"},
    Link: {"nonce": "o", "token_hash": "i"},
    OfficialWording: {"language": "ja"},
    AgreedLevel: {"indicator": "W2"},
    Action: {},
    Closing: {},
    PointsGiven: {"theme": "PWR"},
    CardImport: {},
    BeforeImport: {"indicator": "W2"},
    Publisher: {"fingerprint": "q"},
    PeerResult: {"sha256": "z"},
    FrozenMoments: {"theme": "PWR"},
    Target: {"code": "PWR"},
    PublishedScore: {"code": "PWR"},
    CoordinatorLink: {"nonce": "d", "token_hash": "l"},
    Account: {"sign_in": "bo", "subject": None},
    RoleHeld: {},
    SignIn: {"token_hash": "b"},
    PasswordLink: {"nonce": "b", "token_hash": "b"},
}


def fill(store: Store) -> None:
    """Write the row of each table."""
    with store.write() as session:
        for table, values in ROWS.items():
            add(session, table, values)


def add(session: Session, table: type[Base], values: Values) -> None:
    """Insert a row as it is, past the checks and defaults of the models."""
    session.connection().execute(insert(table).values(**values))


def other(table: type[Base], **changes: object) -> Values:
    """A second valid row of a table, but for the changes."""
    return {**ROWS[table], **OTHER.get(table, {}), **changes}
