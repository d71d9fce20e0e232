"""What the preview answers, and to whom; what it makes again, and what it leaves behind."""

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from generator.preview.state import State
from generator.project import find_project
from generator.serving import is_ours
from generator.store import Store
from tests.conftest import PATIENCE, Run, environment, started
from tests.preview import Preview, serving
from tests.test_remaking import several

__all__ = ["several"]

PAGE = "harbour-bridge/"
TIMELINE = Path("content/harbour-bridge/facts/timeline.csv")
SCRIPT = re.compile(r'<script src="/\.explainer/preview\.js" data-sign="[\w-]+" defer></script>')


@pytest.fixture
def preview(tiny: Path, tmp_path: Path) -> Iterator[Preview]:
    """The tiny project, previewed."""
    with serving("explainer", tiny, tmp_path / "terminal") as running:
        yield running


@contextmanager
def asked(preview: Preview, path: str, host: str = "") -> Iterator[http.client.HTTPResponse]:
    """Ask for a path exactly as it is written, and give the answer."""
    there = urlsplit(preview.address)
    with closing(http.client.HTTPConnection(there.hostname or "", there.port, timeout=PATIENCE)) as line:
        line.request("GET", path, headers={"Host": host or there.netloc})
        yield line.getresponse()


def events(answer: http.client.HTTPResponse) -> Iterator[tuple[str, str]]:
    """Yield what an open page is told."""
    while line := answer.readline():
        if line.startswith(b"event: "):
            yield line[7:].decode().strip(), json.loads(answer.readline()[6:])


def state(project: Path, tell: Callable[[str], None] = lambda _: None) -> State:
    """Return the preview of a project without its server."""
    return State(find_project(project), Store(None), strict=False, tell=tell)


def edit(project: Path, path: Path, old: str, new: str) -> set[Path]:
    """Replace words that must be there in a file; return what the preview is told was saved."""
    words = (project / path).read_text()
    assert old in words
    (project / path).write_text(words.replace(old, new))
    return {project / path}


def test_pages_are_those_of_a_build(run: Run, tiny: Path) -> None:
    """What ``explainer build --drafts`` publishes is served byte for byte, before and after an edit.

    But for the search index, whose entries are in another order, and what only search engines ask for.
    """
    shown = state(tiny)
    for words in ("The Harbour Bridge is opened", "The bridge is open"):
        saved = edit(tiny, TIMELINE, "Anna Berg opens the Harbour Bridge", words)
        shown.changed(saved)
        built = run("build", "--drafts")
        assert built.returncode == 0, built.stdout + built.stderr
        files = [path for path in (tiny / "site").rglob("*") if path.is_file() and path.name[0] != "."]
        names = {str(path.relative_to(tiny / "site")): path for path in files}
        apart = {"SHA256SUMS", "sitemap.xml", "sitemap.xml.gz", "pages.xml", "404.html"}
        index = json.loads(names.pop("search/search_index.json").read_text())
        own = json.loads(shown.answer("/search/search_index.json").body)
        assert sorted(map(str, own["docs"])) == sorted(map(str, index["docs"]))
        assert len(names) > 40
        wrong = [
            name
            for name, path in names.items()
            if name not in apart
            and shown.answer(f"/{name.removesuffix('index.html')}").body != path.read_bytes()
        ]
        assert wrong == []
        edit(tiny, TIMELINE, words, "Anna Berg opens the Harbour Bridge")


def test_only_what_an_edit_touches_is_another(tiny: Path) -> None:
    """After an edit the explainer's page is another; the page of somebody it does not name is the same."""
    shown = state(tiny)
    before = {path: shown.answer(path).sign for path in ("/harbour-bridge/", "/about/how-this-is-made/")}
    shown.changed(edit(tiny, TIMELINE, "Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened"))
    after = {path: shown.answer(path).sign for path in before}
    assert after["/harbour-bridge/"] != before["/harbour-bridge/"]
    assert after["/about/how-this-is-made/"] == before["/about/how-this-is-made/"]


