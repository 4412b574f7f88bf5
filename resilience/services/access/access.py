"""Who is here, and what they may do. Every service asks here before it reads or writes."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from resilience.errors import NotAllowed, NotFound
from resilience.services.access.shared_pages import GuestPage, shared_pages
from resilience.services.access.tokens import hashed, link_token, tidy_code
from resilience.store import Session, Store, repeatable
from resilience.store.cities.network import coordinators_by_hash
from resilience.store.people.accounts import acting_name, roles_held, signed_in, workshops_in
from resilience.store.people.accounts import host_link as running_host_link
from resilience.store.tables import Participant, Workshop
from resilience.store.workshops import (
    city_of,
    hold_workshop,
    is_here,
    links_by_hash,
    lock_workshop,
    participant_by_hash,
    rehearsals,
    workshop_by_code,
    workshop_by_id,
)

Role = Literal[
    "admin", "host", "facilitator", "cofacilitator", "official", "lead", "group", "coordinator"
]
#: the roles of the whole installation: an admin does what the host does, and keeps the accounts
HOSTS: tuple[Role, ...] = ("admin", "host")
FACILITATORS: tuple[Role, ...] = (*HOSTS, "facilitator")
RUNNERS: tuple[Role, ...] = (*FACILITATORS, "cofacilitator")
DESKS: tuple[Role, ...] = (*RUNNERS, "group")
READERS: tuple[Role, ...] = (*DESKS, "official", "lead")


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that a link or account gives in one workshop; roles in `HOSTS` have no workshop (None) and hold in all.

    A role in a whole city is a grant with its `city_id`, plus one grant for each of its workshops. A group's desk
    has the group's id as `department_id`. A coordinator reads and feeds the network, and has no role in any workshop.
    """

    role: Role
    workshop_id: int | None
    department_id: int | None = None
    city_id: int | None = None

    def reaches(self, workshop_id: int | None) -> bool:
        """Whether the role is held in this workshop."""
        here = self.role != "coordinator" and self.workshop_id == workshop_id
        return self.role in HOSTS or here


@dataclass(frozen=True, slots=True)
class Visitor:
    """The person behind a request: the roles they hold, the participant they are, and their language.

    `account` names the signed-in account and its sign-in; `account_id` and `sign_in_id` are None without one. `own` are
    the `grants` of the account, without those of links. `known_by` is the hash of the participant's token, and ids are
    never reused. `shared` are the pages that the visitor's shared links open; they see only the one on screen, `page`.
    """

    grants: tuple[Grant, ...] = ()
    participant_id: int | None = None
    language: str | None = None
    account: str = ""
    account_id: int | None = None
    sign_in_id: int | None = None
    own: tuple[Grant, ...] = ()
    known_by: str = field(default="", repr=False)
    shared: tuple[GuestPage, ...] = ()
    page: str = ""

    @property
    def is_admin(self) -> bool:
        """Whether they are an admin, who manages the accounts of the installation."""
        return any(grant.role == "admin" for grant in self.grants)

    @property
    def is_host(self) -> bool:
        """Whether they are admin, or hold the installation's facilitator link."""
        return any(grant.role in HOSTS for grant in self.grants)

    @property
    def brings_files(self) -> bool:
        """Whether the visitor holds a role whose pages have upload fields."""
        return self.is_coordinator or any(grant.role in READERS for grant in self.grants)

    def check_host(self, refusal: str) -> None:
        """Raise `NotAllowed` with `sentence` unless the visitor is the host."""
        if not self.is_host:
            raise NotAllowed(refusal)

    @property
    def is_coordinator(self) -> bool:
        """Whether the visitor may read the network as a coordinator of all cities."""
        return Grant("coordinator", None) in self.grants

    @property
    def facilitated_cities(self) -> set[int]:
        """The ids of the cities in which they facilitate every workshop and may set up new ones."""
        held = (grant for grant in self.grants if grant.role == "facilitator")
        return {grant.city_id for grant in held if grant.city_id is not None}

    @property
    def sets_up(self) -> bool:
        """Whether they may set up workshops, for all cities or for some."""
        return self.is_host or bool(self.facilitated_cities)

    def may(self, workshop_id: int, roles: Sequence[Role]) -> bool:
        """Whether they hold one of the roles in this workshop."""
        return any(grant.role in roles and grant.reaches(workshop_id) for grant in self.grants)

    def is_guest(self, workshop_id: int) -> bool:
        """Whether a shared link alone lets them read the result, on the page on screen."""
        shown = GuestPage(workshop_id, self.page) in self.shared
        return shown and not self.may(workshop_id, READERS)

    def name_in(self, workshop_id: int | None) -> str:
        """The name that the history gives the visitor: their account, else the first role that they hold there."""
        return self.account or self.role_in(workshop_id)

    def role_in(self, workshop_id: int | None) -> str:
        """The first of the roles that they hold there, for the history; else that of a coordinator of all cities."""
        held = [grant.role for grant in self.grants if grant.reaches(workshop_id)]
        return min(held, key=READERS.index, default=("nobody", "coordinator")[self.is_coordinator])


