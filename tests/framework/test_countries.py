"""Which departments a new workshop proposes, by the country that somebody typed."""

import pytest

from resilience.framework.countries import (
    ELSEWHERE,
    NAMES,
    PROPOSED,
    proposed_departments,
    recognised_country,
)
from resilience.framework.vocabulary import DEPARTMENTS, USUAL_DEPARTMENTS
from resilience.services.cities.context import context_cities


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        *[(name, "china") for name in ("China", " china ", "中国", "中國", "중국", "P.R. China")],
        *[(name, "china") for name in ("The People’s Republic of China", "中华人民共和国")],
        *[(name, "japan") for name in ("Japan", "ＪＡＰＡＮ", "日本", "日本国", "일본")],
        *[(name, "korea") for name in ("Korea", "South Korea", "대한민국", "한국", "韩国", "韓国")],
        *[(name, "korea") for name in ("Republic of Korea", "Korea, Republic of", "ROK")],
        *[(name, None) for name in ("", "  ", "-", "Portugal", "North Korea", "Indochina", "The")],
    ],
)
def test_a_country_is_recognised_in_the_languages_of_the_interface(
    typed: str, country: str | None
) -> None:
    assert recognised_country(typed) == country


def test_the_countries_of_known_cities_are_recognised_in_every_language() -> None:
    found = {
        (city.countries["en"], language): recognised_country(name)
        for city in context_cities().values()
        for language, name in city.countries.items()
    }
    recognised = {key for key, country in found.items() if country}
    assert recognised == {
        (country, language)
        for country in ("China", "Japan", "South Korea")
        for language in ("en", "zh", "ja", "ko")
    }


def test_no_name_stands_for_two_countries() -> None:
    for country, names in NAMES.items():
        assert {recognised_country(name) for name in names} == {country}


def test_proposals_are_known_departments_each_once() -> None:
    for proposed in (*PROPOSED.values(), ELSEWHERE):
        assert len(set(proposed)) == len(proposed)
        assert set(proposed) <= DEPARTMENTS.keys()


def test_china_has_the_room_of_zhuhai_and_who_knows_plans_weather_and_parks() -> None:
    assert proposed_departments("中国") == (
        *USUAL_DEPARTMENTS,
        *("planning", "meteorology", "parks"),
    )
    assert "fire-police" in proposed_departments("日本")
    assert "meteorology" not in proposed_departments("대한민국")
    assert proposed_departments("Portugal") == proposed_departments("") == ELSEWHERE
