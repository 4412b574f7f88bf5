"""A small valid framework as the text of its files, for tests that spoil it one line at a time."""

from pathlib import Path

STRUCTURE = """\
id: small
version: "1.0"
licence: CC-BY-4.0
publisher: Test
scale: {levels: 3}
themes:
  - code: A
    weight: 2
    themes:
      - code: AA
        indicators:
          - code: "AA.1"
            tier: quick
            departments: [water]
            hazards: [flood]
            references:
              - {scheme: UNDRR-P, key: "P1.1", match: exact}
          - code: "1.10"
            weight: 3
            scale: {values: [0, 20, 100], points: [0, 1, 5]}
  - code: B
    rule: geometric
    indicators:
      - code: B1
        tier: quick
        scale: {worst: 10, best: 0, unit: hours, clip: false}
      - code: B2
        scale: {worst: 0, best: 50}
"""

WORDS = """\
language: en
title: Small
themes:
  A: {title: Water}
  AA: {title: Drains}
  B: {title: Power}
indicators:
  AA.1:
    title: Drain plan
    question: Is there a plan?
    levels: [None., A draft., A plan.]
  "1.10":
    title: Drain size
    question: How large are they?
    levels: [Small., Middling., Large.]
  B1: {title: Outage, question: How many hours a year?}
  B2: {title: Spare, question: How many generators?}
"""

FILES = {"framework.yaml": STRUCTURE, "text.en.yaml": WORDS}


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """The small framework with one passage of one file replaced."""
    assert FILES[name].count(old) == 1, old
    return {**FILES, name: FILES[name].replace(old, new)}


def written(folder: Path, files: dict[str, str]) -> Path:
    """The folder, holding these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
