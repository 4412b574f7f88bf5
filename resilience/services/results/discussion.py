"""What to discuss after a reveal, in which order, and how the room answered (docs/methods.md, section 2)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from resilience.framework import Framework, Indicator
from resilience.framework.departments import department_key
from resilience.scoring import Remark, Room, Tallies, median_levels, score_city
from resilience.scoring.counting.tally import CITY_ROW
from resilience.scoring.opinions.agreement import Agreement, agree, discuss_first
from resilience.scoring.scores.leaf import whole_leaves
from resilience.scoring.scores.shares import points_to_gain
from resilience.services.deciding.agreed_levels import Decision
from resilience.services.deciding.reply_texts import DepartmentReply
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.groups import GroupView
from resilience.services.workshop.plan import TOGETHER, WHOLE_ROOM

#: labels on which a room has nothing to talk over
SETTLED = ("strong agreement", "everyone agrees")


@dataclass(frozen=True, slots=True)
class UsualAnswers:
    """The two middle levels of the units whose departments `usually` know an indicator, and of all `others`."""

    usually: tuple[int, int]
    others: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Topic:
    """One indicator in the discussion.

    `agreement` and `middle`, the two middle levels, are of the pooled answers, None for a measured indicator.
    `levels` counts the answers per level behind the city's figure: by unit of the partition including pooled cells,
    or for the whole room in a later vote. `of_departments` has those of departments, from the first vote. `first`
    has the whole room's first answers per level if a later vote replaced them. `na` and `dk` count answers of the
    city. `apart` has the answers of those who usually know, None if they are not shown. `together` names the units
    whose answers with a level, if they gave any, are in the row of pooled cells; which of them gave one is in no
    figure. `replies` are of departments that usually know it. `voted_again` is true if a later vote supplies the
    figure of the city, and the `remarks`.
    """

    indicator: Indicator
    agreement: Agreement | None
    middle: tuple[int, int] | None
    levels: Mapping[str, tuple[int, ...]]
    of_departments: Mapping[str, tuple[int, ...]]
    first: tuple[int, ...]
    na: int
    dk: int
    remarks: tuple[Remark, ...]
    decision: Decision | None
    apart: UsualAnswers | None = None
    together: tuple[str, ...] = ()
    replies: tuple[DepartmentReply, ...] = ()
    voted_again: bool = False

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return self.indicator.code

    @property
    def pooled(self) -> tuple[int, ...]:
        """The answers per level of all rows together; empty if nothing is counted by level."""
        return tuple(sum(level) for level in zip(*self.levels.values(), strict=True))

    @property
    def is_agreed(self) -> bool:
        """Whether the room agreed on one outcome, which no vote changes."""
        return self.decision is not None and self.decision.outcome != "both"

    @property
    def against(self) -> tuple[int, ...]:
        """The most frequent levels of a later vote that differs from the agreed outcome; empty otherwise."""
        counts = self.pooled
        if not self.first or not any(counts) or self.decision is None or not self.is_agreed:
            return ()
        levels = tuple(level for level, n in enumerate(counts) if n == max(counts))
        return () if self.decision.outcome in levels else levels

    @property
    def disputed(self) -> bool:
        """Whether opinions in the room differ on it."""
        found = self.agreement
        return found is not None and found.judged and found.label not in SETTLED


def discuss(result: WorkshopResult) -> tuple[Topic, ...]:
    """Return every indicator asked, those that most need discussion first.

    The order is by the first vote on each indicator; a later vote does not change it.
    """
    agreements = agree(result.tallies)
    order = dict.fromkeys(code for code in (*_order(result), *agreements) if code in agreements)
    measured = [code for code in result.tallies.by_code if code not in agreements]
    indicators = {i.code: i for i in result.workshop.framework.root.indicators()}
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for remark in result.remarks:
        remarks[remark.indicator].append(remark)
    return tuple(
        _topic(result, indicators[code], agreements.get(code), tuple(remarks[code]))
        for code in (*order, *measured)
    )


def most_urgent(result: WorkshopResult) -> tuple[str, ...]:
    """Return the codes of indicators with levels, those that most need discussion by the current figures first.

    Unlike the order of `discuss`, it changes with a later vote.
    """
    return _first(result.workshop.framework, result.tallies)


def own_topics(
    topics: Sequence[Topic], group: GroupView | None, framework: Framework
) -> tuple[Topic, ...]:
    """Return the topics of a group's themes in the same order; all topics without a group."""
    return tuple(one for one in topics if group is None or group.has(framework, one.code))


