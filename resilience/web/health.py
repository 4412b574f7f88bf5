"""What machines ask of the server: is it alive, is it ready, what are its numbers."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from resilience.errors import NotAllowed, ResilienceError
from resilience.services.upkeep.readiness import not_ready
from resilience.services.voting.writer import Writer
from resilience.services.workshop.profile import demo_state
from resilience.settings import Settings
from resilience.store import Store
from resilience.watching import MEASURES, logged, troubled
from resilience.web.guard.gate import NOT_YOURS
from resilience.web.guard.refusals import may_watch

NEVER_KEPT = {"Cache-Control": "no-store"}


class Health:
    """The routes for load balancers, Prometheus and the people on duty."""

    def __init__(self, store: Store, settings: Settings, writer: Writer) -> None:
        self._store = store
        self._settings = settings
        self._writer = writer
        self._before: tuple[str, ...] = ()

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/healthz", self.alive),
            Route("/readyz", self.ready),
            Route("/metrics", self.numbers),
        ]

    async def alive(self, _request: Request) -> Response:
        """Whether the server responds and can read its database; the log has the reason for a failure."""
        try:
            await run_in_threadpool(demo_state, self._store)
        except ResilienceError as error:
            troubled(error, "health")
            return _answer({"status": "failing"}, 503)
        return _answer({"status": "ok"})

    async def ready(self, _request: Request) -> Response:
        """Whether people may be sent here; else why not, in words that name no place or person."""
        reasons = await run_in_threadpool(not_ready, self._store, self._settings, self._writer)
        if reasons != self._before:
            logged("readiness changed", reasons=list(reasons) or "ready")
            self._before = reasons
        if reasons:
            return _answer({"status": "not ready", "reasons": list(reasons)}, 503)
        return _answer({"status": "ready"})

    async def numbers(self, request: Request) -> Response:
        """The numbers of this process, for this machine or who has the token."""
        if not may_watch(request, self._settings.metrics_token):
            raise NotAllowed(NOT_YOURS)
        content, kind = MEASURES.written()
        return Response(content, headers=NEVER_KEPT | {"Content-Type": kind})


def _answer(said: dict[str, object], status: int = 200) -> JSONResponse:
    return JSONResponse(said, status_code=status, headers=NEVER_KEPT)
