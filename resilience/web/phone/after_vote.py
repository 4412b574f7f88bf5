"""What the phone page has after the vote, and its forms: points for themes, and votes on actions."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from resilience.errors import InputError, ResilienceError, WrongTime
from resilience.framework import Framework
from resilience.scoring.planning.actions import FEASIBLE, charge_words, feasible_words, tally_words
from resilience.services.access.access import Visitor
from resilience.services.deciding.feasibility import OwnVote, vote_feasibility
from resilience.services.deciding.weights import PointsSheet, save_points
from resilience.services.results.own_page import OwnPage
from resilience.settings import Settings
from resilience.store import Store
from resilience.text import Text, mark
from resilience.web.guard.refusals import form_route, whole
from resilience.web.pages import HEADERS
from resilience.web.phone.sendings import row_id
from resilience.wording.own_result import (
    COMPARED,
    SETTLED,
    ThemeBar,
    TopicWords,
    agreement_words,
    apart_words,
    own_figures,
    theme_bars,
    topic_words,
)
from resilience.wording.progress import not_counted_words

#: fields of a form: a number for each theme, and whose it is
FIELDS = 200
NO_POINTS = mark("Points are whole numbers.")
#: the name of a theme's field before its code
THEME = "theme-"


@dataclass(frozen=True, slots=True)
class ActionCard:
    """An action to vote on, `said` being the value chosen ("" for none); the `outcome` once the vote has closed."""

    id: int
    what: str
    about: str
    open: bool
    said: str
    outcome: str


@dataclass(frozen=True, slots=True)
class AfterVote:
    """The page while no vote is open: scores with whose they are, the city's `themes`, what to do and to read.

    `not_counted` says that a later vote does not count, `apart` why the scores are not of the same votes. `agreement` is how often the person agreed with the room,
    and `compared` on what.
    `points` has code, title and points of each theme while they are taken, with what is given in all; `mean`
    title and points of each theme once the mean is shown, and `settled` which weights results count with.
    `receipt` says whether there is anything on one.
    """

    figures: tuple[tuple[str, str], ...] = ()
    themes: tuple[ThemeBar, ...] = ()
    not_counted: str = ""
    apart: str = ""
    agreement: str = ""
    compared: str = ""
    points: tuple[tuple[str, str, int], ...] = ()
    given: int = 0
    actions: tuple[ActionCard, ...] = ()
    earlier: str = ""
    topic: TopicWords | None = None
    mean: tuple[tuple[str, int], ...] = ()
    settled: str = ""
    receipt: bool = False


def after_vote(own: OwnPage, text: Text) -> AfterVote:
    """Return what a participant's page shows below the sentence that no vote is open."""
    workshop, result, sheet = own.alike.workshop, own.result, own.sheet
    taken = sheet if sheet and sheet.open else None
    title = workshop.framework.title
    return AfterVote(
        figures=tuple(own_figures(result, workshop.city.name, own.department, text))
        if result
        else (),
        themes=theme_bars(result.framework, result.scores, text) if result else (),
        not_counted=not_counted_words(result.not_shown, result.later, text) if result else "",
        apart=apart_words(result, text) if result else "",
        agreement=agreement_words(result, text) if result else "",
        compared=text(COMPARED),
        points=points_rows(taken, workshop.framework, text) if taken else (),
        given=sum(taken.points.values()) if taken else 0,
        actions=tuple(_card(own, vote, text) for vote in own.votes),
        earlier=tally_words(own.earlier, text),
        topic=_topic(own, text),
        mean=tuple((title(code, text.language), n) for code, n in own.mean.items()),
        settled=text(SETTLED[sheet.state]) if sheet and sheet.state in SETTLED else "",
        receipt=own.answered,
    )


def points_rows(
    sheet: PointsSheet, framework: Framework, text: Text
) -> tuple[tuple[str, str, int], ...]:
    """The fields of the form for points: code, title and points of each theme."""
    return tuple(
        (code, framework.title(code, text.language), n) for code, n in sheet.points.items()
    )


def _topic(own: OwnPage, text: Text) -> TopicWords | None:
    if own.topic is None:
        return None
    framework, official = own.alike.workshop.framework, own.alike.official
    return topic_words(own.topic, framework, official, text, of_group=own.at_group)


def _card(own: OwnPage, vote: OwnVote, text: Text) -> ActionCard:
    action = vote.action
    title = own.alike.workshop.framework.title(action.indicator, text.language)
    about = " · ".join([*charge_words(action, text), f"{action.indicator} · {title}"])
    said = "" if vote.said is None else text(FEASIBLE[vote.said])
    outcome = feasible_words(action.feasible, text) if action.feasible.state != "voting" else ""
    return ActionCard(action.id, action.what, about, vote.open, said, outcome)


Show = Callable[[Request, ResilienceError], Response]


class AfterVoteForms:
    """The routes of the forms; `visitor` says who is here, `show` draws the page again after an error."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        *,
        visitor: Callable[[Request, str], Visitor],
        show: Show,
    ) -> None:
        self._store, self._settings = store, settings
        self._visitor, self._show = visitor, show

    def routes(self) -> list[Route]:
        """The routes, for the phone page."""
        return [
            form_route("/m/points", partial(self._saved, save=self._save_points), fields=FIELDS),
            form_route("/m/feasible", partial(self._saved, save=self._save_vote), fields=FIELDS),
        ]

    def _saved(
        self, request: Request, form: FormData, save: Callable[[Visitor, FormData], str]
    ) -> Response:
        try:
            place = save(self._visitor(request, str(form.get("person", ""))), form)
        except (InputError, WrongTime) as error:
            return self._show(request, error)
        return RedirectResponse(f"/m#{place}", status_code=303, headers=HEADERS)

    def _save_points(self, visitor: Visitor, form: FormData) -> str:
        themes = [name for name in form if name.startswith(THEME)]
        points = {name.removeprefix(THEME): whole(form[name] or "0", NO_POINTS) for name in themes}
        save_points(self._store, visitor, points)
        return "points"

    def _save_vote(self, visitor: Visitor, form: FormData) -> str:
        action = row_id(form.get("action", ""))
        said = {str(value): value for value in FEASIBLE}.get(str(form.get("said", "")), -1.0)
        vote_feasibility(self._store, visitor, action, said)
        return f"action-{action}"
