"""What a runner makes of the lines that a step prints.

Source: ``ActionCommand.cs`` and ``ActionCommandManager.cs`` of https://github.com/actions/runner: a command
may stand after white space, its older form ``##[…]`` anywhere in a line, and none counts until a stop's own
word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OLDER = re.compile(r"##\[(?P<name>[\w-]+)(?P<properties>[^\]]*)\](?P<words>.*)")
_LINES = re.compile("[\r\n]+")


@dataclass(frozen=True, slots=True)
class Command:
    """One order to the runner."""

    name: str
    properties: str
    words: str


def commands(log: str) -> Iterator[Command]:
    """Yield the commands that a runner would obey in a step's log."""
    stopped = ""
    for line in _LINES.split(log):
        if stopped:
            if line.strip() == f"::{stopped}::":
                stopped = ""
        elif (command := _command(line)) and command.name == "stop-commands":
            stopped = command.words
        elif command:
            yield command


def _command(line: str) -> Command | None:
    start = line.lstrip()
    if start.startswith("::") and "::" in start[2:]:
        described, _, words = start[2:].partition("::")
        name, _, properties = described.strip().partition(" ")
        return Command(name, properties.strip(), words)
    older = _OLDER.search(line)
    return older and Command(older["name"], older["properties"].strip(), older["words"])
