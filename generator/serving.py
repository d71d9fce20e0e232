"""What our servers share: where they listen, and whom they answer."""

import ipaddress
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from generator.project import ProjectError

LOOPBACK = "127.0.0.1"


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
