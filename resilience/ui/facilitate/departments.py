"""The table of departments on the set-up page, as a frame and back."""

from collections.abc import Sequence

import pandas as pd

from resilience.errors import InputError
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.text import LANGUAGES, Text

#: columns of the table, whatever language their headings are in
NAME, EXPECTED = "department", "expected"


def department_rows(rows: Sequence[tuple[str, int | None]]) -> pd.DataFrame:
    """Departments as an editable table: name, and people expected."""
    return pd.DataFrame(rows, columns=[NAME, EXPECTED]).astype({EXPECTED: "Int64"})


def read_departments(table: pd.DataFrame) -> dict[str, int]:
    """People expected by department; usual departments go by their English key.

    Rows without a name and a number are left out; a name that stands twice is refused.
    """
    usual = {
        Text(language)(name).casefold(): name
        for language in LANGUAGES
        for name in DEPARTMENTS.values()
    }
    found: dict[str, int] = {}
    for name_cell, expected_cell in table[[NAME, EXPECTED]].itertuples(index=False):
        typed = "" if pd.isna(name_cell) else str(name_cell).strip()
        expected = 0 if pd.isna(expected_cell) else int(expected_cell)
        if not typed and not expected:
            continue
        name = usual.get(typed.casefold(), typed)
        if name.casefold() in {other.casefold() for other in found}:
            raise InputError("The department {name} stands twice in the table.", name=typed)
        found[name] = expected
    return found
