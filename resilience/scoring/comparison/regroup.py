"""A reading aid: a result seen through another catalogue, by the references of its indicators."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from resilience.framework import Framework
from resilience.framework.vocabulary import PARTED, SCHEME_PARTS, SCHEMES
from resilience.scoring.scores.roll_up import TOLERANCE
from resilience.scoring.scores.score import ScoreTree


@dataclass(frozen=True, slots=True)
class CatalogueGroup:
    """The indicators that point to one `key` of a catalogue, each counting once.

    `value` 0..100 is the mean of those with a score, None where `coverage` (share 0..1 of the
    applicable ones that were answered, None where none applies) is below the framework's threshold.
    `match` is "exact" where all of them are, else "related": then the figure is no score of that
    catalogue.
    """

    key: str
    indicators: tuple[str, ...]
    value: float | None
    coverage: float | None
    match: Literal["exact", "related"]


def schemes(framework: Framework) -> tuple[str, ...]:
    """The catalogues that indicators of the framework point to, in the order of the vocabulary."""
    used = {r.scheme for i in framework.root.indicators() for r in i.references}
    return tuple(scheme for scheme in SCHEMES if scheme in used)


def regroup(framework: Framework, tree: ScoreTree, scheme: str) -> tuple[CatalogueGroup, ...]:
    """A city's scores by the parts of a catalogue, in their order: UNDRR items by Essential, ISO clauses by chapter."""
    found: dict[str, dict[str, str]] = {}
    for code, key, match in _pointers(framework, scheme):
        if code in tree:
            matches = found.setdefault(key, {})
            matches[code] = match if matches.get(code, match) == match else "related"
    return tuple(
        _regrouped(key, found[key], tree, framework.threshold) for key in sorted(found, key=_order)
    )


def uncovered(groups: tuple[CatalogueGroup, ...], scheme: str) -> tuple[int, int]:
    """How many parts of a catalogue no asked indicator points to, and how many parts it has."""
    parts = SCHEME_PARTS[scheme]
    return len(parts.difference(group.key for group in groups)), len(parts)


def _pointers(framework: Framework, scheme: str) -> Iterator[tuple[str, str, str]]:
    for indicator in framework.root.indicators():
        for reference in indicator.references:
            if reference.scheme == scheme:
                part = reference.key.lstrip("P").split(".")[0]
                key = part if scheme in PARTED else reference.key
                yield indicator.code, key, reference.match


def _regrouped(
    key: str, matches: dict[str, str], tree: ScoreTree, threshold: float
) -> CatalogueGroup:
    asked = [tree[code] for code in matches if tree[code].state != "not applicable"]
    scored = [node.value for node in asked if node.value is not None]
    coverage = len(scored) / len(asked) if asked else None
    shown = coverage is not None and scored and coverage >= threshold - TOLERANCE
    return CatalogueGroup(
        key=key,
        indicators=tuple(matches),
        value=sum(scored) / len(scored) if shown else None,
        coverage=coverage,
        match="exact" if set(matches.values()) == {"exact"} else "related",
    )


def _order(key: str) -> list[tuple[int, int, str]]:
    """Numbers in keys by size: 11.b after 11.5, and 9 before 11."""
    return [
        (not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in key.split(".")
    ]
