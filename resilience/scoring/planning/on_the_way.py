"""How far a city is on the way to its targets: item by item, theme by theme, and in all.

An item is a theme or an indicator with a target of its own (docs/methods.md, sections 1 and 8).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.framework import Framework, Indicator, Theme
from resilience.scoring.scores.applying import effective_shares
from resilience.scoring.scores.score import ScoreTree
from resilience.scoring.scores.target import to_target

Targets = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Item:
    """An item with its target: `now` and `target` 0..100, `gap` in points, `share` 0..1 reached.

    `now`, `gap` and `share` are None where there is no score; `share` also where the target is 0.
    """

    code: str
    now: float | None
    target: float
    gap: float | None
    share: float | None


@dataclass(frozen=True, slots=True)
class OnTheWay:
    """The way to the targets. `items` are in the order of the framework.

    `share` 0..1 is that of all targets together that have a score.
    """

    items: tuple[Item, ...]
    share: float | None


def on_the_way(framework: Framework, tree: ScoreTree, targets: Targets) -> OnTheWay:
    """How far the scores of a city are on the way to the targets of its themes and indicators.

    An indicator weighs what it does in the overall, a theme what those of its indicators do that have
    no target nearer to them: no answer counts twice.
    """
    weights = item_weights(framework, tree, targets)
    wanted = {n.code: targets[n.code] for n in framework.root.nodes() if n.code in targets}
    now = {code: value_in(tree, code) for code in wanted}
    whole = to_target(now, wanted, weights)
    items = tuple(
        _item(code, now[code], target, whole.gaps[code]) for code, target in wanted.items()
    )
    return OnTheWay(items, whole.share)


def value_in(tree: ScoreTree, code: str) -> float | None:
    """The score of a theme or indicator; None where it has none or was not asked."""
    return tree[code].value if code in tree else None


def targets_of_indicators(framework: Framework, targets: Targets) -> dict[str, float]:
    """By indicator its own target, else that of the nearest theme above which has one."""
    homes = _homes(framework.root, targets, None)
    return {code: targets[home] for code, home in homes.items() if home is not None}


def item_weights(framework: Framework, tree: ScoreTree, targets: Targets) -> dict[str, float]:
    """What each item with a target weighs: the shares 0..1 of the overall of the indicators it covers."""
    homes, weights = _homes(framework.root, targets, None), dict.fromkeys(targets, 0.0)
    for code, share in effective_shares(framework, tree).items():
        home = homes[code]
        if home is not None:
            weights[home] += share
    return weights


def _homes(node: Theme, targets: Targets, above: str | None) -> dict[str, str | None]:
    """By indicator the code of the item whose target it has."""
    found: dict[str, str | None] = {}
    for child in node.children:
        home = child.code if child.code in targets else above
        if isinstance(child, Indicator):
            found[child.code] = home
        else:
            found |= _homes(child, targets, home)
    return found


def _item(code: str, now: float | None, target: float, gap: float | None) -> Item:
    share = None if gap is None or not target else 1 - gap / target
    return Item(code, now, target, gap, share)
