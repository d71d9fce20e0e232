"""MkDocs' side: the plugin that generates the pages before each build, and MkDocs' own build and serve.

The only module that imports ``mkdocs``. The site does not depend on it: a
builder that ignores plugins makes the same pages after ``explainer generate``.
"""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import click
from mkdocs.commands.build import build
from mkdocs.commands.serve import serve
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin

from generator import build as stages
from generator import report
from generator.project import ProjectError, find_project

TEMPLATES = Path(__file__).with_name("templates")


class Refused(Abort):
    """The content cannot be published; raised before MkDocs has touched the site."""


class ExplainerPlugin(BasePlugin[Config]):  # type: ignore[no-untyped-call] # MkDocs types half of it
    """Generates the staging folder from ``content/`` whenever MkDocs builds."""

    generated = False
    """True when the caller has generated the pages already."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Stay the same object for all rebuilds of one preview (MkDocs asks whether this method exists)."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Generate the pages. Raises ``Refused`` when what was found forbids publishing."""
        if self.generated:
            return
        try:
            project = find_project(Path(config.config_file_path).parent)
            checked = stages.generate(project, config.strict, lambda _: None)
        except (ProjectError, OSError) as problem:
            raise Refused(str(problem)) from problem
        click.echo(report.as_text(checked) + report.summary(checked), err=True)
        if stages.forbids(checked, config.strict):
            raise Refused("The site was not changed: mend what is listed above.")

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Watch what the pages are made from instead of the pages, and outlive mistakes."""
        server.unwatch(config.docs_dir)
        root = Path(config.config_file_path).parent
        for folder in (root / "content", TEMPLATES, config.theme.custom_dir):
            if folder and Path(folder).is_dir():
                server.watch(str(folder))
        server.builder = lambda: _patiently(builder)
        return server


def _patiently(builder: Callable[[], None]) -> None:
    """Rebuild; after a mistake that was found before the site was touched, go on serving the last good one.

    MkDocs answers no request after a failed rebuild until one succeeds, which is
    right only where the site is half built.
    """
    try:
        builder()
    except (Refused, ConfigurationError) as mistake:
        click.echo(mistake.format_message(), err=True)
    except Abort:
        raise
    except Exception as mistake:
        raise Abort(f"{type(mistake).__name__}: {mistake}") from mistake


def build_site(config_file: Path, site_dir: Path, strict: bool) -> None:
    """Build ``site_dir`` from pages that are generated already. Raises ``Abort`` when MkDocs gives up."""
    config = load_config(str(config_file), site_dir=str(site_dir), strict=strict)
    for plugin in config.plugins.values():
        if isinstance(plugin, ExplainerPlugin):
            plugin.generated = True
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def serve_site(config_file: Path, address: str | None, strict: bool) -> None:
    """Preview the site until interrupted, rebuilding when content, templates or the theme change."""
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    serve(str(config_file), dev_addr=address, strict=strict)
