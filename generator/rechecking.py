"""One explainer checked again: where nothing changed, neither the content nor the rules are even loaded."""

from collections.abc import Callable

from generator import records
from generator.digests import of_one
from generator.findings import Checked
from generator.project import Project
from generator.store import Store, digest, program


def check_one(
    project: Project, slug: str, progress: Callable[[str], None], drafts: bool, store: Store
) -> Checked:
    """Return everything found in one explainer and in what all explainers share.

    With ``drafts`` they count as if they were published.
    """
    key = source = ""
    if store.keeps:
        source = of_one(project, slug)
        key = digest(program(), "one", slug, source, str(drafts))
        kept = records.read_checked(store, key)
        if kept is not None:
            return kept
    from generator import checking  # it and all the rules behind it start slowly

    checked = checking.check_one(project, slug, progress, drafts)
    # Somebody may have written in the content meanwhile.
    if store.keeps and source == of_one(project, slug):
        records.write_checked(store, key, checked)
    return checked
