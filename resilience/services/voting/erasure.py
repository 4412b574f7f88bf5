"""A participant erases all that is kept of the own person, by the own return link."""

from resilience.services.access.access import Visitor, participant_of
from resilience.services.access.record import record_as
from resilience.store import Store
from resilience.store.voting.erasing import count_erased, erase_people
from resilience.store.workshops import bump_revision, lock_workshop

#: who acts in the staff record; who it was stands nowhere
SOMEBODY = "participant"


def erase_own(store: Store, visitor: Visitor) -> None:
    """Remove the visitor's answers, comments, votes and token; figures that were fixed stay.

    A vote that is not closed counts without them. Remarks are read from answers, so that the visitor's
    stand in no result and report any more. The staff record has that somebody was erased.
    """
    with store.write() as session:
        person, workshop = participant_of(session, visitor)
        lock_workshop(session, workshop.id)
        person, workshop = participant_of(session, visitor)
        count_erased(session, person)
        erase_people(session, workshop.id, [person.id])
        record_as(session, SOMEBODY, "own data erased", workshop)
        bump_revision(session, workshop.id)
    store.forget_traces()
