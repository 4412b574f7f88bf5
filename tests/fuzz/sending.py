"""Rules of phones without a network: what waited arrives late, out of order, and more than once."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from resilience.errors import WrongTime
from resilience.framework import AnswerValue
from resilience.services.access.access import Visitor, identify
from resilience.services.voting.deliveries import (
    BatchResult,
    Submission,
    SubmissionBatch,
    SubmissionResult,
    deliver_all,
)
from tests.fuzz.base import Done, Refusal, first, often
from tests.fuzz.hands import Chosen, chosen
from tests.fuzz.model.people import Person
from tests.fuzz.model.workshop import Workshop
from tests.fuzz.timely import taking
from tests.fuzz.voting import NUMBER, ODD, WORDS, Voting, as_kept, kept
from tests.services.delivering import in_vote, write_at_once
from tests.services.held import KEY

#: the place of an indicator, what is said or None for a comment, the comment, how much newer than the
#: last write it is, and how many votes ago it was given
Sendings = list[tuple[int, AnswerValue | None, str, int, int]]
SENDINGS: st.SearchStrategy[Sendings] = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from((*ODD, *[None] * 9)),
        st.sampled_from(WORDS),
        st.integers(-5, 2),
        st.sampled_from((0, 0, 0, 0, 1)),
    ),
    min_size=1,
    max_size=5,
)


class Sending(Voting):
    """What phones deliver."""

    @often(taking)
    @rule(who=chosen(), sendings=SENDINGS)
    def sends_what_waited(self, who: Chosen, sendings: Sendings) -> None:
        """A phone has a network again: what waited arrives at once, some of it late."""
        self._sends(who, sendings, again=False)

    @often(taking)
    @rule(who=chosen(), sendings=SENDINGS)
    def sends_all_twice(self, who: Chosen, sendings: Sendings) -> None:
        """What waited arrives, and then again from the last to the first."""
        self._sends(who, sendings, again=True)

    def _sends(self, who: Chosen, sendings: Sendings, *, again: bool) -> None:
        workshop, person, visitor, why = self.somebody(who, taking)
        last = workshop.votes[-1].number if workshop.votes else 1
        sent = [
            Submission(
                sent_id=f"{person.id} {self.steps} {n}",
                vote=last - before,
                counter=max(0, person.counter + newer),
                indicator=workshop.tier_asks[at % len(workshop.tier_asks)],
                said=said,
                remark={"comment": words},
                language="ko",
            )
            for n, (at, said, words, newer, before) in enumerate(sendings)
        ]
        arriving = [*sent, *sent[::-1]] if again else sent
        told = self._delivered(visitor, arriving)
        for one, done in zip(arriving, told, strict=True):
            refused = why or self._no_delivery(workshop, person, one)
            self._arrived(workshop, person, one, self.tried(refused, phone_is_told, done))

    def _delivered(self, visitor: Visitor, sent: Sequence[Submission]) -> list[Any]:
        """What the writer says of submissions, each in a post of its own."""
        with self.store.read() as session:
            posts = [
                SubmissionBatch(visitor.known_by, [in_vote(session, visitor.known_by, one)])
                for one in sent
            ]
        return write_at_once(self.writer, deliver_all, posts)

    def _no_delivery(self, workshop: Workshop, person: Person, sent: Submission) -> Refusal:
        if sent.sent_id in person.sent:
            return None
        vote = workshop.taken
        late = vote is None or vote.number != sent.vote
        said = "na" if sent.said is None else sent.said
        return first((late, WrongTime)) or self._refused(workshop, person, sent.indicator, said)

    def _arrived(
        self,
        workshop: Workshop,
        person: Person,
        sent: Submission,
        done: Done[SubmissionResult] | None,
    ) -> None:
        if done is None:
            return
        if sent.sent_id not in person.sent:
            said = {"said": as_kept(sent.indicator, sent.said)} if sent.said is not None else {}
            written: dict[str, Any] = {
                "comment": kept(sent.remark["comment"]),
                "language": sent.language,
            }
            row = workshop.save(person, sent.indicator, sent.counter, **(said or written))
            stands = (row.counter if said else row.comment_counter) <= sent.counter
            person.sent[sent.sent_id] = (sent.vote, stands)
        assert done.value.stands == person.sent[sent.sent_id][1]
        assert done.value.counter == person.counter

    @precondition(
        lambda self: any(p.sent for w in self.workshops.values() for p in w.people.values())
    )
    @rule(who=chosen(), at=NUMBER)
    def sends_again_what_arrived(self, who: Chosen, at: int) -> None:
        """A phone that was told nothing sends again, also when the vote is over."""
        senders = [(w, p) for w in self.workshops.values() for p in w.people.values() if p.sent]
        workshop, person = senders[who.number % len(senders)]
        name = list(person.sent)[at % len(person.sent)]
        number, stands = person.sent[name]
        sent = Submission(name, number, 10**6, workshop.tier_asks[0], 1, {}, "en")
        visitor = identify(self.store, KEY, participant_token=person.token)
        (told,) = self._delivered(visitor, [sent])
        done = self.tried(None, phone_is_told, told)
        assert done and done.value.stands == stands


def phone_is_told(became: BatchResult | Exception) -> SubmissionResult:
    """What became of a post of one submission; raises why it was refused."""
    if isinstance(became, Exception):
        raise became
    (done,) = became.each
    if isinstance(done, Exception):
        raise done
    return done
