"""Setting a workshop up from the last one of the same city."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.elements.lib import policies
from streamlit.runtime.state import get_session_state
from streamlit.testing.v1 import AppTest

from resilience.errors import NotAllowed
from resilience.framework import Framework
from resilience.services.workshop.next_year import last_workshops
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.plan import GroupMode
from resilience.services.workshop.profile import CityProfile
from resilience.services.workshop.workshops import workshops_of
from resilience.store import Store
from resilience.ui.facilitate.set_up.departments import EXPECTED, NAME
from resilience.ui.shared.menu import SET_UP
from tests.app.conftest import DemoCodes
from tests.app.facilitate.test_set_up import create
from tests.app.seen import words
from tests.app.visit import as_host, visit
from tests.services.held import CITY, HOST, HOST_LINK, Held, set_up

Sets = Callable[..., Held]


def started(code: str) -> AppTest:
    """The set-up page, started from a workshop."""
    at = as_host(SET_UP)
    at.selectbox(key="setup-from").set_value(code).run()
    assert not at.exception
    return at


def test_without_a_real_city_there_is_nothing_to_start_from(demo: DemoCodes) -> None:
    assert [box.key for box in as_host(SET_UP).selectbox if box.key == "setup-from"] == []


def test_the_last_workshop_of_each_city_is_offered(workshop: Sets) -> None:
    earlier = workshop(date=datetime.date(2024, 5, 1))
    last = workshop()
    other = workshop(city=replace(CITY, name="Sintra"), date=datetime.date(2025, 5, 1))
    box = as_host(SET_UP).selectbox(key="setup-from")
    assert box.options == [
        "the last workshop of Cascais, October 13, 2026",
        "the last workshop of Sintra, May 1, 2025",
    ]
    found = [w.code for w in last_workshops(last.store, HOST)]
    assert found == [last.code, other.code]
    assert earlier.code not in found


def test_a_link_starts_from_a_workshop_once(held: Held) -> None:
    at = as_host(SET_UP)
    at.query_params["start"] = held.code
    at.run()
    assert at.selectbox(key="setup-from").value == held.code
    assert at.text_input(key="setup-city").value == "Cascais"
    assert "start" not in at.query_params


def test_only_the_host_is_offered_other_workshops(held: Held) -> None:
    for role in ("facilitator", "official"):
        with pytest.raises(NotAllowed):
            last_workshops(held.store, held.staff(role))


def test_the_form_is_filled_in_with_all_that_the_last_one_had(
    store: Store, urban: Framework, noon: datetime.date
) -> None:
    held = set_up(
        store,
        urban,
        city=CityProfile(
            name="Zhuhai",
            country="China",
            population=2_400_000,
            coast=True,
            hazards=("typhoon",),
            income="upper-middle",
            latitude=22.27694,
            longitude=-113.5,
        ),
        departments={"Water": 8, "Ports": 0},
        tier="quick",
        language="ko",
        timezone="Asia/Shanghai",
        k=5,
        date=datetime.date(2025, 10, 13),
    )
    at = started(held.code)
    assert list(at.data_editor[0].value[NAME]) == ["Water", "Ports"]
    assert at.data_editor[0].value[EXPECTED].fillna(0).tolist() == [8, 0]
    assert at.date_input(key="setup-date").value == noon
    create(at)
    assert [error.value for error in at.error] == []
    new, old = sorted(workshops_of(store, HOST), key=lambda w: w.id, reverse=True)
    assert new.code != old.code
    for name in ("city", "tier", "language", "timezone", "k", "probable", "severe"):
        assert getattr(new, name) == getattr(old, name), name
    assert new.framework.sha256 == old.framework.sha256
    assert [(d.name, d.expected) for d in new.departments] == [
        (d.name, d.expected) for d in old.departments
    ]
    assert (new.date, new.reveals) == (noon, 0)


def test_a_version_that_is_not_installed_any_more_can_be_used_again(held: Held) -> None:
    at = started(held.code)  # its framework is one of the tests alone
    assert at.selectbox(key="setup-framework").value == "two-themes 1"
    assert "Two themes (two-themes 1)" in at.selectbox(key="setup-framework").options
    create(at)
    new = max(workshops_of(held.store, HOST), key=lambda w: w.id)
    assert new.framework.sha256 == held.view.framework.sha256
    assert new.code != held.code


def test_what_was_filled_in_can_be_changed(held: Held) -> None:
    at = started(held.code)
    at.text_input(key="setup-city").input("Sintra")
    create(at, edited_rows={0: {"expected": 9}})
    new = max(workshops_of(held.store, HOST), key=lambda w: w.id)
    assert new.city.name == "Sintra"
    assert new.departments[0].expected == 9
    assert held.view.city.name == "Cascais"


@pytest.mark.parametrize("link", [True, False], ids=["next workshop", "city of open data"])
def test_no_field_has_a_default_beside_what_is_filled_in(
    held: Held, link: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice, check = set[str](), policies.check_session_state_rules

    def noted(default_value: object, key: str | None, **more: bool) -> None:
        if key and default_value is not None and get_session_state().is_new_state_value(key):
            twice.add(key)  # Streamlit's log has a warning for the first only, without its name
        check(default_value, key, **more)

    monkeypatch.setattr(policies, "check_session_state_rules", noted)
    at = visit(SET_UP, links=[HOST_LINK], zone="Europe/Lisbon")
    if link:
        at.query_params["start"] = held.code
        at.run()
        assert at.text_input(key="setup-city").value == "Cascais"
    else:
        at.text_input(key="setup-city").input("Rotterdam").run()
        assert at.text_input(key="setup-country").value == "Netherlands"
    assert not twice


def test_an_empty_form_can_be_taken_again(held: Held) -> None:
    at = started(held.code)
    at.selectbox(key="setup-from").set_value(None).run()
    assert not at.exception
    assert at.selectbox(key="setup-framework").value is not None


def test_two_workshops_of_one_day_are_told_apart_by_their_codes(workshop: Sets) -> None:
    codes = [workshop().code for _ in range(2)]
    workshop().bring_to(Phase.REVEALED)
    first, *others = as_host(SET_UP).selectbox(key="setup-from").options
    assert re.fullmatch(r"workshop \w{6} of Cascais, October 13, 2026 \(result revealed\)", first)
    assert others == [
        f"workshop {code} of Cascais, October 13, 2026 (people can join)"
        for code in reversed(codes)
    ]


@pytest.mark.parametrize("mode", ["scores", "discusses", None])
def test_what_groups_do_is_taken_too(workshop: Sets, mode: GroupMode | None) -> None:
    held = workshop(departments={"Town hall": 9}, group_mode=mode)
    at = started(held.code)
    assert at.selectbox(key="setup-groups").value == (mode or "")


def test_the_form_says_which_agreed_levels_would_be_shown(workshop: Sets) -> None:
    nothing = "There are no agreed levels to show. They come from this city's last workshop"
    held = workshop()
    held.settle(W1=3.0, P2="both")
    at = started(held.code)
    at.date_input(key="setup-date").set_value(held.view.date).run()
    assert "decided on" not in words(at)
    at.checkbox(key="setup-shows-last").check().run()
    assert nothing in words(at)
    at.date_input(key="setup-date").set_value(datetime.date(2027, 5, 1)).run()
    said = (
        "If this is on, these questions show what the workshop on October 13, 2026 decided: W1, P2."
    )
    assert said in words(at)
    assert nothing not in words(at)


def test_the_plan_to_look_over_has_hazards_and_events(workshop: Sets) -> None:
    at = started(workshop(city=replace(CITY, hazards=("flood", "heat"))).code)
    at.text_area(key="setup-severe").input("The dam *breaks*.").run()
    seen = next(one.value for one in at.markdown if "**Privacy**" in one.value)
    assert "- **Hazards** · Flood, Extreme heat" in seen
    assert r"**Severe event** · The dam \*breaks\*." in seen
