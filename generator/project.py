"""Which project is being built: the folder that holds ``mkdocs.yml``, and what we need of its settings."""

import os
import re
from collections.abc import Callable, Iterable
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


_LONGEST = 100_000
"""Characters of ``mkdocs.yml``."""
_MOST_SETTINGS = 10_000
"""Words, lists and mappings in ``mkdocs.yml``, each counted as often as an alias repeats it."""
_SHOWN_AS_IT_IS = ("site_name", "site_description", "site_author")
"""What themes write into pages without escaping it."""
_ADDRESS = re.compile("https?://[^\\s<>\"'`{}]+")


class ProjectError(Exception):
    """There is no project here, or its settings do not allow to go on; the message says what to do."""


class _Wrong(Exception):
    """A setting does not allow to go on."""

    def __init__(self, key: str, words: str) -> None:
        super().__init__(words)
        self.key = key


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
            _must_be_plain(folder, folder / "mkdocs.yml")
            text = _read(folder / "mkdocs.yml")
            try:
                return _project(folder, _settings(text))
            except _Wrong as wrong:
                raise ProjectError(f"mkdocs.yml:{_line(text, wrong.key)} {wrong}") from wrong
    raise ProjectError(
        f"There is no mkdocs.yml in {start} or in a folder above it. Go to the project's folder and try again"
    )


def _project(root: Path, settings: dict[str, Any]) -> Project:
    name = settings.get("site_name")
    if not isinstance(name, str) or not name.strip():
        raise _Wrong("site_name", "must set site_name, for instance site_name: Explainers")
    for key in _SHOWN_AS_IT_IS:
        words = settings.get(key) or ""
        if not isinstance(words, str) or re.search('[<>"]', words) or not words.isprintable():
            raise _Wrong(key, f'must set {key} to words on one line without <, > and "')
    url = settings.get("site_url") or ""
    if url and not (isinstance(url, str) and _ADDRESS.fullmatch(url)):
        raise _Wrong("site_url", "must set site_url to an address that begins with https://")
    staging = _folder(root, settings, "docs_dir", "staging")
    site = _folder(root, settings, "site_dir", "site")
    if staging == site or staging in site.parents or site in staging.parents:
        raise _Wrong("site_dir", "must set docs_dir and site_dir to two folders apart from each other")
    _must_be_plain(root, root / "content")
    _must_be_plain(root, root / _theme_dir(settings))
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
    named = {*_names(settings.get("plugins")), *_names(settings.get("markdown_extensions"))}
    return _theme_dir(settings) == _OVERRIDES and named <= _KNOWN and not {"hooks", "INHERIT"} & {*settings}


def _theme_dir(settings: dict[str, Any]) -> str:
    theme = settings.get("theme")
    return str(theme.get("custom_dir", _OVERRIDES)) if isinstance(theme, dict) else _OVERRIDES


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


def _language(theme: object) -> str:
    language = theme.get("language", ENGLISH) if isinstance(theme, dict) else ENGLISH
    if language == ENGLISH:
        return ENGLISH
    from generator import translation  # only another language than English needs Babel, and it starts slowly

    try:
        return translation.translation(str(language)).site
    except translation.UnknownLanguage:
        raise _Wrong(
            "theme",
            f"sets theme.language to {language}, which is no language that Unicode's CLDR knows."
            " Write its BCP 47 tag, for instance language: es",
        ) from None


def _folder(root: Path, settings: dict[str, Any], key: str, usual: str) -> Path:
    """Return a folder that may be written to.

    ``docs_dir`` must be set outright, because what is stale in that folder is removed.
    """
    words = settings.get(key, "site" if key == "site_dir" else None)
    if not isinstance(words, str) or not words.strip():
        raise _Wrong(key, f"must set {key}, for instance {key}: {usual}")
    folder = (root / words).resolve()
    if Path(words).is_absolute() or root not in folder.parents:
        raise _Wrong(
            key,
            f"sets {key} to {words}: it must be a relative path to a folder inside the project,"
            f" for instance {key}: {usual}",
        )
    content = root / "content"
    if folder == content or content in folder.parents or folder in content.parents:
        raise _Wrong(key, f"sets {key} to {words}, which holds the content. Write {key}: {usual}")
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


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(_LONGEST + 1)
    except (OSError, ValueError) as error:
        raise ProjectError(f"mkdocs.yml:1 cannot be read: {error}") from error
    if len(text) > _LONGEST:
        raise ProjectError(f"mkdocs.yml:1 begins more than {_LONGEST:,} characters: so many are not read")
    return text


def _settings(text: str) -> dict[str, Any]:
    try:
        settings = yaml.load(text, Loader=_SettingsLoader)
        many = _count(settings, _MOST_SETTINGS) < 0
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or error.context
        raise ProjectError(f"mkdocs.yml:{line} is not correct YAML: {problem}") from error
    except yaml.YAMLError as error:
        raise _Wrong("", f"is not correct YAML: {error}") from error
    except (ValueError, RecursionError) as error:
        raise _Wrong("", f"cannot be read: {error}") from error
    if not isinstance(settings, dict):
        raise _Wrong("", "must hold settings, for instance site_name: Explainers")
    if many:
        raise _Wrong("", f"has more than {_MOST_SETTINGS:,} settings: look at its aliases")
    return settings


def _count(settings: object, left: int) -> int:
    """Return how many of ``left`` settings remain after these are counted; less than 0 when they are more."""
    inside: Iterable[object] = settings if isinstance(settings, list) else ()
    if isinstance(settings, dict):
        inside = settings.values()
    left -= 1
    for one in inside:
        if left < 0:
            break
        left = _count(one, left)
    return left


def _line(text: str, key: str) -> int:
    """Return the line on which a setting stands, 1 where there is none."""
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?\s*:", text, re.MULTILINE) if key else None
    return text.count("\n", 0, found.start()) + 1 if found else 1
