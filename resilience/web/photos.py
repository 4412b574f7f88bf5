"""The route of photos of the wall, for those who run the workshop."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from resilience.services.workshop.photos import NO_PHOTO, photo_image
from resilience.settings import Settings
from resilience.store import Store
from resilience.web.guard.refusals import whole
from resilience.web.guard.visitors import visitor_of
from resilience.web.pages import HEADERS


class Photos:
    """The photos of an installation."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store, self._settings = store, settings

    def routes(self) -> list[Route]:
        """The route, for the app."""
        return [Route("/photo/{code}/{number}", self.show)]

    def show(self, request: Request) -> Response:
        """A photo as JPEG; raises `NotAllowed` for others than those who run the workshop."""
        visitor = visitor_of(request, self._store, self._settings)
        # a database has no row of a number below 0 or of more than nine digits
        number = max(0, min(whole(request.path_params["number"], NO_PHOTO), 999_999_999))
        image = photo_image(self._store, visitor, str(request.path_params["code"]), number)
        return Response(image, media_type="image/jpeg", headers=HEADERS)
