"""The whole site from generated pages, as MkDocs builds it, by MkDocs' public parts.

MkDocs' own build reads, converts and renders each page and each file as if it knew nothing of any other. Here
the same parts (``File``, ``Page``, ``get_navigation``, ``get_context``, the theme's environment, the plugins'
events) are used where something is new in kind, and what they made is used again for the next of that kind:
what the Markdown reader makes of what is not HTML (``shortcuts``), and the shell (``frames``). Settings whose
effect we do not know leave all of it to MkDocs' own build.
"""

import gzip
import hashlib
import logging
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from jinja2 import Environment, TemplateError
from mkdocs import utils
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from generator import plugin as mkdocs_plugin
from generator.frames import Frames
from generator.shortcuts import Shortcuts

_TEMPLATES = "templates"
"""A folder that MkDocs leaves out at the top of ``docs_dir``, as it does everything hidden."""
_FIRST = ("index", "README")
"""MkDocs takes these before the other pages of a folder."""
_LARGE = 1 << 20
"""Bytes of a file that is not read at once."""
_SITEMAP = "sitemap.xml"
_BEFORE, _AFTER = {"404.html"}, {_SITEMAP}
"""The theme's own pages: those that show no other page, and those that show what all say of themselves."""


def build_site(config_file: Path, site_dir: Path, updated: str, strict: bool) -> Mapping[str, str]:
    """Build ``site_dir`` from pages that are generated already; return SHA-256 digests of some files by path.

    Raises ``ProjectError`` when MkDocs refuses the settings, ``Abort`` when it gives up, and ``OSError``.
    """
    config = mkdocs_plugin.load(config_file, site_dir, strict)
    plugin = mkdocs_plugin.ours(config)
    if plugin:
        plugin.updated, plugin.generated = updated, True
    config.plugins.on_startup(command="build", dirty=False)
    try:
        config = config.plugins.on_config(config)
        if plugin and plugin.shortcuts and plugin.shortcuts.covers_search and _known(config):
            with _strictly(config):
                config.plugins.on_pre_build(config=config)
                return _assembly(config, plugin.shortcuts).site()
    except (BuildError, TemplateError) as problem:
        raise Abort(f"{type(problem).__name__}: {problem}") from problem
    finally:
        config.plugins.on_shutdown()
    mkdocs_plugin.build_site(config_file, site_dir, updated, strict)
    return {}


def _known(config: MkDocsConfig) -> bool:
    """Return whether the settings leave no files out and have no templates rendered but the theme's."""
    return not (
        config.exclude_docs
        or config.draft_docs
        or config.extra_templates
        or config.theme.static_templates - _BEFORE - _AFTER
    )


@contextmanager
def _strictly(config: MkDocsConfig) -> Iterator[None]:
    """Raise ``Abort`` at the end if MkDocs warned of anything, where the settings ask for that."""
    logger = logging.getLogger("mkdocs")
    counter = utils.CountHandler()
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


