"""A small correct ``content/`` folder, changed as a golden case says."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from generator.content import Project
from generator.findings import Finding

READING = Path(__file__).parent / "cases" / "reading"


def project_in(root: Path) -> Project:
    """Return a project whose content is the correct base of every case."""
    shutil.copytree(READING / "base", root, dirs_exist_ok=True)
    return Project(root, root / "content", root / "staging", root / "site", "Site", "")


def change(root: Path, changes: str) -> None:
    """Change the content as a case says.

    ``= path`` writes the lines below it, ``- path`` deletes, ``+ path`` makes a folder, ``> path path``
    renames, ``@ path`` makes a symbolic link.
    """
    written: dict[Path, list[str]] = {}
    lines: list[str] = []
    for line in changes.splitlines():
        sign, _, name = line.partition(" ")
        path = root / name.removesuffix(" (bytes)")
        match sign:
            case "=":
                lines = written.setdefault(root / name, [])
            case "-" if name.startswith("content") and path.is_dir():
                shutil.rmtree(path)
            case "-" if name.startswith("content"):
                path.unlink()
            case "+":
                path.mkdir()
            case ">":
                before, _, after = name.partition(" content")
                (root / before).rename(root / f"content{after}")
            case "@":
                path.symlink_to(root / "content" / "bridge")
            case _:
                lines.append(line)
    for path, text in written.items():
        write(path, "".join(f"{line}\n" for line in text))


def write(path: Path, text: str) -> None:
    """Write a file; where its name ends in " (bytes)", escapes in the text stand for bytes."""
    data = text.encode("utf-8")
    if path.name.endswith(" (bytes)"):
        data = text.encode("ascii").decode("unicode_escape").encode("latin-1")
        path = path.with_name(path.name.removesuffix(" (bytes)"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def lines(found: Iterable[Finding]) -> list[str]:
    """Return the findings, each as one line."""
    return [
        f"{one.location.path}:{one.location.line}:{one.location.column} {one.rule.name}: {one.message}"
        for one in found
    ]
