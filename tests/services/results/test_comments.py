"""Comments by level or by unit, never with both, and comments that staff hid."""

from collections.abc import Sequence
from functools import partial

import pytest

from resilience.errors import NotFound
from resilience.scoring import Crowd
from resilience.scoring.opinions.comment_levels import shared_levels
from resilience.services.access.access import Visitor
from resilience.services.access.history import ActFilter, history
from resilience.services.counting import rounds
from resilience.services.results.comments import hidden_comments, set_comment_hidden
from resilience.services.voting.my_data import erase_own
from resilience.store.tables import HiddenComment
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, rows

Place = tuple[str, int | None]


def comment(held: Held, people: Sequence[Visitor], about: str = "W1") -> None:
    """Each of them writes a comment of their own."""
    for n, who in enumerate(people):
        save_remark(held.store, who, about, comment=f"Comment {n}")


def places(held: Held) -> dict[str, Place]:
    """By comment the unit and the level with which it is shown."""
    return {one.comment: (one.unit, one.level) for one in held.result().remarks}


@pytest.mark.parametrize(
    ("wrote", "silent", "k", "strangers", "shared"),
    [
        ({2: 3, 4: 3}, {}, 3, 0, {2, 4}),
        ({2: 3, 4: 2}, {}, 3, 0, set()),  # the two would be known not to have said 2
        ({2: 5, 4: 3, 1: 2}, {}, 3, 0, {2}),  # 4 joins the two, whom it hides
        ({2: 3, None: 3}, {}, 3, 0, {2}),
        ({2: 4}, {}, 3, 1, {2}),
        ({2: 3}, {}, 3, 1, set()),  # one of them may not have been in the room
        ({None: 9}, {}, 3, 0, set()),
        ({2: 1}, {2: 1}, 0, 0, {2}),
        ({2: 5, 4: 4}, {4: 1}, 3, 0, set()),  # the only one without a comment said 4
        ({2: 5, 4: 4}, {4: 3}, 3, 0, {2, 4}),
        ({2: 5, 4: 4}, {2: 3, 4: 3}, 3, 1, set()),
        ({2: 5, 4: 4, None: 3}, {2: 3, None: 2}, 3, 0, set()),  # the two did not say 2
        ({2: 5, 4: 4, None: 3}, {4: 3, None: 2}, 3, 0, {2}),  # 4 joins the two, whom it hides
    ],
)
def test_levels_are_shown_where_commenters_and_the_silent_hide_one_another(
    wrote: dict[int | None, int],
    silent: dict[int | None, int],
    k: int,
    strangers: int,
    shared: set[int],
) -> None:
    people, others = (
        [(level, 1) for level, n in group.items() for _ in range(n)] for group in (wrote, silent)
    )
    assert shared_levels(people, others, k, Crowd(strangers)) == shared


def test_comments_are_by_level_without_unit_or_by_unit_without_level(held: Held) -> None:
    held.move(rounds.open_vote)
    water, power = held.vote("Water", 1, 1, 1), held.vote("Power", 4, 4, 4)
    comment(held, [*water, *power])
    save_remark(held.store, water[0], "W2", comment="Alone")
    held.reveal()
    found = places(held)
    assert found.pop("Alone") == ("Water", None)
    assert [*found.values()] == [("", 1)] * 3 + [("", 4)] * 3


def test_erasure_never_puts_a_unit_beside_what_was_shown_by_level(held: Held) -> None:
    """The attacker comments as the third at a level, and erases that once the level was shown."""
    held.move(rounds.open_vote)
    attacker, *water = held.vote("Water", 1, 1, 1)
    power = held.vote("Power", 4, 4, 4)
    comment(held, [*water, *power, attacker])
    held.reveal()
    assert set(places(held).values()) == {("", 1), ("", 4)}
    erase_own(held.store, attacker)
    assert places(held) == {}


def test_a_later_vote_shows_neither_of_what_was_by_level(held: Held) -> None:
    held.move(rounds.open_vote)
    water, power = held.vote("Water", 1, 1, 1), held.vote("Power", 4, 4, 4)
    comment(held, [*water, *power])
    held.reveal()
    held.move(rounds.open_vote)
    for who in (*water, *power):
        held.say(who, W1=2)
    comment(held, [*water, *power])
    held.reveal()
    assert set(places(held).values()) == {("", None)}


def test_a_comment_that_was_by_unit_is_never_by_level(held: Held) -> None:
    held.move(rounds.open_vote)
    water = held.vote("Water", 1, 1, 1)
    held.vote("Power", 4, 4, 4)
    comment(held, water[:2])
    held.reveal()
    held.move(rounds.reopen_vote)
    for who in water:
        held.say(who, W1=1)
    comment(held, water)
    held.move(rounds.close_vote, partial(rounds.reveal, use_thin=True))
    assert {level for _, level in places(held).values()} == {None}


