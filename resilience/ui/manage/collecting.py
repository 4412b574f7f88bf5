"""Collect data packages of many cities: upload them, look at all, trust new keys, reject single ones, take the rest."""

from collections.abc import Sequence

import streamlit as st

from resilience.services.coordinating.brought import PackageFile, read_files
from resilience.services.coordinating.collecting import (
    LONGEST_REASON,
    Collected,
    FilePreview,
    look_at_files,
    reject_file,
    take_files,
)
from resilience.services.frameworks.frameworks import known_frameworks
from resilience.text import Text
from resilience.ui.shared import blocks, runtime
from resilience.ui.shared.markup import plain
from resilience.wording.peers.collected import candidate_rows
from resilience.wording.peers.lessons import practice_rows

#: session_state keys used by no widget: how often files were taken or rejected, so that fields start empty, what became
#: of the last ones, and the files read with the marks of their uploads
EMPTIED, REJECTIONS, TAKEN, READ = "desk-emptied", "desk-rejections", "desk-taken", "desk-read"


def collect(text: Text) -> None:
    """Upload files, and all that can be done with them before they are stored."""
    emptied = st.session_state.setdefault(EMPTIED, 0)
    brought = st.file_uploader(
        text("Data packages (.zip), one by one or several in one zip file"),
        accept_multiple_files=True,
        key=f"desk-upload-{emptied}",
    )
    if not brought:
        st.session_state.pop(READ, None)
        _taken(text)
        return
    st.session_state.pop(TAKEN, None)
    with runtime.errors_shown():
        found = look_at_files(runtime.store(), runtime.visitor(), _read(brought))
        _counted(found, text)
        known = known_frameworks(runtime.store(), runtime.frameworks())
        with st.container(key="compared-files"):
            rows = candidate_rows(found, known, text)
            blocks.figures_table(rows, text, text("Files"), key="desk-files")
        _words(found, text)
        trust = _new_keys(found, text)
        _reject(found, text)
        _take(found, trust, text)


def _read(
    brought: Sequence[st.runtime.uploaded_file_manager.UploadedFile],
) -> tuple[PackageFile, ...]:
    """The files, read once for each upload."""
    marks = tuple(one.file_id for one in brought)
    kept = st.session_state.get(READ)
    if kept is None or kept[0] != marks:
        kept = marks, read_files((one.name, one.getvalue()) for one in brought)
        st.session_state[READ] = kept
    files: tuple[PackageFile, ...] = kept[1]
    return files


def _counted(found: Sequence[FilePreview], text: Text) -> None:
    usable = [one for one in found if one.usable]
    replacing = sum(one.preview is not None and one.preview.replaces is not None for one in usable)
    blocks.counters(
        (
            ("", len(usable) - replacing, text("new")),
            ("", replacing, text("replace an older result")),
            ("", len(found) - len(usable), text("not accepted")),
        ),
        text,
    )
    st.caption(text("Nothing is stored yet."))


def _words(found: Sequence[FilePreview], text: Text) -> None:
    """Reasons and actions that files publish, to be read before they are taken."""
    worded = {
        at: one
        for at, one in enumerate(found)
        if one.usable and one.preview and one.preview.package.result.practices
    }
    if not worded:
        return
    with st.expander(text("Reasons and actions that these files publish")):
        at = st.selectbox(
            text("City"),
            list(worded),
            format_func=lambda one: _named(one, worded[one]),
            key="desk-words",
        )
        if preview := worded[at].preview:
            result = preview.package.result
            blocks.figures_table(practice_rows(result.practices, result.titles, text), text)


def _new_keys(found: Sequence[FilePreview], text: Text) -> set[str]:
    """The fingerprints of new keys that the coordinator confirms now."""
    new = {
        one.preview.package.fingerprint: one.preview
        for one in found
        if one.usable and one.preview and one.preview.known_as is None
    }
    if not new:
        return set()
    st.subheader(text("New keys"))
    st.markdown(
        text(
            "Anybody can sign with any name. Compare each fingerprint with the one that the city gave you by telephone or in person, and confirm it. Files with other new keys are not accepted."
        )
    )
    return {
        key
        for key, preview in new.items()
        if _confirms(key, preview.package.publisher, preview.namesake, text)
    }


def _confirms(fingerprint: str, publisher: str, namesake: bool, text: Text) -> bool:
    with st.container(border=True):
        st.markdown(f"**{plain(publisher)}**")
        blocks.fingerprint(fingerprint)
        if namesake:
            said = text(
                "This file has a DIFFERENT fingerprint from the one you trust for {publisher}. It "
                "may be forged, or {publisher} may have created a new key. Ask them before you "
                "continue.",
                publisher=publisher,
            )
            st.warning(plain(said), icon=":material/warning:")
        return st.checkbox(text("Yes, trust this publisher"), key=f"desk-trust-{fingerprint}")


def _reject(found: Sequence[FilePreview], text: Text) -> None:
    """Reject one of the files with a reason, which the History keeps."""
    usable = {at: one for at, one in enumerate(found) if one.usable and one.preview}
    if not usable:
        return
    with st.expander(text("Reject a file")):
        st.caption(
            text(
                "History keeps who rejected it, and why. If the same file is uploaded here again, it is not accepted. An admin can still add it on the Peer cities page."
            )
        )
        count = st.session_state.setdefault(REJECTIONS, 0)
        at = st.selectbox(
            text("File"),
            list(usable),
            format_func=lambda one: _named(one, usable[one]),
            key=f"desk-reject-{count}",
        )
        reason = st.text_input(text("Reason"), max_chars=LONGEST_REASON, key=f"desk-reason-{count}")
        if st.button(text("Reject this file"), key="desk-reject"):
            with runtime.errors_shown():
                reject_file(runtime.store(), runtime.visitor(), usable[at].file.data, reason)
                st.session_state[REJECTIONS] = count + 1
                st.rerun()


def _named(at: int, one: FilePreview) -> str:
    """A file by its row in the table, because several may have the same name."""
    city = one.preview.package.result.about.city.full_name if one.preview else ""
    return plain(f"{at + 1} · {city} · {one.file.name}")


def _take(found: Sequence[FilePreview], trust: set[str], text: Text) -> None:
    ready = [
        one
        for one in found
        if one.usable
        and one.preview
        and (one.preview.known_as is not None or one.preview.package.fingerprint in trust)
    ]
    waiting = sum(one.usable for one in found) - len(ready)
    if waiting:
        st.caption(
            text.plural(
                "{n} file waits until you confirm its key.",
                "{n} files wait until you confirm their keys.",
                waiting,
            )
        )
    label = text.plural("Accept {n} result", "Accept {n} results", len(ready))
    if st.button(label, type="primary", disabled=not ready, key="desk-take"):
        made = take_files(runtime.store(), runtime.visitor(), ready, trust)
        st.session_state[TAKEN] = made
        st.session_state[EMPTIED] += 1
        st.rerun()


def _taken(text: Text) -> None:
    """What became of the files that were taken last."""
    made: Collected | None = st.session_state.get(TAKEN)
    if made is None:
        return
    said = text.plural("{n} result was accepted.", "{n} results were accepted.", len(made.taken))
    st.success(said, icon=":material/check:")
    for name, error in made.left:
        st.error(plain(f"{name}: {text.error(error)}"), icon=":material/error:")
