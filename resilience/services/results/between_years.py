"""Whether the themes of a city moved between two workshops, by the moments that both kept of the same questions."""

from collections.abc import Iterable
from typing import NamedTuple

from resilience.framework import Framework, Theme
from resilience.scoring.certainty.personal import level_steps
from resilience.scoring.comparison.years import ThemeTrend, Unit, trends
from resilience.scoring.scores.what_if import restricted
from resilience.services.results.years import YearResult


class Judged(NamedTuple):
    """Whether each theme moved between two results, and who is in no verdict, or in those on some themes only.

    Units of either are `apart` that are compared on no theme: they voted once, are merged with others in one of
    them, or too few of their people gave a level. Of those compared `partly` the same holds of some themes.
    Themes, and the root, that the years asked with other indicators, weights or rules are `unlike`; of the `lost`
    ones a year that asked them so has no moments (see `_is_lost`).
    """

    themes: dict[str, ThemeTrend]
    apart: tuple[str, ...]
    partly: tuple[str, ...]
    unlike: frozenset[str]
    lost: frozenset[str]


def judged(first: YearResult, last: YearResult, asked: Framework) -> Judged:
    """Whether each theme of a framework, and its overall, moved, by the votes on its indicators.

    Only moments that a year kept of exactly these indicators serve: averaged again on fewer, people's answers would
    show in the verdict how they go together (docs/decisions/0084).
    """
    nodes = (*asked.themes, asked.root)
    alike = _serving(first, asked) & _serving(last, asked)
    lost = {n.code for n in nodes if n.code in alike and (_is_lost(first, n) or _is_lost(last, n))}
    before, after = (
        {n.code: year.kept.get(n.code, {}) if n.code in alike else {} for n in nodes}
        for year in (first, last)
    )
    compared = {unit for theme, own in before.items() for unit in own if unit in after[theme]}
    themes = [theme.code for theme in asked.themes if theme.code not in lost]
    once = {unit for theme in themes for unit in before[theme].keys() ^ after[theme].keys()}
    apart = {*first.homes.values(), *last.homes.values()} - compared
    return Judged(
        themes=trends(before, after, level_steps(asked)),
        apart=_names(apart),
        partly=_names(once & compared),
        unlike=frozenset(node.code for node in nodes if node.code not in alike),
        lost=frozenset(lost),
    )


def _names(found: Iterable[Unit]) -> tuple[str, ...]:
    return tuple(sorted({name for name, _ in found}))


def _is_lost(year: YearResult, node: Theme) -> bool:
    """Whether the moments of a theme lack deleted answers, or would combine votes.

    No moments are kept at the close of a vote on the theme if somebody was erased after an earlier vote, or if an
    earlier vote asked other indicators of it.
    """
    votes = {year.first[one.code] for one in node.indicators() if one.code in year.first}
    combined = bool(year.k) and len(votes) > 1
    if not year.kept_at_close:
        return year.deleted or combined or not year.erased.isdisjoint(votes)
    gone = year.pooled | (year.erased - {max(votes, default=0)})
    return not year.kept.get(node.code) and (combined or not gone.isdisjoint(votes))


def _serving(year: YearResult, asked: Framework) -> set[str]:
    """The themes, and the root, of which what a year kept is on the same indicators by the same rules."""
    own = restricted(year.kept_with, year.side.asked)
    if own.threshold != asked.threshold:
        return set()
    alike = {node.code: _scored_by(node) for node in (*own.themes, own.root)}
    nodes = (*asked.themes, asked.root)
    return {node.code for node in nodes if alike.get(node.code) == _scored_by(node)}


def _scored_by(node: Theme) -> tuple[object, ...]:
    """What decides a mean of a theme: its rule, and its parts with their weights and scales, in any order."""
    parts = (
        (one.code, one.weight, _scored_by(one) if isinstance(one, Theme) else one.scale)
        for one in node.children
    )
    return node.rule, *sorted(parts, key=lambda part: part[0])
