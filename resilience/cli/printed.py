"""What the commands on numbers print: in words, as JSON or as CSV."""

import datetime
import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from resilience.exchange.annex import annex_rows, annex_words, unit_facts, with_annex
from resilience.exchange.responses import Answer
from resilience.exchange.scores import Scored, frame, frame_from_json, score_answers, to_json
from resilience.framework import Framework
from resilience.notebook import compare_tables
from resilience.scoring import Comparison, Method, Score, ScoreTree
from resilience.scoring.comparability import CAUTION
from resilience.text import Text
from resilience.text.catalogue import round_half_up

Shape = Literal["words", "json", "csv"]
Row = dict[str, Any]


def scores(
    framework: Framework,
    answers: list[Answer],
    method: Method,
    date: datetime.date | None,
    by_department: bool,
    annex: bool,
    shape: Shape,
) -> str:
    """The scores of a file of responses."""
    scored = score_answers(framework, answers, method, date)
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
    first, second = (frame_from_json(text, name) for name, text in files)
    found = compare_tables(first, second)
    if in_json:
        return _dumped([_comparison_json(one) for one in found])
    return "\n".join([line for one in found for line in _comparison_lines(one)] + [CAUTION])


def in_words(node: Score) -> str:
    """A node on one line for a person."""
    covered = (
        "" if node.coverage is None else f", coverage {round_half_up(100 * node.coverage, 0)}%"
    )
    if node.value is None or node.maximum is None or node.low is None or node.high is None:
        return f"{node.state}{covered}"
    value, low, high = (round_half_up(x, 1) for x in (node.value, node.low, node.high))
    alone = ", one person" if node.one_person else ""
    return f"{value} of {round_half_up(node.maximum, 0)} ({low} to {high}){covered}{alone}"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _json(scored: Scored, by_department: bool, annex: list[Row]) -> Row:
    found = to_json(scored, by_department)
    if annex:
        units = {unit.name: unit_facts(scored, unit) for unit in scored.units}
        found["annex"] = {"indicators": annex, "units": units}
    return found


def _score_lines(scored: Scored, by_department: bool) -> Iterator[str]:
    for unit in scored.units:
        yield from _tree_lines(scored.framework, unit.name, unit.result.city, "")
        for name, tree in unit.result.units.items() if by_department else ():
            yield from _tree_lines(scored.framework, name or "no department", tree, "  ")


def _tree_lines(framework: Framework, name: str, tree: ScoreTree, indent: str) -> Iterator[str]:
    root = framework.root.code
    yield f"{indent}{name}: {in_words(tree[root]) if root in tree else 'not scored'}"
    for theme in framework.themes:
        if theme.code in tree:
            yield f"{indent}  {theme.code} {in_words(tree[theme.code])}"


def _annex_lines(scored: Scored, rows: list[Row]) -> Iterator[str]:
    for unit in scored.units if rows else ():
        facts = unit_facts(scored, unit)
        alpha = "not defined" if facts["alpha"] is None else round_half_up(facts["alpha"], 2)
        yield f"Annex of {unit.name}: Krippendorff's ordinal alpha {alpha}"
        for spot in facts["blind_spots"]:
            yield "  blind spot: {theme}, {unit} {median} and the rest {rest}".format(**spot)
        yield f"  discuss first: {', '.join(facts['discuss_first'][:5])}"
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
