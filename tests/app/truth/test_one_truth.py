"""Every figure that pages and files share is the same in all of them, sign and rounding included."""

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pandas as pd
import pytest
from docx import Document
from pptx import Presentation

from resilience import score
from resilience.cli import main
from resilience.cli.export_request import ENDINGS, Formats
from resilience.framework import Framework
from resilience.scoring.planning.actions import COSTS, HEADINGS, STATES
from resilience.services.deciding.follow_up import plan_of, today_in
from resilience.services.results.results import admit
from resilience.services.results.shared import result_at
from resilience.store import Store
from resilience.ui.shared import runtime
from resilience.web.api.reading import Reading
from resilience.web.api.results import actions
from resilience.wording.planning.follow_up import plan_rows
from resilience.wording.table_files import Origin, table_csv
from tests.app.conftest import DemoCodes
from tests.app.seen import words
from tests.app.truth.told import (
    EN,
    Told,
    in_document,
    in_slides,
    in_workbook,
    of_table,
    on_page,
    plain,
)
from tests.app.visit import as_host
from tests.outputs.crooked import crooked
from tests.pdf import read_pdf
from tests.services.held import HOST, set_up

pytestmark = pytest.mark.long
PAGES = {
    name: f"pages/results/{name}.py"
    for name in ("overview", "departments", "peers", "trend", "priorities")
} | {"actions": "pages/facilitate/actions.py"}
#: how many outputs at least share a figure of a column, in the demo
SHARED = {
    "Score": 3, "2025": 4, "2026": 3, "Moved by, change": 4, "This city": 3, "Difference from the peers' median, change": 3,
    "Median of peer cities": 2, "Maximum gain": 2, "Target": 5, "Gap in points": 3, "Agreed": 2, "People": 3,
    "Resilient infrastructure": 3, "Water": 2, "Status": 6, "Due date": 6, "Progress note": 4, "Start date": 4,
    "Workshop": 2, "Responsible department": 6, "Budget": 5, "Currency": 5, "Contact role": 4,
}  # fmt: skip
#: facts of actions that are not figures: those that the interface for programs has in the same words, and those
#: that the report prints
SENT = (
    "department",
    "by_when",
    "cost",
    "state",
    "note",
    "contact",
    "partners",
    "starts",
    "currency",
    "source",
)
LONG = ("Steps", "Evidence links", "Progress note")
#: and in a workshop without an earlier one
CROOKED = {
    "Score": 3,
    "Water": 3,
    "Power": 3,
    "Target": 5,
    "Maximum gain": 2,
    "Status": 6,
    "Budget": 5,
    "Currency": 5,
    "Partners": 4,
    "Source of the budget": 4,
}


class Outputs(NamedTuple):
    """What a workshop's pages and files tell, by row and column; the files, the words of Overview, and names of themes."""

    told: dict[tuple[str, str], list[Told]]
    files: dict[Formats, bytes]
    overview: str
    themes: frozenset[str]


def written(code: str, form: Formats, folder: Path) -> bytes:
    """A file as the command writes it."""
    out = folder / f"{code}-{form}{ENDINGS[form]}"
    words = ("resilience", "export", "--workshop", code, "--format", form, "-o", str(out))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", list(words))
        with pytest.raises(SystemExit) as ended:
            main()
    assert not ended.value.code
    return out.read_bytes()


def in_counts(content: bytes, framework: Framework) -> Iterator[Told]:
    """The scores that a notebook computes from the counts."""
    counts = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    scored = score(framework, counts).dropna(subset="score")
    for code, value in zip(scored["code"], scored["score"].tolist(), strict=True):
        yield Told("notebook", code, "Score", value)


def of_actions(code: str) -> Iterator[Told]:
    """The workshop's actions in the interface for programs, and in the CSV of the page."""
    store, nothing = runtime.store(), dict[str, Framework]()
    asked = Reading(store, nothing, HOST, {"code": code}, EN, 1, 100)
    for row in actions(asked).rows():
        facts = row.model_dump()
        facts["state"] = STATES[facts["state"]]
        facts["cost"] = COSTS.get(facts["cost"])
        for name in (*SENT, "budget"):
            if facts[name]:
                yield Told("API", plain(facts["what"]), HEADINGS[name], _sent(facts[name]))
    result = result_at(store, *admit(store, HOST, code))
    table = plan_rows([plan_of(result.workshop, result.actions)], today_in(result.workshop), EN)
    read = pd.read_csv(io.BytesIO(table_csv(table, Origin(), EN)))
    for number, currency in zip(read["Budget"], read["Currency"], strict=True):
        assert pd.isna(number) == pd.isna(currency)
    kept = read.drop(columns=["Feasibility (0 to 1)", "Steps", "Evidence links", "Workshop date"])
    for name in ("Due date", "Start date"):
        kept[name] = pd.to_datetime(kept[name]).dt.date
    named = kept.astype(object).where(kept.notna(), None)
    yield from of_table("CSV", [*named.columns], named.to_numpy().tolist())


def _sent(fact: object) -> str | float:
    return fact if isinstance(fact, float) else plain(fact)


