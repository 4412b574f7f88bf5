"""Whatever is broken in the files: a framework or a list of sentences, never anything else."""

from copy import deepcopy
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from resilience.errors import Faults
from resilience.framework import load_source
from tests.framework.small import FILES

JUNK = st.sampled_from(
    [None, True, -1, 0, 1.10, float("nan"), "", "x", [], [1], {}, {"code": 1}, {1: 2}, [["a"], {}]]
)

DEEDS = st.sampled_from(["set", "remove", "add"])


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of every value below a node."""
    if not isinstance(node, dict | list):
        return []
    items = node.items() if isinstance(node, dict) else enumerate(node)
    below = [((*path, key), value) for key, value in items]
    return [p for p, _ in below] + [p for at, value in below for p in places(value, at)]


def damaged(data: Any, path: tuple[Any, ...], deed: str, junk: Any) -> None:
    """Change, remove, or add beside, the value at a path; a path that is gone is left alone."""
    *above, last = path
    try:
        for part in above:
            data = data[part]
        if deed == "set":
            data[last] = junk
        elif deed == "remove":
            del data[last]
        else:
            data["added"] = junk
    except (KeyError, IndexError, TypeError):
        return


def test_no_case_of_a_property_is_timed() -> None:
    assert settings().deadline is None


@given(st.data())
def test_damage_anywhere_gives_sentences_or_a_framework(data: st.DataObject) -> None:
    files = {}
    for name, text in FILES.items():
        whole, tree = (yaml.load(text, yaml.CSafeLoader) for _ in range(2))
        for _ in range(data.draw(st.integers(0, 3))):
            path, deed = data.draw(st.sampled_from(places(whole))), data.draw(DEEDS)
            damaged(tree, path, deed, deepcopy(data.draw(JUNK)))
        files[name] = yaml.safe_dump(tree)
    try:
        assert load_source(files).id
    except Faults as error:
        assert error.faults
        for fault in error.faults:
            assert fault.place[0] in ("framework.yaml", "text.en.yaml"), fault
            assert "indicators/README.md says" not in str(fault), fault
