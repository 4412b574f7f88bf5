"""Each person's answers to repeated indicators, together with their first answers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resilience.scoring.counting.cells import Voices
from resilience.services.counting.later_vote import (
    first_figures,
    that_count,
)
from resilience.services.counting.strangers import confirmed_crowd
from resilience.services.voting.responses import asked_in
from resilience.store import Session
from resilience.store.tables import Round, Workshop
from resilience.store.voting.levels import PersonAnswer
from resilience.store.voting.votes import frozen_tallies
from resilience.store.workshops import rounds

#: counted answers of each participant, by indicator
Own = Mapping[int, Mapping[str, PersonAnswer]]


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """The answers in the figures of earlier votes, and the same with the new answers to `codes`.

    `codes` are the repeated indicators whose new figures are served.
    """

    codes: tuple[str, ...]
    before: Own
    after: Own


def asked_again(
    session: Session, workshop: Workshop, closed: Round, answers: Sequence[PersonAnswer]
) -> AskedAgain:
    """Compare a vote of an open workshop, closed with these answers, with earlier votes by their frozen figures."""
    earlier = votes_before(session, workshop, closed)
    asked = asked_of(session, workshop, earlier)
    first = first_figures(session, workshop, earlier, asked)
    shown = {row.indicator for row in frozen_tallies(session, [closed.id])}
    codes = tuple(code for code in first if code in shown)
    before = _own({code: one.voices for code, one in first.items()})
    now = that_count(answers, confirmed_crowd(session, workshop, earlier, answers), workshop.k)
    after = {
        who: {code: row for code, row in rows.items() if code not in codes}
        for who, rows in before.items()
    }
    for row in now:
        if row.indicator in codes:
            after.setdefault(row.participant_id, {})[row.indicator] = row
    return AskedAgain(codes, before, after)


def votes_before(session: Session, workshop: Workshop, closed: Round) -> list[Round]:
    """Return the earlier votes with which a closing vote is compared, oldest first.

    These are the ones whose figures were already shown. In an open workshop (k = 0) these are all, since each is
    counted separately.
    """
    held = [one for one in rounds(session, workshop.id) if one.number < closed.number]
    return [one for one in held if one.revealed_at is not None or not workshop.k]


def asked_of(session: Session, workshop: Workshop, held: Sequence[Round]) -> list[str]:
    """Return the codes of all indicators that these votes asked."""
    return list(dict.fromkeys(i.code for one in held for i in asked_in(session, workshop, one)))


def _own(first: Mapping[str, Voices]) -> dict[int, dict[str, PersonAnswer]]:
    found: dict[int, dict[str, PersonAnswer]] = defaultdict(dict)
    for code, voices in first.items():
        for who, voice in voices.items():
            found[who][code] = PersonAnswer(0, 0, who, voice.size, code, *voice.said)
    return found
