"""How answers become numbers: the arithmetic of docs/methods.md as pure functions."""

from resilience.scoring.comparability import Comparability, Side
from resilience.scoring.compare import Comparison, Difference, compare
from resilience.scoring.leaf import Agreed, CityRule
from resilience.scoring.median import median_levels
from resilience.scoring.method import METHOD_VERSION, Method
from resilience.scoring.partition import LEAST_K, Crowd, Partition, partition
from resilience.scoring.room import Remark, Room
from resilience.scoring.score import (
    Missing,
    Result,
    Score,
    ScoreTree,
    StateCounts,
    score,
    score_city,
)
from resilience.scoring.tally import Count, Tallies, Tally, build_tallies

__all__ = [
    "LEAST_K",
    "METHOD_VERSION",
    "Agreed",
    "CityRule",
    "Comparability",
    "Comparison",
    "Count",
    "Crowd",
    "Difference",
    "Method",
    "Missing",
    "Partition",
    "Remark",
    "Result",
    "Room",
    "Score",
    "ScoreTree",
    "Side",
    "StateCounts",
    "Tallies",
    "Tally",
    "build_tallies",
    "compare",
    "median_levels",
    "partition",
    "score",
    "score_city",
]
