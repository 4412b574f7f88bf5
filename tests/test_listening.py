"""What a server writes goes out at once."""

import asyncio
import socket

import pytest
from streamlit.web.server.starlette import starlette_server

from resilience import server


async def _kept_back(listener: socket.socket) -> bool:
    """Whether a connection that asyncio accepts keeps small writes back."""
    accepted: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def look(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        here = writer.get_extra_info("socket")
        accepted.set_result(here.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0)
        writer.close()

    async with await asyncio.start_server(look, sock=listener):
        _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
        kept = await accepted
        writer.close()
    return kept


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_server_keeps_no_small_write_back(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bind = starlette_server._bind_socket
    assert asyncio.run(_kept_back(bind(host, 0, 5))), "Streamlit does it by itself: ours can go"
    monkeypatch.setattr(starlette_server, "_bind_socket", bind)  # it comes back at the end
    server.listen_promptly(None)
    assert not asyncio.run(_kept_back(starlette_server._bind_socket(host, 0, 5)))
