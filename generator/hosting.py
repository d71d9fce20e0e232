"""What a code host hands over: the archive of a stranger's review, and its own lists.

A pull request may change the workflow that reviews it, so whatever that workflow leaves behind may have been
written by anybody. Nothing of it is passed on as it came: the report is read by its schema and the comment is
written anew from it; of the site only plain files with plain names are unpacked, up to a size.
"""

import errno
import json
import shutil
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from generator.project import Project, ProjectError
from generator.review import as_markdown
from generator.review.document import schema

REPORT = "review.json"
FOR_PEOPLE = "review.md"
"""The comment as the workflow without rights wrote it: for whoever opens the archive, and never read here."""
SITE = "site"
MARK = "<!-- the review of the explainers -->"
"""The first line of the comment, by which it is found again. Words of content never form one."""
AUTHOR = "github-actions[bot]"
"""Who writes with a workflow's own token: https://docs.github.com/en/actions/concepts/security/github_token."""
LONGEST_COMMENT = 65_536
"""Characters. GitHub refuses longer ones."""
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


def comment(archive: Path, page: str, preview: str, earlier: bool) -> str:
    """Return the comment on a pull request, written anew from the report in ``archive``.

    ``page`` is the address of the review's run, ``preview`` where the site is shown ("" when
    nowhere). "" when nothing changes and there is no ``earlier`` comment that says otherwise.
    Raises ``Refused`` when the archive or the report is not as a review leaves it.
    """
    with _opened(archive) as (bundle, entries):
        if REPORT not in entries:
            raise Refused(f"There is no {REPORT} in the archive")
        document = _document(bundle.read(entries[REPORT]))
        shown = preview if f"{SITE}/index.html" in entries else ""
    if document["empty"] and not earlier:
        return ""
    links = [f"[Preview]({shown})", f"[Review, page by page]({shown}review/)"] if shown else []
    opening = f"{MARK}\n{' · '.join([*links, f'[Report and preview to download]({page}#artifacts)'])}\n\n"
    limit = LONGEST_COMMENT - len(opening)
    return opening + as_markdown(document, limit=limit, whole=page, preview=shown)


def unpack(archive: Path, folder: Path) -> int:
    """Write the site in ``archive`` to ``folder``, which must not be there yet; return how many files.

    Without a site nothing is written and the answer is 0. Raises ``Refused`` as ``comment``
    does, and when ``folder`` is there; nothing is written then.
    """
    if folder.exists():
        raise Refused(f"{folder} is there already")
    with _opened(archive) as (bundle, entries), tempfile.TemporaryDirectory(dir=folder.parent) as work:
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


def pull_request(listed: Any, repository: str, head: str) -> int | None:
    """Return the number of the one open pull request to ``repository`` whose newest commit is ``head``.

    ``listed`` is GitHub's list of pull requests. ``None`` when there is none any more, or more than one.
    """
    numbers = [
        int(one["number"])
        for one in listed
        if one["state"] == "open"
        and one["head"]["sha"] == head
        and one["base"]["repo"]["full_name"] == repository
    ]
    return numbers[0] if len(numbers) == 1 else None


def earlier_comment(listed: Iterable[Mapping[str, Any]]) -> int | None:
    """Return the number of the first comment that a workflow here wrote, from GitHub's list of comments."""
    for one in listed:
        if one["user"] and one["user"]["login"] == AUTHOR and one["body"].startswith(MARK):
            return int(one["id"])
    return None


@contextmanager
def _opened(archive: Path) -> Iterator[tuple[zipfile.ZipFile, Mapping[str, zipfile.ZipInfo]]]:
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


def _document(data: bytes) -> dict[str, Any]:
    """Return the report as JSON. Raises ``Refused`` when it is none, or not as its schema says."""
    try:
        document: dict[str, Any] = json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise Refused(f"{REPORT} is no JSON") from error
    broken = best_match(Draft202012Validator(schema()).iter_errors(document))
    if broken is not None:
        # The place and the rule, but none of the words: they are a stranger's.
        raise Refused(f"{REPORT} is not as its schema says: {broken.json_path} breaks “{broken.validator}”")
    return document


def _no_number(words: str) -> None:
    raise ValueError(f"{words} is no number of JSON")
