"""What all changes to its rows come to for each fact: what it says, who agrees, what readers must be told."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.changes import listed, renaming, telling
from generator.changes.model import FactChange, Kind, RowChange, ValueChange
from generator.changes.renaming import Name
from generator.changes.rows import Matched, of_both
from generator.changes.side import Side
from generator.model import Explainer, Fact, FieldAgreement, Location, Row
from generator.schema import Field

Show = Callable[[Fact, bool], tuple[str, str, str]]
"""A fact, and whether it is at head → its label, its address and the same in the preview."""


class Compared(Struct, frozen=True):
    """What changed in the facts of one explainer."""

    changes: tuple[FactChange, ...]
    reworded: tuple[FactChange, ...]
    """Those of which readers see other words of the editor's, and no other value."""
    unlisted: tuple[FactChange, ...]
    """Those that readers knew under another name, which ``renamed.csv`` does not list."""
    forgotten: tuple[Row, ...]
    """The lines of ``renamed.csv`` whose old name leads nowhere any more."""
    silent: Mapping[int, Row]
    """By the ``id`` of a fact that changed: the new entry on it that does not say what changed."""


class Facts:
    """The facts of one explainer at base and at head.

    Tables in ``unread`` are left out: which of their rows are there is not known.
    """

    def __init__(
        self,
        old: Explainer | None,
        new: Explainer | None,
        matched: Matched,
        base: Side,
        head: Side,
        unread: frozenset[str],
        show: Show,
    ) -> None:
        self.base, self.head, self.show = base, head, show
        self.articles = matched.articles
        # Else the same words may mean somebody else.
        self.same_people = base.edition.content.people == head.edition.content.people
        # Where a whole explainer goes, its corrections go with it.
        self.stays = new is not None
        self.was = _readable(base.facts(old.slug) if old else {}, unread)
        self.now = _readable(head.facts(new.slug) if new else {}, unread)
        self.published_was = base.published(old.slug) if old else {}
        self.published_now = head.published(new.slug) if new else {}
        self.listed = renaming.listed_names(new)
        self.corrections = _new_corrections(old, new)
        self.rows = _by_fact(matched.changes)
        self.moved = renaming.moved(matched, base, head)
        self.forgotten = renaming.forgotten(old, new, self.now)

    def compare(self) -> Compared:
        """Return what changed."""
        changes: list[FactChange] = []
        reworded: list[FactChange] = []
        unlisted: list[FactChange] = []
        silent: dict[int, Row] = {}
        renamed = self.renamed()
        for before, after in self.pairs(renamed):
            change = self.change(before, after)
            if change is None:
                continue
            changes.append(change)
            entries = self.entries(before, after)
            if entries and change.correction is None:
                silent[id(change)] = entries[-1]
            if change.correction is None and not change.needs_correction and self.is_reworded(change):
                reworded.append(change)
            known = change.published_before is not None and change.correction is None
            moved = change.kind is Kind.RENAMED and not change.needs_correction
            if known and moved and not self.is_listed(before, after):
                unlisted.append(change)
        return Compared(tuple(changes), tuple(reworded), tuple(unlisted), self.forgotten, silent)

    def renamed(self) -> Mapping[Name, Name]:
        """Return the facts that have another name: as ``renamed.csv`` says, else as most of their rows do."""
        found: dict[Name, Name] = {}
        for name in self.was.keys() - self.now.keys():
            listed = self.listed.get(name)
            told = listed if listed in self.now else self.moved.get(name)
            if told and told in self.now and (told == listed or told not in self.was):
                found[name] = told
        return found

    def pairs(self, renamed: Mapping[Name, Name]) -> Iterator[tuple[Name | None, Name | None]]:
        """Yield the names of each fact at base and at head, by table and place; what is gone comes last."""
        origin: dict[Name, Name] = {}
        for name in self.was:
            if name in renamed:
                origin.setdefault(renamed[name], name)
        for name in self.now:
            yield (name if name in self.was else origin.get(name)), name
        for name in self.was:
            if name not in self.now and origin.get(renamed.get(name, name)) != name:
                yield name, renamed.get(name)

    def change(self, before: Name | None, after: Name | None) -> FactChange | None:
        """Return what became of a fact, or nothing where it is as it was."""
        old = self.was.get(before) if before else None
        new = self.now.get(after) if after else None
        one = new or old
        if one is None:
            return None
        rows = tuple(
            {id(row): row for name in (after, before) if name for row in self.rows.get(name, ())}.values()
        )
        public_old = self.published_was.get(before) if before else None
        public_new = self.published_now.get(after) if after else None
        values = tuple(self.values(old, new))
        renamed = bool(before and after and before != after)
        differs = renamed or values or rows or self.has_other_sources(old, new)
        if not differs and not self.has_other_sources(public_old, public_new):
            return None
        label, address, url = self.show(one, new is not None)
        return FactChange(
            kind=Kind.of(old, new, renamed),
            explainer=one.explainer,
            table=one.table,
            id=one.id,
            was=old.id if renamed and old else "",
            title=label,
            values=values,
            before=old,
            after=new,
            published_before=public_old,
            published_after=public_new,
            needs_correction=self.stays and self.is_lost(public_old, public_new),
            correction=self.correction(self.entries(before, after), public_old, public_new),
            rows=rows,
            location=next((row.location for row in rows if row.after), one.rows[0].location),
            address=address,
            url=url,
        )

    def values(self, old: Fact | None, new: Fact | None) -> Iterator[ValueChange]:
        """Yield the fields of a fact that differ."""
        for field in self.fields(new or old):
            was, now = _agreement(old, field.name), _agreement(new, field.name)
            if old and new and _normal(was) == _normal(now):
                continue
            shown_was, shown_now = _shown(was, field, self.base), _shown(now, field, self.head)
            if (was or now) and not (old and new and sorted(shown_was) == sorted(shown_now)):
                yield ValueChange(
                    field=field.name,
                    title=field.title,
                    before=shown_was,
                    after=shown_now,
                    agreement_before=was.agreement if was else None,
                    agreement_after=now.agreement if now else None,
                )

    def gone(self, before: Fact | None, after: Fact | None) -> list[Field]:
        """Return the fields of which readers saw a value that no row gives any more."""
        if before is None or after is None:
            return []
        return [field for field in self.fields(after) if self.is_gone(before, after, field)]

    def fields(self, fact: Fact | None) -> list[Field]:
        """Return the fields that a fact has at base or at head, but for its name."""
        if fact is None:
            return []
        table = of_both(fact.table, self.base, self.head)
        return [field for field in table.fields if field.value_type != "identifier"]

    def is_gone(self, before: Fact, after: Fact, field: Field) -> bool:
        """Say whether a row of base says what no row of head means, nor shows in the same words."""
        written = {row.words(field.name) for row in after.rows}
        if self.same_people and all(row.words(field.name) in written for row in before.rows):
            return False
        left = [
            (value.normal, self.head.shown(value, field)) for value in self.head.values(after.rows, field)
        ]
        meanings, shown = {normal for normal, _ in left}, {words for _, words in left}
        return any(
            value.normal not in meanings and self.base.shown(value, field) not in shown
            for value in self.base.values(before.rows, field)
        )

    def has_other_sources(self, before: Fact | None, after: Fact | None) -> bool:
        """Say whether a fact rests on other articles than before, or its sources agree otherwise."""
        return _sources(before, self.articles) != _sources(after, {})

    def is_lost(self, before: Fact | None, after: Fact | None) -> bool:
        """Say whether readers saw a value, or the whole fact, that they see no more."""
        if before is None or after is None:
            return before is not None
        return any(field.value_type != "text" for field in self.gone(before, after))

    def is_reworded(self, change: FactChange) -> bool:
        """Say whether readers see other words of the editor's."""
        return bool(self.gone(change.published_before, change.published_after))

    def is_listed(self, before: Name | None, after: Name | None) -> bool:
        """Say whether ``renamed.csv`` leads from one name to the other."""
        return before is not None and self.listed.get(before) == after

    def entries(self, before: Name | None, after: Name | None) -> list[Row]:
        """Return the new entries of ``corrections.csv`` on a fact, under either name."""
        names = dict.fromkeys("/".join(name) for name in (after, before) if name)
        return [row for name in names for row in self.corrections.get(name, ())]

    def correction(self, entries: Sequence[Row], old: Fact | None, new: Fact | None) -> Location | None:
        """Return where an entry stands that tells readers what became of a fact."""
        gone = self.gone(old, new) if new else self.fields(old)
        for row in entries:
            if old is None or not gone or telling.tells(row, old, new, gone, self.base, self.head):
                return row.location
        return None


