"""The table of departments on the set-up page, as a frame and back."""

import pandas as pd

from resilience.errors import InputError
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.text import Text

NAME, EXPECTED = 0, 1


def department_rows(rows: list[tuple[str, int | None]], text: Text) -> pd.DataFrame:
    """Departments as an editable table: name, and people expected."""
    table = pd.DataFrame(rows, columns=[text("Department"), text("People expected")])
    return table.astype({text("People expected"): "Int64"})


def read_departments(table: pd.DataFrame, text: Text) -> dict[str, int]:
    """People expected by department; usual departments go by their English key.

    Rows without a name and a number are left out; a name that stands twice is refused.
    """
    usual = {text(name).casefold(): name for name in DEPARTMENTS.values()}
    found: dict[str, int] = {}
    for row in table.itertuples(index=False):
        typed = "" if pd.isna(row[NAME]) else str(row[NAME]).strip()
        expected = 0 if pd.isna(row[EXPECTED]) else int(row[EXPECTED])
        if not typed and not expected:
            continue
        name = usual.get(typed.casefold(), typed)
        if name.casefold() in {other.casefold() for other in found}:
            raise InputError("The department {name} stands twice in the table.", name=typed)
        found[name] = expected
    return found
