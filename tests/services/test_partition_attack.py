"""All that readers are shown, taken together, tells of no group of fewer than k own answers.

ATTACK_EXAMPLES sets how many stories each test plays; with it they are new ones in every run.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from hypothesis import example, given, settings

from resilience.framework import Framework
from resilience.store import Store
from tests.properties.draw import STEADY
from tests.services.checks import CHECKS
from tests.services.derived import Told, by_closing_again, by_coming_late, by_progress, by_size
from tests.services.story import (
    BESIDE_TABLES,
    CHANGED,
    CHANGED_BACK,
    EVENTFUL,
    HARBOUR,
    LATE,
    MERGED,
    MOSTLY_TABLES,
    NA,
    ON_W1,
    ONLY_P2,
    OPEN,
    REOPEN,
    SHOWN,
    TO_THE_SMALLEST,
    TOO_FEW,
    Come,
    Note,
    Say,
    Step,
    Story,
    stories,
)
from tests.services.watch import (
    Seen,
    watched,
    what_happened,
)

EXAMPLES = os.environ.get("ATTACK_EXAMPLES")
STORIES = settings(STEADY, max_examples=int(EXAMPLES or 10), derandomize=not EXAMPLES)


def figures_stay_as_they_froze(seen: Sequence[Seen]) -> None:
    """The units never change once shown; figures only when a vote closes that they are made of."""
    assert all(one.homes == seen[0].homes for one in seen)
    frozen: dict[object, object] = {}
    for one in seen:
        assert frozen.setdefault(one.closes, one.figures) == one.figures


def test_what_is_shown_tells_of_k_people_at_least_whatever_happens(
    sqlite_store: Store, framework: Framework
) -> None:
    reached: Counter[str] = Counter()

    @STORIES
    @given(story=stories())
    @example(story=EVENTFUL)
    @example(story=TO_THE_SMALLEST)
    @example(story=TOO_FEW)
    @example(story=BESIDE_TABLES)
    @example(story=MOSTLY_TABLES)
    def play(story: Story) -> None:
        seen = watched(sqlite_store, framework, story)
        figures_stay_as_they_froze(seen)
        for one in {one.closes: one for one in seen}.values():
            for check in CHECKS:
                check(one)
        reached.update(what_happened(seen))

    play()
    assert reached["nothing shown"] < STORIES.max_examples / 2
    usual = (
        "merged and alone",
        "reopened",
        "several votes",
        "late to a merged one",
        "kept as shown",
        "a person beside tables merged",
        "answers left out",
    )
    assert all(reached[name] > 1 for name in usual), f"the stories are too dull: {reached}"


Derivation = Callable[[Sequence[Seen]], Iterator[Told]]


def attack(
    store: Store, framework: Framework, derive: Derivation, *known: tuple[Step, ...]
) -> None:
    """Fail where something is told of fewer than k people: in known stories first, then in any."""

    def play(story: Story) -> None:
        for told, alone, seated in derive(watched(store, framework, story)):
            hidden = alone >= story.k if alone else seated == 0 or seated >= story.k
            assert hidden, f"of {alone} people alone and {seated} at tables is told {told}"

    search = settings(STORIES, report_multiple_bugs=False)(given(story=stories())(play))
    for steps in known:
        search = example(story=Story(3, steps))(search)
    search()


def test_a_vote_that_closes_again_changes_by_k_people_or_by_nobody(
    sqlite_store: Store, framework: Framework
) -> None:
    first: tuple[Step, ...] = (OPEN, *HARBOUR, *SHOWN, REOPEN)
    of_an_empty_department = Come("Archive", 1, (4, None, None, None))
    attack(
        sqlite_store,
        framework,
        by_closing_again,
        (*first, LATE, *SHOWN),
        (*first, Say(0, "W1", 4), *SHOWN),
        (*first, of_an_empty_department, *SHOWN),
        (*first, LATE, Say(0, "W1", 4), Say(0, "W1", 0), Note(1, "W1"), Note(2, "W1"), *SHOWN),
        (*first, *CHANGED, *SHOWN, REOPEN, LATE, *CHANGED_BACK, *SHOWN),
        (OPEN, *HARBOUR, Note(0, "W1"), *SHOWN, REOPEN, Say(0, "W1", 4), Note(1, "W1"), *SHOWN),
        (*first, LATE, *SHOWN, REOPEN, LATE, LATE, *SHOWN),
        (
            *first[:-3],
            Come("Harbour", 4, NA),
            *first[-3:],
            Say(0, "W1", 4),
            Say(3, "W1", 1),
            *SHOWN,
        ),
    )


def test_a_later_vote_is_not_that_of_a_few_late_comers(
    sqlite_store: Store, framework: Framework
) -> None:
    story: tuple[Step, ...] = (OPEN, *HARBOUR, *SHOWN, ON_W1, LATE, *SHOWN)
    attack(sqlite_store, framework, by_coming_late, story)


def test_persons_beside_tables_are_k_or_none(sqlite_store: Store, framework: Framework) -> None:
    table, person = Come("Library", 4, (1, 1, 1, 1)), Come("Library", 1, (3, 4, 4, 4))
    tables: tuple[Step, ...] = (OPEN, table, Come("Harbour", 3, (2, 2, 2, 2)), person)
    again: tuple[Step, ...] = (ON_W1, Say(0, "W1", 1), Say(3, "W1", 4), *SHOWN)
    attack(
        sqlite_store,
        framework,
        by_size,
        (OPEN, *HARBOUR, table, person, *SHOWN),
        (*tables, *SHOWN),
        (*tables, *SHOWN, REOPEN, person, Say(0, "W1", 4), *SHOWN, ON_W1, Say(0, "W1", 3), *SHOWN),
        (OPEN, *HARBOUR, table, *SHOWN, *again),
        (OPEN, *HARBOUR, replace(table, place="Harbour"), *SHOWN, *again),
    )


def test_progress_and_result_together_tell_of_whole_units_alone(
    sqlite_store: Store, framework: Framework
) -> None:
    attack(
        sqlite_store,
        framework,
        by_progress,
        (OPEN, *HARBOUR, ONLY_P2, ONLY_P2, MERGED[-1], *SHOWN),
        (OPEN, *HARBOUR, *MERGED, *SHOWN, ON_W1, Say(5, "W1", 0), *SHOWN),
    )
