"""A filled UNDRR workbook, brought as the result of another city."""

import datetime
import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from resilience.errors import Fault, InputError
from resilience.exchange.package import CityFacts
from resilience.framework import Framework
from resilience.services.access.access import Visitor
from resilience.services.access.plain_text import typed_line
from resilience.services.cities.peers import add_undrr_peer
from resilience.services.cities.publishers import check_keeps_peers
from resilience.services.undrr.workbook import read_undrr
from resilience.store import Store

#: characters of the name of a city or country
LONGEST = 200


@dataclass(frozen=True, slots=True)
class BroughtWorkbook:
    """What a filled UNDRR workbook contains: `levels` by item, out of the `items` that its edition asks.

    `unclear` are cells that could not be understood. `agrees` is whether the workbook's stored totals match its
    answers, None if it stores none.
    """

    city: CityFacts
    date: datetime.date | None
    levels: Mapping[str, int]
    items: Collection[str]
    unclear: tuple[Fault, ...]
    agrees: bool | None


def brought_workbook(framework: Framework, data: bytes) -> BroughtWorkbook:
    """Read a filled official workbook, to preview it before it is stored.

    Raises `InputError` or `Faults` if it is no official workbook, names no city, or its city refuses to share its
    results.
    """
    filled = read_undrr(framework, data).filled
    named = typed_line(filled.profile.city)[:LONGEST], typed_line(filled.profile.country)[:LONGEST]
    if not all(named):
        raise InputError(
            "The workbook does not say which city it is for. Fill in city and country on its "
            "first sheet, save it, and try again."
        )
    if filled.profile.may_share is False:
        raise InputError(
            "The workbook says that {city} does not agree to share its results, so "
            "it was not imported. If the city does agree, ask it for a workbook that "
            "says so.",
            city=named[0],
        )
    return BroughtWorkbook(
        city=CityFacts(*named),
        date=filled.profile.date,
        levels=filled.levels,
        items=filled.items,
        unclear=tuple(filled.unclear),
        agrees=filled.agrees,
    )


def take_workbook(store: Store, visitor: Visitor, framework: Framework, data: bytes) -> None:
    """Store a filled workbook as the result of its city; host only. Raises as `brought_workbook`."""
    check_keeps_peers(visitor)  # before the file is read, which takes its time
    found = brought_workbook(framework, data)
    add_undrr_peer(
        store,
        visitor,
        framework,
        hashlib.sha256(data).hexdigest(),
        found.city,
        found.date,
        found.levels,
        found.items,
    )
