"""The review desk, really served, for tests and pictures."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import environment

PATIENCE = 120
"""Seconds after which a desk that does not end is taken for one that never will."""


@contextmanager
def opened(project: Path, explainer: str) -> Iterator[str]:
    """Open the desk of an explainer as an editor does; give its address, and press Ctrl-C at the end."""
    command = [sys.executable, "-m", "generator", "desk", explainer, "--no-browser", "-C", str(project)]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as desk:
        assert desk.stdout is not None
        try:
            address = desk.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:"), desk.communicate(timeout=PATIENCE)
            yield address
            desk.send_signal(signal.SIGINT)
            _, told = desk.communicate(timeout=PATIENCE)
        finally:
            desk.kill()
    assert desk.returncode == 0, told
    assert told.endswith("The desk is closed.\n"), told
