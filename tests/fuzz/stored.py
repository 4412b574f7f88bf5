"""What the database holds of some workshops, and what the model says it must, in the same shape."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from sqlmodel import col, select

from resilience.store import Session, Store
from resilience.store.tables import (
    Action,
    AgreedLevel,
    CardImport,
    Closing,
    Department,
    Feasibility,
    FrozenRoom,
    FrozenTally,
    Link,
    Participant,
    PointsGiven,
    Publication,
    ReplacedAnswer,
    Reply,
    ReplyStep,
    Response,
    Round,
    Target,
    Unit,
    Weighing,
)
from tests.fuzz.freezing import Vote, lines
from tests.fuzz.people import Person, Written
from tests.fuzz.workshop import Workshop

#: by what it is, by where it stands
Kept = dict[str, dict[Any, Any]]


def stored(store: Store, workshops: Collection[int]) -> Kept:
    """All that is kept of the workshops."""
    with store.read() as session:
        return {
            **_votes(session, workshops),
            **_figures(session, workshops),
            **_settled(session, workshops),
        }


def expected(workshops: Mapping[int, Workshop]) -> Kept:
    """The same as the model has it."""
    found: Kept = defaultdict(dict)
    for one in workshops.values():
        for person in one.people.values():
            _person(found, person)
        for vote in one.votes:
            _vote(found, one, vote)
        _workshop(found, one)
    return found


def _said(row: Response | ReplacedAnswer) -> Any:
    if row.state in ("na", "dk"):
        return row.state
    return row.level if row.number is None else row.number


def _written(row: Response | ReplacedAnswer) -> Written:
    return Written(
        _said(row),
        row.comment,
        row.evidence,
        row.confidence,
        row.language,
        row.counter,
        row.comment_counter,
    )


def _votes(session: Session, workshops: Collection[int]) -> Kept:
    rounds = select(Round).where(col(Round.workshop_id).in_(workshops))
    numbers = {row.id or 0: row for row in session.exec(rounds)}
    here = select(Participant).where(col(Participant.workshop_id).in_(workshops))
    found: Kept = defaultdict(dict)
    for row in numbers.values():
        state = (row.closed_at is None, row.revealed_at is not None)
        found["votes"][row.workshop_id, row.number] = (row.asked and tuple(row.asked), *state)
    for person in session.exec(here):
        where = (person.department_id, person.size, person.is_table)
        found["people"][person.id] = (*where, person.language, person.counter)
    for answer in session.exec(select(Response).where(col(Response.round_id).in_(numbers))):
        place = numbers[answer.round_id].number, answer.indicator
        found["answers"][answer.participant_id, place] = _written(answer)
    query = select(ReplacedAnswer).where(col(ReplacedAnswer.round_id).in_(numbers))
    for old in session.exec(query.order_by(col(ReplacedAnswer.id))):
        place = numbers[old.round_id].number, old.indicator
        found["replaced"].setdefault(old.participant_id, []).append((place, _written(old)))
    for given in session.exec(select(CardImport).where(col(CardImport.round_id).in_(numbers))):
        found["imports"][given.id] = (given.cards, given.answers, given.undone_at is not None)
    return found


def _figures(session: Session, workshops: Collection[int]) -> Kept:
    units = session.exec(select(Unit).where(col(Unit.workshop_id).in_(workshops))).all()
    names = {row.id: row.name for row in units}
    found: Kept = defaultdict(dict)
    homes = select(Department).where(col(Department.workshop_id).in_(workshops))
    for row in session.exec(homes):
        found["homes"][row.id] = names.get(row.unit_id)
    tallies = select(FrozenTally, Round).join(Round).where(col(Round.workshop_id).in_(workshops))
    for tally, held in session.exec(tallies):
        place = (held.workshop_id, held.number, names[tally.unit_id])
        found["tallies"][(*place, tally.indicator, tally.answer)] = (
            tally.answers,
            tally.people,
            round(tally.total, 6),
            round(tally.squares, 6),
        )
    rooms = select(FrozenRoom, Round).join(Round).where(col(Round.workshop_id).in_(workshops))
    for room, held in session.exec(rooms):
        place = (held.workshop_id, held.number, names[room.unit_id])
        found["rooms"][place] = (room.participants, room.people)
    return found


def _settled(session: Session, workshops: Collection[int]) -> Kept:
    def of(table: Any) -> Any:
        return session.exec(select(table).where(table.workshop_id.in_(workshops))).all()

    departments = {row.id: row for row in of(Department)}
    people = {row.id: row for row in of(Participant)}
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
    for row in sorted(of(Closing), key=lambda row: row.id):
        found["signed"][row.workshop_id].append([row.signed_by, row.reason])
    replies = select(Reply).where(col(Reply.department_id).in_(departments))
    found["replies"] = {r.department_id: r.words for r in session.exec(replies)}
    votes = select(Feasibility).where(col(Feasibility.action_id).in_(actions))
    found["feasibility"] = {(r.participant_id, r.action_id): r.value for r in session.exec(votes)}
    points = select(PointsGiven).where(col(PointsGiven.participant_id).in_(people))
    found["points"] = {(r.participant_id, r.theme): r.points for r in session.exec(points)}
    return found


def _agreed(row: AgreedLevel) -> tuple[Any, str]:
    said = row.level if row.outcome == "level" else row.number
    return (row.outcome if said is None else said, row.reason)


def _action(row: Action) -> tuple[Any, ...]:
    said = (row.indicator, row.what, row.department_id, row.cost, row.state, row.note)
    return (*said, row.vote_people, row.vote_points)


def _weighing(row: Weighing) -> tuple[Any, ...]:
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
    found["votes"][one.id, vote.number] = (vote.chosen, vote.open, vote.revealed)
    for unit, frozen in vote.units.items():
        found["rooms"][one.id, vote.number, unit] = frozen.room
        for place, line in lines(frozen, one.framework).items():
            found["tallies"][(one.id, vote.number, unit, *place)] = line


def _workshop(found: Kept, one: Workshop) -> None:
    homes = {name: unit for unit, names in one.homes.items() for name in names}
    for name, department in one.departments.items():
        found["homes"][department] = homes.get(name)
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
