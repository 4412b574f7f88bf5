"""Weights by points: who gives them, who sees what, and what adopted ones change."""

from collections.abc import Callable

import pytest

from resilience.errors import InputError, WrongTime
from resilience.framework import Framework, load_source
from resilience.scoring.notes.note import method_note
from resilience.services.access.access import Visitor
from resilience.services.counting import rounds
from resilience.services.deciding import weights
from resilience.services.deciding.weights import WeighingView
from resilience.services.results.what_if import without_each
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import PointsGiven, StaffAct, Weighing
from resilience.text import Text
from resilience.wording.result import weights_words
from tests.conftest import STRUCTURE, WORDS
from tests.services.held import HOST, Held, finish, reopen, rows, set_up

TEXT = Text("en")


def ask(held: Held) -> None:
    """Switch the step on."""
    weights.ask_for_points(held.store, HOST, held.code)


def close(held: Held) -> None:
    """Take no more points."""
    weights.close_points(held.store, HOST, held.code)


def settle(held: Held, *, adopt: bool = True) -> None:
    """Adopt the mean, or keep the weights of the framework."""
    weights.settle_weights(held.store, HOST, held.code, adopt=adopt)


def see(held: Held) -> WeighingView:
    """What the host sees."""
    return weights.view_weighing(held.store, HOST, held.code)


def give(held: Held, *sheets: tuple[int, int], size: int | None = None) -> list[Visitor]:
    """Somebody new for each sheet of points for water and power."""
    people = [held.join("Water", size) for _ in sheets]
    for who, (water, power) in zip(people, sheets, strict=True):
        weights.save_points(held.store, who, {"WAT": water, "PWR": power})
    return people


def test_points_are_kept_and_given_anew(held: Held) -> None:
    ask(held)
    (who,) = give(held, (60, 40))
    weights.save_points(held.store, who, {"WAT": 10, "PWR": 90})
    sheet = weights.own_sheet(held.store, who)
    assert sheet is not None
    assert (sheet.points, sheet.open, sheet.given) == ({"WAT": 10, "PWR": 90}, True, True)
    assert len(rows(held.store, PointsGiven)) == 2


def test_where_no_points_are_asked_there_is_no_sheet_and_none_are_taken(held: Held) -> None:
    assert weights.own_sheet(held.store, held.join()) is None
    with pytest.raises(WrongTime, match="Points cannot be given now"):
        give(held, (60, 40))
    assert see(held).state == "off"


@pytest.mark.parametrize(
    "points",
    [{}, {"WAT": 1}, {"WAT": 1, "PWR": 1, "W1": 1}, {"WAT": -1, "PWR": 1}, {"WAT": 1, "PWR": 101}],
    ids=str,
)
def test_other_points_than_0_to_100_for_each_theme_are_refused(
    held: Held, points: dict[str, int]
) -> None:
    ask(held)
    with pytest.raises(InputError):
        weights.save_points(held.store, held.join(), points)
    assert rows(held.store, PointsGiven) == []


def test_while_points_are_taken_the_facilitator_sees_how_many_gave_some(held: Held) -> None:
    ask(held)
    give(held, (60, 40), (20, 80), (0, 0), (100, 0))
    assert (see(held).state, see(held).people, see(held).mean) == ("open", 3, None)


def test_the_mean_is_that_of_shares_of_the_own_sum_and_a_table_counts_its_people(
    held: Held,
) -> None:
    ask(held)
    give(held, (100, 0), (10, 30), (50, 50))  # shares 1 and 0, .25 and .75, .5 and .5
    give(held, (50, 50), size=2)
    close(held)
    found = see(held).mean
    assert found is not None
    assert found.weights == pytest.approx(((1 + 0.25 + 3 * 0.5) / 5, (0 + 0.75 + 3 * 0.5) / 5))
    assert found.people == 5


def test_points_of_a_person_beside_tables_are_told_to_nobody(held: Held) -> None:
    ask(held)
    give(held, (100, 0))
    give(held, (50, 50), size=4)
    close(held)
    assert (see(held).people, see(held).mean) == (5, None)
    with pytest.raises(WrongTime):
        settle(held, adopt=True)
    ask(held)
    give(held, (0, 100), (0, 100))  # three who gave theirs alone hide one another
    close(held)
    assert see(held).mean is not None


def test_points_of_tables_alone_are_nobodys_own(held: Held) -> None:
    ask(held)
    give(held, (100, 0), size=2)
    close(held)
    assert see(held).mean is None
    ask(held)
    give(held, (50, 50), size=2)
    close(held)
    assert see(held).mean is not None


@pytest.mark.parametrize(("k", "least"), [(0, 3), (3, 3), (5, 5)])
def test_the_mean_is_shown_from_enough_people_on(
    workshop: Callable[..., Held], k: int, least: int
) -> None:
    held = workshop(k=k)
    ask(held)
    give(held, *[(60, 40)] * (least - 1), (0, 0))
    close(held)
    assert (see(held).people, see(held).least, see(held).mean) == (least - 1, least, None)
    for adopt in (True, False):
        with pytest.raises(WrongTime):
            settle(held, adopt=adopt)
    ask(held)  # nothing was shown, so it may go on
    give(held, (60, 40))
    close(held)
    assert see(held).mean is not None


