"""The comment on a stranger's pull request, written anew from what its review left behind."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.hosting.archives import REPORT, SITE, Refused, opened
from generator.hosting.lists import MARK, Touched
from generator.hosting.reports import read
from generator.review import as_markdown
from generator.review.escaping import harmless
from generator.views import words

LONGEST_COMMENT = 65_536
"""Characters. GitHub refuses longer ones."""
_NAMED = 10
"""Files outside the content that a comment names; the others it counts."""


def comment(archive: Path, page: str, preview: str, earlier: bool, changed: Touched) -> str:
    """Return the comment on a pull request, written anew from the report in ``archive``.

    ``page`` is the address of the review's run, ``preview`` where the site is shown ("" when
    nowhere). "" when nothing changes and there is no ``earlier`` comment that says otherwise. Where more is
    ``changed`` than the content the comment says so, and nothing of the archive is read.
    Raises ``Refused`` when the archive or the report is not as a review leaves it.
    """
    if not changed.only_content:
        return _without_verdict(page, changed) if changed.content or not changed.whole or earlier else ""
    with opened(archive) as (bundle, entries):
        if REPORT not in entries:
            raise Refused(f"There is no {REPORT} in the archive")
        data = bundle.read(entries[REPORT])
        shown = preview if f"{SITE}/index.html" in entries else ""
    document = read(data)
    if document["empty"] and not earlier:
        return ""
    download = f"{page}#artifacts"
    if f"{SITE}/index.html" in entries:
        links = [f"[Preview]({shown})", f"[Review, page by page]({shown}review/)"] if shown else []
        links.append(f"[Report and preview to download]({download})")
    else:
        said = f"There is no preview: [the log of the run]({page}) says why."
        links = [f"[Report to download]({download})", said]
    opening = f"{MARK}\n{' · '.join(links)}\n\n"
    limit = LONGEST_COMMENT - len(opening)
    return opening + as_markdown(document, limit=limit, whole=page, preview=shown)


def no_review(pull: Mapping[str, Any], head: str, page: str, reading: str) -> str:
    """Return the comment that takes the place of a verdict when no review of ``head`` could be told.

    ``pull`` is GitHub's description of the pull request, ``page`` the address of the review's run and
    ``reading`` of the one that read what it left. "" when the newest commit is no more ``head``.
    """
    if pull["head"]["sha"] != head:
        return ""
    return (
        f"{MARK}\n## ⚠️ No verdict: there is no review of the newest commit\n\n"
        "No review of it could be made, or what was made could not be read. An earlier verdict does not hold "
        "any more.\n\n"
        f"*What to do:* see why in [the run of the review]({page}) or in [the run that reads it]({reading}), "
        "and run the review again or push a commit that mends it.\n"
    )


def _without_verdict(page: str, changed: Touched) -> str:
    named = "".join(f"- <code>{harmless(one)}</code>\n" for one in changed.outside[:_NAMED])
    more = len(changed.outside) - _NAMED
    named += f"- and {words.counted(more, 'more file')}\n" if more > 0 else ""
    touches = f"Outside content/ it touches:\n\n{named}\n" if named else ""
    unlisted = "" if changed.whole else "It changes more files than GitHub lists.\n\n"
    return (
        f"{MARK}\n## ⚠️ No verdict: this pull request does not change content/ alone\n\n"
        "The review may have been made by a program or a workflow that the pull request changed. What it "
        "says may be anybody's words and cannot be trusted, so nothing of it is repeated here.\n\n"
        f"{unlisted}{touches}"
        "*What to do:* have these files read by somebody who knows the program, and propose the changes to "
        f"content/ apart from them: then the review is told here. [The run, not to be trusted]({page}).\n"
    )
