"""Connections that ask for nothing are closed after a while, so that none of them is kept for ever."""

import resource
from asyncio import BaseTransport
from contextlib import suppress
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE = 20.0
"""Seconds within which a request must have come whole."""


class Connection(H11Protocol):
    """A connection of a browser: uvicorn's own, which would wait for a request without end."""

    def connection_made(self, transport: Any) -> None:
        """Begin to wait."""
        super().connection_made(transport)
        self._look(None)

    def _look(self, before: object) -> None:
        """Close the connection if no request came since it was looked at, and none is being answered."""
        transport: BaseTransport = self.transport
        if transport.is_closing():
            return
        waits = self.cycle is None or self.cycle.response_complete
        if waits and before == ("waits", self.cycle):
            transport.close()
            return
        self.loop.call_later(PATIENCE, self._look, ("waits" if waits else "answers", self.cycle))


def allow_many() -> None:
    """Let this process have as many connections as the system lets it ask for; the usual limit is small."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
