"""A filled UNDRR workbook as a peer: the levels that one participant gave, scored here."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import Any

from resilience.errors import InputError
from resilience.exchange.package import CityFacts
from resilience.framework import Framework, load_structure, structure
from resilience.scoring import Side, score


def undrr_content(
    framework: Framework, city: CityFacts, levels: Mapping[str, int], items: Collection[str]
) -> dict[str, Any]:
    """Return the content to store for an imported UNDRR workbook; `items` empty means all items.

    Raises `InputError` for a level that the framework does not have.
    """
    for code, level in levels.items():
        indicator = framework.indicator(code)
        if indicator is None or not indicator.scale.accepts(level):
            raise InputError(
                "The item {code} has the level {level}, which {framework} does not have.",
                code=code,
                level=level,
                framework=framework.id,
            )
    return {
        "structure": structure(framework),
        "city": asdict(city) | {"hazards": list(city.hazards)},
        "levels": dict(levels),
        "items": [i.code for i in framework.root.indicators() if not items or i.code in items],
    }


def undrr_side(content: Mapping[str, Any], date: datetime.date | None) -> tuple[CityFacts, Side]:
    """Return the city and the result of a stored UNDRR workbook; items without a level are unanswered."""
    # a server that never met such a workbook does without what reads one
    from resilience.services.undrr.workbook import of_one  # noqa: PLC0415

    framework = load_structure(content["structure"])
    facts = content["city"]
    city = CityFacts(**facts | {"hazards": tuple(facts["hazards"])})
    tallies = of_one(framework, city.name, content["levels"], content["items"])
    scores = score(framework, tallies).city
    return city, Side(city.name, framework, scores, people=1, departments=1, date=date)
