"""What changed in the lists beside the tables: the people, and the corrections."""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.changes.model import CellChange, CorrectionChange, Kind, PersonChange
from generator.model import Explainer, Person, Row
from generator.schema import CORRECTIONS, PEOPLE


def people(old: Sequence[Person], new: Sequence[Person]) -> Iterator[PersonChange]:
    """Yield the people that differ, by identifier."""
    was, now = {one.id: one for one in old}, {one.id: one for one in new}
    for name in sorted(was.keys() | now.keys()):
        before, after = was.get(name), now.get(name)
        one = after or before
        if one is None or _said(before) == _said(after):
            continue
        fields = tuple(_fields(before, after)) if before and after else ()
        yield PersonChange(Kind.of(before, after), name, one.name, fields, one.location)


def _said(person: Person | None) -> tuple[str, ...]:
    # The order of aliases means nothing.
    return (person.name, *sorted(person.aliases), "", person.country, person.kind) if person else ()


def _fields(before: Person, after: Person) -> Iterator[CellChange]:
    for field in PEOPLE.fields:
        old, new = (_words(getattr(one, field.name)) for one in (before, after))
        if old != new:
            yield CellChange(field.name, field.title, old, new, False)


def _words(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "; ".join(sorted(value))


def corrections(old: Explainer | None, new: Explainer | None) -> Iterator[CorrectionChange]:
    """Yield the entries of ``corrections.csv`` that are new, and those that are gone.

    An entry that was edited is one that is gone and one that is new: readers saw the first.
    """
    before, after = (one.corrections if one else () for one in (old, new))
    one = new or old
    slug = one.slug if one else ""
    for row in entries_without(after, before):
        yield _correction(Kind.ADDED, slug, row)
    for row in entries_without(before, after):
        yield _correction(Kind.REMOVED, slug, row)


def entries_without(rows: Sequence[Row], others: Sequence[Row]) -> Iterator[Row]:
    """Yield the entries that ``others`` lack, each as often as it stands there less often."""
    known = Counter(map(_entry, others))
    for row in rows:
        words = _entry(row)
        known[words] -= 1
        if known[words] < 0:
            yield row


def _entry(row: Row) -> tuple[str, ...]:
    return tuple(row.words(field.name) for field in CORRECTIONS.fields)


def _correction(kind: Kind, explainer: str, row: Row) -> CorrectionChange:
    return CorrectionChange(
        kind=kind,
        explainer=explainer,
        date=row.words("date"),
        fact=row.words("fact"),
        was=row.words("was"),
        now=row.words("now"),
        reason=row.words("reason"),
        location=row.location,
    )
