"""Targets, and how far a city is on the way to them, in words and as tables."""

import math
from collections.abc import Mapping, Sequence
from functools import partial

import pandas as pd

from resilience.framework import Framework, Goalposts, Indicator, Theme
from resilience.scoring.comparison.years import Movement
from resilience.scoring.notes.equals import at_end
from resilience.scoring.notes.words import exact_words
from resilience.scoring.planning.on_the_way import Item, OnTheWay
from resilience.scoring.planning.priorities import DECIMALS
from resilience.services.deciding.targets import wanted_of
from resilience.services.results.last_targets import LastTargets
from resilience.services.results.trend import Trend
from resilience.text import Text, mark
from resilience.wording.chart_findings import MOST_NAMED, themes_listed
from resilience.wording.shares import in_shares, points_words, value_head
from resilience.wording.years.trend import Change, by_votes
from resilience.wording.years.verdicts import theme_basis

#: the share over all targets
WEIGHED_WAY = mark(
    "Together, these scores come to {share} of their targets. Targets that cover more of the overall score count more."
)
#: how the share over all earlier gaps is made, by whether scores are shares of points
WEIGHED_GAP: dict[bool, str] = {
    False: mark(
        "This is how much of the way from the earlier score to each target has been covered, in points. Targets that cover more of the overall score count more."
    ),
    True: mark(
        "This is how much of the way from the earlier score to each target has been covered, in percentage points. Targets that cover more of the overall score count more."
    ),
}
#: the head of the gaps to the targets, by whether scores are shares of points
GAP: dict[bool, str] = {False: mark("Gap in points"), True: mark("Gap in percentage points")}


def way_words(way: OnTheWay, framework: Framework, text: Text) -> list[str]:
    """How far it is to the targets, sentence by sentence; nothing where there are none."""
    if not way.items:
        return []
    unknown = sum(item.gap is None for item in way.items)
    said = text.plural(
        "{n} target has no score to compare with, so it does not count.",
        "{n} targets have no scores to compare with, so they do not count.",
        unknown,
    )
    return [*_reached(way, framework, text), *([said] if unknown else [])]


def way_rows(way: OnTheWay, framework: Framework, text: Text) -> pd.DataFrame:
    """The themes and indicators with a target, in the order of the framework: now, target, gap, share reached."""
    rows = [_row(item, framework, text) for item in way.items]
    return pd.DataFrame(rows).set_index(text("Theme or indicator"))


def way_heads(framework: Framework, text: Text) -> tuple[str, str, str]:
    """The heads of the scores, the targets and the gaps between them."""
    shares = in_shares(framework)
    now, target = (
        value_head(name, text, shares=shares) for name in (text("Score now"), text("Target"))
    )
    return now, target, text(GAP[shares])


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


def last_words(
    last: LastTargets, trend: Trend, framework: Framework, text: Text
) -> tuple[str, list[str]]:
    """How much of the way to the last workshop's targets was gone since; how that is made, and what may be chance.

    The verdicts are those of `trend` on the themes of the targets.
    """
    if last.closed is None:
        return text("Progress on the earlier gap is unknown."), []
    changes = _changes(last, trend, framework)
    known = sum(one.closed is not None for one in last.items)
    about = [text(WEIGHED_GAP[in_shares(framework)])] if known > 1 else []
    about += _verdict_words(changes, framework, text)
    if round(last.closed, 9) < 0:
        return text("The earlier gap is wider now."), about
    return text(_closed(last.closed, changes), share=text.percent(last.closed)), about


def _closed(closed: float, changes: Sequence[Change]) -> str:
    """How much of the gap was closed, with the doubt where none of the changes is clear."""
    if not closed or not changes or any(_verdict(one) != "may be chance" for one in changes):
        return mark("{share} of the gap to the earlier targets is closed.")
    if any(theme_basis(*one) for one in changes):
        return mark(
            "{share} of the gap to the earlier targets is closed, but by the votes compared no theme with these targets changed clearly."
        )
    return mark("{share} of the gap to the earlier targets is closed, but this may be chance.")


