"""Fetch one web page: the only place of intake that uses the network.

Connections are direct (no proxy), to the very numeric address that was
checked, at each redirect anew; a certificate is checked against the name.
"""

import http.client
import os
import re
import ssl
import time
from email.message import Message

import certifi
from msgspec import Struct, field
from urllib3 import BaseHTTPResponse
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import DecodeError, HTTPError, NewConnectionError
from urllib3.exceptions import TimeoutError as SilenceError
from urllib3.util import Url

from generator import __version__
from generator.intake import addresses, deadline
from generator.intake.refusal import Refused

USER_AGENT = f"Explainer/{__version__} (fetches single articles an editor asks for)"
ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain;q=0.9"
LOOPBACK_FOR_TESTS = "EXPLAINER_TEST_ALLOW_LOOPBACK"
"""Environment variable for the project's own tests only: "1" lets intake reach servers on this machine."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,100}")
_CHUNK = 65_536


class Limits(Struct, frozen=True):
    """What one page may cost."""

    seconds: float = 30.0
    """From the first look-up of a name to the last byte, redirects included."""
    silence: float = 10.0
    """Seconds without a single byte."""
    size: int = 5_000_000
    """Bytes, after decompression."""
    redirects: int = 5


class Fetched(Struct, frozen=True):
    """A page as it came."""

    url: str
    """The address that answered, after redirects."""
    media_type: str
    """Lower case, without parameters ("text/html"); empty when the server names none."""
    charset: str
    """As the server names it; empty when it does not."""
    body: bytes
    """Decompressed."""


class Fetcher(Struct, frozen=True):
    """Fetches pages within limits."""

    limits: Limits = field(default_factory=Limits)
    allow_loopback: bool = False
    """For tests only, like the environment variable :data:`LOOPBACK_FOR_TESTS`."""

    def get(self, url: str) -> Fetched:
        """Return the page at ``url``.

        Raises :class:`Refused` for an address that may not be asked, an answer
        that is no page, and a limit exceeded.
        """
        addresses.parse(url)
        seconds = self.limits.seconds
        try:
            return deadline.within(seconds, _Run(self, url, time.monotonic() + seconds).follow)
        except TimeoutError:
            raise _timed_out(url, seconds) from None


class _Run(Struct, frozen=True):
    """One page on its way."""

    fetcher: Fetcher
    url: str
    end: float
    """Of the time it has, on the monotonic clock."""

    def follow(self) -> Fetched:
        url = self.url
        for _ in range(self.fetcher.limits.redirects + 1):
            answer = self._ask(url)
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise Refused(
            "too-many-redirects",
            f"{addresses.shown(self.url)} was sent on more than {self.fetcher.limits.redirects} times.",
        )

    def _ask(self, url: str) -> Fetched | str:
        """Return the page, or the address the server sends us on to."""
        address = addresses.parse(url)
        allow = self.fetcher.allow_loopback or os.environ.get(LOOPBACK_FOR_TESTS) == "1"
        numeric = addresses.resolve(address, allow)
        try:
            connection = self._connect(address, numeric)
            try:
                return self._read(connection, address)
            finally:
                connection.close()
        except ssl.SSLError as error:
            raise _insecure(address, error) from None
        except DecodeError:
            raise Refused("not-reached", f"{addresses.shown(url)} came damaged.") from None
        except NewConnectionError as error:
            raise _unreachable(url, error.__cause__ or error) from None
        except (SilenceError, TimeoutError):
            raise _timed_out(url, self.fetcher.limits.silence) from None
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise _unreachable(url, error) from None

    def _connect(self, address: Url, numeric: tuple[str, ...]) -> HTTPConnection:
        """Return a connection to the first of the numeric addresses that accepts one."""
        failure: Exception = OSError()
        for one in numeric:
            connection = self._connection(address, one)
            try:
                connection.connect()
            except ssl.SSLError:
                connection.close()
                raise
            except (HTTPError, OSError) as error:
                connection.close()
                failure = error
            else:
                return connection
        raise failure

    def _connection(self, address: Url, numeric: str) -> HTTPConnection:
        silence = min(self.fetcher.limits.silence, max(self.end - time.monotonic(), 0.001))
        port = address.port or addresses.PORTS[address.scheme or "http"]
        if address.scheme == "http":
            return HTTPConnection(numeric, port, timeout=silence)
        name = (address.host or "").strip("[]").rstrip(".")
        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())
        return HTTPSConnection(numeric, port, timeout=silence, ssl_context=context, server_hostname=name)

    def _read(self, connection: HTTPConnection, address: Url) -> Fetched | str:
        connection.request(
            "GET",
            address.request_uri,
            headers={
                "Host": address.netloc or "",
                "User-Agent": USER_AGENT,
                "Accept": ACCEPT,
                "Accept-Encoding": "gzip, deflate",
                "Connection": "close",
            },
            preload_content=False,
        )
        response = connection.getresponse()
        try:
            location = response.headers.get("location", "")
            if response.status in _REDIRECTS and location:
                return addresses.joined(address.url, location)
            return self._body(response, address)
        finally:
            response.close()

    def _body(self, response: BaseHTTPResponse, address: Url) -> Fetched:
        _check_status(response.status, address)
        encoding = response.headers.get("content-encoding", "").strip().lower()
        if encoding not in _ENCODINGS:
            packing = addresses.shown(encoding)
            raise Refused("unknown-source-type", f"{address.url} came packed as “{packing}”.")
        body = bytearray()
        for chunk in response.stream(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > self.fetcher.limits.size:
                raise Refused(
                    "too-large", f"{address.url} is larger than {self.fetcher.limits.size // 1000:,} kB."
                )
            if time.monotonic() > self.end:
                raise _timed_out(address.url, self.fetcher.limits.seconds)
        header = Message()
        header["content-type"] = response.headers.get("content-type", "")
        media_type = header["content-type"].split(";")[0].strip().lower()
        charset = header.get_param("charset", "")
        return Fetched(
            address.url,
            media_type if _TYPE.fullmatch(media_type) else "",
            charset if isinstance(charset, str) else "",
            bytes(body),
        )


def _check_status(status: int, address: Url) -> None:
    if 200 <= status < 300 and status != 204:
        return
    where = address.url
    if status == 402:
        raise Refused("paywall", f"{where} asks for payment (HTTP 402).")
    remedy = {
        401: "The page needs a login. Save it in your browser and add the file.",
        403: "The site refuses programs. Save the page in your browser and add the file.",
        404: "Look the address up again: there is no page there.",
        410: "The page was taken down. Add a saved copy if you have one.",
        429: "The site asks for a pause. Try again later.",
    }.get(
        status, "Try again later, or save the page in your browser and add the file." if status >= 500 else ""
    )
    raise Refused("http-status", f"{where} answered with HTTP status {status}.", remedy)


def _timed_out(url: str, seconds: float) -> Refused:
    return Refused("timed-out", f"{addresses.shown(url)} did not answer in full within {seconds:g} seconds.")


def _unreachable(url: str, error: BaseException) -> Refused:
    reason = (error.strerror if isinstance(error, OSError) else None) or type(error).__name__
    return Refused("not-reached", f"{addresses.shown(url)} could not be reached: {reason}.")


def _insecure(address: Url, error: ssl.SSLError) -> Refused:
    if isinstance(error, ssl.SSLCertVerificationError):
        return Refused("insecure", f"The certificate of {address.host} is not valid: {error.verify_message}.")
    return Refused("insecure", f"No secure connection to {address.host} could be made.")
