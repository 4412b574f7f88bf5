"""Files that come back: which cards are in them, and which are refused with a sentence."""

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest

from resilience.errors import InputError, NotAllowed
from resilience.framework import load_source
from resilience.services.access.access import NOBODY
from resilience.services.counting import rounds
from resilience.services.scorecards.card_files import ReadFile, read_file, reader_of
from resilience.services.scorecards.cards import look_at_cards, take_cards
from resilience.services.scorecards.offline_cards import (
    MOST_FILES,
    CardOrder,
    collecting_form,
    offline_cards,
)
from resilience.store.tables import Participant, Response
from resilience.text import Text
from tests.conftest import STRUCTURE, WORDS
from tests.services.cards import filled, handed_out
from tests.services.held import HOST, Held, rows

Sets = Callable[..., Held]
HEADER = "unit,department,participant,indicator,answer"
ANSWERS: dict[str, dict[str, Any]] = {
    "W1": {"answer": 3, "comment": "Dry", "evidence": "the map"},
    "P2": {"answer": 4.5},
}


def read(held: Held, data: bytes, name: str = "card.xlsx") -> ReadFile:
    return read_file(reader_of(held.store, HOST, held.code), name, data)


def said(found: ReadFile) -> list[str]:
    return [str(fault) for fault in found.faults]


def test_a_zip_has_a_file_for_each_with_its_department(held: Held) -> None:
    files = handed_out(
        held,
        CardOrder(held.department("Water"), 2),
        CardOrder(held.department("Power"), 1, people=6),
    )
    code = held.code
    assert list(files) == [
        f"{code}-Water-01.xlsx",
        f"{code}-Water-02.xlsx",
        f"{code}-Power-01.xlsx",
    ]
    found = [read(held, data) for data in files.values()]
    assert [(one.cards[0].department, one.cards[0].people) for one in found] == [
        ("Water", 1),
        ("Water", 1),
        ("Power", 6),
    ]
    assert len({one.cards[0].key for one in found}) == 3


def test_what_was_filled_in_is_taken_in_once(voting: Held) -> None:
    (data,) = handed_out(voting).values()
    found = read(voting, filled(data, ANSWERS | {"W2": {"answer": "?"}}))
    assert said(found) == []
    assert take_cards(voting.store, HOST, voting.code, found.cards).answers == 3
    stored = {r.indicator: (r.state, r.level or r.number) for r in rows(voting.store, Response)}
    assert stored == {"W1": ("level", 3), "P2": ("number", 4.5), "W2": ("dk", None)}
    again = read(voting, filled(data, ANSWERS), name="renamed by mail.xlsx")
    assert take_cards(voting.store, HOST, voting.code, again.cards).id is None
    (person,) = rows(voting.store, Participant)
    assert (person.language, person.size) == ("en", 1)


def test_a_card_in_another_language_speaks_it(voting: Held) -> None:
    (data,) = handed_out(voting, language="ja").values()
    found = read(voting, filled(data, ANSWERS))
    assert [card.language for card in found.cards] == ["ja"]


def test_a_cell_that_says_nothing_is_told_and_the_rest_is_read(voting: Held) -> None:
    (data,) = handed_out(voting).values()
    found = read(voting, filled(data, ANSWERS | {"W2": {"answer": "9"}}))
    assert [len(found.cards), len(found.faults)] == [1, 1]
    assert "card.xlsx: WAT Water, row" in said(found)[0]
    assert {answer.indicator for answer in found.cards[0].answers} == {"W1", "P2"}


def test_a_card_of_another_workshop_is_refused(workshop: Sets, held: Held) -> None:
    other = workshop()
    (data,) = handed_out(other).values()
    assert said(read(held, data)) == [
        f"card.xlsx: This scorecard is for the workshop {other.code}, not for {held.code}. Import it "
        "there."
    ]


def test_a_card_of_another_vote_is_refused(held: Held) -> None:
    (before,) = handed_out(held).values()
    assert said(read(held, before)) == []
    held.move(rounds.open_vote)
    (first,) = handed_out(held).values()
    assert said(read(held, before)) == said(read(held, first)) == []
    held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    assert "made for vote 1; only vote 2 accepts" in said(read(held, first))[0]
    (second,) = handed_out(held).values()
    assert said(read(held, filled(second, {"W1": {"answer": 2}}))) == []


