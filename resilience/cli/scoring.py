"""The commands on numbers: score a file of responses, compare two results."""

import datetime
import json
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from resilience.cli.frameworks import find_framework
from resilience.errors import InputError, NotFound
from resilience.exchange.annex import annex_rows, annex_words, unit_facts, with_annex
from resilience.exchange.responses import read_responses
from resilience.exchange.scores import Scored, frame, frame_from_json, score_answers, to_json
from resilience.exchange.weights import read_weights
from resilience.framework import Rule
from resilience.notebook import compare_tables
from resilience.scoring import Comparison, Method, Missing, Score, ScoreTree
from resilience.scoring.comparability import CAUTION
from resilience.text import Text
from resilience.text.catalogue import round_half_up


class Rules(StrEnum):
    """The rules of a framework, by the names that its files have for them."""

    MEAN = "mean"
    LEAF_MEAN = "leaf-mean"
    SUM = "sum"
    GEOMETRIC = "geometric"


class By(StrEnum):
    """What else is shown beside the whole unit."""

    DEPARTMENT = "department"


def score_file(  # noqa: PLR0913, PLR0917 - the options of the command
    framework: Annotated[str, typer.Argument(help="Id of a framework, or the path of its folder.")],
    responses: Annotated[
        Path, typer.Argument(help="CSV: unit,department,participant,indicator,answer.")
    ],
    json_: Annotated[bool, typer.Option("--json", help="Every node in full precision.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Every node, one per row.")] = False,
    rule: Annotated[Rules | None, typer.Option(help="Rule of every node.")] = None,
    missing: Annotated[
        str, typer.Option(help="skip, unknown-as-zero, or leave-theme-out CODE.")
    ] = "skip",
    weights: Annotated[Path | None, typer.Option(help="CSV: code,weight.")] = None,
    by: Annotated[By | None, typer.Option(help="Also score each department.")] = None,
    annex: Annotated[bool, typer.Option("--annex", help="Agreement and its measures.")] = False,
    date: Annotated[
        datetime.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the workshop.")
    ] = None,
) -> None:
    """Score a file of responses; each department counts once in its unit."""
    asked = find_framework(framework)
    method = _method(rule, missing, {} if weights is None else read_weights(read_text(weights)))
    answers = read_responses(read_text(responses), asked)
    scored = score_answers(asked, answers, method, date.date() if date else None)
    rows = list(annex_rows(scored, by_department=by is not None)) if annex else []
    if json_:
        print(json.dumps(_json(scored, by is not None, rows), ensure_ascii=False, indent=1))
    elif csv:
        table = frame(scored, by_department=by is not None)
        print(with_annex(table, rows).to_csv(index=False), end="")
    else:
        _print_scored(scored, by is not None)
        _print_annex(scored, rows)


def compare_files(
    first: Annotated[Path, typer.Argument(help="A file written by score --json.")],
    second: Annotated[Path, typer.Argument(help="Another; differences are second minus first.")],
    json_: Annotated[bool, typer.Option("--json", help="In full precision.")] = False,
) -> None:
    """Compare two results, unit by unit, on the indicators that both asked."""
    tables = [frame_from_json(read_text(path), str(path)) for path in (first, second)]
    found = compare_tables(*tables)
    if json_:
        print(json.dumps([_comparison_json(one) for one in found], ensure_ascii=False, indent=1))
        return
    for one in found:
        _print_comparison(one)
    print(CAUTION)


def read_text(path: Path) -> str:
    """The text of a file that a person named."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(
            "The file {path} cannot be read: {reason}.",
            path=path,
            reason=getattr(error, "strerror", None) or "it is not UTF-8 text",
        ) from error


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


def _method(rule: Rules | None, missing: str, weights: dict[str, float]) -> Method:
    kind, _, theme = missing.partition(" ")
    named: Rule | None = None if rule is None else rule.value
    treated: Missing
    match kind, theme:
        case ("skip" | "unknown-as-zero" as treated, ""):
            return Method(named, weights, None, treated)
        case ("leave-theme-out", code) if code:
            return Method(named, weights, code.strip())
    raise InputError(
        "--missing is skip, unknown-as-zero or leave-theme-out with the code of a theme, not "
        "{given}.",
        given=missing,
    )


def _print_scored(scored: Scored, by_department: bool) -> None:
    for unit in scored.units:
        _print_tree(scored, unit.name, unit.result.city, "")
        for name, tree in unit.result.units.items() if by_department else ():
            _print_tree(scored, name or "no department", tree, "  ")


def _json(scored: Scored, by_department: bool, annex: list[dict[str, Any]]) -> dict[str, Any]:
    found = to_json(scored, by_department)
    if annex:
        found["annex"] = {
            "indicators": annex,
            "units": {unit.name: unit_facts(scored, unit) for unit in scored.units},
        }
    return found


def _print_annex(scored: Scored, rows: list[dict[str, Any]]) -> None:
    for unit in scored.units if rows else ():
        facts = unit_facts(scored, unit)
        alpha = "not defined" if facts["alpha"] is None else round_half_up(facts["alpha"], 2)
        print(f"Annex of {unit.name}: Krippendorff's ordinal alpha {alpha}")
        for spot in facts["blind_spots"]:
            print("  blind spot: {theme}, {unit} {median} and the rest {rest}".format(**spot))
        print(f"  discuss first: {', '.join(facts['discuss_first'][:5])}")
        for row in rows:
            if row["unit"] == unit.name:
                print("  " + " ".join(filter(None, [row["department"], annex_words(row)])))


def _print_tree(scored: Scored, name: str, tree: ScoreTree, indent: str) -> None:
    root = scored.framework.root.code
    print(f"{indent}{name}: {in_words(tree[root]) if root in tree else 'not scored'}")
    for theme in scored.framework.themes:
        if theme.code in tree:
            print(f"{indent}  {theme.code} {in_words(tree[theme.code])}")


def _print_comparison(found: Comparison) -> None:
    print(f"{found.first} | {found.second}")
    print(f"  {found.line.words(Text())}")
    for row in found.rows:
        figures = [_figure(x) for x in (row.first, row.second)]
        mark = " (a level or more)" if row.finding else ""
        print(f"  {row.code} {figures[0]} | {figures[1]}  {_figure(row.difference, '+')}{mark}")


def _figure(value: float | None, sign: str = "") -> str:
    return "no score" if value is None else f"{round_half_up(value, 1):{sign}}"


def _comparison_json(found: Comparison) -> dict[str, Any]:
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
