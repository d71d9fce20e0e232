"""The parts of ``docs/`` that are derived: the tables, the rules and the commands.

``python -m generator.documentation`` rewrites them.
"""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from generator.cli import explainer
from generator.findings import Rule, rules
from generator.review.document import schema
from generator.schema import (
    ARTICLE,
    CORRECTIONS,
    EXPLAINER,
    PEOPLE,
    RENAMED,
    ROW,
    Field,
    Table,
    built_in_tables,
)
from generator.values import TYPES, ValueType

STAGES = {
    "C": "Files and folders",
    "T": "Tables and their declarations",
    "R": "Rows",
    "E": "Evidence",
    "V": "Values",
    "Q": "Quotations",
    "P": "The editor's prose",
    "S": "The site",
    "I": "Intake",
    "W": "The review of a change",
}
"""What the letter of a rule's code stands for, in the order of the page."""

_ABOUT_REPORTS = """\
# The report of a review, for programs

`explainer review --format json` writes one JSON object, and `--save DIR` writes it into `DIR/review.json`.
Whether the change can be merged, and what is left to do:

    explainer review --format json | jq -r '.verdict.reasons[], .to_do[].words'

The report holds to a JSON Schema, [changes.schema.json](../generator/review/changes.schema.json). That allows
no other key and bounds every text and list: check a stranger's report against it before you use it. Every key
is always there. `version` is raised when a key is renamed or removed; new keys may come at any time, so take
the schema of the program that wrote the report.
"""

_ABOUT_TABLES = """\
# The tables

Every fact is a row of a table: a file `facts/<table>.csv` in the explainer's folder, in UTF-8, with commas
between the cells. A cell that holds a comma, a quotation mark or a line break stands between quotation
marks, and a quotation mark inside it is doubled: `"an ""old friend"" of his"`.

## A table of your own

It is one more declaration, `content/tables/<table>.yml`, in the form of those in
[generator/tables](../generator/tables). This is the whole of `content/tables/casualties.yml`:

```yaml
name: casualties
title: Casualties
description: People killed, hurt or missing.
fields:
  - name: fact
    valueType: identifier
    description: A short name for the thing, the same in each row that speaks of it.
    constraints: {required: true}
  - name: count
    valueType: number
    unit: who
    constraints: {required: true}
  - name: who
    valueType: unit
  - name: state
    valueType: choice
    constraints: {required: true}
    choices:
      killed: [killed, died, dead]
      hurt: [hurt, injured, wounded]
      missing: [missing]
  - name: attribution
    valueType: attribution
identify: [fact]
compare: [count, state]
```

Its rows stand in `facts/casualties.csv`, below the header
`fact,count,who,state,attribution,article,evidence,status,note`.

The property names are those of the Data Package standard's
[Table Schema](https://datapackage.org/standard/table-schema/); our own are these:

| property | of | what it says |
|---|---|---|
| `valueType` | a field | how its cells are read, compared, looked for in the evidence and shown: see below |
| `choices` | a field | for a `choice`: each value with the words in an article that stand for it |
| `steps` | a field | for a `choice`: its values that are steps of one way: they agree, the last is shown |
| `unit` | a field | for a `number`: the field that holds its unit |
| `identify` | the table | rows that agree on these fields speak of one fact |
| `compare` | the table | the fields whose values are compared across articles |
| `layout` | the table | the template that shows it, when the usual one will not do |

A `pattern` is a row of characters and classes, of which at most one repeats without end: `[A-Z]{2}[0-9]+`."""


def pages() -> Mapping[str, str]:
    """Return the derived pages by file name, as Markdown."""
    return {
        "tables.md": tables_page(built_in_tables()),
        "rules.md": rules_page(rules().values()),
        "commands.md": commands_page(explainer),
        "review-report.md": report_page(schema()),
    }


def write(folder: Path) -> None:
    """Write the derived pages into ``folder``."""
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def tables_page(tables: Iterable[Table]) -> str:
    """Return the page on what each column and each key may hold."""
    lines = [_ABOUT_TABLES, "", "The value types:", ""]
    for name, value_type in TYPES.items():
        lines.append(f"- `{name}`: {_first_sentence(value_type)}")
    for table in tables:
        lines += _table(table, f"facts/{table.name}.csv", table.fields)
        lines += ["", f"The header: `{table.header}`"]
        lines += _matching(table)
    lines += _table(ROW, "", ROW.fields)
    lines += _table(PEOPLE, "people.csv", PEOPLE.fields)
    lines += _table(CORRECTIONS, "corrections.csv", CORRECTIONS.fields)
    lines += _table(RENAMED, "renamed.csv", RENAMED.fields)
    lines += _table(EXPLAINER, "explainer.md", EXPLAINER.fields)
    lines += _table(ARTICLE, "articles/<article>.md", ARTICLE.fields)
    return "\n".join(lines) + "\n"


