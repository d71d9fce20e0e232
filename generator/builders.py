"""Other builders than MkDocs, which build from the same pages with the same ``mkdocs.yml``.

They are programs of their own: each is run on a settings file beside ``mkdocs.yml`` that inherits all from it
but the folder to build into. Zensical knows no plugins; ProperDocs knows MkDocs' and is given all but ours,
since the pages are generated already. Both have HTML carried past their Markdown reader, where nothing else
reads HTML in Markdown.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import yaml

from generator.project import Project, ProjectError
from generator.settings import line, read
from generator.shortcuts.blocks import EXTENSIONS

OTHERS: Mapping[str, str] = {"zensical": "Zensical", "properdocs": "ProperDocs"}
"""Their modules, and their names."""
_SETTINGS = ".explainer-builder.yml"
"""In the project's folder, since Zensical takes the folder of the settings for that of the project."""
_OURS = "explainer"
_MAP = "tag:yaml.org,2002:map"
_CARRYING = "generator.shortcuts.carrying"
_WAY = re.compile(r"Traceback \(most recent call last\):\n(?: .*\n)*")
"""Through the code of a builder, to what it stumbled over."""
_TOLD = 3000
"""Characters of what a builder said last that are handed on when it failed."""


def build_site(project: Project, builder: str, site_dir: Path, updated: str, strict: bool) -> None:
    """Have a builder of ``OTHERS`` fill ``site_dir`` from pages that are generated already.

    ``updated``, else ``SOURCE_DATE_EPOCH``, dates the pages where the builder does that. Raises
    ``ProjectError`` when the builder is not installed or fails, and ``OSError`` when its settings cannot be
    written.
    """
    name = OTHERS[builder]
    if find_spec(builder) is None:
        raise ProjectError(
            f"{name} is not installed beside Explainer. Install it: pip install 'explainer[{builder}]'"
        )
    settings = project.root / _SETTINGS
    # What a killed build left, or a link that would be written through, to somewhere else.
    settings.unlink(missing_ok=True)
    settings.write_text(_settings(project, builder, site_dir), encoding="utf-8")
    # -P: a module that lies in the project's folder is no program of ours.
    words = [sys.executable, "-P", "-m", builder, "build", "--clean", "-f", settings.name]
    words += ["--strict"] if strict else []
    environment = {"SOURCE_DATE_EPOCH": "0", **os.environ}
    if updated:
        day = datetime.fromisoformat(updated).replace(tzinfo=UTC)
        environment["SOURCE_DATE_EPOCH"] = str(int(day.timestamp()))
    try:
        done = subprocess.run(
            words,
            cwd=project.root,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    finally:
        settings.unlink()
    if done.returncode:
        told = _WAY.sub("", done.stdout.decode(errors="replace"))[-_TOLD:].strip()
        wrong = re.search("Config value '([^']*)'", told)
        where = f"mkdocs.yml:{line(read(project.root / 'mkdocs.yml'), wrong[1])} " if wrong else ""
        raise ProjectError(f"{where}{name} could not build the site. It said:\n{told}")


def _settings(project: Project, builder: str, site_dir: Path) -> str:
    """Return the settings of a build, as YAML."""
    own = {"INHERIT": "mkdocs.yml", "site_dir": os.path.relpath(site_dir, project.root)}
    written: str = yaml.safe_dump(own)
    settings = (project.root / "mkdocs.yml").read_text(encoding="utf-8-sig")
    whole = yaml.compose(settings, Loader=yaml.SafeLoader)
    pairs = whole.value if isinstance(whole, yaml.MappingNode) else []
    lists = {key.value: (key, value) for key, value in pairs if isinstance(value, yaml.CollectionNode)}
    changed: list[tuple[yaml.Node, yaml.Node]] = []
    if builder == "properdocs" and "plugins" in lists:
        key, plugins = lists["plugins"]
        left = [one for one in plugins.value if _name(one) != _OURS]
        # A list takes the place of what is inherited; a mapping would have ours again, waiting for this run.
        left = [yaml.MappingNode(_MAP, [one]) if isinstance(one, tuple) else one for one in left]
        changed.append((key, yaml.SequenceNode("tag:yaml.org,2002:seq", left)))
    if "markdown_extensions" in lists:
        extensions = lists["markdown_extensions"][1]
        if isinstance(extensions, yaml.SequenceNode) and EXTENSIONS.issuperset(map(_name, extensions.value)):
            extensions.value.append(yaml.ScalarNode("tag:yaml.org,2002:str", _CARRYING))
            changed.append(lists["markdown_extensions"])
    if changed:
        written += yaml.serialize(yaml.MappingNode(_MAP, changed))
    return written


def _name(plugin: object) -> str:
    """Return the name of a plugin, which stands alone, before its settings, or as the only key of them."""
    if isinstance(plugin, tuple):
        return _name(plugin[0])
    if isinstance(plugin, yaml.MappingNode):
        return _name(plugin.value[0]) if plugin.value else ""
    return str(plugin.value) if isinstance(plugin, yaml.ScalarNode) else ""
