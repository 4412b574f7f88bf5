"""Feeds in words: what happened in a workshop, and what cities published."""

from collections.abc import Iterator, Sequence

from resilience.services.access.acts import ACTS
from resilience.services.feeds.addresses import FeedReader
from resilience.services.feeds.moves import OVERDUE, WorkshopMove
from resilience.store.cities.network import LatestPublication
from resilience.text import Text, mark
from resilience.web.feeds.atom import AtomEntry, AtomFeed

OVERDUE_WORDS = mark("Action {thing} is overdue.")
AUTHOR = mark("Urban resilience dashboard")


def moves_feed(
    reader: FeedReader, moves: Sequence[WorkshopMove], base: str, address: str, text: Text
) -> AtomFeed:
    """The feed of a workshop; `base` is the address of the installation, `address` that of the feed."""
    workshop = reader.workshop
    said = [] if moves else [text("Entries will appear here once officials can see the result.")]
    return AtomFeed(
        name=f"{workshop.code} moves",
        title=text(
            "{city}, {date}: workshop {code}",
            city=workshop.city.name,
            date=text.date(workshop.date),
            code=workshop.code,
        ),
        subtitle=" ".join([*_invented(workshop.invented, text), *said]),
        author=text(AUTHOR),
        language=text.language,
        address=address,
        page=f"{base}/overview?workshop={workshop.code}",
        made=reader.made_at,
        entries=tuple(_moved(one, workshop.code, base, text) for one in moves),
    )


def _moved(move: WorkshopMove, code: str, base: str, text: Text) -> AtomEntry:
    sentence = OVERDUE_WORDS if move.act == OVERDUE else ACTS[move.act].sentence
    page = "actions" if move.action else "overview"
    return AtomEntry(
        name=f"{code} {move.name}",
        updated=move.at,
        title=text(sentence, thing=move.action),
        words=move.what,
        page=f"{base}/{page}?workshop={code}",
    )


def published_feed(
    reader: FeedReader,
    found: Sequence[LatestPublication],
    why_none: str,
    base: str,
    address: str,
    text: Text,
) -> AtomFeed:
    """The feed of published results; `why_none` says why the reader sees none, "" if they may."""
    invented = reader.workshop.invented
    said = why_none or ("" if found else text("No city has published a result here yet."))
    return AtomFeed(
        name=f"{reader.workshop.code} published",
        title=text("Results that cities published"),
        subtitle=" ".join([*_invented(invented, text), *filter(None, [said])]),
        author=text(AUTHOR),
        language=text.language,
        address=address,
        page=f"{base}/network",
        made=reader.made_at,
        entries=tuple(_published(one, base, text) for one in found),
    )


def _published(one: LatestPublication, base: str, text: Text) -> AtomEntry:
    place = f"{one.city}, {one.country}"
    people = text.plural("{n} person", "{n} people", one.people)
    departments = text.plural("{n} department", "{n} departments", one.departments)
    return AtomEntry(
        name=f"published {one.city}|{one.country}|{one.framework}|{one.date}",
        updated=one.published_at,
        title=text("{city} published its result of {date}.", city=place, date=text.date(one.date)),
        words=text(
            "Framework {framework} {version}; {people} of {departments} took part.",
            framework=one.framework,
            version=one.version,
            people=people,
            departments=departments,
        ),
        page=f"{base}/network",
    )


def _invented(invented: bool, text: Text) -> Iterator[str]:
    if invented:
        yield text("Invented data: these cities do not exist.")
