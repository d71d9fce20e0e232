"""What was checked, as bytes that a later run can read."""

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from generator.findings import Checked, Finding, Tally, Unchecked, rules
from generator.model import Location


def pack(checked: Checked) -> bytes:
    """Return what was checked as bytes."""
    return json.dumps(
        {
            "findings": [
                [one.rule.name, *place(one.location), one.message, one.remedy] for one in checked.findings
            ],
            "unchecked": [[one.rule.name, *place(one.location), one.because] for one in checked.unchecked],
            "tallies": {name: [tally.made, tally.unmade] for name, tally in checked.tallies.items()},
            "rows": checked.rows,
            "made": dict(checked.made),
        },
        ensure_ascii=False,
    ).encode("utf-8", "surrogatepass")


def unpack(body: bytes) -> Checked:
    """Return what ``pack`` made bytes of."""
    read: dict[str, Any] = json.loads(body)
    known = rules()
    return Checked(
        findings=tuple(
            Finding(known[name], located(where), message, remedy)
            for name, *where, message, remedy in read["findings"]
        ),
        unchecked=tuple(
            Unchecked(known[name], located(where), because) for name, *where, because in read["unchecked"]
        ),
        tallies={name: Tally(*counts) for name, counts in read["tallies"].items()},
        rows=read["rows"],
        made=read["made"],
    )


def place(location: Location) -> tuple[str, int, int]:
    """Return a location as what JSON can hold."""
    return str(location.path), location.line, location.column


def located(written: Sequence[Any]) -> Location:
    """Return the location that ``place`` wrote."""
    path, line, column = written
    return Location(_path(path), line, column)


# Most of what is found in an explainer, and most files made of it, come from one file.
@lru_cache(maxsize=64)
def _path(written: str) -> PurePosixPath:
    return PurePosixPath(written)
