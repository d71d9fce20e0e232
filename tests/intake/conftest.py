"""A project to add to, and a web server on this machine to fetch from."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.content import Project, find_project
from generator.intake.adding import Added, add
from generator.intake.fetch import LOOPBACK_FOR_TESTS

PAGES = Path(__file__).parent / "pages"
TODAY = date(2025, 9, 10)

Answer = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture(autouse=True)
def as_editors_run_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test starts with this machine allowed as a site."""
    monkeypatch.delenv(LOOPBACK_FOR_TESTS, raising=False)


def make_project(folder: Path) -> Project:
    """Make a project with one explainer, "demo", that has no articles yet."""
    root = folder / "project"
    (root / "content" / "demo").mkdir(parents=True)
    (root / "mkdocs.yml").write_text("site_name: Demo\ndocs_dir: staging\n")
    explainer = "---\ntitle: Demo\nstandfirst: A demonstration.\ndate: 2025-09-02\nupdated: 2025-09-03\n---\n"
    (root / "content" / "demo" / "explainer.md").write_text(explainer)
    return find_project(root)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one explainer, "demo", that has no articles yet."""
    return make_project(tmp_path)


@pytest.fixture
def added(project: Project) -> Callable[..., Added]:
    """Add sources to the explainer on a fixed day, with this machine allowed as a site."""

    def run(*sources: str | Path, **options: object) -> Added:
        given: dict[str, object] = {"allow_loopback": True, "today": TODAY, **options}
        return add(project, "demo", [str(source) for source in sources], **given)  # type: ignore[arg-type]

    return run


@dataclass
class Site:
    """A web server on this machine that answers as told."""

    address: str
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Request lines and the User-Agent of each request."""
    done: threading.Event = field(default_factory=threading.Event)
    """Set when the test is over: a handler that stalls waits for it."""
    reached: threading.Event = field(default_factory=threading.Event)
    """Set by ``stall`` when somebody asks."""

    def page(
        self, path: str, body: bytes | str, kind: str = "text/html; charset=utf-8", **headers: str
    ) -> str:
        """Answer ``path`` with a page, and return its address."""
        data = body.encode() if isinstance(body, str) else body
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.answer(path, lambda handler: respond(handler, 200, data, {"Content-Type": kind, **named}))

    def redirect(self, path: str, location: str, status: int = 302) -> str:
        """Send whoever asks for ``path`` on to ``location``, and return the address of ``path``."""
        return self.answer(path, lambda handler: respond(handler, status, b"", {"Location": location}))

    def answer(self, path: str, how: Answer) -> str:
        """Answer ``path`` in any way, and return its address."""
        self.answers[path] = how
        return f"{self.address}{path}"


def respond(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    """Send one complete answer."""
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def stall(site: Site) -> None:
    """Answer nothing while the test lasts."""
    site.reached.set()
    site.done.wait()


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        self.site.asked.append(f"{self.requestline} | {self.headers['User-Agent']} | {self.headers['Host']}")
        answer = self.site.answers.get(self.path)
        if answer is None:
            respond(self, 404, b"not here", {"Content-Type": "text/plain"})
        else:
            answer(self)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that hangs up is what some tests are about."""


@pytest.fixture
def site() -> Iterator[Site]:
    """A web server that runs while the test does."""

    class Handler(_Handler):
        pass

    server = _Quiet(("127.0.0.1", 0), Handler)
    Handler.site = served = Site(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield served
    served.done.set()
    server.shutdown()
    server.server_close()
    thread.join()
