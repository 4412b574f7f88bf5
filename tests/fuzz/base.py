"""The machine: a real store, the plain model beside it, and what is compared after each step."""

import datetime
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition
from sqlalchemy import delete, event

from resilience.errors import Faults, InputError, NotAllowed, NotFound, ResilienceError
from resilience.framework import Framework
from resilience.services.access.access import HOSTS, Grant, Role, Visitor
from resilience.services.access.links import links_of
from resilience.services.upkeep.verify import verify
from resilience.services.voting.writer import Writer
from resilience.services.workshop.profile import CityProfile
from resilience.services.workshop.workshops import create_workshop, view_workshop
from resilience.store import Store
from resilience.store.tables import Base
from resilience.store.workshops import city_by_name
from resilience.text import LANGUAGES, Text
from tests.fuzz.hands import Chosen, Hand, Hands, visitor
from tests.fuzz.model.people import Person
from tests.fuzz.model.stored import Kept, expected, stored
from tests.fuzz.model.workshop import Workshop
from tests.services.clock import Clock
from tests.services.held import HOST, KEY, host_link, plan, present

T = TypeVar("T")
M = TypeVar("M", bound="Machine")
P = ParamSpec("P")
#: why something is refused, None where it is not
Refusal = type[ResilienceError] | None
#: how often each service did what was asked, and refused it
Tally = Counter[tuple[str, bool]]
TEXTS = {language: Text(language) for language in LANGUAGES}
NO_CODE = "XXXXXX"
COUNTRY = "Nowhere"
#: how statements begin that change nothing
READS = ("SELECT", "PRAGMA", "BEGIN", "SHOW")


@dataclass(frozen=True)
class Done(Generic[T]):
    """What a service gave."""

    value: T


@dataclass
class Surroundings:
    """What all runs share: a store, a clock that can be set, frameworks, and what was counted.

    `rules` are the steps that were made, `writes` the statements that could change something.
    """

    store: Store
    clock: Clock
    frameworks: Sequence[Framework]
    demo: Framework
    tally: Tally
    rules: int = 0
    writes: int = 0

    def __post_init__(self) -> None:
        event.listen(self.store.engine, "before_cursor_execute", self._sees)

    def _sees(self, *call: Any) -> None:
        self.writes += not call[2].lstrip().startswith(READS)


