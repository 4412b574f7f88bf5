"""The scores of units in two years on the questions that both scored (docs/methods.md, section 4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from resilience.framework import Framework
from resilience.scoring.arrays import Counts, Flags, Floats
from resilience.scoring.comparison.years import ByUnit, Unit, UnitChange
from resilience.scoring.counting.tally import Tallies
from resilience.scoring.scores.leaf import Leaf, unit_leaves
from resilience.scoring.scores.roll_up import in_percent, roll_up


@dataclass(frozen=True, slots=True)
class UnitScores:
    """The served scores of the `units` of a result by indicator (units,), and the answers with a level behind each."""

    units: tuple[Unit, ...]
    leaves: Mapping[str, Leaf]
    given: Mapping[str, Counts]


class UnitChanges(NamedTuple):
    """By theme, and by the root for the overall, the changes of units, and those with a score that are not compared."""

    changes: dict[str, ByUnit]
    left_out: dict[str, frozenset[Unit]]


class _Alike(NamedTuple):
    """Per unit: whether an indicator has a score in both years (`known`) and applies in both (`applies`)."""

    known: Flags
    applies: Flags

    @classmethod
    def of(cls, before: Leaf, after: Leaf) -> "_Alike":
        scored = ~np.isnan(before.value) & ~np.isnan(after.value)
        return cls(scored, before.applicable & after.applicable)


def unit_scores(
    framework: Framework, tallies: Tallies, members: Mapping[str, frozenset[str]]
) -> UnitScores:
    """The scores of the units of `tallies`; `members` are the departments of those that are shown together."""
    return UnitScores(
        units=tuple((name, members.get(name, frozenset())) for name in tallies.units),
        leaves=unit_leaves(framework, tallies, "skip"),
        given={code: tally.given for code, tally in tallies.by_code.items()},
    )


def unit_changes(asked: Framework, first: UnitScores, last: UnitScores) -> UnitChanges:
    """What changed in each unit of both years on the indicators `asked` that it has a score for in both.

    By the weights, rules and threshold of `asked`: a unit with too few of a theme's indicators has no change there.
    """
    both = [unit for unit in first.units if unit in last.units]
    years = before, after = _only(first, both), _only(last, both)
    known = {
        code: _Alike.of(leaf, after.leaves[code])
        for code, leaf in before.leaves.items()
        if code in after.leaves
    }
    scores, found = [_scores(asked, year, known) for year in years], UnitChanges({}, {})
    with_score = [_with_score(asked, year) for year in (first, last)]
    for node in (*asked.themes, asked.root):
        own = {one.code: known[one.code] for one in node.indicators() if one.code in known}
        fewest = zip(*(_fewest(year, own) for year in years), strict=True)
        rows = zip(both, scores[0][node.code], scores[1][node.code], fewest, strict=True)
        changes = {
            unit: UnitChange(float(was), float(now), (int(n), int(m)))
            for unit, was, now, (n, m) in rows
            if not np.isnan(was - now)
        }
        found.changes[node.code] = changes
        every = frozenset().union(*(year[node.code] for year in with_score))
        found.left_out[node.code] = every - changes.keys()
    return found


def _with_score(asked: Framework, year: UnitScores) -> dict[str, frozenset[Unit]]:
    """The units that have a score in a year, by theme and by the root."""
    return {
        code: frozenset(
            unit for unit, score in zip(year.units, scores, strict=True) if not np.isnan(score)
        )
        for code, scores in _scores(asked, year).items()
    }


def _only(year: UnitScores, units: Sequence[Unit]) -> UnitScores:
    """The scores of some units, in this order."""
    at = np.array([year.units.index(unit) for unit in units], dtype=np.int64)
    return UnitScores(
        units=tuple(units),
        leaves={code: leaf.of(at) for code, leaf in year.leaves.items()},
        given={code: given[at] for code, given in year.given.items()},
    )


def _scores(
    asked: Framework, year: UnitScores, known: Mapping[str, _Alike] | None = None
) -> dict[str, Floats]:
    """The themes and the overall 0..100 of each unit, NaN without a score; only on what is `known`, if that is given."""
    leaves = {
        one.code: replace(year.leaves[one.code], indicator=one)
        for one in asked.root.indicators()
        if one.code in (year.leaves if known is None else known)
    }
    if known is not None:
        leaves = {code: leaf.where(*known[code]) for code, leaf in leaves.items()}
    nodes = roll_up(asked.root, leaves, asked.threshold)
    nothing = np.full(len(year.units), np.nan)
    return {
        node.code: in_percent(node, nodes[node.code]).score if node.code in nodes else nothing
        for node in (*asked.themes, asked.root)
    }


def _fewest(year: UnitScores, known: Mapping[str, _Alike]) -> Counts:
    """Return, for each unit, the smallest number of answers over the indicators `known` in it; 0 if it has none."""
    rows = [np.where(one.known, year.given[code], np.inf) for code, one in known.items()]
    fewest = np.minimum.reduce([np.full(len(year.units), np.inf), *rows])
    return np.where(np.isinf(fewest), 0, fewest).astype(np.int64)
