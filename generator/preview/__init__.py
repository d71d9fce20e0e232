"""The preview: a site that is made while it is looked at, on this machine, and shows each edit by itself."""

import asyncio
import gc
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from socket import socket

import uvicorn
from starlette.concurrency import run_in_threadpool
from watchfiles import awatch

from generator import serving
from generator.preview.app import Changes, application
from generator.preview.connections import Connection, allow_many
from generator.preview.state import State
from generator.project import Project, ProjectError
from generator.shell import ShellError
from generator.store import Store

_SETTLED = 10
"""Milliseconds without another change after which what was saved is looked at."""
_MOST = 100
"""Milliseconds after which it is looked at anyway."""
_PATIENCE = 1
"""Seconds that open connections have to end when the preview ends."""


def serve(
    project: Project, address: tuple[str, int], strict: bool, store: Store, tell: Callable[[str], None]
) -> None:
    """Serve the project at a host and a port, any free one for 0, until Ctrl-C; drafts are shown.

    ``tell`` is given what a person is told: the address, and what was found. Raises ``ProjectError`` when the
    settings are wrong or the port is taken.
    """
    allow_many()
    with serving.listening(*address) as listener:
        try:
            state = State(project, store, strict, tell)
        except ShellError as problem:
            raise ProjectError(str(problem)) from problem
        # The content stays: looking through all of it for what can go would hold up some edits.
        gc.freeze()
        host, port = address[0], listener.getsockname()[1]
        ours = partial(serving.is_ours, host=host, port=port)
        named = f"[{host}]" if ":" in host else host
        opened = partial(tell, f"Serving on http://{named}:{port}/ (Ctrl-C ends)")
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve(project, state, listener, ours, opened))


async def _serve(
    project: Project,
    state: State,
    listener: socket,
    ours: Callable[[str], bool],
    opened: Callable[[], None],
) -> None:
    changes = Changes()
    config = uvicorn.Config(
        application(state, changes, ours),
        log_level="warning",
        access_log=False,
        lifespan="off",
        http=Connection,
        ws="none",
        server_header=False,
        timeout_graceful_shutdown=_PATIENCE,
    )
    async with _watching(project, state, changes):
        await _Server(config, opened, changes).serve(sockets=[listener])


class _Server(serving.Server):
    """A server that ends its streams when it is asked to end."""

    def __init__(self, config: uvicorn.Config, opened: Callable[[], None], changes: Changes) -> None:
        super().__init__(config, opened)
        self._changes = changes

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        """Let open pages go first: they would wait for ever."""
        self._changes.end()
        await super().shutdown(sockets)


@asynccontextmanager
async def _watching(project: Project, state: State, changes: Changes) -> AsyncIterator[None]:
    """Take over what is saved while the context lasts."""
    templates = Path(__file__).parent.parent / "templates"
    folders = [project.content_dir, project.root / "overrides", project.root / "mkdocs.yml", templates]

    async def watch() -> None:
        seen = awatch(*filter(Path.exists, folders), debounce=_MOST, step=_SETTLED)
        first = asyncio.ensure_future(anext(seen))
        await asyncio.sleep(0)
        # From here on every edit is seen; those before were made while the content was read.
        await run_in_threadpool(state.catch_up)
        changes.tell()
        some = await first
        while True:
            await run_in_threadpool(state.changed, {Path(path) for _, path in some})
            changes.tell()
            some = await anext(seen)

    task = asyncio.create_task(watch())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
