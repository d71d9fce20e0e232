"""The editor's Markdown → HTML that can do no harm, its fact links resolved."""

from collections.abc import Collection
from functools import cache
from urllib.parse import unquote

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.views.addresses import fact_anchor

TOP_HEADING = 3
"""The page itself and its sections take the levels above."""

_SCHEME = "fact:"
_FACT_CLASS = "fact-link"
_ALLOWED: dict[str, set[str]] = {
    "a": {"href", "class", "title"},
    **{
        tag: set()
        for tag in ("p", "em", "strong", "code", "ul", "li", "blockquote", "br", "hr", "h3", "h4", "h5", "h6")
    },
    "ol": {"start"},
}
_MARKDOWN_ALSO = str.maketrans({character: f"&#{ord(character)};" for character in "`~{}[]|\\"})
"""Characters a Markdown preprocessor may take for its own even inside HTML, and that tags never hold."""


def to_html(markdown: str, facts: Collection[str]) -> str:
    """Return prose as HTML on one line; a link to a fact that is not among ``facts`` becomes plain words.

    ``facts`` are named ``table/fact``. Code blocks, pictures and raw HTML are not
    part of an editor's prose: the first two are read as words, the last is shown as written.
    """
    parser = _parser()
    tokens = parser.parse(markdown)
    _shift_headings(tokens)
    for token in tokens:
        _resolve_links(token.children or [], facts)
    html = parser.renderer.render(tokens, parser.options, {})
    clean = nh3.clean(
        html,
        tags=set(_ALLOWED),
        attributes=_ALLOWED,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener",
    )
    return " ".join(clean.split()).translate(_MARKDOWN_ALSO)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable(
        ["code", "fence", "image", "html_block", "html_inline"]
    )


def _shift_headings(tokens: list[Token]) -> None:
    headings = [token for token in tokens if token.type in ("heading_open", "heading_close")]
    top = min((int(token.tag[1]) for token in headings), default=TOP_HEADING)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - top + TOP_HEADING)}"


def _resolve_links(tokens: list[Token], facts: Collection[str]) -> None:
    open_links: list[Token] = []
    for token in tokens:
        if token.type == "link_open":
            open_links.append(token)
            _resolve(token, facts)
        elif token.type == "link_close":
            token.tag = open_links.pop().tag


def _resolve(link: Token, facts: Collection[str]) -> None:
    href = unquote(str(link.attrGet("href") or ""))
    if not href.startswith(_SCHEME):
        return
    cited = href.removeprefix(_SCHEME)
    if cited in facts:
        table, _, fact = cited.partition("/")
        link.attrs = {"href": f"#{fact_anchor(table, fact)}", "class": _FACT_CLASS}
    else:
        link.tag, link.attrs = "span", {}
