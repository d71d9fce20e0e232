"""Folders that the program writes: known by a mark, and replaced whole or not at all.

A new folder is filled beside the old one and takes its place in one step of the system (``renameat2`` with
``RENAME_EXCHANGE``, Linux 3.15): whoever looks, and whenever the program is ended, there is the old folder or
the new one. Where the system or the disk cannot do that there are two steps, and between them no folder for a
moment; the next run puts the old one back if the program was ended just then.

Where files stay as they are, the folder that was replaced is kept as the new one's twin, and is brought up to
date to take its place the next time: what both have is one file with two names. So an edit costs what it
changes, and a look at the rest.
"""

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from msgspec import Struct, field

from generator.filling import Filling
from generator.project import ProjectError
from generator.signatures import Signature, entries, files, signature

MARK = ".made-by-explainer"
"""The file by which a folder is known to be ours."""
_WORDS = """\
Explainer made what is in this folder and replaces all of it, but for hidden files at its top.
A folder that holds anything else is only replaced where this file lies in it.
"""
_WORKSHOP = ".explainer"
_TWINS = "kept"
"""Folders in the workshop, each the one before that which stands under its name beside the workshop."""
_HERE = -100
"""``AT_FDCWD`` of Linux's fcntl.h: paths are meant as they stand."""
_EXCHANGE = 2
"""``RENAME_EXCHANGE`` of Linux's stdio.h."""
_CANNOT = frozenset({errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP})
"""What a system or a disk says that knows no exchange: man 2 renameat2."""
_NO_LINKS = frozenset({errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EXDEV})
"""What a disk says that knows no second name for a file: man 2 link."""
_MOUNTED = frozenset({errno.EBUSY, errno.EXDEV})


def workshop(root: Path) -> Path:
    """Return the hidden folder in ``root`` for work in progress, which is made if there is none.

    Raises ``ProjectError`` where something else has its name, and ``OSError`` when it cannot be made.
    """
    folder = root / _WORKSHOP
    with suppress(FileExistsError):
        folder.mkdir(parents=True)
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise ProjectError(f"{folder} is no folder. Remove it: Explainer keeps unfinished work there")
    return folder


def make_ready(folder: Path) -> None:
    """Clear away what runs left that were killed; raise ``ProjectError`` unless the folder may be replaced.

    It may if it is absent, holds nothing but hidden files (which stay), or bears our mark. The caller holds a
    lock: only one run at a time may do this.
    """
    _mend(workshop(folder.parent), folder)
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise ProjectError(f"{folder} is no folder. Remove it, or name another one in mkdocs.yml") from None
    if all(name.startswith(".") for name in names):
        return
    with suppress(OSError):
        if stat.S_ISREG((folder / MARK).lstat().st_mode):
            return
    raise ProjectError(
        f"{folder} holds files that Explainer did not make, and they would be lost. Move them elsewhere, or"
        f" name another folder in mkdocs.yml. If they may go, say so with an empty file:\n"
        f"    touch {folder / MARK}"
    )


class Revision(Struct, frozen=True):
    """A folder that is made anew, in part."""

    path: Path
    """An empty folder for what is new."""
    taken: dict[str, Signature] = field(default_factory=dict)
    """The files of the old folder that stay as they are, by path, none of which is written anew."""
    signed: dict[str, Signature] = field(default_factory=dict)
    """In the end, how each file of the whole stands, but for hidden ones."""


@contextmanager
def replacement(folder: Path) -> Iterator[Path]:
    """Give an empty folder beside ``folder`` and, if all goes well, put it in that one's place.

    Raises as ``revision`` does.
    """
    with revision(folder) as new:
        yield new.path


@contextmanager
def revision(folder: Path) -> Iterator[Revision]:
    """Give a folder for what is new in ``folder`` and, if all goes well, put the whole in that one's place.

    The hidden files at its top (a ``.gitignore``, a ``.git`` of a deployment) are carried over, as MkDocs
    itself leaves them alone. The caller holds a lock. Raises ``ProjectError`` where the folder is not ours,
    and ``OSError`` when something cannot be written; the old folder stands as it was.
    """
    folder = Path(os.path.realpath(folder))
    make_ready(folder)
    beside, twin = workshop(folder.parent), _twin(folder)
    with tempfile.TemporaryDirectory(
        dir=beside, prefix=f"{folder.name}.", ignore_cleanup_errors=True
    ) as work:
        new, old = Path(work, "new"), Path(work, "old")
        new.mkdir()
        one = Revision(new)
        yield one
        if twin.exists():
            os.rename(twin, Path(work, "twin"))
        whole = _whole(folder, one, Path(work, "twin"))
        _carry_hidden(folder, whole)
        (whole / MARK).write_text(_WORDS, encoding="utf-8")
        try:
            exchanged = _put(whole, folder, old)
        except OSError as problem:
            if problem.errno not in _MOUNTED:
                raise
            raise ProjectError(
                f"{folder} is a disk of its own, or of a container's image, and cannot be replaced whole."
                " Name a folder inside it in mkdocs.yml, or remove it"
            ) from problem
        if one.taken:
            twin.parent.mkdir(exist_ok=True)
            os.rename(whole if exchanged else old, twin)


