"""The commands on numbers: score a file of responses, compare two results."""

import datetime
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from resilience.cli.frameworks import find_framework
from resilience.errors import InputError, NotFound
from resilience.exchange.given import read_given
from resilience.exchange.weights import read_weights
from resilience.framework.rules import RULES
from resilience.scoring import Method, Missing


class Breakdown(StrEnum):
    """What else is shown beside the whole unit."""

    DEPARTMENT = "department"


def score_file(  # noqa: PLR0913, PLR0917 - the options of the command
    framework: Annotated[str, typer.Argument(help="Id of a framework, or the path of its folder.")],
    responses: Annotated[
        Path,
        typer.Argument(help="CSV of responses (unit,department,participant,…), or of counts."),
    ],
    json_: Annotated[bool, typer.Option("--json", help="Every node in full precision.")] = False,
    csv: Annotated[bool, typer.Option("--csv", help="Every node, one per row.")] = False,
    rule: Annotated[
        str | None, typer.Option(help=f"Rule of every node: {', '.join(RULES)}.")
    ] = None,
    missing: Annotated[
        str, typer.Option(help="skip, unknown-as-zero, or leave-theme-out CODE.")
    ] = "skip",
    weights: Annotated[Path | None, typer.Option(help="CSV: code,weight.")] = None,
    by: Annotated[Breakdown | None, typer.Option(help="Also score each department.")] = None,
    annex: Annotated[bool, typer.Option("--annex", help="Agreement and its measures.")] = False,
    date: Annotated[
        datetime.datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day of the workshop.")
    ] = None,
) -> None:
    """Score a file of responses; each department counts once in its unit."""
    if json_ and csv:
        raise InputError("--json and --csv cannot be given together: choose one of the two.")
    # imported when used: pandas and scipy take seconds, which `serve` does not have
    from resilience.cli import printed  # noqa: PLC0415

    asked = find_framework(framework)
    method = _method(rule, missing, {} if weights is None else read_weights(read_text(weights)))
    given = read_given(read_text(responses), asked, responses.stem)
    for note in given.notes:  # beside the scores, which a program may read
        print(note, file=sys.stderr)
    if not given.units:
        raise InputError("There are no answers in the file {path}.", path=responses)
    method = replace(method, city_rule=given.city_rule)
    day, by_department = date.date() if date else None, by is not None
    shape: printed.Shape = "json" if json_ else "csv" if csv else "words"
    print(printed.scores(given, method, day, by_department, annex, shape), end="")


def compare_files(
    first: Annotated[Path, typer.Argument(help="A file written by score --json.")],
    second: Annotated[Path, typer.Argument(help="Another; differences are second minus first.")],
    json_: Annotated[bool, typer.Option("--json", help="In full precision.")] = False,
) -> None:
    """Compare two results, unit by unit, on the indicators that both asked."""
    from resilience.cli import printed  # noqa: PLC0415

    files = [(str(path), read_text(path)) for path in (first, second)]
    print(printed.comparison(files, in_json=json_))


def read_text(path: Path) -> str:
    """The text of a file that a person named."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NotFound(
            "The file {path} cannot be read: {reason}.",
            path=path,
            reason=getattr(error, "strerror", None)
            or "it is not UTF-8 text; save it as CSV UTF-8 and try again",
        ) from error


def _method(rule: str | None, missing: str, weights: dict[str, float]) -> Method:
    kind, _, theme = missing.partition(" ")
    named = next((one for one in RULES if one == rule), None)
    if rule is not None and named is None:
        raise InputError(
            "--rule must be one of {rules}, not {given}.", rules=", ".join(RULES), given=rule
        )
    treated: Missing
    match kind, theme:
        case ("skip" | "unknown-as-zero" as treated, ""):
            return Method(named, weights, None, treated)
        case ("leave-theme-out", code) if code:
            return Method(named, weights, code.strip())
    raise InputError(
        "--missing must be skip, unknown-as-zero or leave-theme-out with the code of a theme, "
        "not {given}.",
        given=missing,
    )
