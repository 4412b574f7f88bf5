"""The official UNDRR workbook filled from a workshop: which level stands at each item, and why none."""

import datetime
from dataclasses import replace

import pytest

from resilience.errors import Faults, InputError
from resilience.framework import AnswerValue, Framework
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.frameworks.official_wording import forget_official, keep_official
from resilience.services.undrr.workbook import fill_undrr, read_undrr, undrr_filename
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.text import Text
from resilience.wording.undrr import filled_words
from resilience.workbook.undrr import CODES, FilledUndrr, ItemRemarks, read_filled
from tests.indicators import UNDRR_1, shipped
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, set_up
from tests.services.undrr.shown import official_vote
from tests.workbook.undrr.official import EDITIONS, Book

EMPTY = Book(CODES).written()
TEXT = Text("en")


@pytest.fixture(scope="module")
def undrr() -> Framework:
    """The framework of the official workbook."""
    return shipped(UNDRR_1)


@pytest.fixture
def voting(sqlite_store: Store) -> Held:
    """A workshop on the items of the official workbook, whose vote is open."""
    return official_vote(sqlite_store)


def vote(
    held: Held, code: str, water: tuple[AnswerValue, ...], power: tuple[AnswerValue, ...]
) -> list[Visitor]:
    """New people of Water and Power answer an item."""
    people = []
    for department, answers in (("Water", water), ("Power", power)):
        for answer in answers:
            people.append(held.join(department))
            held.say(people[-1], **{code: answer})
    return people


def confirm(held: Held) -> None:
    """Close the vote; all who joined are confirmed to be in the room, also more than were expected."""
    came = dict.fromkeys(("Water", "Power"), 20)
    rounds.close_vote(held.store, HOST, held.code, in_room=came)


def filled(held: Held, template: bytes = EMPTY) -> FilledUndrr:
    """What the workbook of a revealed workshop says."""
    return read_filled(fill_undrr(held.result(), template, TEXT).data)


def test_the_middle_answer_stands_and_of_two_the_lower_one(voting: Held) -> None:
    """P1.1: 0 1 1 3 3 3 has the middle answers 1 and 3; P1.2: 0 2 2 2 2 3 has 2; mean 1.83."""
    vote(voting, "P1.1", (0, 1, 3), (3, 3, 1))
    vote(voting, "P1.2", (0, 2, 2), (2, 2, 3))
    made = fill_undrr(voting.reveal(), EMPTY, TEXT)
    assert read_filled(made.data).levels == {"P1.1": 1, "P1.2": 2}
    assert (made.given, made.agreed, made.middle, made.between) == (2, 0, 2, ("P1.1",))
    assert dict(made.blank) == {"unanswered": 45}


def test_the_agreed_level_stands_in_place_of_the_votes(voting: Held) -> None:
    vote(voting, "P1.1", (0, 1, 1), (3, 3, 3))
    vote(voting, "P1.2", (0, 0, 0), (0, 0, 0))
    vote(voting, "P1.3", (2, 2, 2), (3, 3, 3))
    confirm(voting)
    voting.move(rounds.reveal)
    agree(voting.store, HOST, voting.code, "P1.1", 2, "Seen on the map.")
    agree(voting.store, HOST, voting.code, "P1.2", "na")
    agree(voting.store, HOST, voting.code, "P1.3", "both")
    agree(voting.store, HOST, voting.code, "P9.1", 3)
    made = fill_undrr(voting.result(), EMPTY, TEXT)
    found = read_filled(made.data)
    assert found.levels == {"P1.1": 2, "P1.3": 2, "P9.1": 3}
    assert found.written == {"P1.1": ItemRemarks(evidence="Agreed: Seen on the map.")}
    assert (made.agreed, made.middle, made.between) == (2, 1, ("P1.3",))
    assert dict(made.blank) == {"na": 1, "unanswered": 43}


