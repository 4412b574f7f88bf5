"""What no code may write, the database refuses, on both databases."""

import datetime
from typing import Any

import pytest
from sqlalchemy import delete, inspect, select, update
from sqlalchemy.exc import IntegrityError

from resilience.store import Store
from resilience.store.tables import (
    Account,
    Action,
    AgreedLevel,
    ApiToken,
    Base,
    BeforeImport,
    CardImport,
    City,
    Closing,
    CommentsByLevel,
    CoordinatorLink,
    Delivery,
    Department,
    EvidenceEntry,
    EvidenceFile,
    Feasibility,
    FeedAddress,
    FrozenFacts,
    FrozenMoments,
    FrozenRoom,
    FrozenTally,
    HiddenComment,
    HostLink,
    Link,
    MailAddress,
    MailQuestion,
    MailWeek,
    NetworkPlace,
    OfficialWording,
    Participant,
    PasswordLink,
    PeerResult,
    Photo,
    PointsGiven,
    Publication,
    PublishedScore,
    Publisher,
    Question,
    QuestionVote,
    RecoveryCode,
    ReplacedAnswer,
    Reply,
    ReplyStep,
    Response,
    RoleHeld,
    Round,
    RunSheet,
    SecondFactor,
    Share,
    SignIn,
    StaffAct,
    StagePlace,
    StageQuestion,
    Target,
    Unit,
    Weighing,
    Workshop,
)
from tests.services.held import rows
from tests.store.rows import NOON, OTHER, ROWS, Values, add, fill, other

