"""Names for the facts that drafts tell: short, from the row's own words, shared across articles."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from generator.extract.cells import Draft, slug
from generator.extract.known import same_fact
from generator.extract.words import leading_words
from generator.model import Explainer

_WORDS = {"deals": "deal", "numbers": "what", "timeline": "event", "quotes": "words"}
"""The column whose words name the fact."""
_LENGTH = 4


def name_facts(drafts: Iterable[Draft], explainer: Explainer) -> list[Draft]:
    """Return the drafts with ``fact`` cells: another article's fact where they tell it, or a new one."""
    facts: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
    for row in explainer.rows:
        cells = {column: cell.words for column, cell in row.cells.items()}
        facts.setdefault(row.table, []).append((row.words("fact"), cells))
    names = {table: _Names(fact for fact, _ in told) for table, told in facts.items()}
    named = []
    for draft in drafts:
        if draft.table in _WORDS:
            told, taken = facts.setdefault(draft.table, []), names.setdefault(draft.table, _Names(()))
            elsewhere = ((fact, cells) for fact, cells in told if cells.get("article") != draft.article)
            fact = same_fact(draft, elsewhere) or taken.free(_new_name(draft))
            draft = replace(draft, cells={"fact": fact, **draft.cells})
            told.append((fact, draft.cells))
        named.append(draft)
    return named


class _Names:
    """The names of a table's facts, of which a flood of rows may want one a thousand times."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: dict[str, int] = {}

    def free(self, name: str) -> str:
        """Return a name that no fact has from now on but this one: itself, or the first numbered one."""
        made, number = name, self._last.get(name, 1)
        while made in self._taken:
            number += 1
            made = f"{name}-{number}"
        self._taken.add(made)
        self._last[name] = number
        return made


def _new_name(draft: Draft) -> str:
    told = f"{draft.cells.get('unit', '')} {draft.cells[_WORDS[draft.table]]}"
    common = " ".join(word for word in told.split() if word.islower())
    words = (
        leading_words(common, _LENGTH) if len(leading_words(common, 2)) > 1 else leading_words(told, _LENGTH)
    )
    return slug(" ".join(words))