def test_blanks_are_told_apart(voting: Held) -> None:
    vote(voting, "P2.1", ("na", "na", "na"), ("na", "na", 1))
    vote(voting, "P2.2", ("dk", "dk", "dk"), ("dk", "dk", "dk"))
    vote(voting, "P2.3", ("dk", 0, 0, 0), (0, 0, 0, "dk"))
    vote(voting, "P2.4", ("dk", "dk", 3), ("dk", "dk", "dk"))  # one level, in no figure
    confirm(voting)
    voting.move(rounds.reveal)
    made = fill_undrr(voting.result(), EMPTY, TEXT)
    assert read_filled(made.data).levels == {"P2.3": 0}
    assert dict(made.blank) == {"na": 1, "dk": 2, "unanswered": 43}
    assert filled_words(made, TEXT) == [
        "1 answer was entered.",
        "1 of them is the room's middle answer.",
        "1 item stays blank: not applicable.",
        "2 items stay blank: too few people knew the answer.",
        "43 items stay blank: not answered, or by too few people.",
        "The official workbook counts every blank as 0 points.",
        "Screens showed the official wording in English. Anyone who used another language, or answered on paper or in Excel, saw this product's own wording.",
    ]


def test_an_edition_without_an_item_says_so(voting: Held) -> None:
    vote(voting, "P8.9", (1, 1, 1), (1, 1, 1))
    vote(voting, "P8.8", (1, 2, 2), (1, 1, 2))
    made = fill_undrr(voting.reveal(), Book(EDITIONS[46]).written(), TEXT)
    assert read_filled(made.data).levels == {"P8.8": 1}
    assert dict(made.blank) == {"absent": 1, "unanswered": 45}
    said = filled_words(made, TEXT)
    assert "1 item is not in this edition of the workbook." in said
    assert (
        "1 of them was between two levels, and the lower one was entered (P8.8). To enter another, agree on a level."
    ) in said


def test_what_people_wrote_stands_with_the_unit_and_never_the_person(voting: Held) -> None:
    vote(voting, "P1.1", (1, 1, 1), (2, 2, 2))
    who = voting.join("Water")
    voting.say(who, **{"P1.1": 1})
    save_remark(voting.store, who, "P1.1", comment="=It floods.", evidence="The register")
    voting.reveal()
    said = "Water: =It floods.\nWater: Evidence: The register"
    assert filled(voting).written == {"P1.1": ItemRemarks(evidence=said)}


def test_actions_stand_beside_each_other(voting: Held) -> None:
    vote(voting, "P1.1", (1, 1, 1), (2, 2, 2))
    voting.reveal()
    water, roads = voting.department("Water"), voting.department("Roads")
    may = datetime.date(2027, 5, 1)
    for plan in (
        ActionPlan("P1.1", "@Map it.", water, may),
        ActionPlan("P1.1", "Drain it.", roads),
        ActionPlan("P1.2", "Meet.", roads),
    ):
        add_action(voting.store, HOST, voting.code, plan)
    result = voting.result()
    ended = tuple(replace(a, state="done") if a.what == "Meet." else a for a in result.actions)
    made = fill_undrr(replace(result, actions=ended), EMPTY, TEXT)
    assert read_filled(made.data).written == {
        "P1.1": ItemRemarks(
            "", "", "1. @Map it.\n2. Drain it.", "1. Water\n2. Roads", "1. 2027-05-01\n2. –"
        ),
        "P1.2": ItemRemarks("", "", "Meet. (done)", "Roads", ""),
    }


def test_a_filled_workbook_is_scored_as_the_core_scores_it(voting: Held, undrr: Framework) -> None:
    vote(voting, "P1.1", (3, 3, 3), (3, 3, 3))
    vote(voting, "P10.2", (2, 2, 2), (2, 2, 2))
    result = voting.reveal()
    found = read_undrr(undrr, fill_undrr(result, EMPTY, TEXT).data)
    for code in ("E1", "E10", undrr.root.code):
        assert found.result.city[code].value == result.result.city[code].value
    assert found.result.city[undrr.root.code].value == 5
    assert found.result.city["P1.2"].state == "unanswered"
    assert found.tallies.units == ("Cascais",)
    assert found.filled.profile.country == "Portugal"


