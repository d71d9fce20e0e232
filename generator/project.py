"""Which project is being built: the folder that holds ``mkdocs.yml``, and what we need of its settings."""

import os
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from msgspec import Struct

from generator import settings
from generator.settings import WrongSetting

ENGLISH = "en"


_OVERRIDES = "overrides"
_KNOWN = frozenset(
    ["search", "explainer", "toc", "tables", "attr_list", "def_list", "md_in_html", "admonition", "footnotes"]
)
"""Plugins and extensions that read nothing but the pages."""


Progress = Callable[[str], None]
"""Told in a few words what is about to be done."""


_NOT_OURS = (".git", ".explainer")
"""What lies there is another program's, or is cleared away."""
_LONGEST_PATH = 200
"""Characters of the path of a folder."""
_POLICY = "content_security_policy"
_SHOWN_AS_IT_IS = ("site_name", "site_description", "site_author")
"""What themes write into pages without escaping it."""
_ADDRESS = re.compile("https?://[^\\s<>\"'`{}\\\\?#]+")


class ProjectError(Exception):
    """There is no project here, or its settings do not allow to go on; the message says what to do."""


class Project(Struct, frozen=True):
    """The folders and the name of one site."""

    root: Path
    """The folder that holds ``mkdocs.yml``; absolute, as are the other folders."""
    content_dir: Path
    staging_dir: Path
    """Where the generated Markdown is written (``docs_dir`` of ``mkdocs.yml``)."""
    site_dir: Path
    site_name: str
    site_url: str
    """Ends in a slash; "" when not set."""
    language: str = "en"
    """BCP 47 tag of the interface (``theme.language``)."""
    self_contained: bool = False
    """True when the site is made of the pages, ``mkdocs.yml`` and ``overrides/`` alone."""
    indexed: bool = True
    """False for a site with drafts in it, which search engines are asked to leave alone."""


def find_project(start: Path) -> Project:
    """Return the project in whose folder ``start`` lies, going up to the first ``mkdocs.yml``.

    Raises ``ProjectError`` when there is none, when it cannot be read, or when its folders
    are unsafe to write to.
    """
    start = Path(os.path.realpath(start))
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            _must_be_plain(folder, folder / "mkdocs.yml")
            text = ""
            try:
                text = settings.read(folder / "mkdocs.yml")
                return _project(folder, settings.parse(text))
            except WrongSetting as wrong:
                line = wrong.line or settings.line(text, wrong.key)
                raise ProjectError(f"mkdocs.yml:{line} {wrong}") from wrong
    raise ProjectError(
        f"There is no mkdocs.yml in {start} or in a folder above it. Go to the project's folder and try again"
    )


def _project(root: Path, chosen: dict[str, Any]) -> Project:
    name = chosen.get("site_name")
    if not isinstance(name, str) or not name.strip():
        raise WrongSetting("site_name", "must set site_name, for instance site_name: Explainers")
    _must_be_harmless(root, chosen)
    url = chosen.get("site_url") or ""
    if url and not _is_address(url):
        raise WrongSetting("site_url", "must set site_url to an address that begins with https://")
    staging = _folder(root, chosen, "docs_dir", "staging")
    site = _folder(root, chosen, "site_dir", "site")
    if staging == site or staging in site.parents or site in staging.parents:
        raise WrongSetting("site_dir", "must set docs_dir and site_dir to two folders apart from each other")
    _must_be_plain(root, root / "content")
    _must_be_plain(root, _theme(root, chosen, (staging, site)))
    return Project(
        root=root,
        content_dir=root / "content",
        staging_dir=staging,
        site_dir=site,
        site_name=name.strip(),
        site_url=f"{url.rstrip('/')}/" if url else "",
        language=_language(chosen.get("theme")),
        self_contained=_self_contained(chosen),
    )


def _must_be_harmless(root: Path, chosen: dict[str, Any]) -> None:
    """Raise ``WrongSetting`` where settings write markup into pages, read others or run code."""
    for key in _SHOWN_AS_IT_IS:
        _must_be_words(key, key, chosen.get(key))
    extra = chosen.get("extra", {})
    if not isinstance(extra, dict):
        raise WrongSetting("extra", "must set extra to settings, or leave it out")
    _must_be_words("extra", _POLICY, extra.get(_POLICY))
    if "INHERIT" in chosen:
        raise WrongSetting(
            "INHERIT", "takes settings from another file, which is not checked. Write all of them here"
        )
    if chosen.get("hooks"):
        raise WrongSetting(
            "hooks",
            "runs programs that lie beside the pages, where a pull request can put them. Remove hooks, or"
            " make them a plugin of MkDocs that is installed",
        )
    for extension in _names(chosen.get("markdown_extensions")):
        if extension not in _KNOWN and not _is_installed(root, extension):
            raise WrongSetting(
                "markdown_extensions",
                f"has {extension} imported, which is no extension, or lies beside the pages, where a pull"
                " request can put it. Remove it, or install it beside Explainer",
            )


