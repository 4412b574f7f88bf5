"""What people were told is saved, against the database: lost, doubled and wrong answers are found."""

import pytest

from benchmarks.kept import Book, Faults, Sent, Stood, faults
from resilience.framework import AnswerValue
from resilience.services.access.access import Visitor, identify
from resilience.services.counting import rounds
from resilience.services.workshop.participants import join
from resilience.store.tables import ReplacedAnswer, Response
from tests.services.delivering import save_answer, save_remark
from tests.services.held import KEY, Held, rows


class Somebody:
    """Somebody whose answers are stored and noted."""

    def __init__(self, held: Held, book: Book) -> None:
        self.held, self.book = held, book
        water = held.department("Water")
        self.token = join(held.store, held.code, department_id=water, language="en")
        self.visitor: Visitor = identify(held.store, KEY, participant_token=self.token)

    def say(self, indicator: str, *levels: AnswerValue) -> None:
        for said in levels:
            save_answer(self.held.store, self.visitor, indicator, said)
            self.book.note(self.token, indicator, said).acknowledged = True

    def write(self, indicator: str, comment: str) -> None:
        save_remark(self.held.store, self.visitor, indicator, comment=comment)
        self.book.note(self.token, indicator, comment=comment).acknowledged = True


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def people(held: Held, book: Book) -> list[Somebody]:
    """Three people who answered, changed their minds, said the same again, and wrote."""
    held.move(rounds.open_vote)
    here = [Somebody(held, book) for _ in range(3)]
    for one in here:
        one.say("W1", 1, 2, 1, 1)
        one.say("W2", "dk")
        one.write("W2", "The drains were measured.")
        one.write("P1", "Nobody knows.")
    return here


def change(held: Held, row: Response | ReplacedAnswer, **columns: object) -> None:
    with held.store.write() as session:
        for name, value in columns.items():
            setattr(row, name, value)
        session.add(row)


def test_what_is_there_as_it_was_sent_has_no_faults(
    held: Held, people: list[Somebody], book: Book
) -> None:
    assert book.acknowledged == 7 * len(people)
    assert book.compare(held.store, held.code) == Faults()


def test_an_answer_that_is_not_there_is_lost(
    held: Held, people: list[Somebody], book: Book
) -> None:
    book.note(people[0].token, "W1", 3).acknowledged = True
    assert book.compare(held.store, held.code) == Faults(lost=1)
    with held.store.write() as session:
        session.delete(rows(held.store, Response, indicator="P1")[0])
    assert book.compare(held.store, held.code) == Faults(lost=2)


def test_what_was_never_acknowledged_may_be_there_or_not(
    held: Held, people: list[Somebody], book: Book
) -> None:
    book.note(people[0].token, "W1", 3)
    save_answer(held.store, people[1].visitor, "W1", 3)
    book.note(people[1].token, "W1", 3)
    for one in people[:2]:
        one.say("W1", 0)
    assert book.compare(held.store, held.code) == Faults()


def test_a_row_too_many_is_doubled(held: Held, people: list[Somebody], book: Book) -> None:
    first = rows(held.store, ReplacedAnswer, indicator="W1")[0]
    again = ReplacedAnswer(**first.model_dump(exclude={"id"}))
    with held.store.write() as session:
        session.add(again)
    assert book.compare(held.store, held.code) == Faults(doubled=1)


def test_an_answer_that_says_another_thing_is_wrong(
    held: Held, people: list[Somebody], book: Book
) -> None:
    change(held, rows(held.store, Response, indicator="W1")[0], level=3)
    assert book.compare(held.store, held.code) == Faults(wrong=1)
    change(held, rows(held.store, Response, indicator="P1")[0], comment="Something else.")
    assert book.compare(held.store, held.code) == Faults(wrong=2)
    change(held, rows(held.store, ReplacedAnswer, indicator="W1")[0], level=0)
    assert book.compare(held.store, held.code) == Faults(wrong=3)


def test_an_answer_that_nobody_sent_is_wrong(
    held: Held, people: list[Somebody], book: Book
) -> None:
    save_answer(held.store, held.join(), "W1", 2)
    assert book.compare(held.store, held.code) == Faults(wrong=1)


def test_an_older_answer_that_stands_at_the_end_is_found() -> None:
    sent = [Sent(said, acknowledged=True) for said in (1, 2)]
    assert faults(sent, [Stood(1, ""), Stood(2, "")]) == Faults()
    assert sum(faults(sent, [Stood(2, ""), Stood(1, "")])) == 2
    assert faults(sent, [Stood(1, "")]) == Faults(lost=1)
    assert faults(sent, [Stood(1, ""), Stood(2, ""), Stood(1, "")]) == Faults(doubled=1)
