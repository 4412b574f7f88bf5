"""The page Scorecards: files out, files in with a look first, and taken back again."""

import re

from streamlit.testing.v1 import AppTest

from resilience.store.tables import CardImport, Response
from resilience.ui.shared.menu import SCORECARDS
from tests.app.seen import kinds, words
from tests.app.visit import as_host, as_person, as_staff, as_stranger, confirm, token_in
from tests.services.cards import filled, handed_out
from tests.services.held import Held, rows

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NONE_HERE = "You do not run any workshop here."


def bring(at: AppTest, held: Held, *files: tuple[str, bytes]) -> AppTest:
    """Put files into the field."""
    emptied = at.session_state["scorecards-emptied"]
    field = at.file_uploader(key=f"scorecards-upload-{held.code}-{emptied}")
    at = field.set_value([(name, data, XLSX) for name, data in files]).run()
    assert not at.exception
    return at


def card(held: Held, **answers: object) -> bytes:
    (data,) = handed_out(held).values()
    return filled(data, {code: {"answer": said} for code, said in answers.items()})


def test_only_who_runs_a_workshop_has_the_page(held: Held) -> None:
    for at in (
        as_stranger(SCORECARDS),
        as_staff(SCORECARDS, held, "official"),
        as_person(SCORECARDS, token_in(held)),
    ):
        assert NONE_HERE in words(at)
        assert "file_uploader" not in kinds(at)
    for role in ("facilitator", "cofacilitator"):
        assert "Hand out scorecards" in words(as_staff(SCORECARDS, held, role))


def test_before_the_vote_cards_are_handed_out_and_none_taken_in(held: Held) -> None:
    at = as_host(SCORECARDS, held.code)
    said = words(at)
    assert "No vote is open now." in said
    assert "15 files to make" in said  # as many as people are expected
    assert "file_uploader" not in kinds(at)


def test_a_closed_workshop_neither_gives_nor_takes(held: Held) -> None:
    held.settle()
    at = as_host(SCORECARDS, held.code)
    assert "This workshop is closed." in words(at)
    assert "download_button" not in kinds(at)


def test_files_are_looked_at_taken_in_and_taken_back(voting: Held) -> None:
    at = as_host(SCORECARDS, voting.code)
    assert "Enter a card in less than a minute" in words(at)
    at = bring(at, voting, ("one.xlsx", card(voting, W1=3, W2="?")), ("two.xlsx", b"no workbook"))
    said = words(at)
    assert "one.xlsx" in said
    assert "The file is not an Excel workbook" in said
    assert said.index("The file is not an Excel workbook") < said.index("Import 2 answers")
    assert rows(voting.store, Response) == []
    at.button(key="scorecards-take").click().run()
    assert not at.exception
    assert re.search("Imported 2 answers.*Not imported: 1.*two.xlsx.*not an Excel", words(at), re.S)
    assert sorted(r.indicator for r in rows(voting.store, Response)) == ["W1", "W2"]
    assert "1 scorecard" in words(at)
    assert "2 answers" in words(at)
    confirm(
        at, "scorecards-undo-1", "scorecards-undo-1-yes", "This deletes 2 answers from 1 scorecard"
    )
    assert "undone" in words(at)
    assert "Imported 2 answers" not in words(at)
    assert rows(voting.store, Response) == []
    assert rows(voting.store, CardImport)[0].undone_at


def test_what_is_known_already_is_not_taken_again(voting: Held) -> None:
    data = card(voting, W1=3)
    at = bring(as_host(SCORECARDS, voting.code), voting, ("one.xlsx", data))
    at.button(key="scorecards-take").click().run()
    at = bring(at, voting, ("one.xlsx", data))
    assert "There is nothing new in these files." in words(at)
    at = bring(at, voting, ("one.xlsx", filled(data, {"W1": {"answer": 0}})))
    said = words(at)
    assert "this answer replaces a different earlier one." in said
    assert at.button(key="scorecards-take").label == "Import 1 answer"