def test_explainers_come_and_go(run: Run, tiny: Path) -> None:
    """A new article and a new explainer have pages at once; those of a deleted one lead nowhere."""
    shown = state(tiny)
    folder = tiny / "content/harbour-bridge/articles"
    article = folder / "bridge-again.md"
    article.write_text((folder / "bridge-opens.md").read_text().replace("gazette.example", "again.example"))
    shown.changed({article})
    assert shown.answer("/harbour-bridge/articles/bridge-again/").status == 200, shown.notice
    other = tiny / "content/other-bridge"
    (tiny / "content/harbour-bridge").rename(other)
    shown.changed({other, tiny / "content/harbour-bridge"})
    assert shown.answer("/other-bridge/").status == 200, shown.notice
    assert shown.answer("/harbour-bridge/").status == 404


def test_people_are_shared(tiny: Path) -> None:
    """An edit of people.csv shows on the pages of every explainer."""
    shown = state(tiny)
    shown.changed(edit(tiny, Path("content/people.csv"), "Berg,NO,person", "Berg,SE,person"))
    assert b"Sweden" in shown.answer("/people/anna-berg/").body, shown.notice


def test_a_start_with_errors_shows_what_it_can(several: Path) -> None:
    """A preview of content with errors shows the explainers without, and of others a page that says why.

    That page is another one after each edit, and the explainer once its errors are mended.
    """
    edit(several, TIMELINE, "Mayor Anna Berg opened the", "Mayor Anna Berg closed the")
    told: list[str] = []
    shown = state(several, told.append)
    assert "evidence-not-found" in told[0]
    assert "timeline.csv:2:" in shown.notice
    assert b"China" in shown.answer("/beijing-summit-2025/").body
    why = shown.answer("/harbour-bridge/")
    assert b"cannot be shown: 1 error." in why.body
    assert shown.answer("/harbour-bridge/data/timeline.csv").status == 404
    shown.changed(edit(several, TIMELINE, "Mayor Anna Berg closed the", "Mayor Anna Berg shut the"))
    assert shown.answer("/harbour-bridge/").sign != why.sign
    shown.changed(edit(several, TIMELINE, "Mayor Anna Berg shut the", "Mayor Anna Berg opened the"))
    assert shown.notice == ""
    assert b"Mayor Anna Berg opened the" in shown.answer("/harbour-bridge/").body


def test_settings_are_read_again(tiny: Path) -> None:
    """An edit of mkdocs.yml shows; a mistake in it is told, and the last good pages stay."""
    shown = state(tiny)
    settings = Path("mkdocs.yml")
    shown.changed(edit(tiny, settings, "site_name: Explainer", "site_name: Bridges"))
    assert b"Bridges" in shown.answer("/").body
    shown.changed(edit(tiny, settings, "site_name: Bridges", "site_name: ["))
    assert "mkdocs.yml" in shown.notice
    assert b"Bridges" in shown.answer("/").body


@pytest.mark.parametrize(
    "path",
    [
        *("/../mkdocs.yml", "/%2e%2e/mkdocs.yml", "/..%2fmkdocs.yml", "//etc/passwd", "/content/people.csv"),
        *("/.git/config", "/harbour-bridge/../../mkdocs.yml", "/assets/%00", "/" + "a" * 5000),
    ],
)
def test_nothing_but_the_site_is_served(tiny: Path, path: str) -> None:
    """What is not published leads nowhere, however it is asked for."""
    assert state(tiny).answer(unquote(path)).status == 404


def test_whom_it_answers(preview: Preview) -> None:
    """Only who asks for this machine by its own name or number, at its port, is answered."""
    port = urlsplit(preview.address).port
    others = ("evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1.evil.example:{port}")
    for host in (f"127.0.0.1:{port}", f"localhost:{port}", *others):
        with asked(preview, f"/{PAGE}", host) as answer:
            assert answer.status == (403 if host in others else 200), host
            assert answer.headers["cache-control"] == "no-store"
    with asked(preview, "/../mkdocs.yml") as answer:
        assert answer.status == 404
        assert SCRIPT.search(answer.read().decode())
    with asked(preview, f"/{PAGE[:-1]}") as answer:
        assert (answer.status, answer.headers["location"]) == (307, f"/{PAGE}")


