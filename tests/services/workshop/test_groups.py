"""Groups by theme: who is asked what, what is counted of whom, and whose desk decides."""

from dataclasses import replace

import pytest

from resilience.errors import Faults, InputError, NotAllowed, WrongTime
from resilience.exchange.counts import read_counts
from resilience.exchange.latest_counts import latest
from resilience.outputs.evidence import gather
from resilience.outputs.long_data import counts_csv
from resilience.outputs.sections.departments import departments_section
from resilience.outputs.workbook import results_workbook
from resilience.report.contents import words_of
from resilience.scorecard.page import closed_words
from resilience.scoring import score
from resilience.scoring.planning.actions import ActionPlan
from resilience.scoring.scores.tables import indicator_table
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree, scored
from resilience.services.results.own_page import read_own_page
from resilience.services.scorecards.card_answers import CardAnswer, SubmittedCard
from resilience.services.scorecards.cards import look_at_cards
from resilience.services.scorecards.typed_cards import PaperCard, keep_sheet
from resilience.services.upkeep.verify import verify
from resilience.services.voting.my_data import erase_own
from resilience.services.voting.progress import snapshot
from resilience.services.voting.turnout import Turnout, view_thin_turnout, view_turnout
from resilience.services.workshop.desk import show_topic, view_stage
from resilience.services.workshop.devices import move_device
from resilience.services.workshop.participants import move, view_participant
from resilience.store import now
from resilience.store.tables import Link, Participant, Response
from resilience.text import Text
from resilience.wording.progress import done_words, finished_words, progress_lines, vote_words
from resilience.wording.result import departments_words
from resilience.wording.result_tables import shown_counts
from tests.services.delivering import save_answer
from tests.services.held import HOST, Held, reveal, rows
from tests.workbook.sheets import opened, sheet
from tests.workbook.sheets import rows as sheet_rows

TEXT = Text("en")


@pytest.fixture
def themed(held: Held) -> Held:
    """An open vote in which two groups score a theme each."""
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    return held


def fill(held: Held, group: str, *levels: int) -> None:
    """Somebody new in a group for each level, given to the first indicator of its theme."""
    for level in levels:
        held.say(held.join(group), **{"W1" if group == "Rivers" else "P1": level})


