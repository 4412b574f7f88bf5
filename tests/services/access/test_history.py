"""The history as it is read: by whom, what of it, in which words."""

import csv
import datetime
import io
import json

import pytest
from sqlalchemy import insert

from resilience.errors import NotAllowed
from resilience.framework import Framework
from resilience.services.access.access import NOBODY
from resilience.services.access.history import (
    PAGE,
    ActFilter,
    Choices,
    Deed,
    choices,
    history,
    whole_history,
)
from resilience.services.counting.rehearsal import rehearse
from resilience.services.deciding.agreed_levels import agree
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import StaffAct
from resilience.text import LANGUAGES, Text
from resilience.wording.history import (
    change_words,
    deed_frame,
    place_words,
    sentence,
    when_words,
    who_words,
)
from resilience.wording.table_files import Origin, table_csv
from tests.services import deeds
from tests.services.held import HOST, Held, set_up

TEXT = Text("en")
ALL = ActFilter()


@pytest.fixture
def elsewhere(store: Store, framework: Framework) -> Held:
    """Another workshop in the same database."""
    return set_up(store, framework)


def read(held: Held, role: str, wanted: ActFilter = ALL) -> list[tuple[str, str | None]]:
    """Acts with their workshops, as whoever opens the link of a role reads them."""
    found = history(held.store, held.staff(role), wanted)
    return [(deed.act, deed.workshop) for deed in found.deeds]


def test_a_facilitator_reads_the_own_workshop_and_the_host_everything(
    held: Held, elsewhere: Held
) -> None:
    rehearse(held.store, HOST, held.code)
    own = [("rehearsal opened", held.code), ("workshop set up", held.code)]
    assert read(held, "facilitator") == own
    everything = history(held.store, HOST, ALL)
    assert [(d.act, d.workshop) for d in everything.deeds] == [
        own[0],
        ("workshop set up", elsewhere.code),
        own[1],
    ]
    mine = choices(held.store, held.staff("facilitator"))
    assert mine == Choices({held.code: "Cascais"}, ("host",))
    assert set(choices(held.store, HOST).workshops) == {held.code, elsewhere.code}


@pytest.mark.parametrize("role", ["cofacilitator", "official", "lead", "nobody", "person"])
def test_nobody_else_reads_any_of_it(held: Held, role: str) -> None:
    who = {"nobody": NOBODY, "person": held.join()}.get(role) or held.staff(role)
    for call in (history, whole_history):
        with pytest.raises(NotAllowed, match="You need to be an admin or a facilitator"):
            call(held.store, who, ALL)
    with pytest.raises(NotAllowed):
        choices(held.store, who)


def test_another_workshop_is_refused_by_its_code(held: Held, elsewhere: Held) -> None:
    facilitator = held.staff("facilitator")
    for call in (history, whole_history):
        for code in (elsewhere.code, "ZZZZZZ"):
            with pytest.raises(NotAllowed):
                call(held.store, facilitator, ActFilter(workshop=code))
    assert history(held.store, HOST, ActFilter(workshop="ZZZZZZ")).deeds == ()


def test_it_is_asked_by_workshop_kind_and_person(held: Held, elsewhere: Held) -> None:
    held.bring_to(Phase.REVEALED)
    agree(held.store, held.staff("cofacilitator"), held.code, "W1", 1)
    assert read(held, "facilitator", ActFilter(kind="levels")) == [("level agreed", held.code)]
    assert read(held, "facilitator", ActFilter(who="cofacilitator")) == [
        ("level agreed", held.code)
    ]
    assert read(held, "facilitator", ActFilter(kind="levels", who="host")) == []
    found = history(held.store, HOST, ActFilter(workshop=elsewhere.code))
    assert [d.act for d in found.deeds] == ["workshop set up"]


def test_of_thousands_of_acts_the_database_gives_one_page(held: Held) -> None:
    at = datetime.datetime(2026, 10, 13, 12, tzinfo=datetime.UTC)
    same = {"at": at, "actor": "host", "role": "host", "act": "revealed", "city": "Cascais"}
    more = [{**same, "workshop": held.code, "thing": str(n)} for n in range(5000)]
    with held.store.write() as session:
        session.connection().execute(insert(StaffAct), more)
    who = held.staff("facilitator")
    first = history(held.store, who, ALL)
    assert (first.total, first.pages, len(first.deeds)) == (5001, 101, PAGE)
    assert [d.thing for d in first.deeds][:2] == ["4999", "4998"]
    last = history(held.store, who, ALL, page=101)
    assert [d.act for d in last.deeds] == ["workshop set up"]
    assert history(held.store, who, ALL, page=10**9).page == 101
    assert history(held.store, who, ALL, page=-1) == first
    assert len(whole_history(held.store, who, ALL)) == 5001


def test_what_changed_is_said_with_what_was(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    who = held.staff("cofacilitator")
    agree(held.store, who, held.code, "W1", 2, "The pumps were tried.")
    agree(held.store, who, held.code, "W1", "na", "The pumps were tried.")
    second, first, *_ = history(held.store, HOST, ALL).deeds
    assert sentence(first, TEXT) == "The room agreed on W1."
    assert change_words(first, TEXT) == ["Agreed: 2", "Reason: The pumps were tried."]
    assert change_words(second, TEXT) == ["Agreed: 2 → Not applicable here"]
    assert who_words(second.who, second.role, TEXT) == "Co-facilitator"
    assert who_words("Ana Sousa", "facilitator", TEXT) == "Ana Sousa (Facilitator)"
    assert place_words(second, TEXT) == f"Cascais · workshop {held.code}"


def test_the_time_is_that_of_the_workshop_and_else_says_that_it_is_utc(held: Held) -> None:
    (deed,) = history(held.store, HOST, ALL).deeds
    assert deed.zone == "Europe/Lisbon"
    noon = datetime.datetime(2026, 7, 1, 12, tzinfo=datetime.UTC)
    assert when_words(_at(deed, noon, "Europe/Lisbon"), TEXT) == "July 1, 2026, 13:00"
    assert when_words(_at(deed, noon, "UTC"), TEXT) == "July 1, 2026, 12:00 UTC"


def _at(deed: Deed, at: datetime.datetime, zone: str) -> Deed:
    return Deed(at, "host", "host", deed.act, None, "", "", None, None, zone, invented=False)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_act_of_a_whole_day_is_said_in_every_language(
    sqlite_store: Store, framework: Framework, language: str
) -> None:
    held = set_up(sqlite_store, framework)
    deeds.whole_day(held)
    found = whole_history(sqlite_store, HOST, ALL)
    frame = deed_frame(found, Text(language))
    assert len(frame) == len(found) > 40
    said = frame.to_csv()
    assert "{" not in "".join(frame.iloc[:, 4]), "a sentence has its thing"
    assert deeds.SECRET not in said


def test_the_csv_has_all_with_before_and_after_as_they_are_kept(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    agree(held.store, HOST, held.code, "W1", 2, "=The pumps")
    whole = whole_history(held.store, HOST, ALL)
    written = table_csv(deed_frame(whole, TEXT), Origin(), TEXT).decode("utf-8-sig")
    row, *rest = list(csv.DictReader(io.StringIO(written)))
    assert len(rest) == len(whole) - 1
    assert row["What was done"] == "The room agreed on W1."
    assert json.loads(row["After"]) == {"outcome": 2, "reason": "=The pumps"}
    assert (row["Before"], row["Who"]) == ("", "Facilitator link of the installation")
    assert datetime.datetime.fromisoformat(row["Time (UTC)"]).utcoffset() == datetime.timedelta()
