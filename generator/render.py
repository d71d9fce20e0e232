"""Views → Markdown files with front matter and the files beside them; only what changed is written."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import yaml
from msgspec import Struct

from generator import output
from generator.filling import Filling
from generator.markup import one_line, template
from generator.model import Location
from generator.signatures import Signature, files, signature
from generator.translation import Translation, translation
from generator.views import Asset, Page
from generator.views.glance import Glance

_IN_FRONT_MATTER = str.maketrans({"<": "\u2039", ">": "\u203a", '"': "\u201d"})
"""Some themes write titles and descriptions into HTML unescaped, some escaped: these are safe in both."""

_JSON = json.JSONEncoder(ensure_ascii=False)


class AddressTaken(ValueError):
    """Two pages or files would be written to one file; the message names both."""


class File(Struct, frozen=True):
    """A file of the staging folder, ready to be written."""

    path: str
    """Relative to the staging folder, with forward slashes."""
    title: str
    """Of a page; empty for any other file."""
    made_from: Location
    """The file an editor would change to change this one."""
    digest: str
    """SHA-256 of its bytes, in hexadecimal digits."""
    body: Callable[[], bytes]
    """Gives the bytes; they may have to be fetched."""


Signed = Mapping[str, tuple[str, Signature]]
"""Files as they stand: the digest of their bytes and their signature, by path."""


def prepared(one: Page | Asset) -> File:
    """Return a page or an asset as a file ready to be written."""
    body = to_markdown(one).encode() if isinstance(one, Page) else one.body
    title = one.title if isinstance(one, Page) else ""
    return File(str(one.path), title, one.made_from, hashlib.sha256(body).hexdigest(), lambda: body)


def write(files: Sequence[File], staging_dir: Path, before: Signed | None = None) -> Signed:
    """Make the staging folder hold exactly these files, all at once or not at all, and return how they stand.

    Hidden files stay. A file whose bytes would not change is the same file after, one that stands as an
    earlier run has signed it is not even read, and where nothing would change nothing is touched. The
    caller holds the project's lock. Raises ``AddressTaken`` before anything is written when two of them
    have one path, ``ProjectError`` where the folder is not ours, and ``OSError`` when something cannot be
    written.
    """
    wanted = _by_path(files)
    standing = _standing(staging_dir)
    before = before or {}
    same = {
        path: signed
        for path, file in wanted.items()
        if (signed := standing.get(path))
        and (before.get(path) == (file.digest, signed) or _holds(staging_dir / path, file.digest))
    }
    now = same
    if standing.keys() - wanted.keys() or len(same) < len(wanted) or not staging_dir.exists():
        with output.revision(staging_dir) as new:
            new.taken.update(same)
            filling = Filling(new.path)
            for path in sorted(wanted.keys() - same.keys()):
                filling.write(path, wanted[path].body())
        now = new.signed
    return {path: (file.digest, now[path]) for path, file in wanted.items()}


def to_markdown(page: Page) -> str:
    """Return a page as the text of its Markdown file, front matter included."""
    shape = template(f"{page.template}.md.j2", translation(page.language))
    body = shape.render(page=page, view=page.view)
    return f"---\n{_front_matter(page)}---\n\n{_spaced(body)}"


def glance_html(one: Glance, translated: Translation) -> str:
    """Return a fact in one line as HTML."""
    return template("glance.html.j2", translated).render(one=one)


def _front_matter(page: Page) -> str:
    keys: dict[str, object] = {
        "title": one_line(page.title).translate(_IN_FRONT_MATTER),
        "description": one_line(page.description).translate(_IN_FRONT_MATTER),
    }
    if page.hide:
        keys["hide"] = list(page.hide)
    if not (page.listed and page.indexed):
        keys["robots"] = "noindex"
    if not page.listed:
        keys["search"] = {"exclude": True}
    if page.style:
        keys["style"] = page.style
    if page.frame:
        keys["frame"] = dict(page.frame)
    one = page.sharing
    keys["kind"] = one.kind
    if one.image:
        keys |= {"image": one.image, "image_words": one_line(one.image_words).translate(_IN_FRONT_MATTER)}
    if one.linked_data:
        keys["linked_data"] = one.linked_data
    return "".join(_yaml(name, value) for name, value in keys.items())


def _yaml(name: str, value: object) -> str:
    """Return a key and its value as YAML.

    JSON is YAML too, and far faster to write, where nothing in it would have to be written as two halves.
    Elsewhere all that is not ASCII is escaped: YAML would read some spaces as others.
    """
    line = f"{name}: {_JSON.encode(value)}"
    if line.isprintable():
        return f"{line}\n"
    return str(yaml.safe_dump({name: value}, sort_keys=False, width=1000))


def _spaced(body: str) -> str:
    """Return Markdown with at most one blank line in a row and one line feed at the end."""
    blocks = [block.strip("\n") for block in body.split("\n\n")]
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def _by_path(files: Iterable[File]) -> dict[str, File]:
    by_path: dict[str, File] = {}
    names: dict[str, str] = {}
    for one in files:
        path = one.path
        name = one.title or path
        first = names.setdefault(path.casefold(), name)
        if path in by_path or first is not name:
            raise AddressTaken(f"“{first}” and “{name}” would both be written to {one.path}")
        by_path[path] = one
    return by_path


def _standing(folder: Path) -> dict[str, Signature | None]:
    """Return the signature of what stands in a folder by its path; ``None`` for what is no plain file."""
    with suppress(FileNotFoundError):
        return {
            path: signature(one.stat(follow_symlinks=False)) if one.is_file(follow_symlinks=False) else None
            for path, one in files(folder)
        }
    return {}


def _holds(path: Path, digest: str) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == digest
    return False
