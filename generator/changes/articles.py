"""What changed in articles and in the editor's own words, and how much of each article is used."""

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from generator.changes.model import ArticleChange, CellChange, ExplainerChange, Kind
from generator.changes.side import Side
from generator.model import Article, Explainer, Row
from generator.schema import ARTICLE, EXPLAINER
from generator.schema.declaration import Field

MOST_PARAGRAPHS = 300
"""Of a text whose paragraphs are compared; a longer one is shown as changed from its first difference on."""

Address = Callable[[str, str], tuple[str, str]]
"""Explainer and article ("" for the explainer itself) → the page's address, and the same in the preview."""

_WORD = re.compile(r"\w+")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n")


def renamed_explainers(base: Side, head: Side) -> Mapping[str, str]:
    """Return the explainers whose folder has another name: the slug at base → the slug at head.

    They are told by their articles: most of those at base stand in the new folder, letter for letter.
    """
    texts: dict[str, set[str]] = defaultdict(set)
    for slug, explainer in head.explainers.items():
        if slug not in base.explainers:
            for article in explainer.articles:
                texts[article.text].add(slug)
    found: dict[str, str] = {}
    for slug, explainer in base.explainers.items():
        if slug in head.explainers or not explainer.articles:
            continue
        kept = Counter(new for article in explainer.articles for new in sorted(texts.get(article.text, ())))
        best, count = (kept.most_common(1) or [("", 0)])[0]
        if 2 * count > len(explainer.articles) and best not in found.values():
            found[slug] = best
    return found


def renamed_articles(old: Sequence[Article], new: Sequence[Article]) -> Mapping[str, str]:
    """Return the articles whose file has another name: the slug at base → the slug at head."""
    before, after = {one.slug for one in old}, {one.slug for one in new}
    by_text = {one.text: one.slug for one in new if one.slug not in before}
    return {one.slug: by_text[one.text] for one in old if one.slug not in after and one.text in by_text}


def articles(
    old: Explainer | None, new: Explainer | None, renamed: Mapping[str, str], head: Side, address: Address
) -> Iterator[ArticleChange]:
    """Yield what changed in an explainer's articles, by slug."""
    was = {renamed.get(one.slug, one.slug): one for one in (old.articles if old else ())}
    now = {one.slug: one for one in (new.articles if new else ())}
    for slug in sorted(was.keys() | now.keys()):
        before, after = was.get(slug), now.get(slug)
        change = _article(before, after, new or old, head, address)
        if change:
            yield change


def _article(
    before: Article | None, after: Article | None, explainer: Explainer | None, head: Side, address: Address
) -> ArticleChange | None:
    one = after or before
    if one is None or explainer is None:
        return None
    fields: tuple[CellChange, ...] = ()
    edited, was = False, ""
    if before and after:
        fields = _front_matter(before, after, ARTICLE.fields)
        edited = before.text != after.text
        was = before.slug if before.slug != after.slug else ""
        if not (fields or edited or was):
            return None
    rows = [row for row in head.citing(explainer.slug, one.slug) if row.status.published] if after else []
    page, url = address(explainer.slug, one.slug)
    return ArticleChange(
        kind=Kind.of(before, after, was),
        explainer=explainer.slug,
        slug=one.slug,
        was=was,
        title=one.title,
        publisher=one.publisher,
        published=one.published,
        words=len(_WORD.findall(one.text)),
        used=_used(one, rows, head),
        rows=len(rows),
        edited=edited,
        fields=fields,
        passages=passages(before.text, after.text) if before and after and edited else (),
        location=one.location,
        address=page,
        url=url if after else "",
    )


def explainer(old: Explainer | None, new: Explainer | None, address: Address) -> ExplainerChange | None:
    """Return what changed in the explainer itself, its rows and articles apart; ``None`` when nothing did."""
    one = new or old
    if one is None:
        return None
    fields: tuple[CellChange, ...] = ()
    differing: tuple[tuple[str, str], ...] = ()
    was = ""
    if old and new:
        fields = _front_matter(old, new, EXPLAINER.fields)
        differing = passages(old.prose.text, new.prose.text)
        was = old.slug if old.slug != new.slug else ""
        if not (fields or differing or was):
            return None
    page, url = address(one.slug, "")
    return ExplainerChange(
        kind=Kind.of(old, new, was),
        slug=one.slug,
        was=was,
        title=one.title,
        fields=fields,
        passages=differing,
        location=one.location,
        address=page,
        url=url if new else "",
    )


def passages(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """Return the paragraphs in which two texts differ, side by side, "" where there is none."""
    old, new = _paragraphs(before), _paragraphs(after)
    if max(len(old), len(new)) > MOST_PARAGRAPHS:
        start = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
        return (("\n\n".join(old[start:]), "\n\n".join(new[start:])),) if old != new else ()
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        ("\n\n".join(old[first:last]), "\n\n".join(new[start:end]))
        for tag, first, last, start, end in matcher.get_opcodes()
        if tag != "equal"
    )


def _paragraphs(text: str) -> list[str]:
    return [words for part in _PARAGRAPH.split(text) if (words := part.strip())]


def _front_matter(
    before: Article | Explainer, after: Article | Explainer, fields: Sequence[Field]
) -> tuple[CellChange, ...]:
    found = []
    for field in fields:
        # The digest follows from the text, and what differs in the text is told by itself.
        if field.name == "digest":
            continue
        old, new = _words(getattr(before, field.name)), _words(getattr(after, field.name))
        if old != new:
            found.append(CellChange(field.name, field.title, old, new, False))
    return tuple(found)


def _words(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _used(article: Article, rows: Sequence[Row], head: Side) -> int:
    """Return how many words of an article stand in the evidence of rows."""
    spans = sorted((found.start, found.end) for row in rows if (found := head.whereabouts(row)))
    count, reached = 0, 0
    for start, end in spans:
        start = max(start, reached)
        if start < end:
            count += len(_WORD.findall(article.text, start, end))
            reached = end
    return count