def rules_page(listed: Iterable[Rule]) -> str:
    """Return the page on what is checked, why, and what to do about a finding."""
    lines = [
        "# The rules",
        "",
        "An error keeps the site from being published; a warning does so with `--strict` only."
        " A rule keeps its code for ever.",
    ]
    by_letter = {letter: list(group) for letter, group in groupby(listed, key=lambda rule: rule.code[0])}
    for letter, title in STAGES.items():
        if letter in by_letter:
            lines += ["", f"## {letter}: {title}"]
        for rule in by_letter.get(letter, []):
            lines += ["", f"### {rule.code} {rule.name}", "", f"**{rule.title}** ({rule.severity})"]
            lines += ["", f"{rule.why} *{rule.remedy}*"]
    return "\n".join(lines) + "\n"


def commands_page(group: click.Group) -> str:
    """Return the page with the help of every command, as ``--help`` prints it."""
    context = group.make_context(group.name, [], resilient_parsing=True, terminal_width=100)
    lines = ["# The commands", "", "As `--help` prints them; `python -m generator` is the same program."]
    lines += ["", "```text", group.get_help(context), "```"]
    lines += _helps(group, context)
    return "\n".join(lines) + "\n"


def _helps(group: click.Group, context: click.Context) -> Iterator[str]:
    """Yield the help of each command of a group, those of groups in it after their own."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        inner = command.make_context(name, [], parent=context, resilient_parsing=True, terminal_width=100)
        yield from ("", f"## {inner.command_path}", "", "```text", command.get_help(inner), "```")
        if isinstance(command, click.Group):
            yield from _helps(command, inner)


def report_page(described: Mapping[str, Any]) -> str:
    """Return the page on the JSON report of a review, made from its schema."""
    parts = described["$defs"]
    lines = [_ABOUT_REPORTS, *_keys("The report", described, parts)]
    for name, noun in parts.items():
        if "properties" in noun:
            lines += _keys(name, noun, parts)
    return "\n".join(lines)


def _keys(title: str, noun: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterator[str]:
    yield from (f"## {title}", "", noun["description"], "", "| key | holds | what it says |", "|---|---|---|")
    for key, held in noun["properties"].items():
        kind, about = _held(held, parts)
        yield f"| `{key}` | {kind} | {about} |"
    yield ""


def _held(held: Mapping[str, Any], parts: Mapping[str, Any]) -> tuple[str, str]:
    """Return in words what a key of the report holds, and what that says."""
    about = held.get("description", "")
    match held:
        case {"$ref": reference}:
            name = str(reference).rpartition("/")[2]
            kind, meaning = _held(parts[name], parts)
            return (f"[{name}](#{name})" if "properties" in parts[name] else kind), about or meaning
        case {"anyOf": [choice, _]}:
            kind, meaning = _held(choice, parts)
            return f"{kind} or null", about or meaning
        case {"items": item}:
            kind, meaning = _held(item, parts)
            return f"list of {kind}", about or meaning
        case {"enum": values}:
            return ", ".join(f"`{value}`" for value in values), about
        case {"const": value}:
            return f"`{value}`", about
    return str(held["type"]), about


def _first_sentence(value_type: ValueType) -> str:
    """Return what the docstring of a value type begins with, as Markdown."""
    words = " ".join((inspect.getdoc(value_type) or "").split("\n\n")[0].split())
    return words.replace("``", "`")


def _table(table: Table, path: str, fields: Iterable[Field]) -> Iterator[str]:
    yield from ("", f"## {table.title}", "")
    yield f"{f'`{path}`: ' if path else ''}{table.description}"
    yield from ("", "| name | title | holds | what it says | example |", "|---|---|---|---|---|")
    for field in fields:
        example = f"`{field.example}`" if field.example else ""
        cells = (f"`{field.name}`", field.title, _holds(field), field.description, example)
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
    for field in fields:
        if any(field.choices.values()):
            yield from ("", f"The words in an article that stand for each `{field.name}`:", "")
            for choice, words in field.choices.items():
                yield f"- `{choice}`: {', '.join(words) or 'any'}"


def _holds(field: Field) -> str:
    """Return the type of a field and what it demands of a cell."""
    parts = [f"list of {field.value_type}" if field.listed else field.value_type]
    if allowed := field.enum or tuple(field.choices):
        parts = [" or ".join(f"`{value}`" for value in allowed)]
    if field.pattern:
        parts.append(f"matching `{field.pattern}`")
    if field.unit:
        parts.append(f"its unit in `{field.unit}`")
    parts.append("required" if field.required else "may be empty")
    if field.unique:
        parts.append("never twice")
    return ", ".join(parts)


def _matching(table: Table) -> Iterator[str]:
    identify = ", ".join(f"`{name}`" for name in table.identify)
    compare = ", ".join(f"`{name}`" for name in table.compare)
    if identify:
        compared = f" Across articles, {compare} are compared." if compare else ""
        yield from ("", f"Rows with equal {identify} speak of one fact.{compared}")


if __name__ == "__main__":
    write(Path(__file__).parent.parent / "docs")
