"""The import contracts cover every package and module of the product, also one that is new."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from resilience.settings import ROOT

#: each foreign package, and the only places that may import it
ALLOWED = {
    "streamlit": {"pages", "resilience.server", "resilience.ui"},
    "pptx": {"resilience.slides"},
    "docx": {"resilience.word"},
    "sqlmodel": {"resilience.store"},
    "sqlalchemy": {"resilience.store"},
    "alembic": {"resilience.store"},
}
FOUND = re.compile(rf"(\S+) -> ({'|'.join(ALLOWED)}) \(")


def copied(folder: Path) -> None:
    """Copy the product's modules and contracts into a folder, with a package and a module that are new."""
    for path in (ROOT / part for part in ("resilience", "pages")):
        for module in path.rglob("*.py"):
            copy = folder / module.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(module, copy)
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "resilience/newest").mkdir()
    (folder / "resilience/newest/__init__.py").touch()
    (folder / "resilience/latest.py").touch()


def places(folder: Path) -> dict[str, Path]:
    """The packages and modules at the top of the product, each with a file of it to write into."""
    found = {"pages": folder / "pages/extra.py"}
    for path in (folder / "resilience").iterdir():
        if path.is_dir():
            found[f"resilience.{path.name}"] = path / "extra.py"
        elif not path.stem.startswith("__"):
            found[f"resilience.{path.stem}"] = path
    return found


def test_only_named_places_import_a_foreign_package(tmp_path: Path) -> None:
    copied(tmp_path)
    expected = set()
    for place, path in places(tmp_path).items():
        with path.open("a", encoding="utf-8") as module:
            module.writelines(f"\nimport {foreign}" for foreign in ALLOWED)
        name = f"{place}.extra" if path.stem == "extra" else place
        expected |= {(name, foreign) for foreign, known in ALLOWED.items() if place not in known}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert set(FOUND.findall(done.stdout)) == expected
