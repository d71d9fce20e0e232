"""What was read of explainers, for the next run: a folder that stayed the same is not read again."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from generator import records
from generator.findings import Finding
from generator.model import Explainer
from generator.store import Store, digest, program

Readable = tuple[Explainer | None, tuple[Finding, ...]]
"""What a folder holds, and everything that is wrong with it."""


class _Entry(Struct, frozen=True, array_like=True):
    explainer: Explainer | None
    found: records.Told


class Readings:
    """Gives what was read of explainers before, and keeps what is read now."""

    def __init__(self, store: Store, sources: Mapping[str, str]) -> None:
        """``sources`` are digests of all that the explainers are read with, by their slugs."""
        self._store = store
        self._keys = {slug: digest(program(), "read", source) for slug, source in sources.items()}
        self._new: list[tuple[str, Readable]] = []

    def explainer(self, slug: str, read: Callable[[], Readable]) -> Readable:
        """Return what an explainer's folder holds; ``read`` tells it where that is not known."""
        key = self._keys.get(slug, "")
        entry = records.read(self._store, key, _Entry)
        if entry is not None:
            return entry.explainer, records.findings(entry.found)
        made = read()
        if key:
            self._new.append((key, made))
        return made

    def keep(self) -> None:
        """Keep what was read; to be called only where no folder has changed since its digest was taken."""
        for key, (explainer, found) in self._new:
            records.write(self._store, key, _Entry(explainer, records.told(found)))
        self._new.clear()
