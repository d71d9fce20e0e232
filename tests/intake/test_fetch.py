"""A page is fetched within limits, from the machine that was checked, or not at all."""

import gzip
import socket
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from generator.intake.adding import Added
from generator.intake.fetch import LOOPBACK_FOR_TESTS, Fetcher, Limits
from generator.intake.refusal import Refused
from tests.intake.conftest import PAGES, Site, respond, stall

HASTY = Limits(seconds=0.5, silence=0.2)
SMALL = Limits(size=10_000)


def refusal(address: str, limits: Limits | None = None, allow_loopback: bool = True) -> Refused:
    """Return why an address is refused."""
    with pytest.raises(Refused) as refused:
        Fetcher(limits or Limits(), allow_loopback).get(address)
    return refused.value


def test_a_page_is_fetched(site: Site) -> None:
    """A page arrives with its type, its charset and its bytes, asked for under the project's name."""
    address = site.page("/a?b=c", b"<p>caf\xe9", "text/html; charset=ISO-8859-1")
    fetched = Fetcher(allow_loopback=True).get(address)
    assert (fetched.url, fetched.media_type, fetched.charset) == (address, "text/html", "ISO-8859-1")
    assert fetched.body == b"<p>caf\xe9"
    host = address.removeprefix("http://").partition("/")[0]
    assert len(site.asked) == 1
    assert site.asked[0].startswith("GET /a?b=c HTTP/1.1 | Explainer/")
    assert site.asked[0].endswith(f"| {host}")


def test_a_packed_page_is_unpacked(site: Site) -> None:
    """A page packed with gzip arrives unpacked."""
    address = site.page("/a", gzip.compress(b"<p>words"), Content_Encoding="gzip")
    assert Fetcher(allow_loopback=True).get(address).body == b"<p>words"


def test_redirects_are_followed(site: Site) -> None:
    """A page is found behind relative and absolute redirects, and its last address is kept."""
    last = site.page("/c", "<p>here")
    site.redirect("/b", last, 308)
    first = site.redirect("/a", "b", 301)
    assert Fetcher(allow_loopback=True).get(first).url == last


def test_redirects_end(site: Site) -> None:
    """A page that leads on for ever is given up after five steps."""
    address = site.redirect("/a", "/a")
    assert refusal(address).rule == "too-many-redirects"
    assert len(site.asked) == 6


@pytest.mark.parametrize(
    ("location", "rule"),
    [
        ("http://10.0.0.1/", "private-address"),
        ("http://169.254.169.254/latest/meta-data/", "private-address"),
        ("http://[::ffff:127.0.0.1]/", "private-address"),
        ("http://[fe80::1]/", "private-address"),
        ("//192.168.0.1:8080/", "private-address"),
        ("http://0/", "private-address"),
        ("file:///etc/passwd", "bad-address"),
        ("ftp://example.org/", "bad-address"),
        ("http://user:secret@example.org/", "bad-address"),
        ("http://[", "bad-address"),
    ],
)
def test_a_redirect_cannot_lead_inside(site: Site, location: str, rule: str) -> None:
    """A public page that sends us on to a private machine, a file or a password is refused."""
    assert refusal(site.redirect("/a", location)).rule == rule


def test_this_machine_is_private(site: Site) -> None:
    """Outside the tests a server on this machine is refused, and never asked."""
    assert refusal(site.page("/", "<p>secret"), allow_loopback=False).rule == "private-address"
    assert site.asked == []


@pytest.mark.parametrize(("setting", "allowed"), [("1", True), ("0", False), ("yes", False), ("", False)])
def test_the_setting_for_tests_is_explicit(
    site: Site, monkeypatch: pytest.MonkeyPatch, setting: str, allowed: bool
) -> None:
    """Only EXPLAINER_TEST_ALLOW_LOOPBACK=1 lets a program started by a test reach this machine."""
    monkeypatch.setenv(LOOPBACK_FOR_TESTS, setting)
    address = site.page("/", "<p>words")
    if allowed:
        assert Fetcher().get(address).body == b"<p>words"
    else:
        assert refusal(address, allow_loopback=False).rule == "private-address"


def test_a_name_is_looked_up_once(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that changes its meaning after the check (DNS rebinding) is not looked up again."""
    port = int(site.address.rpartition(":")[2])
    site.page("/", "<p>words")
    answers = iter(["127.0.0.1", "10.0.0.1", "10.0.0.1"])
    real = socket.getaddrinfo

    def rebinding(host: str, port: int, *rest: Any, **named: Any) -> list[Any]:
        numeric = next(answers) if host == "rebinding.example" else host
        return list(real(numeric, port, *rest, **named))

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    fetched = Fetcher(allow_loopback=True).get(f"http://rebinding.example:{port}/")
    assert fetched.body == b"<p>words"
    assert site.asked[0].endswith(f"| rebinding.example:{port}")
    assert refusal(f"http://rebinding.example:{port}/").rule == "private-address"


def test_one_private_address_of_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a public and a private address is refused, not tried."""
    both = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 80)) for one in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert refusal("http://both.example/", allow_loopback=False).rule == "private-address"


