"""Questions from the room: limited and withdrawn by who asked, shown to all without whose they are."""

from collections.abc import Callable
from dataclasses import fields
from functools import partial

import pytest

from resilience.errors import InputError, NotFound, WrongTime
from resilience.services.access.access import Visitor
from resilience.services.access.history import ActFilter, history
from resilience.services.upkeep.retention import remove_now
from resilience.services.voting.my_data import erase_own
from resilience.services.voting.questions import (
    RoomQuestion,
    ask_question,
    hide_questions,
    keep_for_later,
    question_sheet,
    questions_of,
    set_question,
    staged_questions,
    vote_question,
    withdraw_question,
)
from resilience.services.workshop.desk import DeskPlace, end_questions, show_questions, view_desk
from resilience.services.workshop.devices import merge_devices
from resilience.services.workshop.phase import Phase
from resilience.store.tables import Question, QuestionVote
from tests.services.held import HOST, Held, finish, rows


def ask(held: Held, who: Visitor, words: str = "Who pays?") -> int:
    """Ask, and give the number of the question."""
    ask_question(held.store, who, words)
    return max(row.id for row in rows(held.store, Question))


def seen(held: Held, who: Visitor) -> list[tuple[str, int, bool, bool]]:
    """The questions as somebody sees them: words, up-votes, own, voted."""
    return [
        (one.question.words, one.question.votes, one.own, one.voted)
        for one in question_sheet(held.store, who).asked
    ]


def test_the_room_sees_questions_by_up_votes_and_never_whose_they_are(held: Held) -> None:
    ana, ben = held.join("Water"), held.join("Power")
    ask(held, ana)
    second = ask(held, ben, "What  about\nthe pumps?")
    for _ in range(2):
        vote_question(held.store, ana, second, up=True)
    assert seen(held, ana) == [
        ("What about the pumps?", 1, False, True),
        ("Who pays?", 0, True, False),
    ]
    vote_question(held.store, ana, second, up=False)
    assert [one.votes for one in questions_of(held.store, HOST, held.code)] == [0, 0]
    assert {one.name for one in fields(RoomQuestion)} == {
        "id",
        "words",
        "votes",
        "state",
        "by_staff",
    }


def test_open_questions_come_before_those_that_were_dealt_with(held: Held) -> None:
    who = held.join()
    first, second, third = [ask(held, who, f"Why {n}?") for n in range(3)]
    vote_question(held.store, held.join(), second, up=True)
    set_question(held.store, HOST, held.code, second, "answered")
    asked = question_sheet(held.store, who).asked
    assert [one.question.id for one in asked] == [first, third, second]


def test_five_wait_at_most_and_hidden_ones_wait_too(held: Held) -> None:
    who = held.join()
    first, *_ = [ask(held, who, f"Why {n}?") for n in range(5)]
    set_question(held.store, HOST, held.code, first, "hidden")
    with pytest.raises(InputError, match="5 of your questions are waiting"):
        ask(held, who)
    withdraw_question(held.store, who, first)
    ask(held, who)
    for words in (" \n ", "x" * 281):
        with pytest.raises(InputError):
            ask_question(held.store, held.join(), words)


