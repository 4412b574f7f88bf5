"""What the scorecard's script says, by the name that the sentence has there."""

from resilience.scoring.notes.words import NO_LEVEL, USUAL
from resilience.services.workshop.agenda import NAMES
from resilience.text import Text, mark

#: signs of answers that are no number, on the list of all indicators
SIGNS = {"": "·", "na": "–", "dk": "?"}
STATES = {"": mark("no answer yet"), **NO_LEVEL}
SURE = {"low": mark("low"), "medium": mark("medium"), "high": mark("high")}
#: before and on the button that hands the device on
SHARED_DEVICE = mark("Shared device? The next person starts fresh; these answers stay stored.")
NEXT_PERSON = mark("Next person")
_SAID = {
    "over": mark("{time} over"),
    "given": mark("{given} of {asked} answered"),
    "saved": mark("saved"),
    "waiting": mark("{n} kept on this device"),
    "themes": mark("Themes"),
    "all": mark("All indicators"),
    "thanks": mark("You have answered everything. Thank you."),
    "after": mark("What comes after the vote will appear here."),
    "link": mark("Keep your return link"),
    "points": mark("Share out 100 points"),
    "pointsGiven": mark("Your points are saved."),
    "pointsAgain": mark("Change my points"),
    "change": mark("You can change any answer until the vote closes."),
    "before": mark(
        "Your previous answer: {answer}. It counts in this vote once you choose it again."
    ),
    "usual": USUAL,
    "room": mark("The room's previous answers, per level: {levels}"),
    "official": mark("Official wording of the UNDRR workbook, shown in this installation only"),
    "lent": mark("not yet translated"),
    "field": mark("Number"),
    "measure": mark("Save this number"),
    "number": mark("Type a number."),
    "more": mark("Comment, evidence, confidence"),
    "comment": mark("Comment (saved when you leave the field)"),
    "evidence": mark("Evidence: document, register, person (saved when you leave the field)"),
    "sure": mark("How sure are you?"),
    "why": mark("Why it matters, where to look"),
    "look": mark("Evidence"),
    "back": mark("Back"),
    "next": mark("Next"),
    "skip": mark("Skip"),
    "backTheme": mark("Previous theme"),
    "nextTheme": mark("Next theme"),
    "keys": mark(
        "Keyboard: type a level's number to choose it, N for not applicable, D for don't know; "
        "arrow keys move."
    ),
    "how": mark("How to answer"),
    "practice": mark("Practice: nothing is saved or sent"),
    "events": mark("Two events to plan for"),
    "again": mark(
        "This is a later vote. Your previous answers count in it only after you confirm or "
        "change them."
    ),
    "keepAll": mark("Keep all my previous answers"),
    "kept": mark("Not stored"),
    "none": mark(
        "The vote is closed. None of your answers arrived in time. What comes next appears here."
    ),
    "some": mark(
        "The vote is closed. The answers that arrived in time are kept; see them under My answers."
    ),
    "late": mark("These answers arrived after the vote had closed and do not count."),
    "resent": mark(
        "Answers that arrived after the vote had closed: {n}. Tell the facilitator: if the vote is "
        "reopened before its result is revealed, this device sends them again."
    ),
    "seen": mark("Discard"),
    "shared": SHARED_DEVICE,
    "leave": NEXT_PERSON,
    "unread": mark("The server could not read this."),
    "somebody": mark(
        "Someone else is now answering on this device. Open your own return link; anything "
        "not yet sent stays on this device."
    ),
    "gone": mark(
        "This device no longer knows who you are in the workshop. Open your own return link; anything not yet sent stays on this device."
    ),
    "leaving": mark(
        "Not sent yet: {n}. Wait until everything is saved, or press again to hand on the "
        "device. Anything not yet sent stays on it; to send it later, open your own return link."
    ),
}


def named_events(probable: str, severe: str, text: Text) -> list[tuple[str, str]]:
    """The events to plan for that are described, each with its name."""
    events = ((mark("Most probable event"), probable), (mark("Severe event"), severe))
    return [(text(name), words) for name, words in events if words]


def clock_names(text: Text, *, voting: bool = False) -> dict[str, str]:
    """The name before the clock, by the step that it is about; other steps have no clock here.

    Who is `voting` sees the clock of the vote only, which needs no name.
    """
    if voting:
        return {"vote": "", "second vote": ""}
    return {kind: text(name) for kind, name in NAMES.items()}


def sentences(text: Text) -> dict[str, str]:
    """All sentences of the script in one language; it fills in what is in braces."""
    return {name: text(words) for name, words in _SAID.items()}
