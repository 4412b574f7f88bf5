"""Rules of scorecards: as CSV and as Excel files, typed in from paper, and taken back."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import rule

from resilience.errors import InputError, NotFound, WrongTime
from resilience.exchange.responses import AnswerRow, write_responses
from resilience.framework import AnswerValue
from resilience.services.access.access import RUNNERS
from resilience.services.access.tokens import hashed
from resilience.services.scorecards import (
    card_files,
    card_imports,
    cards,
    offline_cards,
    typed_cards,
)
from resilience.services.scorecards.card_answers import CardAnswer, SubmittedCard
from resilience.services.scorecards.offline_cards import CardOrder
from resilience.services.scorecards.typed_cards import PaperCard
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.store.tables import Participant
from resilience.text import Text
from tests.fuzz.base import Done, first, often
from tests.fuzz.hands import Chosen, chosen
from tests.fuzz.model.people import Person
from tests.fuzz.model.workshop import Import, Workshop
from tests.fuzz.settling import Settling
from tests.fuzz.timely import imported, taking
from tests.fuzz.voting import NUMBER, PLACE, SAID, as_kept, fits
from tests.services.cards import filled
from tests.services.held import rows

#: what was answered on a card, by the place of the indicator
Answered = list[tuple[int, AnswerValue]]
ANSWERED = st.lists(st.tuples(st.integers(0, 3), st.sampled_from(SAID)), min_size=1, max_size=3)
#: what stands on a card for an answer that is no level
SIGNS: Mapping[AnswerValue, str] = {"na": "n", "dk": "?"}
#: cards with what is new on them, by code
News = list[tuple[SubmittedCard, dict[str, CardAnswer]]]
CARDS = st.lists(st.tuples(PLACE, st.integers(1, 3), ANSWERED), min_size=1, max_size=4)


class Carding(Settling):
    """What comes in from people without a phone."""

    @often(taking)
    @rule(who=chosen(), at=NUMBER, some=CARDS, once=st.booleans())
    def csv_is_taken_in(
        self, who: Chosen, at: int, some: list[tuple[int, int, Answered]], once: bool
    ) -> None:
        """A file of responses; the same participants may come again with other answers."""
        workshop = self.workshop(at, taking)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        lines = {}
        for place, number, answered in some:
            department = list(workshop.departments)[place]
            for n, said in answered:
                indicator = workshop.tier_asks[n % len(workshop.tier_asks)]
                if fits(workshop, indicator, said):
                    row = AnswerRow(0, workshop.city, department, str(number), indicator, str(said))
                    lines[department, number, indicator] = row
        reader = self.tried(why, card_files.reader_of, self.store, visitor, code)
        if reader:
            text = write_responses(lines.values()).encode()
            found = card_files.read_file(reader.value, "answers.csv", text)
            assert not found.faults
            halves = [replace(card, answers=(one,)) for card in found.cards for one in card.answers]
            taken = found.cards if once else [*halves, *found.cards]
            self._cards_come(who, workshop, taken)

    @often(taking)
    @rule(who=chosen(), at=NUMBER, place=PLACE, people=st.sampled_from((1, 3)), said=ANSWERED)
    def an_excel_file_is_taken_in(
        self, who: Chosen, at: int, place: int, people: int, said: Answered
    ) -> None:
        """A file that was handed out, filled in, and may come twice."""
        workshop = self.workshop(at, taking)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        name = list(workshop.departments)[place]
        wanted = [CardOrder(workshop.departments[name], 1, people)]
        why = why or first((name == MIXED_TABLES and people == 1, InputError))
        made = self.tried(
            why, offline_cards.offline_cards, self.store, visitor, code, wanted, Text("ko")
        )
        if made and workshop.taken:
            with zipfile.ZipFile(io.BytesIO(made.value)) as packed:
                blank = packed.read(packed.namelist()[0])
            codes = workshop.taken.asked
            given = {codes[n % len(codes)]: {"answer": SIGNS.get(x, x)} for n, x in said}
            reader = card_files.reader_of(self.store, visitor, code)
            found = card_files.read_file(reader, "card.xlsx", filled(blank, given))
            self._cards_come(who, workshop, found.cards)

    @often(taking)
    @rule(
        who=chosen(),
        at=NUMBER,
        place=PLACE,
        number=st.sampled_from(("7", "007", "8", "")),
        people=st.sampled_from((1, 1, 1, 3, 0)),
        said=ANSWERED,
        words=st.sampled_from(("", "", "Half of them.")),
    )
    def a_paper_card_is_typed_in(
        self,
        who: Chosen,
        at: int,
        place: int,
        number: str,
        people: int,
        said: Answered,
        words: str,
    ) -> None:
        workshop = self.workshop(at, taking)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        name, asked = list(workshop.departments)[place], workshop.tier_asks
        if workshop.taken:
            asked = workshop.taken.asked
        given = {
            asked[n % len(asked)]: x for n, x in said if fits(workshop, asked[n % len(asked)], x)
        }
        given = {code: given[code] for code in workshop.tier_asks if code in given}
        comments = dict.fromkeys(list(given)[:1], words)
        sheet = PaperCard(
            workshop.departments[name],
            number,
            people,
            {c: str(x) for c, x in given.items()},
            comments,
        )
        plain = number.lstrip("0")
        answers = tuple(CardAnswer(c, x, comments.get(c, "")) for c, x in given.items())
        card = SubmittedCard(
            plain, f"paper {sheet.department_id} {plain}", name, people, "ja", answers
        )
        person = self._of_card(workshop, card.key)
        misplaced = (name == MIXED_TABLES and people == 1) or (person and person.size != people)
        misplaced = misplaced or workshop.is_late(person)
        why = why or first(
            (workshop.taken is None, WrongTime),
            (not plain or not given or not people or bool(misplaced), InputError),
        )
        news = self._news(workshop, [card])
        done = self.tried(why, typed_cards.keep_sheet, self.store, visitor, code, sheet, "ja")
        self._taken_in(workshop, news, done)

    @often(imported)
    @rule(who=chosen(), at=NUMBER)
    def an_import_is_taken_back(self, who: Chosen, at: int) -> None:
        workshop = self.workshop(at, imported)
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        numbers = [*list(workshop.imports) * 4, 0]
        found = workshop.imports.get(numbers[at % len(numbers)])
        vote = workshop.votes[-1] if workshop.votes else None
        is_open = found and workshop.taken is vote and vote and vote.number == found.number
        why = why or first((found is None or found.undone, NotFound), (not is_open, WrongTime))
        done = self.tried(
            why, card_imports.undo_import, self.store, visitor, code, found.id if found else 0
        )
        if done and found:
            assert done.value == workshop.undo(found)

    def _cards_come(self, who: Chosen, workshop: Workshop, some: Sequence[SubmittedCard]) -> None:
        """Staff look at cards, and take them in."""
        visitor, code, why = self.staff(who, workshop, RUNNERS)
        why = why or first((workshop.taken is None, WrongTime))
        call = (self.store, visitor, code, some)
        looked = self.tried(why, cards.look_at_cards, *call)
        news = self._news(workshop, some)
        if looked:
            counted = sum(one.new + one.changed for one in looked.value)
            assert counted == sum(len(answers) for _, answers in news)
        self._taken_in(workshop, news, self.tried(why, cards.take_cards, *call))

    def _news(self, workshop: Workshop, some: Sequence[SubmittedCard]) -> News:
        """The cards with something new, and what that is; of two files of one card the first has it."""
        found: News = []
        vote, known = workshop.taken, set[tuple[str, str]]()
        for card in some if vote else ():
            person, answers = self._of_card(workshop, card.key), dict[str, CardAnswer]()
            alone = card.department == MIXED_TABLES and card.people == 1
            other = person and (person.size, person.department) != (card.people, card.department)
            left = alone or other or workshop.is_late(person)
            for answer in card.answers:
                code = answer.indicator
                row = person.here.get((vote.number, code)) if person and vote else None
                comment = answer.comment or (row.comment if row else "")
                new = row is None or row.said != answer.said or row.comment != comment
                asked = vote is not None and code in vote.asked
                if new and asked and (card.key, code) not in known and not left:
                    answers[code] = answer
                known.add((card.key, code))
            if answers:
                found.append((card, answers))
        return found

    def _of_card(self, workshop: Workshop, key: str) -> Person | None:
        return next((p for p in workshop.people.values() if p.key == key), None)

    def _taken_in(
        self, workshop: Workshop, news: News, done: Done[cards.CardImportResult] | None
    ) -> None:
        """The model takes in what the workshop did."""
        if done is None or workshop.taken is None:
            return
        assert (done.value.id is None) == (not news)
        answered = sum(len(answers) for _, answers in news)
        assert (done.value.cards, done.value.answers) == (len(news), answered)
        if done.value.id is None:
            return
        number = workshop.taken.number
        made = Import(done.value.id, number, {}, {}, [], len(news), answered)
        for card, answers in news:
            person = self._of_card(workshop, card.key) or self._came_by_card(workshop, card, made)
            counter = person.counter + 1
            for code, answer in answers.items():
                made.before[person.id, code] = person.here.get((number, code))
                said = {"said": as_kept(code, answer.said or 0)}
                spoke = {"comment": answer.comment, "language": "ja"} if answer.comment else {}
                row = workshop.save(person, code, counter, **said, **spoke)
                made.wrote[person.id, code] = (row.counter, row.comment_counter)
        workshop.imports[made.id] = made

    def _came_by_card(self, workshop: Workshop, card: SubmittedCard, made: Import) -> Person:
        """The participant that a new card made."""
        mark = f"card:{hashed(f'{workshop.code} {card.key}')}"
        (row,) = rows(self.store, Participant, token_hash=mark)
        person = Person(
            row.id,
            card.department,
            card.people,
            key=card.key,
            language=card.language,
        )
        workshop.people[person.id] = person
        made.joined.append(person.id)
        return person
