"""Every command of docs/backup.md runs, in the order in which it stands there."""

import re
import shlex
import subprocess
from pathlib import Path

from resilience.services.upkeep.verify import CHECKS
from resilience.settings import ROOT
from resilience.store import Store, migrate
from tests.cli.run import Command
from tests.docs.test_docs import blocks, run, surroundings
from tests.store.rows import fill

DOCS = (ROOT / "docs" / "backup.md").read_text(encoding="utf-8")
POSTGRESQL = "postgresql://USER:PASSWORD@HOST/NAME"
COMMANDS = [line for block in blocks(DOCS, "sh") for line in block.splitlines()]


def test_every_command_of_the_page_runs_and_says_what_it_did(
    tmp_path: Path, empty_postgresql_url: str
) -> None:
    here = Command(tmp_path)
    assert here.run("demo").status == 0
    for command in COMMANDS:
        words = shlex.split(command.replace(POSTGRESQL, empty_postgresql_url))
        ran = here.run(*words[1:])
        assert (ran.status, ran.err, bool(ran.out)) == (0, "", True), (command, ran)
        if words[1] == "verify":
            assert ran.out.count("ok  ") == len(CHECKS) + 1
    assert len(set(COMMANDS)) == len(COMMANDS)


def test_every_line_of_verify_is_explained() -> None:
    named = re.findall(r"^\| ([a-z ]+) \|", DOCS, flags=re.M)
    assert named[1:] == ["schema", *(check[0] for check in CHECKS)]


def test_the_lines_for_cron_back_up_and_delete_what_is_old(tmp_path: Path) -> None:
    filled(tmp_path)
    service = surroundings(tmp_path)
    named = [f"{name}={service[name]}\n" for name in ("RESILIENCE_DATABASE_URL", "RESILIENCE_DATA")]
    (tmp_path / "resilience.env").write_text("".join(named), encoding="utf-8")
    shell = tmp_path / "shell"
    shell.mkdir()
    lines = [line for block in blocks(DOCS, "cron") for line in block.splitlines()]
    assert len(lines) == 2
    for line in lines:
        command = line.split(" ", 5)[5].replace("\\%", "%")  # cron takes a bare % for a line's end
        here = moved(command, tmp_path)
        (tmp_path / "backups").mkdir(exist_ok=True)
        run(here, shell, tmp_path)
    assert [path.suffix for path in (tmp_path / "backups").iterdir()] == [".zip"]
    assert not list(shell.iterdir()), "the settings of the service count, not those of the shell"


def filled(folder: Path) -> None:
    """A database with a row in every table, where the commands look for it."""
    store = Store(surroundings(folder)["RESILIENCE_DATABASE_URL"])
    migrate(store)
    fill(store)
    store.engine.dispose()


def moved(command: str, folder: Path) -> str:
    """A command with its places in a folder of the test."""
    places = {
        "/opt/resilience": ROOT,
        "/etc/resilience.env": folder / "resilience.env",
        "/var/backups/resilience": folder / "backups",
    }
    for place, there in places.items():
        command = command.replace(place, str(there))
    return command


def test_the_units_for_systemd_back_up_and_delete_what_is_old(tmp_path: Path) -> None:
    unit = (ROOT / "deploy" / "resilience-backup.service").read_text(encoding="utf-8")
    filled(tmp_path)
    folder = tmp_path / "backups"
    folder.mkdir()
    old = folder / "city-2020-01-01.zip"
    old.write_bytes(b"")
    subprocess.run(["touch", "-d", "2020-01-01", str(old)], check=True)
    for line in re.findall(r"^ExecStart(?:Post)?=(.*)$", unit, flags=re.M):
        command = moved(line, tmp_path).replace("$$", "$").replace("%%", "%")
        subprocess.run(command, shell=True, check=True, env=surroundings(tmp_path))
    (made,) = folder.iterdir()
    assert re.fullmatch(r"city-20\d\d-\d\d-\d\d\.zip", made.name)
    assert made != old


def test_systemd_takes_the_units_without_a_complaint(tmp_path: Path) -> None:
    files = []
    for name in ("resilience-backup.service", "resilience-backup.timer"):
        unit = (ROOT / "deploy" / name).read_text(encoding="utf-8")
        files.append(tmp_path / name)
        files[-1].write_text(unit.replace("/opt/resilience", str(ROOT)), encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", *map(str, files)], capture_output=True, text=True, check=False
    )
    assert (said.returncode, said.stdout + said.stderr) == (0, "")
