"""A review for a terminal: what changed and what is left to do, at 80 columns."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.changes.model import Kind
from generator.review.layout import Styled, lines, spans
from generator.views import words
from generator.views.review import (
    Chapter,
    Data,
    Entry,
    Pair,
    Problem,
    Quoted,
    Review,
    RowView,
    Span,
    Words,
    review,
)

_KINDS = {Kind.ADDED: "green", Kind.CHANGED: "yellow", Kind.RENAMED: "cyan", Kind.REMOVED: "red"}
_SEVERITIES = {"error": "red", "warning": "yellow"}
_BEFORE, _AFTER = "red", "green"
_INDENT = "    "
MOST_TOLD = 60
"""Changes in a report that tells each of them in full."""
FIRST_TOLD = 5
"""Changes of each kind in an explainer that a longer report tells in full."""
MOST_BESIDE = 56
"""Letters before and after together that may stand on one line, parted by an arrow."""


def as_text(document: Data, colour: bool = False) -> str:
    """Return the report, given as its JSON object: changes by explainer, new findings, what is left to do.

    "" when nothing changed and nothing is to do. ``summary`` has the verdict.
    """
    shown = review(document)
    told = sys.maxsize if sum(len(one.entries) for one in shown.chapters) <= MOST_TOLD else FIRST_TOLD
    parts = [_counts(shown)] if shown.chapters else []
    parts += ["\n".join(_chapter(one, told, colour)) for one in shown.chapters]
    parts += ["".join(_findings(shown.findings, colour)), "".join(_unmade(shown)), "".join(_pages(shown))]
    parts.append("".join(_to_do(shown)))
    return "\n".join(filter(None, parts))


def summary(document: Data) -> str:
    """Return the closing lines: what was compared, how much changed, and last whether it can be merged."""
    shown = review(document)
    said = [f"{shown.compared}: {shown.counts}.", *shown.others]
    closing = [_line(one, "") for one in said]
    closing += [_line(one, "", first="- ") for one in shown.reasons]
    return "".join([*closing, f"{shown.verdict}\n"])


def _counts(shown: Review) -> str:
    return _line(f"{words.capital(shown.counts)}.", "")


def _chapter(one: Chapter, most: int, colour: bool) -> Iterator[str]:
    """Yield what changed in one explainer: of each kind the first ``most`` in full, else titles."""
    name = (
        f"{one.title} ({one.slug})"
        if one.slug and one.slug != one.title and not one.title.endswith(f"({one.slug})")
        else one.title
    )
    yield _heading(f"{name}: {one.counts}", colour)
    for kind, entries in groupby(one.entries, key=lambda entry: entry.kind):
        listed = list(entries)
        for entry in listed[:most]:
            yield "".join(_entry(entry, colour))
        if listed[most:]:
            more = _more(len(listed) - most, kind)
            yield more + "".join(
                _line(f"{entry.what}: {entry.title} ({entry.name or entry.place})", "      ", "    ")
                for entry in listed[most:]
            )


def _entry(one: Entry, colour: bool) -> Iterator[str]:
    kind = Styled(one.kind.value, {"fg": _KINDS[one.kind], "bold": True})
    name = Styled(f" ({one.name})" if one.name else "")
    title = [kind, Styled(f" {one.what}: "), Styled(one.title, {"bold": True}), name]
    yield lines(title, "  ", _INDENT, colour)
    if not one.rows:
        yield _line(one.place)
    yield from _remarks(one.remarks)
    for note in filter(None, (one.agreement, *one.notes)):
        yield _line(note)
    for pair in one.fields:
        yield _pair(pair, one.kind, _INDENT, colour)
    for row in one.rows:
        yield from _row(row, colour)


def _row(one: RowView, colour: bool) -> Iterator[str]:
    inside = f"{_INDENT}  "
    yield _line(f"{one.heading}: {one.place}")
    yield from _remarks(one.remarks, inside)
    for pair in one.fields:
        yield _pair(pair, one.kind, inside, colour)
    beside = one.before is not None and one.after is not None
    for quoted, sign, paint in ((one.before, "-", _BEFORE), (one.after, "+", _AFTER)):
        if quoted:
            yield _sentence(quoted, f"{inside}{sign if beside else '>'} ", colour, paint)


def _sentence(one: Quoted, first: str, colour: bool, paint: str) -> str:
    source = ": ".join(filter(None, [one.article, one.place, one.problem]))
    parts = [*spans(one.words, colour, paint), Styled(f" [{source}]")]
    return lines(parts, first, " " * len(first), colour)


def _pair(one: Pair, kind: Kind, indent: str, colour: bool) -> str:
    before, after = (
        list(spans(side, colour, paint)) for side, paint in ((one.before, _BEFORE), (one.after, _AFTER))
    )
    title = [Styled(f"{one.title}: ")]
    remark = [Styled(f" ({one.remark})")] if one.remark else []
    deeper = f"{indent}  "
    if not (before and after):
        gone = [Styled(" → nothing")] if before and kind is not Kind.REMOVED else []
        return lines([*title, *before, *after, *gone, *remark], indent, deeper, colour)
    if sum(len(part.words) for part in (*before, *after)) <= MOST_BESIDE:
        return lines([*title, *before, Styled(" → "), *after, *remark], indent, deeper, colour)
    return "".join(
        [
            lines([*title, *remark], indent, deeper, colour),
            lines(_set_off(one.before, before, colour), f"{deeper}- ", f"{deeper}  ", colour),
            lines(_set_off(one.after, after, colour), f"{deeper}+ ", f"{deeper}  ", colour),
        ]
    )


def _set_off(shown: Words, painted: Sequence[Styled], colour: bool) -> Sequence[Styled]:
    """Return what differs marked as evidence is, where there is no colour to tell it."""
    if colour:
        return painted
    return list(spans(tuple(Span(one.words, one.changed, one.changed) for one in shown), colour))


def _pages(shown: Review) -> Iterator[str]:
    if shown.pages:
        yield _heading("Pages that look different", False)
    for title, address in shown.pages[:MOST_TOLD]:
        yield _line(f"{title}: /{address}", "      ", first="  ")
    if shown.pages[MOST_TOLD:]:
        yield _more(len(shown.pages) - MOST_TOLD)


def _findings(findings: Sequence[Problem], colour: bool) -> Iterator[str]:
    if findings:
        yield _heading("New findings", colour)
    most = FIRST_TOLD if len(findings) > MOST_TOLD else len(findings)
    by_code = sorted(findings, key=lambda one: one.code) if most < len(findings) else findings
    for code, same in groupby(by_code, key=lambda one: one.code):
        listed = list(same)
        for one in listed[:most]:
            weight = Styled(one.severity, {"fg": _SEVERITIES[one.severity], "bold": True})
            said = [Styled(f"{one.place}: "), weight, Styled(f" {one.code}: {one.message}")]
            yield lines(said, "  ", _INDENT, colour)
            yield _line(f"What to do: {one.remedy}")
        if listed[most:]:
            yield _more(len(listed) - most, code)


def _unmade(shown: Review) -> Iterator[str]:
    for title, listed in (("Not checked", shown.unmade), ("Not compared", shown.not_compared)):
        if listed:
            yield _heading(title, False)
        for where, because in listed[:MOST_TOLD]:
            yield _line(f"{where}: {because}", "  ")
        if listed[MOST_TOLD:]:
            yield _more(len(listed) - MOST_TOLD)


def _to_do(shown: Review) -> Iterator[str]:
    if shown.to_do:
        yield _heading("Left to do", False)
    for one in shown.to_do[:MOST_TOLD]:
        yield _line(f"{one.words} ({one.place})", "      ", first="  [ ] ")
    if shown.to_do[MOST_TOLD:]:
        yield _more(len(shown.to_do) - MOST_TOLD)


def _more(number: int, what: str = "") -> str:
    return _line(f"{number:,} more {what}".rstrip() + " (--format json has all).", "  ")


def _remarks(remarks: Iterable[str], indent: str = _INDENT) -> Iterator[str]:
    for remark in remarks:
        yield _line(remark, f"{indent}  ", first=f"{indent}! ")


def _heading(title: str, colour: bool) -> str:
    return lines([Styled(title, {"bold": True})], "", "", colour)


def _line(sentence: str, indent: str = _INDENT, first: str | None = None) -> str:
    return lines([Styled(sentence)], indent if first is None else first, indent, False)
