"""What the last run made, of what: so that a run for which nothing changed makes nothing."""

import json
import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from generator import records
from generator.digests import Digests
from generator.findings import Checked
from generator.project import Project
from generator.revisions import Repository, RevisionError
from generator.signatures import Signature, signatures
from generator.store import Store, digest, program


class Outcome(Struct, frozen=True):
    """What the content holds."""

    checked: Checked
    updated: str
    """The newest day on which an explainer was updated, the site's own date; "" when none is known."""
    remarks: str = ""
    """What to say after a summary of what the pages do not show, as lines; "" when they show all."""
    settled: bool = False
    """Whether nobody wrote in the content while it was read."""


Parts = Mapping[str, tuple[str, Mapping[str, Any]]]
"""Pages of a site: a digest of all that each was made of, and its front matter but for words; by path."""


class Made(Struct, frozen=True):
    """What a run came to, and the folder it left."""

    source: str
    """A digest of all that it was made of."""
    files: Mapping[str, tuple[str, Signature]]
    """Every file in the folder: the digest of its bytes ("" where nobody asks for it) and its signature."""
    checked: records.Record | None = None
    """Names rules of the program that ``source`` was taken with; another one may not know them."""
    updated: str = ""
    remarks: str = ""
    parts: Parts = field(default_factory=dict)
    """Some of the pages of a site."""

    def stands(self, folder: Path, source: str) -> bool:
        """Return whether the folder is as it was left, and would be made of the same again."""
        if not source or self.source != source:
            return False
        with suppress(OSError):
            return signatures(folder) == {path: signed for path, (_, signed) in self.files.items()}
        return False

    def standing(self, folder: Path) -> Mapping[str, tuple[str, Signature]]:
        """Return those of the files that stand in the folder as they were left."""
        with suppress(OSError):
            now = signatures(folder)
            return {path: one for path, one in self.files.items() if now.get(path) == one[1]}
        return {}


class Before(Struct, frozen=True):
    """What stands of a site as the last run left it, for whoever makes it anew."""

    folder: Path
    files: Mapping[str, tuple[str, Signature]] = field(default_factory=dict)
    """As in ``Made``: only these may be taken over."""
    parts: Parts = field(default_factory=dict)
    staged: Mapping[str, str] = field(default_factory=dict)
    """The SHA-256 digests of the files that the site is made from, by path."""
    shell: str = ""
    """A digest of what all pages are made with: program, settings, theme."""


class Built(Struct, frozen=True):
    """What became of a site that was made."""

    digests: Mapping[str, str]
    """The SHA-256 digests of some of the files that were made, by path."""
    taken: Collection[str] = ()
    """The paths of the files that were not made, but are to be taken over."""
    parts: Parts = field(default_factory=dict)
    """As in ``Made``."""


def read(store: Store, folder: Path) -> Made | None:
    """Return what the last run made of a folder, ``None`` when that is not known."""
    return records.read(store, _key(folder), Made)


def write(store: Store, folder: Path, made: Made) -> None:
    """Keep what was made of a folder."""
    records.write(store, _key(folder), made)


def of_pages(project: Project, drafts: bool, read: Digests) -> str:
    """Return a digest of all that the pages are made of; "" where that cannot be told without making them.

    ``read`` are the digests of the content.
    """
    past = _past(project.root)
    if not past:
        return ""
    settings = (project.site_name, project.site_url, project.language, str(drafts))
    return digest(program(), "pages", str(project.root), *settings, past, read.whole)


def of_site(project: Project, pages: Made, strict: bool, builder: str) -> str:
    """Return a digest of all that the site is made of; "" where other plugins may know more than we do."""
    if not project.self_contained or b"!ENV" in _settings(project):
        return ""
    listed = json.dumps(sorted((path, sign) for path, (sign, _) in pages.files.items()))
    return digest("site", of_shell(project), str(strict), pages.updated, builder, listed)


def of_shell(project: Project) -> str:
    """Return a digest of what all pages of a site are made with: program, settings and theme."""
    return digest(program(), "shell", _settings(project), *_folder(project.root / "overrides"))


def _settings(project: Project) -> bytes:
    return (project.root / "mkdocs.yml").read_bytes()


def _past(root: Path) -> str:
    """Return a name for what git knows; "" where it is not plain."""
    repository = next((one / ".git" for one in (root, *root.parents) if (one / ".git").exists()), None)
    if repository is None:
        return "no repository"
    if not repository.is_dir():
        return ""
    try:
        commit = Repository(root).revision("HEAD").commit
    except RevisionError as problem:
        return str(problem)
    shallow = repository / "shallow"
    return digest(commit, shallow.read_bytes() if shallow.exists() else b"")


def _folder(folder: Path) -> list[bytes | str]:
    parts: list[bytes | str] = []
    for here, folders, files in os.walk(folder):
        folders.sort()
        for name in sorted(files):
            path = Path(here, name)
            parts += [str(path.relative_to(folder)), path.read_bytes()]
    return parts


def _key(folder: Path) -> str:
    return digest("left", str(folder))
