"""Shares: the parts into which inputs are cut, and what became of them."""

import json
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.archive.places import Place
from generator.archive.sources import Input, Mark

ASIDE = "_unfinished"
"""The folder for what is set aside; readers of data sets pass over names that begin so."""
KEY = 12
"""Digits of a digest that tell inputs apart."""


class Share(Struct, frozen=True):
    """What a worker is given."""

    input: Input
    digest: str
    """Of the input, SHA-256."""
    mark: Mark
    count: int
    """Records."""
    out: str
    """The output's address."""
    rules: str
    """A digest of what makes rows."""
    checked: bool
    """Whether rows must pass the checks."""

    @property
    def name(self) -> str:
        """What it is called where it is set aside: the same for the same records and the same question."""
        part = f"{self.digest[:KEY]}-{self.mark.number}-{self.count}"
        return f"{part}-{self.rules[:KEY]}{'-checked' * self.checked}"

    @property
    def end(self) -> int:
        """The number after that of its last record."""
        return self.mark.number + self.count

    def halves(self) -> "tuple[Share, ...]":
        """Return its first and its second half; none of a single record."""
        first, mark = self.count // 2, self.mark
        if not first:
            return ()
        second = Mark(mark.start, mark.skip + first, mark.number + first)
        return replace(self, count=first), replace(self, mark=second, count=self.count - first)


class Done(Struct, frozen=True):
    """What became of a share."""

    name: str
    articles: int
    findings: Mapping[str, int]
    """How many by the name of the rule."""
    months: Mapping[str, Mapping[str, int]]
    """Rows by table and month; in each table's file the months are record batches, in this order."""

    def written(self) -> bytes:
        """Return it as JSON."""
        record = {"articles": self.articles, "findings": self.findings, "months": self.months}
        return json.dumps(record, sort_keys=True).encode()


def finished(place: Place, wanted: Iterable[Share]) -> list[tuple[Share, Done]]:
    """Return what became of those shares that are finished."""
    names = set(place.names(ASIDE))
    found = ((one, done(one)) for one in wanted if f"{one.name}.json" in names)
    return [(share, ready) for share, ready in found if ready]


def done(share: Share) -> Done | None:
    """Return what became of a share, or ``None`` when it is not finished."""
    written = Place(share.out).read(f"{ASIDE}/{share.name}.json")
    return None if written is None else Done(share.name, **json.loads(written))