def test_a_card_of_a_dropped_vote_is_refused_by_the_next_of_its_number(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    held.move(rounds.close_vote, rounds.reveal)
    (early,) = handed_out(held).values()
    held.move(rounds.open_vote)
    (dropped,) = handed_out(held).values()
    held.move(rounds.close_vote, rounds.reopen_vote)
    assert said(read(held, dropped)) == []
    held.move(rounds.close_vote, rounds.drop_vote)
    assert "was dropped" in said(read(held, dropped))[0]
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    (found,) = said(read(held, filled(dropped, {"W1": {"answer": 4}})))
    assert "made for an earlier vote 2 that was dropped" in found
    assert said(read(held, filled(early, {"W1": {"answer": 4}}))) == []


def test_a_card_of_an_older_version_is_taken_by_its_codes(held: Held) -> None:
    newer = load_source(
        {
            "framework.yaml": STRUCTURE.replace('version: "1"', 'version: "2"'),
            "text.en.yaml": WORDS,
        }
    )
    (data,) = handed_out(held).values()
    reader = reader_of(held.store, HOST, held.code)
    later = replace(reader, workshop=replace(reader.workshop, framework=newer))
    found = read_file(later, "card.xlsx", filled(data, ANSWERS))
    assert len(found.cards) == 1
    assert ["version 1 of the framework" in str(note) for note in found.notes] == [True]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"", "This file is empty"),
        ("a.xlsx", b"PK\x03\x04 and no more", "not an Excel workbook"),
        ("a.csv", b"\xff\xfe\x00", "not UTF-8"),
        ("a.csv", b"a,b\n1,2\n", "found no column for an indicator"),
        ("a.csv", b"unit,department,participant,indicator,answer\nC,W,1,X9,2\n", "X9"),
        ("a.csv", b"unit,department,participant,indicator,answer\nC,W,1,W1,9\n", "row 2: W1"),
        (
            "a.csv",
            f"{HEADER}\nPorto,Water,1,W1,2\n".encode(),
            "answers for Porto, but the workshop",
        ),
        (
            "a.csv",
            b"unit,department,participant,indicator,answer\nC,W,1,W1,2\nD,W,1,W1,2\n",
            "several units",
        ),
    ],
)
def test_a_file_that_is_none_is_refused_by_its_name(
    held: Held, name: str, data: bytes, words: str
) -> None:
    found = read(held, data, name)
    assert found.cards == ()
    assert said(found)[0].startswith(f"{name}: ")
    assert words in said(found)[0]


def test_responses_become_a_card_for_each_participant(voting: Held) -> None:
    table = (
        "unit,department,participant,indicator,answer\n"
        "Cascais, water ,p1,W1,3\nCascais, water ,p1,P1,na\nCascais,Power,p1,W1,\nCascais,Power,p2,P2,0.5\n"
    )
    found = read(voting, table.encode(), "answers.csv")
    assert [(c.department, len(c.answers)) for c in found.cards] == [
        ("Water", 2),
        ("Power", 0),
        ("Power", 1),
    ]
    assert take_cards(voting.store, HOST, voting.code, found.cards).answers == 3
    assert take_cards(voting.store, HOST, voting.code, found.cards).answers == 0


def test_a_person_under_names_that_are_alike_is_one(voting: Held) -> None:
    first = f"{HEADER}\nCascais,Water,Ana,W1,3\nCASCAIS,ＷＡＴＥＲ,ana,P1,na\n"
    found = read(voting, first.encode(), "answers.csv")
    assert [(card.department, len(card.answers)) for card in found.cards] == [("Water", 2)]
    assert [str(note).startswith("answers.csv: row 3: the ") for note in found.notes] == [True] * 3
    assert take_cards(voting.store, HOST, voting.code, found.cards).answers == 2
    again = read(voting, first.replace("Ana", "ANA").replace("Water", "water").encode(), "b.csv")
    assert take_cards(voting.store, HOST, voting.code, again.cards).answers == 0
    assert len(rows(voting.store, Participant)) == 1


def test_an_edited_submission_changes_the_answers_that_it_gave(voting: Held) -> None:
    head = "department_name,people,answer_W1,_uuid,meta/rootUuid,meta/deprecatedID\n"
    first = read(voting, f"{head}Water,1,2,u-1,uuid:u-1,\n".encode(), "first.csv")
    take_cards(voting.store, HOST, voting.code, first.cards)
    later = read(voting, f"{head}Water,1,4,u-2,uuid:u-1,uuid:u-1\n".encode(), "later.csv")
    assert [str(note)[:28] for note in later.notes] == ["later.csv: row 2: was edited"]
    take_cards(voting.store, HOST, voting.code, later.cards)
    assert [(r.level, r.state) for r in rows(voting.store, Response)] == [(4, "level")]


