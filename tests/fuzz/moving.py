"""Rules of staff: moves of a workshop, its links, its end, and the clock of the server."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from resilience.errors import InputError, NotFound, ResilienceError, WrongTime
from resilience.framework import AnswerValue
from resilience.services.access import links
from resilience.services.access.access import FACILITATORS, RUNNERS
from resilience.services.counting import rounds
from resilience.services.demo import city as demo
from resilience.services.workshop import reply_step
from resilience.services.workshop.phase import Phase
from tests.fuzz.base import Refusal, first, often
from tests.fuzz.hands import Chosen, Hand, chosen
from tests.fuzz.model.workshop import Workshop
from tests.fuzz.sending import Sending
from tests.fuzz.timely import closed, revealed
from tests.fuzz.voting import NUMBER, PLACE, SAID, SIZES
from tests.services.held import HOST, KEY


@dataclass(frozen=True)
class How:
    """What a vote asks, who a facilitator saw in the room, and whether a thin vote is used."""

    asked: tuple[str, ...] | None = None
    in_room: Mapping[str, int] | None = None
    use_thin: bool = False


AS_IT_IS = How()
#: what mostly comes next in a phase
NEXT: dict[Phase, str] = {
    Phase.PREPARING: "open",
    Phase.VOTING: "close",
    Phase.COUNTED: "reveal",
    Phase.REVEALED: "reopen",
    Phase.CLOSED: "again",
}
MOVES = ("open", "close", "reopen", "reveal", "drop")
#: the phases in which each may be made
WHEN: dict[str, tuple[Phase, ...]] = {
    "open": (Phase.PREPARING, Phase.REVEALED),
    "close": (Phase.VOTING,),
    "reopen": (Phase.COUNTED, Phase.REVEALED),
    "reveal": (Phase.COUNTED,),
    "drop": (Phase.COUNTED,),
    "finish": (Phase.REVEALED,),
    "again": (Phase.CLOSED,),
}
RIGHT = Chosen(right=True, number=0)
#: people of departments, by the place of the department, whom a facilitator saw in the room
Seen = dict[int, int] | None
SEEN: st.SearchStrategy[Seen] = st.none() | st.dictionaries(
    st.sampled_from((*(0, 1, 2, 3) * 4, 9)), st.sampled_from((*(0, 1, 2, 3, 4, 9) * 3, -1))
)
NAMES = (*("Ana Sousa", " 市长 ", "Ana") * 4, "", "x" * 121)
REASONS = (*("Roads sent a figure.", "A slip.") * 5, " ", "x" * 1001)


def in_room(workshop: Workshop, seen: Seen) -> dict[str, int] | None:
    """People in the room by department; one place has no department."""
    if seen is None:
        return None
    names = list(workshop.departments)
    return {(names[n] if n < len(names) else "elsewhere"): p for n, p in seen.items()}


class Moving(Sending):
    """How a workshop goes on."""

    @initialize(
        k=st.sampled_from((3, 3, 3, 4, 0)),
        tier=st.sampled_from(("full", "full", "quick")),
        framework=st.sampled_from((0, 0, 0, 1)),
        beside_the_demo=st.sampled_from((*[False] * 15, True)),
        replies=st.booleans(),
        came=st.lists(
            st.tuples(
                PLACE,
                st.sampled_from(SIZES),
                st.lists(st.sampled_from((*SAID, *SAID, None)), min_size=3, max_size=3),
            ),
            min_size=5,
            max_size=12,
        ),
        stage=st.sampled_from((0, 1, 1, 2, 3, 3, 3)),
    )
    def begins(
        self,
        k: int,
        tier: str,
        framework: int,
        beside_the_demo: bool,
        replies: bool,
        came: list[tuple[int, int, list[AnswerValue | None]]],
        stage: int,
    ) -> None:
        """A workshop in which some people came, at one of the first stages of its way."""
        if beside_the_demo:
            self.demo = demo.load_demo(self.store, self.around.demo)
        workshop = self.set_up(0, "Cascais", k, tier, framework)
        assert workshop
        if replies:
            self.tried(None, reply_step.reply_first, self.store, HOST, workshop.code)
            workshop.replying = "awaited"
        if stage:
            self.move(RIGHT, workshop, "open")
        self.come(workshop, 1, 1, [1, "na", 2])
        for place, size, said in came:
            self.come(workshop, place, size, said)
        for name in ("close", "reveal")[: max(0, stage - 1)]:
            self.move(RIGHT, workshop, name)

    def move(self, who: Chosen, workshop: Workshop, name: str, how: How = AS_IT_IS) -> None:
        """Make a move, or be refused."""
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        moved_on = workshop.phase not in WHEN[name]
        why = why or first((moved_on, WrongTime)) or self._no_move(workshop, name, how)
        moves: dict[str, tuple[Callable[..., None], dict[str, Any]]] = {
            "open": (rounds.open_vote, {"asked": how.asked}),
            "close": (rounds.close_vote, {"in_room": how.in_room}),
            "reopen": (rounds.reopen_vote, {}),
            "reveal": (rounds.reveal, {"use_thin": how.use_thin}),
            "drop": (rounds.drop_vote, {}),
        }
        call, named = moves[name]
        if self.tried(why, call, self.store, visitor, code, **named):
            self._moved(workshop, name, how)

    def _no_move(self, workshop: Workshop, name: str, how: How) -> Refusal:
        last = workshop.votes[-1] if workshop.votes else None
        asked = workshop.tier_asks if how.asked is None else how.asked
        given, known = how.in_room or {}, workshop.departments
        strange = any(name not in known or people < 0 for name, people in given.items())
        fixed = workshop.is_counted
        reasons: dict[str, Sequence[tuple[bool, type[ResilienceError]]]] = {
            "open": [
                (bool(last) and (workshop.replying == "awaited" or workshop.removed), WrongTime),
                (not asked or not set(asked) <= set(workshop.tier_asks), InputError),
                (last is None and how.asked is not None, InputError),
            ],
            "close": [
                (fixed and how.in_room is not None, WrongTime),
                (not fixed and strange, InputError),
            ],
            "reopen": [(workshop.removed or workshop.may_not_ask_again(), WrongTime)],
            "reveal": [
                (workshop.nothing_to_show() or (workshop.thin() and not how.use_thin), WrongTime)
            ],
            "drop": [(len(workshop.votes) < 2, WrongTime)],
        }
        return first(*reasons.get(name, ()))

    def _moved(self, workshop: Workshop, name: str, how: How) -> None:
        match name:
            case "open":
                workshop.open(how.asked)
            case "close":
                if not workshop.is_counted:
                    workshop.confirm(how.in_room or {})
                workshop.close()
            case "reopen":
                workshop.reopen()
            case "reveal":
                workshop.reveal()
            case "drop":
                workshop.drop()

    @rule(who=chosen(), at=NUMBER, seen=SEEN)
    def goes_on(self, who: Chosen, at: int, seen: Seen) -> None:
        """What mostly comes next."""
        workshop = self.workshop(at)
        name = NEXT[workshop.phase]
        how = How(in_room=in_room(workshop, None if workshop.is_counted else seen), use_thin=True)
        if name == "again":
            self.reopen(who, workshop, "Roads sent a figure.")
        elif name == "reveal" and workshop.shown and at % 3 == 0:
            self.move(who, workshop, "drop")
        elif name == "reopen" and at % 3 == 0:
            self.move(who, workshop, "open", How(workshop.tier_asks[:2] if at % 2 else None))
        elif name == "reopen" and at % 3 == 1:
            self.finish(who, workshop, "Ana Sousa")
        else:
            self.move(who, workshop, name, how)

    @rule(
        who=chosen(),
        at=NUMBER,
        name=st.sampled_from(MOVES),
        asked=st.sampled_from((None, None, ("W1",), ("P2", "W1"), (), ("W1", "NO1"))),
        seen=SEEN,
        use_thin=st.booleans(),
    )
    def moves(
        self,
        who: Chosen,
        at: int,
        name: str,
        asked: tuple[str, ...] | None,
        seen: Seen,
        use_thin: bool,
    ) -> None:
        """Any move at any time."""
        workshop = self.workshop(at)
        asked = asked if workshop.votes or at % 9 == 0 else None  # pages open the first on all
        self.move(who, workshop, name, How(asked, in_room(workshop, seen), use_thin))

    @often(revealed)
    @rule(who=chosen(), at=NUMBER, name=st.sampled_from(NAMES))
    def is_signed_off(self, who: Chosen, at: int, name: str) -> None:
        self.finish(who, self.workshop(at, revealed), name)

    def finish(self, who: Chosen, workshop: Workshop, name: str) -> None:
        """Close a workshop in somebody's name."""
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        why = first((len(name) > 120, InputError)) or why
        why = why or first(
            (workshop.phase != Phase.REVEALED, WrongTime),
            (not name.strip(), InputError),
            (workshop.replying == "awaited", WrongTime),
        )
        if self.tried(why, rounds.finish, self.store, visitor, code, name):
            workshop.closed = True
            workshop.signed.append([name.strip(), ""])

    @often(closed)
    @rule(who=chosen(), at=NUMBER, reason=st.sampled_from(REASONS))
    def is_opened_again(self, who: Chosen, at: int, reason: str) -> None:
        self.reopen(who, self.workshop(at, closed), reason)

    def reopen(self, who: Chosen, workshop: Workshop, reason: str) -> None:
        """Open a closed workshop again."""
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        why = first((len(reason) > 1000, InputError)) or why
        why = why or first((not workshop.closed, WrongTime), (not reason.strip(), InputError))
        if self.tried(why, rounds.reopen_workshop, self.store, visitor, code, reason):
            workshop.closed = workshop.published = False
            workshop.signed[-1][1] = reason.strip()

    @rule(who=chosen(), at=NUMBER, number=NUMBER)
    def a_link_is_replaced(self, who: Chosen, at: int, number: int) -> None:
        workshop = self.workshop(at)
        visitor, code, why = self.staff(who, workshop, FACILITATORS)
        known = list(workshop.links)
        link = known[number % len(known)] if number % 10 else 0
        ended = link not in workshop.links or not workshop.links[link][2]
        why = why or first((ended, NotFound))
        if self.tried(why, links.replace_link, self.store, KEY, visitor, code, link):
            self.hands.ended.append(Hand(self.hands.links.pop(link).token))
            workshop.links[link] = (*workshop.links[link][:2], False)
            self.learn_links(workshop)

    @rule(
        who=chosen(),
        day=st.integers(0, 700),
        city=st.sampled_from(("Cascais", "Cascais", "Toyama")),
        k=st.sampled_from((3, 0)),
        came=st.lists(PLACE, min_size=3, max_size=6),
    )
    def another_workshop_begins(
        self, who: Chosen, day: int, city: str, k: int, came: list[int]
    ) -> None:
        """That of the next year, or of another city."""
        workshop = self.set_up(day, city, k, "full", 0, who) if len(self.workshops) < 3 else None
        if workshop:
            self.move(RIGHT, workshop, "open")
            for place in came:
                self.come(workshop, place, 1 + place % 2 * 3, [place % 5, None, 3])
            for name in ("close", "reveal")[: day % 3]:
                self.move(RIGHT, workshop, name)

    @rule(minutes=st.sampled_from((-100_000, -90, -1, 1, 90, 100_000)))
    def the_clock_is_set(self, minutes: int) -> None:
        self.clock.step(minutes)
        self.around.tally["clock.step", True] += 1
