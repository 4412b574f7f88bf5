"""Invented answers in bulk are sound, and what is read of one workshop is the same beside them."""

from benchmarks.answers import hall
from benchmarks.rows import PEOPLE, fill
from resilience.services.upkeep.verify import verify
from resilience.services.voting import progress
from resilience.store import Store
from resilience.store.tables import City, Participant, Response
from tests.services.held import rows


def test_copies_are_as_sound_as_what_they_were_copied_from(store: Store) -> None:
    answers = fill(store, 10 * 45 * PEOPLE // 4)
    assert answers == len(rows(store, Response)) == 2 * 45 * PEOPLE
    assert [one.what for one in verify(store) if not one.well] == []
    cities = rows(store, City)
    assert len({city.name for city in cities}) == 2
    assert all(city.invented and "invented" in city.name for city in cities)


def test_a_workshop_beside_the_copies_has_its_own_people_alone(store: Store) -> None:
    fill(store, 2 * 45 * PEOPLE)
    _, workshop_id = hall(store)
    seen = progress.snapshot(store, workshop_id)
    assert seen.people == len(rows(store, Participant, workshop_id=workshop_id))
    assert seen.done == 1
