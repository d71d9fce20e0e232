"""The data files that come with the program: YAML that we wrote ourselves, read fast."""

from importlib import resources
from typing import Any

import yaml

# The parser in C is ten times as fast, but not every build of the library has it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(*path: str) -> Any:
    """Return what the file ``path`` inside the program's folder holds.

    Raises ``FileNotFoundError`` when there is none.
    """
    text = resources.files("generator").joinpath(*path).read_text(encoding="utf-8")
    return yaml.load(text, Loader=_LOADER)
