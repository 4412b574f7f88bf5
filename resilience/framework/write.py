"""The structure of a framework as plain values, in the form of framework.yaml."""

from dataclasses import asdict
from typing import Any

from resilience.framework.model import Framework, Indicator, Reference, Theme
from resilience.framework.scale import Goalposts, Scale


def structure(framework: Framework) -> dict[str, Any]:
    """What framework.yaml says, in full: every weight, rule and scale, defaults included."""
    return {
        "id": framework.id,
        "version": framework.version,
        "licence": framework.licence,
        "publisher": framework.publisher,
        "code": framework.root.code,
        "rule": framework.root.rule,
        "threshold": framework.threshold,
        "scale": {"levels": 2},  # every indicator below brings its own
        "comparable": {version: sorted(codes) for version, codes in framework.comparable.items()},
        "basis": dict(framework.basis),
        "themes": [_theme(theme) for theme in framework.themes],
    }


def _theme(theme: Theme) -> dict[str, Any]:
    themes = [_theme(child) for child in theme.children if isinstance(child, Theme)]
    indicators = [_indicator(child) for child in theme.children if isinstance(child, Indicator)]
    return {
        "code": theme.code,
        "weight": theme.weight,
        "rule": theme.rule,
        "references": _references(theme.references),
        **({"themes": themes} if themes else {"indicators": indicators}),
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "code": indicator.code,
        "weight": indicator.weight,
        "tier": indicator.tier,
        "scale": _scale(indicator.scale),
        "departments": list(indicator.departments),
        "hazards": list(indicator.hazards),
        "references": _references(indicator.references),
        "sources": list(indicator.sources),
    }


def _references(references: tuple[Reference, ...]) -> list[dict[str, str]]:
    return [asdict(reference) for reference in references]


def _scale(scale: Scale) -> dict[str, Any]:
    if not isinstance(scale, Goalposts):
        return {"values": list(scale.values), "points": list(scale.points)}
    return {
        "worst": scale.worst,
        "best": scale.best,
        "clip": scale.clip,
        "unit": scale.unit,
        "log": scale.log,
    }
