"""A result as long data: the counts of every vote, and each participant of an open workshop."""

from dataclasses import replace

from resilience.errors import NotAllowed
from resilience.exchange.counts import write_counts
from resilience.exchange.inputs import inputs_of
from resilience.exchange.responses import AnswerRow, write_responses
from resilience.services.access.access import FACILITATORS, Visitor, open_for
from resilience.services.access.tokens import hashed
from resilience.services.counting.counts import latest_round
from resilience.services.deciding.agreed_levels import scored
from resilience.services.results.results import WorkshopResult, admit, counting_rounds
from resilience.store import Store
from resilience.store.voting.levels import TokenAnswer, answers_when_fixed
from resilience.store.workshops import city_of, rounds, units
from resilience.text import mark

#: note next to a file of individual answers
WITHOUT_AGREED = mark(
    "Answers only: agreed levels and adopted weights are not in this file. They are in the counts"
    " file, which gives the workshop's overall score."
)


def counts_csv(result: WorkshopResult) -> str:
    """The counts of each vote that counts, by unit of the partition and indicator, as CSV.

    Includes all other inputs of the scores: readers of the file compute the same scores.
    """
    votes = {held.number: held.tallies for held in result.rounds}
    framework, city = result.workshop.framework, result.workshop.city.name
    inputs = inputs_of(framework, city, scored(result.agreed))
    return write_counts(votes, framework, replace(inputs, later=result.later))


def participants_csv(store: Store, visitor: Visitor, code: str) -> str:
    """What each participant of an open workshop answered in the votes that count, as CSV.

    Only for its facilitator. Participants are numbered in an order that reveals neither who they are nor when they
    answered. Raises as `admit`, and `NotAllowed` for other roles and if the workshop protects small groups.
    """
    workshop_id, _ = admit(store, visitor, code)
    with store.read() as session:
        workshop = open_for(session, visitor, code, FACILITATORS)
        if workshop.k:
            raise NotAllowed(
                "Individual participants' answers can be exported only from a workshop without small-group protection; in {code}, small groups are hidden. Use the counts instead.",
                code=workshop.code,
            )
        latest = latest_round(
            session, workshop, counting_rounds(workshop, rounds(session, workshop_id))
        )
        names = {unit.id: unit.name for unit in units(session, workshop_id)}
        city = city_of(session, workshop).name
        given = [
            row
            for row in answers_when_fixed(session, sorted(set(latest.values())))
            if latest.get(row.indicator) == row.round_id
        ]
    order = list(latest)
    given.sort(key=lambda row: (hashed(row.token_hash), order.index(row.indicator)))
    numbers = {hashed: n for n, hashed in enumerate(dict.fromkeys(r.token_hash for r in given), 1)}
    return write_responses(
        AnswerRow(
            0,
            city,
            names[row.unit_id],
            str(numbers[row.token_hash]),
            row.indicator,
            _answer_cell(row),
        )
        for row in given
    )


def _answer_cell(row: TokenAnswer) -> str:
    if row.state == "level":
        return str(row.level)
    return repr(row.number) if row.state == "number" else row.state
