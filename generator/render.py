"""Views → Markdown files with front matter and the files beside them; only what changed is written."""

import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from generator.markup import environment, one_line
from generator.translation import translation
from generator.views import Asset, Page

_PAGE_SUFFIX = ".md"
_IN_FRONT_MATTER = str.maketrans({"<": "\u2039", ">": "\u203a", '"': "\u201d"})
"""Some themes write titles and descriptions into HTML unescaped, some escaped: these are safe in both."""


class AddressTaken(ValueError):
    """Two pages or files would be written to one file; the message names both."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What rendering did to the staging folder; paths are relative to it, in order."""

    written: tuple[PurePosixPath, ...]
    removed: tuple[PurePosixPath, ...]
    unchanged: tuple[PurePosixPath, ...]


def render(pages: Sequence[Page], staging_dir: Path, assets: Sequence[Asset] = ()) -> Rendered:
    """Make the staging folder hold exactly these pages and assets; hidden files in it are left alone.

    A file whose bytes would not change is not touched. Raises ``AddressTaken``
    before anything is written when two of them have one path.
    """
    bodies = _bodies(pages, assets)
    staging_dir.mkdir(parents=True, exist_ok=True)
    removed = _remove_stale(staging_dir, {staging_dir / path for path in bodies})
    written: list[PurePosixPath] = []
    unchanged: list[PurePosixPath] = []
    for path, body in sorted(bodies.items()):
        (written if _write(staging_dir / path, body) else unchanged).append(path)
    return Rendered(tuple(written), removed, tuple(unchanged))


def to_markdown(page: Page) -> str:
    """Return a page as the text of its Markdown file, front matter included."""
    body = (
        environment(translation(page.language))
        .get_template(f"{page.template}.md.j2")
        .render(page=page, view=page.view)
    )
    return f"---\n{_front_matter(page)}---\n\n{_spaced(body)}"


def _front_matter(page: Page) -> str:
    keys: dict[str, object] = {
        "title": one_line(page.title).translate(_IN_FRONT_MATTER),
        "description": one_line(page.description).translate(_IN_FRONT_MATTER),
    }
    if page.hide:
        keys["hide"] = list(page.hide)
    one = page.sharing
    keys["kind"] = one.kind
    if one.image:
        keys |= {"image": one.image, "image_words": one_line(one.image_words).translate(_IN_FRONT_MATTER)}
    front_matter: str = yaml.safe_dump(keys, allow_unicode=True, sort_keys=False, width=1000)
    # A string in JSON's ASCII is one in YAML too, and far faster to write.
    return front_matter + (f"linked_data: {json.dumps(one.linked_data)}\n" if one.linked_data else "")


def _spaced(body: str) -> str:
    """Return Markdown with at most one blank line in a row and one line feed at the end."""
    blocks = [block.strip("\n") for block in body.split("\n\n")]
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def _bodies(pages: Iterable[Page], assets: Iterable[Asset]) -> dict[PurePosixPath, bytes]:
    bodies: dict[PurePosixPath, bytes] = {}
    names: dict[str, str] = {}
    listed: list[Page | Asset] = [*pages, *assets]
    for one in listed:
        name = one.title if isinstance(one, Page) else str(one.path)
        key = str(one.path).casefold()
        if key in names:
            raise AddressTaken(f"“{names[key]}” and “{name}” would both be written to {one.path}")
        names[key] = name
        bodies[one.path] = to_markdown(one).encode() if isinstance(one, Page) else one.body
    return bodies


def _remove_stale(folder: Path, wanted: set[Path]) -> tuple[PurePosixPath, ...]:
    removed = []
    for root, folders, files in os.walk(folder, topdown=False):
        here = Path(root)
        if _is_hidden(here.relative_to(folder)):
            continue
        links = [name for name in folders if (here / name).is_symlink()]
        for name in [*files, *links]:
            path = here / name
            if not name.startswith(".") and (path not in wanted or path.is_symlink()):
                path.unlink()
                removed.append(PurePosixPath(path.relative_to(folder)))
        for name in folders:
            if not name.startswith("."):
                with suppress(OSError):
                    (here / name).rmdir()
    return tuple(sorted(removed))


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _write(path: Path, content: bytes) -> bool:
    """Write a file if that changes it, whole or not at all; return whether it did."""
    with suppress(OSError):
        if path.read_bytes() == content:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(beside, 0o644)
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
    return True
