"""Rules on the editor's own prose: it cites facts, agrees with them and adds none."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from urllib.parse import unquote

from generator.check.examined import ExaminedRow
from generator.check.outcomes import Outcome, Passed, failed
from generator.check.prose import DEEPEST, FACT, Block, Link, blocks, plain, too_deep
from generator.check.prose_cues import cues_told
from generator.check.prose_dates import ProseDates
from generator.check.support import Support, of_the_event
from generator.content.names import leads_where_it_seems
from generator.identity import fact_identifier
from generator.model import Explainer, Location
from generator.schema import Table
from generator.values import People

_HTML = re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]*>)")
_TEMPLATE = re.compile(r"[{}]|-8<-|(?m:^[ \t]*(?:///|:::))")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20\x7f-\xa0]")
"""What browsers leave out of addresses, so that it must not hide a scheme."""
_CODE_ADDRESS = re.compile(r"(?:javascript|vbscript|data):\S", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")

Facts = Mapping[str, Sequence[ExaminedRow]]


def facts_of(rows: Sequence[ExaminedRow]) -> Facts:
    """Return the published rows by the fact they speak of, as prose cites it: ``table/fact``."""
    found: dict[str, list[ExaminedRow]] = {}
    for row in rows:
        if identity := row.identity:
            found.setdefault(f"{row.table.name}/{identity}", []).append(row)
    return found


def markup_plain(explainer: Explainer) -> Iterator[Outcome]:
    """Yield whether the prose is flat and free of HTML and of template, include and attribute syntax."""
    prose = explainer.prose
    deep = too_deep(prose)
    message = f"quotations, lists or stresses stand more than {DEEPEST} levels inside one another"
    yield failed("prose-too-deep", deep, message) if deep else Passed("prose-too-deep")
    for rule, pattern in (("prose-html", _HTML), ("prose-template", _TEMPLATE)):
        yield Passed(rule)
        for found in pattern.finditer(prose.text):
            before = prose.text[: found.start()]
            line, column = before.count("\n"), found.start() - before.rfind("\n")
            place = Location(prose.location.path, prose.location.line + line, column)
            words = prose.text[found.start() :].split("\n", 1)[0].strip()[:40]
            yield failed(rule, place, f"“{words}” is not plain Markdown")


def addresses_allowed(explainer: Explainer) -> Iterator[Outcome]:
    """Yield whether links and images lead where they may."""
    for block in blocks(explainer.prose):
        hidden = _CODE_ADDRESS.search(_IGNORED_IN_ADDRESSES.sub("", unquote(unescape(block.source))))
        if hidden and not any(_CODE_ADDRESS.match(link.address) for link in block.links):
            yield failed("prose-link", block.location, f"“{hidden[0]}…” can run code")
        for link in block.links:
            address = _IGNORED_IN_ADDRESSES.sub("", unquote(link.address))
            scheme = _SCHEME.match(address)
            remote = bool(scheme) or address.startswith(("//", "\\", "/\\"))
            rule = "prose-image" if link.image else "prose-link"
            refused = remote if link.image else not _is_allowed(link.address, scheme)
            if link.title:
                yield failed(rule, block.place(link.start), f"the link has a hidden title, “{link.title}”")
            if refused:
                yield failed(rule, block.place(link.start), f"the address “{link.address}” is not allowed")
            else:
                yield Passed(rule)


def _is_allowed(address: str, scheme: re.Match[str] | None) -> bool:
    """Say whether a link may have an address: one on the web is whole, one of a fact written plainly."""
    named = scheme[1].lower() if scheme else ""
    if named in ("http", "https"):
        return leads_where_it_seems(address)
    return named == "mailto" or address.startswith(FACT)


def chosen_facts_known(
    explainer: Explainer, facts: Facts, tables: Sequence[Table], people: People
) -> Iterator[Outcome]:
    """Yield whether the facts named at a glance are published, and those in corrections are or were."""
    for named in explainer.at_a_glance:
        if named in facts:
            yield Passed("fact-unknown")
        else:
            yield failed("fact-unknown", explainer.location, f"at_a_glance: there is no fact “{named}”")
    if not explainer.corrections:
        return
    known = {table.name: table for table in tables}
    ever = {
        f"{row.table}/{fact_identifier(row, known[row.table], people)}"
        for row in explainer.rows
        if row.table in known
    }
    ever |= {row.words("was") for row in explainer.renamed}
    for correction in explainer.corrections:
        cell = correction.cells.get("fact")
        if cell is None or not cell.words:
            continue
        if cell.words.strip() in ever:
            yield Passed("fact-unknown")
        else:
            yield failed("fact-unknown", cell.location, f"there is no fact “{cell.words}”")


def prose_borne_out(explainer: Explainer, facts: Facts, people: People) -> Iterator[Outcome]:
    """Yield whether the prose, title and standfirst say only what the facts say.

    Words inside a link to a fact are held against that fact alone, all others against every row.
    """
    rows = [row for alike in facts.values() for row in alike]
    whole = Support(rows, people, of_the_event(explainer), date=explainer.date)
    written = [
        plain("title", explainer.title, explainer.location),
        plain("standfirst", explainer.standfirst, explainer.location),
    ]
    cited: dict[str, Support] = {}
    for block in (*written, *blocks(explainer.prose)):
        links = [link for link in block.links if link.address.startswith(FACT) and not link.image]
        for link in links:
            name = link.address.removeprefix(FACT)
            if name in facts:
                cited[name] = cited.get(name) or Support(facts[name], people, alone=True)
                yield Passed("prose-fact-unknown")
            else:
                message = f"there is no fact “{name}”"
                yield failed("prose-fact-unknown", block.place(link.start), message)
        reader = _Reader(block, links, cited, whole, explainer)
        yield from reader.outcomes()
        for link in links:
            yield from cues_told(block, reader.text, link, facts.get(link.address.removeprefix(FACT), ()))


class _Reader:
    """Holds one block of prose against the facts."""

    def __init__(
        self,
        block: Block,
        links: Sequence[Link],
        cited: Mapping[str, Support],
        whole: Support,
        explainer: Explainer,
    ) -> None:
        self.block = block
        self.links = links
        self.cited = cited
        self.whole = whole
        self.dates = ProseDates(block.text, explainer.date)
        self.text = self.dates.text

    def outcomes(self) -> Iterator[Outcome]:
        """Yield one outcome for each number, date, name and quotation."""
        yield from self._numbers()
        yield from self._times()
        yield from self._digits()
        yield from self._names()
        yield from self._capitals()
        yield from self._quotations()

    def _numbers(self) -> Iterator[Outcome]:
        for mention in self.text.quantities:
            start, end = mention.number_start, mention.number_end
            if any(one.start <= start and end <= one.end for one in self.text.times.touching(start, end)):
                continue
            found = self._support(start, end)
            if found is not None:
                yield self._outcome(
                    "prose-unsupported-number", start, end, found.has_amount(mention, self.text)
                )

    def _times(self) -> Iterator[Outcome]:
        for mention in self.text.times:
            found = self._support(mention.start, mention.end)
            if found is not None:
                good = found.has_time(mention, self.dates.meant(mention))
                yield self._outcome("prose-unsupported-number", mention.start, mention.end, good)

    def _digits(self) -> Iterator[Outcome]:
        """Hold numbers that are neither amounts nor dates, as in names, against the digits of the facts."""
        read = [(one.number_start, one.number_end) for one in self.text.quantities]
        read += [(one.start, one.end) for one in self.text.times]
        for digits in _DIGITS.finditer(self.block.text):
            start, end = digits.span()
            found = self._support(start, end)
            if found is not None and not any(first < end and start < last for first, last in read):
                yield self._outcome("prose-unsupported-number", start, end, found.has_digits(digits[0]))

    def _names(self) -> Iterator[Outcome]:
        for mention in self.text.names:
            found = self._support(mention.start, mention.end)
            if found is not None:
                words = self.block.text[mention.start : mention.end]
                good = found.has_name(mention, words)
                yield self._outcome("prose-unsupported-name", mention.start, mention.end, good)

    def _capitals(self) -> Iterator[Outcome]:
        """Hold words that have a capital, but were not read as a name, against the words of the facts."""
        read = [(one.start, one.end) for one in self.text.names]
        read += [(one.start, one.end) for one in self.text.times]
        read += [(one.start, one.end) for one in self.text.quotations]
        first = self._sentence_starts()
        for start, end in zip(self.text.words.starts, self.text.words.ends, strict=True):
            if not self.block.text[start].isupper() or start in first or end - start == 1:
                continue
            found = self._support(start, end)
            if found is not None and not any(begin <= start < last for begin, last in read):
                good = found.has_word(self.block.text[start:end])
                yield self._outcome("prose-unsupported-name", start, end, good)

    def _sentence_starts(self) -> set[int]:
        """Return where the first word of each sentence begins: its capital says nothing."""
        words = self.text.words.starts
        places = [bisect_left(words, one.start) for one in self.text.sentences]
        return {words[place] for place in places if place < len(words)}

    def _quotations(self) -> Iterator[Outcome]:
        for mention in self.text.quotations:
            found = self._support(mention.start, mention.end)
            if found is not None:
                good = found.has_quotation(self.block.text[mention.start : mention.end])
                yield self._outcome("prose-unsupported-quotation", mention.start, mention.end, good)

    def _link(self, start: int, end: int) -> Link | None:
        return next((link for link in self.links if link.start < end and start < link.end), None)

    def _support(self, start: int, end: int) -> Support | None:
        """Return what the words must be held against; ``None`` when they cite a fact that is not there."""
        link = self._link(start, end)
        return self.whole if link is None else self.cited.get(link.address.removeprefix(FACT))

    def _outcome(self, rule: str, start: int, end: int, good: bool) -> Outcome:
        link = self._link(start, end)
        rule = rule if link is None else "prose-fact-disagrees"
        if good:
            return Passed(rule)
        words = self.block.text[start:end]
        if link is None:
            within = f"{self.block.key}: " if self.block.key else ""
            return failed(rule, self.block.place(start), f"{within}no fact has “{words}”")
        name = link.address.removeprefix(FACT)
        return failed(rule, self.block.place(start), f"the fact “{name}” does not say “{words}”")
