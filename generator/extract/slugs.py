"""Names for the facts that drafts tell: short, from the row's own words, shared across articles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

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
    named = []
    for draft in drafts:
        if draft.table in _WORDS:
            told = facts.setdefault(draft.table, [])
            elsewhere = [(fact, cells) for fact, cells in told if cells.get("article") != draft.article]
            fact = same_fact(draft, elsewhere) or _new_name(draft, [one for one, _ in told])
            draft = replace(draft, cells={"fact": fact, **draft.cells})
            told.append((fact, draft.cells))
        named.append(draft)
    return named


def _new_name(draft: Draft, taken: Sequence[str]) -> str:
    told = f"{draft.cells.get('unit', '')} {draft.cells[_WORDS[draft.table]]}"
    common = " ".join(word for word in told.split() if word.islower())
    words = (
        leading_words(common, _LENGTH) if len(leading_words(common, 2)) > 1 else leading_words(told, _LENGTH)
    )
    name = slug(" ".join(words))
    number = 2
    made = name
    while made in taken:
        made = f"{name}-{number}"
        number += 1
    return made
