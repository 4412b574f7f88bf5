"""Photos of the wall on the page Attendance: to add, to put into the report, and to remove."""

import html

import streamlit as st

from resilience.exchange.attached.photos import FORMATS
from resilience.services.access.access import Visitor
from resilience.services.workshop.photos import (
    MOST_MEGABYTES,
    MOST_PHOTOS,
    PhotoView,
    add_photo,
    choose_photo,
    photos_of,
    remove_photo,
)
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import runtime

#: session_state key of no widget: the field for photos is a new one after each that was added
ADDED = "photos-added"


def photo_panel(workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    """The photos in three columns, and a field to add one."""
    st.subheader(text("Photos of the wall"))
    st.caption(
        text(
            "Add up to {photos} photos (JPEG, PNG or WebP, up to {size} MB each) as "
            "evidence of the workshop. Location, time and camera details are "
            "removed. Only the people who run the workshop see the photos; the "
            "report includes only the ones you choose.",
            photos=MOST_PHOTOS,
            size=MOST_MEGABYTES,
        )
    )
    found = photos_of(runtime.store(), visitor, workshop.code)
    columns = st.columns(3)
    for n, photo in enumerate(found):
        with columns[n % 3]:
            _photo(photo, n + 1, workshop, visitor, text)
    if len(found) < MOST_PHOTOS:
        _add(workshop, visitor, text)


def _photo(photo: PhotoView, n: int, workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    alt = html.escape(text("Photo {n} of the wall", n=n))
    source = f"/photo/{workshop.code}/{photo.id}"
    st.html(
        f'<img src="{source}" alt="{alt}" style="width:100%;height:13rem;object-fit:contain;background:#8882;border-radius:.5rem">'
    )
    store, label = runtime.store(), text("Include in the report")
    chosen = st.checkbox(label, value=photo.in_report, key=f"photo-report-{photo.id}")
    with runtime.errors_shown():
        if chosen != photo.in_report:
            choose_photo(store, visitor, workshop.code, photo.id, in_report=chosen)
            st.rerun()
        if st.button(text("Remove"), key=f"photo-remove-{photo.id}", type="tertiary"):
            remove_photo(store, visitor, workshop.code, photo.id)
            st.rerun()


def _add(workshop: WorkshopView, visitor: Visitor, text: Text) -> None:
    n = st.session_state.setdefault(ADDED, 0)
    kinds = [*(one.lower() for one in FORMATS), "jpg"]
    brought = st.file_uploader(
        text("Add a photo"), type=kinds, key=f"photo-upload-{n}", max_upload_size=MOST_MEGABYTES
    )
    if brought is None:
        return
    with runtime.errors_shown(), runtime.reading():
        add_photo(runtime.store(), visitor, workshop.code, brought.getvalue())
        st.session_state[ADDED] = n + 1
        st.rerun()
