"""The comment on a pull request and its preview, from archives that anybody may have made."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.hosting import lists
from generator.review import as_markdown
from tests.workflows.actions import git
from tests.workflows.conftest import REPOSITORY, Host
from tests.workflows.log import commands
from tests.workflows.proposals import CANARY, add_article
from tests.workflows.service import LONGEST_BODY

PREVIEWS = "previews/explainers"
PAGES = {"site/index.html": b"<h1>Preview</h1>", "site/assets/style.css": b"h1 { color: red }"}
WORKFLOW = "github-actions[bot]"


def packed(entries: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in entries.items():
            bundle.writestr(name, data)
    return written.getvalue()


def show_previews(host: Host) -> None:
    """Set up a host for previews, as docs/publishing.md says."""
    work = host.folder / "previews"
    work.mkdir()
    git(work, "init", "--quiet", "--initial-branch=main")
    git(work, "commit", "--quiet", "--allow-empty", "-m", "Begin")
    git(host.folder, "clone", "--quiet", "--bare", str(work), "previews.git")
    host.origins[PREVIEWS] = host.folder / "previews.git"
    host.variables |= {"PREVIEW_URL": "https://previews.example", "PREVIEW_REPOSITORY": PREVIEWS}
    host.secrets |= {"PREVIEW_DEPLOY_KEY": "a key"}


def shown(host: Host) -> list[str]:
    """Return the files on the host for previews."""
    return git(host.origins[PREVIEWS], "ls-tree", "-r", "--name-only", "main").splitlines()


def test_one_comment(host: Host, report: bytes) -> None:
    """The first review writes a comment, the next one changes it; nobody else's is touched."""
    proposed = host.propose(add_article)
    host.service.say(7, f"{lists.MARK}\nNot the workflow's.", "stranger")
    host.service.say(7, "Another workflow's.", WORKFLOW)
    for _ in range(2):
        jobs = host.comment(proposed, packed({"review.json": report, "review.md": CANARY.encode()}))
        assert jobs["comment"].succeeded, jobs["comment"].log
        assert "preview" not in jobs
    stranger, other, ours = (one["body"] for one in host.service.comments)
    assert (stranger, other) == (f"{lists.MARK}\nNot the workflow's.", "Another workflow's.")
    assert ours.startswith(f"{lists.MARK}\n")
    shown = as_markdown(json.loads(report))
    assert shown[shown.index("### Left to do") :] in ours
    assert "This change can be merged" in ours
    assert CANARY not in ours


def test_changed_machinery(host: Host, report: bytes) -> None:
    """A pull request that changes the review itself gets no verdict, and an earlier one is taken back."""
    host.comment(host.propose(add_article), packed({"review.json": report}))
    assert "This change can be merged" in host.service.comments[0]["body"]

    def change(work: Path) -> None:
        add_article(work)
        (work / ".github/workflows/review.yml").write_text("on: pull_request\n")

    forged = host.propose(change, number=8, branch="forged")
    host.service.pull_requests = [{**one, "number": 7} for one in host.service.pull_requests[1:]]
    host.service.files[7] = host.service.files[8]
    jobs = host.comment(forged, packed({"review.json": report, **PAGES}))
    assert jobs["comment"].succeeded, jobs["comment"].log
    (ours,) = (one["body"] for one in host.service.comments)
    assert ours.startswith(f"{lists.MARK}\n## ⚠️ No verdict")
    assert ".github/workflows/review.yml" in ours
    assert "can be merged" not in ours


def test_behind_hundreds(host: Host, report: bytes) -> None:
    """A file outside the content is found behind hundreds of others, and the comment behind hundreds, too."""
    proposed = host.propose(add_article)
    names = [*(f"content/a/articles/{number}.md" for number in range(250)), "requirements.lock"]
    host.service.files[7] = [{"filename": name} for name in names]
    for number in range(230):
        host.service.say(7, f"Remark {number}", "editor")
    host.service.say(7, f"{lists.MARK}\nOld.", WORKFLOW)
    host.comment(proposed, packed({"review.json": report}))
    assert len(host.service.comments) == 231
    assert "requirements.lock" in host.service.comments[-1]["body"]


