"""The expressions of workflows, as far as the project's own use them; any other form is an error.

Source: GitHub's "Evaluate expressions in workflows and actions",
https://docs.github.com/en/actions/reference/workflows-and-actions/expressions.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:(?P<string>'(?:[^']|'')*')|(?P<word>[A-Za-z_][\w-]*(?:\.[\w-]+)*)|(?P<sign>&&|\|\||==|!=|[!()]))"
)
_TEMPLATE = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_WORDS = {"true": True, "false": False, "null": None}
STATUS = ("success", "failure", "cancelled", "always")


class UnknownForm(AssertionError):
    """The workflow uses an expression of which it is not known what a runner makes."""


def filled_in(words: object, contexts: Mapping[str, Any]) -> str:
    """Return words with each ``${{ … }}`` replaced by its value."""
    return _TEMPLATE.sub(lambda found: _words(value(found[1], contexts)), _words(words))


def holds(condition: object, contexts: Mapping[str, Any], succeeded: bool) -> bool:
    """Say whether a step or job with this ``if:`` runs; without a status function only after success."""
    if condition is None:
        return succeeded
    words = str(condition)
    if template := _TEMPLATE.fullmatch(words.strip()):
        words = template[1]
    functions: dict[str, Callable[[], bool]] = {
        "success": lambda: succeeded,
        "failure": lambda: not succeeded,
        "cancelled": lambda: False,
        "always": lambda: True,
    }
    outcome = bool(value(words, {**contexts, **functions}))
    named = any(re.search(rf"\b{name}\s*\(", words) for name in STATUS)
    return outcome and (succeeded or named)


def value(words: str, contexts: Mapping[str, Any]) -> Any:
    """Return what an expression stands for among ``contexts``. Raises ``UnknownForm``."""
    tokens, position = [], 0
    while words[position:].strip():
        found = _TOKEN.match(words, position)
        if found is None:
            raise UnknownForm(f"“{words.strip()}” has a form that is not known here")
        tokens.append((str(found.lastgroup), found[found.lastgroup or 0]))
        position = found.end()
    reader = _Reader(words, tokens, contexts)
    outcome = reader.either()
    if reader.tokens:
        raise UnknownForm(f"“{words.strip()}” goes on after its end")
    return outcome


class _Reader:
    """A recursive descent over the tokens of one expression."""

    def __init__(self, words: str, tokens: list[tuple[str, str]], contexts: Mapping[str, Any]) -> None:
        self._words, self.tokens, self._contexts = words.strip(), tokens, contexts

    def either(self) -> Any:
        outcome = self._both()
        while self._takes("||"):
            other = self._both()
            outcome = outcome or other
        return outcome

    def _both(self) -> Any:
        outcome = self._compared()
        while self._takes("&&"):
            other = self._compared()
            outcome = outcome and other
        return outcome

    def _compared(self) -> Any:
        left = self._single()
        if self._takes("=="):
            return _same(left, self._single())
        if self._takes("!="):
            return not _same(left, self._single())
        return left

    def _single(self) -> Any:
        if self._takes("!"):
            return not self._single()
        if self._takes("("):
            outcome = self.either()
            self._need(")")
            return outcome
        if not self.tokens:
            raise UnknownForm(f"“{self._words}” ends too early")
        kind, word = self.tokens.pop(0)
        if kind == "string":
            return word[1:-1].replace("''", "'")
        if kind != "word":
            raise UnknownForm(f"“{self._words}” has “{word}” where a value is needed")
        if self._takes("("):
            self._need(")")
            if word not in STATUS:
                raise UnknownForm(f"the function {word} is not known here")
            return self._contexts[word]()
        return _WORDS[word] if word in _WORDS else self._looked_up(word)

    def _looked_up(self, path: str) -> Any:
        first, *rest = path.split(".")
        if first not in self._contexts:
            raise UnknownForm(f"there is no context “{first}” here")
        found = self._contexts[first]
        for name in rest:
            found = found.get(name) if isinstance(found, Mapping) else None
        return found

    def _takes(self, sign: str) -> bool:
        if self.tokens and self.tokens[0] == ("sign", sign):
            self.tokens.pop(0)
            return True
        return False

    def _need(self, sign: str) -> None:
        if not self._takes(sign):
            raise UnknownForm(f"“{self._words}” lacks “{sign}”")


def _same(left: Any, right: Any) -> bool:
    """Compare as GitHub does: letters of either case are one, and nothing is the empty string."""
    return _words(left).casefold() == _words(right).casefold()


def _words(found: object) -> str:
    if found is None:
        return ""
    return str(found).lower() if isinstance(found, bool) else str(found)
