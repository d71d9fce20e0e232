"""What is shown at each address now, and what an edit made of it."""

import hashlib
import mimetypes
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from jinja2 import TemplateError
from msgspec import Struct
from msgspec.structs import replace

from generator import markup, render, report, store
from generator.digests import digests
from generator.findings import Checked, Severity, forbids
from generator.preview.edition import Edition
from generator.project import Project, find_project
from generator.shell import Shell, ShellError
from generator.shortcuts import SEARCH_INDEX
from generator.store import Store
from generator.views import Page, addresses

_KEPT = 512
"""Pages kept in the theme's shell: those that are open, and some that were."""
_MOST_NAMED = 10
"""Findings that an open page names."""
_SETTINGS = "mkdocs.yml"
_TEMPLATE = ".j2"
HTML = "text/html"
_NOT_YET = (
    b"<!doctype html><html lang=en><title>Preview</title><body><p>There is nothing to show yet.</p></body>"
)
"""Where a page could not be put into the theme yet."""


class Answer(Struct, frozen=True):
    """What is sent to a browser."""

    body: bytes
    kind: str = HTML
    """Media type."""
    status: int = 200
    elsewhere: str = ""
    """The address that the browser is sent to instead."""
    theme: int = 0
    """How often the theme was read: its style sheets change how a page looks, not what it says."""

    @property
    def sign(self) -> str:
        """A name for what is shown."""
        return f"{hashlib.sha256(self.body).hexdigest()[:32]}-{self.theme}"


class _Dressed(Struct, frozen=True):
    """A page in its shell."""

    page: Page | None
    """What it was made of; ``None`` where it must be made again."""
    text: str
    answer: Answer


