"""Groups that score their own themes and are too small to be shown, in words."""

from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.groups import GroupView
from resilience.text import Text


def is_left_out(group: GroupView, result: WorkshopResult) -> bool:
    """Whether a group scored its own themes, and too few people answered in it to be shown."""
    return group.scores and group.name not in result.tallies.units


def left_out_group_words(k: int, text: Text) -> str:
    """Why a group reads no answers of its own at its desk, and what it can do."""
    return text(
        "Too few people answered alone in this group (at least {k} are needed, or as many at tables "
        "and nobody alone). To protect their answers, none is shown or counted. You can still "
        "discuss the topics and agree on levels here.",
        k=k,
    )


def small_groups_words(result: WorkshopResult, text: Text) -> list[str]:
    """Which groups that scored their own themes are not shown, as too few people answered in them."""
    small = [text(one.name) for one in result.workshop.groups if is_left_out(one, result)]
    if not small:
        return []
    said = text(
        "Too few people answered alone in these groups (at least {k} are needed, or as many at "
        "tables and nobody alone), so their answers are left out of all figures: {groups}.",
        k=result.workshop.k,
        groups=text.listed(small),
    )
    return [said]
