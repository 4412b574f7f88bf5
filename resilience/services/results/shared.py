"""What the stage, phones and pages take from a result: computed once per revision for all of them."""

from resilience.services.results.discussion import Topic, discuss
from resilience.services.results.results import WorkshopResult, read_result
from resilience.store import Store


def result_at(store: Store, workshop_id: int, revision: int) -> WorkshopResult:
    """Return the result of a workshop at a revision; the caller checks access. Raises as `read_result`."""
    return store.shared.get(
        (workshop_id, revision), read_result, lambda: read_result(store, workshop_id)
    )


def topics_at(store: Store, workshop_id: int, revision: int) -> tuple[Topic, ...]:
    """Return the topics of a workshop at a revision, in the order of discussion; the caller checks access."""
    return store.shared.get(
        (workshop_id, revision), discuss, lambda: discuss(result_at(store, workshop_id, revision))
    )
