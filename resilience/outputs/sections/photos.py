"""The section of the printed report with the photos of the wall."""

import base64
from collections.abc import Iterator

from resilience.outputs.evidence import Evidence
from resilience.report import Picture, Section
from resilience.text import Text

#: width and height of the field for a photo
FIELD = (1600, 1000)


def photo_section(found: Evidence, text: Text) -> Iterator[Section]:
    """The photos chosen for the report, if any."""
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
