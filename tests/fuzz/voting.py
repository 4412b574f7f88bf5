"""Rules of the room: people join, answer, remark, send late and twice, and look at what is theirs."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from resilience.errors import InputError, NotFound, WrongTime
from resilience.framework import AnswerValue, Goalposts
from resilience.services.access.access import Visitor, identify
from resilience.services.voting import responses
from resilience.services.workshop import participants
from resilience.services.workshop.plan import MIXED_TABLES
from tests.fuzz.base import NO_CODE, Machine, Refusal, first, often
from tests.fuzz.hands import Chosen, chosen
from tests.fuzz.model.people import Person, Written
from tests.fuzz.model.workshop import Workshop
from tests.fuzz.timely import taking, uncut, voting_again
from tests.services.delivering import form_answer, keep_earlier, save_remark
from tests.services.held import KEY, present

SAID: tuple[AnswerValue, ...] = (0, 1, 2, 3, 4, "na", "dk")
#: a few answers are such as no scale of five levels or of 0 to 10 hours has them
ODD: tuple[Any, ...] = (*SAID * 3, -1, 99, "perhaps")
WORDS = ("", "The culvert is blocked.", "见附图。", " turned \u202eround ")
REMARKS = ("comment", "evidence", "confidence")
SIZES = (1, 1, 1, 1, 1, 1, 2, 3, 5)
NUMBER = st.integers(0, 99)
#: departments by their place, the first ones more often
PLACE = st.sampled_from((0, 0, 0, 0, 1, 1, 1, 2, 2, 3))


def kept(words: str) -> str:
    """Words as they are kept."""
    return words.replace("\u202e", "").strip()


def fits(workshop: Workshop, code: str, said: AnswerValue) -> bool:
    """Whether an indicator's scale has an answer."""
    if isinstance(said, str):
        return said in ("na", "dk")
    scale = {i.code: i.scale for i in workshop.framework.root.indicators()}.get(code)
    if scale is None:
        return False
    if isinstance(scale, Goalposts):
        return 0 <= said <= 10
    return 0 <= said <= scale.top


def as_kept(code: str, said: AnswerValue) -> AnswerValue:
    """An answer as it is kept: hours are measured."""
    if isinstance(said, str):
        return said
    return float(said) if code == "P2" else int(said)


