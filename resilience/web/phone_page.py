"""The phone page as HTML, with what its script has to know."""

import secrets
from collections.abc import Hashable
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from resilience.errors import ResilienceError
from resilience.scoring.words import NO_LEVEL
from resilience.services.own_page import OwnPage
from resilience.services.phase import Phase
from resilience.services.responses import LONGEST_REMARK, Ballot
from resilience.services.tokens import hashed, link_token
from resilience.services.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.web.cookies import tokens_of
from resilience.web.guard import status_of
from resilience.web.pages import render, respond
from resilience.web.phone_forms import Filled
from resilience.web.screens import END, Screen, first_open, screens_of

#: stand in a page that was made, until it is somebody's: words that nobody can have typed
PERSON_HERE, COUNTER_HERE = secrets.token_hex(16), secrets.token_hex(16)
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
    own: OwnPage,
    text: Text,
    filled: Filled,
    *,
    key: bytes,
    version: str,
    error: ResilienceError | None = None,
) -> HTMLResponse:
    """The page at the screen that is `filled` in, else the first without an answer.

    After an `error` it still has what was typed. `version` is the script's, `key` the server's. Pages
    that differ in the person alone are made once: a hall loads them in the same second.
    """
    made = _made(own.ballot, filled, text, weighing=own.points == "now")
    body = None if error else own.alike.pages.get(made)
    if body is None:
        values = _values(own, text, filled, key, error)
        body = render(request, "phone.html", text=text, version=version, **values)
        if made and not error:
            own.alike.pages[made] = body
    body = body.replace(PERSON_HERE, person_key(request))
    response = respond(
        request,
        body.replace(f'"{COUNTER_HERE}"', str(own.ballot.counter)),
        text,
        status_of(error) if error else 200,
    )
    response.headers["Content-Security-Policy"] += "; script-src 'self'; connect-src 'self'"
    return response


def _made(ballot: Ballot, filled: Filled, text: Text, *, weighing: bool) -> Hashable:
    """All in which pages without answers differ, but for the person and the counter; None for others."""
    if ballot.open and (ballot.answers or ballot.before):
        return None
    at = filled.at if ballot.open and filled.at in (*ballot.asked, END) else ""
    return text.language, at, weighing, ballot.open, ballot.number, ballot.asked


def _values(
    own: OwnPage, text: Text, filled: Filled, key: bytes, error: ResilienceError | None
) -> dict[str, object]:
    """What the template is given."""
    alike, ballot = own.alike, own.ballot
    workshop = alike.workshop
    screens: list[Screen] = []
    if ballot.open:
        screens = screens_of(workshop, ballot, alike.official, alike.last, text)
    known = {END, *(screen.code for screen in screens)}
    return {
        "workshop": workshop,
        "screens": screens,
        "at": filled.at if filled.at in known else first_open(screens),
        "given": sum(bool(screen.said) for screen in screens),
        "ballot": ballot,
        "longest": LONGEST_REMARK,
        "told": _told(workshop, ballot, text),
        "error": text.error(error) if error else "",
        "typed": filled.comment if error else None,
        "person": PERSON_HERE,
        "weighing": own.points == "now",
        "data": _data(workshop, ballot, text, key),
    }


def person_key(request: Request) -> str:
    """What page and device call a participant: made from the token, of no use to anybody else."""
    return hashed("phone " + tokens_of(request).person)[:20]


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
        "counter": COUNTER_HERE,
        "person": PERSON_HERE,
        "signs": SIGNS,
        "states": {state: text(words) for state, words in STATES.items()},
        "said": {name: text(words) for name, words in SAID.items()},
    }