@pytest.mark.parametrize(
    ("asked", "ours"),
    [
        *(("[::1]:8000", True), ("LOCALHOST:8000", True), ("192.168.0.9:8000", True), ("", False)),
        *((":8000", False), ("here.example:8000", True), ("there.example:8000", False)),
        *(("localhost:8001", False), ("localhost", False)),
    ],
)
def test_whose_name_is_ours(asked: str, ours: bool) -> None:
    """Numbers, localhost and the host of --address are ours, at our port."""
    assert is_ours(asked, "here.example", 8000) == ours


def test_an_open_page_is_told(preview: Preview) -> None:
    """A page is told when it is another, of what is wrong while it cannot be, and when that is mended.

    An edit of the theme's style sheet makes it another, too.
    """
    with asked(preview, f"/.explainer/events?page=/{PAGE}&sign=") as answer:
        told = events(answer)
        assert next(told) == ("changed", f"/{PAGE}")
        preview.edit(str(TIMELINE), "Mayor Anna Berg opened the", "Mayor Anna Berg closed the")
        name, words = next(told)
        assert name == "notice"
        assert f"{TIMELINE}:2:" in words
        preview.edit(str(TIMELINE), "Mayor Anna Berg closed the", "Mayor Anna Berg opened the")
        assert next(told) == ("notice", "")
        preview.edit(str(TIMELINE), "Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened")
        assert next(told) == ("changed", f"/{PAGE}")
        assert "The Harbour Bridge is opened" in preview.page(PAGE)
        style = "overrides/assets/stylesheets/explainer.css"
        preview.save(style, (preview.project / style).read_text() + "body { color: black }")
        assert next(told) == ("changed", f"/{PAGE}")


def test_idle_and_slow_clients_are_outlived(preview: Preview) -> None:
    """Connections that ask nothing, or never read, keep nobody from being answered."""
    there = urlsplit(preview.address)
    address = (there.hostname or "", there.port or 0)
    lines = [socket.create_connection(address) for _ in range(60)]
    for line in lines[::2]:
        line.sendall(f"GET /{PAGE} HTTP/1.1\r\nHost: {there.netloc}\r\n".encode())
    for line in lines[::5]:
        line.sendall(f"GET /.explainer/events?page=/ HTTP/1.1\r\nHost: {there.netloc}\r\n\r\n".encode())
    assert "The Harbour Bridge" in preview.page(PAGE)
    for line in lines:
        line.close()
    assert "The Harbour Bridge" in preview.page(PAGE)
    assert "Traceback" not in preview.said()


def test_ctrl_c_ends_it(tiny: Path) -> None:
    """Ctrl-C ends the preview cleanly while a page is open, and nothing is left in the project."""
    before = set(tiny.rglob("*"))
    words = [sys.executable, "-m", "generator", "serve", "--address", "127.0.0.1:0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with started(words, cwd=tiny, env=environment(), encoding="utf-8", **pipes) as server:
        assert server.stderr is not None
        said = next(line for line in server.stderr if line.startswith("Serving on "))
        there = urlsplit(said.split()[2])
        with closing(http.client.HTTPConnection(there.hostname or "", there.port, timeout=PATIENCE)) as line:
            line.request("GET", f"/.explainer/events?page=/{PAGE}&sign=")
            assert next(events(line.getresponse()))
            server.send_signal(signal.SIGINT)
            out, err = server.communicate(timeout=PATIENCE)
    assert (server.returncode, out, err) == (0, "", "")
    assert set(tiny.rglob("*")) == before


@pytest.mark.parametrize("address", ["8000", "localhost:", "127.0.0.1:99999", ":8000", "127.0.0.1:x"])
def test_an_address_that_is_none(run: Run, address: str) -> None:
    """What is no host with a port is told, with how to write one."""
    done = run("serve", "--address", address)
    assert done.returncode == 2
    assert "HOST:PORT" in done.stderr


def test_a_port_that_is_taken(run: Run) -> None:
    """A port in use is told."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--address", f"127.0.0.1:{taken.getsockname()[1]}")
    assert done.returncode == 2
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr
