"""Setting a workshop up: what is refused, and what stands in the database afterwards."""

import datetime
from typing import Any

import pytest

from resilience.errors import InputError, NotFound
from resilience.framework import Framework, load_source
from resilience.framework.vocabulary import HAZARDS
from resilience.services.access.tokens import CODE_ALPHABET
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.profile import CityProfile
from resilience.services.workshop.workshops import (
    DepartmentView,
    create_workshop,
    view_workshop,
)
from resilience.store import Store
from resilience.store.tables import City, FrameworkCopy, Link, StaffAct, Workshop
from tests.services.held import CITY, DEPARTMENTS, HOST, KEY, Held, plan, rows, set_up


def city(**changes: Any) -> dict[str, Any]:
    """A change of the plan's city."""
    profile = {"name": "Cascais", "country": "Portugal", **changes}
    return {"city": CityProfile(**profile)}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "city without a name": (city(name=" "), "name of the city"),
    "city without a country": (city(country=""), "name of the city"),
    "nobody lives there": (city(population=0), "population"),
    "fewer than nobody": (city(population=-5), "population"),
    "hazards nobody knows": (city(hazards=("flood", "zombies", "aliens")), "aliens, zombies"),
    "half a place": (city(latitude=38.7), "both the latitude and the longitude"),
    "beyond the pole": (city(latitude=90.1, longitude=0.0), "between -90 and 90"),
    "beyond the date line": (city(latitude=0.0, longitude=-180.5), "between -180 and"),
    "no departments": ({"departments": {}}, "at least one department"),
    "department without a name": ({"departments": {"Water": 3, "  ": 2}}, "has no name"),
    "name of the mixed tables": ({"departments": {"Mixed tables": 3}}, "Mixed tables is reserved"),
    "name of the others": ({"departments": {"Other departments": 3}}, "is reserved"),
    "name too long": ({"departments": {"W" * 81: 3}}, "at most 80"),
    "fewer expected than none": ({"departments": {"Water": -1}}, "expected in Water"),
    "more expected than live there": ({"departments": {"Water": 100_001}}, "expected in Water"),
    "k of one": ({"k": 1}, "3 people; 1 is too few"),
    "k of two": ({"k": 2}, "3 people; 2 is too few"),
    "k below nothing": ({"k": -3}, "-3 is too few"),
    "time zone nobody knows": ({"timezone": "Mars/Olympus"}, "Mars/Olympus is not known"),
    "tier nobody knows": ({"tier": "half"}, "has no indicators in the tier half"),
    "language nobody offers": ({"language": "xx"}, "language xx is not available"),
    "no time zone": ({"timezone": ""}, "not known"),
}
RIGHT: dict[str, dict[str, Any]] = {
    "only what must be": city(),
    "every hazard": city(hazards=tuple(HAZARDS)),
    "one person lives there": city(population=1),
    "longest name": {"departments": {"W" * 80: 3}},
    "nobody expected": {"departments": {"Water": 0}},
    "most expected": {"departments": {"Water": 100_000}},
    "open": {"k": 0},
    "least k": {"k": 3},
    "residents take part": {"k": 5},
    "quick": {"tier": "quick"},
    "no scenarios": {"probable": "", "severe": ""},
    "far zone": {"timezone": "Asia/Kathmandu"},
}


