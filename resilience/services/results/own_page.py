"""All that the page of one participant shows, read at once; what all pages share is read for all."""

import threading
import time
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from resilience.services.access.access import Visitor, participant_of
from resilience.services.deciding.weights import PointsAsked, points_asked
from resilience.services.frameworks.official_wording import official_in
from resilience.services.results.last_agreed import LastAgreed, last_agreed
from resilience.services.voting.responses import Ballot, ballot_of
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Session, Store, repeatable
from resilience.store.tables import Workshop
from resilience.workbook import Official

#: seconds after which what seldom changes without a new revision is read again
SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class SharedPage:
    """What the pages of a workshop have in common in one language; `pages` keeps what is made of it."""

    workshop: WorkshopView
    official: Mapping[str, Official]
    last: LastAgreed
    read_at: float
    pages: dict[Hashable, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What one participant sees; `points` says whether they are asked for points."""

    alike: SharedPage
    ballot: Ballot
    points: PointsAsked


class Pages:
    """Reads pages; holds what is alike by the revision of its workshop, the newest one alone."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._alike: dict[tuple[int, str], SharedPage] = {}
        self._lock = threading.Lock()

    def own(self, visitor: Visitor, language: str) -> OwnPage:
        """The page of the visitor; raises `NotAllowed` for whoever is no participant."""
        return _own(self._store, self, visitor, language)

    def alike(self, session: Session, workshop: Workshop, language: str) -> SharedPage:
        """What all pages share; of those that ask at the same moment one reads it."""
        key, now = (workshop.id, language), time.monotonic()
        with self._lock:
            found = self._alike.get(key)
            fresh = found is not None and now - found.read_at < SECONDS
            if found is None or not fresh or found.workshop.revision != workshop.revision:
                view = describe(session, workshop)
                official = official_in(session, view.framework.id, language)
                found = SharedPage(view, official, last_agreed(session, workshop), now)
                self._alike[key] = found
        return found


@repeatable
def _own(store: Store, pages: Pages, visitor: Visitor, language: str) -> OwnPage:
    with store.read() as session:
        person, workshop = participant_of(session, visitor)
        return OwnPage(
            pages.alike(session, workshop, language),
            ballot_of(session, person, workshop),
            points_asked(session, workshop),
        )
