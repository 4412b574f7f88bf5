"""The https address of a hall's server, with the fingerprint to compare."""

import streamlit as st

from resilience.services.workshop.hall_sheet import EncryptedAddress, encrypted_words
from resilience.text import Text
from resilience.ui.shared import blocks


def encrypted_join(code: str, encrypted: EncryptedAddress, text: Text) -> None:
    """Show where participants join by https, and the fingerprint of the server's own certificate."""
    join = f"{encrypted.address}/join?code={code}"
    with st.expander(text("Join with encryption (https)")):
        st.markdown(encrypted_words(f"`{encrypted.address}/join`", text))
        st.code(encrypted.fingerprint, language=None, wrap_lines=True)
        st.code(join, language=None, wrap_lines=True)
        blocks.qr(join, text("QR code to join by https"))
