"""What units keep of theme means when a vote closes: of k people at least, of what they show alone."""

from collections.abc import Callable
from math import isnan

import numpy as np
import pytest
from hypothesis import example, given, settings

from resilience.framework import Framework, Goalposts
from resilience.scoring.years import Moments, moments
from resilience.services import rounds
from resilience.services.moments import keep_missing_moments
from resilience.services.responses import Said
from resilience.store import Store
from resilience.store.tables import FrozenMoments, Round, Unit
from tests.properties.draw import STEADY
from tests.services.held import HOST, Held, rows, set_up
from tests.services.played import Played
from tests.services.story import BESIDE_TABLES, EVENTFUL, MOSTLY_TABLES, Story, stories
from tests.services.truth import Truth

#: by number of the vote, unit and theme
Kept = dict[tuple[int, str, str], Moments]
THEMES = {"WAT": ("W1", "W2"), "PWR": ("P1", "P2")}


@pytest.fixture
def held(sqlite_store: Store, framework: Framework) -> Held:
    """A workshop with k 3, whose first vote is open."""
    made = set_up(sqlite_store, framework)
    made.move(rounds.open_vote)
    return made


def kept(held: Held, *themes: str) -> Kept:
    """The moments that a workshop keeps of these themes."""
    names = {unit.id: unit.name for unit in rows(held.store, Unit, workshop_id=held.id)}
    numbers = {one.id: one.number for one in rows(held.store, Round, workshop_id=held.id)}
    return {
        (numbers[row.round_id], names[row.unit_id], row.theme): Moments(
            row.people, row.mean, row.variance
        )
        for row in rows(held.store, FrozenMoments)
        if row.round_id in numbers and row.theme in (themes or THEMES)
    }


def close(held: Held) -> Kept:
    """What is kept when the vote closes."""
    held.move(rounds.close_vote)
    return kept(held)


def water(held: Held, *both: tuple[Said, Said]) -> None:
    """Somebody new of Water for each pair of answers to W1 and W2."""
    for first, second in both:
        held.say(held.join(), W1=first, W2=second)


def test_a_unit_keeps_the_moments_of_its_personal_theme_means(held: Held) -> None:
    # (0 + 50)/2 = 25, (50 + 100)/2 = 75 and 50: mean 50, squares 625 + 625 + 0 over 2
    water(held, (0, 2), (2, 4), (2, 2))
    assert close(held) == {(1, "Water", "WAT"): Moments(3, 50, 625)}


def test_a_theme_that_fewer_than_k_can_judge_keeps_nothing(held: Held) -> None:
    """Of four people two know the second theme: their moments would be their answers."""
    water(held, (0, 2), (2, 4), (2, 2), (2, 2))
    for who in [held.join() for _ in range(2)]:
        held.say(who, P1=4, P2=0)
    for _ in range(2):
        held.say(held.join(), P1="dk", P2="dk")
    assert set(close(held)) == {(1, "Water", "WAT")}


def test_tables_are_one_each_and_who_is_alone_beside_them_is_in_no_moments(held: Held) -> None:
    for size, level in ((4, 1), (3, 3)):
        held.say(held.join(size=size), W1=level, W2=level)
    held.say(held.join(), W1=0, W2=0)
    # tables at 25 and 75
    assert close(held) == {(1, "Water", "WAT"): Moments(2, 50, 1250)}


def test_one_who_is_alone_in_a_theme_beside_tables_costs_it_its_moments(held: Held) -> None:
    held.say(held.join(size=4), W1=1, W2=1)
    for said in (3, "dk", "dk"):
        held.say(held.join(), W1=said, W2=said)
    assert close(held) == {}


def test_an_open_workshop_keeps_those_of_anybody(sqlite_store: Store, framework: Framework) -> None:
    held = set_up(sqlite_store, framework, k=0)
    held.move(rounds.open_vote)
    water(held, (4, 4))
    assert close(held) == {(1, "Water", "WAT"): Moments(1, 100, 0)}


def test_a_vote_that_opens_again_before_its_reveal_keeps_nothing(held: Held) -> None:
    water(held, (0, 2), (2, 4), (2, 2))
    assert close(held)
    held.move(rounds.reopen_vote)
    assert rows(held.store, FrozenMoments) == []


def test_what_was_shown_keeps_its_moments_until_k_people_changed(held: Held) -> None:
    water(held, (0, 2), (2, 4), (2, 2))
    first = close(held)
    held.move(rounds.reveal, rounds.reopen_vote)
    assert kept(held) == first, "while the vote is open again"
    water(held, (4, 4))
    assert close(held) == first, "one late-comer would be told by the difference"
    held.move(rounds.reopen_vote)
    water(held, (4, 4), (4, 4))
    # 25, 75, 50 and three times 100: mean 75
    assert close(held) == {(1, "Water", "WAT"): Moments(6, 75, 1000)}


