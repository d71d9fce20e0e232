"""A preview that is really served, for tests that edit its project."""

import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import PATIENCE, ROOT, environment, started

EXPLAINER = "harbour-bridge/"
COMMANDS = {
    "explainer": ("generator", "serve", "--address"),
    "mkdocs": ("mkdocs", "serve", "--dev-addr"),
}
"""The two commands that preview."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that is being served."""

    project: Path
    address: str
    terminal: Path
    """What the server wrote, to standard output and standard error."""

    def page(self, path: str) -> str:
        """Return the page at ``path``; "" while nothing is served there."""
        try:
            with urllib.request.urlopen(f"{self.address}/{path}", timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def shows(self, words: str, path: str = EXPLAINER) -> bool:
        """Wait until the page at ``path`` holds ``words``; return whether it ever did."""
        return _wait(lambda: words in self.page(path))

    def says(self, words: str) -> bool:
        """Wait until the terminal holds ``words``; return whether it ever did."""
        return _wait(lambda: words in self.said())

    def said(self) -> str:
        """Return what the terminal shows."""
        return self.terminal.read_text()

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace ``old``, which must be there, by ``new`` in a file of the project."""
        text = (self.project / path).read_text()
        assert old in text
        self.save(path, text.replace(old, new))

    def save(self, path: str, text: str) -> None:
        """Save a file of the project as editors do: whole, in one step."""
        draft = self.terminal.with_name("draft")
        draft.write_text(text)
        draft.replace(self.project / path)


def _wait(happened: Callable[[], bool]) -> bool:
    end = time.monotonic() + PATIENCE
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def _free_port() -> int:
    """Return a port that stays free until it is used: systems give none of these to who asks for any."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def serving(command: str, project: Path, terminal: Path, copied: bool = False) -> Iterator[Preview]:
    """Serve ``project`` by one of ``COMMANDS``, or by a copy of the program in it that tests may edit."""
    if copied:
        # But for what is being written there, by a program that compiles itself.
        unwritten = shutil.ignore_patterns("*.pyc.*")
        shutil.copytree(ROOT / "generator", project / "generator", ignore=unwritten)
    port = _free_port()
    words = [sys.executable, "-m", *COMMANDS[command], f"127.0.0.1:{port}"]
    variables = environment(PYTHONPATH=str(project if copied else ROOT), PYTHONUNBUFFERED="1")
    with (
        terminal.open("w") as output,
        started(words, cwd=project, env=variables, stdout=output, stderr=subprocess.STDOUT) as server,
    ):
        running = Preview(project, f"http://127.0.0.1:{port}", terminal)
        _wait(lambda: server.poll() is not None or bool(running.page(EXPLAINER)))
        assert "The Harbour Bridge" in running.page(EXPLAINER), running.said()
        yield running
        server.send_signal(signal.SIGINT)
        server.wait(PATIENCE)
