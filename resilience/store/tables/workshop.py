"""A workshop and all that is set up for it: city, framework, departments, rounds, people, links."""

import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Index, UniqueConstraint, true
from sqlmodel import Field

from resilience.store.tables.base import IDS_ONCE, Base, counted, flag, key, moment, row_of


class City(Base, table=True):
    """A city and its profile; `invented` marks the demo city and those of rehearsals, no peers of real ones.

    `income` is the World Bank's group of its country; `latitude` and `longitude` are in degrees, for
    the map.
    """

    __table_args__ = (
        UniqueConstraint("name", "country"),
        CheckConstraint("population > 0"),
        CheckConstraint("income IN ('low', 'lower-middle', 'upper-middle', 'high')"),
        CheckConstraint("latitude BETWEEN -90 AND 90"),
        CheckConstraint("longitude BETWEEN -180 AND 180"),
    )
    id: int = key()
    name: str
    country: str
    population: int | None = None
    coast: bool = False
    hazards: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    invented: bool = False
    income: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class FrameworkCopy(Base, table=True):
    """The files of a framework as a workshop pinned them, so that old workshops keep theirs.

    `offered_at` is set for one that was uploaded, while new workshops may choose it.
    """

    __tablename__ = "framework_copy"
    sha256: str = Field(primary_key=True)
    framework: str
    version: str
    source: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    offered_at: datetime.datetime | None = moment()


class Workshop(Base, table=True):
    """One city's run of one framework version. `k` 0 is an open workshop: one without small-group protection; `revision` counts writes.

    `not_asked` has the codes of indicators of the tier that are not asked, since the city does not face
    their hazards, None for none; fixed at set-up. `shows_last` says whether the level that the city's last
    workshop agreed on is shown beside each question. `call_link` is where remote people join the call.
    `removed_at` is when all that participants left was removed; frozen figures stay. A rehearsal `rehearses` the
    workshop with this join code, in an invented city of its own; it is deleted when it ends. `devices` is how many
    ever joined, which is the number of the newest.
    """

    __table_args__ = (
        CheckConstraint("tier IN ('quick', 'full')"),
        CheckConstraint("k = 0 OR k >= 3"),
        IDS_ONCE,
    )
    id: int = key()
    code: str = Field(unique=True)
    city_id: int = row_of("city", nullable=False, index=True)
    framework: str
    framework_version: str
    framework_sha256: str = Field(foreign_key="framework_copy.sha256", index=True)
    tier: str
    language: str
    timezone: str
    date: datetime.date
    k: int
    probable: str = ""
    severe: str = ""
    not_asked: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    shows_last: bool = Field(default=False, sa_column_kwargs={"server_default": true()})
    call_link: str | None = None
    revision: int = 0
    created_at: datetime.datetime = moment(required=True)
    closed_at: datetime.datetime | None = moment()
    removed_at: datetime.datetime | None = moment()
    rehearses: str | None = Field(default=None, unique=True, index=True)
    devices: int = counted()


class StagePlace(Base, table=True):
    """What those who run a workshop show on its stage after a reveal: the result, a topic, or a step's picture.

    `topic` is the code of the indicator that is discussed or was last, "" before the first one. `discussed` has
    the codes of all that were discussed since the reveal, by the room and by groups. `apart` has
    the ids of groups whose own desk moved after the room's, None for none. `dropped` says that a later vote was
    dropped and the stage has shown the result since.
    """

    __tablename__ = "stage_place"
    __table_args__ = (
        CheckConstraint(
            "screen IN ('result', 'discuss', 'second vote', 'actions', 'feasibility', 'points', 'closing')"
        ),
    )
    workshop_id: int = row_of("workshop", primary_key=True)
    screen: str
    topic: str = ""
    discussed: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    apart: list[int] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    dropped: bool = flag()


class RunSheet(Base, table=True):
    """The agenda of a workshop and its clock, from the first change to either.

    `steps` has kind, minutes and script of each step in order, None for those of the `template`. `at` is the
    position of the latest step that began, -1 before the first; `ends_at` its planned end, None once it is over.
    """

    __tablename__ = "run_sheet"
    __table_args__ = (
        CheckConstraint("template IN ('short', 'half', 'day')"),
        CheckConstraint("at >= -1"),
    )
    workshop_id: int = row_of("workshop", primary_key=True)
    template: str
    steps: list[dict[str, Any]] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True))
    )
    at: int = -1
    ends_at: datetime.datetime | None = moment()


class Unit(Base, table=True):
    """A row of figures: a set of departments of the partition, fixed at the first close.

    Two more rows belong to the city only: one of kind "rest" with the pooled cells of a first vote, one of
    kind "room" for a later vote, counted over everyone. Beyond the number confirmed to be in the room,
    `strangers` answered alone in the first vote, and `seated_strangers` at tables.
    """

    __table_args__ = (UniqueConstraint("workshop_id", "name"),)
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False)
    name: str
    position: int
    kind: str = Field(
        default="departments", nullable=False, sa_column_kwargs={"server_default": "departments"}
    )
    strangers: int = counted()
    seated_strangers: int = counted()


