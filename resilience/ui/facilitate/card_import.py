"""Taking filled scorecards in: looked at first, taken on a press, taken back on another."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from resilience.errors import Fault
from resilience.services.scorecards.card_answers import SubmittedCard
from resilience.services.scorecards.card_files import ReadFile, read_file, reader_of
from resilience.services.scorecards.card_imports import ImportView, imports_in, undo_import
from resilience.services.scorecards.cards import CardPreview, look_at_cards, take_cards
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.asking import ask_first
from resilience.ui.shared.markup import plain

#: session_state keys: what was read of which files, and how often the field for files was emptied
READ, EMPTIED = "scorecards-read", "scorecards-emptied"
#: session_state key: the code of a workshop, what was taken last, and what of its files was not
TAKEN = "scorecards-taken"
#: places that are named before the rest is only counted
MOST_TOLD = 30
#: files that are listed at once, and up to which the list is open
MOST_ROWS, MOST_OPEN = 200, 12


def take_in(workshop: WorkshopView, text: Text) -> None:
    """A field for files, what is in them, and a button that takes the answers in."""
    st.markdown(
        text(
            "Upload filled-in scorecards (.xlsx, .ods or .xls; a hundred at once is fine), or a CSV "
            "or Excel file exported from KoboToolbox or ODK. You see what is in them first; nothing "
            "is stored until you confirm."
        )
    )
    emptied = st.session_state.setdefault(EMPTIED, 0)
    brought = st.file_uploader(
        text("Filled scorecards"),
        accept_multiple_files=True,
        key=f"scorecards-upload-{workshop.code}-{emptied}",
        label_visibility="collapsed",
    )
    if not brought:
        _taken(workshop, text)
        return
    st.session_state.pop(TAKEN, None)
    with runtime.errors_shown():
        read, looked = _read(workshop, brought, text)
        cards = [card for one in read for card in one.cards]
        refused = [fault for one in read for fault in one.faults]
        refused += [fault for one in looked for fault in one.faults]
        _warn(read, refused, looked, text)
        _offer(workshop, cards, looked, refused, text)
        _show(workshop, looked, text)


def earlier_imports(workshop: WorkshopView, text: Text) -> None:
    """What was taken in so far, each with a button that takes it back while that is possible."""
    found = imports_in(runtime.store(), runtime.visitor(), workshop.code)
    if not found:
        return
    st.subheader(text("Imported so far"))
    for one in found:
        said, undo = st.columns([3, 1], vertical_alignment="center")
        said.markdown(plain(_told(one, workshop, text)))
        label = text("Undo import")
        if one.may_undo and undo.button(label, key=f"scorecards-undo-{one.id}", width="stretch"):
            ask_first(
                label,
                _of_undoing(one, text),
                partial(_undo, workshop, one.id, text),
                f"scorecards-undo-{one.id}-yes",
            )


def _of_undoing(one: ImportView, text: Text) -> str:
    """What undoing an import does, in numbers."""
    return text(
        "This deletes {answers} from {cards} and restores the earlier answers. Answers changed "
        "since the import stay. To restore the deleted answers, import the same scorecards again.",
        answers=text.plural("{n} answer", "{n} answers", one.answers),
        cards=text.plural("{n} scorecard", "{n} scorecards", one.cards),
    )


def _undo(workshop: WorkshopView, import_id: int, text: Text) -> None:
    stay = undo_import(runtime.store(), runtime.visitor(), workshop.code, import_id)
    st.session_state.pop(TAKEN, None)
    st.toast(text("Import undone. Later answers kept: {n}.", n=stay))


def _told(one: ImportView, workshop: WorkshopView, text: Text) -> str:
    """When, how many of which departments, and whether it was taken back."""
    of = text.listed(f"{text(name)} {n}" for name, n in one.departments.items())
    paper = [text("paper card {number}", number=one.number)] if one.number else []
    return " · ".join(
        [
            text.moment(one.made_at, workshop.timezone),
            *paper,
            text.plural("{n} scorecard", "{n} scorecards", one.cards) + f" ({of})",
            text.plural("{n} answer", "{n} answers", one.answers),
            *([text("undone")] if one.undone else []),
        ]
    )


def _read(
    workshop: WorkshopView, files: Sequence[UploadedFile], text: Text
) -> tuple[list[ReadFile], tuple[CardPreview, ...]]:
    """What is in the files and would come of it, found once and with a progress bar."""
    ids = [workshop.code, *(one.file_id for one in files)]
    kept = st.session_state.get(READ)
    if kept is None or kept[0] != ids:
        reader = reader_of(runtime.store(), runtime.visitor(), workshop.code)
        bar = st.progress(0.0)
        read = []
        with runtime.reading():
            for at, one in enumerate(files):
                bar.progress(at / len(files), text("Reading {name}", name=plain(one.name)))
                read.append(read_file(reader, one.name, one.getvalue()))
        bar.empty()
        cards = [card for one in read for card in one.cards]
        looked = look_at_cards(runtime.store(), runtime.visitor(), workshop.code, cards)
        st.session_state[READ] = kept = (ids, read, looked)
    return kept[1], kept[2]


def _taken(workshop: WorkshopView, text: Text) -> None:
    """What was imported last, and what of the same files was not, until others are chosen."""
    code, answers, refused = st.session_state.get(TAKEN, ("", 0, ()))
    if code != workshop.code:
        return
    st.success(
        text.plural("Imported {n} answer", "Imported {n} answers", answers),
        icon=":material/check:",
    )
    _tell(text("Not imported: {n}", n=len(refused)), refused, text, st.warning)


def _warn(
    read: Sequence[ReadFile],
    refused: Sequence[Fault],
    looked: Sequence[CardPreview],
    text: Text,
) -> None:
    """What of the files is not taken and why, what it changes, and what to know."""
    _tell(text("Not imported"), refused, text, st.warning)
    _tell(text("Changed"), [place for one in looked for place in one.changes], text, st.info)
    _tell(text("Good to know"), [note for one in read for note in one.notes], text, st.info)


def _show(workshop: WorkshopView, looked: Sequence[CardPreview], text: Text) -> None:
    """File by file in numbers, to be opened."""
    if not looked:
        return
    with st.expander(text("File by file"), expanded=len(looked) <= MOST_OPEN):
        table = pd.DataFrame(
            {
                text("File"): [one.name for one in looked],
                text("New answers"): [one.new for one in looked],
                text("Changed"): [one.changed for one in looked],
                text("Unchanged"): [one.same for one in looked],
                text("People"): [one.people for one in looked],
                text(workshop.unit_name): [text(one.department) for one in looked],
            }
        ).set_index(text("File"))
        blocks.figures_table(table[:MOST_ROWS], text)
        if len(table) > MOST_ROWS:
            st.caption(text("and {n} more", n=len(table) - MOST_ROWS))


def _tell(title: str, faults: Sequence[Fault], text: Text, box: Callable[[str], object]) -> None:
    if not faults:
        return
    lines = [f"- {plain(text.fault(fault))}" for fault in faults[:MOST_TOLD]]
    if len(faults) > MOST_TOLD:
        lines.append("- " + text("and {n} more", n=len(faults) - MOST_TOLD))
    box("\n".join([f"**{title}**", "", *lines]))


def _offer(
    workshop: WorkshopView,
    cards: Sequence[SubmittedCard],
    looked: Sequence[CardPreview],
    refused: Sequence[Fault],
    text: Text,
) -> None:
    """The button that takes all of it in, where there is anything new."""
    answers = sum(one.new + one.changed for one in looked)
    if not answers:
        same = any(one.same for one in looked)
        st.markdown(
            text("There is nothing new in these files.")
            if same
            else text("Nothing in these files can be imported.")
        )
        return
    label = text.plural("Import {n} answer", "Import {n} answers", answers)
    if st.button(label, type="primary", icon=":material/check:", key="scorecards-take"):
        taken = take_cards(runtime.store(), runtime.visitor(), workshop.code, cards)
        st.session_state[EMPTIED] += 1
        st.session_state.pop(READ, None)
        st.session_state[TAKEN] = (workshop.code, taken.answers, tuple(refused))
        st.rerun()
