"""Typing paper scorecards in: a grid of small fields, a sign for each indicator."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from resilience.errors import Faults, InputError, ResilienceError, WrongTime
from resilience.framework import Indicator, Levels
from resilience.framework.departments import department_key
from resilience.framework.vocabulary import LARGEST_TABLE
from resilience.services.access.access import Visitor
from resilience.services.scorecards.card_imports import ImportView, imports_in, undo_import
from resilience.services.scorecards.typed_cards import (
    LONGEST_NUMBER,
    Keying,
    PaperCard,
    keep_sheet,
    keying,
)
from resilience.services.voting.responses import LONGEST_REMARK
from resilience.services.workshop.workshops import WorkshopView
from resilience.settings import Settings
from resilience.store import Store
from resilience.text import Text, mark
from resilience.web.files import ASK, CachedFile
from resilience.web.guard.refusals import form_route, whole
from resilience.web.guard.visitors import visitor_of
from resilience.web.pages import HEADERS, page, text_of

SCRIPT = Path(__file__).parent / "keying.js"
#: bytes of a field: a comment of many characters that each take several bytes
MOST_BYTES = 4 * LONGEST_REMARK + 1024
#: fields beside two for each indicator: code, department, number, people
OTHER_FIELDS, MOST_INDICATORS = 20, 600
ANSWER, COMMENT = "a ", "c "
NO_NUMBER = mark("Choose the scorecard's department, and enter how many people it answers for.")


class PaperCardPages:
    """The routes of the page on which paper cards are typed in, for those who run a workshop."""

    def __init__(
        self,
        store: Store,
        settings: Settings,
        workshop_at: Callable[[Request, str], WorkshopView],
    ) -> None:
        self._store = store
        self._workshop_at = workshop_at
        self._settings = settings
        self._script = CachedFile.of(SCRIPT.read_bytes(), SCRIPT.name, ASK)

    def routes(self) -> list[Route]:
        """All routes from /key on."""
        return [
            Route("/key", self.show, methods=["GET"]),
            form_route("/key", self.keep, MOST_BYTES, OTHER_FIELDS + 2 * MOST_INDICATORS),
            form_route("/key/undo", self.undo),
            Route("/key/keying.js", self.script),
        ]

    def show(self, request: Request) -> Response:
        """An empty grid, with what became of the card before."""
        code = self._workshop_at(request, request.query_params.get("code", "")).code
        return self._page(request, code, FormData())

    async def script(self, request: Request) -> Response:
        """Serve keying.js, which moves the cursor to the next field."""
        return self._script.answer(request.headers)

    def keep(self, request: Request, form: FormData) -> Response:
        """Take the typed card in, and go on to the next; what is wrong is shown beside what was typed."""
        code, text = self._workshop_at(request, str(form.get("code", ""))).code, text_of(request)
        try:
            sheet = _sheet(form)
            taken = keep_sheet(self._store, self._visitor(request), code, sheet, text.language)
        except (InputError, Faults, WrongTime) as error:
            return self._page(request, code, form, error)
        done = {
            "code": code,
            "kept": "same" if taken.id is None else taken.id,
            "card": sheet.number,
            "department": sheet.department_id,
            "people": sheet.people,
        }
        return RedirectResponse(f"/key?{urlencode(done)}", status_code=303, headers=HEADERS)

    def undo(self, request: Request, form: FormData) -> Response:
        """Take the card before back."""
        code = self._workshop_at(request, str(form.get("code", ""))).code
        undo_import(self._store, self._visitor(request), code, whole(form.get("kept"), NO_NUMBER))
        done = {"code": code, "undone": 1}
        return RedirectResponse(f"/key?{urlencode(done)}", status_code=303, headers=HEADERS)

    def _page(
        self, request: Request, code: str, form: FormData, error: ResilienceError | None = None
    ) -> HTMLResponse:
        text, visitor = text_of(request), self._visitor(request)
        found = keying(self._store, visitor, code, closed=error is not None)
        kept = request.query_params.get("kept", "")
        imports = {str(one.id): one for one in imports_in(self._store, visitor, code)}
        response = page(
            request,
            "keying.html",
            status=400 if error else 200,
            text=text,
            workshop=found.workshop,
            themes=_themes(found, text),
            most=LARGEST_TABLE,
            longest=LONGEST_NUMBER,
            longest_comment=LONGEST_REMARK,
            form=form,
            answer=ANSWER,
            comment=COMMENT,
            error=_error_words(error, text),
            wrong=_wrong(error, text),
            before=request.query_params,
            kept=imports.get(kept),
            kept_words=_kept_words(imports.get(kept), text),
            following=_following(request.query_params.get("card", "")),
        )
        response.headers["Content-Security-Policy"] += "; script-src 'self'"
        return response

    def _visitor(self, request: Request) -> Visitor:
        return visitor_of(request, self._store, self._settings)


def _kept_words(one: ImportView | None, text: Text) -> str:
    """What became of the card before: a sentence, and another where it was here already."""
    if one is None:
        return ""
    said = text.plural(
        "Scorecard {number} is saved: {n} answer.",
        "Scorecard {number} is saved: {n} answers.",
        one.answers,
        number=one.number,
    )
    again = text("It had been saved before; anything that differed was replaced.")
    return f"{said} {again}" if one.again else said


@dataclass(frozen=True, slots=True)
class _Row:
    """A field for an indicator; `usual` are the ids of departments on whose cards it comes first."""

    code: str
    title: str
    top: int | None
    usual: tuple[int, ...]


def _themes(found: Keying, text: Text) -> list[tuple[str, list[_Row]]]:
    """The title of each theme, and its indicators in the order of the framework."""
    framework, words = found.workshop.framework, found.workshop.framework.text(text.language)
    asked = {indicator.code for indicator in found.asked}
    keys = {one.id: department_key(one.name) for one in found.workshop.departments}
    themes = []
    for theme in framework.themes:
        rows = [
            _Row(one.code, words.indicators[one.code].title, _top(one), _usual(one, keys))
            for one in theme.indicators()
            if one.code in asked
        ]
        if rows:
            themes.append((framework.title(theme.code, text.language), rows))
    return themes


def _usual(indicator: Indicator, keys: Mapping[int, str | None]) -> tuple[int, ...]:
    return tuple(place for place, key in keys.items() if key in indicator.departments)


def _top(indicator: Indicator) -> int | None:
    return indicator.scale.top if isinstance(indicator.scale, Levels) else None


def _sheet(form: FormData) -> PaperCard:
    fields = {name: str(value) for name, value in form.items()}
    return PaperCard(
        department_id=whole(fields.get("department"), NO_NUMBER),
        number=fields.get("card", ""),
        people=whole(fields.get("people"), NO_NUMBER),
        answers={n.removeprefix(ANSWER): v for n, v in fields.items() if n.startswith(ANSWER)},
        comments={n.removeprefix(COMMENT): v for n, v in fields.items() if n.startswith(COMMENT)},
    )


def _error_words(error: ResilienceError | None, text: Text) -> str:
    """Return the faults of the whole sheet; faults of a field are shown next to it."""
    if error is None:
        return ""
    if not isinstance(error, Faults):
        return text.error(error)
    whole = [text.said(fault.said) for fault in error.faults if not fault.place]
    if not whole:
        return text("Nothing from this scorecard was saved. Check the outlined fields.")
    return " ".join([text(error.message), *whole])


def _wrong(error: ResilienceError | None, text: Text) -> dict[str, str]:
    """What is wrong with a field, by indicator."""
    faults = error.faults if isinstance(error, Faults) else ()
    return {str(fault.place[0]): text.said(fault.said) for fault in faults if fault.place}


def _following(number: str) -> str:
    """The number of the card after this one, where cards are numbered."""
    counts = number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER
    return str(int(number) + 1) if counts else ""
