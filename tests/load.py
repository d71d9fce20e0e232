"""Many readers of a preview at once, while its content is edited: `make load`.

Each reader has a page open, and is told of its changes as a browser is: each time it loads the page again.
Now and then it goes to another page. Beside them are clients that say half a request or nothing at all, and
some that do not read what they are told. After each edit the next one is made when an open page shows it.
"""

import argparse
import asyncio
import contextlib
import json
import math
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from tests.conftest import ROOT, TINY, copy_project, environment

HOST = "127.0.0.1"
_TABLE = "facts/timeline.csv"
_EDITS = ("Anna Berg opens the Harbour Bridge", "The Harbour Bridge is opened")
"""What the table says first, and what it says after every other edit."""
_SIGN = re.compile(rb'data-sign="([^"]+)"')
_LINK = re.compile(rb'href="(?!https?:|//|#)([^"#?]*/)"')
_PATIENCE = 60
"""Seconds after which a request or an edit counts as failed."""
_LOOK = 0.5
"""Seconds after which a reader may go elsewhere."""


@dataclass
class Load:
    """What became of the requests."""

    took: list[float] = field(default_factory=list)
    """Seconds of each request, from its first byte to the answer's last one."""
    failed: list[str] = field(default_factory=list)
    shown: list[float] = field(default_factory=list)
    """Seconds of each edit, from its being saved until an open page was told."""
    memory: list[float] = field(default_factory=list)
    """Of the server, in MB, after each edit."""

    def percentile(self, share: float) -> float:
        """Return the seconds within which so many of a hundred requests were answered."""
        return sorted(self.took)[math.ceil(len(self.took) * share / 100) - 1]

    @property
    def growth(self) -> float:
        """By how many MB each edit of the second half grew the server's memory: the slope of a line."""
        half = self.memory[len(self.memory) // 2 :]
        middle, mean = (len(half) - 1) / 2, sum(half) / len(half)
        spread = sum((place - middle) ** 2 for place in range(len(half))) or 1.0
        return sum((place - middle) * (one - mean) for place, one in enumerate(half)) / spread


def project(folder: Path, explainers: int) -> Path:
    """Make a project of so many explainers."""
    folder.mkdir()
    copy_project(TINY / "content", folder)
    for number in range(1, explainers):
        shutil.copytree(TINY / "content" / "harbour-bridge", folder / "content" / f"bridge-{number}")
    return folder


class Reader:
    """Somebody who has a page open."""

    def __init__(self, port: int, address: str, load: Load, chance: random.Random) -> None:
        self.port, self.address, self.load, self.chance = port, address, load, chance
        self.told = asyncio.Event()

    async def get(self, address: str) -> bytes:
        """Return the page at an address, and keep how long it took, or that it failed."""
        begun = time.monotonic()
        try:
            reader, writer = await asyncio.open_connection(HOST, self.port)
            asked = f"GET {quote(address)} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\nConnection: close\r\n\r\n"
            writer.write(asked.encode())
            # Not by wait_for, which in Python 3.11 may lose that the reader is told to end.
            async with asyncio.timeout(_PATIENCE):
                answer = await reader.read(-1)
            writer.close()
        except (OSError, TimeoutError) as problem:
            self.load.failed.append(f"{address}: {problem!r}")
            return b""
        self.load.took.append(time.monotonic() - begun)
        head, _, body = answer.partition(b"\r\n\r\n")
        length = re.search(rb"(?im)^content-length: (\d+)", head)
        if not head.startswith(b"HTTP/1.1 200 ") or (length and int(length[1]) != len(body)):
            self.load.failed.append(f"{address}: {head[:60]!r}, {len(body)} bytes")
        return body

    async def read(self) -> None:
        """Read pages for ever."""
        while True:
            page = await self.get(self.address)
            found = _SIGN.search(page)
            listening = asyncio.create_task(self._listen(found[1].decode() if found else ""))
            try:
                while not self.told.is_set() and self.chance.random() < 0.9:
                    with contextlib.suppress(TimeoutError):
                        async with asyncio.timeout(_LOOK * 2 * self.chance.random()):
                            await self.told.wait()
            finally:
                listening.cancel()
            if not self.told.is_set() and (links := _LINK.findall(page)):
                base = Path(self.address)
                there = (base / self.chance.choice(links).decode()).as_posix()
                self.address = str(Path("/") / Path(*_resolved(there))) + "/" if _resolved(there) else "/"
            self.told.clear()

    async def _listen(self, sign: str) -> None:
        """Listen to the events of the open page until it changes."""
        reader, writer = await asyncio.open_connection(HOST, self.port)
        asked = f"/.explainer/events?page={quote(self.address)}&sign={sign}"
        try:
            writer.write(f"GET {asked} HTTP/1.1\r\nHost: {HOST}:{self.port}\r\n\r\n".encode())
            while line := await reader.readline():
                if line.startswith(b"event: changed"):
                    self.told.set()
                    return
            self.load.failed.append(f"the events of {self.address} ended")
        finally:
            writer.close()


def _resolved(path: str) -> list[str]:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts[-1:] = []
        elif part not in ("", "."):
            parts.append(part)
    return parts


async def _idle(port: int, number: int) -> list[asyncio.StreamWriter]:
    """Return connections that say nothing, half a request, or ask for events and do not read them."""
    said = (
        b"",
        b"GET / HTTP/1.1\r\nHo",
        f"GET /.explainer/events?page=/ HTTP/1.1\r\nHost: {HOST}:{port}\r\n\r\n".encode(),
    )
    kept = []
    for place in range(number):
        _, writer = await asyncio.open_connection(HOST, port)
        writer.write(said[place % len(said)])
        kept.append(writer)
    return kept


def _memory(process: int) -> float:
    """Return what a process takes of the machine's memory, in MB: Linux's ``VmRSS``."""
    status = Path(f"/proc/{process}/status")
    found = re.search(r"VmRSS:\s*(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


async def press(folder: Path, port: int, process: int, clients: int, edits: int) -> Load:
    """Return what became of the requests of so many clients during so many edits."""
    load, chance = Load(), random.Random(clients)
    slugs = sorted(path.name for path in (folder / "content").iterdir() if path.is_dir())
    starts = ["/", "/explainers/", *(f"/{slug}/" for slug in slugs)]
    idle = await _idle(port, clients)
    readers = [
        asyncio.create_task(Reader(port, chance.choice(starts), load, random.Random(number)).read())
        for number in range(clients)
    ]
    originals = {slug: (folder / "content" / slug / _TABLE).read_text() for slug in slugs}
    watcher = Reader(port, "", load, chance)
    for number in range(edits):
        slug = slugs[number % len(slugs)]
        watcher.address = f"/{slug}/"
        found = _SIGN.search(await watcher.get(watcher.address))
        watcher.told.clear()
        listening = asyncio.create_task(watcher._listen(found[1].decode() if found else ""))
        draft = folder / "draft"
        draft.write_text(originals[slug].replace(_EDITS[0], _EDITS[1 - number // len(slugs) % 2]))
        begun = time.monotonic()
        draft.replace(folder / "content" / slug / _TABLE)
        try:
            async with asyncio.timeout(_PATIENCE):
                await watcher.told.wait()
        except TimeoutError:
            load.failed.append(f"edit {number} of {slug} was never shown")
        load.shown.append(time.monotonic() - begun)
        load.memory.append(_memory(process))
        listening.cancel()
    for task in readers:
        task.cancel()
    for one in await asyncio.gather(*readers, return_exceptions=True):
        if not isinstance(one, asyncio.CancelledError):
            load.failed.append(repr(one))
    for writer in idle:
        writer.close()
    return load


def run(folder: Path, clients: int, edits: int) -> Load:
    """Serve a project, and press it."""
    words = [sys.executable, "-m", "generator", "serve", "--address", f"{HOST}:0"]
    with subprocess.Popen(
        words, cwd=folder, env=environment(PYTHONPATH=str(ROOT)), stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr
        port = 0
        while not port:
            line = server.stderr.readline()
            assert line, "the preview ended"
            told = re.search(r"http://[^:]+:(\d+)/", line)
            port = int(told[1]) if told else 0
        drain = asyncio.to_thread(server.stderr.read)
        try:

            async def both() -> Load:
                draining = asyncio.create_task(drain)
                load = await press(folder, port, server.pid, clients, edits)
                server.terminate()
                await draining
                return load

            return asyncio.run(both())
        finally:
            server.terminate()


def main(words: Sequence[str] | None = None) -> None:
    """Press a preview and print what became of the requests."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--explainers", type=int, default=10)
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        load = run(project(Path(folder, "project"), asked.explainers), asked.clients, asked.edits)
    told = {
        "clients": asked.clients,
        "idle clients": asked.clients,
        "edits": asked.edits,
        "requests": len(load.took),
        "failed": len(load.failed),
        "p50 ms": round(load.percentile(50) * 1000),
        "p99 ms": round(load.percentile(99) * 1000),
        "edit shown, p50 ms": round(sorted(load.shown)[len(load.shown) // 2] * 1000),
        "memory MB, after the first and the last edit": [round(load.memory[0]), round(load.memory[-1])],
        "growth KB an edit, second half": round(load.growth * 1024, 1),
    }
    print(json.dumps(told, indent=1))
    print("\n".join(load.failed[:10]), file=sys.stderr)


if __name__ == "__main__":
    main()
