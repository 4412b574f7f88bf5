"""Official words: kept and forgotten by the host, shown on one page, and in nothing that leaves."""

import io
import json
import threading
import zipfile
from collections.abc import Iterator

import pytest

from resilience.errors import Faults, InputError, NotAllowed
from resilience.framework import Framework
from resilience.outputs.workbook import results_workbook
from resilience.scoring.scores import tables
from resilience.services.access.access import NOBODY, Visitor
from resilience.services.counting import rounds
from resilience.services.frameworks.official_wording import (
    FRAMEWORK,
    forget_official,
    keep_official,
    official_words,
)
from resilience.settings import ROOT
from resilience.store import Store, now
from resilience.store.tables import FrameworkCopy, OfficialWording, StaffAct
from resilience.text import Text
from resilience.workbook.official import Official
from resilience.workbook.undrr import CODES
from tests.indicators import UNDRR_1, shipped
from tests.services.held import HOST, Held, rows, set_up
from tests.workbook.undrr.official import Book, levels, question

#: a word of every invented official sentence
MARK = "tters"
#: what may read official words, by name, and where their names may stand
NAMES = (
    "official_words(",
    "official_in(",
    "cached.official",
    "alike.official",
    "OfficialWording",
    "wordings(",
)
READERS = {
    "pages/facilitate/discuss.py",
    "pages/workshop/score.py",
    "resilience/services/results/own_page.py",
    "resilience/services/frameworks/official_wording.py",
    "resilience/store/tables/__init__.py",
    "resilience/store/tables/workshop.py",
    "resilience/store/wording.py",
    "resilience/ui/shared/cached.py",
    "resilience/scorecard/cards.py",
    "resilience/web/phone/after_vote.py",
    "resilience/web/stage/discussing.py",
    "resilience/web/stage/screens.py",
    "resilience/wording/own_result.py",
}


@pytest.fixture(scope="module")
def official() -> bytes:
    """A workbook with words of our own for all items."""
    return Book(CODES).written()


@pytest.fixture(scope="module")
def undrr() -> Framework:
    """The framework that the product brings for these items."""
    return shipped(UNDRR_1)


def others(held: Held) -> Iterator[Visitor]:
    """Everybody but the host."""
    yield NOBODY
    yield held.join()
    for role in ("facilitator", "cofacilitator", "official", "lead"):
        yield held.staff(role)


def acts(store: Store) -> list[tuple[str, object, object]]:
    """What was recorded about official words."""
    return [
        (act.act, act.before, act.after) for act in rows(store, StaffAct) if "wording" in act.act
    ]


def test_nobody_but_the_host_keeps_or_forgets(held: Held, official: bytes) -> None:
    keep_official(held.store, HOST, official, language="en")
    before = acts(held.store)
    for who in others(held):
        with pytest.raises(NotAllowed, match="You need the facilitator link of this installation"):
            keep_official(held.store, who, b"not even read", language="ja")
        with pytest.raises(NotAllowed, match="You need the facilitator link of this installation"):
            forget_official(held.store, who)
    assert len(rows(held.store, OfficialWording)) == 47
    assert acts(held.store) == before


def test_what_is_kept_is_told_by_code_in_its_language_alone(store: Store, official: bytes) -> None:
    assert official_words(store, FRAMEWORK, "en") == {}
    keep_official(store, HOST, official, language="en")
    found = official_words(store, FRAMEWORK, "en")
    assert found == {code: Official(question(code), levels(code)) for code in CODES}
    assert official_words(store, FRAMEWORK, "ja") == {}
    assert official_words(store, "urban-resilience", "en") == {}


def test_a_new_workbook_replaces_the_words_of_its_language(store: Store, official: bytes) -> None:
    keep_official(store, HOST, official, language="en")
    keep_official(store, HOST, official, language="ja")
    changed = Book(CODES)
    for name, made in changed.shapes.items():
        changed.shapes[name] = [shape.replace("otters", "storks") for shape in made]
    keep_official(store, HOST, changed.written(), language="en")
    asked = official_words(store, FRAMEWORK, "en")["P1.1"].question
    assert asked == question("P1.1").replace("otters", "storks")
    assert official_words(store, FRAMEWORK, "ja")["P1.1"].question == question("P1.1")
    assert len(rows(store, OfficialWording)) == 2 * 47