def test_a_name_that_is_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that no name server knows is a finding of its own."""

    def unknown(*_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert refusal("http://nowhere.example/").message == "The name nowhere.example could not be found."


def test_a_name_server_that_never_answers(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time limit holds even while the name is being looked up."""

    def stalled(*_: object, **__: object) -> list[object]:
        site.done.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", stalled)
    assert refusal("http://stalled.example/", HASTY).rule == "timed-out"


def test_nobody_listens() -> None:
    """A port where nobody listens is a finding that says so."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    found = refusal(f"http://127.0.0.1:{port}/")
    assert found.rule == "not-reached"
    assert "refused" in found.message


def test_a_silent_server_is_given_up(site: Site) -> None:
    """A server that accepts and then says nothing is given up."""
    assert refusal(site.answer("/", lambda handler: stall(site)), HASTY).rule == "timed-out"


@pytest.mark.parametrize("part", ["head", "body"])
def test_a_dripping_server_is_given_up(site: Site, part: str) -> None:
    """A server that sends a byte now and then, never silent for long, cannot outlast the limit."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if part == "body" else b"X-Slow: "))
        while not site.done.wait(0.02):
            handler.wfile.write(b"x")

    assert refusal(site.answer("/", drip), HASTY).rule == "timed-out"


def test_a_page_that_is_too_large(site: Site) -> None:
    """A page larger than the limit is refused."""
    assert refusal(site.page("/", b"x" * 10_001), SMALL).rule == "too-large"
    assert len(Fetcher(SMALL, True).get(site.page("/", b"x" * 10_000)).body) == 10_000


def test_a_page_that_never_ends(site: Site) -> None:
    """A page without a stated length that goes on and on is cut at the limit."""

    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not site.done.is_set():
            handler.wfile.write(b"x" * 1000)

    assert refusal(site.answer("/", endless), SMALL).rule == "too-large"


def test_a_page_that_unpacks_to_too_much(site: Site) -> None:
    """A small packed page that would fill the memory (a gzip bomb) is refused at the limit."""
    bomb = gzip.compress(b"\0" * 100_000_000)
    assert len(bomb) < 100_000
    assert refusal(site.page("/", bomb, Content_Encoding="gzip")).rule == "too-large"


@pytest.mark.parametrize(
    ("packing", "body", "rule"),
    [
        ("gzip", b"this is not gzip", "not-reached"),
        ("gzip, gzip, gzip", b"", "unknown-source-type"),
        ("x-strange", b"<p>", "unknown-source-type"),
    ],
)
def test_a_page_packed_wrongly(site: Site, packing: str, body: bytes, rule: str) -> None:
    """A page that is damaged or packed in an unknown way is refused."""
    assert refusal(site.page("/", body, Content_Encoding=packing)).rule == rule


@pytest.mark.parametrize(
    ("status", "rule", "remedy"),
    [
        (401, "http-status", "login"),
        (402, "paywall", "save the full page"),
        (403, "http-status", "Save the page in your browser"),
        (404, "http-status", "Look the address up again"),
        (429, "http-status", "Try again later"),
        (500, "http-status", "Try again later"),
        (204, "http-status", ""),
        (302, "http-status", ""),
    ],
)
def test_an_answer_that_is_no_page(
    site: Site, added: Callable[..., Added], status: int, rule: str, remedy: str
) -> None:
    """Each HTTP status but success is a finding with what to do about it."""
    address = site.answer("/a", lambda handler: respond(handler, status, b"", {"Content-Type": "text/html"}))
    found = added(address).findings
    assert [one.rule.name for one in found] == [rule]
    assert remedy in found[0].remedy
    assert str(status) in found[0].message


def test_an_answer_that_is_no_http(site: Site) -> None:
    """A server that does not speak HTTP is a finding, not a crash."""
    address = site.answer("/", lambda handler: _say(handler, b"SSH-2.0-OpenSSH_9.6\r\n"))
    assert refusal(address).rule == "not-reached"


def test_a_head_without_end(site: Site) -> None:
    """A server that sends headers without end is refused."""
    address = site.answer("/", lambda handler: _say(handler, b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 1000))
    assert refusal(address).rule == "not-reached"


def test_a_page_that_breaks_off(site: Site) -> None:
    """A page shorter than announced was not received."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n<p>The first"
    assert refusal(site.answer("/", lambda handler: _say(handler, head))).rule == "not-reached"


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json", "", "???"])
def test_another_type_is_refused(site: Site, added: Callable[..., Added], kind: str) -> None:
    """What is neither page nor text nor feed is refused, with its type in the message."""
    done = added(site.page("/a", b"%PDF-1.7 ...", kind))
    assert [one.rule.name for one in done.findings] == ["unknown-source-type"]


def test_a_fetched_page_becomes_an_article(site: Site, added: Callable[..., Added]) -> None:
    """A page on the web becomes an article with the address it was fetched from and the day."""
    address = site.page("/opens", (PAGES / "says-little.html").read_bytes())
    article = added(address).articles[0]
    assert (article.url, article.retrieved, article.title) == (address, "2025-09-10", "Harbour bridge opens")


def _say(handler: BaseHTTPRequestHandler, words: bytes) -> None:
    handler.wfile.write(words)
    handler.close_connection = True
