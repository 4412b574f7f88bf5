"""CONTRIBUTING.md names files, targets and tests that exist."""

import re

from tests.live import ROOT

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
#: what stands for a name that a contributor chooses
CHOSEN = re.compile(r"<\w+>")


def test_every_place_that_it_names_is_there() -> None:
    named = [
        one.rstrip("/") for one in re.findall(r"`([\w.<>-]+/[\w./<>-]*|\w+\.(?:py|md))`", GUIDE)
    ]
    assert len(named) > 20
    for name in named:
        known = CHOSEN.split(name)[0].rpartition("/")[0] if CHOSEN.search(name) else name
        assert (ROOT / known).exists(), name


def test_every_target_that_it_names_is_one() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in set(re.findall(r"make ([a-z][a-z-]+)", GUIDE)):
        assert re.search(rf"^{target}:", makefile, flags=re.M), target


def test_the_one_test_that_it_runs_is_there() -> None:
    (named,) = re.findall(r"^\.venv/bin/python -m pytest (\S+)$", GUIDE, flags=re.M)
    assert (ROOT / named).is_file()
