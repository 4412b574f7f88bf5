"""The list of what is kept of a participant has every table, and the schema takes all of it along."""

from sqlalchemy import Table

from resilience.services.voting.personal_data import KEPT, STAYS
from resilience.settings import ROOT
from resilience.store.tables import Base

#: a table that tells which of the questions the projector shows, and not whose
ON_STAGE = {"stage_question"}
#: columns about participants that point to none: counts, and ids that a deletion takes out
COUNTS = {
    "frozen_room.participants",
    "card_import.joined",
}
#: names of columns that may tell of a participant
TELLING = ("participant", "person", "joined")


def pointing(to: set[str]) -> set[str]:
    """The tables with a foreign key to any of these."""
    return {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name in to
    }


def test_every_table_that_points_to_a_participant_is_listed() -> None:
    found, more = {"participant"}, {"participant"}
    while more:
        more = pointing(found) - found
        found |= more
    assert found - ON_STAGE == {one.name for one in KEPT}


def test_no_other_column_has_a_participant_in_its_name() -> None:
    listed = {one.name for one in KEPT}
    told = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        if table.name not in listed
        for column in table.columns
        if any(word in column.name for word in TELLING)
    }
    assert told == COUNTS


def test_all_of_it_goes_with_the_participant() -> None:
    for one in KEPT[1:]:
        table: Table = Base.metadata.tables[one.name]
        keys = [k for k in table.foreign_keys if k.column.table.name == "participant"]
        assert [key.ondelete for key in keys] == ["CASCADE"], one.name


def test_the_docs_say_the_same() -> None:
    page = (ROOT / "docs/privacy.md").read_text(encoding="utf-8")
    page = " ".join(page.split())  # lines are broken anywhere
    kept, stays = page.partition(" ## Participants ")[2], page.partition(" ## What stays ")[2]
    for one in KEPT:
        assert f"| `{one.name}` | {one.what} | {one.why} |" in kept.partition(" ## ")[0]
    for line in STAYS:
        assert f"- {line}" in stays.partition(" ## ")[0]
