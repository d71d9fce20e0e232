"""A review as a comment on a pull request: whether it can be merged, what is left to do, what changed.

Every word of content goes through ``harmless``; links lead only where the caller said.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, groupby
from urllib.parse import quote

from msgspec import Struct

from generator.changes.model import Kind
from generator.review.escaping import harmless
from generator.views import words
from generator.views.review import (
    Data,
    Entry,
    Pair,
    Problem,
    Quoted,
    Review,
    RowView,
    Todo,
    Words,
    review,
)

GITHUB_LIMIT = 65_536
"""Characters that GitHub takes for a comment; more it refuses with "body is too long"."""
LISTED = 20
"""Items of the checklist, and findings, that are never folded."""
_IN_ADDRESS = "/#-._~"
_LINE = re.compile(r":&#8203;(?=\d+$)")
_RULE = "---\n\n"
"""A line between two entries."""


class Part(Struct, frozen=True):
    """A part of the comment of which whole items may be left out."""

    opening: str
    items: tuple[str, ...] = ()
    closing: str = ""
    """Ends a folded part; empty for any other."""

    @property
    def length(self) -> int:
        """How many characters the whole part has."""
        return len(self.opening) + sum(map(len, self.items)) + len(self.closing)

    def within(self, room: int) -> tuple[str, int]:
        """Return the part with as many items as fit, and their number; nothing where none does."""
        lengths = accumulate(map(len, self.items), initial=len(self.opening) + len(self.closing))
        number = sum(length <= room for length in lengths) - 1
        if number < bool(self.items):
            return "", 0
        return self.opening + "".join(self.items[:number]) + self.closing, number


def as_markdown(document: Data, limit: int = GITHUB_LIMIT, whole: str = "", preview: str = "") -> str:
    """Return the report, given as its JSON object, as GitHub Flavored Markdown.

    It has at most ``limit`` characters. ``whole`` is the address of the whole report, ``preview`` that of the
    site as it would be; without them nothing is linked. What does not fit is left out by whole items and
    counted. Raises ``ValueError`` for an address that is not http(s), and for a limit that holds no report.
    """
    for address in filter(None, (whole, preview)):
        if not address.startswith(("https://", "http://")):
            raise ValueError(f"not an http(s) address: {address!r}")
    writer = _Writer(preview.rstrip("/"))
    return _fitted(list(writer.parts(review(document))), limit, whole)


def _fitted(parts: Sequence[Part], limit: int, whole: str) -> str:
    """Return as many whole items of each part as there is room for, and how many are left out."""
    everything = sum(len(part.items) for part in parts)
    left = limit - len(_left_out(everything, everything, whole))
    left -= sum(part.length for part in parts if not part.closing)
    shares = iter(_shares([part.length for part in parts if part.closing], max(left, 0)))
    room = limit - len(_left_out(everything, everything, whole))
    written, shown, spare = "", 0, 0
    for part in parts:
        most = room - len(written)
        if part.closing:
            spare += next(shares)
            most = min(most, spare)
        text, number = part.within(most)
        spare -= len(text) if part.closing else 0
        written += text
        shown += number
    if not written:
        raise ValueError(f"{limit} characters do not hold a report")
    return written if shown == everything else written + _left_out(everything - shown, everything, whole)


def _shares(wanted: Sequence[int], room: int) -> list[int]:
    """Return how much of the room each gets: what it wants, or as much as any other that wants more."""
    shares = [0] * len(wanted)
    for rank, place in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        shares[place] = min(wanted[place], room // (len(wanted) - rank))
        room -= shares[place]
    return shares


def _left_out(number: int, everything: int, whole: str) -> str:
    where = f" [Read the whole report]({_quoted(whole)})." if whole else ""
    told = f"{number:,} of {words.counted(everything, 'item')} are left out here: a comment holds no more."
    return f"\n**{told}**{where}\n"


def _quoted(address: str) -> str:
    return quote(address, safe=":?=&%" + _IN_ADDRESS)


class _Writer(Struct, frozen=True):
    """Writes the parts of a comment."""

    preview: str
    """The address of the preview, without a slash at its end; empty without one."""

    def parts(self, shown: Review) -> Iterator[Part]:
        """Yield the parts in their order: the verdict and the checklist first."""
        sign = "✅" if shown.mergeable else "⛔"
        yield Part(f"## {sign} {shown.verdict}\n\n", tuple(f"- {harmless(one)}\n" for one in shown.reasons))
        yield Part(f"\n{words.capital(harmless(shown.counts))}.\n")
        to_do = [self._to_do(one) for one in shown.to_do]
        if to_do:
            yield Part("\n### Left to do\n\n", tuple(to_do[:LISTED]))
            yield from _more_below(to_do)
        findings = tuple(map(_finding, shown.findings))
        if findings:
            yield Part("\n### New findings\n\n", findings[:LISTED])
            yield from _more_below(findings)
        if shown.chapters:
            counts = (f"- {harmless(one.title)}: {one.counts}\n" for one in shown.chapters)
            yield Part("\n### What changed\n\n", tuple(counts) if len(shown.chapters) > 1 else ())
            yield Part("\n")
        few = sum(len(one.entries) for one in shown.chapters) <= 1
        for chapter in shown.chapters:
            for kind, entries in groupby(chapter.entries, key=lambda one: one.kind):
                listed = tuple(
                    f"{_RULE * (place > 0)}{self._entry(one)}" for place, one in enumerate(entries)
                )
                yield _fold(f"<b>{harmless(chapter.title)}</b>: {len(listed):,} {kind}", listed, few)
        if to_do[LISTED:]:
            yield _fold(f"<b>Left to do</b>: {len(to_do) - LISTED:,} more", tuple(to_do[LISTED:]))
        if findings[LISTED:]:
            yield _fold(f"<b>New findings</b>: {len(findings) - LISTED:,} more", findings[LISTED:])
        if shown.pages:
            yield _fold("<b>Pages that look different</b>", tuple(self._page(*one) for one in shown.pages))
        yield from _rest(shown)

    def _page(self, title: str, address: str) -> str:
        return f"- {harmless(title)} {_code(f'/{address}')}{self._link(address, 'preview')}\n"

    def _to_do(self, one: Todo) -> str:
        return f"- [ ] {harmless(one.words)} {_code(one.place)}{self._link(one.address)}\n"

    def _link(self, address: str, told: str = "on the page") -> str:
        """Return a link into the preview; nothing without one, or for an address that would leave it."""
        path = address.partition("#")[0]
        if not self.preview or ".." in path.split("/"):
            return ""
        return f" ([{told}]({_quoted(self.preview)}/{quote(address, safe=_IN_ADDRESS)}))"

    def _entry(self, one: Entry) -> str:
        name = f" {_code(one.name)}" if one.name else ""
        link = self._link(one.address) if one.address and one.kind is not Kind.REMOVED else ""
        lines = [
            f"**{one.kind.capitalize()}** · {harmless(one.what)}: <b>{harmless(one.title)}</b>{name}{link}"
        ]
        lines += [f"⚠️ {harmless(words)}" for words in one.remarks]
        lines += [harmless(words) for words in (one.agreement, *one.notes) if words]
        blocks = ["<br>\n".join(lines)]
        alone = one.kind in (Kind.ADDED, Kind.REMOVED)
        blocks.append(_list(one.fields) if alone else _table(one.fields))
        if not one.rows:
            blocks.append(_code(one.place))
        blocks += [_row(row) for row in one.rows]
        return "\n\n".join(filter(None, blocks)) + "\n\n"


def _more_below(items: Sequence[str]) -> Iterator[Part]:
    if len(items) > LISTED:
        yield Part(f"\n…and {len(items) - LISTED:,} more, below.\n")


def _fold(summary: str, items: tuple[str, ...], opened: bool = False) -> Part:
    return Part(f"<details{' open' * opened}><summary>{summary}</summary>\n\n", items, "</details>\n\n")


def _row(one: RowView) -> str:
    head = f"{harmless(one.heading)}: {_code(one.place)}"
    lines = [head, *(f"⚠️ {harmless(words)}" for words in one.remarks)]
    alone = one.kind in (Kind.ADDED, Kind.REMOVED)
    if one.before is None or one.after is None:
        quoted = one.after or one.before
        said = [_list(one.fields) if alone else _table(one.fields), _sentence(quoted) if quoted else ""]
    else:
        said = [_table(one.fields, (one.before, one.after))]
    return "\n\n".join(filter(None, ["<br>\n".join(lines), *said]))


def _list(fields: Iterable[Pair]) -> str:
    return "\n".join(f"- {harmless(pair.title)}: {_words(pair.after or pair.before)}" for pair in fields)


def _table(fields: Sequence[Pair], sentences: tuple[Quoted | None, Quoted | None] | None = None) -> str:
    rows = [
        f"| {harmless(pair.title)}{f'<br>({harmless(pair.remark)})' if pair.remark else ''} "
        f"| {_words(pair.before, 'del')} | {_words(pair.after, 'ins')} |"
        for pair in fields
    ]
    if sentences:
        before, after = sentences
        rows.append(f"| Evidence | {_sentence(before, 'del')} | {_sentence(after, 'ins')} |")
    return "\n".join(["| | before | after |", "|---|---|---|", *rows]) if rows else ""


def _sentence(one: Quoted | None, element: str = "") -> str:
    if one is None:
        return ""
    source = ", ".join(filter(None, [harmless(one.article), _code(one.place), harmless(one.problem)]))
    return f"{_words(one.words, element)} <br><sub>{source}</sub>"


def _words(spans: Words, element: str = "") -> str:
    """Return words, the evidence bold, what differs in an ``element``."""
    written = ""
    for span in spans:
        bare = span.words.rstrip(" ")
        told = harmless(bare)
        told = f"<{element}>{told}</{element}>" if span.changed and element and bare else told
        told = f"<b>{told}</b>" if span.evidence and bare else told
        written += told + " " * (len(bare) < len(span.words))
    return written


def _code(words: str) -> str:
    """Return words as code, in which GitHub looks for no emoji: a line's number stays with its file."""
    return f"<code>{_LINE.sub(':', harmless(words))}</code>"


def _finding(one: Problem) -> str:
    told = f"**{one.severity}** {harmless(one.code)} {_code(one.place)}: {harmless(one.message)}"
    return f"- {told} *What to do:* {harmless(one.remedy)}\n"


def _rest(shown: Review) -> Iterator[Part]:
    for title, listed in (("Not checked by the program", shown.unmade), ("Not compared", shown.not_compared)):
        if listed:
            items = tuple(f"- {_code(where)}: {harmless(because)}\n" for where, because in listed)
            yield _fold(f"<b>{title}</b>: {len(listed):,}", items)
    yield Part(f"\n{harmless(' '.join(shown.others))} Compared: {harmless(shown.compared)}.\n")
