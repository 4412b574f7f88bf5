"""Setting a workshop up on the page."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from resilience.framework import Framework, installed, minutes_to_answer
from resilience.framework.countries import ELSEWHERE, PROPOSED, Country
from resilience.framework.vocabulary import DEPARTMENTS
from resilience.services.workshop.workshops import WorkshopView, workshops_of
from resilience.settings import ROOT
from resilience.store import Store
from resilience.ui.facilitate.set_up.departments import NAME
from resilience.ui.shared.menu import SET_UP
from tests.app.seen import elements, kinds, words
from tests.app.visit import as_host, as_person, as_staff, as_stranger, token_in, visit
from tests.framework.small import FILES, changed, written
from tests.services.held import HOST, HOST_LINK, Held

HOST_ONLY = "To set up a workshop, open the facilitator link of this installation, or sign in as a facilitator."
EDITOR = "setup-departments"


def filled() -> AppTest:
    """The page with all that must be given, as the host fills it in."""
    at = as_host(SET_UP)
    at.text_input(key="setup-city").input("Haiwan")
    at.text_input(key="setup-country").input("China")
    return at.run()


def create(at: AppTest, **edits: Any) -> AppTest:
    """Press the button of the last step, with these edits in the table of departments."""
    at.query_params["step"] = "create"
    at.run()
    if edits:
        empty: dict[str, Any] = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
        at.session_state[EDITOR] = empty | edits
    return at.button(key="setup-create").click().run()


def press(at: AppTest, *buttons: str) -> AppTest:
    """Press buttons one after another, by their keys."""
    for key in buttons:
        at.button(key=key).click().run()
    assert not at.exception
    return at


def marked(at: AppTest) -> list[str]:
    """The steps that have the sign of a mistake."""
    options = at.segmented_control(key="setup-step").proto.options
    return [one.content for one in options if one.content_icon == ":material/error:"]


def drawn(at: AppTest) -> str:
    """What is drawn on the phone."""
    return next(
        str(n.proto.body)
        for n in elements(at)
        if n.type == "html" and "phone-label" in n.proto.body
    )


def lengths(at: AppTest) -> list[str]:
    """What the tiers say below them."""
    return list(at.radio(key="setup-tier").proto.captions)


def proposed(at: AppTest) -> list[str]:
    """The departments in the table."""
    return list(at.data_editor[0].value[NAME])


def all_workshops(store: Store) -> list[WorkshopView]:
    """What is in the store."""
    return workshops_of(store, HOST)


def test_the_page_starts_with_what_most_workshops_need(store: Store, urban: Framework) -> None:
    at = as_host(SET_UP)
    assert at.selectbox(key="setup-framework").value == "urban-resilience"
    assert at.selectbox(key="setup-framework").options == [
        f"Urban resilience scorecard (urban-resilience {urban.version})",
        "UNDRR preliminary items (undrr-preliminary 2.0.0)",
    ]
    assert at.radio(key="setup-tier").options == ["Full", "Quick"]
    assert lengths(at) == [
        f"{len(asked)} indicators · about {minutes_to_answer(urban, asked)} minutes to read and answer, without discussion"
        for asked in (urban.asked("full"), urban.asked("quick"))
    ]
    assert proposed(at) == [DEPARTMENTS[key] for key in ELSEWHERE]
    assert at.radio(key="setup-k").value == 3
    assert at.checkbox(key="setup-shows-last").value is False
    assert at.selectbox(key="setup-zone").value == "UTC"


@pytest.mark.parametrize(
    ("zone", "proposed", "day"),
    [
        ("Pacific/Kiritimati", "Pacific/Kiritimati", 14),
        ("America/Lima", "America/Lima", 13),
        ("../UTC", "UTC", 13),
    ],
)
@pytest.mark.usefixtures("noon", "store")
def test_the_day_of_the_browser_is_proposed(zone: str, proposed: str, day: int) -> None:
    at = visit(SET_UP, links=[HOST_LINK], zone=zone)
    assert at.selectbox(key="setup-zone").value == proposed
    assert at.date_input(key="setup-date").value == datetime.date(2026, 10, day)
    assert f"- **Date** · October {day}, 2026" in words(
        at.date_input(key="setup-date").set_value(None).run()
    )


def test_a_name_and_next_four_times_make_a_workshop(store: Store) -> None:
    at = as_host(SET_UP)
    at.text_input(key="setup-city").input("Lisbon")
    press(at, *["setup-next"] * 4, "setup-create")
    (made,) = all_workshops(store)
    assert (made.city.name, made.city.country) == ("Lisbon", "Portugal")
    assert at.title[0].value == "Links and poster"


def test_each_theme_gets_a_group_where_groups_score_their_own(store: Store) -> None:
    at = as_host(SET_UP)
    at.text_input(key="setup-city").input("Lisbon")
    press(at, *["setup-next"] * 3)
    at.selectbox(key="setup-groups").set_value("scores").run()
    press(at, "setup-next", "setup-create")
    (made,) = all_workshops(store)
    assert [one.themes for one in made.groups] == [(t.code,) for t in made.framework.themes]
    assert [one.name for one in made.groups] == [
        made.framework.title(t.code, "en") for t in made.framework.themes
    ]
    assert made.by_theme


def test_the_stricter_privacy_outlives_a_reload_and_an_address_lowers_nothing(store: Store) -> None:
    at = as_host(SET_UP)
    at.radio(key="setup-k").set_value(5).run()
    again = visit(SET_UP, links=[HOST_LINK], asked={"k": at.query_params["k"][0]})
    assert again.radio(key="setup-k").value == 5
    for asked in ("0", "2", "many"):
        assert visit(SET_UP, links=[HOST_LINK], asked={"k": asked}).radio(key="setup-k").value == 3
    press(at, *["setup-next"] * 4)
    assert "Privacy** · Residents take part" in words(at)
    assert "Hazards** · none chosen, so questions about every hazard are asked" in words(at)


def test_next_stays_where_something_is_wrong_and_names_it_there(store: Store) -> None:
    at = press(as_host(SET_UP), "setup-next")
    assert [error.value for error in at.error] == ["Enter the name of the city and its country."]
    assert at.query_params.get("step", "city") == "city"
    assert marked(at) == ["1 City"]
    at.text_input(key="setup-city").input("Haiwan")
    at.text_input(key="setup-country").input("China").run()
    assert (list(at.error), marked(at)) == ([], [])


def test_create_goes_back_to_the_first_step_with_a_mistake(store: Store) -> None:
    at = filled()
    at.text_input(key="setup-population").input("many")
    create(at, deleted_rows=[*range(9)])
    assert at.query_params["step"] == "city"
    assert marked(at) == ["1 City", "4 Departments"]
    assert len(at.error) == 2
    assert all_workshops(store) == []


def test_steps_are_chosen_back_and_forth_and_keep_what_was_typed(store: Store) -> None:
    at = press(filled(), "setup-next")
    at.text_area(key="setup-probable").input("Rain of 80 mm.")
    press(at, "setup-next", "setup-back", "setup-back")
    assert at.text_input(key="setup-city").value == "Haiwan"
    at.segmented_control(key="setup-step").set_value("hazards").run()
    assert at.query_params["step"] == "hazards"
    assert at.text_area(key="setup-probable").value == "Rain of 80 mm."
    assert at.button(key="setup-back").disabled is False


def test_the_phone_shows_the_page_to_join_and_the_first_card(store: Store) -> None:
    at = filled()
    for words_there in ("Your department", ">Haiwan<", ">Meteorology<"):
        assert words_there in drawn(at)
    at.text_area(key="setup-severe").input("Damage of $3 m, then <b>$5 m</b>.")
    said = drawn(press(at, "setup-next"))
    assert "Shared list of critical sites" in said
    assert "Damage of $3 m, then &lt;b&gt;$5 m&lt;/b&gt;." in said


def test_the_phone_shows_groups_where_people_choose_a_group(store: Store) -> None:
    at = filled()
    at.selectbox(key="setup-groups").set_value("scores").run()
    said = drawn(at)
    assert "Your group" in said
    assert ">Resilient infrastructure<" in said
    assert "Meteorology" not in said


def test_a_full_form_creates_the_workshop_and_opens_its_links(store: Store) -> None:
    at = filled()
    at.text_input(key="setup-population").input("2,400,000")
    at.checkbox(key="setup-coast").check()
    at.multiselect(key="setup-hazards").select("typhoon").select("storm-surge")
    at.text_area(key="setup-probable").input(" A typhoon. ")
    at.text_area(key="setup-severe").input("A super typhoon.")
    at.radio(key="setup-tier").set_value("quick")
    at.selectbox(key="setup-zone").set_value("Asia/Shanghai")
    at.date_input(key="setup-date").set_value(datetime.date(2026, 10, 13))
    at.radio(key="setup-k").set_value(5)
    create(
        at,
        edited_rows={0: {"expected": 8}, 1: {"department": "Ports", "expected": 3}},
        added_rows=[{"department": " Fishery ", "expected": 2}, {"department": None}],
        deleted_rows=[5],
    )
    (made,) = all_workshops(store)
    assert (made.city.name, made.city.country) == ("Haiwan", "China")
    assert (made.city.population, made.city.coast) == (2_400_000, True)
    assert made.city.hazards == ("typhoon", "storm-surge")
    assert (made.probable, made.severe) == ("A typhoon.", "A super typhoon.")
    assert (made.tier, made.timezone, made.k) == ("quick", "Asia/Shanghai", 5)
    assert made.date == datetime.date(2026, 10, 13)
    assert [(d.name, d.expected) for d in made.departments] == [
        ("Housing", 8),
        ("Ports", 3),
        ("Water", 0),
        ("Emergency management", 0),
        ("Urban utilities", 0),
        ("Planning", 0),
        ("Meteorology", 0),
        ("Parks and landscape", 0),
        ("Fishery", 2),
        ("Mixed tables", 0),
    ]
    assert at.title[0].value == "Links and poster"
    assert at.query_params["workshop"] == made.code
    assert made.code in words(at)


def test_a_known_city_fills_the_form_and_each_part_can_be_changed(store: Store) -> None:
    at = as_host(SET_UP)
    at.text_input(key="setup-city").input("카스카이스").run()
    assert at.text_input(key="setup-country").value == "Portugal"
    assert at.text_input(key="setup-population").value == "36,436"
    assert at.checkbox(key="setup-coast").value is True
    assert at.multiselect(key="setup-hazards").value == ["earthquake", "flood", "tsunami"]
    assert at.number_input(key="setup-latitude").value == 38.69681
    assert "(GeoNames, 2026-07)" in words(at)
    assert "INFORM Risk Index, 2020 v0.4.0" in words(at)
    at.text_input(key="setup-population").input("214,158").run()
    at.text_input(key="setup-city").input("Sintra").run()
    assert at.text_input(key="setup-population").value == "214,158"
    assert at.multiselect(key="setup-hazards").value == []
    assert at.number_input(key="setup-latitude").value is None
    assert "GeoNames" not in words(at)


def test_another_country_than_that_of_the_known_city_is_asked_about(store: Store) -> None:
    at = as_host(SET_UP)
    at.text_input(key="setup-city").input("Lisbon").run()
    assert "Is this" not in words(at)
    at.text_input(key="setup-country").input("Poland").run()
    assert "Is this Lisbon, Portugal? The country above is Poland." in words(at)


def test_where_open_data_name_no_hazard_the_page_says_so(store: Store) -> None:
    at = as_host(SET_UP)
    at.text_input(key="setup-city").input("Copenhagen").run()
    assert at.multiselect(key="setup-hazards").value == []
    assert "No hazards are listed for this city in open data." in words(at)


def test_the_beginning_of_a_name_offers_cities_to_take(store: Store) -> None:
    at = as_host(SET_UP)
    at.text_input(key="setup-city").input("toya").run()
    press(at, "setup-take-Toyama")
    assert at.text_input(key="setup-city").value == "Toyama"
    assert at.text_input(key="setup-country").value == "Japan"


def test_a_suggestion_alone_leaves_nothing_out(waves: None, store: Store) -> None:
    at = as_host(SET_UP)
    at.text_input(key="setup-city").input("Berlin").run()
    suggested = at.multiselect(key="setup-hazards").value
    assert "flood" in suggested
    at.multiselect(key="setup-hazards").unselect("flood").select("heat").run()
    assert boxes(at) == {FLOOD_ALONE: True, FLOOD_OR_WAVES: True}
    at.text_input(key="setup-city").input("Reykjavík").run()
    assert "flood" not in at.multiselect(key="setup-hazards").value


def test_income_and_place_may_stay_empty_but_not_half_a_place(store: Store) -> None:
    at = filled()
    at.number_input(key="setup-latitude").set_value(22.3)
    create(at)
    assert [error.value for error in at.error] == [
        "Enter both the latitude and the longitude of the city, or neither."
    ]
    at.number_input(key="setup-latitude").set_value(None)
    create(at)
    (made,) = all_workshops(store)
    assert (made.city.income, made.city.latitude, made.city.longitude) == (None, None, None)


@pytest.mark.parametrize(("city", "country"), [("", "China"), ("  ", "China"), ("Haiwan", "")])
def test_a_city_without_name_or_country_is_refused(store: Store, city: str, country: str) -> None:
    at = filled()
    at.text_input(key="setup-city").input(city)
    at.text_input(key="setup-country").input(country)
    create(at)
    assert [error.value for error in at.error] == ["Enter the name of the city and its country."]
    assert all_workshops(store) == []
    assert at.text_input(key="setup-country").value == country


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        (
            {"added_rows": [{"department": " Water "}]},
            "The department Water is in the table twice. Remove one of the two.",
        ),
        (
            {"edited_rows": {0: {"department": "Ports"}, 1: {"department": "Ports"}}},
            "The department Ports is in the table twice. Remove one of the two.",
        ),
        (
            {"edited_rows": {0: {"department": None, "expected": 4}}},
            "A department has no name. Give it one, or remove the row.",
        ),
        ({"deleted_rows": [*range(9)]}, "Name at least one department."),
        (
            {"edited_rows": {2: {"expected": -1}}},
            "People expected in Water: enter a number, 0 or more.",
        ),
        (
            {"added_rows": [{"department": "Mixed tables", "expected": 1}]},
            "The name Mixed tables is reserved. Choose another.",
        ),
    ],
)
def test_a_table_of_departments_with_a_fault_is_refused_in_words(
    store: Store, edits: dict[str, Any], said: str
) -> None:
    at = create(filled(), **edits)
    assert not at.exception
    assert [error.value for error in at.error] == [said]
    assert all_workshops(store) == []


@pytest.mark.parametrize("typed", ["-5", "1e30", "two million"])
def test_a_population_that_is_no_number_of_people_is_refused(store: Store, typed: str) -> None:
    at = filled()
    at.text_input(key="setup-population").input(typed)
    create(at)
    assert [error.value for error in at.error] == [
        f"The population {typed} is not a whole number of people. Write it like 1400000, or leave "
        "it empty."
    ]
    assert all_workshops(store) == []


def test_the_last_step_says_all_in_words(store: Store) -> None:
    at = filled()
    at.date_input(key="setup-date").set_value(datetime.date(2026, 11, 25))
    at.run()
    said = words(at)
    assert "- **City** · Haiwan, China" in said
    assert "- **Date** · November 25, 2026" in said
    assert "- **Departments** · 9" in said
    at.session_state[EDITOR] = {
        "edited_rows": {1: {"expected": 3}, 2: {"expected": 12}},
        "added_rows": [],
        "deleted_rows": [3, 4, 5, 6, 7, 8],
    }
    said = words(at.run())
    (line,) = re.findall(r"- \*\*Departments\*\* · (.*)", said)
    assert line == "3 · expected 15 · Housing –, Construction 3, Water 12"


def test_a_date_that_was_emptied_is_asked_for(store: Store) -> None:
    at = filled()
    at.date_input(key="setup-date").set_value(None)
    at.run()
    assert not at.exception
    create(at)
    assert [error.value for error in at.error] == ["Enter the date of the workshop."]
    assert all_workshops(store) == []


@pytest.mark.parametrize("role", ["facilitator", "cofacilitator", "official", "lead"])
def test_links_of_a_workshop_do_not_set_up_others(held: Held, role: str) -> None:
    at = as_staff(SET_UP, held, role)
    assert (
        words(at)
        == f"{HOST_ONLY}\nThe link that you were given\nOpen the link\nGo to the home page"
    )


def test_neither_a_stranger_nor_a_participant_sets_up_a_workshop(held: Held) -> None:
    for at in (as_stranger(SET_UP), as_person(SET_UP, token_in(held))):
        assert (
            words(at)
            == f"{HOST_ONLY}\nThe link that you were given\nOpen the link\nGo to the home page"
        )
        assert kinds(at).isdisjoint({"text_input", "dataframe", "button"})


def test_the_way_back_from_a_refusal_stays_in_the_tab(store: Store) -> None:
    links = [node.proto.body for node in elements(as_stranger(SET_UP)) if node.type == "html"]
    assert any('<a href="/" target="_self">Go to the home page</a>' in link for link in links)


def test_without_any_framework_the_page_says_what_to_do(
    tmp_path: Path, frameworks_in: Callable[[Path], None]
) -> None:
    frameworks_in(tmp_path / "none")
    at = as_host(SET_UP)
    assert "There is no framework in " in words(at)
    assert "set RESILIENCE_FRAMEWORKS." in words(at)
    assert "button" not in kinds(at)


def test_each_framework_brings_its_own_tiers(
    tmp_path: Path, frameworks_in: Callable[[Path], None], store: Store
) -> None:
    written(tmp_path / "frameworks" / "small", FILES)
    frameworks_in(tmp_path / "frameworks")
    at = filled()
    assert at.selectbox(key="setup-framework").options == ["Small (small 1.0)"]
    assert lengths(at) == [
        "4 indicators · about 2 minutes to read and answer, without discussion",
        "2 indicators · about 1 minute to read and answer, without discussion",
    ]
    create(at)
    (made,) = all_workshops(store)
    assert made.framework.id == "small"


@pytest.fixture
def waves(tmp_path: Path, frameworks_in: Callable[[Path], None], store: Store) -> None:
    """One framework on offer: AA.1 is about floods alone, 1.10 about floods and tsunamis."""
    files = changed(
        "framework.yaml", "            weight: 3\n", "            hazards: [flood, tsunami]\n"
    )
    written(tmp_path / "frameworks" / "small", files)
    frameworks_in(tmp_path / "frameworks")


def boxes(at: AppTest) -> dict[str, bool]:
    """The boxes of what is not asked, by their words."""
    return {
        box.label: bool(box.value)
        for box in at.checkbox
        if str(box.key).startswith("setup-not-asked")
    }


FLOOD_ALONE, FLOOD_OR_WAVES = "AA.1 Drain plan (Flood)", "1.10 Drain size (Flood, Tsunami)"


def test_what_concerns_no_hazard_of_the_city_is_proposed_as_not_asked(
    waves: None, store: Store
) -> None:
    at = filled()
    assert (boxes(at), list(at.expander)[1:]) == ({}, [])
    at.multiselect(key="setup-hazards").select("heat").run()
    assert boxes(at) == {FLOOD_ALONE: True, FLOOD_OR_WAVES: True}
    assert at.expander[1].label == "Not asked: 2 indicators"
    assert lengths(at) == [
        "2 indicators · about 1 minute to read and answer, without discussion",
        "1 indicator · about 1 minute to read and answer, without discussion",
    ]
    at.multiselect(key="setup-hazards").select("tsunami").run()
    assert boxes(at) == {FLOOD_ALONE: True}
    at.radio(key="setup-tier").set_value("quick").run()
    assert boxes(at) == {FLOOD_ALONE: True}
    create(at)
    (made,) = all_workshops(store)
    assert made.not_asked == ("AA.1",)
    assert [one.code for one in made.asked] == ["B1"]


def test_a_box_that_was_unticked_is_asked(waves: None, store: Store) -> None:
    at = filled()
    at.multiselect(key="setup-hazards").select("heat").run()
    at.checkbox(key="setup-not-asked small 1.0 AA.1").uncheck().run()
    assert at.radio(key="setup-tier").value == "full"
    assert lengths(at)[0] == "3 indicators · about 2 minutes to read and answer, without discussion"
    create(at)
    (made,) = all_workshops(store)
    assert made.not_asked == ("1.10",)
    assert [one.code for one in made.asked] == ["AA.1", "B1", "B2"]


def test_starting_from_the_last_workshop_keeps_what_was_not_asked(
    waves: None, store: Store
) -> None:
    at = filled()
    at.multiselect(key="setup-hazards").select("heat").run()
    at.checkbox(key="setup-not-asked small 1.0 AA.1").uncheck().run()
    create(at)
    (made,) = all_workshops(store)
    again = as_host(SET_UP)
    again.selectbox(key="setup-from").set_value(made.code).run()
    assert boxes(again) == {FLOOD_ALONE: False, FLOOD_OR_WAVES: True}
    assert proposed(again) == [DEPARTMENTS[key] for key in PROPOSED["china"]]
    again.text_input(key="setup-country").input("Japan").run()
    assert proposed(again) == [DEPARTMENTS[key] for key in PROPOSED["china"]]


def test_the_time_is_that_of_the_workshops_language(store: Store) -> None:
    at = filled()
    at.selectbox(key="setup-framework").set_value("undrr-preliminary").run()
    undrr = installed(ROOT / "indicators")["undrr-preliminary"]
    for language in ("en", "ja"):
        at.selectbox(key="setup-language").set_value(language).run()
        minutes = minutes_to_answer(undrr, undrr.asked("full"), language)
        assert lengths(at)[0].endswith(
            f"about {minutes} minutes to read and answer, without discussion"
        )


@pytest.mark.parametrize(
    ("typed", "country"),
    [("China", "china"), ("中国", "china"), ("日本", "japan"), ("대한민국", "korea")],
)
def test_the_country_proposes_its_departments(store: Store, typed: str, country: Country) -> None:
    at = as_host(SET_UP)
    at.text_input(key="setup-country").input(typed).run()
    assert proposed(at) == [DEPARTMENTS[key] for key in PROPOSED[country]]
    at.text_input(key="setup-country").input("Portugal").run()
    assert proposed(at) == [DEPARTMENTS[key] for key in ELSEWHERE]


def test_a_table_that_was_edited_stays(store: Store) -> None:
    at = as_host(SET_UP)
    edits: dict[str, Any] = {
        "edited_rows": {0: {"expected": 8}},
        "added_rows": [],
        "deleted_rows": [],
    }
    at.session_state[EDITOR] = edits
    at.run()
    at.text_input(key="setup-country").input("Japan")
    at.text_input(key="setup-city").input("Haiwan")
    at.session_state[EDITOR] = edits
    at.run()
    assert proposed(at) == [DEPARTMENTS[key] for key in ELSEWHERE]
    create(at, edited_rows={0: {"expected": 8}})
    (made,) = all_workshops(store)
    assert [one.name for one in made.departments][:-1] == [DEPARTMENTS[k] for k in ELSEWHERE]
    assert made.departments[0].expected == 8


def test_the_table_names_a_country_only_where_it_knows_one(store: Store) -> None:
    at = as_host(SET_UP)
    assert "This is a proposal. Change it as needed." in words(at)
    at.text_input(key="setup-country").input("Japan").run()
    assert "This is a proposal for the country. Change it as needed." in words(at)
