"""The image runs with few rights, keeps everything in one volume, and holds the product and little else."""

import json
import re
import urllib.request
from collections.abc import Iterator

import pytest

from tests.image.engine import PRODUCT, VERSION, Engine
from tests.live import free_port, wait_for

#: as in deploy/compose.yaml and docs/deploy.md, and without the folders that podman makes writable by itself
CONFINED = [
    *("--read-only", "--read-only-tmpfs=false", "--tmpfs=/tmp"),
    *("--cap-drop=ALL", "--security-opt=no-new-privileges"),
]
DATA = "/var/lib/resilience"


def answered(port: int, path: str) -> int:
    """The status of an answer, 0 without one."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return int(answer.status)
    except OSError:
        return 0


def start(engine: Engine, name: str, volume: str, *words: str) -> int:
    """Start the server in a container; return the port on which this machine reaches it."""
    port = free_port()
    placed = [f"--name={name}", f"--volume={volume}:{DATA}", f"--publish=127.0.0.1:{port}:8501"]
    engine.run("run", "--detach", *CONFINED, *placed, PRODUCT, *words)
    wait_for(lambda: answered(port, "/readyz") == 200, f"the server in {name}")
    return port


@pytest.fixture(scope="module")
def demo(engine: Engine) -> Iterator[int]:
    """The port of a container with the demo city."""
    yield start(engine, "demo", "one", "serve", "--port", "8501", "--demo")
    engine.run("rm", "--force", "--time=1", "demo")


def test_it_runs_as_nobody_in_particular_on_a_file_system_that_it_cannot_change(
    engine: Engine, demo: int
) -> None:
    assert engine.run("exec", "demo", "id", "-u").split() == ["10001"]
    for place in ("/", "/opt/resilience", "/etc", "/home"):
        engine.run("exec", "demo", "touch", f"{place}/written", status=1)
    engine.run("exec", "demo", "touch", f"{DATA}/written", "/tmp/written")
    assert "FIX " not in engine.run("exec", "demo", "resilience", "doctor")


def test_its_health_check_notices_a_server_that_does_not_answer(engine: Engine, demo: int) -> None:
    engine.run("healthcheck", "run", "demo")
    engine.run("run", "--detach", "--name=idle", "--entrypoint=sleep", PRODUCT, "600")
    engine.run("healthcheck", "run", "idle", status=1)
    engine.run("rm", "--force", "--time=0", "idle")


def answers(engine: Engine, name: str) -> int:
    """How many answers the database of a container has."""
    counted = f"import sqlite3; print(*sqlite3.connect('{DATA}/resilience.db').execute('SELECT count(*) FROM response').fetchone())"
    return int(engine.run("exec", name, "python", "-c", counted))


def test_a_backup_of_one_container_is_restored_into_another(engine: Engine, demo: int) -> None:
    engine.run("exec", "demo", "resilience", "backup", "--with-keys", f"{DATA}/city.zip")
    both = ["--volume=two:/new", f"--volume=one:{DATA}:ro", "--user=0"]
    moved = f"cp {DATA}/city.zip {DATA}/secret /new/ && chown -R 10001:10001 /new"
    engine.run("run", "--rm", *both, "--entrypoint=sh", PRODUCT, "-c", moved)
    there = [*CONFINED, f"--volume=two:{DATA}"]
    engine.run("run", "--rm", *there, PRODUCT, "restore", f"{DATA}/city.zip")
    assert "FIX " not in engine.run("run", "--rm", *there, PRODUCT, "verify")
    again = start(engine, "restored", "two", "serve")
    assert answered(again, "/join") == 200
    assert answers(engine, "restored") == answers(engine, "demo") > 100
    assert "printed before" in engine.run("logs", "restored")
    engine.run("rm", "--force", "--time=1", "restored")


def test_it_says_its_version_and_has_no_tools_for_building(engine: Engine) -> None:
    labels = json.loads(engine.run("inspect", "--format={{json .Labels}}", "--type=image", PRODUCT))
    assert labels["org.opencontainers.image.version"] == VERSION
    assert VERSION in engine.run("run", "--rm", PRODUCT, "--version")
    tools = (
        "command -v uv gcc git make; ls -d /uv /source /dist /opt/resilience/resilience.env; true"
    )
    found = engine.run("run", "--rm", "--entrypoint=sh", PRODUCT, "-c", tools)
    assert re.findall(r"^/.*", found, flags=re.M) == []
    size = int(engine.run("inspect", "--format={{.Size}}", "--type=image", PRODUCT))
    base = int(engine.run("inspect", "--format={{.Size}}", "--type=image", "localhost/base"))
    assert size - base < 950_000_000
