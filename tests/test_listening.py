"""What a server writes goes out at once."""

import asyncio
import socket

import pytest

from resilience.process.listening import listen


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
def test_the_server_keeps_no_small_write_back(host: str) -> None:
    try:
        plain = socket.create_server(
            (host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        )
    except OSError:  # a machine without IPv6
        assert host == "::1"
        with pytest.raises(OSError):
            listen(host, 0)
        return
    assert asyncio.run(_kept_back(plain)), "asyncio turns it off by itself: ours can go"
    assert not asyncio.run(_kept_back(listen(host, 0)))
