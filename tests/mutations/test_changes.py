"""Mutations are found, put into the code and found again where a function has moved."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.mutations import __main__ as mutations
from tests.mutations.changes import Mutation, found, replaced, sites, wrapped

SOURCE = '''\
class Pump:
    def ready(self, level: int = 0) -> bool:
        """Whether “it” runs."""
        if not self.on:
            return False
        return 2 < level and (
            level + 1 < max(level, 9)
        )
'''
MODULE = "resilience/scoring/pump.py"


def changed(kind: str, nth: int = 0) -> str:
    """The source after one of its mutations."""
    every = [site for site in sites(SOURCE, "scoring", MODULE) if site.mutation.kind == kind]
    return replaced(SOURCE, every[nth])


@pytest.mark.parametrize(
    ("kind", "nth", "line"),
    [
        ("condition", 0, "if (self.on):"),
        ("comparison", 0, "return (2 <= level) and ("),
        ("comparison", 1, "(level + 1 <= max(level, 9))"),
        ("constant", 0, "return (3 < level) and ("),
        ("constant", 1, "(level + 2) < max(level, 9)"),
        ("arguments", 0, "level + 1 < (min(level, 9))"),
        ("operator", 1, "(level - 1) < max(level, 9)"),
        ("return", 0, "return (None)"),
    ],
)
def test_an_expression_is_replaced(kind: str, nth: int, line: str) -> None:
    after = changed(kind, nth)
    assert line in [one.strip() for one in after.splitlines()]
    compile(after, MODULE, "exec")


def test_places_note_who_comes_by_and_change_nothing() -> None:
    every = list(sites(SOURCE, "scoring", MODULE))
    noted: list[int] = []
    code = wrapped(SOURCE, [(site, f"note({number})") for number, site in enumerate(every)])
    names = {"note": noted.append}
    exec(code, names)
    pump = names["Pump"]()  # type: ignore[call-arg]
    pump.on = True  # type: ignore[attr-defined]
    assert pump.ready(5) is True  # type: ignore[attr-defined]
    assert sorted(noted) == list(range(len(every)))


def test_a_mutation_is_found_after_its_function_has_moved(tmp_path: Path) -> None:
    (site,) = [one for one in sites(SOURCE, "scoring", MODULE) if one.mutation.kind == "return"]
    place = tmp_path / "resilience/scoring/pumps/moved.py"
    place.parent.mkdir(parents=True)
    place.write_text(f"import os\n\n\n{SOURCE}", encoding="utf-8")
    path, at = found(site.mutation, tmp_path) or pytest.fail("not found")
    assert (path, at.mutation, at.start[0]) == (place, site.mutation, site.start[0] + 3)
    gone = Mutation(**{**vars(site.mutation), "before": "3 < level"})
    assert found(gone, tmp_path) is None


def test_a_sample_that_is_gone_from_the_code_is_not_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site,) = [one for one in sites(SOURCE, "scoring", MODULE) if one.mutation.kind == "return"]
    monkeypatch.setattr(mutations, "OUTCOME", tmp_path / "outcome.csv")
    monkeypatch.setattr(sys, "argv", ["mutations"])
    gone = [replace(site.mutation, function=f"no_such_{nth}") for nth in range(6)]
    mutations.write(dict.fromkeys(gone, "gone"))
    with pytest.raises(SystemExit, match="6 of 6 are not in the code now"):
        mutations.main()
