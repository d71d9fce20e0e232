"""GitHub's own lists → which pull request was reviewed, which files it touches, which comment is ours."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

MARK = "<!-- the review of the explainers -->"
"""The first line of the comment, by which it is found again. Words of content never form one."""
AUTHOR = "github-actions[bot]"
"""Who writes with a workflow's own token: https://docs.github.com/en/actions/concepts/security/github_token."""
_CONTENT = "content/"


class Touched(Struct, frozen=True):
    """Which files a pull request touches, as GitHub says, whom its author cannot make say otherwise."""

    content: bool
    """True when a file of the content is among them."""
    outside: tuple[str, ...]
    """The others, in GitHub's order."""
    whole: bool
    """False when there are more than GitHub lists: 3,000
    (https://docs.github.com/en/rest/pulls/pulls#list-pull-requests-files)."""

    @property
    def only_content(self) -> bool:
        """True when the program, its settings and the workflow that made the review are certainly ours."""
        return self.whole and not self.outside


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


def touched(pull: Mapping[str, Any], listed: Iterable[Mapping[str, Any]], head: str) -> Touched | None:
    """Return what a pull request touches, from GitHub's list of its files and then its description ``pull``.

    ``None`` when its newest commit is no more ``head``: the list may be of another commit then.
    """
    if pull["head"]["sha"] != head:
        return None
    files = list(listed)
    names = dict.fromkeys(
        name for one in files for name in (one["filename"], one.get("previous_filename", "")) if name
    )
    return Touched(
        content=any(name.startswith(_CONTENT) for name in names),
        outside=tuple(name for name in names if not name.startswith(_CONTENT)),
        whole=len(files) == pull["changed_files"],
    )


def earlier_comment(listed: Iterable[Mapping[str, Any]]) -> int | None:
    """Return the number of the first comment that a workflow here wrote, from GitHub's list of comments."""
    for one in listed:
        if one["user"] and one["user"]["login"] == AUTHOR and one["body"].startswith(MARK):
            return int(one["id"])
    return None
