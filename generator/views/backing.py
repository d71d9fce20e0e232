"""What is told of the rows behind a fact: who published it, in which words, and what editors think of it."""

from collections.abc import Sequence
from functools import lru_cache

from generator.model import Article, Row, Status
from generator.schema import Table
from generator.translation import Translation
from generator.views import dates, words

_REMEMBERED = 1024


def byline(article: Article, translation: Translation) -> str:
    """Return who published an article, and when."""
    publisher = words.publisher(article, translation)
    return _byline(publisher, article.published, bool(article.published_inferred_from), translation)


# Every row of an article says the same.
@lru_cache(maxsize=_REMEMBERED)
def _byline(publisher: str, day: str, inferred: bool, translation: Translation) -> str:
    published = dates.in_words(day, translation) or translation.gettext("date unknown")
    if day and inferred:
        published = translation.gettext("%(date)s (inferred)", date=published)
    return words.capital(f"{words.set_off(publisher, translation)}, {published}")


def attribution(rows: Sequence[Row], table: Table, translation: Translation) -> str:
    """Return in which words the articles weaken or attribute what the rows say, and which articles do."""
    said = [
        (f"“{shown}”", row.article)
        for row in rows
        for column in table.attributing
        if (shown := words.collapsed(row.words(column)))
    ]
    if not said:
        return ""
    quoted = translation.listed(list(dict.fromkeys(shown for shown, _ in said)))
    if len({article for _, article in said}) > 1:
        return translation.gettext("the articles say %(words)s", words=quoted)
    if len({row.article for row in rows}) > 1:
        return translation.gettext("one article says %(words)s", words=quoted)
    return translation.gettext("the article says %(words)s", words=quoted)


def first_of_each_article(rows: Sequence[Row]) -> list[Row]:
    """Return the first row of each article, in their order."""
    return list({row.article: row for row in reversed(rows)}.values())[::-1]


def notes(rows: Sequence[Row], translation: Translation) -> tuple[str, ...]:
    """Return what a reader is told of the status of a fact with these rows."""
    statuses = [row.status for row in rows]
    told = []
    if Status.DISPUTED in statuses:
        told.append(words.status_note(Status.DISPUTED, translation))
    if all(status is Status.DRAFT for status in statuses):
        told.append(words.status_note(Status.DRAFT, translation))
    return tuple(told)
