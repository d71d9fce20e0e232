"""The preview's web application: reads only, answers only whoever asked for it by its name."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from generator import packaged, serving
from generator.preview.state import HTML, Answer, State

OWN = "/.explainer/"
"""No address of a site begins so: what is hidden is not published."""
_HEADERS = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
_IDLE = 15.0
"""Seconds after which an open page is told that the server is still there."""


class Changes:
    """Tells whoever waits that something may have changed."""

    def __init__(self) -> None:
        """Begin."""
        self._next = asyncio.Event()
        self.over = False

    def tell(self) -> None:
        """Wake everybody who waits."""
        self._next.set()
        self._next = asyncio.Event()

    def end(self) -> None:
        """Wake everybody for the last time."""
        self.over = True
        self.tell()

    async def wait(self) -> bool:
        """Wait for a change, not for ever; return whether there was one."""
        try:
            async with asyncio.timeout(_IDLE):
                await self._next.wait()
        except TimeoutError:
            return False
        return True


def application(state: State, changes: Changes, ours: Callable[[str], bool]) -> ASGIApp:
    """Return the preview of what ``state`` holds; ``ours`` says of a Host header whether it is answered."""

    async def page(request: Request) -> Response:
        found = await run_in_threadpool(state.answer, request.scope["path"] or "/")
        if found.elsewhere:
            return Response(status_code=found.status, headers={"location": found.elsewhere})
        body = _watching(found.body, found.sign) if found.kind == HTML else found.body
        return Response(body, found.status, media_type=found.kind)

    async def script(_: Request) -> Response:
        body = packaged.FOLDER.joinpath("preview", "preview.js").read_bytes()
        return Response(body, media_type="text/javascript")

    # Whoever asks for a page does not queue with all open ones, which are looked at after an edit. (A limiter
    # of anyio's will not do: when a page is closed while it waits, the others may wait for ever.)
    beside = ThreadPoolExecutor(1, "open-pages")

    async def events(request: Request) -> Response:
        asked = request.query_params
        address, sign = asked.get("page", "/"), asked.get("sign", "")
        look = partial(asyncio.get_running_loop().run_in_executor, beside, state.answer, address)
        told = _events(state, changes, look, address, sign)
        return StreamingResponse(told, media_type="text/event-stream")

    routes = [
        Route(f"{OWN}preview.js", script),
        Route(f"{OWN}events", events),
        Route("/{path:path}", page),
    ]
    return _Guard(Starlette(routes=routes), ours)


async def _events(
    state: State, changes: Changes, look: Callable[[], Awaitable[Answer]], address: str, sign: str
) -> AsyncIterator[str]:
    """Yield server-sent events (HTML, 9.2): the page is another one, or what is wrong with the content."""
    told = ""
    while not changes.over:
        found = await look()
        if state.notice != told:
            told = state.notice
            yield _event("notice", told)
        if found.sign != sign:
            sign = found.sign
            yield _event("changed", address)
        if not await changes.wait():
            yield ": still here\n\n"


def _event(name: str, words: str) -> str:
    return f"event: {name}\ndata: {json.dumps(words)}\n\n"


def _watching(body: bytes, sign: str) -> bytes:
    """Return a page with the script that has it shown again when it changes."""
    script = f'<script src="{OWN}preview.js" data-sign="{sign}" defer></script>'.encode()
    before, end, after = body.rpartition(b"</body>")
    return before + script + end + after if end else body + script


class _Guard:
    """Answers only who may ask, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, ours: Callable[[str], bool]) -> None:
        self.app = app
        self.ours = ours

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        answered = self.ours(Request(scope).headers.get("host", ""))
        refusal = PlainTextResponse("This preview answers only its own name.", 403)
        await (self.app if answered else refusal)(scope, receive, serving.with_headers(send, _HEADERS))