NOBODY = 99
DAY_BEFORE = NOON.date() - datetime.timedelta(days=1)
#: the columns of an action whose vote was closed
VOTED: Values = {"vote_closed_at": NOON, "vote_people": 3, "vote_points": 1.5}
#: a valid second row but for these columns
REFUSED: list[tuple[type[Base], Values]] = [
    (City, {"name": "A"}),
    (City, {"population": 0}),
    (City, {"income": "middle"}),
    (City, {"latitude": 90.5}),
    (City, {"longitude": -180.5}),
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
    (Participant, {"number": 1}),
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
    (Action, {"cost": "cheap"}),
    (Action, {"state": "forgotten"}),
    (Action, {"vote_people": 3}),
    (Action, {"vote_points": 1.5}),
    (Action, {"vote_closed_at": NOON}),
    (Action, {**VOTED, "vote_people": None}),
    (Action, {**VOTED, "vote_points": 3.5}),
    (Action, {**VOTED, "vote_points": -0.5}),
    (Action, {**VOTED, "vote_people": -1}),
    (Feasibility, {}),
    (Closing, {"reason": "A slip."}),
    (Closing, {"reopened_at": NOON}),
    (PointsGiven, {"theme": "WAT"}),
    (PointsGiven, {"points": -1}),
    (PointsGiven, {"points": 101}),
    (BeforeImport, {"indicator": "W1"}),
    (BeforeImport, {"level": 2}),
    (Publisher, {"fingerprint": "p"}),
    (PeerResult, {"sha256": "s"}),
    (PeerResult, {"kind": "rumour"}),
    (PeerResult, {"publisher": None}),
    (PeerResult, {"kind": "undrr"}),
    (FrozenMoments, {"theme": "WAT"}),
    (FrozenMoments, {"people": 0}),
    (FrozenMoments, {"variance": -1.0}),
    (Target, {"code": "WAT"}),
    (Target, {"score": 100.5}),
    (Target, {"score": -0.5}),
    (Publication, {}),
    (PublishedScore, {"code": "WAT"}),
    (NetworkPlace, {}),
    (Share, {"page": "peers"}),
    (Share, {"page": "embed"}),
    (Share, {"ends_at": None}),
    (Share, {"nonce": "s"}),
    (Share, {"token_hash": "s"}),
    (CoordinatorLink, {"nonce": "c"}),
    (CoordinatorLink, {"token_hash": "k"}),
    (Account, {"sign_in": "ana"}),
    (Account, {"subject": "idp 1"}),
    (RoleHeld, {"role": "host"}),
    (RoleHeld, {"workshop_id": None}),
    (RoleHeld, {"city_id": 1}),
    (RoleHeld, {"department_id": 1}),
    (RoleHeld, {"role": "lead"}),
    (RoleHeld, {"role": "lead", "workshop_id": None, "department_id": 1}),
    (RoleHeld, {"role": "cofacilitator", "workshop_id": None, "city_id": 1}),
    (RoleHeld, {"role": "facilitator", "workshop_id": None}),
    (RoleHeld, {"role": "admin"}),
    (RoleHeld, {"role": "admin", "workshop_id": None, "city_id": 1}),
    (SignIn, {"token_hash": "a"}),
    (SecondFactor, {}),
    (RecoveryCode, {"code_hash": "a"}),
    (HostLink, {"nonce": "h"}),
    (PasswordLink, {"nonce": "a"}),
    (PasswordLink, {"token_hash": "a"}),
    (ApiToken, {"nonce": "m"}),
    (FeedAddress, {"nonce": "o"}),
    (FeedAddress, {"token_hash": "o"}),
    (MailAddress, {"nonce": "o"}),
    (MailAddress, {"token_hash": "o"}),
    (MailQuestion, {"mark": "m"}),
    (MailWeek, {"monday": NOON.date()}),
    (ApiToken, {"token_hash": "m"}),
    (ApiToken, {"workshop_id": None}),
    (ApiToken, {"account_id": 1}),
    (ApiToken, {"workshop_id": None, "account_id": 1, "host_link_id": 1}),
    (EvidenceEntry, {"title": ""}),
    (EvidenceEntry, {"link": "https://example.org"}),
    (EvidenceEntry, {"file_name": "", "file_bytes": 0}),
    (EvidenceEntry, {"file_bytes": 0}),
    (EvidenceEntry, {"valid_until": DAY_BEFORE}),
    (EvidenceFile, {}),
]
TAKEN: list[tuple[type[Base], Values]] = [
    *((table, {}) for table in OTHER),
    (City, {"name": "A", "country": "D"}),
    (City, {"income": "upper-middle", "latitude": 22.3, "longitude": 113.6}),
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
    (Action, {"cost": "low", "state": "under way", "by_when": NOON.date()}),
    (Action, {**VOTED, "cost": "high", "state": "done"}),
    (Action, {**VOTED, "vote_points": None}),
    (Action, {"vote_closed_at": NOON, "vote_people": 0, "vote_points": 0.0, "state": "dropped"}),
    (Closing, {"reopened_at": NOON, "reason": "A slip."}),
    (PointsGiven, {"points": 0}),
    (PointsGiven, {"points": 100}),
    (BeforeImport, {"state": "level", "level": 2}),
    (PeerResult, {"kind": "undrr", "publisher": None}),
    (RoleHeld, {"role": "admin", "workshop_id": None}),
    (RoleHeld, {"role": "coordinator", "workshop_id": None}),
    (RoleHeld, {"role": "coordinator"}),
    (RoleHeld, {"role": "facilitator", "workshop_id": None, "city_id": 1}),
    (RoleHeld, {"role": "lead", "department_id": 1}),
    (RoleHeld, {"expires_at": NOON, "from_group": "staff"}),
    (PasswordLink, {"account_id": None}),
    (Share, {"page": "embed", "ends_at": None}),
    (ApiToken, {"ends_at": None}),
    (ApiToken, {"workshop_id": None, "account_id": 1}),
    (ApiToken, {"workshop_id": None, "host_link_id": 1}),
    (EvidenceEntry, {"link": "https://example.org", "file_name": "", "file_bytes": 0}),
    (EvidenceEntry, {"valid_until": None}),
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
    (Action, {"workshop_id": NOBODY}),
    (Action, {"department_id": NOBODY}),
    (Feasibility, {"participant_id": NOBODY}),
    (Feasibility, {"action_id": NOBODY}),
    (Closing, {"workshop_id": NOBODY}),
    (PointsGiven, {"participant_id": NOBODY}),
    (CardImport, {"round_id": NOBODY}),
    (BeforeImport, {"import_id": NOBODY}),
    (BeforeImport, {"participant_id": NOBODY}),
    (PeerResult, {"publisher": "nobody"}),
    (FrozenFacts, {"round_id": NOBODY}),
    (FrozenMoments, {"round_id": NOBODY}),
    (FrozenMoments, {"unit_id": NOBODY}),
    (Target, {"workshop_id": NOBODY}),
    (Publication, {"workshop_id": NOBODY}),
    (PublishedScore, {"workshop_id": NOBODY}),
    (NetworkPlace, {"workshop_id": NOBODY}),
    (Share, {"workshop_id": NOBODY}),
    (ApiToken, {"workshop_id": NOBODY}),
    (FeedAddress, {"workshop_id": NOBODY}),
    (FeedAddress, {"department_id": NOBODY}),
    (FeedAddress, {"opens": "pages"}),
    (FeedAddress, {"opens": "feeds"}),
    (MailAddress, {"workshop_id": NOBODY}),
    (MailAddress, {"department_id": NOBODY}),
    (MailAddress, {"trouble": "late"}),
    (MailWeek, {"address_id": NOBODY}),
    (ApiToken, {"workshop_id": None, "account_id": NOBODY}),
    (ApiToken, {"workshop_id": None, "host_link_id": NOBODY}),
    (Question, {"workshop_id": NOBODY}),
    (Question, {"participant_id": NOBODY}),
    (Question, {"state": "asked"}),
    (Question, {"words": ""}),
    (QuestionVote, {"question_id": NOBODY}),
    (QuestionVote, {"participant_id": 1}),
    (CommentsByLevel, {"round_id": NOBODY}),
    (HiddenComment, {"workshop_id": NOBODY}),
    (Photo, {"workshop_id": NOBODY}),
    (EvidenceEntry, {"city_id": NOBODY}),
    (EvidenceFile, {"entry_id": NOBODY}),
    (RoleHeld, {"account_id": NOBODY}),
    (RoleHeld, {"workshop_id": NOBODY}),
    (RoleHeld, {"workshop_id": None, "city_id": NOBODY}),
    (RoleHeld, {"role": "lead", "department_id": NOBODY}),
    (SignIn, {"account_id": NOBODY}),
    (SecondFactor, {"account_id": NOBODY}),
    (RecoveryCode, {"account_id": NOBODY}),
    (PasswordLink, {"account_id": NOBODY}),
]
#: of these there is one row per workshop or department, so a row is changed instead of added
ALONE: list[tuple[type[Base], Values, bool]] = [
    (Weighing, {"workshop_id": NOBODY}, False),
    (Weighing, {"outcome": "kept"}, False),
    (Weighing, {"outcome": "maybe", "closed_at": NOON}, False),
    (Weighing, {"outcome": "kept", "closed_at": NOON}, True),
    (Weighing, {"outcome": "kept", "closed_at": NOON, "weights": {"WAT": 1}}, False),
    (Weighing, {"outcome": "adopted", "closed_at": NOON}, False),
    (Weighing, {"outcome": "adopted", "closed_at": NOON, "weights": {"WAT": 1}}, False),
    (Weighing, {"outcome": "adopted", "closed_at": NOON, "weights": {}, "people": 2}, False),
    (Weighing, {"outcome": "adopted", "closed_at": NOON, "weights": {}, "people": 3}, True),
    (Weighing, {"people": 3}, False),
    (StagePlace, {"workshop_id": NOBODY}, False),
    (StagePlace, {"screen": "elsewhere"}, False),
    (StagePlace, {"screen": "result"}, True),
    (RunSheet, {"workshop_id": NOBODY}, False),
    (RunSheet, {"template": "a week"}, False),
    (RunSheet, {"at": -2}, False),
    (RunSheet, {"at": -1}, True),
    (StageQuestion, {"workshop_id": NOBODY}, False),
    (StageQuestion, {"question_id": NOBODY}, False),
    (StageQuestion, {"question_id": None}, True),
    (FrozenFacts, {"left_out": -1}, False),
    (FrozenFacts, {"left_out": 1}, True),
    (ReplyStep, {"workshop_id": NOBODY}, False),
    (ReplyStep, {"shown_at": NOON}, True),
    (Reply, {"department_id": NOBODY}, False),
    (Reply, {"words": ""}, False),
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
    orphans = [*ORPHANS, *((t, changes) for t, changes, taken in ALONE if not taken)]
    tried = {(t.__tablename__, name) for t, changes in orphans for name in changes}
    same = {("frozen_room", "round_id"), ("frozen_room", "unit_id")}  # tried below
    assert keys - same <= tried


def test_what_hangs_on_a_row_that_goes_is_found_by_an_index(store: Store) -> None:
    """Else the database reads a whole table, one of millions of rows, for each row that goes."""
    seen = inspect(store.engine)
    unfound = set()
    for table in Base.metadata.sorted_tables:
        led = [seen.get_pk_constraint(table.name)["constrained_columns"][0]]
        led += [key["column_names"][0] for key in seen.get_unique_constraints(table.name)]
        led += [
            str(key["column_names"][0])
            for key in seen.get_indexes(table.name)
            if not any("where" in name for name in key.get("dialect_options", {}))
        ]
        pointing = {key.parent.name for key in table.foreign_keys}
        unfound |= {(table.name, name) for name in pointing - {*led}}
    assert unfound == set()


@pytest.mark.parametrize(("table", "changes", "taken"), ALONE, ids=lambda case: str(case)[:60])
def test_a_row_of_which_there_is_one_keeps_its_checks(
    store: Store, table: type[Base], changes: Values, taken: bool
) -> None:
    fill(store)
    change = update(table).values(**changes)
    if taken:
        with store.write() as session:
            session.connection().execute(change)
    else:
        with pytest.raises(IntegrityError), store.write() as session:
            session.connection().execute(change)


@pytest.mark.parametrize("changes", [{"round_id": NOBODY}, {"unit_id": NOBODY}], ids=named)
def test_a_frozen_room_needs_its_round_and_unit(store: Store, changes: Values) -> None:
    fill(store)
    with pytest.raises(IntegrityError), store.write() as session:
        add(session, FrozenRoom, {**ROWS[FrozenRoom], **changes})


@pytest.mark.parametrize("value", [-0.5, 0.25, 1.5])
def test_a_vote_is_one_of_three_values(store: Store, value: float) -> None:
    fill(store)
    with store.write() as session:
        add(session, Action, other(Action))
    vote = {"participant_id": 1, "action_id": 2, "value": value}
    with pytest.raises(IntegrityError), store.write() as session:
        add(session, Feasibility, vote)
    for right in (0.0, 0.5, 1.0):
        with store.write() as session:
            add(session, Feasibility, {**vote, "value": right})
            session.rollback()


def test_what_belongs_to_a_city_goes_with_it(store: Store) -> None:
    fill(store)
    with store.write() as session:
        session.connection().execute(delete(City))
    with store.read() as session:
        left = {t for t in ROWS if session.connection().execute(select(t)).all()}
    of_nobody = {StaffAct, OfficialWording, Publisher, PeerResult, CoordinatorLink}
    of_nobody |= {Account, SignIn, PasswordLink, SecondFactor, RecoveryCode, HostLink, MailQuestion}
    assert left == of_nobody | {t for t in ROWS if t.__tablename__ == "framework_copy"}


def test_a_department_outlives_the_unit_that_it_was_in(store: Store) -> None:
    fill(store)
    with store.write() as session:
        add(session, Department, other(Department, unit_id=1))
        session.connection().execute(delete(Unit))
    assert [d.unit_id for d in rows(store, Department)] == [None, None]
