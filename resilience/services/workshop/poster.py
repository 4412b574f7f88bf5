"""The join poster of a workshop, for the wall."""

import datetime

from resilience.report import Poster, print_poster, unprintable, words_of
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text


def poster_of(workshop: WorkshopView, address: str, text: Text) -> Poster:
    """What the poster says; `address` is that of the installation, without a slash at the end."""
    title = workshop.framework.title(workshop.framework.root.code, text.language)
    return Poster(
        title=workshop.city.name,
        marks=(text(workshop.invented_words),) if workshop.invented else (),
        place=f"{title} · {text.date(workshop.date)}",
        link=f"{address}/join?code={workshop.code}",
        qr=text("Join as a QR code"),
        scan=text("Scan the code, or open"),
        address=f"{address}/join",
        and_type=text("and type"),
        code=workshop.code,
        time=_time(workshop, text),
        promise=text(
            "No account, no name. Everybody answers alone; nobody sees results before the reveal."
        ),
    )


def _time(workshop: WorkshopView, text: Text) -> str:
    asked = text.plural("{n} indicator", "{n} indicators", len(workshop.asked))
    minutes = text.plural(
        "about {n} minute to read and answer, without discussion",
        "about {n} minutes to read and answer, without discussion",
        workshop.minutes,
    )
    return f"{asked} · {minutes}"


def printed_poster(
    workshop: WorkshopView, address: str, text: Text, made_at: datetime.datetime
) -> bytes:
    """The poster as a PDF file of one page; `made_at` is aware."""
    return print_poster(poster_of(workshop, address, text), text, made_at)


def not_on_poster(workshop: WorkshopView, address: str, text: Text) -> list[str]:
    """The characters of the poster that stand on it as boxes."""
    return unprintable(words_of(poster_of(workshop, address, text)))
