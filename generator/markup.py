"""What templates are given: words of content made harmless for HTML and for Markdown, and the templates."""

import re
from collections.abc import Callable, Mapping, MutableMapping
from functools import cache, lru_cache, partial
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import Markup

from generator.differing import marked_html, without_own_links
from generator.translation import ENGLISH, Translation

_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"}
_IN_HTML = _HTML | {character: f"&#{ord(character)};" for character in "`~{}[]|\\*_"}
"""HTML's own characters, and those a Markdown preprocessor may act on even inside HTML."""
_IN_MARKDOWN = _IN_HTML | {character: f"&#{ord(character)};" for character in "#+-.!()=:@$^%/0123456789"}
"""Every character that can mean something in a line of Markdown; digits, because "1)" begins a list."""
_SPACE = re.compile("[ \\t-\\r\\x1c-\\x1f\\x85\\u2028\\u2029]+")
_MESSAGES = 1024
"""Messages without values that are kept at hand."""
_PROOF = '<details class="proof'
_UNSEEN = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069]")
"""Control characters, and those that turn the direction of the words around them."""
_as_markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Takes a text for markup; Markup itself first asks whether what it is given is markup."""


def _replacing(written: Mapping[str, str]) -> Callable[[str], str]:
    """Return what writes characters otherwise; ``str.translate`` is slow in all that is not ASCII."""
    return partial(re.compile(f"[{re.escape(''.join(written))}]").sub, lambda found: written[found[0]])


_written_in_html, _written_in_markdown = _replacing(_IN_HTML), _replacing(_IN_MARKDOWN)


def in_html(value: object) -> Markup:
    """Return a value as text on one line that neither HTML nor Markdown takes for its own."""
    return value if isinstance(value, Markup) else _harmless(str(value))


# A page says the same names, labels and addresses many times.
@lru_cache(maxsize=4096)
def _harmless(text: str) -> Markup:
    return _as_markup(_written_in_html(one_line(text)))


def in_markdown(value: object) -> Markup:
    """Return a value as text that means only itself in a line of Markdown, a heading for instance."""
    return Markup(_written_in_markdown(one_line(value)))


def one_line(value: object) -> str:
    """Return a value as text on one line, without characters that are not seen."""
    text = str(value)
    # Nearly every text is plain: to Python, neither controls nor spaces other than " " are printable.
    if text.isprintable() and "  " not in text:
        return text
    return _UNSEEN.sub("", _SPACE.sub(" ", text))


def spoken(words: object, language: str) -> Markup:
    """Return words as they are, marked with their language, if that is given: the page is in another."""
    shown = in_html(words)
    return Markup(f'<span lang="{in_html(language)}" dir="auto">{shown}</span>') if language else shown


def _html_block(markup: str) -> Markup:
    """Return HTML as one block of Markdown: no blank line inside, one on each side, nothing indented."""
    lines = (line.strip() for line in str.splitlines(markup))
    return Markup("\n\n" + "\n".join(line for line in lines if line) + "\n\n")


def _marked(html: str, other: str, element: str, opened: bool) -> Markup:
    """Return a card with the words in an ``element`` that ``other`` lacks, its evidence open where asked.

    Beside no other card none is marked. Words that are gone lead nowhere in the site: what they led to may
    be gone, too.
    """
    shown = marked_html(html, other, element) if other else str(html)
    shown = without_own_links(shown) if element == "del" else shown
    return Markup(shown.replace(_PROOF, _PROOF.replace(" ", " open ")) if opened else shown)


def _safely(translated: Callable[..., str]) -> Callable[..., Markup]:
    """Return a way to translate a message, which is our own markup, with values, which are made harmless."""

    @lru_cache(maxsize=_MESSAGES)
    def constant(*words: str | int) -> Markup:
        return Markup(translated(*words))

    def message(*words: str | int, **values: object) -> Markup:
        if not values:
            return constant(*words)
        return _as_markup(translated(*words, **{name: in_html(value) for name, value in values.items()}))

    return message


class _Escaping(CodeGenerator):
    """Writes templates that escape a value once: ``finalize`` makes each harmless, for Markdown too.

    Jinja2's native types take the same way; without it templates escape twice, with the same result.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        self.write(f"({finalize.src}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write a plain call: none of our functions asks for the context."""
        if forward_caller or node.dyn_args or node.dyn_kwargs:
            super().visit_Call(node, frame, forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for one in (*node.args, *node.kwargs):
            self.visit(one, frame)
            self.write(", ")
        self.write(")")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write an attribute as Python's own: templates show objects, and no mapping by its keys."""
        self.visit(node.node, frame)
        self.write(f".{node.attr}")


class _Templates(Environment):
    """The surroundings of templates that all know the same names."""

    code_generator_class = _Escaping

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return the names that a template knows: no mapping over them that is asked for each, and copied."""
        return self.globals


@cache
def environment(translation: Translation = ENGLISH) -> Environment:
    """Return the templates' surroundings: every word put into one goes through ``in_html``.

    Words of the interface stand in ``trans`` blocks, or are given to ``gettext`` and ``pgettext``.
    """
    environment = _Templates(
        extensions=["jinja2.ext.i18n"],
        loader=PackageLoader("generator", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=in_html,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # They are part of the program: none changes while it runs, so none is looked at again.
        auto_reload=False,
    )
    environment.filters["html_block"] = _html_block
    environment.filters["in_markdown"] = in_markdown
    environment.filters["marked"] = _marked
    environment.filters["spoken"] = spoken
    # The extension's own way would escape values for HTML alone, not for Markdown.
    environment.newstyle_gettext = True  # type: ignore[attr-defined] # set by the extension
    for name in ("gettext", "ngettext", "pgettext"):
        environment.globals[name] = _safely(getattr(translation, name))
    environment.globals["language"] = translation.language
    environment.globals["right_to_left"] = translation.right_to_left
    return environment


def template(name: str, translation: Translation = ENGLISH) -> Template:
    """Return one of the templates."""
    return environment(translation).get_template(name)