def test_the_smaller_edition_asks_fewer_items(undrr: Framework) -> None:
    found = read_undrr(undrr, Book(EDITIONS[46]).written())
    assert "P8.9" not in found.result.city
    assert found.result.city[undrr.root.code].unknown == 46


def test_another_framework_is_refused_before_the_file_is_looked_at(
    held: Held, framework: Framework
) -> None:
    held.bring_to(Phase.REVEALED)
    said = (
        "The official UNDRR workbook belongs to the framework undrr-preliminary, not to two-themes."
    )
    with pytest.raises(InputError, match=said):
        fill_undrr(held.result(), b"no file", TEXT)
    with pytest.raises(InputError, match=said):
        read_undrr(framework, b"no file")


def refused(held: Held) -> None:
    """Nothing is filled from answers to other sentences."""
    with pytest.raises(
        InputError, match="Not all votes of this workshop showed that wording in English"
    ):
        fill_undrr(held.result(), EMPTY, TEXT)


def test_answers_to_our_own_sentences_fill_no_official_workbook(
    sqlite_store: Store, undrr: Framework
) -> None:
    own = set_up(sqlite_store, undrr)
    own.move(rounds.open_vote)
    vote(own, "P1.1", (3, 3, 3), (3, 3, 3))
    keep_official(sqlite_store, HOST, EMPTY, language="en")
    own.reveal()
    refused(own)


def test_words_of_another_language_than_the_workshops_are_not_enough(
    sqlite_store: Store, undrr: Framework
) -> None:
    keep_official(sqlite_store, HOST, EMPTY, language="ja")
    own = set_up(sqlite_store, undrr)
    own.move(rounds.open_vote)
    vote(own, "P1.1", (3, 3, 3), (3, 3, 3))
    own.reveal()
    refused(own)


def test_words_forgotten_during_a_vote_were_not_shown_throughout(voting: Held) -> None:
    vote(voting, "P1.1", (3, 3, 3), (3, 3, 3))
    forget_official(voting.store, HOST)
    keep_official(voting.store, HOST, EMPTY, language="en")
    voting.reveal()
    refused(voting)


def test_words_forgotten_after_the_reveal_were_shown(voting: Held) -> None:
    people = vote(voting, "P1.1", (3, 3, 3), (3, 3, 3))
    voting.reveal()
    forget_official(voting.store, HOST)
    assert filled(voting).levels == {"P1.1": 3}
    voting.move(rounds.reopen_vote)
    for who in people:
        voting.say(who, **{"P1.1": 1})
    voting.reveal()
    refused(voting)


def test_a_workbook_that_is_filled_in_is_refused(voting: Held) -> None:
    vote(voting, "P1.1", (3, 3, 3), (3, 3, 3))
    made = fill_undrr(voting.reveal(), EMPTY, TEXT)
    with pytest.raises(Faults, match="E01!E7: this cell is not empty"):
        fill_undrr(voting.result(), made.data, TEXT)


def test_the_city_stands_in_the_profile(voting: Held) -> None:
    vote(voting, "P1.1", (1, 1, 1), (2, 2, 2))
    voting.reveal()
    profile = filled(voting).profile
    assert (profile.city, profile.country) == ("Cascais", "Portugal")
    assert profile.date == datetime.date(2026, 10, 13)
    assert {name: fact.value for name, fact in profile.facts.items()} == {
        "population": "214000",
        "probable": "The river floods the station.",
        "severe": "The sea and the river flood the city.",
    }
    assert undrr_filename(voting.result(), "Tool.XLSM") == f"undrr-{voting.code}-2026-10-13.xlsm"
    assert undrr_filename(voting.result(), "a.xlsx").endswith(".xlsx")
