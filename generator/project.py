"""Which project is being built: the folder that holds ``mkdocs.yml``, and what we need of its settings."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ENGLISH = "en"


_OVERRIDES = "overrides"
_KNOWN = frozenset(
    ["search", "explainer", "toc", "tables", "attr_list", "def_list", "md_in_html", "admonition", "footnotes"]
)
"""Plugins and extensions that read nothing but the pages."""


Progress = Callable[[str], None]
"""Told in a few words what is about to be done."""


class ProjectError(Exception):
    """There is no project here, or its settings do not allow to go on; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Project:
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
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return _project(folder, _settings(folder / "mkdocs.yml"))
    raise ProjectError(
        f"There is no mkdocs.yml in {start} or in a folder above it. Go to the project's folder and try again"
    )


def _project(root: Path, settings: dict[str, Any]) -> Project:
    name = settings.get("site_name")
    if not isinstance(name, str) or not name.strip():
        raise ProjectError("mkdocs.yml must set site_name, for instance site_name: Explainers")
    url = settings.get("site_url") or ""
    if url and not (isinstance(url, str) and url.startswith(("https://", "http://"))):
        raise ProjectError("mkdocs.yml must set site_url to an address that begins with https://")
    staging = _folder(root, settings, "docs_dir", "staging")
    site = _folder(root, settings, "site_dir", "site")
    if staging == site or staging in site.parents or site in staging.parents:
        raise ProjectError("mkdocs.yml must set docs_dir and site_dir to two folders apart from each other")
    return Project(
        root=root,
        content_dir=root / "content",
        staging_dir=staging,
        site_dir=site,
        site_name=name.strip(),
        site_url=f"{url.rstrip('/')}/" if url else "",
        language=_language(settings.get("theme")),
        self_contained=_self_contained(settings),
    )


def _self_contained(settings: dict[str, Any]) -> bool:
    """Return whether ``mkdocs.yml`` names nothing that reads other files or a clock."""
    theme = settings.get("theme")
    folder = theme.get("custom_dir", _OVERRIDES) if isinstance(theme, dict) else _OVERRIDES
    named = {*_names(settings.get("plugins")), *_names(settings.get("markdown_extensions"))}
    return folder == _OVERRIDES and named <= _KNOWN and not {"hooks", "INHERIT"} & {*settings}


def _names(listed: object) -> list[str]:
    """Return the names in a list of names, some with settings."""
    if isinstance(listed, dict):
        return [str(name) for name in listed]
    some = listed if isinstance(listed, list) else []
    return [str(name) for one in some for name in (one if isinstance(one, dict) else [one])]


def _language(theme: object) -> str:
    language = theme.get("language", ENGLISH) if isinstance(theme, dict) else ENGLISH
    if language == ENGLISH:
        return ENGLISH
    from generator import translation  # only another language than English needs Babel, and it starts slowly

    try:
        return translation.translation(str(language)).site
    except translation.UnknownLanguage:
        raise ProjectError(
            f"mkdocs.yml sets theme.language to {language}, which is no language that Unicode's CLDR knows."
            " Write its BCP 47 tag, for instance language: es"
        ) from None


def _folder(root: Path, settings: dict[str, Any], key: str, usual: str) -> Path:
    """Return a folder that may be written to.

    ``docs_dir`` must be set outright, because what is stale in that folder is removed.
    """
    words = settings.get(key, "site" if key == "site_dir" else None)
    if not isinstance(words, str) or not words.strip():
        raise ProjectError(f"mkdocs.yml must set {key}, for instance {key}: {usual}")
    folder = (root / words).resolve()
    if Path(words).is_absolute() or root not in folder.parents:
        raise ProjectError(
            f"mkdocs.yml sets {key} to {words}: it must be a relative path to a folder inside the project,"
            f" for instance {key}: {usual}"
        )
    content = root / "content"
    if folder == content or content in folder.parents or folder in content.parents:
        raise ProjectError(f"mkdocs.yml sets {key} to {words}, which holds the content. Write {key}: {usual}")
    return folder


class _SettingsLoader(yaml.SafeLoader):
    """Reads ``mkdocs.yml`` with whatever tags its plugins and extensions need."""


def _unknown_tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> object:
    return None


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """``!ENV NAME`` or ``!ENV [NAME, OTHER, default]``, as MkDocs reads them."""
    names = [node] if isinstance(node, yaml.ScalarNode) else list(node.value)
    for name in names:
        if isinstance(name, yaml.ScalarNode) and name.value in os.environ:
            return os.environ[name.value]
    return loader.construct_object(names[-1]) if len(names) > 1 else None


_SettingsLoader.add_multi_constructor("!", _unknown_tag)
_SettingsLoader.add_multi_constructor("tag:", _unknown_tag)
_SettingsLoader.add_constructor("!ENV", _environment)


def _settings(path: Path) -> dict[str, Any]:
    try:
        settings = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_SettingsLoader)
    except (OSError, ValueError) as error:
        raise ProjectError(f"{path} cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise ProjectError(f"{path} is not correct YAML: {error}") from error
    if not isinstance(settings, dict):
        raise ProjectError(f"{path} must hold settings, for instance site_name: Explainers")
    return settings
