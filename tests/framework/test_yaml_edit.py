"""Values put into a YAML file: everything else stays as somebody wrote it."""

from typing import Any

import pytest
import yaml

from resilience.framework.review.yaml_edit import block, put
from resilience.settings import ROOT

HAND = """\
# on top
language: ko   # the language
title: Plain words # about the title
summary: >-
  Folded over
  two lines.
# before the themes
themes: {A: {title: 물}, "B": {title: 'It''s'}}
empty: {}
indicators:
  "1.10":
    title: "Size"

    levels: [작음, "중간", 큼]   # three
    why:
# at the end
"""


def test_values_are_replaced_where_they_stand() -> None:
    tree = {
        "title": 'He said "no": #1',
        "summary": "One line.",
        "themes": {"B": {"title": "2"}},
        "indicators": {"1.10": {"levels": {1: "half"}, "why": "Rain\\fall"}},
    }
    assert put(HAND, tree) == (
        HAND.replace("Plain words", '"He said \\"no\\": #1"')
        .replace(">-\n  Folded over\n  two lines.", '"One line."')
        .replace("'It''s'", '"2"')
        .replace('"중간"', '"half"')
        .replace("why:", 'why: "Rain\\\\fall"')
    )


def test_missing_keys_are_added_behind_the_first_of_their_block() -> None:
    tree = {
        "reviewed": "Kim",
        "themes": {"A": {"summary": "비"}, "C": {"title": "c"}},
        "empty": {"D": ["x"]},
        "indicators": {
            "1.10": {"reviewed": "Lee", "question": "How?"},
            "no": {"levels": ["a", "b"]},
        },
    }
    made = put(HAND, tree)
    found = yaml.safe_load(made)
    assert found["reviewed"] == "Kim"
    assert found["themes"] == {
        "A": {"title": "물", "summary": "비"},
        "B": {"title": "It's"},
        "C": {"title": "c"},
    }
    assert found["empty"] == {"D": ["x"]}
    assert found["indicators"]["no"] == {"levels": ["a", "b"]}
    assert (
        '    title: "Size"\n\n    reviewed: "Lee"\n    question: "How?"\n    levels: [작음' in made
    )
    kept = [line for line in HAND.splitlines() if "{" not in line]
    assert [line for line in made.splitlines() if line in kept] == kept


def test_line_ends_of_windows_stay() -> None:
    written = "a: one\r\nb: two\r\n"
    assert put(written, {"b": "three"}) == 'a: one\r\nb: "three"\r\n'


@pytest.mark.parametrize("path", sorted((ROOT / "indicators").glob("*/text.*.yaml")), ids=str)
def test_every_value_of_our_files_can_be_replaced(path: Any) -> None:
    written = path.read_text(encoding="utf-8")
    before = yaml.safe_load(written)
    wanted = _other(before)
    made = put(written, _tree(wanted))
    assert yaml.safe_load(made) == wanted
    comments = [line for line in written.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in made.splitlines() if line.lstrip().startswith("#")] == comments


def test_a_block_reads_back_as_its_values() -> None:
    tree = {"title": "a: b", "1.10": {"levels": ["x", "- y"]}, "no": "yes", "themes": {}}
    assert yaml.safe_load(block(tree)) == tree


def _other(value: Any) -> Any:
    """Every text with another one in its place."""
    if isinstance(value, dict):
        return {key: _other(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_other(below) for below in value]
    return f"another: {value[:9]} # \u3000\\"


def _tree(value: Any) -> Any:
    """Values as `put` takes them: items of lists by their number."""
    if isinstance(value, dict):
        return {key: _tree(below) for key, below in value.items()}
    return {at: _tree(x) for at, x in enumerate(value)} if isinstance(value, list) else value