def often(when: Callable[[Workshop], bool]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A rule that is tried while a workshop is so, and now and then in any."""

    def timely(machine: "Machine") -> bool:
        return machine.steps % 9 == 0 or any(map(when, machine.workshops.values()))

    return precondition(timely)


def first(*reasons: tuple[bool, type[ResilienceError]]) -> Refusal:
    """The first of the reasons that holds."""
    return next((why for holds, why in reasons if holds), None)


def anew(look: Callable[["M"], None]) -> Callable[["M"], None]:
    """An invariant that is looked at where something was written since: else it holds as it did."""

    @wraps(look)
    def looked(machine: "M") -> None:
        if machine.looked.get(look.__name__) != machine.around.writes:
            look(machine)
            machine.looked[look.__name__] = machine.around.writes

    return looked


class Machine(RuleBasedStateMachine):
    """What rules share; they are in the classes that go with it."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.around, self.store, self.clock = around, around.store, around.clock
        self.clock.ahead = datetime.timedelta()
        self.steps = 0
        self.hands = Hands()
        self.workshops: dict[int, Workshop] = {}
        self.demo: list[str] = []
        empty(self.store)
        host_link(self.store)
        self.kept: Kept = {}
        self.looked: dict[str, int] = {}
        self.writer = Writer(self.store)

    def teardown(self) -> None:
        """End the thread of the writer; what is left in the database is sound."""
        self.writer.close()
        assert [found.found for found in verify(self.store) if not found.well] == []

    # -- calls ---------------------------------------------------------------------------------

    def tried(
        self, why: Refusal, do: Callable[P, T], *args: P.args, **named: P.kwargs
    ) -> Done[T] | None:
        """Call a service that must refuse for this reason, or give something where there is none."""
        self.steps += 1
        name = f"{do.__module__.rpartition('.')[2]}.{do.__name__}"
        self.around.tally[name, why is None] += 1
        try:
            given = do(*args, **named)
        except ResilienceError as error:
            told = InputError if isinstance(error, Faults) else type(error)
            assert why and issubclass(told, why), f"{name} refused, expected {why}: {error}"
            says_why(error)
            return None
        assert why is None, f"{name} did what it should have refused: {why}"
        return Done(given)

    def staff(
        self, chosen: Chosen, workshop: Workshop, roles: Sequence[Role]
    ) -> tuple[Visitor, str, Refusal]:
        """Somebody with a link, the code that they use, and why that is refused, if it is."""
        hand = self.hands.choose(chosen, workshop.id, roles)
        code = NO_CODE if not chosen.right and chosen.number % 9 == 0 else workshop.code
        may = self.hands.may(hand, workshop.id, roles)
        asks = visitor(self.store, hand)
        unknown = NotFound if asks.is_host else NotAllowed
        return asks, code, first((code == NO_CODE, unknown), (not may, NotAllowed))

    def somebody(
        self, chosen: Chosen, when: Callable[[Workshop], bool] = bool
    ) -> tuple[Workshop, Person, Visitor, Refusal]:
        """A participant with their workshop, and the visitor they are; or one who has not joined.

        Mostly of a workshop that is so.
        """
        every = [(w, p) for w in self.workshops.values() for p in w.people.values() if p.token]
        some = [(w, p) for w, p in every if when(w)] if chosen.number % 10 else []
        everybody = some or every
        workshop, person = everybody[chosen.number % len(everybody)]
        hand = self.hands.choose(chosen, None, HOSTS) if not chosen.right else Hand("")
        stranger = not chosen.right and chosen.number % 2 == 0
        gone = self.hands.gone[chosen.number % len(self.hands.gone)]
        found = visitor(self.store, hand, gone if stranger else person.token)
        assert found.participant_id == (None if stranger else person.id)
        return workshop, person, found, NotAllowed if stranger else None

    def workshop(self, number: int, when: Callable[[Workshop], bool] = bool) -> Workshop:
        """One of the workshops, mostly of those that are so."""
        every = list(self.workshops.values())
        some = [one for one in every if when(one)] if number % 10 else []
        return (some or every)[number % len(some or every)]

    def set_up(
        self, day: int, city: str, k: int, tier: str, framework: int, who: Chosen | None = None
    ) -> Workshop | None:
        """A new workshop of the host, or of somebody, with its links; None where that is refused."""
        chosen = self.around.frameworks[framework % len(self.around.frameworks)]
        date = datetime.date(2026, 1, 1) + datetime.timedelta(days=day)
        given = plan(chosen, k=k, tier=tier, date=date, city=CityProfile(city, COUNTRY))
        by, why = self.sets_up(who, city) if who else (HOST, None)
        done = self.tried(why, create_workshop, self.store, KEY, by, given)
        if done is None:
            return None
        code = done.value
        view = view_workshop(self.store, code)
        made = Workshop(
            view.id,
            code,
            city,
            view.date,
            k,
            tier,
            chosen,
            {d.name: d.id for d in view.departments},
            {d.name: d.expected for d in view.departments},
        )
        self.workshops[made.id] = made
        self.hands.cities.setdefault(present(self.city(city)), []).append(made.id)
        self.learn_links(made)
        return made

    def sets_up(self, chosen: Chosen, city: str) -> tuple[Visitor, Refusal]:
        """Somebody who sets workshops up in a city, or anybody, and why that is refused, if it is."""
        held = Grant("facilitator", None, None, self.city(city) or -1)
        every = self.hands.all
        may = [one for one in every if self.hands.may(one, None, HOSTS) or held in one.grants]
        some = may if chosen.right else every
        hand = some[chosen.number % len(some)]
        return visitor(self.store, hand), first((hand not in may, NotAllowed))

    def city(self, name: str) -> int | None:
        """The id of a city, None where there is none yet."""
        with self.store.read() as session:
            found = city_by_name(session, name, COUNTRY)
        return found.id if found else None

    def learn_links(self, workshop: Workshop) -> None:
        """Note the links of a workshop that are new."""
        for link in links_of(self.store, KEY, HOST, workshop.code):
            if link.id not in workshop.links:
                department = workshop.departments[link.department] if link.department else None
                grant = Grant(link.role, workshop.id, department)  # type: ignore[arg-type]
                workshop.links[link.id] = (link.role, department, True)
                self.hands.links[link.id] = Hand(link.token or "", (grant,))

    # -- what must hold ------------------------------------------------------------------------

    @invariant()
    def the_database_holds_what_the_model_says(self) -> None:
        """Answers, figures, phases and all that the room settled."""
        self.around.rules += 1
        self._reads()
        found = self.kept
        wanted = expected(self.workshops, self.hands.accounts)
        for name in {*found, *wanted}:
            have, want = dict(found.get(name, {})), dict(wanted.get(name, {}))
            wrong = {
                k: (have.get(k), want.get(k)) for k in {*have, *want} if have.get(k) != want.get(k)
            }
            assert not wrong, f"{name}: stored, expected: {wrong}"

    @anew
    def _reads(self) -> None:
        self.kept = stored(self.store, list(self.workshops))


def says_why(error: ResilienceError) -> None:
    """The sentence is complete and in every language."""
    for language, text in TEXTS.items():
        said = text(error.message, **error.values)
        assert said and (language == "en" or text(error.message) != error.message), error.message


def empty(store: Store) -> None:
    """Remove every row, but for the history, which takes new rows alone."""
    with store.engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            if table is not Base.metadata.tables["staff_act"]:
                connection.execute(delete(table))
