"""The parts of reporting forms next to a framework: what is read, and every fault."""

from pathlib import Path

import pytest

from resilience.errors import Faults
from resilience.framework import Framework, load_framework
from resilience.framework.suggested.reporting import REPORTING, load_reporting
from tests.framework.small import FILES, written

WHOLE = """\
track:
  governance: [B1]
  actions: [AA.1, "1.10", B2]
mcr2030: {know: ["1.10", AA.1], act: [B1, B2]}
"""


@pytest.fixture
def small(tmp_path: Path) -> Framework:
    return load_framework(written(tmp_path / "small", FILES))


def test_each_form_has_its_parts_in_order(small: Framework, tmp_path: Path) -> None:
    assert load_reporting(tmp_path, small) is None
    found = load_reporting(written(tmp_path, {REPORTING: WHOLE}), small)
    assert found is not None
    assert list(found.parts) == ["track", "mcr2030"]
    assert found.parts["track"]["actions"] == ("AA.1", "1.10", "B2")
    assert found.parts["mcr2030"]["plan"] == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("governance: [B1]", "governance: [B7]", "track: found the indicator `B7`"),
        ("governance: [B1]", "governance: []", "B1: found the code 0 times, expected it once"),
        ("act: [B1, B2]", "act: [B1, B1, B2]", "B1: found the code 2 times, expected it once"),
        ("act:", "acts:", "acts"),
    ],
)
def test_faults_are_named(small: Framework, tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in WHOLE
    with pytest.raises(Faults) as caught:
        load_reporting(written(tmp_path, {REPORTING: WHOLE.replace(old, new)}), small)
    assert said in str(caught.value)
