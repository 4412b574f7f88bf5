"""Read and check what the scorecard posts, and answer it."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from resilience.errors import InputError, ResilienceError
from resilience.scorecard.answers import sent_form, write_mark
from resilience.services.voting.deliveries import Submission, SubmissionResult
from resilience.services.voting.responses import Answer, VoteClosed
from resilience.store.voting.answers import MOST_WRITES
from resilience.text import LANGUAGES, Text, mark
from resilience.web.guard.refusals import whole

#: digits of the id of a row, as a database holds it
DIGITS = 9
#: bytes of one post: ten comments of the longest kind in four-byte signs, and room
MOST_POSTED = 400_000
UNREAD = mark("This cannot be read, so nothing was stored.")
OLDER = mark(
    "You had already given a newer answer, perhaps on another device, so that one still "
    "counts. The answer from this page is kept under “Your changes” on My answers."
)
#: answers in one post
MOST_ANSWERS = 50
#: the code of an indicator: no sign that a database refuses
CODE = "[0-9A-Za-z._-]{1,40}"
#: what is written to an answer, one of them in a sending
REMARKS = ("comment", "evidence", "confidence")

#: a whole number that a float can hold
Level = Annotated[int, Field(ge=-(2**53), le=2**53)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False)


class Post(_Strict):
    """All that is posted at once: the `person` whose page it is, and what waited there."""

    person: str = Field(max_length=64)
    answers: list[Any] = Field(min_length=1, max_length=MOST_ANSWERS)


class _Sending(_Strict):
    sent_id: str = Field(pattern="^[0-9a-zA-Z-]{8,64}$")
    round: Annotated[int, Field(ge=0, le=2**53)]
    counter: Annotated[int, Field(ge=1, le=MOST_WRITES)]
    indicator: str = Field(pattern=f"^{CODE}$")
    language: str
    said: Level | float | Literal["na", "dk"] | None = None
    comment: str | None = None
    evidence: str | None = None
    confidence: str | None = None

    @property
    def remark(self) -> dict[str, str]:
        """The comment, evidence or confidence, by its name."""
        given = {name: getattr(self, name) for name in REMARKS}
        return {name: value for name, value in given.items() if value is not None}

    @model_validator(mode="after")
    def _one_thing_in_a_language(self) -> "_Sending":
        if (self.said is not None) + len(self.remark) != 1 or self.language not in LANGUAGES:
            raise ValueError
        return self


def read_post(body: bytes) -> Post:
    """The post; raises `InputError` for what the page's script does not send."""
    try:
        return Post.model_validate_json(body)
    except ValidationError as error:
        raise InputError(UNREAD) from error


def read_sending(raw: object) -> Submission | InputError:
    """One answer or remark of a post, or that it cannot be read."""
    try:
        read = _Sending.model_validate(raw)
    except ValidationError:
        return InputError(UNREAD)
    return Submission(
        sent_id=read.sent_id,
        vote=read.round,
        counter=read.counter,
        indicator=read.indicator,
        said=read.said,
        remark=read.remark,
        language=read.language,
    )


def row_id(written: object) -> int:
    """The id of a row in a field of a form; raises `InputError`."""
    return whole(str(written)[:DIGITS], UNREAD)


def response_for(
    done: SubmissionResult | ResilienceError,
    text: Callable[[], Text],
    standing: Answer | None = None,
) -> dict[str, object]:
    """The response for one submission: saved, superseded by a newer one, or refused.

    A text is looked up only where there is a reason to give. What came after its vote had closed is `late`. By the
    `standing` answer the page learns later whether a newer one came after a refusal.
    """
    if isinstance(done, ResilienceError):
        mark: dict[str, object] = {"stands": write_mark(standing)} if standing else {}
        late = {"late": True} if isinstance(done, VoteClosed) else {}
        return {"state": "refused", "why": text().error(done), **late, **mark}
    answer = done.answer
    stands = {
        "said": sent_form(answer.said) if answer else "",
        "comment": answer.comment if answer else "",
        "counter": done.counter,
    }
    if done.stands:
        return {"state": "saved", **stands}
    why = text()(OLDER)
    return {"state": "older", "why": why, **stands}
