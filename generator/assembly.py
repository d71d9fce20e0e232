"""The whole site from generated pages, as MkDocs builds it, by MkDocs' public parts.

MkDocs' own build reads, converts and renders each page and each file as if it knew nothing of any other. Here
the same parts (``File``, ``Page``, ``get_navigation``, ``get_context``, the theme's environment, the plugins'
events) are used where something is new in kind, and what they made is used again for the next of that kind:
what the Markdown reader makes of what is not HTML (``shortcuts``), and the shell (``frames``). What the last
run made of the same is taken over from its site. Settings whose effect we do not know leave all of it to
MkDocs' own build.
"""

import gzip
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, StrictUndefined, UndefinedError
from mkdocs import utils
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from msgspec import Struct, field

from generator import configuration, signatures
from generator import plugin as mkdocs_plugin
from generator.filling import Filling
from generator.frames import Frames, Told, theme_files, untold, withheld
from generator.remaking import Before, Built
from generator.shortcuts import SEARCH_INDEX, Entries, Shortcuts, entries_of
from generator.store import digest

_TEMPLATES = "templates/"
"""A folder that MkDocs leaves out at the top of ``docs_dir``, as it does everything hidden."""
_FIRST = ("index", "README")
"""MkDocs takes these before the other pages of a folder."""
_SITEMAP = "sitemap.xml"
_BEFORE, _AFTER = {"404.html"}, {_SITEMAP}
"""The theme's own pages: those that show no other page, and those that show what all say of themselves."""
_OWN = ("markdown", "content", "toc", "update_date")
"""What a page is that another one does not show: when these change, other pages stay as they are."""
_OTHERS = ("pages", "build_date_utc")
"""Names that templates know, likewise."""


def build_site(
    config_file: Path, site_dir: Path, updated: str, strict: bool, before: Before | None = None
) -> Built:
    """Fill ``site_dir`` with a site of pages that are generated already, but for what is to be taken over.

    That is what stands of the site ``before`` and would be the same. Raises ``ProjectError`` when MkDocs
    refuses the settings, or a part of it fails, ``Abort`` for warnings where strict, and ``OSError``.
    """
    config = configuration.load(config_file, site_dir, strict)
    try:
        built = _assembled(config, updated, before or Before(site_dir))
        if built is None:
            mkdocs_plugin.build_site(config_file, site_dir, updated, strict)
        return built or Built({})
    except Exception as problem:
        if told := configuration.failed(config_file, problem):
            raise told from problem
        raise


def _assembled(config: MkDocsConfig, updated: str, before: Before) -> Built | None:
    """Make the site; return ``None`` where that is left to MkDocs."""
    with mkdocs_plugin.building(config, updated) as plugin:
        config = config.plugins.on_config(config)
        if not (plugin and plugin.shortcuts and plugin.shortcuts.covers_search and _known(config)):
            return None
        with mkdocs_plugin.strictly(config):
            config.plugins.on_pre_build(config=config)
            return _assembly(config, plugin.shortcuts, before).site()


def _known(config: MkDocsConfig) -> bool:
    """Return whether the settings leave no files out and have no templates rendered but the theme's."""
    chosen = config.exclude_docs or config.draft_docs or config.extra_templates
    return not (chosen or config.theme.static_templates - _BEFORE - _AFTER)


def _assembly(config: MkDocsConfig, shortcuts: Shortcuts, before: Before) -> "_Assembly":
    """Return what is needed to make a site's pages."""
    pages, others = _found(config, before.staged or dict(signatures.files(config.docs_dir)))
    files = config.plugins.on_files(Files(pages), config=config)
    set_exclusions(files, config)
    nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
    env = config.theme.get_env()
    return _Assembly(config, shortcuts, files, others, nav, env, before, Filling(config.site_dir))


def _found(config: MkDocsConfig, paths: Iterable[str]) -> tuple[list[File], list[str]]:
    """Return the pages, in the order in which MkDocs finds them, and the paths of all other files."""
    pages: list[str] = []
    others: list[str] = []
    for path in paths:
        if not path.startswith(_TEMPLATES):
            (pages if utils.is_markdown_file(path) else others).append(path)
    pages.sort(key=_place)
    where = config.docs_dir, config.site_dir, config.use_directory_urls
    return [File(path, *where) for path in pages], others


def _place(path: str) -> list[tuple[bool, bool, str]]:
    """Return what MkDocs sorts the pages by: those of a folder before those of the folders in it."""
    *folders, name = path.split("/")
    return [*((True, True, one) for one in folders), (False, name.rpartition(".")[0] not in _FIRST, name)]


