"""Targets, and how far a city is on the way to them, in words and as tables."""

import math
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from resilience.framework import Framework, Goalposts, Indicator, Theme
from resilience.scoring.notes.equals import at_end
from resilience.scoring.notes.words import exact_words
from resilience.scoring.planning.on_the_way import Item, OnTheWay, value_in
from resilience.scoring.planning.priorities import DECIMALS
from resilience.services.deciding.targets import wanted_of
from resilience.services.results.last_targets import LastTargets
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.wording.chart_findings import MOST_NAMED


def way_words(way: OnTheWay, framework: Framework, text: Text) -> list[str]:
    """How far it is to the targets, sentence by sentence; nothing where there are none."""
    if not way.items:
        return []
    unknown = text.plural(
        "{n} target has no score to compare with, so it does not count.",
        "{n} targets have no scores to compare with, so they do not count.",
        way.unknown,
    )
    return [*_reached(way, framework, text), *([unknown] if way.unknown else [])]


def way_rows(way: OnTheWay, result: WorkshopResult, text: Text) -> pd.DataFrame:
    """All targets, then each theme with its own and those below it: now, target, gap, share reached."""
    framework, city = result.workshop.framework, result.result.city
    items = {item.code: item for item in way.items}
    rows = [_row(text("All targets"), None, None, way.share, framework, text)]
    for theme in (one for one in framework.themes if one.code in way.themes):
        for node in (one for one in theme.nodes() if one.code in items or one is theme):
            name, item = item_title(node.code, framework, text), items.get(node.code)
            share = way.themes[node.code] if node is theme else (item.share if item else None)
            rows.append(_row(name, value_in(city, node.code), item, share, framework, text))
    return pd.DataFrame(rows).set_index(text("Theme or indicator"))


def bullet_rows(way: OnTheWay, framework: Framework, text: Text) -> pd.DataFrame:
    """All targets beside their scores, the widest gap first and those without a score last.

    Columns: title, score, previous (NaN), target, said (how far it is), widest.
    """
    gaps = {item.code: item.gap for item in way.items if item.gap and round(item.gap, DECIMALS)}
    widest = at_end(gaps, max, partial(text.number, decimals=1)) if len(gaps) > 1 else ()
    rows = [
        (
            item_title(item.code, framework, text),
            item.now,
            None,
            item.target,
            _to_go(item, text),
            item.code in widest,
        )
        for item in sorted(way.items, key=lambda one: math.inf if one.gap is None else -one.gap)
    ]
    return _bullets(rows)


def last_bullets(last: LastTargets, framework: Framework, text: Text) -> pd.DataFrame:
    """The targets of the last workshop beside the earlier score and the score now; columns as in `bullet_rows`."""
    return _bullets(
        [
            (
                item_title(one.code, framework, text),
                one.now,
                one.then,
                one.target,
                text.percent(one.closed),
                False,
            )
            for one in last.items
        ]
    )


def _to_go(item: Item, text: Text) -> str:
    if item.gap is None:
        return text("no score")
    if not round(item.gap, DECIMALS):
        return text("reached")
    return text("{points} to go", points=text.number(item.gap, 1))


def _bullets(rows: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["title", "score", "previous", "target", "said", "widest"])
    scores = ["score", "previous", "target"]
    return frame.assign(**frame[scores].astype(float))


def last_words(last: LastTargets, text: Text) -> str:
    """How much of the way to the last workshop's targets was gone since."""
    if last.closed is None:
        return text("Progress on the earlier gap is unknown.")
    if last.closed < 0:
        return text("The earlier gap is wider now.")
    return text("{share} of the earlier gap is closed.", share=text.percent(last.closed))


def last_rows(last: LastTargets, framework: Framework, text: Text) -> pd.DataFrame:
    """Each target of the last workshop: the score of then, the target, the score now, what is closed."""
    return pd.DataFrame(
        {
            text("Theme or indicator"): [
                item_title(one.code, framework, text) for one in last.items
            ],
            text("Earlier score"): [one.then for one in last.items],
            text("Previous target"): [
                target_words(_node(framework, one.code), one.target, text) for one in last.items
            ],
            text("Score now"): [one.now for one in last.items],
            text("Gap closed"): [text.percent(one.closed) for one in last.items],
        }
    ).set_index(text("Theme or indicator"))


def item_title(code: str, framework: Framework, text: Text) -> str:
    """What can have a target, by name: an indicator with its code before it."""
    title = framework.title(code, text.language)
    return title if framework.indicator(code) is None else f"{code} · {title}"


def target_words(item: Theme | Indicator, score: float, text: Text) -> str:
    """A target with what it means on the item's scale: "100.0 · level 3 of 3"."""
    said, wanted = text.number(score, 1), wanted_of(item, score)
    if isinstance(item, Theme):
        return said
    if isinstance(item.scale, Goalposts):
        return f"{said} · {exact_words(wanted, text)} {item.scale.unit}".strip()
    if item.scale.values[int(wanted)] != score:
        return said
    level = text("level {level} of {top}", level=int(wanted), top=item.scale.top)
    return f"{said} · {level}"


def _reached(way: OnTheWay, framework: Framework, text: Text) -> list[str]:
    known = len(way.items) - way.unknown
    if way.share is None or not known:
        return []
    gaps = {item.code: item.gap for item in way.items if item.gap and round(item.gap, DECIMALS)}
    if not gaps:
        return [text.plural("{n} target is reached.", "All {n} targets are reached.", known)]
    said = text.plural(
        "{share} of the way to {n} target.",
        "{share} of the way to {n} targets.",
        known,
        share=text.percent(way.share),
    )
    return [said, _widest(gaps, framework, text)]


def _widest(gaps: Mapping[str, float], framework: Framework, text: Text) -> str:
    """The items that are furthest from their target."""
    points = text.number(max(gaps.values()), 1)
    widest = at_end(gaps, max, partial(text.number, decimals=1))
    if not widest:
        return text("All {n} gaps are {points} points wide.", n=len(gaps), points=points)
    titles = [item_title(code, framework, text) for code in widest]
    if len(titles) == 1:
        return text("The widest gap is {item}: {points} points.", item=titles[0], points=points)
    if len(titles) > MOST_NAMED:
        return text(
            "{n} targets have the widest gap: {points} points each.", n=len(titles), points=points
        )
    return text(
        "The widest gaps are {items}: {points} points each.",
        items=text.listed(titles),
        points=points,
    )


def _row(
    name: str,
    now: float | None,
    item: Item | None,
    share: float | None,
    framework: Framework,
    text: Text,
) -> dict[str, str | float | None]:
    wanted = target_words(_node(framework, item.code), item.target, text) if item else "–"
    return {
        text("Theme or indicator"): name,
        text("Score now"): now,
        text("Target"): wanted,
        text("Gap in points"): item.gap if item else None,
        text("Reached"): text.percent(share),
    }


def _node(framework: Framework, code: str) -> Theme | Indicator:
    return next(node for node in framework.root.nodes() if node.code == code)
