"""What the database holds of some workshops, and what the model says it must, in the same shape."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from resilience.services.access.tokens import hashed
from resilience.store import Session, Store
from resilience.store.tables import (
    Account,
    Action,
    AgreedLevel,
    Base,
    CardImport,
    Closing,
    Department,
    Feasibility,
    FrozenFacts,
    FrozenRoom,
    FrozenTally,
    Link,
    Participant,
    PasswordLink,
    PointsGiven,
    Publication,
    ReplacedAnswer,
    Reply,
    ReplyStep,
    Response,
    RoleHeld,
    Round,
    SignIn,
    Target,
    Unit,
    Weighing,
)
from tests.fuzz.model import accounts
from tests.fuzz.model.accounts import Accounts
from tests.fuzz.model.freezing import Vote, lines
from tests.fuzz.model.people import Person, Written
from tests.fuzz.model.workshop import Workshop

#: by what it is, by where it stands
Kept = dict[str, dict[Any, Any]]


def stored(store: Store, workshops: Collection[int]) -> Kept:
    """All that is kept of the workshops."""
    with store.read() as session:
        numbers = {row.id: row for row in _rows(session, Round, "workshop_id", workshops)}
        return {
            **_votes(session, workshops, numbers),
            **_figures(session, workshops, numbers),
            **_settled(session, workshops),
            **_staff(session),
        }


def expected(workshops: Mapping[int, Workshop], staff: Accounts) -> Kept:
    """The same as the model has it."""
    found: Kept = defaultdict(dict)
    for account in staff.known.values():
        _account(found, account)
    for one in workshops.values():
        for person in one.people.values():
            _person(found, person)
        for vote in one.votes:
            _vote(found, one, vote)
        _workshop(found, one)
    return found


def _rows(session: Session, table: type[Base], name: str, ids: Collection[int]) -> Sequence[Any]:
    """The rows of a table that belong to one of these, by their ids where they have some.

    Rows and no objects: after every step everything is read.
    """
    columns = table.__table__.c  # type: ignore[attr-defined]
    query = select(table.__table__).where(columns[name].in_(ids))  # type: ignore[attr-defined]
    found = session.connection().execute(query).all()
    return sorted(found, key=lambda row: row.id) if "id" in columns else found


def _said(row: Any) -> Any:
    if row.state in ("na", "dk"):
        return row.state
    return row.level if row.number is None else row.number


def _written(row: Any) -> Written:
    return Written(
        _said(row),
        row.comment,
        row.evidence,
        row.confidence,
        row.language,
        row.counter,
        row.comment_counter,
    )


def _votes(session: Session, workshops: Collection[int], numbers: Mapping[int, Any]) -> Kept:
    found: Kept = defaultdict(dict)
    for row in numbers.values():
        state = tuple(
            moment is not None for moment in (row.closed_at, row.revealed_at, row.hidden_at)
        )
        found["votes"][row.workshop_id, row.number] = (row.asked and tuple(row.asked), *state)
    for person in _rows(session, Participant, "workshop_id", workshops):
        where = (person.department_id, person.size, person.is_table)
        found["people"][person.id] = (*where, person.language, person.counter)
    for answer in _rows(session, Response, "round_id", numbers):
        place = numbers[answer.round_id].number, answer.indicator
        found["answers"][answer.participant_id, place] = _written(answer)
    for old in _rows(session, ReplacedAnswer, "round_id", numbers):
        place = numbers[old.round_id].number, old.indicator
        found["replaced"].setdefault(old.participant_id, []).append((place, _written(old)))
    for given in _rows(session, CardImport, "round_id", numbers):
        found["imports"][given.id] = (given.cards, given.answers, given.undone_at is not None)
    return found


def _figures(session: Session, workshops: Collection[int], numbers: Mapping[int, Any]) -> Kept:
    units = _rows(session, Unit, "workshop_id", workshops)
    names = {row.id: row.name for row in units}
    found: Kept = defaultdict(dict)
    for row in units:
        if row.kind == "departments":
            beyond = row.strangers, row.seated_strangers
            found["beyond"][row.workshop_id, row.name] = beyond
    for row in _rows(session, Department, "workshop_id", workshops):
        found["homes"][row.id] = (names.get(row.unit_id), row.in_room)
    for tally in _rows(session, FrozenTally, "round_id", numbers):
        held = numbers[tally.round_id]
        place = (held.workshop_id, held.number, names[tally.unit_id])
        found["tallies"][(*place, tally.indicator, tally.answer)] = (
            tally.answers,
            tally.people,
            round(tally.total, 6),
            round(tally.squares, 6),
        )
    for room in _rows(session, FrozenRoom, "round_id", numbers):
        held = numbers[room.round_id]
        found["rooms"][held.workshop_id, held.number, names[room.unit_id]] = (
            room.participants,
            room.people,
        )
    for facts in _rows(session, FrozenFacts, "round_id", numbers):
        held = numbers[facts.round_id]
        told = (facts.left_out, sorted(facts.withheld))
        found["facts"][held.workshop_id, held.number] = told
    return found


def _settled(session: Session, workshops: Collection[int]) -> Kept:
    def of(table: type[Base]) -> Sequence[Any]:
        return _rows(session, table, "workshop_id", workshops)

    departments, people = ([row.id for row in of(one)] for one in (Department, Participant))
    actions = {row.id: row for row in of(Action)}
    found: Kept = {
        "agreed": {(r.workshop_id, r.indicator): _agreed(r) for r in of(AgreedLevel)},
        "actions": {r.id: _action(r) for r in actions.values()},
        "targets": {(r.workshop_id, r.code): r.score for r in of(Target)},
        "weighing": {r.workshop_id: _weighing(r) for r in of(Weighing)},
        "replying": {r.workshop_id: "shown" if r.shown_at else "awaited" for r in of(ReplyStep)},
        "published": {r.workshop_id: True for r in of(Publication)},
        "links": {r.id: (r.role, r.department_id, r.revoked_at is None) for r in of(Link)},
        "signed": defaultdict(list),
    }
    for row in of(Closing):
        found["signed"][row.workshop_id].append([row.signed_by, row.reason])
    replies = _rows(session, Reply, "department_id", departments)
    found["replies"] = {r.department_id: r.words for r in replies}
    votes = _rows(session, Feasibility, "action_id", actions)
    found["feasibility"] = {(r.participant_id, r.action_id): r.value for r in votes}
    points = _rows(session, PointsGiven, "participant_id", people)
    found["points"] = {(r.participant_id, r.theme): r.points for r in points}
    return found


def _staff(session: Session) -> Kept:
    def every(table: type[Base]) -> Sequence[Any]:
        query = select(table.__table__)  # type: ignore[attr-defined]
        return session.connection().execute(query).all()

    return {
        "accounts": {
            row.id: (row.sign_in, row.name, row.password_hash is not None, row.ended_at is not None)
            for row in every(Account)
        },
        "roles": {
            row.id: (
                row.account_id,
                *(row.role, row.city_id, row.workshop_id, row.department_id, row.expires_at),
            )
            for row in every(RoleHeld)
        },
        "browsers": {
            row.token_hash: (row.account_id, row.ended_at is not None) for row in every(SignIn)
        },
        "password links": {
            row.token_hash: (row.account_id, row.used_at is not None)
            for row in every(PasswordLink)
            if row.account_id
        },
    }


def _account(found: Kept, one: accounts.Account) -> None:
    found["accounts"][one.id] = (one.sign_in, one.name, one.password is not None, one.ended)
    for number, held in one.roles.items():
        found["roles"][number] = (one.id, *held.place, held.until)
    for browser in one.browsers:
        found["browsers"][hashed(browser.token)] = (one.id, browser.ended)
    for link in one.links:
        found["password links"][hashed(link.token)] = (one.id, link.ended)


def _agreed(row: Any) -> tuple[Any, str]:
    said = row.level if row.outcome == "level" else row.number
    return (row.outcome if said is None else said, row.reason)


def _action(row: Any) -> tuple[Any, ...]:
    said = (row.indicator, row.what, row.department_id, row.cost, row.state, row.note)
    return (*said, row.vote_people, row.vote_points)


def _weighing(row: Any) -> tuple[Any, ...]:
    weights = row.weights and {theme: round(x, 6) for theme, x in row.weights.items()}
    return (row.closed_at is None, row.outcome, weights, row.people)


def _person(found: Kept, person: Person) -> None:
    for place, row in person.here.items():
        found["answers"][person.id, place] = row
    if person.replaced:
        found["replaced"][person.id] = person.replaced
    for action, value in person.votes.items():
        found["feasibility"][person.id, action] = value
    for theme, points in person.points.items():
        found["points"][person.id, theme] = points


def _vote(found: Kept, one: Workshop, vote: Vote) -> None:
    state = (not vote.open, vote.revealed, vote.hidden)
    found["votes"][one.id, vote.number] = (vote.chosen, *state)
    for row, room in vote.rooms.items():
        found["rooms"][one.id, vote.number, row] = room
    for row, answers in vote.figures.items():
        for place, line in lines(answers, one.framework, one.k).items():
            found["tallies"][(one.id, vote.number, row, *place)] = line
    if vote.left_out is not None:
        told = (vote.left_out, sorted(vote.withheld))
        found["facts"][one.id, vote.number] = told


def _workshop(found: Kept, one: Workshop) -> None:
    homes = {name: unit for unit, names in one.homes.items() for name in names}
    for name, department in one.departments.items():
        found["homes"][department] = (homes.get(name), one.in_room.get(name))
    for unit, people in one.beyond.items():
        found["beyond"][one.id, unit] = people[:2]
    for person in one.people.values():
        where = (one.departments[person.department], person.size, person.size > 1)
        found["people"][person.id] = (*where, person.language, person.counter)
    for number, given in one.imports.items():
        found["imports"][number] = (given.cards, given.answers, given.undone)
    for code, settled in one.agreed.items():
        found["agreed"][one.id, code] = settled
    for number, action in one.actions.items():
        said = (action.indicator, action.what, action.department, action.cost)
        found["actions"][number] = (
            *(*said, action.state, action.note),
            *(action.people, action.points),
        )
    for code, score in one.targets.items():
        found["targets"][one.id, code] = score
    if one.weighing:
        step = one.weighing
        weights = step.weights and {theme: round(x, 6) for theme, x in step.weights.items()}
        found["weighing"][one.id] = (step.open, step.outcome, weights, step.people)
    if one.replying != "off":
        found["replying"][one.id] = one.replying
    if one.published:
        found["published"][one.id] = True
    if one.signed:
        found["signed"][one.id] = one.signed
    for name, words in one.replies.items():
        found["replies"][one.departments[name]] = words
    found["links"] |= one.links
