"""The second factor on the pages: its state for one's own account, and how to confirm with a code."""

import streamlit as st

from resilience.services.accounts.accounts import AccountView
from resilience.services.accounts.recent_code import needs_code
from resilience.services.accounts.second_factor import own_factor
from resilience.text import Text
from resilience.ui.shared import blocks, runtime


def second_factor(account: AccountView, text: Text) -> None:
    """Show whether the account has a second factor, with links to set it up or remove it."""
    found = own_factor(runtime.store(), runtime.visitor())
    if found is None:
        st.markdown(
            text(
                "With a second factor, someone who learns your password still cannot sign in: "
                "they also need a code from an app on your phone."
            )
        )
        if not account.password:
            st.caption(
                text(
                    "The city's sign-in may already ask for a second factor. This dashboard asks "
                    "for its own before dangerous changes."
                )
            )
        blocks.plain_form("/second-factor", text("Set up a second factor"), method="get")
        return
    said = text.plural(
        "Set up on {date}. {n} recovery code is left.",
        "Set up on {date}. {n} recovery codes are left.",
        found.recovery_codes,
        date=text.date(found.made_at.date()),
    )
    st.markdown(said)
    st.caption(
        text(
            "For new recovery codes, remove the second factor and set it up again. To remove it, "
            "first confirm with a code."
        )
    )
    confirm_first("my-account", text)
    if not needs_code(runtime.store(), runtime.visitor()):
        blocks.plain_form("/second-factor/remove", text("Remove the second factor"))


def confirm_first(page: str, text: Text) -> None:
    """Ask for a code again if the person has a second factor and gave no code recently."""
    if needs_code(runtime.store(), runtime.visitor()):
        st.caption(
            text(
                "You need a new code from your second factor to add people, grant or end the "
                "admin role, create password links, deactivate or reactivate accounts, remove a "
                "second factor, and delete participants' data."
            )
        )
        field = f'<input type="hidden" name="to" value="{page}">'
        label = text("Confirm with a code")
        blocks.plain_form("/second-factor/confirm", label, method="get", fields=field)
