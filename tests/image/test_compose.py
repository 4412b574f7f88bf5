"""deploy/compose.yaml starts: two containers of the image, PostgreSQL, and nginx with TLS before them."""

import os
import re
import shutil
import ssl
import subprocess
import urllib.request
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from secrets import token_hex

import pytest

from tests.faults.proxy import certificate, program
from tests.image.engine import PRODUCT, STAND_INS, Engine
from tests.live import ROOT, free_port, wait_for

TAGS = ["postgres:17", "nginx:1.28"]
SITE_PACKAGES = Path(pytest.__file__).parents[1]


class Stack:
    """The services of compose, on ports of this machine."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self.engine, self.port = engine, free_port()
        shutil.copytree(ROOT / "deploy", folder / "deploy")
        (folder / "deploy" / "tls").mkdir()
        certificate(folder / "deploy" / "tls")
        self._files = [str(folder / "deploy" / "compose.yaml"), str(STAND_INS / "compose.yaml")]
        self._env = {
            "POSTGRES_PASSWORD": token_hex(16),
            "RESILIENCE_SECRET": token_hex(32),
            "RESILIENCE_PUBLIC_URL": "https://resilience.example.org",
            "PORT": str(self.port),
            "PLAIN_PORT": str(free_port()),
            "DOCKER_HOST": engine.socket,
        }

    def compose(self, *words: str) -> "subprocess.Popen[bytes]":
        """A command of compose, which runs on."""
        files = [word for file in self._files for word in ("--file", file)]
        command = [program("docker-compose"), *files, *words]
        return subprocess.Popen(command, env=os.environ | self._env)

    def start(self) -> None:
        """Start them all. Without systemd nothing runs podman's health checks, so it is done here."""
        starting = self.compose("up", "--detach", "--no-build")
        while starting.poll() is None:
            names = self.engine.run("ps", "--format={{.Names}}").split()
            for name in (one for one in names if "database" in one):
                self.engine.works("healthcheck", "run", name)
        assert starting.returncode == 0

    def answer(self, path: str) -> str:
        """The page at a path through nginx, "" as long as it is none."""
        unsigned = ssl._create_unverified_context()
        try:
            address = f"https://localhost:{self.port}{path}"
            with urllib.request.urlopen(address, timeout=5, context=unsigned) as found:
                return str(found.read().decode())
        except OSError:
            return ""


@pytest.fixture
def stack(engine: Engine, tmp_path: Path) -> Iterator[Stack]:
    """The services, which are up."""
    built = [f"--tag=docker.io/library/{tag}" for tag in TAGS]
    engine.build(
        STAND_INS / "Dockerfile", STAND_INS, f"--build-context=packages={SITE_PACKAGES}", *built
    )
    engine.run("tag", PRODUCT, "docker.io/library/resilience")
    with engine.serving():
        made = Stack(engine, tmp_path)
        made.start()
        yield made
        assert made.compose("down", "--volumes", "--timeout", "2").wait() == 0


def test_compose_starts_two_servers_on_one_database_behind_nginx(stack: Stack) -> None:
    wait_for(lambda: '"ready"' in stack.answer("/readyz"), "the stack")
    servers = ["resilience-dashboard-1-1", "resilience-dashboard-2-1"]
    logs = "".join(stack.engine.run("logs", name) for name in servers)
    (link,) = re.findall(r"https://resilience\.example\.org(/open/\S+)", logs)
    assert stack.answer(link)
    assert not stack.answer(f"{link}x")
    for name in servers:
        wait_for(partial(stack.engine.works, "healthcheck", "run", name), name)
        assert "postgresql" in stack.engine.run("exec", name, "resilience", "doctor")
