"""Whether the themes of a city moved between two workshops, by the scores of its units on the same questions."""

from collections.abc import Iterable
from typing import NamedTuple

from resilience.framework import Framework
from resilience.scoring.certainty.personal import level_steps
from resilience.scoring.comparison.unit_years import unit_changes
from resilience.scoring.comparison.years import ThemeTrend, Unit, trends
from resilience.services.results.years import YearResult


class Judged(NamedTuple):
    """Whether each theme moved between two results, and who is in no verdict, or in those on some themes only.

    Units of either are `apart` that are compared on no theme: they voted once, are merged with others in one of
    them, or have a score for too few of the same questions. Of those compared `partly` the same holds of some themes.
    """

    themes: dict[str, ThemeTrend]
    apart: tuple[str, ...]
    partly: tuple[str, ...]


def judged(first: YearResult, last: YearResult, asked: Framework) -> Judged:
    """Whether each theme of a framework, and its overall, moved, by the first votes on its indicators.

    From counts that are shown alone: what people's answers have to do with one another would tell somebody's
    (docs/decisions/0085). Nothing where a workshop was open: readers of the other one are not its room.
    """
    if first.units is None or last.units is None:
        return Judged({}, (), ())
    found = unit_changes(asked, first.units, last.units)
    if first.by_group or last.by_group:  # a group scores only its own themes, so it has no overall
        found.changes[asked.root.code] = {}
    own = [found.changes[theme.code].keys() for theme in asked.themes]
    compared = frozenset[Unit]().union(*own)
    shown = [theme for theme in asked.themes if found.changes[theme.code]]
    partly = {unit for unit in compared for theme in shown if unit in found.left_out[theme.code]}
    apart = {*first.units.units, *last.units.units} - compared
    return Judged(
        themes=trends(
            found.changes,
            level_steps(asked),
            {code: len(units) for code, units in found.left_out.items()},
        ),
        apart=_names(apart),
        partly=_names(partly),
    )


def _names(found: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(sorted({name for name, _ in found}))
