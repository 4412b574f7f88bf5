"""Single lines of a page that are said anew where they stand.

A part of a page that writes outside itself costs Streamlit a box for each place that it writes to. Such a line is
known, though, and so is where it stands.
"""

from dataclasses import dataclass

from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Markdown_pb2 import Markdown
from streamlit.proto.TextAlignmentConfig_pb2 import TextAlignmentConfig
from streamlit.runtime.scriptrunner_utils.script_run_context import (
    ThreadState,
    get_script_run_ctx,
)

#: the icon of an error
ERROR = ":material/error:"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an element stands: on which page, and in which part of it ("" for none)."""

    path: tuple[int, ...]
    script: str
    part: str


@dataclass(frozen=True, slots=True)
class Line:
    """What stands at a place of a page from now on."""

    place: Place
    element: Element


def place_of(drawn: DeltaGenerator) -> Place:
    """Where an element stands that the part of the page, or the page, that runs now has drawn."""
    here = ThreadState.get()
    path = tuple(drawn._cursor.delta_path) if drawn._cursor else ()
    return Place(path, here.active_script_hash, here.fragment_id or "")


def caption(place: Place, words: str) -> Line:
    """A line as `st.caption` draws it."""
    element = Element()
    element.markdown.body = words
    element.markdown.element_type = Markdown.Type.CAPTION
    element.markdown.wrap = True
    element.width_config.use_stretch = True
    element.text_alignment_config.alignment = TextAlignmentConfig.Alignment.LEFT
    return Line(place, element)


def progress(place: Place, share: float, words: str) -> Line:
    """A line as `st.progress` draws it."""
    element = Element()
    element.progress.value = int(100 * share)
    element.progress.text = words
    element.width_config.use_stretch = True
    return Line(place, element)


def error(place: Place, words: str) -> Line:
    """A line as `st.error` draws it, with the icon of an error."""
    element = Element()
    element.alert.body = words
    element.alert.format = Alert.Format.ERROR
    element.alert.icon = ERROR
    element.alert.width_config.use_stretch = True
    return Line(place, element)


def said(line: Line) -> ForwardMsg:
    """The message that puts a line in its place."""
    message = ForwardMsg()
    message.metadata.delta_path[:] = line.place.path
    message.metadata.active_script_hash = line.place.script
    message.delta.fragment_id = line.place.part
    message.delta.new_element.CopyFrom(line.element)
    return message


def say(line: Line) -> None:
    """Put a line in its place, from a run of the page or of any part of it."""
    if here := get_script_run_ctx():
        here.enqueue(said(line))


def runs_alone() -> bool:
    """Whether this part of the page runs by itself, and not within another or the whole page."""
    here = get_script_run_ctx()
    return bool(here and ThreadState.get().fragment_id in (here.fragment_ids_this_run or ()))
