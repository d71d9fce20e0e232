"""Front matter: what stands between two lines of three hyphens, read by its declaration."""

import re
from collections.abc import Mapping

from frontmatter.default_handlers import YAMLHandler
from msgspec import Struct

from generator import edtf
from generator.findings import Finding, finding
from generator.reading.files import TextFile, too_long
from generator.reading.plain_yaml import Entries, Scalar, compose, did_you_mean
from generator.schema.declaration import Field, Table

# The handler's own boundary also takes the blank lines after it, which belong to the text.
_HANDLER = YAMLHandler(fm_boundary=re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE))


class FrontMatter(Struct, frozen=True):
    """What a file's front matter says, and the text below it."""

    values: Mapping[str, tuple[Scalar, ...]]
    """By key, the words with their place; one for a key that holds no list."""
    text: str
    """Everything after the closing line, byte for byte."""
    text_line: int
    """The line on which ``text`` begins, from 1."""

    def words(self, key: str) -> str:
        """Return the words of ``key``, or "" when it is absent."""
        return " ".join(value.words for value in self.values.get(key, ()))

    def listing(self, key: str) -> tuple[str, ...]:
        """Return the words listed under ``key``."""
        return tuple(value.words for value in self.values.get(key, ()))


def split(file: TextFile, found: list[Finding]) -> tuple[int, int, int] | None:
    """Return where the front matter begins and ends and where the text begins.

    ``None``, with the reason in ``found``, when the file has no front matter.
    """
    if not _HANDLER.detect(file.text):
        message = "The file does not begin with a line ---."
        found.append(finding("front-matter-missing", file.place(0), message))
        return None
    try:
        front, text = _HANDLER.split(file.text)
    except ValueError:
        message = "The front matter that begins here is not closed by a second line ---."
        found.append(finding("front-matter-missing", file.place(0), message))
        return None
    start = file.text.index("\n") + 1
    return start, start + len(front), len(file.text) - len(text)


def read(file: TextFile, table: Table, found: list[Finding]) -> FrontMatter | None:
    """Return what the front matter of ``file`` says, read as ``table`` declares.

    ``None``, with the reason in ``found``, when there is no front matter or its YAML cannot be read;
    other problems are added to ``found`` and the key reads as absent.
    """
    parts = split(file, found)
    if parts is None:
        return None
    start, end, text_start = parts
    entries = compose(file, found, start, end)
    if entries is None:
        return None
    entries.refuse_unknown([one.name for one in table.fields], found)
    values = {one.name: _values(entries, one, file, found) for one in table.fields}
    return FrontMatter(values, file.text[text_start:], file.place(text_start).line)


def _values(entries: Entries, field: Field, file: TextFile, found: list[Finding]) -> tuple[Scalar, ...]:
    before = len(found)
    if field.listed:
        values = entries.listing(field.name, found)
        for empty in (value for value in values if not value.words.strip()):
            message, remedy = f"An entry of “{field.name}” is empty.", "Write words into it, or remove it."
            found.append(finding("missing-key", empty.location, message, remedy))
    else:
        words = entries.words(field.name, found)
        values = (Scalar(words, entries.values[field.name].location),) if words.strip() else ()
    if field.required and not values and len(found) == before:
        place = entries.keys.get(field.name, file.place(0))
        state = "is empty" if field.name in entries.keys else "is missing"
        remedy = f"Add it, for instance {field.name}: {field.example}"
        found.append(finding("missing-key", place, f"The key “{field.name}” {state}.", remedy))
    long = [too_long(value.words, field.name, value.location) for value in values]
    if any(long):
        found += filter(None, long)
        return ()
    for value in values:
        _check(field, value, found)
    return values


def _check(field: Field, value: Scalar, found: list[Finding]) -> None:
    named = f"“{field.name}” is “{value.words}”"
    if field.enum and value.words not in field.enum:
        message = f"{named}{did_you_mean(value.words, field.enum)}."
        remedy = f"Write one of: {', '.join(field.enum)}."
        found.append(finding("value-not-allowed", value.location, message, remedy))
    if field.pattern and not re.fullmatch(field.pattern, value.words):
        remedy = f"Write it like this: {field.example}"
        found.append(finding("value-not-allowed", value.location, f"{named}, which it cannot be.", remedy))
    if field.value_type == "date" and (problem := edtf.problem(value.words)):
        found.append(finding("no-such-date", value.location, f"{named}: {problem}.", edtf.HOW_TO_WRITE))
