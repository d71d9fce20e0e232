"""YAML of words, lists and mappings only: every key and value with its place in the file.

Every scalar is words, so ``NO`` stays ``NO`` and ``2025-09-02`` stays as written. What makes YAML
surprising (anchors, aliases, tags, duplicate keys, several documents) is refused.
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

import yaml
from msgspec import Struct

from generator.findings import Finding, finding
from generator.invisible import kinds
from generator.model import Location
from generator.reading.files import TextFile, hidden

DEEPEST = 20
"""Levels of lists and mappings inside one another."""
LONGEST = 100_000
"""Characters of YAML in one file."""

_PARSERS_DIFFER = re.compile(
    r"[\t\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]|[|>][-+0-9]*#|:\s*[,}\]]"
)
"""Where these stand, PyYAML’s parser in C may take what its parser in Python refuses, or place it apart."""
_NO_CHARACTER = re.compile(r"[\0\ud800-\udfff]")
_IN_PYTHON = yaml.BaseLoader
_IN_C = getattr(yaml, "CBaseLoader", _IN_PYTHON)
"""Ten times as fast, but not every build of the library has it, and its errors say less."""
_PLAIN_WORDS = (
    # What PyYAML says, in what context (if it matters: then the place is where that began), what we say.
    ("mapping values are not allowed", "", "words that hold a colon must stand between quotation marks"),
    ("found character '\\t'", "", "a tab stands here, where only spaces may"),
    ("found character", "", "words that begin with this sign must stand between quotation marks"),
    ("expected ',' or ']'", "flow sequence", "the square bracket that opens here is not closed"),
    ("expected ',' or '}'", "flow mapping", "the brace that opens here is not closed"),
    ("found unexpected end of stream", "quoted scalar", "the quotation mark that opens here is never closed"),
    ("could not find expected ':'", "", "a line above has no colon after its key"),
    ("expected <block end>", "", "this line does not belong to the ones above it: look at its first spaces"),
    ("expected '<document start>'", "", "something stands here after the end"),
)


class Scalar(Struct, frozen=True):
    """Words."""

    words: str
    location: Location


class Items(Struct, frozen=True):
    """A list."""

    items: tuple["Node", ...]
    location: Location


class Entries(Struct, frozen=True):
    """A mapping: keys with their values."""

    values: Mapping[str, "Node"]
    keys: Mapping[str, Location]
    """Where each key stands."""
    location: Location

    def refuse_unknown(self, allowed: Iterable[str], found: list[Finding]) -> None:
        """Report every key that is not one of ``allowed``, with the nearest one that is."""
        known = list(allowed)
        for key, place in self.keys.items():
            if key not in known:
                message = f"There is no key “{key}” here{did_you_mean(key, known)}."
                found.append(finding("unknown-key", place, message, f"Known keys: {', '.join(known)}."))

    def words(self, key: str, found: list[Finding]) -> str:
        """Return the words of ``key``; "" when it is absent or, with a finding, no words."""
        node = self.values.get(key)
        if node is None or isinstance(node, Scalar):
            return node.words if node else ""
        found.append(_wrong_type(key, node, "words"))
        return ""

    def listing(self, key: str, found: list[Finding]) -> tuple[Scalar, ...]:
        """Return the words listed under ``key``; none when it is absent or, with a finding, no such list."""
        node = self.values.get(key)
        if node is None or (isinstance(node, Scalar) and not node.words):
            return ()
        if not isinstance(node, Items):
            found.append(_wrong_type(key, node, "a list"))
            return ()
        words = tuple(item for item in node.items if isinstance(item, Scalar))
        others = (item for item in node.items if not isinstance(item, Scalar))
        found += [_wrong_type(key, item, "a list of words") for item in others]
        return words

    def truth(self, key: str, found: list[Finding]) -> bool:
        """Return whether ``key`` is ``true``; anything but true and false is a finding."""
        words = self.words(key, found)
        if words not in ("", "true", "false"):
            found.append(finding("wrong-type", self.values[key].location, f"“{key}” must be true or false."))
        return words == "true"

    def entries(self, key: str, found: list[Finding]) -> "Entries | None":
        """Return the mapping under ``key``; ``None`` when it is absent or, with a finding, no mapping."""
        node = self.values.get(key)
        if node is None or isinstance(node, Entries):
            return node
        found.append(_wrong_type(key, node, "keys with values"))
        return None


Node = Scalar | Items | Entries


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return " (did you mean “title”?)" for a word close to a known one, else ""."""
    # difflib compares every pair of letters: a hostile word must not make it slow.
    near = difflib.get_close_matches(word[:100].lower(), list(known), n=1)
    return f" (did you mean “{near[0]}”?)" if near else ""


def compose(file: TextFile, found: list[Finding], start: int = 0, end: int | None = None) -> Entries | None:
    """Return the mapping that ``file.text[start:end]`` writes, or ``None`` with the reason in ``found``.

    An empty text is an empty mapping.
    """
    text = file.text[start:end]
    if len(text) > LONGEST:
        message = f"There are more than {LONGEST:,} characters of YAML, the most that is read."
        found.append(finding("file-too-large", file.place(start), message))
        return None
    if _both_parsers_agree(text):
        problems: list[Finding] = []
        with suppress(_Stop, yaml.YAMLError, ValueError, OverflowError):
            entries = _Composer(file, start, text, problems, _IN_C).mapping()
            found += problems
            return entries
    return _Composer(file, start, text, found, _IN_PYTHON).document()


