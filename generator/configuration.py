"""MkDocs' settings as MkDocs reads them, and what cannot be done with them, by the line that says so."""

import logging
import re
import sys
from pathlib import Path, PurePosixPath
from traceback import walk_tb

from jinja2 import TemplateError, TemplateNotFound
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, BuildError, PluginError

from generator import settings
from generator.project import ProjectError

_WAY = re.compile(r"\n  File .*\n(?=\S)", re.DOTALL)
"""Through the code of an extension, to what it cannot do."""


def load(config_file: Path, site_dir: Path, strict: bool) -> MkDocsConfig:
    """Return the settings as MkDocs reads them.

    Raises ``ProjectError`` with the line of each that it refuses, and ``Abort`` for warnings where strict.
    """
    told, log = _Told(), logging.getLogger("mkdocs.config")
    log.addFilter(told)
    try:
        return load_config(str(config_file), site_dir=str(site_dir), strict=strict)
    except Abort:
        if not told.errors:
            raise
        text = settings.read(config_file)
        lines = (f"mkdocs.yml:{settings.line(text, key)} {key}: {words}" for key, words in told.errors)
        raise ProjectError("\n".join(lines)) from None
    except Exception as problem:
        # What MkDocs makes of settings that it did not expect is an exception of any kind.
        place = re.search(r"mkdocs\.yml\", line (\d+)", str(problem))
        where = f"mkdocs.yml:{place[1] if place else 1}"
        words = f"{where} MkDocs cannot read the settings: {type(problem).__name__}: {problem}"
        raise ProjectError(words) from problem
    finally:
        log.removeFilter(told)


def failed(config_file: Path, problem: Exception) -> ProjectError | None:
    """Return what plugins, extensions or the theme cannot do, by the line of their setting; else ``None``."""
    text = settings.read(config_file)
    if isinstance(problem, Abort) and isinstance(problem.__context__, BuildError):
        problem = problem.__context__  # MkDocs gives up without a reason
    if isinstance(problem, TemplateNotFound):
        name = str(problem.name).removeprefix(".icons/").removesuffix(".svg")
        for one in (name, PurePosixPath(name).stem):
            if one in text:
                line = text.count("\n", 0, text.find(one)) + 1
                return ProjectError(f"mkdocs.yml:{line} The theme has no {problem.name}, which is named here")
    frames, said = list(walk_tb(problem.__traceback__)), f"{type(problem).__name__}: {problem}"
    for frame, line in reversed(frames):
        if (file := Path(frame.f_code.co_filename)).is_relative_to(config_file.parent / "overrides"):
            return ProjectError(f"{file.relative_to(config_file.parent)}:{line} cannot be rendered: {said}")
    modules = [str(frame.f_globals.get("__name__")) for frame, _ in frames]
    module = [one for one in modules if one.partition(".")[0] not in sys.stdlib_module_names][-1]
    foreign = isinstance(problem, BuildError | TemplateError) or not module.startswith("generator.")
    if not foreign or isinstance(problem, OSError | Abort | ProjectError):
        return None
    markdown = "markdown_extensions" if re.search("markdown|pymdownx", module) else "extra"
    key = "plugins" if "plugins" in module or isinstance(problem, PluginError) else markdown
    where = f"mkdocs.yml:{settings.line(text, key)} {module}"
    return ProjectError(f"{where} cannot do what the settings say: {said}")


class _Told(logging.Filter):
    """Keeps to itself the errors that MkDocs logs of settings, by their key."""

    def __init__(self) -> None:
        super().__init__()
        self.errors: list[tuple[str, str]] = []

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is not one of these."""
        found = re.match(r"Config value '([^']*)': (.*)", record.getMessage(), re.DOTALL)
        if record.levelno < logging.ERROR or not found:
            return True
        self.errors.append((found[1], _WAY.sub(" ", found[2])))
        return False
