"""The digests of all files of a site, published with it; and whether a folder holds just these.

The manifest has the form of GNU coreutils' ``sha256sum``, which every Linux brings along to check it with,
and which attestations of builds (SLSA) take their subjects from:
https://www.gnu.org/software/coreutils/manual/html_node/cksum-output-modes.html
"""

import hashlib
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from generator import signatures

NAME = "SHA256SUMS"
"""The manifest's name in the site; it does not list itself, nor what is hidden."""
_LINE = re.compile(rb"(\\?)([0-9a-f]{64}) [ *]([^\n]+)")
_ESCAPED = {b"\\\\": b"\\", b"\\n": b"\n", b"\\r": b"\r"}


class ManifestError(Exception):
    """A manifest cannot be read; the message says why."""


class Compared(Struct, frozen=True):
    """How a folder differs from its manifest; paths are relative to it, in order."""

    listed: int
    """How many files the manifest lists."""
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    """Other bytes, or nothing that can be read as a plain file."""
    extra: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.missing or self.changed or self.extra)


def write(
    folder: Path, known: Mapping[str, str] | None = None, taken: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """Write the manifest of a folder into it; return the digests that it lists, by path.

    What is ``known``, digests by path, is not read again. Files that are yet to be ``taken`` into the folder
    are listed, too. Raises ``OSError``.
    """
    digests = dict(taken or {})
    for path, where in _files(folder):
        digests[path] = (known or {}).get(path) or _digest(where)
    lines = (
        _line(path, digest)
        for path, digest in sorted((os.fsencode(path), one) for path, one in digests.items())
    )
    (folder / NAME).write_bytes(b"".join(lines))
    return digests


def compare(folder: Path, manifest: Path) -> Compared:
    """Return how a folder differs from what a manifest lists; no other file than the folder's is opened.

    Raises ``ManifestError`` when the manifest cannot be read or does not have its form, and ``OSError`` when
    a folder cannot be listed.
    """
    listed = _read(manifest)
    found = {os.fsencode(path): where for path, where in _files(folder)}
    common = sorted(listed.keys() & found.keys())
    changed = [path for path in common if _digest_or_none(found[path]) != listed[path]]
    return Compared(
        len(listed),
        _named(listed.keys() - found.keys()),
        _named(changed),
        _named(found.keys() - listed.keys()),
    )


def _named(paths: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(os.fsdecode(path) for path in sorted(paths))


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield the path in the folder of everything that is no folder, and where it lies."""
    return ((path, one.path) for path, one in signatures.files(folder) if path != NAME)


def _digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest_or_none(path: str) -> str | None:
    """Return the digest of a plain file; ``None`` for anything else and for what cannot be read."""
    try:
        return _digest(path) if stat.S_ISREG(os.lstat(path).st_mode) else None
    except OSError:
        return None


def _line(path: bytes, digest: str) -> bytes:
    escaped = path
    for written, meant in _ESCAPED.items():
        escaped = escaped.replace(meant, written)
    return b"%s%s  %s\n" % (b"\\" if escaped != path else b"", digest.encode(), escaped)


def _read(manifest: Path) -> Mapping[bytes, str]:
    try:
        if not manifest.is_file():
            raise ManifestError(f"{manifest} is not there or is no plain file")
        lines = manifest.read_bytes().split(b"\n")
    except OSError as problem:
        raise ManifestError(f"{manifest} cannot be read: {problem.strerror}") from problem
    if lines.pop():
        raise ManifestError(f"{manifest} ends within a line: a part of it is missing")
    listed: dict[bytes, str] = {}
    for number, line in enumerate(lines, 1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ManifestError(
                f"{manifest}:{number}: This is no line of sha256sum: digest, two spaces, path"
            )
        escaped, digest, path = match.groups()
        if listed.setdefault(_meant(path) if escaped else path, digest.decode()) != digest.decode():
            raise ManifestError(f"{manifest}:{number}: Another line has another digest for the same file")
    return listed


def _meant(path: bytes) -> bytes:
    return re.sub(rb"\\[\\nr]", lambda one: _ESCAPED[one[0]], path)
