"""What is seen of the content: by readers no draft, in a preview nothing with an error."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from generator.findings import Finding, Severity, finding
from generator.model import Content, Explainer, Status

_ONCE_PUBLISHED = (Status.ACCEPTED, Status.DISPUTED, Status.RETRACTED)
_SHARED = ("people.csv", "tables")
"""What stands in ``content/`` for all explainers: what is wrong in it may be missing anywhere."""


class Withheld(Struct, frozen=True):
    """What readers do not see of an explainer."""

    explainer: str
    drafts: int
    whole: bool
    """True when the explainer has no page at all: no row of it was ever accepted."""


def publishable(content: Content) -> tuple[Content, tuple[Withheld, ...]]:
    """Return the content without its drafts, and what was left out.

    An explainer of which no row was ever accepted is a draft itself. An article stays unless it is cited,
    and by drafts alone. Rows keep their numbers and lines, so that addresses do not depend on drafts.
    """
    kept = []
    withheld = []
    for one in content.explainers:
        drafts = sum(row.status is Status.DRAFT for row in one.rows)
        whole = not any(row.status in _ONCE_PUBLISHED for row in one.rows)
        if drafts or whole:
            withheld.append(Withheld(one.slug, drafts, whole))
        if not whole:
            kept.append(_without_drafts(one) if drafts else one)
    return replace(content, explainers=tuple(kept)), tuple(withheld)


def _without_drafts(one: Explainer) -> Explainer:
    rows = tuple(row for row in one.rows if row.status is not Status.DRAFT)
    of_drafts = {row.article for row in one.rows} - {row.article for row in rows}
    articles = tuple(article for article in one.articles if article.slug not in of_drafts)
    return replace(one, rows=rows, articles=articles)


def cited_drafts(whole: Iterable[Finding], published: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what is wrong for readers alone: what the prose or a list of facts takes from drafts.

    ``whole`` was found in all the content, ``published`` in what readers see of it. A correction may speak
    of a fact that is a draft again.
    """
    known = set(whole)
    return tuple(
        finding("draft-cited", one.location, f"{one.message} but in drafts, which readers do not see")
        for one in published
        if one not in known and one.location.path.name in ("explainer.md", "renamed.csv")
    )


def unshowable(content: Content, findings: Iterable[Finding]) -> Mapping[str, tuple[Finding, ...]]:
    """Return the errors of each explainer that has some, by its slug, and so cannot be shown.

    An error outside of the explainers' folders, as in ``people.csv``, is one of every explainer. What stands
    in ``content/`` and could not be read at all is named, too, even where no address could hold its name.
    """
    own: dict[str, list[Finding]] = {}
    common = []
    for one in findings:
        if one.rule.severity is not Severity.ERROR:
            continue
        _, name = (*one.location.path.parts, "", "")[:2]
        if name and name not in _SHARED and one.location.path.parts[0] == "content":
            own.setdefault(name, []).append(one)
        else:
            common.append(one)
    slugs = [one.slug for one in content.explainers] if common else []
    return {slug: (*own.get(slug, ()), *common) for slug in sorted({*own, *slugs})}


def without(content: Content, explainers: Iterable[str]) -> Content:
    """Return the content without the explainers of these slugs."""
    left_out = {*explainers}
    return replace(content, explainers=tuple(one for one in content.explainers if one.slug not in left_out))
