"""The history: who did what, when and to what, and how that stood before and after; append-only.

It names no participant and holds no answer of one. Of a rehearsal it has only that it was opened.
"""

from collections.abc import Mapping

from resilience.services.access.access import Visitor
from resilience.services.access.acts import ACTS
from resilience.store import Session
from resilience.store.tables import StaffAct, Workshop
from resilience.store.workshops import bump_revision, city_of

#: how something stood, by names that `history_words` says; None where it was not there
ActState = Mapping[str, object]


def record(
    session: Session,
    visitor: Visitor,
    act: str,
    workshop: Workshop | None,
    thing: object = "",
    *,
    before: ActState | None = None,
    after: ActState | None = None,
) -> None:
    """Append one entry of `ACTS` to the History, in the same transaction as the act itself."""
    where = workshop.id if workshop else None
    who = visitor.name_in(where), visitor.role_in(where)
    _append(session, who, act, workshop, thing, before, after)


def record_change(
    session: Session,
    visitor: Visitor,
    act: str,
    workshop: Workshop,
    thing: object = "",
    *,
    before: ActState | None = None,
    after: ActState | None = None,
) -> None:
    """Append an entry of staff to the History, and bump the workshop's revision so that all viewers reload."""
    record(session, visitor, act, workshop, thing, before=before, after=after)
    bump_revision(session, workshop.id)


def record_as(
    session: Session,
    actor: str,
    act: str,
    workshop: Workshop | None,
    *,
    after: ActState | None = None,
) -> None:
    """Append an entry whose actor is not staff: "participant", who is never named, or "server"."""
    _append(session, (actor, actor), act, workshop, "", None, after)


def _append(
    session: Session,
    who: tuple[str, str],
    act: str,
    workshop: Workshop | None,
    thing: object,
    before: ActState | None,
    after: ActState | None,
) -> None:
    if act not in ACTS:
        raise ValueError(f"the history has no act {act!r}")
    if workshop is not None and workshop.rehearses is not None:
        return
    session.add(
        StaffAct(
            actor=who[0],
            role=who[1],
            act=act,
            workshop=workshop.code if workshop else None,
            city=city_of(session, workshop).name if workshop else "",
            thing=str(thing),
            before=None if before is None else dict(before),
            after=None if after is None else dict(after),
        )
    )
