"""The phone page as HTML, with what its script has to know."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from resilience.errors import ResilienceError
from resilience.scoring.words import NO_LEVEL
from resilience.services.access import Visitor
from resilience.services.last_agreed import agreed_last
from resilience.services.participants import view_participant
from resilience.services.phase import Phase
from resilience.services.responses import LONGEST_REMARK, Ballot, own_ballot
from resilience.services.tokens import PERSON, hashed, link_token
from resilience.services.weights import takes_points
from resilience.services.wording import official_words
from resilience.services.workshops import WorkshopView, view_workshop
from resilience.store import Store
from resilience.text import Text, mark
from resilience.web.guard import status_of
from resilience.web.pages import page
from resilience.web.phone_forms import Filled
from resilience.web.screens import END, Screen, first_open, screens_of

#: signs of answers that are no number, on the list of all indicators
SIGNS = {"": "·", "na": "–", "dk": "?"}
STATES = {"": mark("no answer yet"), **NO_LEVEL}
#: what the script says, by the name that it has there
SAID = {
    "given": mark("{given} of {asked} answered"),
    "saved": mark("saved"),
    "waiting": mark("waiting ({n})"),
    "next": mark("Next"),
    "skip": mark("Skip"),
    "comment": mark("Comment"),
    "number": mark("Type a number."),
    "unread": mark("The server could not read this."),
    "somebody": mark(
        "Somebody else is answering on this device now, so nothing more is taken here. What waits "
        "stays on this device until you open your own return link and then this page."
    ),
    "gone": mark(
        "Your place in the workshop is not known on this device any more. Open your own return "
        "link; what waits stays on this device."
    ),
    "leaving": mark(
        "Not sent yet: {n}. Wait until all is saved, or press again to hand the device on: what "
        "waits stays here until you come back with your own return link."
    ),
}


def phone_page(
    request: Request,
    store: Store,
    visitor: Visitor,
    text: Text,
    filled: Filled,
    *,
    key: bytes,
    version: str,
    error: ResilienceError | None = None,
) -> HTMLResponse:
    """The page at the screen that is `filled` in, else the first without an answer.

    After an `error` it still has what was typed. `version` is the script's, `key` the server's.
    """
    workshop = view_workshop(store, view_participant(store, visitor).code)
    ballot = own_ballot(store, visitor)
    screens = _screens(store, workshop, ballot, text) if ballot.open else []
    known = {END, *(screen.code for screen in screens)}
    response = page(
        request,
        "phone.html",
        status=status_of(error) if error else 200,
        text=text,
        workshop=workshop,
        screens=screens,
        at=filled.at if filled.at in known else first_open(screens),
        given=sum(bool(screen.said) for screen in screens),
        ballot=ballot,
        longest=LONGEST_REMARK,
        told=_told(workshop, ballot, text),
        error=text.error(error) if error else "",
        typed=filled.comment if error else None,
        person=person_key(request),
        weighing=takes_points(store, visitor),
        version=version,
        data=_data(workshop, ballot, text, key) | {"person": person_key(request)},
    )
    response.headers["Content-Security-Policy"] += "; script-src 'self'; connect-src 'self'"
    return response


def _screens(store: Store, workshop: WorkshopView, ballot: Ballot, text: Text) -> list[Screen]:
    """The screens of a ballot, with what this installation knows beside the framework's words."""
    official = official_words(store, workshop.framework.id, text.language)
    return screens_of(workshop, ballot, official, agreed_last(store, workshop.id), text)


def person_key(request: Request) -> str:
    """What page and device call a participant: made from the token, of no use to anybody else."""
    return hashed("phone " + request.cookies.get(PERSON, ""))[:20]


def seal_of(key: bytes, code: str) -> str:
    """What the page of a workshop shows when it asks where that stands."""
    return link_token(key, f"where {code} stands")


def state_of(workshop: WorkshopView) -> str:
    """Where a workshop stands: another word means that the page has to be loaded anew."""
    return f"{workshop.phase.value} {workshop.reveals}"


def _told(workshop: WorkshopView, ballot: Ballot, text: Text) -> str:
    """What somebody reads while no vote is open."""
    if workshop.phase == Phase.CLOSED:
        return text("This workshop is closed. Its result stays.")
    if workshop.reveals and workshop.phase == Phase.REVEALED:
        return text("The result is revealed: look at the projector, or ask the facilitator for it.")
    if ballot.asked:
        return text("The vote is closed. What you saved is kept; see it under My answers.")
    return text("You are in. The vote has not started yet; this page changes by itself.")


def _data(workshop: WorkshopView, ballot: Ballot, text: Text, key: bytes) -> dict[str, object]:
    """What the page's script reads: where it is, and its sentences."""
    return {
        "watch": urlencode({"code": workshop.code, "seal": seal_of(key, workshop.code)}),
        "state": state_of(workshop),
        "language": text.language,
        "round": ballot.number,
        "counter": ballot.counter,
        "signs": SIGNS,
        "states": {state: text(words) for state, words in STATES.items()},
        "said": {name: text(words) for name, words in SAID.items()},
    }
