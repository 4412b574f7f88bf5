"""The language of the pages: chosen here, chosen before, asked by the browser, of the workshop."""

import pytest

from resilience.framework import Framework
from resilience.services.access.access import identify
from resilience.services.workshop.participants import join, view_participant
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.text import LANGUAGES
from resilience.ui.shared import runtime
from resilience.ui.shared.languages import KEY
from resilience.ui.shared.menu import ANSWERS, HOME, LIVE, PEERS_RESULT, SET_UP
from tests.app.visit import as_host, as_person, as_staff, token_in
from tests.services.held import KEY as SECRET
from tests.services.held import Held, set_up

pytestmark = pytest.mark.usefixtures("store")

TITLES = {"zh-Hans": "城市韧性", "ja": "レジリエンス", "ko": "회복력"}


@pytest.mark.parametrize("language", TITLES)
def test_a_language_is_chosen_on_the_first_page(language: str) -> None:
    at = as_host(HOME)
    assert at.selectbox(key=KEY).value == "en"
    at.selectbox(key=KEY).select(language).run()
    assert not at.exception
    assert TITLES[language] in at.title[0].value
    assert at.selectbox(key=KEY).value == language


def test_what_was_typed_stays_when_the_language_changes() -> None:
    at = as_host(SET_UP)
    at.text_input(key="setup-city").input("Haiwan")
    at.multiselect(key="setup-hazards").select("flood")
    at.radio(key="setup-tier").set_value("quick")
    at.text_area(key="setup-probable").input("Rain.").run()
    at.selectbox(key=KEY).select("zh-Hans").run()
    assert not at.exception
    assert at.text_input(key="setup-city").label != "Name of the city"
    assert at.text_input(key="setup-city").value == "Haiwan"
    assert at.multiselect(key="setup-hazards").value == ["flood"]
    assert at.radio(key="setup-tier").value == "quick"
    assert at.text_area(key="setup-probable").value == "Rain."


def test_a_participant_keeps_the_language_on_other_devices(held: Held) -> None:
    token = token_in(held)
    as_person(ANSWERS, token).selectbox(key=KEY).select("ko").run()
    visitor = identify(held.store, SECRET, participant_token=token)
    assert view_participant(held.store, visitor).language == "ko"
    assert as_person(ANSWERS, token).selectbox(key=KEY).value == "ko"


def test_without_a_choice_the_default_of_the_workshop_is_spoken(
    store: Store, framework: Framework
) -> None:
    held = set_up(store, framework, language="ja")
    at = as_staff(LIVE, held, "facilitator", held.code)
    assert at.selectbox(key=KEY).value == "ja"


def asking_for(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    """The browser asks for a language."""
    monkeypatch.setattr(runtime, "_accepted", lambda: f"{language},en;q=0.1")


def test_the_language_of_joining_beats_that_of_the_browser(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = join(
        held.store, held.code, department_id=held.department("Water"), language="ko", size=None
    )
    asking_for(monkeypatch, "ja")
    assert as_person(ANSWERS, token).selectbox(key=KEY).value == "ko"
    assert as_host(HOME).selectbox(key=KEY).value == "ja"


def test_the_language_of_the_browser_beats_the_default_of_the_workshop(
    store: Store, framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = set_up(store, framework, language="ja")
    asking_for(monkeypatch, "ko")
    assert as_staff(LIVE, held, "facilitator", held.code).selectbox(key=KEY).value == "ko"
    monkeypatch.setattr(runtime, "_accepted", lambda: "pt-PT")
    assert as_staff(LIVE, held, "facilitator", held.code).selectbox(key=KEY).value == "ja"


def test_a_choice_in_this_tab_beats_the_language_of_joining(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking_for(monkeypatch, "ja")
    at = as_person(ANSWERS, token_in(held))
    at.session_state[runtime.LANGUAGE] = "zh-Hans"
    assert at.run().selectbox(key=KEY).value == "zh-Hans"


def test_every_language_is_offered_under_its_own_name() -> None:
    assert as_host(HOME).selectbox(key=KEY).options == list(LANGUAGES.values())


def test_a_fifth_language_opens_set_up_and_peers(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LANGUAGES, "fr", "Français")
    asking_for(monkeypatch, "fr")
    at = as_host(SET_UP)
    assert at.selectbox(key=KEY).value == "fr"
    at.text_input(key="setup-city").input("Zhuhai").run()
    assert not at.exception
    assert at.text_input(key="setup-country").value == "China"
    held.bring_to(Phase.REVEALED)
    peers = as_staff(PEERS_RESULT, held, "official", held.code)
    assert peers.selectbox(key=KEY).value == "fr"
    assert not peers.exception
