"""Web pages become articles that say what the page says, and nothing else."""

from collections.abc import Callable

import pytest

from generator import content
from generator.content import Project
from generator.findings import has_errors
from generator.intake import page
from generator.intake.adding import Added
from generator.intake.refusal import Refused
from tests.intake.conftest import PAGES

STORIES = ("agency-story", "free-licence", "graph", "listed", "says-little")


@pytest.mark.parametrize("story", STORIES)
def test_a_page_becomes_the_expected_article(
    story: str, project: Project, added: Callable[..., Added]
) -> None:
    """Each page of tests/intake/pages becomes, byte for byte, the article file beside it."""
    done = added(PAGES / f"{story}.html")
    written = (project.root / done.articles[0].location.path).read_text(encoding="utf-8")
    assert written == (PAGES / f"{story}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("story", STORIES)
def test_an_article_reads_back_as_it_was_written(
    story: str, project: Project, added: Callable[..., Added]
) -> None:
    """The project reads every article added without an error, and finds in it what was meant."""
    done = added(PAGES / f"{story}.html")
    loaded = content.read(project)
    inside = project.content_dir.relative_to(project.root) / "demo" / "articles"
    assert not has_errors(one for one in loaded.findings if one.location.path.is_relative_to(inside))
    read = loaded.content.explainers[0].articles[0]
    assert (read.title, read.digest, read.text, read.text_line) == (
        done.articles[0].title,
        done.articles[0].digest,
        done.articles[0].text,
        done.articles[0].text_line,
    )


def test_what_a_page_does_not_say_is_reported_where_it_is_missing(added: Callable[..., Added]) -> None:
    """A page without publisher and date leaves both empty, and each has a finding on its line of the file."""
    done = added(PAGES / "says-little.html")
    lines = (PAGES / "says-little.md").read_text(encoding="utf-8").splitlines()
    missing = [(one.rule.name, lines[one.location.line - 1]) for one in done.findings]
    assert missing == [("not-stated", "publisher: ''"), ("not-stated", "published: ''")]


@pytest.mark.parametrize(
    ("story", "rule"),
    [("paywall-stated", "paywall"), ("paywall-in-words", "paywall"), ("no-text", "no-text")],
)
def test_a_page_without_its_article_is_refused(story: str, rule: str, added: Callable[..., Added]) -> None:
    """A teaser, a request to subscribe or an empty page is an error, and nothing is written."""
    done = added(PAGES / f"{story}.html")
    assert [one.rule.name for one in done.findings] == [rule]
    assert done.articles == ()


def test_a_saved_page_with_its_full_text_is_no_paywall() -> None:
    """An editor who has access may save a page that must be paid for: its whole text is there."""
    priced = (
        (PAGES / "agency-story.html")
        .read_bytes()
        .replace(b'"isAccessibleForFree": true', b'"isAccessibleForFree": false')
    )
    assert page.read(priced, saved=True).title == "Harbour bridge opens after eleven years"
    with pytest.raises(Refused, match="must be paid for"):
        page.read(priced, "https://courier.example/city/harbour-bridge-opens")


@pytest.mark.parametrize(
    ("encoding", "header", "declared"),
    [
        ("iso-8859-1", "", "iso-8859-1"),
        ("windows-1252", "windows-1252", "utf-8"),
        ("utf-8-sig", "", "iso-8859-1"),
        ("utf-8", "no-such-charset", ""),
        ("utf-8", "punycode", ""),
    ],
)
def test_a_page_keeps_its_letters(encoding: str, header: str, declared: str) -> None:
    """The byte order mark, the server's word and the page's own, in this order, decide how bytes are read."""
    html = f'<html><head><meta charset="{declared}"></head><body><p>“Ødegård” café</p></body></html>'
    read = page.decode(html.encode(encoding, "replace"), header)
    assert "Ødegård" in read
    assert "café" in read


def test_the_canonical_address_is_taken_from_the_same_site_only() -> None:
    """A page is kept under its canonical address unless that belongs to another site."""
    body = (PAGES / "agency-story.html").read_bytes()
    canonical = "https://courier.example/city/harbour-bridge-opens"
    assert page.read(body, "https://www.courier.example/x?id=7").url == canonical
    assert page.read(body, "https://copier.example/x?id=7").url == "https://copier.example/x?id=7"
    assert page.read(body).url == canonical


def test_the_front_page_is_no_articles_address() -> None:
    """A canonical address that is only the site's front page is not taken."""
    body = (PAGES / "agency-story.html").read_bytes().replace(b"/city/harbour-bridge-opens", b"/")
    assert page.read(body, "https://courier.example/x").url == "https://courier.example/x"


def test_a_browser_says_where_it_saved_a_page_from() -> None:
    """The address a browser leaves in a saved page is taken where the page names none."""
    saved = b"<!-- saved from url=(0027)https://little.example/opens -->\n"
    assert page.read(saved + (PAGES / "says-little.html").read_bytes()).url == "https://little.example/opens"


def test_a_page_of_too_many_elements_is_refused() -> None:
    """A page with more elements than any article has is refused before it is analysed."""
    with pytest.raises(Refused) as refused:
        page.read(b"<html><body>" + b"<li>a" * 60_000)
    assert refused.value.rule == "too-large"


@pytest.mark.parametrize(
    "html",
    [
        b"",
        b"<",
        b"\x00\x01\x02",
        b"<div>" * 100_000,
        b"<p>" + b"word " * 200_000,
        b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>x",
        b"<html lang='&#0;'><meta name=date content='9999-99-99'><p>short",
    ],
)
def test_no_page_breaks_the_reader(html: bytes) -> None:
    """Whatever the bytes, the answer is a document or a reason."""
    assert _outcome(html)


def _outcome(html: bytes) -> str:
    try:
        return page.read(html).text.strip()
    except Refused as refused:
        return refused.message