def _assembly(config: MkDocsConfig, shortcuts: Shortcuts) -> "_Assembly":
    """Return what is needed to make a site's pages."""
    pages, others = _found(config)
    files = config.plugins.on_files(Files(pages), config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    env = config.theme.get_env()
    return _Assembly(config, shortcuts, files, others, nav, env)


def _found(config: MkDocsConfig) -> tuple[list[File], list[str]]:
    """Return the pages and the paths of all other files, in the order in which MkDocs finds them."""
    pages: list[File] = []
    others: list[str] = []
    for here, folders, names in os.walk(config.docs_dir, followlinks=True):
        inside = os.path.relpath(here, config.docs_dir)
        prefix = "" if inside == "." else f"{inside.replace(os.sep, '/')}/"
        left_out = "" if prefix else _TEMPLATES
        folders[:] = sorted(one for one in folders if not one.startswith(".") and one != left_out)
        for name in sorted(names, key=lambda one: (os.path.splitext(one)[0] not in _FIRST, one)):
            if name.startswith("."):
                continue
            if utils.is_markdown_file(name):
                pages.append(File(prefix + name, config.docs_dir, config.site_dir, config.use_directory_urls))
            else:
                others.append(prefix + name)
    return pages, others


@dataclass
class _Assembly:
    """One build of a site."""

    config: MkDocsConfig
    shortcuts: Shortcuts
    files: Files
    """The pages."""
    others: list[str]
    """The paths of all other files of the staging folder."""
    nav: Navigation
    env: Environment
    _digests: dict[str, str] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)
    """Those that were made."""

    def site(self) -> Mapping[str, str]:
        """Make the site; return the digests of its pages. Raises what MkDocs raises, and ``OSError``."""
        config, plugins = self.config, self.config.plugins
        for page in self.nav.pages:
            self._populate(page)
        self.env = plugins.on_env(self.env, config=config, files=self.files)
        theme = Files([])
        theme.add_files_from_theme(self.env, config)
        theme.copy_static_files()
        for path in self.others:
            self._copy(path)
        for name in _BEFORE & config.theme.static_templates:
            self._template(name)
        for page in self._pages:
            self._build(page)
        self._see_to_anchors()
        for name in _AFTER & config.theme.static_templates:
            self._template(name)
        plugins.on_post_build(config=config)
        return self._digests

    @cached_property
    def _documents(self) -> Sequence[File]:
        return self.files.documentation_pages()

    @cached_property
    def _pages(self) -> Sequence[Page]:
        return [file.page for file in self._documents if file.page]

    @cached_property
    def _frames(self) -> Frames:
        return Frames(self.config, self.nav, self._dress)

    def _populate(self, page: Page) -> None:
        """Read and convert a page as MkDocs does."""
        self._read(page)
        mkdocs_plugin.convert(page, self.config, self.files)

    def _read(self, page: Page) -> None:
        page = self.config.plugins.on_pre_page(page, config=self.config, files=self.files)
        page.read_source(self.config)

    def _build(self, page: Page) -> None:
        """Write a page, and forget what is needed for nothing else."""
        if page.content is None:
            self._read(page)
            if self.shortcuts.convert(page, self.config, self.files):
                self._write(page, self._frames.dressed(page))
                page.markdown, page.content, page.toc = "", "", TableOfContents([])
                return
            self._populate(page)
        config, plugins = self.config, self.config.plugins
        context = get_context(self.nav, self._documents, config, page)
        page.active = True
        context = plugins.on_page_context(context, page=page, config=config, nav=self.nav)
        output = self.env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        self._write(page, plugins.on_post_page(output, page=page, config=config))

    def _dress(self, page: Page) -> str:
        """Return a page as the theme's templates make it."""
        page.active = True
        context = get_context(self.nav, self._documents, self.config, page)
        output = self.env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        return output

    def _write(self, page: Page, output: str) -> None:
        if not output.strip():
            return
        data = output.encode("utf-8", errors="xmlcharrefreplace")
        self._digests[page.file.dest_uri] = hashlib.sha256(data).hexdigest()
        _write(self._place(page.file.dest_uri), data)

    def _copy(self, path: str) -> None:
        """Copy a file of the staging folder."""
        source, place = f"{self.config.docs_dir}/{path}", self._place(path)
        file = os.open(source, os.O_RDONLY)
        try:
            data = os.read(file, _LARGE)
        finally:
            os.close(file)
        if len(data) < _LARGE:
            _write(place, data)
        else:
            shutil.copyfile(source, place)

    def _place(self, path: str) -> str:
        """Return where a file is to be written, in a folder that is there."""
        folder = path.rpartition("/")[0]
        if folder not in self._folders:
            os.makedirs(f"{self.config.site_dir}/{folder}", exist_ok=True)
            self._folders.add(folder)
        return f"{self.config.site_dir}/{path}"

    def _template(self, name: str) -> None:
        """Write a page of the theme's own."""
        base = urlsplit(self.config.site_url or "/").path if utils.is_error_template(name) else "."
        context = get_context(self.nav, self._documents, self.config, base_url=base)
        data = self.env.get_template(name).render(context).encode()
        place = Path(self._place(name))
        place.write_bytes(data)
        if name == _SITEMAP:
            packed = place.with_name(f"{name}.gz")
            day = utils.get_build_timestamp(pages=self._pages)
            with packed.open("wb") as file, gzip.GzipFile(str(packed), "wb", fileobj=file, mtime=day) as pack:
                pack.write(data)

    def _see_to_anchors(self) -> None:
        """Have MkDocs check the links of Markdown to anchors."""
        level = self.config.validation.links.anchors
        linking = [page for page in self._pages if page.links_to_anchors]
        for page in linking:
            for file in page.links_to_anchors or {}:
                if file.page and not file.page.content:
                    self._populate(file.page)
        self.shortcuts.anchors(self.files)
        for page in linking:
            page.validate_anchor_links(files=self.files, log_level=level)


def _write(place: str, data: bytes) -> None:
    """Write a file; of a site's hundred thousand, each costs more to open than to fill."""
    file = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
    finally:
        os.close(file)
