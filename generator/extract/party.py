"""Who can agree to something, and a sentence's words around the names of those who can."""

from msgspec import Struct


class Party(Struct, frozen=True, gc=False):  # words and numbers alone: no cycles to collect
    """A name that can agree to something."""

    start: int
    end: int
    name: str
    kind: str
    """``organisation``, ``country``, ``capital`` (for its government) or ``person``."""
    country: str = ""
    head: bool = False
    """True for a person who signs for a country, which is the name then."""


class Token(Struct, frozen=True, gc=False):  # made in thousands, and part of no cycle
    """A word, a mark, or the name of a party."""

    start: int
    word: str
    """In lower case, "" for a party."""
    party: Party | None = None

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.party.end if self.party else self.start + len(self.word)

    @property
    def possessive(self) -> bool:
        """True for the ending of a genitive."""
        return self.word in ("'s", "’s", "'", "’")
