"""What the docs say is so: every command runs, every page, setting and command is named."""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from typer.main import get_command

from resilience.cli import app
from resilience.framework import installed, load_framework, load_source
from resilience.framework.suggested.actions import load_suggestions
from resilience.framework.suggested.reporting import REPORTING, load_reporting
from resilience.settings import ROOT, Settings
from resilience.store import Store
from resilience.ui.shared.menu import PAGES
from resilience.workbook.results import SHEETS
from tests.live import Server, free_port, wait_for
from tests.services.remembered import demo_in

README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
UPGRADES = (ROOT / "docs/upgrades.md").read_text(encoding="utf-8")
FORMAT = (ROOT / "indicators" / "README.md").read_text(encoding="utf-8")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, flags=re.S)


def commands(page: str) -> list[str]:
    """The commands of a page, in order."""
    lines = [line for block in blocks(page, "sh") for line in block.splitlines()]
    return [line.split(" #")[0].strip() for line in lines if line.strip()]


def surroundings(folder: Path) -> dict[str, str]:
    """This machine's environment with a database and folder of the test's own."""
    own = {
        "RESILIENCE_DATABASE_URL": f"sqlite:///{folder / 'city.db'}",
        "RESILIENCE_DATA": str(folder),
        "PATH": f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONUNBUFFERED": "1",
    }
    return os.environ | own


