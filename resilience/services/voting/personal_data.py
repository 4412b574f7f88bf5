"""The list of stored personal data of a participant, used by the page, docs/privacy.md and deletion."""

from dataclasses import dataclass

from resilience.store.tables import (
    Base,
    BeforeImport,
    Delivery,
    Feasibility,
    Participant,
    PointsGiven,
    Question,
    QuestionVote,
    ReplacedAnswer,
    Response,
)
from resilience.text import mark


@dataclass(frozen=True, slots=True)
class PersonalTable:
    """What a table stores about a participant, and why, as text keys."""

    table: type[Base]
    what: str
    why: str

    @property
    def name(self) -> str:
        """The name of the table in the database."""
        return str(self.table.__tablename__)


#: all of it goes with the participant's own row: each table points to it
KEPT = (
    PersonalTable(
        Participant,
        mark(
            "A hash of the key in your return link, your department, your language, the number of your device, "
            "how many people it answers for, whether you take part remotely, whether answers of yours came after the "
            "last vote had closed, and when you joined"
        ),
        mark(
            "To find your answers again on your phone, to count them in your department, and to tell the facilitator "
            "how many devices sent late answers."
        ),
    ),
    PersonalTable(
        Response,
        mark("Your answers, with comments, evidence and how sure you are"),
        mark("The result is calculated from them."),
    ),
    PersonalTable(
        ReplacedAnswer,
        mark("Answers that you replaced with newer ones"),
        mark("So that you can see what you changed; nobody else does."),
    ),
    PersonalTable(
        BeforeImport,
        mark("Answers before an imported scorecard changed them"),
        mark("So that the import of a wrong scorecard can be undone."),
    ),
    PersonalTable(
        Delivery,
        mark("An identifier for each item that your phone sent"),
        mark("So that nothing is stored twice if the network drops."),
    ),
    PersonalTable(
        PointsGiven,
        mark("The points that you gave to themes"),
        mark("The weights that the room adopts are calculated from them."),
    ),
    PersonalTable(
        Feasibility,
        mark("How feasible you rated actions"),
        mark("It is used to work out what to do first."),
    ),
    PersonalTable(
        Question,
        mark("Questions that you asked the room"),
        mark("So that the room can answer them and you can withdraw them. Nobody sees who asked."),
    ),
    PersonalTable(
        QuestionVote,
        mark("Your up-votes for questions"),
        mark("So that each counts once."),
    ),
)
#: what stays after erasure and removal
STAYS = (
    mark("Counts of answers by indicator and department, fixed when a vote closed"),
    mark(
        "The mean of people's scores in each department, and how far apart these scores were (in workshops held with an earlier version of this software also by theme)"
    ),
    mark("What the room agreed on, the actions, the weights, and what departments replied"),
    mark("Items that staff added to the list for later"),
    mark("The entries on the History page"),
)
