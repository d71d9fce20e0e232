"""Drafts to rows: what is new, known, and refused."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from generator.extract import known, slugs
from generator.extract.cells import Draft
from generator.findings import Finding
from generator.model import Cell, Content, Explainer, Location, Person, Row
from generator.schema import Table
from generator.values.people import People

Check = Callable[[Content], Sequence[Finding]]
"""The checks every row must pass: content in, findings out."""


class Refused(Struct, frozen=True):
    """A row that was not written, and why."""

    table: str
    article: str
    words: str
    """What it would have said, in short."""
    reason: str


class Proposed(Struct, frozen=True):
    """What extractors add to an explainer."""

    explainer: Explainer
    rows: Mapping[str, tuple[Mapping[str, str], ...]]
    """By table: the new rows, each cell by its column's name."""
    people: tuple[Person, ...]
    """People and organisations the new rows name that ``people.csv`` does not list."""
    known: int
    """Rows that the tables already have, whatever their status."""
    refused: tuple[Refused, ...]


def propose(
    explainer: Explainer,
    tables: Sequence[Table],
    people: Sequence[Person],
    proposals: Sequence[Iterable[Draft]],
    check: Check,
) -> Proposed:
    """Return the rows that ``proposals``, the drafts of one extractor each, add to an explainer's tables.

    Of two extractors' rows that say the same of the same words, the first's is kept. A row counts as
    known when its table has one of the same article whose evidence overlaps and whose key value is the
    same: it is left alone, and one that was rejected is not proposed again. Each new row is checked with
    ``check`` as if it stood in the table: a cell that fails is left empty where the table allows that,
    else the row is refused with the reason.
    """
    return _Proposing(explainer, tables, people, check).propose(proposals)


class _Proposing:
    """One run of the drafting."""

    def __init__(
        self, explainer: Explainer, tables: Sequence[Table], people: Sequence[Person], check: Check
    ) -> None:
        self.explainer = explainer
        self.tables = {table.name: table for table in tables}
        self.people = tuple(people)
        self.check = check
        self.refused: list[Refused] = []
        self.known = 0

    def propose(self, proposals: Sequence[Iterable[Draft]]) -> Proposed:
        drafts: list[Draft] = []
        for proposed in proposals:
            drafts += self.unknown(proposed, drafts)
        drafts = slugs.name_facts(drafts, self.explainer)
        passed = self.passing(drafts)
        rows = {name: tuple(draft.cells for draft in passed if draft.table == name) for name in self.tables}
        return Proposed(self.explainer, rows, self.newcomers(passed), self.known, tuple(self.refused))

    def unknown(self, proposed: Iterable[Draft], before: Sequence[Draft]) -> list[Draft]:
        """Return the drafts that neither a row of the explainer nor a draft of ``before`` tells already."""
        directory = People(self.people)
        articles = {article.slug: article for article in self.explainer.articles}
        drafts: list[Draft] = []
        for draft in proposed:
            if draft.table not in self.tables or known.is_proposed(draft, before, directory):
                continue
            if draft.refusal:
                self.refuse(draft, draft.refusal)
            elif known.is_known(draft, self.explainer, articles[draft.article], directory):
                self.known += 1
            else:
                drafts.append(draft)
        return drafts

    def passing(self, drafts: list[Draft]) -> list[Draft]:
        """Return the drafts that pass the checks, cells that fail left empty where that helps."""
        for _ in range(_ROUNDS):
            found = self.findings(drafts)
            if not found:
                break
            drafts = [
                kept
                for number, draft in enumerate(drafts, start=1)
                if (kept := self.mended(draft, found.get(number, []))) is not None
            ]
        left = self.findings(drafts)
        for number in sorted(left, reverse=True):
            self.refuse(drafts.pop(number - 1), left[number][0].message)
        return drafts

    def findings(self, drafts: Sequence[Draft]) -> dict[int, list[Finding]]:
        """Return what the checks find, by the number of the draft from 1 (which is its line)."""
        rows = tuple(
            _row(self.explainer, self.tables[one.table], one, line) for line, one in enumerate(drafts, 1)
        )
        newcomers = self.newcomers(drafts)
        content = Content((replace(self.explainer, rows=rows),), (*self.people, *newcomers))
        found: dict[int, list[Finding]] = {}
        for one in self.check(content):
            if one.location.path == _DRAFTED:
                found.setdefault(one.location.line, []).append(one)
        return found

    def mended(self, draft: Draft, found: Sequence[Finding]) -> Draft | None:
        """Return the draft without the cells that fail, or None after refusing it."""
        table = self.tables[draft.table]
        filled = dict(draft.cells)
        for one in found:
            column = table.columns[one.location.column - 1]
            weakened = column.name == "evidence" and one.rule.name != "negation-lost"
            if weakened and "attribution" not in filled and "“" in one.message:
                filled["attribution"] = one.message.split("“", 1)[1].split("”", 1)[0]
            elif column.required or column.name not in filled:
                self.refuse(draft, one.message)
                return None
            else:
                del filled[column.name]
        return replace(draft, cells=filled) if found else draft

    def newcomers(self, drafts: Iterable[Draft]) -> tuple[Person, ...]:
        """Return whom the drafts name and nobody lists, each with an identifier of their own."""
        taken = {person.id for person in self.people}
        aliased: set[str] = set()
        listed: dict[str, Person] = {}
        for draft in drafts:
            named = {part.strip() for column in _NAMING for part in draft.cells.get(column, "").split(";")}
            for person in draft.newcomers:
                if person.name in named and person.name not in listed:
                    identifier = _free(person.id, taken)
                    taken.add(identifier)
                    aliases = tuple(one for one in person.aliases if one not in aliased)
                    aliased.update(aliases)
                    listed[person.name] = replace(person, id=identifier, aliases=aliases)
        return tuple(listed.values())

    def refuse(self, draft: Draft, reason: str) -> None:
        words = next((draft.cells[column] for column in _TELLING if draft.cells.get(column)), "")
        self.refused.append(Refused(draft.table, draft.article, words, reason))


_ROUNDS = 4
"""How often cells that fail are left empty before a row is given up."""
_NAMING = ("person", "parties", "speaker")
_TELLING = ("person", "deal", "what", "event", "words")
_DRAFTED = PurePosixPath("drafted.csv")


def _free(identifier: str, taken: set[str]) -> str:
    made, number = identifier, 2
    while made in taken:
        made, number = f"{identifier}-{number}", number + 1
    return made


def _row(explainer: Explainer, table: Table, draft: Draft, line: int) -> Row:
    """Return a draft as a row whose line is its number and whose columns are numbered from 1."""
    filled = {
        column.name: Cell(draft.cells.get(column.name, ""), Location(_DRAFTED, line, place))
        for place, column in enumerate(table.columns, start=1)
    }
    return Row(explainer.slug, table.name, line, Location(_DRAFTED, line), filled)