def test_an_excel_export_of_kobotoolbox_is_read_as_its_csv_is(voting: Held) -> None:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.append(["department_name", "people", "theme_W/answer_W1", "g/answer_P2", "_id", "_uuid"])
    sheet.append([])
    sheet.append(["Water", 4, "3", 4.5, 1, "u-1"])
    saved = io.BytesIO()
    book.save(saved)
    (card,) = read(voting, saved.getvalue(), "export.xlsx").cards
    assert (card.key, card.department, card.people) == ("sending u-1", "Water", 4)
    assert [(a.indicator, a.said) for a in card.answers] == [("W1", 3.0), ("P2", 4.5)]
    sheet["C3"] = 9
    book.save(saved)
    (fault,) = said(read(voting, saved.getvalue(), "export.xlsx"))
    assert fault.startswith("export.xlsx: row 3: theme_W/answer_W1: found '9'")


def test_a_code_names_the_workshop_too(voting: Held) -> None:
    table = f"{HEADER}\n{voting.code.lower()},Water,1,W1,2\n"
    assert len(read(voting, table.encode(), "a.csv").cards) == 1


@pytest.mark.parametrize(
    ("encoding", "department"),
    [
        ("gbk", "水务局"),
        ("shift-jis", "上下水道局"),
        ("euc-kr", "상수도사업본부"),
        ("cp1252", "Águas"),
        ("utf-16", "水务局"),
        ("utf-8-sig", "水务局"),
    ],
)
def test_letters_are_known_by_the_departments(
    workshop: Sets, encoding: str, department: str
) -> None:
    held = workshop(departments={department: 3})
    table = f"{HEADER};\nCascais;{department};1;W1;2\n".replace(",", ";").replace(
        "answer;", "answer"
    )
    (card,) = read(held, table.encode(encoding), "a.csv").cards
    assert (card.department, len(card.answers)) == (department, 1)


def test_letters_that_no_department_tells_are_refused(held: Held) -> None:
    table = f"{HEADER}\nCascais,Water,王,W1,2\n".encode("gbk")
    found = read(held, table, "a.csv")
    assert 'choose Save As and "CSV UTF-8' in said(found)[0]


def test_what_odk_collected_becomes_cards_with_people_and_comments(voting: Held) -> None:
    table = (
        "department_name,people,answer_W1,comment_W1,answer_P2,state_P2,KEY\n"
        "Water,4,2,=Old pumps,,dk,uuid:1\nPower,1,,Only a word,7.5,,uuid:2\n"
    )
    found = read(voting, table.encode(), "collected.csv")
    assert [(c.department, c.people) for c in found.cards] == [("Water", 4), ("Power", 1)]
    assert [(a.indicator, a.said, a.comment) for a in found.cards[1].answers] == [
        ("W1", None, "Only a word"),
        ("P2", 7.5, ""),
    ]
    looked = look_at_cards(voting.store, HOST, voting.code, found.cards)
    assert [(one.new, one.faults) for one in looked] == [(2, ()), (2, ())]


@pytest.mark.parametrize(
    ("files", "people", "department", "words"),
    [
        (0, 1, "Water", "from 1 to"),
        (MOST_FILES + 1, 1, "Water", "you chose 501"),
        (1, 0, "Water", "1 to 50 people, not 0"),
        (1, 1, "Mixed tables", "Only a table can answer for several departments"),
    ],
)
def test_odd_wishes_are_refused(
    held: Held, files: int, people: int, department: str, words: str
) -> None:
    with pytest.raises(InputError, match=words):
        handed_out(held, CardOrder(held.department(department), files, people))
    with pytest.raises(InputError, match="Choose a department"):
        handed_out(held, CardOrder(99, 1))


def test_only_who_runs_the_workshop_hands_out(held: Held) -> None:
    for call in (
        lambda: offline_cards(held.store, NOBODY, held.code, [], Text("en")),
        lambda: collecting_form(held.store, NOBODY, held.code),
        lambda: reader_of(held.store, NOBODY, held.code),
    ):
        with pytest.raises(NotAllowed):
            call()


def test_the_form_to_collect_with_asks_for_the_departments(held: Held) -> None:
    form = openpyxl.load_workbook(io.BytesIO(collecting_form(held.store, HOST, held.code)))
    lists = {(row[0].value, row[2].value) for row in form["choices"].iter_rows()}
    assert {("departments", name) for name in ("Water", "Power", "Roads")} <= lists


@pytest.mark.parametrize(
    ("tier", "asked"), [("quick", {"W1", "P1"}), ("full", {*["W1", "W2", "P1", "P2"]})]
)
def test_the_form_to_collect_with_asks_what_the_workshop_asks(
    workshop: Sets, tier: str, asked: set[str]
) -> None:
    held = workshop(tier=tier)
    form = openpyxl.load_workbook(io.BytesIO(collecting_form(held.store, HOST, held.code)))
    names = {str(row[1].value) for row in form["survey"].iter_rows()}
    assert {name[7:] for name in names if name.startswith("answer_")} == asked
