"""What an explainer's page says of each fact, in a line: for the corrections."""

from dataclasses import replace

from generator import publication, views
from generator.decisions import Workspace
from generator.reconcile import reconcile
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
