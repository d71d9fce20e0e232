"""What an explainer's page says of each fact, in a line and field by field: for the corrections."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from generator import publication, views
from generator.decisions import Workspace, open_explainer
from generator.project import ProjectError
from generator.reconcile import reconcile
from generator.revisions import Repository, Revision, RevisionError
from generator.views.fact_view import FactView
from generator.views.glance import SEPARATOR, glance

_NOT_TOLD = ("identifier", "unit")
"""Value types that say nothing by themselves: a unit stands with its number."""
_NOTHING = "—"


class Told(Struct, frozen=True):
    """What readers are told of one fact."""

    line: str
    fields: Mapping[str, str]
    """The words of each field that has a value, by its title."""


class Differing(Struct, frozen=True):
    """What readers were told of a fact and what they are told now, in the fields that differ alone."""

    was: str
    now: str
    """"" when the page does not show the fact any more."""


def told(workspace: Workspace) -> dict[str, Told]:
    """Return what readers are told of each fact of the explainer, by ``table/fact``."""
    loaded = workspace.loaded
    alone, _ = publication.publishable(replace(loaded.content, explainers=(workspace.explainer,)))
    if not alone.explainers:
        return {}
    (one,) = alone.explainers
    facts = reconcile(one, loaded.tables, workspace.people)
    shower = views.showers(alone, loaded.tables, {one.slug: facts}, workspace.project)[one.slug]
    found: dict[str, Told] = {}
    for fact in facts:
        view = shower.show(fact)
        line = glance(view, shower.translation)
        words = f"{line.headline}: {line.detail}" if line.detail else line.headline
        found[fact.name] = Told(words, _fields(view))
    return found


def line(workspace: Workspace, fact: str) -> str:
    """Return what readers are told of a fact, by its present name or one it had; "" when nothing."""
    now = _of(told(workspace), _names(workspace, fact))
    return now.line if now else ""


def differing(workspace: Workspace, fact: str) -> Differing | None:
    """Return how a fact differs from what readers were told as git remembers it; ``None`` when it does not.

    Asked are the last commit and, for a branch on which the change is committed already, the commit at which
    it left the default branch.
    """
    try:
        repository = Repository(workspace.project.root)
    except RevisionError:
        return None
    names = _names(workspace, fact)
    now = _of(told(workspace), names)
    for find in (partial(repository.revision, "HEAD"), partial(repository.merge_base, None)):
        try:
            was = _of(_told_at(repository, find(), workspace), names)
        except ProjectError:
            continue
        if was and (found := _compared(was, now)):
            return found
    return None


def _compared(was: Told, now: Told | None) -> Differing | None:
    if now is None:
        return Differing(was.line, "")
    titles = {
        title: None
        for title in (*was.fields, *now.fields)
        if was.fields.get(title) != now.fields.get(title)
    }  # fmt: skip
    return Differing(_listed(was, titles), _listed(now, titles)) if titles else None


def _fields(fact: FactView) -> dict[str, str]:
    return {one.title: one.words for one in fact.all_fields if one.value_type not in _NOT_TOLD and one.words}


def _listed(one: Told, titles: Iterable[str]) -> str:
    return SEPARATOR.join(f"{title}: {one.fields.get(title, _NOTHING)}" for title in titles)


def _names(workspace: Workspace, fact: str) -> list[str]:
    """Return every name that a fact has or had, the one given first."""
    names = [fact]
    for row in workspace.explainer.renamed:
        pair = (row.words("was"), row.words("now"))
        names += pair if fact in pair else ()
    return list(dict.fromkeys(names))


def _of(facts: Mapping[str, Told], names: Iterable[str]) -> Told | None:
    return next((facts[name] for name in names if name in facts), None)


def _told_at(repository: Repository, revision: Revision, workspace: Workspace) -> dict[str, Told]:
    listing = repository.listing(revision)
    own = ("people.csv", "tables", workspace.explainer.slug)
    with TemporaryDirectory() as folder:
        repository.write(listing, [path for path in listing if path.parts[1] in own], Path(folder))
        there = replace(workspace.project, root=Path(folder), content_dir=Path(folder, "content"))
        return told(open_explainer(there, workspace.explainer.slug))
