"""One table's declaration: the Table Schema file → a table, or findings.

Property names are those of the Data Package standard's Table Schema
(https://datapackage.org/standard/table-schema/); ``valueType``, ``identify``, ``compare``, ``choices``,
``unit`` and ``layout`` are our own.
"""

from collections.abc import Iterable, Mapping
from functools import cache, cached_property

from msgspec import Struct, field

from generator import packaged
from generator.findings import Finding, finding
from generator.model import Location
from generator.reading.files import TextFile, is_device, is_slug
from generator.reading.plain_yaml import Entries, Items, compose, did_you_mean
from generator.schema.patterns import is_plain
from generator.values import TYPES

_TABLE_KEYS = (
    "name",
    "title",
    "description",
    "fields",
    "primaryKey",
    "identify",
    "compare",
    "layout",
)
_FIELD_KEYS = (
    "name",
    "title",
    "type",
    "valueType",
    "description",
    "example",
    "constraints",
    "choices",
    "steps",
    "unit",
)
_CONSTRAINT_KEYS = ("required", "unique", "enum", "pattern")


class Field(Struct, frozen=True):
    """One column of a table, or one key of front matter."""

    name: str
    title: str
    value_type: str
    """The name of the value type that reads the cell."""
    description: str = ""
    example: str = ""
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    """The only values allowed; empty: any."""
    pattern: str = ""
    """A regular expression that the whole value matches; empty: any value."""
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For a choice: each value with the words in an article that stand for it."""
    steps: tuple[str, ...] = ()
    """For a choice: its values that are steps of one way, none of which contradicts another."""
    unit: str = ""
    """For a number: the name of the field that holds its unit."""
    listed: bool = False
    """True for a key of front matter that holds a list of words (Table Schema's type ``list``)."""


class Table(Struct, frozen=True, dict=True):
    """A table, or the front matter of one kind of file."""

    name: str
    title: str
    description: str
    fields: tuple[Field, ...]
    """Its own fields, in the order of the header."""
    identify: tuple[str, ...] = ()
    """Rows that agree on these fields speak of the same fact."""
    compare: tuple[str, ...] = ()
    """Fields whose values are compared across articles."""
    primary_key: tuple[str, ...] = ()
    """No two rows agree on all of these fields; empty: rows may."""
    layout: str = ""
    """The template that shows it; empty: the default one."""
    row_fields: tuple[Field, ...] = ()
    """The columns that follow its own in every table of facts."""

    @property
    def columns(self) -> tuple[Field, ...]:
        """Every column of the file, in the order of the header."""
        return self.fields + self.row_fields

    @property
    def header(self) -> str:
        """The first line of the file."""
        return ",".join(column.name for column in self.columns)

    def field(self, name: str) -> Field:
        """Return the column called ``name``. Raises ``KeyError`` when there is none."""
        return self._by_name[name]

    @cached_property
    def attributing(self) -> tuple[str, ...]:
        """The names of its own fields that say whose words a row repeats."""
        return tuple(one.name for one in self.fields if one.value_type == "attribution")

    @cached_property
    def _by_name(self) -> Mapping[str, Field]:
        # Of two with one name, which is a finding, the first counts.
        return {one.name: one for one in reversed(self.columns)}


def read_table(file: TextFile, found: list[Finding], row_fields: tuple[Field, ...] = ()) -> Table | None:
    """Return the table that ``file`` declares; ``None`` when it is not even a mapping.

    What is wrong is added to ``found``; the table returned then holds what could be understood.
    """
    declared = compose(file, found)
    return None if declared is None else _Declaration(declared, found, row_fields).table()


class _Declaration:
    """Reads one table's declaration, collecting everything that is wrong with it."""

    def __init__(self, root: Entries, found: list[Finding], row_fields: tuple[Field, ...]) -> None:
        self.root = root
        self.found = found
        self.row_fields = row_fields

    def table(self) -> Table:
        self.root.refuse_unknown(_TABLE_KEYS, self.found)
        facts = ("identify",) if self.row_fields else ()
        self.require(self.root, ("name", "title", "fields", *facts))
        name = self.slug("name")
        items = self.items()
        fields = tuple(self.field(item) for item in items)
        self.check_fields(items, fields)
        self.check_identifying(fields)
        names = [one.name for one in (*fields, *self.row_fields)]
        return Table(
            name=name,
            title=self.root.words("title", self.found),
            description=self.root.words("description", self.found),
            fields=fields,
            identify=self.names("identify", names),
            compare=self.names("compare", names),
            primary_key=self.names("primaryKey", names),
            layout=self.layout(),
            row_fields=self.row_fields,
        )

    def items(self) -> list[Entries]:
        node = self.root.values.get("fields")
        if node is not None and not (isinstance(node, Items) and node.items):
            self.report("wrong-type", node.location, "“fields” must be a list of fields.")
        items = node.items if isinstance(node, Items) else ()
        for item in items:
            if not isinstance(item, Entries):
                self.report("wrong-type", item.location, "Each of “fields” must be keys with values.")
        return [item for item in items if isinstance(item, Entries)]

    def check_fields(self, items: list[Entries], fields: tuple[Field, ...]) -> None:
        names = [one.name for one in (*fields, *self.row_fields)]
        taken = {one.name for one in self.row_fields}
        for item, one in zip(items, fields, strict=True):
            if one.unit and one.unit not in names:
                self.unknown_field(one.unit, item.values["unit"].location, "unit", names)
            if one.name in taken:
                message = f"The field “{one.name}” is declared twice, or is a column that every table has."
                self.report("duplicate-field", item.values["name"].location, message)
            elif one.name and not is_slug(one.name.replace("_", "-")):
                message = f"“{one.name}” cannot be a field's name."
                remedy = "Write a-z, 0-9 and single underscores inside."
                self.found.append(finding("bad-slug", item.values["name"].location, message, remedy))
            if one.name:
                taken.add(one.name)

    def check_identifying(self, fields: tuple[Field, ...]) -> None:
        """Report identifying fields that may be empty."""
        optional = [one.name for one in fields if not one.required]
        for name in self.root.listing("identify", []) if self.row_fields else ():
            if name.words in optional:
                message = f"“{name.words}” identifies a fact and may be empty."
                self.report("identify-optional", name.location, message)

    def slug(self, key: str) -> str:
        words = self.root.words(key, self.found)
        if words and (not is_slug(words) or is_device(words)):
            message = f"“{words}” cannot be the {key} of a table."
            self.report("bad-slug", self.root.values[key].location, message)
        return words

    def layout(self) -> str:
        name = self.slug("layout")
        if is_slug(name) and name not in layouts():
            message = f"There is no layout “{name}”{did_you_mean(name, layouts())}."
            self.report("unknown-layout", self.root.values["layout"].location, message)
        return name

    def field(self, entry: Entries) -> Field:
        entry.refuse_unknown(_FIELD_KEYS, self.found)
        self.require(entry, ("name", "valueType"))
        constraints = entry.entries("constraints", self.found) or Entries({}, {}, entry.location)
        constraints.refuse_unknown(_CONSTRAINT_KEYS, self.found)
        choices = entry.entries("choices", self.found) or Entries({}, {}, entry.location)
        type_ = entry.words("type", self.found)
        self.check_value_type(entry)
        if type_ not in ("", "string", "list"):
            self.report("wrong-type", entry.values["type"].location, "“type” must be string or list.")
        name = entry.words("name", self.found)
        return Field(
            name=name,
            title=entry.words("title", self.found) or name.replace("_", " ").capitalize(),
            value_type=entry.words("valueType", self.found),
            description=entry.words("description", self.found),
            example=entry.words("example", self.found),
            required=constraints.truth("required", self.found),
            unique=constraints.truth("unique", self.found),
            enum=tuple(value.words for value in constraints.listing("enum", self.found)),
            pattern=self.pattern(constraints),
            choices={
                value: tuple(words.words for words in choices.listing(value, self.found))
                for value in choices.keys
            },
            steps=self.steps(entry, choices),
            unit=entry.words("unit", self.found),
            listed=type_ == "list",
        )

    def check_value_type(self, entry: Entries) -> None:
        name = entry.words("valueType", self.found)
        if name and name not in TYPES:
            message = f"There is no value type “{name}”{did_you_mean(name, TYPES)}."
            remedy = f"Write one of: {', '.join(TYPES)}."
            self.found.append(
                finding("unknown-value-type", entry.values["valueType"].location, message, remedy)
            )

    def pattern(self, constraints: Entries) -> str:
        pattern = constraints.words("pattern", self.found)
        if pattern and not is_plain(pattern):
            message = f"The pattern “{pattern}” is not a plain one."
            self.report("bad-pattern", constraints.values["pattern"].location, message)
            return ""
        return pattern

    def steps(self, entry: Entries, choices: Entries) -> tuple[str, ...]:
        listed = entry.listing("steps", self.found)
        for step in listed:
            if step.words not in choices.keys:
                message = f"“steps” names “{step.words}”, which is no choice of this field"
                self.report(
                    "value-not-allowed", step.location, f"{message}{did_you_mean(step.words, choices.keys)}."
                )
        return tuple(step.words for step in listed)

    def names(self, key: str, known: list[str]) -> tuple[str, ...]:
        listed = self.root.listing(key, self.found)
        for name in listed:
            if name.words not in known:
                self.unknown_field(name.words, name.location, key, known)
        return tuple(name.words for name in listed)

    def unknown_field(self, name: str, place: Location, key: str, known: list[str]) -> None:
        hint = did_you_mean(name, known)
        self.report("unknown-field", place, f"“{key}” names “{name}”, which is no field of this table{hint}.")

    def require(self, entry: Entries, keys: Iterable[str]) -> None:
        for key in keys:
            if key not in entry.keys:
                self.report("missing-key", entry.location, f"The key “{key}” is missing here.")

    def report(self, rule: str, place: Location, message: str) -> None:
        self.found.append(finding(rule, place, message))


@cache
def layouts() -> tuple[str, ...]:
    """Return the names of the templates that can show a table, by alphabet."""
    folder = packaged.FOLDER / "templates" / "layouts"
    return tuple(sorted(one.name.removesuffix(".html.j2") for one in folder.iterdir()))
