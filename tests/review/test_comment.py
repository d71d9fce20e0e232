"""What a comment on a pull request says, and what content cannot make it do."""

import re
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from generator.report import visible
from generator.review import as_markdown
from generator.review.comment import GITHUB_LIMIT
from tests.review.reports import Report, fact, report, saying, to_do, value

WHOLE = "https://ci.example/runs/7"
PREVIEW = "https://preview.example/pr-3"
AS_GITHUB = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
"""GitHub's parser as GitHub runs it: HTML passes, to be sanitised afterwards."""
ACTED_ON = re.compile(
    r"@[\w-]|#\d|\bgh-\d|://\w|www\.|:[\w+-]+:|\b[0-9a-f]{7,40}\b|\bcve-\d|\bghsa-\w", re.IGNORECASE
)
"""What GitHub looks for in the text of a parsed comment: mentions, references, addresses, emoji, commits."""
HOSTILE = [
    "@octocat @org/team octo@mail.example",
    "#1 GH-1 owner/repo#1 0123456789abcdef0123456789abcdef01234567 owner/repo@0123456 CVE-2021-42574",
    "https://evil.example www.evil.example ftp://evil.example mailto:a@evil.example xmpp:a@evil.example",
    "[a](https://evil.example) ![i](https://evil.example/i.png) <https://evil.example> [r][r]",
    "[r]: https://evil.example",
    '<img src=x onerror=alert(1)><a href="https://evil.example">x</a><script>alert(1)</script>',
    "--> <!-- hidden </details></summary></table></code></sub></b>",
    "a | b\n|---|---|\n| c | d |",
    "```\ncode\n```\n~~~\n`a` ``b``",
    "# head\n\nhead\n===\n\nhead\n---",
    "1. one\n2) two\n- three\n+ four\n* five\n    six",
    "1234567) x",
    "> quote\n> [!WARNING]\n> x",
    "[^1]: note [^1]",
    "- [x] done",
    "$a$ and $$b$$ and $`c`$",
    ":tada: :+1:",
    "see :tada",
    " - item",
    "*a* _b_ **c** __d__ ~~e~~ \\*f\\*",
    "&lt;b&gt; &#64;octocat &commat;octocat",
    "\x1b[31mred\x1b[0m \u202ereversed\u2066 \u200b\ufeff\x00\x7f\U000e0041",
]


class Parsed(HTMLParser):
    """The elements, links and words of a comment, as GitHub's parser gives them."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[str, ...]]] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        html = cmarkgfm.github_flavored_markdown_to_html(markdown, options=AS_GITHUB)
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element with the names of its attributes; a dollar sign's is no matter of structure."""
        if tag != "span":
            self.elements.append((tag, tuple(name for name, _ in attrs)))
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        """Keep a text."""
        self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        """Count a comment as an element."""
        self.elements.append(("<!--", ()))


def parsed(document: Report) -> Parsed:
    """Return the comment of a report, uncut, as GitHub sees it."""
    return Parsed(as_markdown(document, limit=10_000_000, whole=WHOLE, preview=PREVIEW))


def test_the_first_screen_says_whether_it_can_be_merged_and_why() -> None:
    """The comment begins with the verdict, its reasons, the counts and the checklist."""
    texts = "".join(parsed(report()).texts)
    told = [
        "⛔ This change cannot be merged yet.",
        "A draft is left.",
        "A correction is missing.",
        "3 facts (1 changed, 1 removed, 1 added)",
        "Left to do",
        "Accept or reject “Cranes at work”: 12.",
        "What changed",
    ]
    assert sorted(told, key=texts.index) == told


def test_a_change_without_anything_to_do_can_be_merged() -> None:
    """Where nothing is left to do the comment says so and has no checklist."""
    document = report() | {"verdict": {"mergeable": True, "reasons": ["Nothing is left to do."]}, "to_do": []}
    written = as_markdown(document)
    assert written.startswith("## ✅ This change can be merged.\n\n- Nothing is left to do.\n")
    assert "Left to do" not in written


def test_before_and_after_stand_side_by_side() -> None:
    """A value that changed stands in a row before and after, the words that differ struck and underlined."""
    document = report()
    html = cmarkgfm.github_flavored_markdown_to_html(as_markdown(document), options=AS_GITHUB)
    assert "<td>A bridge opens.</td>\n<td>A <ins>long</ins> bridge opens.</td>" in html
    assert "is <b><del>at least 600</del></b> <b>metres</b> long, <del>he</del> said." in html
    assert "is <b><ins>700</ins></b> <b>metres</b> long, <ins>she</ins> said." in html


def test_long_parts_are_folded() -> None:
    """The changes of an explainer are folded by kind, their number on the outside."""
    written = as_markdown(report())
    assert "<details><summary><b>The Harbour Bridge</b>: 1 removed</summary>" in written
    assert written.count("<details>") == written.count("</details>")


def test_links_lead_to_the_whole_report_and_into_the_preview_only() -> None:
    """Every link of a comment begins with an address that the caller gave."""
    links = parsed(report()).links
    assert f"{PREVIEW}/harbour-bridge/#numbers-cranes" in links
    assert [link for link in links if not link.startswith((WHOLE, f"{PREVIEW}/"))] == []


def test_without_addresses_nothing_is_linked() -> None:
    """A comment that is made without a preview holds no link."""
    assert Parsed(as_markdown(report())).links == []


@pytest.mark.parametrize(
    "address",
    ["../../other/", "//evil.example/", "a/../../b/", "x) [a](https://evil.example", "\\evil", "?a#b c"],
)
def test_an_address_in_the_report_cannot_leave_the_preview(address: str) -> None:
    """Whatever a report names as a page, the link stays below the preview's own address."""
    links = parsed(report() | {"to_do": [to_do("accept draft", "x", "x") | {"address": address}]}).links
    assert [link for link in links if not link.startswith((WHOLE, f"{PREVIEW}/")) or "/../" in link] == []


