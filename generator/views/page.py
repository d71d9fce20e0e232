"""What a site is made of: pages, and files that stand beside them as they are."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any, Protocol

from msgspec import Struct, field

from generator.model import Location


class Standing(Protocol):
    """Whatever stands at an address of the site: a page, an asset, or either of them ready to be written."""

    @property
    def path(self) -> PurePosixPath | str:
        """In the staging folder; that of a page ends in ``.md``."""

    @property
    def title(self) -> str:
        """Of a page; empty for any other file."""

    @property
    def made_from(self) -> Location:
        """The file an editor would change to change this one."""


class Link(Struct, frozen=True):
    """Words that lead somewhere."""

    words: str
    href: str
    """Relative to the page it stands on; empty where there is nothing to lead to."""
    language: str = ""
    """BCP 47 tag of the words, where it is not that of the page's interface."""


class Sharing(Struct, frozen=True):
    """What a page tells search engines and social networks of itself."""

    kind: str = "website"
    """An Open Graph type (https://ogp.me/#types)."""
    image: str = ""
    """The whole address of a picture, 1200 by 630 pixels; empty where there is none."""
    image_words: str = ""
    """What the picture shows."""
    linked_data: str = ""
    """JSON-LD on one line, safe to stand in a script element as it is."""


class Page(Struct, frozen=True):
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
    sharing: Sharing = Sharing()
    listed: bool = True
    """False for a page that search engines and the site's own search leave out."""
    indexed: bool = True
    """False for a page that search engines alone leave out."""
    style: str = ""
    """The name of the style sheet and the script that it needs besides; empty for none."""
    language: str = "en"
    """BCP 47 tag of the interface."""
    frame: Mapping[str, str] = field(default_factory=dict)
    """The words of the frame around it, where they are not the English ones of its templates."""


SETTINGS = Location(PurePosixPath("mkdocs.yml"))
"""The file to change where a page or a file of the site comes from no content in particular."""


class Asset(Struct, frozen=True):
    """One file that every builder copies to the site as it is."""

    path: PurePosixPath
    """In the staging folder and on the site alike."""
    body: bytes
    made_from: Location = SETTINGS
    """The file an editor would change to change or move this one."""

    @property
    def title(self) -> str:
        """Only a page has one."""
        return ""
