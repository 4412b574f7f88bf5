"""`write_xlsform`: a framework as a form that ODK Collect and KoboCollect ask without a network.

It asks for nothing that tells who answers or where: no start, end, place or number of the device.
"""

import hashlib
import io
import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from xlsxwriter import Workbook

from resilience.errors import InputError
from resilience.framework import Framework, Tier
from resilience.workbook.cells import INERT, clean
from resilience.workbook.form_sheets import (
    CHOICES,
    HINT,
    LABEL,
    REFUSAL,
    SURVEY,
    Row,
    Tongues,
    choice_rows,
    survey_rows,
    tongue,
)
from resilience.workbook.framework_sheets.write import MADE

#: columns that hold what the form computes with; all others have what people wrote
_COMPUTED = ("type", "name", "list_name", "relevant", "constraint")
#: where a converter would put an answer into words: ${name}, and instance('list')
_REFERENCE = re.compile(r"\$(?=\{)|\binstance(?=\s*\()")
#: a sign without width that keeps its neighbours together; nobody sees it
JOINER = "\u2060"
_WIDTHS = {"type": 24, "name": 20, "list_name": 16}


def write_xlsform(
    framework: Framework,
    tier: Tier = "full",
    *,
    code: str = "",
    departments: Sequence[str] = (),
    without: Collection[str] = (),
) -> bytes:
    """The indicators of a tier as the bytes of an XLSForm (.xlsx), in all languages of the framework.

    `departments` can be chosen from; without any the department is typed. `code` is the join code of a
    workshop, `without` the codes of indicators that it does not ask. The form is called by framework, tier and code; its version is the framework's with a hash
    of all the form says, since servers refuse another form of the same version.

    Uses XlsxWriter, as for every file with user text: openpyxl would turn a leading = into a formula. Raises `InputError` for a tier without indicators.
    """
    asked = framework.asked(tier, without)
    if not asked:
        raise InputError("The scorecard has no indicators in the tier {tier}.", tier=tier)
    tongues = Tongues.of(framework)
    named = tuple(dict.fromkeys(clean(name, "") for name in departments))
    survey = [_inert(row) for row in survey_rows(tongues, asked, named)]
    choices = [_inert(row) for row in choice_rows(tongues, asked, named)]
    digest = hashlib.sha256(repr((survey, choices)).encode()).hexdigest()[:8]
    settings = _settings(framework, tier, code, digest)
    held = io.BytesIO()
    with Workbook(held, INERT) as workbook:
        workbook.set_properties({"title": framework.id, "created": MADE})
        words = tongues.columns(LABEL, HINT, REFUSAL)
        _write(workbook, "survey", [*SURVEY, *words], survey)
        _write(workbook, "choices", [*CHOICES, *tongues.columns(LABEL)], choices)
        _write(workbook, "settings", list(settings), [_inert(settings)])
    return held.getvalue()


def _settings(framework: Framework, tier: Tier, code: str, digest: str) -> dict[str, str]:
    title = framework.texts["en"].title
    return {
        "form_title": f"{title} {code}".strip() or framework.id,
        "form_id": "-".join(filter(None, (framework.id, tier, code))),
        "version": f"{framework.version}-{digest}",
        "default_language": tongue("en"),
        "clean_text_values": "no",  # or spaces side by side become one
    }


def _inert(row: Row) -> Row:
    """A row whose words no converter takes for a reference to an answer."""
    return {
        column: words
        if column in _COMPUTED
        else _REFERENCE.sub(rf"\g<0>{JOINER}", clean(words, "…"))
        for column, words in row.items()
    }


def _write(workbook: Workbook, name: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    sheet: Any = workbook.add_worksheet(name)
    look = workbook.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    head = workbook.add_format({"num_format": "@", "bold": True})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, 40 if "::" in column else 16))
        sheet.write_string(0, place, column, head)
    for at, row in enumerate(rows, 1):
        for place, column in enumerate(columns):
            if row.get(column):
                sheet.write_string(at, place, row[column], look)
    sheet.freeze_panes(1, 2 if name != "settings" else 0)
