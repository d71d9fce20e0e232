"""One page: where it stands, what it is called, and what its template shows."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from generator.model import Location


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    href: str
    """Relative to the page it stands on; empty where there is nothing to lead to."""


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file to be written."""

    path: PurePosixPath
    """In the staging folder, with the suffix ``.md``."""
    title: str
    description: str
    template: str
    """The name of its template, without folder and suffix."""
    hide: tuple[str, ...]
    """The parts of the theme left out on this page: ``navigation``, ``toc``."""
    made_from: Location
    """The file an editor would change to change this page."""
    view: Any
    """What the template shows: one of the views of this package."""
