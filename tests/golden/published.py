"""Published data as responses, and what the product makes of them."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

DATA = Path(__file__).parent.parent / "data" / "published"
HERE = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a published CSV file."""
    with (DATA / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def responses(values: Mapping[str, Mapping[str, str]]) -> pd.DataFrame:
    """Tidy responses: by unit and indicator the measured number, or nothing."""
    answers: Iterable[tuple[str, str, str, str, str]] = (
        (unit, "", "", code, number)
        for unit, numbers in values.items()
        for code, number in numbers.items()
    )
    columns = ["unit", "department", "participant", "indicator", "answer"]
    return pd.DataFrame(answers, columns=columns)


def by_unit(scores: pd.DataFrame, code: str, column: str = "score") -> dict[str, float]:
    """One figure of one node of every unit."""
    found = scores[scores["code"] == code]
    return dict(zip(found["unit"], found[column], strict=True))
