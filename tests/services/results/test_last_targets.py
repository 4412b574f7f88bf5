"""What became of the targets of the city's last workshop."""

import datetime
import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from resilience.framework import load_source
from resilience.scoring.comparison.years import Movement
from resilience.services.counting import rounds
from resilience.services.deciding.targets import set_target
from resilience.services.results.last_targets import (
    LastTarget,
    LastTargets,
    last_with_targets,
    since_last,
)
from resilience.services.results.results import read_result
from resilience.services.results.trend import Trend, admit_trend, read_trend
from resilience.services.workshop.phase import Phase
from resilience.text import Text
from resilience.wording.targets import WEIGHED_GAP, last_rows, last_words
from resilience.wording.years.trend import CLEAR
from resilience.wording.years.verdicts import Basis
from tests.conftest import STRUCTURE, WORDS
from tests.services.held import CITY, HOST, Held, finish, reopen, set_up

Sets = Callable[..., Held]
TEXT = Text()
EARLIER = datetime.date(2025, 10, 14)


def voted(held: Held, *levels: int) -> Held:
    """Water gives W1 these levels, and the result is revealed."""
    held.move(rounds.open_vote)
    held.vote("Water", *levels)
    held.move(rounds.close_vote, rounds.reveal)
    return held


def last_year(workshop: Sets, **changes: object) -> Held:
    """W1 had 25 of 100 and is to reach 75; nobody knew P1, which is to reach 50."""
    held = voted(workshop(**({"date": EARLIER} | changes)), 1, 1, 1)
    set_target(held.store, HOST, held.code, "W1", 3)
    set_target(held.store, HOST, held.code, "P1", 2)
    held.move(finish)
    return held


def years_of(held: Held) -> Trend:
    """The trend up to a workshop."""
    workshop_id, _, earlier = admit_trend(held.store, HOST, held.code)
    return read_trend(held.store, workshop_id, [one for one, _ in earlier])


def said(last: LastTargets, held: Held) -> tuple[str, list[str]]:
    """What a page says of the last targets."""
    return last_words(last, years_of(held), held.view.framework, TEXT)


def found(held: Held) -> LastTargets | None:
    """What a page shows of the last workshop."""
    last = last_with_targets(held.store, held.id)
    return since_last(held.result(), read_result(held.store, last[0])) if last else None


def test_the_gap_that_was_open_is_closed_in_part(workshop: Sets) -> None:
    before = last_year(workshop)
    now = voted(workshop(), 2, 2, 2)
    # W1 came from 25 to 50 on the way to 75: half of the gap; nobody knew P1
    last = found(now)
    assert last == LastTargets(
        before.code,
        EARLIER,
        (LastTarget("W1", 25, 75, 50, 0.5), LastTarget("P1", None, 50, None, None)),
        0.5,
    )
    assert now.result().targets == {}
    assert said(last, now)[0] == "50\u00a0% of the gap to the earlier targets is closed."
    assert last_rows(last, now.view.framework, TEXT).to_dict("list") == {
        "Earlier score": [25, pytest.approx(math.nan, nan_ok=True)],
        "Previous target": ["75.0 · level 3 of 4", "50.0 · level 2 of 4"],
        "Score now": [50, pytest.approx(math.nan, nan_ok=True)],
        "Gap closed": ["50\u00a0%", "–"],
    }


def test_a_gap_that_is_wider_now_is_said(workshop: Sets) -> None:
    last_year(workshop)
    now = voted(workshop(), 0, 0, 0)
    last = found(now)
    assert last is not None
    assert last.closed == -0.5
    assert said(last, now)[0] == "The earlier gap is wider now."
    noise = replace(last, closed=-1e-16)
    assert said(noise, now)[0].startswith("0\u00a0% of the gap to the earlier targets is closed")
    assert said(replace(last, closed=None), now) == ("Progress on the earlier gap is unknown.", [])


#: a gap that closed in scores, while the votes that Trend compares show no clear change
ON_OTHER_VOTES = "50\u00a0% of the gap to the earlier targets is closed, but by the votes compared no theme with these targets changed clearly."


def text_of(still: int, basis: Basis) -> str:
    """What the votes of a basis say of Water: that it changed clearly (0), or not (1)."""
    return TEXT(CLEAR[basis][still], themes="Water")