def test_hiding_all_questions_makes_room_for_others(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("resilience.services.voting.questions.MOST_OPEN", 3)
    who, *others = (held.join() for _ in range(4))
    for one in others:
        ask(held, one)
    with pytest.raises(InputError, match="3 questions from the room are already waiting"):
        ask(held, who)
    hide_questions(held.store, HOST, held.code)
    assert {one.state for one in questions_of(held.store, HOST, held.code)} == {"hidden"}
    ask(held, who)


def test_nobody_touches_a_question_of_others_or_of_another_room(
    workshop: Callable[..., Held],
) -> None:
    held, another = workshop(), workshop(k=4)
    asked, stranger = ask(held, held.join()), another.join()
    assert seen(held, stranger) == []
    attempts: tuple[Callable[[], None], ...] = (
        lambda: withdraw_question(held.store, held.join(), asked),
        lambda: vote_question(held.store, stranger, asked, up=True),
        lambda: set_question(held.store, HOST, another.code, asked, "hidden"),
        lambda: show_questions(held.store, HOST, another.code, asked),
    )
    for attempt in attempts:
        with pytest.raises(NotFound):
            attempt()


def test_a_hidden_question_is_seen_by_who_asked_alone_and_history_has_no_word_of_it(
    held: Held,
) -> None:
    ana, ben = held.join(), held.join()
    asked = ask(held, ana, "Is Mr Silva asleep?")
    set_question(held.store, HOST, held.code, asked, "hidden")
    assert (len(seen(held, ana)), len(seen(held, ben))) == (1, 0)
    with pytest.raises(NotFound):
        vote_question(held.store, ben, asked, up=True)
    record = history(held.store, HOST, ActFilter(workshop=held.code))
    assert "question hidden" in [one.act for one in record.deeds]
    assert "Silva" not in repr(record)


def test_the_stage_shows_one_or_the_first_five_until_it_is_dealt_with(held: Held) -> None:
    who = held.join()
    asked = ask(held, who)
    show_questions(held.store, HOST, held.code, asked)
    assert view_desk(held.store, HOST, held.code) == DeskPlace("questions", "", asked)
    set_question(held.store, HOST, held.code, asked, "answered")
    assert view_desk(held.store, HOST, held.code) == DeskPlace()
    others = [ask(held, held.join(), f"Why {n}?") for n in range(6)]
    show_questions(held.store, HOST, held.code)
    assert [one.id for one in staged_questions(held.store, held.id, None)] == others[:5]
    end_questions(held.store, HOST, held.code)
    show_questions(held.store, HOST, held.code, others[0])
    erase_own(held.store, who)
    assert view_desk(held.store, HOST, held.code).screen == "questions"


def test_the_list_for_later_is_in_the_result_and_fixed_at_the_close(held: Held) -> None:
    asked = ask(held, held.join())
    held.bring_to(Phase.REVEALED)
    set_question(held.store, HOST, held.code, asked, "later")
    keep_for_later(held.store, HOST, held.code, "Ask the port.")
    assert held.result().for_later == ("Who pays?", "Ask the port.")
    own = next(one for one in questions_of(held.store, HOST, held.code) if one.by_staff)
    set_question(held.store, HOST, held.code, own.id, "answered")
    held.move(finish)
    with pytest.raises(WrongTime):
        keep_for_later(held.store, HOST, held.code, "One more.")
    assert held.result().for_later == ("Who pays?",)


def test_merging_devices_tells_nobody_which_questions_were_theirs(held: Held) -> None:
    older, newer = held.join(), held.join()
    asked = ask(held, older)
    vote_question(held.store, older, asked, up=True)
    merge_devices(held.store, HOST, held.code, older.known_by, newer.known_by)
    assert seen(held, newer) == [("Who pays?", 1, False, False)]


def test_erasure_and_removal_leave_only_what_staff_wrote(held: Held) -> None:
    ana, ben, older = (held.join("Power") for _ in range(3))
    vote_question(held.store, ana, ask(held, ben), up=True)
    vote_question(held.store, ben, ask(held, ana, "Why?"), up=True)
    erase_own(held.store, ana)
    assert [row.words for row in rows(held.store, Question)] == ["Who pays?"]
    assert rows(held.store, QuestionVote) == []
    ask(held, older, "And the port?")
    merge_devices(held.store, HOST, held.code, older.known_by, held.join("Power").known_by)
    keep_for_later(held.store, HOST, held.code, "Ask the port.")
    held.settle()
    with pytest.raises(WrongTime):
        ask(held, ben)
    remove_now(held.store, HOST, held.code)
    assert [row.words for row in rows(held.store, Question)] == ["Ask the port."]


def test_an_up_vote_for_a_withdrawn_question_never_counts_for_the_next_one(held: Held) -> None:
    """Phones still show the withdrawn one; the desk has a button beside it."""
    ana, ben = held.join("Water"), held.join("Power")
    withdrawn = ask(held, ana, "Could we open a window?")
    withdraw_question(held.store, ana, withdrawn)
    ask(held, ana, "Something else entirely")
    for act in (
        partial(vote_question, held.store, ben, withdrawn, up=True),
        partial(show_questions, held.store, HOST, held.code, withdrawn),
        partial(set_question, held.store, HOST, held.code, withdrawn, "hidden"),
    ):
        with pytest.raises(NotFound):
            act()
    assert [one.votes for one in questions_of(held.store, HOST, held.code)] == [0]
