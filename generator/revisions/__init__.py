"""Git → which files of ``content/`` a revision holds, and the files themselves in a folder of their own."""

from generator.revisions.files import Entry, Listing, differing, working_tree
from generator.revisions.repository import Repository, Revision, RevisionError

__all__ = [
    "WORKING_TREE",
    "Entry",
    "Listing",
    "Repository",
    "Revision",
    "RevisionError",
    "differing",
    "working_tree",
]

WORKING_TREE = Revision("the working tree", "")
"""The files as they lie in the project's folder."""
