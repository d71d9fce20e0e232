"""Pages become Markdown files that any builder reads alike, and that content cannot break out of."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from generator.markup import in_html, in_markdown
from generator.model import Cell, Prose
from generator.render import to_markdown
from generator.views.page import Page
from tests.explainers import PEOPLE, article, explainer, pages_of, rows_of
from tests.golden import Case, read_cases

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "rendering"
ROWS = """fact,what,value,unit,attribution,article,evidence,status
killed,Troops killed,at least 600,troops,reportedly,a,Reportedly at least 600 troops died.,accepted
killed,Troops killed,"1,400",troops,,b,"They lost 1,400 troops.",disputed
sent,Troops sent,"15,000",troops,,a,"They sent 15,000 troops.",draft
"""
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</div></details></li></ul>",
    "<!-- comment",
    "&lt;b&gt; &amp; &#60;",
    "# Heading",
    "\n\n## Heading\n\n",
    "\n\n    indented",
    "```\nfence\n```",
    "~~~\nfence\n~~~",
    "[link](javascript:alert(1))",
    "[ref]: https://example.org",
    "![picture](https://example.org/x.png)",
    "*stars* _lines_ `ticks` **bold**",
    "{{ config.site_name }} {% raw %} {# note #}",
    "{: .class #id }",
    "--8<-- 'secret.txt'",
    "::: module",
    "[TOC]",
    "*[HTML]: Hyper",
    "[^1]: note",
    "1. one\n2. two",
    "---\ntitle: other\n---",
    "| a | b |\n|---|---|\n| c | d |",
    "\u0002wzxhzdk:0\u0003",
    "\u202eright to left",
    "<https://example.org>",
    "\\<b\\>",
    "$x$ :smile: ==mark== ^^ins^^",
)
MARKDOWN_EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "md_in_html", "footnotes", "abbr"]
"""More than the project turns on: a publisher may."""


class Outline(HTMLParser):
    """What an HTML text holds: its elements in order, attributes included, and its words."""

    def __init__(self, html: str) -> None:
        """Read the HTML."""
        super().__init__()
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; headings that Markdown made get their id from the builder."""
        self.elements.append((tag, () if tag in ("h1", "h2") else tuple(attrs)))

    def handle_data(self, data: str) -> None:
        """Note words."""
        self.text += data

    @property
    def words(self) -> list[str]:
        """Every word in order."""
        return self.text.split()


def body(text: str) -> str:
    """Return a page's Markdown without its front matter."""
    return text.split("---\n", 2)[2]


def by_python_markdown(text: str) -> Outline:
    """Read Markdown as MkDocs does."""
    return Outline(markdown.markdown(text, extensions=MARKDOWN_EXTENSIONS))


def by_commonmark(text: str) -> Outline:
    """Read Markdown as CommonMark says."""
    return Outline(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text))


def example() -> dict[str, Page]:
    """Return the pages of an explainer with every section."""
    notes = rows_of("corrections", "date,fact,was,now,reason\n2025-09-05,numbers/sent,150,15000,A slip.\n")
    prose = Prose("## Before\n\nThey sent [15,000](fact:numbers/sent).", PEOPLE[0].location)
    return pages_of(explainer(rows_of("numbers", ROWS), corrections=notes, prose=prose))


@pytest.mark.parametrize("case", read_cases(CASES / "pages.md"), ids=lambda case: case.title)
def test_pages(case: Case) -> None:
    """A part of a page is written as the case shows, from the line given to the one that follows it."""
    path, start, end = case.given.split("\n")
    lines = to_markdown(example()[path]).split("\n")
    first = lines.index(start)
    assert "\n".join(lines[first : lines.index(end, first + 1) + 1]) == case.expected


@pytest.mark.parametrize("path", sorted(example()))
def test_builders_read_pages_alike(path: str) -> None:
    """Python-Markdown and a CommonMark reader make the same elements and words of every page."""
    text = body(to_markdown(example()[path]))
    one, other = by_python_markdown(text), by_commonmark(text)
    assert one.words == other.words
    assert one.elements == other.elements


@pytest.mark.parametrize("words", HOSTILE)
def test_content_stays_words(words: str) -> None:
    """Nothing a title, a cell, a name or an article says becomes an element, an attribute or Markdown."""
    plain, hostile = (pages_full_of(some) for some in ("harmless words", words))
    for path, page in hostile.items():
        text = body(to_markdown(page))
        for read in (by_python_markdown, by_commonmark):
            found = read(text)
            expected = read(body(to_markdown(plain[path])))
            assert shape(found) == shape(expected), path
        assert "\u202e" not in text