class Department(Base, table=True):
    """A department of a workshop, people expected, and since the first close the unit it is in.

    A working group is a row too. A group of kind "scores" scores its `themes` (codes), and people are counted in
    groups instead of departments; one of kind "discusses" only discusses them. `topic` is the code of the
    indicator that the group's desk shows, None before the first one.

    `in_room` is how many of its people were in the room, as the facilitator confirmed at the first close;
    None before. `came`: somebody of the department had answered when the first vote closed. `erased` counts the people
    whose data was erased at any time, `erased_seated` those of them who sat at tables, `removed` those whose device the facilitator removed or merged.
    """

    __table_args__ = (
        UniqueConstraint("workshop_id", "name"),
        CheckConstraint("expected >= 0"),
        IDS_ONCE,
    )
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False)
    name: str
    expected: int = 0
    position: int
    kind: str = Field(
        default="department", nullable=False, sa_column_kwargs={"server_default": "department"}
    )
    themes: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    topic: str | None = None
    in_room: int | None = None
    unit_id: int | None = Field(
        default=None, sa_column=Column(ForeignKey("unit.id", ondelete="SET NULL"), index=True)
    )
    came: bool = flag()
    erased: int = counted()
    erased_seated: int = counted()
    removed: int = counted()


class Round(Base, table=True):
    """One vote; `asked` null means all indicators of the tier.

    `revealed_at` is its reveal. `hidden_at` is set when it is reopened after that, until the next reveal.
    `frozen_sha256` is the checksum of what was frozen when it closed, None where nothing is frozen. `official` are the
    languages whose official words were kept throughout the vote, None for frameworks that have none.
    """

    __table_args__ = (
        UniqueConstraint("workshop_id", "number"),
        CheckConstraint("number >= 0"),
        IDS_ONCE,
    )
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False)
    number: int
    asked: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    opened_at: datetime.datetime = moment(required=True)
    closed_at: datetime.datetime | None = moment()
    revealed_at: datetime.datetime | None = moment()
    hidden_at: datetime.datetime | None = moment()
    frozen_sha256: str | None = None
    official: list[str] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class Participant(Base, table=True):
    """A person, or a table of `size` people, identified only by the hash of a token.

    `number` counts the devices of the workshop from 1 in the order of joining (`next_number`). `moved` says that staff
    put them into another department or group. `counter` is the highest number of their writes. `remote` people
    take part by a call. `late` says that answers of theirs came after the last vote had closed.
    """

    __table_args__ = (
        Index("ix_participant_workshop_id_number", "workshop_id", "number", unique=True),
        CheckConstraint("size >= 1"),
        CheckConstraint("size = 1 OR is_table"),
        IDS_ONCE,
    )
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False)
    number: int = counted()
    department_id: int = Field(foreign_key="department.id", index=True)
    token_hash: str = Field(unique=True)
    language: str
    is_table: bool = False
    size: int = 1
    joined_at: datetime.datetime = moment(required=True)
    counter: int = counted()
    remote: bool = flag()
    moved: bool = flag()
    late: bool = flag()


class Link(Base, table=True):
    """A capability link: anyone who has its token acts in `role`. Only a hash of the token is kept."""

    __table_args__ = (
        CheckConstraint("role IN ('facilitator', 'cofacilitator', 'official', 'lead', 'group')"),
        CheckConstraint("(role IN ('lead', 'group')) = (department_id IS NOT NULL)"),
    )
    id: int = key()
    workshop_id: int = row_of("workshop", nullable=False, index=True)
    role: str
    department_id: int | None = row_of("department", nullable=True, index=True)
    nonce: str = Field(unique=True)
    token_hash: str = Field(unique=True)
    created_at: datetime.datetime = moment(required=True)
    revoked_at: datetime.datetime | None = moment()


class StaffAct(Base, table=True):
    """What staff did: the database takes new rows alone. It outlives the workshop that it names.

    `thing` is what it was done to, `before` and `after` how that stood; a participant is never named.
    """

    __tablename__ = "staff_act"
    id: int = key()
    at: datetime.datetime = moment(required=True)
    actor: str
    role: str
    act: str
    workshop: str | None = Field(default=None, index=True)
    city: str = ""
    thing: str = ""
    before: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))
    after: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON(none_as_null=True)))


class OfficialWording(Base, table=True):
    """The published words of an indicator, which a city took from its own copy of a workbook.

    They are another's property: shown in this installation, in no export and no package.
    """

    __tablename__ = "official_wording"
    framework: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    language: str = Field(primary_key=True)
    question: str
    levels: list[str] = Field(sa_column=Column(JSON, nullable=False))