def _twin(folder: Path) -> Path:
    """Return where a folder's twin lies. Raises ``ProjectError`` where what stands there is no folder."""
    twins = workshop(folder.parent) / _TWINS
    for one in (twins, twins / folder.name):
        if os.path.lexists(one) and not _is_folder(one):
            raise ProjectError(f"{one} is no folder. Remove it: Explainer keeps unfinished work there")
    return twins / folder.name


def _whole(folder: Path, new: Revision, twin: Path) -> Path:
    """Return a folder with all that is new and all that is taken from the old one; the twin, if there is one.

    Of the twin stays what is taken and one file with the old folder's: that is known by its signature, which
    no two files have at a time.
    """
    written = [path for path, _ in files(new.path)]
    lacking = dict(new.taken)
    if not (new.taken and twin.exists()):
        _take(folder, lacking, new.path)
        _sign(new, new.path, (*written, *lacking))
        return new.path
    folders = {path.rpartition("/")[0] for path in (*written, *new.taken)}
    parents = folders.union(*map(_parents, folders))
    for path, entry in entries(twin, hidden=True):
        if entry.is_dir(follow_symlinks=False):
            if path not in parents:
                os.rmdir(entry.path)
        elif lacking.get(path) == signature(entry.stat(follow_symlinks=False)):
            del lacking[path]
        else:
            os.unlink(entry.path)
    _take(folder, lacking, twin)
    filling = Filling(twin)
    for path in written:
        os.rename(f"{new.path}/{path}", filling.place(path))
    _sign(new, twin, (*written, *lacking))
    return twin


def _sign(new: Revision, whole: Path, touched: Iterable[str]) -> None:
    """Note how the files of the whole stand: what was ``touched`` has other times than before."""
    new.signed.update(new.taken)
    new.signed.update((path, signature(os.lstat(f"{whole}/{path}"))) for path in touched)


def _parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _take(folder: Path, paths: Iterable[str], to: Path) -> None:
    """Carry files of a folder over into another one."""
    filling = Filling(to)
    for path in paths:
        carry_over(f"{folder}/{path}", filling.place(path))


def carry_over(file: Path | str, to: Path | str) -> None:
    """Give a file a second name, or copy it where the disk knows no such thing. Raises ``OSError``."""
    try:
        os.link(file, to, follow_symlinks=False)
    except OSError as problem:
        if problem.errno not in _NO_LINKS:
            raise
        shutil.copy2(file, to, follow_symlinks=False)


def _mend(beside: Path, folder: Path) -> None:
    """Remove what lies half done beside a folder; put the old one back if a new one was to take its place."""
    for left in beside.iterdir():
        if left.name.rpartition(".")[0] != folder.name:
            continue
        if not _is_folder(left):  # never ours, and it may lead elsewhere
            left.unlink()
            continue
        if _is_folder(left / "old") and not folder.exists():
            os.rename(left / "old", folder)
        shutil.rmtree(left, ignore_errors=True)


def _is_folder(path: Path) -> bool:
    """Return whether there is a folder itself, and no link to one."""
    return path.is_dir() and not path.is_symlink()


def _carry_hidden(folder: Path, new: Path) -> None:
    if not folder.exists():
        return
    shutil.copymode(folder, new)
    for hidden in folder.glob(".*"):
        if hidden.name == MARK:
            continue  # written anew: through a second name the old one would change, too
        to = new / hidden.name
        if _is_folder(hidden):
            shutil.copytree(hidden, to, symlinks=True, copy_function=carry_over)
        else:
            carry_over(hidden, to)


def _put(new: Path, folder: Path, old: Path) -> bool:
    """Put ``new`` in the place of ``folder``; return whether that is ``new`` then, and not ``old``."""
    if not folder.exists():
        os.rename(new, folder)
        return False
    if _exchange(new, folder):
        return True
    os.rename(folder, old)
    try:
        os.rename(new, folder)
    except BaseException:
        os.rename(old, folder)
        raise
    return False


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return whether that is known here. Raises ``OSError``."""
    import ctypes  # starts slowly, and a run for which nothing changed has no use for it

    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    problem = ctypes.get_errno()
    if problem in _CANNOT:
        return False
    raise OSError(problem, os.strerror(problem), str(other))