@pytest.mark.parametrize("options", [{"whole": "javascript:alert(1)"}, {"preview": "data:text/html,x"}])
def test_only_web_addresses_are_linked(options: dict[str, str]) -> None:
    """A caller cannot have an address linked that is not http or https."""
    with pytest.raises(ValueError, match="not an http"):
        as_markdown(report(), **options)  # type: ignore[arg-type]


PLAIN = parsed(saying("x")).elements


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_words(words: str) -> None:
    """Links, images, HTML, headings, lists, tables, code and comments in content come out as plain text."""
    check_harmless(words)


WORDS = (
    st.text()
    | st.text(alphabet="@#:/.*_`~[]()<>&|!-+=$\\ \n1a")
    | st.lists(st.sampled_from(HOSTILE)).map("".join)
).filter(lambda words: words.strip(" \t\r\n"))


@given(words=WORDS)
def test_no_words_break_out(words: str) -> None:
    """Whatever content says in all fields at once, the comment keeps its structure."""
    check_harmless(words)


def check_harmless(words: str) -> None:
    """Hold the comment of a report that says ``words`` everywhere to one that says "x" everywhere."""
    seen = parsed(saying(words))
    assert seen.elements == PLAIN
    assert [link for link in seen.links if not link.startswith((WHOLE, f"{PREVIEW}/"))] == []
    assert [text for text in seen.texts if ACTED_ON.search(text)] == []
    shown = "".join(seen.texts).replace("\u200b", "")
    assert visible(shown.replace("\n", "")) == shown.replace("\n", "")


def test_hidden_characters_are_shown_for_what_they_are() -> None:
    """Control and bidirectional characters stand in the comment by their code points."""
    texts = "".join(parsed(saying("a\u202eb\x1bc\u200bd")).texts)
    assert "a<U+202E>b<U+001B>c<U+200B>d" in texts


def test_a_digest_stays_whole() -> None:
    """More hexadecimal digits than a commit has are linked by nobody and can be copied as they are."""
    digest = "0123456789abcdef" * 4
    assert digest in "".join(parsed(saying(f"sha256:{digest}")).texts)
    assert "0123456" not in "".join(parsed(saying("0123456789abcdef")).texts)


def test_words_stay_readable() -> None:
    """What is made harmless reads as it was written: only an unseen space is added."""
    texts = "".join(parsed(saying("Paid $5 & more (10:30), see #1 of a@b.example: *all* | 1_000")).texts)
    assert "Paid $5 & more (10:30), see #1 of a@b.example: *all* | 1_000" in texts.replace("\u200b", "")


def large(number: int) -> Report:
    """Return a report with many changed facts, each with something to do."""
    facts = [
        fact("changed", f"fact-{n}", f"Fact {n}", [], value("Value", (f"{n} metres",), (f"{n + 1} metres",)))
        for n in range(number)
    ]
    items = [to_do("review again", f"fact-{n}", f"Look at fact {n} again.") for n in range(number)]
    return report() | {"facts": facts, "rows": [], "to_do": items}


@pytest.mark.parametrize("limit", [3_000, 20_000, 65_536])
def test_a_comment_is_cut_at_a_whole_item(limit: int) -> None:
    """What does not fit is left out by whole items; how many, and where to read them, is said at the end."""
    written = as_markdown(large(1000), limit=limit, whole=WHOLE)
    assert limit / 2 < len(written) <= limit
    assert written.count("<details") == written.count("</details>")
    last = written.rstrip().splitlines()[-1]
    left, everything = re.findall(r"[\d,]+", last)[:2]
    assert f"[Read the whole report]({WHOLE})" in last
    html = cmarkgfm.github_flavored_markdown_to_html(written, options=AS_GITHUB)
    items = html.count("<li>") + html.count("<strong>Changed</strong>")
    assert 0 < int(left.replace(",", "")) < int(everything.replace(",", ""))
    assert items > 20


def test_changes_are_shown_beside_a_long_checklist() -> None:
    """A checklist of a thousand items is folded below the changes and does not push them out."""
    written = as_markdown(large(1000), whole=WHOLE)
    assert "…and 980 more, below." in written
    assert written.count("**Changed** ·") > 100


def test_each_explainer_has_a_share_of_a_long_comment() -> None:
    """Where not all changes fit, those of every explainer are counted and begun, not the first's alone."""
    document = large(1000)
    for number, one in enumerate(document["facts"]):
        one["explainer"] = f"event-{number % 10}"
    written = as_markdown(document, whole=WHOLE)
    for number in range(10):
        assert f"- event-{number}: 100 changed\n" in written
        _, _, told = written.partition(f"<summary><b>event-{number}</b>: 100 changed</summary>")
        assert told.partition("</details>")[0].count("**Changed** ·") > 5


def test_a_comment_on_very_many_explainers_is_full() -> None:
    """Where the share of each is too small for one change, some explainers are shown rather than none."""
    document = large(1000)
    for number, one in enumerate(document["facts"]):
        one["explainer"] = f"event-{number}"
    written = as_markdown(document, whole=WHOLE)
    assert GITHUB_LIMIT * 0.9 < len(written) <= GITHUB_LIMIT
    assert written.count("**Changed** ·") > 5


def test_a_limit_that_holds_nothing_is_refused() -> None:
    """A limit too small for the verdict is a mistake of the caller's."""
    with pytest.raises(ValueError, match="do not hold"):
        as_markdown(report(), limit=50)