NOBODY = Visitor()
COMMAND_LINE = Visitor((Grant("host", None),))  # has the machine, so has the installation


@repeatable
def identify(
    store: Store,
    key: bytes,
    *,
    staff_tokens: Sequence[str] = (),
    participant_token: str = "",
    account_token: str = "",
    aged: bool = False,
    host_link: bool = True,
    page: str = "",
) -> Visitor:
    """Identify the visitor by the tokens of a request; unknown, revoked and ended tokens are ignored.

    An `aged` participant token is valid until its workshop closes. Without `host_link` that link's token is ignored.
    `page` is the address of the page on screen, "" for everything else: a shared page shows nowhere else.
    """
    if not staff_tokens and not participant_token and not account_token:
        return NOBODY
    with store.read() as session:
        visitor = _signed_in(session, account_token)
        host = host_link and _is_host(session, key, staff_tokens)
        links = [*([Grant("host", None)] if host else []), *_by_links(session, staff_tokens)]
        grants = _in_rehearsals(session, (*visitor.grants, *links))
        shared = shared_pages(session, staff_tokens)
        visitor = replace(visitor, grants=grants, shared=shared, page=page)
        person = participant_token and participant_by_hash(session, hashed(participant_token))
        ended = person and aged and workshop_by_id(session, person.workshop_id).closed_at
    if not person or ended:
        return visitor
    return replace(
        visitor, participant_id=person.id, language=person.language, known_by=person.token_hash
    )


def _is_host(session: Session, key: bytes, tokens: Sequence[str]) -> bool:
    """Whether one of the tokens is the facilitator link's; the key is needed to make one."""
    link = running_host_link(session) if tokens else None
    if link is None:
        return False
    host = link_token(key, link.nonce).encode()
    return any(hmac.compare_digest(token.encode(), host) for token in tokens)


def _by_links(session: Session, tokens: Sequence[str]) -> list[Grant]:
    """What the links opened in a browser allow, but for that of the host."""
    if not tokens:
        return []
    hashes = [hashed(token) for token in tokens]
    grants = [
        Grant(link.role, link.workshop_id, link.department_id)  # type: ignore[arg-type]
        for link in links_by_hash(session, hashes)
    ]
    if coordinators_by_hash(session, hashes):
        grants.append(Grant("coordinator", None))
    return grants


