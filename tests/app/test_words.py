"""Every word that a page shows goes through `Text`: in another language no English is left."""

import ast
import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from resilience.exchange.package import write_package
from resilience.framework import Framework
from resilience.outputs.report import report_of
from resilience.report import words_of as printed_words
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import identify
from resilience.services.access.history import ActFilter, Deed, whole_history
from resilience.services.cities.coordinators import invite_coordinator
from resilience.services.cities.peers import add_peer
from resilience.services.cities.publications import shown_since
from resilience.services.counting import rounds
from resilience.services.deciding import weights
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.feasibility import show_feasibility, vote_feasibility
from resilience.services.demo.words import ACTIONS, AGREED, COMMENTS, PLANNED
from resilience.services.scorecards.paper import EVERY, scorecard_of
from resilience.services.workshop.hall_sheet import poster_of
from resilience.services.workshop.phase import Phase
from resilience.settings import ROOT
from resilience.store import Store, now
from resilience.text import Text
from resilience.ui.facilitate.move_kinds import MOVES
from resilience.ui.facilitate.set_up.departments import EXPECTED, NAME
from resilience.ui.shared import menu
from tests.app.conftest import DemoCodes
from tests.app.foreign import (
    data_of,
    english,
    folder_of,
    foreign,
    sentences,
    words_of,
    write_catalogue,
)
from tests.app.rooms import adopt_weights, reveal_all
from tests.app.seen import pieces
from tests.app.visit import as_host, as_person, as_staff, as_stranger, token_in, visit
from tests.exchange.package.made import KEY, result
from tests.indicators import UNDRR_1, shipped
from tests.services.deeds import whole_day
from tests.services.held import HOST, HOST_LINK, Held
from tests.services.held import KEY as INSTALLATION
from tests.services.results.test_replies import first, show
from tests.services.towns import published

#: buttons of the live page that ask whether it is meant
QUESTIONS = {f"live-{move.label}" for moves in MOVES.values() for move in moves if move.sure}
#: kinds of files and examples, which are the same in every language
KINDS = {"SVG", "PNG", "CSV", "Excel", "EUR", "https://"}
Set = Callable[..., Held]


