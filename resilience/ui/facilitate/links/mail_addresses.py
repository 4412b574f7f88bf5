"""E-mail addresses that get due dates each week, on the page with the links."""

from collections.abc import Mapping

import streamlit as st

from resilience.errors import ResilienceError
from resilience.outputs.mail.sending import Mailer, mailer_of, send_confirmation
from resilience.services.feeds.mail_addresses import (
    MailAddressView,
    add_mail_address,
    mail_addresses_of,
    remove_mail_address,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.text.languages import LANGUAGES
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain
from resilience.wording.history import actor_words

#: what became of the last mail
TROUBLES: Mapping[str, str] = {
    "unreachable": mark(
        "The last e-mail could not be delivered: the mail server was not available. This installation tries again every hour."
    ),
    "later": mark(
        "The last e-mail could not be delivered: the mail server asked to wait. This installation tries again every hour."
    ),
    "refused": mark(
        "The last e-mail could not be delivered: the mail server refused it. Check the address. "
        "The next one is sent on Monday, if something is due."
    ),
    "unknown": mark(
        "The last e-mail may not have been delivered: the connection to the mail server was lost. The next one is sent on Monday, if something is due."
    ),
}


def mail_addresses(workshop: WorkshopView, text: Text) -> None:
    """A form that adds an address, and those that there are; nothing where the installation sends no mail."""
    mailer = mailer_of(runtime.settings())
    found = mail_addresses_of(runtime.store(), runtime.visitor(), workshop.code)
    if workshop.invented or not (mailer or found):
        return
    with st.expander(text("Due dates by e-mail")):
        if mailer:
            _form(mailer, workshop, text)
        else:
            st.markdown(text("This installation sends no e-mails at the moment."))
        for one in found:
            with st.container(border=True):
                _row(one, workshop, text)


def _form(mailer: Mailer, workshop: WorkshopView, text: Text) -> None:
    st.markdown(
        text(
            "On Mondays, an e-mail lists which actions are overdue, due in the next four weeks, or done. None is sent while nothing is due. Enter the mailbox of a function, such as `water@city.example`, not of a person. The recipient first gets one e-mail with a link to agree."
        )
    )
    st.markdown(
        text(
            "If the recipient does not agree, or stops the e-mails later, this installation does not ask that mailbox again for 12 months, even if you remove the address and add it again."
        )
    )
    names = {one.id: text(one.name) for one in workshop.responsible}
    with st.form("mail-add", border=False, enter_to_submit=False):
        address = st.text_input(text("E-mail address"), key="mail-address", max_chars=254)
        department = st.selectbox(
            text("Responsible department"),
            [None, *names],
            format_func=lambda one: names[one] if one else text("All departments"),
            key="mail-department",
        )
        language = st.selectbox(
            text("Language"),
            list(LANGUAGES),
            index=list(LANGUAGES).index(workshop.language),
            format_func=lambda one: LANGUAGES[one],
            key="mail-language",
        )
        if st.form_submit_button(text("Add e-mail address"), key="mail-make"):
            _add(mailer, workshop, address, language, department)


def _add(
    mailer: Mailer, workshop: WorkshopView, address: str, language: str, department_id: int | None
) -> None:
    """Add an address and ask it; an address that could not be asked is not kept."""
    store, key, visitor = runtime.store(), runtime.settings().key, runtime.visitor()
    with runtime.errors_shown():
        address = address.strip()
        added, token = add_mail_address(
            store, key, visitor, workshop.code, address, language, department_id
        )
        try:
            send_confirmation(store, mailer, address, token)
        except ResilienceError:
            remove_mail_address(store, visitor, workshop.code, added)
            raise
        st.rerun()


def _row(address: MailAddressView, workshop: WorkshopView, text: Text) -> None:
    """An address, whether its reader agreed, what became of the last mail, and a button that removes it."""
    department = text(address.department) if address.department else text("All departments")
    moment = plain(text.moment(address.made_at, workshop.timezone))
    who = text("added by {who}", who=plain(actor_words(address.made_by, text)))
    about = [f"`{address.address}`", plain(department), LANGUAGES[address.language]]
    st.markdown(" · ".join([*about, moment, who]))
    if not address.confirmed:
        st.markdown(text("Waiting for the recipient to agree."))
    if address.trouble:
        st.warning(text(TROUBLES[address.trouble]), icon=":material/warning:")
    if st.button(text("Remove"), key=f"mail-end-{address.id}"):
        with runtime.errors_shown():
            remove_mail_address(runtime.store(), runtime.visitor(), workshop.code, address.id)
            st.rerun()
