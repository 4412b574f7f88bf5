"""The frameworks that the product brings, read once for all tests."""

from functools import cache
from pathlib import Path

from resilience.framework import Framework, load_framework
from resilience.settings import ROOT

#: the newest version, as the product offers it; its translations may be missing
URBAN = ROOT / "indicators" / "urban-resilience"
#: never changes any more, and has all languages
URBAN_1 = ROOT / "indicators" / "urban-resilience-1.0.0"
UNDRR_1 = ROOT / "indicators" / "undrr-preliminary-1.0.0"


@cache
def shipped(folder: Path) -> Framework:
    """The framework of one of the folders above."""
    return load_framework(folder)
