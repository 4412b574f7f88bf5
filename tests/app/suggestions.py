"""A folder with the framework of the tests and its suggested actions."""

from pathlib import Path

from tests.conftest import STRUCTURE, WORDS
from tests.framework.small import written

ACTIONS = """\
actions:
  map:
    indicator: W1
    step: {step}
    lead: [water, emergency]
    cost: medium
    months: [2, 6]
    source: "City of Haven (2020), Drains"
"""
TEXTS = """\
language: en
actions:
  map:
    title: Map the drains
    what: List each drain.
    benefits: [fewer floods]
    place: Haven
    did: Drew up its list.
"""


def with_suggestions(folder: Path, *, step: int) -> Path:
    """The folder of an installation whose framework suggests something for a step of W1."""
    files = {"framework.yaml": STRUCTURE, "text.en.yaml": WORDS, "actions.en.yaml": TEXTS}
    written(folder / "two-themes", {**files, "actions.yaml": ACTIONS.format(step=step)})
    return folder
