"""The moves of a workshop: what their buttons say and do, in which phase, and which one leads on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import end_rehearsal, rehearse
from resilience.services.deciding.feasibility import show_feasibility
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.reply_step import show_to_officials
from resilience.text import mark


@dataclass(frozen=True, slots=True)
class Move:
    """A button: its label, its action, and a confirmation question if needed.

    The action gives the join code of the workshop where the desk goes on, None for the same one. REOPEN,
    FINISH, SHOW and VOTES ask with numbers, AGAIN what the vote is about; `asked` labels a text of at most `most` characters.
    """

    label: str
    icon: str
    do: Callable[..., str | None]
    sure: str = ""
    asked: str = ""
    most: int = 0


OPEN = Move(mark("Open the vote"), ":material/play_arrow:", rounds.open_vote)
REHEARSE = Move(mark("Rehearse first"), ":material/science:", rehearse)
END = Move(
    mark("End the rehearsal"),
    ":material/undo:",
    end_rehearsal,
    mark("The rehearsal and its invented answers are deleted. End the rehearsal?"),
)
CLOSE = Move(
    mark("Close the vote"),
    ":material/stop:",
    rounds.close_vote,
    mark(
        "Say “one minute left” first: comments that people are still typing are lost. Close the vote?"
    ),
)
REVEAL = Move(
    mark("Reveal the result"),
    ":material/visibility:",
    rounds.reveal,
    mark(
        "The stage counts down and shows the result to the room. Officials and department leads "
        "can see it with their links. Reveal it?"
    ),
)
SHOW = Move(mark("Show the result"), ":material/visibility:", show_to_officials)
VOTES = Move(mark("Show the feasibility votes"), ":material/visibility:", show_feasibility)
DROP = Move(
    mark("Drop this vote"),
    ":material/delete:",
    rounds.drop_vote,
    mark("This cannot be undone. The earlier result stays. Drop this vote?"),
)
USE = Move(
    mark("Use the later vote"),
    ":material/how_to_vote:",
    partial(rounds.reveal, use_thin=True),
    mark("Everyone who can see results will see the new result. Use the later vote?"),
)
KEEP = Move(
    mark("Keep the earlier result"),
    ":material/undo:",
    rounds.drop_vote,
    mark("This cannot be undone. Keep the earlier result?"),
)
REOPEN = Move(mark("Reopen the vote"), ":material/undo:", rounds.reopen_vote)
FINISH = Move(
    mark("Close the workshop"),
    ":material/lock:",
    rounds.finish,
    asked=mark("Signed off by (name and office)"),
    most=rounds.LONGEST_NAME,
)
AGAIN = Move(mark("Vote again"), ":material/how_to_vote:", rounds.open_vote)
UNLOCK = Move(
    mark("Reopen the workshop"),
    ":material/lock_open:",
    rounds.reopen_workshop,
    mark(
        "After this, everything can be changed again. Feasibility votes and points that the "
        "sign-off ended are open again. The reason is shown with the result, and other cities no "
        "longer see the result. Reopen the workshop?"
    ),
    mark("Reason"),
    rounds.LONGEST_REASON,
)
#: the moves of each phase in the order of their buttons, and the one that leads on to the next phase
MOVES: dict[Phase, tuple[Move, ...]] = {
    Phase.PREPARING: (OPEN, REHEARSE),
    Phase.VOTING: (CLOSE,),
    Phase.COUNTED: (REVEAL, REOPEN),
    Phase.REVEALED: (AGAIN, REOPEN, FINISH),
    Phase.CLOSED: (UNLOCK,),
}
LEADS_ON: dict[Phase, Move] = {
    Phase.PREPARING: OPEN,
    Phase.VOTING: CLOSE,
    Phase.COUNTED: REVEAL,
    Phase.REVEALED: FINISH,
    Phase.CLOSED: UNLOCK,
}
