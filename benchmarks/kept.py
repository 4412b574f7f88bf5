"""Whether the database has what people were told is saved: nothing lost, doubled or wrong.

A generator of load notes in a `Book` what each person sends, in the order in which they send it, and
marks it when they are told that it is saved. What was sent and never acknowledged may be there or not.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlmodel import col, select

from resilience.framework import AnswerValue
from resilience.services.access.tokens import hashed
from resilience.services.voting.responses import as_answer
from resilience.store import Store
from resilience.store.tables import Participant, ReplacedAnswer, Response, Round, Workshop


@dataclass(slots=True)
class Sent:
    """A level, number, "na" or "dk", or a comment, that somebody sent; None changes nothing."""

    said: AnswerValue | None = None
    comment: str | None = None
    acknowledged: bool = False


class Stood(NamedTuple):
    """An answer as a row of the database has it."""

    said: AnswerValue | None
    comment: str


class Place(NamedTuple):
    """Where an answer belongs: the hash of the person's token, the number of the vote, the indicator."""

    person: str
    vote: int
    indicator: str


class Faults(NamedTuple):
    """Answers that are not there, rows too many that say what was sent, and rows that say another thing."""

    lost: int = 0
    doubled: int = 0
    wrong: int = 0

    def and_one(self, *, lost: int = 0, doubled: int = 0, wrong: int = 0) -> "Faults":
        """These and one more."""
        return Faults(self.lost + lost, self.doubled + doubled, self.wrong + wrong)


@dataclass
class Book:
    """What people sent."""

    sent: dict[Place, list[Sent]] = field(default_factory=lambda: defaultdict(list))

    def note(
        self,
        token: str,
        indicator: str,
        said: AnswerValue | None = None,
        comment: str | None = None,
        vote: int = 1,
    ) -> Sent:
        """Note what the person with a token sends; mark it as acknowledged when that is so."""
        one = Sent(said, comment)
        self.sent[Place(hashed(token), vote, indicator)].append(one)
        return one

    @property
    def acknowledged(self) -> int:
        """How many were acknowledged."""
        return sum(one.acknowledged for sent in self.sent.values() for one in sent)

    def compare(self, store: Store, code: str) -> Faults:
        """What is wrong with the rows of a workshop; rows of people who sent nothing count too."""
        stood = rows_of(store, code)
        found = [faults(self.sent.get(at, ()), stood.get(at, ())) for at in {*self.sent, *stood}]
        return Faults(*map(sum, zip(*found, strict=True))) if found else Faults()


def rows_of(store: Store, code: str) -> dict[Place, list[Stood]]:
    """The answers of a workshop, one after the other as they stood, the one that stands at the end."""
    found: dict[Place, list[Stood]] = defaultdict(list)
    with store.read() as session:
        for table in (ReplacedAnswer, Response):
            query = (
                select(table, Participant.token_hash, Round.number)
                .join(Participant, col(Participant.id) == table.participant_id)
                .join(Round, col(Round.id) == table.round_id)
                .join(Workshop, col(Workshop.id) == Round.workshop_id)
                .where(Workshop.code == code)
                .order_by(col(table.id))
            )
            for row, person, vote in session.exec(query):
                assert isinstance(row, table)
                answer = as_answer(row)
                found[Place(person, vote, row.indicator)].append(Stood(answer.said, answer.comment))
    return found


def faults(sent: Sequence[Sent], rows: Sequence[Stood]) -> Faults:
    """The fewest faults by which these rows can come from what was sent, in this order.

    The count is that of an edit distance: `best[n]` has the faults where what was sent up to here made
    the first n rows.
    """
    known = {one.said for one in sent}, {"", *(one.comment for one in sent)}
    best: list[Faults | None] = [Faults(), *(None for _ in rows)]
    _add_rows_too_many(best, rows, known)
    for before, one in zip([None, *sent], sent, strict=False):
        if before == one and one.acknowledged:  # the same said again makes no row
            continue
        after: list[Faults | None] = [None] * len(best)
        for n, so_far in enumerate(best):
            if so_far is None:
                continue
            stood = rows[n - 1] if n else Stood(None, "")
            made = _changed(stood, one)
            if made == stood:
                _better(after, n, so_far)
                continue
            _better(after, n, so_far.and_one(lost=int(one.acknowledged)))
            if n < len(rows):
                _better(after, n + 1, so_far.and_one(wrong=int(rows[n] != made)))
        _add_rows_too_many(after, rows, known)
        best = after
    return best[-1] or Faults()


def _changed(stood: Stood, one: Sent) -> Stood:
    """What stands after something was sent."""
    said = stood.said if one.said is None else one.said
    return Stood(said, stood.comment if one.comment is None else one.comment)


def _add_rows_too_many(
    best: list[Faults | None],
    rows: Iterable[Stood],
    known: tuple[set[AnswerValue | None], set[str | None]],
) -> None:
    """Let each row also be one that nothing made."""
    said, comments = known
    for n, row in enumerate(rows):
        so_far = best[n]
        if so_far is not None:
            doubled = row.said in said and row.comment in comments
            _better(best, n + 1, so_far.and_one(doubled=int(doubled), wrong=int(not doubled)))


def _better(best: list[Faults | None], n: int, found: Faults) -> None:
    """Keep the way with fewer faults."""
    there = best[n]
    if there is None or sum(found) < sum(there):
        best[n] = found
