"""What was worked out before, by a digest of everything it came from: a folder that may always be deleted.

An entry is bytes and its own SHA-256: one that is damaged, or that another program wrote, is as good as none.
Nothing in an entry is ever run, as a pickle would be.
Entries are written beside and renamed, so two builds may use one folder at the same time.
"""

import hashlib
import os
import stat
import sys
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOM = 2 * 1024 * 1024 * 1024
"""Bytes that the entries of one folder may take together."""
LARGEST = 256 * 1024 * 1024
"""Bytes of one entry, unpacked: more is not believed."""
_DIGEST_BYTES = hashlib.sha256().digest_size
_FASTEST = 1


def digest(*parts: bytes | str) -> str:
    """Return a name for what was made of ``parts``: 64 hexadecimal digits, other ones for any other parts."""
    hashed = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        hashed.update(len(data).to_bytes(8))
        hashed.update(data)
    return hashed.hexdigest()


@cache
def program() -> str:
    """Return a digest of this program: its files, the libraries installed beside it, and Python itself."""
    installed: set[str] = set()
    for folder in filter(os.path.isdir, sys.path):
        # Named after library and version, as the PyPA's specification of installed projects has it.
        installed.update(name for name in os.listdir(folder) if name.endswith(".dist-info"))
    return digest(sys.version, sys.platform, *sorted(installed), *_contents(Path(__file__).parent))


def usual(environment: Mapping[str, str]) -> "Store":
    """Return the store of this user: in ``EXPLAINER_CACHE``, none where that is empty, else where caches lie.

    It lies outside the project, so that no entry comes with a stranger's content.
    """
    named = environment.get("EXPLAINER_CACHE")
    if named is not None:
        return Store(Path(named) if named else None)
    from platformdirs import user_cache_path

    return Store(user_cache_path("explainer"))


class Store:
    """Entries by their digest, in a folder."""

    def __init__(self, folder: Path | None, room: int = ROOM) -> None:
        """Keep entries in ``folder``; ``None`` keeps nothing."""
        self._folder = folder
        self._room = room
        self._wrote = False

    @property
    def keeps(self) -> bool:
        """Whether there is a folder to keep anything in."""
        return self._folder is not None

    def read(self, key: str) -> bytes | None:
        """Return the entry called ``key``, or ``None`` when there is no sound one."""
        if self._folder is None:
            return None
        path = self._folder / key[:2] / key[2:]
        try:
            state = path.lstat()
            # Nothing else is ours, and a pipe would be waited for.
            if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST:
                return None
            data = path.read_bytes()
        except OSError:
            return None
        packed = data[_DIGEST_BYTES:]
        if hashlib.sha256(key.encode() + packed).digest() != data[:_DIGEST_BYTES]:
            return None
        unpacking = zlib.decompressobj()
        try:
            body = unpacking.decompress(packed, LARGEST)
        except zlib.error:
            return None
        if not unpacking.eof:
            return None
        with suppress(OSError):
            os.utime(path)
        return body

    def write(self, key: str, body: bytes) -> None:
        """Keep ``body`` as the entry called ``key``; a folder that cannot be written to keeps nothing."""
        if self._folder is None:
            return
        import tempfile  # and archives of all kinds behind it

        path = self._folder / key[:2] / key[2:]
        packed = zlib.compress(body, _FASTEST)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(key.encode() + packed).digest() + packed)
                os.replace(beside, path)
            except OSError:
                os.unlink(beside)
            self._wrote = True

    def tidy(self) -> None:
        """Remove the entries not used for longest until the others have room, if any was written."""
        if self._folder is None or not self._wrote:
            return
        entries = []
        for path in self._folder.glob("*/*"):
            with suppress(OSError):
                state = path.stat()
                entries.append((state.st_mtime_ns, state.st_size, path))
        taken = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if taken <= self._room:
                break
            with suppress(OSError):
                path.unlink()
                taken -= size


NOTHING_KEPT = Store(None)


def _contents(folder: Path) -> Iterator[bytes | str]:
    """Yield the names and bytes of all files in a folder of the program, in order."""
    for one in sorted(folder.iterdir()):
        if one.name != "__pycache__":
            yield one.name
            yield from _contents(one) if one.is_dir() else [one.read_bytes()]