def _must_be_words(line: str, key: str, words: object) -> None:
    if words and not (isinstance(words, str) and words.isprintable() and not re.search('[<>"]', words)):
        raise WrongSetting(line, f'must set {key} to words on one line without <, > and "')


def _self_contained(chosen: dict[str, Any]) -> bool:
    """Return whether ``mkdocs.yml`` names nothing that reads other files or a clock."""
    named = {*_names(chosen.get("plugins")), *_names(chosen.get("markdown_extensions"))}
    return _theme_dir(chosen) == _OVERRIDES and named <= _KNOWN


def _theme_dir(chosen: dict[str, Any]) -> str:
    theme = chosen.get("theme")
    named = theme.get("custom_dir", _OVERRIDES) if isinstance(theme, dict) else _OVERRIDES
    return named if isinstance(named, str) else ""


def _theme(root: Path, chosen: dict[str, Any], written: Iterable[Path]) -> Path:
    """Return the folder of the theme's changes, which is neither content nor ``written`` by the program."""
    words = _theme_dir(chosen)
    if 0 < len(words) <= _LONGEST_PATH and (root / words).is_symlink():
        _must_be_plain(root, root / words)
    folder = _inside(root, "theme", "custom_dir", words, _OVERRIDES)
    for other in (root / "content", *written):
        if folder == other or other in folder.parents or folder in other.parents:
            raise WrongSetting(
                "theme",
                f"sets custom_dir to {words}, which is not the theme's alone. Write custom_dir: {_OVERRIDES}",
            )
    return folder


def _is_address(url: object) -> bool:
    if not (isinstance(url, str) and url.isprintable() and _ADDRESS.fullmatch(url)):
        return False
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and parts.username is None
    except ValueError:
        return False


def _must_be_plain(root: Path, path: Path) -> None:
    """Raise ``ProjectError`` where a path, or anything in it, leads out of the project or is no plain file.

    What lies in ``content/`` is not looked at here: there each such thing is a finding.
    """
    inside = path.rglob("*") if path.name != "content" and path.is_dir() else ()
    for one in (path, *inside):
        if one.is_symlink() and root not in Path(os.path.realpath(one)).parents:
            raise ProjectError(
                f"{one} is a link that leads out of the project. Put the file itself in its place"
            )
        if one.exists() and not (one.is_file() or one.is_dir()):
            raise ProjectError(f"{one} is neither a file nor a folder. Remove it")


def _names(listed: object) -> list[str]:
    """Return the names in a list of names, some with settings."""
    if isinstance(listed, dict):
        return [str(name) for name in listed]
    some = listed if isinstance(listed, list) else []
    return [str(name) for one in some for name in (one if isinstance(one, dict) else [one])]


def _is_installed(root: Path, extension: str) -> bool:
    """Return whether an extension, imported by its name, is no module of Python's own or of the project."""
    first = extension.partition(":")[0].partition(".")[0]
    return first not in sys.stdlib_module_names and not any(
        os.path.lexists(root / name) for name in (first, f"{first}.py") if first
    )


def _language(theme: object) -> str:
    language = theme.get("language", ENGLISH) if isinstance(theme, dict) else ENGLISH
    if language == ENGLISH:
        return ENGLISH
    from generator import translation  # only another language than English needs Babel, and it starts slowly

    try:
        return translation.translation(str(language)).site
    except translation.UnknownLanguage:
        raise WrongSetting(
            "theme",
            f"sets theme.language to {language}, which is no language that Unicode's CLDR knows."
            " Write its BCP 47 tag, for instance language: es",
        ) from None


def _folder(root: Path, chosen: dict[str, Any], key: str, usual: str) -> Path:
    """Return a folder that may be written to.

    ``docs_dir`` must be set outright, because what is stale in that folder is removed.
    """
    words = chosen.get(key, "site" if key == "site_dir" else None)
    folder = _inside(root, key, key, words, usual)
    if any(one.is_file() for one in (folder, *folder.parents)):
        raise WrongSetting(key, f"sets {key} to {words}, where a file is. Write {key}: {usual}")
    content = root / "content"
    if folder == content or content in folder.parents or folder in content.parents:
        raise WrongSetting(key, f"sets {key} to {words}, which holds the content. Write {key}: {usual}")
    return folder


def _inside(root: Path, line: str, key: str, words: object, usual: str) -> Path:
    """Return the folder inside the project that ``words`` name."""
    if not isinstance(words, str) or not words.strip():
        raise WrongSetting(line, f"must set {key}, for instance {key}: {usual}")
    if not words.isprintable() or len(words) > _LONGEST_PATH:
        raise WrongSetting(
            line, f"must set {key} to a short path of visible characters, for instance {key}: {usual}"
        )
    folder = Path(os.path.realpath(root / words))
    if Path(words).is_absolute() or root not in folder.parents:
        raise WrongSetting(
            line,
            f"sets {key} to {words}: it must be a relative path to a folder inside the project,"
            f" for instance {key}: {usual}",
        )
    if (first := folder.relative_to(root).parts[0]) in _NOT_OURS:
        raise WrongSetting(line, f"sets {key} to {words}: {first} is no place for it. Write {key}: {usual}")
    return folder
