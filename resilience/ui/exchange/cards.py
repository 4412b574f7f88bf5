"""The cards of the page Downloads: what a file is, how it looks, and buttons for it."""

import html
from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.text import Text, mark
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import plain

OFFICE = "application/vnd.openxmlformats-officedocument"


def cards(heading: str, about: Sequence[tuple[str, str]]) -> list[DeltaGenerator]:
    """A row of cards below a heading, each with its name and what it is for; returns where each goes on."""
    st.header(heading)
    grid = st.grid(3, min_column_width=300, border=True)
    places = []
    for name, words in about:
        place = grid.cell()
        place.subheader(name)
        place.markdown(words)
        places.append(place)
    return places


def picture(key: str, content: bytes, alt: str) -> None:
    """A preview of a page, its upper part; the whole of it when enlarged."""
    with st.container(key=f"preview-{key}"):
        st.image(content, alt=alt, width="stretch")


def listed(lines: Sequence[str], *, numbered: bool = False) -> None:
    """What is in a file, line by line."""
    kind = "ol" if numbered else "ul"
    said = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    st.html(f'<{kind} class="inside">{said}</{kind}>')


def file_button(
    key: str,
    label: str,
    make: bytes | Callable[[], bytes | str],
    name: str,
    mime: str,
    *,
    first: bool = False,
) -> None:
    """A button for a file, which is made when it is asked for if `make` makes it; the `first` of a card stands out."""
    st.download_button(
        label,
        make if isinstance(make, bytes) else runtime.when_asked(make),
        file_name=name,
        mime=mime,
        icon=":material/download:",
        type="primary" if first else "secondary",
        on_click="ignore",
        width="stretch",
        key=f"{key}-download",
    )


def reason(words: str) -> None:
    """Why there is no file."""
    st.markdown(f":material/info: {plain(words)}")


def in_own_template(
    key: str, label: str, ending: str, make: Callable[[bytes], bytes], name: str, text: Text
) -> None:
    """A field for a city's own template, and a button for the file in it; for roles that bring files."""
    if not runtime.visitor().brings_files:
        return
    with st.expander(text("Use your own template")):
        brought = st.file_uploader(text(TEMPLATES[ending]), key=f"{key}-template")
        st.caption(
            text(
                "The template's styles are used, not its contents. The template is used for this "
                "download only and is not stored."
            )
        )
        if brought:
            with runtime.errors_shown(), runtime.reading(), st.spinner(text("Preparing the file")):
                made = make(brought.getvalue())
                file_button(f"{key}-own", label, made, name, MIMES[ending])


MIMES = {
    "pptx": f"{OFFICE}.presentationml.presentation",
    "docx": f"{OFFICE}.wordprocessingml.document",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
}
TEMPLATES = {
    "pptx": mark("PowerPoint template (.pptx)"),
    "docx": mark("Word template (.docx)"),
}
