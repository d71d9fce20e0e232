"""What the settings must not say: run code, ask other hosts, lead out of the project, tell the environment.

They are trusted once they are on the default branch. Until then a person has to read them, who may overlook
what stands here; and of most of it the content security policy would leave nothing but an error anyway.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from html import unescape
from itertools import islice

import yaml

from generator.invisible import invisible
from generator.permitted import plugins

_BOOLEAN = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_PYTHON = "tag:yaml.org,2002:python/"
_MODULES = (
    *("material.extensions.emoji", "material.plugins.blog", "material.plugins.tags", "materialx.emoji"),
    *("mermaid2", "pymdownx.arithmatex", "pymdownx.emoji", "pymdownx.slugs", "pymdownx.superfences"),
    "zensical.extensions.emoji",
)
"""Whose functions Material's documentation has settings name; other modules hold what asks other hosts."""
_MAKES_SLUGS = "object/apply:pymdownx.slugs.slugify"
"""The one function that is called when settings are read."""
_MAY_KNOW_THE_ENVIRONMENT = (
    ("dev_addr",),
    ("docs_dir",),
    ("site_dir",),
    ("site_url",),
    ("strict",),
    ("use_directory_urls",),
)
"""What does not show its words to readers: an address that is none is refused."""
_SWITCH = "enabled"
"""The setting of a plugin that may know the environment: Material's documentation has it know ``CI``."""
_DEFAULT_THEME = "mkdocs"
_LOADED_BY_THEMES = {
    "material": ("font", "fonts from Google"),
    "mkdocs": ("highlightjs", "a script from Cloudflare"),
    "readthedocs": ("highlightjs", "a script from Cloudflare"),
}
"""What themes have pages load, with the setting that is for it."""
_WORDS, _LIST, _MANY = "words", "a list", "settings"
_KINDS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("extra", "alternate"): (_LIST, _MANY),
    ("extra", "analytics"): (_MANY,),
    ("extra", "consent"): (_MANY,),
    ("extra", "polyfills"): (_LIST, _MANY, _WORDS),
    ("extra", "social"): (_LIST, _MANY),
    ("extra", "version"): (_MANY,),
    ("extra_css",): (_LIST, _WORDS),
    ("extra_javascript",): (_LIST, _MANY, _WORDS),
    ("theme", "direction"): (_WORDS,),
    ("theme", "favicon"): (_WORDS,),
    ("theme", "features"): (_LIST, _WORDS),
    ("theme", "icon"): (_MANY,),
    ("theme", "logo"): (_WORDS,),
    ("theme", "name"): (_WORDS,),
    ("theme", "palette"): (_LIST, _MANY),
    ("theme", "static_templates"): (_LIST, _WORDS),
}
"""What MkDocs and Material take a setting for without a look, and what stands in its list."""
_MOST_DIGITS = 18
_PLACES = re.compile(r"\{path(?:_noext)?(?:!q)?\}")
"""What stands for a page in ``edit_uri_template``; another width than its own could take all memory."""
_LOADED = (
    ("extra", "polyfills"),
    ("extra_css",),
    ("extra_javascript",),
    ("theme", "favicon"),
    ("theme", "logo"),
)
"""What every page loads."""
_STYLED = (("theme", "icon", "admonition"), ("theme", "icon", "annotation"))
"""What pages have a style of their own for."""
_PLACE = re.compile(
    "(?:.*_)?(?:dir|file|files|path|dict|dict_user)|auto_append|custom_icons|extra_templates|watch"
)
"""What settings of files and folders beside the pages are called."""
_LEADING = ("edit_uri", "edit_uri_template", "homepage", "link", "nav", "repo_url")
"""Where readers are led."""
_SPOKEN = ("", "copyright", "description", "name", "permalink_title", "title")
"""What is words for readers and never an address; keys, too."""
_PUSHED = (("remote_branch",), ("remote_name",))
"""Where `mkdocs gh-deploy` has git push to."""
_CHOOSING = (("draft_docs",), ("exclude_docs",), ("not_in_nav",))
"""Patterns that every page's path is matched against."""
_MOST_STARS = 3
"""In one part of a path: each takes as many times longer as the part has characters."""
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
_IGNORED_IN_ADDRESSES = re.compile("[\x00-\x20]")
_CODE_ADDRESS = re.compile("(?:javascript|vbscript|data|blob|file):", re.IGNORECASE)
_UPWARDS = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)")
_OUTSIDE = re.compile(r"[/\\~]|[A-Za-z][A-Za-z0-9+.-]*:")
_FOREIGN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]{2}")
_OTHER_SCHEME = re.compile(r"(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_MARKUP = re.compile(r"<[A-Za-z/!?]")
_LINK = re.compile(r'<a href="https?://[^\s"<>]+">|</a>')

Problem = tuple[int, str]
"""The line, from 1, and what is wrong there."""


def problems(text: str, root: yaml.Node) -> Iterator[Problem]:
    """Yield what must not stand in the settings that ``text`` writes and ``root`` composes.

    Their aliases must not grow without end.
    """
    for place, name in invisible(text):
        yield text.count("\n", 0, place) + 1, f"has an invisible character, {name}"
    for node, where in _nodes(root, ()):
        line = node.start_mark.line + 1
        if node.tag.startswith(_PYTHON) and not _is_known(node.tag.removeprefix(_PYTHON)):
            named = node.tag.rpartition(":")[2]
            yield line, f"asks for {named}, which is neither of Material nor of an extension that is known"
        if node.tag == "!ENV" and not _may_know_the_environment(where):
            named = where[0] or "a key"
            yield line, f"takes {named} from the environment, which may hold secrets. Write the words here"
        for problem in _of_kind(node, where):
            yield line, problem
        if isinstance(node, yaml.ScalarNode) and node.tag != _NULL and where not in _JUDGED_APART:
            for problem in _of_words(node.value, where, _has_own_policy(root)):
                yield line, problem
    yield from _loaded_by_themes(root)


def _may_know_the_environment(where: tuple[str, ...]) -> bool:
    return where[:1] in _MAY_KNOW_THE_ENVIRONMENT or (where[:1] == ("plugins",) and where[-1] == _SWITCH)


def _of_kind(node: yaml.Node, where: tuple[str, ...]) -> Iterator[str]:
    kind = _kind(node)
    if kind == "a number" and len(node.value) > _MOST_DIGITS:
        yield f"has a number of more than {_MOST_DIGITS} digits"
    if where in _KINDS and kind not in (*_KINDS[where], "nothing" if where[-1] != "name" else ""):
        yield f"must set {'.'.join(where)} to {' or '.join(_KINDS[where])}, and not to {kind}"


def _kind(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        return _MANY if isinstance(node, yaml.MappingNode) else _LIST
    kinds = {"str": _WORDS, "int": "a number", "float": "a number"}
    return kinds.get(node.tag.rpartition(":")[2], "nothing")


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
    """Yield every node with the keys that lead to it; of a mapping the keys, too, each at the key ""."""
    yield node, where
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            yield from _nodes(one, where)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            # By the name alone nothing is wrong with a plugin that is off.
            off = where[-1:] == ("plugins",) and _is_off(_value(value, _SWITCH))
            yield key, (*where, *([_SWITCH] if off else ()), "")
            yield from _nodes(value, (*where, str(key.value)))


def _is_off(switch: yaml.Node | None) -> bool:
    return switch is not None and switch.tag == _BOOLEAN and switch.value.lower() in ("false", "no", "off")


def _of_words(words: str, where: tuple[str, ...], has_own_policy: bool) -> Iterator[str]:
    # Written as \u202E, say.
    for _, name in islice(invisible(words), 1):
        yield f"has an invisible character, {name}"
    yield from plugins.problems(words, where, has_own_policy)
    # As a browser reads an address in an attribute.
    address = _IGNORED_IN_ADDRESSES.sub("", unescape(words))
    spoken = where[-1:] and where[-1] in _SPOKEN
    if _CODE_ADDRESS.match(address) and not spoken:
        yield "has an address that can run code"
    if any(key in _LEADING for key in where) and _OTHER_SCHEME.match(address) and not spoken:
        yield "leads to what is no page of the web: only http, https, mailto and tel are for readers"
    if where in _CHOOSING and any(part.count("*") > _MOST_STARS for part in re.split(r"[/\n]", words)):
        yield f"has more than {_MOST_STARS} * in one part of a path, which can take without end to match"
    # In the navigation keys are titles.
    place = where[:1] != ("nav",) and any(map(_PLACE.fullmatch, where))
    if _UPWARDS.search(words) or (place and _OUTSIDE.match(words)):
        yield f"leads out of the project: {words[:100]}"
    if _MARKUP.search(_LINK.sub("", words) if where == ("copyright",) else words):
        yield "has HTML, of which copyright alone may have links, and nothing else any"
    if any(mark in words for mark in _ends_attributes(where)):
        yield "has a quotation mark, which would end an attribute of the pages. Write “ ” or ’ in words"
    if where in _PUSHED and (words.startswith("-") or "::" in words):
        yield "is no name of a remote or a branch: git would run a program"
    if where == ("edit_uri_template",) and re.search("[{}]", _PLACES.sub("", words)):
        yield "has braces around something else than path or path_noext, for instance {path!q}"
    loaded = any(where[: len(one)] == one for one in _LOADED)
    if loaded and _FOREIGN.match(address) and not has_own_policy:
        yield (
            f"has pages load something from elsewhere, {words[:100]}, which their policy forbids. Put the"
            " file into overrides/, or write a policy into extra.content_security_policy"
        )
    inline = where[:2] == ("extra", "consent") or where[:3] in _STYLED
    counted = where == ("extra", "analytics", "provider") and words == "google"
    if (counted or inline) and not has_own_policy:
        yield f"has pages run {where[1]}, which their policy forbids: write extra.content_security_policy"
    if where[:2] == ("theme", "icon") and re.search("[{}();:]", words):
        yield "has characters that no name of an icon has, and that styles are made of"


def _ends_attributes(where: tuple[str, ...]) -> str:
    """Return the quotation marks that a setting must not have for where themes write it."""
    if where[:1] in (("extra_css",), ("extra_javascript",), ("theme",)):
        return "\"'"
    if where[:2] == ("markdown_extensions", "toc"):
        return '"'
    return "" if where[:1] in (("markdown_extensions",), ("plugins",), ("copyright",)) else '"'


def _is_known(named: str) -> bool:
    kind, _, path = named.partition(":")
    module, _, name = path.rpartition(".")
    # What a module imported is a name of it, too.
    own = not (name.startswith("_") or name in sys.stdlib_module_names)
    return named == _MAKES_SLUGS or (kind == "name" and module in _MODULES and own)


def _has_own_policy(root: yaml.Node) -> bool:
    return _value(_value(root, "extra"), "content_security_policy") is not None


def _loaded_by_themes(root: yaml.Node) -> Iterator[Problem]:
    """Yield that a theme is left to load from elsewhere what it does unless told otherwise."""
    theme = _value(root, "theme")
    named = theme if isinstance(theme, yaml.ScalarNode) else _value(theme, "name")
    if named is None or _has_own_policy(root):
        return
    # MkDocs takes its own theme where none is named.
    name = _DEFAULT_THEME if named.tag == _NULL else str(named.value)
    setting, what = _LOADED_BY_THEMES.get(name, ("", ""))
    chosen = _value(theme, setting)
    if setting and (chosen is None or chosen.value != "false"):
        line = (chosen or named).start_mark.line + 1
        yield line, f"has pages load {what}. Write {setting}: false below theme"


def _value(mapping: yaml.Node | None, key: str) -> yaml.Node | None:
    if not isinstance(mapping, yaml.MappingNode):
        return None
    return next((value for one, value in mapping.value if one.value == key), None)
