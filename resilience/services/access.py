"""Who is here, and what they may do. Every service asks here before it reads or writes."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from resilience.errors import NotAllowed, NotFound
from resilience.services.tokens import hashed, host_token, tidy_code
from resilience.store import Session, Store
from resilience.store.network import coordinators_by_hash
from resilience.store.tables import Participant, Workshop
from resilience.store.workshops import (
    city_of,
    links_by_hash,
    lock_workshop,
    participant_by_hash,
    workshop_by_code,
    workshop_by_id,
)

Role = Literal["host", "facilitator", "cofacilitator", "official", "lead", "coordinator"]
FACILITATORS: tuple[Role, ...] = ("host", "facilitator")
RUNNERS: tuple[Role, ...] = ("host", "facilitator", "cofacilitator")
READERS: tuple[Role, ...] = ("host", "facilitator", "cofacilitator", "official", "lead")


@dataclass(frozen=True, slots=True)
class Grant:
    """What a link allows: a role in one workshop; that of the host (None) is good in all of them.

    A coordinator (None too) reads the network, and has no role in any workshop.
    """

    role: Role
    workshop_id: int | None
    department_id: int | None = None

    def reaches(self, workshop_id: int | None) -> bool:
        """Whether the role is held in this workshop."""
        return self.role == "host" or (
            self.role != "coordinator" and self.workshop_id == workshop_id
        )


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever looks: links they hold, and the participant they are with the language they chose."""

    grants: tuple[Grant, ...] = ()
    participant_id: int | None = None
    language: str | None = None

    @property
    def is_host(self) -> bool:
        """Whether they hold the installation's facilitator link."""
        return any(grant.role == "host" for grant in self.grants)

    @property
    def is_coordinator(self) -> bool:
        """Whether they hold a link of the network's coordinators."""
        return any(grant.role == "coordinator" for grant in self.grants)

    def may(self, workshop_id: int, roles: Sequence[Role]) -> bool:
        """Whether they hold one of the roles in this workshop."""
        return any(grant.role in roles and grant.reaches(workshop_id) for grant in self.grants)

    def name_in(self, workshop_id: int | None) -> str:
        """Who acted there, for the staff record: a role has no name before there are accounts."""
        return self.role_in(workshop_id)

    def role_in(self, workshop_id: int | None) -> str:
        """The first of the roles that they hold there, for the staff record."""
        held = [grant.role for grant in self.grants if grant.reaches(workshop_id)]
        return min(held, key=READERS.index, default="nobody")


NOBODY = Visitor()


def identify(
    store: Store, key: bytes, *, staff_tokens: Sequence[str] = (), participant_token: str = ""
) -> Visitor:
    """The visitor behind the tokens of a request; unknown or revoked tokens count for nothing."""
    grants: list[Grant] = []
    host = host_token(key).encode()
    if any(hmac.compare_digest(token.encode(), host) for token in staff_tokens):
        grants.append(Grant("host", None))
    if not staff_tokens and not participant_token:
        return NOBODY
    hashes = [hashed(token) for token in staff_tokens]
    with store.read() as session:
        for link in links_by_hash(session, hashes):
            grants.append(Grant(link.role, link.workshop_id, link.department_id))  # type: ignore[arg-type]
        if hashes and coordinators_by_hash(session, hashes):
            grants.append(Grant("coordinator", None))
        person = participant_by_hash(session, hashed(participant_token))
    if person is None:
        return Visitor(tuple(grants))
    return Visitor(tuple(grants), person.id, person.language)


def find_workshop(session: Session, code: str) -> Workshop:
    """The workshop with a join code as people type it."""
    workshop = workshop_by_code(session, tidy_code(code))
    if workshop is None:
        raise NotFound(
            "There is no workshop with the code {code}. Look at the code again, or ask the "
            "facilitator.",
            code=tidy_code(code) or "–",
        )
    return workshop


def open_for(session: Session, visitor: Visitor, code: str, roles: Sequence[Role]) -> Workshop:
    """The workshop, if the visitor holds one of the roles in it."""
    workshop = find_workshop(session, code)
    if workshop.id is None or not visitor.may(workshop.id, roles):
        raise NotAllowed(
            "This page is for the people who run the workshop {code}. Open it with the link that "
            "you were given.",
            code=workshop.code,
        )
    return workshop


def lock_for(session: Session, visitor: Visitor, code: str, roles: Sequence[Role]) -> Workshop:
    """The workshop as `open_for` gives it, held until the transaction ends."""
    return lock_workshop(session, open_for(session, visitor, code, roles).id or 0)


def open_for_reading(session: Session, visitor: Visitor, code: str) -> Workshop:
    """The workshop, if the visitor may read its results: by a link, or as the public demo."""
    workshop = find_workshop(session, code)
    if may_read(session, visitor, workshop):
        return workshop
    raise NotAllowed(
        "Results of the workshop {code} are for the people who have its link. Ask the facilitator "
        "for the link for officials.",
        code=workshop.code,
    )


def may_read(session: Session, visitor: Visitor, workshop: Workshop) -> bool:
    """Whether the visitor may read a workshop's results, once there are some."""
    return visitor.may(workshop.id or 0, READERS) or city_of(session, workshop).invented


def participant_of(session: Session, visitor: Visitor) -> tuple[Participant, Workshop]:
    """The visitor as a participant, with the workshop."""
    person = session.get(Participant, visitor.participant_id) if visitor.participant_id else None
    if person is None:
        raise NotAllowed(
            "You have not joined a workshop on this device. Join with the code that the "
            "facilitator shows, or open your own return link."
        )
    return person, workshop_by_id(session, person.workshop_id)
