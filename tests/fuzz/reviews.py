"""What a stranger's pull request leaves behind: names in git, archives, reports."""

import json
import tempfile
import zipfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from io import BytesIO
from pathlib import Path, PurePosixPath

from generator.differing import marked_html
from generator.history.commits import commits, days_of
from generator.hosting import archives, lists, reports
from generator.review.escaping import harmless
from generator.revisions import Repository, Revision
from tests.fuzz.parsers import Parser, text_of

_COMMIT = "0123456789abcdef0123456789abcdef01234567"
_DAY = 1_756_800_000


class _Answering(Repository):
    """A repository whose git answers what it is told to."""

    def __init__(self, answers: dict[str, bytes]) -> None:
        self.folder = PurePosixPath()
        self._answers = answers

    def run(self, words: Sequence[str], *_: object, **__: object) -> bytes:
        return self._answers["times" if words[-1] == "HEAD" else words[0]]


@cache
def _folder() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder of this process alone: one that a broken parser ends takes its folder away."""
    return tempfile.TemporaryDirectory(prefix="explainer-reviews-")


def _names(data: bytes) -> list[bytes]:
    """Return what git can list: names that are not empty, without NUL, and no parts that lead elsewhere."""
    some = dict.fromkeys(one.strip(b"/") for one in data.replace(b"\0", b"").split(b"\n"))
    return [one for one in some if one and not {b"", b".", b".."} & {*one.split(b"/")}]


def listings(data: bytes) -> None:
    """Git's list of files gives every name back as it is, hidden ones left out."""
    names = _names(data)
    listed = b"".join(b"100644 blob %s 7\tcontent/%s\0" % (_COMMIT.encode(), name) for name in names)
    found = _Answering({"ls-tree": listed}).listing(Revision("head", _COMMIT))
    shown = [name for name in names if not any(part.startswith(b".") for part in name.split(b"/"))]
    assert [bytes(path) for path in found] == [b"content/" + name for name in shown]
    assert all(entry.size == 7 for entry in found.values())


def histories(data: bytes) -> None:
    """Git's log gives each commit once, with the files it wrote, whatever they are called."""
    names = _names(data)
    head = b":000000 100644 %s %s A\0content/%s\0"
    files = b"".join(head % (b"0" * 40, _COMMIT.encode(), name) for name in names)
    log = _COMMIT.encode() + b"\0\n" + files
    found = commits(_Answering({"log": log, "times": f"{_COMMIT} {_DAY}\n".encode()}), frozenset())
    assert [one.name for one in found] == [_COMMIT]
    assert found[0].day == "2025-09-02"
    assert len(found[0].files) == len({name.decode("utf-8", "replace") for name in names})
    times = [byte * 10**7 for byte in data]
    assert len(days_of(times)) == len(times)


def archived_reviews(data: bytes) -> None:
    """Of an archive only the report and plain pages are taken, or it is refused."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as bundle:
        entries = (zipfile.ZipInfo(name or "review.json") for name in text_of(data).split("\n"))
        for entry in {entry.filename: entry for entry in entries}.values():
            bundle.writestr(entry, b"{}")
    for body in (data, made.getvalue()):
        path = Path(_folder().name, "review.zip")
        path.write_bytes(body)
        with suppress(archives.Refused), archives.opened(path) as (_, taken):
            for name in taken:
                parts = PurePosixPath(name).parts
                assert parts[0] in ("review.json", "review.md", "site")
                assert ".." not in parts
                assert name.isprintable()


def archived_reports(data: bytes) -> None:
    """A report that is taken is read again as itself; any other is refused."""
    try:
        report = reports.read(data)
    except archives.Refused:
        return
    assert reports.read(json.dumps(report).encode()) == report


def comments(data: bytes) -> None:
    """Words in the comment form no mark of ours and no element, and are found on one line."""
    words = text_of(data)
    made = harmless(words)
    assert "<!--" not in made
    assert len(made.splitlines()) <= 1
    own = {"id": 7, "user": {"login": "stranger"}, "body": words}
    assert lists.earlier_comment([own, own | {"user": None}]) is None
    assert lists.pull_request([], words, words) is None


def marks(data: bytes) -> None:
    """Marking what differs changes no word of a page."""
    words = text_of(data).replace("<", "").replace(">", "")
    half = len(words) // 2
    page = f"<p>{words[:half]}</p><b>{words[half:]}</b>"
    made = marked_html(page, f"<p>{words[half:]}</p>", "ins")
    assert made.replace("<ins>", "").replace("</ins>", "") == page


PARSERS = (
    Parser("listings", listings),
    Parser("histories", histories),
    Parser("archived-reviews", archived_reviews),
    Parser("archived-reports", archived_reports),
    Parser("comments", comments),
    Parser("marks", marks),
)
