"""Each run of a page takes one turn, and so does each part that runs without its page."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from resilience.settings import ROOT
from resilience.ui.runs import computing
from resilience.ui.runs.computing import in_turn, one_turn


class Counted:
    """Counts turns."""

    def __init__(self) -> None:
        self.taken = self.held = 0

    @contextmanager
    def turn(self, *_given: object) -> Iterator[None]:
        self.taken += 1
        self.held += 1
        try:
            yield
        finally:
            self.held -= 1


@pytest.fixture
def turns(monkeypatch: pytest.MonkeyPatch) -> Counted:
    counted = Counted()
    monkeypatch.setattr(computing, "TURNS", counted)
    return counted


def test_a_part_has_the_turn_of_its_page_and_else_one_of_its_own(turns: Counted) -> None:
    part = in_turn(lambda name: (name, turns.held))
    with one_turn():
        assert (part("within"), turns.taken) == (("within", 1), 1)
    assert (part("alone"), turns.taken) == (("alone", 1), 2)
    with pytest.raises(ZeroDivisionError), one_turn():
        raise ZeroDivisionError
    assert (part("later"), turns.taken, turns.held) == (("later", 1), 4, 0)


def fragments(path: Path) -> Iterator[tuple[int, str]]:
    """The line of each `st.fragment` of a module, and what is a part then."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "st.fragment":
            yield node.lineno, ast.unparse(node.args[0])
        elif isinstance(node, ast.FunctionDef):
            above = [ast.unparse(one) for one in node.decorator_list]
            if "st.fragment" in above:
                yield node.lineno, " ".join(above)


def test_every_part_that_runs_without_its_page_takes_a_turn() -> None:
    places = [path for part in ("resilience", "pages") for path in (ROOT / part).rglob("*.py")]
    found = [(path.name, *one) for path in places for one in fragments(path)]
    assert len(found) > 10
    assert [one for one in found if "in_turn" not in one[-1]] == []


def test_the_entry_takes_a_turn_before_it_draws() -> None:
    entry = ast.parse((ROOT / "app.py").read_text("utf-8")).body[-1]
    assert isinstance(entry, ast.With)
    assert "one_turn()" in [ast.unparse(item) for item in entry.items]