@pytest.mark.parametrize(("changes", "said"), WRONG.values(), ids=WRONG)
def test_a_plan_with_a_fault_is_refused_in_words_and_leaves_nothing(
    sqlite_store: Store, framework: Framework, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        create_workshop(sqlite_store, KEY, HOST, plan(framework, **changes))
    for table in (City, Workshop, Link, FrameworkCopy, StaffAct):
        assert rows(sqlite_store, table) == []


@pytest.mark.parametrize("changes", RIGHT.values(), ids=RIGHT)
def test_a_plan_at_the_edge_of_what_is_right_is_taken(
    sqlite_store: Store, framework: Framework, changes: dict[str, Any]
) -> None:
    seen = set_up(sqlite_store, framework, **changes).view
    wanted = plan(framework, **changes)
    assert (seen.city, seen.k, seen.tier) == (wanted.city, wanted.k, wanted.tier)
    assert (seen.probable, seen.severe) == (wanted.probable, wanted.severe)
    assert seen.timezone == wanted.timezone


def test_a_workshop_is_what_was_planned(held: Held, framework: Framework) -> None:
    seen = held.view
    assert seen.city == CITY
    assert seen.framework == framework
    assert (seen.date, seen.language) == (datetime.date(2026, 10, 13), "en")
    assert (seen.phase, seen.reveals, seen.invented) == (Phase.PREPARING, 0, False)
    assert seen.expected == 15
    assert [(d.name, d.expected) for d in seen.departments] == [
        ("Water", 5),
        ("Power", 5),
        ("Roads", 5),
        ("Mixed tables", 0),
    ]
    assert all(isinstance(d, DepartmentView) for d in seen.departments)


def test_the_staff_record_begins_with_the_set_up(held: Held) -> None:
    (act,) = rows(held.store, StaffAct)
    assert (act.actor, act.act, act.workshop) == ("host", "workshop set up", held.code)
    assert (act.city, act.thing, act.before) == ("Cascais", "Cascais", None)
    assert act.after is not None
    assert (act.after["k"], act.after["departments"]) == (3, DEPARTMENTS)
    assert set(act.after["links"]) == {
        "facilitator",
        "cofacilitator",
        "official",
        "lead · Water",
        "lead · Power",
        "lead · Roads",
    }


def test_codes_are_short_differ_and_have_no_letters_that_are_mistaken(
    sqlite_store: Store, framework: Framework
) -> None:
    codes = [set_up(sqlite_store, framework).code for _ in range(20)]
    assert len(set(codes)) == 20
    assert {len(code) for code in codes} == {6}
    assert set("".join(codes)) <= set(CODE_ALPHABET)
    assert not set(CODE_ALPHABET) & set("BILO01258SZ")


@pytest.mark.parametrize("typed", ["{}", "{} ", " {}", "{lower}", "{spaced}", "{hyphens}"])
def test_a_code_is_found_as_people_type_it(held: Held, typed: str) -> None:
    code = held.code
    written = typed.format(
        code, lower=code.lower(), spaced=" ".join(code), hyphens=f"{code[:3]}-{code[3:]}".lower()
    )
    assert view_workshop(held.store, written).code == code


def test_a_code_in_wide_letters_is_found(held: Held) -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in held.code.lower())
    assert view_workshop(held.store, f"　{wide}").code == held.code


def test_signs_that_turn_words_around_are_not_kept(store: Store, framework: Framework) -> None:
    turned = {
        "departments": {"Wa\u202eter\u0007": 3, "מים": 2},
        "probable": "It \u2067rains.\r\nA lot.\t\x1b[31m",
    }
    view = set_up(
        store, framework, **city(name="\u202eתל אביב\u2069", country="a\nb"), **turned
    ).view
    assert (view.city.name, view.city.country) == ("תל אביב", "a b")
    assert [d.name for d in view.departments][:2] == ["Water", "מים"]
    assert view.probable == "It rains.\nA lot.\t[31m"


def test_departments_that_differ_in_unseen_signs_are_one(
    store: Store, framework: Framework
) -> None:
    with pytest.raises(InputError, match="Water is in the table twice"):
        set_up(store, framework, departments={"Water": 1, "Wa\u202eter": 2})


@pytest.mark.parametrize("typed", ["", "  ", "AAAAAA", "K7", "\0", "é' OR 1=1 --", "A" * 10_000])
def test_a_code_of_no_workshop_is_told(held: Held, typed: str) -> None:
    with pytest.raises(NotFound, match="no workshop with the code") as told:
        view_workshop(held.store, typed)
    assert len(str(told.value)) < 200


def test_a_city_is_one_row_for_all_its_workshops_with_its_newest_profile(
    store: Store, framework: Framework
) -> None:
    set_up(store, framework, **city(population=1000))
    set_up(store, framework, **city(population=2000, coast=True))
    set_up(store, framework, **city(country="Elsewhere"))
    found = {(row.country, row.population, row.coast) for row in rows(store, City)}
    assert found == {("Portugal", 2000, True), ("Elsewhere", None, False)}


def test_workshops_with_one_framework_share_its_copy(held: Held, framework: Framework) -> None:
    set_up(held.store, framework)
    (copy,) = rows(held.store, FrameworkCopy)
    assert copy.sha256 == framework.sha256
    assert load_source(copy.source) == framework


def test_a_workshop_keeps_its_framework_when_a_newer_one_is_installed(
    held: Held, framework: Framework
) -> None:
    newer = load_source(
        {
            **framework.source,
            "text.en.yaml": framework.source["text.en.yaml"].replace("Dikes", "Dams"),
        }
    )
    other = set_up(held.store, newer)
    assert held.view.framework.title("W2") == "Dikes"
    assert other.view.framework.title("W2") == "Dams"
    assert {copy.sha256 for copy in rows(held.store, FrameworkCopy)} == {
        framework.sha256,
        newer.sha256,
    }
