"""A link from a page that only this computer can open to one that phones can open."""

import streamlit as st

from resilience.services.upkeep.addresses import only_this_machine
from resilience.text import Text
from resilience.ui.shared import runtime


def other_devices(address: str, facilitator: str | None, text: Text) -> None:
    """Warn if phones cannot open `address`, and link to an address that they can open.

    `facilitator` is the token of the workshop's facilitator link, which keeps the person signed in there.
    """
    if not only_this_machine(address):
        return
    st.warning(
        text(
            "Phones cannot open {address}: it works only on this computer.", address=f"`{address}`"
        ),
        icon=":material/wifi_off:",
    )
    there = runtime.network_url()
    if runtime.settings().public_url:
        st.markdown(
            text(
                "This address comes from the setting RESILIENCE_PUBLIC_URL. Set it to the address of this computer in "
                "your network, or leave it out, and start the server again."
            )
        )
    elif not there:
        st.markdown(
            text(
                "This computer has no other address at which the server can be reached. Connect "
                "it to the same network as the phones, start the server without the option "
                "--host, and load this page again."
            )
        )
    elif facilitator is None:
        st.markdown(text("Open this address instead:"))
        st.code(there, language=None, wrap_lines=True)
    else:
        _continue_there(there, facilitator, text)


def _continue_there(there: str, facilitator: str, text: Text) -> None:
    label = text("Continue at {address}", address=there)
    st.link_button(label, f"{there}/open/{facilitator}", type="primary")
    st.caption(
        text(
            "The button opens the live page there, signed in as facilitator of this workshop only. To "
            "set up the next workshop, open your first facilitator link again. If the page does not "
            "open, set RESILIENCE_PUBLIC_URL to the address at which phones reach this computer."
        )
    )
