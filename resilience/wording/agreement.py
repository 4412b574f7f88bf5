"""How far a room agrees on each theme, in words."""

from collections.abc import Sequence

import pandas as pd

from resilience.framework import Framework
from resilience.services.results.discussion import SETTLED, Topic
from resilience.text import Text

#: labels by which agreement is not judged
UNJUDGED = ("no answers", "too few answers to judge agreement")


def add_agreement(
    themes: pd.DataFrame, framework: Framework, topics: Sequence[Topic], text: Text
) -> pd.DataFrame:
    """A `theme_table` with how far the room agrees on each theme, in words.

    `agreed` says on how many indicators it does, "" where none can be judged; `agreement` also on how
    many it is split, or why nothing is said. Of the indicators with levels that enough answered;
    agreement that is strong, or of everyone, counts (docs/methods.md, section 2).
    """
    labels = {topic.code: topic.agreement.label for topic in topics if topic.agreement}
    judged = {
        theme.code: [
            label
            for indicator in theme.indicators()
            if (label := labels.get(indicator.code, "no answers")) not in UNJUDGED
        ]
        for theme in framework.themes
    }
    return themes.assign(
        agreed=[_agreed(judged[code], text) for code in themes["code"]],
        agreement=[_agreement(judged[code], text) for code in themes["code"]],
    )


def _agreed(labels: Sequence[str], text: Text) -> str:
    if not labels:
        return ""
    return text("agrees on {n} of {of}", n=sum(x in SETTLED for x in labels), of=len(labels))


def _agreement(labels: Sequence[str], text: Text) -> str:
    if not labels:
        return text("too few answers to judge agreement")
    split = labels.count("split room")
    said = _agreed(labels, text)
    if not split:
        return said
    return text.listed(
        [said, text("split on {n} (with fewer than 40 answers it may be chance)", n=split)]
    )
