"""Scorecards that come back: what a look tells, what is taken in, and how it is taken back."""

from dataclasses import replace

import pytest

from resilience.errors import InputError, NotAllowed, NotFound, WrongTime
from resilience.services.access.access import NOBODY, RUNNERS, Grant, Visitor, identify
from resilience.services.counting import rounds
from resilience.services.scorecards.card_answers import CHANGED, TWICE, CardAnswer, SubmittedCard
from resilience.services.scorecards.card_imports import imports_in, undo_import
from resilience.services.scorecards.cards import MOST_CARDS, look_at_cards, take_cards
from resilience.services.voting.progress import snapshot
from resilience.store.tables import (
    CardImport,
    Participant,
    ReplacedAnswer,
    Response,
    StaffAct,
)
from tests.services.held import HOST, KEY, Held, present, rows

CARD = SubmittedCard(
    "water-1.xlsx",
    "a token",
    "Water",
    1,
    "ja",
    (
        CardAnswer("W1", 3, "=a map", "the register", "Water, cell D7"),
        CardAnswer("W2", "dk", place="Water, cell D8"),
    ),
)


def card(**changes: object) -> SubmittedCard:
    return replace(CARD, **changes)  # type: ignore[arg-type]


def said(*answers: object, **changes: object) -> SubmittedCard:
    """The card with other answers to W1 and W2, in this order."""
    codes = ("W1", "W2")
    found = tuple(CardAnswer(c, a, place=f"{c}!") for c, a in zip(codes, answers, strict=False))  # type: ignore[arg-type]
    return card(answers=found, **changes)


def take(held: Held, *cards: SubmittedCard) -> tuple[int | None, int, int]:
    done = take_cards(held.store, HOST, held.code, cards)
    return (done.id, done.cards, done.answers)


def look(held: Held, *cards: SubmittedCard) -> list[tuple[int, int, int, list[str]]]:
    """New, changed and same answers of each card, and what is said of it."""
    found = look_at_cards(held.store, HOST, held.code, cards)
    return [
        (one.new, one.changed, one.same, [str(f) for f in (*one.faults, *one.changes)])
        for one in found
    ]


def stored(held: Held) -> dict[str, tuple[object, object, str]]:
    """State, level and comment of all answers by indicator: of one participant."""
    return {r.indicator: (r.state, r.level, r.comment) for r in rows(held.store, Response)}


def test_a_card_becomes_a_participant_with_its_answers(voting: Held) -> None:
    assert look(voting, CARD) == [(2, 0, 0, [])]
    assert rows(voting.store, Participant) == []
    assert take(voting, CARD) == (1, 1, 2)
    (person,) = rows(voting.store, Participant)
    assert (person.size, person.is_table, person.language) == (1, False, "ja")
    assert person.department_id == voting.department("Water")
    assert stored(voting) == {"W1": ("level", 3, "=a map"), "W2": ("dk", None, "")}
    answer = next(r for r in rows(voting.store, Response) if r.indicator == "W1")
    assert (answer.evidence, answer.language, answer.counter) == ("the register", "ja", 1)
    progress = snapshot(voting.store, voting.id)
    assert (progress.people, progress.done) == (1, 2 / 4)


def test_a_card_has_finished_and_is_asked_again_in_a_later_vote(voting: Held) -> None:
    take(voting, card(people=3))
    voting.vote("Power", 1, 1, 1)
    now = snapshot(voting.store, voting.id)
    assert (now.asked, now.finished, now.unfinished, now.with_device) == (6, 3, 3, 3)
    voting.reveal()
    rounds.open_vote(voting.store, HOST, voting.code, ["W1"])
    now = snapshot(voting.store, voting.id)
    assert (now.asked, now.absent, now.unfinished) == (6, 3, 6)
    take(voting, card(people=3))
    now = snapshot(voting.store, voting.id)
    assert (now.asked, now.absent, now.finished, now.people) == (6, 0, 3, 6)


def test_a_card_of_a_table_counts_its_people(voting: Held) -> None:
    take(voting, card(people=6))
    (person,) = rows(voting.store, Participant)
    assert (person.size, person.is_table) == (6, True)


def test_two_files_of_one_card_make_one_participant(voting: Held) -> None:
    """Somebody sent the card, answered more, and sent it again: both files come in at once."""
    more = replace(CARD, name="more.xlsx", answers=(*CARD.answers, CardAnswer("P1", 2)))
    assert take(voting, CARD, more)[1:] == (2, 3)
    (person,) = rows(voting.store, Participant)
    stored = {(r.participant_id, r.indicator) for r in rows(voting.store, Response)}
    assert stored == {(person.id, code) for code in ("W1", "W2", "P1")}