@pytest.fixture(scope="module")
def catalogues(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the catalogue of the language that nobody speaks."""
    return write_catalogue(tmp_path_factory.mktemp("catalogues"))


@pytest.fixture(autouse=True)
def abroad(catalogues: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """All pages speak it instead of English."""
    monkeypatch.setattr(Text.__init__, "__defaults__", ("en", catalogues))


def check(at: AppTest, *known: Held, also: set[str] | None = None) -> None:
    """Nothing on the page is English, but for the data of these workshops and `also`."""
    data: set[str] = KINDS | (also or set())
    for held in known:
        data |= data_of(held.view)
    said = pieces(at)
    assert any("⟦" in piece for piece in said)
    assert english(said, data) == []


def test_the_catalogue_covers_the_code() -> None:
    found = sentences()
    for said in ("Home", "Join", "You are in.", "Nobody has answered yet, so there is nothing"):
        assert any(one.startswith(said) for one in found if isinstance(one, str)), said
    assert ("{n} person", "{n} people") in found
    assert len(found) > 250
    assert foreign("At {time}, 3 a") == "⟦сѴ {time}, 3 ѡ⟧"
    assert english(["⟦сѴ⟧ 3", "Cascais 2", "10 people", "Cascaisx"], {"Cascais"}) == ["10 people"]


@pytest.mark.parametrize("part", ["pages", "resilience/ui", "resilience/charts"])
def test_no_sentence_stands_in_an_f_string_where_extraction_does_not_look(part: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in folder_of(part)
        for string in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and says(call)
    ]
    assert found == []


def says(call: ast.Call) -> bool:
    """Whether a call is `text("…")` or `text.plural("…", …)`."""
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    return name in ("text", "plural") and isinstance(call.args[0], ast.Constant)


def test_the_first_page(held: Held) -> None:
    for at in (as_stranger(menu.HOME), as_host(menu.HOME), as_person(menu.HOME, token_in(held))):
        check(at, held)


def test_the_first_page_without_and_with_the_demo(store: Store, demo: DemoCodes) -> None:
    check(as_stranger(menu.HOME), Held(store, demo[0]))
    at = as_host(menu.HOME)
    check(at, Held(store, demo[0]))
    at.button(key="home-remove").click().run()
    check(at, Held(store, demo[0]))
    at.button(key="home-remove").click()
    at.button(key="home-remove-yes").click().run()
    check(at)


def test_the_set_up_page(urban: Framework, store: Store, noon: datetime.date) -> None:
    at = as_host(menu.SET_UP)
    offered = words_of(urban) | words_of(shipped(UNDRR_1))
    # the table of departments has headings of its own in the browser; these are its columns
    data = offered | {Text().date(noon), NAME, EXPECTED}
    check(at, also=data)
    at.button(key="setup-next").click().run()
    assert len(at.error) == 1
    check(at, also=data)
    check(as_stranger(menu.SET_UP))


def test_the_set_up_page_that_starts_from_the_last_workshop(
    held: Held, urban: Framework, noon: datetime.date
) -> None:
    at = as_host(menu.SET_UP)
    offered = words_of(urban) | words_of(shipped(UNDRR_1))
    data = offered | {Text().date(noon), NAME, EXPECTED}
    data |= {"Cascais, Portugal", "GeoNames, 2026-07", "INFORM Risk Index, 2020 v0.4.0"}
    check(at, held, also=data)
    check(at.selectbox(key="setup-from").set_value(held.code).run(), held, also=data)


@pytest.mark.parametrize("phase", list(Phase))
def test_the_live_page(held: Held, phase: Phase) -> None:
    held.bring_to(phase)
    at = as_host(menu.LIVE)
    check(at, held)
    asking = [button for button in at.button if str(button.key) in QUESTIONS]
    for button in asking:
        check(button.click().run(), held)


def test_the_live_page_without_a_workshop_or_the_right_to_it(held: Held) -> None:
    check(as_stranger(menu.LIVE))
    check(as_stranger(menu.LIVE, held.code), held)


def test_the_links_page(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    check(as_host(menu.LINKS), held)
    check(as_stranger(menu.LINKS))
    monkeypatch.setenv("RESILIENCE_PUBLIC_URL", "http://localhost:8501")
    st.cache_resource.clear()
    names_of_settings = {"RESILIENCE_PUBLIC_URL"}
    check(as_host(menu.LINKS), held, also=names_of_settings)


def test_the_score_page(workshop: Set) -> None:
    for held in (workshop(), workshop(k=0)):
        check(as_person(menu.SCORE, token_in(held)), held)
        held.move(rounds.open_vote, rounds.close_vote)
        st.cache_data.clear()
        check(as_person(menu.SCORE, token_in(held)), held)
    check(as_stranger(menu.SCORE))


def test_the_page_of_own_answers(held: Held) -> None:
    token = token_in(held)
    check(as_person(menu.ANSWERS, token), held)
    held.move(rounds.open_vote)
    st.cache_data.clear()
    for said in (1, "na", "dk"):
        held.say(identify(held.store, INSTALLATION, participant_token=token), W1=said)
    moment = datetime.datetime.now(datetime.UTC)
    months = {Text().moment(moment, "Europe/Lisbon").split(" ")[0]}
    check(as_person(menu.ANSWERS, token), held, also=months)


def test_the_weights(held: Held) -> None:
    token = token_in(held)
    check(as_person(menu.WEIGHTS, token), held)
    weights.ask_for_points(held.store, HOST, held.code)
    at = as_person(menu.WEIGHTS, token)
    check(at, held)
    check(at.number_input(key="weights-WAT").set_value(60).run(), held)
    check(at.button(key="weights-save").click().run(), held)
    check(as_host(menu.STEPS), held)
    weights.close_points(held.store, HOST, held.code)
    for at in (as_host(menu.STEPS), as_person(menu.WEIGHTS, token)):
        check(at, held)


def test_the_replies(held: Held) -> None:
    check(as_host(menu.STEPS), held)
    first(held)
    check(as_host(menu.STEPS), held)
    reveal_all(held)
    for page in (menu.STEPS, menu.OVERVIEW):
        check(as_host(page), held)
    lead = as_staff(menu.REPLY, held, "lead")
    check(lead, held)
    key = held.department("Water")
    check(lead.text_area(key=f"reply-{key}").input("5").run(), held)
    check(lead.button(key=f"reply-save-{key}").click().run(), held)
    check(as_staff(menu.OVERVIEW, held, "lead"), held)
    show(held)
    for at in (as_staff(menu.REPLY, held, "lead"), as_staff(menu.DEPARTMENTS, held, "official")):
        check(at, held)
    check(as_stranger(menu.REPLY))


def test_the_weights_that_were_adopted(held: Held) -> None:
    reveal_all(held)
    adopt_weights(held)
    for at in (as_host(menu.STEPS), as_host(menu.OVERVIEW)):
        check(at, held, also={"WAT", "PWR"})  # the note names the themes by their codes


@pytest.mark.parametrize("page", [menu.OVERVIEW, menu.DEPARTMENTS, menu.DOWNLOADS, menu.PACKAGE])
def test_the_results_pages(page: str, workshop: Set) -> None:
    check(as_stranger(page))
    full, few, open_to_all = workshop(), workshop(), workshop(k=0)
    check(as_stranger(page, full.code), full)
    check(as_host(page, full.code), full)
    reveal_all(full)
    few.bring_to(Phase.REVEALED)
    reveal_all(open_to_all)
    for held in (full, few, open_to_all):
        check(as_staff(page, held, "official"), held)


@pytest.mark.parametrize(
    "page", [menu.OVERVIEW, menu.DEPARTMENTS, menu.ACTIONS, menu.DOWNLOADS, menu.LIVE]
)
def test_the_pages_of_the_demo(page: str, store: Store, demo: DemoCodes) -> None:
    known: Any = [Held(store, code) for code in demo]
    comments = {said for lines in COMMENTS.values() for said in lines}
    planned = [action for year in ACTIONS.values() for action in year]
    comments |= {said for _, what, _, _, _, _, _, note in planned for said in (what, note)}
    comments |= {reason for year in AGREED.values() for _, _, reason in year}
    facts = [fact for plan in PLANNED.values() for fact in plan.values()]
    comments |= {fact for fact in facts if isinstance(fact, str)} | {"haiwan.example"}
    days = [datetime.date.fromisoformat(day) for _, _, _, day, *_ in planned if day]
    days += [fact for fact in facts if isinstance(fact, datetime.date)]
    check(as_host(page), *known, also=comments | {Text().date(day) for day in days})


def test_the_page_of_peer_cities(store: Store) -> None:
    check(as_stranger(menu.PEERS))
    check(as_host(menu.PEERS))
    add_peer(store, HOST, write_package(result(), KEY), trust=True)
    known = {"Aba", "Nowhere", "City of Aba", "CC-BY-4.0", "test", *KEY.fingerprint.split()}
    days = {Text().date(day) for day in (result().about.date, now().date())}
    check(as_host(menu.PEERS), also=known | days)


def test_the_history(held: Held) -> None:
    check(as_stranger(menu.HISTORY))
    whole_day(held)
    typed = {word for one in whole_history(held.store, HOST, ActFilter()) for word in _typed(one)}
    for page in ("1", "2"):
        asked = {"page": page, "kind": "gossip"}
        staff = visit(menu.HISTORY, links=[held.link("facilitator").token or ""], asked=asked)
        check(staff, held, also=typed | {"gossip"})
    check(visit(menu.HISTORY, links=[HOST_LINK], asked={"kind": "demo"}), held)


def _typed(deed: Deed) -> Iterator[str]:
    """What staff typed, dates and codes, as the page shows them."""
    text = Text("en")
    yield from (text.moment(deed.at, deed.zone), deed.thing, deed.zone)
    for stood in (deed.before or {}, deed.after or {}):
        if until := stood.get("until"):
            yield text.moment(datetime.datetime.fromisoformat(until), deed.zone)
        for value in stood.values():
            for one in [value, *(value if isinstance(value, dict | list) else [])]:
                yield str(one)
    if "date" in (deed.after or {}):
        yield text.date(datetime.date.fromisoformat((deed.after or {})["date"]))


def test_the_network(store: Store, framework: Framework, held: Held) -> None:
    coordinator = invite_coordinator(store, INSTALLATION, HOST, "Ana")
    check(visit(menu.NETWORK, links=[coordinator]))
    towns = [published(store, framework, f"Town{level}", level) for level in range(5)]
    quick = published(store, framework, "Quick", 1, tier="quick")
    also = {f"{one.view.city.name}, Nowhere" for one in (*towns, quick)}
    check(as_staff(menu.NETWORK, towns[2], "official"), *towns, quick, also=also)
    check(as_staff(menu.NETWORK, quick, "official"), *towns, quick, also=also)
    check(visit(menu.NETWORK, links=[coordinator]), *towns, quick, also=also)
    check(as_staff(menu.NETWORK, held, "official"), held)
    shown = shown_since(store, HOST, towns[0].code)
    assert shown
    moment = Text().moment(shown, "Europe/Lisbon")
    check(as_staff(menu.PACKAGE, towns[0], "facilitator"), towns[0], also={moment})
    day = Text().date(now().date())
    check(as_host(menu.PEERS), *towns, quick, also=also | {"Ana", "two-themes", day})


def planned(held: Held) -> int:
    """An action of a workshop, with nothing said about it."""
    return add_action(
        held.store, HOST, held.code, ActionPlan("W1", "2027", held.department("Water"), cost="low")
    )


def test_the_page_of_actions(workshop: Set) -> None:
    held = workshop()
    check(as_staff(menu.ACTIONS, held, "facilitator"), held)
    held.bring_to(Phase.REVEALED)
    at = as_host(menu.ACTIONS)
    check(at, held)
    check(at.button(key="actions-add").click().run(), held)
    number = planned(held)
    token = token_in(held)
    at = as_person(menu.ANSWERS, token)
    check(at.radio(key=f"vote-{number}").set_value(0.5).run(), held)
    for button in (f"actions-{Text()('Change')}-{number}", f"actions-{Text()('Remove')}-{number}"):
        # columns of the table of steps, whose heads are in its settings
        names = {"what", "by_when", "done"}
        check(as_host(menu.ACTIONS).button(key=button).click().run(), held, also=names)
    for _ in range(2):
        show_feasibility(held.store, HOST, held.code)
        for at in (as_staff(menu.ACTIONS, held, "official"), as_person(menu.ANSWERS, token)):
            check(at, held)
        check(as_host(menu.ACTIONS).button(key="actions-reopen").click().run(), held)
        added = planned(held)
        for who in [held.join() for _ in range(3)]:
            vote_feasibility(held.store, who, added, 1)
        check(as_host(menu.ACTIONS).button(key="actions-show").click().run(), held)
    check(as_staff(menu.OVERVIEW, held, "official"), held)
    later = workshop(date=datetime.date(2028, 10, 13))
    check(as_staff(menu.ACTIONS, later, "facilitator"), later, held)


def test_the_printed_report_the_poster_and_the_scorecards(held: Held) -> None:
    reveal_all(held)
    planned(held)
    moment = datetime.datetime.now(datetime.UTC)
    text, result = Text("en"), held.result()
    data = data_of(held.view) | {Text().moment(moment, "Europe/Lisbon").split(" ")[0], "pdf"}
    for said in (report_of(result, text, moment), poster_of(held.view, "http://city", text)):
        assert english(list(printed_words(said)), data | {"http://city/join"}) == []
    cards = scorecard_of(replace(held.view, invented=True), EVERY, text)
    assert english(list(printed_words(cards)), data | {"na", "dk"}) == []
