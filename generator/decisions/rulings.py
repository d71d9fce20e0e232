"""Accept, reject, retract: which statuses rows may leave, and which they get."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct

from generator.decisions.amendments import Change
from generator.decisions.naming import Named, Naming
from generator.model import Row, Status


class Ruling(StrEnum):
    """What an editor decides about a row."""

    ACCEPT = "accept"
    REJECT = "reject"
    RETRACT = "retract"

    @property
    def status(self) -> Status:
        """The status that it gives a row."""
        return _STATUS[self]


_STATUS = {
    Ruling.ACCEPT: Status.ACCEPTED,
    Ruling.REJECT: Status.REJECTED,
    Ruling.RETRACT: Status.RETRACTED,
}
_OF_A_FACT = {
    Ruling.ACCEPT: (Status.DRAFT, Status.DISPUTED),
    Ruling.REJECT: (Status.DRAFT,),
    Ruling.RETRACT: (Status.ACCEPTED, Status.DISPUTED),
}
"""The rows that a ruling on their fact means: what was rejected stays so until it is named by line."""
_OF_A_LINE: Mapping[Ruling, tuple[Status, ...]] = {
    **_OF_A_FACT,
    Ruling.ACCEPT: (Status.DRAFT, Status.DISPUTED, Status.REJECTED, Status.RETRACTED),
}
_WHY_NOT = {
    (Ruling.REJECT, Status.ACCEPTED): "readers may have seen it: retract it instead",
    (Ruling.REJECT, Status.DISPUTED): "readers may have seen it: retract it instead",
    (Ruling.REJECT, Status.RETRACTED): "it is withdrawn already",
    (Ruling.RETRACT, Status.DRAFT): "nobody published it: reject it instead",
    (Ruling.RETRACT, Status.REJECTED): "nobody published it",
    (Ruling.ACCEPT, Status.REJECTED): "to accept it after all, name it by line",
    (Ruling.ACCEPT, Status.RETRACTED): "to accept it after all, name it by line",
}


class Ruled(Struct, frozen=True):
    """What a ruling means for the rows named."""

    changes: tuple[Change, ...]
    settled: tuple[Row, ...]
    """Rows named for which nothing is left to do: they have the status already."""
    problems: tuple[str, ...]
    """Every name that means no row, or none that the ruling is for."""


def rule(ruling: Ruling, names: Sequence[str], naming: Naming, note: str | None) -> Ruled:
    """Return the changes that ``ruling`` makes to the rows named; ``None`` leaves their notes alone."""
    changes: dict[tuple[str, int], Change] = {}
    settled: dict[tuple[str, int], Row] = {}
    problems: list[str] = []
    for words in names:
        named = naming.find(words)
        if isinstance(named, str):
            problems.append(named)
            continue
        meant = [row for row in named.rows if row.status in _meant(ruling, named)]
        done = [row for row in named.rows if row.status is ruling.status]
        if not meant and not done:
            problems.append(_why_not(ruling, named))
        if not meant:
            settled |= {(row.table, row.number): row for row in done}
        cells = {"status": ruling.status.value} | ({} if note is None else {"note": note})
        changes |= {(row.table, row.number): Change(row, cells) for row in meant}
    return Ruled(tuple(changes.values()), tuple(settled.values()), tuple(dict.fromkeys(problems)))


def _meant(ruling: Ruling, named: Named) -> tuple[Status, ...]:
    return (_OF_A_LINE if named.by_line else _OF_A_FACT)[ruling]


def _why_not(ruling: Ruling, named: Named) -> str:
    status = named.rows[0].status
    return f"“{named.words}” is {status.value}, so you cannot {ruling.value} it: {_WHY_NOT[ruling, status]}."
