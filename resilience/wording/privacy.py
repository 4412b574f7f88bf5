"""What is kept of participants and for how long, in sentences for pages of both kinds."""

from resilience.services.voting.personal_data import KEPT, STAYS
from resilience.text import Text


def kept_lines(text: Text) -> list[tuple[str, str]]:
    """What is kept of each participant, and why."""
    return [(text(one.what), text(one.why)) for one in KEPT]


def stays_lines(text: Text) -> list[str]:
    """What stays after all that was kept of participants is gone."""
    return [text(line) for line in STAYS]


def retention_words(days: int, text: Text) -> str:
    """For how long this installation keeps what participants left."""
    if not days:
        return text(
            "All of it is kept until whoever runs the workshop removes it, or you erase yours."
        )
    return text.plural(
        "All of it is removed {n} day after the workshop was closed, or when you erase yours.",
        "All of it is removed {n} days after the workshop was closed, or when you erase yours.",
        days,
    )


def readers_words(text: Text) -> list[str]:
    """Who sees what of a participant."""
    return [
        text("You alone see your own answers, with the return link."),
        text(
            "Everybody who may read the result sees counts and scores of units of several people, and "
            "comments with the unit, never whose they are. In an open workshop, where everybody agreed "
            "to it, units may be of any size."
        ),
        text("Those who run the workshop see how many people from each department joined."),
        text("Who runs the server could read the database. Names are not in it."),
    ]
