"""Facts and rows that changed, as entries of a review."""

from collections.abc import Collection, Iterator, Sequence

from generator.changes.model import Kind
from generator.differing import one_line
from generator.model import Status
from generator.views.review.entries import Data, Entry, RowView
from generator.views.review.spans import cell_pair, place, quoted_pair, value_pair

_DISPUTED, _ACCEPTED = Status.DISPUTED.value, Status.ACCEPTED.value
_NAME = "fact"
"""The column that names the fact of a row."""


def fact_entry(fact: Data, rows: Sequence[Data], table: str, to_do: Collection[tuple[str, str]]) -> Entry:
    """Return a fact that changed with the rows behind it that changed, under the title of its table.

    ``to_do`` are the facts of which the checklist speaks, as explainer and ``table/fact``.
    """
    name = f"{fact['table']}/{fact['id']}"
    told = {value["field"] for value in fact["values"]} if len(rows) == 1 else set()
    return Entry(
        anchor=f"change-{fact['explainer']}-{fact['table']}-{fact['id']}",
        kind=Kind(fact["kind"]),
        what=table,
        title=one_line(fact["title"]) or fact["id"],
        name=name,
        agreement=_agreement(fact),
        remarks=tuple(_remarks(fact)),
        notes=tuple(_notes(fact)),
        fields=tuple(value_pair(value) for value in fact["values"] if _tells(value, fact)),
        rows=tuple(_row(row, told) for row in rows),
        place=place(fact["location"]),
        address=fact["address"],
        to_do=(fact["explainer"], name) in to_do,
    )


def lone_row_entry(row: Data, table: str) -> Entry:
    """Return a row that changed though its fact says what it said before, or cannot be read."""
    shown = _row(row, ())
    return Entry(
        anchor=f"change-{row['explainer']}-{row['table']}-row-{row['location']['line']}-{row['kind']}",
        kind=Kind(row["kind"]),
        what=table,
        title=one_line(row["title"]) or _most_telling(row) or "A row",
        name=f"{row['table']}/{row['fact']}" if row["fact"] else "",
        agreement="",
        remarks=(),
        notes=("What readers are told stays as it was.",) if row["fact"] else (),
        fields=(),
        rows=(shown,),
        place=shown.place,
        address="",
        to_do=bool(shown.remarks),
    )


def _most_telling(row: Data) -> str:
    """Return the longest words that changed in a row, or ""."""
    said = (one_line(cell["after"] or cell["before"]) for cell in row["cells"])
    return max(said, key=len, default="")


def _tells(value: Data, fact: Data) -> bool:
    """Say whether a field tells more than the fact's title and name do."""
    before, after = value["before"], value["after"]
    return bool(value["field"] != _NAME and before != after and (before or after) != [fact["title"]])


def _agreement(fact: Data) -> str:
    before, after = fact["agreement_before"], fact["agreement_after"]
    if before == after:
        return ""
    return f"{before} → {after}" if before and after else ""


def _remarks(fact: Data) -> Iterator[str]:
    if fact["needs_correction"] and not fact["correction"]:
        yield "Readers saw what it said before: corrections.csv has to tell them."
    if fact["agreement_after"] == "conflicting" and fact["agreement_before"] != "conflicting":
        yield "Its sources differ now."


def _notes(fact: Data) -> Iterator[str]:
    if fact["was"]:
        yield f"It was called {fact['was']} before."
    if fact["correction"]:
        yield f"Readers are told in {place(fact['correction'])}."
    if fact["published_before"] and not fact["published_after"]:
        yield "Readers see it no more."
    elif fact["published_after"] and not fact["published_before"]:
        yield "Readers will see it."
    elif not fact["published_after"]:
        yield "Drafts only: readers will not see it yet."


def _row(row: Data, told: Collection[str]) -> RowView:
    """Return a row that changed; the fields in ``told`` stand with its fact already."""
    before, after = row["evidence_before"], row["evidence_after"]
    if row["kind"] == Kind.CHANGED and not row["evidence_changed"]:
        before = None
    quoted_before, quoted_after = quoted_pair(before, after)
    fields = [cell_pair(cell) for cell in row["cells"] if cell["field"] not in told and not _names(cell, row)]
    if row["note"]:
        fields.append(cell_pair(row["note"]))
    return RowView(
        kind=Kind(row["kind"]),
        heading=f"Row {row['kind']}, {_status(row)}",
        place=place(row["location"]),
        fields=tuple(fields),
        before=quoted_before,
        after=quoted_after,
        remarks=tuple(_row_remarks(row)),
    )


def _names(cell: Data, row: Data) -> bool:
    """Say whether a cell of a new or removed row only names its fact."""
    return bool(cell["field"] == _NAME and row["kind"] != Kind.CHANGED)


def _status(row: Data) -> str:
    before, after = row["status_before"], row["status_after"]
    if before and after and before != after:
        return f"{before} → {after}"
    return str(after) if after else f"was {before}"


def _row_remarks(row: Data) -> Iterator[str]:
    if row["review_again"]:
        yield "To be reviewed again: it was accepted with other words."
    if row["status_before"] != row["status_after"]:
        if row["status_after"] == _DISPUTED:
            yield "Readers will see it marked as disputed."
        elif row["status_before"] == _DISPUTED and row["status_after"] == _ACCEPTED:
            yield "Readers will see it marked as disputed no more."
    for cell in row["lost"]:
        yield f"Lost: {cell['before']} ({cell['title'].lower()})."
