"""Targets of a workshop: the level, number or score that a theme or an indicator is to reach."""

import math
from collections.abc import Collection

from resilience.errors import InputError, WrongTime
from resilience.framework import Framework, Goalposts, Indicator, Theme
from resilience.scoring.scores.percent import in_points
from resilience.services.access.access import RUNNERS, Visitor, lock_for
from resilience.services.access.record import record_change
from resilience.services.frameworks.frameworks import framework_of
from resilience.services.workshop.answer_columns import on_scale
from resilience.services.workshop.phase import rounds_that_count
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.targets import target_row
from resilience.store.tables import Target, Workshop
from resilience.store.workshops import rounds

#: the highest score
TOP = 100.0


@repeatable
def set_target(store: Store, visitor: Visitor, code: str, item: str, wanted: float) -> None:
    """Store the target of a theme or indicator, replacing an earlier one.

    `wanted` is a level or measured number of an indicator, or a score 0..100 of a theme. For those who run the
    workshop, from the reveal on and also after the close, since a target changes no score. Raises `InputError` for
    an item that the workshop does not ask, and for a value that the item cannot reach.
    """
    with store.write() as session:
        workshop = _revealed(session, visitor, code)
        asked = _item(framework_of(session, workshop), workshop, item)
        score = wanted_score(asked, wanted)
        before = target_row(session, workshop.id, item)
        if before is not None and before.score == score:
            return
        act = "target set" if before is None else "target changed"
        _record(session, visitor, act, workshop, item, before, score)
        row = before or Target(workshop_id=workshop.id, code=item, score=score, set_at=now())
        row.sqlmodel_update({"score": score, "set_at": now()})
        session.add(row)


@repeatable
def clear_target(store: Store, visitor: Visitor, code: str, item: str) -> None:
    """Delete the target of an item; does nothing if it has none."""
    with store.write() as session:
        workshop = _revealed(session, visitor, code)
        before = target_row(session, workshop.id, item)
        if before is not None:
            _record(session, visitor, "target cleared", workshop, item, before, None)
            session.delete(before)


def items_to_aim_at(
    framework: Framework, tier: str, without: Collection[str] = ()
) -> tuple[Theme | Indicator, ...]:
    """Return the items that can have a target: the indicators asked (not those `without`) and the themes above them.

    The overall cannot have one, nor a theme in points, whose points are those of its indicators' levels.
    """
    asked = {indicator.code for indicator in framework.asked(tier, without)}
    return tuple(
        node
        for node in framework.root.nodes()
        if node is not framework.root
        and not in_points(node)
        and (
            node.code in asked
            if isinstance(node, Indicator)
            else any(i.code in asked for i in node.indicators())
        )
    )


def wanted_score(item: Theme | Indicator, wanted: float) -> float:
    """Return the score 0..100 of a target given as a level, number or score; raises `InputError`."""
    if isinstance(item, Theme):
        if not (math.isfinite(wanted) and 0 <= wanted <= TOP):
            raise InputError("The target of a theme must be a score from 0 to 100.")
        return float(wanted)
    on_scale(item, wanted)
    if isinstance(item.scale, Goalposts):
        return item.scale.value(wanted)
    return item.scale.values[int(wanted)]


def wanted_of(item: Theme | Indicator, score: float) -> float:
    """Return the level, number or score of a target score; the inverse of `wanted_score`.

    A score between two levels gives the nearer one, and a number is cleaned of floating-point error.
    """
    if isinstance(item, Theme):
        return score
    if isinstance(item.scale, Goalposts):
        return round(item.scale.number(score), 9)
    values = item.scale.values
    return float(min(range(len(values)), key=lambda level: abs(values[level] - score)))


def _revealed(session: Session, visitor: Visitor, code: str) -> Workshop:
    """The workshop, held until the end, if the visitor may set its targets now."""
    workshop = lock_for(session, visitor, code, RUNNERS)
    if not rounds_that_count(rounds(session, workshop.id)):
        raise WrongTime("Targets can be set only after the reveal.")
    return workshop


def _item(framework: Framework, workshop: Workshop, code: str) -> Theme | Indicator:
    for item in items_to_aim_at(framework, workshop.tier, workshop.not_asked or ()):
        if item.code == code:
            return item
    raise InputError(
        "The workshop has no theme or indicator {code} that can have a target.", code=code[:40]
    )


def _record(
    session: Session,
    visitor: Visitor,
    act: str,
    workshop: Workshop,
    item: str,
    before: Target | None,
    after: float | None,
) -> None:
    was = None if before is None else {"score": before.score}
    became = None if after is None else {"score": after}
    record_change(session, visitor, act, workshop, item, before=was, after=became)
