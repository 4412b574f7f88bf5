"""The evidence of a city for the indicators of a framework, kept over all its workshops."""

import datetime

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field

from resilience.store.tables.base import IDS_ONCE, Base, key, moment, row_of


class EvidenceEntry(Base, table=True):
    """A document that shows how a city does on an indicator: a web address or a stored file, never both.

    `version` is that of the framework whose `indicator` it is about: a later one may ask something else by its code.
    `dated` is the date of the document, and `valid_until` its last day, None where it has none. Of a file,
    `file_name`, its size (`file_bytes`) and the hash of its content are here, and the content in `evidence_file`.
    `role` is the role of who added it, with the name of the `department` of a lead; never a person.
    """

    __tablename__ = "evidence_entry"
    __table_args__ = (
        Index("ix_evidence_entry_city_id_framework_indicator", "city_id", "framework", "indicator"),
        CheckConstraint("title <> ''"),
        CheckConstraint("(link = '') <> (file_name = '')"),
        CheckConstraint("(file_name = '') = (file_bytes = 0)"),
        CheckConstraint("valid_until >= dated"),
        IDS_ONCE,
    )
    id: int = key()
    city_id: int = row_of("city", nullable=False)
    framework: str
    version: str
    indicator: str
    title: str
    dated: datetime.date
    valid_until: datetime.date | None = None
    link: str = ""
    file_name: str = ""
    file_bytes: int = 0
    file_sha256: str = ""
    role: str
    department: str = ""
    added_at: datetime.datetime = moment(required=True)


class EvidenceFile(Base, table=True):
    """The content of the file of an entry, in a table of its own: lists of entries do not read it."""

    __tablename__ = "evidence_file"
    entry_id: int = row_of("evidence_entry", primary_key=True)
    content: bytes = Field(nullable=False)
