"""Pages by HTTPS: from the name that a certificate proves, and from no other."""

import ssl
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import trustme

from generator.intake.fetch import Fetcher
from tests.intake.conftest import Site, respond
from tests.intake.test_fetch import refusal


@pytest.fixture
def authority() -> trustme.CA:
    """A certificate authority of this test only."""
    return trustme.CA()


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Callable[[str], str]]:
    """Start a secure server whose certificate names a site, and return its port."""
    servers: list[tuple[ThreadingHTTPServer, Thread]] = []

    def start(name: str) -> str:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        server = ThreadingHTTPServer(("127.0.0.1", 0), _Words)
        server.daemon_threads = True
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        servers.append((server, thread))
        return str(server.server_port)

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_secure_page_is_fetched_from_the_name_it_proves(
    secure: Callable[[str], str], authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Though the connection is made to a numeric address, the certificate is checked against the name."""
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
    assert Fetcher(allow_loopback=True).get(f"https://localhost:{secure('localhost')}/").body == b"<p>words"
    found = refusal(f"https://localhost:{secure('other.example')}/")
    assert found.rule == "insecure"
    assert "localhost" in found.message


def test_a_certificate_nobody_vouches_for(secure: Callable[[str], str]) -> None:
    """A certificate from an unknown authority is refused."""
    found = refusal(f"https://localhost:{secure('localhost')}/")
    assert found.rule == "insecure"
    assert "certificate of localhost is not valid" in found.message


def test_a_secure_address_without_a_secure_server(site: Site) -> None:
    """https to a server that speaks http only is refused, and not tried without protection."""
    assert refusal(site.address.replace("http:", "https:")).rule == "insecure"


class _Words(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        respond(self, 200, b"<p>words", {"Content-Type": "text/html"})

    def log_message(self, format: str, *args: object) -> None:
        pass
