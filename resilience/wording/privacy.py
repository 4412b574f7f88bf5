"""What is kept of participants and for how long, in sentences for pages of both kinds."""

from resilience.services.voting.personal_data import KEPT, STAYS
from resilience.text import Text, mark

#: who reads the result of an open workshop, and what follows (docs/decisions/0086)
OPEN_STAYS = mark(
    "The result of a workshop without small-group protection is only for people with a link or role for it: it cannot be published, and later workshops are not compared with it."
)
#: what the results of an open workshop show
EVERY_GROUP = mark("No small-group protection: even a group of one person is shown.")
#: who gets what each person answered in an open workshop
OPEN_ANSWERS = mark(
    "In a workshop without small-group protection, the facilitator can also download each person's answers, with the department and without names."
)
#: what a removal does not reach (docs/backup.md)
BACKUPS = mark(
    "Backups made before then still contain it until the people who run the server delete them; "
    "restoring one brings it back."
)


def kept_lines(text: Text) -> list[tuple[str, str]]:
    """What is kept of each participant, and why."""
    return [(text(one.what), text(one.why)) for one in KEPT]


def stays_lines(text: Text) -> list[str]:
    """What stays after all that was kept of participants is gone."""
    return [text(line) for line in STAYS]


def retention_words(days: int, text: Text) -> str:
    """For how long this installation and its backups keep what participants left."""
    if not days:
        kept = text(
            "All of this is kept until you erase your data or the people who run the workshop delete it."
        )
    else:
        kept = text.plural(
            "All of this is deleted {n} day after the workshop is closed, or when you erase your data.",
            "All of this is deleted {n} days after the workshop is closed, or when you erase your data.",
            days,
        )
    return f"{kept} {text(BACKUPS)}"


def readers_words(text: Text) -> list[str]:
    """Who sees what of a participant."""
    return [
        text(
            "On these pages, only you see your own answers, with your return link. If you answer on paper or in an Excel file, the person who enters your answers sees them too."
        ),
        text(OPEN_ANSWERS),
        text(
            "Anyone who may read the result sees counts and scores of departments or groups with several people. Comments show at most the department, the group or the level, never the person. In a workshop without small-group protection, a department or group may be a single person."
        ),
        text("The people who run the workshop see how many joined from each department."),
        text(
            "The people who run the server can read the database. Participants are not asked for "
            "their names, but the database contains names that people write in comments or "
            "questions, and the name of the person who signs off."
        ),
    ]
