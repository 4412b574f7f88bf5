"""What to discuss after a reveal, in which order, and how the room answered (methods.md 2)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from resilience.framework import Indicator
from resilience.scoring import Remark, median_levels
from resilience.scoring.agreement import Agreement, agree, discuss_first
from resilience.scoring.score import whole_leaves
from resilience.scoring.shares import points_to_gain
from resilience.services.agreed import Decision
from resilience.services.results import WorkshopResult

#: labels on which a room has nothing to talk over
SETTLED = ("strong agreement", "everyone agrees")


@dataclass(frozen=True, slots=True)
class Topic:
    """One indicator as a room discusses it.

    `agreement` and `middle`, the two middle levels, are of the pooled answers, None for a measured
    indicator. `levels` counts answers per level by unit of the partition; `na` and `dk` count them
    over all units.
    """

    indicator: Indicator
    agreement: Agreement | None
    middle: tuple[int, int] | None
    levels: Mapping[str, tuple[int, ...]]
    na: int
    dk: int
    remarks: tuple[Remark, ...]
    decision: Decision | None

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return self.indicator.code

    @property
    def disputed(self) -> bool:
        """Whether the room differs on it."""
        found = self.agreement
        return found is not None and found.answers > 1 and found.label not in SETTLED


def discuss(result: WorkshopResult) -> tuple[Topic, ...]:
    """Every indicator that was asked, what a room gains most from discussing first."""
    agreements = agree(result.tallies)
    unknown = {code: score.counts for code, score in result.result.city.items()}
    order = discuss_first(
        agreements, _gains(result), {c: unknown[c].dk + unknown[c].blank for c in agreements}
    )
    measured = [code for code in result.tallies.by_code if code not in agreements]
    indicators = {i.code: i for i in result.workshop.framework.root.indicators()}
    remarks: dict[str, list[Remark]] = defaultdict(list)
    for remark in result.remarks:
        remarks[remark.indicator].append(remark)
    return tuple(
        _topic(result, indicators[code], agreements.get(code), tuple(remarks[code]))
        for code in (*order, *measured)
    )


def _gains(result: WorkshopResult) -> dict[str, float | None]:
    """Points of the overall to gain by indicator, as the votes have it."""
    framework = result.workshop.framework
    codes, points = points_to_gain(framework, whole_leaves(framework, result.tallies), {})
    return dict(zip(codes, points[0].tolist(), strict=True))


def _topic(
    result: WorkshopResult,
    indicator: Indicator,
    agreement: Agreement | None,
    remarks: tuple[Remark, ...],
) -> Topic:
    code = indicator.code
    tally, city = result.tallies.by_code[code], result.tallies.city.by_code[code]
    rows = zip(result.tallies.units, tally.answers.tolist(), strict=True)
    return Topic(
        indicator=indicator,
        agreement=agreement,
        middle=None if agreement is None else median_levels(city.answers.sum(axis=0)),
        levels={} if agreement is None else {unit: tuple(counts) for unit, counts in rows},
        na=int(city.na.sum()),
        dk=int(city.dk.sum()),
        remarks=remarks,
        decision=result.agreed.get(code),
    )
