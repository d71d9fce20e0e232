"""What a code host hands over: the archive of a stranger's review, and its own lists.

A pull request may change the workflow that reviews it, so whatever that workflow leaves behind may have been
written by anybody. Nothing of it is passed on as it came: the report is read by its schema and the comment is
written anew from it; of the site only plain files with plain names are unpacked, up to a size. And where a
pull request touches more than the content, by GitHub's own list, nothing of its report is told at all: no
reading can tell a forged report that fits together from an honest one.
"""