def test_hiding_a_comment_moves_no_other_and_can_be_undone(held: Held) -> None:
    held.move(rounds.open_vote)
    water = held.vote("Water", 1, 1, 1)
    comment(held, water)
    hidden = next(one for one in held.reveal().remarks if one.comment == "Comment 1")
    set_comment_hidden(held.store, HOST, held.code, hidden.mark, hidden=True)
    assert places(held) == {"Comment 0": ("", 1), "Comment 2": ("", 1)}
    (kept,) = hidden_comments(held.store, HOST, held.code, "W1")
    assert (kept.comment, kept.unit, kept.level) == ("Comment 1", "", None)
    set_comment_hidden(held.store, HOST, held.code, hidden.mark, hidden=False)
    assert len(places(held)) == 3
    record = history(held.store, HOST, ActFilter(workshop=held.code))
    assert [one.thing for one in record.deeds if one.act.startswith("comment")] == ["W1", "W1"]
    assert "Comment 1" not in repr(record)
    with pytest.raises(NotFound):
        set_comment_hidden(held.store, HOST, held.code, "0" * 64, hidden=True)


def test_the_mark_of_an_erased_comment_goes_too(held: Held) -> None:
    held.move(rounds.open_vote)
    water = held.vote("Water", 1, 1, 1)
    comment(held, water)
    for one in held.reveal().remarks:
        set_comment_hidden(held.store, HOST, held.code, one.mark, hidden=True)
    erase_own(held.store, water[0])
    assert len(rows(held.store, HiddenComment)) == 2


def test_a_level_that_is_in_no_figure_is_not_shown_beside_a_comment(held: Held) -> None:
    """Five of Water say N/A and one says 3: that answer is not in the figures, so its comment must not be at 3."""
    held.move(rounds.open_vote)
    *_, odd = held.vote("Water", "na", "na", "na", "na", "na", 3)
    power = held.vote("Power", 3, 3, 1, 1)
    comment(held, [odd, *power[:2]])
    held.reveal()
    assert {level for _, level in places(held).values()} == {None}


def test_after_an_erasure_no_comment_on_the_indicator_is_left_with_or_without_its_level(
    held: Held,
) -> None:
    held.move(rounds.open_vote)
    water = held.vote("Water", 1, 1, 1, 1)
    comment(held, water)
    held.reveal()
    assert {level for _, level in places(held).values()} == {1}
    erase_own(held.store, water[0])
    assert places(held) == {}


def test_the_hidden_comments_of_an_indicator_go_together_with_the_shown_ones(held: Held) -> None:
    """The one that is missing from the list of hidden comments would be known with its level."""
    held.move(rounds.open_vote)
    people = [*held.vote("Water", 1, 1, 1, 1), *held.vote("Power", 3, 3, 3, 3)]
    comment(held, people)
    marks = [one.mark for one in held.reveal().remarks]
    for mark in marks:
        set_comment_hidden(held.store, HOST, held.code, mark, hidden=True)
    assert len(hidden_comments(held.store, HOST, held.code, "W1")) == len(people)
    erase_own(held.store, people[5])
    assert hidden_comments(held.store, HOST, held.code, "W1") == ()
    for hidden in (True, False):
        for mark in marks:
            with pytest.raises(NotFound):
                set_comment_hidden(held.store, HOST, held.code, mark, hidden=hidden)


def test_comments_by_level_go_alike_when_somebody_goes_who_wrote_none(held: Held) -> None:
    """If they stayed, it would be known that the person wrote no comment."""
    held.move(rounds.open_vote)
    comment(held, held.vote("Water", 1, 1, 1))
    held.vote("Power", 1, 1, 1)
    elsewhere = held.join("Power")
    held.say(elsewhere, W2=2)
    held.reveal()
    assert {level for _, level in places(held).values()} == {1}
    erase_own(held.store, elsewhere)
    assert places(held) == {}


def test_the_level_of_one_person_without_a_comment_is_not_told(held: Held) -> None:
    """All of Power but one wrote a comment at 3; that one would be known to have said 3 too."""
    held.move(rounds.open_vote)
    water, power = held.vote("Water", 1, 1, 1, 1), held.vote("Power", 3, 3, 3, 3)
    comment(held, [*water, *power[1:]])
    held.reveal()
    assert set(places(held).values()) == {("Water", None), ("Power", None)}


def test_what_somebody_erased_before_the_reveal_is_not_found_by_level(held: Held) -> None:
    """The figures count an answer of which the comment is gone."""
    held.move(rounds.open_vote)
    water = held.vote("Water", 1, 1, 1, 1)
    comment(held, water)
    held.move(rounds.close_vote)
    erase_own(held.store, water[0])
    held.move(rounds.reveal)
    assert {level for _, level in places(held).values()} == {None}
