"""The data package of a workshop: who may publish it, and what of the result is in it."""

from dataclasses import asdict, replace

from resilience.errors import InputError, WrongTime
from resilience.exchange.package import (
    MOST_ACTIONS,
    About,
    CityFacts,
    CityResult,
    InTheRoom,
    Practice,
    PracticeAction,
    PublishingKey,
    bare,
    counts_of,
    write_package,
)
from resilience.exchange.package.practices import COSTS, STATES
from resilience.framework.model import Theme, Tier
from resilience.scoring import METHOD_VERSION, Score
from resilience.scoring.planning.actions import PlannedAction
from resilience.services.access.access import FACILITATORS, Visitor, open_for
from resilience.services.access.plain_text import typed_line
from resilience.services.results.results import WorkshopResult, admit, read_result
from resilience.store import Store
from resilience.text import mark

NOT_CLOSED = mark(
    "A data package is signed and cannot be recalled, so it can only be made from a closed "
    "workshop. Close the workshop on the Live page, and enter the name of the person who "
    "signs off the result."
)
OPEN = mark(
    "The result of a workshop without small-group protection cannot be published: individual people could be identified in it."
)
#: licences that a publisher can choose, the usual one first, and what each says
LICENCES = {
    "CC-BY-4.0": mark("Anyone may use it if they name the publisher (CC BY 4.0)"),
    "CC-BY-SA-4.0": mark(
        "Anyone may use it if they name the publisher and share works based on it under the same licence (CC BY-SA 4.0)"
    ),
    "CC0-1.0": mark("Anyone may use it without conditions (CC0 1.0)"),
}


def admit_publisher(store: Store, visitor: Visitor, code: str) -> tuple[int, int]:
    """Check that the visitor may publish the workshop's result; return its id and revision.

    Raises `NotAllowed` for anyone but its facilitator and the host, `WrongTime` before it is closed, and
    `InputError` for an open workshop, whose people may be identifiable.
    """
    with store.read() as session:
        workshop = open_for(session, visitor, code, FACILITATORS)
        if workshop.closed_at is None:
            raise WrongTime(NOT_CLOSED)
        if not workshop.k:
            raise InputError(OPEN)
    return admit(store, visitor, code)


def publish(
    store: Store,
    visitor: Visitor,
    code: str,
    key: PublishingKey,
    licence: str,
    *,
    practices: bool = False,
) -> bytes:
    """Return the signed data package of a closed workshop, under one of `LICENCES`; raises as `admit_publisher`.

    With `practices` it has the reasons for agreed levels and the actions too.
    """
    workshop_id, _ = admit_publisher(store, visitor, code)
    return packed(read_result(store, workshop_id), key, licence, practices=practices)


def packed(
    result: WorkshopResult, key: PublishingKey, licence: str, *, practices: bool = False
) -> bytes:
    """Return the signed data package of a result; the caller checks access."""
    check_licence(licence)
    return write_package(city_result_of(result, licence, practices=practices), key)


def check_licence(licence: str) -> None:
    """Raise `InputError` for a licence that is not one of `LICENCES`."""
    if licence not in LICENCES:
        raise InputError(
            "The licence {found} is not one of {known}.", found=licence, known=", ".join(LICENCES)
        )


def package_filename(result: WorkshopResult) -> str:
    """Return a file name such as resilience-K7MPQ3-2026-10-13-data.zip."""
    return f"resilience-{result.workshop.code}-{result.workshop.date.isoformat()}-data.zip"


def city_result_of(result: WorkshopResult, licence: str, *, practices: bool = False) -> CityResult:
    """Return the published part of a result: counts and scores, without departments, comments or names.

    Reasons and actions are in it with `practices` alone.
    """
    framework, scores = result.workshop.framework, _of_everybody(result)
    return CityResult(
        about=_about(result, licence),
        framework=bare(framework),
        titles={
            n.code: framework.title(n.code) for n in framework.root.nodes() if n.code in scores
        },
        counts=tuple(counts_of(framework, result.tallies)),
        scores=scores,
        agreed={code: decision.scored for code, decision in result.agreed.items()},
        practices=practices_of(result) if practices else {},
    )


def practices_of(result: WorkshopResult) -> dict[str, Practice]:
    """Return what a city can publish in words, by indicator: why a level was agreed, and what it does.

    Up to 20 actions on an indicator, none that was dropped, without departments, dates, votes and outcomes.
    """
    found = {}
    for code in result.tallies.by_code:
        decision = result.agreed.get(code)
        agreed = decision is not None and not isinstance(decision.outcome, str)
        reason = typed_line(decision.reason) if decision and agreed else ""
        actions = [_practice_action(one) for one in result.actions if code in one.indicators]
        kept = tuple(one for one in actions if one is not None)[:MOST_ACTIONS]
        if reason or kept:
            found[code] = Practice(reason, kept)
    return found


def _practice_action(action: PlannedAction) -> PracticeAction | None:
    """The published form of an action; None for one that was dropped."""
    state = next((one for one in STATES if one == action.state), None)
    cost = next((one for one in COSTS if one == action.cost), None)
    return PracticeAction(typed_line(action.what), state, cost) if state else None


def _of_everybody(result: WorkshopResult) -> dict[str, Score]:
    """The city's scores, with everybody as the base: people who were not asked an indicator count as blank."""
    if not result.tallies.asked:
        return dict(result.result.city)
    nodes = {node.code: node for node in result.workshop.framework.root.nodes()}
    found = {}
    for code, score in result.result.city.items():
        node, told = nodes[code], score.counts
        below = node.indicators() if isinstance(node, Theme) else (node,)
        asked = sum(one.code in result.tallies.by_code for one in below)
        blank = asked * result.participants - told.level - told.na - told.dk
        found[code] = replace(score, counts=replace(told, blank=blank))
    return found


def _about(result: WorkshopResult, licence: str) -> About:
    workshop = result.workshop
    tier: Tier = "quick" if workshop.tier == "quick" else "full"
    return About(
        city=CityFacts(**asdict(workshop.city), invented=workshop.invented),
        date=workshop.date,
        signed_off=workshop.signed[-1].at.date() if workshop.signed else None,
        tier=tier,
        room=InTheRoom(
            participants=result.participants,
            people=result.people,
            expected=workshop.expected,
            departments=sum(room.participants > 0 for room in result.room),
            left_out=result.left_out,
        ),
        rounds=workshop.reveals,
        weighed=result.weighed,
        licence=licence,
        method_version=METHOD_VERSION,
        standard_error=result.error,
    )
