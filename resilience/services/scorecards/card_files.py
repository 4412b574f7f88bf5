"""Convert uploaded files to cards: Excel scorecards, ODK and KoboToolbox exports, responses."""

from collections.abc import Collection
from dataclasses import dataclass

from resilience.errors import Fault, Faults, InputError, ResilienceError, Sentence
from resilience.exchange.collected import read_collected
from resilience.exchange.encodings import decoded
from resilience.exchange.kinds import TEXTS, Kind
from resilience.exchange.responses import STATES, AnswerRow, Responses, is_responses, read_responses
from resilience.exchange.rows import header_of
from resilience.framework import AnswerValue, Framework
from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.services.frameworks.uploads import SCORECARDS, checked_kind
from resilience.services.scorecards.card_answers import CardAnswer, SubmittedCard
from resilience.services.scorecards.offline_cards import next_vote
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Store, repeatable
from resilience.text import mark
from resilience.text.alike import alike
from resilience.workbook.cards import CardIdentity, NoScorecard, read_card
from resilience.workbook.reading.collected import collected_text

#: bytes of a CSV file: 500 participants of 600 indicators fit many times
MOST_CSV = 20 * 1024**2


@dataclass(frozen=True, slots=True)
class CardReader:
    """The context for reading card files: the workshop, and the number and mark of the open vote."""

    workshop: WorkshopView
    number: int
    vote: int

    @property
    def framework(self) -> Framework:
        """The framework, limited to what the workshop asks."""
        return self.workshop.framework


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The cards of a file, and the faults and remarks on it, each with its cell.

    A file that was refused as a whole has no cards.
    """

    name: str
    cards: tuple[SubmittedCard, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Fault, ...] = ()


@repeatable
def reader_of(store: Store, visitor: Visitor, code: str) -> CardReader:
    """Return the context for reading a workshop's card files, for the people who run it."""
    with store.read() as session:
        workshop = open_for(session, visitor, code, RUNNERS)
        view = describe(session, workshop)
        return CardReader(view, *next_vote(session, workshop))


def read_file(reader: CardReader, name: str, data: bytes) -> ReadFile:
    """Read the cards of one file; faults are returned, never raised."""
    try:
        kind = checked_kind(SCORECARDS, data, name)
        if kind in TEXTS or (kind is Kind.UNKNOWN and name.lower().endswith(".csv")):
            return _from_csv(reader, name, data)
        return _from_workbook(reader, name, data)
    except Faults as error:
        return ReadFile(name, (), tuple(_at(name, fault) for fault in error.faults))
    except ResilienceError as error:
        return ReadFile(name, (), (Fault((name,), Sentence(error.message, **error.values)),))


def _from_workbook(reader: CardReader, name: str, data: bytes) -> ReadFile:
    try:
        found = read_card(data, reader.framework)
    except NoScorecard:
        if (text := collected_text(data)) is None:
            raise
        return _from_collected(reader, name, text)
    _check_identity(found.identity, reader)
    notes = [_at(name, note) for note in found.notes]
    if found.identity.sha256 != reader.framework.sha256:
        said = mark(
            "was made with version {version} of the framework; the workshop uses {own}. Answers "
            "are matched by indicator code."
        )
        values = {"version": found.identity.version, "own": reader.framework.version}
        notes.insert(0, Fault((name,), Sentence(said, **values)))
    card = SubmittedCard(
        name,
        f"file {found.identity.card}",
        found.identity.department,
        found.identity.people,
        found.identity.language,
        tuple(
            CardAnswer(a.indicator, a.said, a.comment, a.evidence, a.place) for a in found.answers
        ),
    )
    return ReadFile(name, (card,), tuple(_at(name, f) for f in found.faults), tuple(notes))


