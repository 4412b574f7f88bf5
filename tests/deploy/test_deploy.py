"""The samples of deploy/ are what nginx, systemd and compose take, and say what the docs say."""

import os
import re
import shlex
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

import pytest

from resilience.settings import ROOT, Settings
from tests.faults.proxy import Nginx, program
from tests.live import Server, free_port

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
#: where the units expect the product
HOME = "/opt/resilience"
SECRETS = {
    "POSTGRES_PASSWORD": "a password",
    "RESILIENCE_SECRET": "thirty-two characters at the least",
    "RESILIENCE_PUBLIC_URL": "https://resilience.example.org",
}


def run(*words: str, **environment: str) -> str:
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, env={**os.environ, **environment}
    )
    assert done.returncode == 0, (words, done.stdout, done.stderr)
    return done.stdout + done.stderr


def test_nginx_takes_its_sample(tmp_path: Path) -> None:
    nginx = Nginx(tmp_path, [8511, 8512]).write()
    told = run(program("nginx"), "-t", "-c", str(nginx.config))
    assert "[warn]" not in told
    assert "successful" in told


@pytest.fixture
def unserved(tmp_path: Path) -> Iterator[Nginx]:
    """nginx before servers that are down, so that it writes to its log of errors."""
    nginx = Nginx(tmp_path, [free_port()]).write().start()
    yield nginx
    nginx.stop()


def test_the_logs_of_nginx_hold_no_link_and_no_code(unserved: Nginx) -> None:
    paths = [
        "/return/TOKEN", "/open/TOKEN", "/account/TOKEN", "/open/TOKEN/more", "//account//TOKEN",
        "/%6Fpen/TOKEN", "/x/../return/TOKEN", "/join?code=TOKEN", "/sign-in/oidc/back?code=TOKEN",
        "/overview?workshop=TOKEN", "/embed/TOKEN", "/embed/TOKEN.svg", "/feed/TOKEN/workshop.atom",
        "/feed/TOKEN/actions.ics",
    ]  # fmt: skip
    ports = {unserved.port: HTTPSConnection, unserved.plain_port: HTTPConnection}
    for port, kind in ports.items():
        how = {"context": ssl._create_unverified_context()} if kind is HTTPSConnection else {}
        for path in paths:
            asked = kind("localhost", port, timeout=30, **how)
            asked.request("GET", path, headers={"Referer": "https://localhost/open/TOKEN"})
            assert asked.getresponse().status in (301, 400, 503)
            asked.close()
    unserved.stop()
    logged = (unserved.folder / "access.log").read_text(encoding="utf-8")
    assert len(logged.splitlines()) == 2 * len(paths)
    assert " GET /open/... 503 502 " in logged
    assert " GET /overview 503 502 " in logged  # what is no link is said, so that it can be mended
    errors = (unserved.folder / "error.log").read_text(encoding="utf-8")
    assert "TOKEN" not in logged + errors


def test_systemd_takes_its_units_without_a_complaint(tmp_path: Path) -> None:
    for unit in UNITS:
        here = unit.read_text(encoding="utf-8").replace(HOME, str(ROOT))
        (tmp_path / unit.name).write_text(here, encoding="utf-8")
    single = (tmp_path / "resilience@.service").read_text(encoding="utf-8")
    for port in re.findall(r"resilience@(\d+)", (tmp_path / "resilience.target").read_text()):
        (tmp_path / f"resilience@{port}.service").write_text(single, encoding="utf-8")
    files = [str(path) for path in tmp_path.iterdir() if "@." not in path.name]
    assert len(files) == 3
    assert run(program("systemd-analyze"), "verify", *files) == ""


def test_the_units_leave_a_server_little_that_it_could_do(tmp_path: Path) -> None:
    for unit in (DEPLOY / "systemd").glob("*.service"):
        copied = tmp_path / unit.name.replace("@", "-")
        copied.write_bytes(unit.read_bytes())
        analyse = ("security", "--offline=true", "--threshold=25", "--no-pager")
        run(program("systemd-analyze"), *analyse, str(copied))


def test_compose_takes_its_file_and_refuses_it_without_secrets() -> None:
    file = str(DEPLOY / "compose.yaml")
    told = run(program("docker-compose"), "-f", file, "config", **SECRETS)
    for name in re.findall(r"RESILIENCE_([A-Z_]+):", told):
        assert name.lower() in Settings.model_fields, name
    without = subprocess.run(
        [program("docker-compose"), "-f", file, "config"], capture_output=True, check=False
    )
    assert without.returncode != 0


def commands() -> list[str]:
    """The commands of docs/deploy.md."""
    page = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
    return [
        line for block in re.findall(r"```sh\n(.*?)```", page, re.S) for line in block.splitlines()
    ]


def test_a_command_runs_with_the_settings_of_the_service(
    postgresql_url: str, tmp_path: Path
) -> None:
    (line,) = [line for line in commands() if "resilience doctor" in line]
    own = tmp_path / "resilience.env"
    own.write_text(
        f"RESILIENCE_DATABASE_URL={postgresql_url}\nRESILIENCE_DATA={tmp_path}\n", encoding="utf-8"
    )
    places = {"/etc/resilience.env": own, "/opt/resilience/.venv/bin": Path(sys.executable).parent}
    for place, there in places.items():
        line = line.replace(place, str(there))
    server = Server(tmp_path, free_port(), {"RESILIENCE_DATABASE_URL": postgresql_url}).start()
    try:
        done = run(*shlex.split(line.removeprefix("sudo -u resilience ")))
        assert "FIX " not in done
        assert "postgresql" in done
    finally:
        server.stop()


def test_one_process_on_sqlite_answers_behind_nginx_with_tls(tmp_path: Path) -> None:
    (line,) = [line for line in commands() if "sed -i" in line]
    sample = tmp_path / "resilience.conf"
    sample.write_bytes((DEPLOY / "nginx.conf").read_bytes())
    run(*shlex.split(line.removeprefix("sudo ").replace("/etc/nginx/conf.d", str(tmp_path))))
    assert re.findall(r"server 127\S+", sample.read_text()) == ["server 127.0.0.1:8511"]
    assert "resilience.example.org" not in sample.read_text()
    server = Server(tmp_path, free_port()).start("--host", "127.0.0.1")
    nginx = Nginx(tmp_path, [server.port], sample=sample).write().start()
    try:
        unsigned = ssl._create_unverified_context()
        with urllib.request.urlopen(f"{nginx.url}/join", timeout=30, context=unsigned) as answer:
            assert answer.headers["Strict-Transport-Security"]
            assert "<form" in answer.read().decode()
    finally:
        nginx.stop()
        server.stop()


def test_the_commands_of_the_page_name_files_that_are_there() -> None:
    starts = {line.split()[0] for line in commands()}
    assert starts == {"sudo", "docker", "kubectl", "uv"}  # uv: test_wheel.py
    for path in re.findall(r"(?<= )deploy/\S+", " ".join(commands())):
        assert (ROOT / path).is_file(), path


def test_nginx_units_and_compose_name_the_same_ports() -> None:
    ports = set(re.findall(r"127\.0\.0\.1:(\d+)", (DEPLOY / "nginx.conf").read_text()))
    target = (DEPLOY / "systemd" / "resilience.target").read_text()
    assert ports == set(re.findall(r"resilience@(\d+)", target)) != set()
    compose = (DEPLOY / "compose.yaml").read_text()
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", compose)) == ports