def test_a_second_vote_counts_where_it_asked_and_the_first_elsewhere(held: Held) -> None:
    people = held.vote("Water", 0, 0, 0, 4)
    for who in people:
        held.say(who, W2=2)
    held.move(rounds.close_vote, rounds.reveal)
    rounds.open_vote(held.store, HOST, held.code, ["W1"])
    for who, level in zip(people[:3], (0, 2, 4), strict=True):
        held.say(who, W1=level)
    found = close(held)
    # first 25, 25, 25, 75; then 25, 50, 75, and the fourth has one of two answers: too little
    assert found == {
        (1, "Water", "WAT"): Moments(4, 37.5, 625),
        (2, "Water", "WAT"): Moments(3, 50, 625),
    }


def test_the_overall_is_kept_as_the_themes_are(held: Held) -> None:
    """Water 25, 75 and 50 and power 50 each make 37.5, 62.5 and 50; who answered half has no overall."""
    for first, second in ((0, 2), (2, 4), (2, 2)):
        held.say(held.join(), W1=first, W2=second, P1=2, P2=5)
    water(held, (4, 4))
    found = close(held)
    assert kept(held, "overall") == {(1, "Water", "overall"): Moments(3, 50, 156.25)}
    assert found[1, "Water", "WAT"].people == 4
    with held.store.write() as session:
        for row in rows(held.store, FrozenMoments, theme="overall"):
            session.delete(row)
    keep_missing_moments(held.store)
    assert kept(held, "overall") == {(1, "Water", "overall"): Moments(3, 50, 156.25)}
    assert kept(held) == found


def test_votes_that_closed_before_get_theirs_once_while_their_answers_are_there(
    workshop: Callable[..., Held],
) -> None:
    held = workshop()
    held.move(rounds.open_vote)
    water(held, (0, 2), (2, 4), (2, 2))
    found = close(held)
    held.move(rounds.reveal, rounds.reopen_vote)
    water(held, (4, 4))
    forget(held.store)
    keep_missing_moments(held.store)
    assert kept(held) == found, "as the figures were fixed, without the late-comer"
    keep_missing_moments(held.store)
    assert kept(held) == found


def forget(store: Store) -> None:
    """As a database was before moments were kept."""
    with store.write() as session:
        for row in rows(store, FrozenMoments):
            session.delete(row)


STORIES = settings(STEADY, max_examples=10)


def test_whatever_happens_moments_are_of_k_people_whose_answers_the_unit_shows(
    sqlite_store: Store, framework: Framework
) -> None:
    reached = 0

    @STORIES
    @given(story=stories())
    @example(story=EVENTFUL)
    @example(story=BESIDE_TABLES)
    @example(story=MOSTLY_TABLES)
    def play(story: Story) -> None:
        played = Played(sqlite_store, framework, story.k)

        def look(moved: bool) -> None:
            nonlocal reached
            if moved:
                found, true = kept(played.held), expected(played.truth, framework)
                for (number, unit, _), one in kept(played.held, "overall").items():
                    assert one.people <= max(
                        of.people for (n, u, _), of in found.items() if (n, u) == (number, unit)
                    )
                reached += len(found)
                assert {key: rounded(one) for key, one in found.items()} == {
                    key: rounded(one) for key, one in true.items()
                }

        played.play(story, look)

    play()
    assert reached > 100, "the stories are too dull"


def expected(truth: Truth, framework: Framework) -> Kept:
    """The moments by what everybody really did, of those who hide one another."""
    found: Kept = {}
    closed = [v for v in truth.votes if v.number and v.units and (v.revealed or not v.open)]
    for at, vote in enumerate(closed):
        latest = {code: one for one in closed[: at + 1] for code in one.asked}
        for unit in vote.units:
            said: dict[int, dict[str, Said]] = {}
            for code, one in latest.items():
                for (i, about), answer in one.units[unit].answers.items():
                    if about == code:
                        said.setdefault(i, {})[code] = answer
            for theme, codes in THEMES.items():
                asked = [code for code in codes if code in latest]
                means = {i: mean(framework, own, asked) for i, own in said.items()}
                known = [i for i, one in means.items() if not isnan(one)]
                if known and truth.hidden(known):
                    of_all = moments(np.array([means[i] for i in known]))
                    assert of_all is not None
                    found[vote.number, unit, theme] = of_all
    return found


def mean(framework: Framework, own: dict[str, Said], asked: list[str]) -> float:
    """Somebody's mean of a theme: of two thirds at least of what applies to them."""
    scales: dict[str, Callable[[float], float]] = {
        i.code: i.scale.value if isinstance(i.scale, Goalposts) else (lambda level: 25.0 * level)
        for i in framework.root.indicators()
    }
    applies = [code for code in asked if own.get(code) != "na"]
    given = [scales[c](float(own[c])) for c in applies if not isinstance(own.get(c, "dk"), str)]
    return sum(given) / len(given) if given and len(given) * 3 >= len(applies) * 2 else np.nan


def rounded(one: Moments) -> tuple[int, float, float]:
    return one.people, round(one.mean, 6), round(one.variance, 6)
