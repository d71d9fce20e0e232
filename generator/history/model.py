"""What is known of the time that facts stood on their pages."""

import hashlib
from collections.abc import Mapping

from msgspec import Struct, field, json


class Change(Struct, frozen=True):
    """What a fact no longer says, or says besides."""

    day: str
    """The day on which it began to be so, as ``2025-09-05``."""
    field: str
    """Empty where the fact was published again: ``before`` has the day on which it was withdrawn."""
    before: tuple[str, ...]
    """The words it no longer says, as written; none where it says more than before."""
    after: tuple[str, ...]
    """The words it did not say before, as written; none where it says less."""
    reason: str
    """The reason given in ``corrections.csv``; empty when there is none."""


class Past(Struct, frozen=True):
    """What is known of a fact's time on its page."""

    first: str
    """The day on which it was first published; empty when it is older than what the clone holds."""
    changes: tuple[Change, ...]
    """The oldest first."""


class Pasts(Struct, frozen=True):
    """The past of the facts of one explainer."""

    facts: Mapping[str, Past] = field(default_factory=dict)
    """By ``table/id``: those that readers ever saw, under the names they have today."""
    shallow: bool = False
    """The clone was cut off: what stood there at the cut may be older."""

    @property
    def began(self) -> str:
        """The day on which the first of the facts was published; "" when that is not known."""
        return min((past.first for past in self.facts.values()), default="")

    @property
    def digest(self) -> str:
        """A name for all that is told here: 64 hexadecimal digits."""
        return hashlib.sha256(json.encode(self, order="sorted")).hexdigest()


class History(Struct, frozen=True):
    """The past of every fact, as far as the repository knows it."""

    explainers: Mapping[str, Pasts] = field(default_factory=dict)
    """By the explainer's slug; none where there is no repository."""
    problem: str = ""
    """Why a repository that is there could not be read, and what to do; empty when it could."""

    @property
    def shallow(self) -> bool:
        """True when the clone was cut off, so that nobody knows when the older facts were first published."""
        return any(one.shallow for one in self.explainers.values())

    def of(self, slug: str) -> Pasts:
        """Return the past of the facts of one explainer."""
        return self.explainers.get(slug, NO_PASTS)


NO_HISTORY = History()
NO_PASTS = Pasts()
