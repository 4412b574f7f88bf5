"""How answers become numbers: the arithmetic of methods.md as pure functions."""

from resilience.scoring.leaf import Agreed, CityRule
from resilience.scoring.median import median_levels
from resilience.scoring.partition import LEAST_K, Partition, may_reveal, partition
from resilience.scoring.room import Remark, Room
from resilience.scoring.score import Result, Score, ScoreTree, StateCounts, score
from resilience.scoring.tally import Count, Tallies, Tally, build_tallies

__all__ = [
    "LEAST_K",
    "Agreed",
    "CityRule",
    "Count",
    "Partition",
    "Remark",
    "Result",
    "Room",
    "Score",
    "ScoreTree",
    "StateCounts",
    "Tallies",
    "Tally",
    "build_tallies",
    "may_reveal",
    "median_levels",
    "partition",
    "score",
]
