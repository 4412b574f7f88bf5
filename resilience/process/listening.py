"""The socket that a server listens on."""

import socket

#: connections that may wait to be accepted, for a hall that scans a code at the same moment
BACKLOG = 2048


def listen(host: str, port: int) -> socket.socket:
    """A listening socket whose connections send without delay.

    Otherwise the system holds a small write back until the previous one is acknowledged, which the other end
    delays by 40 ms. asyncio turns that off for connections that it recognises as TCP, but not for those of a
    socket that was bound without naming the protocol.
    """
    six = ":" in host
    listener = socket.create_server(
        (host, port),
        family=socket.AF_INET6 if six else socket.AF_INET,
        backlog=BACKLOG,
        dualstack_ipv6=six and socket.has_dualstack_ipv6(),
    )
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