def test_what_was_shown_cannot_be_followed_by_more_points(held: Held) -> None:
    ask(held)
    people = give(held, (60, 40), (20, 80), (50, 50))
    close(held)
    with pytest.raises(WrongTime):
        ask(held)
    with pytest.raises(WrongTime):
        weights.save_points(held.store, people[0], {"WAT": 1, "PWR": 99})
    with pytest.raises(WrongTime):
        close(held)


def scored(held: Held) -> None:
    """Three people who see water at 100 and power at 0, revealed."""
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join("Water"), W1=4, W2=4, P1=0, P2=10)
    held.reveal()


def test_adopted_weights_make_the_result_and_are_told(held: Held) -> None:
    scored(held)
    ask(held)
    give(held, (75, 25), (75, 25), (75, 25))
    close(held)
    assert held.result().result.city["overall"].value == 50
    assert weights_words(held.result(), TEXT) == []
    settle(held)
    result = held.result()
    assert result.result.city["overall"].value == 75
    assert result.result.units["Water"]["overall"].value == 75
    assert result.by_people == 75
    assert weights_words(result, TEXT) == [
        "The workshop set its own theme weights, out of 100: Water 75, Power 25"
    ]
    note = " ".join(passage.words for passage in method_note(result.made, TEXT))
    assert "adopted its own weights: 3 people shared out points" in note
    assert "WAT 75, PWR 25" in note
    assert without_each(result) == {"WAT": -75, "PWR": 25}
    settle(held, adopt=False)
    assert held.result().result.city["overall"].value == 50
    assert "adopted" not in str(method_note(held.result().made, TEXT))


def test_the_record_has_what_was_and_what_became(held: Held) -> None:
    ask(held)
    give(held, (75, 25), (75, 25), (75, 25))
    close(held)
    settle(held)
    settle(held, adopt=False)
    _, *acts = [(one.act, one.before, one.after) for one in rows(held.store, StaffAct)]
    adopted = {"points": "adopted", "weights": {"WAT": 75.0, "PWR": 25.0}, "people": 3}
    assert acts == [
        ("points asked for", {"points": "off"}, {"points": "open"}),
        ("points closed", {"points": "open"}, {"points": "closed"}),
        ("weights settled", {"points": "closed"}, adopted),
        ("weights settled", adopted, {"points": "kept"}),
    ]
    assert held.view.revision == 4


def test_in_a_closed_workshop_weights_stand_until_it_is_reopened(held: Held) -> None:
    scored(held)
    ask(held)
    people = give(held, (75, 25), (75, 25), (75, 25))
    held.move(finish)
    sheet = weights.own_sheet(held.store, people[0])
    assert sheet is not None
    assert not sheet.open
    for step in (ask, close, settle):
        with pytest.raises(WrongTime):
            step(held)
    with pytest.raises(WrongTime):
        weights.save_points(held.store, people[0], {"WAT": 1, "PWR": 99})
    held.move(reopen)
    close(held)
    settle(held)
    (row,) = rows(held.store, Weighing)
    assert (row.weights, row.people) == ({"WAT": 75.0, "PWR": 25.0}, 3)


def test_the_step_may_come_before_the_vote(held: Held) -> None:
    ask(held)
    give(held, (75, 25), (75, 25), (75, 25))
    close(held)
    settle(held)
    held.bring_to(Phase.VOTING)
    rounds.close_vote(held.store, HOST, held.code, in_room={"Water": 6})
    held.move(rounds.reveal)
    assert held.result().weighed == 3


@pytest.mark.parametrize("rule", ["sum", "leaf-mean"])
def test_where_weights_of_themes_change_nothing_none_are_asked(store: Store, rule: str) -> None:
    held = set_up(store, ruled(rule))
    assert not see(held).fits
    with pytest.raises(InputError, match="do not change the overall"):
        ask(held)


def ruled(rule: str) -> Framework:
    """The small framework with levels alone and another rule for the overall."""
    levels = STRUCTURE.replace(
        "- {code: P2, scale: {worst: 10, best: 0, unit: hours, clip: false}}", ""
    )
    words = "\n".join(line for line in WORDS.splitlines() if "P2:" not in line)
    levels = levels.replace("themes:", f"rule: {rule}\nthemes:", 1)
    return load_source({"framework.yaml": levels, "text.en.yaml": words})


def test_the_sign_off_ends_points_that_are_still_open(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    ask(held)
    people = give(held, (60, 40), (60, 40), (60, 40))
    held.move(finish)
    assert (see(held).state, see(held).mean) == ("ended", None)
    sheet = weights.own_sheet(held.store, people[0])
    assert sheet is not None
    assert (sheet.open, sheet.state) == (False, "ended")
    with pytest.raises(WrongTime):
        close(held)
    held.move(reopen)
    assert see(held).state == "open"
    close(held)
    assert see(held).mean is not None
    assert (see(held).state, held.result().weighed) == ("closed", 0)
    held.move(finish)
    assert see(held).state == "kept", "nobody adopted the mean before the sign-off"
    held.move(reopen)
    settle(held)
    held.move(finish)
    assert see(held).state == "adopted"
