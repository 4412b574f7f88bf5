"""Indicators whose hazards the city does not face: not asked anywhere, not applicable to everyone."""

import datetime
import io
from dataclasses import replace

import openpyxl
import pytest

from resilience.errors import InputError
from resilience.exchange.package import PublishingKey, read_package
from resilience.framework import Framework, load_source
from resilience.outputs.workbook import results_workbook
from resilience.scoring import score
from resilience.scoring.notes.significance import whole_note
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.cities.packages import publish
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.targets import items_to_aim_at, set_target
from resilience.services.deciding.weights import view_weighing
from resilience.services.results.last_targets import since_last
from resilience.services.scorecards.offline_cards import CardOrder, collecting_form
from resilience.services.scorecards.paper import TO_WRITE, scorecard_of
from resilience.services.upkeep.verify import verify
from resilience.services.voting.progress import snapshot
from resilience.services.voting.responses import own_ballot
from resilience.services.workshop.groups import GroupPlan, set_groups
from resilience.services.workshop.hall_sheet import poster_of
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import StaffAct, Workshop
from resilience.text import Text
from tests.app.rooms import SAID
from tests.conftest import STRUCTURE, WORDS
from tests.services.cards import handed_out
from tests.services.held import CITY, HOST, KEY, Held, finish, rows, set_up

#: W2 is about waves alone, which the city of the tests, with floods and heat, does not face; W1 is about floods too
HAZARDS = STRUCTURE.replace(
    "{code: W1, tier: quick}", "{code: W1, tier: quick, hazards: [tsunami, flood]}"
).replace("{code: W2}", "{code: W2, hazards: [tsunami, storm-surge]}")
ASKED = ["W1", "P1", "P2"]
AT = datetime.datetime(2026, 10, 13, 12, tzinfo=datetime.UTC)


@pytest.fixture
def waves() -> Framework:
    """The framework of the tests, with hazards."""
    return load_source({"framework.yaml": HAZARDS, "text.en.yaml": WORDS})


@pytest.fixture
def inland(store: Store, waves: Framework) -> Held:
    """A workshop that does not ask W2."""
    return set_up(store, waves, not_asked=("W2",))


@pytest.fixture
def voted(inland: Held) -> Held:
    """The same after the reveal; everybody answered all that was asked."""
    inland.move(rounds.open_vote)
    for department, people in SAID.items():
        for answers in people:
            given = {code: said for code, said in answers.items() if code != "W2"}
            inland.say(inland.join(department), **given)
    inland.move(rounds.close_vote, rounds.reveal)
    return inland


def test_it_is_neither_on_the_phone_nor_taken(inland: Held) -> None:
    inland.move(rounds.open_vote)
    who = inland.join()
    assert own_ballot(inland.store, who).asked == tuple(ASKED)
    with pytest.raises(InputError, match="does not ask about the indicator W2"):
        inland.say(who, W2=3)
    inland.say(who, W1=1, P1=1, P2=5)
    assert snapshot(inland.store, inland.id).done == 1.0


def test_it_is_on_no_card(inland: Held) -> None:
    printed = scorecard_of(inland.view, TO_WRITE, Text("en"))
    assert [one.code for theme in printed.themes for one in theme.indicators] == ASKED
    (card,) = handed_out(inland, CardOrder(inland.department("Water"), 1)).values()
    sheets = openpyxl.load_workbook(io.BytesIO(card)).worksheets
    cells = {str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row}
    assert not [said for said in cells if "W2" in said or "Dikes" in said]
    form = openpyxl.load_workbook(io.BytesIO(collecting_form(inland.store, HOST, inland.code)))
    names = {str(row[1].value) for row in form["survey"].iter_rows()}
    assert {name[7:] for name in names if name.startswith("answer_")} == set(ASKED)


def test_it_leaves_score_and_coverage_with_its_weight(voted: Held, waves: Framework) -> None:
    result = voted.result()
    city = result.result.city
    # W1 62.5 is all of water (with W2 it would be 81.25); power (50 + 75)/2 = 62.5
    assert (city["WAT"].value, city["PWR"].value, city["overall"].value) == (62.5, 62.5, 62.5)
    assert "W2" not in city
    assert {node.coverage for node in city.values()} == {1.0}
    assert set(result.tallies.by_code) == set(ASKED)
    as_if = score(waves, result.tallies).city
    assert as_if["overall"].value == 62.5


def test_a_theme_of_which_nothing_is_asked_is_not_scored(store: Store) -> None:
    dry = load_source(
        {
            "framework.yaml": HAZARDS.replace("[tsunami, flood]", "[tsunami]"),
            "text.en.yaml": WORDS,
        }
    )
    held = set_up(store, dry, not_asked=("W1", "W2"))
    held.move(rounds.open_vote)
    for level in (1, 2, 3):
        held.say(held.join(), P1=level, P2=5)
    held.move(rounds.close_vote, rounds.reveal)
    assert set(held.result().result.city) == {"overall", "PWR", "P1", "P2"}
    assert view_weighing(held.store, HOST, held.code).themes == ("PWR",)
    assert [one.code for one in items_to_aim_at(dry, "full", ("W1", "W2"))] == ["PWR", "P1", "P2"]


