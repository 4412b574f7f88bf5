"""What a phone sends when it has a network: each sending is stored once, whenever it arrives."""

from dataclasses import dataclass

from resilience.services.access import Visitor, participant_of
from resilience.services.responses import Answer, Said, own_answer, write_answer, write_remark
from resilience.store import Session
from resilience.store.counters import last_number
from resilience.store.deliveries import delivered, keep_delivery


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer or a comment for the round `number`: the person's write with the number `counter`.

    `sent_id` is its own and no other's. `language` is that of the page where a comment was typed.
    """

    sent_id: str
    number: int
    counter: int
    indicator: str
    said: Said | None
    comment: str
    language: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of it: whether it `stands` or `answer` is newer; and the person's last number."""

    stands: bool
    answer: Answer | None
    counter: int


def deliver(session: Session, visitor: Visitor, sent: Sent) -> Delivered:
    """Store what a phone sent, once: the newer answer of a person wins, whatever arrives first.

    Of two with the same counter the later arrival wins. Raises `WrongTime` where its round is not
    open any more, even if another one is, and `InputError` for what cannot be stored. What was taken
    before is told again, whether its round is open or not.
    """
    person, _ = participant_of(session, visitor)
    person_id = person.id or 0
    before = delivered(session, person_id, sent.sent_id)
    if before is None:
        answer: Answer | None
        answer, stands, round_id = _write(session, visitor, sent)
        keep_delivery(session, person_id, round_id, sent.sent_id, stands=stands)
    else:
        answer = own_answer(session, person_id, before.round_id, sent.indicator)
        stands = before.stands
    return Delivered(stands, answer, last_number(session, person_id))


def _write(session: Session, visitor: Visitor, sent: Sent) -> tuple[Answer, bool, int]:
    """The answer that stands, whether it is the one sent, and its round."""
    known = {"number": sent.number, "counter": sent.counter}
    if sent.said is None:
        given = {"comment": sent.comment}
        answer = write_remark(
            session, visitor, sent.indicator, given, language=sent.language, **known
        )
        return answer, answer.comment_counter <= sent.counter, answer.round_id
    answer = write_answer(session, visitor, sent.indicator, sent.said, **known)
    return answer, answer.counter <= sent.counter, answer.round_id
