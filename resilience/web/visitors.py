"""Who sent a request, by the cookies of their browser."""

from starlette.requests import Request

from resilience.services.access import Visitor, identify
from resilience.services.tokens import ACCOUNT, PERSON, STAFF, split_tokens
from resilience.settings import Settings
from resilience.store import Store


def visitor_of(request: Request, store: Store, settings: Settings) -> Visitor:
    """The visitor: participant, links and account of the browser, as they are by now."""
    return identify(
        store,
        settings.key,
        staff_tokens=split_tokens(request.cookies.get(STAFF, "")),
        participant_token=request.cookies.get(PERSON, ""),
        account_token=request.cookies.get(ACCOUNT, ""),
        host_link=settings.facilitator_link,
    )
