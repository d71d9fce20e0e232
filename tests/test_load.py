"""The preview with many readers, idle clients and edits at once; `make load` is the long version."""

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from generator.preview import connections
from generator.preview.state import State
from generator.project import find_project
from generator.store import Store
from tests.conftest import ROOT


def test_no_request_fails_under_load() -> None:
    """While many read, many others idle and the content is edited, each request is answered whole."""
    words = ["--clients", "20", "--edits", "8", "--explainers", "3"]
    pressed = subprocess.run(
        [sys.executable, "-m", "tests.load", *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    told = json.loads(pressed.stdout)
    assert (told["edits"], told["failed"]) == (8, 0), pressed.stderr
    assert told["requests"] > 20


def test_an_edit_made_before_anybody_watched_is_seen(tiny: Path) -> None:
    """What was saved between reading the content and watching it is taken over; else nothing is made anew."""
    shown = State(find_project(tiny), Store(None), strict=False, tell=lambda _: None)
    before = shown.answer("/harbour-bridge/")
    shown.catch_up()
    assert shown.answer("/harbour-bridge/") == before
    table = tiny / "content" / "harbour-bridge" / "facts" / "timeline.csv"
    table.write_text(
        table.read_text().replace("Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened")
    )
    shown.catch_up()
    assert b"The Harbour Bridge is opened" in shown.answer("/harbour-bridge/").body


def test_connections_that_ask_nothing_are_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who says nothing or half a request is let go; who is being answered, however slowly, is not."""
    monkeypatch.setattr(connections, "PATIENCE", 0.2)
    answered = asyncio.Event()

    async def application(scope: Scope, receive: Receive, send: Send) -> None:
        await answered.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"answer"})

    async def ask() -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        config = uvicorn.Config(
            application, http=connections.Connection, lifespan="off", log_level="critical"
        )
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        address = listener.getsockname()
        waiting = []
        for said in (b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"", b"GET / HTTP/1.1\r\nHo"):
            reader, writer = await asyncio.open_connection(*address)
            writer.write(said)
            waiting.append((reader, writer))
        for reader, _ in waiting[1:]:
            assert await reader.read() == b""
        answered.set()
        assert b"answer" in await waiting[0][0].read()
        for _, writer in waiting:
            writer.close()
        server.should_exit = True
        with contextlib.suppress(SystemExit):
            await serving

    asyncio.run(ask())