def _verdict_words(changes: Sequence[Change], framework: Framework, text: Text) -> list[str]:
    """Which changes are not clear, and which those are whose verdict is on other votes or missing."""

    def titles(found: Sequence[Change]) -> list[str]:
        return [framework.title(theme, text.language) for _, theme in found]

    judged = [one for one in changes if _verdict(one)]
    same = [one for one in judged if not theme_basis(*one) and _verdict(one) == "may be chance"]
    said = [_unclear_words(titles(same), len(changes), text)] if same else []
    said += by_votes(judged, lambda found: themes_listed(titles(found), text), text)
    if unjudged := [one for one in changes if one not in judged]:
        names = themes_listed(titles(unjudged), text)
        said.append(text("Change since then not judged: {themes} (see Trend).", themes=names))
    return said


def _unclear_words(titles: Sequence[str], judged: int, text: Text) -> str:
    """The themes without a clear change; many as a number of those that are `judged`, which have a target."""
    if len(titles) > MOST_NAMED:
        return text(
            "No clear change since then in {n} of the {of} themes with these targets (see Trend).",
            n=text.number(len(titles)),
            of=text.number(judged),
        )
    return text("No clear change since then in {themes} (see Trend).", themes=text.listed(titles))


def _changes(last: LastTargets, trend: Trend, framework: Framework) -> list[Change]:
    """The changes since the last workshop of the themes that had targets there."""
    if not trend.steps or trend.steps[-1].first != last.code:
        return []
    wanted = {one.code for one in last.items if one.closed is not None}
    themes = (t.code for t in framework.themes if wanted & {node.code for node in t.nodes()})
    return [(trend.steps[-1], theme) for theme in themes]


def _verdict(change: Change) -> Movement | None:
    """The verdict on a theme; None where too few votes compare."""
    step, theme = change
    judged = step.votes.get(theme)
    return None if judged is None or judged.verdict == "too few to tell" else judged.verdict


def last_rows(last: LastTargets, framework: Framework, text: Text) -> pd.DataFrame:
    """Each target of the last workshop: the score of then, the target, the score now, what is closed."""
    head = partial(value_head, text=text, shares=in_shares(framework))
    return pd.DataFrame(
        {
            text("Theme or indicator"): [
                item_title(one.code, framework, text) for one in last.items
            ],
            head(text("Earlier score")): [one.then for one in last.items],
            head(text("Previous target")): [
                target_words(_node(framework, one.code), one.target, text) for one in last.items
            ],
            head(text("Score now")): [one.now for one in last.items],
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
    known = sum(item.gap is not None for item in way.items)
    if way.share is None or not known:
        return []
    gaps = {item.code: item.gap for item in way.items if item.gap and round(item.gap, DECIMALS)}
    if not gaps:
        return [text.plural("{n} target is reached.", "All {n} targets are reached.", known)]
    widest = _widest(gaps, framework, text)
    if known == len(gaps):
        reached = text.plural(
            "The target is not reached yet.", "None of the {n} targets is reached yet.", known
        )
    else:
        reached = text.plural(
            "{reached} of {n} target reached.",
            "{reached} of {n} targets reached.",
            known,
            reached=text.number(known - len(gaps)),
        )
    about = text(WEIGHED_WAY, share=text.percent(way.share))
    return [reached, widest, *([about] if known > 1 else [])]


def _widest(gaps: Mapping[str, float], framework: Framework, text: Text) -> str:
    """The items that are furthest from their target."""
    size = text.number(max(gaps.values()), 1)
    points = points_words(size, text, shares=in_shares(framework))
    widest = at_end(gaps, max, partial(text.number, decimals=1))
    if not widest:
        return text("All {n} gaps are {points} wide.", n=len(gaps), points=points)
    titles = [item_title(code, framework, text) for code in widest]
    if len(titles) == 1:
        return text("The widest gap is in {item}: {points}.", item=titles[0], points=points)
    if len(titles) > MOST_NAMED:
        return text("{n} targets have the widest gap: {points} each.", n=len(titles), points=points)
    return text(
        "The widest gaps are in {items}: {points} each.",
        items=text.listed(titles),
        points=points,
    )


def _row(item: Item, framework: Framework, text: Text) -> dict[str, str | float | None]:
    now, target, gap = way_heads(framework, text)
    return {
        text("Theme or indicator"): item_title(item.code, framework, text),
        now: item.now,
        target: target_words(_node(framework, item.code), item.target, text),
        gap: item.gap,
        text("Reached"): text.percent(item.share),
    }


def _node(framework: Framework, code: str) -> Theme | Indicator:
    return next(node for node in framework.root.nodes() if node.code == code)
