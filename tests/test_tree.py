"""The shape of the code: small modules, small functions, docstrings, names that say something."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilience.settings import ROOT

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
MOST_LINES = 300
#: with `__init__.py`
MOST_MODULES = 20
LONGEST_FUNCTION = 40
LONGEST_ENTRY = 60
#: a row that has no id yet must not pass for one with the id 0
ID_OR_ZERO = re.compile(r"\b(\w+_)?id or (0|-1|\"\")")


def modules() -> list[Path]:
    """The modules of the product, but for migrations, which are written once and kept."""
    found = [ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "resilience").rglob("*.py")]
    return sorted(path for path in found if "versions" not in path.parts)


def written() -> list[Path]:
    """The modules of the product, those that measure it, and those that make its fonts."""
    return [
        *modules(),
        *sorted((ROOT / "benchmarks").rglob("*.py")),
        *(ROOT / "tools").glob("*.py"),
    ]


def named(path: Path) -> str:
    """A module as people name it."""
    return str(path.relative_to(ROOT))


def lines(path: Path) -> int:
    """How many lines a module has."""
    return len(path.read_text(encoding="utf-8").splitlines())


def definitions(path: Path) -> Iterator[Definition]:
    """Every function and class of a module, however deep."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, Definition):
            yield node


def public(node: ast.Module | Definition) -> Iterator[Definition]:
    """The public functions and classes of a module, and the public functions of those classes."""
    for child in node.body:
        if isinstance(child, Definition) and not child.name.startswith("_"):
            yield child
            if isinstance(child, ast.ClassDef):
                yield from public(child)


def test_the_modules_are_found() -> None:
    found = {named(path) for path in modules()}
    assert {"app.py", "pages/home/welcome.py", "resilience/store/tables/votes.py"} <= found
    assert len(found) > 80


def test_the_entry_is_short() -> None:
    assert lines(ROOT / "app.py") <= LONGEST_ENTRY


def test_no_folder_has_too_many_modules_to_be_overlooked() -> None:
    counts = Counter(path.parent for path in modules())
    assert {named(folder): n for folder, n in counts.items() if n > MOST_MODULES} == {}


def test_no_module_is_too_long_to_be_read() -> None:
    assert {named(path): lines(path) for path in written() if lines(path) > MOST_LINES} == {}


def test_no_function_is_too_long_to_be_read() -> None:
    long = {
        f"{named(path)}:{node.lineno} {node.name}"
        for path in written()
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    }
    assert long == set()


def test_no_other_row_is_taken_for_one_without_an_id() -> None:
    found = {
        f"{named(path)}:{number}"
        for path in [*written(), *(ROOT / "tests").rglob("*.py")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if ID_OR_ZERO.search(line)
    }
    assert found == set()


@pytest.mark.parametrize("part", ["resilience", "pages"])
def test_every_module_says_what_it_is_for(part: str) -> None:
    silent = {
        named(path)
        for path in modules()
        if path.is_relative_to(ROOT / part)
        and path.stat().st_size
        and not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert silent == set()


def test_every_public_function_and_class_says_what_it_does() -> None:
    silent = {
        f"{named(path)}:{node.lineno} {node.name}"
        for path in modules()
        if path.is_relative_to(ROOT / "resilience")
        for node in public(ast.parse(path.read_text(encoding="utf-8")))
        if not ast.get_docstring(node)
    }
    assert silent == set()


def test_a_public_class_name_means_one_class() -> None:
    found: dict[str, list[str]] = {}
    for path in modules():
        for node in definitions(path):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(f"{named(path)}:{node.lineno}")
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_no_module_or_folder_has_a_name_that_says_nothing() -> None:
    vague = {
        named(path)
        for path in modules()
        if VAGUE & {part.removesuffix(".py").lower() for part in path.relative_to(ROOT).parts}
    }
    assert vague == set()


def test_pages_define_no_classes_and_no_main() -> None:
    found = {
        f"{named(path)}:{node.lineno} {node.name}"
        for path in modules()
        if path.is_relative_to(ROOT / "pages")
        for node in definitions(path)
        if isinstance(node, ast.ClassDef) or node.name == "main"
    }
    assert found == set()


def test_the_tests_of_a_part_lie_in_a_folder_of_its_name() -> None:
    parts = {path.parent.name for path in (ROOT / "resilience").glob("*/__init__.py")}
    tested = {path.name for path in (ROOT / "tests").iterdir() if path.is_dir()}
    assert parts - tested == set()
