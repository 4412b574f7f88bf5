"""Which counts of a file with several votes are scored."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from resilience.errors import Fault, Faults, Sentence
from resilience.exchange.counts import BAD
from resilience.framework import Framework
from resilience.scoring import Tallies
from resilience.scoring.counting.tally import Tally


def latest(votes: Mapping[int, Tallies], framework: Framework) -> Tallies:
    """The counts used for scores: for each indicator those of the last vote that has any (docs/methods.md, section 1).

    Attendance is that of the last vote. Where a later vote is the whole room's, units keep the first. Raises `Faults`
    where votes do not list the same units.
    """
    last = votes[max(votes)]
    _check_units(votes)
    if last.of_city is None:
        return _joined(framework, last, votes.values())
    by_unit = [one for one in votes.values() if _has_units(one)] or [last]
    own = _joined(framework, by_unit[-1], votes.values())
    city = _joined(framework, last.of_city, [one.city for one in votes.values()])
    here, people = own.participants, own.people
    beside = city.participants.sum() - here.sum(), city.people.sum() - people.sum()
    city = replace(
        city,
        participants=np.append(here, max(0, int(beside[0]))),
        people=np.append(people, max(0, int(beside[1]))),
        have_city_row=True,
    )
    return replace(own, by_code={c: own.by_code[c] for c in city.by_code}, of_city=city)


def _check_units(votes: Mapping[int, Tallies]) -> None:
    last = max(votes)
    for number, tallies in votes.items():
        if tallies.units != votes[last].units:
            said = Sentence(
                "vote {number} does not list the same units as vote {last}. Export the file "
                "again, or give each vote a row for every unit with “room” as the answer, in the "
                "same order.",
                number=number,
                last=last,
            )
            raise Faults(BAD, [Fault((), said)])


def _has_units(tallies: Tallies) -> bool:
    """Whether a vote has counts by unit, as a first one has."""
    return any(tally.has_answers for tally in tallies.by_code.values())


def _joined(framework: Framework, last: Tallies, votes: Iterable[Tallies]) -> Tallies:
    """The counts of each indicator in the last of the votes that has any."""
    by_code: dict[str, Tally] = {}
    for tallies in votes:
        by_code |= {c: t for c, t in tallies.by_code.items() if c not in by_code or t.has_answers}
    asked = [i.code for i in framework.root.indicators() if i.code in by_code]
    flags = {code: one for tallies in votes for code, one in tallies.asked.items()}
    return Tallies(
        last.units, last.participants, last.people, {c: by_code[c] for c in asked}, asked=flags
    )
