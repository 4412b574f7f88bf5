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
            "All of it is kept until the people who run the workshop remove it, or you erase yours."
        )
    return text.plural(
        "All of it is removed {n} day after the workshop is closed, or when you erase yours.",
        "All of it is removed {n} days after the workshop is closed, or when you erase yours.",
        days,
    )


def readers_words(text: Text) -> list[str]:
    """Who sees what of a participant."""
    return [
        text("Only you see your own answers, with your return link."),
        text(
            "Anyone who may read the result sees counts and scores of units of several people, "
            "and comments with the unit but never the person. In an open workshop, to which "
            "everyone agreed, units may be of any size."
        ),
        text("The people who run the workshop see how many joined from each department."),
        text(
            "The people who run the server can read the database. Participants are not asked for "
            "their names, but the database contains names that people write in comments or "
            "questions, and the name of the person who signs off."
        ),
    ]
