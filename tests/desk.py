"""The review desk, really served, for tests and pictures."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import commands
from tests.conftest import PATIENCE, environment


@contextmanager
def opened(project: Path, explainer: str) -> Iterator[str]:
    """Open the desk of an explainer as an editor does; give its address, and press Ctrl-C at the end."""
    words = ["desk", explainer, "--no-browser"]
    with commands.started("generator", words, project, environment()) as desk:
        while not (said := desk.stdout.read_text()).endswith("\n") and desk.process.is_alive():
            time.sleep(0.01)
        assert said.startswith("http://127.0.0.1:"), desk.stderr.read_text()
        yield said.strip()
        assert desk.process.pid
        os.kill(desk.process.pid, signal.SIGINT)
        desk.process.join(PATIENCE)
        told = desk.stderr.read_text()
    assert desk.process.exitcode == 0, told
    assert told.endswith("The desk is closed.\n"), told
    assert "Traceback" not in told, told
