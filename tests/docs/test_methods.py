"""Citations of docs/methods.md in code and tests lead to a section that is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from resilience.settings import ROOT

METHODS = (ROOT / "docs/methods.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
FOLDERS = ("resilience", "pages", "tests", "benchmarks", "tools", "docs/decisions")
KINDS = (".py", ".yaml", ".txt", ".md")
#: the file by its path or as a link, then sections, and maybe the name of a paragraph
CITED = re.compile(
    r"\bmethods(?:\.md|\]\(\.\./methods\.md\)),? sections? (\d+a?(?:(?:, | and )\d+a?)*)"
    r"(?:, \*([^*]+)\*)?",
    re.IGNORECASE,
)
#: any other way to name a section
SHORT = re.compile(r"\bmethods(?:\.md|\]\(\.\./methods\.md\))?,? \d", re.IGNORECASE)


def sections() -> dict[str, str]:
    """The text of each section by its number."""
    parts = re.split(r"^## (\d+a?)\. ", METHODS, flags=re.M)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def files() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in KINDS and path != Path(__file__) and "__pycache__" not in path.parts:
                yield path


def on_one_line(path: Path) -> str:
    return re.sub(r"\s*\n\s*(?:#:? )?", " ", path.read_text(encoding="utf-8"))


TEXTS = {str(path.relative_to(ROOT)): on_one_line(path) for path in files()}
CITATIONS = [
    (name, number, found[2])
    for name, text in TEXTS.items()
    for found in CITED.finditer(text)
    for number in re.findall(r"\d+a?", found[1])
]


def test_the_sections_are_numbered_in_order() -> None:
    assert list(sections()) == [*"012345678", "8a", "9", "10"]


def test_the_code_cites_the_page() -> None:
    cited = {number for name, number, _ in CITATIONS if name.startswith("resilience/")}
    assert cited >= set("012345678")


@pytest.mark.parametrize("name", sorted({name for name, _, _ in CITATIONS}))
def test_every_section_that_a_file_cites_is_there(name: str) -> None:
    there = sections()
    for cited, number, paragraph in CITATIONS:
        if cited == name:
            assert number in there
            assert not paragraph or f"**{paragraph}" in there[number]


def test_sections_are_cited_in_one_way() -> None:
    short = {name: found[0] for name, text in TEXTS.items() if (found := SHORT.search(text))}
    assert short == {}
    code = {name: text for name, text in TEXTS.items() if not name.endswith(".md")}
    bare = [name for name, text in code.items() if re.search(r"(?<!docs/)\bmethods\.md", text)]
    assert bare == []


def test_every_file_that_the_page_names_is_there() -> None:
    links = re.findall(r"\]\(([^)#]+)\)", METHODS)
    paths = re.findall(r"`((?:resilience|tests|docs|benchmarks)/[\w./-]+)`", METHODS)
    assert links
    assert paths
    for path in [*(ROOT / "docs" / link for link in links), *(ROOT / named for named in paths)]:
        assert path.exists(), path


def test_the_readme_links_to_the_page() -> None:
    assert "(docs/methods.md)" in README
