"""Publishing and testing, as the workflows' own steps do it."""

import hashlib
import shutil
import zipfile

from tests.workflows.actions import git
from tests.workflows.conftest import Host, added
from tests.workflows.proposals import CONTENT, add_article


def push(host: Host, mistake: bool = False) -> None:
    """Push an added article to the main branch, with a row that is right or not."""
    work = host.folder / "work"
    git(host.folder, "clone", "--quiet", str(host.origin), str(work))
    with added(work, "Add an article"):
        add_article(work)
        numbers = work / CONTENT / "facts" / "numbers.csv"
        words = numbers.read_text().replace("draft,", "accepted,")
        numbers.write_text(words.replace("2,000", "9,000") if mistake else words)
    git(work, "push", "--quiet", "origin", "main")


def test_published(host: Host) -> None:
    """What is on the main branch is built, signed and deployed, and the signature is of what is deployed."""
    push(host)
    jobs = host.publish()
    assert [name for name, job in jobs.items() if job.succeeded] == ["build", "provenance", "deploy"]
    kept = host.artifacts / str(host.run)
    shutil.unpack_archive(kept / "deployed" / "artifact.tar", kept / "site", filter="data")
    assert "the ribbon being cut" in (kept / "site" / "harbour-bridge" / "index.html").read_text()
    with zipfile.ZipFile(kept / "github-pages.zip") as bundle:
        digest = hashlib.sha256(bundle.read("artifact.tar")).hexdigest()
    assert (kept / "attested.sha256").read_text() == digest
    assert jobs["deploy"].environment == "github-pages"


def test_not_published(host: Host) -> None:
    """With an error nothing is kept, signed or deployed."""
    push(host, mistake=True)
    jobs = host.publish()
    assert [(name, job.succeeded) for name, job in jobs.items()] == [("build", False)]
    assert not (host.artifacts / str(host.run)).exists()


def test_private(host: Host) -> None:
    """A private repository is published without a signature, which it may not be able to have."""
    push(host)
    jobs = host.publish(private=True)
    assert [name for name, job in jobs.items() if job.succeeded] == ["build", "deploy"]


def test_tests(host: Host) -> None:
    """The tests run as `.ci/run` says: `make test`, where a missing browser is a failure."""
    commanded = host.test()
    assert commanded.succeeded, commanded.log
    assert "make --no-print-directory test with CI=true" in commanded.log
