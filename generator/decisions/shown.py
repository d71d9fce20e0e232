"""What an explainer's page says of each fact, in a line: for the corrections."""

from dataclasses import replace

from generator import views
from generator.decisions import Workspace
from generator.reconcile import reconcile
from generator.views.glance import glance


def said(workspace: Workspace) -> dict[str, str]:
    """Return what the explainer's page says of each fact, in a line, by ``table/fact``."""
    one, loaded = workspace.explainer, workspace.loaded
    facts = reconcile(one, loaded.tables, workspace.people)
    alone = replace(loaded.content, explainers=(one,))
    shower = views.showers(alone, loaded.tables, {one.slug: facts}, workspace.project)[one.slug]
    lines = {f"{fact.table}/{fact.id}": glance(shower.show(fact), shower.translation) for fact in facts}
    return {
        name: f"{line.headline}: {line.detail}" if line.detail else line.headline
        for name, line in lines.items()
    }
