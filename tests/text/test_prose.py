"""No new sentence uses a phrase for which there is a plainer word; sentences that have one may lose it."""

import ast
import re
from collections.abc import Iterator

import pytest

from resilience.settings import ROOT
from tests.test_tree import modules
from tests.text.translations import TEMPLATE

#: phrase, what to write, and how often it may be in the interface, docs and docstrings: numbers only go down
PHRASES = {
    r"(stands?|stood)(?! for)": ("is, has, applies", 30, 70, 190),
    r"who(so)?ever|wh(at|er)ever": ("anyone who, everyone who", 23, 18, 73),
    r"anew": ("again", 4, 22, 31),
    r"of (before|then)": ("previous, earlier", 9, 3, 7),
    r"as (it is|they are)": ("unchanged", 3, 13, 60),
    r"goes": ("is deleted, is sent, continues", 10, 28, 23),
    r"the own": ("their, its", 5, 9, 33),
    r"(is|are|was|were) (said|told)": ("shows, says, names", 1, 22, 35),
    r"cannot be (said|told)": ("is unknown", 5, 2, 2),
    r"taken back": ("undone", 8, 7, 7),
    r"lies?": ("is in", 16, 16, 28),
    r"look(s|ed)? whether": ("check that", 1, 2, 2),
}
AREAS = ("interface", "docs", "docstrings")


def docstrings() -> Iterator[str]:
    """The docstrings of the product."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                yield ast.get_docstring(node) or ""


def text_of(area: str) -> str:
    """All text of an area; the changelog and what invented cities say are left out."""
    if area == "interface":
        return "\n".join(TEMPLATE)
    if area == "docstrings":
        return "\n".join(docstrings())
    files = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(f.read_text(encoding="utf-8") for f in files if f.parent.name != "frameworks")


@pytest.mark.parametrize("area", AREAS)
def test_no_new_sentence_uses_a_phrase_with_a_plainer_word(area: str) -> None:
    text, more = text_of(area), []
    for phrase, (plainer, *allowed) in PHRASES.items():
        found = len(re.findall(rf"\b(?:{phrase})\b", text, re.IGNORECASE))
        if found > allowed[AREAS.index(area)]:
            more.append(f"{phrase}: {found}, write one of: {plainer}")
    assert more == []
