"""The phone page without its script: what one of its forms says, sent on as the script's posts are."""

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from starlette.datastructures import FormData

from resilience.errors import InputError, ResilienceError, WrongTime
from resilience.framework import AnswerValue
from resilience.scorecard.answers import read_said
from resilience.services.voting.deliveries import Submission, SubmissionResult
from resilience.services.voting.responses import LONGEST_REMARK, Answer, Ballot
from resilience.store.voting.answers import MOST_WRITES
from resilience.text import offered
from resilience.text.languages import CHOICE
from resilience.web.phone.sendings import CODE, OLDER, REMARKS, UNREAD

#: bytes of one field: the longest comment in signs of four bytes, each written %XX
MOST_BYTES = 12 * LONGEST_REMARK + 4096
#: the screen after the last indicator: the list of all
END = "end"


@dataclass(frozen=True, slots=True)
class PhoneForm:
    """A form: the screen, and what was chosen, typed and pressed on it.

    `vote` is the mark of the round for which it was shown. `comment` is None where the screen has no
    field for it.
    """

    at: str
    vote: int = 0
    said: AnswerValue | None = None
    comment: str | None = None
    measure: str = ""
    go: str = ""
    speak: str = ""

    def onwards(self, asked: Sequence[str]) -> str:
        """The address to go to: on after an answer, else where the button says."""
        step = 1 if self.said is not None else {"back": -1, "on": 1}.get(self.go, 0)
        speaking = {CHOICE: self.speak} if self.speak else {}
        return "/m?" + urlencode({"at": _beside(asked, self.at, step), **speaking})


def read_typed(form: FormData) -> PhoneForm:
    """The screen of a form, and what was typed on it."""
    return PhoneForm(
        at=str(form.get("at", "")),
        comment=_lines(str(form["comment"])) if "comment" in form else None,
        measure=str(form.get("measure", "")),
    )


def read_filled(form: FormData) -> PhoneForm:
    """What a form says; raises `InputError` for a number that is none, or a form of no such page."""
    typed, go = read_typed(form), str(form.get("go", ""))
    if not re.fullmatch(CODE, typed.at):
        raise InputError(UNREAD)
    written = typed.measure if go == "measure" else str(form.get("said", ""))
    try:
        return replace(
            typed,
            vote=int(str(form.get("round", "0"))),
            said=read_said(written) if written or go == "measure" else None,
            go=go,
            speak=offered(str(form.get("speak", ""))) or "",
        )
    except ValueError as error:
        raise InputError("Type a number.") from error


def submissions_of(filled: PhoneForm, ballot: Ballot, language: str) -> list[Submission]:
    """What a form gives, newer than all that the `ballot` has; `language` is that of its page.

    "keep" confirms all earlier answers that have none in this vote.
    """
    if filled.go == "keep":
        return list(_confirmed(filled.vote, ballot, language))
    before = ballot.answers.get(filled.at)
    given: list[tuple[AnswerValue | None, dict[str, str]]] = []
    if filled.said is not None:
        given.append((filled.said, {}))
    if filled.comment is not None and filled.comment != (before.comment if before else ""):
        given.append((None, {"comment": filled.comment}))
    counters = (min(ballot.counter + n, MOST_WRITES) for n in range(1, 1 + len(given)))
    return [
        Submission(_new_id(), filled.vote, counter, filled.at, said, remark, language)
        for counter, (said, remark) in zip(counters, given, strict=True)
    ]


def check_stored(results: Iterable[SubmissionResult | ResilienceError]) -> None:
    """Raise the first refusal, or `WrongTime` where another device gave something newer meanwhile."""
    for one in results:
        if isinstance(one, ResilienceError):
            raise one
        if not one.stands:
            raise WrongTime(OLDER)


def _confirmed(vote: int, ballot: Ballot, language: str) -> Iterator[Submission]:
    """Earlier answers, with what was written to them unless something is written in this vote.

    They take no new number, so an answer that another device gives meanwhile is never overwritten.
    """
    for code, earlier in ballot.before.items():
        here = ballot.answers.get(code)
        if here and here.said is not None:
            continue
        yield Submission(_new_id(), vote, ballot.counter, code, earlier.said, {}, language)
        written = {} if here and _written(here) else _written(earlier)
        if written:
            typed_in = earlier.language or language
            yield Submission(_new_id(), vote, ballot.counter, code, None, written, typed_in)


def _written(answer: Answer) -> dict[str, str]:
    """The comment, evidence and confidence that there are, by name."""
    return {name: value for name in REMARKS if (value := getattr(answer, name))}


def _new_id() -> str:
    return uuid.uuid4().hex


def _beside(asked: Sequence[str], code: str, step: int) -> str:
    """The screen `step` screens on; before the first there is none, after the last comes the end."""
    codes = [*asked, END]
    at = codes.index(code) if code in codes else 0
    return codes[min(max(at + step, 0), len(codes) - 1)]


def _lines(typed: str) -> str:
    """A text as the script sends it: a browser's form ends lines in another way."""
    return typed.replace("\r\n", "\n").strip()
