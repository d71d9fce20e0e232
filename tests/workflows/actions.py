"""What the actions that the workflows use do, done on this machine.

Each is written after the action's own ``action.yml`` and source at the commit that is pinned; an input that
is not named here is an error.
"""

import hashlib
import os
import shutil
import subprocess
import tarfile
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.workflows.machines import Machine

Given = Mapping[str, str]
Action = Callable[["Machine", Given], dict[str, str]]


class Failed(Exception):
    """The action ends with an error; the job goes on only with steps that want to run then."""


def git(folder: Path, *words: str) -> str:
    """Run git in ``folder`` as nobody in particular; return what it prints."""
    done = subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"},
    )
    return done.stdout.strip()


def _checkout(on: "Machine", given: Given) -> dict[str, str]:
    _only(given, "ref", "path", "fetch-depth", "persist-credentials", "repository", "ssh-key")
    _allowed(on, "contents", "read")
    own = given.get("repository", on.github["repository"]) == on.github["repository"]
    assert own or given.get("ssh-key"), "another repository needs a key"
    assert own is (given.get("persist-credentials") == "false"), "the token must not stay in the checkout"
    ref = given.get("ref") or (on.github["ref"] if own else "HEAD")
    if on.github["event_name"] == "workflow_run":
        # As checkout does since version 7, whatever is asked for.
        assert "pull" not in ref, "a fork's pull request must not be checked out here"
    origin = on.origins[given.get("repository", on.github["repository"])]
    folder = on.workspace / given.get("path", ".")
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--template=", "--initial-branch=none")
    git(folder, "remote", "add", "origin", str(origin))
    depth = given.get("fetch-depth", "1")
    deep = ["--tags", "+refs/heads/*:refs/remotes/origin/*"] if depth == "0" else ["--depth", depth]
    git(folder, "fetch", "--quiet", f"file://{origin}", *deep)
    limit = [] if depth == "0" else ["--depth", depth]
    git(folder, "fetch", "--quiet", *limit, f"file://{origin}", ref)
    branch = ref if own and "/" not in ref else "HEAD"
    words = ["--detach"] if branch == "HEAD" and own else ["-B", "main" if not own else branch]
    git(folder, "checkout", "--quiet", "--force", *words, "FETCH_HEAD")
    # As if some time had passed: what is just written git would look at once more, and write it again.
    later = time.time() + 60
    os.utime(folder / ".git" / "index", (later, later))
    return {}


def _setup_python(on: "Machine", given: Given) -> dict[str, str]:
    _only(given, "python-version")
    on.install_python()
    return {}


def _upload(on: "Machine", given: Given) -> dict[str, str]:
    _only(given, "name", "path", "retention-days", "if-no-files-found")
    root = on.workspace / given["path"]
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not _hidden(path, root)]
    if not files:
        if given.get("if-no-files-found") == "error":
            raise Failed(f"there are no files in {given['path']}")
        return {}
    kept = on.artifacts / str(on.github["run_id"])
    kept.mkdir(exist_ok=True)
    with zipfile.ZipFile(kept / f"{given['name']}.zip", "x", zipfile.ZIP_DEFLATED) as bundle:
        for path in files:
            bundle.write(path, path.relative_to(root))
    return {}


def _download(on: "Machine", given: Given) -> dict[str, str]:
    _only(given, "name", "path", "run-id", "github-token", "skip-decompress")
    if "run-id" in given:
        _allowed(on, "actions", "read")
        assert given.get("github-token"), "another run's artifact needs the token"
    run = given.get("run-id", str(on.github["run_id"]))
    kept = on.artifacts / run / f"{given['name']}.zip"
    if not kept.is_file():
        raise Failed(f"Unable to download artifact(s): Artifact '{given['name']}' not found")
    folder = on.workspace / given.get("path", ".")
    folder.mkdir(parents=True, exist_ok=True)
    if given.get("skip-decompress") == "true":
        shutil.copy(kept, folder)
    else:
        assert "run-id" not in given, "a stranger's archive must not be unpacked by the action"
        with zipfile.ZipFile(kept) as bundle:
            bundle.extractall(folder)
    return {}


def _upload_pages(on: "Machine", given: Given) -> dict[str, str]:
    _only(given, "path")
    root = on.workspace / given["path"]
    if not root.is_dir():
        raise Failed(f"there is no folder {given['path']}")
    archive = on.temporary / "artifact.tar"
    with tarfile.open(archive, "w") as bundle:
        for path in sorted(root.rglob("*")):
            if path.is_file() and not _hidden(path, root):
                bundle.add(path, path.relative_to(root))
    kept = on.artifacts / str(on.github["run_id"])
    kept.mkdir(exist_ok=True)
    with zipfile.ZipFile(kept / "github-pages.zip", "x") as bundle:
        bundle.write(archive, "artifact.tar")
    return {}


def _attest(on: "Machine", given: Given) -> dict[str, str]:
    _only(given, "subject-path")
    _allowed(on, "id-token", "write")
    _allowed(on, "attestations", "write")
    subjects = sorted(on.workspace.glob(given["subject-path"]))
    digests = [hashlib.sha256(subject.read_bytes()).hexdigest() for subject in subjects]
    if not digests:
        raise Failed(f"Could not find subject at path {given['subject-path']}")
    (on.artifacts / str(on.github["run_id"]) / "attested.sha256").write_text("\n".join(digests))
    return {}


def _upload_packages(on: "Machine", given: Given) -> dict[str, str]:
    _only(given)
    _allowed(on, "id-token", "write")
    shutil.copytree(on.workspace / "dist", on.artifacts / str(on.github["run_id"]) / "index")
    return {}


def _deploy_pages(on: "Machine", given: Given) -> dict[str, str]:
    _only(given)
    _allowed(on, "pages", "write")
    _allowed(on, "id-token", "write")
    kept = on.artifacts / str(on.github["run_id"])
    with zipfile.ZipFile(kept / "github-pages.zip") as bundle:
        bundle.extractall(kept / "deployed")
    return {"page_url": "https://explainer.example/"}


def _only(given: Given, *known: str) -> None:
    unknown = given.keys() - set(known)
    assert not unknown, f"inputs that are not known here: {unknown}"


def _allowed(on: "Machine", scope: str, wanted: str) -> None:
    """Fail as GitHub does when the job's token may not do what the action needs."""
    if on.permissions.get(scope) not in (wanted, "write"):
        raise Failed(f"Resource not accessible by integration: {scope}: {wanted}")


def _hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


KNOWN: Mapping[str, Action] = {
    "actions/checkout": _checkout,
    "actions/setup-python": _setup_python,
    "actions/upload-artifact": _upload,
    "actions/download-artifact": _download,
    "actions/upload-pages-artifact": _upload_pages,
    "actions/attest": _attest,
    "actions/deploy-pages": _deploy_pages,
    "pypa/gh-action-pypi-publish": _upload_packages,
}
"""By owner and name."""
