"""What the tokens of a text are to the two grammars that read all of it: of times and of numbers."""

from functools import cache

from generator.language import quantity_numbers, time_rules, tokens
from generator.language.grammar import Classes
from generator.language.memory import by_text


def of_times(text: str) -> str:
    """Return the classes of the tokens of ``text`` in the grammar of times."""
    return _both(text)[0]


def of_numbers(text: str) -> str:
    """Return the classes of the tokens of ``text`` in the grammar of numbers."""
    return _both(text)[1]


@by_text
def _both(text: str) -> tuple[str, ...]:
    return _classes().read(tokens.read(text))


@cache
def _classes() -> Classes:
    return Classes(time_rules.grammar(), quantity_numbers.grammar())
