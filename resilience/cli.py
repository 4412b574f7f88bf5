"""The `resilience` command."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from resilience.errors import NotFound, ResilienceError
from resilience.exchange.responses import read_responses, tallies_by_unit
from resilience.framework import Framework, installed, load_framework
from resilience.scoring import Score, score
from resilience.settings import load_settings
from resilience.text.catalogue import round_half_up

app = typer.Typer(
    help="A city scores its own resilience in a workshop.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
frameworks = typer.Typer(help="Scorecards: what is asked.", no_args_is_help=True)
app.add_typer(frameworks, name="framework")

#: exit status when what was given is wrong
BAD_INPUT = 2


@app.command("score")
def score_file(
    framework: Annotated[str, typer.Argument(help="Id of a framework, or the path of its folder.")],
    responses: Annotated[
        Path, typer.Argument(help="CSV: unit,department,participant,indicator,answer.")
    ],
    json_: Annotated[bool, typer.Option("--json", help="Every node in full precision.")] = False,
) -> None:
    """Score a file of responses; each department counts once in its unit."""
    asked = find_framework(framework)
    answers = read_responses(read_text(responses), asked)
    trees = {
        unit: score(asked, tallies).city
        for unit, tallies in tallies_by_unit(answers, asked).items()
    }
    if json_:
        units = [
            {"unit": unit, "nodes": {code: node_json(s) for code, s in tree.items()}}
            for unit, tree in trees.items()
        ]
        head = {"id": asked.id, "version": asked.version, "sha256": asked.sha256}
        print(json.dumps({"framework": head, "units": units}, ensure_ascii=False, indent=1))
        return
    for unit, tree in trees.items():
        print(f"{unit}: {in_words(tree[asked.root.code])}")
        for theme in asked.themes:
            print(f"  {theme.code} {in_words(tree[theme.code])}")


def node_json(node: Score) -> dict[str, object]:
    """A node as `score --json` prints it: null where there is no figure, shares 0..1."""
    return {
        "score": node.value,
        "state": node.state,
        "low": node.low,
        "high": node.high,
        "maximum": node.maximum,
        "coverage": node.coverage,
        "reach": node.reach,
        "departments": node.departments,
        "counts": {
            "level": node.counts.level,
            "na": node.counts.na,
            "dk": node.counts.dk,
            "blank": node.counts.blank,
        },
    }


def in_words(node: Score) -> str:
    """A node on one line for a person."""
    covered = (
        "" if node.coverage is None else f", coverage {round_half_up(100 * node.coverage, 0)}%"
    )
    if node.value is None or node.maximum is None or node.low is None or node.high is None:
        return f"{node.state}{covered}"
    value, low, high = (round_half_up(x, 1) for x in (node.value, node.low, node.high))
    return f"{value} of {round_half_up(node.maximum, 0)} ({low} to {high}){covered}"


def find_framework(name: str) -> Framework:
    """A framework by the path of its folder, or by its id among the installed ones."""
    if Path(name).is_dir():
        return load_framework(Path(name))
    found = installed(load_settings().frameworks)
    if name not in found:
        raise NotFound(
            "There is no framework {name}. Installed: {known}.",
            name=name,
            known=", ".join(found) or "none",
        )
    return found[name]


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


@frameworks.command("list")
def list_frameworks() -> None:
    """Name the frameworks of this installation."""
    for found in installed(load_settings().frameworks).values():
        asked = found.asked("full")
        print(
            f"{found.id} {found.version}: {found.title(found.root.code)}, {len(asked)} indicators"
        )


@frameworks.command("check")
def check_framework(path: Annotated[Path, typer.Argument(help="The framework's folder.")]) -> None:
    """Load a framework and name every fault, or say that there is none."""
    found = load_framework(path)
    themes = len(found.themes)
    print(
        f"{found.id} {found.version}: no fault, {themes} themes, {len(found.asked('full'))} indicators"
    )


def main() -> None:
    """Run the command; an error is a sentence on standard error, never a traceback."""
    try:
        app()
    except ResilienceError as error:
        print(error, file=sys.stderr)
        raise SystemExit(BAD_INPUT) from None
