"""The routes of the stage: the projector's page, its script, and what it shows now."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from resilience.services.access.access import Visitor
from resilience.services.workshop.agenda import NAMES, Agenda, seconds_left
from resilience.services.workshop.desk import DeskPlace, view_stage
from resilience.services.workshop.reply_step import countdown_of
from resilience.services.workshop.run_sheet import view_run_sheet
from resilience.services.workshop.workshops import WorkshopView
from resilience.settings import Settings
from resilience.store import Store, now
from resilience.text import Text, mark
from resilience.text.languages import CHOICE, offered
from resilience.web.files import ASK, CachedFile
from resilience.web.guard.refusals import whole
from resilience.web.guard.visitors import visitor_of
from resilience.web.pages import HEADERS, phone_address, render
from resilience.wording.framework import with_theme_names

if TYPE_CHECKING:
    from resilience.web.stage.screens import Screen, Screens

#: what is wrong with a group in the address that is no number
NO_GROUP = mark("There is no such group at this address. Open the stage from the group's desk.")
SCRIPT = Path(__file__).parent / "stage.js"


class Stage:
    """The pages for projectors, for those who run a workshop."""

    def __init__(self, store: Store, settings: Settings, listens_on: str) -> None:
        self._store = store
        self._settings = settings
        self._listens_on = listens_on
        self._script = CachedFile.of(SCRIPT.read_bytes(), SCRIPT.name, ASK)

    def routes(self) -> list[Route]:
        """All routes from /stage on."""
        return [
            Route("/stage/stage.js", self.script),
            Route("/stage/{code}", self.show),
            Route("/stage/{code}/now", self.now),
        ]

    def show(self, request: Request) -> Response:
        """The page with the screen of now; raises `NotAllowed` for who does not run the workshop."""
        workshop, desk = self._view(request)
        text = _text(request, workshop)
        agenda = view_run_sheet(self._store, self._visitor(request), workshop.code)
        screen = self._screen(request, workshop, desk, agenda, text)
        body = render(
            request,
            "stage/page.html",
            text,
            workshop=workshop,
            screen=screen,
            choice=CHOICE,
            group=desk.group,
        )
        response = HTMLResponse(body, headers=HEADERS)
        response.headers["Content-Security-Policy"] += "; script-src 'self'; connect-src 'self'"
        return response

    def now(self, request: Request) -> Response:
        """The current screen, clock and countdown as JSON; without HTML if the page shows it already (`seen`)."""
        workshop, desk = self._view(request)
        text = _text(request, workshop)
        agenda = view_run_sheet(self._store, self._visitor(request), workshop.code)
        screen = self._screen(request, workshop, desk, agenda, text)
        clock = _clock(workshop, agenda, screen.name, text)
        told = _told(screen, request.query_params.get("seen", "")) | clock
        told["result"] = countdown_of(self._store, workshop.id)
        return JSONResponse(told, headers=HEADERS)

    async def script(self, request: Request) -> Response:
        """What follows the desk, and moves when something is revealed."""
        return self._script.answer(request.headers)

    @cached_property
    def _screens(self) -> "Screens":
        # imported when used: a server without a stage does not load pandas
        from resilience.web.stage.screens import Screens  # noqa: PLC0415

        return Screens(self._store)

    def _screen(
        self, request: Request, workshop: WorkshopView, desk: DeskPlace, agenda: Agenda, text: Text
    ) -> "Screen":
        join, pause = self._join(request, workshop.code), _pause(workshop, agenda, text)
        return self._screens.screen(workshop, desk, text, join, pause)

    def _visitor(self, request: Request) -> Visitor:
        return visitor_of(request, self._store, self._settings)

    def _view(self, request: Request) -> tuple[WorkshopView, DeskPlace]:
        """The workshop and what its stage, or that of the `group` in the address, shows."""
        group = request.query_params.get("group")
        number = None if group is None else whole(group, NO_GROUP)
        return view_stage(self._store, self._visitor(request), _code(request), number)

    def _join(self, request: Request, code: str) -> str:
        address = phone_address(request, self._settings.public_url, self._listens_on)
        return f"{address}/join?code={code}"


def _text(request: Request, workshop: WorkshopView) -> Text:
    """The stage's own language, of its address: not the desk's, which the same browser keeps."""
    text = Text(offered(request.query_params.get(CHOICE)) or workshop.language)
    return with_theme_names(workshop.framework, text)


def _clock(workshop: WorkshopView, agenda: Agenda, screen: str, text: Text) -> dict[str, object]:
    """The name of the current step, and the seconds left; no clock where points are given in the time of another step."""
    step = agenda.running
    if step is None or (screen == "points" and step.kind != "points"):
        return {"name": "", "left": None}
    name = _pause(workshop, agenda, text) or text(NAMES[step.kind])
    return {"name": name, "left": seconds_left(agenda.ends_at, now())}


def _pause(workshop: WorkshopView, agenda: Agenda, text: Text) -> str:
    """Until when the room has a break, by the clock of the workshop's time zone; "" without one."""
    if agenda.running is None or agenda.running.kind != "break" or agenda.ends_at is None:
        return ""
    return text("Break until {time}", time=text.clock(agenda.ends_at, workshop.timezone))


def _code(request: Request) -> str:
    return str(request.path_params["code"])


def _told(screen: "Screen", seen: str) -> dict[str, object]:
    told: dict[str, object] = {"mark": screen.mark, "screen": screen.name}
    return told if screen.mark == seen else {**told, "body": screen.body}