class _Assembly(Struct, dict=True):
    """One build of a site."""

    config: MkDocsConfig
    shortcuts: Shortcuts
    files: Files
    """The pages."""
    others: list[str]
    """The paths of all other files of the staging folder."""
    nav: Navigation
    env: Environment
    before: Before
    _filling: Filling
    _digests: dict[str, str] = field(default_factory=dict)
    _taken: list[str] = field(default_factory=list)
    _taken_pages: list[Page] = field(default_factory=list)
    _parts: dict[str, tuple[str, Told]] = field(default_factory=dict)

    def site(self) -> Built:
        """Make what is not to be taken over. Raises what MkDocs raises, and ``OSError``."""
        config, plugins = self.config, self.config.plugins
        for page in self.nav.pages:
            self._populate(page)
        self.env = plugins.on_env(self.env, config=config, files=self.files)
        theme_files(config).copy_static_files()
        for path in self.others:
            known = self.before.files.get(path)
            if known and known[0] == self.before.staged.get(path):
                self._taken.append(path)
            else:
                self._filling.copy(f"{config.docs_dir}/{path}", path)
        for name in _BEFORE & config.theme.static_templates:
            self._template(name)
        entries = self._known_entries
        for page in self._pages:
            if entries is None or not self._stands(page, entries):
                self._build(page)
        self._see_to_anchors()
        for name in _AFTER & config.theme.static_templates:
            self._template(name)
        plugins.on_post_build(config=config)
        return Built(self._digests, self._taken, self._parts)

    @cached_property
    def _documents(self) -> Sequence[File]:
        return self.files.documentation_pages()

    @cached_property
    def _pages(self) -> Sequence[Page]:
        return [file.page for file in self._documents if file.page]

    @cached_property
    def _frames(self) -> Frames:
        return Frames(self.config, self.nav, self._dress, self._dress_alone)

    @cached_property
    def _shell(self) -> str:
        """A digest of what pages are made with, of which the navigation shows other pages."""
        told = [[page.url, page.title, withheld(page.meta)] for page in self.nav.pages]
        return digest(self.before.shell, json.dumps(told, default=repr, sort_keys=True))

    @cached_property
    def _known_entries(self) -> Entries | None:
        """The search entries of the last site's pages; ``None`` where no page of it may be taken over."""
        if not self.shortcuts.searched:
            return {}
        return entries_of(self.before.folder / SEARCH_INDEX) if SEARCH_INDEX in self.before.files else None

    def _stands(self, page: Page, entries: Entries) -> bool:
        """Return whether a page is to be taken over, with its search entries."""
        path = page.file.dest_uri
        sign, told = self.before.parts.get(path, ("", {}))
        if path not in self.before.files or sign != self._source(page):
            return False
        self.config.plugins.on_pre_page(page, config=self.config, files=self.files)
        _forget(page)
        page.meta = untold(told)
        self.shortcuts.known(page, entries.get(page.url, []))
        self._taken.append(path)
        self._taken_pages.append(page)
        self._parts[path] = sign, told
        return True

    def _source(self, page: Page) -> str:
        """Return a digest of all that a page is made of which is put into a frame."""
        return digest(self._shell, page.file.src_uri, self.before.staged.get(page.file.src_uri, ""))

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
                output, told = self._frames.dressed(page)
                self._write(page, output)
                if (
                    self.before.shell
                    and told is not None
                    and json.loads(json.dumps(told, default=repr)) == told
                ):
                    self._parts[page.file.dest_uri] = self._source(page), told
                _forget(page)
                return
            self._populate(page)
        config, plugins = self.config, self.config.plugins
        output = self._dress(page, partial(plugins.on_page_context, page=page, config=config, nav=self.nav))
        self._write(page, plugins.on_post_page(output, page=page, config=config))

    def _dress(self, page: Page, told: Callable[[Any], Any] = lambda context: context) -> str:
        """Return a page as the theme's templates make it, of the context that ``told`` returns."""
        page.active = True
        context = told(get_context(self.nav, self._documents, self.config, page))
        output = self.env.get_template(page.meta.get("template", "main.html")).render(context)
        page.active = False
        return output

    def _dress_alone(self, page: Page) -> str:
        """Return a page as templates make it that know of others what the navigation shows, and no date.

        Raises ``UndefinedError`` where one asks for more.
        """
        some = [vars(one) for one in (*self.nav.pages, page)]
        before = [dict(one) for one in some]
        for one in some[:-1]:
            one.update(dict.fromkeys(_OWN, StrictUndefined()), meta=withheld(one["meta"]))
        some[-1]["update_date"] = StrictUndefined()
        try:
            return self._dress(page, lambda context: context | dict.fromkeys(_OTHERS, StrictUndefined()))
        finally:
            for one, values in zip(some, before, strict=True):
                one.update(values)

    def _write(self, page: Page, output: str) -> None:
        if not output.strip():
            return
        data = output.encode("utf-8", errors="xmlcharrefreplace")
        self._digests[page.file.dest_uri] = hashlib.sha256(data).hexdigest()
        self._filling.write(page.file.dest_uri, data)

    def _template(self, name: str) -> None:
        """Write a page of the theme's own."""
        base = urlsplit(self.config.site_url or "/").path if utils.is_error_template(name) else "."
        context = get_context(self.nav, self._documents, self.config, base_url=base)
        try:
            data = self.env.get_template(name).render(context).encode()
        except UndefinedError:
            for page in self._taken_pages:
                self._read(page)
            data = self.env.get_template(name).render(context).encode()
        self._filling.write(name, data)
        if name == _SITEMAP:
            packed = Path(self._filling.place(f"{name}.gz"))
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


def _forget(page: Page) -> None:
    page.markdown, page.content, page.toc = "", "", TableOfContents([])
