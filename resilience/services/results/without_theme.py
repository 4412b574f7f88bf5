"""How far the overall would move if a theme were left out (docs/methods.md, section 7)."""

from resilience.scoring.scores.what_if import alternatives
from resilience.services.deciding.agreed_levels import scored
from resilience.services.results.results import WorkshopResult


def without_each(result: WorkshopResult) -> dict[str, float]:
    """Points by which the overall moves without each theme; of themes with a score both ways."""
    found = alternatives(result.workshop.framework, result.tallies, agreed=scored(result.agreed))
    return {one.theme: one.move for one in found if one.theme and one.move is not None}