def _check_identity(identity: CardIdentity, reader: CardReader) -> None:
    """Raise `InputError` for a scorecard of another workshop, framework or vote."""
    own = reader.workshop
    if identity.workshop != own.code:
        raise InputError(
            "This scorecard is for the workshop {other}, not for {code}. Import it there.",
            other=identity.workshop,
            code=own.code,
        )
    if identity.framework != own.framework.id:
        raise InputError(
            "This scorecard was made with the framework {other}; the workshop uses "
            "{framework}. Make new scorecards for this workshop.",
            other=identity.framework,
            framework=own.framework.id,
        )
    if identity.round != reader.number:
        raise InputError(
            "This scorecard was made for vote {other}; only vote {number} accepts "
            "scorecards now. Make new scorecards for the current vote.",
            other=identity.round,
            number=reader.number,
        )
    if identity.vote not in (0, reader.vote):
        raise InputError(
            "This scorecard was made for an earlier vote {number} that was dropped. Make new "
            "scorecards for the current vote.",
            number=reader.number,
        )


def _from_csv(reader: CardReader, name: str, data: bytes) -> ReadFile:
    if len(data) > MOST_CSV:
        raise InputError(
            "The file is larger than {most} MB. Upload a smaller file.", most=MOST_CSV // 1024**2
        )
    names = [reader.workshop.city.name, *(one.name for one in reader.workshop.departments)]
    text = decoded(data, names)
    if is_responses(header_of(text)):
        return _from_responses(reader, name, read_responses(text, reader.framework))
    return _from_collected(reader, name, text)


def _from_responses(reader: CardReader, name: str, found: Responses) -> ReadFile:
    _check_unit(reader, {row.unit for row in found.answers})
    people: dict[tuple[str, str], list[CardAnswer]] = {}
    for row in found.answers:
        answers = people.setdefault((row.department, row.participant), [])
        if row.answer:
            answers.append(CardAnswer(row.indicator, _parse_answer(row.answer), place=_row(row)))
    cards = [
        SubmittedCard(
            f"{name} · {participant}",
            f"csv {_department(reader, department)} {alike(participant)}",
            _department(reader, department),
            1,
            reader.workshop.language,
            tuple(answers),
        )
        for (department, participant), answers in people.items()
    ]
    return ReadFile(name, tuple(cards), (), tuple(_at(name, one) for one in found.together))


def _check_unit(reader: CardReader, units: Collection[str]) -> None:
    """Raise `InputError` for answers of several units, or of another city than the workshop's."""
    if len(units) > 1:
        raise InputError("The file has answers from several units. Keep only those of one unit.")
    own = reader.workshop
    known = {alike(name) for name in (own.city.name, own.code)}
    for unit in units:
        if alike(unit) not in known:
            raise InputError(
                "This file contains answers for {unit}, but the workshop {code} is for {city}. "
                "If the answers are from this workshop, enter {city} in the column unit and "
                "upload the file again.",
                unit=unit,
                code=own.code,
                city=own.city.name,
            )


def _from_collected(reader: CardReader, name: str, text: str) -> ReadFile:
    found = read_collected(text, reader.framework, reader.workshop.code)
    said = {(row.participant, row.indicator): row for row in found.answers}
    cards = [
        SubmittedCard(
            f"{name} · {sending}",
            f"sending {sending}",
            _department(reader, found.departments[sending]),
            people,
            reader.workshop.language,
            tuple(
                CardAnswer(
                    code,
                    _parse_answer(said[sending, code].answer) if (sending, code) in said else None,
                    found.comments.get((sending, code), ""),
                    place=_row(said[sending, code]) if (sending, code) in said else code,
                )
                for code in (i.code for i in reader.framework.root.indicators())
                if (sending, code) in said or (sending, code) in found.comments
            ),
        )
        for sending, people in found.tables.items()
    ]
    return ReadFile(name, tuple(cards), (), tuple(_at(name, one) for one in found.notes))


def _department(reader: CardReader, typed: str) -> str:
    """Find the department by name, ignoring differences of case, width and spaces."""
    named = {alike(one.name): one.name for one in reader.workshop.departments}
    return named.get(alike(typed), typed)


def _parse_answer(answer: str) -> AnswerValue:
    if answer in STATES:
        return "na" if answer == "na" else "dk"
    return float(answer)


def _row(row: AnswerRow) -> Sentence:
    return Sentence("row {row}, {code}", row=row.row, code=row.indicator)


def _at(name: str, fault: Fault) -> Fault:
    return Fault((name, *fault.place), fault.said)
