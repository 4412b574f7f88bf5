"""The phone page as HTML: one screen that works without its script, and what the script has to know."""

import json
import secrets
from collections.abc import Hashable
from html import escape
from typing import Any

from jinja2.utils import htmlsafe_json_dumps
from starlette.requests import Request
from starlette.responses import HTMLResponse

from resilience.errors import ResilienceError
from resilience.scorecard import STYLE
from resilience.scorecard.page import device_number, scorecard
from resilience.scorecard.place import person_key
from resilience.scoring.planning.actions import FEASIBLE
from resilience.services.results.own_page import OwnPage
from resilience.text import Text
from resilience.web.files import CachedFile, bare
from resilience.web.guard.cookies import tokens_of
from resilience.web.guard.refusals import status_of
from resilience.web.pages import render, respond
from resilience.web.phone.after_vote import AfterVote, after_vote
from resilience.web.phone.phone_forms import END, PhoneForm
from resilience.wording.framework import with_theme_names


def looks(style: str) -> tuple[str, CachedFile]:
    """The rules of a style sheet for every screen, and those for wide ones alone."""
    lines = bare(style).replace(": ", ":").splitlines()
    wide = [line for line in lines if ".scorecard.wide" in line]
    narrow = "\n".join(line for line in lines if line not in wide)
    return narrow, CachedFile.of("\n".join(wide).encode(), "wide.css")


#: stand in a page that was made, until it is somebody's: words that nobody can have typed
PERSON_HERE, COUNTER_HERE, PLACE_HERE, NUMBER_HERE = (secrets.token_hex(16) for _ in range(4))
#: parts of a card that phones load apart: of the scorecard in Japanese they are a third
BACKGROUND = {"why", "evidence"}
#: the style of phones, and what wide screens load beside it
LOOK, WIDE = looks(STYLE.read_text(encoding="utf-8"))


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
    text = with_theme_names(own.alike.workshop.framework, text)
    after = AfterVote() if own.ballot.open else after_vote(own, text)
    made = _made(own, filled, text, after)
    body = None if error else own.alike.pages.get(made)
    if body is None:
        values = _values(own, text, filled, key, error) | {"after": after}
        body = render(request, "phone.html", text=text, version=version, **values)
        if made and not error:
            own.alike.pages[made] = body
    body = _placed(body, text(own.department)).replace(NUMBER_HERE, device_number(own, text))
    body = body.replace(PERSON_HERE, person_key(tokens_of(request).person))
    response = respond(
        request,
        body.replace(f'"{COUNTER_HERE}"', str(own.ballot.counter)),
        text,
        status_of(error) if error else 200,
    )
    response.headers["Content-Security-Policy"] += (
        "; script-src 'self'; connect-src 'self'; style-src-elem 'self' 'unsafe-inline'"
    )
    return response


def _placed(body: str, department: str) -> str:
    """The page with the name of a department, in its markup and in its script's data."""
    return body.replace(
        f'"{PLACE_HERE}"', htmlsafe_json_dumps(department, ensure_ascii=False)
    ).replace(PLACE_HERE, escape(department))


def _made(own: OwnPage, filled: PhoneForm, text: Text, after: AfterVote) -> Hashable:
    """All in which pages without answers differ, but for the person and the counter; None for others."""
    ballot = own.ballot
    if own.moved or (ballot.open and (ballot.answers or ballot.before)):
        return None
    at = filled.at if ballot.open and filled.at in (*ballot.asked, END) else ""
    given = bool(ballot.answers) and not ballot.open
    return (
        text.language,
        at,
        own.points,
        own.sheet is not None and own.sheet.given,
        own.call,
        after,
        own.group,
        own.discussed,
        given,
        ballot.open,
        ballot.vote,
        ballot.asked,
        ballot.usual,
    )


def _values(
    own: OwnPage, text: Text, filled: PhoneForm, key: bytes, error: ResilienceError | None
) -> dict[str, object]:
    """What the template is given."""
    page = scorecard(own, PERSON_HERE, text, key=key)
    page |= {"counter": COUNTER_HERE, "department": PLACE_HERE, "number": NUMBER_HERE}
    del page["said"]["keys"]  # the hint for keyboards is on the page Scoring
    page["wide"] = f"/m/wide.css?v={WIDE.mark}"
    cards = [(step, card) for step in page["steps"] for card in step["cards"]]
    said = {code: answer["said"] for code, answer in page["answers"].items() if answer["said"]}
    before = {code: answer["said"] for code, answer in page["before"].items()}
    at = _shown(filled.at, [card["code"] for _, card in cards], said)
    page["steps"] = [_without_background(step) for step in page["steps"]]
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
        "measured": filled.measure if error else "",
        "weighing": own.ballot.open and own.points == "now",
        "place": PLACE_HERE,
        "feasible": [(value, text(FEASIBLE[value])) for value in sorted(FEASIBLE, reverse=True)],
        "asked": bool(own.ballot.asked),
        "call": own.call,
    }


def _without_background(step: dict[str, Any]) -> dict[str, Any]:
    """A theme whose cards say that there is `more`, which the script asks for when somebody opens it."""
    cards = [
        {name: value for name, value in card.items() if name not in BACKGROUND}
        | ({"more": True} if BACKGROUND & card.keys() else {})
        for card in step["cards"]
    ]
    return {**step, "cards": cards}


def background_page(own: OwnPage, text: Text) -> str:
    """Why each indicator matters and where to look, by its code, as JSON; made once for a language."""
    made = ("background", text.language)
    body = own.alike.pages.get(made)
    if body is None:
        words = own.alike.workshop.framework.text(text.language).indicators
        found = {code: {"why": one.why, "evidence": one.evidence} for code, one in words.items()}
        body = own.alike.pages[made] = json.dumps(found, ensure_ascii=False)
    return body


def _shown(at: str, codes: list[str], said: dict[str, Any]) -> str:
    """The screen asked for, else the first without an answer, else the end."""
    if at in (*codes, END):
        return at
    return next((code for code in codes if code not in said), END)