def outputs(code: str, framework: Framework, folder: Path) -> Outputs:
    """All outputs of a workshop."""
    forms = ("xlsx", "report", "docx", "brief", "slides", "csv")
    files = {form: written(code, form, folder) for form in map(Formats, forms)}
    seen = {name: as_host(page, code) for name, page in PAGES.items()}
    told = [one for name, at in seen.items() for one in on_page(at, name)]
    told += in_document(files[Formats.DOCX])
    told += in_slides(files[Formats.SLIDES])
    told += in_workbook(files[Formats.XLSX])
    told += in_counts(files[Formats.CSV], framework)
    told += of_actions(code)
    codes = {framework.title(theme.code, "en"): theme.code for theme in framework.themes}
    shared: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        shared[codes.get(one.row, one.row), one.column].append(one)
    return Outputs(shared, files, words(seen["overview"]), frozenset(codes))


def printed(number: float, like: str) -> str:
    """A number as a figure is printed: with its decimals, its sign and its percent sign."""
    if like.endswith("%"):
        return plain(EN.percent(number))
    decimals = len(like.partition(".")[2])
    figure = EN.number(number, decimals)
    return f"+{figure}" if like.startswith("+") else figure


def quarrels(told: list[Told]) -> bool:
    """Whether these figures are not all the same: the number in a file, and that printed as they are."""
    numbers = [one.figure for one in told if not isinstance(one.figure, str)]
    words = [one.figure for one in told if isinstance(one.figure, str)]
    if numbers:
        exact = numbers[0]
        apart = any(abs(one - exact) > 1e-9 for one in numbers)
        return apart or any(one != printed(exact, one) for one in words)
    most = max(words, key=lambda one: len(one.partition(".")[2]))
    return not all(_same_words(one, most) for one in words)


def _same_words(figure: str, exact: str) -> bool:
    """Whether a printed figure is another one, or that one in whole points (0.55: it was rounded once before)."""
    if figure == exact or "." in figure or not re.fullmatch(r"[+-]?\d+", figure):
        return figure == exact
    return abs(float(figure) - float(exact)) <= 0.55


def check(found: Outputs) -> dict[str, int]:
    """That all figures agree; gives the most outputs by column that share one of its figures."""
    wrong = [told for told in found.told.values() if quarrels(told)]
    assert not wrong, "\n".join(map(str, wrong))
    shared: dict[str, int] = defaultdict(int)
    for (_, column), told in found.told.items():
        shared[column] = max(shared[column], len({one.where for one in told}))
    return shared


def check_printed(found: Outputs) -> None:
    """That the printed report has each row of the tables of the Word document, and the brief the score of each theme."""
    report = squeezed(read_pdf(found.files[Formats.REPORT]).words)
    for table in Document(io.BytesIO(found.files[Formats.DOCX])).tables:
        for row in table.rows:
            first, *others = [cell.text for cell in row.cells]
            title, *below = first.split("\n")
            words = ("".join((first, *others)), "".join((title, *others, *below)))
            assert any(squeezed(one) in report for one in words), words
    printed_there = {one.row for told in found.told.values() for one in told if one.where == "Word"}
    for (row, column), told in found.told.items():
        for one in told:
            if column in LONG and one.where == "workbook, Actions" and row in printed_there:
                assert squeezed(str(one.figure)) in report, one
    brief = squeezed(read_pdf(found.files[Formats.BRIEF]).words)
    for told in found.told.values():
        for one in told:
            if one.where == "overview" and one.column == "Score" and one.row in found.themes:
                assert squeezed(f"{one.row}{one.figure}") in brief


def check_finding(found: Outputs) -> None:
    """That all say the same of the city as a whole."""
    slides = Presentation(io.BytesIO(found.files[Formats.SLIDES])).slides
    finding = squeezed(slides[1].shapes.title.text_frame.text)
    assert re.search(r"scores\d+", finding)
    book = openpyxl.load_workbook(io.BytesIO(found.files[Formats.XLSX]), read_only=True)
    said = {
        "overview": found.overview,
        "brief": read_pdf(found.files[Formats.BRIEF]).words,
        "report": read_pdf(found.files[Formats.REPORT]).words,
        "Word": " ".join(
            one.text for one in Document(io.BytesIO(found.files[Formats.DOCX])).paragraphs
        ),
        "workbook": " ".join(
            str(x) for row in book["Summary"].values for x in row if x is not None
        ),
    }
    assert [name for name, words in said.items() if finding not in squeezed(words)] == []


def squeezed(words: str) -> str:
    """Words without the spaces at which a line breaks."""
    return "".join(plain(words).split())


def test_one_truth_in_the_demo(demo: DemoCodes, urban: Framework, tmp_path: Path) -> None:
    found = outputs(demo[0], urban, tmp_path)
    shared = check(found)
    assert {column: shared[column] for column in SHARED} == SHARED
    check_printed(found)
    check_finding(found)


def test_one_truth_in_a_crooked_workshop(
    store: Store, framework: Framework, tmp_path: Path
) -> None:
    held = set_up(store, framework)
    crooked(held)
    found = outputs(held.code, framework, tmp_path)
    shared = check(found)
    assert {column: shared[column] for column in CROOKED} == CROOKED
    check_printed(found)
    check_finding(found)
