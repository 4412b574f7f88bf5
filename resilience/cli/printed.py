"""What the commands on numbers print: in words, as JSON or as CSV."""

import datetime
import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from resilience.exchange.annex import annex_rows, annex_words, unit_facts, with_annex
from resilience.exchange.given import ScoringInput
from resilience.exchange.score_table import frame
from resilience.exchange.scores import (
    ScoredFile,
    ScoredUnit,
    score_given,
    sides_from_json,
    to_json,
)
from resilience.notebook import compare_units
from resilience.scoring import Comparison, Method, Score, ScoreTree
from resilience.scoring.comparison.comparability import CAUTION
from resilience.scoring.notes.equals import at_end
from resilience.scoring.scores.percent import theme_percents
from resilience.text import Text
from resilience.text.catalogue import round_half_up

UNKNOWN_AS_ZERO = "with unknowns as 0"
Shape = Literal["words", "json", "csv"]
Row = dict[str, Any]


def scores(
    given: ScoringInput,
    method: Method,
    date: datetime.date | None,
    by_department: bool,
    annex: bool,
    shape: Shape,
) -> str:
    """The scores of a file's units, by unit name."""
    scored = score_given(given, method, date)
    rows = list(annex_rows(scored, by_department=by_department)) if annex else []
    if shape == "json":
        return _dumped(_json(scored, by_department, rows)) + "\n"
    if shape == "csv":
        table = frame(scored, by_department=by_department)
        return str(with_annex(table, rows).to_csv(index=False))
    lines = [*_score_lines(scored, by_department), *_annex_lines(scored, rows)]
    return "".join(f"{line}\n" for line in lines)


def comparison(files: Sequence[tuple[str, str]], *, in_json: bool) -> str:
    """The comparison of two results, each the name and the text of a file of `score --json`."""
    first, second = (sides_from_json(text, name) for name, text in files)
    found = compare_units(first, second)
    if in_json:
        return _dumped([_comparison_json(one) for one in found])
    return "\n".join([line for one in found for line in _comparison_lines(one)] + [CAUTION])


def in_words(node: Score, *, of_one: bool = False) -> str:
    """A node on one line for a person: its score with coverage and reach (docs/methods.md, section 1).

    `of_one` says that it is of a single department, whose share of the departments says nothing.
    """
    covered = ""
    if node.coverage is not None:
        covered = f", coverage {_percent(node.coverage)}, reach {_percent(node.reach)} of people"
        covered += "" if of_one else f" and {_percent(node.departments)} of departments"
    if node.value is None or node.maximum is None or node.low is None or node.high is None:
        return f"{node.state}{covered}"
    value, low, high = (round_half_up(x, 1) for x in (node.value, node.low, node.high))
    alone = ", one person" if node.one_person else ""
    return f"{value} of {round_half_up(node.maximum, 0)} ({low} to {high}){covered}{alone}"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _json(scored: ScoredFile, by_department: bool, annex: list[Row]) -> Row:
    found = to_json(scored, by_department)
    if annex:
        units = {unit.name: unit_facts(scored, unit) for unit in scored.units}
        found["annex"] = {"indicators": annex, "units": units}
    return found


def _score_lines(scored: ScoredFile, by_department: bool) -> Iterator[str]:
    for unit in scored.units:
        yield from _tree_lines(scored, unit.name, unit.result.city)
        yield from _move_lines(scored.method, unit)
        for name, tree in unit.result.units.items() if by_department else ():
            yield from _tree_lines(scored, name or "no department", tree, of_one=True)


def _tree_lines(
    scored: ScoredFile, name: str, tree: ScoreTree, *, of_one: bool = False
) -> Iterator[str]:
    framework, root = scored.framework, scored.framework.root.code
    indent = "  " if of_one else ""
    overall = in_words(tree[root], of_one=of_one) if root in tree else "not scored"
    shares = theme_percents(framework, tree, scored.method.missing)
    if lowest := at_end(shares, min, _figure):
        least = tree[lowest[0]].value if len(lowest) == 1 else shares[lowest[0]]
        overall += f"; lowest theme {', '.join(lowest)} {_figure(least)}"
        overall += ", the mean hides a weak spot" if tree[root].hides_weak_spot else ""
    yield f"{indent}{name}: {overall}"
    for theme in framework.themes:
        if theme.code in tree:
            yield f"{indent}  {theme.code} {in_words(tree[theme.code], of_one=of_one)}"


def _move_lines(method: Method, unit: ScoredUnit) -> Iterator[str]:
    """The effect of the rule for missing answers on the overall score, if the method has one."""
    changes = [f"without {method.left_out}"] if method.left_out is not None else []
    changes += [UNKNOWN_AS_ZERO] if method.missing == "unknown-as-zero" else []
    if changes:
        yield f"  {' and '.join(changes)}: {_moved(unit.move)}"


def _moved(move: float | None) -> str:
    if move is None:
        return "how far the overall moves cannot be told, as there is no score to begin or end with"
    return f"the overall moves by {_figure(move, '+')} points"


def _annex_lines(scored: ScoredFile, rows: list[Row]) -> Iterator[str]:
    for unit in scored.units if rows else ():
        facts = unit_facts(scored, unit)
        alpha = "not defined" if facts["alpha"] is None else round_half_up(facts["alpha"], 2)
        yield f"Annex of {unit.name}: Krippendorff's ordinal alpha {alpha}"
        yield f"  discuss first: {', '.join(facts['discuss_first'][:5])}"
        for move in facts["moves"]:
            changed = UNKNOWN_AS_ZERO if move["theme"] is None else f"without {move['theme']}"
            yield f"  {changed}: {_moved(move['move'])}"
        for row in rows:
            if row["unit"] == unit.name:
                yield "  " + " ".join(filter(None, [row["department"], annex_words(row)]))


def _comparison_lines(found: Comparison) -> Iterator[str]:
    yield f"{found.first} | {found.second}"
    yield f"  {found.line.words(Text())}"
    for row in found.rows:
        figures = [_figure(x) for x in (row.first, row.second)]
        finding = " (a level or more)" if row.finding else ""
        yield f"  {row.code} {figures[0]} | {figures[1]}  {_figure(row.difference, '+')}{finding}"


def _figure(value: float | None, sign: str = "") -> str:
    return "no score" if value is None else f"{round_half_up(value, 1):{sign}}"


def _percent(share: float | None) -> str:
    return "no" if share is None else f"{round_half_up(100 * share, 0)}%"


def _comparison_json(found: Comparison) -> Row:
    return {
        "first": found.first,
        "second": found.second,
        "comparable": found.line.comparable,
        "comparability": found.line.words(Text()),
        "common": found.line.common,
        "nodes": {
            row.code: {
                "first": row.first,
                "second": row.second,
                "difference": row.difference,
                "finding": row.finding,
            }
            for row in found.rows
        },
    }
