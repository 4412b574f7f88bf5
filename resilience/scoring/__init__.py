"""How answers become numbers: the arithmetic of docs/methods.md as pure functions."""

from resilience.scoring.comparison.comparability import Comparability, Side
from resilience.scoring.comparison.compare import Comparison, Difference, compare
from resilience.scoring.counting.median import median_levels
from resilience.scoring.counting.partition import LEAST_K, Crowd, Partition, partition
from resilience.scoring.counting.tally import Count, Tallies, Tally, build_tallies
from resilience.scoring.notes.method import METHOD_VERSION, Method
from resilience.scoring.notes.room import Remark, Room
from resilience.scoring.scores.leaf import Agreed, CityRule, Missing
from resilience.scoring.scores.score import (
    Result,
    Score,
    ScoreTree,
    StateCounts,
    score,
    score_city,
)

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
