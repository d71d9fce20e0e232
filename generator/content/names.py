"""What a folder, a file and a web address may be called."""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from generator.findings import Finding, finding
from generator.model import Location
from generator.reading.files import LONGEST_SLUG, collides_as, is_device, is_slug, relative
from generator.reading.plain_yaml import did_you_mean

_MOST_NAMED = 20
"""Explainers that are named where a name is none of theirs."""
_TAKEN = ("404", "about", "articles", "assets", "explainers", "index", "people", "places", "search", "tags")
"""Addresses of the site's own, which neither an explainer nor an article can have."""


def check_slug(name: str, where: Location, found: list[Finding]) -> None:
    """Add to ``found`` what forbids ``name`` as part of an address."""
    if not is_slug(name):
        found.append(finding("bad-slug", where, f"“{where.path.name}” cannot be part of an address."))
    if len(name) > LONGEST_SLUG:
        message = f"The name has {len(name)} characters: {LONGEST_SLUG} are the most that work everywhere."
        found.append(finding("bad-slug", where, message))
    if name in _TAKEN:
        found.append(finding("reserved-name", where, f"The site needs the address “{name}” itself."))
    if is_device(name):
        found.append(finding("reserved-name", where, f"On Windows “{name}” is a device and no file."))


def check_collisions(root: Path, paths: list[Path], found: list[Finding]) -> None:
    """Add to ``found`` each name that equals an earlier one but for case and Unicode form."""
    first: dict[str, Path] = {}
    for path in paths:
        other = first.setdefault(collides_as(path.name), path)
        if other is not path:
            where = Location(relative(root, path))
            message = f"“{where.path.name}” and “{relative(root, other).name}” are one name on many systems."
            found.append(finding("slug-collision", where, message))


def no_explainer(slug: str, known: Iterable[str]) -> str:
    """Return the sentences that say that no explainer is called ``slug``, and which there are."""
    names = sorted(known)
    there = ", ".join(names[:_MOST_NAMED]) or "none yet"
    more = f" and {len(names) - _MOST_NAMED:,} more" if len(names) > _MOST_NAMED else ""
    return f"There is no explainer “{slug}”{did_you_mean(slug, names)}. There are: {there}{more}."


def leads_where_it_seems(url: str) -> bool:
    """Return whether a web address names its host outright, and neither a user nor a password."""
    try:
        parts = urlsplit(url)
        named = re.search(r"\w", parts.hostname or "")
        return parts.username is None and parts.port != 0 and named is not None and "\\" not in url
    except ValueError:
        return False