def test_without_groups_nothing_is_other_than_before(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.group("scores")
    assert held.view.groups == ()
    assert [one.name for one in held.view.departments][:3] == ["Water", "Power", "Roads"]
    assert not [link for link in rows(held.store, Link) if link.role == "group"]


@pytest.mark.parametrize(
    ("mode", "themes", "said"),
    [
        ("scores", {"Rivers": "WAT"}, "No group scores these themes"),
        ("discusses", {"Rivers": ""}, "Choose at least one theme for the group"),
        ("discusses", {"Rivers": "X"}, "Choose at least one theme for the group"),
        ("discusses", {"Water": "WAT"}, "Another group or department is already called Water"),
    ],
)
def test_groups_that_cannot_be_are_refused(
    held: Held, mode: str, themes: dict[str, str], said: str
) -> None:
    with pytest.raises(InputError) as raised:
        held.group("scores" if mode == "scores" else "discusses", **themes)
    assert said in raised.value.message.format_map({"name": "Water", "themes": "", "most": 0})


def test_groups_are_fixed_once_somebody_joined(themed: Held) -> None:
    themed.join("Rivers")
    with pytest.raises(WrongTime):
        themed.group("discusses", Rivers="WAT PWR")


def test_a_group_is_asked_its_themes_alone(themed: Held) -> None:
    who = themed.join("Rivers")
    with pytest.raises(InputError, match="does not ask"):
        save_answer(themed.store, who, "P1", 2)
    themed.say(who, W1=2, W2=1)
    now = snapshot(themed.store, themed.id)
    assert [one.name for one in now.departments] == ["Rivers", "Grid"]
    assert (now.done, now.finished) == (1.0, 1)


def test_who_moves_to_another_group_leaves_no_answer_that_it_is_not_asked(themed: Held) -> None:
    who = themed.join("Rivers")
    themed.say(who, W1=2)
    themed.say(who, W1=3)
    move(themed.store, who, themed.department("Grid"))
    assert rows(themed.store, Response) == []
    themed.say(who, P1=1)


def test_verify_finds_answers_that_a_group_is_not_asked(themed: Held) -> None:
    who = themed.join("Rivers")
    themed.say(who, W1=2)
    assert all(one.well for one in verify(themed.store))
    with themed.store.write() as session:
        person = session.get_one(Participant, who.participant_id)
        person.department_id = themed.department("Grid")
    (found,) = [one for one in verify(themed.store) if not one.well]
    assert found.found == f"workshop {themed.code}, group Grid: 1 answers beside its themes"


def test_each_group_is_the_unit_of_its_theme(themed: Held) -> None:
    fill(themed, "Rivers", 4, 4, 4)
    fill(themed, "Grid", 0, 2, 1, 1)
    result = themed.reveal()
    assert result.tallies.units == ("Rivers", "Grid")
    city = result.result.city
    assert (city["W1"].value, city["P1"].value) == (100, 25)
    assert (city["W1"].reach, city["P1"].reach) == (1, 1)
    assert (city["W1"].counts.blank, city["P1"].counts.blank) == (0, 0)
    assert city["W2"].counts.blank == 3
    assert (result.people, result.error) == (7, None)


def test_a_group_of_fewer_than_k_is_not_served_and_merges_with_no_other(themed: Held) -> None:
    fill(themed, "Rivers", 4, 4)
    themed.say(themed.join("Rivers"), W1="dk")
    fill(themed, "Grid", 0, 1)
    result = themed.reveal()
    assert result.tallies.units == ("Rivers",)
    city = result.result.city
    assert city["W1"].value is None, "two people gave a level, and no other group pools with them"
    assert city["P1"].counts.level == city["P1"].counts.blank == 0
    assert result.people == 5


def test_a_reveal_of_groups_that_are_all_too_small_says_so(themed: Held) -> None:
    fill(themed, "Rivers", 4, 4)
    fill(themed, "Grid", 0, 1)
    themed.move(rounds.close_vote)
    with pytest.raises(WrongTime, match="no group can be shown"):
        themed.move(rounds.reveal)


def test_what_is_not_shown_of_a_group_is_called_neither_blank_nor_unreached(themed: Held) -> None:
    for level in (1, 0):
        themed.say(themed.join("Rivers"), W1=level, W2=2)
    for _ in range(2):
        themed.say(themed.join("Rivers"), W1="dk", W2=2)
    fill(themed, "Grid", 0, 1)
    result = themed.reveal()
    assert result.too_few == {"W1", "P1", "P2"}
    table = indicator_table(result.workshop.framework, result.result.city, "en")
    shown = shown_counts(result, table).set_index("code")
    found = shown[["reach", "level", "dk", "na", "blank"]].astype(object).fillna("–").T
    assert list(found["W1"]) == ["–", "–", 2, "–", "–"], "the two levels are in none of the counts"
    assert list(found["W2"]) == [1, 4, 0, 0, 0]
    assert list(found["P1"]) == ["–"] * 5


def test_do_not_knows_of_a_few_of_a_group_are_in_no_figure(held: Held) -> None:
    """A later vote asks what nobody had answered: the group is large enough, but one of it answers."""
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    people = [held.join("Rivers") for _ in range(3)]
    for who in people:
        held.say(who, W1=4)
    fill(held, "Grid", 1, 1)
    alone = held.join("Grid")
    held.say(alone, P1=1)
    held.move(rounds.close_vote, reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W2", "P2"])
    for who in people:
        held.say(who, W2=4)
    held.say(alone, P2="dk")
    held.move(rounds.close_vote, reveal)
    city = held.result().result.city
    assert (city["W2"].counts.level, city["P2"].counts.dk) == (3, 0)


def test_groups_that_score_the_same_theme_are_its_units(held: Held) -> None:
    held.group("scores", Rivers="WAT PWR", Grid="PWR")
    held.move(rounds.open_vote)
    for level in (4, 4, 4):
        held.say(held.join("Rivers"), W1=level, P1=level)
    fill(held, "Grid", 0, 0, 0)
    tally = held.reveal().tallies.by_code["P1"]
    assert tally.given.tolist() == [3, 3]


def test_the_counts_of_groups_give_the_same_scores_when_they_are_read_again(themed: Held) -> None:
    fill(themed, "Rivers", 4, 3, 4)
    fill(themed, "Grid", 0, 2, 1, 1)
    result = themed.reveal()
    framework = result.workshop.framework
    counts = read_counts(counts_csv(result), framework)
    again = score(framework, latest(counts.votes, framework), agreed=scored(result.agreed))
    assert again.city == result.result.city


def test_a_desk_agrees_and_acts_on_its_own_themes_alone(held: Held) -> None:
    held.group("discusses", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    assert held.reveal().tallies.units == ("Water",)
    desk, group = held.desk("Rivers")
    agree(held.store, desk, held.code, "W1", 2, "Seen on the map.")
    plan = ActionPlan("W1", "Dredge.", held.view.responsible[0].id)
    add_action(held.store, desk, held.code, plan)
    show_topic(held.store, desk, held.code, "W2", group)
    assert view_stage(held.store, desk, held.code, group)[1].topic == "W2"
    other = held.desk("Grid")[1]
    for forbidden in (
        lambda: agree(held.store, desk, held.code, "P1", 2),
        lambda: add_action(
            held.store, desk, held.code, ActionPlan("P1", "No.", plan.department_id)
        ),
        lambda: show_topic(held.store, desk, held.code, "W1"),
        lambda: show_topic(held.store, desk, held.code, "P1", other),
        lambda: held.move(lambda store, _, code: rounds.reopen_vote(store, desk, code)),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    with pytest.raises(InputError):
        show_topic(held.store, desk, held.code, "P1", group)
    assert view_stage(held.store, HOST, held.code)[1].screen == "result"


def test_a_card_is_refused_what_its_group_is_not_asked(themed: Held) -> None:
    rivers = themed.department("Rivers")
    sheet = PaperCard(rivers, "1", 1, {"W1": "2", "P1": "3"}, {})
    with pytest.raises(Faults):
        keep_sheet(themed.store, HOST, themed.code, sheet, "en")
    keep_sheet(themed.store, HOST, themed.code, replace(sheet, answers={"W1": "2"}), "en")
    foreign = SubmittedCard("a.xlsx", "a", "Grid", 1, "en", (CardAnswer("W1", 2),))
    (looked,) = look_at_cards(themed.store, HOST, themed.code, [foreign])
    assert (looked.new, len(looked.faults)) == (0, 1)
    assert {row.indicator for row in rows(themed.store, Response)} == {"W1"}


def test_files_of_a_themed_workshop_show_groups_and_no_department(themed: Held) -> None:
    fill(themed, "Rivers", 4, 4, 4)
    fill(themed, "Grid", 0, 1)
    result = themed.reveal()
    section = departments_section(gather(result, (), None), TEXT)
    assert section.heading == "Groups"
    assert "Too few people answered alone in these groups (at least 3 are needed" in " ".join(
        words_of(section)
    )
    book = opened(results_workbook(result, TEXT, now()))
    units = [row["Unit"] for row in sheet_rows(sheet(book, "Long data"), "Unit")]
    assert set(units) - {"City, not by department", None} == {"Rivers"}
    assert departments_words(result, TEXT) == "1 of 2 groups"


def test_where_all_groups_are_too_small_nobody_moves_after_the_close(themed: Held) -> None:
    who = themed.vote("Rivers", 2, 2)[0]
    themed.move(rounds.close_vote)
    assert not view_participant(themed.store, who).may_move
    with pytest.raises(WrongTime, match="first vote has closed"):
        move(themed.store, who, themed.department("Grid"))
    with pytest.raises(WrongTime, match="first vote has closed"):
        move_device(themed.store, HOST, themed.code, who.known_by, themed.department("Grid"))
    assert len(rows(themed.store, Response)) == 2
    themed.move(rounds.reopen_vote)
    themed.vote("Rivers", 3)
    assert themed.reveal().tallies.units == ("Rivers",)


def ask_rivers_again(held: Held) -> list[Visitor]:
    """Four of Rivers and five of Grid voted; a second vote asks one question, of Rivers, who answer it."""
    people = [held.join("Rivers") for _ in range(4)]
    for who in people:
        held.say(who, W1=1, W2=1)
    fill(held, "Grid", 0, 2, 1, 1, 1)
    held.move(rounds.close_vote, reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who in people:
        held.say(who, W1=4)
    return people


def test_in_a_later_vote_only_the_people_whose_theme_is_asked_are_waited_for(themed: Held) -> None:
    ask_rivers_again(themed)
    now = snapshot(themed.store, themed.id)
    assert (now.people, now.finished, now.unfinished, now.done) == (9, 4, 0, 1.0)
    assert [one.name for one in progress_lines(now, themed.view, TEXT)] == ["Rivers"]
    assert done_words(now, TEXT) == "4 of 4 have finished"
    assert finished_words(now, TEXT) == ["1 group is not asked"]
    assert vote_words(now, TEXT) == "Later vote on 1 question"
    themed.join("Rivers")
    assert snapshot(themed.store, themed.id).unfinished == 0


def test_who_is_waited_for_does_not_tell_from_which_group_somebody_erased(themed: Held) -> None:
    *_, left = ask_rivers_again(themed)
    erase_own(themed.store, left)
    now = snapshot(themed.store, themed.id)
    assert (now.finished, now.asked, now.unfinished) == (3, 4, 1)


def test_two_thirds_are_of_the_people_whose_theme_is_asked_again(themed: Held) -> None:
    ask_rivers_again(themed)
    themed.move(rounds.close_vote)
    assert view_turnout(themed.store, HOST, themed.code) == Turnout(first=4, again=4)
    assert view_thin_turnout(themed.store, HOST, themed.code) is None
    themed.move(rounds.reveal)


def test_a_group_too_small_to_be_shown_does_not_make_up_for_people_who_left(themed: Held) -> None:
    rivers, grid = (
        [themed.join(name) for _ in range(n)] for name, n in (("Rivers", 6), ("Grid", 2))
    )
    for _ in range(2):
        for who, code in [*((one, "W1") for one in rivers), *((one, "P1") for one in grid)]:
            themed.say(who, **{code: 2})
        if len(rivers) == 6:
            themed.move(rounds.close_vote, reveal, rounds.open_vote)
        rivers = rivers[:3]
    themed.move(rounds.close_vote)
    assert view_thin_turnout(themed.store, HOST, themed.code) == Turnout(first=6, again=3)


def test_the_phone_of_a_group_that_is_not_asked_says_so_with_the_earlier_result(
    themed: Held,
) -> None:
    who, store = themed.join("Grid"), themed.store
    asked, *_ = ask_rivers_again(themed)
    for _ in range(2):
        own = read_own_page(store, who, "en")
        assert closed_words(own, TEXT) == "Your group is not asked in this vote."
        assert own.result is not None
        if read_own_page(store, asked, "en").ballot.open:
            themed.move(rounds.close_vote)
    assert closed_words(read_own_page(store, asked, "en"), TEXT).startswith("The vote is closed.")
