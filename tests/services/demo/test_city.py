"""The invented demo city: the same everywhere, beside no real city, and gone without a trace."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from resilience.errors import InputError, NotAllowed, WrongTime
from resilience.exchange.package import write_package
from resilience.framework import Framework
from resilience.services.access.access import NOBODY, identify
from resilience.services.cities.choice import choice_of
from resilience.services.cities.peers import add_peer, peers, taken_in
from resilience.services.cities.publishers import publishers
from resilience.services.demo.city import load_demo, offer_demo, remove_demo
from resilience.services.results import results
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.participants import join
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.profile import demo_state
from resilience.services.workshop.workshops import view_workshop, workshops_of
from resilience.store import Store, migrate
from resilience.store.tables import Base, FrameworkCopy, Participant, Response, Round, StaffAct
from tests.conftest import DATABASES, Cluster
from tests.exchange.package.made import KEY as PUBLISHED_BY
from tests.exchange.package.made import result as published
from tests.indicators import URBAN, shipped
from tests.services.held import HOST, KEY, Held, rows, set_up
from tests.services.recount import Counted, Line, frozen, of_rest, of_room, recounted

pytestmark = pytest.mark.long

#: what stays when the demo goes
KEPT = {"staff_act", "framework_copy"}


@pytest.fixture(scope="module")
def urban() -> Framework:
    """The framework of the demo."""
    return shipped(URBAN)


@dataclass(frozen=True)
class Loaded:
    """A database with the demo in it, and its join codes, most recent first."""

    store: Store
    codes: list[str]


@pytest.fixture(scope="module", params=DATABASES)
def demo(request: pytest.FixtureRequest, urban: Framework, folder: Path) -> Iterator[Loaded]:
    """The demo on each database, for tests that change nothing."""
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'demo.db'}"
    else:
        server: Cluster = request.getfixturevalue("postgresql")
        url = server.url(server.create("migrated"))
    store = Store(url)
    migrate(store)
    yield Loaded(store, load_demo(store, urban))
    store.engine.dispose()


def shown(store: Store, code: str) -> WorkshopResult:
    """A result of the demo as a passer-by sees it."""
    return results.read_result(store, results.admit(store, NOBODY, code)[0])


def test_the_demo_is_two_workshops_of_48_participants_in_6_departments(
    demo: Loaded,
) -> None:
    store = demo.store
    later, earlier = (view_workshop(store, code) for code in demo.codes)
    assert (later.date.year, earlier.date.year) == (2026, 2025)
    assert (later.reveals, earlier.reveals) == (2, 1)
    for workshop in (later, earlier):
        assert workshop.invented
        assert "invented" in workshop.city.name
        assert workshop.phase is Phase.CLOSED
        people = rows(store, Participant, workshop_id=workshop.id)
        assert len(people) == 48
        assert len({p.department_id for p in people}) == 6
        assert sorted(p.size for p in people if p.is_table) == [3, 4]
        assert len(rows(store, Round, workshop_id=workshop.id)) == workshop.reveals
        assert len(shown(store, workshop.code).room) == 6
        assert shown(store, workshop.code).participants == 48


def test_the_tallies_of_the_demo_are_those_of_its_answers(demo: Loaded) -> None:
    """Departments have their own cells of the first vote, the city those that are counted as one."""
    for code in demo.codes:
        held = Held(demo.store, code)
        kept, given = frozen(held), recounted(held)
        assert kept.items() <= given.items()
        withheld = given.keys() - kept.keys()
        rest = known(of_rest(held))
        pooled = as_one({p: given[p] for p in withheld if (*p[:2], "na") not in kept})
        shown_as_one = {place[1] for place in rest}
        assert {p: line for p, line in pooled.items() if p[1] in shown_as_one} == rest != {}
        for code_left in {place[1] for place in pooled} - shown_as_one:  # no cell helps
            assert people_of(pooled, code_left) < held.view.k
        for number in range(2, held.view.reveals + 1):
            assert frozen(held, number) == {}
            again, room = as_one(recounted(held, number)), known(of_room(held, number))
            served = {place[1] for place in room}  # others would tell of a few who changed
            assert {p: line for p, line in again.items() if p[1] in served} == room != {}


def people_of(counts: Counted, indicator: str) -> int:
    """All people who gave a level or N/A."""
    return sum(line.people for place, line in counts.items() if place[1] == indicator)


def as_one(counts: Counted) -> Counted:
    """Counts of units as those of one."""
    found: Counted = {}
    for (_, indicator, answer), line in counts.items():
        place = ("", indicator, answer)
        before = found.get(place, Line(0, 0))
        found[place] = Line(
            before.answers + line.answers,
            before.people + line.people,
            before.total + line.total,
            before.squares + line.squares,
        )
    return found


def known(counts: Counted) -> Counted:
    """Counts without those who did not know."""
    return {place: line for place, line in counts.items() if place[2] != "dk"}


def test_two_databases_give_equal_codes_and_equal_results(
    demo: Loaded, sqlite_store: Store, urban: Framework
) -> None:
    assert load_demo(sqlite_store, urban) == demo.codes
    for code in demo.codes:
        here, there = shown(demo.store, code), shown(sqlite_store, code)
        assert here.result == there.result
        assert (here.room, here.remarks, here.by_people, here.actions) == (
            there.room,
            there.remarks,
            there.by_people,
            there.actions,
        )


def test_the_demo_has_actions_in_both_years_and_what_became_of_the_first(demo: Loaded) -> None:
    later, earlier = (shown(demo.store, code).actions for code in demo.codes)
    assert [action.state for action in later] == ["open", "under way", "open", "open"]
    assert sorted(action.state for action in earlier) == [
        "done",
        "done",
        "dropped",
        "open",
        "under way",
    ]
    for action in (*later, *earlier):
        assert action.feasible.state == "voted"
        assert 30 < (action.feasible.people or 0) < 54


def test_the_demo_agreed_on_levels_in_both_years(demo: Loaded) -> None:
    later, earlier = (shown(demo.store, code).agreed for code in demo.codes)
    told = {
        code: (one.outcome, earlier[code].outcome) for code, one in later.items() if code in earlier
    }
    assert told == {"INF11": (2, 1), "PLN18": (2, "both"), "CRM10": (2, 1)}
    assert {code for code, one in later.items() if one.outcome == "both"} == {"ENG12"}
    assert all(one.reason for one in (*later.values(), *earlier.values()))


def test_loading_again_changes_nothing(demo: Loaded, urban: Framework) -> None:
    before = len(rows(demo.store, Response))
    assert offer_demo(demo.store, HOST, urban) == demo.codes
    assert len(rows(demo.store, Response)) == before


def test_anybody_may_look_around_the_demo_and_nobody_may_join_it(demo: Loaded) -> None:
    assert [w.code for w in workshops_of(demo.store, NOBODY)] == demo.codes
    department = view_workshop(demo.store, demo.codes[0]).departments[0].id
    with pytest.raises(WrongTime, match="has closed"):
        join(demo.store, demo.codes[0], department_id=department, language="en")


def test_the_people_of_the_demo_have_no_token_that_opens_anything(demo: Loaded) -> None:
    hashes = [p.token_hash for p in rows(demo.store, Participant)]
    assert len(set(hashes)) == 96
    for known in hashes[:5]:
        assert identify(demo.store, KEY, participant_token=known, staff_tokens=[known]) == NOBODY


def test_a_removed_demo_leaves_no_row_but_record_and_framework_and_comes_back_the_same(
    store: Store, urban: Framework
) -> None:
    codes = load_demo(store, urban)
    before = shown(store, codes[0]).result
    assert demo_state(store) == (True, False)
    remove_demo(store, HOST)
    assert demo_state(store) == (False, False)
    assert filled(store) == KEPT
    told = {"workshops": codes}
    assert [(a.actor, a.act, a.thing, a.before, a.after) for a in rows(store, StaffAct)] == [
        ("host", "demo loaded", "Haiwan (invented demo city)", None, told),
        ("host", "demo removed", "Haiwan (invented demo city)", told, None),
    ]
    assert len(rows(store, FrameworkCopy)) == 1
    assert load_demo(store, urban) == codes
    assert shown(store, codes[0]).result == before


def filled(store: Store) -> set[str]:
    """The tables with rows."""
    with store.read() as session:
        tables = Base.metadata.sorted_tables
        return {t.name for t in tables if session.connection().execute(t.select()).first()}


def test_removing_a_demo_that_is_not_there_leaves_real_cities(held: Held) -> None:
    before = held.view
    remove_demo(held.store, HOST)
    assert held.view == before
    assert demo_state(held.store) == (False, True)


def test_a_demo_that_was_there_before_the_real_city_stays(
    store: Store, urban: Framework, framework: Framework
) -> None:
    codes = load_demo(store, urban)
    set_up(store, framework)
    assert load_demo(store, urban) == codes, "a server with --demo starts again"


def test_the_demo_is_refused_beside_a_real_city_and_nothing_changes(
    held: Held, urban: Framework
) -> None:
    before = {t.__name__: len(rows(held.store, t)) for t in (Participant, Response, StaffAct)}
    before_view = held.view
    with pytest.raises(InputError, match="contains a real city"):
        load_demo(held.store, urban)
    with pytest.raises(InputError, match="contains a real city"):
        offer_demo(held.store, HOST, urban)
    assert {t.__name__: len(rows(held.store, t)) for t in (Participant, Response, StaffAct)} == (
        before
    )
    assert held.view == before_view
    assert len(rows(held.store, FrameworkCopy)) == 1


def test_only_the_host_loads_and_removes_the_demo(demo: Loaded, urban: Framework) -> None:
    with pytest.raises(NotAllowed):
        offer_demo(demo.store, NOBODY, urban)
    with pytest.raises(NotAllowed):
        remove_demo(demo.store, NOBODY)
    assert demo_state(demo.store) == (True, False)


def test_a_real_workshop_does_not_take_the_name_of_the_demo_city(
    demo: Loaded, urban: Framework
) -> None:
    city = view_workshop(demo.store, demo.codes[0]).city
    with pytest.raises(InputError, match="invented demo city"):
        set_up(demo.store, urban, city=city)
    assert len(workshops_of(demo.store, HOST)) == 2


def test_the_demo_has_invented_peers_of_which_one_cannot_be_compared(demo: Loaded) -> None:
    kept = taken_in(demo.store, invented=True)
    assert len(kept) == 8
    assert all(one.city.name.endswith("(invented)") and one.city.invented for one in kept)
    assert {one.publisher for one in kept} == {"Invented demo"}
    assert peers(demo.store) == ()
    found = choice_of(shown(demo.store, demo.codes[0]), kept)
    assert set(found.peers) - set(found.comparable) == {"Weirhaven (invented)"}
    assert found.proposed == (
        "Corvala (invented)",
        "Aldmouth (invented)",
        "Kazenoura (invented)",
        "Estermar (invented)",
        "Lindarro (invented)",
    )


def test_the_invented_peers_are_the_same_on_every_database_but_for_who_signed(
    demo: Loaded, sqlite_store: Store, urban: Framework
) -> None:
    load_demo(sqlite_store, urban)
    here, there = (taken_in(store, invented=True) for store in (demo.store, sqlite_store))
    assert [(one.city, one.side.scores) for one in here] == [
        (one.city, one.side.scores) for one in there
    ]
    assert {one.fingerprint for one in here}.isdisjoint(one.fingerprint for one in there)


def test_removing_the_demo_leaves_peers_of_others(store: Store, urban: Framework) -> None:
    load_demo(store, urban)
    add_peer(store, HOST, write_package(published(), PUBLISHED_BY), trust=True)
    remove_demo(store, HOST)
    assert [one.city.name for one in peers(store)] == ["Aba"]
    assert [one.name for one in publishers(store)] == ["City of Aba"]
    assert peers(store, invented=True) == ()