def test_long_report(host: Host, report: bytes) -> None:
    """A report of a thousand rows becomes a comment that GitHub takes, with a link to the run."""
    document = json.loads(report)
    many = {**document, "facts": document["facts"] * 1_000, "to_do": document["to_do"] * 1_000}
    jobs = host.comment(host.propose(add_article), packed({"review.json": json.dumps(many).encode()}))
    assert jobs["comment"].succeeded, jobs["comment"].log
    (ours,) = host.service.comments
    assert len(ours["body"]) > LONGEST_BODY // 2
    assert f"https://github.com/{REPOSITORY}/actions/runs/" in ours["body"]


def test_nothing_changed(host: Host, report: bytes) -> None:
    """Where nothing changes in the content there is no comment, unless an earlier one says otherwise."""
    document = json.loads(report)
    nothing: dict[str, list[str]] = {
        name: [] for name, value in document.items() if isinstance(value, list) and name != "tables"
    }
    archive = packed({"review.json": json.dumps({**document, **nothing, "empty": True}).encode()})
    proposed = host.propose(lambda work: (work / "README.md").write_text("Words."))
    assert host.comment(proposed, archive)["comment"].succeeded
    assert host.service.comments == []
    host.service.say(7, f"{lists.MARK}\nOld.", WORKFLOW)
    assert host.comment(proposed, archive)["comment"].succeeded
    assert "Old." not in host.service.comments[0]["body"]


def test_wrong_pull_request(host: Host, report: bytes) -> None:
    """Only the pull request whose newest commit was reviewed is commented on, whatever the archive says."""
    first = host.propose(add_article)
    host.propose(lambda work: (work / "README.md").write_text("Words."), number=8, branch="other")
    host.propose(lambda work: (work / "README.md").write_text("New."), number=9)
    # Number 9 has the branch's name now, as if it had been pushed to since; 7 and 8 have other heads.
    host.service.pull_requests = [one for one in host.service.pull_requests if one["number"] != 7]
    jobs = host.comment(first, packed({"review.json": report}))
    assert jobs["comment"].succeeded
    assert jobs["comment"].ran[-1] == "Find the pull request"
    numbered = json.dumps({**json.loads(report), "number": 8, "pull_request": 8}).encode()
    assert not host.comment(first, packed({"review.json": numbered}))["comment"].outputs["number"]
    assert host.service.comments == []


@pytest.mark.parametrize(
    "change",
    [{"event": "push"}, {"path": ".github/workflows/fake.yml"}, {"conclusion": "cancelled"}],
    ids=lambda change: next(iter(change)),
)
def test_other_runs(host: Host, report: bytes, change: dict[str, str]) -> None:
    """A run of another workflow of that name, for another event or that was cancelled is left alone."""
    assert host.comment(host.propose(add_article), packed({"review.json": report}), **change) == {}


@pytest.mark.parametrize(
    "archive",
    [
        b"no archive",
        packed({"review.json": b'{"verdict": "::error::merge me"}'}),
    ],
    ids=["no archive", "wrong schema"],
)
def test_refused(host: Host, archive: bytes) -> None:
    """An archive that is not as a review leaves it shows no preview; the comment says there is no review."""
    show_previews(host)
    jobs = host.comment(host.propose(add_article), archive)
    assert not jobs["comment"].succeeded
    assert "Cannot continue" in jobs["comment"].log
    assert [*commands(jobs["comment"].log)] == []
    assert "preview" not in jobs
    (ours,) = (one["body"] for one in host.service.comments)
    assert ours.startswith(f"{lists.MARK}\n## ⚠️ No verdict: there is no review of the newest commit\n")
    assert "merge me" not in ours


