"""What changed from vote to vote of one workshop, in words and as tables."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from resilience.charts.lines import Direction
from resilience.framework import Framework
from resilience.scoring import Score
from resilience.scoring.comparison.rounds import Change
from resilience.scoring.notes.words import label_words, middle_words
from resilience.services.results.between_votes import BetweenVotes, OnIndicator
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.plan import FIRST_VOTE, WHOLE_ROOM
from resilience.text import Text
from resilience.text.catalogue import round_half_up

#: between what one vote said and what the next one did
THEN = " → "


def votes_frame(found: BetweenVotes, framework: Framework, text: Text) -> pd.DataFrame:
    """Scores 0..100 of the themes as columns; the votes as rows, and what was agreed where it was."""
    rows = {text("Vote {n}", n=number): scores for number, scores in found.scores.items()}
    if found.agreed is not None:
        rows[text("Agreed")] = found.agreed
    themes = votes_themes(found, framework)
    return pd.DataFrame(
        [[own.get(theme) for theme in themes] for own in rows.values()],
        index=pd.Index(list(rows), name=text("Vote")),
        columns=[framework.title(theme, text.language) for theme in themes],
        dtype="float64",
    )


def votes_finding(found: BetweenVotes, framework: Framework, text: Text) -> str:
    """How the same people changed in the last vote: the themes by verdict; nothing where nobody is followed."""
    number = max(found.scores)
    if number not in found.people:
        return ""
    themes: dict[str, list[str]] = {}
    judged = found.people[number]
    for theme, change in judged.items():
        if not _still(found, number, theme):
            themes.setdefault(change.verdict, []).append(framework.title(theme, text.language))
    if not judged and found.repeated.get(number):
        return text("Changes by the same people in vote {n} are not shown.", n=number)
    if not judged:
        return text("No question was asked again in vote {n}.", n=number)
    if not themes:
        return text("Those who answered both times show no clear change in vote {n}.", n=number)
    said = (
        text("{verdict}: {themes}", verdict=text(verdict), themes=text.listed(own))
        for verdict, own in sorted(themes.items())
    )
    return text(
        "Those who answered both times, in vote {n}: {changes}", n=number, changes=" · ".join(said)
    )


def votes_said(found: BetweenVotes, theme: str, text: Text) -> list[str]:
    """The words on each segment of a theme's line: how those who answered both times changed.

    None on the one that leads to agreed levels, which are not a vote.
    """
    said = [_said(found, number, theme, text) for number in sorted(found.scores)[1:]]
    return said if found.agreed is None else [*said, ""]


def votes_ways(found: BetweenVotes, theme: str, drawn: Sequence[float | None]) -> list[Direction]:
    """Of each segment, which way it moved clearly, where the line of all moved that way too."""
    numbers = sorted(found.scores)[1:]
    clear = [found.people.get(number, {}).get(theme) for number in numbers]
    clear += [None] * (found.agreed is not None)
    return [
        _way(change, None if None in pair else (pair[1] or 0.0) - (pair[0] or 0.0))
        for change, pair in zip(clear, pairwise(drawn), strict=True)
    ]


def _way(change: Change | None, moved: float | None) -> Direction:
    if change is None or moved is None:
        return "unjudged"
    if change.verdict == "may be chance":
        return ""
    if change.verdict == "clear rise" and moved > 0:
        return "rise"
    return "fall" if change.verdict == "clear fall" and moved < 0 else "unjudged"


def _said(found: BetweenVotes, number: int, theme: str, text: Text) -> str:
    """How the same people changed on a theme up to a vote; nothing where no vote before it is known."""
    own = found.people.get(number)
    if own is None:
        return ""
    if theme not in own:
        return _missing(found, number, theme, text)
    return "" if _still(found, number, theme) else text(own[theme].verdict)


def _still(found: BetweenVotes, number: int, theme: str) -> bool:
    """Whether no verdict is printed: nothing may be chance where the score prints alike or nobody changed on average."""
    change = found.people[number][theme]
    before = found.scores[_before(found, number)].get(theme)
    after = found.scores[number].get(theme)
    alike = round_half_up(before or 0.0, 1) == round_half_up(after or 0.0, 1)
    return change.verdict == "may be chance" and (alike or not round(change.change or 0.0, 1))


def _before(found: BetweenVotes, number: int) -> int:
    return max(n for n in found.scores if n < number)


def changes_rows(found: BetweenVotes, framework: Framework, text: Text) -> pd.DataFrame:
    """For each vote and the next: whether those who answered both times moved on each theme.

    The words alone: a mean change of these people, beside the counts of all, could reveal a single answer.
    """
    rows = {
        text("Vote {n} to {m}", n=_before(found, number), m=number): {
            framework.title(theme, text.language): _said(found, number, theme, text)
            or text("no clear change")
            for theme in votes_themes(found, framework)
        }
        for number in found.people
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index=text("From, to"))


def _missing(found: BetweenVotes, number: int, theme: str, text: Text) -> str:
    """Why a theme has no verdict in a vote."""
    if theme in found.repeated[number]:
        return text("nobody gave all levels both times")
    return text("not asked again")


def again_rows(found: BetweenVotes, framework: Framework, text: Text) -> pd.DataFrame:
    """The indicators that were asked again, with what each vote on them said, first to last."""
    rows = [
        {
            text("Indicator"): f"{code} · {framework.title(code, text.language)}",
            text("How far the room agrees"): THEN.join(_agrees(vote, text) for vote in votes),
            text("Middle answer (level)"): THEN.join(
                middle_words(vote.middle, text) or "–" for vote in votes
            ),
            text("Shift of answers since the previous vote"): THEN.join(
                text.percent(vote.shift) for vote in votes[1:]
            ),
            text("Suggestion"): text(votes[-1].suggestion) if votes[-1].suggestion else "–",
        }
        for code, votes in found.again.items()
    ]
    return pd.DataFrame(rows).set_index(text("Indicator"))


def again_counts(found: BetweenVotes, text: Text) -> pd.DataFrame:
    """Answers by level on all indicators asked again, before and after; empty if their scales differ."""
    first, last = ([votes[at].levels for votes in found.again.values()] for at in (0, -1))
    if len({len(levels) for levels in first}) != 1:
        return pd.DataFrame()
    sums = [[sum(level) for level in zip(*levels, strict=True)] for levels in (first, last)]
    index = pd.Index([text(FIRST_VOTE), text(WHOLE_ROOM)], name=text("Vote"))
    return pd.DataFrame(sums, index=index)


def votes_themes(found: BetweenVotes, framework: Framework) -> list[str]:
    """The themes that were asked by now, in the order of the framework."""
    last = found.scores[max(found.scores)]
    return [theme.code for theme in framework.themes if theme.code in last]


def _agrees(vote: OnIndicator, text: Text) -> str:
    """The label of a vote, with agreement 0 to 1 where enough answered."""
    label = label_words(vote.found, text)
    return label if vote.consensus is None else f"{label} ({text.number(vote.consensus, 2)})"


def page_words(sizes: Sequence[int], text: Text) -> list[str]:
    """Which questions each page of the stage shows, of so many per page; "" where one page has all."""
    if len(sizes) < 2:
        return [""] * len(sizes)
    return [
        text("{n} questions: {first} to {last} shown", n=sum(sizes), first=first, last=last)
        for first, last in _places(sizes)
    ]


def page_names(sizes: Sequence[int], text: Text) -> list[str]:
    """The same pages as the desk names them."""
    return [
        text("Questions {first} to {last}", first=first, last=last)
        for first, last in _places(sizes)
    ]


def later_score_words(
    overall: Score, first: float | None, without: float | None, text: Text
) -> str:
    """The rest of the sentence after the score that counts now; "" without a score.

    It names the score `without` this vote, where agreed levels make it differ from that of the `first` vote, and that.
    """
    if overall.value is None:
        return ""
    said = [text("of {maximum}", maximum=text.number(overall.maximum))]
    if first is not None:
        before = text.number(first)
        if without is not None and text.number(without) != before:
            said.append(text("without this vote: {score}", score=text.number(without)))
        said.append(text("after the first vote: {score}", score=before))
    return " · ".join(said)


def made_later_words(result: WorkshopResult, text: Text) -> str:
    """What is in the score of now that was not in the first one; "" where nothing is."""
    made, said = result.made, []
    if made.later:
        said.append(
            text.plural(
                "Since the first vote: later votes on {n} question, where each person counts once",
                "Since the first vote: later votes on {n} questions, where each person counts once",
                made.later,
            )
        )
    if made.agreed:
        said.append(text.plural("{n} agreed level", "{n} agreed levels", made.agreed))
    if made.agreed_na:
        said.append(
            text.plural(
                "{n} question agreed to be not applicable",
                "{n} questions agreed to be not applicable",
                made.agreed_na,
            )
        )
    return " · ".join(said)


def _places(sizes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last question of each page, from 1 on."""
    start = 0
    for size in sizes:
        yield start + 1, start + size
        start += size
