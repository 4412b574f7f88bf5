"""What if a result were made in another way: how far the overall and the order of themes move."""

from collections.abc import Iterator
from dataclasses import dataclass

from resilience.errors import Sentence
from resilience.framework import Framework
from resilience.scoring import CityRule, Missing, ScoreTree, score
from resilience.scoring.what_if import with_weights, without
from resilience.services.agreed import scored
from resilience.services.results import WorkshopResult


@dataclass(frozen=True, slots=True)
class WhatIf:
    """One other way: `said` names it; `overall` 0..100 or points, None without a score.

    `move` is how far the overall moves by it. `order` has the codes of the themes from the highest score
    to the lowest; `reordered` says whether that is another order than the result has, of the themes in
    both.
    """

    said: Sentence
    overall: float | None
    move: float | None
    order: tuple[str, ...]
    reordered: bool


def what_ifs(result: WorkshopResult, language: str) -> tuple[WhatIf, ...]:
    """The result with unknowns as 0, by people, with equal weights of themes, and without each theme.

    Methods.md sections 1 and 7. Equal weights are there only where the themes have others.
    """
    now = _Way(result.workshop.framework)
    was = _tree(result, now)
    return tuple(
        _what_if(result, said, was, _tree(result, way), way)
        for said, way in _ways(result.workshop.framework, result, language)
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """How a result is made."""

    framework: Framework
    missing: Missing = "skip"
    city_rule: CityRule = "departments"


def _ways(
    framework: Framework, result: WorkshopResult, language: str
) -> Iterator[tuple[Sentence, _Way]]:
    yield Sentence("Unknown indicators count as 0"), _Way(framework, missing="unknown-as-zero")
    if len(result.tallies.units) > 1:
        yield Sentence("Each person counts once"), _Way(framework, city_rule="people")
    weights = {theme.code: theme.weight for theme in framework.themes}
    if len(set(weights.values())) > 1:
        equal = with_weights(framework, dict.fromkeys(weights, 1.0))
        yield Sentence("All themes weigh the same"), _Way(equal)
    asked = [theme for theme in framework.themes if theme.code in result.result.city]
    for theme in asked if len(asked) > 1 else ():
        title = framework.title(theme.code, language)
        yield Sentence("Without {theme}", theme=title), _Way(without(framework, theme.code))


def _tree(result: WorkshopResult, way: _Way) -> ScoreTree:
    agreed = scored(result.agreed)
    return score(
        way.framework,
        result.tallies,
        city_rule=way.city_rule,
        agreed=agreed,
        missing=way.missing,
    ).city


def _what_if(
    result: WorkshopResult, said: Sentence, was: ScoreTree, tree: ScoreTree, way: _Way
) -> WhatIf:
    root = way.framework.root.code
    before, after = was[root].value, tree[root].value if root in tree else None
    move = None if before is None or after is None else after - before
    order = _order(way.framework, tree)
    shared = [code for code in _order(result.workshop.framework, was) if code in order]
    kept = [code for code in order if code in shared]
    return WhatIf(said, after, move, order, shared != kept)


def _order(framework: Framework, tree: ScoreTree) -> tuple[str, ...]:
    """The themes with a score from the highest to the lowest; equals in the order of the framework."""
    scores = {
        theme.code: value
        for theme in framework.themes
        if theme.code in tree and (value := tree[theme.code].value) is not None
    }
    return tuple(sorted(scores, key=lambda code: -round(scores[code], 9)))
