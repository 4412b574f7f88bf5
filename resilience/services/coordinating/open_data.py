"""The open data of a network: results of the cities whose licence lets them be passed on."""

from dataclasses import dataclass

from resilience.errors import InputError, Sentence
from resilience.exchange.dataset import CityEntry, DatasetFacts, write_dataset
from resilience.exchange.package import city_result
from resilience.services.access.access import Visitor
from resilience.services.access.plain_text import tidied, typed_line
from resilience.services.cities.packages import LICENCES
from resilience.services.cities.peer_files import PACKAGE
from resilience.services.cities.publications import published_here
from resilience.services.cities.publishers import check_collects
from resilience.store import Store, repeatable
from resilience.store.cities.peers import peer_results, trusted

#: characters of a title and of the name of a publisher
LONGEST = 200


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A result that is not in the open data, by the full name of its city, and why."""

    name: str
    reason: Sentence


@dataclass(frozen=True, slots=True)
class OpenResults:
    """The results of real cities that may be passed on, and those that may not."""

    entries: tuple[CityEntry, ...]
    left_out: tuple[LeftOut, ...]


@repeatable
def open_results(store: Store, visitor: Visitor) -> OpenResults:
    """Return the results that may be passed on, and those left out, by name; for coordinators and the host."""
    check_collects(visitor)
    entries: list[CityEntry] = []
    left: list[LeftOut] = []
    with store.read() as session:
        here = published_here(session, invented=False)
        rows, names = peer_results(session), {one.fingerprint: one.name for one in trusted(session)}
    for shown in here:
        _sort(CityEntry(shown.result, shown.result.about.city.full_name), entries, left)
    preferred = {_whose(one) for one in entries}
    for row in rows:
        if row.kind != PACKAGE or row.publisher is None:
            said = Sentence("It is a filled-in UNDRR workbook, which nobody signed or licensed.")
            left.append(LeftOut(f"{row.city}, {row.country}", said))
            continue
        files = {name: words.encode() for name, words in row.content["files"].items()}
        signed_by = names.get(row.publisher, row.publisher)
        one = CityEntry(city_result(files), signed_by, row.publisher)
        if one.result.about.city.invented:
            continue
        if _whose(one) in preferred:
            said = Sentence("The result that the city publishes on this server is used instead.")
            left.append(LeftOut(one.result.about.city.full_name, said))
        else:
            _sort(one, entries, left)
    return OpenResults(tuple(entries), tuple(sorted(left, key=lambda one: one.name.casefold())))


def open_data(store: Store, visitor: Visitor, facts: DatasetFacts) -> bytes:
    """Return the open data set as a zip file; for coordinators and the host.

    Raises `InputError` without a title or publisher, for long ones, and if no result may be passed on.
    """
    found = open_results(store, visitor)
    title = tidied(typed_line(facts.title), LONGEST)
    publisher = tidied(typed_line(facts.publisher), LONGEST)
    if not title or not publisher:
        raise InputError("Enter a title for the data set, and who publishes it.")
    return write_dataset(found.entries, DatasetFacts(title, publisher, facts.date))


def _sort(one: CityEntry, entries: list[CityEntry], left: list[LeftOut]) -> None:
    if one.licence in LICENCES:
        entries.append(one)
    elif one.fingerprint:
        said = Sentence(
            "Its licence is not known to allow passing it on: {licence}.", licence=one.licence
        )
        left.append(LeftOut(one.result.about.city.full_name, said))
    else:
        said = Sentence("It is published on this server only, without a licence to pass it on.")
        left.append(LeftOut(one.result.about.city.full_name, said))


def _whose(one: CityEntry) -> tuple[str, str]:
    return one.result.about.city.full_name, one.result.framework.id
