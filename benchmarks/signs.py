"""How messages of a Streamlit server look of which a page need only know that they came."""

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.SessionStatus_pb2 import SessionStatus

#: the mark before "saved", the length of the time after it, and what follows a comment
SAVED, CLOCK = b":material/check: saved ", 5
#: the mark of a sentence that says why something was refused
REFUSED = b":material/error:"
#: how the message ends that a run has ended: of a whole page, and of a part of it, which Streamlit calls
#: early where the next part was asked for before the message was sent
WHOLE, PART = (b"\x30\x00",), (b"\x30\x03", b"\x30\x02")
#: such a message is short
LONGEST_END = 300
#: what is said last of a click that ran no part of the page
RESTS = ForwardMsg(
    session_status_changed=SessionStatus(script_is_running=False)
).SerializeToString()
#: how the message begins that the page shall run a part of itself by a timer
TOLD = b"\xaa\x01"
#: how the first message of a run begins, and the length that follows where it names no part of the page
METADATA, LONGEST_WHOLE = 0x12, 60
