"""A Streamlit page as a browser keeps it: what it sends at a click, and what it reads of the answers.

It speaks the protocol of the installed Streamlit and sends what a browser was seen to send: the state
of all widgets with each click, and the runs by a timer that the page asks for. Whole pages are read
with care, to know their widgets; of what follows a click only the end of the run and the line "saved".
"""

import asyncio
import json
import ssl
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Delta_pb2 import Delta
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks import signs
from benchmarks.card import Card, NotSavedError
from benchmarks.wire import Wire
from resilience.framework import AnswerValue
from resilience.scoring.notes.words import said_words
from resilience.text import Text

ENGLISH = Text("en")
#: seconds for which a person waits before it counts as an error
PATIENCE = 30.0


@dataclass
class Page:
    """A page of somebody with these cookies, by its address."""

    port: int
    cookies: Mapping[str, str]
    name: str = "score"
    query: str = ""
    tls: ssl.SSLContext | None = None
    address: str = ""  # what a proxy reports as theirs
    cards: dict[str, Card] = field(default_factory=dict)
    sheet: dict[str, Any] = field(default_factory=dict)  # what the page tells its scorecard
    runs: list[float] = field(default_factory=list)  # when whole runs ended
    session: str = ""

    def __post_init__(self) -> None:
        self._wire: Wire | None = None
        self._connected = False
        self._back = BackMsg()
        self._state: dict[str, WidgetState] = {}
        self._parts: dict[str, float] = {}  # what runs again by itself, and every how many seconds
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._reading = True
        self._seen: set[str] = set()
        self._waits: asyncio.Future[None] | None = None
        self._for: tuple[bytes, ...] = signs.WHOLE
        self._fragment = b""
        self._saved, self._refused = b"", ""

    async def open(self) -> None:
        """Connect, and run the page."""
        await self.connect()
        await self._run()

    async def connect(self) -> None:
        """Connect, as the same session as before where there was one."""
        scheme = "https" if self.tls else "http"
        headers = {
            "Origin": f"{scheme}://localhost:{self.port}",
            "Accept-Language": "en",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Sec-WebSocket-Protocol": ", ".join(
                ["streamlit", "PLACEHOLDER_AUTH_TOKEN", *filter(None, [self.session])]
            ),
            **({"X-Forwarded-For": self.address} if self.address else {}),
        }
        wire = Wire(self._take, self._ended)
        self._wire = await wire.open(self.port, "/_stcore/stream", headers, self.tls)
        self._connected = True
        run = self._back.rerun_script
        if not self.session:
            run.query_string, run.page_name = self.query, self.name
        context = run.context_info
        context.timezone, context.timezone_offset, context.locale = "UTC", 0, "en-US"
        context.url, context.color_scheme = f"{headers['Origin']}/{self.name}", "light"

    def cut(self) -> None:
        """Lose the network."""
        self.stop_timers()
        if self._wire:
            self._wire.cut()

    async def close(self) -> None:
        """Close the page."""
        self.cut()
        if self._wire:
            await self._wire.over.wait()

    async def run_whole(self) -> None:
        """Run the whole page again."""
        await self._run()

    async def open_unread(self) -> None:
        """Connect, ask for the page, and read nothing."""
        await self.connect()
        self.ask_unread()
        if self._wire:
            self._wire.stop_reading()

    def ask_unread(self) -> None:
        """Ask for the page again, and do not wait for it."""
        if self._connected:
            self._send()

    async def answer(self, card: Card, said: AnswerValue) -> None:
        """Click on an answer of the naive page; raises `NotSavedError` where the page does not say that it is saved."""
        self._set(card.radio).string_value = card.option(said)
        await self._run(card.fragment)
        if not self._saved[signs.CLOCK :].startswith(f": {said_words(said, ENGLISH)}".encode()):
            raise NotSavedError(self._refused or "no word of it")

    def shown(self, card: Card) -> str:
        """The option that stands at a card, "" where none does."""
        return self._state[card.radio].string_value

    def _set(self, widget: str) -> WidgetState:
        """The state of a widget, to be changed; it is on the page."""
        self._seen.add(widget)
        if widget not in self._state:
            self._state[widget] = self._back.rerun_script.widget_states.widgets.add(id=widget)
        return self._state[widget]

    def _forget(self) -> None:
        """Forget widgets that are not on the page any more."""
        kept = [one for one in self._state if one in self._seen]
        copies = [WidgetState.FromString(self._state[one].SerializeToString()) for one in kept]
        states = self._back.rerun_script.widget_states.widgets
        del states[:]
        states.extend(copies)
        self._state = dict(zip(kept, states, strict=True))

    async def _run(self, fragment: str = "") -> None:
        """Ask for a run of the page or of a part of it, and wait for its end."""
        if not self._connected:
            raise ConnectionError("the server has hung up")
        self._waits = asyncio.get_running_loop().create_future()
        self._for = signs.PART if fragment else signs.WHOLE
        self._fragment, self._saved, self._refused = fragment.encode(), b"", ""
        self._reading = not fragment
        self._send(fragment)
        try:
            await asyncio.wait_for(self._waits, PATIENCE)
        except TimeoutError:
            raise NotSavedError("no answer in time") from None
        finally:
            self._waits, self._reading = None, False

    def _send(self, fragment: str = "", *, by_timer: bool = False) -> None:
        run = self._back.rerun_script
        run.fragment_id, run.is_auto_rerun = fragment, by_timer
        if self._wire:
            self._wire.send(self._back.SerializeToString())

    def _take(self, message: bytes) -> None:
        """What the server says."""
        if self._reading or (message[0] == signs.METADATA and message[1] < signs.LONGEST_WHOLE):
            self._read(ForwardMsg.FromString(message))
        if signs.SAVED in message and self._fragment in message:
            self._saved = message.partition(signs.SAVED)[2]
        elif signs.REFUSED in message:
            self._refused = ForwardMsg.FromString(message).delta.new_element.alert.body
        elif message == signs.RESTS and self._saved and self._for is signs.PART:
            self._over()
        elif message.endswith(signs.WHOLE + signs.PART) and len(message) < signs.LONGEST_END:
            self._end(message)
        elif message.startswith(signs.TOLD):
            told = ForwardMsg.FromString(message).auto_rerun
            self._again(told.fragment_id, told.interval)

    def _end(self, message: bytes) -> None:
        """A run may have ended."""
        if ForwardMsg.FromString(message).WhichOneof("type") != "script_finished":
            return
        whole = message.endswith(signs.WHOLE)
        if whole:
            self.runs.append(time.perf_counter())
            self._reading = False
            for part, seconds in self._parts.items():
                self._again(part, seconds)
            self._forget()
        if message.endswith(self._for) and (whole or self._fragment in message):
            self._over()

    def _over(self) -> None:
        """What somebody waits for has come."""
        if self._waits and not self._waits.done():
            self._waits.set_result(None)

    def _read(self, message: ForwardMsg) -> None:
        """Know the page."""
        kind = message.WhichOneof("type")
        run = self._back.rerun_script
        if kind == "new_session":
            parts = message.metadata.run.fragment_ids
            if not parts:
                self._begin()
            self.session = message.new_session.initialize.session_id
            run.page_script_hash, run.page_name = message.new_session.page_script_hash, ""
        elif kind == "page_info_changed":
            run.query_string = message.page_info_changed.query_string
        elif kind == "navigation":
            run.page_script_hash = message.navigation.page_script_hash
        elif kind == "auto_rerun":
            self._parts[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "delta":
            self._read_delta(message.delta)

    def _read_delta(self, delta: Delta) -> None:
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "radio":
            self._read_radio(delta)
        elif kind == "selectbox":
            box = element.selectbox
            shown = box.raw_value or "".join(box.options[box.default : box.default + 1])
            self._set(box.id).string_value = shown
        elif kind == "bidi_component":
            self.sheet = json.loads(element.bidi_component.json)

    def _read_radio(self, delta: Delta) -> None:
        radio = delta.new_element.radio
        _, score, indicator = radio.id.rpartition("-score-")
        if not score:
            return
        card = self._card(indicator)
        if not card.radio:
            card.radio, card.options, card.fragment = (
                radio.id,
                list(radio.options),
                delta.fragment_id,
            )
        self._set(radio.id)
        if radio.set_value and radio.raw_value:
            self._set(radio.id).string_value = radio.raw_value

    def _card(self, indicator: str) -> Card:
        """The card of an indicator, of which any part may come first."""
        return self.cards.setdefault(indicator, Card(indicator))

    def _begin(self) -> None:
        """A run of the whole page begins."""
        self.stop_timers()
        self._reading, self._parts = True, {}
        self._seen.clear()
        self.cards, self.sheet = {}, {}

    def _again(self, fragment: str, seconds: float, *, now: bool = False) -> None:
        if now:
            self._send(fragment, by_timer=True)
        if before := self._timers.get(fragment):
            before.cancel()  # told a second time
        loop = asyncio.get_running_loop()
        self._timers[fragment] = loop.call_later(
            seconds, lambda: self._again(fragment, seconds, now=True)
        )

    def stop_timers(self) -> None:
        """Do nothing by itself any more."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()

    def _ended(self) -> None:
        """The connection is over."""
        self.stop_timers()
        self._connected = False
        if self._waits and not self._waits.done():
            with suppress(asyncio.InvalidStateError):
                self._waits.set_exception(ConnectionError("the server hung up"))
