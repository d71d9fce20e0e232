"""The catalogues of the interface: what is to be translated, collected; each language brought up to date.

    python -m generator.catalogues

writes the template ``explainer.pot`` and, beside it, each language's catalogue with the messages of today:
new ones without a translation, without those that are gone. Messages stand in calls of ``gettext`` and the
like, in ``trans`` blocks of templates, and in those declarations that readers see a part of.
"""

import io
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

import yaml
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

from generator import packaged
from generator.translation import CATALOGUE

TEMPLATE = Path("explainer.pot")
_KEYWORDS = {name: DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext")}
_KEYWORDS |= {"reason": None}
_TOLD_RULES = "EPQRV"
"""First letters of the codes of rules that pages count: on evidence, prose, quotations, rows and values."""
_HEADER = "Words of the interface. docs/translating.md says how to translate them; English is the source."
_KEPT = ("Language:", "MIME-Version:", "Content-", "Plural-Forms:")
"""What of a header tells no time and no tool."""

Message = tuple[int, str, str | tuple[str, ...], list[str]]
"""As Babel wants it: line, function, its arguments, comments."""


def catalogues() -> Mapping[Path, bytes]:
    """Return every file of ``locale/`` as it should be, by its path in there."""
    folder = packaged.FOLDER / "locale"
    template = _template()
    files = {TEMPLATE: _written(template)}
    for path in sorted(folder.glob(f"*/{CATALOGUE}")):
        language = path.relative_to(folder).parts[0]
        catalogue = read_po(io.BytesIO(path.read_bytes()), locale=language)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=True)
        files[path.relative_to(folder)] = _written(catalogue)
    return files


def refresh() -> None:
    """Bring the files of ``locale/`` up to date."""
    folder = packaged.FOLDER / "locale"
    for path, body in catalogues().items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body)


def _template() -> Catalog:
    """Return all messages, by the file they stand in."""
    template = Catalog(header_comment=f"# {_HEADER}", fuzzy=False)
    ways: list[tuple[str, Any]] = [
        ("templates/**.j2", babel_extract),
        ("tables/*.yml", _of_table),
        ("rules.yml", _of_rules),
        ("**.py", "python"),
    ]
    found = extract_from_dir(packaged.FOLDER, ways, keywords=_KEYWORDS)
    for file, _, message, _, context in found:
        template.add(message, locations=[(f"generator/{file}", 0)], context=context)
    return template


def _of_table(
    file: IO[bytes], keywords: Collection[str], tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """Yield the titles of a table and its fields, and its choices, each with where it is chosen."""
    table = yaml.safe_load(file)
    if "name" in table:
        yield 0, "gettext", table["title"], []
        for field in table["fields"]:
            yield 0, "gettext", field["title"], []
            for choice in field.get("choices", ()):
                yield 0, "pgettext", (f"{table['name']}, {field['name']}", choice), []


def _of_rules(
    file: IO[bytes], keywords: Collection[str], tags: Collection[str], options: Mapping[str, Any]
) -> Iterator[Message]:
    """Yield what must hold by the rules that pages count."""
    for rule in yaml.safe_load(file):
        if rule["code"][0] in _TOLD_RULES:
            yield 0, "gettext", rule["title"], []


def _written(catalogue: Catalog) -> bytes:
    """Return a catalogue as a file that is the same on every day and every machine."""
    written = io.BytesIO()
    write_po(written, catalogue, width=110, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    header, _, messages = written.getvalue().decode().partition("\n\n")
    told = [line for line in header.splitlines() if line[0] != '"' or line[1:].startswith(_KEPT)]
    return "\n".join([*told, "", messages]).encode()


if __name__ == "__main__":
    refresh()
