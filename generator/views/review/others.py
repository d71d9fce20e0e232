"""Explainers, articles, corrections and people that changed, as entries of a review."""

from collections.abc import Iterable, Sequence

from generator.changes.model import Kind
from generator.differing import one_line
from generator.views import words
from generator.views.review.entries import Data, Entry, Pair
from generator.views.review.spans import cell_pair, passage_pairs, place


def explainer_entry(one: Data) -> Entry:
    """Return what changed in an explainer's front matter and prose."""
    pairs = [cell_pair(cell) for cell in one["fields"]]
    pairs += passage_pairs("The story", one["passages"])
    return _entry(one, f"explainer-{one['slug']}", "Explainer", one["title"], pairs, _was(one["was"]))


def article_entry(one: Data) -> Entry:
    """Return what changed in an article, or how much of a new one is used."""
    pairs = [cell_pair(cell) for cell in one["fields"]]
    pairs += passage_pairs("Text", one["passages"])
    used = round(100 * one["used"] / one["words"]) if one["words"] else 0
    rest = "rests" if one["rows"] == 1 else "rest"
    resting = f"{words.counted(one['rows'], 'row')} {rest} on it, on {used} % of its {one['words']:,} words."
    about = ", ".join(filter(None, [one["publisher"], one["published"]]))
    notes = (*_was(one["was"]), about, "" if one["kind"] == Kind.REMOVED else resting)
    edited = ("Edited after it was added: an article stays as it was received.",) if one["edited"] else ()
    anchor = f"article-{one['explainer']}-{one['slug']}"
    return _entry(one, anchor, "Article", one["title"] or one["slug"], pairs, notes, edited)


def correction_entry(one: Data) -> Entry:
    """Return an entry of ``corrections.csv`` that changed."""
    was = f"It was: {one['was']}." if one["was"] else ""
    now = f"It is now: {one['now']}." if one["now"] else ""
    anchor = f"correction-{one['explainer']}-{one['location']['line']}-{one['kind']}"
    return _entry(one, anchor, "Correction", one["fact"], (), (f"{one['date']}: {one['reason']}", was, now))


def person_entry(one: Data) -> Entry:
    """Return a line of ``people.csv`` that changed."""
    return _entry(one, f"person-{one['id']}", "Person", one["name"], map(cell_pair, one["fields"]))


def _was(slug: str) -> tuple[str, ...]:
    return (f"It was called {slug} before.",) if slug else ()


def _entry(
    one: Data,
    anchor: str,
    what: str,
    title: str,
    fields: Iterable[Pair],
    notes: Sequence[str] = (),
    remarks: Sequence[str] = (),
) -> Entry:
    return Entry(
        anchor=f"change-{anchor}",
        kind=Kind(one["kind"]),
        what=what,
        title=one_line(title),
        name="",
        agreement="",
        remarks=tuple(remarks),
        notes=tuple(filter(None, notes)),
        fields=tuple(fields),
        rows=(),
        place=place(one["location"]),
        address=one.get("address", ""),
        to_do=bool(remarks),
    )
