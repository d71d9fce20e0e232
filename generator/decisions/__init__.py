"""What editors decide: rows accepted, rejected, retracted, corrections told, and what waits for them."""

from msgspec import Struct

from generator import content
from generator.content import Loaded, rewriting
from generator.decisions.amendments import Change, Proposal, propose
from generator.decisions.naming import Naming, facts_named
from generator.decisions.rulings import Ruled, Ruling, rule
from generator.model import Explainer
from generator.project import Project, ProjectError
from generator.values import People

__all__ = [
    "Change",
    "Proposal",
    "Ruled",
    "Ruling",
    "Workspace",
    "open_explainer",
    "write",
]


class Workspace(Struct, frozen=True):
    """One explainer as an editor has it before him."""

    project: Project
    loaded: Loaded
    explainer: Explainer

    @property
    def people(self) -> People:
        """Who is known."""
        return People(self.loaded.content.people)

    def rule(self, ruling: Ruling, names: list[str], note: str | None) -> Ruled:
        """Return what a ruling means for the rows named."""
        return rule(ruling, names, Naming(self.explainer, self.loaded.tables, self.people), note)

    def propose(self, changes: tuple[Change, ...]) -> Proposal:
        """Return what changes would make of the explainer; see ``amendments.propose``."""
        return propose(self.project.root, self.loaded, self.explainer, changes)

    def facts_of(self, changes: tuple[Change, ...]) -> tuple[str, ...]:
        """Return the facts that the rows to be changed speak of, as ``table/fact``."""
        return facts_named([one.row for one in changes], self.loaded.tables, self.people)


def open_explainer(project: Project, slug: str) -> Workspace:
    """Return the explainer called ``slug``. Raises ``ProjectError`` when it cannot be read."""
    loaded = content.read(project)
    for explainer in loaded.content.explainers:
        if explainer.slug == slug:
            return Workspace(project, loaded, explainer)
    raise ProjectError(
        f"“{slug}” cannot be read: run “explainer check {slug}” and mend its explainer.md first"
    )


def write(proposal: Proposal) -> None:
    """Write what was proposed, all of it or nothing. Raises ``ChangedUnderneath`` and ``OSError``."""
    rewriting.write(proposal.rewrites)
