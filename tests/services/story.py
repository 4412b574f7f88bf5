"""Stories of a workshop, drawn by Hypothesis: what people and staff do, one thing after another."""

from dataclasses import dataclass
from typing import Literal

from hypothesis import strategies as st

from resilience.services.responses import Said
from resilience.services.workshop_plan import MIXED_TABLES

PLACES = ("Harbour", "Library", "Forestry", "Archive", MIXED_TABLES)
#: the indicators of the framework of the tests; P2 is measured
CODES = ("W1", "W2", "P1", "P2")
#: how many people answer together: 1 is somebody alone; a size that stands twice is drawn more often
Sizes = tuple[int, ...]
#: rooms of people alone, of both, and of tables with a few alone
ROOMS: tuple[Sizes, ...] = ((1, 1, 1, 1, 2, 3, 5), (1, 1, 2, 4), (4, 3, 2, 2, 5, 3, 1))
Name = Literal["rehearse", "open", "close", "reopen", "reveal", "finish"]


@dataclass(frozen=True, slots=True)
class Come:
    """Join as a person (`size` 1) or table, and answer CODES in order; None stays blank."""

    place: str
    size: int
    said: tuple[Said | None, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """Somebody answers an indicator."""

    person: int
    code: str
    said: Said


@dataclass(frozen=True, slots=True)
class Note:
    """Somebody writes a comment and evidence."""

    person: int
    code: str


@dataclass(frozen=True, slots=True)
class Go:
    """Somebody changes department."""

    person: int
    place: str


@dataclass(frozen=True, slots=True)
class Staff:
    """A move of the facilitator; `asked` of a vote None is all indicators."""

    move: Name
    asked: tuple[str, ...] | None = None


Step = Come | Say | Note | Go | Staff


@dataclass(frozen=True, slots=True)
class Story:
    """What happens in a workshop with this k."""

    k: int
    steps: tuple[Step, ...]


OPEN, CLOSE, REOPEN, REVEAL = (
    Staff("open"), Staff("close"), Staff("reopen"), Staff("reveal"),
)  # fmt: skip
NA: tuple[Said, ...] = ("na", "dk", 4, "na")
#: three people of Harbour, who answered everything
HARBOUR: tuple[Step, ...] = tuple(Come("Harbour", 1, (level, 1, 2, 3)) for level in (0, 2, 3))
#: Library and Forestry merge
MERGED: tuple[Step, ...] = (
    *[Come("Library", 1, (1, 2, 3, 4))] * 2,
    Come("Forestry", 1, (4, 4, 4, 4)),
)
ONLY_P2 = Come("Library", 1, (None, None, None, 2))
LATE = Come("Harbour", 1, (4, "na", 0, 1))
#: all of Harbour take their answers to W1 back again
CHANGED: tuple[Step, ...] = (Say(0, "W1", 4), Say(1, "W1", 1), Say(2, "W1", 1))
CHANGED_BACK: tuple[Step, ...] = (Say(0, "W1", 0), Say(1, "W1", 2))
SHOWN = (CLOSE, REVEAL)
ON_W1 = Staff("open", ("W1",))
#: two people, which is no result
TOO_FEW = Story(3, (OPEN, *HARBOUR[:2], CLOSE, REVEAL, REOPEN, CLOSE, REVEAL))
#: with nothing merged, a late-comer of an empty department is of the smallest one
TO_THE_SMALLEST = Story(
    3,
    (
        OPEN, *HARBOUR, LATE, *[Come("Library", 1, (1, 2, 3, 4))] * 3, *SHOWN,
        REOPEN, Come("Archive", 1, NA), *SHOWN,
    ),
)  # fmt: skip
#: Library has k people and must merge too; then late-comers of all, in a second vote on W1 as well
EVENTFUL = Story(
    3,
    (
        OPEN, *HARBOUR, LATE, *[Come("Library", 1, (1, 2, 3, 4))] * 3, Come("Forestry", 1, NA),
        Note(0, "W1"), Note(7, "P1"), CLOSE, REOPEN, Go(0, "Library"), Go(0, "Harbour"), *SHOWN,
        REOPEN, LATE, Come("Forestry", 1, NA), Come(MIXED_TABLES, 4, NA), *SHOWN,
        ON_W1, LATE, Come("Archive", 1, NA), Note(9, "W1"), *SHOWN, REOPEN, Say(1, "W1", 4), *SHOWN,
    ),
)  # fmt: skip
#: Library has a table and one person, who is beside it again in later votes
BESIDE_TABLES = Story(
    3,
    (
        OPEN, *HARBOUR, Come("Harbour", 3, NA), Come("Library", 4, NA), Come("Library", 1, NA),
        Come(MIXED_TABLES, 5, NA), Note(5, "W1"), *SHOWN, ON_W1, Say(3, "W1", 1), Say(0, "W1", 4),
        Note(0, "W1"), *SHOWN, REOPEN, Say(3, "W1", 2), Say(1, "W1", 2), *SHOWN,
    ),
)  # fmt: skip
#: two people beside tables of the whole room, until others come
MOSTLY_TABLES = Story(
    3,
    (
        OPEN, Come("Harbour", 4, (1, 2, 3, 4)), Come("Library", 3, NA), Come("Library", 1, NA),
        Come("Archive", 1, NA), Note(0, "W1"), Note(2, "W1"), *SHOWN, REOPEN, Say(1, "W1", 4),
        Say(2, "W1", 4), *SHOWN, REOPEN, *[Come("Library", 1, NA)] * 2, Say(1, "W1", 2), *SHOWN,
        REOPEN, *[Come("Library", 1, NA)] * 2, *SHOWN,
    ),
)  # fmt: skip


def _said() -> st.SearchStrategy[Said]:
    states: tuple[Said, ...] = (0, 1, 2, 3, 4, "na", "dk")
    return st.sampled_from(states)


def _comes(sizes: Sizes) -> st.SearchStrategy[Come]:
    answers = st.tuples(*[st.none() | _said() | _said()] * len(CODES))
    size = st.sampled_from(sizes)
    return st.builds(Come, place=st.sampled_from(PLACES), size=size, said=answers)


def _acts(sizes: Sizes) -> st.SearchStrategy[Step]:
    person, code = st.integers(0, 15), st.sampled_from(CODES)
    return st.one_of(
        _comes(sizes),
        _comes(sizes),
        st.builds(Say, person=person, code=code, said=_said()),
        st.builds(Note, person=person, code=code),
        st.builds(Go, person=person, place=st.sampled_from(PLACES)),
    )


def _crowd(sizes: Sizes, most: int, least: int = 0) -> st.SearchStrategy[list[Step]]:
    return st.lists(_acts(sizes), min_size=least, max_size=most)


@st.composite
def _chapters(draw: st.DrawFn, sizes: Sizes) -> list[Step]:
    """What comes after a reveal: the vote opens again, or another one on all or some indicators."""
    asked = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=2, unique=True))
    openings = (Staff("reopen"), Staff("open"), Staff("open", tuple(asked)))
    steps = [draw(st.sampled_from(openings)), *draw(_crowd(sizes, 5, least=1)), Staff("close")]
    if draw(st.booleans()):
        steps += [Staff("reveal"), *draw(_crowd(sizes, 1)), Staff("reopen")]
        steps += [*draw(_crowd(sizes, 2)), Staff("close")]
    return [*steps, Staff("reveal")]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """A first vote that mostly comes to a reveal, and what staff and late-comers do afterwards."""
    sizes, steps = draw(st.sampled_from(ROOMS)), list[Step]()
    if draw(st.booleans()):
        steps += [*draw(_crowd(sizes, 2)), Staff("rehearse"), *draw(_crowd(sizes, 2))]
    steps += [Staff("open"), *draw(_crowd(sizes, 13, least=7)), Staff("close")]
    if draw(st.booleans()):
        steps += [*draw(_crowd(sizes, 2)), Staff("reopen"), *draw(_crowd(sizes, 3)), Staff("close")]
    steps += [Staff("reveal"), *draw(_crowd(sizes, 1))]
    for chapter in draw(st.lists(_chapters(sizes), min_size=1, max_size=3)):
        steps += chapter
    ends: tuple[list[Step], ...] = ([], [Staff("finish"), *draw(_crowd(sizes, 1))])
    return Story(draw(st.sampled_from((3, 3, 4, 5))), (*steps, *draw(st.sampled_from(ends))))
