"""The data files that come with the program, among them YAML that we wrote ourselves, read fast."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import yaml

# The parser in C is ten times as fast, but not every build of the library has it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_END = object()
FOLDER = Path(__file__).parent
"""The program's own: asking ``importlib.resources`` for it takes longer to import than most files to read."""


def text(*path: str) -> str:
    """Return the words of the file ``path`` inside the program's folder.

    Raises ``FileNotFoundError`` when there is none.
    """
    return FOLDER.joinpath(*path).read_text(encoding="utf-8")


def load(*path: str) -> Any:
    """Return what the file ``path`` inside the program's folder holds: lists, mappings, words, whole numbers.

    Raises ``FileNotFoundError`` when there is none.
    """
    read = _LOADER(text(*path)).get_event
    while not isinstance(read(), yaml.DocumentStartEvent):
        pass
    return _value(read)


def _value(read: Callable[[], Any]) -> Any:
    """Return what begins with the next event, ``_END`` at the end of a list or a mapping.

    YAML's own objects take three times as long, and to them "on", "off", "yes" and "no" are no words.
    """
    event = read()
    if isinstance(event, yaml.ScalarEvent):
        words: str = event.value
        return int(words) if event.implicit[0] and words.removeprefix("-").isdigit() else words
    if isinstance(event, yaml.SequenceStartEvent):
        return list(iter(partial(_value, read), _END))
    if isinstance(event, yaml.MappingStartEvent):
        listed = list(iter(partial(_value, read), _END))
        return dict(zip(listed[::2], listed[1::2], strict=True))
    return _END
