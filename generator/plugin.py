"""MkDocs' side: the plugin that generates the pages before each build, and MkDocs' own build.

The site does not depend on it: a builder that ignores plugins makes the same pages after
``explainer generate``.
"""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click
from jinja2 import Environment, TemplateError
from mkdocs import utils
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.base import LegacyConfig
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator import build as stages
from generator import markup, output, report, store
from generator.findings import forbids
from generator.project import Project, ProjectError, find_project
from generator.shortcuts import SEARCH_INDEX, Shortcuts, shortcuts
from generator.store import Store

_NO_DATE = "1970-01-01"
"""Where no explainer has a date, and nobody gave one (https://reproducible-builds.org/docs/source-date-epoch);
MkDocs would take today's. The sitemap leaves it out."""


class Refused(Abort):
    """The content cannot be published; raised before MkDocs has touched the site."""


class ExplainerPlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call] # MkDocs types half of it
    """Generates the staging folder from ``content/`` whenever MkDocs builds."""

    updated = ""
    """The site's own date."""
    generated = False
    """True when the pages are made already, by `explainer build`."""
    drafts = False
    """True where pages show drafts: while somebody previews the site."""
    whole = False
    """True under `mkdocs build` and `gh-deploy`, whose site takes the place of the old one at the end."""
    site_dir = ""
    """The folder that MkDocs was asked to fill, while it fills one beside it."""
    _held: ExitStack
    """The lock and the folder beside the site; both are let go when the build ends."""
    shortcuts: Shortcuts | None = None
    """``None`` where other plugins or extensions take part whose work we do not know."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Show drafts to whoever previews the site, and nobody else. Raises ``Refused`` for ``--dirty``."""
        self.drafts = command == "serve"
        self.whole = command != "serve"
        if self.whole and dirty:
            raise Refused("--dirty writes page by page into the site that stands. Leave it out.")
        self._held = ExitStack()

    def on_config(self, config: MkDocsConfig) -> None:
        """Generate the pages. Raises ``Refused`` when what was found forbids publishing."""
        kept = store.usual(os.environ)
        # Under `mkdocs serve` a template may be another than at the last build.
        markup.environment.cache_clear()
        try:
            project = find_project(Path(config.config_file_path).parent)
            if project.self_contained:
                self.shortcuts = shortcuts(config)
            if self.generated:
                return
            if self.drafts:
                # What MkDocs reloads pages by is an inline script, which the policy forbids.
                config.extra["content_security_policy"] = ""
            self._held.enter_context(stages.alone(project, _tell))
            if self.whole:
                output.make_ready(Path(config.site_dir))
            self._generate(project, config, kept)
            if self.whole:
                self.site_dir = config.site_dir
                config.site_dir = str(self._held.enter_context(stages.replacing(Path(config.site_dir))))
            else:
                self._held.close()
        except (ProjectError, OSError, TemplateError) as problem:
            self._held.close()
            raise Refused(f"{type(problem).__name__}: {problem}") from problem

    def _generate(self, project: Project, config: MkDocsConfig, kept: Store) -> None:
        outcome = stages.generate(project, config.strict, lambda _: None, self.drafts, store=kept)
        _tell(report.as_text(outcome.checked) + report.summary(outcome.checked) + outcome.remarks)
        if forbids(outcome.checked, config.strict):
            self._held.close()
            raise Refused("The site was not changed: mend what is listed above.")
        self.updated = outcome.updated

    @event_priority(-100)
    def on_page_markdown(self, markdown: str, /, *, page: Page, **_: object) -> str | None:
        """Have only what is Markdown read as Markdown."""
        return self.shortcuts.markdown(markdown, page) if self.shortcuts else None

    @event_priority(100)
    def on_page_content(self, html: str, /, *, page: Page, config: MkDocsConfig, files: Files) -> str | None:
        """Put the HTML that stood in it in its place."""
        return self.shortcuts.content(html, page, config, files) if self.shortcuts else None

    def on_env(self, env: Environment, /, *, files: Files, **_: object) -> Environment:
        """Have links to anchors checked, when all pages are read."""
        if self.shortcuts:
            self.shortcuts.anchors(files)
        return env

    @event_priority(100)
    def _before_search(self, context: TemplateContext, /, *, page: Page, **_: object) -> None:
        if self.shortcuts:
            self.shortcuts.before_search(page)

    @event_priority(-100)
    def _after_search(self, context: TemplateContext, /, *, page: Page, **_: object) -> None:
        if self.shortcuts:
            self.shortcuts.after_search(page)

    on_page_context = CombinedEvent(_before_search, _after_search)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Complete the search index, and put the whole site in the place of the old one."""
        if self.shortcuts:
            self.shortcuts.finish(Path(config.site_dir, SEARCH_INDEX))
        self._held.close()
        config.site_dir, self.site_dir = self.site_dir or config.site_dir, ""

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the old site as it was. Raises ``Abort`` when something could not be read or written."""
        self._held.__exit__(type(error), error, error.__traceback__)
        if self.site_dir and isinstance(error, OSError):
            raise Abort(f"The site was not changed: {error}") from error

    def on_pre_page(self, page: Page, /, **_: object) -> Page:
        """Date the page by the content, not by the day of the build: same content in, same bytes out."""
        given = page.update_date if "SOURCE_DATE_EPOCH" in os.environ else _NO_DATE
        page.update_date = self.updated or given
        return page

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> None:
        """Watch what the pages are made from instead of the pages, and outlive mistakes."""
        server.unwatch(config.docs_dir)
        content = Path(config.config_file_path).with_name("content")
        templates = Path(__file__).with_name("templates")
        for folder in filter(None, (content, templates, config.theme.custom_dir)):
            server.watch(str(folder))
        server.builder = lambda: _patiently(builder)


