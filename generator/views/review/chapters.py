"""The report of a review in JSON → chapters: by explainer, what wants care first."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from generator.changes.model import Kind, Task
from generator.views import words
from generator.views.review.entries import Chapter, Data, Entry, Problem, Review, Todo
from generator.views.review.facts import fact_entry, lone_row_entry
from generator.views.review.others import article_entry, correction_entry, explainer_entry, person_entry
from generator.views.review.spans import place

ORDER = (Kind.CHANGED, Kind.RENAMED, Kind.REMOVED, Kind.ADDED)
"""What published words may have lost stands before what is new."""
TASKS = tuple(Task)
"""What readers may be told wrongly stands before what they are not told yet."""
SHARED = "What all explainers share"
COMMIT_LENGTH = 7
MOST_LINES = 8
"""Lines of a file that are named where a reason holds for many."""
_NOUNS = {
    "facts": ("fact", "facts"),
    "articles": ("article", "articles"),
    "explainers": ("explainer", "explainers"),
    "people": ("person", "people"),
    "corrections": ("correction", "corrections"),
}


def review(document: Data) -> Review:
    """Return the report, given as its JSON object, as people read it."""
    chapters = tuple(_chapters(document))
    anchors = {(chapter.slug, one.name): one.anchor for chapter in chapters for one in chapter.entries}
    mergeable = document["verdict"]["mergeable"]
    return Review(
        compared=f"{_revision(document['base'])} → {_revision(document['head'])}",
        mergeable=mergeable,
        verdict="This change can be merged." if mergeable else "This change cannot be merged yet.",
        reasons=tuple(document["verdict"]["reasons"]),
        counts=_counts(document),
        to_do=tuple(
            _todo(one, anchors) for one in sorted(document["to_do"], key=lambda one: TASKS.index(one["task"]))
        ),
        chapters=chapters,
        findings=tuple(_problem(one) for one in document["findings"]),
        others=tuple(_others(document)),
        unmade=tuple(_unmade(document["checks"]["new"])),
        not_compared=tuple((place(one["location"]), one["because"]) for one in document["not_compared"]),
        pages=tuple((one["title"], one["address"]) for one in document["pages"]),
    )


def _unmade(unchecked: Sequence[Data]) -> Iterator[tuple[str, str]]:
    """Yield each file and reason once, with the lines and how often."""
    lines: dict[tuple[str, str], list[int]] = {}
    for one in unchecked:
        lines.setdefault((one["path"], one["because"]), []).append(one["line"])
    for (path, because), found in lines.items():
        listed = sorted(set(found))
        where = ", ".join(map(str, listed[:MOST_LINES])) + (", …" if listed[MOST_LINES:] else "")
        yield f"{path}:{where}", f"{because} ({len(found):,} ×)" if len(found) > 1 else because


def _revision(one: Data) -> str:
    """Return a revision's name with the beginning of its commit, which may be its name."""
    known = one["commit"][:COMMIT_LENGTH]
    if one["commit"].startswith(one["name"]):
        return str(known or one["name"])
    return f"{one['name']} ({known})" if known else str(one["name"])


def _problem(one: Data) -> Problem:
    return Problem(one["severity"], one["code"], one["message"], one["remedy"], place(one))


def _counts(document: Data) -> str:
    """Return how much changed, in one line; what did not change is not named."""
    counted = [
        _kinds([one["kind"] for one in document[key]], *nouns)
        for key, nouns in _NOUNS.items()
        if document[key]
    ]
    told = {place for one in document["facts"] for place in one["rows"]}
    lone = [one["kind"] for place, one in enumerate(document["rows"]) if place not in told]
    if lone:
        counted.append(f"{_kinds(lone, 'row', 'rows')} in what readers do not see")
    if document["findings"]:
        counted.append(words.counted(len(document["findings"]), "new finding"))
    return "; ".join(counted) or "nothing that a reader or an editor could see is different"


def _kinds(kinds: Sequence[str], one: str, many: str) -> str:
    counts = Counter(kinds)
    if len(counts) == 1:
        return f"{words.counted(len(kinds), one, many)} {kinds[0]}"
    return f"{len(kinds):,} {many} ({_told(counts)})"


def _told(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{counts[kind]:,} {kind}" for kind in ORDER if kind in counts)


def _todo(one: Data, anchors: dict[tuple[str, str], str]) -> Todo:
    return Todo(
        one["words"],
        place(one["location"]),
        one["address"],
        anchors.get((one["explainer"], one["fact"]), ""),
    )


def _others(document: Data) -> Iterator[str]:
    if document["solved"]:
        solved = words.counted(len(document["solved"]), "finding")
        yield f"{solved} solved by this change."
    if document["old_findings"]:
        yield f"{words.counted(len(document['old_findings']), 'finding')} stood there before this change."
    if document["cut"]:
        yield "The report was too long: some words are cut, or some changes are missing."
    checks = document["checks"]
    made = words.counted(checks["made_after"], "check")
    unmade = f"{checks['unmade_after']:,} could not be made ({checks['unmade_before']:,} before)"
    yield f"{made} made ({checks['made_before']:,} before); {unmade}."


def _chapters(document: Data) -> Iterator[Chapter]:
    facts, rows = document["facts"], document["rows"]
    tables = {one["name"]: one["title"] for one in document["tables"]}
    to_do = {(one["explainer"], one["fact"]) for one in document["to_do"]}
    shown = {place for one in facts for place in one["rows"]}
    lone = [one for place, one in enumerate(rows) if place not in shown]
    entries: dict[str, list[Entry]] = {}

    def add(listed: Iterable[Data], make: Callable[[Data], Entry], key: str = "explainer") -> None:
        for one in listed:
            entries.setdefault(one[key] if key else "", []).append(make(one))

    add(document["explainers"], explainer_entry, "slug")
    add(
        facts,
        lambda one: fact_entry(one, [rows[place] for place in one["rows"]], tables[one["table"]], to_do),
    )
    add(lone, lambda one: lone_row_entry(one, tables[one["table"]]))
    add(document["articles"], article_entry)
    add(document["corrections"], correction_entry)
    add(document["people"], person_entry, "")
    titles = {slug: _title(slug, document) for slug in entries}
    used = Counter(titles.values())
    for slug in sorted(entries, key=lambda slug: (not slug, slug)):
        own = tuple(sorted(entries[slug], key=lambda one: ORDER.index(one.kind)))
        counts = _told(Counter(one.kind for one in own))
        # Explainers may have one title, but never one folder.
        title = titles[slug] if used[titles[slug]] == 1 else f"{titles[slug]} ({slug})"
        yield Chapter(slug, title, counts, own)


def _title(slug: str, document: Data) -> str:
    """Return the title of an explainer, from itself or from its page where only its rows changed."""
    if not slug:
        return SHARED
    titled = {one["address"]: one["title"] for one in (*document["pages"], *document["explainers"])}
    return titled.get(f"{slug}/") or slug