def test_a_gap_that_closed_may_be_chance_as_the_trend_says(workshop: Sets) -> None:
    """One department took part in both: the trend does not tell whether Water changed."""
    last_year(workshop)
    now = voted(workshop(), 2, 2, 2)
    last, years = found(now), years_of(now)
    assert last is not None
    unjudged = "Change since then not judged: Water (see Trend)."
    assert last_words(last, years, now.view.framework, TEXT)[1] == [unjudged]
    step = years.steps[-1]

    def judged(verdict: Movement, change: float, limit: float) -> Trend:
        water = replace(step.votes["WAT"], verdict=verdict, change=change, clear_from=limit, once=0)
        now = replace(step, apart=(), scores={"WAT": 25.0}, votes={"WAT": water})
        return replace(years, steps=(now,))

    chance = last_words(last, judged("may be chance", 9.0, 99.0), now.view.framework, TEXT)
    assert (
        chance[0]
        == "50\u00a0% of the gap to the earlier targets is closed, but this may be chance."
    )
    fell = last_words(last, judged("clear fall", -12.0, 10.0), now.view.framework, TEXT)
    assert fell[0] == "50\u00a0% of the gap to the earlier targets is closed."
    assert fell[1] == [text_of(0, "same questions")], "the votes say the opposite"
    noise = last_words(last, judged("may be chance", 9.0, 20.0), now.view.framework, TEXT)
    assert noise == (ON_OTHER_VOTES, [text_of(1, "same questions")])
    (agreed,) = judged("may be chance", 9.0, 99.0).steps
    beyond = replace(years, steps=(replace(agreed, beyond=frozenset({"WAT"})),))
    told = last_words(last, beyond, now.view.framework, TEXT)
    assert told == (ON_OTHER_VOTES, [text_of(1, "first votes")])
    clear = judged("clear rise", 12.0, 10.0)
    plain: tuple[str, list[str]] = ("50\u00a0% of the gap to the earlier targets is closed.", [])
    assert last_words(last, clear, now.view.framework, TEXT) == plain
    assert last_words(last, replace(years, steps=()), now.view.framework, TEXT) == plain


def test_one_clear_theme_of_two_leaves_the_headline_and_names_the_other(workshop: Sets) -> None:
    last_year(workshop)
    now = voted(workshop(), 2, 2, 2)
    last, years = found(now), years_of(now)
    assert last is not None
    both = replace(last, items=(last.items[0], replace(last.items[0], code="P1")))
    step = years.steps[-1]
    power = replace(step.votes["WAT"], verdict="clear rise", change=5.0, once=0)
    votes, scores = {**step.votes, "PWR": power}, {**step.scores, "PWR": 5.0}
    mixed = replace(years, steps=(replace(step, votes=votes, scores=scores, apart=()),))
    headline, about = last_words(both, mixed, now.view.framework, TEXT)
    assert headline == "50\u00a0% of the gap to the earlier targets is closed."
    assert about == [
        WEIGHED_GAP[False],
        "Change since then not judged: Water (see Trend).",
    ]


def test_only_the_last_closed_workshop_of_the_same_city_counts(workshop: Sets) -> None:
    now = voted(workshop(), 2, 2, 2)
    assert found(now) is None
    last_year(workshop, city=replace(CITY, name="Sintra"))
    last_year(workshop, date=datetime.date(2027, 1, 1))
    assert found(now) is None
    before = last_year(workshop)
    assert found(now) is not None
    before.move(reopen)
    assert found(now) is None
    before.move(finish)
    between = workshop(date=datetime.date(2026, 1, 1))
    between.bring_to(Phase.CLOSED)  # without targets
    assert found(now) is None


def test_targets_of_an_open_workshop_stay_in_its_room(workshop: Sets) -> None:
    before = voted(workshop(date=EARLIER, k=0), 1, 1, 1)
    set_target(before.store, HOST, before.code, "W1", 3)
    before.move(finish)
    assert found(voted(workshop(), 2, 2, 2)) is None


@pytest.mark.parametrize(
    ("was", "becomes", "codes"),
    [
        ('version: "1"', 'version: "2"', ["WAT", "W1"]),
        ("{code: W1, tier: quick}", "{code: W1, tier: quick, scale: {levels: 4}}", []),
        ("- {code: W2}", "- {code: W3}", ["W1"]),
        ("id: two-themes", "id: other", None),
    ],
    ids=[
        "another version",
        "a different scale",
        "another indicator beside it",
        "another framework",
    ],
)
def test_only_what_is_asked_alike_is_set_beside(
    workshop: Sets, was: str, becomes: str, codes: list[str] | None
) -> None:
    before = voted(workshop(date=EARLIER), 1, 1, 1)
    set_target(before.store, HOST, before.code, "W1", 3)
    set_target(before.store, HOST, before.code, "WAT", 60)
    before.move(finish)
    words = WORDS.replace("  W2:", "  W3:") if "W3" in becomes else WORDS
    if "levels: 4" in becomes:
        words = words.replace(
            "W1: {title: Drains, question: Do they hold?, levels: [No., ",
            "W1: {title: Drains, question: Do they hold?, levels: [",
        )
    changed = load_source(
        {"framework.yaml": STRUCTURE.replace(was, becomes), "text.en.yaml": words}
    )
    last = found(voted(set_up(before.store, changed), 2, 2, 2))
    assert (None if last is None else [one.code for one in last.items]) == codes
