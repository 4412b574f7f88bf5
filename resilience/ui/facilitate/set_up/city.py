"""The step of the city: its name and what open data suggest about it, each part to be changed."""

from collections.abc import Mapping

import streamlit as st

from resilience.errors import InputError
from resilience.exchange.context import GEONAMES, INFORM
from resilience.scoring.comparison.likeness import INCOMES, Income
from resilience.services.access.plain_text import read_population
from resilience.services.cities.context import city_label, recognised
from resilience.services.cities.suggestions import (
    CitySuggestion,
    beginning_with,
    country_of_zone,
    suggested,
)
from resilience.services.workshop.profile import INCOME_WORDS, CityProfile
from resilience.text import Text
from resilience.ui.facilitate.set_up.steps import noting
from resilience.ui.shared.markup import plain

#: session_state key, of no widget: what was suggested, by the key of its field
FILLED = "setup-filled"
#: session_state key, of no widget: the country was filled in since the field was drawn
JUST = "setup-country-filled"
EMPTY: tuple[object, ...] = (None, "", False, [])


def city_step(faults: dict[str, InputError], text: Text) -> CityProfile:
    """The described city, without its hazards."""
    _suggest(text)
    name, country = _name_and_country(text)
    _offer(name, text)
    population, coast = _size_and_coast(text)
    if found := _suggestion():
        st.caption(plain(_sources(found, text)))
        _doubt(found, name, country, text)
    income, latitude, longitude = _peers_and_map(text)
    people = None
    with noting(faults, "city"):
        people = read_population(population)
    return CityProfile(
        name=name,
        country=country,
        population=people,
        coast=coast,
        income=income,
        latitude=latitude,
        longitude=longitude,
    )


def _name_and_country(text: Text) -> tuple[str, str]:
    left, right = st.columns(2)
    name = left.text_input(
        text("Name of the city"), max_chars=80, key="setup-city", bind="query-params"
    )
    filled = st.session_state.pop(
        JUST, False
    )  # Streamlit warns of a field with a value and a default
    country = right.text_input(
        text("Country"),
        value="" if filled else _country_here(text),
        max_chars=80,
        key="setup-country",
        bind="query-params",
    )
    return name, country


def _size_and_coast(text: Text) -> tuple[str, bool]:
    left, right = st.columns(2, vertical_alignment="bottom")
    population = left.text_input(
        text("Population (optional)"),
        max_chars=40,
        key="setup-population",
        bind="query-params",
        placeholder=text("people in the municipality"),
    )
    words = text("The city is on a coast")
    return population, right.checkbox(words, key="setup-coast", bind="query-params")


def only_suggested(hazards: tuple[str, ...]) -> bool:
    """Whether nobody changed the hazards that open data suggest, so that they may lack some."""
    found = _suggestion()
    return found is not None and set(hazards) == set(found.hazards)


def _suggestion() -> CitySuggestion | None:
    """What open data suggest for the name in the field, which the address has before the field is drawn."""
    key = "setup-city"
    return suggested(st.session_state.get(key, st.query_params.get(key, "")))


def _country_here(text: Text) -> str:
    """The country of the browser's time zone, where open data have a city in it."""
    return country_of_zone(st.context.timezone or "", text.language)


def _values(text: Text) -> dict[str, object]:
    """What is suggested for the city of this name, by the key of its field."""
    found = _suggestion()
    if found is None:
        before = st.session_state.get(FILLED, {}).get("setup-country")
        return {"setup-country": before or _country_here(text)}
    city = found.city
    return {
        "setup-country": city.country_in(text.language),
        "setup-population": text.number(city.population),
        "setup-coast": found.coast,
        "setup-hazards": list(found.hazards),
        "setup-latitude": city.latitude,
        "setup-longitude": city.longitude,
    }


def leave_as_filled(text: Text) -> None:
    """Suggest nothing for the name that is in the field now: its city was described before."""
    st.session_state.update({FILLED: _values(text), JUST: True})


def _suggest(text: Text) -> None:
    """Fill the fields that nobody has changed with what open data say of the city, once for each name."""
    now = _values(text)
    before: Mapping[str, object] = st.session_state.setdefault(FILLED, now)
    if now == before:
        return
    for key in {*before, *now}:
        held = st.session_state.get(key)
        if held in EMPTY or held == before.get(key):
            st.session_state[key] = now.get(key, _none(held))
    st.session_state.update({FILLED: now, JUST: True})


def _none(held: object) -> object:
    """An empty value of the same kind."""
    return type(held)() if isinstance(held, str | bool | list) else None


def _offer(name: str, text: Text) -> None:
    """Cities of the open data whose name begins with what was typed; one press takes it."""
    if _suggestion() is not None:
        return
    with st.container(horizontal=True, gap="small"):
        for city in beginning_with(name):
            st.button(
                city_label(city, text.language),
                key=f"setup-take-{city.name}",
                on_click=_take,
                args=(city.name_in(text.language),),
            )


def _take(name: str) -> None:
    st.session_state["setup-city"] = name


def _sources(found: CitySuggestion, text: Text) -> str:
    """Where the suggestion comes from, and what it leaves out."""
    return text(
        "Filled in for {city} from open data; correct any mistakes. Population: town only "
        "({population}). Hazards: {hazards} for the whole country, nearby earthquakes since 1900 "
        "and nearby tropical storms from 2015 to 2021. Coast: Natural Earth, coarse outline.",
        city=city_label(found.city, text.language),
        population=f"GeoNames, {GEONAMES.release}",
        hazards=f"INFORM Risk Index, {INFORM.release}",
    )


def _doubt(found: CitySuggestion, name: str, country: str, text: Text) -> None:
    """Ask where the country in the field is not that of the city that open data know."""
    if country and recognised(name, country) is None:
        city = city_label(found.city, text.language)
        words = text(
            "Is this {city}? The country above is {country}. Correct it, or clear the fields "
            "that were filled in for {city}.",
            city=city,
            country=country,
        )
        st.warning(plain(words))


def _peers_and_map(text: Text) -> tuple[Income | None, float | None, float | None]:
    """Income group, latitude and longitude in degrees: folded away, and each may stay empty."""
    with st.expander(text("For choosing peers and for the map (optional)")):
        left, middle, right = st.columns(3)
        income = left.selectbox(
            text("Income group"),
            INCOMES,
            index=None,
            format_func=lambda group: text(INCOME_WORDS[group]),
            placeholder=text("World Bank classification"),
            key="setup-income",
            bind="query-params",
        )
        latitude = _degrees(middle, text("Latitude (negative for south)"), 90.0, "setup-latitude")
        longitude = _degrees(right, text("Longitude (negative for west)"), 180.0, "setup-longitude")
    return income, latitude, longitude


def _degrees(
    place: "st.delta_generator.DeltaGenerator", label: str, most: float, key: str
) -> float | None:
    return place.number_input(
        label,
        min_value=-most,
        max_value=most,
        value=None,
        step=0.01,
        format="%.4f",
        key=key,
        bind="query-params",
    )
