"""Queries about the tokens with which programs read results."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from resilience.store.columns import now
from resilience.store.people.accounts import host_link, roles_held, workshops_in
from resilience.store.tables import Account, ApiToken, Workshop


def api_tokens(session: Session, workshop_id: int, account_id: int | None) -> Sequence[ApiToken]:
    """The tokens of a workshop and those that an account made for all of its workshops, first to last."""
    mine = ApiToken.account_id == account_id if account_id else col(ApiToken.id).is_(None)
    query = select(ApiToken).where(or_(ApiToken.workshop_id == workshop_id, mine))
    return session.exec(query.order_by(col(ApiToken.id))).all()


def tokens_of_hosts(session: Session) -> Sequence[ApiToken]:
    """The tokens made with the installation's facilitator link, first to last."""
    query = select(ApiToken).where(col(ApiToken.host_link_id).is_not(None))
    return session.exec(query.order_by(col(ApiToken.id))).all()


def running_api_token(session: Session, token_hash: str) -> ApiToken | None:
    """The token with this hash, unless it has ended."""
    query = select(ApiToken).where(ApiToken.token_hash == token_hash)
    ends = col(ApiToken.ends_at)
    return session.exec(query.where(or_(ends.is_(None), ends > now()))).first()


def workshops_read(session: Session, token: ApiToken) -> Sequence[int]:
    """The workshops that a token reads now: none once its account or facilitator link has ended."""
    if token.workshop_id is not None:
        return [token.workshop_id]
    if token.account_id is not None:
        return _facilitated(session, token.account_id)
    running = host_link(session)
    return _every(session) if running and running.id == token.host_link_id else []


def _facilitated(session: Session, account_id: int) -> Sequence[int]:
    """The workshops that an account may facilitate; those of all cities for an admin."""
    account = session.get(Account, account_id)
    if account is None or account.ended_at is not None:
        return []
    held = roles_held(session, account_id)
    if any(role.role == "admin" for role in held):
        return _every(session)
    mine = [role for role in held if role.role == "facilitator"]
    cities = [role.city_id for role in mine if role.city_id is not None]
    own = [role.workshop_id for role in mine if role.workshop_id is not None]
    return list(dict.fromkeys([*own, *(found for _, found in workshops_in(session, cities))]))


def _every(session: Session) -> Sequence[int]:
    return session.exec(select(Workshop.id).where(col(Workshop.rehearses).is_(None))).all()
