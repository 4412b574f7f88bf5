"""Each person's answers to repeated indicators, and the figures that these had at first."""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence, Set
from dataclasses import dataclass

from resilience.scoring.counting.cells import Voice, Voices
from resilience.services.voting.responses import asked_in, codes_asked
from resilience.services.workshop.groups import units_asked
from resilience.store import Session
from resilience.store.results.kept import came_by_unit, facts_of, rooms_of
from resilience.store.tables import FrozenFacts, FrozenRoom, Round, Workshop
from resilience.store.voting.levels import PersonAnswer, held_when_fixed
from resilience.store.voting.votes import TallyRow, frozen_tallies
from resilience.store.workshops import city_rows, rounds, units

#: counted answers of each participant, by indicator
Own = Mapping[int, Mapping[str, PersonAnswer]]


#: row of "don't know" counts, for the city only
DONT_KNOW = "dk"


@dataclass(frozen=True, slots=True)
class FirstFigures:
    """The first figures of an indicator: answers by participant, without those erased since, and counts of everyone.

    `took_part` are the participants in that vote. `people` and `devices` count those who took part by answer, ""
    for none or one that is not shown; a table is one device. `levels` is true if anybody in the figures gave more
    than "don't know", `alone` if anybody in them answered alone. Nothing that decides whether a later vote is served
    changes when somebody erases their answers.
    """

    voices: Voices
    took_part: Set[int]
    levels: bool
    alone: bool
    devices: Counter[str]
    people: Counter[str]


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
    after = {
        who: {code: row for code, row in rows.items() if code not in codes}
        for who, rows in before.items()
    }
    for row in answers:  # in an open workshop all of them count
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


def first_figures(
    session: Session, workshop: Workshop, before: Sequence[Round], codes: Collection[str]
) -> dict[str, FirstFigures]:
    """Return, by indicator and participant, the answers in the served figures of its first vote.

    They are as they were when fixed. In an open workshop (k = 0), where each vote is counted separately, those of
    the latest vote. Erased people are left out. An indicator that none of these votes asked, as in votes that earlier
    versions opened, has no figures.
    """
    latest_wins = before if not workshop.k else reversed(before)
    first = dict.fromkeys(codes, before[0]) if before else {}
    first |= {code: held for held in latest_wins for code in codes_asked(session, workshop, held)}
    ids = sorted({held.id for held in first.values()})
    facts, rest = facts_of(session, ids), city_rows(session, workshop.id)["rest"].id
    every = frozenset(unit.id for unit in units(session, workshop.id))
    said: dict[tuple[int, str], list[PersonAnswer]] = defaultdict(list)
    took_part: dict[int, dict[int, PersonAnswer]] = defaultdict(dict)
    for row in held_when_fixed(session, ids):
        if row.size > 1 or not facts[row.round_id].left_out:
            said[row.round_id, row.indicator].append(row)
            took_part[row.round_id][row.participant_id] = row
    shown: dict[tuple[int, str], list[TallyRow]] = defaultdict(list)
    for tally in frozen_tallies(session, ids):
        if tally.unit_id in every | {rest}:
            shown[tally.round_id, tally.indicator].append(tally)
    rooms, asked = rooms_of(session, ids), units_asked(session, workshop)
    found = {}
    for code in codes:
        at, own = first[code].id, asked.get(code, every)
        voters = [row for row in took_part[at].values() if row.unit_id in own]
        here = [room for room in rooms if room.round_id == at and room.unit_id in own]
        came = _attendance(facts[at], own, voters, here)
        voices = _voices_in(said[at, code], shown[at, code], rest)
        alone = _has_alone(facts[at], code, voices, here)
        known = {row.participant_id for row in voters}
        found[code] = _figures(shown[at, code], came, voices, known, alone=alone)
    return found


def _voices_in(said: Sequence[PersonAnswer], shown: Sequence[TallyRow], rest: int) -> Voices:
    """The answers that these rows of figures count; "don't know" is a row of its own."""
    rows: set[Hashable] = {DONT_KNOW if one.answer == "dk" else one.unit_id for one in shown}
    levels = {one.unit_id for one in shown if one.answer not in ("na", "dk")}
    voices = {}
    for one in said:
        unit = one.unit_id if one.unit_id in rows else rest
        place: Hashable = DONT_KNOW if one.state == "dk" else unit
        if place in rows and (one.state in ("na", "dk") or unit in levels):
            voices[one.participant_id] = _voice(one)
    return voices


def _has_alone(facts: FrozenFacts, code: str, voices: Voices, rooms: Sequence[FrozenRoom]) -> bool:
    """Whether somebody may have answered alone; votes that earlier versions closed do not say who erased theirs."""
    if facts.alone is not None:
        return code in facts.alone
    return any(room.answers_gone for room in rooms) or any(v.size == 1 for v in voices.values())


def _attendance(
    facts: FrozenFacts,
    own: Collection[int],
    voters: Sequence[PersonAnswer],
    rooms: Sequence[FrozenRoom],
) -> tuple[int, int]:
    """Devices and people of the units in `own` who had taken part; of old votes as many as figures or answers show."""
    came = came_by_unit(facts)
    if came:
        here = [came.get(unit, (0, 0)) for unit in own]
        return sum(one[0] for one in here), sum(one[1] for one in here)
    return (
        max(len(voters), sum(room.participants for room in rooms)),
        max(sum(row.size for row in voters), sum(room.people for room in rooms)),
    )


def _figures(
    shown: Sequence[TallyRow],
    came: tuple[int, int],
    voices: Voices,
    took_part: Set[int],
    *,
    alone: bool,
) -> FirstFigures:
    """The devices and people of these rows by answer, "" for those who came and are in none, with who answered what."""
    devices, people = Counter({"": came[0]}), Counter({"": came[1]})
    for row in shown:
        devices.update({row.answer: row.answers, "": -row.answers})
        people.update({row.answer: row.people, "": -row.people})
    levels = any(row.answer != "dk" for row in shown)
    return FirstFigures(voices, took_part, levels, alone, devices, people)


def _voice(row: PersonAnswer) -> Voice:
    return Voice(row.size, (row.state, row.level, row.number))