def test_a_workbook_that_is_refused_changes_nothing(store: Store, official: bytes) -> None:
    keep_official(store, HOST, official, language="en")
    before = official_words(store, FRAMEWORK, "en"), acts(store)
    with pytest.raises(Faults, match="The sheet E02 is missing"):
        keep_official(store, HOST, Book(("P1.1",)).written(), language="en")
    with pytest.raises(InputError, match="cannot be read"):
        keep_official(store, HOST, b"hello", language="en")
    with pytest.raises(InputError, match="The language tlh is not offered"):
        keep_official(store, HOST, official, language="tlh")
    assert (official_words(store, FRAMEWORK, "en"), acts(store)) == before


def test_forgetting_takes_all_languages(store: Store, official: bytes) -> None:
    keep_official(store, HOST, official, language="en")
    keep_official(store, HOST, official, language="ja")
    forget_official(store, HOST)
    assert rows(store, OfficialWording) == []


def test_the_record_counts_and_quotes_nothing(store: Store, official: bytes) -> None:
    keep_official(store, HOST, official, language="en")
    forget_official(store, HOST)
    assert acts(store) == [
        ("official wording kept", None, {"en": 47}),
        ("official wording forgotten", {"en": 47}, None),
    ]
    assert [act.actor for act in rows(store, StaffAct)] == ["host", "host"]


def test_two_uploads_at_once_leave_one_set(store: Store, official: bytes) -> None:
    failed: list[Exception] = []

    def keep() -> None:
        try:
            keep_official(store, HOST, official, language="en")
        except Exception as error:  # whatever it is, the test tells it
            failed.append(error)

    threads = [threading.Thread(target=keep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(rows(store, OfficialWording)) == 47


def told(data: bytes) -> str:
    """All that an .xlsx file says, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())


@pytest.fixture
def kept(sqlite_store: Store, official: bytes, undrr: Framework) -> Held:
    """A revealed workshop on the items, in an installation that keeps official words."""
    keep_official(sqlite_store, HOST, official, language="en")
    held = set_up(sqlite_store, undrr)
    held.move(rounds.open_vote)
    for level in (1, 2, 3):
        held.say(held.join(), **{"P1.1": level})
    held.move(rounds.close_vote, rounds.reveal)
    return held


def test_the_search_for_official_words_finds_them_where_they_are(kept: Held) -> None:
    """Else the searches below would prove nothing."""
    assert MARK in told(Book(CODES).written())
    wordings = rows(kept.store, OfficialWording)
    assert all(MARK in words for row in wordings for words in (row.question, *row.levels))


def test_the_results_workbook_has_our_own_words(kept: Held, undrr: Framework) -> None:
    said = told(results_workbook(kept.result(), Text("en"), now()))
    assert undrr.text("en").indicators["P1.1"].title in said
    assert MARK not in said.lower()


def test_the_result_and_its_tables_have_our_own_words(kept: Held, undrr: Framework) -> None:
    result = kept.result()
    city = result.result.city
    said = tables.indicator_table(result.workshop.framework, city, "en").to_csv()
    said += tables.theme_table(result.workshop.framework, city, "en").to_csv() + repr(result)
    assert undrr.text("en").indicators["P1.1"].title in said
    assert MARK not in said.lower()


def test_the_pinned_framework_has_our_own_words(kept: Held, undrr: Framework) -> None:
    said = json.dumps([copy.source for copy in rows(kept.store, FrameworkCopy)])
    assert undrr.id in said
    assert MARK not in said.lower()


def test_nothing_but_pages_of_the_room_reads_official_words() -> None:
    modules = [path for part in ("pages", "resilience") for path in (ROOT / part).rglob("*.py")]
    found = {
        str(path.relative_to(ROOT))
        for path in modules
        if any(name in path.read_text(encoding="utf-8") for name in NAMES)
    }
    assert found == READERS
