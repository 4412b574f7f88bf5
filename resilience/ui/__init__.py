"""What pages share: who is here, cached reads, inputs and blocks. Streamlit lives here."""