def pages_full_of(words: str) -> dict[str, Page]:
    """Return pages that hold the words wherever content can put some."""
    line = " ".join(words.split())
    rows = rows_of("numbers", "fact,what,value,unit,article,evidence\nsent,,15,troops,a,They sent 15\n")
    what, evidence = Cell(words, rows[0].location), Cell(f"{words} nowhere", rows[0].location)
    row = replace(rows[0], cells={**rows[0].cells, "what": what})
    unfound = replace(row, number=2, cells={**row.cells, "evidence": evidence})
    text = f"A paragraph that says {line} and then goes on.\nThey sent 15 home."
    source = article(
        "a", text, title=words, publisher=words, author=words, licence=words, wire=words,
        published_inferred_from=words, language=words, republish="full",
    )  # fmt: skip
    speech = rows_of("quotes", "fact,speaker,words,article,evidence\nsaid,Xi,They sent,a,They sent 15\n")
    person = replace(PEOPLE[1], name=words, aliases=("Xi", words))
    event = explainer(
        [row, unfound, *speech],
        [source],
        title=words,
        standfirst=words,
        place=words,
        date=words,
        updated=words,
    )
    return pages_of(event, people=[person])


def shape(outline: Outline) -> list[tuple[str, tuple[str, ...]]]:
    """Return the elements in order with the names of their attributes."""
    return [(tag, tuple(name for name, _ in attributes)) for tag, attributes in outline.elements]


@given(st.text())
def test_any_text_in_html_stays_itself(text: str) -> None:
    """Whatever stands inside an element is read back as the same words by both readers."""
    block = f"<p>{in_html(text)}</p>"
    seen = visible(text)
    assert by_commonmark(block).words == seen
    assert by_python_markdown(block).words == seen


@given(st.text())
def test_any_text_in_a_heading_stays_itself(text: str) -> None:
    """Whatever stands in a Markdown heading is read back as the same words by both readers."""
    line = f"## {in_markdown(text)}"
    seen = visible(text)
    assert by_commonmark(line).words == seen
    assert by_python_markdown(line).words == seen


def visible(text: str) -> list[str]:
    """Return the words of a text without the characters that nobody sees."""
    spaced = re.sub(r"[\t-\r\x1c-\x1f\x85]", " ", text)
    return re.sub("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "", spaced).split()


def test_front_matter_holds_only_our_keys() -> None:
    """Front matter has what the theme knows and nothing else, whatever the content says."""
    for page in pages_full_of("x: y\n---\ntemplate: evil.html\n").values():
        text = to_markdown(page)
        read = yaml.safe_load(text.split("---\n", 2)[1])
        assert set(read) <= {"title", "description", "hide", "kind", "image", "image_words", "linked_data"}
        assert "\n" not in read["title"]


def test_titles_are_safe_where_themes_do_not_escape() -> None:
    """A title holds no character with which it could leave an attribute or begin an element."""
    for page in pages_full_of('"><script>').values():
        read = yaml.safe_load(to_markdown(page).split("---\n", 2)[1])
        assert not set('<>"') & set(read["title"] + read["description"] + read.get("image_words", ""))
        assert not set("<>&") & set(read["linked_data"])


def test_internal_links_lead_somewhere() -> None:
    """Each link leads to a page or a download of the site, and each fragment to an element on the page."""
    pages = {address(path): by_python_markdown(body(to_markdown(page))) for path, page in example().items()}
    ids = {place: set(re.findall(r'id="([^"]+)"', html(path))) for path, place in addressed(example())}
    downloads = {"event/data/numbers.csv", "event/data/numbers.json", "corrections.xml"}
    broken = []
    for place, outline in pages.items():
        for _, attributes in outline.elements:
            href = dict(attributes).get("href")
            if href and not href.startswith("http"):
                target = urlsplit(urljoin(f"https://x.example/{place}", href))
                there = target.path.removeprefix("/")
                if there in downloads:
                    continue
                if there not in pages or (target.fragment and unquote(target.fragment) not in ids[there]):
                    broken.append((place, href))
    assert broken == []
    assert sum(len(outline.elements) for outline in pages.values()) > 100


def addressed(pages: dict[str, Page]) -> list[tuple[str, str]]:
    """Return each page's path with its address."""
    return [(path, address(path)) for path in pages]


def address(path: str) -> str:
    """Return where MkDocs publishes a page."""
    return re.sub(r"(^|/)index$", r"\1", path.removesuffix(".md") + "/").removesuffix("index/")


def html(path: str) -> str:
    """Return a page of the example as MkDocs would publish it."""
    return markdown.markdown(body(to_markdown(example()[path])), extensions=["toc"])


def test_ids_are_unique() -> None:
    """No id stands twice on a page."""
    for path in example():
        ids = re.findall(r'\bid="([^"]+)"', html(path))
        assert len(ids) == len(set(ids)), path


def test_nothing_is_asked_of_other_sites() -> None:
    """A page loads nothing, from this site or another: it has no element that would."""
    for path, page in example().items():
        tags = {tag for tag, _ in by_python_markdown(body(to_markdown(page))).elements}
        assert not tags & {"script", "img", "iframe", "link", "style", "object", "video", "audio"}, path


def test_same_content_same_bytes() -> None:
    """Rendering a page twice from the same content gives the same text."""
    one, other = ({path: to_markdown(page) for path, page in example().items()} for _ in range(2))
    assert one == other
