"""Questions from the room on the phone: a plain page that is loaded when it is opened, and its forms."""

from collections.abc import Callable
from functools import partial

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resilience.errors import NotAllowed, NotFound, ResilienceError
from resilience.scorecard.place import person_key
from resilience.services.access.access import Visitor
from resilience.services.voting.questions import (
    LONGEST_QUESTION,
    ask_question,
    question_sheet,
    vote_question,
    withdraw_question,
)
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.guard.cookies import tokens_of
from resilience.web.guard.refusals import form_route, status_of
from resilience.web.guard.visitors import participant_here
from resilience.web.pages import HEADERS, text_of
from resilience.web.phone.sendings import row_id
from resilience.web.side_page import read_news_of_questions, side_page

HERE = "/m/questions"
#: bytes of the longest question in signs of four bytes, each written %XX
MOST_BYTES = 12 * LONGEST_QUESTION + 1024
Save = Callable[[Visitor, FormData], None]


class QuestionPages:
    """The page and its forms; `person` gives who is here, and refuses a form from another person's page."""

    def __init__(
        self, store: Store, settings: Settings, person: Callable[[Request, str], Visitor]
    ) -> None:
        self._store, self._settings = store, settings
        self._person = person

    def routes(self) -> list[Route]:
        """The routes, for the phone page."""
        return [
            Route(HERE, self.show, methods=["GET"]),
            self._form_route(HERE, self.ask),
            self._form_route(f"{HERE}/vote", self.vote),
            self._form_route(f"{HERE}/withdraw", self.withdraw),
        ]

    def show(self, request: Request) -> Response:
        """The questions of the room, and a field to ask one."""
        visitor = self._visitor(request)
        if visitor.participant_id is None:
            return RedirectResponse("/join", status_code=303, headers=HEADERS)
        return self._page(request, visitor)

    def ask(self, visitor: Visitor, form: FormData) -> None:
        """Store a question."""
        ask_question(self._store, visitor, str(form.get("words", "")))

    def vote(self, visitor: Visitor, form: FormData) -> None:
        """Up-vote a question, or withdraw the up-vote."""
        vote_question(self._store, visitor, _number(form), up=form.get("up") == "1")

    def withdraw(self, visitor: Visitor, form: FormData) -> None:
        """Withdraw a question."""
        withdraw_question(self._store, visitor, _number(form))

    def _form_route(self, path: str, save: Save) -> Route:
        return form_route(path, partial(self._saved, save=save), MOST_BYTES)

    def _saved(self, request: Request, form: FormData, save: Save) -> Response:
        try:
            save(self._person(request, str(form.get("person", ""))), form)
        except NotAllowed:
            raise
        except ResilienceError as error:
            return self._page(
                request, self._visitor(request), error, typed=str(form.get("words", ""))
            )
        place = "#ask" if save == self.ask else f"#q-{_number(form)}"
        return RedirectResponse(HERE + place, status_code=303, headers=HEADERS)

    def _page(
        self,
        request: Request,
        visitor: Visitor,
        error: ResilienceError | None = None,
        typed: str = "",
    ) -> Response:
        text = text_of(request, own=visitor.language)
        key = self._settings.key
        return side_page(
            request,
            "questions.html",
            text,
            news=read_news_of_questions(self._store, visitor, text, key, HERE),
            status=status_of(error) if error else 200,
            sheet=question_sheet(self._store, visitor),
            person=person_key(tokens_of(request).person),
            longest=LONGEST_QUESTION,
            error=text.error(error) if error else "",
            typed=typed,
        )

    def _visitor(self, request: Request) -> Visitor:
        return participant_here(request, self._store, self._settings)


def _number(form: FormData) -> int:
    number = row_id(form.get("question", ""))
    if number < 1:
        raise NotFound("This question has been removed. Reload the page.")
    return number
