"""Answers as the scorecard writes them: a level or number in figures, "na" or "dk", "" for none."""

from collections.abc import Mapping

from resilience.framework import AnswerValue
from resilience.services.access.tokens import hashed
from resilience.services.voting.responses import Answer

#: an answer with what was written to it, by field
Own = dict[str, str]


def sent_form(said: AnswerValue | None) -> str:
    """An answer as text: "2", "2.75", "na", "dk", or "" for none."""
    if said is None or isinstance(said, str):
        return said or ""
    return str(int(said)) if float(said).is_integer() else repr(float(said))


def read_said(written: str) -> AnswerValue:
    """Parse an answer from its text; raises `ValueError` if it is none."""
    if written in ("na", "dk"):
        return "na" if written == "na" else "dk"
    return float(written)


def own_answers(answers: Mapping[str, Answer]) -> dict[str, Own]:
    """A participant's answers and remarks by the code of the indicator."""
    return {code: _own(answer) for code, answer in answers.items()}


def write_mark(answer: Answer) -> str:
    """What is another one after each write to an answer."""
    return hashed(f"{answer.counter} {answer.comment_counter} {answer.saved_at.timestamp()}")[:8]


def _own(answer: Answer) -> Own:
    return {
        "said": sent_form(answer.said),
        "comment": answer.comment,
        "evidence": answer.evidence,
        "confidence": answer.confidence or "",
        "mark": write_mark(answer),
    }
