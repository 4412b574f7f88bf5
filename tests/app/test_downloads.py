"""Every table of a result can be taken away, and nothing is made before it is asked for."""

import pytest

from resilience.ui.shared.markup import plain
from resilience.ui.shared.menu import DEPARTMENTS, OVERVIEW, PEERS_RESULT, PRIORITIES, TREND
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all
from tests.app.seen import charts, elements, pieces, words
from tests.app.visit import as_staff, as_stranger
from tests.services.held import Held


@pytest.mark.parametrize("page", [OVERVIEW, DEPARTMENTS, PRIORITIES, PEERS_RESULT])
def test_each_table_has_two_files_that_are_made_when_asked_for(page: str, demo: DemoCodes) -> None:
    at = as_stranger(page, demo[0])
    buttons = [button for button in at.download_button if button.label in ("CSV", "Excel")]
    assert len(buttons) == 2 * len({str(button.key).rsplit("-", 1)[0] for button in buttons}) > 4
    assert all(button.proto.deferred_file_id and not button.proto.url for button in buttons)


def test_each_chart_has_two_files_named_after_the_workshop(held: Held) -> None:
    reveal_all(held)
    at = as_staff(OVERVIEW, held, "official")
    html = [node.proto.body for node in elements(at) if node.type == "html"]
    (buttons,) = [body for body in html if 'class="take"' in body]
    assert f'data-file="resilience-{held.code}-overview-themes"' in buttons
    assert len(charts(at)) == 1


def test_a_chart_says_in_its_file_where_it_comes_from(demo: DemoCodes) -> None:
    at = as_stranger(DEPARTMENTS, demo[0])
    html = [node.proto.body for node in elements(at) if node.type == "html"]
    (heat, *_) = [body for body in html if 'class="take"' in body]
    assert f"workshop {demo[0]} · Invented data: this city does not exist." in heat


def test_the_table_by_another_catalogue_has_a_name_and_its_cautions(
    demo: DemoCodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    cautions: dict[str, str] = {}
    monkeypatch.setattr(
        "resilience.ui.shared.downloads.table_buttons",
        lambda key, _table, _text, caution: cautions.update({key: caution}),
    )
    said = words(as_stranger(OVERVIEW, demo[0]))
    named = (
        "By another catalogue: UNDRR Disaster Resilience Scorecard for Cities, preliminary level"
    )
    assert plain(named) in said.splitlines()
    found = cautions.pop("overview-catalogue")
    assert found.startswith("This is a reading aid, not a score in that catalogue")
    assert found.endswith("to be checked against a licensed copy of the text.")
    assert set(cautions.values()) == {""}


def test_a_menu_names_a_chart_in_few_words(demo: DemoCodes) -> None:
    """The sentence on the chart of targets is in its picture only."""
    offered = [one.splitlines() for one in pieces(as_stranger(PRIORITIES, demo[0]))]
    assert ["Score and target, 0 to 100"] in offered


def test_charts_of_the_same_kind_are_told_apart_by_their_findings(demo: DemoCodes) -> None:
    for page in (PEERS_RESULT, TREND):
        named = [one.splitlines()[0] for one in pieces(as_stranger(page, demo[0]))]
        themes = [one for one in named if one.startswith("Score by theme, 0 to 100")]
        assert len(themes) == len(set(themes)) > 1, page