class Voting(Machine):
    """What participants do while there is a vote, and when there is none."""

    def come(
        self, workshop: Workshop, place: int, size: int, said: Sequence[AnswerValue | None]
    ) -> Person | None:
        """Somebody joins and answers what is asked, None for a blank."""
        name = list(workshop.departments)[place % len(workshop.departments)]
        alone = name == MIXED_TABLES and size == 1
        why = first((workshop.closed, WrongTime), (alone, InputError))
        done = self.tried(
            why,
            participants.join,
            self.store,
            workshop.code,
            department_id=workshop.departments[name],
            language="en",
            size=size if size > 1 else None,
        )
        if done is None:
            return None
        who = identify(self.store, KEY, participant_token=done.value)
        person = Person(present(who.participant_id), name, size, done.value)
        workshop.people[person.id] = person
        if workshop.taken:
            for n, code in enumerate(workshop.taken.asked[:5]):
                answer = said[n % len(said)]
                if answer is not None:
                    self.answer(workshop, person, who, code, answer, None)
        return person

    def answer(
        self, workshop: Workshop, person: Person, who: Visitor, code: str, said: Any, why: Refusal
    ) -> None:
        """Somebody answers an indicator; `why` says that they may not."""
        why = why or self._refused(workshop, person, code, said)
        done = self.tried(why, form_answer, self.store, who, code, said)
        if done:
            stands = _sent(workshop, person, code, said=as_kept(code, said))
            assert _read(done.value) == stands

    def _refused(self, workshop: Workshop, person: Person, code: str, said: Any = "na") -> Refusal:
        vote = workshop.taken
        asked = vote is not None and code in vote.asked
        wrong = asked and not fits(workshop, code, said)
        late = vote is None or workshop.is_late(person)
        return first((late, WrongTime), (not asked, InputError), (wrong, InputError))

    @rule(
        at=NUMBER,
        place=PLACE,
        size=st.sampled_from(SIZES),
        said=st.lists(st.sampled_from((*SAID, None)), min_size=3, max_size=3),
    )
    def joins(self, at: int, place: int, size: int, said: list[AnswerValue | None]) -> None:
        self.come(self.workshop(at), place, size, said)

    @rule(
        at=NUMBER,
        size=st.sampled_from((0, 1, 1001)),
        wrong=st.booleans(),
        language=st.sampled_from(("en", "de")),
    )
    def is_not_let_in(self, at: int, size: int, wrong: bool, language: str) -> None:
        workshop = self.workshop(at)
        code, department = (NO_CODE, 0) if wrong else (workshop.code, 0)
        why = first(
            (size != 1, InputError),
            (language == "de", InputError),
            (wrong, NotFound),
            (workshop.closed, WrongTime),
            (True, InputError),
        )
        self.tried(
            why,
            participants.join,
            self.store,
            code,
            department_id=department,
            language=language,
            size=None if size == 1 else size,
        )

    @often(taking)
    @rule(who=chosen(), at=NUMBER, said=st.sampled_from(ODD))
    def answers(self, who: Chosen, at: int, said: Any) -> None:
        workshop, person, visitor, why = self.somebody(who, taking)
        codes = workshop.taken.asked if workshop.taken and at % 10 else (*workshop.tier_asks, "NO1")
        self.answer(workshop, person, visitor, codes[at % len(codes)], said, why)

    @often(taking)
    @rule(
        who=chosen(),
        at=NUMBER,
        comment=st.none() | st.sampled_from(WORDS),
        evidence=st.none() | st.sampled_from(WORDS),
        sure=st.sampled_from((None, None, "low", "high", "low", "high", None, "quite")),
    )
    def remarks(
        self, who: Chosen, at: int, comment: str | None, evidence: str | None, sure: str | None
    ) -> None:
        workshop, person, visitor, why = self.somebody(who, taking)
        code = workshop.tier_asks[at % len(workshop.tier_asks)]
        why = why or self._refused(workshop, person, code) or first((sure == "quite", InputError))
        written = {"comment": comment, "evidence": evidence, "confidence": sure}
        given = {name: words for name, words in written.items() if words is not None}
        done = self.tried(
            why,
            save_remark,
            self.store,
            visitor,
            code,
            language="ja",
            **given,
        )
        if done:
            changes: dict[str, Any] = {name: kept(words) for name, words in given.items()}
            if comment is not None or evidence is not None:
                changes["language"] = "ja"
            assert _read(done.value) == _sent(workshop, person, code, **changes)

    @often(voting_again)
    @rule(who=chosen())
    def confirms_earlier_answers(self, who: Chosen) -> None:
        workshop, person, visitor, why = self.somebody(who, voting_again)
        self.confirms(workshop, person, visitor, why)

    def confirms(self, workshop: Workshop, person: Person, visitor: Visitor, why: Refusal) -> None:
        """Somebody keeps all earlier answers."""
        vote = workshop.taken
        last = workshop.votes[-1] if workshop.votes else None
        before = [] if why or not last else list(responses.own_ballot(self.store, visitor).before)
        mine = person.answers(last.number) if last else {}
        kept_now = [code for code in before if code not in mine]
        why = why or first((vote is None and bool(kept_now), WrongTime))
        done = self.tried(why, keep_earlier, self.store, visitor)
        if done and last:
            assert done.value == len(kept_now)
            for code in kept_now:
                self._keeps(workshop, person, code, last.number)

    def _keeps(self, workshop: Workshop, person: Person, code: str, number: int) -> None:
        """An earlier answer counts in this vote, with what was written to it unless something is here."""
        row, here = person.earlier(number)[code], person.here.get((number, code), Written())
        written: dict[str, Any] = {n: value for n in REMARKS if (value := getattr(row, n))}
        _sent(workshop, person, code, person.counter, said=row.said)
        if written and not any(getattr(here, n) for n in REMARKS):
            if "comment" in written or "evidence" in written:
                written["language"] = row.language
            _sent(workshop, person, code, person.counter, **written)

    @often(uncut)
    @rule(who=chosen(), place=NUMBER)
    def changes_department(self, who: Chosen, place: int) -> None:
        workshop, person, visitor, why = self.somebody(who, uncut)
        names = [*workshop.departments, "elsewhere"]
        name = names[place % len(names)]
        alone = name == MIXED_TABLES and person.size == 1
        why = why or first(
            (workshop.is_counted, WrongTime), (name == "elsewhere" or alone, InputError)
        )
        if self.tried(
            why, participants.move, self.store, visitor, workshop.departments.get(name, 0)
        ):
            person.department = name

    @rule(who=chosen(), language=st.sampled_from(("ja", "ko", "de")))
    def changes_language(self, who: Chosen, language: str) -> None:
        _, person, visitor, stranger = self.somebody(who)
        why = first((language == "de", InputError))
        if self.tried(why, participants.speak, self.store, visitor, language) and not stranger:
            person.language = language

    @rule(who=chosen())
    def looks_at_own_answers(self, who: Chosen) -> None:
        workshop, person, visitor, why = self.somebody(who)
        ballot = self.tried(why, responses.own_ballot, self.store, visitor)
        history = self.tried(why, responses.own_history, self.store, visitor)
        if ballot and history:
            last = workshop.votes[-1] if workshop.votes else None
            here = {c: x for (n, c), x in person.here.items() if last and n == last.number}
            assert {c: _read(a) for c, a in ballot.value.answers.items()} == here
            assert ballot.value.open == (workshop.taken is not None)
            assert ballot.value.counter == person.counter
            before = person.earlier(last.number) if last and last.number else {}
            late = workshop.is_late(person)
            assert ballot.value.late == late
            asked = {c: x for c, x in before.items() if last and c in last.asked and not late}
            assert set(ballot.value.asked) == set(last.asked if last and not late else ())
            assert {c: _read(a) for c, a in ballot.value.before.items()} == asked
            assert [_read(a) for a in history.value] == [row for _, row in person.replaced]


def _sent(
    workshop: Workshop, person: Person, code: str, counter: int | None = None, **changes: Any
) -> Written:
    """Write what was sent under an id that the model does not know."""
    person.other_sent.append(workshop.votes[-1].number)
    return workshop.save(person, code, counter, **changes)


def _read(answer: responses.Answer) -> Written:
    """An answer as a service gave it."""
    return Written(
        answer.said,
        answer.comment,
        answer.evidence,
        answer.confidence,
        answer.language,
        answer.counter,
        answer.comment_counter,
    )
