"""The desk's web application: for one browser on this machine, and for nobody else.

Whoever asks must know the address's token, must have asked this very host (a page elsewhere that has its own
name resolve to this machine did not: DNS rebinding), and must not come from another page (Origin). Every
answer forbids whatever does not come from here (Content Security Policy Level 3).
"""

import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from generator import packaged, serving
from generator.content.rewriting import ChangedUnderneath
from generator.decisions import Ruling
from generator.desk.work import Asked, NotTyped, RowChanged, Work
from generator.project import ProjectError

MOST_BYTES = 1_000_000
"""Of a request."""
_FILES = ("", "desk.css", "desk.js", "page.js")
"""What the page is made of; the first is the page itself."""
_THEMED = {
    "house.css": ("assets/stylesheets/explainer.css", "text/css"),
    "icon.svg": ("assets/images/favicon.svg", "image/svg+xml"),
}
"""What it takes from the site's theme."""
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript"}
_HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
    " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


class BadRequest(Exception):
    """The request is not one that the desk's own page makes."""


def application(work: Work, token: str, hosts: frozenset[str], theme: Path) -> ASGIApp:
    """Return the desk for ``work``.

    ``hosts`` are the values of the Host header that are answered, and ``theme`` is the folder of the site's
    own theme, whose colours, faces and icon the desk takes where they are there.
    """

    def file(request: Request) -> Response:
        name = request.url.path.rpartition("/")[2] or "desk.html"
        page = packaged.FOLDER.joinpath("desk", "page", name).read_bytes()
        return Response(page, media_type=_TYPES[Path(name).suffix])

    def themed(request: Request) -> Response:
        path, kind = _THEMED[request.url.path.rpartition("/")[2]]
        own = theme / path
        return Response(own.read_bytes() if own.is_file() else b"", media_type=kind)

    routes = [
        *(Route(f"/{{token}}/{name}", themed) for name in _THEMED),
        Route("/{token}/state", _answering(lambda _: work.state())),
        Route("/{token}/stamp", _answering(lambda _: {"stamp": work.stamp()})),
        Route("/{token}/look", _answering(lambda told: work.look(_asked(told))), methods=["POST"]),
        Route("/{token}/decide", _answering(lambda told: _decide(work, told)), methods=["POST"]),
        Route("/{token}/undo", _answering(lambda _: work.undo()), methods=["POST"]),
        *(Route(f"/{{token}}/{name}", file, name=name) for name in _FILES),
    ]
    return _Guard(Starlette(routes=routes), token, hosts)


def _decide(work: Work, told: Mapping[str, object]) -> dict[str, object]:
    try:
        ruling = Ruling(_words(told, "ruling")) if told.get("ruling") else None
    except ValueError as problem:
        raise BadRequest("no such ruling") from problem
    note = " ".join(_words(told, "note").split())
    if ruling is Ruling.RETRACT or (ruling is Ruling.REJECT and not note):
        raise BadRequest("a rejection has a reason, and nothing is retracted here")
    return work.decide(_asked(told), ruling, note)


def _asked(told: Mapping[str, object]) -> Asked:
    number = told.get("number")
    if not isinstance(number, int):
        raise BadRequest("“number” is no number")
    return Asked(_words(told, "table"), number, _cells(told, "was"), _cells(told, "typed"))


def _words(told: Mapping[str, object], key: str) -> str:
    words = told.get(key, "")
    if not isinstance(words, str):
        raise BadRequest(f"“{key}” is no words")
    return words


def _cells(told: Mapping[str, object], key: str) -> dict[str, str]:
    cells = told.get(key)
    if not isinstance(cells, dict) or not all(isinstance(words, str) for words in cells.values()):
        raise BadRequest(f"“{key}” is no cells")
    return cells


def _answering(
    answer: Callable[[Mapping[str, object]], Mapping[str, object]],
) -> Callable[[Request], object]:
    """Return an endpoint that answers JSON by JSON."""

    async def endpoint(request: Request) -> Response:
        try:
            told = await _read(request)
            return JSONResponse(await run_in_threadpool(answer, told))
        except ClientDisconnect:
            return Response(status_code=400)  # nobody is there any more
        except (BadRequest, NotTyped) as problem:
            return JSONResponse({"problem": str(problem)}, status_code=400)
        except (RowChanged, ChangedUnderneath) as problem:
            return JSONResponse({"problem": str(problem)}, status_code=409)
        except (ProjectError, OSError) as problem:
            return JSONResponse({"problem": str(problem)}, status_code=500)

    return endpoint


async def _read(request: Request) -> Mapping[str, object]:
    if request.method == "GET":
        return {}
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        raise BadRequest("JSON is expected")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            raise BadRequest("too long")
    try:
        told = json.loads(body)
        json.dumps(told, ensure_ascii=False).encode()
    except UnicodeEncodeError as problem:
        raise BadRequest("half a character is nothing that a file can hold") from problem
    except (ValueError, RecursionError) as problem:
        raise BadRequest("no JSON") from problem
    if not isinstance(told, dict):
        raise BadRequest("an object is expected")
    return told


class _Guard:
    """Answers only who may ask, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, token: str, hosts: frozenset[str]) -> None:
        self.app = app
        self.token = token.encode()
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        refusal = self._refusal(Request(scope))
        await (PlainTextResponse(refusal, 403) if refusal else self.app)(
            scope, receive, serving.with_headers(send, _HEADERS)
        )

    def _refusal(self, request: Request) -> str:
        host = request.headers.get("host", "")
        if host not in self.hosts:
            return "The desk is only for the machine it runs on."
        given = request.url.path.removeprefix("/").partition("/")[0]
        if not secrets.compare_digest(given.encode(), self.token):
            return "Use the whole address that “explainer desk” printed: its token is missing or wrong."
        origin = request.headers.get("origin", f"http://{host}")
        if request.method != "GET" and origin != f"http://{host}":
            return "The desk is only for its own page."
        return ""
