"""Published figures beside a city: whose they are, and how blanks, years and sources are told."""

import math

import pytest

from resilience.services.cities.context import (
    FIRST,
    city_label,
    context_cities,
    recognised,
    shown_beside,
)
from resilience.text import Text
from resilience.wording.peers.context import (
    context_table,
    green_finding,
    green_frame,
    green_sources,
    source_rows,
)

TEXT = Text()
SIX = shown_beside(None, FIRST)


@pytest.mark.parametrize(
    ("name", "country", "found"),
    [
        ("Cascais", "Portugal", "Cascais"),
        ("reykjavik", "ICELAND", "Reykjavík"),
        ("珠海市", "中国", "Zhuhai"),
        ("リスボン", "ポルトガル", "Lisbon"),
        ("브뤼셀", "벨기에", "Brussels"),
        ("Lisboa (Lisbon)", "PT", "Lisbon"),
        ("Lisbon", "Iceland", None),
        ("Haiwan", "Invented", None),
        ("", "Portugal", None),
    ],
)
def test_a_city_is_found_by_name_and_country_in_any_language(
    name: str, country: str, found: str | None
) -> None:
    city = recognised(name, country)
    assert (city and city.name) == found


def test_a_label_has_the_country_in_the_language_of_the_reader() -> None:
    assert city_label(context_cities()["Cascais"], "zh-Hans") == "卡斯凯什, 葡萄牙"


def test_the_own_city_stands_first_and_once() -> None:
    own = context_cities()["Lisbon"]
    assert [city.name for city in shown_beside(own, ["Zhuhai", "Lisbon"])] == ["Lisbon", "Zhuhai"]


def test_every_figure_has_its_years_and_source_and_a_blank_is_a_dash() -> None:
    rows = context_table(SIX, TEXT).to_dict("index")
    assert rows["Public open space, share of the built-up area in %, 2020 [2]"] == {
        "Zhuhai": "–",
        "Toyama": "–",
        "Lisbon": "21.7",
        "Cascais": "–",
        "Reykjavík": "27.9",
        "Brussels": "22.2",
    }
    assert rows["Significant earthquakes within 100 km, 1900–2018 [6]"]["Zhuhai"] == "0"
    assert rows["Hazard exposure of the whole country, 0 to 10, 2020 [5]"]["Lisbon"] == "1.8"
    assert rows["Tropical storms within 200 km (East Asia only), 2015–2021 [7]"] == {
        "Zhuhai": "16",
        "Toyama": "6",
        "Lisbon": "–",
        "Cascais": "–",
        "Reykjavík": "–",
        "Brussels": "–",
    }


def test_a_figure_of_another_release_says_so_in_its_cell() -> None:
    green = context_table(SIX, TEXT).to_dict("index")[
        "Green area, share of the city in %, 2020 [3]"
    ]
    assert (green["Lisbon"], green["Brussels"]) == ("25.5", "12.0 [4]")
    sources = source_rows(SIX, TEXT).index
    assert list(sources)[3] == "[4] UN-Habitat Urban Indicators Database (TidyTuesday)"


def test_a_figure_of_another_year_says_so_in_its_cell() -> None:
    other = next(
        city
        for city in context_cities().values()
        if (one := city.figure("open-access")) and one.period == "2022"
    )
    table = context_table([*SIX, other], TEXT)
    row = table.loc["Share of people near public open space, in %, 2020 [2]"]
    assert row.iloc[-1].endswith(" 2022")


def test_green_area_by_year_is_a_gap_where_nothing_is_published() -> None:
    green = green_frame(SIX, TEXT)
    assert list(green.columns) == ["Toyama [3]", "Lisbon [3]", "Brussels [4]"]
    assert green["Toyama [3]"].tolist() == [3.875, 2.764, 3.402, 7.897]
    assert green_finding(green, TEXT) == (
        "Green area changed most in Lisbon [3]: from 10.8\u00a0% in 1990 to 25.5\u00a0% in 2020."
    )
    alike = green.assign(**{"Brussels [4]": green["Lisbon [3]"]})
    assert green_finding(alike, TEXT) == "", "two cities changed most"
    green.loc["2020", "Lisbon [3]"] = math.nan
    assert "Toyama [3]: from 3.9\u00a0% in 1990 to 7.9\u00a0% in 2020" in green_finding(green, TEXT)


def test_a_picture_of_green_area_names_the_sources_that_its_cities_refer_to() -> None:
    assert green_sources(SIX, TEXT) == (
        "Source: [3] UN-Habitat Global Urban Indicators Database, green area; "
        "[4] UN-Habitat Urban Indicators Database (TidyTuesday)"
    )


def test_a_city_of_which_little_is_published_has_few_rows_and_no_chart() -> None:
    zhuhai = [context_cities()["Zhuhai"]]
    assert len(context_table(zhuhai, TEXT)) == 4
    assert green_frame(zhuhai, TEXT).empty
