"""The settings in ``mkdocs.yml``, read without anything of them being run."""

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from generator import permitted

_LONGEST = 100_000
"""Characters of ``mkdocs.yml``."""
_MOST_SETTINGS = 2_000
"""Words, lists and mappings in ``mkdocs.yml``, each counted as often as an alias repeats it."""


class WrongSetting(Exception):
    """A setting does not allow to go on; the message says why and what to write."""

    def __init__(self, key: str, words: str, line: int = 0) -> None:
        """Name the key at the left margin that is wrong, or else the line, from 1."""
        super().__init__(words)
        self.key = key
        self.line = line


class _Loader(yaml.SafeLoader):
    """Reads ``mkdocs.yml`` with whatever tags its plugins and extensions need."""

    composed = 0
    """Keys and settings so far."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node. Raises ``WrongSetting`` for more than can be settings."""
        self.composed += 1
        if self.composed > 2 * _MOST_SETTINGS + 1:
            raise WrongSetting("", f"has more than {_MOST_SETTINGS:,} settings")
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return the value of a node. Raises ``ConstructorError`` for one that is not what its tag says."""
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError, TypeError) as error:
            words = f"this cannot be read as {node.tag.rpartition(':')[2]}"
            raise yaml.constructor.ConstructorError(None, None, words, node.start_mark) from error


def _unknown_tag(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> object:
    """Pass over a tag: what it names is never called here."""
    return None


def _environment(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    """``!ENV NAME`` or ``!ENV [NAME, OTHER, default]``, as MkDocs reads them."""
    if isinstance(node, yaml.MappingNode):
        problem = "!ENV takes a name, or a list of names and a default"
        raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
    names = [node] if isinstance(node, yaml.ScalarNode) else list(node.value)
    for name in names:
        if isinstance(name, yaml.ScalarNode) and name.value in os.environ:
            return os.environ[name.value]
    return loader.construct_object(names[-1]) if len(names) > 1 else None


_Loader.add_multi_constructor("!", _unknown_tag)
_Loader.add_multi_constructor("tag:", _unknown_tag)
_Loader.add_constructor("!ENV", _environment)


def read(path: Path) -> str:
    """Return the text of ``mkdocs.yml``. Raises ``WrongSetting`` when it cannot be read, or is too long."""
    try:
        with path.open(encoding="utf-8-sig") as file:
            text = file.read(_LONGEST + 1)
    except (OSError, ValueError) as error:
        raise WrongSetting("", f"cannot be read: {error}") from error
    if len(text) > _LONGEST:
        raise WrongSetting("", f"begins more than {_LONGEST:,} characters: so many are not read")
    return text


def parse(text: str) -> dict[str, Any]:
    """Return the settings of a text. Raises ``WrongSetting`` where it has none, too many or a harmful one."""
    try:
        loader = _Loader(text)
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise WrongSetting("", "must hold settings, for instance site_name: Explainers")
        # Before merge keys are resolved, which may say again what stands there already.
        wrong = list(permitted.repeated(root))
        settings: dict[str, Any] = loader.construct_document(root)
        if _count(settings, _MOST_SETTINGS) < 0:
            raise WrongSetting("", f"has more than {_MOST_SETTINGS:,} settings: look at its aliases")
        wrong += permitted.problems(text, root)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problem = error.problem or error.context
        raise WrongSetting("", f"is not correct YAML: {problem}", line) from error
    except yaml.YAMLError as error:
        raise WrongSetting("", f"is not correct YAML: {error}") from error
    except (ValueError, OverflowError, RecursionError) as error:
        raise WrongSetting("", f"cannot be read: {error}") from error
    for first, words in sorted(wrong)[:1]:
        raise WrongSetting("", words, first)
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


def line(text: str, key: str) -> int:
    """Return the line on which a setting stands, 1 where there is none."""
    found = re.search(rf"^[\"']?{re.escape(key)}[\"']?\s*:", text, re.MULTILINE) if key else None
    return text.count("\n", 0, found.start()) + 1 if found else 1
