"""What the settings of plugins and extensions must not have a build do."""

import re
from collections.abc import Iterator

_NOT_ALLOWED = {
    "blog": "takes articles of its own from docs_dir, which is filled and cleared by this program",
    "info": "has the build ask other hosts",
    "privacy": "has the build ask other hosts",
    "projects": "builds by the settings of other folders, which nobody has looked at",
    "social": "has the build ask other hosts",
}
"""Material's plugins that have no place here, and why."""
_PATTERNS = ("listings_directive", "separator")
"""What is matched against every page, or by readers who search."""
_LITERAL = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", re.DOTALL)
_REPEATED_GROUP = re.compile(r"\)[*+{]")
"""In a pattern without its classes: what takes without end where the group can match the same in two ways."""


def problems(words: str, where: tuple[str, ...], has_own_policy: bool) -> Iterator[str]:
    """Yield what is wrong with the words of a setting, to which the keys ``where`` lead.

    ``has_own_policy`` says whether the settings write the pages' content security policy themselves.
    """
    if where[-1:] == ("url_download",) and words.lower() != "false":
        yield "has the build ask other hosts (url_download)"
    if where[:1] != ("plugins",):
        return
    # Material's plugin "group" has plugins of its own.
    named = where[-1] == "plugins" or where[-2:] == ("plugins", "")
    # To MkDocs privacy, material/privacy and /material/privacy are one.
    plugin = words.rpartition("/")[2] if named else ""
    if plugin in _NOT_ALLOWED:
        yield f"{_NOT_ALLOWED[plugin]} (the plugin {words}). Leave it out"
    if plugin == "offline" and not has_own_policy:
        yield "has pages load a script from unpkg.com (the plugin offline), which their policy forbids"
    if where[-1] in _PATTERNS and not _is_quick(words):
        yield "has a pattern that cannot be read, or repeats a group: it could take without end"


def _is_quick(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return not _REPEATED_GROUP.search(_LITERAL.sub("x", pattern))
