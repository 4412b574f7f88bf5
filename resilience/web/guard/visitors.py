"""Who sent a request, by the cookies of their browser."""

from starlette.requests import Request

from resilience.services.access.access import Visitor, identify
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.guard.cookies import tokens_of


def visitor_of(request: Request, store: Store, settings: Settings) -> Visitor:
    """The visitor: participant, links and account of the browser, as they are by now."""
    tokens = tokens_of(request)
    return identify(
        store,
        settings.key,
        staff_tokens=tokens.staff,
        participant_token=tokens.person,
        account_token=tokens.account,
        aged=tokens.aged,
        host_link=settings.facilitator_link,
    )


def participant_here(request: Request, store: Store, settings: Settings) -> Visitor:
    """The visitor as the participant of this device only, without other roles."""
    tokens = tokens_of(request)
    return identify(store, settings.key, participant_token=tokens.person, aged=tokens.aged)
