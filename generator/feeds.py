"""What a reader may subscribe to: a feed of the explainers and one of their corrections (Atom, RFC 4287).

A feed holds whole addresses only, so there is none where ``site_url`` is not set. Every date is the content's
own: an explainer's last update, a correction's day. A date less precise than a day counts from its first day.
"""

import datetime
import html
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from feedgenerator import Atom1Feed

from generator import edtf
from generator.model import Content, Explainer, Fact
from generator.project import Project
from generator.translation import translation
from generator.views import Asset, addresses, corrections, linked_data, web, words
from generator.views.gist import Gist

MOST_ENTRIES = 50
"""Entries of a feed: readers ask for it many times a day."""
_EPOCH = datetime.date(1970, 1, 1)
_Entry = tuple[datetime.date, dict[str, object]]


class _Feed(Atom1Feed):  # type: ignore[misc] # the library has no types
    """An Atom feed that asks no clock: an empty one is as old as time."""

    def latest_post_date(self) -> datetime.datetime:
        days = [item["updateddate"] for item in self.items]
        return max(days, default=_midnight(_EPOCH))


def feeds(
    content: Content, gists: Mapping[str, Gist], facts: Mapping[str, Sequence[Fact]], project: Project
) -> tuple[Asset, ...]:
    """Return both feeds; none where ``site_url`` is not set."""
    if not project.site_url:
        return ()
    told = [_explainer(one, gists[one.slug], project) for one in content.explainers]
    corrected = [
        entry
        for one in content.explainers
        if one.corrections
        for entry in _corrections(one, facts[one.slug], project)
    ]
    name, gettext = project.site_name, translation(project.language).gettext
    about, why = gettext("Explainers, the last updated first."), gettext("What changed, and why.")
    title = gettext("%(site)s: corrections", site=name)
    return (
        _feed(web.EXPLAINER_FEED, name, about, told, project),
        _feed(web.CORRECTION_FEED, title, why, corrected, project),
    )


def _feed(path: PurePosixPath, title: str, subtitle: str, entries: list[_Entry], project: Project) -> Asset:
    feed = _Feed(
        title=_one_line(title),
        link=web.address(project.site_url, addresses.HOME),
        description=subtitle,
        language=project.language,
        author_name=_one_line(project.site_name),
        feed_url=web.address(project.site_url, path),
        feed_guid=web.address(project.site_url, path),
    )
    newest_first = sorted(entries, key=lambda entry: (entry[0], str(entry[1]["unique_id"])), reverse=True)
    for _, entry in newest_first[:MOST_ENTRIES]:
        feed.add_item(**entry)
    return Asset(path, feed.writeString("utf-8").encode())


def _explainer(one: Explainer, gist: Gist, project: Project) -> _Entry:
    day = _day(one.updated)
    translated = translation(project.language)
    basis = translated.ngettext(
        "%(facts)s from %(num)s origin",
        "%(facts)s from %(num)s origins",
        gist.origins,
        facts=words.counted_facts(gist.facts, translated),
    )
    address = web.address(project.site_url, addresses.explainer_page(one.slug))
    return day, {
        "title": _one_line(one.title),
        "link": address,
        "description": _summary(f"{one.standfirst} ({basis})"),
        "unique_id": address,
        "updateddate": _midnight(day),
        "categories": [_one_line(tag) for tag in one.tags],
    }


def _corrections(of: Explainer, facts: Sequence[Fact], project: Project) -> list[_Entry]:
    page, translated = addresses.explainer_page(of.slug), translation(project.language)
    seen: Counter[str] = Counter()
    told = []
    for row in of.corrections:
        day = _day(row.words("date"))
        cited = row.words("fact")
        name = f"correction-{day}-{cited.replace('/', '-')}"
        seen[name] += 1
        told.append(
            (
                day,
                {
                    "title": translated.gettext("Correction: %(title)s", title=_one_line(of.title)),
                    "link": web.address(project.site_url, page, corrections.anchor(row, of, facts)),
                    "description": _summary(linked_data.corrected(row, translated)),
                    "unique_id": web.address(project.site_url, page, f"{name}-{seen[name]}"),
                    "updateddate": _midnight(day),
                    "pubdate": _midnight(day),
                },
            )
        )
    return told


def _day(written: str) -> datetime.date:
    date = edtf.parse(written)
    if date is None:
        return _EPOCH
    return date.upper if date.open_start else date.lower


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _one_line(text: str) -> str:
    """Return a text on one line, without characters that XML cannot hold."""
    return words.collapsed("".join(one if one.isprintable() or one.isspace() else "" for one in text))


def _summary(text: str) -> str:
    """Return a text as the HTML that a summary holds."""
    return html.escape(_one_line(text), quote=False)
