"""Published figures about real cities, shown next to a result."""

from collections.abc import Sequence
from functools import cache

from resilience.exchange.context import ContextCity, read_context
from resilience.framework.countries import folded
from resilience.settings import ROOT

#: the cities that are shown before somebody picks others
FIRST = ("Zhuhai", "Toyama", "Lisbon", "Cascais", "Reykjavík", "Brussels")


@cache
def context_cities() -> dict[str, ContextCity]:
    """Return the cities with published figures, by their English name; read once."""
    return {city.name: city for city in read_context(ROOT / "data" / "peers")}


def recognised(name: str, country: str) -> ContextCity | None:
    """Return the city of this name and country, in any language of the files; None if there is none."""
    wanted, land = folded(name), folded(country)
    for city in context_cities().values():
        spelled = map(folded, (city.name, *city.names.values(), *city.aliases))
        lands = map(folded, (*city.countries.values(), *city.codes))
        if wanted in spelled and land in lands:
            return city
    return None


def city_label(city: ContextCity, language: str) -> str:
    """Return a city and its country, as listed in a selection."""
    return f"{city.name_in(language)}, {city.country_in(language)}"


def shown_beside(own: ContextCity | None, names: Sequence[str]) -> list[ContextCity]:
    """Return the city itself first, if there are published figures about it, then the cities with these names."""
    others = [context_cities()[name] for name in names]
    return ([own] if own else []) + [city for city in others if city != own]
