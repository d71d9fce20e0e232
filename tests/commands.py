"""Commands in processes of their own, which start with the program already imported.

Importing takes longer than what most tests have a command do. What a process is started with holds for it as
for any other: the folder, the words, the variables of the environment, its own output and exit code.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from tempfile import TemporaryDirectory

IMPORTED = ("generator", "mkdocs")
"""What can be run so. Another builder cannot: MkDocs must not be imported where it takes its place."""
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        "generator.assembly",
        "generator.cli",
        "generator.comparing",
        "generator.decisions",
        "generator.desk",
        "generator.drafting",
        "generator.hosting.comments",
        "generator.preparing",
        "markdown.extensions.attr_list",
        "markdown.extensions.codehilite",
        "material.plugins.search.plugin",
        "mkdocs.__main__",
    ]
)


@dataclass(frozen=True, slots=True)
class Started:
    """A command that was started."""

    process: BaseProcess
    stdout: Path
    """The file with what it wrote there, as far as it did."""
    stderr: Path


@contextmanager
def started(
    module: str, words: Sequence[str], folder: Path, variables: Mapping[str, str]
) -> Iterator[Started]:
    """Start a module as ``python -m`` does, in ``folder``, with these variables alone; kill it at the end."""
    with TemporaryDirectory() as kept:
        outputs = [Path(kept, name) for name in ("stdout", "stderr")]
        for output in outputs:
            output.touch()
        process = _FORKS.Process(target=_become, args=([module, *words], folder, dict(variables), outputs))
        process.start()
        try:
            yield Started(process, *outputs)
        finally:
            process.kill()
            process.join()


def run(
    module: str, words: Sequence[str], folder: Path, variables: Mapping[str, str], patience: float
) -> "subprocess.CompletedProcess[str]":
    """Start a module and return what it did.

    Raises ``subprocess.TimeoutExpired`` when it takes longer than ``patience``, in seconds.
    """
    with started(module, words, folder, variables) as command:
        command.process.join(patience)
        code = command.process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired([module, *words], patience)
        said = (output.read_text("utf-8") for output in (command.stdout, command.stderr))
        return subprocess.CompletedProcess([module, *words], code, *said)


def _become(command: list[str], folder: Path, variables: dict[str, str], outputs: list[Path]) -> None:
    for number, output in enumerate(outputs, start=1):
        file = os.open(output, os.O_WRONLY)
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)
