"""A scorecard that was opened and saved in LibreOffice reads back the same, and counts on."""

from pathlib import Path

import pytest

from resilience.framework import AnswerValue, Framework
from resilience.text import Text
from resilience.workbook.cards import FilledAnswer, read_card, write_card
from tests.indicators import URBAN, shipped
from tests.workbook.cards.faces import ODD, Hand, face, written
from tests.workbook.sheets import opened, saved_again, words

pytestmark = pytest.mark.long


@pytest.mark.parametrize("kind", ["xlsx", "ods", "xls"])
def test_a_card_of_a_table_saved_by_libreoffice_reads_back_the_same(
    tmp_path: Path, kind: str
) -> None:
    framework = shipped(URBAN)
    asked = framework.asked("full")
    says: tuple[AnswerValue | None, ...] = (0.0, 3.0, "na", "dk", None)
    # a sign of two halves between two blocks of an .xls file makes it unreadable, which is told
    short = [words[:3900] for words in ODD if kind != "xls" or max(words) < "\U00010000"]
    filled = tuple(
        FilledAnswer(one.code, says[at % 5], odd, f"{odd} again")
        for at, (one, odd) in enumerate(zip(asked, short, strict=False))
    )
    made = face(framework, *filled)
    saved = saved_again(tmp_path, write_card(made, Text("ja")), kind)
    read = read_card(saved, framework)
    assert read.identity == made.identity
    assert read.answers == filled
    assert (read.faults, read.notes) == ((), ())


def test_what_is_filled_in_there_is_counted_and_read(framework: Framework, tmp_path: Path) -> None:
    """openpyxl forgets the values of formulas, so that those found are computed."""
    hand = Hand(written(framework)).fill("W1", "2 | Half.").fill("P2", 3.5)
    hand.fill("W2", "? | Don't know")
    saved = saved_again(tmp_path, hand.saved())
    read = read_card(saved, framework)
    assert [(a.indicator, a.said) for a in read.answers] == [
        ("W1", 2.0), ("W2", "dk"), ("P2", 3.5),
    ]  # fmt: skip
    assert (read.identity.people, read.faults, read.notes) == (4, (), ())
    said = words(opened(saved).worksheets[0])
    assert "2 of 2 answered" in said
    assert "1 of 2 answered" in said
    assert "3 of 4 answered" in said
