"""How each page works: three short steps with an icon each, behind a button at the top of the page."""

import html
from collections.abc import Mapping

import streamlit as st

from resilience.text import Text, mark
from resilience.ui.shared.menu import FORMER

#: an icon, and a sentence in which words between asterisks are names of pages and buttons
Step = tuple[str, str]

#: the steps of each page, by the address of the page; "" is the first page
STEPS: Mapping[str, tuple[Step, Step, Step]] = {
    "": (
        (
            "qr_code",
            mark("Participants scan the QR code or type in the join code. They need no account."),
        ),
        (
            "visibility_off",
            mark("Everyone answers alone. Nobody sees other people's answers before the reveal."),
        ),
        (
            "forum",
            mark("Then the room sees where opinions differ, and agrees on levels and actions."),
        ),
    ),
    "score": (
        (
            "edit_note",
            mark("Choose the level that fits today. If you cannot judge, choose *Don't know*."),
        ),
        (
            "cloud_done",
            mark("Each answer is saved at once. Without a network it waits on your device."),
        ),
        (
            "visibility_off",
            mark("Others see counts and comments after the reveal, never who gave which answer."),
        ),
    ),
    "answers": (
        ("checklist", mark("These are all your answers in this workshop.")),
        ("qr_code", mark("Your return link opens them on another device. Keep it to yourself.")),
        ("download", mark("You can download everything that is stored about you, or erase it.")),
    ),
    "weights": (
        ("balance", mark("Give more points to themes that matter more for your city.")),
        (
            "visibility_off",
            mark("Nobody sees your points. Only each theme's share of your total counts."),
        ),
        (
            "groups",
            mark("The facilitator decides whether the mean of all points becomes the weights."),
        ),
    ),
    "live": (
        (
            "play_arrow",
            mark("The large button is the next step. What cannot be undone asks first."),
        ),
        (
            "groups",
            mark("The bars show who joined, who started and who finished. Answers stay hidden."),
        ),
        ("tv", mark("Open the stage on the projector. It follows what you do here.")),
    ),
    "run-sheet": (
        ("timer", mark("Start from a template: 90 minutes, half a day or a day.")),
        ("edit", mark("Change steps, minutes and script in the table, then save.")),
        (
            "play_arrow",
            mark("*Live* shows the step that is under way and the time that is left for it."),
        ),
    ),
    "attendance": (
        ("how_to_reg", mark("People who joined, by department. Devices have numbers, no names.")),
        (
            "swap_horiz",
            mark(
                "Until the first vote closes, you can move a device, merge two of one person, or remove one that never answered."
            ),
        ),
        ("history", mark("*History* records each change. What a device answered is never shown.")),
    ),
    "discuss": (
        ("forum", mark("Start with the topic on which answers differ most.")),
        ("tv", mark("Show the topic on the stage, so that the room looks at the same figures.")),
        (
            "task_alt",
            mark("Agree on a level and note the reason. The city's score then uses that level."),
        ),
    ),
    "links": (
        ("qr_code", mark("Participants join with the code, the QR code or the poster.")),
        (
            "link",
            mark("Every other role has a link of its own. Anyone who has it can act in that role."),
        ),
        ("refresh", mark("If a link reached the wrong person, *New link* ends it at once.")),
    ),
    "scorecards": (
        ("print", mark("Hand out paper or Excel scorecards to people without a phone.")),
        ("upload_file", mark("While the vote is open, type the answers in or upload the files.")),
        (
            "visibility_off",
            mark("These answers count like all others and stay hidden until the reveal."),
        ),
    ),
    "steps": (
        (
            "balance",
            mark(
                "People can share out 100 points, whose mean can become the weights of the themes."
            ),
        ),
        (
            "reply",
            mark("Departments can read and answer their own result before officials see it."),
        ),
        ("tune", mark("Both steps are optional. Without them, the framework's weights are used.")),
    ),
    "set-up": (
        ("edit", mark("Five short steps. The phone at the side shows what participants will see.")),
        (
            "groups",
            mark("Enter all departments now: they cannot be added once the workshop is created."),
        ),
        ("link", mark("At the end you get the join code and a link for each role.")),
    ),
    "overview": (
        (
            "dashboard",
            mark(
                "The score combines the themes by their weights. Agreed levels and later votes are included."
            ),
        ),
        (
            "checklist",
            mark(
                "The page says how much of what applies to the city was answered. With too little, there is no score."
            ),
        ),
        (
            "forum",
            mark(
                "A mean can hide that opinions differ: the tab *Where opinions differ* shows on which questions."
            ),
        ),
    ),
    "departments": (
        (
            "grid_on",
            mark(
                "Colours show how far a department's score is from the city's, on the same questions."
            ),
        ),
        (
            "shield_person",
            mark(
                "With small-group protection, departments with too few people are shown together or not at all."
            ),
        ),
        (
            "visibility_off",
            mark(
                "A blind spot is a theme that one department scores clearly lower or higher than the others do."
            ),
        ),
    ),
    "peers": (
        ("location_city", mark("Cities are compared on the questions that all of them asked.")),
        ("scatter_plot", mark("The rank is a range of places, since no score is exact.")),
        (
            "dataset",
            mark(
                "A city appears here if it publishes on this server or its data package was added."
            ),
        ),
    ),
    "trend": (
        (
            "trending_up",
            mark("Workshops are compared on the questions that the last two have in common."),
        ),
        (
            "balance",
            mark(
                "A clear rise or fall is larger than chance would explain. Any other change may be chance."
            ),
        ),
        ("task_alt", mark("The tabs show which indicators moved and what became of the actions.")),
    ),
    "priorities": (
        (
            "low_priority",
            mark(
                "The gain is how far the overall would rise if this indicator alone reached its target."
            ),
        ),
        ("groups", mark("Feasibility comes from the room's votes on the actions.")),
        (
            "task_alt",
            mark("Choose an indicator with a large gain and no action, and plan what to do."),
        ),
    ),
    "network": (
        ("hub", mark("How all cities on one framework score, theme by theme.")),
        (
            "visibility_off",
            mark(
                "Distributions are shown only if enough cities take part, to protect single cities."
            ),
        ),
        (
            "dataset",
            mark("A city takes part by publishing its result, or by sending its data package."),
        ),
    ),
    "actions": (
        (
            "edit",
            mark(
                "Each action says what will be done about an indicator, by which department and by when."
            ),
        ),
        ("timer", mark("Actions past their date are listed first.")),
        ("history", mark("The city's next workshop records what became of each action.")),
    ),
    "reply": (
        (
            "visibility_off",
            mark("You see your department's result before the room and officials do."),
        ),
        ("reply", mark("Explain it in your own words, or leave the field empty.")),
        ("groups", mark("Your reply is shown with the department's name next to its figures.")),
    ),
    "downloads": (
        ("download", mark("Files are made from the current result, in the language of this page.")),
        (
            "edit",
            mark("Slides, Word report and workbook can be edited. Brief and report are PDFs."),
        ),
        ("dataset", mark("All of them show the same figures as the pages.")),
    ),
    "undrr": (
        ("upload_file", mark("Upload your own empty copy of the official workbook.")),
        (
            "assignment_turned_in",
            mark("Answers, explanations and actions of the workshop are entered."),
        ),
        ("download", mark("Download the copy. Nothing of it is stored here.")),
    ),
    "package": (
        (
            "dataset",
            mark(
                "The package holds the city's result as open data, without departments, comments or names."
            ),
        ),
        (
            "shield_person",
            mark("The signature shows other cities that the file comes from you and is unchanged."),
        ),
        (
            "location_city",
            mark("Other cities add it as a peer. On this server, publishing is enough."),
        ),
    ),
    "frameworks": (
        (
            "list_alt",
            mark("A framework is a scorecard: themes, indicators, and a sentence for each level."),
        ),
        ("download", mark("Download one as an Excel workbook to edit it or to make your own.")),
        (
            "upload_file",
            mark(
                "Upload it with a new version. Workshops keep the version that they started with."
            ),
        ),
    ),
    "peer-cities": (
        ("dataset", mark("Add the data packages of other cities.")),
        ("shield_person", mark("Check the publisher's fingerprint by phone before you trust it.")),
        ("scatter_plot", mark("*Peers* then offers the city for comparison.")),
    ),
    "people": (
        ("badge", mark("Accounts are for staff. Participants need none.")),
        ("link", mark("Send a new person their link, with which they set a password.")),
        ("tune", mark("Give each person the roles that they need. *History* records each change.")),
    ),
    "my-account": (
        ("person", mark("Your roles decide which pages you see.")),
        (
            "shield_person",
            mark("A second factor protects your account even if somebody learns your password."),
        ),
        ("refresh", mark("Sign out everywhere if you left a device behind.")),
    ),
    "history": (
        (
            "history",
            mark("Everything that staff changed, newest first, with the state before and after."),
        ),
        ("filter_alt_off", mark("Filter by workshop, kind of change or person.")),
        ("visibility_off", mark("Participants and their answers do not appear.")),
    ),
    "privacy": (
        (
            "shield_person",
            mark("What is stored about participants, why, for how long, and who sees it."),
        ),
        ("download", mark("Participants can download or erase their data themselves.")),
        ("timer", mark("Facilitators can delete what participants left; counts and scores stay.")),
    ),
}


def page_help(address: str, text: Text) -> None:
    """The button *How this works*, which opens the steps of a page over it."""
    items = "".join(
        f"<li>{_symbol(icon)}<span>{_emphasized(text(said))}</span></li>"
        for icon, said in STEPS["downloads" if address in FORMER else address]
    )
    named = text("How this works")
    head = f"{_symbol('help')}<span>{html.escape(named)}</span>"
    st.html(f'<details class="page-help"><summary>{head}</summary><ol>{items}</ol></details>')


def _symbol(icon: str) -> str:
    return f'<span class="symbol" aria-hidden="true">{icon}</span>'


def _emphasized(said: str) -> str:
    parts = html.escape(said).split("*")
    return "".join(f"<em>{part}</em>" if at % 2 else part for at, part in enumerate(parts))
