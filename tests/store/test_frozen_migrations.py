"""A migration that has landed is never changed: databases have made it as it was."""

import hashlib
import re
from pathlib import Path

import pytest

from resilience.settings import ROOT
from resilience.store.database.migrate import steps
from tools.migration import write

VERSIONS = ROOT / "resilience" / "store" / "migrations" / "versions"
#: a line for each: SHA-256 and file name
FROZEN = ROOT / "tests" / "store" / "migrations.sha256"
ADVICE = (
    "{name} is not as it was when it landed. Databases out there have made it as it was, and would "
    "differ from new ones: put it back (git checkout), and write what is to change as a new migration."
)


def sums() -> dict[str, str]:
    """The SHA-256 of each migration, with line ends of Unix."""
    return {
        path.name: hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for path in sorted(VERSIONS.rglob("[0-9]*.py"), key=lambda one: one.name)
    }


def frozen() -> dict[str, str]:
    """The SHA-256 with which each migration landed."""
    lines = FROZEN.read_text(encoding="utf-8").splitlines()
    return {name: digest for digest, name in (line.split("  ") for line in lines)}


@pytest.mark.parametrize("name", frozen())
def test_a_migration_that_landed_is_as_it_was(name: str) -> None:
    assert sums().get(name) == frozen()[name], ADVICE.format(name=name)


def test_every_migration_is_frozen() -> None:
    new = {name: digest for name, digest in sums().items() if name not in frozen()}
    lines = "\n".join(f"{digest}  {name}" for name, digest in new.items())
    said = f"Once these are final, append them to {FROZEN.relative_to(ROOT).as_posix()}:\n{lines}"
    assert not new, said


def test_lines_are_only_appended() -> None:
    names = list(frozen())
    assert names == sorted(names)
    assert len(set(names)) == len(FROZEN.read_text(encoding="utf-8").splitlines())
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in frozen().values())


def test_every_file_of_migrations_is_a_step_in_their_order() -> None:
    files = {path.stem for path in VERSIONS.rglob("*.py") if path.name != "__init__.py"}
    assert len(files) == len(steps())
    assert [step.revision for step in steps()] == [f"{n:04d}" for n in range(1, len(files) + 1)]


def test_the_next_migration_gets_the_next_number_and_finds_no_change(tmp_path: Path) -> None:
    written = write("keep nothing more", tmp_path)
    assert written.name == f"{len(steps()) + 1:04d}_keep_nothing_more.py"
    assert "op." not in written.read_text(encoding="utf-8").replace("import op", "")
