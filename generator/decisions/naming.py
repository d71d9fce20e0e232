"""How an editor names rows: by their fact, ``deals/power-of-siberia-2``, or by their line, ``deals:7``."""

import re
from collections.abc import Sequence

from msgspec import Struct

from generator.identity import fact_identifier
from generator.model import Explainer, Row
from generator.reading.plain_yaml import did_you_mean
from generator.schema import Table
from generator.values import People

_LINE = re.compile(r"(?:\./)?(?P<file>[^:]+?)(?:\.csv)?:(?P<line>[0-9]{1,9})(?::[0-9]*)?:?")
HOW = "Name a row by its fact (deals/gas-pipeline), by fact and article (…@the-article) or by line (deals:7)."


class Named(Struct, frozen=True):
    """The rows that one name stands for."""

    words: str
    """As typed."""
    rows: tuple[Row, ...]
    by_line: bool
    """True when the name means that very row, not whatever speaks of a fact."""


class Naming:
    """Finds the rows of one explainer by their names."""

    def __init__(self, explainer: Explainer, tables: Sequence[Table], people: People) -> None:
        self.rows: dict[str, list[Row]] = {table.name: [] for table in tables}
        self.facts: dict[str, list[Row]] = {}
        known = {table.name: table for table in tables}
        for row in explainer.rows:
            self.rows[row.table].append(row)
            if fact := fact_identifier(row, known[row.table], people):
                self.facts.setdefault(f"{row.table}/{fact}", []).append(row)

    def find(self, words: str) -> Named | str:
        """Return the rows that ``words`` name; where they name none, what is wrong with them."""
        line = _LINE.fullmatch(words)
        if line:
            return self._by_line(words, line["file"], int(line["line"]))
        fact, _, article = words.partition("@")
        rows = self.facts.get(fact)
        if rows is None:
            return f"There is no fact “{fact}”{self._near(fact)}. {HOW}"
        if article:
            own = [row for row in rows if row.article == article]
            cited = sorted({row.article for row in rows})
            if not own:
                near = did_you_mean(article, cited) or f" (it rests on {', '.join(cited)})"
                return f"No row of “{fact}” cites the article “{article}”{near}."
            rows = own
        return Named(words, tuple(rows), by_line=False)

    def _by_line(self, words: str, file: str, line: int) -> Named | str:
        table = file.rsplit("/", 1)[-1]
        rows = self.rows.get(table)
        if rows is None:
            return f"There is no table “{table}”{did_you_mean(table, self.rows)}. {HOW}"
        if not rows:
            return f"The table “{table}” has no row."
        path = str(rows[0].location.path).removesuffix(".csv")
        if not f"/{path}".endswith(f"/{file}"):
            return f"“{words}” is not in this explainer: its table is {path}.csv."
        for row in rows:
            if row.location.line <= line <= last_line(row):
                return Named(words, (row,), by_line=True)
        return (
            f"No row stands on line {line} of {path}.csv. Lines are counted as in findings: the header is 1."
        )

    def _near(self, fact: str) -> str:
        table, slash, _ = fact.partition("/")
        if not slash:
            meant = [name for name in self.facts if name.partition("/")[2] == fact]
            return f" (did you mean “{meant[0]}”?)" if meant else did_you_mean(fact, self.facts)
        if table not in self.rows:
            return f": there is no table “{table}”{did_you_mean(table, self.rows)}"
        return did_you_mean(fact, [name for name in self.facts if name.startswith(f"{table}/")])


def last_line(row: Row) -> int:
    """Return the line of the file on which a row ends: cells may hold line breaks."""
    return max(cell.location.line + cell.words.count("\n") for cell in row.cells.values())


def facts_named(rows: Sequence[Row], tables: Sequence[Table], people: People) -> tuple[str, ...]:
    """Return the facts that rows speak of, as ``table/fact``, each once, unreadable ones left out."""
    known = {table.name: table for table in tables}
    found = ((row.table, fact_identifier(row, known[row.table], people)) for row in rows)
    return tuple(dict.fromkeys(f"{table}/{fact}" for table, fact in found if fact))
