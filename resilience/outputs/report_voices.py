"""The end of the printed report: what the room keeps for later, and photos of the wall."""

import base64
from collections.abc import Iterator

from resilience.outputs.report_evidence import Evidence
from resilience.report import Lines, Picture, Section
from resilience.text import Text

#: a photo in the report: width and height of the field that it fills
FIELD = (1600, 1000)


def later_section(found: Evidence, text: Text) -> Iterator[Section]:
    """The things for later; none where the room keeps none."""
    if found.result.for_later:
        yield Section(text("For later"), (Lines("", found.result.for_later),))


def photo_section(found: Evidence, text: Text) -> Iterator[Section]:
    """The photos that were chosen for the report; none where none was."""
    if found.photos:
        shown = tuple(
            Picture("", _svg(photo), text("Photo {n} of the wall", n=n))
            for n, photo in enumerate(found.photos, start=1)
        )
        yield Section(text("Photos of the wall"), shown)


def _svg(photo: bytes) -> str:
    width, height = FIELD
    data = base64.b64encode(photo).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}"><image href="data:image/jpeg;base64,{data}" width="{width}" height="{height}"/></svg>'
    )
