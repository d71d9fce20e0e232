"""What the settings must not say: run code, ask other hosts, lead out of the project, tell the environment.

They are trusted once they are on the default branch. Until then a person has to read them, who may overlook
what stands here; and of most of it the content security policy would leave nothing but an error anyway.
"""

import re
import sys
from collections.abc import Iterator

import yaml

_PYTHON = "tag:yaml.org,2002:python/"
_LIBRARIES = ("material", "materialx", "mermaid2", "pymdownx", "zensical")
"""Whose functions Material's documentation has settings name."""
_MAKES_SLUGS = "object/apply:pymdownx.slugs."
"""The one function that is called when settings are read."""
_MAY_KNOW_THE_ENVIRONMENT = (
    "dev_addr",
    "docs_dir",
    "plugins",
    "site_dir",
    "site_url",
    "strict",
    "use_directory_urls",
)
"""What does not show its words to readers: an address that is none is refused."""
_LOADED = (("extra_css",), ("extra_javascript",), ("theme", "favicon"), ("theme", "logo"))
"""What every page loads."""
_READ = ("auto_append", "base_path", "extra_templates", "watch")
"""Files and folders beside the pages."""
_JUDGED_APART = (
    ("docs_dir",),
    ("extra", "content_security_policy"),
    ("site_author",),
    ("site_description",),
    ("site_dir",),
    ("site_name",),
    ("site_url",),
    ("theme", "custom_dir"),
    ("theme", "language"),
)
"""What ``project.py`` looks at itself."""
_UNSEEN = re.compile("[\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_IGNORED_IN_ADDRESSES = re.compile("[\x00-\x20]")
_CODE_ADDRESS = re.compile("(?:javascript|vbscript|data|blob|file):", re.IGNORECASE)
_UPWARDS = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)")
_OUTSIDE = re.compile(r"[/\\~]|[A-Za-z]:")
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}")
_MARKUP = re.compile(r"<[A-Za-z/!?]")
_LINK = re.compile(r'<a href="https?://[^\s"<>]+">|</a>')

Problem = tuple[int, str]
"""The line, from 1, and what is wrong there."""


def problems(text: str, root: yaml.Node) -> Iterator[Problem]:
    """Yield what must not stand in the settings that ``text`` writes and ``root`` composes.

    Their aliases must not grow without end.
    """
    for hidden in _UNSEEN.finditer(text):
        yield text.count("\n", 0, hidden.start()) + 1, f"has an invisible character, U+{ord(hidden[0]):04X}"
    for node, where in _nodes(root, ()):
        line = node.start_mark.line + 1
        if node.tag.startswith(_PYTHON) and not _is_known(node.tag.removeprefix(_PYTHON)):
            named = node.tag.rpartition(":")[2]
            yield line, f"asks for {named}, which is neither of Material nor of an extension that is known"
        if node.tag == "!ENV" and where[:1] and where[0] not in _MAY_KNOW_THE_ENVIRONMENT:
            yield line, f"takes {where[0]} from the environment, which may hold secrets. Write the words here"
        if isinstance(node, yaml.ScalarNode) and where not in _JUDGED_APART:
            for problem in _of_words(node.value, where, _has_own_policy(root)):
                yield line, problem
    yield from _fonts(root)


def repeated(root: yaml.Node) -> Iterator[Problem]:
    """Yield each key that stands in one mapping twice: some readers take the first, others the last."""
    seen: set[int] = set()
    left = [root]
    while left:
        node = left.pop()
        if id(node) in seen or isinstance(node, yaml.ScalarNode):
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            keys: set[str] = set()
            for key, value in node.value:
                if key.value in keys if isinstance(key, yaml.ScalarNode) else False:
                    yield key.start_mark.line + 1, f"has {key.value} twice. Leave one of them out"
                keys |= {key.value} if isinstance(key, yaml.ScalarNode) else set()
                left.append(value)
        else:
            left += node.value


def _nodes(node: yaml.Node, where: tuple[str, ...]) -> Iterator[tuple[yaml.Node, tuple[str, ...]]]:
    """Yield every node with the keys that lead to it; of a mapping the keys, too, as nodes."""
    yield node, where
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _nodes(one, where)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key, where
            yield from _nodes(value, (*where, str(key.value)))


def _of_words(words: str, where: tuple[str, ...], has_own_policy: bool) -> Iterator[str]:
    if _CODE_ADDRESS.match(_IGNORED_IN_ADDRESSES.sub("", words)):
        yield "has an address that can run code"
    if _UPWARDS.search(words) or (where[-1:] and where[-1] in _READ and _OUTSIDE.match(words)):
        yield f"leads out of the project: {words[:100]}"
    if _MARKUP.search(_LINK.sub("", words) if where == ("copyright",) else words):
        yield "has HTML, of which copyright alone may have links, and nothing else any"
    if re.search("[\"']", words) and where[:1] and where[0] in ("extra_css", "extra_javascript", "theme"):
        yield "has a quotation mark, which would end an attribute of the pages"
    loaded = any(where[: len(one)] == one for one in _LOADED)
    if loaded and _FOREIGN.match(words) and not has_own_policy:
        yield (
            f"has pages load something from elsewhere, {words[:100]}, which their policy forbids. Put the"
            " file into overrides/, or write a policy into extra.content_security_policy"
        )


def _is_known(named: str) -> bool:
    kind, _, path = named.partition(":")
    parts = path.split(".")
    private = any(part.startswith("_") or part in sys.stdlib_module_names for part in parts)
    return not private and (
        named.startswith(_MAKES_SLUGS) or (kind == "name" and len(parts) > 1 and parts[0] in _LIBRARIES)
    )


def _has_own_policy(root: yaml.Node) -> bool:
    return _value(_value(root, "extra"), "content_security_policy") is not None


def _fonts(root: yaml.Node) -> Iterator[Problem]:
    """Yield that Material is left to load its fonts from Google, which it does unless told otherwise."""
    theme = _value(root, "theme")
    name = theme if isinstance(theme, yaml.ScalarNode) else _value(theme, "name")
    font = _value(theme, "font")
    if name is None or name.value != "material" or (font is not None and font.value == "false"):
        return
    if not _has_own_policy(root):
        line = (font or name).start_mark.line + 1
        yield line, "has pages load fonts from Google. Write font: false below theme"


def _value(mapping: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(mapping, yaml.MappingNode):
        return None
    return next((value for one, value in mapping.value if one.value == key), None)
