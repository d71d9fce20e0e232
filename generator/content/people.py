"""``people.csv`` → people, organisations and groups, one identity each across all explainers."""

from generator.content.delimited import Line, read
from generator.content.rows import check_cells, is_short
from generator.findings import Finding, finding
from generator.language import countries
from generator.model import Person
from generator.reading.files import TextFile, collides_as
from generator.schema import PEOPLE
from generator.values.annotated import same_words


def read_people(file: TextFile, found: list[Finding]) -> tuple[Person, ...]:
    """Return the people that ``file`` lists, in its order.

    Lines without an identifier or a name are left out.
    """
    lines = read(file, PEOPLE, found)
    check_cells(lines, PEOPLE, found)
    lines = tuple(line for line in lines if is_short(line))
    people = tuple(_person(line) for line in lines if _words(line, "id") and _words(line, "name"))
    _check_names(people, found)
    return people


def _person(line: Line) -> Person:
    aliases = (alias.strip() for alias in _words(line, "aliases").split(";"))
    return Person(
        id=_words(line, "id"),
        name=_words(line, "name"),
        aliases=tuple(alias for alias in aliases if alias),
        country=countries.code(_words(line, "country")) or "",
        kind=_words(line, "kind"),
        location=line.location,
    )


def _check_names(people: tuple[Person, ...], found: list[Finding]) -> None:
    """Report each name or alias that an earlier line already has."""
    owners: dict[str, Person] = {}
    for person in people:
        for name in (person.name, *person.aliases):
            owner = owners.setdefault(same_words(name), person)
            # Two names that are written alike are a repeated cell, which the column's own constraint reports.
            repeated = name == person.name and collides_as(name) == collides_as(owner.name)
            if owner is not person and not repeated:
                message = f"“{name}” is also {owner.name} on line {owner.location.line}."
                found.append(finding("person-collision", person.location, message))


def _words(line: Line, column: str) -> str:
    return line.cells[column].words if column in line.cells else ""
