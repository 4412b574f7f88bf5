"""A page of 72 indicators as it is written where nobody thinks of a hall: to compare with.

No part of the product. Every click runs the whole page again and stores all its answers, with the
settings that Streamlit has. `streamlit run` serves it; NAIVE_DATABASE names the file for its answers.
"""

import os
import sqlite3
import uuid

import streamlit as st

LEVELS = ["Nothing is there.", "There is a plan.", "A part is done.", "All of it is done."]
INDICATORS = range(1, 73)

person = st.session_state.setdefault("person", uuid.uuid4().hex)
before = st.session_state.setdefault("before", {})
st.title("Score your city")
with sqlite3.connect(os.environ["NAIVE_DATABASE"], timeout=30) as database:
    database.execute(
        "CREATE TABLE IF NOT EXISTS answer (person, number, level, UNIQUE (person, number))"
    )
    for number in INDICATORS:
        st.subheader(f"Indicator {number}")
        said = st.radio("How far is the city?", LEVELS, index=None, key=f"naive-score-N{number}")
        if said is not None:
            row = (person, number, LEVELS.index(said))
            database.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", row)
            if before.get(number) != said:
                st.caption(f":material/check: saved 00:00: {LEVELS.index(said)}")
                before[number] = said
st.progress(len(before) / len(INDICATORS), text=f"{len(before)} of {len(INDICATORS)} answered")
