"""Agreed outcomes after a reveal: a level, not applicable, or both views."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from resilience.errors import InputError, WrongTime
from resilience.framework import Indicator
from resilience.scoring import Agreed
from resilience.services.access.access import DESKS, Visitor, lock_for
from resilience.services.access.plain_text import tidied
from resilience.services.access.record import record_change
from resilience.services.frameworks.frameworks import asked_by
from resilience.services.voting.responses import asked_one
from resilience.services.workshop.answer_columns import on_scale
from resilience.services.workshop.groups import check_decides
from resilience.services.workshop.phase import Phase, phase_of
from resilience.store import Session, Store, now, repeatable
from resilience.store.results.agreed import agreed_row, agreed_rows
from resilience.store.tables import AgreedLevel, Workshop
from resilience.store.workshops import rounds
from resilience.text import mark

Outcome = float | Literal["na", "both"]
#: when the decision that a page showed was made, None where it showed none; ANY replaces each decision
Seen = datetime.datetime | Literal["any"] | None
ANY: Literal["any"] = "any"
MEANWHILE = mark("This decision was changed on another device. Check the page, then choose again.")
#: characters of a reason
LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the room: a level or measured number, "na", or "both" views recorded."""

    outcome: Outcome
    reason: str
    agreed_at: datetime.datetime

    @property
    def scored(self) -> Agreed:
        """Return the decision as scoring input."""
        if self.outcome == "na":
            return Agreed("na")
        return Agreed("both") if self.outcome == "both" else Agreed("level", float(self.outcome))


class AgreedMeanwhile(WrongTime):
    """Another desk has changed the decision meanwhile; `kept` is the present decision, None if there is none."""

    def __init__(self, kept: Decision | None) -> None:
        super().__init__(MEANWHILE)
        self.kept = kept


@repeatable
def agree(
    store: Store,
    visitor: Visitor,
    code: str,
    indicator: str,
    outcome: Outcome,
    reason: str = "",
    *,
    seen: Seen = ANY,
) -> None:
    """Store the room's decision on an indicator, replacing an earlier one.

    Between the reveal and the close of the workshop; a group's desk only on its own themes. `seen` is the time of
    the decision that the page showed, None if it showed none. The same decision again, as by a double click,
    changes nothing. Raises `AgreedMeanwhile` if there is a different one by now, and `InputError` for an indicator
    that is not asked, a level off the scale, or a reason that is too long.
    """
    said = tidied(reason, LONGEST_REASON)
    with store.write() as session:
        workshop = _discussing(session, visitor, code, indicator)
        asked = asked_one(asked_by(session, workshop), indicator)
        before = agreed_row(session, workshop.id, indicator)
        decided = {**_columns(asked, outcome), "reason": said}
        if before is not None and before.model_dump(include=set(decided)) == decided:
            return
        _check_seen(before, seen)
        was = None if before is None else _for_record(before)
        row = before or AgreedLevel(workshop_id=workshop.id, indicator=indicator, outcome="na")
        row.sqlmodel_update({**decided, "agreed_at": now()})
        session.add(row)
        became = _for_record(row)
        record_change(
            session, visitor, "level agreed", workshop, indicator, before=was, after=became
        )


@repeatable
def take_back(
    store: Store, visitor: Visitor, code: str, indicator: str, *, seen: Seen = ANY
) -> None:
    """Withdraw the room's decision on an indicator, so that the votes count again; `seen` as for `agree`."""
    with store.write() as session:
        workshop = _discussing(session, visitor, code, indicator)
        before = agreed_row(session, workshop.id, indicator)
        _check_seen(before, seen)
        if before is not None:
            act, was = "agreed level taken back", _for_record(before)
            record_change(session, visitor, act, workshop, indicator, before=was)
            session.delete(before)


def agreed_levels(session: Session, workshop_id: int) -> dict[str, Decision]:
    """Return the workshop's agreed outcomes by indicator code."""
    return {row.indicator: _decision(row) for row in agreed_rows(session, workshop_id)}


def scored(agreed: Mapping[str, Decision]) -> dict[str, Agreed]:
    """Return decisions as scoring input."""
    return {code: decision.scored for code, decision in agreed.items()}


def _check_seen(row: AgreedLevel | None, seen: Seen) -> None:
    """Raise `AgreedMeanwhile` where another decision is kept than the one that was seen."""
    if seen not in (ANY, row.agreed_at if row else None):
        raise AgreedMeanwhile(_decision(row) if row else None)


def _decision(row: AgreedLevel) -> Decision:
    return Decision(_outcome(row), row.reason, row.agreed_at)


def _discussing(session: Session, visitor: Visitor, code: str, indicator: str) -> Workshop:
    workshop = lock_for(session, visitor, code, DESKS)
    check_decides(session, visitor, workshop, indicator)
    if phase_of(workshop, rounds(session, workshop.id)) != Phase.REVEALED:
        raise WrongTime(
            "Levels can be agreed only after the reveal, while no vote is open and before the "
            "workshop is closed."
        )
    return workshop


def _columns(asked: Indicator, outcome: Outcome) -> dict[str, Any]:
    if isinstance(outcome, str):
        if outcome not in ("na", "both"):
            raise InputError("The room can agree on a level, on not applicable, or on both views.")
        return {"outcome": outcome, "level": None, "number": None}
    kept = on_scale(asked, outcome)
    return {"outcome": kept.pop("state"), **kept}


def _outcome(row: AgreedLevel) -> Outcome:
    if row.outcome == "na":
        return "na"
    if row.outcome == "both":
        return "both"
    found = row.level if row.outcome == "level" else row.number
    return 0.0 if found is None else found


def _for_record(row: AgreedLevel) -> dict[str, object]:
    """What was settled, as the history keeps it."""
    return {"outcome": _outcome(row), "reason": row.reason}