def test_of_two_files_of_one_card_with_other_people_the_first_is_taken(voting: Held) -> None:
    other = replace(CARD, name="other.xlsx", people=3, answers=(CardAnswer("P1", 2),))
    assert "water-1.xlsx is the same card with a different number of people" in str(
        look(voting, CARD, other)[1]
    )
    assert take(voting, CARD, other)[1:] == (1, 2)


def test_the_same_card_twice_changes_nothing(voting: Held) -> None:
    take(voting, CARD)
    assert look(voting, CARD) == [(0, 0, 2, [])]
    assert take(voting, CARD) == (None, 0, 0)
    assert take(voting, CARD, CARD) == (None, 0, 0)
    assert len(rows(voting.store, CardImport)) == 1


def test_a_look_says_that_an_answer_differs_and_not_from_what(voting: Held) -> None:
    take(voting, CARD)
    (found,) = look(voting, said(1, "dk"))
    assert found == (0, 1, 1, [f"water-1.xlsx: W1!: {CHANGED}"])
    take(voting, said(1, "dk"))
    assert stored(voting)["W1"] == ("level", 1, "=a map")
    assert [r.level for r in rows(voting.store, ReplacedAnswer)] == [3]


def test_a_look_at_somebody_who_has_answered_stands_in_the_record(voting: Held) -> None:
    look(voting, CARD)
    assert "scorecards looked at" not in [act.act for act in rows(voting.store, StaffAct)]
    take(voting, CARD)
    look(voting, CARD)
    look(voting, said(1, "dk"))
    found = [one.after for one in rows(voting.store, StaffAct) if one.act == "scorecards looked at"]
    assert found == [
        {"would_change": 0, "would_stay": 2},  # who guesses right is recorded as well
        {"would_change": 1, "would_stay": 1},
    ]


def test_more_cards_than_any_hall_has_are_refused(voting: Held) -> None:
    cards = [card(key=str(n)) for n in range(MOST_CARDS + 1)]
    with pytest.raises(InputError, match=f"2001 scorecards in these files; at most {MOST_CARDS}"):
        take(voting, *cards)


def test_what_a_card_leaves_blank_stays(voting: Held) -> None:
    take(voting, CARD)
    take(voting, card(answers=(CardAnswer("W1", None, "Another word."),)))
    assert stored(voting)["W1"] == ("level", 3, "Another word.")


def test_two_cards_of_one_participant_must_say_the_same(voting: Held) -> None:
    other = said(0, "dk", name="copy.xlsx")
    first = said(3, "dk")
    assert look(voting, first, other) == [
        (1, 0, 0, [f"water-1.xlsx: W1!: {TWICE.format(other='copy.xlsx')}"]),
        (0, 0, 0, [f"copy.xlsx: W1!: {TWICE.format(other='water-1.xlsx')}"]),
    ]
    assert take(voting, first, other) == (1, 1, 1)
    assert stored(voting) == {"W2": ("dk", None, "")}


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (CardAnswer("X9", 1), "the open vote does not ask about X9"),
        (CardAnswer("W2", 7), "W2 has levels 0 to 4; 7 is not one of them"),
        (CardAnswer("W2", 1.5), "W2 has levels 0 to 4; 1.5 is not one of them"),
        (CardAnswer("W2", 1, "x" * 4001), "4001 characters"),
    ],
)
def test_what_cannot_be_stored_is_said_and_the_rest_is_taken(
    voting: Held, bad: CardAnswer, words: str
) -> None:
    found = card(answers=(CardAnswer("W1", 3), replace(bad, place="Water, cell D9")))
    ((new, _, _, faults),) = look(voting, found)
    assert new == 1
    assert [words in one and "Water, cell D9" in one for one in faults] == [True]
    assert take(voting, found) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"department": "Parks"}, "no department Parks"),
        ({"department": "Mixed tables"}, "only a table can answer for several departments"),
    ],
)
def test_a_card_of_nowhere_is_refused_whole(
    voting: Held, changes: dict[str, object], words: str
) -> None:
    ((new, changed, _, faults),) = look(voting, card(**changes))
    assert (new, changed) == (0, 0)
    assert [words in one for one in faults] == [True]
    assert take(voting, card(**changes)) == (None, 0, 0)
    assert rows(voting.store, Participant) == []


@pytest.mark.parametrize("changes", [{"people": 4}, {"department": "Power"}])
def test_a_card_that_came_with_other_people_is_refused(
    voting: Held, changes: dict[str, object]
) -> None:
    take(voting, CARD)
    ((_, _, _, faults),) = look(voting, card(**changes))
    assert ["was imported before with a different number of people" in one for one in faults] == [
        True
    ]


