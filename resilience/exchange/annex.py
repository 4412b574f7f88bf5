"""The annex of a scored file: agreement, how sure each mean is, and measures for researchers."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from resilience.exchange.scores import ScoredFile, ScoredUnit
from resilience.framework import Framework, Goalposts
from resilience.scoring.certainty.differences import UnitDifference, differences
from resilience.scoring.certainty.sureness import Sureness, sureness
from resilience.scoring.notes.words import FEW_CAMPS
from resilience.scoring.opinions.agreement import (
    CAMPS_FROM,
    Agreement,
    agree,
    agreement,
    discuss_first,
)
from resilience.scoring.opinions.annex import (
    interquartile_range,
    reportable_alpha,
    tastle_wierman,
    van_der_eijk,
)
from resilience.scoring.scores.leaf import whole_leaves
from resilience.scoring.scores.shares import points_to_gain
from resilience.scoring.scores.what_if import alternatives
from resilience.text.catalogue import round_half_up

#: columns of a row, in their order; all but the first four are None where they are not defined
COLUMNS = (
    "unit", "department", "code", "label", "answers", "consensus", "distance", "within_one", "far",
    "split_low_count", "split_low_mean", "split_high_count", "split_high_mean", "tastle_wierman",
    "van_der_eijk", "interquartile_range", "low90", "high90", "leave_out_low", "leave_out_high",
    "level_low", "level_high", "departments_differ", "departments_differ_p",
)  # fmt: skip


def annex_rows(scored: ScoredFile, *, by_department: bool = False) -> Iterator[dict[str, Any]]:
    """A row per unit and indicator with levels, with `by_department` also per department.

    Columns COLUMNS (docs/methods.md, sections 2, 3 and 5): agreement on pooled answers, a table being one;
    the 90 % interval and the leave-one-out range of the mean 0..100, and in levels, None where an agreed
    level replaces the mean; in the rows of a whole unit whether its departments differ.
    """
    for unit in scored.units:
        sure = sureness(scored.framework, unit.tallies, scored.method.city_rule)
        apart, agreed = differences(unit.tallies), agree(unit.tallies)
        names = ["", *(unit.tallies.units if by_department else ())]
        for at, name in enumerate(names, start=-1):
            for code, tally in unit.tallies.by_code.items():
                if code in sure and tally.answers.shape[1] > 1:
                    whole = unit.tallies.city.by_code[code].answers.sum(axis=0)
                    counts = whole if at < 0 else tally.answers[at]
                    known = sure[code].city if at < 0 else sure[code].units[name]
                    settled = at < 0 and code in unit.agreed
                    yield {
                        "unit": unit.name,
                        "department": name,
                        "code": code,
                        **_agreed(agreed[code] if at < 0 else agreement(counts)),
                        "tastle_wierman": tastle_wierman(counts),
                        "van_der_eijk": van_der_eijk(counts),
                        "interquartile_range": interquartile_range(counts),
                        **(dict.fromkeys(_sure(known)) if settled else _sure(known)),
                        **_apart(apart[code] if at < 0 else None),
                    }


def with_annex(table: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the table of scores with the annex columns next to those of each indicator."""
    if not rows:
        return table
    return table.merge(pd.DataFrame(rows, columns=COLUMNS), how="left", on=list(COLUMNS[:3]))


def unit_facts(scored: ScoredFile, unit: ScoredUnit) -> dict[str, Any]:
    """Facts of a whole unit: alpha over its indicators, what to discuss first, moves.

    `alpha` is Krippendorff's ordinal alpha, None where it is not defined or rests on too little.
    `moves` are the overall and its `move` with unknowns as 0 (`theme` None) and without each theme.
    """
    framework, counting = scored.framework, scored.method.city_rule
    codes = _levelled(framework, unit)
    agreements = agree(unit.tallies)
    found = {code: agreements[code] for code in codes}
    counts = {code: unit.result.city[code].counts for code in codes}
    gains = points_to_gain(framework, whole_leaves(framework, unit.tallies), {})
    moves = alternatives(framework, unit.tallies, city_rule=counting, agreed=unit.agreed)
    return {
        "alpha": _alpha([unit.tallies.city.by_code[code].answers.sum(axis=0) for code in codes]),
        "discuss_first": list(
            discuss_first(
                found,
                gains,
                {code: count.dk + count.blank for code, count in counts.items()},
            )
        ),
        "moves": [asdict(move) for move in moves],
    }


def annex_words(row: dict[str, Any]) -> str:
    """Format an annex row as one line of text; undefined measures are named as such."""
    said = {
        "C": row["consensus"],
        "Tastle-Wierman": row["tastle_wierman"],
        "van der Eijk": row["van_der_eijk"],
        "IQR": row["interquartile_range"],
    }
    measures = ", ".join(f"{name} {_decimal(value, 2)}" for name, value in said.items())
    ends = [_decimal(row[name], 1) for name in ("low90", "high90", "level_low", "level_high")]
    sure = f"90 % {ends[0]} to {ends[1]}" if row["low90"] is not None else "no interval"
    levels = (
        f"level {ends[2]} to {ends[3]} whoever is left out"
        if row["level_low"] is not None
        else "no range without one answer"
    )
    few = row["split_low_count"] is not None and row["answers"] < CAMPS_FROM
    label = f"{row['label']} ({row['answers']}{f', {FEW_CAMPS}' if few else ''})"
    return f"{row['code']} {label}: {measures}; {sure}; {levels}"


def _levelled(framework: Framework, unit: ScoredUnit) -> list[str]:
    return [
        i.code
        for i in framework.root.indicators()
        if i.code in unit.tallies.by_code and not isinstance(i.scale, Goalposts)
    ]


def _alpha(counts: list[Any]) -> float | None:
    """Alpha over the indicators that share the commonest number of levels."""
    widths = [len(levels) for levels in counts]
    if not widths:
        return None
    width = max(set(widths), key=lambda w: (widths.count(w), w))
    return reportable_alpha(np.array([c for c in counts if len(c) == width]))


def _agreed(found: Agreement) -> dict[str, Any]:
    values = asdict(found)
    split = values.pop("split") or dict.fromkeys(
        ("low_count", "low_mean", "high_count", "high_mean")
    )
    return {**values, **{f"split_{name}": value for name, value in split.items()}}


def _sure(known: Sureness) -> dict[str, Any]:
    values = asdict(known)
    values.pop("n")
    return values


def _apart(found: UnitDifference | None) -> dict[str, Any]:
    return {
        "departments_differ": found.verdict if found else None,
        "departments_differ_p": found.p if found else None,
    }


def _decimal(value: float | None, decimals: int) -> str:
    return "not defined" if value is None else str(round_half_up(value, decimals))
