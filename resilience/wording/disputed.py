"""What a room differs on most, in words."""

from collections.abc import Sequence

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.notes.words import agreement_words
from resilience.scoring.opinions.agreement import FEWEST
from resilience.services.results.discussion import Topic
from resilience.text import Text

#: how many are shown of what the room differs on
MOST_DISPUTED = 5


def disputed_rows(topics: Sequence[Topic], framework: Framework, text: Text) -> pd.DataFrame:
    """The indicators that the room differs on most, with how far it agrees; no rows where on none."""
    shown = [topic for topic in topics if topic.disputed][:MOST_DISPUTED]
    titles = [f"{one.code} · {framework.title(one.code, text.language)}" for one in shown]
    return pd.DataFrame(
        {
            text("Indicator"): titles,
            text("How far the room agrees"): [agrees_words(one, text) for one in shown],
        }
    ).set_index(text("Indicator"))


def undisputed_words(topics: Sequence[Topic], text: Text) -> str:
    """Why nothing is disputed: the room agrees, or nobody can tell where hardly anybody gave a level."""
    answers = [topic.agreement.answers for topic in topics if topic.agreement is not None]
    if max(answers, default=0) >= FEWEST:
        return text("The room agrees on every indicator with five answers or more.")
    return text("Too few gave a level to say how far the room agrees.")


def agrees_words(topic: Topic, text: Text) -> str:
    """How far the room agrees on one indicator; "" for a measured one."""
    counts = [sum(level) for level in zip(*topic.levels.values(), strict=True)]
    return "" if topic.agreement is None else agreement_words(topic.agreement, counts, text)


def unsaid_words(topic: Topic, text: Text) -> str:
    """How many gave no level, in words."""
    said = [
        text.plural("{n} does not know", "{n} do not know", topic.dk) if topic.dk else "",
        text.plural("{n} says not applicable", "{n} say not applicable", topic.na)
        if topic.na
        else "",
    ]
    return " · ".join(filter(None, said))