def test_the_method_note_says_which_and_why(voted: Held) -> None:
    note = {one.heading: one.words for one in whole_note(voted.result().made, Text("en"))}
    assert note["Questions not asked"] == (
        "Not asked, because the city does not face Tsunami, Storm surge: W2. They count as not "
        "applicable for everyone."
    )
    book = openpyxl.load_workbook(io.BytesIO(results_workbook(voted.result(), Text("en"), AT)))
    cells = [cell.value for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [said for said in cells if "does not face Tsunami, Storm surge: W2" in str(said)]


def test_where_all_is_asked_the_note_says_nothing_of_it(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    headings = [one.heading for one in whole_note(held.result().made, Text("en"))]
    assert "Questions not asked" not in headings


def test_nothing_is_decided_about_it(voted: Held) -> None:
    store, code = voted.store, voted.code
    with pytest.raises(InputError, match="does not ask about the indicator W2"):
        agree(store, HOST, code, "W2", 3, "Seen on the map.")
    with pytest.raises(InputError, match="does not ask about the indicator W2"):
        add_action(store, HOST, code, ActionPlan("W2", "Raise them", voted.department("Water")))
    with pytest.raises(InputError, match="no theme or indicator W2 that can have a target"):
        set_target(store, HOST, code, "W2", 3)
    with pytest.raises(InputError, match="of the first vote"):
        rounds.open_vote(store, HOST, code, ["W1", "W2"])


def test_another_city_that_reads_the_package_has_the_same_scores(voted: Held) -> None:
    voted.move(finish)
    key = PublishingKey("City of Cascais", bytes(32))
    there = read_package(publish(voted.store, HOST, voted.code, key, "CC-BY-4.0")).result
    assert there.scores == voted.result().result.city


def test_only_targets_of_what_both_years_asked_alike_are_followed(
    voted: Held, waves: Framework
) -> None:
    for item, wanted in {"WAT": 80.0, "PWR": 80.0, "W1": 4.0}.items():
        set_target(voted.store, HOST, voted.code, item, wanted)
    later = set_up(voted.store, waves, date=datetime.date(2027, 10, 13))
    later.move(rounds.open_vote)
    for level in (1, 2, 3):
        later.say(later.join(), W1=level, W2=level, P1=level, P2=5)
    later.move(rounds.close_vote, rounds.reveal)
    followed = since_last(later.result(), voted.result())
    assert [one.code for one in followed.items] == ["W1", "PWR"]  # WAT was W1 alone


def test_it_is_stored_recorded_and_found_sound(voted: Held) -> None:
    (row,) = rows(voted.store, Workshop)
    assert row.not_asked == ["W2"]
    (act,) = rows(voted.store, StaffAct, act="workshop set up")
    assert (act.after or {})["not_asked"] == ["W2"]
    assert [found for found in verify(voted.store) if not found.well] == []


@pytest.mark.parametrize(
    ("hazards", "left_out", "said"),
    [
        (("flood",), ("W1",), "not W1"),  # a flood is one of its hazards
        (("flood",), ("W2", "P1"), "not P1"),  # concerns every hazard
        (("tsunami",), ("W2",), "not W2"),
        ((), ("W2",), "not W2"),  # nobody said what the city faces
        (("flood",), ("W9",), "not W9"),
    ],
)
def test_only_what_concerns_no_hazard_of_the_city_may_be_left_out(
    store: Store, waves: Framework, hazards: tuple[str, ...], left_out: tuple[str, ...], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        set_up(store, waves, city=replace(CITY, hazards=hazards), not_asked=left_out)


def test_the_tier_counts(store: Store, waves: Framework) -> None:
    with pytest.raises(InputError, match="not W2"):
        set_up(store, waves, tier="quick", not_asked=("W2",))
    assert [one.code for one in set_up(store, waves, tier="quick").view.asked] == ["W1", "P1"]


def test_something_is_asked(store: Store) -> None:
    all_of_waves = "\n".join(
        line.replace(", hazards: [tsunami, flood]", "")
        .replace(", hazards: [tsunami, storm-surge]", "")
        .replace("{code: ", "{hazards: [tsunami], code: ")
        for line in HAZARDS.splitlines()
    )
    waves = load_source({"framework.yaml": all_of_waves, "text.en.yaml": WORDS})
    with pytest.raises(InputError, match="No questions would be left"):
        set_up(store, waves, not_asked=("W1", "W2", "P1", "P2"))


def test_the_poster_says_how_long_what_is_asked_takes(inland: Held, waves: Framework) -> None:
    # W1 9, P1 9 and P2 4 words: 22 words are 6.6 s; with three times 20 s of thought 66.6 s
    assert (
        poster_of(inland.view, "https://x", Text()).time
        == "3 indicators · about 2 minutes to read and answer, without discussion"
    )
    # W2 has another 9 words: 9.3 s and 80 s
    whole = set_up(inland.store, waves)
    assert (
        poster_of(whole.view, "https://x", Text()).time
        == "4 indicators · about 2 minutes to read and answer, without discussion"
    )
    quick = set_up(inland.store, waves, tier="quick")  # 5.4 s and 40 s
    assert (
        poster_of(quick.view, "https://x", Text()).time
        == "2 indicators · about 1 minute to read and answer, without discussion"
    )


def test_the_poster_of_groups_says_what_one_group_is_asked(inland: Held, waves: Framework) -> None:
    themes = [theme.code for theme in waves.themes]
    plans = [GroupPlan("All", (*themes,)), GroupPlan("One", (themes[0],))]
    held = set_up(inland.store, waves)
    set_groups(held.store, KEY, HOST, held.code, "scores", plans)
    assert poster_of(held.view, "https://x", Text()).time == (
        "2 to 4 indicators, depending on the group · about 2 minutes to read and answer, "
        "without discussion"
    )
