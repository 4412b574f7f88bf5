"""From a row of a scorecard to an answer, and to what in it cannot be understood."""

from resilience.errors import Fault, Sentence
from resilience.framework import AnswerValue, Framework, Indicator
from resilience.framework.vocabulary import LONGEST_REMARK
from resilience.workbook.cards.choices import read_said, shown
from resilience.workbook.cards.layout import (
    ANSWER,
    COMMENT,
    EVIDENCE,
    INPUTS,
    STATE,
    IndicatorRow,
    scale_mark,
)
from resilience.workbook.cards.model import FilledAnswer
from resilience.workbook.cards.rows import CardRow
from resilience.workbook.reading.untrusted import Value, computed_fault


def answer_of(
    row: CardRow, placed: IndicatorRow, framework: Framework, faults: list[Fault]
) -> FilledAnswer | None:
    """The answer of a row, None where nothing is filled in; the rest is added to `faults`."""
    if not row.filled:
        return None
    indicator = framework.indicator(row.code)
    if indicator is None:
        said = Sentence(
            "found an unknown indicator, expected a code from {framework} {version}.",
            framework=framework.id,
            version=framework.version,
        )
        faults.append(Fault((row.first(),), said))
        return None
    faults += [
        Fault((row.at(key),), computed_fault(row.sheet, cell).said)
        for key, cell in row.computed.items()
        if key in INPUTS
    ]
    comment, evidence = (_remark(row, key, faults) for key in (COMMENT, EVIDENCE))
    answered = _read_answer(row, indicator, placed, framework)
    if isinstance(answered, Fault):
        faults.append(answered)
        answered = None
    if answered is None and not comment and not evidence:
        return None
    return FilledAnswer(row.code, answered, comment, evidence, row.first())


def _read_answer(
    row: CardRow, indicator: Indicator, placed: IndicatorRow, framework: Framework
) -> AnswerValue | Fault | None:
    """What is answered: a level or number, or in the field beside a number why there is none."""
    given = [(key, row.cells[key]) for key in (ANSWER, STATE) if key in row.cells]
    if not given:
        return None
    key, cell = given[0]
    found: AnswerValue | Sentence
    if placed.scale != scale_mark(indicator.scale):
        found = Sentence(
            "this indicator has a different scale in version {version} of the framework, so the "
            "answer was not read. Answer it in a new scorecard.",
            version=framework.version,
        )
    elif len(given) > 1:
        found = Sentence(
            "found {found} as well as the number {number}, expected one of the two.",
            found=shown(given[1][1].value),
            number=shown(cell.value),
        )
    elif cell.percent and isinstance(cell.value, int | float):
        found = Sentence(
            "found {found} %, which a spreadsheet stores as {kept}: type the number without the "
            "percent sign.",
            found=shown(100 * cell.value),
            kept=shown(cell.value),
        )
    else:
        found = read_said(cell.value, indicator, framework)
    return Fault((row.at(key),), found) if isinstance(found, Sentence) else found


def _remark(row: CardRow, key: str, faults: list[Fault]) -> str:
    """A comment or evidence as it was typed; numbers and days become the words that people saw."""
    if key not in row.cells:
        return ""
    words = _words(row.cells[key].value)
    if len(words) > LONGEST_REMARK:
        said = Sentence(
            "found {found} characters; the limit is {most}. The text was not read: shorten it.",
            found=len(words),
            most=LONGEST_REMARK,
        )
        faults.append(Fault((row.at(key),), said))
        return ""
    return words


def _words(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").strip()
