"""What a fact said before, and a name for what it says now."""

import hashlib
import json

from generator.model import Fact

_VERSION_LENGTH = 8
"""Hexadecimal digits: one change in four thousand million goes unnoticed."""


def version(fact: Fact) -> str:
    """Return a short name for what a fact says, which changes when a reader would want to look again.

    That is: when a value, who says it, how far the sources agree or a status changes. No order and no
    words of the interface change it.
    """
    said = {
        "agreement": fact.agreement,
        "statuses": sorted({str(row.status) for row in fact.rows}),
        "values": {
            one.field: sorted([group.value.words, *group.origins] for group in one.groups)
            for one in fact.fields
        },
    }
    written = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(written.encode()).hexdigest()[:_VERSION_LENGTH]
