"""What git is asked: revisions, the names of files in them, and the files.

A repository may come from anybody, so git is only asked for objects and names: no hook, filter, pager, text
conversion, file system monitor or transport that a configuration names is run, the environment of a calling
hook is left out, links and submodules are never followed, and what is too large is never written.
"""

import os
import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from msgspec import Struct

from generator.findings import Finding, finding
from generator.model import Location
from generator.project import ProjectError
from generator.reading.files import LARGEST_FILE
from generator.revisions.files import LONGEST_POINTER, REGULAR, Entry, Listing, entry, hidden, points_at

MOST_FILES = 100_000
"""In one revision: more is there by mistake, or to fill the disk."""
MOST_BYTES = 1_000_000_000
"""Of the files that are compared, together."""
_DEFAULT_BRANCHES = ("refs/remotes/origin/main", "refs/remotes/origin/master", "main", "master")
_IRREGULAR = {"120000": "a symbolic link", "160000": "a submodule"}
_SETTINGS = (
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.attributesFile=/dev/null",
    "protocol.allow=never",
    "maintenance.auto=false",
)
_NAME = re.compile(r"[^\s\x00-\x1f\x7f^-][^\s\x00-\x1f\x7f]*")


class RevisionError(ProjectError):
    """A revision cannot be compared; the message says why and what to do."""


class Revision(Struct, frozen=True):
    """One side of a comparison, as it was named and as it was found."""

    name: str
    """As typed, or what stands for it: ``the working tree``."""
    commit: str
    """The commit's full hexadecimal name; "" for the working tree."""