def _both_parsers_agree(text: str) -> bool:
    """Return whether PyYAML's parser in C, where it takes this text, gives what the one in Python gives."""
    asks_in_brackets = "?" in text and ("[" in text or "{" in text)
    return not asks_in_brackets and not _PARSERS_DIFFER.search(text)


class _Stop(Exception):
    """What follows in the file cannot be understood; the reason is already found."""


class _Composer:
    """Builds nodes from PyYAML's events, which still know anchors, tags and places."""

    def __init__(self, file: TextFile, start: int, text: str, found: list[Finding], parser: Any) -> None:
        self.file = file
        self.start = start
        self.text = text
        self.found = found
        self.parser = parser
        self.loader = parser("")
        self.events = self._events()

    def document(self) -> Entries | None:
        try:
            return self.mapping()
        except _Stop:
            return None
        except yaml.MarkedYAMLError as error:
            self._syntax(*_in_plain_words(error))
        except yaml.reader.ReaderError as error:
            # PyYAML gives the character's number where its types promise the character.
            character = error.character if isinstance(error.character, int) else ord(error.character)
            self._syntax(error.position, f"the character U+{character:04X} is not allowed")
        except (ValueError, OverflowError):
            # PyYAML hands an escape beyond Unicode, such as "\UFFFFFFFF", to chr().
            self._syntax(self.loader.index, "an escape stands for no character")
        return None

    def _events(self) -> Iterator[yaml.Event]:
        self.loader = self.parser(self.text)
        while self.loader.check_event():
            yield self.loader.get_event()

    def mapping(self) -> Entries | None:
        root: Node = Entries({}, {}, self.file.place(self.start))
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._refuse("yaml-not-plain", event, "A second YAML document begins here.")
                    return None
                root = self._node(next(self.events), 1)
        if isinstance(root, Scalar) and not root.words:
            return Entries({}, {}, root.location)
        if not isinstance(root, Entries):
            self.found.append(finding("wrong-type", root.location, "Keys with values are expected here."))
            return None
        return root

    def _node(self, event: yaml.Event, depth: int) -> Node:
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            self._refuse("yaml-not-plain", event, f"“*{event.anchor}” refers to words elsewhere (an alias).")
            return Scalar(f"*{event.anchor}", place)
        if depth > DEEPEST:
            self._refuse("yaml-too-deep", event, f"Lists and keys are nested more than {DEEPEST} deep.")
            raise _Stop
        self._refuse_decoration(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
                items.append(self._node(inner, depth + 1))
            return Items(tuple(items), place)
        return self._mapping(place, depth)

    def _scalar(self, event: yaml.ScalarEvent, place: Location) -> Scalar:
        words: str = event.value
        if _NO_CHARACTER.search(words):
            self._refuse("yaml-syntax", event, "An escape in these words stands for no character.")
            words = ""
        # The words and not the file are looked at: quoted, YAML can write a character as \\u202E.
        self.found += (hidden(name, place) for name in kinds(words))
        return Scalar(words, place)

    def _mapping(self, place: Location, depth: int) -> Entries:
        values: dict[str, Node] = {}
        keys: dict[str, Location] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(next(self.events), depth + 1)
            if not isinstance(key, Scalar):
                self.found.append(finding("wrong-type", key.location, "A key must be words."))
            elif key.words in keys:
                first = keys[key.words].line
                message = f"The key “{key.words}” stands twice, first on line {first}."
                self.found.append(finding("yaml-duplicate-key", key.location, message))
            else:
                keys[key.words] = key.location
                values[key.words] = value
        return Entries(values, keys, place)

    def _refuse_decoration(self, event: yaml.Event) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            message = f"“&{anchor}” names these words for use elsewhere (an anchor)."
            self._refuse("yaml-not-plain", event, message)
        if tag:
            self._refuse("yaml-not-plain", event, f"“{tag}” gives these words a type (a tag).")

    def _place(self, event: yaml.Event) -> Location:
        index = event.start_mark.index if event.start_mark else 0
        return self.file.place(self.start + index)

    def _refuse(self, rule: str, event: yaml.Event, message: str) -> None:
        self.found.append(finding(rule, self._place(event), message))

    def _syntax(self, index: int, problem: str) -> None:
        # PyYAML may mark the end of the text, one line below the last one written.
        place = self.file.place(self.start + min(index, len(self.text.rstrip("\n"))))
        self.found.append(finding("yaml-syntax", place, f"The YAML cannot be read: {problem}."))


def _in_plain_words(error: yaml.MarkedYAMLError) -> tuple[int, str]:
    """Return where the YAML is wrong and what is wrong, in plain words where PyYAML's are not."""
    problem, context = error.problem or "", error.context or ""
    for wanted, in_context, words in _PLAIN_WORDS:
        if problem.startswith(wanted) and in_context in context:
            mark = error.context_mark if in_context else error.problem_mark
            return mark.index if mark else 0, words
    mark = error.problem_mark or error.context_mark
    return mark.index if mark else 0, problem or context


def _wrong_type(key: str, node: Node, wanted: str) -> Finding:
    kinds = {Scalar: "words", Items: "a list", Entries: "keys with values"}
    return finding("wrong-type", node.location, f"“{key}” must be {wanted}, not {kinds[type(node)]}.")