def _tell(words: str) -> None:
    click.echo(words, err=True)


def _patiently(builder: Callable[[], None]) -> None:
    """Rebuild; after a mistake found before the site was touched, go on serving the last good one.

    After any other failure MkDocs answers no request until a rebuild succeeds: the site is half built.
    """
    try:
        builder()
    except (Refused, ConfigurationError) as mistake:
        click.echo(mistake.format_message(), err=True)
    except Abort:
        raise
    except Exception as mistake:
        raise Abort(f"{type(mistake).__name__}: {mistake}") from mistake


def ours(config: MkDocsConfig) -> ExplainerPlugin | None:
    """Return our plugin among those that the settings name, ``None`` where it is not."""
    return next((one for one in config.plugins.values() if isinstance(one, ExplainerPlugin)), None)


def convert(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Give a page that was read its HTML as MkDocs does, the plugins taking part."""
    assert page.markdown is not None  # it was read
    plugins = config.plugins
    page.markdown = plugins.on_page_markdown(page.markdown, page=page, config=config, files=files)
    page.render(config, files)
    assert page.content is not None  # it was just made
    page.content = plugins.on_page_content(page.content, page=page, config=config, files=files)


@contextmanager
def strictly(config: MkDocsConfig) -> Iterator[None]:
    """Raise ``Abort`` at the end if MkDocs warned of anything, where the settings ask for that."""
    logger, counter = logging.getLogger("mkdocs"), utils.CountHandler()
    counter.setLevel(logging.WARNING)
    if config.strict:
        logger.addHandler(counter)
    try:
        yield
        if counts := counter.get_counts():
            told = ", ".join(f"{number} {kind.lower()}s" for kind, number in counts)
            raise Abort(f"Aborted with {told} in strict mode!")
    finally:
        logger.removeHandler(counter)


@contextmanager
def building(config: MkDocsConfig, updated: str) -> Iterator[ExplainerPlugin | None]:
    """Have the plugins take part in a build from pages that are generated already; give ours."""
    if plugin := ours(config):
        plugin.updated, plugin.generated = updated, True
    config.plugins.on_startup(command="build", dirty=False)
    try:
        yield plugin
    finally:
        config.plugins.on_shutdown()


def build_site(config_file: Path, site_dir: Path, updated: str, strict: bool) -> None:
    """Have MkDocs build ``site_dir`` from pages that are generated already.

    Raises ``Abort`` when it gives up.
    """
    config = load_config(str(config_file), site_dir=str(site_dir), strict=strict)
    with building(config, updated):
        build(config)