def _readable(facts: Mapping[Name, Fact], unread: frozenset[str]) -> Mapping[Name, Fact]:
    return {name: fact for name, fact in facts.items() if name[0] not in unread}


def _new_corrections(old: Explainer | None, new: Explainer | None) -> Mapping[str, list[Row]]:
    """Return the entries that ``corrections.csv`` had not before, by ``table/fact``."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in listed.entries_without(new.corrections if new else (), old.corrections if old else ()):
        found[row.words("fact")].append(row)
    return found


def _by_fact(rows: Sequence[RowChange]) -> Mapping[Name, list[RowChange]]:
    """Return the changes to rows that readers could notice, by the facts they speak of on either side."""
    found: dict[Name, list[RowChange]] = defaultdict(list)
    for row in rows:
        if row.fact and (row.cells or row.evidence_changed or row.status_before is not row.status_after):
            found[row.table, row.fact].append(row)
    return found


def _agreement(fact: Fact | None, field: str) -> FieldAgreement | None:
    return next((one for one in fact.fields if one.field == field and one.groups), None) if fact else None


def _normal(field: FieldAgreement | None) -> frozenset[object]:
    return frozenset(group.value.normal for group in field.groups) if field else frozenset()


def _shown(field: FieldAgreement | None, column: Field, side: Side) -> tuple[str, ...]:
    groups = field.groups if field else ()
    return tuple(side.shown(group.value, column) for group in groups)


def _sources(fact: Fact | None, called: Mapping[str, str]) -> tuple[object, ...] | None:
    if fact is None:
        return None
    return (fact.agreement, len(fact.origins), {called.get(one, one) for one in fact.articles})
