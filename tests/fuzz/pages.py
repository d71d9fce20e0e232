"""The editor's Markdown and words of content on their way to pages, reports and feeds."""

import html
import json
import re
from html.parser import HTMLParser
from pathlib import PurePosixPath

import yaml

from generator import report
from generator.check import check_explainer
from generator.check.prose import blocks
from generator.findings import Checked, finding
from generator.intake.documents import plain
from generator.markup import in_html, in_markdown, one_line
from generator.model import Location, Prose
from generator.schema import built_in_tables
from generator.values import People
from generator.views.linked_data import script
from generator.views.prose import to_html
from tests.explainers import HERE, PEOPLE, explainer
from tests.fuzz.parsers import Parser, text_of

_FACTS = frozenset({"numbers/dead", "deals/pipeline"})
_ALLOWED = {
    **{tag: set() for tag in ("p", "em", "strong", "code", "ul", "li", "blockquote", "br", "hr")},
    **{tag: set() for tag in ("h3", "h4", "h5", "h6", "span")},
    "a": {"href", "class", "title", "rel"},
    "ol": {"start"},
}
_LEFT_OUT = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
"""What browsers leave out of an address (https://url.spec.whatwg.org/#concept-basic-url-parser)."""
_UNSAFE_ADDRESS = re.compile(r"(?!https?:|mailto:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PEOPLE = People(PEOPLE)


class _Elements(HTMLParser):
    """Holds every element of a page against what prose may have."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in _ALLOWED, tag
        assert {name for name, _ in attrs} <= _ALLOWED[tag], attrs
        for name, value in attrs:
            assert name != "href" or not _UNSAFE_ADDRESS.match(_LEFT_OUT.sub("", value or "")), value


def prose_pages(data: bytes) -> None:
    """Prose becomes elements and addresses that can do no harm, on one line that no preprocessor knows."""
    page = to_html(text_of(data), _FACTS)
    _Elements(convert_charrefs=True).feed(page)
    assert not set(page) & set("`~{}[]|\\\n")


def prose_blocks(data: bytes) -> None:
    """Each block of prose stands on its lines, and its links over its words."""
    text = plain(text_of(data))
    last = text.count("\n") + 1
    for block in blocks(Prose(text, Location(PurePosixPath("explainer.md")))):
        assert 1 <= block.location.line <= last
        for link in block.links:
            assert 0 <= link.start <= link.end <= len(block.text)
        for word in re.finditer(r"\S+", block.text):
            place = block.place(word.start())
            assert 1 <= place.line <= last
            assert place.column >= 1


def prose_rules(data: bytes) -> None:
    """Every rule on prose answers, and each finding names a line of the file and what to do."""
    text = plain(text_of(data))
    written = explainer((), prose=Prose(text, HERE))
    for one in check_explainer(written, built_in_tables(), _PEOPLE).findings:
        assert one.message
        assert one.remedy
        assert 1 <= one.location.line <= text.count("\n") + 1


def escaped(data: bytes) -> None:
    """Words on a page are read back as the same words, with no element and on one line."""
    words = text_of(data)
    for made in (in_html(words), in_markdown(words)):
        assert not set(made) & set("<>\"'`{}[]|\\\n")
        assert html.unescape(made) == one_line(words)
        assert len(made) <= 8 * len(words)


def linked(data: bytes) -> None:
    """Words in a script element are ASCII without its signs, and JSON and YAML read them back."""
    words = text_of(data)
    written = script({"name": words})
    assert written.isascii()
    assert not set("<>&\n\r") & set(written)
    assert json.loads(written)["name"] == words
    assert yaml.safe_load(yaml.safe_dump({"name": written}, width=10_000))["name"] == written


def reported(data: bytes) -> None:
    """A report is as many lines as it has findings, whatever they quote, and JSON gives the words back."""
    words = text_of(data)
    quoted = finding("bad-slug", Location(PurePosixPath(f"content/{words or 'x'}")), words, words)
    checked = Checked((quoted,), (), {}, 1)
    assert len(report.as_github(checked).splitlines()) == 1
    assert report.as_github(checked).startswith("::error ")
    assert len(report.as_text(checked).splitlines()) == 2
    assert "\x1b" not in report.as_text(checked)
    assert json.loads(report.as_json(checked))["findings"][0]["message"] == words


PARSERS = (
    Parser("prose-pages", prose_pages),
    Parser("prose-blocks", prose_blocks),
    Parser("prose-rules", prose_rules),
    Parser("escaped", escaped),
    Parser("linked", linked),
    Parser("reported", reported),
)
