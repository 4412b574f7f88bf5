"""The phone page as HTML: one screen that works without its script, and what the script has to know."""

import secrets
from collections.abc import Hashable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse

from resilience.errors import ResilienceError
from resilience.scorecard import STYLE
from resilience.scorecard.page import scorecard
from resilience.scorecard.place import person_key
from resilience.services.results.own_page import OwnPage
from resilience.services.voting.responses import Ballot
from resilience.text import Text
from resilience.web.files import bare
from resilience.web.guard.cookies import tokens_of
from resilience.web.guard.refusals import status_of
from resilience.web.pages import render, respond
from resilience.web.phone.phone_forms import END, PhoneForm

#: stand in a page that was made, until it is somebody's: words that nobody can have typed
PERSON_HERE, COUNTER_HERE = secrets.token_hex(16), secrets.token_hex(16)
LOOK = bare(STYLE.read_text(encoding="utf-8"))


def phone_page(
    request: Request,
    own: OwnPage,
    text: Text,
    filled: PhoneForm,
    *,
    key: bytes,
    version: str,
    error: ResilienceError | None = None,
) -> HTMLResponse:
    """The page at the screen that is `filled` in, else the first without an answer.

    After an `error` it still has what was typed. `version` is the script's, `key` the server's. Pages
    that differ in the person alone are made once for each department that usually knows something: a
    hall loads them in the same second.
    """
    made = _made(own.ballot, filled, text, weighing=own.points == "now")
    body = None if error else own.alike.pages.get(made)
    if body is None:
        values = _values(own, text, filled, key, error)
        body = render(request, "phone.html", text=text, version=version, **values)
        if made and not error:
            own.alike.pages[made] = body
    body = body.replace(PERSON_HERE, person_key(tokens_of(request).person))
    response = respond(
        request,
        body.replace(f'"{COUNTER_HERE}"', str(own.ballot.counter)),
        text,
        status_of(error) if error else 200,
    )
    response.headers["Content-Security-Policy"] += "; script-src 'self'; connect-src 'self'"
    return response


def _made(ballot: Ballot, filled: PhoneForm, text: Text, *, weighing: bool) -> Hashable:
    """All in which pages without answers differ, but for the person and the counter; None for others."""
    if ballot.open and (ballot.answers or ballot.before):
        return None
    at = filled.at if ballot.open and filled.at in (*ballot.asked, END) else ""
    return text.language, at, weighing, ballot.open, ballot.vote, ballot.asked, ballot.usual


def _values(
    own: OwnPage, text: Text, filled: PhoneForm, key: bytes, error: ResilienceError | None
) -> dict[str, object]:
    """What the template is given."""
    page = scorecard(own, PERSON_HERE, text, key=key) | {"counter": COUNTER_HERE}
    cards = [(step, card) for step in page["steps"] for card in step["cards"]]
    said = {code: answer["said"] for code, answer in page["answers"].items() if answer["said"]}
    before = {code: answer["said"] for code, answer in page["before"].items()}
    at = _shown(filled.at, [card["code"] for _, card in cards], said)
    return {
        "page": page,
        "look": LOOK,
        "cards": cards,
        "at": at,
        "shown": next((one for one in cards if one[1]["code"] == at), None),
        "said": said,
        "before": before,
        "ghosts": before.keys() - said.keys(),
        "error": text.error(error) if error else "",
        "typed": filled.comment if error else None,
        "weighing": own.points == "now",
    }


def _shown(at: str, codes: list[str], said: dict[str, Any]) -> str:
    """The screen asked for, else the first without an answer, else the end."""
    if at in (*codes, END):
        return at
    return next((code for code in codes if code not in said), END)
