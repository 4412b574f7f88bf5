"""Every figure that pages and files share is the same in all of them, sign and rounding included."""

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from docx import Document

from resilience import score
from resilience.cli import main
from resilience.cli.export_request import ENDINGS, Formats
from resilience.framework import Framework
from resilience.store import Store
from tests.app.conftest import DemoCodes
from tests.app.seen import words
from tests.app.truth.told import EN, Told, in_document, in_slides, in_workbook, on_page, plain
from tests.app.visit import as_host
from tests.outputs.crooked import crooked
from tests.pdf import read_pdf
from tests.services.held import set_up

pytestmark = pytest.mark.long
PAGES = {
    name: f"pages/results/{name}.py"
    for name in ("overview", "departments", "peers", "trend", "priorities")
} | {"actions": "pages/facilitate/actions.py"}
#: columns that have to be shared, and in how many outputs
SHARED = {
    "demo": {
        "Score": 4, "2025": 3, "Moved by, change": 3, "Against the peer median, change": 3,
        "Maximum gain": 3, "Target": 4, "People": 5, "How far it is": 4, "Construction": 2,
    },
    "crooked": {},
}  # fmt: skip


class Outputs(NamedTuple):
    """What a workshop's pages and files tell, by row and column; the files, and the words of Overview."""

    told: dict[tuple[str, str], list[Told]]
    files: dict[Formats, bytes]
    overview: str


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
    for row in score(framework, counts).dropna(subset="score").itertuples():
        yield Told("notebook", str(row.code), "Score", float(row.score))


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
    codes = {framework.title(theme.code, "en"): theme.code for theme in framework.themes}
    shared: dict[tuple[str, str], list[Told]] = defaultdict(list)
    for one in told:
        shared[codes.get(one.row, one.row), one.column].append(one)
    return Outputs(shared, files, words(seen["overview"]))


def printed(number: float, like: str) -> str:
    """A number as a figure is printed: with its decimals, its sign and its percent sign."""
    if like.endswith("%"):
        return plain(EN.percent(number))
    decimals = len(like.partition(".")[2])
    figure = EN.number(number, decimals)
    return f"+{figure}" if like.startswith("+") else figure


def quarrels(told: list[Told]) -> list[Told]:
    """What does not agree with the most exact of these figures."""
    numbers = [one for one in told if not isinstance(one.figure, str)]
    words = [one for one in told if isinstance(one.figure, str)]
    if not numbers:
        most = max(words, key=lambda one: len(one.figure.partition(".")[2]))
        return [one for one in words if not _same_words(one.figure, most.figure)]
    exact = float(numbers[0].figure)
    return [one for one in numbers if abs(float(one.figure) - exact) > 1e-9] + [
        one for one in words if one.figure != printed(exact, one.figure)
    ]


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


def check_pdf(found: Outputs) -> None:
    """That the printed report has each row of the tables of the Word document, and the brief each theme."""
    report = squeezed(read_pdf(found.files[Formats.REPORT]).words)
    rows = [
        "".join(cell.text for cell in row.cells)
        for table in Document(io.BytesIO(found.files[Formats.DOCX])).tables
        for row in table.rows
    ]
    print([row for row in rows if squeezed(row) not in report][:5], len(rows))


def squeezed(words: str) -> str:
    """Words without the spaces at which a line breaks."""
    return "".join(plain(words).split())


def test_one_truth_in_the_demo(demo: DemoCodes, urban: Framework, tmp_path: Path) -> None:
    found = outputs(demo[0], urban, tmp_path)
    shared = check(found)
    print({k: v for k, v in shared.items() if v > 1})
    check_pdf(found)


def test_one_truth_in_a_crooked_workshop(
    store: Store, framework: Framework, tmp_path: Path
) -> None:
    held = set_up(store, framework)
    crooked(held)
    found = outputs(held.code, framework, tmp_path)
    shared = check(found)
    print({k: v for k, v in shared.items() if v > 1})
    check_pdf(found)