def renewed(host: Host, archive: bytes | None) -> tuple[str, str]:
    """Return what becomes of a ✅ by the review of a newer commit, which left ``archive``; and the log."""
    host.service.say(7, f"{lists.MARK}\nThis change can be merged.", WORKFLOW)
    newest = host.propose(lambda work: add_article(work, note="Counted by the harbour police"))
    jobs = host.comment(newest, archive, conclusion="failure")
    assert not jobs["comment"].succeeded
    assert jobs["comment"].ran[-1] == "Say that there is no review"
    assert "preview" not in jobs
    (ours,) = host.service.comments
    return ours["body"], jobs["comment"].log


def test_no_archive_after_a_verdict(host: Host) -> None:
    """When the review of a newer commit leaves no archive the ✅ goes; what it says leads to both runs."""
    ours, _ = renewed(host, None)
    assert ours.startswith(f"{lists.MARK}\n## ⚠️ No verdict: there is no review of the newest commit\n")
    assert "can be merged" not in ours
    runs = f"https://github.com/{REPOSITORY}/actions/runs"
    assert f"({runs}/{host.run - 1})" in ours
    assert f"({runs}/{host.run})" in ours


@pytest.mark.parametrize("problem", ["is damaged", "contradicts itself"])
def test_a_refused_archive_after_a_verdict(host: Host, report: bytes, problem: str) -> None:
    """When the archive of a newer commit is refused the ✅ goes, and no word of the archive is told."""
    forged = {**json.loads(report), "empty": True}
    archive = packed({"review.json": json.dumps(forged).encode()})
    ours, log = renewed(host, archive[:-30] if problem == "is damaged" else archive)
    assert problem in log
    assert "An earlier verdict does not hold any more." in ours
    assert "can be merged" not in ours
    assert "harbour" not in ours


def test_preview(host: Host, report: bytes) -> None:
    """A preview is shown on its own host under the pull request's number, and the comment leads there.

    The branch of somebody who can write here has an environment of its own.
    """
    show_previews(host)
    proposed = host.propose(add_article)
    own = {"head_repository": {"full_name": REPOSITORY, "owner": {"login": "stranger"}}}
    for changes, environment in (({}, "preview-of-a-fork"), (own, "preview")):
        jobs = host.comment(proposed, packed({"review.json": report, **PAGES}), **changes)
        assert jobs["preview"].succeeded, jobs["preview"].log
        assert jobs["preview"].environment == environment
    assert {"7/index.html", "7/assets/style.css", "robots.txt", ".nojekyll"} <= {*shown(host)}
    assert git(host.origins[PREVIEWS], "rev-list", "--count", "main") == "1"
    assert "(https://previews.example/7/)" in host.service.comments[0]["body"]


def test_twenty_previews(host: Host, report: bytes) -> None:
    """The twenty newest previews are kept and older ones go."""
    show_previews(host)
    work = host.folder / "previews"
    for number in range(100, 125):
        (work / str(number)).mkdir()
        (work / str(number) / "index.html").write_text("Old")
    (work / "newest.txt").write_text("".join(f"{number}\n" for number in range(124, 99, -1)))
    git(work, "add", "--all")
    git(work, "commit", "--quiet", "-m", "Show")
    git(work, "push", "--quiet", str(host.origins[PREVIEWS]), "main")
    host.comment(host.propose(add_article), packed({"review.json": report, **PAGES}))
    folders = {name.split("/")[0] for name in shown(host) if "/" in name}
    assert folders == {"7", *(str(number) for number in range(106, 125))}


def test_without_a_preview(host: Host, report: bytes) -> None:
    """A review that found errors leaves no preview: none is shown, and the comment leads to none."""
    show_previews(host)
    jobs = host.comment(host.propose(add_article), packed({"review.json": report}))
    assert jobs["preview"].succeeded, jobs["preview"].log
    assert shown(host) == []
    assert "previews.example" not in host.service.comments[0]["body"]


def test_preview_on_the_public_host(host: Host, report: bytes) -> None:
    """A preview on the public site's own host is refused."""
    show_previews(host)
    host.variables["PREVIEW_URL"] = "https://explainer.example/previews"
    jobs = host.comment(host.propose(add_article), packed({"review.json": report, **PAGES}))
    assert not jobs["preview"].succeeded
    assert "must not be on the public site" in jobs["preview"].log
    assert shown(host) == []
