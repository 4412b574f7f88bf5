"""How each page works: three short steps with an icon each, behind a button at the top of the page."""

import html
from collections.abc import Mapping

import streamlit as st

from resilience.text import Text, mark
from resilience.ui.shared.menu import FORMER

#: by the address of a page ("" is the first) three sentences, in which words between asterisks are names of pages and buttons
STEPS: Mapping[str, tuple[str, str, str]] = {
    "": (
        mark("Participants scan the QR code or type in the join code. They need no account."),
        mark("Everyone answers before seeing any result. Results stay hidden until the reveal."),
        mark("Then the room sees where opinions differ, and agrees on levels and actions."),
    ),
    "score": (
        mark("Choose the level that fits today. If you cannot judge, choose *Don't know*."),
        mark("Each answer is saved at once. Without a network it waits on your device."),
        mark(
            "After the reveal, others see counts and comments, without names. In a small or unanimous group, they may work out what you answered."
        ),
    ),
    "answers": (
        mark("These are all your answers in this workshop."),
        mark("Your return link opens them on another device. Keep it to yourself."),
        mark("You can download everything that is stored about you, or erase it."),
    ),
    "weights": (
        mark("Give more points to themes that matter more for your city."),
        mark("Nobody sees your points. Only each theme's share of your total counts."),
        mark("The facilitator decides whether the mean of all points is used as theme weights."),
    ),
    "live": (
        mark(
            "The large button is the next step. You are asked before anything that cannot be undone."
        ),
        mark("The bars show how many people joined, started and finished. Answers stay hidden."),
        mark("Open the stage on the projector. It follows what you do here."),
    ),
    "run-sheet": (
        mark("Start from a template: 90 minutes, half a day or a day."),
        mark("Change steps, minutes and script in the table, then save."),
        mark("*Live* shows the current step and the time left."),
    ),
    "attendance": (
        mark("People who joined, by department. Devices have numbers, no names."),
        mark(
            "Until the first vote closes, you can move a device, merge two devices of one person or table, or remove a table or a device that has sent nothing."
        ),
        mark("*History* records each change. What a device answered is never shown."),
    ),
    "discuss": (
        mark("Start with the topic on which answers differ most."),
        mark("Show the topic on the stage, so that the room looks at the same figures."),
        mark("Agree on a level and note the reason. The city's score then uses that level."),
    ),
    "links": (
        mark("Participants join with the code, the QR code or the poster."),
        mark("Every other role has its own link. Anyone who has it can act in that role."),
        mark("If a link reached the wrong person, *New link* ends it at once."),
    ),
    "scorecards": (
        mark("Hand out paper or Excel scorecards to people without a phone."),
        mark("While the vote is open, type the answers in or upload the files."),
        mark("These answers count like all others and stay hidden until the reveal."),
    ),
    "steps": (
        mark("People can share out 100 points; the mean can be used as theme weights."),
        mark("Departments can read and reply to their own result before officials see it."),
        mark("Both steps are optional. Without them, the framework's weights are used."),
    ),
    "set-up": (
        mark("Five short steps. The phone at the side shows what participants will see."),
        mark("Enter all departments now: they cannot be added once the workshop is created."),
        mark("At the end you get the join code and a link for each role."),
    ),
    "overview": (
        mark(
            "The score combines the themes by their weights. Agreed levels and later votes are included."
        ),
        mark(
            "The page says how much of what applies to the city was answered. If too little was answered, there is no score."
        ),
        mark(
            "A mean can hide that opinions differ: the tab *Where opinions differ* shows on which questions."
        ),
    ),
    "departments": (
        mark(
            "Colours show how far a department's score is from the city's, on the same questions."
        ),
        mark(
            "With small-group protection, departments with too few people are shown together or not at all."
        ),
        mark(
            "A blind spot is a theme that one department scores clearly lower or higher than the others do."
        ),
    ),
    "peers": (
        mark("Cities are compared on the questions for which all of them have a score."),
        mark("The rank is a range of places, since no score is exact."),
        mark("A city appears here if it publishes on this server or its data package was added."),
    ),
    "trend": (
        mark("Workshops are compared on the questions that the last two have in common."),
        mark(
            "A clear rise or fall is larger than chance would explain. Any other change may be chance."
        ),
        mark("The tabs show which indicators moved and the outcome of the actions."),
    ),
    "priorities": (
        mark(
            "The gain is how much the overall score would rise if only this indicator reached its target."
        ),
        mark("Feasibility comes from the room's votes on the actions."),
        mark("Choose an indicator with a large gain and no action, and plan what to do."),
    ),
    "network": (
        mark("How all cities on one framework score, theme by theme."),
        mark(
            "Distributions are shown only if enough cities take part, to protect individual cities."
        ),
        mark("A city takes part by publishing its result, or by sending its data package."),
    ),
    "actions": (
        mark(
            "Each action says what will be done about an indicator, by which department and by when."
        ),
        mark("Actions past their date are listed first."),
        mark("The city's next workshop records the outcome of each action."),
    ),
    "evidence": (
        mark("Collect documents for each indicator: a link or a file, with its date."),
        mark("Enter the last day on which a document is valid. The page shows what has expired."),
        mark("The city's next workshops see the same evidence next to their questions."),
    ),
    "reply": (
        mark("You see your department's result before the room and officials do."),
        mark("Explain it in your own words, or leave the field empty."),
        mark("Your reply is shown with the department's name next to its figures."),
    ),
    "downloads": (
        mark("Files are made from the current result, in the language of this page."),
        mark("Slides, Word report and workbook can be edited. Brief and report are PDFs."),
        mark("All of them show the same figures as the pages."),
    ),
    "undrr": (
        mark("Upload your own empty copy of the official workbook."),
        mark("Answers, explanations and actions of the workshop are entered."),
        mark("Download the filled-in copy. Nothing in it is stored here."),
    ),
    "package": (
        mark(
            "The package holds the city's result as open data, without departments, comments or names."
        ),
        mark("The signature shows other cities that the file comes from you and is unchanged."),
        mark("Other cities add it as a peer. On this server, publishing is enough."),
    ),
    "frameworks": (
        mark("A framework is a scorecard: themes, indicators, and a sentence for each level."),
        mark("Download one as an Excel workbook to edit it or to make your own."),
        mark("Upload it with a new version. Workshops keep the version that they started with."),
    ),
    "desk": (
        mark("Upload the data packages of all cities at once. Nothing is stored yet."),
        mark("Check what each file would change, then accept them. Reject a file with a reason."),
        mark("Remind the cities that are missing, and publish the open data of those that agreed."),
    ),
    "peer-cities": (
        mark("Add the data packages of other cities."),
        mark("Check the publisher's fingerprint by phone before you trust it."),
        mark("*Peers* then offers the city for comparison."),
    ),
    "people": (
        mark("Accounts are for staff. Participants need none."),
        mark("Send a new person the link to set their password."),
        mark("Give each person the roles that they need. *History* records each change."),
    ),
    "my-account": (
        mark("Your roles decide which pages you see."),
        mark("A second factor protects your account even if somebody learns your password."),
        mark("Sign out everywhere if you left a device behind."),
    ),
    "history": (
        mark("Everything that staff changed, newest first, with the state before and after."),
        mark("Filter by workshop, kind of change or person."),
        mark("Participants and their answers do not appear."),
    ),
    "privacy": (
        mark("What is stored about participants, why, for how long, and who sees it."),
        mark("Participants can download or erase their data themselves."),
        mark("Facilitators can delete participants' data; counts and scores stay."),
    ),
}
#: an icon for each step
ICONS: Mapping[str, tuple[str, str, str]] = {
    "": ("qr_code", "visibility_off", "forum"),
    "score": ("edit_note", "cloud_done", "visibility_off"),
    "answers": ("checklist", "qr_code", "download"),
    "weights": ("balance", "visibility_off", "groups"),
    "live": ("play_arrow", "groups", "tv"),
    "run-sheet": ("timer", "edit", "play_arrow"),
    "attendance": ("how_to_reg", "swap_horiz", "history"),
    "discuss": ("forum", "tv", "task_alt"),
    "links": ("qr_code", "link", "refresh"),
    "scorecards": ("print", "upload_file", "visibility_off"),
    "steps": ("balance", "reply", "tune"),
    "set-up": ("edit", "groups", "link"),
    "overview": ("dashboard", "checklist", "forum"),
    "departments": ("grid_on", "shield_person", "visibility_off"),
    "peers": ("location_city", "scatter_plot", "dataset"),
    "trend": ("trending_up", "balance", "task_alt"),
    "priorities": ("low_priority", "groups", "task_alt"),
    "network": ("hub", "visibility_off", "dataset"),
    "actions": ("edit", "timer", "history"),
    "evidence": ("link", "timer", "forum"),
    "reply": ("visibility_off", "reply", "groups"),
    "downloads": ("download", "edit", "dataset"),
    "undrr": ("upload_file", "assignment_turned_in", "download"),
    "package": ("dataset", "shield_person", "location_city"),
    "frameworks": ("list_alt", "download", "upload_file"),
    "desk": ("upload_file", "checklist", "dataset"),
    "peer-cities": ("dataset", "shield_person", "scatter_plot"),
    "people": ("badge", "link", "tune"),
    "my-account": ("person", "shield_person", "refresh"),
    "history": ("history", "filter_alt_off", "visibility_off"),
    "privacy": ("shield_person", "download", "timer"),
}


def page_help(address: str, text: Text) -> None:
    """The button *How this works*, which opens the steps of a page over it."""
    page = "downloads" if address in FORMER else address
    items = "".join(
        f"<li>{_symbol(icon)}<span>{_emphasized(text(said))}</span></li>"
        for icon, said in zip(ICONS[page], STEPS[page], strict=True)
    )
    named = text("How this works")
    head = f"{_symbol('help')}<span>{html.escape(named)}</span>"
    st.html(f'<details class="page-help"><summary>{head}</summary><ol>{items}</ol></details>')


def _symbol(icon: str) -> str:
    return f'<span class="symbol" aria-hidden="true">{icon}</span>'


def _emphasized(said: str) -> str:
    parts = html.escape(said).split("*")
    return "".join(f"<em>{part}</em>" if at % 2 else part for at, part in enumerate(parts))