class Repository:
    """The git repository in which a project lies."""

    def __init__(self, root: Path) -> None:
        """Raise ``RevisionError`` when git is missing, or ``root`` is in no repository with a commit."""
        program = shutil.which("git")
        if program is None:
            raise RevisionError(
                "git is not installed or not found: it keeps the revisions that are compared."
                " Install it from https://git-scm.com and try again"
            )
        self._command = (
            program,
            "--no-pager",
            "--no-optional-locks",
            "--no-replace-objects",
            "--literal-pathspecs",
            *(word for setting in _SETTINGS for word in ("-c", setting)),
            "-C",
            str(root),
        )
        self._root = root
        self.folder = PurePosixPath(self._where(root))
        """The way from the repository's own folder to the project's."""
        if not self._answer("rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
            raise RevisionError(
                "There is no commit yet, so there is nothing to compare with."
                " Commit what you have (git add . && git commit) and try again"
            )

    def revision(self, name: str) -> Revision:
        """Return the commit called ``name``. Raises ``RevisionError`` when there is none."""
        if not _NAME.fullmatch(name):
            raise RevisionError(f"“{name}” cannot be the name of a revision: write a branch, tag or commit")
        commit = self._answer("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        if not commit:
            raise RevisionError(
                f"There is no revision “{name}” in this repository. “git branch --all” lists the branches;"
                f" one that is only on the server comes with “git fetch”{self._deepen()}"
            )
        return Revision(name, commit)

    def merge_base(self, head: Revision | None) -> Revision:
        """Return where ``head`` (``None``: what is checked out) left the default branch.

        Raises ``RevisionError`` when there is no default branch, or no such commit.
        """
        branch = self._default_branch()
        other = head or Revision("HEAD", "HEAD")
        commit = self._answer("merge-base", branch, other.commit).partition("\n")[0]
        shown = branch.removeprefix("refs/remotes/")
        if not commit:
            raise RevisionError(
                f"{shown} and {other.name} have no common commit{self._deepen() or ' here'}."
                " Name the revision to compare with: --base REVISION"
            )
        return Revision(shown, commit)

    def listing(self, revision: Revision) -> Listing:
        """Return the files of ``content/`` in a commit. Raises ``RevisionError`` when it cannot be read."""
        where = str(self.folder / "content")
        words = ("ls-tree", "-r", "-z", "-l", "--full-tree", revision.commit, "--", where)
        listed: dict[PurePosixPath, Entry] = {}
        for line in self.run(words).split(b"\0")[:-1]:
            described, _, name = line.partition(b"\t")
            mode, _, digest, size = described.decode("ascii").split()
            path = PurePosixPath(os.fsdecode(name)).relative_to(self.folder)
            if not hidden(path):
                listed[path] = Entry(mode, digest, int(size) if size.isdecimal() else 0)
            if len(listed) > MOST_FILES:
                raise RevisionError(f"{revision.name} has more than {MOST_FILES:,} files in content/")
        return listed

    def outside(self, base: Revision, head: Revision | None) -> Mapping[PurePosixPath, str]:
        """Return the files that differ between two commits and are no content of the project, by mode.

        Where ``head`` is ``None``, they are what lies in the folder, of files that git keeps or will commit.
        Their paths lead from the project's folder, with ``..`` to what lies above it; those below
        ``content/`` that reading leaves out come first. The mode of one that goes is ``000000``.
        """
        options = ("-r", "-z", "--raw", "--no-abbrev", "--no-renames", "--ignore-submodules=dirty")
        command, *others = ("diff-tree", head.commit) if head else ("diff-index",)
        words = (command, *options, base.commit, *others)
        # What lies in the folder is compared as a filter would have it committed.
        parts = self.run(words, settings={} if head else self._no_filters()).split(b"\0")[:-1]
        modes = {}
        for described, name in zip(parts[::2], parts[1::2], strict=True):
            path = PurePosixPath(posixpath.relpath(os.fsdecode(name), self.folder))
            unread = path.parts[0] != "content" or hidden(path)
            if unread and (head or not self._only_touched(path, described.decode("ascii"))):
                modes[path] = described.split()[1].decode("ascii")
        return dict(sorted(modes.items(), key=lambda one: one[0].parts[0] != "content"))

    def _no_filters(self) -> Mapping[str, str]:
        """Return settings that leave each filter that is configured without a program (gitattributes(5))."""
        listed = os.fsdecode(
            self._start(("config", "--name-only", "-z", "--get-regexp", r"^filter\.")).stdout
        )
        drivers = {name.rpartition(".")[0] for name in listed.split("\0")[:-1]}
        unset = {f"{driver}.{key}": "" for driver in drivers for key in ("clean", "process", "smudge")}
        return unset | {f"{driver}.required": "false" for driver in drivers}

    def _only_touched(self, path: PurePosixPath, described: str) -> bool:
        """Say whether a file in the folder has the bytes of the commit, though it was written since."""
        mode, _, digest, written, what = described.removeprefix(":").split()
        if what != "M" or written.strip("0"):
            return False
        there = entry(self._root / path, digest)
        plain = there.mode in REGULAR and mode in REGULAR
        return plain and (there.digest == digest or self._is_pointed_at(path, digest))

    def _is_pointed_at(self, path: PurePosixPath, digest: str) -> bool:
        """Say whether the commit holds no more of a file than where Git LFS keeps these very bytes."""
        size = self._answer("cat-file", "-s", digest)
        short = size.isdecimal() and int(size) < LONGEST_POINTER
        return short and points_at(self.blobs([digest])[0], self._root / path)

    def write(self, listing: Listing, paths: Iterable[PurePosixPath], root: Path) -> tuple[Finding, ...]:
        """Write the files called ``paths`` below ``root``, an empty folder of the caller's own.

        Links, submodules, and what is too large or has no safe name are left out, each with a
        finding. Raises ``RevisionError`` when git does not hand a file out.
        """
        found: list[Finding] = []
        wanted = [path for path in sorted(paths) if _may_be_written(path, listing[path], found)]
        if sum(listing[path].size for path in wanted) > MOST_BYTES:
            raise RevisionError(f"What differs is larger than {MOST_BYTES // 1_000_000:,} MB")
        for path, data in zip(wanted, self.blobs([listing[path].digest for path in wanted]), strict=True):
            target = root / path
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with target.open("xb") as stream:
                    stream.write(data)
            except (FileExistsError, NotADirectoryError):
                message = f"“{path.name}” and another entry are one name on this system."
                found.append(finding("slug-collision", _location(path), message))
        return tuple(found)

    def _where(self, root: Path) -> str:
        """Return the way from the repository's own folder to ``root``."""
        done = self._start(("rev-parse", "--is-inside-work-tree", "--show-prefix"))
        said = os.fsdecode(done.stdout).splitlines()
        if done.returncode == 0 and said[:1] == ["true"]:
            return "".join(said[1:2])
        problem = os.fsdecode(done.stderr)
        if "safe.directory" in problem:
            raise RevisionError(
                f"git does not trust {root}, because somebody else owns it. If you do, run:"
                f" git config --global --add safe.directory {root}"
            )
        raise RevisionError(
            f"{root} is not in a git repository, so there are no revisions to compare."
            " Go to a clone of the repository, or begin one with “git init”"
        )

    def _default_branch(self) -> str:
        pointed = self._answer("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
        for name in (pointed, *_DEFAULT_BRANCHES):
            if name and self._answer("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}"):
                return name
        raise RevisionError(
            "Which branch is the default one cannot be told: there is neither main nor master."
            " Name the revision to compare with: --base REVISION"
        )

    def _deepen(self) -> str:
        """Return what to do in a clone that has not all of the history; "" in a whole one."""
        if self._answer("rev-parse", "--is-shallow-repository") != "true":
            return ""
        return ", and this clone is shallow: run “git fetch --unshallow” (in a workflow: fetch-depth: 0)"

    def blobs(self, digests: Sequence[str]) -> list[bytes]:
        """Return the bytes of files by their digests. Raises ``RevisionError`` when one cannot be had."""
        if not digests:
            return []
        answer = self.run(("cat-file", "--batch"), "".join(f"{digest}\n" for digest in digests).encode())
        blobs, position = [], 0
        for digest in digests:
            end = answer.index(b"\n", position)
            described = answer[position:end].decode("ascii").split()
            if described[:2] != [digest, "blob"]:
                raise RevisionError(f"git cannot hand out {digest}: run “git fetch” and try again")
            size = int(described[2])
            blobs.append(answer[end + 1 : end + 1 + size])
            position = end + size + 2
        return blobs

    def _answer(self, *words: str) -> str:
        """Return what git answers, in one line; "" when it has no answer."""
        done = self._start(words)
        return os.fsdecode(done.stdout).strip() if done.returncode == 0 else ""

    def run(
        self, words: Sequence[str], given: bytes = b"", settings: Mapping[str, str] = MappingProxyType({})
    ) -> bytes:
        """Return what a command of git, with these settings, answers to ``given``.

        Raises ``RevisionError`` when it fails.
        """
        done = self._start(words, given, settings)
        if done.returncode:
            problem = os.fsdecode(done.stderr).strip().partition("\n")[0]
            raise RevisionError(f"git {words[0]} failed: {problem or 'it gave no reason'}")
        return done.stdout

    def _start(
        self, words: Sequence[str], given: bytes = b"", settings: Mapping[str, str] = MappingProxyType({})
    ) -> subprocess.CompletedProcess[bytes]:
        # A hook's GIT_DIR would lead to another repository, and other such names run programs.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        environment = kept | {"GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
        # Their names may hold any character, which those of the option -c may not.
        environment["GIT_CONFIG_COUNT"] = str(len(settings))
        for number, (name, value) in enumerate(settings.items()):
            environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
        return subprocess.run(
            [*self._command, *words], input=given, capture_output=True, check=False, env=environment
        )


def _location(path: PurePosixPath) -> Location:
    return Location(PurePosixPath(os.fsencode(str(path)).decode("utf-8", "backslashreplace")))


def _may_be_written(path: PurePosixPath, entry: Entry, found: list[Finding]) -> bool:
    where = _location(path)
    if entry.mode not in REGULAR:
        kind = _IRREGULAR.get(entry.mode, "no plain file")
        found.append(finding("not-a-regular-file", where, f"“{where.path.name}” is {kind}."))
        return False
    if ".." in path.parts or any("\\" in part or ":" in part for part in path.parts):
        message = f"“{where.path}” is no name that every system can write."
        found.append(finding("not-a-regular-file", where, message, "Rename it."))
        return False
    if entry.size > LARGEST_FILE:
        message = f"The file is larger than {LARGEST_FILE // 1_000_000} MB, the most that is read."
        found.append(finding("file-too-large", where, message))
        return False
    return True
