"""What the facilitator hands out: join code, poster, paper scorecards, and links for each role."""

import streamlit as st

from resilience.services.access.access import FACILITATORS
from resilience.services.access.links import ROLE_NAMES, LinkView, links_of, replace_link
from resilience.services.upkeep.addresses import only_this_machine
from resilience.services.workshop.hall_sheet import not_on_poster
from resilience.ui.facilitate.groups.planning import plan_groups
from resilience.ui.facilitate.links.encrypted import encrypted_join
from resilience.ui.facilitate.links.feed_addresses import calendar_addresses, feed_addresses
from resilience.ui.facilitate.links.mail_addresses import mail_addresses
from resilience.ui.facilitate.links.program_tokens import program_tokens
from resilience.ui.facilitate.links.reachable import other_devices
from resilience.ui.facilitate.paper import paper_choice
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.inputs import held_by, pick_workshop, wifi_fields
from resilience.ui.shared.markup import plain
from resilience.wording.framework import with_theme_names

text = runtime.text()
visitor = runtime.visitor()
key = runtime.settings().key
st.title(text("Links and poster"))
workshop = pick_workshop(
    held_by(FACILITATORS),
    text,
    "links-workshop",
    text("You do not facilitate any workshop here."),
    lambda code: links_of(runtime.store(), key, visitor, code),
)
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
links = links_of(runtime.store(), key, visitor, workshop.code)
address = runtime.base_url()
phones = runtime.phone_url()
join = f"{phones}/join?code={workshop.code}"

blocks.invented_mark(workshop, text)
own = next((link.token for link in links if link.role == "facilitator"), None)
st.page_link(
    "pages/facilitate/live.py",
    label=text("Go to the live page"),
    icon=":material/groups:",
    query_params={"workshop": workshop.code},
)
other_devices(address, own, text)
left, right = st.columns([1, 2], gap="large")
with left:
    blocks.qr(join, text("QR code to join"))
with right:
    st.html(f'<p class="join-code">{workshop.code}</p>')
    st.markdown(text("For participants, on the projector, on paper and in messages:"))
    st.code(join, language=None, wrap_lines=True)
    with st.container(horizontal=True):
        st.link_button(
            text("Poster to print"),
            f"{phones}/poster?code={workshop.code}&language={text.language}",
            icon=":material/print:",
        )
        paper_choice(workshop, text, "links-paper")
    blocks.unprintable_note(not_on_poster(workshop, phones, text), text)

if secure := runtime.secure_address():
    encrypted_join(workshop.code, secure.of(phones), text)
if links:
    plan_groups(workshop, text)
with st.expander(text("A sheet for a hall without internet")):
    if only_this_machine(phones):
        st.markdown(text("First make this server reachable for phones, as described above."))
    else:
        st.markdown(
            text(
                "The Wi-Fi name and password are put on the sheet, as a QR code and in words, "
                "and are not stored anywhere."
            )
        )
        blocks.plain_form("/sheet", text("Sheet to print"), fields=wifi_fields(workshop.code, text))

program_tokens(workshop, text)
feed_addresses(workshop, text)
calendar_addresses(workshop, text)
mail_addresses(workshop, text)
if not links:  # the demo has none
    st.stop()
st.header(text("Links by role"))
st.markdown(
    text(
        "Anyone who has a link can act in its role. Give each link to the right person, and "
        "keep your own."
    )
)


def ask(link: LinkView, code: str) -> None:
    """Ask before a link ends; a facilitator who ends their own continues with the new one."""
    st.markdown(
        text("Everyone who uses the current link loses access immediately. This cannot be undone.")
    )
    yes = text("Yes: {move}", move=text("New link"))
    if not st.button(yes, key=f"links-yes-{link.id}", type="primary"):
        return
    with runtime.errors_shown():
        token = replace_link(runtime.store(), key, visitor, code, link.id)
        if link.role != "facilitator" or visitor.is_host:
            st.rerun()
        st.markdown(text("You were using this link. Keep the new one:"))
        st.code(f"{phones}/open/{token}", language=None, wrap_lines=True)
        blocks.plain_form(f"/open/{token}", text("Continue with the new link"), method="get")


def show(link: LinkView, code: str) -> None:
    name = text(ROLE_NAMES[link.role])
    department = f" · {plain(text(link.department))}" if link.department else ""
    st.markdown(f"**{name}**{department}")
    shown, scan, renew = st.columns([5, 1, 1])
    if link.token:
        opens = f"{phones}/open/{link.token}"
        shown.code(opens, language=None, wrap_lines=True)
        with scan.popover(text("QR code"), icon=":material/qr_code:", width="stretch"):
            blocks.qr(opens, text("This link as a QR code"))
    else:
        with shown:
            blocks.other_key(text)
    if renew.button(
        text("New link"),
        key=f"links-new-{link.id}",
        help=text("Ends this link and creates another"),
        width="stretch",
    ):
        st.dialog(text("New link"))(ask)(link, code)


for link in (one for one in links if one.role != "lead"):
    show(link, workshop.code)
with st.expander(text("One per department lead")):
    leads = [one for one in links if one.role == "lead"]
    st.caption(text("All links to copy, one department per line:"))
    st.code(
        "\n".join(
            f"{text(one.department or '')}: {phones}/open/{one.token}" for one in leads if one.token
        ),
        language=None,
        wrap_lines=True,
    )
    for link in leads:
        show(link, workshop.code)
