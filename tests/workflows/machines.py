"""A runner's machine: its folders, its few tools, and what its scripts see."""

import compileall
import functools
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from py_compile import PycInvalidationMode
from tempfile import TemporaryDirectory
from typing import Any

from tests.conftest import ROOT

_SHELLS = {
    None: ("bash", "-e"),
    "bash": ("bash", "--noprofile", "--norc", "-eo", "pipefail"),
}
"""What GitHub runs for ``shell:`` on Linux: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax."""
_TOOLS = ("bash", "sh", "git", "curl", "openssl", "env", "cat", "cp", "mv", "rm", "mkdir", "touch", "ls")
_MORE_TOOLS = ("grep", "head", "tar", "sed", "tail", "sleep", "dirname", "find", "sort", "gzip")
_PYTHON = """#!/bin/sh
# Installing is replaced: what the locks pin is here already, so only the program itself is put on the PATH.
set -eu
if [ "$1" = -m ] && [ "${2:-}" = pip ]; then
    for last in "$@"; do :; done
    case " $* " in
        *' --require-hashes '*) test -r "$last";;
        *' --no-deps --no-build-isolation '*)
            cp TOOLS/.explainer TOOLS/explainer; (cd "$last"; pwd) > TOOLS/program
            cp -R COMPILED/. "$last";;
        *) echo "pip is not known to do: $*" >&2; exit 2;;
    esac
else
    exec PYTHON "$@"
fi
"""
_EXPLAINER = """#!/bin/sh
exec PYTHON -P -c 'if True:
    import sys
    sys.path.insert(0, open("TOOLS/program").read().strip())
    from generator.cli import main
    sys.exit(main())' "$@"
"""


@functools.cache
def _compiled() -> TemporaryDirectory[str]:
    """Return a folder with what pip compiles of the program; what differs from it Python compiles anew."""
    folder = TemporaryDirectory()
    program = Path(folder.name, "generator")
    shutil.copytree(ROOT / "generator", program, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(program, quiet=2, invalidation_mode=PycInvalidationMode.CHECKED_HASH)
    for source in program.rglob("*"):
        if source.is_file() and source.suffix != ".pyc":
            source.unlink()
    return folder


@dataclass(slots=True)
class Machine:
    """The machine that one job has to itself."""

    workspace: Path
    temporary: Path
    """``$RUNNER_TEMP``."""
    tools: Path
    """The only folder on PATH."""
    artifacts: Path
    """Shared by all jobs and runs: a folder for each run, in it a file for each artifact."""
    origins: Mapping[str, Path]
    """The repositories on the code host, by owner and name."""
    github: Mapping[str, Any]
    """The context of that name, ``event`` included."""
    environment: dict[str, str]
    permissions: Mapping[str, str]
    log: list[str] = field(default_factory=list)
    summary: str = ""

    def install_python(self) -> None:
        """Do what setup-python does: there is a Python on PATH from now on."""
        places = {"PYTHON": sys.executable, "TOOLS": str(self.tools), "COMPILED": _compiled().name}
        for name, script in (("python", _PYTHON), (".explainer", _EXPLAINER)):
            for word, place in places.items():
                script = script.replace(word, place)
            (self.tools / name).write_text(script)
            (self.tools / name).chmod(0o755)

    def run(self, script: str, shell: str | None, folder: Path, extra: Mapping[str, str]) -> int:
        """Run a step's script; return its exit code. What it prints goes to the log."""
        file = self.temporary / "step.sh"
        file.write_text(script)
        done = subprocess.run(
            [*_SHELLS[shell], str(file)],
            cwd=folder,
            env={**self.environment, **extra},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        self.log.append(done.stdout.decode("utf-8", "replace"))
        return done.returncode


def machine(
    folder: Path,
    artifacts: Path,
    origins: Mapping[str, Path],
    github: Mapping[str, Any],
    permissions: Mapping[str, str],
    api: str,
) -> Machine:
    """Return a fresh machine in ``folder``, with the tools that every runner has."""
    for name in ("workspace", "temporary", "tools", "home"):
        (folder / name).mkdir(parents=True)
    for name in (*_TOOLS, *_MORE_TOOLS):
        found = shutil.which(name)
        assert found, f"the workflows need {name}, and this machine has none"
        (folder / "tools" / name).symlink_to(found)
    environment = {
        "PATH": str(folder / "tools"),
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_API_URL": api,
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_REPOSITORY": github["repository"],
        "GITHUB_EVENT_NAME": github["event_name"],
        "GITHUB_SHA": github["sha"],
        "GITHUB_WORKSPACE": str(folder / "workspace"),
        "RUNNER_TEMP": str(folder / "temporary"),
        "RUNNER_OS": "Linux",
    }
    return Machine(
        folder / "workspace",
        folder / "temporary",
        folder / "tools",
        artifacts,
        origins,
        {**github, "workspace": str(folder / "workspace"), "api_url": api},
        environment,
        permissions,
    )
