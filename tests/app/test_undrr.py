"""The page on which the official UNDRR workbook is filled: who finds it, and what it says and gives."""

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.framework import AnswerValue
from resilience.services.counting import rounds
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.ui.shared.menu import UNDRR
from resilience.workbook.undrr import CODES, read_filled
from tests.app.seen import figures, kinds, words
from tests.app.visit import as_host, as_staff, as_stranger
from tests.indicators import UNDRR_1, shipped
from tests.services.held import Held, set_up
from tests.services.undrr.shown import official_vote
from tests.workbook.undrr.official import Book

EMPTY = Book(CODES).written()


@pytest.fixture
def voting(store: Store) -> Held:
    """A workshop on the items of the official workbook, whose vote is open."""
    held = official_vote(store)
    for department, level in (("Water", 1), ("Power", 2)):
        for _ in range(3):
            answers: dict[str, AnswerValue] = {"P1.1": level, "P1.2": 3, "P1.3": "dk"}
            held.say(held.join(department), **answers)
    return held


@pytest.fixture
def revealed(voting: Held) -> Held:
    """The same after the reveal."""
    voting.move(rounds.close_vote, rounds.reveal)
    return voting


def bring(at: AppTest, data: bytes, name: str = "official.xlsm") -> AppTest:
    """Bring a file to the page."""
    file = (name, data, "application/octet-stream")
    return at.file_uploader(key="undrr-upload").set_value([file]).run()


def test_another_framework_has_no_such_workbook(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    at = as_host(UNDRR, held.code)
    assert "can be filled in only from a workshop that used undrr-preliminary" in words(at)
    assert "file_uploader" not in kinds(at)


def test_nothing_before_the_reveal_and_to_strangers(voting: Held) -> None:
    assert "No results are shown before the reveal" in words(as_host(UNDRR, voting.code))
    voting.move(rounds.close_vote, rounds.reveal)
    assert not figures(as_stranger(UNDRR, voting.code))


def test_an_official_brings_it_empty_and_takes_it_away_filled(revealed: Held) -> None:
    at = as_staff(UNDRR, revealed, "official")
    assert not figures(at)
    at = bring(at, EMPTY)
    said = words(at)
    for sentence in (
        "2 answers were entered.",
        "2 of them are the room's middle answers.",
        "1 of them was between two levels, and the lower one was entered (P1.1).",
        "1 item stays blank: too few people knew the answer.",
        "44 items stay blank: not answered, or by too few people.",
        "The official workbook counts every blank as 0 points.",
        "Open the filled-in workbook in Excel.",
    ):
        assert sentence in said
    assert figures(at) == {"download_button"}


def test_the_file_to_take_away_is_the_filled_one(
    revealed: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    files: dict[str, bytes] = {}

    def offer(_label: str, data: bytes, *, file_name: str, **_: object) -> None:
        files[file_name] = data

    monkeypatch.setattr(st, "download_button", offer)
    bring(as_host(UNDRR, revealed.code), EMPTY)
    name = f"undrr-{revealed.code}-2026-10-13.xlsm"
    assert list(files) == [name]
    assert read_filled(files[name]).levels == {"P1.1": 1, "P1.2": 3}


def test_without_official_words_it_says_why_and_asks_for_nothing(store: Store) -> None:
    held = set_up(store, shipped(UNDRR_1))
    held.move(rounds.open_vote)
    for department in ("Water", "Power") * 3:
        held.say(held.join(department), **{"P1.1": 1.0})
    held.reveal()
    at = as_host(UNDRR, held.code)
    assert "ask the people who run this installation to upload the official workbook" in words(at)
    assert "file_uploader" not in kinds(at)


def test_another_file_is_refused_in_words(revealed: Held) -> None:
    at = bring(as_host(UNDRR, revealed.code), b"no workbook")
    assert "cannot be read as an Excel workbook" in words(at)
    assert not figures(at)
