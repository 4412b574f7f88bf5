"""A rule of rooms that vote again: most of them as before or all to one answer, some otherwise, some not at all."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from resilience.framework import AnswerValue
from resilience.services.access.access import identify
from resilience.services.voting import my_data
from tests.fuzz.base import often
from tests.fuzz.going import Going
from tests.fuzz.model.people import Person
from tests.fuzz.model.workshop import Workshop
from tests.fuzz.moving import RIGHT, How
from tests.fuzz.timely import crowded, revealed
from tests.fuzz.voting import NUMBER, PLACE, SAID, SIZES
from tests.services.held import KEY

#: what somebody does in another vote
SAME, LEAVES, ERASES = "same", "leaves", "erases"
DOES = (*[SAME] * 12, *SAID, LEAVES, LEAVES, ERASES)
#: a department by its place, the people behind a participant, and an answer
COMES = st.tuples(PLACE, st.sampled_from(SIZES), st.sampled_from(SAID))


class Again(Going):
    """Another vote as a whole: what the room came to is shown, or is not."""

    @often(revealed)
    @rule(
        at=NUMBER,
        does=st.lists(st.sampled_from(DOES), min_size=1, max_size=12),
        come=st.lists(COMES, max_size=3),
        asked=st.sampled_from((None, None, ("W1",), ("P2", "W1"))),
        reopened=st.booleans(),
        to=st.sampled_from((None, 0, 2, "na")),
    )
    def the_room_votes_again(
        self,
        at: int,
        does: list[AnswerValue],
        come: list[tuple[int, int, AnswerValue]],
        asked: tuple[str, ...] | None,
        reopened: bool,
        to: AnswerValue | None,
    ) -> None:
        workshop = self.workshop(at, revealed)
        if not revealed(workshop):
            return
        self.move(RIGHT, workshop, "reopen" if reopened else "open", How(asked))
        for n, person in enumerate([p for p in workshop.people.values() if p.token]):
            what = does[n % len(does)]
            self._does(workshop, person, what if to is None or what != SAME else to)
        for place, size, said in come:
            self.come(workshop, place, size, [said])
        for name in ("close", "reveal"):
            self.move(RIGHT, workshop, name, How(use_thin=True))
        self.reads(workshop)

    def _does(self, workshop: Workshop, person: Person, what: AnswerValue) -> None:
        """Somebody answers as before, or all that is asked alike, or goes."""
        who, vote = identify(self.store, KEY, participant_token=person.token), workshop.taken
        if what == ERASES and crowded(workshop):
            self.tried(None, my_data.erase_own, self.store, who)
            self.hands.gone.append(person.token)
            workshop.erase(person.id)
        elif what == SAME:
            self.confirms(workshop, person, who, None)
        elif what not in (ERASES, LEAVES) and vote:
            for code in vote.asked[:5]:
                self.answer(workshop, person, who, code, what, None)
