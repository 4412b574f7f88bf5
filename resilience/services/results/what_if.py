"""Recompute a result by alternative methods: change of the overall score and order of themes."""

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.errors import Sentence
from resilience.framework import Framework
from resilience.scoring import CityRule, score_city
from resilience.scoring.scores.what_if import Alternative, alternatives, theme_order, with_weights
from resilience.services.deciding.agreed_levels import scored
from resilience.services.results.results import WorkshopResult
from resilience.text.catalogue import round_half_up


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The result under one alternative method, named `said`; `overall` is 0..100 or points, None without a score.

    `move` is the resulting change of the overall. `order` has the codes of the themes from the highest score to the
    lowest; `reordered` is whether the themes in both results are in another order.
    """

    said: Sentence
    overall: float | None
    move: float | None
    order: tuple[str, ...]
    reordered: bool


def what_ifs(result: WorkshopResult, language: str) -> tuple[WhatIf, ...]:
    """Compute the result with unknowns as 0, by people, with equal weights of themes, and without each theme.

    See docs/methods.md, sections 1 and 7. Equal weights are included only if the themes' weights differ.
    """
    framework, city = result.workshop.framework, result.result.city
    unknown, *others = alternatives(framework, result.tallies, agreed=scored(result.agreed))
    order = theme_order(framework, city)
    found = [_treated(Sentence("Unanswered indicators count as 0"), unknown, order)]
    if len(result.tallies.units) > 1:
        said = Sentence("Each person counts once")
        found.append(_scored_anew(result, said, framework, order, "people"))
    weights = {theme.code: theme.weight for theme in framework.themes}
    if len(set(weights.values())) > 1:
        said = Sentence("All themes weigh the same")
        equal = with_weights(framework, dict.fromkeys(weights, 1.0))
        found.append(_scored_anew(result, said, equal, order, "departments"))
    for one in others:
        if one.theme is not None and one.theme in city:
            title = framework.title(one.theme, language)
            found.append(_treated(Sentence("Without {theme}", theme=title), one, order))
    return tuple(found)


def weighed_otherwise(result: WorkshopResult, weights: Mapping[str, float]) -> WhatIf:
    """Compute the result with these weights, 0 or more, of themes by code; themes not named keep theirs."""
    framework = result.workshop.framework
    order = theme_order(framework, result.result.city)
    weighed = with_weights(framework, weights)
    return _scored_anew(result, Sentence("With other weights"), weighed, order, "departments")


def whole_weights(result: WorkshopResult) -> dict[str, int]:
    """Return the weights of the themes asked, by code, as whole parts of about 100."""
    city = result.result.city
    weights = {t.code: t.weight for t in result.workshop.framework.themes if t.code in city}
    whole = sum(weights.values()) or 1.0
    return {code: int(round_half_up(100 * weight / whole, 0)) for code, weight in weights.items()}


def without_each(result: WorkshopResult) -> dict[str, float]:
    """Return the change in points of the overall without each theme (docs/methods.md, section 7)."""
    found = alternatives(result.workshop.framework, result.tallies, agreed=scored(result.agreed))
    return {one.theme: one.move for one in found if one.theme and one.move is not None}


def _scored_anew(
    result: WorkshopResult,
    said: Sentence,
    framework: Framework,
    order: tuple[str, ...],
    city_rule: CityRule,
) -> WhatIf:
    agreed, root = scored(result.agreed), framework.root.code
    tree = score_city(framework, result.tallies, city_rule=city_rule, agreed=agreed)
    was, overall = result.result.city[root].value, tree[root].value
    move = None if was is None or overall is None else overall - was
    return _treated(said, Alternative(None, overall, move, theme_order(framework, tree)), order)


def _treated(said: Sentence, found: Alternative, order: tuple[str, ...]) -> WhatIf:
    """An alternative beside the `order` that the themes have; those in both are compared."""
    shared = [code for code in order if code in found.order]
    reordered = shared != [code for code in found.order if code in shared]
    return WhatIf(said, found.overall, found.move, found.order, reordered)
