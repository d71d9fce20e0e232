"""Commands in processes of their own, which start with the program already imported.

Importing takes longer than what most tests have a command do. What a process is started with holds for it as
for any other: the folder, the words, the variables of the environment, its own output and exit code.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        "generator.assembly",
        "generator.cli",
        "generator.comparing",
        "generator.decisions",
        "generator.drafting",
        "generator.hosting",
        "generator.preparing",
        "markdown.extensions.attr_list",
        "markdown.extensions.codehilite",
        "material.plugins.search.plugin",
        "mkdocs.__main__",
    ]
)


def run(
    module: str, words: Sequence[str], folder: Path, variables: Mapping[str, str], patience: float
) -> "subprocess.CompletedProcess[str]":
    """Run a module as ``python -m`` does, in ``folder`` and with these variables alone; return what it did.

    Raises ``subprocess.TimeoutExpired`` when it takes longer than ``patience``, in seconds.
    """
    command = [module, *words]
    with TemporaryDirectory() as kept:
        outputs = [Path(kept, name) for name in ("stdout", "stderr")]
        process = _FORKS.Process(target=_become, args=(command, folder, dict(variables), outputs))
        process.start()
        process.join(patience)
        if process.is_alive():
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(command, patience)
        assert process.exitcode is not None
        said = (output.read_text("utf-8") for output in outputs)
        return subprocess.CompletedProcess(command, process.exitcode, *said)


def _become(command: list[str], folder: Path, variables: dict[str, str], outputs: list[Path]) -> None:
    for number, output in enumerate(outputs, start=1):
        file = os.open(output, os.O_WRONLY | os.O_CREAT)
        os.dup2(file, number)
        os.close(file)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(variables)
    sys.argv = command
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)
