"""An extension of Python-Markdown that carries blocks of HTML past it, for builders other than MkDocs."""

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from generator.shortcuts import blocks

_BEFORE_HTML = 29
"""Its priority: after Python-Markdown's ``normalize_whitespace`` (30), before its ``html_block`` (20)."""


class _Blocks(Preprocessor):
    """Sets aside what Python-Markdown would set aside itself, once it had looked at each tag."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with a placeholder for each block; as they were where that would not be safe."""
        # The step before has added empty lines at the end.
        apart = blocks.carried("\n".join(lines).strip("\n"))
        cut = None if apart is None else blocks.parts(apart.skeleton, len(apart.blocks))
        if apart is None or cut is None:
            return lines
        placeholders = [self.md.htmlStash.store(f"{one.html}\n") for one in apart.blocks]
        between = zip(cut, [*placeholders, ""], strict=True)
        return "".join(f"{markdown}{placeholder}" for markdown, placeholder in between).split("\n")


class Carrying(Extension):
    """The extension, for ``markdown_extensions``."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the step."""
        md.preprocessors.register(_Blocks(md), "explainer_blocks", _BEFORE_HTML)


def makeExtension() -> Carrying:
    """Return the extension."""
    return Carrying()
