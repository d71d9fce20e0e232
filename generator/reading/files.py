"""Bytes in a file → text, or findings that say why it cannot be read."""

import os
import re
import stat
import unicodedata
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.findings import Finding, finding
from generator.model import Location

LARGEST_FILE = 5_000_000
"""Bytes. Far above any article or table, far below what would stall a build."""

LONGEST_WORDS = 5_000
"""Characters in a cell or under a key of front matter."""

LONGEST_SLUG = 100
"""Characters of one part of an address: paths of 260 characters are the most that Windows opens."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONFLICT = re.compile(r"^(?:<{7}|>{7}) ", re.MULTILINE)
_CONFLICT_PART = re.compile(r"^(?:<{7}|>{7}|[|]{7}) |^={7}$", re.MULTILINE)
"""The lines between which git leaves both sides: https://git-scm.com/docs/git-merge#_how_conflicts_are_presented."""
_SLUG = re.compile("[a-z0-9]+(?:-[a-z0-9]+)*")
_DEVICE = re.compile("con|prn|aux|nul|(?:com|lpt)[0-9]")
_MOST_LINES = 12
"""Lines named in one finding."""


class TextFile(Struct, frozen=True):
    """A file that could be read."""

    path: PurePosixPath
    """Relative to the project's root."""
    text: str
    """Its text, every line ending in a line feed only."""

    def place(self, offset: int) -> Location:
        """Return the line and column of the character at ``offset``."""
        line_start = self.text.rfind("\n", 0, offset) + 1
        return Location(self.path, self.text.count("\n", 0, offset) + 1, offset - line_start + 1)


def relative(root: Path, path: Path) -> PurePosixPath:
    """Return ``path`` as findings name it: relative to ``root``, always printable."""
    printable = os.fsencode(path.relative_to(root).as_posix()).decode("utf-8", "backslashreplace")
    return PurePosixPath(printable)


def entries(root: Path, folder: Path, found: list[Finding]) -> list[Path]:
    """Return what stands in ``folder`` by name, without hidden entries.

    Symbolic links and other irregular entries become findings and are left out.
    """
    try:
        listed = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        where = Location(relative(root, folder))
        found.append(finding("unreadable-file", where, f"The folder cannot be read: {error.strerror}."))
        return []
    visible = [entry for entry in listed if not entry.name.startswith(".")]
    return [entry for entry in visible if _is_regular(root, entry, found)]


def read_text(root: Path, path: Path, found: list[Finding]) -> TextFile | None:
    """Return the text of the file at ``path``, or ``None`` when it is no text; ``found`` says what is wrong.

    A byte order mark and carriage returns are findings too, but the rest of the file is read on
    without them, so that its other problems are found in the same run.
    """
    where = relative(root, path)
    if not _is_regular(root, path, found):
        return None
    if path.is_dir():
        message = f"“{where.name}” is a folder."
        found.append(finding("not-a-regular-file", Location(where), message))
        return None
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        found.append(finding("unreadable-file", Location(where), message))
        return None
    if len(data) > LARGEST_FILE:
        message = f"The file is larger than {LARGEST_FILE // 1_000_000} MB, the most that is read."
        found.append(finding("file-too-large", Location(where), message))
        return None
    return text_of(where, data, found)


def text_of(where: PurePosixPath, data: bytes, found: list[Finding]) -> TextFile | None:
    """Return bytes as the text of the file ``where``, as ``read_text`` reads it."""
    text = _decode(where, data, found)
    file = None if text is None else _without_controls(TextFile(where, text), found)
    return None if file is None else _without_conflicts(file, found)


def _is_regular(root: Path, path: Path, found: list[Finding]) -> bool:
    """Return whether ``path`` is a plain file or folder; ``found`` says what it is otherwise."""
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        where = Location(relative(root, path))
        found.append(finding("unreadable-file", where, f"The file cannot be read: {error.strerror}."))
        return False
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        return True
    where = Location(relative(root, path))
    kind = "a symbolic link" if stat.S_ISLNK(mode) else "neither a file nor a folder"
    found.append(finding("not-a-regular-file", where, f"“{where.path.name}” is {kind}."))
    return False


def _decode(where: PurePosixPath, data: bytes, found: list[Finding]) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line_start = data.rfind(b"\n", 0, error.start) + 1
        column = len(data[line_start : error.start].decode("utf-8")) + 1
        place = Location(where, data.count(b"\n", 0, error.start) + 1, column)
        found.append(finding("not-utf-8", place, f"The byte 0x{data[error.start]:02X} here is not UTF-8."))
        return None
    if text.startswith("\ufeff"):
        message = "The file begins with a byte order mark, which nobody sees."
        found.append(finding("byte-order-mark", Location(where), message))
        text = text[1:]
    carriage_return = text.find("\r")
    if carriage_return >= 0:
        place = TextFile(where, text).place(carriage_return)
        message = "The line ends in a carriage return, as Windows writes lines (CRLF)."
        found.append(finding("carriage-return", place, message))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _without_controls(file: TextFile, found: list[Finding]) -> TextFile | None:
    control = _CONTROL.search(file.text)
    if control is None:
        return file
    name = "NUL" if control[0] == "\0" else f"U+{ord(control[0]):04X}"
    message = f"The control character {name} stands here."
    found.append(finding("control-character", file.place(control.start()), message))
    return None


def _without_conflicts(file: TextFile, found: list[Finding]) -> TextFile | None:
    first = _CONFLICT.search(file.text)
    if first is None:
        return file
    lines = [file.place(mark.start()).line for mark in _CONFLICT_PART.finditer(file.text)]
    named = ", ".join(map(str, lines[:_MOST_LINES])) + (", …" if lines[_MOST_LINES:] else "")
    where = f"{'lines' if lines[1:] else 'line'} {named}"
    message = f"Git left a merge conflict to be settled; its marks stand on {where}."
    found.append(finding("merge-conflict", file.place(first.start()), message))
    return None


def hidden(name: str, where: Location) -> Finding:
    """Return the finding that an invisible character stands in words of the editor's."""
    return finding("control-character", where, f"The invisible character {name} stands here.")


def too_long(words: str, named: str, where: Location) -> Finding | None:
    """Return the finding that words of an editor's are longer than what is read, if they are."""
    if len(words) <= LONGEST_WORDS:
        return None
    message = f"“{named}” has {len(words):,} characters: {LONGEST_WORDS:,} are the most that is read."
    return finding("words-too-long", where, message)


def is_slug(words: str) -> bool:
    """Return whether ``words`` can be part of an address: a-z, 0-9 and single hyphens inside."""
    return bool(_SLUG.fullmatch(words))


def is_device(words: str) -> bool:
    """Return whether Windows takes a file of this name, whatever its ending, for a device.

    Source: https://learn.microsoft.com/windows/win32/fileio/naming-a-file#naming-conventions
    """
    return bool(_DEVICE.fullmatch(words.casefold()))


def slug_like(words: str) -> str:
    """Return the part of an address nearest to ``words``, without a file's ending; "" when they give none."""
    plain = unicodedata.normalize("NFKD", words.removesuffix(".md").casefold()).encode("ascii", "ignore")
    return "-".join(re.findall("[a-z0-9]+", plain.decode()))


def collides_as(words: str) -> str:
    """Return the form in which two names of files collide on some system: case and Unicode form folded."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", words).casefold())
