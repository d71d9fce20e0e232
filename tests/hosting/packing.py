"""Archives as a review leaves them behind, and as somebody may have altered them."""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

PAGES = {"site/index.html": b"<h1>Page</h1>", "site/a/index.html": b"<h1>Below</h1>"}
Entries = Mapping[str, bytes]


def archive(folder: Path, entries: Entries, change: Callable[[zipfile.ZipInfo], None] | None = None) -> Path:
    """Write a ZIP archive of which ``change`` alters each entry's description."""
    path = folder / "review.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in entries.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(info)
            bundle.writestr(info, data)
    return path
