"""What the product is built on: pinned by hash, free to be used, and asked about where that is possible."""

import ast
import json
import os
import re
import subprocess
import sys
import threading
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import metadata, packages_distributions
from typing import Any

import pytest

from resilience.settings import ROOT
from tests.live import free_port

pytestmark = pytest.mark.long

LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
PACKAGES: dict[str, dict[str, Any]] = {package["name"]: package for package in LOCK["package"]}
PRODUCT = "urban-resilience-dashboard"
#: licences under which a city may run, change and pass on what it has, and the product stay Apache-2.0
ALLOWED = {
    "0BSD", "BSD", "Apache-2.0", "Apache License 2.0", "Apache Software License", "BSD License", "BSD-2-Clause",
    "3-Clause BSD License", "BSD-3-Clause", "CC0-1.0", "ISC License", "MIT", "MIT License", "MIT-0",
    "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
#: used as a whole and not built in, and only where PostgreSQL is
SEPARATE_PROGRAMS = {"psycopg": "LGPL-3.0-only", "psycopg-binary": "LGPL-3.0-only"}


def runs_on(name: str) -> set[str]:
    """A package with all that it needs to run."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        package = PACKAGES[waiting.pop()]
        if package["name"] not in found:
            found.add(package["name"])
            waiting += [needed["name"] for needed in package.get("dependencies", [])]
    return found


def licences(name: str) -> set[str]:
    """The licences that a package says it has, one of which may be chosen where it says so."""
    said = metadata(name)
    expressions = [said[key] for key in ("License-Expression", "License") if key in said]
    expression = next(filter(None, expressions), "")
    if expression and "\n" not in expression and len(expression) < 80:
        return {part.strip("() ") for part in re.split(r" (?:AND|OR) ", expression)}
    given = said.get_all("Classifier", [])
    return {one.split(" :: ")[-1] for one in given if one.startswith("License :: ")}


def here(name: str) -> bool:
    """Whether a package of the lock is one that this machine needs."""
    try:
        metadata(name)
    except ModuleNotFoundError:
        return False
    return True


def test_the_product_runs_on_free_packages_without_the_gpl() -> None:
    core = {name for name in runs_on(PRODUCT) - {PRODUCT} if here(name)}
    assert len(core) > 50
    others = {name: licences(name) - ALLOWED for name in core}
    assert {name: left for name, left in others.items() if left} == {}
    assert all(licences(name) for name in core)
    for name, licence in SEPARATE_PROGRAMS.items():
        assert licences(name) == {licence}
        assert name not in core


def top_modules(*folders: str) -> dict[str, set[str]]:
    """What modules of folders import from elsewhere, by its first name, and where."""
    found: dict[str, set[str]] = {}
    for path in [file for folder in folders for file in sorted(ROOT.glob(folder))]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name in imported(node):
                found.setdefault(name.split(".")[0], set()).add(path.relative_to(ROOT).as_posix())
    ours = {"app", "benchmarks", "pages", "resilience", "tests", "tools"} | sys.stdlib_module_names
    return {name: places for name, places in found.items() if name not in ours}


def imported(node: ast.AST) -> list[str]:
    """The modules that a statement imports."""
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def declared(*requirements: str) -> set[str]:
    """The packages that requirements name."""
    return {re.split(r"[\[<>=~! ]", one)[0].lower().replace("_", "-") for one in requirements}


def undeclared(found: dict[str, set[str]], allowed: set[str]) -> dict[str, set[str]]:
    """The modules of `found` whose package is not `allowed`, with where they are imported."""
    of = packages_distributions()
    named = {name: {one.lower().replace("_", "-") for one in of.get(name, [])} for name in found}
    return {name: places for name, places in found.items() if not named[name] & allowed}


def test_what_is_imported_is_declared() -> None:
    """Else a package goes when the one that happened to bring it does, and no floor holds for it."""
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runs = declared(*about["project"]["dependencies"])
    runs |= declared(*about["project"]["optional-dependencies"]["postgresql"])
    groups = about["dependency-groups"]
    dev = declared(*groups["docs"], *(one for one in groups["dev"] if isinstance(one, str)))
    product = top_modules("app.py", "pages/**/*.py", "resilience/**/*.py")
    assert undeclared(product, runs) == {}
    assert (
        undeclared(top_modules("tests/**/*.py", "benchmarks/**/*.py", "tools/*.py"), runs | dev)
        == {}
    )


def test_every_package_is_pinned_by_the_hashes_of_the_public_index() -> None:
    for name, package in PACKAGES.items():
        if name == PRODUCT:
            continue
        assert package["source"] == {"registry": "https://pypi.org/simple"}, name
        files = [*package.get("wheels", []), *filter(None, [package.get("sdist")])]
        assert files, name
        assert all(re.fullmatch("sha256:[0-9a-f]{64}", file["hash"]) for file in files), name


class Osv(BaseHTTPRequestHandler):
    """A vulnerability service that knows of one fault, in `bad`."""

    bad = ""

    def do_POST(self) -> None:
        """Which of some packages have faults."""
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        known = {"vulns": [{"id": "TEST-1", "modified": "2026-01-01T00:00:00Z"}]}
        names = [query["package"]["name"] for query in asked["queries"]]
        self._say({"results": [known if name == self.bad else {} for name in names]})

    def do_GET(self) -> None:
        """What a fault is."""
        self._say({"id": "TEST-1", "modified": "2026-01-01T00:00:00Z", "summary": "It leaks."})

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _say(self, said: object) -> None:
        body = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def service() -> Iterator[str]:
    """The address of the service."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Osv)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def audit(service: str) -> tuple[int, str]:
    """How the audit of CI ends with a service, and what it says."""
    ended = subprocess.run(
        [ROOT / ".ci/audit", "--service-url", service],
        env=os.environ | {"UV_HTTP_RETRIES": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize(("bad", "status"), [("", 0), ("jinja2", 1)])
def test_the_audit_finds_a_package_that_is_known_to_be_vulnerable(
    service: str, monkeypatch: pytest.MonkeyPatch, bad: str, status: int
) -> None:
    monkeypatch.setattr(Osv, "bad", bad)
    ended, said = audit(service)
    assert ended == status, said
    assert ("TEST-1: It leaks." in said) == bool(bad)


def test_an_audit_without_an_answer_never_passes_for_a_good_one() -> None:
    ended, said = audit(f"http://127.0.0.1:{free_port()}")
    assert ended == 3
    assert "NOT AUDITED" in said
