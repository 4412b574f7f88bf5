"""The same answers under another rule, other weights, or without a theme: for comparison."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from numbers import Real

from resilience.errors import InputError
from resilience.framework import Framework, Goalposts, Indicator, Rule, Theme
from resilience.framework.rules import RULES
from resilience.scoring.counting.tally import Tallies
from resilience.scoring.scores.leaf import Agreed, CityRule, Missing
from resilience.scoring.scores.score import ScoreTree, score_city


def with_rule(framework: Framework, rule: Rule) -> Framework:
    """The framework with one rule at every node; `InputError` for `sum` over measured numbers."""
    measured = [i.code for i in framework.root.indicators() if isinstance(i.scale, Goalposts)]
    if RULES[rule].in_points and measured:
        raise InputError(
            "The rule “sum” adds up the points of levels, but there are no levels for {codes}.",
            codes=", ".join(measured),
        )
    themes = [node.code for node in framework.root.nodes() if isinstance(node, Theme)]
    return with_rules(framework, dict.fromkeys(themes, rule))


def with_rules(framework: Framework, rules: Mapping[str, Rule]) -> Framework:
    """The framework with these rules by the code of a theme or the root; other rules are kept."""

    def ruled(theme: Theme) -> Theme:
        below = (ruled(c) if isinstance(c, Theme) else c for c in theme.children)
        return replace(theme, rule=rules.get(theme.code, theme.rule), children=tuple(below))

    return replace(framework, root=ruled(framework.root))


def with_weights(framework: Framework, weights: Mapping[str, float]) -> Framework:
    """The framework with these weights by code, the others as they are.

    Raises `InputError` for a code that is not there and for a weight that is negative or no number.
    """
    known = {node.code for node in framework.root.nodes()} - {framework.root.code}
    unknown = [code for code in weights if code not in known]
    if unknown:
        raise InputError(
            "Weights were given for {codes}, which {framework} does not have.",
            codes=", ".join(map(str, unknown)),
            framework=framework.id,
        )
    wrong = [
        f"{code} {weight}"
        for code, weight in weights.items()
        if not (isinstance(weight, Real) and 0 <= weight < 1e12)
    ]
    if wrong:
        raise InputError(
            "Weights must be 0 or more, but these are not: {wrong}.", wrong="; ".join(wrong)
        )
    return replace(framework, root=_weighed(framework.root, weights))


def without(framework: Framework, code: str) -> Framework:
    """The framework with a theme left out.

    Raises `InputError` where there is no such theme, or nothing would be left.
    """
    themes = [n.code for n in framework.root.nodes() if isinstance(n, Theme)][1:]
    if code not in themes:
        raise InputError(
            "There is no theme {code} to leave out; the themes are {themes}.",
            code=code,
            themes=", ".join(themes),
        )
    left = restricted(framework, (i.code for i in _outside(framework.root, code)))
    if not left.root.children:
        raise InputError("Without the theme {code} nothing is left to score.", code=code)
    return left


def restricted(framework: Framework, codes: Iterable[str]) -> Framework:
    """The framework with these indicators alone; themes that lose all of theirs go."""
    kept = set(codes)

    def prune(node: Theme) -> Theme:
        below = (prune(child) if isinstance(child, Theme) else child for child in node.children)
        return replace(
            node,
            children=tuple(
                child
                for child in below
                if (child.children if isinstance(child, Theme) else child.code in kept)
            ),
        )

    comparable = {version: codes & kept for version, codes in framework.comparable.items()}
    return replace(framework, root=prune(framework.root), comparable=comparable)


@dataclass(frozen=True, slots=True)
class Alternative:
    """The overall under another treatment of what is missing: a theme left out, or unknowns as 0.

    `theme` is None where none is left out. `overall` 0..100 (or points) is None where there is no
    score; `move` is its difference from the present overall, None if either has no score.
    `order` has the codes of the themes from the highest score to the lowest.
    """

    theme: str | None
    overall: float | None
    move: float | None
    order: tuple[str, ...]


def theme_order(framework: Framework, tree: ScoreTree) -> tuple[str, ...]:
    """The themes with a score from the highest to the lowest; ties in framework order."""
    scores = {
        theme.code: value
        for theme in framework.themes
        if theme.code in tree and (value := tree[theme.code].value) is not None
    }
    return tuple(sorted(scores, key=lambda code: -round(scores[code], 9)))


def alternatives(
    framework: Framework,
    tallies: Tallies,
    *,
    city_rule: CityRule = "departments",
    agreed: Mapping[str, Agreed] | None = None,
) -> tuple[Alternative, ...]:
    """How far the city's overall moves with unknowns as 0, and with each top theme left out."""
    themes = [t.code for t in framework.themes] if len(framework.themes) > 1 else []
    treatments: list[tuple[str | None, Missing]] = [(None, "unknown-as-zero")]
    treatments += [(code, "skip") for code in themes]

    def tree(changed: Framework, missing: Missing) -> ScoreTree:
        return score_city(changed, tallies, city_rule=city_rule, agreed=agreed, missing=missing)

    def overall(found: ScoreTree) -> float | None:
        root = framework.root.code
        return found[root].value if root in found else None

    was = overall(tree(framework, "skip"))
    found = []
    for theme, missing in treatments:
        changed = framework if theme is None else without(framework, theme)
        scores = tree(changed, missing)
        value = overall(scores)
        move = None if value is None or was is None else value - was
        found.append(Alternative(theme, value, move, theme_order(changed, scores)))
    return tuple(found)


def _weighed(theme: Theme, weights: Mapping[str, float]) -> Theme:
    below = (_weighed(c, weights) if isinstance(c, Theme) else c for c in theme.children)
    return replace(
        theme, children=tuple(replace(c, weight=weights.get(c.code, c.weight)) for c in below)
    )


def _outside(theme: Theme, code: str) -> Iterable[Indicator]:
    for child in theme.children:
        if isinstance(child, Indicator):
            yield child
        elif child.code != code:
            yield from _outside(child, code)
