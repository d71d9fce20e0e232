"""The papers are true: every command, rule and module is documented, links resolve, examples run."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from generator.cli import explainer
from generator.findings import rules

ROOT = Path(__file__).parent.parent
PAPERS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _links(paper: Path) -> list[str]:
    inline = [
        token
        for token in MarkdownIt("commonmark").enable("table").parse(paper.read_text("utf-8"))
        if token.children
    ]
    children = [child for token in inline for child in token.children or []]
    return [
        str(child.attrs.get("href") or child.attrs["src"])
        for child in children
        if child.type in ("link_open", "image")
    ]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_links_resolve(paper: Path) -> None:
    """Every relative link and picture in the papers leads to a file of the project."""
    targets = [link.split("#")[0] for link in _links(paper) if not re.match(r"[a-z]+:|#", link)]
    missing = [target for target in targets if not (paper.parent / target).exists()]
    assert not missing


def test_every_rule_is_documented() -> None:
    """docs/rules.md explains each rule under its code."""
    text = _text("docs/rules.md")
    assert [rule.code for rule in rules().values() if f"{rule.code} " not in text] == []


def test_every_command_is_documented() -> None:
    """docs/commands.md has a section for each command that people type, and the papers speak of it."""
    papers = "".join(path.read_text("utf-8") for path in PAPERS)
    sections = _text("docs/commands.md")
    for name in (name for name, command in explainer.commands.items() if not command.hidden):
        assert f"## explainer {name}\n" in sections
        assert f"explainer {name}" in papers.replace(sections, "")


def test_every_module_stands_in_the_tree() -> None:
    """The annotated tree of docs/architecture.md names each module and package of the program."""
    tree = _text("docs/architecture.md")
    names = {
        path.name + ("/" if path.is_dir() else "")
        for path in (ROOT / "generator").iterdir()
        if not path.name.startswith("__") and path.suffix in ("", ".py", ".yml")
    }
    assert sorted(name for name in names if f"      {name} " not in tree) == []


def _examples(paper: Path) -> list[str]:
    fences = [
        token for token in MarkdownIt("commonmark").parse(paper.read_text("utf-8")) if token.type == "fence"
    ]
    return [token.content for token in fences if token.info == "sh"]


# Of docs/ alone: README.md and the like are for a review what only people read (generator/comparing.py).
EXAMPLES = [(paper.name, one) for paper in sorted(ROOT.glob("docs/*.md")) for one in _examples(paper)]


@pytest.mark.parametrize(
    ("paper", "example"), EXAMPLES, ids=[f"{name}-{n}" for n, (name, _) in enumerate(EXAMPLES)]
)
def test_examples_run(paper: str, example: str, tmp_path: Path) -> None:
    """Every example marked ``sh`` in docs/ runs in a copy of the project and ends well."""
    for name in ("mkdocs.yml", "content", "overrides", "staging", "docs"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name)
        else:
            shutil.copy(source, tmp_path / name)
    path = f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"
    ran = subprocess.run(
        ["/bin/sh", "-ec", example],
        cwd=tmp_path,
        env={"PATH": path, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr


def test_examples_exist() -> None:
    """There is something to run: the guide's own commands belong together, and ``test_guide`` runs those."""
    assert any("explainer extract" in example for _, example in EXAMPLES)
