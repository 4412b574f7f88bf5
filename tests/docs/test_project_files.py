"""The files about the project are what their readers take, and say what pyproject.toml says."""

import json
import re
import tomllib
from typing import Any

import pytest
import yaml

from resilience.settings import ROOT
from resilience.text import LANGUAGES
from tests.docs.test_docs import blocks

ABOUT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))


def read(name: str) -> Any:
    """A YAML file of the project."""
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_catalogues_read_what_the_package_says() -> None:
    public, citation = read("publiccode.yml"), read("CITATION.cff")
    assert public["legal"]["license"] == citation["license"] == ABOUT["license"]
    assert public["description"]["en"]["shortDescription"] == ABOUT["description"]
    assert set(public["localisation"]["availableLanguages"]) == set(LANGUAGES)
    assert len(public["description"]["en"]["shortDescription"]) <= 150
    assert 150 <= len(public["description"]["en"]["longDescription"]) <= 10_000
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()


@pytest.mark.parametrize("form", FORMS, ids=[form.stem for form in FORMS])
def test_an_issue_form_has_what_a_form_needs(form: Any) -> None:
    said = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= said.keys()
    fields = [field for field in said["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields) > 1


def test_hooks_run_the_programs_of_the_project() -> None:
    (repository,) = read(".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        assert (ROOT / hook["entry"].split()[0]).is_file()


def test_the_container_is_set_up_by_a_target_of_make() -> None:
    said = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    target = said["postCreateCommand"].removeprefix("make ")
    assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_offline_guide_names_the_files_of_the_archive() -> None:
    page = (ROOT / "docs" / "offline.md").read_text(encoding="utf-8")
    start = (ROOT / "deploy" / "offline" / "start.sh").read_text(encoding="utf-8")
    (made, started, other) = blocks(page, "sh")
    assert re.search(rf"^{made.split()[1]}:", (ROOT / "Makefile").read_text(), flags=re.M)
    assert "./start.sh" in started
    assert other.split()[1].rpartition(" -m")[0] in start
    assert "start.bat" in page
    for named in ("data", "venv", "RESILIENCE_DATA"):
        assert named in start


def test_commands_of_the_upgrade_guide_are_tested() -> None:
    page = (ROOT / "docs" / "upgrades.md").read_text(encoding="utf-8")
    tests = (ROOT / "tests" / "cli" / "test_upgrading.py").read_text(encoding="utf-8")
    for line in "".join(blocks(page, "sh")).splitlines():
        words = ", ".join(f'"{word}"' for word in line.split()[1:])
        assert f"run({words})" in tests