def run(command: str, folder: Path, here: Path = ROOT) -> str:
    """What a command of a shell prints, run in the folder `here`."""
    done = subprocess.run(
        command,
        shell=True,
        cwd=here,
        env=surroundings(folder),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what commands of the docs read, in which they may write."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("docs", "indicators"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def test_the_docs_have_the_commands_that_are_run_below() -> None:
    ran_here = {"make run", "uv run resilience serve"}
    by_ci = {"make test", "uv run pytest"}
    assert set(commands(README)) == ran_here | by_ci
    assert all(c.startswith("resilience ") for c in commands(COMMANDS))
    named = {c.split()[1] for c in commands(COMMANDS)}
    assert {"serve", "demo", "score", "export", "doctor"} <= named


@pytest.mark.parametrize("command", [c for c in commands(COMMANDS) if "serve" not in c])
def test_a_command_of_the_docs_runs_and_says_something(
    command: str, clone: Path, tmp_path: Path, sqlite_model: Path
) -> None:
    if "demo" in command:  # it is there already, which takes a second instead of six
        store = Store(f"sqlite:///{shutil.copy(sqlite_model, tmp_path / 'city.db')}")
        demo_in(store)
        store.engine.dispose()
    said = run(command, tmp_path, clone)
    written = clone / command.partition(" > ")[2]
    assert (written.read_text(encoding="utf-8") if written.is_file() else said).strip()


@pytest.mark.parametrize(
    "command", [c for c in commands(README + COMMANDS) if "serve" in c or c == "make run"]
)
def test_a_server_of_the_docs_starts_and_prints_its_links(command: str, tmp_path: Path) -> None:
    port = free_port()
    if command == "make run":
        words = ["make", "run", f"ARGS=--port {port}"]
    else:
        words = shlex.split(command.replace("uv run", "uv run --frozen --all-extras --inexact"))
        words = [w for w in words if w not in ("--port", "8501")] + ["--port", str(port)]
    log = tmp_path / "log"
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            words,
            cwd=ROOT,
            env=surroundings(tmp_path),
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        wait_for(lambda: healthy(port), f"{command}: {log.read_text()}")
        assert "/open/" in log.read_text(encoding="utf-8")
    finally:
        os.killpg(process.pid, 15)
        process.wait(timeout=30)


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="module")
def operated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the operations guide is tried on."""
    started = Server(tmp_path_factory.mktemp("operated"), free_port()).start()
    yield started
    started.stop()


def test_commands_of_the_operations_guide_run(operated: Server) -> None:
    lines = "\n".join(blocks(OPERATIONS, "sh")).split("\n")
    lines = [line.strip() for line in lines if line.strip()]
    assert len(lines) == 4
    for line in lines:
        if line.startswith("curl -s http://localhost:8501"):
            with urllib.request.urlopen(operated.url + line.partition("8501")[2]) as answer:
                assert answer.status == 200
        else:
            run(line, operated.folder)


def test_the_numbers_that_the_operations_guide_names_are_all_there_are(operated: Server) -> None:
    with urllib.request.urlopen(f"{operated.url}/metrics") as answer:
        told = re.findall(r"^# TYPE (resilience_\w+)", answer.read().decode(), flags=re.M)
    assert told
    assert set(re.findall(r"`(resilience_\w+)`", OPERATIONS)) == set(told)


def test_the_guide_for_developers_names_every_target() -> None:
    targets = re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text(), flags=re.M)
    assert {"run", "demo", "test", "check"} <= set(targets)
    for target in targets:
        assert f"make {target}" in CONTRIBUTING


def test_the_notebook_of_the_docs_gives_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    ran = doctest.testfile(str(ROOT / "docs/notebook.md"), module_relative=False)
    assert ran.attempted > 15
    assert ran.failed == 0


def test_make_demo_prints_the_codes(tmp_path: Path) -> None:
    assert len(re.findall(r"^[A-Z2-9]{6}$", run("make -s demo", tmp_path), flags=re.M)) == 2


def test_every_page_setting_command_and_framework_is_named() -> None:
    tour = (ROOT / "docs/tour.md").read_text(encoding="utf-8")
    table = tour.partition("| section | pages |")[2].partition("\n\n")[0]
    cells = re.findall(r"^\| (\w+)[^|]* \| (.+) \|$", table, flags=re.M)
    named = {section: re.sub(r" \([^)]*\)", "", titles) for section, titles in cells}
    for section, _path, _address, _icon, title in PAGES:
        assert f", {title}, " in f", {named[section or 'Home']}, ", title
    for name in Settings.model_fields:
        assert f"\n## `RESILIENCE_{name.upper()}`\n" in SETTINGS, name
    root = get_command(app)
    for name in root.commands:  # type: ignore[attr-defined]
        assert f"resilience {name}" in COMMANDS + UPGRADES, name
    scorecards = (ROOT / "docs/frameworks/README.md").read_text(encoding="utf-8")
    for framework in installed(ROOT / "indicators").values():
        assert f"`{framework.id}` {framework.version}" in scorecards, framework.version


def test_every_sheet_of_the_results_workbook_is_named() -> None:
    table = (ROOT / "docs/workbook.md").read_text(encoding="utf-8").splitlines()
    named = [line.split("|")[1] for line in table if line.startswith("| ")]
    assert ", ".join(name.strip() for name in named[1:]) == ", ".join(SHEETS)


def test_the_tests_that_the_threat_model_names_are_there() -> None:
    named = re.findall(r"`(tests/[^`]+)`", (ROOT / "docs/threat-model.md").read_text("utf-8"))
    assert len(named) > 15
    assert [name for name in named if not (ROOT / name).is_file()] == []


PAGES_OF_DOCS = (
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    ROOT / "indicators/README.md",
)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as its readers' programs make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), flags=re.M)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("path", PAGES_OF_DOCS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_of_the_docs_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", path.read_text(encoding="utf-8")):
        if not target.startswith("http"):
            place, _, anchor = target.partition("#")
            page = path.parent / place if place else path
            assert page.exists(), target
            assert not anchor or anchor in anchors(page), target


def test_the_index_names_every_page() -> None:
    index = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    pages = {path.name for path in (ROOT / "docs").glob("*.md")} - {"README.md"}
    assert [one for one in sorted(pages) if not re.search(rf"[(/]{one}[)#]", index, re.I)] == []


def test_the_readme_fits_on_a_few_screens() -> None:
    assert len(README.encode()) <= 6000


def test_the_worked_example_of_the_file_format_loads(tmp_path: Path) -> None:
    structure, words, *others = blocks(FORMAT, "yaml")
    framework = load_source({"framework.yaml": structure, "text.en.yaml": words})
    assert [i.code for i in framework.asked("quick")] == ["SEA1"]
    assert [i.code for i in framework.asked("full")] == ["SEA1", "SEA2", "ROADS1"]
    folder = tmp_path / framework.id
    folder.mkdir()
    (folder / "framework.yaml").write_text(structure, encoding="utf-8")
    (folder / "text.en.yaml").write_text(words, encoding="utf-8")
    assert load_framework(folder) == framework
    for name, text in zip(("actions.yaml", "actions.en.yaml", REPORTING), others, strict=True):
        (folder / name).write_text(text, encoding="utf-8")
    (suggestion,) = load_suggestions(folder, framework).of("SEA1", 2, "en")
    assert (suggestion.lead, suggestion.place) == (("water", "construction"), "Testhaven")
    forms = load_reporting(folder, framework)
    assert forms is not None and forms.parts["mcr2030"]["know"] == ("ROADS1",)


def test_the_file_format_names_every_key() -> None:
    named = set(re.findall(r"[a-z]+(?=:)", "".join(blocks(FORMAT, "yaml"))))
    structure = yaml.safe_load(blocks(FORMAT, "yaml")[0])
    assert {"id", "version", "licence", "publisher", "themes", "scale"} <= structure.keys()
    for key in ("tier", "weight", "references", "departments", "hazards", "clip", "points"):
        assert key in named, key


def test_uv_is_the_one_of_the_makefile() -> None:
    assert shutil.which("uv", path=str(ROOT / ".venv" / "bin"))
