"""The first page: what each kind of visitor finds, and the demo city."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from resilience.framework import Framework
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.profile import demo_state
from resilience.store import Store
from resilience.ui.shared.menu import FRAMEWORKS, HOME
from tests.app.conftest import DemoCodes
from tests.app.seen import elements, figures, pages_linked, words
from tests.app.visit import as_host, as_person, as_staff, as_stranger, token_in
from tests.indicators import URBAN
from tests.services.held import Held, set_up

INTRODUCTION = (
    "Urban resilience dashboard",
    "Score your city together. People answer before they see anyone else's answers. See where you stand",
    "Join a workshop",
    "The code that the facilitator shows",
)
LEAVE = "On a shared computer, sign out to close all links and answers opened in this browser."

NEW = ("New workshop", "set-up")
PRIVACY = ("Privacy: what is stored, why and for how long", "privacy")


def kept(block: Block) -> Iterator[str]:
    """The ids of a block and of the blocks in it."""
    yield block.proto.id if block.proto else ""
    for child in block.children.values():
        if isinstance(child, Block):
            yield from kept(child)


def large(at: AppTest) -> list[str]:
    """The links that are wide buttons, by what they open."""
    return re.findall(r"home-large-(\w+)", " ".join(kept(at.main)))


def forms(at: AppTest) -> list[str]:
    """The addresses of the plain forms on a page."""
    bodies = [node.proto.body for node in elements(at) if node.type == "html"]
    return [body.split('action="')[1].split('"')[0] for body in bodies if "<form" in body]


def test_an_empty_installation_says_what_it_is_and_how_to_join(store: Store) -> None:
    at = as_stranger(HOME)
    said = words(at)
    for line in INTRODUCTION:
        assert line in said
    assert "The demo city is not loaded. The people who run this installation can load it." in said
    assert LEAVE not in said
    assert forms(at) == ["/join", "/sign-in", "/open"]
    assert pages_linked(at) == [PRIVACY]
    assert [button.label for button in at.button] == []


def test_the_host_of_an_empty_installation_can_set_up_and_load_the_demo(store: Store) -> None:
    at = as_host(HOME)
    assert pages_linked(at) == [NEW, PRIVACY]
    assert [button.label for button in at.button] == ["Load the demo city"]
    said = words(at)
    assert "What to do first" in said
    assert "Set up a workshop: the city, its departments and the scorecard." in said
    assert forms(at) == ["/join", "/sign-in", "/open", "/leave"]
    assert LEAVE in words(at)


def test_the_host_loads_the_demo_and_removes_it_again(store: Store) -> None:
    at = as_host(HOME)
    at.button(key="home-load").click().run()
    assert demo_state(store) == (True, False)
    said = words(at)
    assert "Invented data: this city does not exist." in said
    assert "See the result of Haiwan (invented demo city)" in said
    assert [button.label for button in at.button] == ["Remove the demo city"]
    at.button(key="home-remove").click().run()
    assert demo_state(store) == (True, False), "one click takes nothing away"
    at.button(key="home-remove").click()
    at.button(key="home-remove-yes").click().run()
    assert demo_state(store) == (False, False)
    assert "Haiwan" not in words(at)
    assert [button.label for button in at.button] == ["Load the demo city"]


def test_with_the_demo_everybody_may_look_and_only_the_host_removes_it(demo: DemoCodes) -> None:
    at = as_stranger(HOME)
    assert pages_linked(at) == [
        ("See the result of Haiwan (invented demo city)", f"overview?workshop={demo[0]}"),
        PRIVACY,
    ]
    assert "Invented data: this city does not exist." in words(at)
    assert [button.label for button in at.button] == []
    assert [button.label for button in as_host(HOME).button] == ["Remove the demo city"]


def test_beside_a_real_city_the_demo_is_not_offered(held: Held) -> None:
    for at in (as_stranger(HOME), as_host(HOME)):
        assert "What to do first" not in words(at)
        assert "This installation holds a real city, so the demo city is not shown." in words(at)
        assert [button.label for button in at.button] == []


def test_a_demo_that_was_loaded_before_the_real_city_is_not_offered_either(
    store: Store, demo: DemoCodes, framework: Framework
) -> None:
    held = set_up(store, framework)
    for at in (as_stranger(HOME), as_staff(HOME, held, "official")):
        assert "This installation holds a real city, so the demo city is not shown." in words(at)
        assert not [label for label, _ in pages_linked(at) if "Haiwan" in label]
    at = as_host(HOME)
    assert "the demo city is not shown" not in words(at)
    assert "Invented data: this city does not exist." in words(at)
    assert ("See the result of Haiwan (invented demo city)", f"overview?workshop={demo[0]}") in (
        pages_linked(at)
    )
    at.button(key="home-remove").click().run()
    assert "You cannot load it again once there is a real city." in words(at)
    at.button(key="home-remove").click()
    at.button(key="home-remove-yes").click().run()
    assert demo_state(store) == (False, True)


def test_the_demo_is_not_loaded_where_a_real_city_came_meanwhile(
    store: Store, framework: Framework
) -> None:
    at = as_host(HOME)
    at.button(key="home-load").click()
    set_up(store, framework)
    at.run()
    assert "This installation holds a real city" in words(at)
    assert demo_state(store) == (False, True)


def test_people_who_run_a_workshop_find_it_and_readers_their_result(held: Held) -> None:
    entry = "**Cascais** · October 13, 2026"
    for role in ("facilitator", "cofacilitator"):
        at = as_staff(HOME, held, role)
        assert pages_linked(at) == [(entry, f"live?workshop={held.code}"), PRIVACY]
        assert "Your workshops" in words(at)
        assert f"{held.code} · people can join" in words(at)
    for role in ("official", "lead"):
        at = as_staff(HOME, held, role)
        assert pages_linked(at) == [(entry, f"overview?workshop={held.code}"), PRIVACY]
        assert "Your workshops" not in words(at)
    running = (entry, f"live?workshop={held.code}")
    host = as_host(HOME)
    assert pages_linked(host) == [running, NEW, PRIVACY], "with a new laptop the workshop goes on"
    assert large(host) == [held.code]
    held.bring_to(Phase.CLOSED)
    st.cache_resource.clear()
    host = as_host(HOME)
    assert pages_linked(host) == [NEW, running, PRIVACY]
    assert large(host) == ["new"]


@pytest.mark.parametrize(
    ("phase", "said"),
    [
        (Phase.VOTING, "vote open"),
        (Phase.COUNTED, "vote closed, not revealed"),
        (Phase.REVEALED, "result revealed"),
        (Phase.CLOSED, "closed"),
    ],
)
def test_each_workshop_says_where_it_stands(held: Held, phase: Phase, said: str) -> None:
    held.bring_to(phase)
    assert f"{held.code} · {said}" in words(as_staff(HOME, held, "facilitator"))


def test_a_stranger_sees_nothing_of_a_real_workshop(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    at = as_stranger(HOME, held.code)
    assert "Cascais" not in words(at)
    assert pages_linked(at) == [PRIVACY]
    assert figures(at) == set()


def test_a_participant_finds_the_way_back_to_the_answers(held: Held) -> None:
    at = as_person(HOME, token_in(held))
    assert pages_linked(at) == [("Back to my answers", "score"), PRIVACY]
    assert forms(at) == ["/join", "/leave"]
    assert "Cascais" not in words(at)


def test_without_its_framework_the_demo_is_refused_in_words(
    tmp_path: Path, frameworks_in: Callable[[Path], None]
) -> None:
    frameworks_in(tmp_path / "none")
    at = as_host(HOME)
    at.button(key="home-load").click().run()
    assert "There is no framework urban-resilience. Installed: –." in words(at)


def test_a_broken_framework_is_named_with_its_faults(
    tmp_path: Path, frameworks_in: Callable[[Path], None]
) -> None:
    folder = tmp_path / "frameworks"
    shutil.copytree(URBAN, folder / "broken")
    (folder / "broken" / "text.en.yaml").write_text("language: en\n")
    frameworks_in(folder)
    said = words(as_host(FRAMEWORKS))
    assert "Some frameworks have errors:" in said
    assert "broken/text.en.yaml: " in said


@pytest.mark.parametrize("built", [False, True])
def test_the_documentation_is_linked_where_it_was_built(
    built: bool, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resilience.settings.SITE", tmp_path if built else tmp_path / "site")
    links = [node.proto.url for node in elements(as_stranger(HOME)) if node.type == "link_button"]
    assert links == ["/docs/"] * built
