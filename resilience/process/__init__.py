"""Several processes on one port: a front accepts connections and hands each to the worker it belongs to.

A browser's requests must all reach the process that holds its session: Streamlit keeps sessions, uploads
and files to download in memory. A cookie names the worker; whoever has none gets the next one. The front
looks at the first request of a connection and passes the open connection on, so that it costs nothing
after that, and workers see the addresses that people come from.
"""

from resilience.process.front import serve_together
from resilience.process.handover import HandedSocket
from resilience.process.worker_cookie import Seat

__all__ = ["HandedSocket", "Seat", "serve_together"]