def opening(topics: Sequence[Topic]) -> int:
    """Return the position of the first topic with dots of its own, with which the discussion begins; else 0."""
    own = (any(any(n) for unit, n in one.levels.items() if unit != TOGETHER) for one in topics)
    return next((at for at, has_dots in enumerate(own) if has_dots), 0)


def _order(result: WorkshopResult) -> tuple[str, ...]:
    """The codes of indicators with levels, those of an earlier vote before what a later one added."""
    found: dict[str, None] = {}
    for vote in result.rounds:
        found |= dict.fromkeys(_first(result.workshop.framework, vote.tallies))
    return tuple(found)


def _first(framework: Framework, tallies: Tallies) -> tuple[str, ...]:
    """What to discuss first after one vote; points to gain are those of the overall."""
    counts = {code: score.counts for code, score in score_city(framework, tallies).items()}
    agreements = agree(tallies)
    unknown = {code: counts[code].dk + counts[code].blank for code in agreements}
    gains = points_to_gain(framework, whole_leaves(framework, tallies), {})
    return discuss_first(agreements, gains, unknown)


def _topic(
    result: WorkshopResult,
    indicator: Indicator,
    agreement: Agreement | None,
    remarks: tuple[Remark, ...],
) -> Topic:
    code = indicator.code
    city = result.tallies.city.by_code[code]
    levels = {} if agreement is None else _levels(result, code)
    own = _by_unit(result.tallies, code) if code in result.later and levels else levels
    return Topic(
        indicator=indicator,
        agreement=agreement,
        middle=None if agreement is None else median_levels(city.answers.sum(axis=0)),
        levels=levels,
        of_departments=own,
        first=_first_vote(result, code) if levels else (),
        na=int(city.na.sum()),
        dk=int(city.dk.sum()),
        remarks=remarks,
        decision=result.agreed.get(code),
        apart=None if agreement is None else _apart(result, indicator),
        together=_together(result, code) if TOGETHER in levels else (),
        replies=tuple(
            one for one in result.replies if department_key(one.department) in indicator.departments
        ),
        voted_again=code in result.later or code in result.replaced,
    )


def _apart(result: WorkshopResult, indicator: Indicator) -> UsualAnswers | None:
    """The answers of those who usually know, where every unit's levels are served (docs/methods.md, section 5).

    Both sides are unions of rows that are served one by one, so they tell nothing that these do not.
    """
    code, tallies = indicator.code, result.tallies
    answers = tallies.by_code[code].answers
    # a cell that is pooled or withheld is empty here, as is one in which nobody gave a level
    hidden = result.workshop.k and not answers.any(axis=1).all()
    if code in result.later or hidden:
        return None
    knowing = {room.unit for room in result.room if _knows(room, indicator)}
    known = np.array([unit in knowing for unit in tallies.units], dtype=np.bool_)
    usually, others = (median_levels(answers[side].sum(axis=0)) for side in (known, ~known))
    return UsualAnswers(usually, others) if usually and others else None


def _knows(room: Room, indicator: Indicator) -> bool:
    """Whether all departments of a unit usually know an indicator."""
    return all(department_key(name) in indicator.departments for name in room.present)


def _levels(result: WorkshopResult, code: str) -> dict[str, tuple[int, ...]]:
    """The answers behind the city's figure; in a later vote only those of the whole room."""
    rows = _by_unit(result.tallies.city, code)
    rest = rows.pop(CITY_ROW, ())
    if code in result.later:
        return {WHOLE_ROOM: rest}
    return rows | ({TOGETHER: rest} if any(rest) else {})


def _together(result: WorkshopResult, code: str) -> tuple[str, ...]:
    """The units that took part and have neither a row of levels of their own nor a served "not applicable"."""
    own = result.tallies.by_code[code]
    here, _ = result.tallies.took_part(code)
    pooled = here.astype(bool) & (own.given == 0) & (own.na == 0)
    return tuple(unit for unit, one in zip(result.tallies.units, pooled, strict=True) if one)


def _first_vote(result: WorkshopResult, code: str) -> tuple[int, ...]:
    """The answers per level of all that the first vote on an indicator serves; none without a later vote."""
    votes = [vote.tallies.city for vote in result.rounds if code in vote.tallies.by_code]
    if code not in result.later or len(votes) < 2:
        return ()
    return tuple(votes[0].by_code[code].answers.sum(axis=0).tolist())


def _by_unit(tallies: Tallies, code: str) -> dict[str, tuple[int, ...]]:
    counts = tallies.by_code[code].answers.tolist()
    rows = zip(tallies.units, counts, tallies.units_asked(code).tolist(), strict=True)
    return {unit: tuple(row) for unit, row, asked in rows if asked or any(row)}
