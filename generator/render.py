"""Views → Markdown files with front matter and the files beside them; only what changed is written."""

import json
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path, PurePosixPath

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.views import Asset, Page

_PAGE_SUFFIX = ".md"
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_IN_HTML = str.maketrans(_HTML | {character: f"&#{ord(character)};" for character in "`~{}[]|\\*_"})
"""HTML's own characters, and those a Markdown preprocessor may act on even inside HTML."""
_IN_MARKDOWN = str.maketrans(
    _HTML | {character: f"&#{ord(character)};" for character in "`~{}[]|\\*_#+-.!()=:@$^%/0123456789"}
)
"""Every character that can mean something in a line of Markdown; digits, because "1)" begins a list."""
_IN_FRONT_MATTER = str.maketrans({"<": "\u2039", ">": "\u203a", '"': "\u201d"})
"""Some themes write titles and descriptions into HTML unescaped, some escaped: these are safe in both."""
_SPACE = re.compile("[ \\t-\\r\\x1c-\\x1f\\x85\\u2028\\u2029]+")
_UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
"""Control characters, and those that turn the direction of the words around them."""


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
    body = _environment().get_template(f"{page.template}.md.j2").render(page=page, view=page.view)
    return f"---\n{_front_matter(page)}---\n\n{_spaced(body)}"


def in_html(value: object) -> Markup:
    """Return a value as text on one line that neither HTML nor Markdown takes for its own."""
    return value if isinstance(value, Markup) else Markup(_one_line(value).translate(_IN_HTML))


def in_markdown(value: object) -> Markup:
    """Return a value as text that means only itself in a line of Markdown, a heading for instance."""
    return Markup(_one_line(value).translate(_IN_MARKDOWN))


def _one_line(value: object) -> str:
    return _UNSEEN.sub("", _SPACE.sub(" ", str(value)))


def _html_block(markup: str) -> Markup:
    """Return HTML as one block of Markdown: no blank line inside, one on each side, nothing indented."""
    lines = (line.strip() for line in markup.splitlines())
    return Markup("\n\n" + "\n".join(line for line in lines if line) + "\n\n")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=in_html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["html_block"] = _html_block
    environment.filters["in_markdown"] = in_markdown
    return environment


def _front_matter(page: Page) -> str:
    keys: dict[str, object] = {
        "title": _one_line(page.title).translate(_IN_FRONT_MATTER),
        "description": _one_line(page.description).translate(_IN_FRONT_MATTER),
    }
    if page.hide:
        keys["hide"] = list(page.hide)
    one = page.sharing
    keys["kind"] = one.kind
    if one.image:
        keys |= {"image": one.image, "image_words": _one_line(one.image_words).translate(_IN_FRONT_MATTER)}
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
