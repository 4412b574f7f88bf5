"""Who came, how far a vote is, and what a participant answered in each, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilience.framework import AnswerValue
from resilience.services.voting.own_votes import CastBallot
from resilience.services.voting.progress import ProgressSnapshot
from resilience.services.workshop.devices import Attendance, Device
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.plan import FIRST_VOTE, MIXED_TABLES, WHOLE_ROOM
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark

if TYPE_CHECKING:
    import pandas as pd

#: note next to the result after a later vote was dropped
DROPPED = mark("The last vote was dropped and its answers deleted. The earlier result counts.")


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """People of a department, or of all whom a later vote asks: who `joined`, of those `expected`, 0 where unknown.

    `started` is None while no vote is open. Who `finished` is counted in all only, and None by department.
    """

    name: str
    joined: int
    expected: int = 0
    started: int | None = None
    finished: int | None = None

    @property
    def has_bar(self) -> bool:
        """Whether the people who joined are compared with anything: people expected, or those who started."""
        return self.expected > 0 or self.started is not None

    @property
    def shares(self) -> tuple[float, float, float]:
        """Who joined, started and finished as shares 0..1 of the people expected; where none are, of who joined."""
        most = self.expected or max(1, self.joined)
        joined, started, finished = (
            min(1.0, n / most) for n in (self.joined, self.started or 0, self.finished or 0)
        )
        return joined, started, finished


def here_words(now: ProgressSnapshot, workshop: WorkshopView, text: Text) -> str:
    """How many people are here."""
    if now.people > workshop.expected > 0:
        return text(
            "{n} people joined ({expected} expected)", n=now.people, expected=workshop.expected
        )
    if workshop.expected:
        return text("{n} of {expected} people joined", n=now.people, expected=workshop.expected)
    return text.plural("{n} person joined", "{n} people joined", now.people)


def done_words(now: ProgressSnapshot, text: Text) -> str:
    """How much of the first vote was answered: a share of all answers; of a later vote, by how many people."""
    if now.vote > 1:
        return text.plural(
            "{n} of {of} has finished", "{n} of {of} have finished", now.finished, of=now.asked
        )
    return given_share(now, text)


def given_share(now: ProgressSnapshot, text: Text) -> str:
    """The share of the answers that were asked for, of all who were asked."""
    return text("{share} of all answers are in", share=text.percent(now.done))


def finished_words(now: ProgressSnapshot, text: Text) -> list[str]:
    """How many people have finished the first vote, and how many groups are not asked; `done_words` has it of a later one."""
    finished = text.plural("{n} has finished", "{n} have finished", now.finished)
    return [*([finished] if now.vote < 2 else []), *not_asked_words(now, text)]


def not_asked_words(now: ProgressSnapshot, text: Text) -> list[str]:
    """How many groups and people the vote does not ask, and how many scorecards it still needs; nothing where none."""
    left, late = len(now.not_asked), now.late
    groups = text.plural("{n} group is not asked", "{n} groups are not asked", left)
    people = text.plural(
        "{n} person without an answer in the first vote is not asked",
        "{n} people without an answer in the first vote are not asked",
        late,
    )
    cards = cards_words(now, text)
    return [*([groups] if left else []), *([people] if late else []), *([cards] if cards else [])]


def cards_words(now: ProgressSnapshot, text: Text) -> str:
    """How many people whose scorecards came in an earlier vote have to be entered in a later one; "" where none."""
    if now.vote < 2 or not now.absent:
        return ""
    return text.plural(
        "{n} person who answered on paper or in Excel must be entered again",
        "{n} people who answered on paper or in Excel must be entered again",
        now.absent,
    )


def late_words(now: ProgressSnapshot, text: Text) -> str:
    """That answers came after the close, and how to take them; "" where none came."""
    if not now.refused:
        return ""
    return text.plural(
        "Answers from {n} device arrived after the vote had closed, so they are not stored. If you reopen the vote before the reveal, the device sends them again when its page is open.",
        "Answers from {n} devices arrived after the vote had closed, so they are not stored. If you reopen the vote before the reveal, the devices send them again when their pages are open.",
        now.refused,
    )


def vote_words(now: ProgressSnapshot, text: Text) -> str:
    """That the vote is open; of a later one which it is, and how many questions it asks."""
    if now.vote < 2:
        return text("The vote is open")
    vote = vote_name(now.vote, text)
    return text.plural(
        "{vote} on {n} question", "{vote} on {n} questions", now.questions, vote=vote
    )


def progress_lines(
    now: ProgressSnapshot, workshop: WorkshopView, text: Text
) -> tuple[ProgressLine, ...]:
    """The departments with people joined or expected; without any expected, all but mixed tables.

    Groups that the vote does not ask are left out. A later vote has one line: from which department somebody started would tell who erased their data.
    """
    if now.vote > 1:
        asked = text.listed(text(one.name) for one in now.departments if one.asked)
        name = asked if now.not_asked else text("Whole room")
        return (ProgressLine(name, now.asked, 0, now.answered, now.finished),)
    voting = workshop.phase is Phase.VOTING
    return tuple(
        ProgressLine(
            text(one.name), one.people, one.expected, started=one.answered if voting else None
        )
        for one in now.departments
        if one.asked
        and (one.expected or one.people or (not workshop.expected and one.name != MIXED_TABLES))
    )


def given_words(votes: Sequence[CastBallot], text: Text) -> str:
    """How many of the indicators asked a participant answered, vote by vote."""
    said = [
        text("{given} of {asked} answered", given=one.given, asked=len(one.asked)) for one in votes
    ]
    return " · ".join(_by_vote(votes, said, text))


def answer_words(
    votes: Sequence[CastBallot], code: str, words: Callable[[AnswerValue], str], text: Text
) -> list[str]:
    """What a participant answered to an indicator in each vote that asked it, in the `words` of an answer."""
    asking = [one for one in votes if code in one.asked or code in one.answers]
    said = []
    for one in asking:
        answer = one.answers.get(code)
        missing = text("no answer yet") if one.open else text("not answered")
        said.append(missing if answer is None or answer.said is None else words(answer.said))
    return _by_vote(asking, said, text)


def _by_vote(votes: Sequence[CastBallot], said: Sequence[str], text: Text) -> list[str]:
    """What there is to say of each vote, with its name where there are several."""
    if len(votes) < 2:
        return list(said)
    return [
        f"{vote_name(one.number, text)}: {words}" for one, words in zip(votes, said, strict=True)
    ]


def vote_name(number: int, text: Text) -> str:
    """The name of a vote by its number, 1 or more; the second later one is "Later vote 2"."""
    if number == 1:
        return text(FIRST_VOTE)
    return text(WHOLE_ROOM) if number == 2 else text("Later vote {n}", n=number - 1)


def attendance_words(found: Attendance, text: Text) -> str:
    """How many joined and answered in the whole workshop; after the first close, how many joined and erased."""
    joined = sum(one.joined for one in found.departments)
    if not found.may_move:
        came = text.plural("{n} person joined", "{n} people joined", joined)
        return came + (
            " · " + text("{n} erased their data", n=found.erased) if found.erased else ""
        )
    answered = sum(one.answered for one in found.departments)
    remote = sum(one.remote for one in found.departments)
    said = text.plural("{n} person joined", "{n} people joined", joined)
    if remote:
        said += " · " + text("{n} of them remote", n=remote)
    return f"{said} · " + text("{n} of them answered in a vote", n=answered)


def attendance_table(found: Attendance, unit: str, text: Text) -> "pd.DataFrame":
    """People by `unit`, those where nobody was expected or came left out; columns that are all 0 too.

    Where no number was expected, none is there.
    """
    # imported when used: phones need the words alone
    import pandas as pd  # noqa: PLC0415

    rows = {
        text(one.department): {
            text("Expected"): one.expected or None,
            text("Joined"): one.joined,
            text("Remote"): one.remote,
            text("Answered in a vote"): one.answered,
            text("Erased their data"): one.erased,
            text("Removed or merged"): one.removed,
        }
        for one in found.departments
        if one.expected or one.joined or one.erased or one.removed
    }
    table = pd.DataFrame.from_dict(rows, orient="index").astype("Int64").rename_axis(index=unit)
    always = [text("Joined"), *([text("Answered in a vote")] if found.may_move else [])]
    return table[[name for name in table if name in always or table[name].any()]]


def device_words(device: Device, zone: str, text: Text) -> str:
    """A device by its place in the order of joining, department, time, kind and whether it answered."""
    kind = text("person")
    if device.is_card:
        kind = text("scorecard")
    elif device.is_table:
        kind = text("table of {n}", n=device.size)
    parts = (
        text("No. {n}", n=device.number),
        text(device.department),
        text("joined {time}", time=text.clock(device.joined_at, zone)),
        kind,
        *([text("remote")] if device.remote else []),
        text("answered") if device.answered else text("has not answered"),
    )
    return " · ".join(parts)


def not_counted_words(not_shown: int, later: int, text: Text) -> str:
    """Where later votes count, `later` questions, in a line for the room; "" where they count on all, `not_shown` being 0."""
    if not not_shown:
        return ""
    if not later:
        return text(
            "Later votes change no score. A later vote replaces a result only where enough people answer and the counts show that enough of them changed their answer."
        )
    return text.plural(
        "A later vote counts on {n} question. Elsewhere nothing changes.",
        "Later votes count on {n} questions. Elsewhere nothing changes.",
        later,
    )