def _in_rehearsals(session: Session, grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    """The grants, and the same for the rehearsals of the workshops that they let the visitor run."""
    run = [g for g in grants if g.role in RUNNERS and g.workshop_id is not None]
    held = rehearsals(session, [g.workshop_id for g in run if g.workshop_id]) if run else {}
    there = [(g, held[g.workshop_id]) for g in run if g.workshop_id in held]
    return (*grants, *(replace(grant, workshop_id=copy.id) for grant, copy in there))


def _signed_in(session: Session, token: str) -> Visitor:
    """Return the visitor signed in by a token, with the account's current roles; NOBODY if the token is unknown."""
    found = signed_in(session, hashed(token)) if token else None
    if found is None:
        return NOBODY
    sign_in, account = found
    roles = roles_held(session, account.id)
    grants = [
        Grant(held.role, held.workshop_id, held.department_id, held.city_id)  # type: ignore[arg-type]
        for held in roles
    ]
    spread = {held.city_id for held in roles if held.city_id}
    of_cities = workshops_in(session, list(spread)) if spread else ()
    for held in roles:
        mine = [workshop for city, workshop in of_cities if city == held.city_id]
        grants += [Grant(held.role, workshop) for workshop in mine]  # type: ignore[arg-type]
    name, own = acting_name(account), tuple(dict.fromkeys(grants))
    return Visitor(own, account=name, account_id=account.id, sign_in_id=sign_in.id, own=own)


def find_workshop(session: Session, code: str) -> Workshop:
    """Return the workshop with this join code, in any spelling that `tidy_code` accepts."""
    workshop = workshop_by_code(session, tidy_code(code))
    if workshop is None:
        raise NotFound(
            "There is no workshop with the code {code}. Check the code, or ask the facilitator.",
            code=tidy_code(code) or "–",
        )
    return workshop


def open_for(session: Session, visitor: Visitor, code: str, roles: Sequence[Role]) -> Workshop:
    """Return the workshop; raises `NotAllowed` unless the visitor holds one of the roles in it."""
    workshop = _find_named(session, visitor, code)
    if workshop is None or not visitor.may(workshop.id, roles):
        raise NotAllowed(
            "This page is for the people who run the workshop {code}. Open it with the link that "
            "you were given.",
            code=tidy_code(code) or "–",
        )
    return workshop


def _find_named(session: Session, visitor: Visitor, code: str) -> Workshop | None:
    """The workshop with a code. Only visitors with a role in all workshops learn that there is none."""
    if visitor.is_host:
        return find_workshop(session, code)
    return workshop_by_code(session, tidy_code(code))


def lock_for(session: Session, visitor: Visitor, code: str, roles: Sequence[Role]) -> Workshop:
    """Return the workshop as `open_for` does, and lock its row until the transaction ends."""
    return lock_workshop(session, open_for(session, visitor, code, roles).id)


def open_for_reading(session: Session, visitor: Visitor, code: str) -> Workshop:
    """Return the workshop if the visitor may read its results, by a role or link, or as the public demo."""
    workshop = _find_named(session, visitor, code)
    if workshop is not None and may_read(session, visitor, workshop):
        return workshop
    raise NotAllowed(
        "Results of the workshop {code} are only for people with its link. Ask the facilitator "
        "for the link for officials.",
        code=tidy_code(code) or "–",
    )


def may_read(session: Session, visitor: Visitor, workshop: Workshop) -> bool:
    """Whether the visitor may read a workshop's results, once there are any."""
    guest = workshop.closed_at is not None and visitor.is_guest(workshop.id)
    if guest or visitor.may(workshop.id, READERS):
        return True
    return workshop.rehearses is None and city_of(session, workshop).invented


def participant_of(session: Session, visitor: Visitor) -> tuple[Participant, Workshop]:
    """Return the visitor's participant row and its workshop; raises `NotAllowed` if they have not joined."""
    person = participant_by_hash(session, visitor.known_by) if visitor.known_by else None
    if person is None:
        raise not_joined()
    return person, workshop_by_id(session, person.workshop_id)


def participant_held(session: Session, visitor: Visitor) -> tuple[Participant, Workshop]:
    """As `participant_of`, but lock both rows until the transaction ends."""
    person, workshop = participant_of(session, visitor)
    hold_workshop(session, workshop.id)
    if not is_here(session, person):
        raise not_joined()
    return person, workshop


def not_joined() -> NotAllowed:
    """Return the error for somebody who has not joined the workshop."""
    return NotAllowed(
        "You have not joined a workshop on this device. Join with the code that the "
        "facilitator shows, or open your own return link."
    )
