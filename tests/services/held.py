"""A workshop as tests hold it: people join, answer and staff move it on, in a line each."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeVar

from sqlmodel import SQLModel, select

from resilience.framework import AnswerValue, Framework
from resilience.services.access.access import Grant, Visitor, identify
from resilience.services.access.links import LinkView, links_of
from resilience.services.access.tokens import link_token
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import Outcome, agree
from resilience.services.results import results
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.groups import GroupPlan, set_groups
from resilience.services.workshop.participants import join
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.plan import GroupMode, WorkshopPlan
from resilience.services.workshop.profile import CityProfile
from resilience.services.workshop.workshops import WorkshopView, create_workshop, view_workshop
from resilience.store import Store, now
from resilience.store.people.accounts import host_link as running_host_link
from resilience.store.tables import HostLink, Participant
from tests.services.delivering import save_answers
from tests.services.remembered import remembered

#: the key of the installation of the tests
KEY = b"a key of the tests, 32 bytes long or more"
HOST = Visitor((Grant("host", None),))
CITY = CityProfile("Cascais", "Portugal", 214_000, coast=True, hazards=("flood", "heat"))
#: who signs off, and why a closed workshop is opened again
SIGNED_BY = "Ana Sousa, mayor's office"
REASON = "Roads sent a figure."
DEPARTMENTS = {"Water": 5, "Power": 5, "Roads": 5}

#: the facilitator link of installations of the tests
HOST_NONCE = "facilitator of the tests"
HOST_LINK = link_token(KEY, HOST_NONCE)

T = TypeVar("T")
Row = TypeVar("Row", bound=SQLModel)
Move = Callable[[Store, Visitor, str], None]


def present(value: T | None) -> T:
    """A value that must be there."""
    assert value is not None
    return value


def host_link(store: Store) -> str:
    """The token of the facilitator link, which works from here on."""
    with store.write() as session:
        if running_host_link(session) is None:
            later = now() + datetime.timedelta(days=10_000)
            session.add(HostLink(nonce=HOST_NONCE, expires_at=later))
    return HOST_LINK


def reveal(store: Store, visitor: Visitor, code: str) -> None:
    """Reveal the result, that of a later vote whoever took part in it."""
    rounds.reveal(store, visitor, code, use_thin=True)


def finish(store: Store, visitor: Visitor, code: str) -> None:
    """Close the workshop in the name of Ana."""
    rounds.finish(store, visitor, code, SIGNED_BY)


def reopen(store: Store, visitor: Visitor, code: str) -> None:
    """Open the closed workshop again because of a slip."""
    rounds.reopen_workshop(store, visitor, code, REASON)


#: the moves by which a workshop comes to a phase; people vote as soon as the vote is open
WAY: dict[Phase, tuple[Move, ...]] = {
    Phase.PREPARING: (),
    Phase.VOTING: (rounds.open_vote,),
    Phase.COUNTED: (rounds.open_vote, rounds.close_vote),
    Phase.REVEALED: (rounds.open_vote, rounds.close_vote, rounds.reveal),
    Phase.CLOSED: (rounds.open_vote, rounds.close_vote, rounds.reveal, finish),
}


def plan(framework: Framework, **changes: Any) -> WorkshopPlan:
    """A plan with nothing wrong in it, but for the changes."""
    good = WorkshopPlan(
        city=CITY,
        probable="The river floods the station.",
        severe="The sea and the river flood the city.",
        framework=framework,
        tier="full",
        departments=DEPARTMENTS,
        language="en",
        timezone="Europe/Lisbon",
        date=datetime.date(2026, 10, 13),
        k=3,
    )
    return replace(good, **changes)


@dataclass(frozen=True)
class Held:
    """A workshop in a store."""

    store: Store
    code: str

    @property
    def view(self) -> WorkshopView:
        """What anybody may know of it."""
        return view_workshop(self.store, self.code)

    @cached_property
    def id(self) -> int:
        """Its id, which it keeps."""
        return self.view.id

    def department(self, name: str) -> int:
        """The id of a department."""
        return next(d.id for d in self.view.departments if d.name == name)

    def join(self, name: str = "Water", size: int | None = None) -> Visitor:
        """Somebody, or a table of `size`, who joined a department."""
        token = join(
            self.store, self.code, department_id=self.department(name), language="en", size=size
        )
        return identify(self.store, KEY, participant_token=token)

    def everyone(self) -> list[Visitor]:
        """All who joined, first to last."""
        people = rows(self.store, Participant, workshop_id=self.id)
        return [Visitor(participant_id=one.id, known_by=one.token_hash) for one in people]

    def group(self, mode: GroupMode, **themes: str) -> None:
        """Groups by name, each with themes by their codes, such as "WAT PWR"."""
        plans = [GroupPlan(name, tuple(codes.split())) for name, codes in themes.items()]
        set_groups(self.store, KEY, HOST, self.code, mode, plans)

    def desk(self, name: str) -> tuple[Visitor, int]:
        """A visitor with the link of a group's desk, and the id of the group."""
        return self.staff("group", name), next(g.id for g in self.view.groups if g.name == name)

    def say(self, who: Visitor, **answers: AnswerValue) -> None:
        """Save answers by the code of the indicator, in one post."""
        save_answers(self.store, who, answers)

    def vote(self, name: str, *levels: AnswerValue) -> list[Visitor]:
        """Somebody new in a department for each of the answers to W1."""
        people = [self.join(name) for _ in levels]
        for who, said in zip(people, levels, strict=True):
            self.say(who, W1=said)
        return people

    def move(self, *steps: Move) -> None:
        """Moves of the host."""
        for step in steps:
            step(self.store, HOST, self.code)

    def bring_to(self, phase: Phase) -> None:
        """From a new workshop to a phase, with three people of Water who voted."""
        remembered(self.store, f"{self.code} to {phase}", lambda: self._go(phase))

    def _go(self, phase: Phase) -> None:
        for step in WAY[phase]:
            self.move(step)
            if step is rounds.open_vote:
                self.vote("Water", 1, 2, 3)

    def settle(self, **levels: Outcome) -> None:
        """From a new workshop to a closed one that agreed on these levels."""
        self.bring_to(Phase.REVEALED)
        for indicator, outcome in levels.items():
            agree(self.store, HOST, self.code, indicator, outcome, "Seen on the map.")
        self.move(finish)

    def reveal(self) -> WorkshopResult:
        """Close the vote, reveal, and read the result."""
        self.move(rounds.close_vote, reveal)
        return self.result()

    def result(self, who: Visitor = HOST) -> WorkshopResult:
        """The result as somebody reads it who must first be admitted."""
        return results.read_result(self.store, results.admit(self.store, who, self.code)[0])

    def link(self, role: str, department: str | None = None) -> LinkView:
        """The link of a role."""
        found = links_of(self.store, KEY, HOST, self.code)
        return next(x for x in found if x.role == role and department in (None, x.department))

    def staff(self, role: str, department: str | None = None) -> Visitor:
        """Whoever opens the link of a role."""
        return identify(
            self.store, KEY, staff_tokens=[self.link(role, department).token or "no token"]
        )


def set_up(store: Store, framework: Framework, **changes: Any) -> Held:
    """A new workshop of the host."""
    what = f"{framework.sha256} {framework.texts!r} {changes!r}"
    made = plan(framework, **changes)
    return Held(store, remembered(store, what, lambda: create_workshop(store, KEY, HOST, made)))


def rows(store: Store, table: type[Row], **having: object) -> Sequence[Row]:
    """The rows of a table, as they stand."""
    with store.read() as session:
        return session.exec(select(table).filter_by(**having)).all()