def test_a_table_larger_than_any_is_refused(voting: Held) -> None:
    with pytest.raises(InputError, match="1 to"):
        look(voting, card(people=0))
    with pytest.raises(InputError, match=r"water-1\.xlsx"):
        take(voting, card(people=10_000))


def test_an_import_is_taken_back_with_who_came_by_it(voting: Held) -> None:
    take(voting, CARD)
    (seen,) = imports_in(voting.store, HOST, voting.code)
    assert (seen.cards, seen.answers, seen.undone, seen.may_undo) == (1, 2, False, True)
    assert (seen.departments, seen.number, seen.again) == ({"Water": 1}, "", False)
    assert undo_import(voting.store, HOST, voting.code, seen.id) == 0
    assert (rows(voting.store, Response), rows(voting.store, Participant)) == ([], [])
    (seen,) = imports_in(voting.store, HOST, voting.code)
    assert (seen.undone, seen.may_undo) == (True, False)
    with pytest.raises(NotFound):
        undo_import(voting.store, HOST, voting.code, seen.id)
    assert take(voting, CARD)[1:] == (1, 2)


def test_what_stood_before_an_import_stands_again(voting: Held) -> None:
    take(voting, CARD)
    second, _, _ = take(voting, said(0, 4))
    assert undo_import(voting.store, HOST, voting.code, present(second)) == 0
    assert stored(voting) == {"W1": ("level", 3, "=a map"), "W2": ("dk", None, "")}
    assert len(rows(voting.store, Participant)) == 1


def test_what_was_answered_since_stays(voting: Held) -> None:
    first, _, _ = take(voting, CARD)
    take(voting, said(0))
    assert undo_import(voting.store, HOST, voting.code, present(first)) == 1
    assert stored(voting) == {"W1": ("level", 0, "=a map")}


def test_nothing_is_taken_back_once_the_vote_has_closed(voting: Held) -> None:
    taken, _, _ = take(voting, CARD)
    voting.move(rounds.close_vote)
    assert not imports_in(voting.store, HOST, voting.code)[0].may_undo
    with pytest.raises(WrongTime, match="closed"):
        undo_import(voting.store, HOST, voting.code, present(taken))


def test_answers_of_a_result_that_was_shown_stay(voting: Held) -> None:
    voting.vote("Water", 1, 2, 3)
    taken, _, _ = take(voting, CARD)
    voting.move(rounds.close_vote, rounds.reveal, rounds.reopen_vote)
    with pytest.raises(WrongTime, match="The vote has closed"):
        undo_import(voting.store, HOST, voting.code, present(taken))
    later, _, _ = take(voting, said(4))
    assert undo_import(voting.store, HOST, voting.code, present(later)) == 0


@pytest.mark.parametrize("move", [(), (rounds.open_vote, rounds.close_vote)])
def test_cards_are_taken_while_a_vote_is_open(held: Held, move: tuple[object, ...]) -> None:
    held.move(*move)  # type: ignore[arg-type]
    for call in (look_at_cards, take_cards):
        with pytest.raises(WrongTime, match="No vote is open"):
            call(held.store, HOST, held.code, [CARD])


def test_only_who_runs_the_workshop_takes_cards(voting: Held) -> None:
    imported, _, _ = take(voting, CARD)
    outsiders = [
        NOBODY,
        voting.join(),
        Visitor((Grant("official", voting.id), Grant("lead", voting.id))),
        Visitor((Grant("facilitator", voting.id + 1),)),
    ]
    for who in outsiders:
        for call in (look_at_cards, take_cards):
            with pytest.raises(NotAllowed):
                call(voting.store, who, voting.code, [CARD])
        with pytest.raises(NotAllowed):
            imports_in(voting.store, who, voting.code)
        with pytest.raises(NotAllowed):
            undo_import(voting.store, who, voting.code, present(imported))
    for role in RUNNERS:
        assert look_at_cards(voting.store, Visitor((Grant(role, voting.id),)), voting.code, [CARD])


def test_an_import_of_another_workshop_is_not_here(voting: Held) -> None:
    with pytest.raises(NotFound):
        undo_import(voting.store, HOST, voting.code, 99)


def test_the_key_of_a_card_signs_nobody_in(voting: Held) -> None:
    take(voting, CARD)
    (person,) = rows(voting.store, Participant)
    for token in (CARD.key, f"{voting.code} {CARD.key}", person.token_hash):
        assert identify(voting.store, KEY, participant_token=token).participant_id is None
