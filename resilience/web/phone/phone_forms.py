"""The phone page without its script: what one of its forms says, stored as the script's posts are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import FormData

from resilience.errors import InputError
from resilience.framework import AnswerValue
from resilience.scorecard.answers import read_said
from resilience.services.access.access import Visitor
from resilience.services.voting.responses import (
    LONGEST_REMARK,
    Ballot,
    confirm_earlier,
    write_answer,
    write_remark,
)
from resilience.store import Session
from resilience.store.voting.trimming import trim_kept
from resilience.text import offered
from resilience.text.languages import CHOICE

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
    go: str = ""
    speak: str = ""

    def onwards(self, asked: Sequence[str]) -> str:
        """The address to go to: on after an answer, else where the button says."""
        step = 1 if self.said is not None else {"back": -1, "on": 1}.get(self.go, 0)
        speaking = {CHOICE: self.speak} if self.speak else {}
        return "/m?" + urlencode({"at": _beside(asked, self.at, step), **speaking})


def read_filled(form: FormData) -> PhoneForm:
    """What a form says; raises `InputError` for a number that is none, or a form of no such page."""
    written, go = str(form.get("said", "")), str(form.get("go", ""))
    try:
        if go == "measure":
            written = str(form.get("measure", ""))
        return PhoneForm(
            at=str(form.get("at", "")),
            vote=int(str(form.get("round", "0"))),
            said=read_said(written) if written or go == "measure" else None,
            comment=_lines(str(form["comment"])) if "comment" in form else None,
            go=go,
            speak=offered(str(form.get("speak", ""))) or "",
        )
    except ValueError as error:
        raise InputError("Type a number.") from error


def write_filled(
    visitor: Visitor, filled: PhoneForm, ballot: Ballot, language: str, *, trim: bool = False
) -> Callable[[Session], None]:
    """What stores the answer and the comment of a form: both, or where one is refused neither.

    "keep" confirms all own answers of the vote before that have none in this one. `trim` as in
    `SubmissionBatch`.
    """
    before = ballot.answers.get(filled.at)
    kept = before.comment if before else ""

    def work(session: Session) -> None:
        if filled.go == "keep":
            confirm_earlier(session, visitor, vote=filled.vote)
        if filled.said is not None:
            write_answer(session, visitor, filled.at, filled.said, vote=filled.vote)
        if filled.comment is not None and filled.comment != kept:
            given = {"comment": filled.comment}
            write_remark(session, visitor, filled.at, given, language=language, vote=filled.vote)
        if trim and visitor.participant_id is not None:
            trim_kept(session, [visitor.participant_id])

    return work


def _beside(asked: Sequence[str], code: str, step: int) -> str:
    """The screen `step` screens on; before the first there is none, after the last comes the end."""
    codes = [*asked, END]
    at = codes.index(code) if code in codes else 0
    return codes[min(max(at + step, 0), len(codes) - 1)]


def _lines(typed: str) -> str:
    """A text as the script sends it: a browser's form ends lines in another way."""
    return typed.replace("\r\n", "\n").strip()
