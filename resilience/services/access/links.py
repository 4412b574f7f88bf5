"""Capability links: a link gives its holder a role, without an account."""

from dataclasses import dataclass

from resilience.errors import NotFound
from resilience.services.access.access import FACILITATORS, Visitor, open_for
from resilience.services.access.record import record
from resilience.services.access.tokens import hashed, new_link, token_again
from resilience.store import Session, Store, now, repeatable
from resilience.store.tables import Department, Link, Workshop
from resilience.store.workshops import departments, groups, links
from resilience.text import mark

ROLE_NAMES = {
    "facilitator": mark("Facilitator"),
    "cofacilitator": mark("Co-facilitator"),
    "official": mark("Officials (read the result after the reveal)"),
    "lead": mark("Department lead"),
    "group": mark("Group desk"),
}


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link for the facilitator to hand out; `department` may be a group. `token` is None if the key has changed."""

    id: int
    role: str
    department: str | None
    token: str | None


def make_links(session: Session, key: bytes, workshop: Workshop) -> None:
    """Create one link for each role, and one for each department lead."""
    for role in ("facilitator", "cofacilitator", "official"):
        add_link(session, key, workshop, role, None)
    for department in departments(session, workshop.id)[:-1]:
        add_link(session, key, workshop, "lead", department.id)


@repeatable
def links_of(store: Store, key: bytes, visitor: Visitor, code: str) -> list[LinkView]:
    """Return the links of a workshop, for its facilitator."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, FACILITATORS)
        rows = (*departments(session, workshop.id), *groups(session, workshop.id))
        names: dict[int | None, str] = {row.id: row.name for row in rows}
        return [
            LinkView(
                link.id,
                link.role,
                names.get(link.department_id),
                token_again(key, link.nonce, link.token_hash),
            )
            for link in links(session, workshop.id)
        ]


@repeatable
def replace_link(store: Store, key: bytes, visitor: Visitor, code: str, link_id: int) -> str:
    """Revoke a link and return the token of a new one with the same role.

    Raises `NotFound` if the workshop has no such link.
    """
    with store.write() as session:
        workshop = open_for(session, visitor, code, FACILITATORS)
        for link in links(session, workshop.id):
            if link.id == link_id:
                before = links_for_record(session, workshop)
                link.revoked_at = now()
                session.add(link)
                token = add_link(session, key, workshop, link.role, link.department_id)
                after, thing = links_for_record(session, workshop), _link_name(session, link)
                record(
                    session, visitor, "link replaced", workshop, thing, before=before, after=after
                )
                return token
    raise NotFound("This link has already been replaced. Reload the page.")


def links_for_record(session: Session, workshop: Workshop) -> dict[str, object]:
    """Return the working links of a workshop as stored in the history: role and number."""
    session.flush()
    return {_link_name(session, link): link.id for link in links(session, workshop.id)}


def _link_name(session: Session, link: Link) -> str:
    """The role of a link, with the department of a lead or the group of a desk."""
    department = session.get(Department, link.department_id) if link.department_id else None
    return f"{link.role} · {department.name}" if department else link.role


def add_link(
    session: Session, key: bytes, workshop: Workshop, role: str, department_id: int | None
) -> str:
    """Create a link for a role, and for a department or group if given; returns its token."""
    nonce, token = new_link(key)
    session.add(
        Link(
            workshop_id=workshop.id,
            role=role,
            department_id=department_id,
            nonce=nonce,
            token_hash=hashed(token),
        )
    )
    return token
