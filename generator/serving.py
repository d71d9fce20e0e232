"""What our servers share: where they listen, whom they answer, and what they say with every answer."""

import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping, MutableMapping
from contextlib import contextmanager
from typing import Any

import uvicorn

from generator.project import ProjectError

LOOPBACK = "127.0.0.1"
_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """Listen at a port of this machine, at any free one for 0; the socket is closed at the end.

    Raises ``ProjectError`` when it cannot be listened at.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
        except OSError as problem:
            words = f"Port {port} cannot be used: {problem.strerror}. Try another one"
            raise ProjectError(words) from problem
        listener.listen()
        yield listener


class Server(uvicorn.Server):
    """A server that tells when it is open; from then on Ctrl-C is its own.

    Before, Python raises ``KeyboardInterrupt`` wherever it is, and forgets it where that is a callback.
    """

    def __init__(self, config: uvicorn.Config, opened: Callable[[], None]) -> None:
        super().__init__(config)
        self._opened = opened

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, and say so."""
        await super().startup(sockets)
        self._opened()


def is_ours(asked: str, host: str, port: int) -> bool:
    """Return whether a Host header (RFC 9110, 7.2) names this server, which listens at ``host`` and ``port``.

    A page elsewhere may have a name of its own resolve to this machine (DNS rebinding), but it cannot make
    the browser ask for a number or for our name.
    """
    name, _, given = asked.rpartition(":") if asked.rpartition(":")[2].isdigit() else (asked, "", "80")
    if given != str(port):
        return False
    if name.casefold() in {"localhost", host.casefold(), socket.gethostname().casefold()}:
        return True
    try:
        ipaddress.ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return False
    return True


def with_headers(send: _Send, headers: Mapping[str, str]) -> _Send:
    """Return an ASGI application's ``send`` (ASGI, HTTP) that adds ``headers`` to the answer it begins."""
    own = [(name.encode(), words.encode()) for name, words in headers.items()]

    async def sending(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *own]
        await send(message)

    return sending
