"""Values from a workshop's result that all viewers share: computed once per revision, never once per viewer."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from resilience.services.access.access import Visitor
from resilience.services.cities.peers import peer_marks
from resilience.services.results import results
from resilience.services.results.results import WorkshopResult
from resilience.services.results.shared import result_at
from resilience.store import Store
from resilience.ui.shared.runtime import store, visitor

T = TypeVar("T")
Rest = ParamSpec("Rest")
#: lets a visitor in to a result; gives the workshop's id and revision, and what else makes another value
Admission = Callable[[Store, Visitor, str], tuple[int, int, *tuple[Any, ...]]]


def of_result(
    most: int = 1, *, admit: Admission = results.admit, with_peers: bool = False
) -> Callable[
    [Callable[Concatenate[WorkshopResult, Rest], T]], Callable[Concatenate[str, Rest], T]
]:
    """Make a function of a result and more one of a workshop's code: each visitor is admitted, the value shared.

    Of each workshop the `most` last values are kept. Other results of other cities make another value where it is
    one `with_peers`, and guests, who see no other city, have one of their own. It raises as `admit`: before the reveal, and to those who have no link of the workshop.
    """

    def once(
        function: Callable[Concatenate[WorkshopResult, Rest], T],
    ) -> Callable[Concatenate[str, Rest], T]:
        @wraps(function)
        def shared(code: str, /, *rest: Rest.args, **named: Rest.kwargs) -> T:
            here, who = store(), visitor()
            workshop_id, revision, *more = admit(here, who, code)
            at = workshop_id, revision
            marks = peer_marks(here) if with_peers else ()
            guest = who.is_guest(workshop_id)
            variant = (*more, marks, guest, rest, tuple(sorted(named.items())))
            return here.shared.get(
                at, function, lambda: function(result_at(here, *at), *rest, **named), variant, most
            )

        return shared

    return once
