"""Check that workshops are in a valid phase and their answers are for questions that were asked."""

from collections.abc import Iterator, Sequence

from resilience.framework import Goalposts, Indicator
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.upkeep.check_results import sound_frameworks
from resilience.services.voting.responses import asked_in
from resilience.services.workshop.groups import codes_of
from resilience.services.workshop.phase import open_round, rounds_that_count
from resilience.store import Session
from resilience.store.database.soundness import (
    AnsweredAlike,
    answered_alike,
    count_beside,
    count_given,
)
from resilience.store.results.agreed import agreed_rows
from resilience.store.results.closing import closings
from resilience.store.tables import Round, Workshop
from resilience.store.voting.votes import count_answers, frozen_tallies
from resilience.store.workshops import groups, rounds, workshops


def odd_phases(session: Session) -> Iterator[str]:
    """Find workshops whose rounds, sign-offs and results contradict one another."""
    for workshop, _ in workshops(session):
        held = rounds(session, workshop.id)
        for said in (*_odd_rounds(held), *_odd_end(session, workshop, held)):
            yield f"workshop {workshop.code}: {said}"


def _odd_rounds(held: Sequence[Round]) -> Iterator[str]:
    numbers = [one.number for one in held]
    if numbers != [*range(1, len(held) + 1)]:
        yield f"its votes are numbered {', '.join(map(str, numbers))}"
    for one in held[:-1]:
        if one.closed_at is None or one.revealed_at is None:
            yield f"vote {one.number} was not revealed before the next one"
    for one in held:
        if one.hidden_at is not None and one.revealed_at is None:
            yield f"vote {one.number} is hidden again and was never revealed"


def _odd_end(session: Session, workshop: Workshop, held: Sequence[Round]) -> Iterator[str]:
    standing = [one for one in closings(session, workshop.id) if one.reopened_at is None]
    if workshop.closed_at is None and standing:
        yield "it is signed off and not closed"
    if len(standing) > 1:
        yield f"it is signed off {len(standing)} times at once"
    if workshop.closed_at is not None and (not rounds_that_count(held) or open_round(held)):
        yield "it was closed without a result"
    if not any(one.revealed_at for one in held) and agreed_rows(session, workshop.id):
        yield "it agreed on levels before any reveal"
    for one in held:
        waits = one.closed_at is None and one.revealed_at is None
        if waits and frozen_tallies(session, [one.id]):
            yield f"vote {one.number} is open and has frozen figures"


def answers_off_scale(session: Session) -> Iterator[str]:
    """Find answers off the scale, or to indicators that their vote or group was not asked."""
    asked = _asked_indicators(session)
    yield from _beside_themes(session)
    for one in answered_alike(session):
        code, known = asked.get((one.workshop_id, one.number), ("", None))
        if known is None:
            continue  # its framework is unreadable, which another check reports
        indicator = known.get(one.indicator)
        if indicator is None or not _on_scale(indicator, one):
            why = "not asked" if indicator is None else f"off the scale ({one.state})"
            yield f"workshop {code}, vote {one.number}, {one.indicator}: {why}"


def _beside_themes(session: Session) -> Iterator[str]:
    sound = sound_frameworks(session)
    for workshop, _ in workshops(session):
        if workshop.framework_sha256 not in sound:
            continue
        framework = framework_of(session, workshop)
        for row in groups(session, workshop.id):
            own = codes_of(framework, row.themes or ())
            if row.kind == "scores" and (others := count_beside(session, row.id, own)):
                yield f"workshop {workshop.code}, group {row.name}: {others} answers beside its themes"


def _asked_indicators(session: Session) -> dict[tuple[int, int], tuple[str, dict[str, Indicator]]]:
    """The code of the workshop and the indicators asked, by workshop and vote."""
    found = {}
    sound = sound_frameworks(session)
    for workshop, _ in workshops(session):
        if workshop.framework_sha256 not in sound:
            continue
        for one in rounds(session, workshop.id):
            asked = {indicator.code: indicator for indicator in asked_in(session, workshop, one)}
            found[workshop.id, one.number] = workshop.code, asked
    return found


def _on_scale(indicator: Indicator, given: AnsweredAlike) -> bool:
    measured = isinstance(indicator.scale, Goalposts)
    if given.state in ("level", "number") and measured is (given.state == "level"):
        return False
    said = given.numbers if measured else given.levels
    return all(indicator.scale.accepts(one) for one in said if one is not None)


def miscounted(session: Session) -> Iterator[str]:
    """Find open votes whose counts on the pages differ from the stored answers."""
    for workshop, _ in workshops(session):
        current = open_round(rounds(session, workshop.id))
        if current is None:
            continue
        counted = sum(row.answers for row in count_answers(session, current.id))
        given = count_given(session, current.id)
        if counted != given:
            yield f"workshop {workshop.code}: {counted} answers are counted of {given}"
