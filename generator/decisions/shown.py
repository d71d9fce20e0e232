"""What an explainer's page says of each fact, in a line: for the corrections."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import publication, views
from generator.decisions import Workspace, open_explainer
from generator.project import ProjectError
from generator.reconcile import reconcile
from generator.revisions import Repository, Revision, RevisionError
from generator.views.glance import glance


def said(workspace: Workspace) -> dict[str, str]:
    """Return what readers are told of each fact of the explainer, in a line, by ``table/fact``."""
    loaded = workspace.loaded
    alone, _ = publication.publishable(replace(loaded.content, explainers=(workspace.explainer,)))
    if not alone.explainers:
        return {}
    (one,) = alone.explainers
    facts = reconcile(one, loaded.tables, workspace.people)
    shower = views.showers(alone, loaded.tables, {one.slug: facts}, workspace.project)[one.slug]
    lines = {f"{fact.table}/{fact.id}": glance(shower.show(fact), shower.translation) for fact in facts}
    return {
        name: f"{line.headline}: {line.detail}" if line.detail else line.headline
        for name, line in lines.items()
    }


def said_before(workspace: Workspace, fact: str, now: str) -> str:
    """Return what readers were told of a fact where git remembers other words than ``now``; "" elsewhere.

    Asked are the last commit and, for a branch on which the change is committed already, the commit at which
    it left the default branch.
    """
    try:
        repository = Repository(workspace.project.root)
    except RevisionError:
        return ""
    for find in (partial(repository.revision, "HEAD"), partial(repository.merge_base, None)):
        try:
            words = _said_at(repository, find(), workspace).get(fact, "")
        except ProjectError:
            continue
        if words and words != now:
            return words
    return ""


def _said_at(repository: Repository, revision: Revision, workspace: Workspace) -> dict[str, str]:
    listing = repository.listing(revision)
    own = ("people.csv", "tables", workspace.explainer.slug)
    with TemporaryDirectory() as folder:
        repository.write(listing, [path for path in listing if path.parts[1] in own], Path(folder))
        there = replace(workspace.project, root=Path(folder), content_dir=Path(folder, "content"))
        return said(open_explainer(there, workspace.explainer.slug))
