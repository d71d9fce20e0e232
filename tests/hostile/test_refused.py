"""Each hostile input that must be refused is, where it stands, and all of them in one run."""

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from generator import cli
from tests.conftest import TINY, Run, copy_project, environment
from tests.hostile.corpus import Case, cases, everywhere

REFUSED = [case for case in cases() if case.refused]
ALONE = [pytest.param(case, id=case.name) for case in REFUSED if case.of_the_project]
TOGETHER = [case for case in REFUSED if not case.of_the_project]


def test_the_corpus_is_large_enough() -> None:
    """120 hostile inputs and more are refused, as many fields have hostile words, and 40 only look so."""
    hostile = [case for case in cases() if case.source != "harmless"]
    words = sum(len(case.changes) for case in everywhere())
    assert sum(bool(case.refused) for case in hostile) >= 120
    assert sum(not case.refused for case in hostile) + words >= 120
    assert sum(bool(case.shown) for case in cases()) >= 40


def test_one_run_refuses_all(tmp_path: Path) -> None:
    """Each is told by rule, file and line, all in one run without a traceback."""
    root = copy_project(TINY / "content", tmp_path)
    for case in TOGETHER:
        case.write(root)
    command = [sys.executable, "-m", "generator", "check", "--project", str(root), "--format", "json"]
    ran = subprocess.run(command, env=environment(), capture_output=True, encoding="utf-8", check=False)
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
    found = _found(ran.stdout)
    missing = {
        case.name: sorted(found[case.slug]) for case in TOGETHER if not set(case.refused) <= found[case.slug]
    }
    assert missing == {}


@pytest.mark.parametrize("case", ALONE)
def test_the_project_is_refused(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What harms all explainers, the settings among them, is told by file and line, and nothing goes on."""
    root = copy_project(TINY / "content", tmp_path)
    case.write(root)
    monkeypatch.setattr(sys, "argv", ["explainer", "check", "--project", str(root), "--format", "json"])
    code = cli.main()
    said = capsys.readouterr()
    found = {one for some in _found(said.out).values() for one in some} if said.out else set()
    assert code == (1 if said.out else 2)
    assert "bug" not in said.err
    assert all(one in found or one in said.err for one in case.refused), (found, said.err)


@pytest.mark.parametrize(
    ("key", "words", "said"),
    [
        ("      permalink", " 5\n      slugify: 5", "mkdocs.yml:50 markdown.extensions.toc cannot do"),
        (
            "markdown_extensions",
            "\n  - codehilite: {linenums: x}",
            "mkdocs.yml:50 markdown_extensions: Fail",
        ),
        ("plugins", "\n  - optimize", "mkdocs.yml:24 material.plugins.optimize.plugin cannot do"),
    ],
)
def test_what_a_plugin_stumbles_over_is_told(tiny: Path, run: Run, key: str, words: str, said: str) -> None:
    """What an extension or a plugin cannot do with its settings is told with their line, and no more."""
    settings = tiny / "mkdocs.yml"
    settings.write_text(re.sub(f"^({key}:).*", rf"\1{words}", settings.read_text(), flags=re.MULTILINE))
    # Without the program that "optimize" runs.
    built = run("build", PATH=str(tiny))
    assert (built.returncode, "  File " in built.stderr) == (2, False)
    assert said in built.stderr


def test_a_template_that_breaks_is_told(tiny: Path, run: Run) -> None:
    """What the theme's own templates cannot do is told with their line."""
    (tiny / "overrides" / "main.html").write_text("\n{{ 1 / 0 }}\n")
    built = run("build")
    assert (built.returncode, "  File " in built.stderr) == (2, False)
    assert "overrides/main.html:2 cannot be rendered: ZeroDivisionError" in built.stderr


def _found(report: str) -> dict[str, set[str]]:
    """Return what was found as "rule file:line", by the folder from which files are named."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in json.loads(report)["findings"]:
        folder = one["path"].split("/")[1] if "/" in one["path"] else ""
        path = one["path"].removeprefix(f"content/{folder}/") if folder.startswith("case-") else one["path"]
        found[folder].add(f"{one['rule']} {path}:{one['line']}")
    return found
