"""What is asked: frameworks as frozen values, loaded with every fault at once. Pure."""

from resilience.framework.catalogue import installed, version_order
from resilience.framework.duration import minutes_to_answer
from resilience.framework.load import load_framework, load_source, load_structure
from resilience.framework.model import (
    Framework,
    Indicator,
    Reference,
    Theme,
    Tier,
)
from resilience.framework.rules import Rule
from resilience.framework.scale import AnswerValue, Goalposts, Levels, Scale, even_levels
from resilience.framework.words import FrameworkText, IndicatorText
from resilience.framework.write import structure

__all__ = [
    "AnswerValue",
    "Framework",
    "FrameworkText",
    "Goalposts",
    "Indicator",
    "IndicatorText",
    "Levels",
    "Reference",
    "Rule",
    "Scale",
    "Theme",
    "Tier",
    "even_levels",
    "installed",
    "load_framework",
    "load_source",
    "load_structure",
    "minutes_to_answer",
    "structure",
    "version_order",
]
