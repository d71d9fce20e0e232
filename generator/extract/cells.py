"""Rows of an extraction as the cells an editor would write."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from generator import edtf, evidence
from generator.extract.nations import country_name
from generator.extract.rows import Amount, Attendee, Deal, Event, Extraction, Number, Proposal, Quote
from generator.language import countries, names
from generator.model import Article, Location, Person, Status
from generator.values.people import People


class Draft(Struct, frozen=True):
    """A row before it has passed the checks."""

    table: str
    article: str
    start: int
    end: int
    cells: Mapping[str, str]
    """The table's own columns and those that follow them, empty ones left out."""
    newcomers: tuple[Person, ...] = ()
    """Whom the row names and people.csv does not list."""
    refusal: str = ""
    """Why the row cannot be written at all, "" when it can."""


def drafts(article: Article, extraction: Extraction, people: People) -> Iterator[Draft]:
    """Yield a draft for each row of ``extraction``, in the order of the tables."""
    writer = _Writer(article, people)
    for attendee in extraction.attendees:
        yield writer.attendee(attendee)
    for group in extraction.groups:
        yield writer.attendee(group, "group")
    for deal in extraction.deals:
        yield writer.deal(deal)
    for number in extraction.numbers:
        yield writer.number(number)
    for event in (*extraction.timeline, *extraction.undated):
        yield writer.event(event)
    for quote in extraction.quotes:
        yield writer.quote(quote)


class _Writer(Struct):
    """Writes the cells of one article's rows."""

    article: Article
    people: People
    _newcomers: dict[str, Person] = field(default_factory=dict)

    def attendee(self, row: Attendee, kind: str = "person") -> Draft:
        if row.presence == "mentioned":
            return self.draft(
                "attendees", row, {"person": row.person}, refusal="the article does not say they were there"
            )
        name = self.name(row.person, row.country, kind)
        cells = {
            "person": name,
            "role": row.role,
            "country": country_name(row.country),
            "presence": row.presence,
            "relation": row.relation,
        }
        return self.draft("attendees", row, cells, [name])

    def deal(self, row: Deal) -> Draft:
        parties = [self.party(party) for party in row.parties if _is_name(party)]
        cells = {
            "deal": row.deal,
            "parties": "; ".join(parties),
            **_amount(row.worth),
            "term": row.term_words,
            "date": date_cell(row.date),
            "state": row.state,
        }
        return self.draft("deals", row, cells, parties)

    def number(self, row: Number) -> Draft:
        return self.draft("numbers", row, {"what": row.what, **_amount(row.amount)})

    def event(self, row: Event) -> Draft:
        date = date_cell(row.date)
        refusal = "" if date or not row.date else f"“{row.date}” is no date that a cell can hold"
        return self.draft(
            "timeline", row, {"date": date, "event": row.event, "state": row.state}, refusal=refusal
        )

    def quote(self, row: Quote) -> Draft:
        speaker = self.party(row.speaker)
        cells = {"speaker": speaker, "words": _one_line(row.words), "occasion": row.occasion}
        return self.draft("quotes", row, cells, [speaker])

    def draft(
        self,
        table: str,
        row: Proposal,
        cells: Mapping[str, str],
        names: Sequence[str] = (),
        refusal: str = "",
    ) -> Draft:
        quoted = evidence_cell(self.article.text, row.start, row.end)
        common = {
            "attribution": _one_line(row.attribution),
            "article": self.article.slug,
            "evidence": quoted or "",
            "status": str(Status.DRAFT),
            "note": f"{row.rule}, confidence {row.confidence:.2f}",
        }
        filled = {column: _one_line(words) for column, words in {**cells, **common}.items() if words}
        newcomers = tuple(self._newcomers[name] for name in names if name in self._newcomers)
        refusal = refusal or ("" if quoted else "its evidence cannot be told from the same words elsewhere")
        return Draft(table, self.article.slug, row.start, row.end, filled, newcomers, refusal)

    def party(self, name: str) -> str:
        """Return the cell for a party: a country's name, or somebody listed or to be listed."""
        if self.people.find(name) is None and (code := countries.code(name)):
            return country_name(code) if len(name) <= 3 else name
        return self.name(name, "", "organization")

    def name(self, name: str, country: str, kind: str) -> str:
        """Return the cell for a name, and keep in mind whom people.csv does not list."""
        if self.people.find(name) is None and name not in self._newcomers:
            identifier = slug(name)
            aliases = self.short_forms(name) if kind == "person" else ()
            self._newcomers[name] = Person(
                identifier, name, aliases, country, kind, Location(self.article.location.path)
            )
        return name

    def short_forms(self, name: str) -> tuple[str, ...]:
        """Return the single words of ``name`` by which the article calls this person and nobody else."""
        named = {(self.article.text[one.start : one.end], one.name) for one in names.find(self.article.text)}
        return tuple(
            word
            for word in name.split()[:: len(name.split()) - 1 or 1]
            if word != name
            and (word, name) in named
            and {whose for words, whose in named if word in words.split()} == {name}
            and self.people.find(word) is None
        )


def _is_name(party: str) -> bool:
    """Tell who is called by a name from "the port" and "European creditors", whom people.csv cannot list."""
    return not party.rpartition(" ")[2].islower()


def _amount(amount: Amount | None) -> dict[str, str]:
    return {"value": amount.words, "unit": amount.unit_words} if amount else {}


def _one_line(words: str) -> str:
    return " ".join(words.split())


def date_cell(timex: str) -> str:
    """Return a TIMEX3 date as EDTF, or "" for those that the cells cannot hold (weeks, quarters, seasons)."""
    value = timex.split("T")[0]
    if re.fullmatch(r"[0-9]{3}", value):
        value = f"{value}0/{value}9"
    return "" if edtf.problem(value) else value


_LONGEST_NEIGHBOUR = 8
"""Words of the neighbouring text that may be needed to tell a repeated sentence from its twin."""


def evidence_cell(text: str, start: int, end: int) -> str | None:
    """Return the evidence cell that means ``text[start:end]``, or None when no cell can.

    Where the words stand more than once, the words before or after are added in braces.
    """
    exact = _one_line(text[start:end])
    before = text[max(0, start - 200) : start].split("\n")[-1].split()
    after = text[end : end + 200].split("\n")[0].split()
    for count in range(_LONGEST_NEIGHBOUR + 1):
        prefix = " ".join(before[-count:]) if count else ""
        suffix = " ".join(after[:count])
        for cell in _surrounded(exact, prefix, suffix):
            found = evidence.locate(text, evidence.parse(cell))
            if isinstance(found, evidence.Located) and found.start <= start and end <= found.end:
                return cell
    return None


def _surrounded(exact: str, prefix: str, suffix: str) -> Iterator[str]:
    if not prefix and not suffix:
        yield exact
    if prefix:
        yield f"{{{prefix}}} {exact}"
    if suffix:
        yield f"{exact} {{{suffix}}}"


def slug(words: str, longest: int = 60) -> str:
    """Return words as part of an address: lower-case ASCII letters, digits and single hyphens."""
    folded = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    parts = re.findall(r"[a-z0-9]+", folded)
    made = ""
    for part in parts:
        if len(made) + len(part) + 1 > longest:
            break
        made = f"{made}-{part}" if made else part
    return made or "unnamed"
