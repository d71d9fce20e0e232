"""One page at a time in the theme's shell, as MkDocs would build it, for a site that is being previewed.

What a build does for each of its pages is done here for the one that is asked for, by MkDocs' public
interfaces: ``File.generated``, ``Page.read_source`` and ``Page.render``, ``get_navigation``, ``get_context``,
the theme's Jinja environment, and the plugins' events in their order. Nothing is written. A page's links are
HTML already when MkDocs reads it, so no page has to know the others but those of the navigation.
"""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import click
from jinja2 import TemplateError
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from generator.frames import theme_files
from generator.plugin import convert, ours
from generator.shortcuts import SEARCH_INDEX

Markdown = Callable[[PurePosixPath], str | None]
"""Gives the Markdown of a page, ``None`` when there is no such page."""


class ShellError(Exception):
    """The settings or the theme are wrong; the message says how."""


@contextmanager
def _mistakes() -> Iterator[None]:
    try:
        yield
    except TemplateError as problem:
        raise ShellError(f"{type(problem).__name__}: {problem}") from problem
    except (MkDocsException, click.ClickException) as problem:
        raise ShellError(str(problem)) from problem


class Shell:
    """The theme around pages; of one thread at a time."""

    @_mistakes()
    def __init__(self, config_file: Path, markdown: Markdown) -> None:
        """Read the settings. ``markdown`` gives the pages of the navigation.

        Raises ``ShellError``.
        """
        self._markdown = markdown
        self._config = load_config(str(config_file))
        self._plugin = ours(self._config)
        if self._plugin:
            self._plugin.generated = True
        self._config.plugins.on_startup(command="serve", dirty=False)
        self._configure()
        self._config.plugins.on_pre_build(config=self._config)
        self.dress()

    @_mistakes()
    def dress(self) -> None:
        """Read the theme again, and the pages of the navigation. Raises ``ShellError``."""
        env = self._config.theme.get_env()
        self._static = {file.dest_uri: file for file in theme_files(self._config)}
        named = {path: self._markdown(path) for path in _named(self._config.nav)}
        self._texts = {path: text for path, text in named.items() if text is not None}
        self._navigate()
        self._env = self._config.plugins.on_env(env, config=self._config, files=self._files)

    @_mistakes()
    def page(self, path: PurePosixPath, text: str) -> bytes:
        """Return a page in its shell, made from its Markdown with front matter. Raises ``ShellError``."""
        if path in self._texts:
            self._texts[path] = text
            self._navigate()
            page = self._files.src_uris[str(path)].page
            assert page is not None  # it stands in the navigation
        else:
            page = self._read(path, text)
        # The search is asked for in ``index``; here it would take as long as the page.
        page.meta["search"] = {"exclude": True}
        page.active = True
        plugins = self._config.plugins
        context = get_context(self._nav, self._files, self._config, page)
        template = self._env.get_template(page.meta.get("template", "main.html"))
        context = plugins.on_page_context(context, page=page, config=self._config, nav=self._nav)
        output = plugins.on_post_page(template.render(context), page=page, config=self._config)
        page.active = False
        return output.encode("utf-8", errors="xmlcharrefreplace")

    @_mistakes()
    def lost(self) -> bytes:
        """Return what is shown at an address that leads nowhere. Raises ``ShellError``."""
        context = get_context(self._nav, self._files, self._config, base_url="/")
        return str(self._env.get_template("404.html").render(context)).encode()

    def static(self, address: str) -> bytes | None:
        """Return a file of the theme, ``None`` when there is none at the address."""
        file = self._static.get(address)
        return file.content_bytes if file else None

    @_mistakes()
    def index(self, pages: Iterable[tuple[PurePosixPath, str]]) -> bytes | None:
        """Return the search index of pages, ``None`` when the settings name no search."""
        before = self._config.site_dir
        with tempfile.TemporaryDirectory() as folder:
            self._config.site_dir = folder
            try:
                self._config = self._config.plugins.on_config(self._config)
                for path, text in pages:
                    page = self._read(path, text)
                    context = get_context(self._nav, self._files, self._config, page)
                    self._config.plugins.on_page_context(
                        context, page=page, config=self._config, nav=self._nav
                    )
                self._config.plugins.on_post_build(config=self._config)
            finally:
                self._config.site_dir = before
                self._configure()
            made = Path(folder, SEARCH_INDEX)
            return made.read_bytes() if made.is_file() else None

    def _configure(self) -> None:
        self._config = self._config.plugins.on_config(self._config)
        if self._plugin and self._plugin.shortcuts:
            # The search is asked for in ``index`` alone.
            self._plugin.shortcuts.searched = False

    def _navigate(self) -> None:
        """Find the pages of the navigation, which all pages show."""
        files = [File.generated(self._config, str(path), content=text) for path, text in self._texts.items()]
        self._files = self._config.plugins.on_files(Files(files), config=self._config)
        self._nav = get_navigation(self._files, self._config)
        self._nav = self._config.plugins.on_nav(self._nav, config=self._config, files=self._files)
        for page in self._nav.pages:
            self._convert(page)

    def _read(self, path: PurePosixPath, text: str) -> Page:
        page = Page(None, File.generated(self._config, str(path), content=text), self._config)
        return self._convert(page)

    def _convert(self, page: Page) -> Page:
        """Return a page with its HTML."""
        page = self._config.plugins.on_pre_page(page, config=self._config, files=self._files)
        page.read_source(self._config)
        convert(page, self._config, self._files)
        return page


def _named(nav: object) -> Iterator[PurePosixPath]:
    """Yield the pages that the setting ``nav`` names; other addresses may be among them."""
    if isinstance(nav, str):
        yield PurePosixPath(nav)
    elif isinstance(nav, list | dict):
        for one in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(one)