class State:
    """The last good edition in its shell, and what is wrong with the latest."""

    def __init__(self, project: Project, store: Store, strict: bool, tell: Callable[[str], None]) -> None:
        """Read the content; ``tell`` is given what was found, as text.

        Raises ``OSError`` when the content cannot be read, and ``ShellError`` when the settings cannot.
        """
        self._project = replace(project, indexed=False)
        self._strict = strict
        self._tell = tell
        self._lock = threading.RLock()
        self._dressed: OrderedDict[str, _Dressed] = OrderedDict()
        self._shown: Edition
        self._whole = False
        self._index: tuple[Edition | None, bytes | None] = (None, None)
        self._theme = 0
        self.notice = ""
        """What is wrong with the content or the theme as they stand; "" when nothing is."""
        self._latest: Edition
        self._begun = digests(project)
        self._take(Edition.read(self._project, store))
        self._shell = Shell(project.root / _SETTINGS, self._markdown)

    def answer(self, address: str) -> Answer:
        """Return what stands at an address, decoded, which begins with a slash."""
        file = addresses.INDEX if address == "/" else address[1:]
        file += addresses.INDEX if file.endswith("/") else ""
        with self._lock:
            try:
                return replace(self._at(file) or self._elsewhere(file), theme=self._theme)
            except (ShellError, TemplateError) as problem:
                self._mistaken(problem)
                last = self._dressed.get(file)
                return replace(last.answer, theme=self._theme) if last else Answer(_NOT_YET, HTML, 503)

    def changed(self, paths: Collection[Path]) -> None:
        """Take over what was saved at ``paths``; what is wrong with it becomes the notice."""
        with self._lock:
            try:
                self._change(paths)
            except Exception as problem:
                # Even a mistake of ours: nobody would be told of any later edit if this one ended the watch.
                self._mistaken(problem)

    def catch_up(self) -> None:
        """Take over what was saved after the content was read and before anybody watched it."""
        before, now = self._begun, digests(self._project)
        both = {*before.explainers, *now.explainers}
        edited = {slug for slug in both if before.explainers.get(slug) != now.explainers.get(slug)}
        edited |= {"people.csv"} if before.common != now.common else set()
        if edited:
            self.changed({self._project.content_dir / name for name in edited})

    def _change(self, paths: Collection[Path]) -> None:
        root, content = self._project.root, self._project.content_dir
        edited = {path.relative_to(content).parts[0] for path in paths if content in path.parents}
        templates = any(path.suffix == _TEMPLATE for path in paths)
        if root / _SETTINGS in paths:
            self._project = replace(find_project(root), indexed=False)
            self._take(self._latest.whole(self._project))
            self._shell = Shell(root / _SETTINGS, self._markdown)
        elif templates:
            store.program.cache_clear()
            markup.environment.cache_clear()
            self._take(self._latest.touched(edited).forgetting(), edited)
        elif edited:
            self._take(self._latest.touched(edited), edited)
        if all(content in path.parents for path in paths):
            return
        self._shell.dress()
        self._theme += 1
        for file, last in self._dressed.items():
            self._dressed[file] = _Dressed(None, "", last.answer)
        self.notice = "" if self._shown is self._latest else _told(self._latest.checked)
        for file in [*self._dressed][-1:]:
            # So that a mistake is told at once, not when somebody looks.
            self._at(file)

    def _take(self, edition: Edition, edited: Collection[str] = ()) -> None:
        """Show an edition unless what was found in it forbids that."""
        self._latest = edition
        checked = edition.checked
        self._tell(report.as_text(_only(checked, edited)) + report.summary(checked))
        if forbids(checked, self._strict):
            self.notice = _told(checked)
            if not self._whole:
                # There was none without errors yet: what has none is shown.
                self._shown = edition.showable()
            self._tell("The pages were not changed: mend what is listed above.")
        else:
            self._shown, self._whole, self.notice = edition, True, ""

    def _mistaken(self, problem: Exception) -> None:
        told = str(problem) if isinstance(problem, ShellError) else f"{type(problem).__name__}: {problem}"
        if told != self.notice:
            self.notice = told
            self._tell(report.visible(told))

    def _at(self, file: str) -> Answer | None:
        if file == SEARCH_INDEX:
            return self._searched()
        made = self._shown.at(file)
        if isinstance(made, Page):
            return self._page(file, made)
        body = made.body if made else self._shell.static(file)
        return None if body is None else Answer(body, mimetypes.guess_type(file)[0] or "text/plain")

    def _page(self, file: str, page: Page) -> Answer:
        """Return a page in its shell, made again only if its Markdown is another than it was."""
        last = self._dressed.get(file)
        if last is None or last.page is not page:
            text = render.to_markdown(page)
            same = last is not None and last.text == text
            answer = last.answer if last and same else Answer(self._shell.page(page.path, text))
            last = self._dressed[file] = _Dressed(page, text, answer)
        self._dressed.move_to_end(file)
        while len(self._dressed) > _KEPT:
            self._dressed.popitem(last=False)
        return last.answer

    def _elsewhere(self, file: str) -> Answer:
        if not file.endswith(addresses.INDEX) and self._at(f"{file}/{addresses.INDEX}"):
            return Answer(b"", HTML, 307, f"/{quote(file)}/")
        return Answer(self._shell.lost(), HTML, 404)

    def _searched(self) -> Answer | None:
        if self._index[0] is not self._shown:
            pages = ((one.path, render.to_markdown(one)) for one in self._shown.searched())
            self._index = self._shown, self._shell.index(pages)
        body = self._index[1]
        return None if body is None else Answer(body, "application/json")

    def _markdown(self, path: PurePosixPath) -> str | None:
        page = self._shown.at(addresses.published_file(path))
        return render.to_markdown(page) if isinstance(page, Page) else None


def _only(checked: Checked, edited: Collection[str]) -> Checked:
    """Return all errors, and what was found in explainers that were edited; everything if none was."""
    if not edited:
        return checked
    found = tuple(
        one
        for one in checked.findings
        if one.rule.severity is Severity.ERROR or {*edited} & {*one.location.path.parts[1:2]}
    )
    return replace(checked, findings=found)


def _told(checked: Checked) -> str:
    """Return the errors, else all findings, as lines for an open page."""
    errors = [one for one in checked.findings if one.rule.severity is Severity.ERROR] or checked.findings
    lines = [
        f"{one.location.path}:{one.location.line}:{one.location.column}: {one.message}"
        for one in errors[:_MOST_NAMED]
    ]
    left = len(errors) - len(lines)
    return "\n".join([*lines, *([f"and {left} more"] if left else [])])
