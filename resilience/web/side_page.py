"""A participant's other pages: each shows the state of the workshop, follows it, and links back to the scorecard."""

from dataclasses import dataclass, replace
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse

from resilience.scorecard.page import closed_words, watched_moves
from resilience.scorecard.place import AND_QUESTIONS, state_with_questions
from resilience.services.access.access import Visitor
from resilience.services.results.own_page import OwnPage, read_own_page
from resilience.services.voting.questions import questions_mark
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.text import Text, mark
from resilience.web.files import CachedFile, bare
from resilience.web.pages import page

_SOURCE = Path(__file__).parent / "side_page.js"
#: the script of these pages, and its address, which changes with it
SCRIPT = CachedFile.of(bare(_SOURCE.read_text(encoding="utf-8")).encode(), _SOURCE.name)
SCRIPT_AT = f"/m/side_page.js?v={SCRIPT.mark}"
#: between the reveal and the moment when phones show the result
LATER = mark("The result is about to be shown. Look at the projector.")
#: what the script may do
_POLICY = "; script-src 'self'; connect-src 'self'"


@dataclass(frozen=True, slots=True)
class News:
    """Where the workshop is, in `words`, and what its participant's own page has (`way`).

    `calls` says that they are wanted there now. The script asks with `watch` whether `state` is still the state of
    the workshop, and loads what is new on `page`.
    """

    words: str
    way: str
    calls: bool
    watch: str
    state: str
    page: str
    script: str = SCRIPT_AT


def side_page(
    request: Request,
    template: str,
    text: Text,
    *,
    news: News,
    status: int = 200,
    **values: object,
) -> HTMLResponse:
    """A plain page with its script, which follows the workshop of the `news`."""
    response = page(request, template, status=status, text=text, news=news, **values)
    response.headers["Content-Security-Policy"] += _POLICY
    return response


def read_news(store: Store, visitor: Visitor, text: Text, key: bytes, page: str) -> News:
    """The news for a visitor on a `page`; `key` is the server's. Raises `NotAllowed` for who has not joined."""
    own = read_own_page(store, visitor, text.language)
    return _news(own, text, key, page)


def read_news_of_questions(
    store: Store, visitor: Visitor, text: Text, key: bytes, page: str
) -> News:
    """Like `read_news`, for pages that also show questions from the room."""
    own = read_own_page(store, visitor, text.language)
    found, asked = _news(own, text, key, page), questions_mark(store, own.alike.workshop.id)
    state = state_with_questions(found.state, asked)
    return replace(found, watch=found.watch + AND_QUESTIONS, state=state)


def _news(own: OwnPage, text: Text, key: bytes, page: str) -> News:
    words, way, calls = _said(own, text)
    return News(words=words, way=way, calls=calls, page=page, **watched_moves(own, key))


def _said(own: OwnPage, text: Text) -> tuple[str, str, bool]:
    """Where the workshop is, the way back, and whether something waits there."""
    if own.ballot.open:
        return _of_vote(own, text)
    hidden = own.alike.workshop.phase is Phase.REVEALED and not own.result
    words = text(LATER) if hidden else closed_words(own, text)
    if own.sheet and own.sheet.open and not own.sheet.given:
        return words, text("Share out 100 points among the themes"), True
    if any(vote.open and vote.said is None for vote in own.votes):
        return words, text("Say how feasible the actions are"), True
    if own.result:
        return words, text("See the result"), True
    return words, text("Back to my page"), False


def _of_vote(own: OwnPage, text: Text) -> tuple[str, str, bool]:
    asked, answers = own.ballot.asked, own.ballot.answers
    given = sum(code in answers and answers[code].said is not None for code in asked)
    if given < len(asked):
        words = text("{given} of {asked} answered", given=given, asked=len(asked))
        return words, text("The vote is open: answer now"), True
    thanks = text("You have answered everything. Thank you.")
    if own.sheet and own.sheet.open and not own.sheet.given:
        return thanks, text("Share out 100 points among the themes"), True
    return thanks, text("Back to my answers"), False
