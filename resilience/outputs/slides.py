"""Build the slides of a result (.pptx) for an authorised reader; empty slides are left out."""

import datetime
from collections.abc import Callable

from resilience.outputs.digest import Digest, digest_of
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import named_city
from resilience.outputs.slides_compared import departments_slide, peers_slide, trend_slide
from resilience.outputs.slides_frame import SlideFrame, frame_of
from resilience.outputs.slides_planned import actions_slide, priorities_slide, settled_slide
from resilience.outputs.slides_scores import (
    cover_figure,
    method_slide,
    number_slide,
    themes_slide,
)
from resilience.services.results.results import WorkshopResult
from resilience.slides import Deck, Slide, write_deck
from resilience.text import Text
from resilience.wording.framework import with_theme_names
from resilience.workbook.reading.reading_process import read_apart

#: the slides after the title in their order; each is None where it has nothing to say
SLIDES: tuple[Callable[[Digest, SlideFrame, Text], Slide | None], ...] = (
    number_slide,
    themes_slide,
    departments_slide,
    settled_slide,
    priorities_slide,
    actions_slide,
    peers_slide,
    trend_slide,
    method_slide,
)


def deck_of(found: Evidence, text: Text, made_at: datetime.datetime) -> Deck:
    """What the slides say; `made_at` is aware."""
    workshop = found.result.workshop
    text = with_theme_names(workshop.framework, text)
    digest = digest_of(found, text)
    frame = frame_of(digest, found.result, text)
    made = (build(digest, frame, text) for build in SLIDES)
    created = f"{text.moment(made_at, workshop.timezone)} ({workshop.timezone})"
    place = named_city(workshop)
    return Deck(
        title=text("Resilience result of {city}", city=digest.city),
        subtitle=f"{digest.date} · {digest.framework}",
        lines=(" ".join(digest.signed), text("Created {moment}", moment=created)),
        mark=frame.mark,
        notes="\n".join((place, digest.headline, *digest.marks, *digest.signed)),
        slides=tuple(slide for slide in made if slide is not None),
        language=text.language,
        made_at=made_at,
        figure=cover_figure(digest, text),
    )


def slides_file(deck: Deck, template: bytes | None = None) -> bytes:
    """The .pptx file, written into `template` in a limited process if one is given.

    Raises `InputError` if the template cannot be used, and what `read_apart` raises.
    """
    return write_deck(deck) if template is None else read_apart(write_deck, deck, template)


def slides_filename(result: WorkshopResult) -> str:
    """The name of the file, like resilience-slides-K7MPQ3-2026-10-13.pptx."""
    return f"resilience-slides-{result.workshop.code}-{result.workshop.date.isoformat()}.pptx"
