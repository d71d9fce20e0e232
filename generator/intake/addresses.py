"""Which addresses intake may connect to: http and https, and public machines only.

What is public follows the IANA special-purpose address registries (RFC 6890)
as :mod:`ipaddress` knows them. IPv6 forms that carry an IPv4 address (mapped,
6to4, Teredo) are refused; NAT64 (RFC 6052) counts as the address it carries.
"""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urljoin

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from generator.intake.refusal import Refused

PORTS = {"http": 80, "https": 443}

_NAT64 = IPv6Network("64:ff9b::/96")
_UNWRITTEN = re.compile(r"[\x00-\x20\x7f\\]")


def parse(words: str) -> Url:
    """Return the parts of a web address, its host in ASCII and lower case.

    Raises :class:`Refused` when it is not http or https, cannot be read, or carries a user name or password.
    """
    try:
        address = parse_url(words)
    except LocationParseError:
        raise Refused("bad-address", f"“{shown(words)}” is not an address that can be read.") from None
    if _UNWRITTEN.search(words):
        raise Refused(
            "bad-address", f"“{shown(words)}” has a space, a control character or a backslash in it."
        )
    if address.scheme not in PORTS:
        raise Refused("bad-address", f"“{shown(words)}” does not begin with http:// or https://.")
    if not address.host:
        raise Refused("bad-address", f"“{shown(words)}” names no site.")
    if address.auth is not None:
        raise Refused(
            "bad-address",
            f"An address of {address.host} has a user name or password in it.",
            "Give the address without them: it would be published with the article.",
        )
    return address


def usable(words: str) -> str:
    """Return a web address as ``parse`` reads it, or "" for what is none."""
    try:
        return parse(words).url if words else ""
    except Refused:
        return ""


def joined(base: str, words: str) -> str:
    """Return where ``words`` on the page at ``base`` lead; where that is nowhere, the words themselves."""
    try:
        return urljoin(base, words)
    except ValueError:
        return words


def shown(words: str) -> str:
    """Return an address fit for a message: printable and of limited length."""
    return "".join(sign if sign.isprintable() else "?" for sign in words[:200])


def resolve(address: Url, allow_loopback: bool) -> tuple[str, ...]:
    """Return the numeric addresses of the machine to connect to, at least one.

    The caller connects to these and does not look the name up again, so that
    a name cannot change its meaning between the check and the connection.
    Raises :class:`Refused` when the name is unknown or any of its addresses is not public.
    """
    host = (address.host or "").strip("[]")
    port = address.port or PORTS[address.scheme or "http"]
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Refused("not-reached", f"The name {host} could not be found.") from None
    found = tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))
    for numeric in found:
        if not _allowed(numeric, allow_loopback):
            leads = f"{shown(address.url)} leads to {numeric}"
            raise Refused("private-address", f"{leads}, which is not a public address.")
    return found


def is_public(numeric: str) -> bool:
    """Return whether a numeric address ("192.0.2.1", "2001:db8::1") belongs to the public internet."""
    try:
        address: IPv4Address | IPv6Address = ip_address(numeric)
    except ValueError:
        return False
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(str(IPv4Address(int(address) & 0xFFFF_FFFF)))
        if address.ipv4_mapped or address.sixtofour or address.teredo or address.is_site_local:
            return False
    return address.is_global and not (
        address.is_private
        or address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )


def _allowed(numeric: str, allow_loopback: bool) -> bool:
    if allow_loopback and "%" not in numeric and ip_address(numeric).is_loopback:
        return True
    return is_public(numeric)
