"""The `resilience` command."""

import json
import os
import socket
import sys
from pathlib import Path
from typing import Annotated

import typer

from resilience.errors import CannotRun, NotFound, ResilienceError
from resilience.exchange.responses import read_responses, tallies_by_unit
from resilience.framework import Framework, installed, load_framework
from resilience.scoring import Score, score
from resilience.services.demo import load_demo
from resilience.services.doctor import examine
from resilience.services.tokens import host_token
from resilience.settings import Settings, load_settings
from resilience.store import Store, migrate
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


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "0.0.0.0",  # noqa: S104
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8501,
    database: Annotated[str, typer.Option(help="Database, instead of the settings' one.")] = "",
    demo: Annotated[
        bool, typer.Option("--demo", help="Load the invented demo city first.")
    ] = False,
) -> None:
    """Start the server; print its address and the facilitator link."""
    if database:
        os.environ["RESILIENCE_DATABASE_URL"] = database
    settings = load_settings()
    check_port(host, port)
    store = open_store(settings)
    if demo:
        load_demo(store, find_framework("urban-resilience"))
    say_addresses(settings, host, port)
    # imported here: Streamlit takes a second, which no other command needs
    from resilience.server import run  # noqa: PLC0415

    run(settings, store, host=host, port=port)


@app.command("demo")
def write_demo() -> None:
    """Write the invented demo city into the database; print a join code per line, newest first."""
    store = open_store(load_settings())
    for code in load_demo(store, find_framework("urban-resilience")):
        print(code)


@app.command()
def doctor() -> None:
    """Look whether this installation is well, and say how to mend what is not."""
    findings = examine(load_settings())
    for finding in findings:
        print(f"{'ok  ' if finding.well else 'MEND'} {finding.what}: {finding.found}")
        if not finding.well:
            print(f"     {finding.mend}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)


def open_store(settings: Settings) -> Store:
    """The configured database with the schema of this version."""
    store = Store(settings.database_url)
    migrate(store)
    return store


def check_port(host: str, port: int) -> None:
    """Raise `CannotRun` where the port cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.create_server((host, port), family=family):
            pass
    except OSError as error:
        raise CannotRun(
            "Port {port} on {host} cannot be used ({reason}). Stop the other program, or choose "
            "another port: resilience serve --port {other}",
            port=port,
            host=host,
            reason=(error.strerror or str(error)).split(" (while")[0],
            other=port + 1 if port < 65535 else port - 1,
        ) from error


def say_addresses(settings: Settings, host: str, port: int) -> None:
    """Print where the server can be opened, and the link of whoever sets workshops up."""
    token = host_token(settings.key)  # a key that is refused is refused before anything is said
    everywhere = host in ("0.0.0.0", "::", "")  # noqa: S104
    name = "localhost" if everywhere else f"[{host}]" if ":" in host else host
    local = f"http://{name}:{port}"
    print(f"Urban resilience dashboard on {local}")
    if settings.public_url:
        print(f"For everybody:               {settings.public_url.rstrip('/')}")
    elif everywhere and (address := own_address()):
        print(f"For phones in this network:  http://{address}:{port}")
    base = settings.public_url.rstrip("/") or local
    print(f"Facilitator link (keep it):  {base}/open/{token}", flush=True)


def own_address() -> str:
    """This machine's address in its network, or nothing. Sends no packet."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return ""
        address = str(probe.getsockname()[0])
    return "" if address.startswith("127.") else address


def main() -> None:
    """Run the command; an error is a sentence on standard error, never a traceback."""
    try:
        app()
    except ResilienceError as error:
        print(error, file=sys.stderr)
        raise SystemExit(BAD_INPUT) from None
