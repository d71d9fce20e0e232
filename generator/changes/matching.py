"""Which row of head was which row of base, whatever the order of rows and columns and the way of quoting.

Rows are paired in passes, each by a looser key, and a row that is paired takes no part in later ones. Each
pass is one walk over both sides; only rows of one key are compared with each other.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from generator import evidence
from generator.model import Row
from generator.schema import Table

MOST_COMPARISONS = 2_500
"""Of rows with one key: beyond, they are paired in their order."""

Pair = tuple[Row | None, Row | None]
"""A row at base and the same row at head; ``None`` where it is not there."""


class Known(Struct, frozen=True):
    """A row with what it is recognised by."""

    row: Row
    fact: str
    """The identifier of its fact; "" when it cannot be read."""
    article: str
    """The slug its article has at head."""
    exact: str
    """The folded words of its evidence."""
    said: tuple[str, ...]
    """The folded cells of the table's own columns that do not identify its fact."""
    rest: tuple[str, ...]
    """The folded cells that identify it, then evidence, status and note."""

    @property
    def whole(self) -> tuple[object, ...]:
        """Everything a row says."""
        return (self.article, self.said, self.rest)


Key = Callable[[Known], tuple[object, ...] | None]


def known(row: Row, fact: str, table: Table, article: str) -> Known:
    """Return a row with what it is recognised by."""
    named = [field.name for field in table.fields if field.name in table.identify]
    said = [field.name for field in table.fields if field.name not in table.identify]
    return Known(
        row=row,
        fact=fact,
        article=article,
        exact=evidence.fold(evidence.parse(row.evidence).exact),
        said=tuple(evidence.fold(row.words(name)) for name in said),
        rest=tuple(evidence.fold(row.words(name)) for name in (*named, "evidence", "status", "note")),
    )


def _fact_article_evidence(one: Known) -> tuple[object, ...] | None:
    return (one.fact, one.article, one.exact) if one.fact else None


def _fact_article(one: Known) -> tuple[object, ...] | None:
    return (one.fact, one.article) if one.fact else None


def _article_evidence(one: Known) -> tuple[object, ...] | None:
    return (one.article, one.exact) if one.exact else None


def _fact_evidence(one: Known) -> tuple[object, ...] | None:
    return (one.fact, one.exact) if one.fact and one.exact else None


_PASSES: tuple[tuple[Key, bool], ...] = (
    (lambda one: one.whole, False),
    (_fact_article_evidence, False),
    (_fact_article, False),
    # One sentence may bear several rows: those of other facts must say the same of them.
    (_article_evidence, True),
    (_fact_evidence, False),
)
"""Each key, and whether what the rows say must be alike, too."""


def pair(before: Sequence[Known], after: Sequence[Known]) -> list[Pair]:
    """Return every row of one table on either side, each once, with the same row of the other side.

    What is at head stands in its order, what is gone behind it.
    """
    partner: dict[int, Known] = {}
    left, right = list(before), list(after)
    for key, alike in _PASSES:
        for old, new in _matches(left, right, key, alike):
            partner[id(new)] = old
        taken = {id(old) for old in partner.values()}
        left = [one for one in left if id(one) not in taken]
        right = [one for one in right if id(one) not in partner]
    pairs: list[Pair] = [(partner[id(one)].row if id(one) in partner else None, one.row) for one in after]
    return pairs + [(one.row, None) for one in left]


def _matches(left: list[Known], right: list[Known], key: Key, alike: bool) -> list[tuple[Known, Known]]:
    old, new = _grouped(left, key), _grouped(right, key)
    return [match for name in old.keys() & new.keys() for match in _best(old[name], new[name], alike)]


def _grouped(rows: Sequence[Known], key: Key) -> Mapping[tuple[object, ...], list[Known]]:
    groups: dict[tuple[object, ...], list[Known]] = defaultdict(list)
    for one in rows:
        name = key(one)
        if name is not None:
            groups[name].append(one)
    return groups


def _best(old: Sequence[Known], new: Sequence[Known], alike: bool) -> list[tuple[Known, Known]]:
    """Return pairs of rows with one key, those that have most cells in common first."""
    if len(old) * len(new) > MOST_COMPARISONS:
        return [(one, other) for one, other in zip(old, new, strict=False) if not alike or _alike(one, other)]
    ranked = sorted(
        (-_common(one, other), first, second)
        for first, one in enumerate(old)
        for second, other in enumerate(new)
        if not alike or _alike(one, other)
    )
    found, taken_old, taken_new = [], set[int](), set[int]()
    for _, first, second in ranked:
        if first not in taken_old and second not in taken_new:
            taken_old.add(first)
            taken_new.add(second)
            found.append((old[first], new[second]))
    return found


def _common(one: Known, other: Known) -> int:
    """Return how many cells two rows have in common."""
    # A table's columns may differ between the revisions.
    cells = zip((*one.said, *one.rest), (*other.said, *other.rest), strict=False)
    return sum(first == second for first, second in cells)


def _alike(one: Known, other: Known) -> bool:
    """Say whether two rows say the same in at least half of the cells that hold words."""
    filled = [(first, second) for first, second in zip(one.said, other.said, strict=False) if first or second]
    return 2 * sum(first == second for first, second in filled) >= len(filled)
