"""The archive that a stranger's review leaves behind: only plain files with plain names, up to a size."""

import errno
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from generator.project import Project, ProjectError

REPORT = "review.json"
FOR_PEOPLE = "review.md"
"""The comment as the workflow without rights wrote it: for whoever opens the archive, and never read here."""
SITE = "site"
LARGEST_ARCHIVE = 200_000_000
"""Bytes, as are the other sizes."""
LARGEST_REPORT = 10_000_000
LARGEST_SITE = 500_000_000
MOST_FILES = 20_000
_LONGEST_NAME = 1_000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
"""Bit 0 of the general purpose flags (.ZIP File Format Specification 6.3.10, section 4.4.4)."""


class Refused(ProjectError):
    """What was handed over is not what a review leaves behind; the message says why."""


def unpack(archive: Path, folder: Path) -> int:
    """Write the site in ``archive`` to ``folder``, which must not be there yet; return how many files.

    Without a site nothing is written and the answer is 0. Raises ``Refused`` as ``comment``
    does, and when ``folder`` is there; nothing is written then.
    """
    if folder.exists():
        raise Refused(f"{folder} is there already")
    with opened(archive) as (bundle, entries), tempfile.TemporaryDirectory(dir=folder.parent) as work:
        site = [name for name in entries if name.startswith(f"{SITE}/")]
        if not site:
            return 0
        for name in site:
            target = Path(work, name)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with bundle.open(entries[name]) as packed, target.open("xb") as written:
                    shutil.copyfileobj(packed, written)
            except (FileExistsError, NotADirectoryError) as error:
                raise Refused(f"“{name}” is in the archive as a file and as a folder") from error
        Path(work, SITE).rename(folder)
    return len(site)


def check_apart(project: Project, address: str) -> None:
    """Raise ``Refused`` unless ``address`` is on another host than the public site.

    Pages of one host share what a browser keeps for it, and a preview may hold anything
    (https://html.spec.whatwg.org/multipage/browsers.html#origin).
    """
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname:
        raise Refused("The preview's address must begin with https://")
    if parts.hostname == urlsplit(project.site_url).hostname:
        raise Refused(f"The preview must not be on the public site's host, {parts.hostname}")


@contextmanager
def opened(archive: Path) -> Iterator[tuple[zipfile.ZipFile, Mapping[str, zipfile.ZipInfo]]]:
    """Give an archive and its entries by name, once all of them are known to be harmless."""
    size = archive.stat().st_size
    if size > LARGEST_ARCHIVE:
        raise Refused(f"The archive has {size:,} bytes; the most that is read is {LARGEST_ARCHIVE:,}")
    try:
        with zipfile.ZipFile(archive) as bundle:
            yield bundle, _harmless(bundle.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        # Of the system's errors only that of a place before the file's beginning comes from the archive.
        if isinstance(error, OSError) and error.errno != errno.EINVAL:
            raise
        raise Refused("The archive is damaged, or no ZIP archive at all") from error


def _harmless(listed: Sequence[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    if len(listed) > MOST_FILES:
        raise Refused(f"The archive holds {len(listed):,} files; the most that is read is {MOST_FILES:,}")
    entries: dict[str, zipfile.ZipInfo] = {}
    for entry in listed:
        if entry.filename.endswith("/"):
            continue
        if problem := _problem(entry):
            raise Refused(f"“{entry.filename}” in the archive {problem}")
        if entry.filename in entries:
            raise Refused(f"“{entry.filename}” is in the archive twice")
        entries[entry.filename] = entry
    total = sum(entry.file_size for entry in entries.values())
    if total > LARGEST_SITE:
        raise Refused(f"Unpacked, the archive has {total:,} bytes; the most is {LARGEST_SITE:,}")
    if REPORT in entries and entries[REPORT].file_size > LARGEST_REPORT:
        raise Refused(f"{REPORT} is larger than {LARGEST_REPORT:,} bytes")
    return entries


def _problem(entry: zipfile.ZipInfo) -> str:
    """Return why an entry is not unpacked; "" when it is a plain file with a plain name."""
    name = entry.filename
    # ``orig_filename`` still has what zipfile corrects: a NUL, and the other system's separator.
    if name != entry.orig_filename or not name.isprintable() or len(name) > _LONGEST_NAME:
        return "has a name with characters that no page has"
    parts = name.split("/")
    if "\\" in name or ":" in name or any(part in ("", ".", "..") for part in parts):
        return "has a name that leads elsewhere"
    page = len(parts) > 1 and parts[0] == SITE and not any(part.startswith(".") for part in parts)
    if not page and name not in (REPORT, FOR_PEOPLE):
        return "is no part of a review"
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        return "is no plain file"
    if entry.compress_type not in _METHODS or entry.flag_bits & _ENCRYPTED:
        return "is packed in a way that is not read"
    return ""
