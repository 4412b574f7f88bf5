"""No new sentence uses a phrase for which there is a plainer word; the counts go down with each that is gone."""

import ast
import re
from collections.abc import Iterator

import pytest

from resilience.settings import ROOT
from tests.test_tree import modules
from tests.text.translations import TEMPLATE

#: phrase, what to write, and how often it is in the interface, docs and docstrings: numbers only go down
PHRASES = {
    r"(stands?|stood)(?! for)": ("is, has, applies", 1, 0, 47),
    r"who(so)?ever|wh(at|er)ever": ("anyone who, everyone who", 2, 0, 12),
    r"anew": ("again", 0, 0, 0),
    r"of (before|then)": ("previous, earlier", 0, 0, 4),
    r"as (it is|they are)": ("unchanged", 1, 9, 47),
    r"goes": ("is deleted, is sent, continues", 0, 10, 18),
    r"the own": ("their, its", 0, 2, 12),
    r"(is|are|was|were) (said|told)": ("shows, says, names", 0, 0, 0),
    r"cannot be (said|told)": ("is unknown", 2, 0, 0),
    r"taken back": ("undone", 0, 1, 4),
    r"lies?": ("is in", 0, 10, 19),
    r"look(s|ed)? whether": ("check that", 0, 0, 0),
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
    text, wrong = text_of(area), []
    for phrase, (plainer, *allowed) in PHRASES.items():
        found, most = len(re.findall(rf"\b(?:{phrase})\b", text, re.I)), allowed[AREAS.index(area)]
        if found > most:
            wrong.append(f"{phrase}: {found}, not {most}: write one of: {plainer}")
        elif found < most:
            wrong.append(f"{phrase}: only {found} are left: lower {most} to {found}")
    assert wrong == []
