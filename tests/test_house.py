"""The house: which module may import which, and what the locks hold."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

LOCKS = sorted(path.name for path in ROOT.glob("*.lock"))


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import contracts of the package in ``folder``."""
    program = "from importlinter.cli import lint_imports_command as command; command(['--no-cache'])"
    return subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, '.'); {program}"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package and its contracts that a test may spoil."""
    ignored = shutil.ignore_patterns("__pycache__", "lexicon", "templates")
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_imports_go_down_only(house: Path) -> None:
    """Every import contract of pyproject.toml is kept."""
    linted = lint_imports(house)
    assert linted.returncode == 0, linted.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("generator/build.py", "import mkdocs"),
        ("generator/report.py", "from mkdocs.config import load_config"),
        ("generator/model.py", "import generator.findings"),
        ("generator/check/__init__.py", "import generator.reconcile"),
        ("generator/language/sentences.py", "import generator.model"),
        ("generator/build.py", "import trafilatura"),
    ],
)
def test_a_broken_contract_is_noticed(house: Path, module: str, line: str) -> None:
    """An import against the contracts fails the check."""
    path = house / module
    path.write_text(f"{path.read_text()}\n{line}\n")
    assert lint_imports(house).returncode == 1


@pytest.mark.parametrize("lock", LOCKS)
def test_each_pinned_version_has_hashes(lock: str) -> None:
    """Every requirement of a lock is one exact version followed by at least one SHA-256."""
    entries = re.split(r"\n(?=[a-z])", (ROOT / lock).read_text())
    wrong = [
        one for one in entries if not re.match(r"[a-z0-9-]+==\S+.*\\\n    --hash=sha256:[0-9a-f]{64}", one)
    ]
    assert wrong == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place(lock: str) -> None:
    """A lock holds no address, no option of an installer and no path, so it installs from any index."""
    assert not re.search(r"://|^-|file:|(^|\s)/", (ROOT / lock).read_text(), re.MULTILINE)


def test_the_tests_use_the_versions_that_publish() -> None:
    """Whatever stands in the lock for publishing stands in the lock for testing with the same version."""
    published, tested = (
        {*re.findall(r"^[a-z].*?==\S+", (ROOT / lock).read_text(), re.MULTILINE)}
        for lock in ("requirements.lock", "requirements-dev.lock")
    )
    assert published
    assert published <= tested
