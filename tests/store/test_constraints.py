"""What no code may write, the database refuses, on both databases."""

from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from resilience.store import Store
from resilience.store.tables import (
    AgreedLevel,
    Base,
    City,
    Delivery,
    Department,
    FrozenRoom,
    FrozenTally,
    Link,
    OfficialWording,
    Participant,
    ReplacedAnswer,
    Response,
    Round,
    StaffAct,
    Unit,
    Workshop,
)
from tests.services.held import rows
from tests.store.rows import OTHER, ROWS, Values, add, fill, other

NOBODY = 99
#: a valid second row but for these columns
REFUSED: list[tuple[type[Base], Values]] = [
    (City, {"name": "A"}),
    (City, {"population": 0}),
    (Workshop, {"code": "CODE"}),
    (Workshop, {"tier": "middle"}),
    (Workshop, {"k": 2}),
    (Workshop, {"k": 1}),
    (Workshop, {"k": -1}),
    (Unit, {"name": "Water"}),
    (Department, {"name": "Water"}),
    (Department, {"expected": -1}),
    (Round, {"number": 1}),
    (Round, {"number": -1}),
    (Participant, {"token_hash": "t"}),
    (Participant, {"size": 0}),
    (Participant, {"size": 2}),
    (Response, {"indicator": "W1"}),
    (Response, {"state": "maybe"}),
    (Response, {"state": "level", "level": None}),
    (Response, {"state": "level", "level": -1}),
    (Response, {"state": "level", "number": 1.5}),
    (Response, {"state": "number", "level": None}),
    (Response, {"state": "number", "number": 1.5}),
    (Response, {"state": "na"}),
    (Response, {"state": "dk"}),
    (Response, {"state": "blank"}),
    (Response, {"state": "dk", "level": None, "number": 1.5}),
    (Response, {"confidence": "sure"}),
    (Delivery, {"sent_id": "s"}),
    (FrozenTally, {"answer": "2"}),
    (Link, {"role": "mayor"}),
    (Link, {"role": "host"}),
    (Link, {"role": "lead"}),
    (Link, {"role": "official", "department_id": 1}),
    (Link, {"nonce": "n"}),
    (Link, {"token_hash": "h"}),
    (OfficialWording, {"language": "en"}),
    (AgreedLevel, {"indicator": "W1"}),
    (AgreedLevel, {"outcome": "maybe"}),
    (AgreedLevel, {"level": None}),
    (AgreedLevel, {"level": -1}),
    (AgreedLevel, {"number": 1.5}),
    (AgreedLevel, {"outcome": "na"}),
    (AgreedLevel, {"outcome": "both"}),
    (AgreedLevel, {"outcome": "number"}),
]
TAKEN: list[tuple[type[Base], Values]] = [
    *((table, {}) for table in OTHER),
    (City, {"name": "A", "country": "D"}),
    (Workshop, {"k": 0, "tier": "quick"}),
    (Participant, {"size": 4, "is_table": True}),
    (Participant, {"size": 1, "is_table": True}),
    (Round, {"number": 0}),
    (Response, {"level": 0, "confidence": "low"}),
    (Response, {"state": "number", "level": None, "number": 0.0}),
    (Response, {"state": "na", "level": None}),
    (Response, {"state": "dk", "level": None}),
    (Response, {"state": "blank", "level": None}),
    (Link, {"role": "lead", "department_id": 1}),
    (AgreedLevel, {"outcome": "number", "level": None, "number": 0.5}),
    (AgreedLevel, {"outcome": "na", "level": None}),
    (AgreedLevel, {"outcome": "both", "level": None}),
    (OfficialWording, {"code": "W2", "language": "en"}),
]
ORPHANS: list[tuple[type[Base], Values]] = [
    (Workshop, {"city_id": NOBODY}),
    (Workshop, {"framework_sha256": "none"}),
    (Unit, {"workshop_id": NOBODY}),
    (Department, {"workshop_id": NOBODY}),
    (Department, {"unit_id": NOBODY}),
    (Round, {"workshop_id": NOBODY}),
    (Participant, {"workshop_id": NOBODY}),
    (Participant, {"department_id": NOBODY}),
    (Response, {"participant_id": NOBODY}),
    (Response, {"round_id": NOBODY}),
    (ReplacedAnswer, {"participant_id": NOBODY}),
    (ReplacedAnswer, {"round_id": NOBODY}),
    (Delivery, {"participant_id": NOBODY}),
    (Delivery, {"round_id": NOBODY}),
    (FrozenTally, {"round_id": NOBODY}),
    (FrozenTally, {"unit_id": NOBODY}),
    (Link, {"workshop_id": NOBODY}),
    (Link, {"role": "lead", "department_id": NOBODY}),
    (AgreedLevel, {"workshop_id": NOBODY}),
]


def named(case: Any) -> str:
    """What a case is called in the list of tests."""
    if isinstance(case, type):
        return case.__name__
    return ",".join(f"{name}={value}" for name, value in case.items())


def refused(store: Store, cases: list[tuple[type[Base], Values]]) -> list[str]:
    """The cases that the database refuses, each tried by itself."""
    found = []
    for table, changes in cases:
        try:
            with store.write() as session:
                add(session, table, other(table, **changes))
                session.rollback()
        except IntegrityError:
            found.append(f"{named(table)} {named(changes)}")
    return found


def names(cases: list[tuple[type[Base], Values]]) -> list[str]:
    return [f"{named(table)} {named(changes)}" for table, changes in cases]


def test_rows_that_are_right_are_taken(store: Store) -> None:
    fill(store)
    assert refused(store, TAKEN) == []


def test_rows_that_break_a_check_or_repeat_a_key_are_refused(store: Store) -> None:
    fill(store)
    assert refused(store, REFUSED) == names(REFUSED)


def test_rows_that_point_to_nothing_are_refused(store: Store) -> None:
    fill(store)
    assert refused(store, ORPHANS) == names(ORPHANS)


def test_every_foreign_key_has_an_orphan_that_is_refused() -> None:
    keys = {
        (t.name, key.parent.name) for t in Base.metadata.sorted_tables for key in t.foreign_keys
    }
    tried = {(t.__tablename__, name) for t, changes in ORPHANS for name in changes}
    same = {("frozen_room", "round_id"), ("frozen_room", "unit_id")}  # tried below
    assert keys - same <= tried


@pytest.mark.parametrize("changes", [{"round_id": NOBODY}, {"unit_id": NOBODY}], ids=named)
def test_a_frozen_room_needs_its_round_and_unit(store: Store, changes: Values) -> None:
    fill(store)
    with pytest.raises(IntegrityError), store.write() as session:
        add(session, FrozenRoom, {**ROWS[FrozenRoom], **changes})


def test_what_belongs_to_a_city_goes_with_it(store: Store) -> None:
    fill(store)
    with store.write() as session:
        session.connection().execute(delete(City))
    with store.read() as session:
        left = {t for t in ROWS if session.connection().execute(select(t)).all()}
    assert left == {StaffAct, OfficialWording} | {
        t for t in ROWS if t.__tablename__ == "framework_copy"
    }


def test_a_department_outlives_the_unit_that_it_was_in(store: Store) -> None:
    fill(store)
    with store.write() as session:
        add(session, Department, other(Department, unit_id=1))
        session.connection().execute(delete(Unit))
    assert [d.unit_id for d in rows(store, Department)] == [None, None]
